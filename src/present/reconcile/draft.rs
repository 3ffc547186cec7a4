//! What the borrower enters about the lender's figure, read strictly.

use chrono::NaiveDate;

use super::super::input::{self, AmountRange, Cause, Errors, Field, FieldError};
use super::super::{format, payment, terms};
use crate::case::Debt;
use crate::engine::reconcile::{Quote, Quoted};
use crate::engine::{ClaimRef, date};
use crate::present::Lang;
use crate::present::words::reconcile as words;

/// What was typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Which figure, by its name.
    pub figure: String,
    /// Which instalment, by its number.
    pub instalment: String,
    /// The amount.
    pub amount: String,
    /// The day.
    pub date: String,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The figures that the debt has: name and words.
    pub figures: Vec<(String, String)>,
    /// Its instalments: number and words.
    pub instalments: Vec<(String, String)>,
}

/// Days after today that a lender's figure may be for.
const AHEAD: i64 = 366;

/// What can be chosen for a debt.
#[must_use]
pub fn options(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Options {
    let account = debt.replay(as_of).ok();
    let rows = account.iter().flat_map(|account| &account.rows);
    let instalments: Vec<(String, String)> = rows
        .map(|row| {
            let name = terms::claim(ClaimRef::Row(row.number), lang);
            (row.number.to_string(), format!("{name} · {}", format::date(row.due, lang)))
        })
        .collect();
    let named = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    let mut figures = vec![
        named("due_now", words::figure_due_now(lang)),
        named("penalty", words::figure_penalty(lang)),
        named("late_charges", words::figure_late_charges(lang)),
        named("payoff", words::figure_payoff(lang)),
    ];
    if !instalments.is_empty() {
        figures.push(named("instalment", words::figure_instalment(lang)));
        figures.push(named("interest", words::figure_interest(lang)));
    }
    Options { figures, instalments }
}

/// The figure that was entered.
///
/// # Errors
/// Every field that cannot be read, with what would work.
pub fn quote(debt: &Debt, draft: &Draft, today: NaiveDate) -> Result<Quote, Vec<FieldError>> {
    let mut errors = Errors::default();
    let range = AmountRange::from_zero(debt.inputs.contract.currency());
    let number = draft.instalment.parse::<u16>().unwrap_or(1);
    let figure = match draft.figure.as_str() {
        "penalty" => Quoted::Penalty,
        "late_charges" => Quoted::LateCharges,
        "payoff" => Quoted::Payoff,
        "instalment" => Quoted::Instalment(number),
        "interest" => Quoted::Interest(number),
        _ => Quoted::DueNow,
    };
    let amount = errors.take(Field::Amount, input::amount(&draft.amount, range));
    let on = errors.take(Field::Date, input::date(&draft.date, today).and_then(|read| within(debt, read.date, today)));
    match (amount, on) {
        (Some(amount), Some(on)) => Ok(Quote { figure, on, amount }),
        _ => Err(errors.into_list()),
    }
}

/// From the beginning of the debt to a year from today.
fn within(debt: &Debt, day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Cause> {
    let earliest = payment::earliest(&debt.inputs).unwrap_or(day).min(today);
    let latest = date::shift(today, AHEAD).unwrap_or(today);
    if day < earliest || day > latest {
        return Err(Cause::DateOutside { earliest, latest });
    }
    Ok(day)
}
