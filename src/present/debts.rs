//! The list of debts: each with how it stands and what is open in all. Pure.

use std::sync::Arc;

use chrono::NaiveDate;

use super::figure::Shown;
use super::lang::Lang;
use super::today::{self, Card};
use crate::case::Debt;
use crate::engine::Figure;

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The debt, as on Today.
    pub card: Card,
    /// What is open in all; none when it is paid or cannot be worked out.
    pub outstanding: Option<Shown>,
}

/// The list, those that matter most first.
#[must_use]
pub fn view(debts: &[Arc<Debt>], as_of: NaiveDate, lang: Lang) -> Vec<Entry> {
    today::cards(debts, as_of, lang)
        .into_iter()
        .map(|card| {
            let outstanding = debts.iter().find(|debt| debt.id == card.id).and_then(|debt| {
                let money = debt.replay(as_of).ok()?.outstanding.total().ok()?;
                let shown = Shown::account(money, &debt.inputs, as_of, Figure::Outstanding);
                (!money.is_zero()).then_some(shown)
            });
            Entry { card, outstanding }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::today::example;

    #[test]
    fn the_list_has_every_debt_with_what_is_open() {
        let day: NaiveDate = "2026-11-23".parse().unwrap_or_default();
        let ids = ["a", "b", "c"].map(str::to_owned);
        let debts: Vec<_> = example::debts(day, ids, Lang::En).expect("ordinary").into_iter().map(Arc::new).collect();
        let entries = view(&debts, day, Lang::En);
        assert_eq!(entries.len(), 3);
        assert!(entries.iter().all(|entry| entry.outstanding.is_some()));
    }
}
