//! What a credit report is likely to show of a debt: the repayment code and the bank's asset class by days overdue, how long
//! an overdue spell is kept, what clears it and how to object. In China.
//!
//! Source: Regulation on the Credit Reporting Industry (征信业管理条例) art. 15 to 17, 25, 26, 29; the report's key of codes;
//! the banks' rules of asset classes. How a plan or an extension is shown, no public source says: that is [`CannotTell`].

mod repair;
mod spells;

use chrono::NaiveDate;

use super::facts::Lender;
use super::limitation::years_after;
use super::pack::Packs;
use super::procedure::terms::{AssetClass, FromDays, ReportCode, Terms, at};
use super::procedure::{CannotTell, rule, series};
use super::rule::Rule;
use super::shape::Shape;
use crate::engine::date::shift;
use crate::engine::{Account, Money};

pub use repair::{NotRepaired, Repair, repair};
pub use spells::{Spell, spells};

/// What a record depends on beside the debt's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordFacts {
    /// Who lent: a private person reports nothing, and only banks have asset classes.
    pub lender: Option<Lender>,
    /// Whether the debt stands in the borrower's report, if that was looked up.
    pub in_report: Option<bool>,
}

/// Whether the debt is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reported {
    /// The report shows it, or the lender is one that must report (art. 29).
    Yes,
    /// The report does not show it, or a private person lent.
    No,
    /// Nobody said who lent; the free report would tell.
    NotKnown,
}

/// A value that changes with the days overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByDays<'a, T> {
    /// The row.
    pub rule: &'a Rule,
    /// What holds now; none below the first step.
    pub now: Option<T>,
    /// What will hold from which day on if nothing is paid.
    pub next: Vec<(NaiveDate, T)>,
}

/// One overdue spell and what becomes of it in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSpell {
    /// The spell.
    pub spell: Spell,
    /// The worst code of it.
    pub worst: Result<Option<ReportCode>, CannotTell>,
    /// The day on which five years since its end are over and it must be deleted; none while it lasts.
    pub deleted_on: Option<Result<NaiveDate, CannotTell>>,
    /// Whether the one-off repair hid it.
    pub repair: Result<Repair, CannotTell>,
}

/// What a report is likely to show of a debt on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRecord<'a> {
    /// The day.
    pub as_of: NaiveDate,
    /// Whether it is reported at all.
    pub reported: Reported,
    /// Days overdue.
    pub days: i64,
    /// The repayment code.
    pub code: Result<ByDays<'a, ReportCode>, CannotTell>,
    /// The least asset class of a bank; none where no bank lent.
    pub class: Option<Result<ByDays<'a, AssetClass>, CannotTell>>,
    /// The overdue spells that the ledger knows, oldest first.
    pub spells: Vec<KeptSpell>,
    /// The row of the five years.
    pub kept: Result<&'a Rule, CannotTell>,
    /// The day on which the record would be deleted if everything overdue were paid on the as-of date; none when nothing
    /// is overdue.
    pub deleted_if_paid_now: Option<Result<NaiveDate, CannotTell>>,
    /// What would clear it: everything overdue, on the as-of date.
    pub clears: Money,
    /// An objection against errors, and the last day of its answer if it arrived on the as-of date.
    pub objection: Result<(&'a Rule, NaiveDate), CannotTell>,
    /// A complaint, and the last day of its answer if it was accepted on the as-of date.
    pub complaint: Result<(&'a Rule, NaiveDate), CannotTell>,
    /// Rights without a day: notice, a statement of one's own, free reports, who reports.
    pub rights: Vec<&'a Rule>,
    /// How a plan or an extension would be shown.
    pub arrangement: Result<&'a Rule, CannotTell>,
}

/// The record of an account on its as-of date.
///
/// # Errors
/// Overflow. What a missing row leaves unknown stands in its own place.
pub fn record<'a>(packs: &'a Packs, account: &Account, facts: RecordFacts) -> Result<CreditRecord<'a>, CannotTell> {
    let as_of = account.as_of;
    let oldest = account.oldest_unpaid_due;
    let codes = by_days(packs, series::REPORT_CODE, account, |terms| match terms {
        Terms::Codes(codes) => Some(codes.as_slice()),
        _ => None,
    });
    let class = matches!(facts.lender, None | Some(Lender::Bank | Lender::Unknown)).then(|| {
        by_days(packs, series::ASSET_CLASS, account, |terms| match terms {
            Terms::Classes(classes) => Some(classes.as_slice()),
            _ => None,
        })
    });
    let spells = spells(account)?;
    let spells = spells.into_iter().map(|spell| keep(packs, spell, as_of)).collect();
    let rights =
        [series::RECORD_REPORTED, series::RECORD_NOTICE, series::RECORD_STATEMENT, series::RECORD_FREE].into_iter();
    Ok(CreditRecord {
        as_of,
        reported: reported(facts),
        days: account.days_past_due,
        code: codes,
        class,
        spells,
        kept: rule(packs, series::RECORD_KEPT, as_of),
        deleted_if_paid_now: oldest.map(|_| deleted_on(packs, as_of)),
        clears: account.overdue.total()?,
        objection: answered(packs, series::RECORD_OBJECTION, as_of),
        complaint: answered(packs, series::RECORD_COMPLAINT, as_of),
        rights: rights.filter_map(|series| rule(packs, series, as_of).ok()).collect(),
        arrangement: rule(packs, series::ARRANGEMENT, as_of),
    })
}

