//! Every rule is cited, every day has one row, and a rule taken away leaves "cannot tell", never a number.

use duewise::engine::*;
use duewise::law::procedure::fees::{Fee, fee};
use duewise::law::procedure::terms::Terms;
use duewise::law::record::{RecordFacts, record};
use duewise::law::road::{RoadFacts, road};
use duewise::law::{Applicable, Confirmed, Packs, Shape};

use super::{account, date, known, loan, paid, yuan};

#[test]
fn every_day_of_fifty_years_has_exactly_one_row_in_each_series() {
    let mut day = date("1999-12-31");
    while day < date("2050-01-01") {
        for (series, _) in known().series() {
            let rows = known().rows(series).filter(|rule| rule.holds_on(day)).count();
            assert_eq!(rows, 1, "{series} on {day}");
        }
        day = day.succ_opt().expect("a next day");
    }
}

#[test]
fn every_rule_says_where_it_stands_in_both_languages() {
    assert!(known().rules().len() > 60);
    for rule in known().rules() {
        for text in [&rule.cite, &rule.source, &rule.title.en, &rule.says.en, &rule.can_do.en] {
            assert!(text.trim().len() > 3, "{}", rule.id);
        }
        for text in [&rule.title.zh, &rule.says.zh, &rule.can_do.zh] {
            assert!(!text.is_ascii(), "{}", rule.id);
            assert!(!text.contains("停息挂账"), "{}", rule.id);
        }
        for text in [&rule.title.en, &rule.says.en, &rule.can_do.en] {
            assert!(text.chars().all(|letter| letter.is_ascii() || "¥–%".contains(letter)), "{}", rule.id);
        }
        let unread = matches!(rule.shape, Shape::Unknown { .. });
        assert!(!unread || rule.confirmed == Confirmed::Secondary || rule.until.is_some(), "{}", rule.id);
    }
}

#[test]
fn bands_codes_and_classes_rise() {
    for rule in known().rules() {
        let rises = match &rule.shape {
            Shape::FeeTiers { bands, .. } => bands.is_sorted_by(|a, b| a.above < b.above && a.share > b.share),
            Shape::Procedure(Terms::Codes(steps)) => steps.is_sorted_by(|a, b| a.days < b.days && a.is < b.is),
            Shape::Procedure(Terms::Classes(steps)) => steps.is_sorted_by(|a, b| a.days < b.days && a.is < b.is),
            _ => true,
        };
        assert!(rises, "{}", rule.id);
    }
}

/// Everything that the rules say about one late loan, as text with how many things could not be told.
fn all(packs: &Packs) -> (String, usize) {
    let account = account(&loan(), &[paid(1, "2025-05-02", 200_000)], "2026-11-24");
    let record = record(packs, &account, RecordFacts::default()).expect("a record");
    let road = road(packs, &account, &RoadFacts { unpaid_days: 30, ..RoadFacts::default() }).expect("a road");
    let figures = format!("{record:?} {road:?}");
    let unknown = figures.matches("NoRule").count();
    (figures, unknown)
}

#[test]
fn each_rule_taken_away_leaves_cannot_tell() {
    let (whole, none) = all(known());
    assert_eq!(none, 0);
    let today = date("2026-11-24");
    let mut touched = 0;
    for rule in known().rules().iter().filter(|rule| rule.holds_on(today)) {
        let without = known().without(&rule.id);
        assert_eq!(without.applicable(&rule.series, today), Applicable::None, "{}", rule.id);
        // A right without a day simply is not listed; everything else says that it cannot be told.
        let (figures, unknown) = all(&without);
        assert!(!figures.contains(&format!("id: \"{}\"", rule.id)), "{}", rule.id);
        let listed = whole.contains(&format!("id: \"{}\"", rule.id));
        let right =
            ["reported", "notice", "statement", "free_reports"].iter().any(|right| rule.series.ends_with(right));
        assert!(!listed || right || unknown > 0, "{}", rule.id);
        touched += usize::from(listed);
    }
    assert!(touched > 25, "{touched}");
}

#[test]
fn a_fee_of_a_sum_in_yuan_needs_its_own_row_only() {
    let today = date("2026-11-24");
    let rows = [(Fee::Court, "cn.court.fee.2007"), (Fee::Enforcement, "cn.enforcement.fee.2007")];
    for (of, id) in rows.into_iter().chain([(Fee::Preservation, "cn.preservation.fee.2007")]) {
        for rule in known().rules() {
            let found = fee(&known().without(&rule.id), of, yuan(5_000_000), today).is_ok();
            assert_eq!(found, rule.id != id, "{of:?} without {}", rule.id);
        }
    }
    let dollars = Money::try_new(100, Currency::USD).expect("a dollar");
    assert!(fee(known(), Fee::Court, dollars, today).is_err());
}
