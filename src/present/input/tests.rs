//! Tables of what people type and what comes of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AmountRange, Cause, Reading, amount, count, date, free_text, rate};
use crate::engine::{Currency, Rate, RatePeriod};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or(Decimal::MAX)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn yuan(typed: &str) -> Result<i64, Cause> {
    amount(typed, AmountRange::from_zero(Currency::CNY)).map(|money| money.minor())
}

#[test]
fn amounts_are_understood_as_people_write_them() {
    let table: &[(&str, i64)] = &[
        ("5000", 500_000),
        ("5,000", 500_000),
        ("5,000.50", 500_050),
        ("５０００", 500_000),
        ("５，０００．５０", 500_050),
        ("5000。5", 500_050),
        ("¥5000", 500_000),
        ("￥ 5,000 元", 500_000),
        ("5000块", 500_000),
        ("5000块钱", 500_000),
        ("RMB 5000", 500_000),
        ("人民币5000元整", 500_000),
        ("5 000", 500_000),
        ("1 234 567.89", 123_456_789),
        ("  5000  ", 500_000),
        ("5000\u{200b}", 500_000),
        ("0", 0),
        (".5", 50),
        ("5.", 500),
        ("0.10", 10),
        ("007", 700),
        ("+20", 2_000),
        ("1万", 1_000_000),
        ("1.2万", 1_200_000),
        ("１．２万元", 1_200_000),
        ("1.234万", 1_234_000),
        ("1.23456万", 1_234_560),
        ("1万2", 1_200_000),
        ("1万2千", 1_200_000),
        ("1万2000", 1_200_000),
        ("1万0200", 1_020_000),
        ("1万零5", 1_000_500),
        ("3千5", 350_000),
        ("5百", 50_000),
        ("1w", 1_000_000),
        ("2.5W", 2_500_000),
        ("8k", 800_000),
        ("1.5亿", 15_000_000_000),
        ("1亿2000万", 12_000_000_000),
        ("两万", 2_000_000),
        ("三千", 300_000),
        ("1,234万", 1_234_000_000),
    ];
    for (typed, minor) in table {
        assert_eq!(yuan(typed), Ok(*minor), "{typed}");
    }
}

#[test]
fn amounts_with_two_readings_are_refused_with_both() {
    let two = |one: &str, other: &str| {
        Err(Cause::TwoReadings(Reading::Amount(decimal(one)), Reading::Amount(decimal(other))))
    };
    assert_eq!(yuan("1.234"), two("1234", "1.234"));
    assert_eq!(yuan("12.500"), two("12500", "12.500"));
    assert_eq!(yuan("1,23"), two("1.23", "123"));
    assert_eq!(yuan("1,5"), two("1.5", "15"));
    assert_eq!(yuan("1万25"), two("10025", "12500"));
    assert_eq!(yuan("1万250"), two("10250", "12500"));
}

#[test]
fn misplaced_marks_are_refused_with_what_is_probably_meant() {
    let meant = |value: &str| Err(Cause::WriteAs(Reading::Amount(decimal(value))));
    assert_eq!(yuan("1.234,56"), meant("1234.56"));
    assert_eq!(yuan("1.234.567"), meant("1234567"));
    assert_eq!(yuan("1,2000"), meant("12000"));
    assert_eq!(yuan("12,34,567"), meant("1234567"));
    assert_eq!(yuan("12 34"), meant("1234"));
}

#[test]
fn amounts_that_nobody_can_read_are_refused() {
    for typed in
        ["abc", "1e400", "五", "1,2,3.4.5", "100-200", "万", "1.5万2", "2万3万", "1'234", "$5", "5000元左右", "١٢"]
    {
        let read = yuan(typed);
        // A lone Chinese digit is a number nobody types as an amount.
        assert!(matches!(read, Err(Cause::NotAmount | Cause::WriteAs(_))), "{typed}: {read:?}");
    }
    assert_eq!(yuan(""), Err(Cause::Missing));
    assert_eq!(yuan(" \u{3000}\u{200b}"), Err(Cause::Missing));
    for typed in ["-5", "－5", "−5", "¥-5", "-¥5", "负5"] {
        assert_eq!(yuan(typed), Err(Cause::Negative), "{typed}");
    }
    assert_eq!(yuan("1.2345"), Err(Cause::TooFine { digits: 2 }));
    assert_eq!(yuan("0.001"), Err(Cause::TooFine { digits: 2 }));
    assert_eq!(yuan(&"9".repeat(65)), Err(Cause::TooLong { most: 64 }));
    let positive = AmountRange::positive(Currency::CNY);
    assert_eq!(amount("0", positive), Err(Cause::AmountOutside(positive)));
    assert_eq!(amount("10000000000000.01", positive), Err(Cause::AmountOutside(positive)));
    assert_eq!(amount("99999999亿", positive), Err(Cause::AmountOutside(positive)));
}

