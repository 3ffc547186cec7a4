//! Rates that a rule names itself: by bands of the principal, between a floor and a ceiling, as a share above the
//! contract rate.

use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Finding, Outcome, Reason, Step};
use super::super::rule::Rule;
use super::super::shape::Band;
use super::super::subject::Cost;
use super::sums::{charged, segment};
use super::{Judged, against};
use crate::engine::number::{add, mul, sub};
use crate::engine::{EngineError, Money, Rate};

/// A rate for the term and one for lateness; none where it is not limited.
type Limits = (Option<Decimal>, Option<Decimal>);

/// The band of the principal decides on both rates.
pub(super) fn bands(case: &Case, rule: &Rule, bands: &[Band]) -> Result<Judged, Cannot> {
    let principal = case.subject.principal.exact();
    let Some(band) = bands.iter().rev().find(|band| band.from <= principal) else { return Ok(Judged::NotConcerned) };
    let counts = [Cost::Interest, Cost::OverdueInterest, Cost::Damages];
    limited(case, rule, (Some(band.rate), Some(band.late)), &counts)
}

/// A floor and a ceiling of the rate of the contract.
pub(super) fn range(case: &Case, rule: &Rule, (least, most): (Rate, Rate)) -> Result<Judged, Cannot> {
    let Some(rate) = case.subject.rate else { return Err(Cannot::Fact(Question::ContractRate)) };
    let (least, most) = (least.nominal_year(365)?, most.nominal_year(365)?);
    let mut finding = held(case, rule, (Some(most), None), &[Cost::Interest])?;
    finding.steps.insert(0, Step::Floor { rate: least });
    if rate < least {
        finding.branch.push(Reason::BelowFloor(least));
    }
    Ok(finding.into())
}

/// The rate of lateness by shares above the contract rate.
pub(super) fn markup(case: &Case, rule: &Rule, (least, most): (Decimal, Decimal)) -> Result<Judged, Cannot> {
    let subject = case.subject;
    if subject.overdue_rate.is_none() {
        return Ok(Judged::NothingToHold);
    }
    let Some(rate) = subject.rate else { return Err(Cannot::Fact(Question::ContractRate)) };
    let above = |share: Decimal| mul(rate, add(Decimal::ONE, share)?);
    let mut finding = held(case, rule, (None, Some(above(most)?)), &[Cost::OverdueInterest])?;
    finding.steps.insert(0, Step::Floor { rate: above(least)? });
    Ok(finding.into())
}

/// As [`held`]; a debt of which no rate is known is asked for it.
fn limited(case: &Case, rule: &Rule, limits: Limits, counts: &[Cost]) -> Result<Judged, Cannot> {
    let subject = case.subject;
    if subject.rate.is_none() && subject.overdue_rate.is_none() && subject.charged.is_empty() {
        return Err(Cannot::Fact(Question::ContractRate));
    }
    Ok(held(case, rule, limits, counts)?.into())
}

/// The agreed rates and the sums against a rate for the term and one for lateness.
fn held(case: &Case, rule: &Rule, limits: Limits, counts: &[Cost]) -> Result<Finding, EngineError> {
    let subject = case.subject;
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let mut by_rate: Option<Decimal> = None;
    let pairs = [(limits.0, subject.rate, false), (limits.1, subject.overdue_rate, true)];
    for (limit, agreed, overdue) in pairs {
        let Some(limit) = limit else { continue };
        finding.steps.push(Step::Cap { rate: limit, times: None, overdue });
        let Some(agreed) = agreed else { continue };
        finding.steps.push(Step::Agreed { rate: agreed, overdue });
        if agreed > limit {
            let by = sub(agreed, limit)?;
            by_rate = Some(by_rate.map_or(by, |most| most.max(by)));
        }
    }
    let only_overdue = limits.0.is_none();
    if let Some((total, lines)) = charged(subject, counts, only_overdue)? {
        let (mut exact, mut any) = (Decimal::ZERO, false);
        for stretch in &subject.stretches {
            let limit = if stretch.overdue { limits.1.or(limits.0) } else { limits.0 };
            let Some(limit) = limit else { continue };
            let (amount, step) = segment(stretch, limit, subject.year_days)?;
            exact = add(exact, amount)?;
            finding.steps.push(step);
            any = true;
        }
        if any {
            finding.steps.extend(lines);
            against(&mut finding, total, Money::from_exact(exact, total.currency(), subject.rounding)?)?;
        }
    }
    if by_rate.is_some() || finding.excess.is_some_and(Money::is_positive) {
        finding.outcome = Outcome::Above { by_rate };
    }
    Ok(finding)
}
