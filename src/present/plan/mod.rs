//! An agreed plan: how far it is, what comes next, what missing a payment does, and the months ahead. Pure; imports `case`,
//! `engine` and words. It runs in the worker.

pub mod early;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::format;
use super::lang::Lang;
use super::terms;
use super::words::plan as words;
use crate::case::household::Household;
use crate::case::{Counter, Debt, Request, RequestRecord, RequestStatus};
use crate::engine::date::days_between;
use crate::engine::relief::{BreakTerms, Broken, arrange, missed};
use crate::engine::{Account, ClaimRef, ClaimState, EngineError, Money};
use early::{AHEAD, Shortfall, shortfall};

/// For how many days ahead a payment is announced.
pub const ANNOUNCED: i64 = 3;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The debt whose plan is shown; none where only the months ahead are asked for.
    pub debt: Option<Debt>,
    /// All debts.
    pub debts: Vec<Debt>,
    /// The household, if there is one.
    pub household: Option<Household>,
    /// The request whose arrangement took the place of the contract.
    pub adopted: Option<RequestRecord>,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A payment of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub number: String,
    /// When.
    pub date: String,
    /// How much was asked for in all.
    pub amount: String,
    /// How it stands: `paid`, `late`, `next`, `open`.
    pub state: String,
    /// That in words.
    pub state_text: String,
}

/// How far the plan is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Payments that are paid.
    pub paid: u16,
    /// All payments.
    pub all: u16,
    /// That with the money, in words.
    pub text: String,
    /// What is left, in words.
    pub left: String,
    /// Hundredths of the money that are paid, rounded down.
    pub percent: u8,
}

/// What missing payments does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedView {
    /// How many.
    pub title: String,
    /// What it does.
    pub lines: Vec<String>,
}

/// A month ahead that falls short, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyView {
    /// The sentence of the plan's page.
    pub text: String,
    /// The sentence of Today.
    pub today: String,
    /// The month, as `2026-12`.
    pub month: String,
    /// By how much, in minor units.
    pub minor: i64,
    /// The debt that asks for most in it.
    pub debt: Option<String>,
}

/// A payment that is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// What tells it apart: debt and day.
    pub key: String,
    /// The sentence.
    pub text: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct View {
    /// Since when it is paid as agreed; none where nothing was agreed.
    pub agreed: Option<String>,
    /// How far it is; none where there is no schedule.
    pub progress: Option<Progress>,
    /// What comes next, or what is late.
    pub next: Option<String>,
    /// Whether something is late.
    pub late: bool,
    /// Every payment.
    pub rows: Vec<Row>,
    /// What missing one or two payments does.
    pub missed: Vec<MissedView>,
    /// What is not known about that.
    pub missed_note: Vec<String>,
    /// The month that falls short.
    pub early: Option<EarlyView>,
    /// What is said where none does.
    pub early_note: String,
    /// Whether there is a budget.
    pub has_budget: bool,
    /// Payments of all debts in the next days.
    pub reminders: Vec<Reminder>,
    /// Why the plan cannot be shown.
    pub trouble: Option<String>,
}

/// The view as JSON; none where the question cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)).ok()
}

/// What the page shows.
#[must_use]
pub fn view(ask: &Ask) -> View {
    let lang = Lang::from_tag(&ask.lang);
    let mut view = View { reminders: reminders(&ask.debts, ask.as_of, lang), ..View::default() };
    look_ahead(&mut view, ask, lang);
    if let Some(debt) = &ask.debt {
        let account = debt.replay(ask.as_of);
        if let Err(error) = account.and_then(|account| plan(&mut view, ask, &account, lang)) {
            view.trouble = Some(super::errors::engine(&error, lang));
        }
    }
    view
}

fn look_ahead(view: &mut View, ask: &Ask, lang: Lang) {
    view.has_budget = ask.household.as_ref().is_some_and(|household| !household.lines.is_empty());
    let Some(household) = ask.household.as_ref().filter(|_| view.has_budget) else {
        view.early_note = words::early_no_budget(lang).to_owned();
        return;
    };
    match shortfall(&ask.debts, household, ask.as_of) {
        Ok(Some(found)) => view.early = Some(early_view(&found, lang)),
        Ok(None) => view.early_note = words::early_fine(lang, &format::months(i64::from(AHEAD), lang)),
        Err(_) => view.early_note = words::early_unknown(lang).to_owned(),
    }
}

fn early_view(found: &Shortfall, lang: Lang) -> EarlyView {
    let (month, short) = (month_name(found.month, lang), format::money(found.short, lang));
    EarlyView {
        text: words::early(lang, &month, &short, &format::money(found.due, lang)),
        today: words::early_today(lang, &month, &short),
        month: found.month.format("%Y-%m").to_string(),
        minor: found.short.minor(),
        debt: found.debt.clone(),
    }
}

/// A month with its year: `2026年12月`, `December 2026`.
fn month_name(month: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月", month.year(), month.month()),
        Lang::En => month.format("%B %Y").to_string(),
    }
}

