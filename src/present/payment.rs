//! Recording a payment: what was typed, read strictly, becomes an event of the debt. Pure.

use std::sync::Arc;

use chrono::NaiveDate;

use super::input::{self, AmountRange, Cause, Errors, Field, FieldError};
use super::lang::Lang;
use super::terms;
use super::words::debt as words;
use crate::case::{Debt, DebtInputs};
use crate::engine::limits::MAX_EVENTS;
use crate::engine::{
    ClaimRef, Component, Contract, Designated, Event, EventKind, InterestKind, Money, PrepaymentEffect,
};

/// The debt with one payment more.
///
/// # Errors
/// Every field that cannot be read, with what would work; the engine's refusal stands at the amount.
pub fn with_payment(
    debt: &Debt,
    amount: &str,
    date: &str,
    purpose: &str,
    today: NaiveDate,
) -> Result<Debt, Vec<FieldError>> {
    let mut errors = Errors::default();
    let range = AmountRange::positive(debt.inputs.contract.currency());
    let amount = errors.take(Field::Amount, input::amount(amount, range));
    let date = errors.take(Field::Date, input::date(date, today).and_then(|read| within(debt, read.date, today)));
    let (Some(amount), Some(date)) = (amount, date) else { return Err(errors.into_list()) };
    add(debt, kind(purpose, amount), date, named(purpose), today)
        .map_err(|cause| vec![FieldError::new(Field::Amount, cause)])
}

