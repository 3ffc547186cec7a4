//! Scales with ticks that a person says aloud.

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::present::words::simulate as words;
use crate::present::{Lang, format};

/// A linear scale from values to the units of a drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    most: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Values from zero to `most` drawn between `from` and `to`. A scale without extent draws everything at `from`.
    #[must_use]
    pub const fn new(most: f64, from: f64, to: f64) -> Self {
        Self { most, from, to }
    }

    /// Where a value is drawn.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        if self.most <= 0.0 {
            return self.from;
        }
        self.from + (self.to - self.from) * (value / self.most).clamp(0.0, 1.0)
    }

    /// The value that is drawn at a place.
    #[must_use]
    pub fn value(&self, place: f64) -> f64 {
        let extent = self.to - self.from;
        if extent == 0.0 {
            return 0.0;
        }
        (self.most * (place - self.from) / extent).clamp(0.0, self.most)
    }
}

/// A step of 1, 2 or 5 times a power of ten, so that at most `ticks` steps reach `most`.
#[must_use]
pub fn round_step(most: f64, ticks: u32) -> f64 {
    if !most.is_finite() || most <= 0.0 {
        return 1.0;
    }
    let rough = most / f64::from(ticks.max(1));
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(rough)
}

/// A step of days that people count in, so that at most `ticks` steps reach `days`.
#[must_use]
pub fn day_step(days: i64, ticks: i64) -> i64 {
    const STEPS: [i64; 14] = [1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730, 1_825, 3_650, 7_300];
    let ticks = ticks.max(1);
    STEPS.into_iter().find(|step| step.saturating_mul(ticks) >= days).unwrap_or(36_500)
}

/// A number of yuan on an axis as a person says it: `500`, `5,000`, `1.2万`, `12k`. No currency sign: the axis is
/// named once.
#[must_use]
pub fn axis_label(value: f64, lang: Lang) -> String {
    let exact = Decimal::from_f64(value).unwrap_or_default();
    let (limit, unit) = match lang {
        Lang::Zh => (10_000, Decimal::from(10_000)),
        Lang::En => (100_000, Decimal::from(1_000)),
    };
    if exact < Decimal::from(limit) {
        return format::decimal(exact.round_dp(2));
    }
    let short = format::decimal(exact.checked_div(unit).unwrap_or(exact).round_dp(2));
    words::axis_unit(lang, &short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbers_that_people_say() {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b;
        for (most, step) in [(75.0, 20.0), (0.9, 0.2), (1_000.0, 200.0), (12_345.0, 5_000.0), (100.0, 20.0)] {
            assert!(near(round_step(most, 5), step), "{most}: {}", round_step(most, 5));
        }
        assert!(near(round_step(0.0, 5), 1.0));
        assert!(near(round_step(f64::NAN, 5), 1.0));
        assert_eq!([90, 30, 7, 365, 3_650].map(|days| day_step(days, 6)), [15, 5, 2, 90, 730]);
    }

    #[test]
    fn labels_are_short_and_lose_nothing() {
        assert_eq!(axis_label(5_000.0, Lang::Zh), "5,000");
        assert_eq!(axis_label(12_000.0, Lang::Zh), "1.2万");
        assert_eq!(axis_label(12_000.0, Lang::En), "12,000");
        assert_eq!(axis_label(0.25, Lang::En), "0.25");
        assert_eq!(axis_label(200_000.0, Lang::En), "200k");
    }

    #[test]
    fn a_place_on_the_scale_gives_its_value_back() {
        let scale = Scale::new(90.0, 40.0, 340.0);
        assert!((scale.value(scale.place(30.0)) - 30.0).abs() < 1e-9);
        assert!((Scale::new(0.0, 1.0, 2.0).place(5.0) - 1.0).abs() < 1e-9);
        assert!((scale.value(1e9) - 90.0).abs() < 1e-9);
    }
}
