//! Sums over days: what a yearly rate comes to on balances, and what was charged.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::finding::{Cannot, Step};
use super::super::lpr;
use super::super::rule::Trigger;
use super::super::shape::RateOf;
use super::super::subject::{Cost, Stretch, Subject};
use crate::engine::number::{add, div, mul};
use crate::engine::{EngineError, Money, date};

/// A yearly rate of a day by a rule, with how it was found.
pub(in crate::law) fn yearly(case: &Case, rate: &RateOf, day: NaiveDate) -> Result<(Decimal, Vec<Step>), Cannot> {
    match rate {
        RateOf::Fixed(rate) => {
            let rate = rate.nominal_year(i64::from(case.subject.year_days))?;
            Ok((rate, vec![Step::Cap { rate, times: None, overdue: false }]))
        }
        RateOf::Lpr { tenor, times } => {
            let row = case.lpr.on(day)?;
            let one = row.rate(*tenor).nominal_year(365)?;
            let rate = mul(one, *times)?;
            let lpr = Step::Lpr { day, published: row.date, rate: one };
            Ok((rate, vec![lpr, Step::Cap { rate, times: Some(*times), overdue: false }]))
        }
        RateOf::Reference { margin, times, known } => {
            let found = known.iter().find(|known| known.from <= day && day <= known.until).map(|known| known.rate);
            let reference = case.subject.reference_rate.or(found).ok_or(Cannot::ReferenceRate(day))?;
            let rate = mul(add(reference, *margin)?, *times)?;
            Ok((rate, vec![Step::Cap { rate, times: Some(*times), overdue: false }]))
        }
    }
}

/// The day by which a multiple of LPR is taken: that of the contract, except where the charge or the day itself decides.
pub(in crate::law) fn rate_day(case: &Case, trigger: Trigger, day: NaiveDate) -> NaiveDate {
    match trigger {
        Trigger::Filing => case.facts.signed.unwrap_or(day),
        _ => day,
    }
}

/// The part of a stretch from a day up to, not including, another.
pub(in crate::law) fn part(stretch: &Stretch, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Stretch> {
    let from = from.map_or(stretch.from, |from| from.max(stretch.from));
    let until = until.map_or(stretch.until, |until| until.min(stretch.until));
    (from < until).then_some(Stretch { from, until, ..*stretch })
}

/// balance · rate · days ⁄ year, exact, as a line of the working.
pub(in crate::law) fn segment(
    stretch: &Stretch,
    rate: Decimal,
    year_days: u16,
) -> Result<(Decimal, Step), EngineError> {
    let days = stretch.days();
    let yearly = mul(mul(stretch.balance.exact(), rate)?, Decimal::from(days))?;
    let amount = div(yearly, Decimal::from(year_days))?;
    let Stretch { from, until, balance, .. } = *stretch;
    Ok((amount, Step::Segment { from, until, days, balance, rate, amount }))
}

/// What was charged of the kinds that count: as typed, or what the contract's rates come to.
pub(in crate::law) fn charged(
    subject: &Subject,
    counts: &[Cost],
    overdue_only: bool,
) -> Result<Option<(Money, Vec<Step>)>, EngineError> {
    let counted = |cost: Cost| if counts.is_empty() { cost != Cost::Tax } else { counts.contains(&cost) };
    let currency = subject.principal.currency();
    let mut steps = Vec::new();
    let mut total = Money::zero(currency);
    let typed: Vec<_> = subject.charged.iter().filter(|each| counted(each.cost)).collect();
    if !subject.charged.is_empty() {
        if typed.is_empty() {
            return Ok(None);
        }
        for each in typed {
            total = total.plus(each.amount)?;
            steps.push(Step::Charged { cost: each.cost, amount: each.amount });
        }
        return Ok(Some((total, steps)));
    }
    let mut any = false;
    for (cost, overdue) in [(Cost::Interest, false), (Cost::OverdueInterest, true)] {
        if !counted(cost) || overdue_only && !overdue {
            continue;
        }
        // Money that stays out after its term goes on at the term's rate where none was agreed for lateness.
        let rate = if overdue { subject.overdue_rate.or(subject.rate) } else { subject.rate };
        let (Some(rate), mut exact) = (rate, Decimal::ZERO) else { continue };
        for stretch in subject.stretches.iter().filter(|stretch| stretch.overdue == overdue) {
            exact = add(exact, segment(stretch, rate, subject.year_days)?.0)?;
            any = true;
        }
        let amount = Money::from_exact(exact, currency, subject.rounding)?;
        if amount.is_positive() {
            total = total.plus(amount)?;
            steps.push(Step::Charged { cost, amount });
        }
    }
    Ok(any.then_some((total, steps)))
}

/// Interest on a balance at a multiple of LPR that follows its publications: each stretch between two of them at its own
/// rate, added up exactly. The day of publication bears the new rate.
///
/// # Errors
/// LPR of a day is not known; a sum does not fit.
pub fn following_lpr(
    table: &lpr::Table,
    (tenor, times): (lpr::Tenor, Decimal),
    stretch: &Stretch,
    year_days: u16,
) -> Result<(Decimal, Vec<Step>), Cannot> {
    let mut from = stretch.from;
    let (mut total, mut steps) = (Decimal::ZERO, Vec::new());
    while from < stretch.until {
        let row = table.on(from)?;
        let rate = mul(row.rate(tenor).nominal_year(365)?, times)?;
        let mut until = date::shift(from, 1)?;
        while until < stretch.until && table.on(until)?.rate(tenor) == row.rate(tenor) {
            until = date::shift(until, 1)?;
        }
        let (amount, step) = segment(&Stretch { from, until, ..*stretch }, rate, year_days)?;
        total = add(total, amount)?;
        steps.push(step);
        from = until;
    }
    Ok((total, steps))
}
