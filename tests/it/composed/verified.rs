//! Whoever receives a request recomputes it: everything agrees, and any figure that is changed is found.

use duewise::case::RequestError;
use duewise::case::request::{Counter, Part, Request, RequestKind, verify};
use duewise::engine::relief::arrange;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::samples::{self, all, day, relief, yuan};

#[test]
fn every_kind_of_request_comes_back_and_agrees_with_itself() {
    for (name, request) in all() {
        let text = request.to_json().expect("it fits");
        let read = Request::parse(&text).expect(name);
        assert_eq!(read, request, "{name}");
        assert_eq!(read.to_json(), Ok(text), "{name}: the same bytes");
        let found = verify(&read);
        assert_eq!(found.differ, vec![], "{name}");
        assert!(found.agree > 20, "{name}: {}", found.agree);
        assert_eq!(found.unknown.len(), usize::from(name == "dispute by hand"), "{name}: {:?}", found.unknown);
    }
}

#[test]
fn the_smallest_request_says_what_was_shown_and_the_search_says_the_same() {
    let request = relief();
    let offer = request.offer.as_ref().expect("an offer");
    let claim = offer.smallest.as_ref().expect("a claim");
    let waived = offer.proposal.waive.map_or(0, |waive| waive.total().expect("fits").minor());
    assert_eq!(
        claim.least,
        (u64::try_from(waived).expect("not negative"), offer.proposal.more, offer.proposal.grace_days)
    );
    let parts = [(Part::Waiver, claim.least.0 > 0), (Part::More, claim.least.1 > 0), (Part::Grace, claim.least.2 > 0)];
    let expected: Vec<Part> = parts.into_iter().filter(|(_, used)| *used).map(|(part, _)| part).collect();
    assert_eq!(claim.shown, expected, "each part that is used was shown to be needed");
    assert!(!claim.shown.is_empty());
    let places = verify(&request).agreeing;
    for place in ["offer.smallest.least[0]", "offer.smallest.least[1]", "offer.smallest.least[2]"] {
        assert!(places.iter().any(|figure| figure.place == place), "{place}");
    }
}

#[test]
fn a_larger_offer_may_not_be_called_the_smallest() {
    let mut request = relief();
    let offer = request.offer.as_mut().expect("an offer");
    offer.proposal.more += 1;
    offer.arrangement = arrange(request.position.as_ref().expect("a position"), &offer.proposal).expect("a plan");
    let claim = offer.smallest.as_mut().expect("a claim");
    claim.least.1 += 1;
    let found = verify(&request.sealed().expect("sealed"));
    assert!(found.differ.iter().all(|figure| figure.place.starts_with("offer.smallest")), "{:?}", found.differ);
    assert!(found.differ.iter().any(|figure| figure.place == "offer.smallest.least[1]"));
}

/// The places of figures that are recomputed.
const RECOMPUTED: [&str; 6] =
    ["figures", "position", "expected_payoff", "statement.affordable", "offer.arrangement", "offer.smallest"];

/// Changes every figure below a value, one after the other, and gives the place and the changed document.
fn changed(whole: &Value, pointer: &str, place: &str, found: &mut Vec<(String, Value)>) {
    let Some(value) = whole.pointer(pointer) else { return };
    let mut with = |other: Value| {
        let mut copy = whole.clone();
        *copy.pointer_mut(pointer).expect("it is there") = other;
        found.push((place.to_owned(), copy));
    };
    match value {
        Value::Number(number) => with(json!(number.as_i64().expect("whole") + 1)),
        Value::String(text) if text.parse::<chrono::NaiveDate>().is_ok() => {
            with(json!(day(text).succ_opt().expect("in range")));
        }
        // One digit more would be rounded away where there are 28 already.
        Value::String(text) if text.parse::<Decimal>().is_ok() => {
            let more = text.parse::<Decimal>().unwrap_or_default() + Decimal::ONE;
            with(json!(more.to_string()));
        }
        Value::String(_) | Value::Bool(_) | Value::Null => {}
        Value::Array(all) => {
            for at in 0..all.len() {
                changed(whole, &format!("{pointer}/{at}"), &format!("{place}[{at}]"), found);
            }
        }
        Value::Object(members) => {
            // An amount is one figure; its currency is not another.
            let money = members.contains_key("minor");
            for name in members.keys().filter(|name| !money || *name == "minor") {
                let below = if money { place.to_owned() } else { format!("{place}.{name}") };
                changed(whole, &format!("{pointer}/{name}"), &below, found);
            }
        }
    }
}

