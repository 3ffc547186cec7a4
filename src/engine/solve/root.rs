//! The rates at which a list of flows is worth nothing: all of them, not a guess.
//!
//! The unknown is u = ln(1 + rate), so that a rate near −100 % and one of a million per cent are looked for with the
//! same care. Flows whose sign changes once in time have exactly one root (Descartes' rule holds for real exponents);
//! it is bracketed by the range and bisected. Flows with more changes are scanned in steps of `STEP`, and where the
//! value turns without crossing zero the turning point is looked at too, so that two near roots are not missed. Every
//! root is confirmed: what is left of the value is at most `RESIDUAL` of the sum of the absolute present values.
//!
//! The search is in binary floating point through `libm`, so that native and wasm agree to the bit; no money passes
//! through it.
#![allow(clippy::float_arithmetic)]

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::engine::error::EngineError;

/// The least u that is looked at: a rate of −99.9999 %. Nearer to −100 % a rate has too few digits left to be confirmed.
const LOW: f64 = -13.8;
/// The greatest u that is looked at: a rate of 10¹⁸.
const HIGH: f64 = 41.4;
/// The step of the scan in u: about 2 % of a rate near zero.
const STEP: f64 = 0.02;
/// What may be left of the value at a root, as a share of the sum of the absolute present values.
pub const RESIDUAL: f64 = 1e-9;
/// What may be left where the value touches zero without crossing it.
const TOUCH: f64 = 1e-13;
/// Halvings of a bracket; sixty-four take the whole range below the precision of the numbers.
const HALVINGS: u32 = 64;

/// An amount at a time. What is received and what is paid have different signs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// When, in periods of the rate that is looked for.
    pub at: f64,
    /// A part of a period beyond `at` that bears simple interest (12 CFR 1026 Appendix J: 1 + f·i); otherwise 0.
    pub odd: f64,
    /// How much.
    pub amount: f64,
}

impl Flow {
    /// An amount at a time in whole or broken periods.
    #[must_use]
    pub const fn new(at: f64, amount: f64) -> Self {
        Self { at, odd: 0.0, amount }
    }
}

/// The rates at which flows are worth nothing, as fractions per period.
#[derive(Debug, Clone, PartialEq)]
pub enum Roots {
    /// None between −99.9999 % and 10¹⁸.
    NoRoot,
    /// Exactly one.
    OneRoot(f64),
    /// All that were found, from the least up.
    SeveralRoots(Vec<f64>),
}

impl Roots {
    /// The only one there is, as a decimal of fifteen places.
    ///
    /// # Errors
    /// [`EngineError::NoRate`] when there is none, [`EngineError::SeveralRates`] when there are more.
    pub fn only(&self) -> Result<Decimal, EngineError> {
        match self {
            Self::NoRoot => Err(EngineError::NoRate),
            Self::OneRoot(rate) => decimal(*rate),
            Self::SeveralRoots(_) => Err(EngineError::SeveralRates),
        }
    }

