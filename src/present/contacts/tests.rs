//! Contacts held against the rules of their place, and the form of one.

use super::*;
use crate::case::contact::{Reached, Way, Who};
use chrono::NaiveDateTime;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, AT).unwrap_or_default()
}

fn call(id: &str, when: &str) -> Contact {
    Contact {
        id: id.to_owned(),
        at: at(when),
        way: Way::Call,
        who: Who::Agency,
        name: "某某公司".to_owned(),
        reached: Reached::Borrower,
        said: Vec::new(),
        note: String::new(),
        debt: Some("a".to_owned()),
        agreed: false,
        files: Vec::new(),
    }
}

fn ask(contacts: Vec<Contact>, place: Jurisdiction, lang: &str) -> Ask {
    Ask { contacts, debts: vec![About { debt: "a".to_owned(), place, lender: None }], lang: lang.to_owned() }
}

#[test]
fn a_fourth_call_of_a_day_and_a_call_at_night_are_found_with_their_rule() {
    // source: GB/T 45251-2025 as read second-hand (rules of contact, packs/conduct.json): at most three conversations a day
    // with the debtor, none from 22:00 to 8:00 unless agreed.
    let day = ["09:00", "11:00", "15:00", "18:00"].map(|time| call(time, &format!("2026-11-20T{time}")));
    let mut all = day.to_vec();
    all.push(call("night", "2026-11-21T23:10"));
    let told = view(&ask(all, Jurisdiction::CN, "zh-CN"));
    let calls = told.findings.iter().find(|found| found.contacts.len() == 4);
    let calls = calls.unwrap_or_else(|| panic!("four calls: {:?}", told.findings));
    assert!(calls.text.starts_with("2026年11月20日"), "{}", calls.text);
    assert!(calls.cited.cite.contains("45251"), "{}", calls.cited.cite);
    assert!(told.findings.iter().any(|found| found.contacts == ["night"] && found.text.contains("23:10")));
    assert!(told.note.contains("不是法律意见"));
    let three = view(&ask(day.get(..3).unwrap_or_default().to_vec(), Jurisdiction::CN, "zh-CN"));
    assert!(three.findings.is_empty(), "three calls by day keep the rules: {:?}", three.findings);
}

#[test]
fn a_place_without_rules_finds_nothing_and_each_place_has_its_own() {
    let night = vec![call("night", "2026-11-21T22:30")];
    assert!(view(&ask(night.clone(), Jurisdiction::EU, "en")).findings.is_empty());
    let there = view(&ask(night, Jurisdiction::US, "en"));
    // source: 12 CFR 1006.6(b)(1): after 9 pm at the consumer's place.
    assert!(there.findings.iter().any(|found| found.cited.cite.contains("1006")), "{:?}", there.findings);
}

#[test]
fn a_request_for_a_code_is_noticed() {
    let mut contact = call("a", "2026-11-20T10:00");
    contact.said.push(Said::AskedForSecrets);
    assert!(view(&ask(vec![contact], Jurisdiction::CN, "en")).secrets);
    assert!(!view(&ask(vec![call("b", "2026-11-20T10:00")], Jurisdiction::CN, "en")).secrets);
}

#[test]
fn a_form_makes_a_contact_and_a_contact_makes_the_same_form() {
    let now = at("2026-11-23T12:00");
    let mut draft = Draft::now(now);
    assert!(errors(&draft, now, Lang::En).is_empty());
    draft.said = vec!["threat".to_owned(), "secrets".to_owned()];
    draft.note = "他说\u{202e}明天来".to_owned();
    let contact = draft.contact("x").unwrap_or_else(|| panic!("a contact"));
    assert_eq!((contact.at, contact.said.len(), contact.note.as_str()), (now, 2, "他说明天来"));
    assert_eq!(Draft::of(&contact), Draft { note: "他说明天来".to_owned(), ..draft.clone() });
    for (text, field) in
        [("", Some("at")), ("昨天", Some("at")), ("2026-11-23T12:01", Some("at")), ("2026-11-23 11:59", None)]
    {
        let draft = Draft { at: text.to_owned(), ..draft.clone() };
        assert_eq!(errors(&draft, now, Lang::Zh).first().map(|(name, _)| *name), field, "{text}");
    }
}
