//! Due dates in a calendar: exactly one entry per open due day, nothing injected, lines that every reader takes.

use chrono::NaiveDate;
use duewise::case::{Debt, Incoming};
use duewise::exchange::{ics, import};
use duewise::present::Lang;

const LATE: &str = include_str!("../data/fineract/late-with-penalty.json");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn debt() -> Debt {
    match import(LATE.as_bytes(), day("2026-11-23")).map(|report| report.incoming) {
        Ok(Incoming::Loan(loan)) => loan.debt,
        other => panic!("{other:?}"),
    }
}

fn count(text: &str, line: &str) -> usize {
    text.split("\r\n").filter(|each| *each == line).count()
}

#[test]
fn every_open_due_day_has_one_entry_and_two_alarms() {
    // Rows 9 to 12 are still to come on 23 November 2026.
    let text = ics::calendar(&[debt()], day("2026-11-23"), Lang::Zh).expect("writes");
    assert_eq!(count(&text, "BEGIN:VEVENT"), 4);
    assert_eq!(count(&text, "END:VEVENT"), 4);
    assert_eq!(count(&text, "BEGIN:VALARM"), 8);
    assert_eq!(count(&text, "DTSTART;VALUE=DATE:20261215"), 1);
    assert_eq!(count(&text, "DTEND;VALUE=DATE:20261216"), 1);
    assert_eq!(count(&text, "TRIGGER:-P2DT15H"), 4, "{text}");
    assert_eq!(count(&text, "TRIGGER:-PT15H"), 4);
    assert!(text.contains("¥888.49"));
}

#[test]
fn lines_have_at_most_75_octets_and_end_in_crlf() {
    for lang in Lang::ALL {
        let long = Debt { creditor: "很长的名字".repeat(20), ..debt() };
        let text = ics::calendar(&[long, debt()], day("2026-11-23"), lang).expect("writes");
        assert!(text.ends_with("\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\n', '\r']));
        }
    }
}

#[test]
fn a_name_cannot_add_a_property() {
    let hostile = "x\r\nATTACH:http://evil.example\r\nEND:VEVENT;,\\\u{202e}";
    let debt = Debt { creditor: duewise::case::text::name(hostile), ..debt() };
    let raw = Debt { creditor: hostile.to_owned(), ..debt.clone() };
    for debt in [debt, raw] {
        let text = ics::calendar(&[debt], day("2026-11-23"), Lang::En).expect("writes");
        assert!(!text.split("\r\n").any(|line| line.starts_with("ATTACH")), "{text}");
        assert_eq!(count(&text, "END:VEVENT"), 4);
    }
}

#[test]
fn the_same_debt_written_twice_gives_the_same_entries() {
    let once = ics::calendar(&[debt()], day("2026-11-23"), Lang::Zh).expect("writes");
    assert_eq!(ics::calendar(&[debt()], day("2026-11-23"), Lang::Zh).ok(), Some(once.clone()));
    let later = ics::calendar(&[debt()], day("2026-11-24"), Lang::En).expect("writes");
    let uids =
        |text: &str| text.split("\r\n").filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(uids(&once), uids(&later));
}
