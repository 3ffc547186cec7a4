//! What each purpose of one payment saves, in words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::lang::Lang;
use super::super::words::law_road as words;
use super::super::{format, terms};
use crate::engine::Designated;
use crate::law::adviser::{Choice, Outcome};

/// One purpose and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// What is named.
    pub choice: String,
    /// On which day it is paid.
    pub on: String,
    /// What all debts cost up to the horizon.
    pub cost: String,
    /// Beside naming nothing on the first day.
    pub beside: String,
    /// What is overdue after the payment.
    pub overdue: String,
    /// What no debt could take; empty when nothing is left.
    pub left_over: String,
    /// Whether nothing costs less.
    pub cheapest: bool,
}

/// All purposes, cheapest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviserView {
    /// Its title.
    pub title: String,
    /// Up to when it counts, and what it rests on.
    pub limits: String,
    /// The purposes.
    pub outcomes: Vec<OutcomeView>,
}

/// The outcomes in words. `names` are the debts as the borrower calls them, in the order in which they were asked about.
#[must_use]
pub fn view(outcomes: &[Outcome], names: &[&str], horizon: NaiveDate, lang: Lang) -> AdviserView {
    let least = outcomes.first().map(|outcome| outcome.cost);
    let outcome = |outcome: &Outcome| OutcomeView {
        choice: choice(&outcome.choice, names, lang),
        on: words::adviser_on(lang, &format::date(outcome.choice.on, lang)),
        cost: words::adviser_cost(lang, &format::money(outcome.cost, lang)),
        beside: beside(outcome, lang),
        overdue: words::adviser_overdue(lang, &format::money(outcome.overdue_after, lang)),
        left_over: match outcome.left_over {
            rest if rest.is_positive() => words::adviser_left(lang, &format::money(rest, lang)),
            _ => String::new(),
        },
        cheapest: Some(outcome.cost) == least,
    };
    AdviserView {
        title: words::adviser_title(lang).to_owned(),
        limits: words::adviser_limits(lang, &format::date(horizon, lang)),
        outcomes: outcomes.iter().map(outcome).collect(),
    }
}

fn choice(choice: &Choice, names: &[&str], lang: Lang) -> String {
    let Some(debt) = choice.debt else { return words::adviser_unnamed(lang).to_owned() };
    let debt = names.get(debt).copied().unwrap_or_default();
    match choice.within {
        None => debt.to_owned(),
        Some(Designated::Component(component)) => {
            words::adviser_within(lang, debt, &terms::component(component, lang).to_lowercase())
        }
        Some(Designated::Claim(claim)) => words::adviser_within(lang, debt, &terms::claim(claim, lang)),
    }
}

fn beside(outcome: &Outcome, lang: Lang) -> String {
    let saves = outcome.saves;
    let zero = crate::engine::Money::zero(saves.currency());
    match (saves.is_positive(), zero.minus(saves)) {
        (true, _) => words::adviser_saves(lang, &format::money(saves, lang)),
        (false, Ok(more)) if more.is_positive() => words::adviser_more(lang, &format::money(more, lang)),
        (false, _) => words::adviser_same(lang).to_owned(),
    }
}
