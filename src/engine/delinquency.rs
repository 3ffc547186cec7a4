//! Days late and the buckets they fall into.

use chrono::NaiveDate;

use super::date::{days_between, shift};
use super::error::EngineError;

/// A bucket of days late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// The first day of it.
    pub least: i64,
    /// The last day of it; none for the open end.
    pub greatest: Option<i64>,
}

/// The buckets in which reports and lenders usually count: 1–30, 31–60, 61–90, over 90 days.
pub const BUCKETS: [Bucket; 4] = [
    Bucket { least: 1, greatest: Some(30) },
    Bucket { least: 31, greatest: Some(60) },
    Bucket { least: 61, greatest: Some(90) },
    Bucket { least: 91, greatest: None },
];

/// The bucket of [`BUCKETS`] that `days` falls into; none when nothing is late.
#[must_use]
pub fn bucket(days: i64) -> Option<Bucket> {
    place(&BUCKETS, days).and_then(|index| BUCKETS.get(index)).copied()
}

/// The place of the bucket that holds `days`.
#[must_use]
pub fn place(buckets: &[Bucket], days: i64) -> Option<usize> {
    buckets.iter().position(|bucket| bucket.least <= days && bucket.greatest.is_none_or(|last| days <= last))
}

/// A pause of counting: from its first day up to, but not including, its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountingPause {
    /// The first day.
    pub from: NaiveDate,
    /// The first day after it.
    pub until: NaiveDate,
}

/// How lateness is aged: days past due, less paused days, less days of grace, never below zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ageing {
    /// Days of grace before an account counts as delinquent.
    pub grace_days: i64,
    /// Pauses of counting.
    pub pauses: Vec<CountingPause>,
}

impl Ageing {
    /// Delinquent days on `on` of what has been unpaid since `oldest_due`. Paused days before `oldest_due` do not count.
    #[must_use]
    pub fn delinquent_days(&self, oldest_due: NaiveDate, on: NaiveDate) -> i64 {
        let paused = self.pauses.iter().fold(0_i64, |sum, pause| {
            let days = days_between(pause.from.max(oldest_due), pause.until.min(on));
            sum.saturating_add(days.max(0))
        });
        days_between(oldest_due, on).saturating_sub(paused).saturating_sub(self.grace_days).max(0)
    }

    /// The day on which grace ends: the account is delinquent after it.
    ///
    /// # Errors
    /// A date past the supported years.
    pub fn delinquent_since(&self, oldest_due: NaiveDate) -> Result<NaiveDate, EngineError> {
        shift(oldest_due, self.grace_days)
    }
}

/// One stay in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The bucket's place in the list.
    pub bucket: usize,
    /// Its first day.
    pub added: NaiveDate,
    /// Its last day, once it has ended.
    pub lifted: Option<NaiveDate>,
}

/// The buckets of an account over time.
///
/// An account enters its first bucket on the first delinquent day. It is looked at again whenever the end-of-day job
/// runs: a new bucket begins on the day of the job and the old one ended the day before. It leaves its bucket on the
/// day on which nothing is overdue any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The stays, oldest first.
    pub stays: Vec<Stay>,
}

impl History {
    /// The bucket that the account is in.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.stays.last().filter(|stay| stay.lifted.is_none()).map(|stay| stay.bucket)
    }

    /// Classifies at the end of the day `on`.
    ///
    /// # Errors
    /// A date past the supported years.
    pub fn end_of_day(
        &mut self,
        ageing: &Ageing,
        buckets: &[Bucket],
        oldest_due: Option<NaiveDate>,
        on: NaiveDate,
    ) -> Result<(), EngineError> {
        let Some(oldest_due) = oldest_due else {
            self.leave(on);
            return Ok(());
        };
        let Some(now) = place(buckets, ageing.delinquent_days(oldest_due, on)) else {
            self.leave(on);
            return Ok(());
        };
        if self.current().is_none() {
            let first_day = shift(ageing.delinquent_since(oldest_due)?, 1)?;
            let first = place(buckets, ageing.delinquent_days(oldest_due, first_day)).unwrap_or(now);
            self.stays.push(Stay { bucket: first, added: first_day.min(on), lifted: None });
        }
        if self.current() != Some(now) {
            if let Some(stay) = self.stays.last_mut() {
                stay.lifted = Some(shift(on, -1)?);
            }
            self.stays.push(Stay { bucket: now, added: on, lifted: None });
        }
        Ok(())
    }

    /// Nothing is overdue any more.
    pub fn leave(&mut self, on: NaiveDate) {
        if let Some(stay) = self.stays.last_mut()
            && stay.lifted.is_none()
        {
            stay.lifted = Some(on);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_pause_counts_only_after_the_oldest_due_date() {
        let pause = CountingPause { from: date("2026-01-01"), until: date("2026-01-20") };
        let ageing = Ageing { grace_days: 3, pauses: vec![pause] };
        // 30 days past due, 10 of them paused, 3 of grace.
        assert_eq!(ageing.delinquent_days(date("2026-01-10"), date("2026-02-09")), 17);
    }

    #[test]
    fn the_buckets_meet_without_gap() {
        assert_eq!(bucket(0), None);
        for (day, least) in [(1, 1), (30, 1), (31, 31), (60, 31), (61, 61), (90, 61), (91, 91), (4_000, 91)] {
            assert_eq!(bucket(day).map(|b| b.least), Some(least));
        }
    }
}
