//! Costs together against a share of the principal, a share of what is out for each day, and the United Kingdom's price cap.

use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Finding, Outcome, Step};
use super::super::rule::Rule;
use super::super::subject::Cost;
use super::sums::{charged, segment};
use super::{Judged, against};
use crate::engine::number::{add, mul};
use crate::engine::{EngineError, Money};

/// What lateness costs, by kind.
const LATE: [Cost; 2] = [Cost::OverdueInterest, Cost::Damages];

/// Costs together against a share of the principal, or of what was unpaid at default.
pub(super) fn total(
    case: &Case,
    rule: &Rule,
    share: Decimal,
    (counts, since_default): (&[Cost], bool),
) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let Some((charged, lines)) = charged(subject, counts, since_default)? else { return Ok(Judged::NothingToHold) };
    let of = if since_default {
        subject.principal_at_default.ok_or(Cannot::Fact(Question::PrincipalAtDefault))?
    } else {
        subject.principal
    };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let limit = share_of(case, of, share, &mut finding)?;
    finding.steps.extend(lines);
    against(&mut finding, charged, limit)?;
    Ok(finding.into())
}

/// Late charges against a share of what is out for each day, and in all against a share of the principal.
pub(super) fn daily(case: &Case, rule: &Rule, (daily, total): (Decimal, Decimal)) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let Some((charged, lines)) = charged(subject, &LATE, true)? else { return Ok(Judged::NothingToHold) };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let by_day = by_day(case, daily, true, &mut finding)?.ok_or(Cannot::NoDays)?;
    let all = share_of(case, subject.principal, total, &mut finding)?;
    finding.steps.extend(lines);
    against(&mut finding, charged, by_day.least(all)?)?;
    Ok(finding.into())
}

/// Charges of the term against a share of the credit out for each day; default fees against a flat sum; interest after
/// default against the same share; all of it against a share of the credit.
pub(super) fn price(
    case: &Case,
    rule: &Rule,
    (daily, default_fees, total): (Decimal, Decimal, Decimal),
) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let currency = subject.principal.currency();
    let none = (Money::zero(currency), Vec::new());
    let term = charged(subject, &[Cost::Interest, Cost::Fee], false)?.unwrap_or(none.clone());
    let late = charged(subject, &[Cost::OverdueInterest, Cost::CompoundInterest], true)?.unwrap_or(none.clone());
    let fees = charged(subject, &[Cost::Damages, Cost::Collection], true)?.unwrap_or(none);
    if (term.0.is_zero() && late.0.is_zero() && fees.0.is_zero()) && subject.charged.is_empty() {
        return Ok(Judged::NothingToHold);
    }
    let term_limit = by_day(case, daily, false, &mut finding)?;
    let late_limit = by_day(case, daily, true, &mut finding)?;
    let fee_limit = Money::from_exact(default_fees, currency, subject.rounding)?;
    finding.steps.push(Step::Named(fee_limit));
    // What was charged for days that are not known cannot be judged.
    let allowed = |charged: Money, limit: Option<Money>| match limit {
        Some(limit) => charged.least(limit).map_err(Cannot::from),
        None if charged.is_zero() => Ok(charged),
        None => Err(Cannot::NoDays),
    };
    let parts = [allowed(term.0, term_limit)?, allowed(late.0, late_limit)?, fees.0.least(fee_limit)?];
    let all = share_of(case, subject.principal, total, &mut finding)?;
    let limit = Money::sum(currency, parts)?.least(all)?;
    for (_, lines) in [&term, &late, &fees] {
        finding.steps.extend(lines);
    }
    against(&mut finding, Money::sum(currency, [term.0, late.0, fees.0])?, limit)?;
    Ok(finding.into())
}

/// balance · share · days over the stretches of the term or of lateness; none where there are no such days.
fn by_day(case: &Case, daily: Decimal, overdue: bool, finding: &mut Finding) -> Result<Option<Money>, EngineError> {
    let subject = case.subject;
    let year = Decimal::from(subject.year_days);
    let (mut exact, mut any) = (Decimal::ZERO, false);
    for stretch in subject.stretches.iter().filter(|stretch| stretch.overdue == overdue) {
        let (amount, step) = segment(stretch, mul(daily, year)?, subject.year_days)?;
        exact = add(exact, amount)?;
        finding.steps.push(step);
        any = true;
    }
    let sum = any.then(|| Money::from_exact(exact, subject.principal.currency(), subject.rounding));
    sum.transpose()
}

fn share_of(case: &Case, of: Money, share: Decimal, finding: &mut Finding) -> Result<Money, EngineError> {
    let amount = Money::from_exact(mul(of.exact(), share)?, of.currency(), case.subject.rounding)?;
    finding.steps.push(Step::Share { of, share, amount });
    Ok(amount)
}
