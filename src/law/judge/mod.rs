//! Judges one row of a series: each shape by its own arithmetic. Sums are exact until they are rounded once.

mod rate_cap;
mod sums;

use chrono::NaiveDate;

pub use sums::following_lpr;

use super::check::Case;
use super::facts::{Filed, Question};
use super::finding::{Cannot, Finding, Reason};
use super::rule::{Rule, Trigger};
use super::shape::Shape;
use crate::engine::EngineError;

/// What a row says about a debt.
pub(super) enum Judged {
    /// This.
    Finding(Box<Finding>),
    /// It applies, but there is nothing to hold against it.
    NothingToHold,
    /// It does not concern this debt.
    NotConcerned,
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
        _ => Ok(Judged::NothingToHold),
    }
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
