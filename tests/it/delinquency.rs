//! Buckets by hand: when a debt enters one, moves on, and leaves.

use chrono::NaiveDate;
use duewise::engine::delinquency::{Ageing, BUCKETS, CountingPause, History, Stay, bucket};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// source: docs/conventions.md: 1–30, 31–60, 61–90 days and more; days of grace and pauses do not count.
#[test]
fn a_debt_stays_in_a_bucket_until_its_days_leave_it() {
    let ageing = Ageing { grace_days: 2, pauses: Vec::new() };
    let mut history = History::default();
    let mut on = |oldest: Option<&str>, day| {
        history.end_of_day(&ageing, &BUCKETS, oldest.map(date), date(day)).expect("dates within range");
        (history.current(), history.stays.len())
    };
    let oldest = Some("2026-01-01");
    assert_eq!(on(oldest, "2026-01-03"), (None, 0), "within grace");
    assert_eq!(on(oldest, "2026-01-04"), (Some(0), 1));
    assert_eq!(on(oldest, "2026-02-02"), (Some(0), 1), "thirty days after grace");
    assert_eq!(on(oldest, "2026-02-03"), (Some(1), 2));
    // The oldest is paid; the next is within its grace again, and then late.
    assert_eq!(on(Some("2026-02-01"), "2026-02-03"), (None, 2));
    assert_eq!(on(Some("2026-02-01"), "2026-02-04"), (Some(0), 3));
    assert_eq!(on(None, "2026-02-10"), (None, 3));
    let stays: Vec<(usize, String, Option<String>)> = history
        .stays
        .iter()
        .map(|Stay { bucket, added, lifted }| (*bucket, added.to_string(), lifted.map(|day| day.to_string())))
        .collect();
    let stay = |bucket, added: &str, lifted: &str| (bucket, added.to_owned(), Some(lifted.to_owned()));
    assert_eq!(
        stays,
        [stay(0, "2026-01-04", "2026-02-02"), stay(1, "2026-02-03", "2026-02-03"), stay(0, "2026-02-04", "2026-02-10")]
    );
}

#[test]
fn paused_days_after_the_due_date_do_not_count() {
    let pause = |from, until| CountingPause { from: date(from), until: date(until) };
    let days = |pauses| Ageing { grace_days: 0, pauses }.delinquent_days(date("2026-01-10"), date("2026-01-30"));
    assert_eq!(days(vec![]), 20);
    assert_eq!(days(vec![pause("2026-01-12", "2026-01-15")]), 17);
    assert_eq!(days(vec![pause("2026-01-01", "2026-01-15"), pause("2026-01-25", "2026-02-15")]), 10);
    assert_eq!(days(vec![pause("2026-02-01", "2026-02-15"), pause("2026-01-01", "2026-01-05")]), 20);
    let least = [0, 1, 30, 31, 60, 61, 90, 91].map(|days| bucket(days).map(|bucket| bucket.least));
    assert_eq!(least, [None, Some(1), Some(1), Some(31), Some(31), Some(61), Some(61), Some(91)]);
}
