//! Rates that float: a published reference rate plus a margin, taken anew on each repricing day. The published table is
//! an argument; where it ends, the answer ends, and nothing is carried on.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::date::{self, Frequency, PeriodUnit};
use super::error::{EngineError, Term};
use super::number::add;
use super::rate::{Rate, RatePeriod};
use super::shape::RateFrom;

/// When a floating rate is taken anew (重定价日).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repricing {
    /// Each year on the day of the payout (贷款发放日对应日); that of 29 February is 28 February in other years.
    #[default]
    AnniversaryOfPayout,
    /// Each year on 1 January.
    FirstOfJanuary,
    /// Every so many months from the payout on, at least 1.
    EveryMonths(u8),
    /// On every day of publication.
    Immediately,
}

/// A rate that follows a published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floating {
    /// What is added to the yearly reference rate, as a fraction: −0.002 is 20 basis points less (减 20 个基点).
    pub margin: Decimal,
    /// When it is taken anew.
    pub repricing: Repricing,
}

/// A published rate that an agreement refers to by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The loan prime rate of one year.
    LprOneYear,
    /// The loan prime rate of more than five years.
    LprFiveYears,
}

/// Where the dated rates of a loan come from. The engine computes with the rates; this says how to find them anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follows {
    /// What is followed.
    pub reference: Reference,
    /// With which margin, and when it is taken anew.
    pub terms: Floating,
    /// The first day on which the rate was not known yet. From it on the last known rate is only an assumption.
    pub known_until: Option<NaiveDate>,
}

/// A published reference rate and the range of days that it is known for.
#[derive(Debug, Clone, Copy)]
pub struct Known<'table> {
    /// Each publication, in order of its days. A rate is in force from its day to the next publication.
    pub rates: &'table [RateFrom],
    /// The first day for which the last of them may have been replaced.
    pub until: NaiveDate,
}

/// A floating rate over the life of a loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The rates, the first from the payout on. A repricing that changes nothing is left out. Empty where even the first
    /// rate is not known.
    pub rates: Vec<RateFrom>,
    /// The first day on which the rate is not known; none where it is known to the end of the loan. Figures from that
    /// day on are nobody's to compute yet.
    pub known_until: Option<NaiveDate>,
}

impl Resolved {
    /// The contract's first rate, and those that follow it as [`super::Shape::rates`]; none where the first is not known.
    #[must_use]
    pub fn terms(&self) -> Option<(Rate, &[RateFrom])> {
        self.rates.split_first().map(|(first, rest)| (first.rate, rest))
    }
}

impl Known<'_> {
    /// The reference rate in force on a day; none before the first publication and from [`Known::until`] on.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<Rate> {
        if day >= self.until {
            return None;
        }
        let published = self.rates.partition_point(|each| each.from <= day);
        self.rates.get(published.checked_sub(1)?).map(|each| each.rate)
    }

    fn check(&self) -> Result<(), EngineError> {
        for (before, after) in self.rates.iter().zip(self.rates.iter().skip(1)) {
            if after.from <= before.from {
                return Err(EngineError::DatesOutOfOrder { term: Term::RateFrom, earliest: before.from });
            }
        }
        Ok(())
    }
}

impl Floating {
    /// The rates of a loan that was paid out on `payout` and whose last instalment falls due on `end`, which bears none.
    ///
    /// # Errors
    /// Publications out of order, a rate below zero or beyond the supported range, a repricing every 0 months, dates out
    /// of range.
    pub fn resolve(self, known: Known, payout: NaiveDate, end: NaiveDate) -> Result<Resolved, EngineError> {
        known.check()?;
        date::check(payout)?;
        date::check(end)?;
        if self.repricing == Repricing::EveryMonths(0) {
            return Err(EngineError::outside(Term::Every, 1, u8::MAX));
        }
        let mut resolved = Resolved { rates: Vec::new(), known_until: None };
        let mut next = (payout < end).then_some(payout);
        let mut number = 0_u32;
        while let Some(day) = next {
            let Some(reference) = known.on(day) else {
                resolved.known_until = Some(day);
                break;
            };
            let rate = Rate::try_new(add(reference.nominal_year(365)?, self.margin)?, RatePeriod::Year)?;
            if resolved.rates.last().is_none_or(|last| last.rate != rate) {
                resolved.rates.push(RateFrom { from: day, rate });
            }
            number = number.saturating_add(1);
            next = self.repriced(known, payout, day, number).filter(|next| *next < end);
        }
        Ok(resolved)
    }