#[test]
fn dates_are_understood_as_people_write_them() {
    let today = day("2026-11-23");
    let table: &[(&str, &str)] = &[
        ("2026-03-15", "2026-03-15"),
        ("2026/3/15", "2026-03-15"),
        ("2026.3.15", "2026-03-15"),
        ("2026 3 15", "2026-03-15"),
        ("20260315", "2026-03-15"),
        ("2026年3月15日", "2026-03-15"),
        ("２０２６年３月１５日", "2026-03-15"),
        ("2026 年 3 月 15 日", "2026-03-15"),
        ("２０２６／３／１５", "2026-03-15"),
        ("2026年3月15号", "2026-03-15"),
        ("今年3月15日", "2026-03-15"),
        ("明年3月15日", "2027-03-15"),
        ("15 March 2026", "2026-03-15"),
        ("March 15, 2026", "2026-03-15"),
        ("15-Mar-2026", "2026-03-15"),
        ("15th Sept 2026", "2026-09-15"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("04/04/2026", "2026-04-04"),
        ("2028-02-29", "2028-02-29"),
        ("今天", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("昨天", "2026-11-22"),
    ];
    for (typed, expected) in table {
        let read = date(typed, today);
        assert_eq!(read.clone().map(|read| read.date), Ok(day(expected)), "{typed}");
        assert_eq!(read.map(|read| read.year_assumed), Ok(false), "{typed}");
    }
}

#[test]
fn a_date_without_a_year_takes_the_nearest_and_says_so() {
    for (typed, today, expected) in [
        ("3月15日", "2026-11-23", "2027-03-15"),
        ("6月1日", "2026-11-23", "2026-06-01"),
        ("12月31日", "2026-01-02", "2025-12-31"),
        ("11月23日", "2026-11-23", "2026-11-23"),
        ("12/25", "2026-11-23", "2026-12-25"),
        ("25 December", "2026-11-23", "2026-12-25"),
        ("2月29日", "2027-11-23", "2028-02-29"),
    ] {
        let read = date(typed, day(today));
        assert_eq!(read.map(|read| (read.date, read.year_assumed)), Ok((day(expected), true)), "{typed}");
    }
}

#[test]
fn dates_that_are_ambiguous_or_do_not_exist_are_refused_with_what_would_work() {
    let today = day("2026-11-23");
    let two = |one, other| Err(Cause::TwoReadings(Reading::Date(day(one)), Reading::Date(day(other))));
    assert_eq!(date("03/04/2026", today), two("2026-03-04", "2026-04-03"));
    assert_eq!(date("3-4-2026", today), two("2026-03-04", "2026-04-03"));
    assert_eq!(date("12/11", today), two("2026-12-11", "2026-11-12"));
    assert_eq!(date("26-3-15", today), two("2026-03-15", "2015-03-26"));
    assert_eq!(date("2026-02-31", today), Err(Cause::NoSuchDay { year: 2026, month: 2, days: 28 }));
    assert_eq!(date("2026年4月31日", today), Err(Cause::NoSuchDay { year: 2026, month: 4, days: 30 }));
    assert_eq!(date("2028年2月30日", today), Err(Cause::NoSuchDay { year: 2028, month: 2, days: 29 }));
    assert_eq!(date("2026-13-01", today), Err(Cause::NoSuchMonth));
    assert_eq!(date("2026-00-10", today), Err(Cause::NoSuchMonth));
    assert!(matches!(date("1969-12-31", today), Err(Cause::DateOutside { .. })));
    assert!(matches!(date("2200-01-01", today), Err(Cause::DateOutside { .. })));
    assert_eq!(date("", today), Err(Cause::Missing));
    for typed in
        ["soon", "2026", "2026-3", "1/2/3/4", "2026-3/15", "三月", "15日", "99999999999", "2026-03-15T00:00", "月日"]
    {
        assert!(date(typed, today).is_err(), "{typed}");
    }
}

#[test]
fn rates_are_understood_as_people_write_them() {
    let table: &[(&str, &str, RatePeriod)] = &[
        ("18", "0.18", RatePeriod::Year),
        ("18%", "0.18", RatePeriod::Year),
        ("１８％", "0.18", RatePeriod::Year),
        ("年化18%", "0.18", RatePeriod::Year),
        ("年化 18", "0.18", RatePeriod::Year),
        ("18%/年", "0.18", RatePeriod::Year),
        ("14.6% p.a.", "0.146", RatePeriod::Year),
        ("百分之十八", "0.18", RatePeriod::Year),
        ("18个点", "0.18", RatePeriod::Year),
        ("0.5%", "0.005", RatePeriod::Year),
        ("0", "0", RatePeriod::Year),
        ("月利率1.5%", "0.015", RatePeriod::Month),
        ("1.5% a month", "0.015", RatePeriod::Month),
        ("月息2分", "0.02", RatePeriod::Month),
        ("月息两分", "0.02", RatePeriod::Month),
        ("月息8厘", "0.008", RatePeriod::Month),
        ("年息8厘", "0.08", RatePeriod::Year),
        ("年息1分", "0.1", RatePeriod::Year),
        ("每天万分之五", "0.0005", RatePeriod::Day),
        ("万分之五", "0.0005", RatePeriod::Day),
        ("万分之3.5", "0.00035", RatePeriod::Day),
        ("万分之三点五", "0.00035", RatePeriod::Day),
        ("万5", "0.0005", RatePeriod::Day),
        ("每日万5", "0.0005", RatePeriod::Day),
        ("日息0.05%", "0.0005", RatePeriod::Day),
        ("0.05%/天", "0.0005", RatePeriod::Day),
        ("0.05% per day", "0.0005", RatePeriod::Day),
        ("每天千分之一", "0.001", RatePeriod::Day),
        ("5‰", "0.005", RatePeriod::Year),
        ("5‱", "0.0005", RatePeriod::Day),
    ];
    for (typed, value, per) in table {
        let expected = Rate { value: decimal(value), per: *per };
        assert_eq!(rate(typed, RatePeriod::Year), Ok(expected), "{typed}");
    }
    let daily = Rate { value: decimal("0.0005"), per: RatePeriod::Day };
    assert_eq!(rate("0.05", RatePeriod::Day), Ok(daily));
}

#[test]
fn rates_with_two_readings_or_none_are_refused() {
    let of = |value: &str, per| Reading::Rate(Rate { value: decimal(value), per });
    let (day, month, year) = (RatePeriod::Day, RatePeriod::Month, RatePeriod::Year);
    assert_eq!(rate("0.18", year), Err(Cause::TwoReadings(of("0.0018", year), of("0.18", year))));
    assert_eq!(rate("0.0005", day), Err(Cause::TwoReadings(of("0.000005", day), of("0.0005", day))));
    assert_eq!(rate("2分", year), Err(Cause::TwoReadings(of("0.02", month), of("0.2", year))));
    assert_eq!(rate("18,5%", year), Err(Cause::WriteAs(of("0.185", year))));
    assert_eq!(rate("-18%", year), Err(Cause::Negative));
    assert!(matches!(rate("10001%", year), Err(Cause::RateOutside { .. })));
    assert!(matches!(rate("30", day), Err(Cause::RateOutside { .. })));
    assert_eq!(rate("", year), Err(Cause::Missing));
    for typed in ["abc", "%", "万分之", "1e400", "LPR+2", "18%19%", "十八九"] {
        assert_eq!(rate(typed, year), Err(Cause::NotRate), "{typed}");
    }
}

#[test]
fn whole_numbers_are_read_with_the_word_behind_them() {
    for (typed, expected) in [
        ("12", 12),
        ("12期", 12),
        ("１２ 期", 12),
        ("12个月", 12),
        ("30天", 30),
        ("十二", 12),
        ("30 days", 30),
        ("600", 600),
    ] {
        assert_eq!(count(typed, 1, 600), Ok(expected), "{typed}");
    }
    assert_eq!(count("601", 1, 600), Err(Cause::CountOutside { least: 1, greatest: 600 }));
    assert_eq!(count("0", 1, 600), Err(Cause::CountOutside { least: 1, greatest: 600 }));
    assert_eq!(count("99999999999999999999", 1, 600), Err(Cause::CountOutside { least: 1, greatest: 600 }));
    assert_eq!(count("12.5", 1, 600), Err(Cause::NotWhole));
    assert_eq!(count("-3", 1, 600), Err(Cause::Negative));
    assert_eq!(count("2年", 1, 600), Err(Cause::NotCount));
    assert_eq!(count("", 1, 600), Err(Cause::Missing));
}

#[test]
fn a_name_keeps_its_letters_and_loses_what_cannot_be_seen() {
    assert_eq!(free_text("  某消费\u{202e}金融 \n 公司 "), Ok("某消费金融 公司".to_owned()));
    assert_eq!(free_text(""), Ok(String::new()));
    assert!(matches!(free_text(&"长".repeat(121)), Err(Cause::TooLong { most: 120 })));
}

mod total {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn no_text_at_all_can_break_a_field(typed in "[0-9.,，。万亿千百w年月日号/ 分厘%‰息天¥元\\-零一二十点\u{200b}a-e]{0,20}") {
            let today = day("2026-11-23");
            let _ = yuan(&typed);
            let _ = date(&typed, today);
            let _ = rate(&typed, RatePeriod::Year);
            let _ = count(&typed, 0, 600);
        }

        #[test]
        fn an_amount_reads_back_from_how_it_is_shown(minor in 0_i64..=1_000_000_000_000_000) {
            let shown = Decimal::new(minor, 2);
            prop_assert_eq!(yuan(&shown.to_string()), Ok(minor));
        }
    }
}
