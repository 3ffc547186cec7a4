//! The widget against the portal: the same figures, the same legal line, the same reading of what is typed.

use chrono::NaiveDate;

use super::{Form, Knob, show};
use crate::case::CheckAsk;
use crate::law::ceiling::{self, Ceiling, Limit};
use crate::present::input::Field;
use crate::present::simulate::{SimDraft, SimulateView, read};
use crate::present::{Lang, check, format};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a date")
}

/// Texts in the widget, and the same in the portal's simulator.
fn both(texts: &[(Knob, &str)]) -> (Form, SimDraft) {
    let (mut form, mut draft) = (Form::example(today()), SimDraft::example(today(), Lang::Zh));
    for (knob, text) in texts {
        form.type_into(*knob, text);
        draft.set(knob.field().expect("a field of the simulator"), text);
    }
    (form, draft)
}

#[test]
fn the_widget_says_what_the_portals_simulator_says() {
    let mut seen = 0;
    for (policy, rule) in [
        ("daily", (Knob::Rate, "0.05%")),
        ("daily", (Knob::Rate, "0.1%")),
        ("uplift", (Knob::Rate, "18%")),
        ("uplift", (Knob::Rate, "7.2%")),
        ("card", (Knob::Rate, "0.05%")),
        ("flat", (Knob::Fee, "50")),
        ("per_period", (Knob::Fee, "12.5")),
    ] {
        for principal in ["0.01", "33.33", "5,000", "73,911.37", "1,234,567.89"] {
            for days in ["0", "1", "7", "30", "31", "365", "3650"] {
                for grace in ["", "3", "40"] {
                    let texts = [
                        (Knob::Policy, policy),
                        rule,
                        (Knob::Principal, principal),
                        (Knob::Due, "2026-01-31"),
                        (Knob::Days, days),
                        (Knob::Grace, grace),
                    ];
                    let (form, draft) = both(&texts);
                    let ours = show(&form, Lang::Zh).expect("can be shown");
                    let scenario = read(&draft, today()).expect("can be read");
                    let theirs = SimulateView::of(&scenario).expect("can be computed").finding;
                    assert_eq!(ours.extra, format::money(theirs.extra.money, Lang::Zh), "{texts:?}");
                    assert_eq!(ours.total, format::money(theirs.total.money, Lang::Zh), "{texts:?}");
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, 7 * 5 * 7 * 3);
}

/// The line of the full check over a year, for a loan of the simulator.
fn full(place: &str, lender: &str, signed: &str) -> Option<Vec<(i64, i64)>> {
    let (_, draft) = both(&[(Knob::Principal, "73,911.37"), (Knob::Due, "2026-03-01"), (Knob::Days, "30")]);
    let scenario = read(&draft, today()).expect("can be read");
    let given =
        [("jurisdiction", place), ("lender", lender), ("product", "loan"), ("signed", signed), ("filed", "not_yet")];
    let answers = given.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let view = check::view(&CheckAsk {
        debt: None,
        answers,
        again: None,
        enough: true,
        lateness: Some((scenario, 365)),
        as_of: today(),
        lang: "en".to_owned(),
    })?;
    let line = view.cap?.line;
    Some(line.into_iter().map(|(day, money)| (day, money.minor())).collect())
}

#[test]
fn the_legal_line_is_the_line_of_the_full_check() {
    let amount = super::reading::amount("73,911.37", crate::engine::Currency::CNY).expect("an amount");
    let due = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a date");
    for lender in ["bank", "consumer_finance", "small_loan", "trust"] {
        let Limit::Row(row) = ceiling::strictest("CN", lender, "loan", due) else {
            panic!("{lender}: no row");
        };
        let line = full("CN", lender, "2025-06-01").expect("the full check has a line");
        assert!(line.len() > 30);
        for (day, minor) in line {
            assert_eq!(row.allows(amount, day).expect("fits").minor(), minor, "{lender} day {day}");
        }
    }
}

#[test]
fn what_is_not_in_the_table_is_not_guessed() {
    let due = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a date");
    assert_eq!(ceiling::strictest("CN", "", "", due), Limit::WhichLender);
    assert_eq!(ceiling::strictest("CN", "private", "loan", due), Limit::NotHere);
    assert_eq!(ceiling::strictest("ZZ", "bank", "loan", due), Limit::NotHere);
    let early = NaiveDate::from_ymd_opt(2010, 1, 1).expect("a date");
    assert_eq!(ceiling::strictest("CN", "bank", "loan", early), Limit::NotHere);
    assert!(Ceiling::all().len() >= 6, "{}", Ceiling::all().len());
}

#[test]
fn the_host_fills_in_until_the_reader_types() {
    let mut form = Form::example(today());
    assert!(form.set(Knob::Principal, "9,000", today()).is_ok());
    assert!(form.is_hosts(Knob::Principal) && form.get(Knob::Principal) == "9,000");
    form.type_into(Knob::Principal, "73,911.37");
    assert!(form.set(Knob::Principal, "1", today()).is_ok());
    assert_eq!(form.get(Knob::Principal), "73,911.37");
    let mut again = Form::example(today());
    again.retype(&form.typed());
    assert_eq!(again.get(Knob::Principal), "73,911.37");
    let mut back = Form::example(today());
    assert!(back.set(Knob::Days, "90", today()).is_ok() && back.set(Knob::Days, "", today()).is_ok());
    assert_eq!((back.get(Knob::Days), back.is_hosts(Knob::Days)), ("30", false));
    form.reset(today());
    assert_eq!(form.get(Knob::Principal), "5,000");
}

#[test]
fn a_setting_that_its_place_cannot_take_is_refused_and_changes_nothing() {
    let long = "9".repeat(65);
    for (knob, text) in [
        (Knob::Principal, "1e308"),
        (Knob::Principal, "-5"),
        (Knob::Principal, "<img src=x onerror=alert(1)>"),
        (Knob::Principal, long.as_str()),
        (Knob::Due, "262142-12-31"),
        (Knob::Days, "1000000000"),
        (Knob::Days, "3651"),
        (Knob::Policy, "javascript:alert(1)"),
        (Knob::Currency, "yuan"),
        (Knob::Jurisdiction, "China"),
        (Knob::Lender, "Bank!"),
        (Knob::Lang, "fr"),
        (Knob::Mode, "submit"),
        (Knob::Theme, "neon"),
        (Knob::Rate, "url(https://evil.example)"),
        (Knob::Grace, "-1"),
    ] {
        let mut form = Form::example(today());
        let before = form.clone();
        assert!(form.set(knob, text, today()).is_err(), "{knob:?} took {text}");
        assert_eq!(form, before);
    }
}

#[test]
fn every_field_that_cannot_be_used_is_named() {
    let (mut form, _) = both(&[(Knob::Principal, "abc"), (Knob::Due, "31.2."), (Knob::Days, "-1")]);
    form.type_into(Knob::Rate, "many");
    let wrong = show(&form, Lang::En).expect_err("cannot be shown");
    assert_eq!(wrong, [Knob::Principal, Knob::Due, Knob::Rate, Knob::Days]);
    assert!(Lang::ALL.into_iter().all(|lang| wrong.iter().all(|knob| !super::message(*knob, &form, lang).is_empty())));
}

#[test]
fn what_the_portal_is_told_are_its_own_fields() {
    let (form, _) = both(&[(Knob::Principal, "73,911.37"), (Knob::Rate, "0.05%")]);
    let told = show(&form, Lang::Zh).expect("can be shown").hand_over;
    assert_eq!(told, "principal=73,911.37&due=2026-11-26&policy=daily&rate=0.05%25&days=30&grace_days=");
    assert_eq!(Field::Principal.name(), "principal");
    let mut dollars = form;
    assert!(dollars.set(Knob::Currency, "USD", today()).is_ok());
    let shown = show(&dollars, Lang::En).expect("can be shown");
    assert!(shown.hand_over.is_empty() && shown.total.starts_with('$'), "dollars do not arrive as yuan");
}

#[test]
fn names_lead_back_to_their_knobs() {
    assert!(Knob::all().all(|knob| Knob::named(knob.name()) == Some(knob)));
    assert_eq!(Knob::all().count(), 18);
}

#[test]
fn what_is_read_here_the_portal_reads_as_the_same() {
    use super::reading;
    use crate::engine::{Currency, RatePeriod};
    use crate::present::input::{self, AmountRange};
    let texts = [
        "5000",
        "5,000",
        "5,000.00",
        "0.01",
        "１２３",
        "¥5,000",
        "5000元",
        "1.5万",
        "1,5",
        "1,50",
        "12,34",
        "1,234,567.89",
        "1.",
        ".5",
        "",
        "abc",
        "-5",
        "1e5",
        "1_000",
        "0",
        "0.001",
        "99999999999999999999",
        "1,234.5,6",
        "5 000",
        "1.234.567",
        "1,234,56",
        "١٢٣",
    ];
    let mut read = 0;
    for text in texts {
        if let Some(ours) = reading::amount(text, Currency::CNY) {
            assert_eq!(input::amount(text, AmountRange::positive(Currency::CNY)), Ok(ours), "{text}");
            read += 1;
        }
    }
    assert_eq!(read, 9);
    for text in ["0.05%", "18%", "18 %", "０.０５％", "18", "abc%", "-1%", "1000000%", "%"] {
        for per in [RatePeriod::Day, RatePeriod::Year] {
            if let Some(ours) = reading::rate(text, per) {
                assert_eq!(input::rate(text, per), Ok(ours), "{text}");
            }
        }
    }
    for text in ["2026-03-15", "2026-02-30", "262142-12-31", "1969-12-31", "2026-3-15", "2026-03-15-1", "03/04/2026"] {
        if let Some(ours) = reading::date(text) {
            assert_eq!(input::date(text, today()).map(|read| read.date), Ok(ours), "{text}");
        }
    }
    assert_eq!((reading::date("2026-03-15").is_some(), reading::date("2026-02-30")), (true, None));
    assert_eq!(
        (reading::count("3,650", 3_650), reading::count("3651", 3_650), reading::count("1.0", 9)),
        (Some(3_650), None, None)
    );
}