    /// The one that is nearest to a guess, by ln(1 + rate); none when there is none. What a spreadsheet's `guess` is for.
    #[must_use]
    pub fn nearest(&self, guess: f64) -> Option<f64> {
        let distance = |rate: &f64| (libm::log1p(*rate) - libm::log1p(guess)).abs();
        self.all().iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// All of them, from the least up.
    #[must_use]
    pub fn all(&self) -> &[f64] {
        match self {
            Self::NoRoot => &[],
            Self::OneRoot(rate) => core::slice::from_ref(rate),
            Self::SeveralRoots(rates) => rates,
        }
    }
}

/// A result as a decimal of fifteen places.
pub(crate) fn decimal(value: f64) -> Result<Decimal, EngineError> {
    Decimal::from_f64_retain(value)
        .or_else(|| Decimal::from_f64(value))
        .map(|d| d.round_dp(15))
        .ok_or(EngineError::Overflow)
}

/// A decimal as the nearest binary number.
pub(crate) fn binary(value: Decimal) -> Result<f64, EngineError> {
    value.to_f64().ok_or(EngineError::Overflow)
}

/// The rates per period at which `flows` are worth nothing.
///
/// Σ amount ⁄ ((1 + odd·i)(1 + i)^at) = 0. Order and sign of the flows as a whole do not matter.
#[must_use]
pub fn roots(flows: &[Flow]) -> Roots {
    let curve = Curve::new(flows);
    let found = match curve.sign_changes() {
        0 => Vec::new(),
        1 => curve.crossing(LOW, HIGH).into_iter().collect(),
        _ => curve.scan(),
    };
    let mut rates: Vec<f64> = found.into_iter().map(libm::expm1).collect();
    rates.retain(|rate| {
        let u = libm::log1p(*rate);
        let point = curve.at(u, u < 0.0);
        point.value.abs() <= RESIDUAL * point.size
    });
    match rates.len() {
        0 => Roots::NoRoot,
        1 => rates.pop().map_or(Roots::NoRoot, Roots::OneRoot),
        _ => Roots::SeveralRoots(rates),
    }
}

/// A value of the curve: itself, its slope in u, and the sum of its terms' absolute values.
#[derive(Debug, Clone, Copy)]
struct Point {
    value: f64,
    slope: f64,
    size: f64,
}

/// Flows in order of time, the first at zero.
struct Curve {
    flows: Vec<Flow>,
    last: f64,
}

impl Curve {
    fn new(flows: &[Flow]) -> Self {
        let first = flows.iter().filter(|flow| flow.amount != 0.0).map(|flow| flow.at).fold(f64::INFINITY, f64::min);
        let mut merged: Vec<Flow> = Vec::with_capacity(flows.len());
        for flow in flows.iter().filter(|flow| flow.amount != 0.0) {
            let flow = Flow { at: flow.at - first, ..*flow };
            // Flows mostly come in order: each goes in from the end, which needs no sorting of its own.
            let after = merged.iter().rev().take_while(|known| known.at + known.odd > flow.at + flow.odd).count();
            let place = merged.len().saturating_sub(after);
            match place.checked_sub(1).and_then(|before| merged.get_mut(before)) {
                Some(same) if same.at == flow.at && same.odd == flow.odd => same.amount += flow.amount,
                _ => merged.insert(place, flow),
            }
        }
        merged.retain(|flow| flow.amount != 0.0);
        let last = merged.last().map_or(0.0, |flow| flow.at);
        Self { flows: merged, last }
    }

    fn sign_changes(&self) -> usize {
        self.flows.windows(2).filter(|pair| matches!(pair, [a, b] if (a.amount > 0.0) != (b.amount > 0.0))).count()
    }

    /// The value at u as of the first flow, or as of the last one: the sign and the roots are the same, and no term
    /// grows beyond the range of the numbers where the earlier date is taken for u ≥ 0 and the later one for u < 0.
    fn at(&self, u: f64, from_the_end: bool) -> Point {
        let reference = if from_the_end { self.last } else { 0.0 };
        let (growth, rate) = (libm::exp(u), libm::expm1(u));
        let mut point = Point { value: 0.0, slope: 0.0, size: 0.0 };
        for flow in &self.flows {
            let time = reference - flow.at;
            let odd = 1.0 + flow.odd * rate;
            let term = flow.amount * libm::exp(u * time) / odd;
            point.value += term;
            point.slope += term * (time - flow.odd * growth / odd);
            point.size += term.abs();
        }
        point
    }

    /// The root between two values of u whose values have different signs.
    fn crossing(&self, low: f64, high: f64) -> Option<f64> {
        bisect(low, high, &|u| self.at(u, u < 0.0).value)
    }

