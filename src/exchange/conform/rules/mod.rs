//! Cases of law: each becomes a subject and facts, the rules of the packs judge it, and the findings are held against what
//! the case expects. A figure that a case prints and the packs do not confirm is a skip.

mod china;
mod cost;
mod world;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, need, need_number, text};
use crate::engine::{Currency, Inclusion, Money, Rounding};
use crate::law::{
    Cannot, Facts, Finding, Jurisdiction, Lender, Outcome, Packs, Product, Rule, Step, Stretch, Subject,
    check as review, lpr,
};

pub(super) fn check(case: &Value, topic: &str, checks: &mut Checks) -> Result<(), Fault> {
    let about = About { inputs: need(case, "inputs")?, expected: need(case, "expected")?, case };
    match text(case, "jurisdiction") {
        Some("EU") if topic.starts_with("APRC") => cost::effective_rate(&about, checks),
        Some("UK") if topic.contains("APR") => cost::dated(&about, checks),
        Some("US") if topic.starts_with("APR") => cost::nominal(&about, checks),
        Some("CN") => china::check(&about, topic, checks),
        Some(code) => world::check(&about, (code, topic), checks),
        None => Err(unsupported("the jurisdiction is not a text")),
    }
}

/// The parts of a case.
struct About<'a> {
    inputs: &'a Value,
    expected: &'a Value,
    case: &'a Value,
}

impl About<'_> {
    fn number(&self, field: &str) -> Result<Decimal, Fault> {
        need_number(self.inputs, field)
    }

    /// A percentage as a fraction.
    fn percent(&self, field: &str) -> Result<Decimal, Fault> {
        Ok(hundredth(self.number(field)?))
    }

    fn expects(&self, field: &str) -> Result<&Value, Fault> {
        need(self.expected, field)
    }

    /// Holds an amount against an expectation.
    fn amount(&self, checks: &mut Checks, field: &str, got: Option<Money>) -> Result<(), Fault> {
        let got = got.ok_or_else(|| unsupported("the finding has no sum"))?;
        checks.number(field, self.expects(field)?, got.exact())
    }

    /// Holds a fraction against an expected percentage.
    fn rate(&self, checks: &mut Checks, field: &str, got: Decimal) -> Result<(), Fault> {
        checks.number(field, self.expects(field)?, hundred(got))
    }
}

fn unsupported(why: &str) -> Fault {
    Fault::Unsupported(why.to_owned())
}

fn hundredth(percent: Decimal) -> Decimal {
    percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default()
}

fn hundred(fraction: Decimal) -> Decimal {
    fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX)
}

fn money(amount: Decimal, currency: Currency) -> Result<Money, Fault> {
    Ok(Money::from_exact(amount, currency, Rounding::HalfUp)?)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn packs() -> Result<&'static Packs, Fault> {
    Packs::read().map_err(|error| Fault::Unsupported(format!("the packs do not read: {error:?}")))
}

fn table() -> Result<&'static lpr::Table, Fault> {
    lpr::table().map_err(|refused| Fault::Unsupported(format!("the table of LPR does not read: {refused:?}")))
}

fn rule(id: &str) -> Result<&'static Rule, Fault> {
    packs()?.rule(id).ok_or_else(|| Fault::Unsupported(format!("no rule {id}")))
}

/// LPR at one rate over some years, as a case may set it.
fn flat(percent: Decimal, years: core::ops::RangeInclusive<i32>) -> Result<lpr::Table, Fault> {
    let months = years.flat_map(|year| (1..=12).map(move |month| (year, month)));
    let rows = months.filter(|(year, month)| *year > 2019 || *month > 8);
    let rows: Vec<String> =
        rows.map(|(year, month)| format!("{year}-{month:02}-20,{percent},{percent},case")).collect();
    lpr::read(&rows.join("\n")).map_err(|refused| Fault::Unsupported(format!("LPR of the case: {refused:?}")))
}

fn facts(code: &str, lender: Lender, product: Product, signed: &str) -> Facts {
    Facts {
        jurisdiction: Jurisdiction::try_new(code).ok(),
        lender: Some(lender),
        product: Some(product),
        signed: Some(day(signed)),
        ..Facts::default()
    }
}

/// What the rules of one series find. That nothing can be told is a skip: no figure was given.
fn find(series: &str, subject: &Subject, facts: &Facts, lpr: &lpr::Table) -> Result<Finding, Fault> {
    let found = review(packs()?, lpr, subject, facts).findings;
    let Some(finding) = found.into_iter().find(|finding| finding.series == series) else {
        return Err(Fault::Unsupported(format!("series {series} gives no finding")));
    };
    match finding.outcome {
        Outcome::CannotTell { why: Cannot::RowUnknown(_) } => {
            let id = finding.rule.map(|rule| rule.id).unwrap_or_default();
            Err(Fault::Unsupported(format!("{id}: no source that can be relied on states the figure")))
        }
        Outcome::CannotTell { why } => Err(Fault::Unsupported(format!("{series}: cannot tell: {why:?}"))),
        _ => Ok(finding),
    }
}

/// The limits of the working as yearly rates: of the term and of lateness, in order.
fn caps(finding: &Finding) -> Vec<Decimal> {
    finding.steps.iter().filter_map(|step| if let Step::Cap { rate, .. } = step { Some(*rate) } else { None }).collect()
}

/// The first limit of the working.
fn cap(finding: &Finding) -> Result<Decimal, Fault> {
    caps(finding).first().copied().ok_or_else(|| unsupported("the finding has no rate"))
}

/// A balance that is out for so many days from a day.
fn out(from: NaiveDate, days: i64, balance: Money, overdue: bool) -> Result<Stretch, Fault> {
    let until = crate::engine::date::shift(from, days)?;
    Ok(Stretch { from, until, balance, overdue })
}

fn inclusion(inputs: &Value) -> Result<Inclusion, Fault> {
    match text(inputs, "inclusion") {
        Some("both") => Ok(Inclusion::Both),
        Some("first" | "first_only" | "start") => Ok(Inclusion::First),
        Some("last" | "last_only" | "end") => Ok(Inclusion::Last),
        Some("neither" | "none") => Ok(Inclusion::Neither),
        other => Err(Fault::Unsupported(format!("inclusion {other:?} is unknown"))),
    }
}

fn year_days(inputs: &Value) -> Result<u16, Fault> {
    match text(inputs, "day_count") {
        Some("ACT/360") => Ok(360),
        Some("ACT/365" | "ACT/365F") | None => Ok(365),
        Some(other) => Err(Fault::Unsupported(format!("day count {other} is unknown"))),
    }
}
