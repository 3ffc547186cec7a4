//! Whatever bytes arrive: a request or a polite error, in bounded time, and `verify` never panics.

use std::time::{Duration, Instant};

use duewise::case::request::{Request, RequestError, verify};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::samples::{all, relief};

fn refused(change: impl Fn(&mut Value)) -> RequestError {
    let mut whole = serde_json::to_value(relief()).expect("it is JSON");
    change(&mut whole);
    Request::parse(&whole.to_string()).expect_err("it is refused")
}

#[test]
fn what_is_no_request_of_this_version_is_refused_politely() {
    assert!(matches!(Request::parse(""), Err(RequestError::Malformed { .. })));
    assert_eq!(Request::parse("{}"), Err(RequestError::NotOurs));
    assert_eq!(Request::parse(r#"{"version":2,"kind":"something new"}"#), Err(RequestError::Newer(2)));
    assert!(matches!(Request::parse(r#"{"version":1}"#), Err(RequestError::Malformed { .. })));
    assert!(matches!(Request::parse(&" ".repeat(300_000)), Err(RequestError::TooLong { .. })));
    assert!(matches!(refused(|whole| whole["more"] = json!(1)), RequestError::Malformed { .. }));
    assert!(matches!(refused(|whole| whole["figures"]["more"] = json!(1)), RequestError::Malformed { .. }));
    for error in [refused(|whole| whole["version"] = json!(9)), refused(|whole| whole["lang"] = json!("<script>"))] {
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn every_part_is_bounded_and_the_error_names_it() {
    let count = |place, least, greatest| RequestError::Count { place, least, greatest };
    assert_eq!(refused(|whole| whole["statement"]["months"] = json!(0)), count("statement.months", 1, 120));
    assert_eq!(refused(|whole| whole["statement"]["months"] = json!(121)), count("statement.months", 1, 120));
    let months = serde_json::to_value(relief()).expect("JSON")["statement"]["months"].as_u64().expect("a count");
    let wrong = refused(|whole| _ = whole["statement"]["debts"][0]["months"].as_array_mut().expect("a list").pop());
    assert_eq!(wrong, count("statement.debts.months", months as usize, months as usize));
    let levers = refused(|whole| whole["offer"]["smallest"]["levers"]["more"] = json!(61));
    assert_eq!(levers, count("smallest.levers.more", 0, 60));
    let grace = refused(|whole| whole["offer"]["smallest"]["levers"]["grace_days"] = json!(91));
    assert_eq!(grace, count("smallest.levers.grace_days", 0, 90));
    let dollars = refused(|whole| whole["statement"]["cash"]["currency"] = json!("USD"));
    assert_eq!(dollars, RequestError::Currency { place: "statement.cash".to_owned() });
    let cash = refused(|whole| whole["statement"]["cash"]["minor"] = json!(-1));
    assert_eq!(cash, RequestError::Negative { place: "statement.cash" });
    assert_eq!(refused(|whole| whole["as_of"] = json!("2525-01-01")), RequestError::Date { place: "as_of" });
    assert_eq!(refused(|whole| whole["result_hash"] = json!("0")), RequestError::Text { place: "result_hash" });
    assert_eq!(refused(|whole| whole["offer"] = Value::Null), RequestError::Missing { place: "offer" });
    let twice = refused(|whole| whole["kind"] = json!("payoff_quote"));
    assert_eq!(twice, RequestError::Missing { place: "payoff_on" });
    assert_eq!(refused(|whole| whole["payoff_on"] = json!("2026-07-01")), RequestError::Unfit { place: "payoff_on" });
    assert!(matches!(
        refused(|whole| whole["inputs"]["contract"]["instalment"]["count"] = json!(0)),
        RequestError::Debt(_)
    ));
    let hash = refused(|whole| whole["statement"]["evidence"][0]["sha256"] = json!("zz"));
    assert_eq!(hash, RequestError::Text { place: "statement.evidence" });
}

#[test]
fn names_and_notes_are_cleaned_when_they_are_read() {
    let mut whole = serde_json::to_value(relief()).expect("it is JSON");
    whole["borrower"]["name"] = json!("王\u{202e}小\u{0}明 \r\n");
    whole["statement"]["note"] = json!("x".repeat(3_000));
    let read = Request::parse(&whole.to_string()).expect("it is read");
    assert_eq!(read.borrower.name, "王小明");
    assert_eq!(read.statement.map(|statement| statement.note.len()), Some(2_000));
}

/// The widest search and the longest schedules that a document may ask for.
#[test]
fn a_request_made_to_be_slow_is_recomputed_in_time() {
    let mut whole = serde_json::to_value(relief()).expect("it is JSON");
    whole["inputs"]["contract"]["instalment"]["count"] = json!(360);
    whole["offer"]["smallest"]["levers"]["more"] = json!(60);
    whole["offer"]["smallest"]["levers"]["grace_days"] = json!(90);
    let request = Request::parse(&whole.to_string()).expect("it is read");
    let begun = Instant::now();
    let found = verify(&request);
    assert!(!found.all_agree());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    /// P22: a real request with bytes changed is read or refused, and what is read is recomputed, without a panic.
    #[test]
    fn p22_a_changed_request_is_read_without_a_panic(
        which in 1_usize..10,
        changes in proptest::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(b"0123456789-{}[]\",:.ae ".to_vec())),
            1..4,
        ),
    ) {
        thread_local! {
            static TEXTS: Vec<String> =
                all().into_iter().map(|(_, request)| request.to_json().expect("it fits")).collect();
        }
        let mut bytes = TEXTS.with(|texts| texts[which].clone().into_bytes());
        for (at, byte) in changes {
            let place = at.index(bytes.len());
            bytes[place] = byte;
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(request) = Request::parse(&text) {
            let found = verify(&request);
            prop_assert!(found.agree + found.differ.len() > 0);
        }
    }

    /// P22: any bytes.
    #[test]
    fn p22_any_bytes_are_no_request(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Request::parse(&String::from_utf8_lossy(&bytes)).is_err());
    }
}