/// A payment lies between the beginning of the debt and today.
fn within(debt: &Debt, date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Cause> {
    let earliest = earliest(&debt.inputs).unwrap_or(NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default());
    if date < earliest || date > today {
        return Err(Cause::DateOutside { earliest: earliest.min(today), latest: today });
    }
    Ok(date)
}

/// The first day on which a payment can have been made: the beginning, or the day on which arrears were stated.
pub(crate) fn earliest(inputs: &DebtInputs) -> Option<NaiveDate> {
    let stated = inputs.opening.as_ref().filter(|opening| !opening.arrears.is_zero()).map(|opening| opening.as_of);
    let began = match &inputs.contract {
        Contract::Instalment(terms) => Some(terms.disbursed_on),
        Contract::Single(terms) => Some(terms.start),
        Contract::Revolving(card) => card.statement_date,
    };
    stated.or(began)
}

/// What a payment can be for: the contract's order, principal first, or one of the instalments that are open.
#[must_use]
pub fn purposes(debt: &Debt, today: NaiveDate, lang: Lang) -> Vec<(String, String)> {
    let mut list = vec![
        (String::new(), words::purpose_contract(lang).to_owned()),
        (PRINCIPAL.to_owned(), words::purpose_principal(lang).to_owned()),
    ];
    if takes_early_principal(&debt.inputs.contract) {
        list.push((SHORTER.to_owned(), words::purpose_shorter(lang).to_owned()));
        list.push((SMALLER.to_owned(), words::purpose_smaller(lang).to_owned()));
    }
    let account = debt.replay(today).ok();
    let open = account.iter().flat_map(|account| &account.claims).filter_map(|claim| match claim.reference {
        ClaimRef::Row(number) if claim.open().is_ok_and(|open| !open.is_zero()) => Some(number),
        _ => None,
    });
    list.extend(open.take(MOST_NAMED).map(|number| (number.to_string(), terms::claim(ClaimRef::Row(number), lang))));
    list
}

/// The value of "principal first".
const PRINCIPAL: &str = "principal";
/// The values of principal paid early.
const SHORTER: &str = "shorter";
const SMALLER: &str = "smaller";
/// The most instalments that are offered.
const MOST_NAMED: usize = 12;

/// Whether principal paid early changes the rest: not where the schedule is the lender's own or interest is flat.
fn takes_early_principal(contract: &Contract) -> bool {
    matches!(contract, Contract::Instalment(terms) if terms.stated.is_none() && terms.interest == InterestKind::Declining)
}

fn named(purpose: &str) -> Option<Designated> {
    if purpose == PRINCIPAL {
        return Some(Designated::Component(Component::Principal));
    }
    purpose.parse().ok().map(|number| Designated::Claim(ClaimRef::Row(number)))
}

fn kind(purpose: &str, amount: Money) -> EventKind {
    match purpose {
        SHORTER => EventKind::Prepayment { amount, effect: PrepaymentEffect::ShorterTerm },
        SMALLER => EventKind::Prepayment { amount, effect: PrepaymentEffect::SmallerInstalment },
        _ => EventKind::Payment { amount },
    }
}

fn add(debt: &Debt, kind: EventKind, date: NaiveDate, to: Option<Designated>, today: NaiveDate) -> Result<Debt, Cause> {
    let mut inputs = DebtInputs::clone(&debt.inputs);
    if inputs.events.len() >= MAX_EVENTS {
        return Err(Cause::CountOutside { least: 0, greatest: u32::try_from(MAX_EVENTS).unwrap_or(u32::MAX) });
    }
    let id = inputs.next_event_id();
    inputs.events.push(Event { id, date, kind });
    if let Some(to) = to {
        let next = inputs.next_event_id();
        inputs.events.push(Event { id: next, date, kind: EventKind::Designation { payment: id, to } });
    }
    inputs.replay(today.max(date)).map_err(Cause::Engine)?;
    Ok(Debt { inputs: Arc::new(inputs), ..debt.clone() })
}

/// What the form proposes: what is asked for, and today.
#[must_use]
pub fn proposal(debt: &Debt, as_of: NaiveDate) -> (String, String) {
    let amount = debt.replay(as_of).ok().and_then(|account| {
        let asked = if account.due_now.is_zero() { account.next_due.map(|next| next.amounts) } else { None };
        asked.unwrap_or(account.due_now).total().ok()
    });
    let amount =
        amount.filter(|amount| amount.is_positive()).map_or_else(String::new, |amount| amount.exact().to_string());
    (amount, as_of.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Lang;
    use crate::present::today::example;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn loan() -> Debt {
        let ids = ["a", "b", "c"].map(str::to_owned);
        example::debts(day("2026-11-23"), ids, Lang::Zh).expect("ordinary").swap_remove(0)
    }

    #[test]
    fn a_payment_of_what_is_due_ends_the_lateness() {
        let (amount, date) = proposal(&loan(), day("2026-11-23"));
        assert_eq!((amount.as_str(), date.as_str()), ("922.30", "2026-11-23"));
        let paid = with_payment(&loan(), &amount, &date, "", day("2026-11-23")).expect("reads");
        let account = paid.replay(day("2026-11-23")).expect("replays");
        assert_eq!((account.days_past_due, account.due_now.is_zero()), (0, true));
    }

    #[test]
    fn a_payment_named_for_a_later_instalment_leaves_the_overdue_one_open() {
        let purposes = purposes(&loan(), day("2026-11-23"), Lang::Zh);
        let later = &purposes.last().expect("instalments are open").0;
        let paid = with_payment(&loan(), "500", "2026-11-23", later, day("2026-11-23")).expect("reads");
        let before = loan().replay(day("2026-11-23")).expect("replays");
        let account = paid.replay(day("2026-11-23")).expect("replays");
        assert_eq!(account.due_now, before.due_now);
        let row = ClaimRef::Row(later.parse().expect("a number"));
        assert_eq!(account.claim(row).map(|claim| claim.paid.total().map(Money::minor)), Some(Ok(50_000)));
    }

    #[test]
    fn principal_paid_early_makes_the_loan_shorter_or_its_instalments_smaller() {
        let day_of_payment = "2026-11-23";
        let after = |purpose: &str| {
            let paid = with_payment(&loan(), "2000", day_of_payment, purpose, day(day_of_payment)).expect("reads");
            let account = paid.replay(day(day_of_payment)).expect("replays");
            let last = account.rows.iter().rev().find(|row| !row.total.is_zero()).map(|row| row.number);
            let next = account.rows.iter().find(|row| row.due > day(day_of_payment)).map(|row| row.total);
            (last, next, account.due_now)
        };
        let before = loan().replay(day(day_of_payment)).expect("replays");
        let (plain_last, plain_next, _) = after("");
        let (shorter_last, shorter_next, due) = after(SHORTER);
        assert!(shorter_last < plain_last && shorter_next == plain_next, "{shorter_last:?} {shorter_next:?}");
        assert_eq!(due, before.due_now, "nothing of it pays what is due");
        let (smaller_last, smaller_next, _) = after(SMALLER);
        assert!(smaller_last == plain_last && smaller_next < plain_next, "{smaller_last:?} {smaller_next:?}");
    }

    #[test]
    fn both_fields_are_named_when_both_are_wrong() {
        let errors = with_payment(&loan(), "many", "someday", "", day("2026-11-23")).expect_err("refused");
        assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [Field::Amount, Field::Date]);
    }

    #[test]
    fn a_payment_of_tomorrow_is_refused_with_the_days_that_work() {
        let errors = with_payment(&loan(), "1", "2026-11-24", "", day("2026-11-23")).expect_err("refused");
        assert!(matches!(
            errors.first().map(|error| &error.cause),
            Some(Cause::DateOutside { latest, .. }) if *latest == day("2026-11-23")
        ));
    }
}
