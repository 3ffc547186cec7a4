//! How one debt stands on a day: what is asked for, when, and the one thing worth knowing. Today, the list and the
//! debt's own page all read it. Imports `engine`, `case` and words only.

use std::sync::Arc;

use chrono::NaiveDate;

use super::figure::{Shown, SumLabel};
use super::format;
use super::lang::Lang;
use super::sentence::{Sentence, fill, plain};
use super::words::today as words;
use super::working::parts_of;
use crate::case::{Debt, DebtInputs};
use crate::engine::date::{days_between, shift};
use crate::engine::{Account, ClaimRef, Component, Contract, EngineError, Figure};

/// How near a due date has to be for an early warning, in days.
pub const SOON: i64 = 7;
/// How far the sentence about waiting looks ahead, in days.
pub const WAIT: i64 = 7;

/// How a debt stands, as it stands in `data-status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Something is overdue.
    Late,
    /// Something falls due within a week.
    DueSoon,
    /// Nothing is due for a while.
    Current,
    /// Nothing is open any more.
    Paid,
}

impl Status {
    /// Its name in `data-status`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::DueSoon => "due-soon",
            Self::Current => "current",
            Self::Paid => "paid",
        }
    }
}

/// A sum that is asked for, with its components.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// What it is: due now, next, or open.
    pub label: String,
    /// The sum.
    pub sum: Shown,
    /// Its components; empty when there is only one.
    pub parts: Vec<(Component, Shown)>,
}

/// How a debt stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// How.
    pub status: Status,
    /// The day that matters: the oldest that is overdue, or the next.
    pub date: Option<NaiveDate>,
    /// Days late or left, in words.
    pub when: String,
    /// Which instalment of how many; empty when there are none.
    pub place: String,
    /// What is asked for; none when all is paid.
    pub due: Option<Due>,
    /// What is worth knowing, most important first.
    pub facts: Vec<Sentence>,
}

/// How a debt stands.
///
/// # Errors
/// What the engine refuses.
pub fn standing(debt: &Debt, account: &Account, lang: Lang) -> Result<Standing, EngineError> {
    let as_of = account.as_of;
    let next = account.next_due.filter(|next| !next.amounts.is_zero());
    let late = account.oldest_unpaid_due;
    let status = match (late, next) {
        (Some(_), _) => Status::Late,
        (None, Some(next)) if days_between(as_of, next.date) <= SOON => Status::DueSoon,
        _ if account.is_settled() => Status::Paid,
        _ => Status::Current,
    };
    let date = late.or(next.map(|next| next.date));
    Ok(Standing {
        status,
        date,
        when: when(account, status, date, lang),
        place: place(account, lang),
        due: due(&debt.inputs, account, lang)?,
        facts: facts(debt, account, status, lang)?,
    })
}

fn when(account: &Account, status: Status, date: Option<NaiveDate>, lang: Lang) -> String {
    let (Some(date), true) = (date, status != Status::Paid) else {
        let text = if status == Status::Paid { words::all_paid(lang) } else { words::no_date(lang) };
        return text.to_owned();
    };
    let left = days_between(account.as_of, date);
    match status {
        Status::Late => words::days_late(lang, &format::days(account.days_past_due, lang)),
        _ if left == 0 => words::due_today(lang).to_owned(),
        _ => words::days_left(lang, &format::short_date(date, account.as_of, lang), &format::days(left, lang)),
    }
}

/// The first instalment that is open, of how many.
fn place(account: &Account, lang: Lang) -> String {
    let open = account.claims.iter().find_map(|claim| match claim.reference {
        ClaimRef::Row(number) if claim.open().is_ok_and(|open| !open.is_zero()) => Some(number),
        _ => None,
    });
    open.map_or_else(String::new, |number| words::place(lang, &number.to_string(), &account.rows.len().to_string()))
}

/// What is asked for: what is due now, else what falls due next, else what is open.
///
/// # Errors
/// Overflow.
pub fn due(inputs: &Arc<DebtInputs>, account: &Account, lang: Lang) -> Result<Option<Due>, EngineError> {
    let as_of = account.as_of;
    let figure = |money, figure| Shown::account(money, inputs, as_of, figure);
    let next = account.next_due.filter(|next| !next.amounts.is_zero());
    let (label, sum, parts) = if !account.due_now.is_zero() {
        let sum = figure(account.due_now.total()?, Figure::DueNow);
        let parts = parts_of(&account.due_now, |part, money| figure(money, Figure::DueNowPart(part)));
        (words::due_now(lang).to_owned(), sum, parts)
    } else if let Some(next) = next {
        let sum = figure(next.amounts.total()?, Figure::NextDue);
        let parts = parts_of(&next.amounts, |part, money| figure(money, Figure::NextDuePart(part)));
        (words::due_on(lang, &format::date(next.date, lang)), sum, parts)
    } else if !account.is_settled() {
        let sum = figure(account.outstanding.total()?, Figure::Outstanding);
        let parts = parts_of(&account.outstanding, |part, money| figure(money, Figure::OutstandingPart(part)));
        (words::open_in_all(lang).to_owned(), sum, parts)
    } else {
        return Ok(None);
    };
    let parts = if parts.len() > 1 { parts } else { Vec::new() };
    Ok(Some(Due { label, sum, parts }))
}

