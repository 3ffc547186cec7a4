//! Today: every debt on one page. Pure: debts and a day in, what the screen shows out. A debt that cannot be worked
//! out shows its own card with the reason and hides no other.

pub mod example;
mod strip;

use std::sync::Arc;

use chrono::NaiveDate;

use super::figure::{Shown, SumLabel};
use super::lang::Lang;
use super::standing::{Standing, Status, standing};
use super::words::today as words;
use super::{errors, format, terms};
use crate::case::Debt;
use crate::engine::date::{days_between, shift};
use crate::engine::order;
use crate::engine::{Account, Currency, EngineError, Figure};

pub use strip::{DueDay, Strip};

/// How far the total looks ahead, in days.
pub const AHEAD: i64 = 30;

/// What the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct TodayView {
    /// The day that counts.
    pub as_of: NaiveDate,
    /// What has to be paid within 30 days, for each currency.
    pub totals: Vec<Total>,
    /// The next 60 days.
    pub strip: Strip,
    /// The debts, those that matter most first.
    pub cards: Vec<Card>,
    /// The ids of the worked example.
    pub examples: Vec<String>,
}

/// What has to be paid within 30 days in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// The sum.
    pub sum: Shown,
    /// How many debts, how many late, and the nearest day, in words.
    pub note: String,
}

/// One debt.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What kind it is.
    pub kind: &'static str,
    /// Whether it is part of the worked example.
    pub example: bool,
    /// How it stands, or why that cannot be said.
    pub standing: Result<Standing, String>,
}

impl Card {
    /// What stands in `data-status`; a debt that cannot be worked out is not said to be late.
    #[must_use]
    pub const fn status(&self) -> Status {
        match &self.standing {
            Ok(standing) => standing.status,
            Err(_) => Status::Current,
        }
    }
}

/// The screen.
#[must_use]
pub fn view(debts: &[Arc<Debt>], as_of: NaiveDate, lang: Lang) -> TodayView {
    let accounts: Vec<(&Arc<Debt>, Result<Account, EngineError>)> =
        debts.iter().map(|debt| (debt, debt.replay(as_of))).collect();
    let good: Vec<(&Arc<Debt>, &Account)> =
        accounts.iter().filter_map(|(debt, account)| Some((*debt, account.as_ref().ok()?))).collect();
    TodayView {
        as_of,
        totals: totals(&good, as_of, lang),
        strip: strip::strip(&good, as_of, lang),
        cards: cards_of(&accounts, lang),
        examples: debts.iter().filter(|debt| debt.example).map(|debt| debt.id.clone()).collect(),
    }
}

/// The cards of debts, those that matter most first.
#[must_use]
pub fn cards(debts: &[Arc<Debt>], as_of: NaiveDate, lang: Lang) -> Vec<Card> {
    let accounts: Vec<_> = debts.iter().map(|debt| (debt, debt.replay(as_of))).collect();
    cards_of(&accounts, lang)
}

/// More than any number of a day, so that urgency decides before the date.
const URGENCY: i64 = 1 << 32;

fn cards_of(accounts: &[(&Arc<Debt>, Result<Account, EngineError>)], lang: Lang) -> Vec<Card> {
    let cards: Vec<Card> = accounts
        .iter()
        .map(|(debt, account)| {
            let standing = account.as_ref().map_err(Clone::clone).and_then(|account| standing(debt, account, lang));
            Card {
                id: debt.id.clone(),
                name: terms::debt_name(debt, lang),
                kind: terms::kind(debt.kind, lang),
                example: debt.example,
                standing: standing.map_err(|error| errors::cannot_show(&error, lang)),
            }
        })
        .collect();
    // What cannot be shown first, then by urgency, then by date.
    order::by(cards, |card| match &card.standing {
        Ok(standing) => {
            let day = standing.date.map_or(0, |date| order::rank(Some(date)));
            URGENCY.saturating_mul(1 + standing.status as i64).saturating_add(day)
        }
        Err(_) => 0,
    })
}

/// What a debt asks for within 30 days: what is due, and what falls due until then.
fn ahead(debt: &Arc<Debt>, account: &Account) -> Result<Option<Shown>, EngineError> {
    let last = shift(account.as_of, AHEAD)?;
    let mut parts = Vec::new();
    if !account.due_now.is_zero() {
        let shown = Shown::account(account.due_now.total()?, &debt.inputs, account.as_of, Figure::DueNow);
        parts.push((SumLabel::DueNow, shown));
    }
    for claim in &account.claims {
        let (Some(due), open) = (claim.due, claim.open()?) else { continue };
        if due > account.as_of && due <= last && !open.is_zero() {
            let figure = Figure::ClaimOpen(claim.reference);
            let shown = Shown::account(open.total()?, &debt.inputs, account.as_of, figure);
            parts.push((SumLabel::DueOn(due), shown));
        }
    }
    match parts.pop() {
        Some((_, only)) if parts.is_empty() => Ok(Some(only)),
        Some(more) => {
            parts.push(more);
            Shown::sum(parts)
        }
        None => Ok(None),
    }
}

fn totals(debts: &[(&Arc<Debt>, &Account)], as_of: NaiveDate, lang: Lang) -> Vec<Total> {
    let mut currencies: Vec<Currency> = debts.iter().map(|(_, account)| account.currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    currencies.into_iter().filter_map(|currency| total(debts, currency, as_of, lang)).collect()
}

fn total(debts: &[(&Arc<Debt>, &Account)], currency: Currency, as_of: NaiveDate, lang: Lang) -> Option<Total> {
    let mut parts = Vec::new();
    let mut late = 0_usize;
    let mut nearest: Option<NaiveDate> = None;
    for (debt, account) in debts.iter().filter(|(_, account)| account.currency == currency) {
        let Some(shown) = ahead(debt, account).ok().flatten() else { continue };
        parts.push((SumLabel::Debt(terms::debt_name(debt, lang)), shown));
        late = late.saturating_add(usize::from(account.days_past_due > 0));
        let next = account.next_due.filter(|next| !next.amounts.is_zero()).map(|next| next.date);
        nearest = [nearest, next].into_iter().flatten().min();
    }
    let mut note = vec![count(parts.len(), lang)];
    if late > 0 {
        note.push(words::of_them_late(lang, &late.to_string()));
    }
    if let Some(date) = nearest {
        let left = days_between(as_of, date);
        let day = format::short_date(date, as_of, lang);
        note.push(if left == 0 {
            words::nearest_today(lang).to_owned()
        } else {
            words::nearest(lang, &day, &format::days(left, lang))
        });
    }
    let sum = Shown::sum(parts).ok().flatten()?;
    Some(Total { sum, note: note.join(words::dot(lang)) })
}

fn count(debts: usize, lang: Lang) -> String {
    if debts == 1 { words::one_debt(lang).to_owned() } else { words::debts(lang, &debts.to_string()) }
}

#[cfg(test)]
mod tests;
