//! The published schema of a request, and of a file with records, says what the program writes.

use duewise::case::contact::{Contact, Evidence, Reached, Said, Way, Who};
use duewise::case::household::Possession;
use duewise::case::record::{HOUSEHOLD_ID, Held, Record, RecordFault, RequestRecord, Sketch, added};
use duewise::case::request::{Counter, RequestKind};
use duewise::case::{Case, DocumentError, Household, RequestKey, RequestStatus};
use duewise::engine::relief::{BreakTerms, Proposal};
use duewise::exchange::duewise_json;
use serde_json::{Value, json};

use super::samples::{all, day, household, loan, relief, yuan};
use crate::schema::misfit;

fn request_schema() -> Value {
    serde_json::from_str(include_str!("../../../public/schema/request.schema.json")).expect("the schema is JSON")
}

fn case_schema() -> Value {
    serde_json::from_str(include_str!("../../../public/schema/case.schema.json")).expect("the schema is JSON")
}

#[test]
fn every_kind_of_request_fits_its_schema_and_another_shape_does_not() {
    let schema = request_schema();
    for (name, request) in all() {
        let written = serde_json::to_value(&request).expect("it is JSON");
        assert_eq!(misfit(&schema, &schema, &written, "request"), None, "{name}");
    }
    let mut wrong = serde_json::to_value(relief()).expect("it is JSON");
    wrong["offer"]["arrangement"]["rows"][0]["more"] = json!(1);
    assert!(misfit(&schema, &schema, &wrong, "request").is_some());
    wrong = serde_json::to_value(relief()).expect("it is JSON");
    wrong["statement"]["months"] = json!(121);
    assert!(misfit(&schema, &schema, &wrong, "request").is_some());
}

#[test]
fn a_counter_offer_fits_the_schema() {
    let counter = Counter {
        proposal: Proposal { more: 3, ..Proposal::default() },
        note: "可以加三期。".to_owned(),
        break_terms: Some(BreakTerms { ends_after: Some(2) }),
    };
    let schema = request_schema();
    let written = serde_json::to_value(&counter).expect("it is JSON");
    assert_eq!(misfit(&schema, &schema["$defs"]["counter"], &written, "counter"), None);
}

/// One record of every kind, with everything that it can hold.
fn records() -> Vec<Record> {
    let possession = |name: &str, secures: Option<&str>| Possession {
        name: name.to_owned(),
        value: yuan(3_000_000),
        protected: secures.is_none(),
        secures: secures.map(str::to_owned),
    };
    let household = Household {
        possessions: vec![possession("电动车", None), possession("货车", Some("loan"))],
        order: vec!["loan".to_owned()],
        ..household()
    };
    let request = RequestRecord {
        debt: "loan".to_owned(),
        kind: RequestKind::Relief,
        made_on: day("2026-06-20"),
        document: relief().to_json().expect("it fits"),
        lender: Some("example".to_owned()),
        key: Some(RequestKey::of_random([7; 16])),
        exported_on: Some(day("2026-06-20")),
        status: Some(RequestStatus::Countered { counter: json!({ "proposal": { "more": 3 } }) }),
        status_on: Some(day("2026-06-25")),
        adopted_on: Some(day("2026-06-26")),
    };
    let contact = Contact {
        id: "c1".to_owned(),
        at: "2026-03-02T22:05:00".parse().expect("a moment"),
        way: Way::Call,
        who: Who::Agency,
        name: "0571-0000".to_owned(),
        reached: Reached::Family,
        said: vec![Said::Threat, Said::ToldOthers],
        note: "让我今天借钱还。".to_owned(),
        debt: Some("loan".to_owned()),
        agreed: false,
        files: vec![Evidence { name: "录音.m4a".to_owned(), sha256: Some("0f".repeat(32)) }],
    };
    let sketch = Sketch { debt: "loan".to_owned(), proposal: Proposal { grace_days: 30, ..Proposal::default() } };
    let record = |id: &str, held| Record { id: id.to_owned(), rev: 1, held };
    vec![
        record(HOUSEHOLD_ID, Held::Household(Box::new(household))),
        record("r1", Held::Request(Box::new(request))),
        record("c1", Held::Contact(Box::new(contact))),
        record("s1", Held::Sketch(Box::new(sketch))),
    ]
}

#[test]
fn a_file_with_records_fits_its_schema_and_comes_back_with_the_same_bytes() {
    let case = Case::with_records(vec![loan()], records());
    let schema = case_schema();
    let written = serde_json::to_value(&case).expect("it is JSON");
    assert_eq!(misfit(&schema, &schema, &written, "case"), None);
    let text = duewise_json::export(&case).expect("exports");
    let back = duewise_json::import(&text).expect("imports");
    assert_eq!(back, case);
    assert_eq!(duewise_json::export(&back).ok(), Some(text));
    assert_eq!(Case::new(vec![loan()]).records, vec![]);
}

#[test]
fn a_record_that_cannot_be_used_refuses_the_file_with_its_place() {
    let fault = |at: usize, change: &dyn Fn(&mut Record)| {
        let mut records = records();
        change(&mut records[at]);
        let case = Case::with_records(vec![], records);
        match Case::parse(&case.to_json().expect("it is written")) {
            Err(DocumentError::Record { record, fault }) => Some((record, fault)),
            _ => None,
        }
    };
    assert_eq!(fault(3, &|record| record.id = "r1".to_owned()), Some((3, RecordFault::IdTwice)));
    assert_eq!(fault(3, &|record| record.id = "../x".to_owned()), Some((3, RecordFault::Id)));
    assert_eq!(fault(0, &|record| record.id = "home".to_owned()), Some((0, RecordFault::Id)));
    assert_eq!(fault(2, &|record| record.id = "c2".to_owned()), Some((2, RecordFault::Id)), "its own id differs");
    let far = |record: &mut Record| {
        if let Held::Request(request) = &mut record.held {
            request.made_on = day("2525-01-01");
        }
    };
    assert_eq!(fault(1, &far), Some((1, RecordFault::Date)));
    let long = |record: &mut Record| {
        if let Held::Request(request) = &mut record.held {
            request.document = "x".repeat(300_000);
        }
    };
    assert_eq!(fault(1, &long), Some((1, RecordFault::TooLong)));
    let below = |record: &mut Record| {
        if let Held::Household(household) = &mut record.held {
            household.cash = yuan(-1);
        }
    };
    assert!(matches!(fault(0, &below), Some((0, RecordFault::Household(_)))));
    let levers = |record: &mut Record| {
        if let Held::Sketch(sketch) = &mut record.held {
            sketch.proposal.count = Some(0);
        }
    };
    assert!(matches!(fault(3, &levers), Some((3, RecordFault::Proposal(_)))));
}

#[test]
fn what_is_there_stays_when_a_file_comes_in() {
    let there = vec![Record { rev: 9, ..records()[0].clone() }];
    let incoming = records();
    let new: Vec<String> = added(&there, incoming).into_iter().map(|record| record.id).collect();
    assert_eq!(new, ["r1", "c1", "s1"]);
}
