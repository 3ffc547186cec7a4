//! How much room there is: the score of [`crate::engine::budget::assess`] with its four parts in words.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Stand;
use crate::case::Household;
use crate::engine::budget::{Ground, Means, Scored, assess};
use crate::engine::date::Frequency;
use crate::engine::{EngineError, Money, Rounding};
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::situation as words;

/// A part of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredView {
    /// Its name for attributes.
    pub name: String,
    /// What it looks at.
    pub label: String,
    /// Its value, with what it was made of.
    pub value: String,
    /// Points, 0 to 25.
    pub points: u8,
}

/// The score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreView {
    /// 0 to 100.
    pub score: u8,
    /// Its four parts.
    pub parts: Vec<ScoredView>,
    /// What is left of a typical month after essentials and debts.
    pub residual: String,
}

/// The score of a household; none where it cannot be worked out.
pub fn view(household: &Household, stands: &[Stand<'_>], as_of: NaiveDate, lang: Lang) -> Option<ScoreView> {
    let means = means(household, stands, as_of).ok()?;
    let ability = assess(&means).ok()?;
    let parts = ability.parts.iter().map(|part| scored(part, &means, lang)).collect();
    let residual = words::score_residual(lang, &format::money(ability.residual, lang));
    Some(ScoreView { score: ability.score, parts, residual })
}

/// A typical month: the mean of twelve; what debts ask for is the mean of what falls due within a year, rounded up. Arrears
/// count in the part of their age only.
fn means(household: &Household, stands: &[Stand<'_>], as_of: NaiveDate) -> Result<Means, EngineError> {
    let month = household.budget().typical(as_of)?;
    let until = Frequency::MONTHLY.after(as_of, 12)?;
    let currency = household.currency;
    let mut asked = Money::zero(currency);
    let ours = stands.iter().filter(|stand| stand.position.currency == currency);
    for due in ours.flat_map(|stand| &stand.position.keep).filter(|due| due.date > as_of && due.date <= until) {
        asked = asked.plus(due.amounts.total()?)?;
    }
    let mean = asked.exact().checked_div(Decimal::from(12)).ok_or(EngineError::Overflow)?;
    Ok(Means {
        income: month.income,
        essentials: month.essentials,
        debt_service: Money::from_exact(mean, currency, Rounding::Up)?,
        cash: household.cash,
        days_past_due: stands.iter().map(|stand| stand.account.days_past_due).max().unwrap_or(0),
    })
}

fn scored(part: &Scored, means: &Means, lang: Lang) -> ScoredView {
    let money = |amount: Money| format::money(amount, lang);
    let percent = |value: Decimal| format::percent(value.round_dp(3));
    let none = || words::score_no_value(lang).to_owned();
    let (name, label, value) = match part.ground {
        Ground::DebtService => (
            "debt_service",
            words::score_service(lang),
            part.value.map_or_else(none, |value| {
                words::score_service_is(lang, &percent(value), &money(means.debt_service), &money(means.income))
            }),
        ),
        Ground::Residual => (
            "residual",
            words::score_rest(lang),
            part.value.map_or_else(none, |value| words::score_rest_is(lang, &percent(value))),
        ),
        Ground::Liquidity => (
            "liquidity",
            words::score_liquidity(lang),
            part.value.map_or_else(none, |value| {
                words::score_liquidity_is(lang, &money(means.cash), &format::decimal(value.round_dp(1)))
            }),
        ),
        Ground::Arrears => ("arrears", words::score_arrears(lang), format::days(means.days_past_due, lang)),
    };
    ScoredView { name: name.to_owned(), label: label.to_owned(), value, points: part.points }
}
