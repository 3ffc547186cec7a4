//! Judges one row of a series: each shape by its own arithmetic. Sums are exact until they are rounded once.

mod fees;
mod loss;
mod ranges;
mod rate_cap;
mod restriction;
mod sums;
mod totals;

use chrono::NaiveDate;

pub use loss::pay_off;
pub use sums::following_lpr;

use super::check::Case;
use super::facts::{Filed, Question};
use super::finding::{Cannot, Finding, Outcome, Reason};
use super::rule::{Rule, Trigger};
use super::shape::Shape;
use crate::engine::{EngineError, Money};

/// What a row says about a debt.
pub(super) enum Judged {
    /// This.
    Finding(Box<Finding>),
    /// It applies, but there is nothing to hold against it.
    NothingToHold,
    /// It does not concern this debt.
    NotConcerned,
}

impl From<Finding> for Judged {
    fn from(finding: Finding) -> Self {
        Self::Finding(Box::new(finding))
    }
}

impl From<EngineError> for Cannot {
    fn from(_: EngineError) -> Self {
        Self::Amounts
    }
}

impl From<super::lpr::Unknown> for Cannot {
    fn from(unknown: super::lpr::Unknown) -> Self {
        Self::Lpr(unknown)
    }
}

/// Judges a row that was in force on the deciding day.
pub(super) fn judge(case: &Case, rule: &Rule, day: NaiveDate) -> Result<Judged, Cannot> {
    match &rule.shape {
        Shape::RateCap(cap) => rate_cap::judge(case, rule, cap, day),
        Shape::RateBands(bands) => ranges::bands(case, rule, bands),
        Shape::RateRange { least, most } => ranges::range(case, rule, (*least, *most)),
        Shape::Markup { least, most, misuse_least, misuse_most } => {
            let misused = case.facts.misused == Some(true);
            let (least, most) = if misused { (*misuse_least, *misuse_most) } else { (*least, *most) };
            ranges::markup(case, rule, (least, most))
        }
        Shape::PriceCap { daily, default_fees, total } => totals::price(case, rule, (*daily, *default_fees, *total)),
        Shape::DailyCap { daily, total } => totals::daily(case, rule, (*daily, *total)),
        Shape::TotalCap { share, counts, since_default } => totals::total(case, rule, *share, (counts, *since_default)),
        Shape::LateFee { first, again, within_cycles, .. } => fees::tiers(case, rule, (*first, *again, *within_cycles)),
        Shape::LateAfter { days } => fees::after(case, rule, *days),
        Shape::LateShare { monthly } => fees::share(case, rule, *monthly),
        Shape::LateSum { monthly } => fees::sum(case, rule, *monthly),
        Shape::Tolerance { days, amount } => fees::tolerance(case, rule, (*days, *amount)),
        Shape::Restriction(restriction) => restriction::judge(case, rule, restriction),
        Shape::AboveLoss { share } => loss::above(case, rule, *share),
        Shape::DeductedInAdvance => loss::deducted(case, rule),
        Shape::NoRateAgreed { overdue } => loss::no_rate(case, rule, overdue, day),
        Shape::Undisclosed => loss::undisclosed(case, rule),
        Shape::NoLimit
        | Shape::Unknown { .. }
        | Shape::Statement
        | Shape::Order(_)
        | Shape::Conduct { .. }
        | Shape::FeeTiers { .. }
        | Shape::Period { .. }
        | Shape::Sum { .. }
        | Shape::Procedure(_) => Ok(Judged::NothingToHold),
    }
}

/// A sum held against a limit: within, or above by what is left.
pub(super) fn against(finding: &mut Finding, charged: Money, limit: Money) -> Result<(), EngineError> {
    let excess = charged.minus_to_zero(limit)?;
    finding.charged = Some(charged);
    finding.limit = Some(limit);
    finding.excess = Some(excess);
    finding.outcome = if excess.is_positive() { Outcome::Above { by_rate: None } } else { Outcome::Within };
    Ok(())
}

/// The day of filing: of the suit, or the day looked at where there is none yet. Contracts that no transition reaches do
/// not turn on it, so it is asked only of older ones.
pub(super) fn filing_day(case: &Case, series: &str) -> Result<(NaiveDate, Reason), Question> {
    let signed = case.facts.signed.ok_or(Question::Signed)?;
    let as_of = case.subject.as_of;
    match case.facts.filed {
        Some(Filed::On(day)) => Ok((day, Reason::Decided { trigger: Trigger::Filing, day })),
        Some(Filed::NotYet) => Ok((as_of, Reason::NotFiled { as_of })),
        None if rate_cap::turns_on_filing(case, series, signed) => Err(Question::Filed),
        None => Ok((as_of, Reason::NotFiled { as_of })),
    }
}
