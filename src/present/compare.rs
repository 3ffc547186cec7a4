//! The figures of an import beside ours: their names, values that can be opened, and why they differ. Exhaustive, so
//! that a figure cannot go unnamed. The debt's page and the import report both read it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::figure::{Shown, StatedBy};
use super::lang::Lang;
use super::words::debt as words;
use super::{format, terms};
use crate::case::{Compared, Comparison, DebtInputs, Explanation, Value};
use crate::engine::{ClaimRef, Component, Figure};

/// A value as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum ShownValue {
    /// An amount that can be opened.
    Amount(Shown),
    /// Days, a date, or nothing.
    Text(String),
}

/// One figure of an import beside ours.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareRow {
    /// Which figure.
    pub what: String,
    /// What comes out here.
    pub ours: ShownValue,
    /// What the file says.
    pub theirs: ShownValue,
    /// Whether both say the same.
    pub equal: bool,
    /// Why they differ, in words; empty when they are equal.
    pub why: &'static str,
}

/// A comparison as a row. `as_of` is the day on which the file's figures are true.
#[must_use]
pub fn row(comparison: &Comparison, inputs: &Arc<DebtInputs>, as_of: NaiveDate, lang: Lang) -> CompareRow {
    CompareRow {
        what: name(comparison.what, lang),
        ours: ours(comparison, inputs, as_of, lang),
        theirs: value(comparison.theirs, StatedBy::File, lang),
        equal: comparison.is_equal(),
        why: comparison.explanation.map_or("", |explanation| why(explanation, lang)),
    }
}

fn value(value: Value, by: StatedBy, lang: Lang) -> ShownValue {
    match value {
        Value::Money(money) => ShownValue::Amount(Shown::stated(money, by)),
        Value::Days(days) => ShownValue::Text(format::days(days, lang)),
        Value::Date(date) => ShownValue::Text(format::date(date, lang)),
        Value::None => ShownValue::Text(words::no_value(lang).to_owned()),
    }
}

/// Our figure, opened by the engine where the engine has a figure of that name and it comes out as compared.
fn ours(comparison: &Comparison, inputs: &Arc<DebtInputs>, as_of: NaiveDate, lang: Lang) -> ShownValue {
    let Value::Money(money) = comparison.ours else { return value(comparison.ours, StatedBy::Here, lang) };
    let opens = figure(comparison.what).filter(|figure| {
        let steps = inputs.explain(as_of, *figure);
        steps.is_ok_and(|steps| steps.last().is_some_and(|step| step.result == money))
    });
    ShownValue::Amount(match opens {
        Some(figure) => Shown::account(money, inputs, as_of, figure),
        None => Shown::stated(money, StatedBy::Here),
    })
}

/// The engine's figure of a compared one, where there is one.
const fn figure(what: Compared) -> Option<Figure> {
    match what {
        Compared::RowDue(row, component) => Some(Figure::RowPart(row, component)),
        Compared::RowOpen(row, component) => Some(Figure::ClaimOpenPart(ClaimRef::Row(row), component)),
        Compared::RowBalance(row) => Some(Figure::RowBalance(row)),
        Compared::Paid(component) => Some(Figure::PaidPart(component)),
        Compared::Outstanding(component) => Some(Figure::OutstandingPart(component)),
        Compared::Overdue(component) => Some(Figure::OverduePart(component)),
        Compared::TotalOutstanding => Some(Figure::Outstanding),
        Compared::TotalOverdue => Some(Figure::Overdue),
        Compared::RowDate(_)
        | Compared::RowPaid(..)
        | Compared::RowWaived(..)
        | Compared::PaymentPart(..)
        | Compared::PaymentRest(_)
        | Compared::Charged(_)
        | Compared::Waived(_)
        | Compared::OverdueSince
        | Compared::DaysPastDue => None,
    }
}

/// The name of a compared figure.
#[must_use]
pub fn name(what: Compared, lang: Lang) -> String {
    let of_row = |row: u16, component: Component| {
        words::about(lang, &terms::claim(ClaimRef::Row(row), lang), terms::component(component, lang))
    };
    let part = |component| terms::component(component, lang);
    match what {
        Compared::RowDate(row) => words::compared_row_date(lang, &terms::claim(ClaimRef::Row(row), lang)),
        Compared::RowDue(row, component) => words::compared_due(lang, &of_row(row, component)),
        Compared::RowPaid(row, component) => words::compared_paid(lang, &of_row(row, component)),
        Compared::RowWaived(row, component) => words::compared_waived(lang, &of_row(row, component)),
        Compared::RowOpen(row, component) => words::compared_open(lang, &of_row(row, component)),
        Compared::RowBalance(row) => words::compared_balance(lang, &terms::claim(ClaimRef::Row(row), lang)),
        Compared::PaymentPart(event, component) => words::compared_payment(lang, &event.to_string(), part(component)),
        Compared::PaymentRest(event) => words::compared_rest(lang, &event.to_string()),
        Compared::Charged(component) => words::compared_charged_all(lang, part(component)),
        Compared::Paid(component) => words::compared_paid_all(lang, part(component)),
        Compared::Waived(component) => words::compared_waived_all(lang, part(component)),
        Compared::Outstanding(component) => words::compared_open_all(lang, part(component)),
        Compared::Overdue(component) => words::compared_overdue(lang, part(component)),
        Compared::TotalOutstanding => words::compared_total_open(lang).to_owned(),
        Compared::TotalOverdue => words::compared_total_overdue(lang).to_owned(),
        Compared::OverdueSince => words::compared_since(lang).to_owned(),
        Compared::DaysPastDue => words::compared_days(lang).to_owned(),
    }
}

/// Why a figure differs, in words.
#[must_use]
pub const fn why(explanation: Explanation, lang: Lang) -> &'static str {
    match explanation {
        Explanation::StatedScheduleUsed => words::why_stated_schedule(lang),
        Explanation::Rounding => words::why_rounding(lang),
        Explanation::AnotherDay => words::why_another_day(lang),
        Explanation::AnotherOrder => words::why_another_order(lang),
        Explanation::InterestRecalculation => words::why_recalculation(lang),
        Explanation::UnknownTransaction => words::why_unknown_transaction(lang),
        Explanation::ChargeWithInstalment => words::why_charge(lang),
        Explanation::WrittenOff => words::why_written_off(lang),
        Explanation::GraceOnArrears => words::why_grace(lang),
        Explanation::Unknown => words::why_unknown(lang),
    }
}
