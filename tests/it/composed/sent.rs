//! What a request becomes for other programs: a Fineract rescheduling, a calendar of the offer, a bundle of evidence.

use duewise::case::contact::{Contact, Evidence, Reached, Way, Who};
use duewise::case::record::{Held, Record, RequestRecord};
use duewise::case::request::RequestKind;
use duewise::case::sha256_hex;
use duewise::engine::{Component, PauseOf};
use duewise::exchange::bundle::Bundle;
use duewise::exchange::duewise_json::FileError;
use duewise::exchange::fineract::reschedule::{LeftOut, NoRescheduling, reschedule};
use duewise::law::{Jurisdiction, Lender};
use serde_json::Value;

use super::samples::{all, day, relief};

fn named(name: &str) -> duewise::case::Request {
    all().into_iter().find(|(kind, _)| *kind == name).expect("it is there").1
}

/// Names and forms as in `RescheduleLoansApiConstants.java`: dates by `dateFormat`, the rate in percent a year.
#[test]
fn a_relief_request_becomes_a_rescheduling_and_what_it_cannot_say_is_named() {
    let found = reschedule(&named("many levers"), 417, 8).expect("a rescheduling");
    let body = serde_json::to_value(&found.body).expect("it is JSON");
    let expected = serde_json::json!({
        "loanId": 417, "rescheduleFromDate": "2026-07-10", "rescheduleReasonId": 8,
        "rescheduleReasonComment": format!("Duewise request {}", named("many levers").result_hash),
        "submittedOnDate": "2026-06-20", "adjustedDueDate": "2026-07-30", "extraTerms": 6, "newInterestRate": "6",
        "dateFormat": "yyyy-MM-dd", "locale": "en"
    });
    assert_eq!(body, expected);
    let left_out = vec![
        LeftOut::OverdueCharges,
        LeftOut::Arrears,
        LeftOut::Waiver(Component::Penalty),
        LeftOut::Capitalised(Component::Interest),
        LeftOut::Pause(PauseOf::Interest),
        LeftOut::Pause(PauseOf::Penalty),
        LeftOut::Pause(PauseOf::Collection),
        LeftOut::Statement,
    ];
    assert_eq!(found.left_out, left_out);
}

#[test]
fn what_is_no_rescheduling_is_refused_with_its_reason() {
    assert_eq!(reschedule(&named("breakdown"), 1, 1), Err(NoRescheduling::NoOffer));
    assert_eq!(reschedule(&named("lump sum"), 1, 1), Err(NoRescheduling::LumpSum));
    assert_eq!(reschedule(&named("card plan"), 1, 1), Err(NoRescheduling::NotInstalments));
    let mut same = named("grace");
    same.offer.as_mut().expect("an offer").proposal.grace_days = 0;
    let position = same.position.clone().expect("a position");
    let offer = same.offer.as_mut().expect("an offer");
    offer.arrangement = duewise::engine::relief::arrange(&position, &offer.proposal).expect("a plan");
    assert_eq!(reschedule(&same, 1, 1), Err(NoRescheduling::NothingToSay));
}

#[cfg(feature = "files")]
#[test]
fn the_dates_of_an_offer_stand_in_a_calendar_with_two_alarms_each() {
    use duewise::exchange::ics;
    use duewise::present::Lang;
    let request = relief();
    let rows = request.offer.as_ref().expect("an offer").arrangement.rows.len();
    for lang in Lang::ALL {
        let text = ics::proposed(&request, lang).expect("a calendar");
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), rows);
        assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 2 * rows);
        assert_eq!(ics::proposed(&request, lang), Ok(text), "the same bytes again");
        let ids: std::collections::BTreeSet<&str> = unfolded.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(ids.len(), 3 * rows, "no id is there twice");
        let first = request.offer.as_ref().expect("an offer").arrangement.rows[0].due.format("%Y%m%d").to_string();
        assert!(unfolded.contains(&format!("DTSTART;VALUE=DATE:{first}")), "{unfolded}");
    }
    let zh = ics::proposed(&request, Lang::Zh).expect("a calendar").replace("\r\n ", "");
    assert!(zh.contains("对方同意以前，原来的还款日不变"), "{zh}");
    assert!(ics::proposed(&named("breakdown"), Lang::Zh).is_err());
}

fn records() -> Vec<Record> {
    let contact = |id: &str, at: &str, debt: Option<&str>| {
        let contact = Contact {
            id: id.to_owned(),
            at: at.parse().expect("a moment"),
            way: Way::Call,
            who: Who::Agency,
            name: String::new(),
            reached: Reached::Borrower,
            said: vec![],
            note: String::new(),
            debt: debt.map(str::to_owned),
            agreed: false,
            files: vec![
                Evidence { name: "录音.m4a".to_owned(), sha256: Some("0f".repeat(32)) },
                Evidence { name: "信封".to_owned(), sha256: None },
            ],
        };
        Record { id: id.to_owned(), rev: 1, held: Held::Contact(Box::new(contact)) }
    };
    let request = RequestRecord {
        debt: "loan".to_owned(),
        kind: RequestKind::Relief,
        made_on: day("2026-06-20"),
        document: relief().to_json().expect("it fits"),
        lender: None,
        key: None,
        exported_on: None,
        status: None,
        status_on: None,
        adopted_on: None,
    };
    vec![
        contact("late", "2026-06-02T23:00:00", Some("loan")),
        contact("early", "2026-06-01T10:00:00", Some("loan")),
        contact("other", "2026-06-03T10:00:00", Some("card")),
        Record { id: "r1".to_owned(), rev: 1, held: Held::Request(Box::new(request)) },
    ]
}

#[test]
fn a_bundle_holds_contacts_findings_hashes_and_requests_and_any_change_is_noticed() {
    let held = Some((Jurisdiction::CN, Some(Lender::SmallLoan)));
    let bundle = Bundle::of(&records(), Some("loan"), day("2026-06-21"), held);
    let ids: Vec<&str> = bundle.contacts.iter().map(|contact| contact.id.as_str()).collect();
    assert_eq!(ids, ["early", "late"], "of this debt, oldest first");
    assert_eq!(bundle.findings.len(), 1, "one call at 23:00");
    assert_eq!(bundle.files.len(), 2, "each file once");
    let document = sha256_hex(&bundle.requests[0].document);
    let lines = format!("{}  录音.m4a\n{document}  request-1-2026-06-20.json\n", "0f".repeat(32));
    assert_eq!(bundle.hashes(), lines);
    let text = bundle.export().expect("exports");
    assert_eq!(Bundle::import(&text), Ok(bundle));
    assert_eq!(Bundle::import(&text.replace("\"early\"", "\"earlx\"")), Err(FileError::Hash));
    assert!(Bundle::import(&text.replace("\"evidence\":1", "\"evidence\":2")).is_err());
    assert!(Bundle::import("{}").is_err() && Bundle::import("").is_err());
}

#[test]
fn a_bundle_fits_its_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../public/schema/evidence.schema.json")).expect("the schema is JSON");
    let held = Some((Jurisdiction::CN, None));
    let text = Bundle::of(&records(), None, day("2026-06-21"), held).export().expect("exports");
    let mut written: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(crate::schema::misfit(&schema, &schema, &written, "file"), None);
    written["bundle"]["more"] = Value::Null;
    assert!(crate::schema::misfit(&schema, &schema, &written, "file").is_some());
}
