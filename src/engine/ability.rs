//! How much room a household has for its debts: four ratios, a score whose parts are all visible, and the principal that a
//! payment can carry.
//!
//! The score is a weighting of our own (docs/conventions.md), not a rule of law and not what any credit register counts.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::{EngineError, Term};
use super::limits::MAX_INSTALMENTS;
use super::money::Money;
use super::number::{Rounding, add, div, mul};
use super::rate::Rate;

/// What the assessment looks at, all of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Means {
    /// Income of a month.
    pub income: Money,
    /// Essentials of a month.
    pub essentials: Money,
    /// What all debts ask for in a month.
    pub debt_service: Money,
    /// Money at hand.
    pub cash: Money,
    /// The greatest days past due of all debts.
    pub days_past_due: i64,
}

/// A part of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// What debts ask for, as a share of income: less is better.
    DebtService,
    /// What essentials and debts leave, as a share of income: more is better.
    Residual,
    /// For how many months of essentials the money at hand lasts: more is better.
    Liquidity,
    /// The oldest arrears in days: less is better.
    Arrears,
}

/// The borders of each part and the points up to (or from) each: a table of ours. For [`Ground::DebtService`] and
/// [`Ground::Arrears`] the first border that the value does not exceed counts, for the others the first that it reaches;
/// past the last border a part has no points.
pub const THRESHOLDS: [(Ground, [(Decimal, u8); 4]); 4] = [
    (Ground::DebtService, [(hundredths(20), 25), (hundredths(35), 18), (hundredths(50), 10), (hundredths(70), 4)]),
    (Ground::Residual, [(hundredths(20), 25), (hundredths(10), 18), (hundredths(5), 10), (hundredths(0), 4)]),
    (Ground::Liquidity, [(hundredths(600), 25), (hundredths(300), 18), (hundredths(100), 10), (hundredths(50), 4)]),
    (Ground::Arrears, [(hundredths(0), 25), (hundredths(3_000), 18), (hundredths(6_000), 10), (hundredths(9_000), 4)]),
];

const fn hundredths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 2)
}

/// A part of the score with what it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scored {
    /// Which.
    pub ground: Ground,
    /// Its value: a share, months or days. None where there is nothing to divide by (no income, no essentials).
    pub value: Option<Decimal>,
    /// Points, 0 to 25; a part without a value has none.
    pub points: u8,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ability {
    /// What essentials and debts leave of a month's income; below zero if they exceed it.
    pub residual: Money,
    /// The four parts, in the order of [`THRESHOLDS`].
    pub parts: [Scored; 4],
    /// Their sum, 0 to 100.
    pub score: u8,
}

/// The score of a household and its parts.
///
/// # Errors
/// Different currencies, a negative amount, overflow.
pub fn assess(means: &Means) -> Result<Ability, EngineError> {
    for amount in [means.income, means.essentials, means.debt_service, means.cash] {
        if amount.minor() < 0 {
            return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
        }
    }
    let residual = means.income.minus(means.essentials)?.minus(means.debt_service)?;
    // Checked for their currency although only a quotient is needed of it.
    means.cash.plus(means.essentials)?;
    let ratio = |part: Money, whole: Money| -> Result<Option<Decimal>, EngineError> {
        if whole.is_zero() { Ok(None) } else { div(part.exact(), whole.exact()).map(Some) }
    };
    let value = |ground: Ground| match ground {
        Ground::DebtService => ratio(means.debt_service, means.income),
        Ground::Residual => ratio(residual, means.income),
        Ground::Liquidity => ratio(means.cash, means.essentials),
        Ground::Arrears => Ok(Some(Decimal::from(means.days_past_due.max(0)))),
    };
    let mut score = 0_u8;
    let mut parts = THRESHOLDS.map(|(ground, _)| Scored { ground, value: None, points: 0 });
    for (part, (ground, borders)) in parts.iter_mut().zip(THRESHOLDS) {
        part.value = value(ground)?;
        let holds = |border: Decimal, value: Decimal| match ground {
            Ground::DebtService | Ground::Arrears => value <= border,
            Ground::Residual | Ground::Liquidity => value >= border,
        };
        let reached = part.value.and_then(|value| borders.iter().find(|(border, _)| holds(*border, value)));
        part.points = reached.map_or(0, |(_, points)| *points);
        score = score.saturating_add(part.points);
    }
    Ok(Ability { residual, parts, score })
}

/// The principal that a monthly payment carries over so many months: the present value of the annuity, Σ payment ⁄ (1+i)ᵏ
/// with i a twelfth of the nominal year, rounded down.
///
/// # Errors
/// A negative payment, a rate or number of months out of range, overflow.
pub fn reasonable_limit(payment: Money, rate: Rate, months: u16) -> Result<Money, EngineError> {
    rate.check(Term::Rate)?;
    if payment.minor() < 0 {
        return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
    }
    if months == 0 || months > MAX_INSTALMENTS {
        return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
    }
    let factor = add(Decimal::ONE, div(rate.nominal_year(365)?, Decimal::from(12))?)?;
    let (mut discount, mut sum) = (Decimal::ONE, Decimal::ZERO);
    for _ in 0..months {
        discount = div(discount, factor)?;
        sum = add(sum, discount)?;
    }
    Money::from_exact(mul(payment.exact(), sum)?, payment.currency(), Rounding::Down)
}
