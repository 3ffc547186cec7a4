//! From a debt back to the form that makes it, so that it can be edited with what was typed.

use chrono::NaiveDate;

use crate::case::{Debt, DebtKind};
use crate::engine::{
    CardStatement, Contract, GraceKind, InstalmentTerms, InterestKind, Lateness, Method, Money, Rate, RatePeriod,
    SingleTerms,
};
use crate::present::format;
use crate::present::input::Field;

use super::draft::Draft;
use super::policy::Policy;
use super::preset::{Preset, method_name, unit_name};
use super::read::{CURRENCY, read};

/// The form that makes this debt, or nothing when no form does (it came from a file, or says more than the form).
///
/// Payments stay with the debt: the form does not show them.
#[must_use]
pub fn derive(debt: &Debt, today: NaiveDate) -> Option<Draft> {
    let inputs = &debt.inputs;
    if debt.imported.is_some() || inputs.contract.currency() != CURRENCY {
        return None;
    }
    let mut draft = match (&inputs.contract, debt.kind) {
        (Contract::Instalment(terms), DebtKind::PayLater) => pay_later(terms)?,
        (Contract::Instalment(terms), _) => loan(terms)?,
        (Contract::Revolving(card), _) => statement(card),
        (Contract::Single(terms), _) => private(terms),
    };
    let cycling = matches!(&inputs.contract, Contract::Revolving(card) if card.cycle.is_some());
    if !cycling {
        lateness(&mut draft, inputs.contract.lateness())?;
    }
    draft.set(Field::Creditor, &debt.creditor);
    if let Some(opening) = &inputs.opening {
        draft.set(Field::PaidCount, &opening.settled_rows.to_string());
    }
    let again = read(&draft, today).ok()?;
    let settled = |opening: &Option<crate::engine::Opening>| opening.as_ref().map(|opening| opening.settled_rows);
    let same = again.inputs.contract == inputs.contract && settled(&again.inputs.opening) == settled(&inputs.opening);
    let plain = inputs.opening.as_ref().is_none_or(|opening| opening.arrears.is_zero());
    (same && plain).then_some(draft)
}

fn money(amount: Money) -> String {
    format::plain(amount)
}

fn percent(rate: Rate) -> String {
    format!("{}%", rate.value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).unwrap_or(rate.value).normalize())
}

fn set_rate(draft: &mut Draft, rate: Rate) {
    draft.set(Field::Rate, &percent(rate));
    draft.set(Field::RateUnit, unit_name(rate.per));
}

fn loan(terms: &InstalmentTerms) -> Option<Draft> {
    let mut draft = Draft::new(Preset::Loan);
    draft.set(Field::Principal, &money(terms.principal));
    set_rate(&mut draft, terms.rate);
    draft.set(Field::Count, &terms.count.to_string());
    draft.set(Field::FirstDue, &terms.first_due?.to_string());
    draft.set(Field::Method, method_name(terms.method));
    super::loan::fill(&mut draft, terms);
    Some(draft)
}

fn pay_later(terms: &InstalmentTerms) -> Option<Draft> {
    if terms.method != Method::EqualPrincipal || terms.interest != InterestKind::FlatTotal {
        return None;
    }
    let mut draft = Draft::new(Preset::PayLater);
    draft.set(Field::Total, &money(terms.principal));
    draft.set(Field::Count, &terms.count.to_string());
    draft.set(Field::FirstDue, &terms.first_due?.to_string());
    let fee = terms.principal.exact().checked_mul(terms.rate.value)?.round_dp(CURRENCY.digits());
    if !fee.is_zero() {
        draft.set(Field::Fee, &fee.to_string());
    }
    Some(draft)
}

fn statement(card: &CardStatement) -> Draft {
    let mut draft = Draft::new(Preset::Card);
    draft.set(Field::Balance, &money(card.balance));
    draft.set(Field::Minimum, &money(card.minimum));
    draft.set(Field::Due, &card.due.to_string());
    set_rate(&mut draft, card.rate);
    super::card::fill(&mut draft, card);
    draft
}

fn private(terms: &SingleTerms) -> Draft {
    let mut draft = Draft::new(Preset::Private);
    draft.set(Field::Principal, &money(terms.principal));
    draft.set(Field::Start, &terms.start.to_string());
    draft.set(Field::Due, &terms.due.to_string());
    if !terms.rate.value.is_zero() {
        set_rate(&mut draft, terms.rate);
    }
    draft
}

fn lateness(draft: &mut Draft, lateness: &Lateness) -> Option<()> {
    let (policy, terms) = Policy::of(lateness, CURRENCY)?;
    draft.set(Field::Policy, policy.name());
    match policy {
        Policy::Daily => draft.set(Field::LateRate, &typed_rate(terms.daily)),
        Policy::Uplift => {
            let share = Rate { value: terms.uplift, per: RatePeriod::Year };
            draft.set(Field::LateRate, &percent(share));
        }
        Policy::Flat | Policy::PerPeriod => draft.set(Field::LateFee, &money(terms.fee)),
        Policy::Card | Policy::Continue | Policy::Free => {}
    }
    if terms.grace.days > 0 {
        draft.set(Field::GraceDays, &terms.grace.days.to_string());
        let kind = if terms.grace.kind == GraceKind::BackDated { "back_dated" } else { "forgiven" };
        draft.set(Field::GraceKind, kind);
    }
    Some(())
}

/// A rate with its period, as both languages read it.
#[must_use]
pub fn typed_rate(rate: Rate) -> String {
    let period = match rate.per {
        RatePeriod::Day => "",
        RatePeriod::Month => "/月",
        RatePeriod::Year => "/年",
    };
    format!("{}{period}", percent(rate))
}
