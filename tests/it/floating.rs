//! Rates that follow a published one, and due dates that follow the days off in China, through a whole schedule.

use chrono::NaiveDate;
use duewise::engine::*;
use duewise::law::lpr;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

#[test]
fn a_loan_at_lpr_plus_a_margin_bears_each_rate_from_its_repricing_day() {
    let (payout, end) = (date("2024-07-10"), date("2026-07-10"));
    let table = lpr::table().expect("the table reads");
    let known = Known { rates: &table.rates(lpr::Tenor::OneYear), until: table.until() };
    let floating = Floating { margin: Decimal::new(12, 3), repricing: Repricing::AnniversaryOfPayout };
    let resolved = floating.resolve(known, payout, end).expect("rates");
    assert_eq!(resolved.known_until, None);
    let (first, later) = resolved.terms().expect("a first rate");
    let shape = Shape { rates: later.to_vec(), ..Shape::default() };
    let plain = InstalmentTerms::monthly(yuan(1_000_000), first, 24, payout);
    let accrual = Accrual::DayCount(DayCount::Act365Fixed);
    let rows =
        schedule(&InstalmentTerms { method: Method::InterestFirst, accrual, shape, ..plain }).expect("a schedule");
    // source: by hand. LPR 3.45 of 20 June 2024 and 3.00 of 20 June 2025, plus 1.2 %: ¥10,000 at 4.65 % for the 30 days
    // to 10 July 2025 is 38.219, at 4.20 % for the 31 days after it 35.671.
    assert_eq!((rows[11].due, rows[11].interest), (date("2025-07-10"), yuan(3_822)));
    assert_eq!((rows[12].due, rows[12].interest), (date("2025-08-10"), yuan(3_567)));
}

#[test]
fn due_dates_follow_the_days_off_in_china_as_far_as_they_are_known() {
    let rate = Rate::percent_per_year(Decimal::from(12)).expect("a rate");
    let business_days =
        Some(BusinessDays { rule: BusinessDayRule::Following, calendar: Calendar::China, ..BusinessDays::default() });
    let plain = InstalmentTerms::monthly(yuan(1_000_000), rate, 14, date("2025-12-03"));
    let terms = InstalmentTerms { shape: Shape { business_days, ..Shape::default() }, ..plain };
    let due: Vec<NaiveDate> = schedule(&terms).expect("a schedule").iter().map(|row| row.due).collect();
    // source: notice for 2026: off 1-3 January, 4 January (a Sunday) worked; off 1-5 May; off 1-7 October.
    assert_eq!(
        (due[0], due[1]),
        (date("2026-01-04"), date("2026-02-03")),
        "the next due date counts from the agreed one"
    );
    assert_eq!((due[4], due[9]), (date("2026-05-06"), date("2026-10-08")));
    // No notice for 2027 is known: 3 January is a Sunday, but it may be worked.
    assert_eq!(due[12], date("2027-01-03"));
}

#[test]
fn a_document_may_name_the_calendar_of_china() {
    let text = r#"{"rule":"modified_following","calendar":"china","interest":"adjusted"}"#;
    let days: BusinessDays = serde_json::from_str(text).expect("reads");
    assert_eq!((days.rule, days.calendar), (BusinessDayRule::ModifiedFollowing, Calendar::China));
    assert_eq!(serde_json::to_string(&days).expect("writes"), text);
}