    /// The repricing day after `day`, the `number`-th since the payout; none where the supported years end. Beyond the
    /// last publication it is the day on which the next one must be reckoned with.
    fn repriced(self, known: Known, payout: NaiveDate, day: NaiveDate, number: u32) -> Option<NaiveDate> {
        let every = |months| Frequency { every: months, unit: PeriodUnit::Months }.after(payout, number).ok();
        match self.repricing {
            Repricing::AnniversaryOfPayout => every(12),
            Repricing::EveryMonths(months) => every(u16::from(months)),
            Repricing::FirstOfJanuary => NaiveDate::from_ymd_opt(day.year().checked_add(1)?, 1, 1),
            Repricing::Immediately => {
                let next = known.rates.iter().map(|each| each.from).find(|from| *from > day && *from < known.until);
                Some(next.unwrap_or(known.until))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn yearly(percent: &str) -> Rate {
        Rate::percent_per_year(percent.parse().unwrap_or_default()).unwrap_or(Rate::ZERO)
    }

    /// source: LPR over five years, the publications of which these are the changes, and the last one known.
    fn five_year() -> Vec<RateFrom> {
        let rows = [
            ("2021-12-20", "4.65"),
            ("2022-01-20", "4.60"),
            ("2022-05-20", "4.45"),
            ("2022-08-22", "4.30"),
            ("2023-06-20", "4.20"),
            ("2024-02-20", "3.95"),
            ("2024-07-22", "3.85"),
            ("2024-10-21", "3.60"),
            ("2025-05-20", "3.50"),
            ("2026-08-20", "3.50"),
        ];
        rows.into_iter().map(|(from, percent)| RateFrom { from: date(from), rate: yearly(percent) }).collect()
    }

    fn resolve(margin: &str, repricing: Repricing, payout: &str, end: &str) -> (Vec<String>, Option<NaiveDate>) {
        let table = five_year();
        let known = Known { rates: &table, until: date("2026-09-20") };
        let floating = Floating { margin: margin.parse().unwrap_or_default(), repricing };
        let resolved = floating.resolve(known, date(payout), date(end));
        let resolved = resolved.unwrap_or(Resolved { rates: Vec::new(), known_until: Some(NaiveDate::MIN) });
        let percent = |rate: Rate| rate.value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default().normalize();
        let shown = |each: &RateFrom| format!("{} {}", each.from, percent(each.rate));
        (resolved.rates.iter().map(shown).collect(), resolved.known_until)
    }

    #[test]
    fn a_mortgage_is_repriced_on_each_first_of_january() {
        // LPR − 20 basis points: 4.60 at the payout; 4.30, 4.20, 3.60, 3.50 on 1 January of 2023, 2024, 2025, 2026.
        let (rates, until) = resolve("-0.002", Repricing::FirstOfJanuary, "2022-03-15", "2052-03-15");
        let expected = ["2022-03-15 4.4", "2023-01-01 4.1", "2024-01-01 4", "2025-01-01 3.4", "2026-01-01 3.3"];
        assert_eq!(rates, expected);
        assert_eq!(until, Some(date("2027-01-01")), "the rate of 2026 holds to the end of the year");
    }

    #[test]
    fn a_loan_is_repriced_on_the_day_of_its_payout() {
        // LPR + 55 basis points, paid out between two publications: 4.60; then on 15 March 4.30, 3.95, 3.60, 3.50.
        let (rates, until) = resolve("0.0055", Repricing::AnniversaryOfPayout, "2022-03-15", "2052-03-15");
        let expected = ["2022-03-15 5.15", "2023-03-15 4.85", "2024-03-15 4.5", "2025-03-15 4.15", "2026-03-15 4.05"];
        assert_eq!(rates, expected);
        assert_eq!(until, Some(date("2027-03-15")));
    }

    #[test]
    fn a_repricing_every_six_months_takes_the_last_publication_before_it() {
        let (rates, until) = resolve("0", Repricing::EveryMonths(6), "2024-01-31", "2025-07-31");
        assert_eq!(rates, ["2024-01-31 4.2", "2024-07-31 3.85", "2025-01-31 3.6"]);
        assert_eq!(until, None, "the loan ends on the third repricing day");
    }

    #[test]
    fn an_immediate_repricing_follows_each_publication_and_ends_where_the_table_does() {
        let (rates, until) = resolve("0.01", Repricing::Immediately, "2024-07-01", "2027-07-01");
        let expected = ["2024-07-01 4.95", "2024-07-22 4.85", "2024-10-21 4.6", "2025-05-20 4.5"];
        assert_eq!(rates, expected, "a publication that changes nothing is left out");
        assert_eq!(until, Some(date("2026-09-20")));
    }

    #[test]
    fn a_payout_on_a_day_of_publication_has_its_rate() {
        let (rates, _) = resolve("0", Repricing::FirstOfJanuary, "2022-05-20", "2022-12-20");
        assert_eq!(rates, ["2022-05-20 4.45"]);
        let (rates, _) = resolve("0", Repricing::FirstOfJanuary, "2022-05-19", "2022-12-20");
        assert_eq!(rates, ["2022-05-19 4.6"]);
        let (rates, until) = resolve("0", Repricing::FirstOfJanuary, "2026-01-01", "2026-12-20");
        assert_eq!((rates.len(), until), (1, None), "a payout on 1 January is no repricing");
    }

    #[test]
    fn a_payout_that_the_table_does_not_know_has_no_rate_at_all() {
        let unknown = |payout| (Vec::new(), Some(date(payout)));
        assert_eq!(resolve("0", Repricing::FirstOfJanuary, "2021-12-19", "2026-01-01"), unknown("2021-12-19"));
        assert_eq!(resolve("0", Repricing::Immediately, "2026-09-20", "2027-01-01"), unknown("2026-09-20"));
        assert_eq!(Resolved { rates: Vec::new(), known_until: None }.terms(), None);
    }

    #[test]
    fn the_first_rate_is_the_contracts_and_the_others_are_the_shapes() {
        let table = five_year();
        let known = Known { rates: &table, until: date("2026-09-20") };
        let floating = Floating { margin: Decimal::ZERO, repricing: Repricing::FirstOfJanuary };
        let resolved = floating.resolve(known, date("2023-03-01"), date("2025-03-01"));
        let terms = resolved.as_ref().ok().and_then(Resolved::terms);
        let later = [("2024-01-01", "4.20"), ("2025-01-01", "3.60")];
        let later = later.map(|(from, percent)| RateFrom { from: date(from), rate: yearly(percent) });
        assert_eq!(terms, Some((yearly("4.30"), later.as_slice())));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let mut table = five_year();
        let resolve = |table: &[RateFrom], margin, repricing| {
            let known = Known { rates: table, until: date("2026-09-20") };
            Floating { margin, repricing }.resolve(known, date("2023-03-01"), date("2025-03-01")).map(|_| ())
        };
        assert_eq!(resolve(&table, Decimal::ZERO, Repricing::EveryMonths(1)), Ok(()));
        assert!(resolve(&table, Decimal::ZERO, Repricing::EveryMonths(0)).is_err());
        assert!(resolve(&table, Decimal::new(-5, 2), Repricing::EveryMonths(1)).is_err(), "below zero");
        table.swap(1, 2);
        assert!(resolve(&table, Decimal::ZERO, Repricing::EveryMonths(1)).is_err(), "out of order");
        let far = date("2199-12-31");
        let last = [RateFrom { from: date("1970-01-01"), rate: yearly("5") }];
        let known = Known { rates: &last, until: NaiveDate::MAX };
        let floating = Floating { margin: Decimal::ZERO, repricing: Repricing::AnniversaryOfPayout };
        assert_eq!(
            floating.resolve(known, date("1970-01-01"), far).map(|r| (r.rates.len(), r.known_until)),
            Ok((1, None))
        );
    }
}