/// The code of a number of days overdue. Source: the report's key of codes, a row of the pack.
///
/// # Errors
/// Why the row is not known.
pub fn code(packs: &Packs, days: i64, day: NaiveDate) -> Result<Option<ReportCode>, CannotTell> {
    let series = series::REPORT_CODE;
    match &rule(packs, series, day)?.shape {
        Shape::Procedure(Terms::Codes(codes)) => Ok(at(codes, days)),
        _ => Err(CannotTell::OtherTerms { series }),
    }
}

/// The least asset class of a number of days overdue; none when nothing is. Source: the banks' rules of asset classes, a
/// row of the pack.
///
/// # Errors
/// Why the row is not known.
pub fn class(packs: &Packs, days: i64, day: NaiveDate) -> Result<Option<AssetClass>, CannotTell> {
    let series = series::ASSET_CLASS;
    match &rule(packs, series, day)?.shape {
        Shape::Procedure(Terms::Classes(classes)) => Ok(at(classes, days)),
        _ => Err(CannotTell::OtherTerms { series }),
    }
}

/// The day on which the record of what ended on a day must be deleted: five years later (art. 16).
///
/// # Errors
/// Why the row is not known.
pub fn deleted_on(packs: &Packs, ended: NaiveDate) -> Result<NaiveDate, CannotTell> {
    let series = series::RECORD_KEPT;
    match rule(packs, series, ended)?.shape {
        Shape::Period { years, days: 0 } => years_after(ended, years),
        _ => Err(CannotTell::OtherTerms { series }),
    }
}

fn reported(facts: RecordFacts) -> Reported {
    match (facts.in_report, facts.lender) {
        (Some(true), _) => Reported::Yes,
        (Some(false), _) | (None, Some(Lender::Private)) => Reported::No,
        (None, Some(Lender::Bank | Lender::ConsumerFinance | Lender::AutoFinance | Lender::Trust)) => Reported::Yes,
        (None, _) => Reported::NotKnown,
    }
}

fn keep(packs: &Packs, spell: Spell, as_of: NaiveDate) -> KeptSpell {
    KeptSpell {
        worst: code(packs, spell.greatest_days, spell.ended.unwrap_or(as_of)),
        deleted_on: spell.ended.map(|ended| deleted_on(packs, ended)),
        repair: repair::of_spell(packs, &spell, as_of),
        spell,
    }
}

fn by_days<'a, T: Copy + 'a>(
    packs: &'a Packs,
    series: &'static str,
    account: &Account,
    steps: impl Fn(&'a Terms) -> Option<&'a [FromDays<T>]>,
) -> Result<ByDays<'a, T>, CannotTell> {
    let rule = rule(packs, series, account.as_of)?;
    let steps = match &rule.shape {
        Shape::Procedure(terms) => steps(terms),
        _ => None,
    };
    let steps = steps.ok_or(CannotTell::OtherTerms { series })?;
    let days = account.days_past_due;
    let mut next = Vec::new();
    if let Some(oldest) = account.oldest_unpaid_due {
        for step in steps.iter().filter(|step| step.days > days) {
            next.push((shift(oldest, step.days)?, step.is));
        }
    }
    Ok(ByDays { rule, now: at(steps, days), next })
}

/// A row of days and the last of them, counted from the day after `from`.
fn answered<'a>(packs: &'a Packs, series: &'static str, from: NaiveDate) -> Result<(&'a Rule, NaiveDate), CannotTell> {
    let rule = rule(packs, series, from)?;
    match rule.shape {
        Shape::Period { years: 0, days } => Ok((rule, shift(from, i64::from(days))?)),
        _ => Err(CannotTell::OtherTerms { series }),
    }
}