    /// Every root in steps over the whole range.
    fn scan(&self) -> Vec<f64> {
        let (first, last) = ((LOW / STEP) as i32, (HIGH / STEP) as i32);
        let mut found = Vec::new();
        for step in first..last {
            // Steps of whole multiples: none straddles zero, where the reference changes.
            let (low, high) = (f64::from(step) * STEP, f64::from(step.saturating_add(1)) * STEP);
            let (a, b) = (self.at(low, step < 0), self.at(high, step < 0));
            if a.value == 0.0 {
                found.push(low);
            } else if (a.value > 0.0) != (b.value > 0.0) {
                found.extend(self.crossing(low, high));
            } else if (a.value > 0.0) == (a.slope < 0.0) && (b.value > 0.0) == (b.slope > 0.0) {
                let Some(turn) = bisect(low, high, &|u| self.at(u, step < 0).slope) else { continue };
                let point = self.at(turn, step < 0);
                if point.value.abs() <= TOUCH * point.size {
                    found.push(turn);
                } else if (point.value > 0.0) != (a.value > 0.0) {
                    found.extend(self.crossing(low, turn));
                    found.extend(self.crossing(turn, high));
                }
            }
        }
        found
    }
}

/// The point between `low` and `high` at which `value` changes its sign; none when both ends have the same.
pub(crate) fn bisect(low: f64, high: f64, value: &dyn Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (low, high);
    let (at_low, at_high) = (value(low), value(high));
    if at_low == 0.0 {
        return Some(low);
    }
    if at_high == 0.0 {
        return Some(high);
    }
    if (at_low > 0.0) == (at_high > 0.0) {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        let at_middle = value(middle);
        if at_middle == 0.0 {
            return Some(middle);
        }
        if (at_middle > 0.0) == (at_low > 0.0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yearly(amounts: &[f64]) -> Vec<Flow> {
        amounts.iter().enumerate().map(|(year, amount)| Flow::new(year as f64, *amount)).collect()
    }

    fn near(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn one_change_of_sign_has_one_root() {
        assert!(near(roots(&yearly(&[-100.0, 110.0])).all(), &[0.1]));
        assert!(near(roots(&yearly(&[0.0, 100.0, -50.0])).all(), &[-0.5]), "a rate may be negative");
        assert!(matches!(roots(&yearly(&[-12.0, 6.0, 6.0])), Roots::OneRoot(rate) if rate.abs() < 1e-15));
    }

    #[test]
    fn flows_of_one_sign_have_none() {
        assert_eq!(roots(&[]), Roots::NoRoot);
        assert_eq!(roots(&yearly(&[100.0, 1.0])), Roots::NoRoot);
        assert_eq!(roots(&yearly(&[100.0, 0.0]).repeat(2)), Roots::NoRoot);
        assert_eq!(roots(&yearly(&[-100.0, 110.0])).only(), decimal(0.1));
        assert_eq!(Roots::NoRoot.only(), Err(EngineError::NoRate));
    }

    /// −1 + 3x − 2.5x²: its discriminant is negative, so nothing makes it zero although its sign changes twice.
    #[test]
    fn two_changes_of_sign_may_have_none() {
        assert_eq!(roots(&yearly(&[-1.0, 3.0, -2.5])), Roots::NoRoot);
    }

    /// source: by construction, (1 − 1.1x)(1 − 1.2x)(1 − 1.3x) with x = 1/(1+i) is zero at 10 %, 20 % and 30 %.
    #[test]
    fn all_of_several_roots_are_found() {
        let flows = yearly(&[1.0, -3.6, 4.31, -1.716]);
        let found = roots(&flows);
        assert!(near(found.all(), &[0.1, 0.2, 0.3]), "{found:?}");
        assert_eq!(found.only(), Err(EngineError::SeveralRates));
        assert!(found.nearest(0.11).is_some_and(|rate| (rate - 0.1).abs() < 1e-9));
        assert!(found.nearest(5.0).is_some_and(|rate| (rate - 0.3).abs() < 1e-9));
        // Two that lie within one step of the scan: (1 − 1.100x)(1 − 1.101x).
        assert!(near(roots(&yearly(&[1.0, -2.201, 1.2111])).all(), &[0.1, 0.101]));
        // One that touches zero: (1 − 1.25x)².
        assert!(roots(&yearly(&[1.0, -2.5, 1.5625])).all().iter().all(|rate| (rate - 0.25).abs() < 1e-6));
        assert_eq!(roots(&yearly(&[1.0, -2.5, 1.5625])).all().len(), 1);
    }

    #[test]
    fn the_ends_of_the_range_are_reached() {
        // A loan of a day at a quarter: 1.25³⁶⁵ − 1, beyond 10¹⁸, is none; of a week it is.
        assert_eq!(roots(&[Flow::new(0.0, 100.0), Flow::new(1.0 / 365.0, -125.0)]), Roots::NoRoot);
        let week = roots(&[Flow::new(0.0, 100.0), Flow::new(7.0 / 365.0, -125.0)]);
        assert!(
            week.all().first().is_some_and(|rate| (rate / (libm::pow(1.25, 365.0 / 7.0) - 1.0) - 1.0).abs() < 1e-9)
        );
        // Sixty years and a rate of −99 %: no term overflows.
        let lost = roots(&[Flow::new(0.0, -100.0), Flow::new(60.0, 1e-100)]);
        assert!(matches!(lost, Roots::OneRoot(rate) if rate < -0.97));
    }
}