/// How much the late charges grow from one day to another.
///
/// # Errors
/// What the engine refuses.
pub fn late_growth(inputs: &Arc<DebtInputs>, from: NaiveDate, to: NaiveDate) -> Result<Shown, EngineError> {
    let on = |date: NaiveDate| -> Result<(SumLabel, Shown), EngineError> {
        let account = inputs.replay(date)?;
        let posted = account.late_totals.iter().map(|total| total.posted);
        let money = crate::engine::Money::sum(account.currency, posted)?;
        Ok((SumLabel::LateBy(date), Shown::account(money, inputs, date, Figure::LateTotal)))
    };
    Shown::difference(on(to)?, on(from)?)
}

/// How much more it takes to pay a card off on a later day: interest of its cycles and 违约金 come into it.
fn payoff_growth(inputs: &Arc<DebtInputs>, from: NaiveDate, to: NaiveDate) -> Result<Shown, EngineError> {
    let on = |date: NaiveDate| -> Result<(SumLabel, Shown), EngineError> {
        let shown = Shown::account(inputs.replay(date)?.payoff.total()?, inputs, date, Figure::Payoff);
        Ok((SumLabel::PayoffOn(date), shown))
    };
    Shown::difference(on(to)?, on(from)?)
}

fn facts(debt: &Debt, account: &Account, status: Status, lang: Lang) -> Result<Vec<Sentence>, EngineError> {
    let (inputs, as_of) = (&debt.inputs, account.as_of);
    let mut facts = Vec::new();
    if status == Status::Paid {
        return Ok(facts);
    }
    if matches!(inputs.contract, Contract::Revolving(_)) && account.outstanding != account.due_now {
        let whole = Shown::account(account.outstanding.total()?, inputs, as_of, Figure::Outstanding);
        let late = status == Status::Late;
        let words_of = if late { words::whole_bill_late_parts(lang) } else { words::whole_bill_parts(lang) };
        facts.push(fill(words_of, &[("amount", whole.into())]));
    }
    facts.push(cost_of_waiting(inputs, account, status, lang)?);
    let next = account.next_due.filter(|next| !next.amounts.is_zero() && next.date > as_of);
    if let (Status::Late, Some(next)) = (status, next) {
        let shown = Shown::account(next.amounts.total()?, inputs, as_of, Figure::NextDue);
        let date = format::short_date(next.date, as_of, lang);
        facts.push(fill(words::then_due_parts(lang), &[("date", date.into()), ("amount", shown.into())]));
    }
    Ok(facts)
}

/// What a week of waiting costs, from today or from the next due date.
fn cost_of_waiting(
    inputs: &Arc<DebtInputs>,
    account: &Account,
    status: Status,
    lang: Lang,
) -> Result<Sentence, EngineError> {
    let as_of = account.as_of;
    let late = status == Status::Late;
    let start = if late { as_of } else { account.next_due.map_or(as_of, |next| next.date) };
    let days = format::days(WAIT, lang);
    if matches!(&inputs.contract, Contract::Revolving(card) if card.cycle.is_some()) {
        let more = payoff_growth(inputs, start, shift(start, WAIT)?)?;
        let parts = if late { words::wait_on_card_parts(lang) } else { words::late_costs_parts(lang) };
        return Ok(fill(parts, &[("days", days.into()), ("amount", more.into())]));
    }
    if inputs.contract.lateness().charges.is_empty() {
        return Ok(plain(words::no_late_charge(lang)));
    }
    let more = late_growth(inputs, as_of, shift(start, WAIT)?)?;
    Ok(match (more.money.is_positive(), late) {
        (true, true) => fill(words::wait_costs_parts(lang), &[("days", days.into()), ("amount", more.into())]),
        (true, false) => fill(words::late_costs_parts(lang), &[("days", days.into()), ("amount", more.into())]),
        (false, true) => plain(words::wait_is_free(lang, &days)),
        (false, false) => plain(words::late_is_free(lang, &days)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::form::{Draft, Preset, read};
    use crate::present::input::Field;

    #[test]
    fn missing_a_card_s_due_date_is_said_to_cost_its_interest_and_its_late_fee() {
        // source: a purchase of 1,000 posted on 30 March at 0.05 % a day, due on 23 April. Seven days late, on 30 April, 31 days
        // of interest and 5 % of the unpaid minimum of 100 are charged: 15.50 + 5.00. Paid in time there is neither.
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let mut draft = Draft::new(Preset::Card);
        for (field, text) in [
            (Field::Balance, "1000"),
            (Field::Minimum, "100"),
            (Field::Due, "2026-04-23"),
            (Field::StatementDay, "5"),
            (Field::Transactions, "2026-03-30 1000"),
        ] {
            draft.set(field, text);
        }
        let entered = read(&draft, day("2026-04-20")).unwrap_or_else(|errors| panic!("{errors:?}"));
        let inputs = Arc::new(entered.inputs);
        let account = inputs.replay(day("2026-04-20")).unwrap_or_else(|error| panic!("{error}"));
        let due_day = inputs.replay(day("2026-04-23")).and_then(|account| account.payoff.total());
        assert_eq!(
            due_day.map(crate::engine::Money::minor),
            Ok(100_000),
            "until the due day is over, nothing is charged"
        );
        let said = cost_of_waiting(&inputs, &account, Status::DueSoon, Lang::En);
        let more = payoff_growth(&inputs, day("2026-04-23"), day("2026-04-30"));
        assert_eq!(more.as_ref().map(|more| more.money.minor()), Ok(2_050));
        let text = format!("{said:?}");
        assert!(!text.contains("No late charge"), "{text}");
    }
}
