//! Damages against the loss, interest taken off in advance, no rate agreed, charges that were not disclosed; and the order
//! in which a payment pays off.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Condition, Finding, Outcome, Reason, Step};
use super::super::rule::Rule;
use super::super::shape::{Part, RateOf};
use super::super::subject::Cost;
use super::sums::{charged, following_lpr, segment, yearly};
use super::{Judged, against};
use crate::engine::number::{add, mul};
use crate::engine::{EngineError, Money};

/// Damages above the loss by more than a share are too high as a rule; a court decides.
pub(super) fn above(case: &Case, rule: &Rule, share: Decimal) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let typed = subject.charged.iter().any(|each| each.cost == Cost::Damages);
    let Some((damages, lines)) = charged(subject, &[Cost::Damages], true)?.filter(|_| typed) else {
        return Ok(Judged::NothingToHold);
    };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::DependsOn { on: vec![Condition::Loss] });
    finding.steps.extend(lines);
    finding.charged = Some(damages);
    if let Some(loss) = case.facts.loss {
        let share = add(Decimal::ONE, share)?;
        let amount = Money::from_exact(mul(loss.exact(), share)?, loss.currency(), subject.rounding)?;
        finding.steps.push(Step::Share { of: loss, share, amount });
        against(&mut finding, damages, amount)?;
    }
    Ok(finding.into())
}

/// What was taken off at the payout was not lent.
pub(super) fn deducted(case: &Case, rule: &Rule) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let Some(deducted) = subject.deducted.filter(|deducted| deducted.is_positive()) else {
        return Ok(Judged::NothingToHold);
    };
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let received = subject.principal.minus(deducted)?;
    finding.branch.push(Reason::Received(received));
    against(&mut finding, subject.principal, received)?;
    Ok(finding.into())
}

/// Without an agreed rate there is no interest for the term, and for lateness what the rule names.
pub(super) fn no_rate(case: &Case, rule: &Rule, overdue: &RateOf, day: NaiveDate) -> Result<Judged, Cannot> {
    let subject = case.subject;
    match case.facts.rate_agreed {
        Some(true) => return Ok(Judged::NotConcerned),
        None if subject.rate.is_some() => return Ok(Judged::NotConcerned),
        None => return Err(Cannot::Fact(Question::RateAgreed)),
        Some(false) => {}
    }
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let mut exact = Decimal::ZERO;
    for stretch in subject.stretches.iter().filter(|stretch| stretch.overdue) {
        let (amount, steps) = match overdue {
            RateOf::Lpr { tenor, times } => following_lpr(case.lpr, (*tenor, *times), stretch, subject.year_days)?,
            other => {
                let (rate, mut steps) = yearly(case, other, day)?;
                let (amount, step) = segment(stretch, rate, subject.year_days)?;
                steps.push(step);
                (amount, steps)
            }
        };
        exact = add(exact, amount)?;
        finding.steps.extend(steps);
    }
    let limit = Money::from_exact(exact, subject.principal.currency(), subject.rounding)?;
    finding.limit = Some(limit);
    let counts = [Cost::Interest, Cost::OverdueInterest, Cost::CompoundInterest];
    if let Some((total, lines)) = charged(subject, &counts, false)? {
        finding.steps.extend(lines);
        against(&mut finding, total, limit)?;
    }
    Ok(finding.into())
}

/// What the cost table does not list may not be charged.
pub(super) fn undisclosed(case: &Case, rule: &Rule) -> Result<Judged, Cannot> {
    let outcome = match case.facts.all_listed {
        None => return Err(Cannot::Fact(Question::AllListed)),
        Some(true) => Outcome::Within,
        Some(false) => Outcome::Above { by_rate: None },
    };
    Ok(Finding::of(&rule.series, Some(rule), outcome).into())
}

/// What a payment pays of each part in an order (Civil Code art. 561: costs, interest, principal; or as agreed). What is
/// left over stays with the payer. Parts come in the order in which they are given.
///
/// # Errors
/// Amounts of different currencies.
pub fn pay_off(owed: &[(Part, Money)], payment: Money) -> Result<Vec<Step>, EngineError> {
    let mut rest = payment;
    let mut lines = Vec::new();
    for (part, owed) in owed {
        let amount = owed.least(rest)?;
        rest = rest.minus(amount)?;
        lines.push(Step::Pays { part: *part, amount, left: owed.minus(amount)? });
    }
    Ok(lines)
}
