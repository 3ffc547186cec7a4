//! What lateness costs after a judgment: the doubled part of the interest (加倍部分债务利息) and what payments go to.
//!
//! Source: Interpretation 法释〔2014〕8号. Art. 1: unpaid money debt of the judgment, general interest left out, times the
//! daily share, times the days. Art. 2 and 3: from the end of the period for performance to the day of performance, each
//! part payment for its part. Art. 4: the judgment's own debt is paid before the doubled part. Art. 7: days before
//! 1 August 2014 follow older rules, which need a table of rates that is not here: then nothing is told.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::pack::Packs;
use super::procedure::terms::Terms;
use super::procedure::{CannotTell, rule, series};
use super::rule::Rule;
use super::shape::Shape;
use crate::engine::date::{days_between, shift};
use crate::engine::number::{add, mul};
use crate::engine::{Money, Rounding};

/// Whether the last day of the period for performance bears already; art. 2 says "from the end of the period".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FirstDay {
    /// The day after it is the first that counts.
    #[default]
    DayAfter,
    /// It counts itself: one day more.
    LastOfThePeriod,
}

/// What a judgment orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgment {
    /// The money debt without general interest: principal, fees, costs. It bears the doubled part.
    pub owed: Money,
    /// General interest as the judgment fixes it. It bears no doubled part; what runs on by the judgment's own method is
    /// not worked out here.
    pub general_interest: Money,
    /// The last day of the period for performance.
    pub perform_by: NaiveDate,
    /// Whether that day counts.
    pub first_day: FirstDay,
}

/// A payment after the judgment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// The day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// Days over which the debt stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The last day before the first that counts.
    pub from: NaiveDate,
    /// The last day that counts.
    pub to: NaiveDate,
    /// How many days count.
    pub days: i64,
    /// What bears the doubled part.
    pub base: Money,
    /// base · share · days, in major units, exact.
    pub exact: Decimal,
}

/// How a judgment stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The row.
    pub rule: &'a Rule,
    /// The share of a day.
    pub daily: Decimal,
    /// The segments, oldest first.
    pub segments: Vec<Segment>,
    /// The doubled part so far: the segments added up and rounded once, half up.
    pub doubled: Money,
    /// What is left of the money debt that bears it.
    pub owed: Money,
    /// What is left of the general interest.
    pub general_interest: Money,
    /// What is left of the doubled part.
    pub doubled_left: Money,
    /// What was paid beyond everything.
    pub credit: Money,
}

/// The doubled part up to and including a day, with the payments up to that day.
///
/// A payment goes to general interest, then to the rest of the judgment's debt (Civil Code art. 561), then to the doubled
/// part (art. 4), unless agreed otherwise.
///
/// # Errors
/// Why the row is not known, mixed currencies, or overflow.
pub fn standing<'a>(
    packs: &'a Packs,
    judgment: &Judgment,
    payments: &[Paid],
    to: NaiveDate,
) -> Result<Standing<'a>, CannotTell> {
    let first = shift(judgment.perform_by, i64::from(judgment.first_day == FirstDay::DayAfter))?;
    let series = series::DOUBLED_INTEREST;
    let rule = rule(packs, series, first)?;
    let Shape::Procedure(Terms::Daily(daily)) = rule.shape else { return Err(CannotTell::OtherTerms { series }) };
    let zero = Money::zero(judgment.owed.currency());
    let mut fold =
        Fold { daily, at: shift(first, -1)?, exact: Decimal::ZERO, paid_doubled: zero, segments: Vec::new() };
    let mut left = Standing {
        rule,
        daily,
        segments: Vec::new(),
        doubled: zero,
        owed: judgment.owed,
        general_interest: judgment.general_interest,
        doubled_left: zero,
        credit: zero,
    };
    let mut known: Vec<&Paid> = payments.iter().filter(|paid| paid.on <= to).collect();
    known.sort_by_key(|paid| paid.on);
    for paid in known {
        fold.to(paid.on, left.owed)?;
        let mut rest = paid.amount;
        take(&mut left.general_interest, &mut rest)?;
        take(&mut left.owed, &mut rest)?;
        let mut open = fold.posted(zero)?.minus(fold.paid_doubled)?;
        let before = open;
        take(&mut open, &mut rest)?;
        fold.paid_doubled = fold.paid_doubled.plus(before.minus(open)?)?;
        left.credit = left.credit.plus(rest)?;
    }
    fold.to(to, left.owed)?;
    left.doubled = fold.posted(zero)?;
    left.doubled_left = left.doubled.minus(fold.paid_doubled)?;
    left.segments = fold.segments;
    Ok(left)
}

struct Fold {
    daily: Decimal,
    at: NaiveDate,
    exact: Decimal,
    paid_doubled: Money,
    segments: Vec<Segment>,
}

