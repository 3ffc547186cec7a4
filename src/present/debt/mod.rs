//! One debt in full: what is asked for, what would end it, how its figures are made, its schedule, what happened, and
//! where the lender's own figures differ. Pure; imports `engine`, `case` and words only.

mod bills;
mod card;
mod conventions;
mod ledger;
mod schedule;
mod shape;

use std::sync::Arc;

use chrono::NaiveDate;

use super::compare::{self, CompareRow};
use super::figure::Shown;
use super::lang::Lang;
use super::sentence::Sentence;
use super::standing::{Standing, standing};
use super::true_cost::{self, TrueCostView};
use super::words::debt as words;
use super::{errors, format, terms};
use crate::case::Debt;
use crate::engine::delinquency::bucket;
use crate::engine::{Account, EngineError, Figure, Money};

pub use bills::{BillRow, PayoffAsked, payoff};
pub use conventions::{conventions, rate as rate_words};

/// How single conventions are said, for whoever names them apart.
pub mod said {
    pub use super::conventions::{accrual, base, rounding};
}
pub use ledger::{LedgerRow, what};
pub use schedule::ScheduleRow;

/// What the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct DebtView {
    /// What it is called.
    pub name: String,
    /// What kind it is.
    pub kind: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// Days past due and their bucket, in words; empty when nothing is late.
    pub lateness: Option<String>,
    /// The sums of the debt, each with its name.
    pub figures: Vec<(String, Shown)>,
    /// What it truly costs in a year; none for debts without instalments or without cost.
    pub true_cost: Option<Result<TrueCostView, String>>,
    /// For a card: what paying only the minimum costs, and what missing it costs.
    pub choices: Vec<Sentence>,
    /// The bills of a card whose cycles are known, the latest first.
    pub bills: Vec<BillRow>,
    /// How the figures are made, in plain words.
    pub conventions: Vec<Sentence>,
    /// What of the schedule nobody can know yet.
    pub unsettled: Vec<String>,
    /// The schedule.
    pub schedule: Vec<ScheduleRow>,
    /// What happened.
    pub ledger: Vec<LedgerRow>,
    /// Where the lender's figures differ, and on which day they are compared.
    pub differences: Vec<CompareRow>,
    /// What the import was compared with, in words; none when the debt was typed in.
    pub import_note: Option<String>,
}

/// The screen, or why it cannot be shown.
///
/// # Errors
/// The reason, in words.
pub fn view(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Result<DebtView, String> {
    try_view(debt, as_of, lang).map_err(|error| errors::cannot_show(&error, lang))
}

fn try_view(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Result<DebtView, EngineError> {
    let account = debt.replay(as_of)?;
    let import_note = debt.imported.as_ref().map(|imported| {
        let (equal, differ) = (imported.equal.to_string(), imported.differences.len().to_string());
        words::import_note(lang, &format::date(imported.as_of, lang), &equal, &differ)
    });
    Ok(DebtView {
        name: terms::debt_name(debt, lang),
        kind: terms::kind(debt.kind, lang),
        standing: standing(debt, &account, lang)?,
        lateness: lateness(&account, lang),
        figures: figures(debt, &account, lang)?,
        bills: bills::rows(&debt.inputs, &account, lang)?,
        true_cost: true_cost::view(&debt.inputs, &account, lang),
        choices: card::choices(debt, &account, lang)?,
        conventions: conventions(&debt.inputs, lang),
        unsettled: shape::unsettled(&debt.inputs.contract, &account, lang),
        schedule: schedule::rows(&debt.inputs, &account, lang)?,
        ledger: ledger::rows(&debt.inputs, &account, lang),
        differences: differences(debt, lang),
        import_note,
    })
}

fn lateness(account: &Account, lang: Lang) -> Option<String> {
    let late = bucket(account.days_past_due)?;
    let days = format::days(account.days_past_due, lang);
    let since = account.oldest_unpaid_due.map(|date| format::date(date, lang)).unwrap_or_default();
    let range = match late.greatest {
        Some(greatest) => words::bucket_range(lang, &late.least.to_string(), &greatest.to_string()),
        None => words::bucket_open(lang, &late.least.saturating_sub(1).to_string()),
    };
    Some(words::lateness(lang, &since, &days, &range))
}

fn figures(debt: &Debt, account: &Account, lang: Lang) -> Result<Vec<(String, Shown)>, EngineError> {
    let shown = |money: Money, figure| Shown::account(money, &debt.inputs, account.as_of, figure);
    let mut figures = Vec::new();
    let mut add = |name: String, money: Money, figure| {
        if !money.is_zero() {
            figures.push((name, shown(money, figure)));
        }
    };
    let next = account.next_due.filter(|next| next.date > account.as_of && !account.due_now.is_zero());
    if let Some(next) = next {
        let date = format::date(next.date, lang);
        add(words::figure_next(lang, &date), next.amounts.total()?, Figure::NextDue);
    }
    let late = Money::sum(account.currency, account.late_totals.iter().map(|total| total.posted))?;
    add(words::figure_late(lang).to_owned(), late, Figure::LateTotal);
    add(words::figure_outstanding(lang).to_owned(), account.outstanding.total()?, Figure::Outstanding);
    add(words::figure_payoff(lang).to_owned(), account.payoff.total()?, Figure::Payoff);
    add(words::figure_paid(lang).to_owned(), account.paid.total()?, Figure::Paid);
    add(words::figure_waived(lang).to_owned(), account.waived.total()?, Figure::Waived);
    add(words::figure_credit(lang).to_owned(), account.credit, Figure::Credit);
    if !account.rows.is_empty() {
        let interest = Money::sum(account.currency, account.rows.iter().map(|row| row.interest))?;
        let total = Money::sum(account.currency, account.rows.iter().map(|row| row.total))?;
        add(words::figure_interest(lang).to_owned(), interest, Figure::TotalInterest);
        add(words::figure_repayment(lang).to_owned(), total, Figure::TotalRepayment);
    }
    Ok(figures)
}

fn differences(debt: &Debt, lang: Lang) -> Vec<CompareRow> {
    let Some(imported) = &debt.imported else { return Vec::new() };
    imported.differences.iter().map(|each| compare::row(each, &debt.inputs, imported.as_of, lang)).collect()
}

/// The inputs of a debt, shared.
type Inputs = Arc<crate::case::DebtInputs>;

#[cfg(test)]
mod tests;
