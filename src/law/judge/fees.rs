//! Late fees: tiers and what was missed, days that are still free, a share or a sum for each month.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Finding, Outcome, Reason, Step};
use super::super::rule::Rule;
use super::super::subject::{Earlier, LateFee};
use super::{Judged, against};
use crate::engine::date::days_between;
use crate::engine::number::mul;
use crate::engine::{EngineError, Frequency, Money};

/// A sum for the first time and one for again, never above what was missed.
pub(super) fn tiers(
    case: &Case,
    rule: &Rule,
    (first, again, within): (Decimal, Decimal, u16),
) -> Result<Judged, Cannot> {
    let Some(fee) = case.subject.late_fee else { return Ok(Judged::NothingToHold) };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let (first, again) = (named(case, first)?, named(case, again)?);
    let missed = fee.minimum_due.ok_or(Cannot::Fact(Question::MinimumDue))?;
    let tier = match fee.earlier {
        Some(Earlier::Cycles(cycles)) if cycles <= within => {
            finding.branch.push(Reason::Again { cycles });
            again
        }
        Some(_) => first,
        // Whether it came again changes nothing for a fee that the lower tier or the missed payment decides on.
        None if fee.amount.minus_to_zero(first)?.is_zero() || missed.minus_to_zero(first)?.is_zero() => first,
        None => return Err(Cannot::Fact(Question::EarlierLateFee)),
    };
    finding.steps.push(Step::Named(tier));
    if missed.minus(tier)?.minor() < 0 {
        finding.branch.push(Reason::NotAboveMissed(missed));
    }
    against(&mut finding, fee.amount, tier.least(missed)?)?;
    Ok(finding.into())
}

/// Nothing within so many days past due; after that, what was left after the due day is the base.
pub(super) fn after(case: &Case, rule: &Rule, days: u16) -> Result<Judged, Cannot> {
    let Some(fee) = case.subject.late_fee else { return Ok(Judged::NothingToHold) };
    let late = days_late(&fee)?;
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    finding.branch.push(Reason::DaysLate(late));
    if late <= i64::from(days) {
        against(&mut finding, fee.amount, Money::zero(fee.amount.currency()))?;
    } else {
        finding.charged = Some(fee.amount);
        finding.steps.extend(fee.overdue.map(Step::Named));
    }
    Ok(finding.into())
}

/// A share of what is overdue for each started month.
pub(super) fn share(case: &Case, rule: &Rule, monthly: Decimal) -> Result<Judged, Cannot> {
    let Some(fee) = case.subject.late_fee else { return Ok(Judged::NothingToHold) };
    let overdue = fee.overdue.ok_or(Cannot::Fact(Question::MinimumDue))?;
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let months = months_late(&fee)?;
    finding.branch.push(Reason::MonthsLate(months));
    let share = mul(monthly, Decimal::from(months))?;
    let limit = Money::from_exact(mul(overdue.exact(), share)?, overdue.currency(), case.subject.rounding)?;
    finding.steps.push(Step::Share { of: overdue, share, amount: limit });
    against(&mut finding, fee.amount, limit)?;
    Ok(finding.into())
}

/// A sum for each started month.
pub(super) fn sum(case: &Case, rule: &Rule, monthly: Decimal) -> Result<Judged, Cannot> {
    let Some(fee) = case.subject.late_fee else { return Ok(Judged::NothingToHold) };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let months = months_late(&fee)?;
    finding.branch.push(Reason::MonthsLate(months));
    let limit = named(case, mul(monthly, Decimal::from(months))?)?;
    finding.steps.push(Step::Named(limit));
    against(&mut finding, fee.amount, limit)?;
    Ok(finding.into())
}

/// Paid within the days, or all but a small rest: as good as in time and in full.
pub(super) fn tolerance(case: &Case, rule: &Rule, (days, rest): (u16, Decimal)) -> Result<Judged, Cannot> {
    let Some(fee) = case.subject.late_fee else { return Ok(Judged::NothingToHold) };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let late = days_late(&fee)?;
    finding.branch.push(Reason::DaysLate(late));
    let rest = named(case, rest)?;
    let small = fee.overdue.map(|overdue| overdue.minus_to_zero(rest)).transpose()?.is_some_and(Money::is_zero);
    if small || fee.paid.is_some() && late <= i64::from(days) {
        finding.steps.push(Step::Named(rest));
        against(&mut finding, fee.amount, Money::zero(fee.amount.currency()))?;
    }
    Ok(finding.into())
}

fn named(case: &Case, amount: Decimal) -> Result<Money, EngineError> {
    Money::from_exact(amount, case.subject.principal.currency(), case.subject.rounding)
}

/// The day up to which lateness lasted: of the payment, or of the fee while there is none.
const fn end(fee: &LateFee) -> NaiveDate {
    match fee.paid {
        Some(paid) => paid,
        None => fee.on,
    }
}

fn days_late(fee: &LateFee) -> Result<i64, Cannot> {
    let due = fee.due.ok_or(Cannot::Fact(Question::DueDay))?;
    Ok(days_between(due, end(fee)).max(0))
}

/// Months that have begun since the due day: a month that is running counts, for the limit is then the higher one.
fn months_late(fee: &LateFee) -> Result<u16, Cannot> {
    let due = fee.due.ok_or(Cannot::Fact(Question::DueDay))?;
    let mut months = 0_u16;
    while Frequency::MONTHLY.after(due, u32::from(months))? < end(fee) {
        months = months.checked_add(1).ok_or(Cannot::Amounts)?;
    }
    Ok(months)
}
