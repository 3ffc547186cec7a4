//! The tasks, a file for each level. A maker draws numbers and says nothing where they do not fit; then it is asked again.
//!
//! The numbers are drawn here; what they come to is the engine's. A change in a maker that moves one drawn number moves
//! printed sheets: it needs a new [`SHEET_VERSION`](super::SHEET_VERSION).

mod compute;
mod decide;
mod find;
mod read;

pub(super) use decide::ordered;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::draw::Draw;
use super::task::{Answer, Kind};
use super::value::{Fact, Formula, Says, Step, Value};
use crate::engine::date::{days_between, month_end, shift};
use crate::engine::number::mul;
use crate::engine::overdue::Overdue;
use crate::engine::{Currency, EngineError, LateCharge, Money, Rate, RatePeriod};

/// A task as its maker gives it.
pub(super) struct Made {
    pub(super) facts: Vec<Fact>,
    pub(super) ask: Says,
    pub(super) choices: Vec<Value>,
    pub(super) answer: Answer,
    pub(super) steps: Vec<Step>,
}

/// A task, or nothing where the drawn numbers do not fit.
pub(super) type Drawn = Result<Option<Made>, EngineError>;

/// Makes a task of a kind from what the stream gives next.
///
/// # Errors
/// What the engine refuses.
pub(super) fn make(kind: Kind, draw: &mut Draw) -> Drawn {
    match kind {
        Kind::BillSum => read::bill_sum(draw),
        Kind::DueBy => read::due_by(draw),
        Kind::DaysLate => read::days_late(draw),
        Kind::DueDate => read::due_date(draw),
        Kind::DailyCharge => compute::daily_charge(draw),
        Kind::RaisedRate => compute::raised_rate(draw),
        Kind::Grace => compute::grace(draw),
        Kind::FirstInterest => compute::first_interest(draw),
        Kind::CountDays => compute::count_days(draw),
        Kind::PaymentOrder => decide::payment_order(draw),
        Kind::CheaperOffer => decide::cheaper_offer(draw),
        Kind::AboveCap => decide::above_cap(draw),
        Kind::MinimumOrFixed => decide::minimum_or_fixed(draw),
        Kind::FindYearAndDays | Kind::FindYearAndBase | Kind::FindDaysAndRounding => find::convention(kind, draw),
        Kind::FindInterest => find::interest(draw),
    }
}

/// The first day that tasks are dated from.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default()
}

/// An amount of fen.
fn yuan(minor: i64) -> Result<Money, EngineError> {
    Money::try_new(minor, Currency::CNY)
}

/// An amount between two, in steps; all in fen.
fn amount(draw: &mut Draw, least: i64, most: i64, step: i64) -> Result<Money, EngineError> {
    yuan(draw.between(least, most, step))
}

/// A day of two years.
fn day(draw: &mut Draw) -> Result<NaiveDate, EngineError> {
    shift(first_day(), draw.between(0, 720, 1))
}

/// A rate of a day in hundred-thousandths: 50 is 0.05 %.
fn daily(draw: &mut Draw, least: i64, most: i64) -> Rate {
    Rate { value: Decimal::new(draw.between(least, most, 5), 5), per: RatePeriod::Day }
}

/// A yearly rate in thousandths: 180 is 18 %.
fn yearly(draw: &mut Draw, least: i64, most: i64, step: i64) -> Rate {
    Rate { value: Decimal::new(draw.between(least, most, step), 3), per: RatePeriod::Year }
}

/// Who lends: neutral names, none of a real lender.
fn lender(draw: &mut Draw) -> Fact {
    let first: fn(Lang) -> &'static str = words::lender_bank;
    let name = draw.pick(first, &[words::lender_finance, words::lender_platform, words::lender_small]);
    Fact::new(words::lender, Says::plain(name))
}

/// How amounts are rounded, as a fact.
fn rounded_once() -> Fact {
    Fact::new(words::rounding, Says::plain(words::rounding_once))
}

/// What one late charge comes to after so many days, and how many of them count.
pub(super) fn charged(
    amount: Money,
    contract: Rate,
    charge: &LateCharge,
    late: i64,
) -> Result<(Money, i64), EngineError> {
    // The closed form knows every charge that a task names; another would be refused, never counted otherwise.
    let overdue = Overdue::of(amount, contract, core::slice::from_ref(charge))?.ok_or(EngineError::NoSuchFigure)?;
    let counted = overdue.running().first().map_or(0, |running| running.times(late));
    Ok((overdue.added(late)?, counted))
}

/// The steps of a charge by the day: one day, all days, rounded.
fn daily_steps(base: Money, rate: Rate, days: i64, result: Money) -> Result<Vec<Step>, EngineError> {
    let one = mul(base.exact(), rate.value)?;
    let all = mul(one, Decimal::from(days))?;
    Ok(vec![
        Step::new(words::step_one_day, Formula::of(base).times(Value::Percent(rate.value)), Value::Exact(one)),
        Step::new(words::step_all_days, Formula::of(Value::Exact(one)).times(Value::Number(days)), Value::Exact(all)),
        Step::new(words::step_round, Formula::default(), result),
    ])
}

/// The days from one date to another, month by month, and their sum.
fn day_steps(from: NaiveDate, to: NaiveDate) -> Result<Vec<Step>, EngineError> {
    let mut steps = Vec::new();
    let mut parts = Vec::new();
    let mut start = from;
    while start < to {
        // The last day of a month begins the part of the next one.
        let end = if month_end(start) > start { month_end(start) } else { month_end(shift(start, 1)?) };
        let end = end.min(to);
        let days = Value::Days(days_between(start, end));
        parts.push(Value::Number(days_between(start, end)));
        let given = vec![("from", start.into()), ("to", end.into())];
        steps.push(Step::saying(Says::with(words::step_days_parts, given), Formula::default(), days));
        start = end;
    }
    if steps.len() > 1 {
        steps.push(Step::new(words::step_add_days, Formula::sum(parts), Value::Days(days_between(from, to))));
    }
    Ok(steps)
}