#[test]
fn a_figure_that_is_changed_anywhere_is_found_at_its_place_though_the_hash_is_right() {
    let mut looked_at = 0;
    for (name, request) in all().into_iter().filter(|(name, _)| *name != "dispute by hand") {
        let whole = serde_json::to_value(&request).expect("it is JSON");
        let mut changes = Vec::new();
        for place in RECOMPUTED {
            changed(&whole, &format!("/{}", place.replace('.', "/")), place, &mut changes);
        }
        for part in ["charged", "allowed", "excess", "working"] {
            for at in 0..request.disputed.len() {
                changed(&whole, &format!("/disputed/{at}/{part}"), &format!("disputed[{at}].{part}"), &mut changes);
            }
        }
        assert!(changes.len() > 20, "{name}: {}", changes.len());
        // The search is slow in a test build: of the places of one kind, every eleventh.
        let search = request.offer.as_ref().is_some_and(|offer| offer.smallest.is_some());
        for (place, change) in changes.into_iter().step_by(if search { 11 } else { 1 }) {
            // What the search starts from is an input, bounded where it is read.
            let input = place.starts_with("offer.smallest.levers");
            let Ok(read) = Request::parse(&change.to_string()) else { continue };
            let found = verify(&read.sealed().expect("sealed"));
            let there = found.differ.iter().find(|figure| figure.place == place);
            assert!(there.is_some() || input, "{name}: {place} was changed and not found: {:?}", found.differ);
            if let Some(there) = there {
                assert!(there.stated != there.computed && there.why.is_some(), "{name}: {there:?}");
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 500, "{looked_at}");
}

#[test]
fn a_slip_of_the_pen_in_what_is_not_recomputed_is_seen_by_the_hash() {
    for from in ["王小明", "某消费金融", "换了工作"] {
        let text = relief().to_json().expect("it fits").replace(from, "别的");
        let found = verify(&Request::parse(&text).expect("it is read"));
        assert_eq!(
            found.differ.iter().map(|figure| figure.place.as_str()).collect::<Vec<_>>(),
            ["result_hash"],
            "{from}"
        );
    }
}

#[test]
fn a_difference_says_why_it_may_be() {
    let why = |change: &dyn Fn(&mut Request)| {
        let mut request = relief();
        change(&mut request);
        let found = verify(&request.sealed().expect("sealed"));
        found.differ.first().and_then(|figure| figure.why.clone()).unwrap_or_default()
    };
    let paid = |request: &mut Request| {
        let offer = request.offer.as_mut().expect("an offer");
        offer.arrangement.paid = offer.arrangement.paid.plus(yuan(1)).expect("fits");
    };
    assert!(why(&paid).contains("do not add up"));
    let due = |request: &mut Request| request.figures.paid.interest = yuan(1);
    assert_eq!(why(&due), "the figure is another");
    let older = |request: &mut Request| {
        due(request);
        request.engine = "0.0.1".to_owned();
    };
    assert!(why(&older).contains("version 0.0.1"));
    let (_, mut dispute) = all().into_iter().find(|(name, _)| *name == "dispute").expect("a dispute");
    dispute.rules = "2020-01-01".to_owned();
    dispute.disputed[0].charged = dispute.disputed[0].charged.plus(yuan(1)).expect("fits");
    let found = verify(&dispute.sealed().expect("sealed"));
    assert!(
        found.differ[0].why.as_deref().is_some_and(|why| why.contains("rules of 2020-01-01")),
        "{:?}",
        found.differ
    );
}

#[test]
fn a_dispute_names_the_excess_that_a_hand_computation_gives() {
    // Four times LPR of 10 January 2025 (3.10 %) is 12.4 %; 36 % was agreed.
    let (_, dispute) = all().into_iter().find(|(name, _)| *name == "dispute").expect("a dispute");
    let charge = dispute.disputed.iter().find(|charge| charge.rule == "cn.private.cap.2021").expect("the cap");
    let (charged, allowed) = (charge.charged, charge.allowed.expect("a limit"));
    assert_eq!(charge.excess, Some(charged.minus(allowed).expect("fits")));
    // Charged for the term of 365 days: 20,000 · 0.36 = 7,200. Allowed: to the day of the request, 526 days,
    // 20,000 · 0.124 · 526 ⁄ 365 = 3,573.917 8… or of the term alone 2,480.00; never more than what was charged.
    assert!(charged.minor() >= 720_000, "{charged:?}");
    assert!([248_000, 357_392].contains(&allowed.minor()), "{allowed:?}");
}

#[test]
fn a_counter_offer_holds_levers_and_its_schedule_is_computed_here() {
    let request = relief();
    let counter = json!({ "proposal": { "more": 3, "grace_days": 0 }, "note": " 可以\u{202e}加三期。 ",
        "break_terms": { "ends_after": 2 } });
    let read = Counter::read(&counter, &request).expect("it is read");
    assert_eq!(read.note, "可以加三期。");
    let plan = read.arrangement(&request).expect("a plan");
    assert_eq!(plan.rows.len(), usize::from(request.position.as_ref().expect("a position").remaining) + 3);
    let refused = |counter: Value| Counter::read(&counter, &request).expect_err("it is refused");
    assert!(matches!(refused(json!({})), RequestError::Malformed { .. }));
    assert!(matches!(refused(json!({ "proposal": {}, "arrangement": {} })), RequestError::Malformed { .. }));
    assert!(matches!(refused(json!({ "proposal": { "count": 601 } })), RequestError::Count { .. }));
    let dollars = json!({ "minor": 1, "currency": "USD" });
    let lump = json!({ "proposal": { "lump_sum": { "amount": dollars, "on": "2026-07-01" } } });
    assert!(matches!(refused(lump), RequestError::Currency { .. }));
    let (_, breakdown) = all().into_iter().find(|(name, _)| *name == "breakdown").expect("a breakdown");
    assert_eq!(Counter::read(&counter, &breakdown), Err(RequestError::Missing { place: "position" }));
    assert_eq!(breakdown.kind, RequestKind::Breakdown);
}

#[test]
fn other_debts_stand_in_the_months_in_which_they_fall_due() {
    use duewise::case::request::OtherDebt;
    let loan = OtherDebt::as_it_is(&samples::loan(), day(samples::AS_OF), 4).expect("figures").expect("it is open");
    // On 20 June: three instalments of 1,100.16 in arrears with what lateness cost; then one each on 10 July to 10 September.
    let months: Vec<i64> = loan.months.iter().map(|month| month.minor()).collect();
    assert!(months[0] > 3 * 110_016 && months[0] < 3 * 110_016 + 10_000, "{months:?}");
    assert_eq!(months[1..], [110_016, 110_016, 110_016]);
}