fn plan(view: &mut View, ask: &Ask, account: &Account, lang: Lang) -> Result<(), EngineError> {
    let adopted = ask.adopted.as_ref();
    view.agreed = adopted.and_then(|record| record.adopted_on).map(|on| words::agreed(lang, &format::date(on, lang)));
    view.late = account.days_past_due > 0;
    view.next = next(account, lang)?;
    let mut next_found = false;
    let (mut paid_rows, mut paid, mut all) = (0_u16, Money::zero(account.currency), Money::zero(account.currency));
    for claim in &account.claims {
        let ClaimRef::Row(number) = claim.reference else { continue };
        let state = claim.state(account.as_of)?;
        let (charged, open) = (claim.charged.total()?, claim.open()?.total()?);
        all = all.plus(charged)?;
        paid = paid.plus(charged.minus(open)?)?;
        let (name, text) = match state {
            ClaimState::Paid => {
                paid_rows = paid_rows.saturating_add(1);
                ("paid", words::state_paid(lang))
            }
            ClaimState::Overdue => ("late", words::state_late(lang)),
            ClaimState::DueToday | ClaimState::Upcoming if !next_found => {
                next_found = true;
                ("next", words::state_next(lang))
            }
            ClaimState::DueToday | ClaimState::Upcoming => ("open", words::state_open(lang)),
        };
        view.rows.push(Row {
            number: number.to_string(),
            date: claim.due.map(|due| format::date(due, lang)).unwrap_or_default(),
            amount: format::money(charged, lang),
            state: name.to_owned(),
            state_text: text.to_owned(),
        });
    }
    if !view.rows.is_empty() {
        view.progress = Some(progress(paid_rows, view.rows.len(), paid, all, lang)?);
        missing(view, ask, lang);
    }
    Ok(())
}

fn progress(paid_rows: u16, rows: usize, paid: Money, all: Money, lang: Lang) -> Result<Progress, EngineError> {
    let rows = u16::try_from(rows).map_err(|_| EngineError::Overflow)?;
    let left = all.minus(paid)?;
    let hundredths = i128::from(paid.minor()).saturating_mul(100).checked_div(i128::from(all.minor())).unwrap_or(100);
    let text = words::progress(
        lang,
        &paid_rows.to_string(),
        &rows.to_string(),
        &format::money(paid, lang),
        &format::money(all, lang),
    );
    Ok(Progress {
        paid: paid_rows,
        all: rows,
        text,
        left: if left.is_positive() {
            words::progress_left(lang, &format::money(left, lang))
        } else {
            words::progress_done(lang).to_owned()
        },
        percent: u8::try_from(hundredths.clamp(0, 100)).unwrap_or(0),
    })
}

fn next(account: &Account, lang: Lang) -> Result<Option<String>, EngineError> {
    let money = |amount: Money| format::money(amount, lang);
    if account.days_past_due > 0 {
        let days = format::days(account.days_past_due, lang);
        return Ok(Some(words::late(lang, &days, &money(account.due_now.total()?))));
    }
    let Some(next) = account.next_due.filter(|next| !next.amounts.is_zero()) else { return Ok(None) };
    let (left, amount) = (days_between(account.as_of, next.date), money(next.amounts.total()?));
    Ok(Some(if left == 0 {
        words::next_today(lang, &amount)
    } else {
        words::next(lang, &format::date(next.date, lang), &amount, &format::days(left, lang))
    }))
}

/// What missing the first one or two payments of the agreed plan does, by the document that was agreed.
fn missing(view: &mut View, ask: &Ask, lang: Lang) {
    let Some(record) = &ask.adopted else { return };
    let Some((request, terms, proposal)) = agreed(record) else {
        view.missed_note.push(words::missed_unknown(lang).to_owned());
        return;
    };
    let found = |count: u8| -> Option<Broken> {
        let position = request.position.as_ref()?;
        let made = arrange(position, &proposal).ok()?;
        missed(&request.inputs.contract, position, &made, terms, count).ok()
    };
    view.missed = [1, 2].into_iter().filter_map(found).map(|broken| missed_view(&broken, lang)).collect();
    view.missed_note.push(words::missed_note(lang).to_owned());
    if terms.ends_after.is_none() {
        view.missed_note.push(words::missed_terms(lang).to_owned());
    }
}

/// The document of a record with the levers that were agreed: the lender's own where it made a counter-offer.
fn agreed(record: &RequestRecord) -> Option<(Request, BreakTerms, crate::engine::relief::Proposal)> {
    let request = Request::parse(&record.document).ok()?;
    if let Some(RequestStatus::Countered { counter }) = &record.status {
        let counter = Counter::read(counter, &request).ok()?;
        return Some((request, counter.break_terms.unwrap_or_default(), counter.proposal));
    }
    let proposal = request.offer.as_ref()?.proposal.clone();
    Some((request, BreakTerms::default(), proposal))
}

fn missed_view(broken: &Broken, lang: Lang) -> MissedView {
    let money = |amount: Money| format::money(amount, lang);
    let title = if broken.missed == 1 {
        words::missed_one(lang).to_owned()
    } else {
        words::missed_more(lang, &broken.missed.to_string())
    };
    let (date, days) = (format::date(broken.on, lang), format::days(broken.days_past_due, lang));
    let mut lines = vec![words::missed_charges(lang, &date, &money(broken.charges), &days, &money(broken.due))];
    if broken.ended {
        lines.push(words::missed_ended(lang, &money(broken.comes_back), &money(broken.due)));
    }
    MissedView { title, lines }
}

/// Payments of all debts in the next days; a debt that cannot be worked out has none.
fn reminders(debts: &[Debt], as_of: NaiveDate, lang: Lang) -> Vec<Reminder> {
    let near = |debt: &Debt| {
        let account = debt.replay(as_of).ok()?;
        let next = account.next_due.filter(|next| !next.amounts.is_zero())?;
        if days_between(as_of, next.date) > ANNOUNCED {
            return None;
        }
        let amount = format::money(next.amounts.total().ok()?, lang);
        let day = format::short_date(next.date, as_of, lang);
        let text = words::remind_text(lang, &terms::debt_name(debt, lang), &day, &amount);
        Some(Reminder { key: format!("{} {}", debt.id, next.date), text })
    };
    debts.iter().filter_map(near).collect()
}

#[cfg(test)]
mod tests;
