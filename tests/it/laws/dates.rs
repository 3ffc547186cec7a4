//! P19, P20: days between dates, and no clock, zone or language in any result.

use chrono::NaiveDate;
use duewise::engine::date::days_between;
use duewise::engine::day_count::Context;
use duewise::engine::{DayCount, Inclusion};
use proptest::prelude::*;

use super::law;

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_i32..84_000).prop_map(|days| {
        NaiveDate::from_ymd_opt(1970, 1, 1)
            .and_then(|first| first.checked_add_signed(chrono::TimeDelta::days(i64::from(days))))
            .expect("in range")
    })
}

#[test]
fn p19_days_add_up_and_turn_around() {
    law("P19", (any_date(), any_date(), any_date()), |(a, b, c)| {
        for count in [DayCount::Act365Fixed, DayCount::Act360] {
            let days = |from, to| count.days(from, to, Context::default());
            prop_assert_eq!(days(a, b), -days(b, a));
            prop_assert_eq!(days(a, c), days(a, b) + days(b, c));
            prop_assert_eq!(days(a, b), days_between(a, b));
        }
        Ok(())
    });
}

/// A calendar of our own, counted day by day: years of 365 days, leap years by the Gregorian rule.
#[test]
fn p19_days_equal_a_count_day_by_day_over_four_hundred_years() {
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let first = NaiveDate::from_ymd_opt(1800, 1, 1).expect("a date");
    let (mut year, mut month, mut day) = (1800, 1, 1);
    let mut counted = 0_i64;
    while year < 2200 {
        let date = NaiveDate::from_ymd_opt(year, month, day).expect("our calendar has no day that chrono lacks");
        assert_eq!(days_between(first, date), counted);
        let length = match month {
            2 if leap(year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day += 1;
        if day > length {
            (day, month) = (1, month + 1);
        }
        if month > 12 {
            (month, year) = (1, year + 1);
        }
        counted += 1;
    }
    assert_eq!(counted, 146_097, "a Gregorian cycle");
}

#[test]
fn which_end_days_count_changes_the_number_by_one() {
    assert_eq!(
        [Inclusion::Last, Inclusion::First, Inclusion::Both, Inclusion::Neither].map(Inclusion::extra_days),
        [0, 0, 1, -1]
    );
}

#[test]
fn p20_results_do_not_depend_on_zone_or_language() {
    let program = std::env::current_exe().expect("this test runs from a file");
    let settings = [
        ("UTC", "C"),
        ("Pacific/Kiritimati", "zh_CN.UTF-8"),
        ("Pacific/Pago_Pago", "en_US.UTF-8"),
        ("Asia/Kathmandu", "de_DE.UTF-8"),
        ("America/New_York", "ar_EG.UTF-8"),
        ("Australia/Lord_Howe", "fr_FR.UTF-8"),
    ];
    for (zone, language) in settings {
        let output = std::process::Command::new(&program)
            .args(["--exact", "digest::replays_have_the_published_digest"])
            .env("TZ", zone)
            .env("LC_ALL", language)
            .output()
            .expect("the test program starts");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "in {zone}: {text}");
    }
}
