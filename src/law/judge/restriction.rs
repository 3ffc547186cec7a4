//! What may not be charged, or not in that way.

use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Condition, Finding, Outcome, Reason, Step};
use super::super::rule::Rule;
use super::super::shape::Restriction;
use super::super::subject::{Cost, PenaltyForm, Subject};
use super::Judged;
use super::sums::segment;
use crate::engine::number::{add, sub};
use crate::engine::{EngineError, Money};

pub(super) fn judge(case: &Case, rule: &Rule, restriction: &Restriction) -> Result<Judged, Cannot> {
    let subject = case.subject;
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let charge_day = subject.charge_day();
    if let Some(from) = restriction.charges_from {
        finding.branch.push(Reason::ChargesFrom(from));
        if charge_day < from {
            let unclear = restriction.charges_unclear_from.is_some_and(|unclear| unclear <= charge_day);
            finding.outcome =
                if unclear { Outcome::DependsOn { on: vec![Condition::ChangeOver] } } else { Outcome::NoLimit };
            return Ok(finding.into());
        }
    }
    let mut excess = Money::zero(subject.principal.currency());
    let mut broken = false;
    for each in subject.charged.iter().filter(|each| restriction.forbidden.contains(&each.cost)) {
        finding.steps.push(Step::Charged { cost: each.cost, amount: each.amount });
        excess = excess.plus(each.amount)?;
        broken |= each.amount.is_positive();
    }
    let mut by_rate = None;
    if restriction.no_rate_add_on {
        match form(subject) {
            Some(PenaltyForm::RateAddOn) => {
                broken = true;
                let (amount, by) = add_on(subject, &mut finding)?;
                excess = excess.plus(amount)?;
                by_rate = by;
            }
            Some(_) => {}
            None if subject.charged.iter().any(|each| matches!(each.cost, Cost::OverdueInterest | Cost::Damages)) => {
                return Err(Cannot::Fact(Question::PenaltyForm));
            }
            None => {}
        }
    }
    if restriction.no_capitalisation && subject.capitalised == Some(true) {
        broken = true;
    }
    if broken {
        finding.outcome = Outcome::Above { by_rate };
        if excess.is_positive() {
            finding.charged = Some(excess);
            finding.limit = Some(Money::zero(excess.currency()));
            finding.excess = Some(excess);
        }
        return Ok(finding.into());
    }
    // A form that was named and is allowed is within; without any such figure there is nothing to hold against it.
    let told = restriction.no_rate_add_on && form(subject).is_some()
        || subject.charged.iter().any(|each| restriction.forbidden.contains(&each.cost));
    if told { Ok(finding.into()) } else { Ok(Judged::NothingToHold) }
}

/// The form as it was said, or as the rates show it.
fn form(subject: &Subject) -> Option<PenaltyForm> {
    subject.penalty_form.or_else(|| {
        let (rate, overdue) = subject.rate.zip(subject.overdue_rate)?;
        Some(if overdue > rate { PenaltyForm::RateAddOn } else { PenaltyForm::ContractRate })
    })
}

/// What the add-on came to: as typed, else overdue balance · (overdue rate − contract rate) · days ⁄ year.
fn add_on(subject: &Subject, finding: &mut Finding) -> Result<(Money, Option<Decimal>), EngineError> {
    let currency = subject.principal.currency();
    let by = match subject.rate.zip(subject.overdue_rate) {
        Some((rate, overdue)) if overdue > rate => Some(sub(overdue, rate)?),
        _ => None,
    };
    let typed: Vec<_> = subject.charged.iter().filter(|each| each.cost == Cost::OverdueInterest).collect();
    if !typed.is_empty() {
        for each in &typed {
            finding.steps.push(Step::Charged { cost: each.cost, amount: each.amount });
        }
        return Ok((Money::sum(currency, typed.iter().map(|each| each.amount))?, by));
    }
    let Some(difference) = by else { return Ok((Money::zero(currency), None)) };
    let mut exact = Decimal::ZERO;
    for stretch in subject.stretches.iter().filter(|stretch| stretch.overdue) {
        let (amount, step) = segment(stretch, difference, subject.year_days)?;
        exact = add(exact, amount)?;
        finding.steps.push(step);
    }
    Ok((Money::from_exact(exact, currency, subject.rounding)?, by))
}