impl Fold {
    /// Counts the days up to and including `to`.
    fn to(&mut self, to: NaiveDate, base: Money) -> Result<(), CannotTell> {
        let days = days_between(self.at, to);
        if days <= 0 {
            return Ok(());
        }
        if base.is_positive() {
            let exact = mul(mul(base.exact(), self.daily)?, Decimal::from(days))?;
            self.exact = add(self.exact, exact)?;
            self.segments.push(Segment { from: self.at, to, days, base, exact });
        }
        self.at = to;
        Ok(())
    }

    fn posted(&self, zero: Money) -> Result<Money, CannotTell> {
        Ok(Money::from_exact(self.exact, zero.currency(), Rounding::HalfUp)?)
    }
}

/// Pays `open` as far as `rest` goes.
fn take(open: &mut Money, rest: &mut Money) -> Result<(), CannotTell> {
    let part = open.least(*rest)?;
    *open = open.minus(part)?;
    *rest = rest.minus(part)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::procedure::testing::{date, known, yuan};
    use super::*;

    fn ordered(perform_by: &str, general_interest: i64) -> Judgment {
        Judgment {
            owed: yuan(10_000_000),
            general_interest: yuan(general_interest),
            perform_by: date(perform_by),
            first_day: FirstDay::DayAfter,
        }
    }

    fn paid(on: &str, minor: i64) -> Paid {
        Paid { on: date(on), amount: yuan(minor) }
    }

    /// Doubled part, money debt left, general interest left, doubled part left, credit.
    fn figures(judgment: &Judgment, payments: &[Paid]) -> Option<[i64; 5]> {
        let left = standing(known(), judgment, payments, date("2026-04-20")).ok()?;
        Some([left.doubled, left.owed, left.general_interest, left.doubled_left, left.credit].map(Money::minor))
    }

    #[test]
    fn each_day_after_the_period_bears_its_share() {
        // source: art. 1, by hand. 100,000 · 0.0175 % · 100 days = 1,750; with the period's last day 1,767.50.
        let judgment = ordered("2026-01-10", 0);
        assert_eq!(figures(&judgment, &[]), Some([175_000, 10_000_000, 0, 175_000, 0]));
        let earlier = Judgment { first_day: FirstDay::LastOfThePeriod, ..judgment };
        assert_eq!(figures(&earlier, &[]), Some([176_750, 10_000_000, 0, 176_750, 0]));
        assert_eq!(figures(&ordered("2026-04-20", 0), &[]), Some([0, 10_000_000, 0, 0, 0]));
    }

    #[test]
    fn a_part_payment_stops_its_part_on_its_day() {
        // 100,000 · 30 days · 0.0175 % = 525; then 60,000 · 70 days: 735.
        let judgment = ordered("2026-01-10", 0);
        let by_hand = Some([126_000, 6_000_000, 0, 126_000, 0]);
        assert_eq!(figures(&judgment, &[paid("2026-02-09", 4_000_000)]), by_hand);
        // Entered in another order, and with one after the day that is looked at, it is the same.
        let entries = [paid("2026-05-01", 1), paid("2026-02-09", 1_000_000), paid("2026-02-09", 3_000_000)];
        assert_eq!(figures(&judgment, &entries), by_hand);
    }

    #[test]
    fn general_interest_bears_nothing_and_the_doubled_part_is_paid_last() {
        // 5,000 of general interest takes part of the 40,000: 525 + 65,000 · 70 · 0.0175 % = 796.25.
        let judgment = ordered("2026-01-10", 500_000);
        assert_eq!(figures(&judgment, &[paid("2026-02-09", 4_000_000)]), Some([132_125, 6_500_000, 0, 132_125, 0]));
        // 105,600: interest 5,000, debt 100,000, doubled 525, and 75 too much.
        assert_eq!(figures(&judgment, &[paid("2026-02-09", 10_560_000)]), Some([52_500, 0, 0, 0, 7_500]));
        // Paid within the period, nothing is doubled.
        assert_eq!(figures(&judgment, &[paid("2026-01-10", 10_500_000)]), Some([0, 0, 0, 0, 0]));
    }

    #[test]
    fn a_period_that_ended_before_august_2014_cannot_be_told() {
        let on = |perform_by| {
            let judgment = ordered(perform_by, 0);
            standing(known(), &judgment, &[], date("2014-08-31")).map(|left| left.doubled)
        };
        // 31 days of August: 100,000 · 31 · 0.0175 % = 542.50.
        assert_eq!(on("2014-07-31"), Ok(yuan(54_250)));
        assert!(matches!(on("2014-07-30"), Err(CannotTell::Unknown { .. })));
    }
}
