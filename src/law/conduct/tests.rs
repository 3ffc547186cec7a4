//! The borders of the rules of contact: the minute, the day, the number that is one too many.

use super::*;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap_or_default()
}

fn call(id: &'static str, when: &str) -> Occurrence<'static> {
    Occurrence {
        id,
        at: at(when),
        way: Way::Call,
        who: Who::Agency,
        reached: Reached::Borrower,
        told_others: false,
        debt: "d",
        agreed: false,
    }
}

fn found(contacts: &[Occurrence], jurisdiction: Jurisdiction, lender: Lender) -> Vec<(String, Breach)> {
    let found = findings(contacts, jurisdiction, Some(lender));
    found.into_iter().map(|finding| (finding.rule, finding.what)).collect()
}

fn broken(contacts: &[Occurrence], lender: Lender) -> Vec<String> {
    found(contacts, Jurisdiction::CN, lender).into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn the_rules_are_read_and_each_has_its_texts_and_source() {
    assert_eq!(rules().len(), 10);
    assert!(reviewed().is_some());
    let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules().len());
    for rule in rules() {
        let words = [&rule.title, &rule.says, &rule.can_do];
        assert!(words.iter().all(|words| !words.zh.is_empty() && !words.en.is_empty()), "{}", rule.id);
        assert!(!rule.cite.is_empty() && !rule.source.contains("[M]") && !rule.source.is_empty(), "{}", rule.id);
        assert_eq!(rule.confirmed, Confirmed::Secondary, "{}: none was read in its own text", rule.id);
    }
}

#[test]
fn ten_at_night_belongs_to_the_quiet_hours_and_eight_in_the_morning_does_not() {
    for (when, quiet) in [
        ("2026-03-02 21:59", false),
        ("2026-03-02 22:00", true),
        ("2026-03-02 23:59", true),
        ("2026-03-03 00:00", true),
        ("2026-03-03 07:59", true),
        ("2026-03-03 08:00", false),
    ] {
        let expected: &[&str] =
            if quiet { &["cn.conduct.association.hours", "cn.conduct.standard.hours"] } else { &[] };
        assert_eq!(broken(&[call("a", when)], Lender::Bank), expected, "{when}");
    }
}

#[test]
fn hours_that_were_agreed_are_no_finding_and_a_letter_has_no_hour() {
    let agreed = Occurrence { agreed: true, ..call("a", "2026-03-02 23:00") };
    let letter = Occurrence { way: Way::Letter, ..call("a", "2026-03-02 23:00") };
    assert!(broken(&[agreed, letter], Lender::Bank).is_empty());
    let message = Occurrence { way: Way::Message, ..call("a", "2026-03-02 23:00") };
    assert_eq!(broken(&[message], Lender::SmallLoan), ["cn.conduct.standard.hours"]);
}

#[test]
fn the_fourth_conversation_of_a_day_is_one_too_many_and_midnight_begins_another_day() {
    let three = [call("a", "2026-03-02 09:00"), call("b", "2026-03-02 10:00"), call("c", "2026-03-02 11:00")];
    assert!(broken(&three, Lender::SmallLoan).is_empty());
    let fourth = [&three[..], &[call("d", "2026-03-02 12:00")]].concat();
    let all = findings(&fourth, Jurisdiction::CN, Some(Lender::SmallLoan));
    assert_eq!(all.len(), 1);
    assert_eq!(all.first().map(|one| one.what), Some(Breach::Calls { count: 4, most: 3 }));
    assert_eq!(all.first().map(|one| one.contacts.join(",")).as_deref(), Some("a,b,c,d"));
    let next_day = Occurrence { agreed: true, ..call("d", "2026-03-03 00:00") };
    assert!(broken(&[&three[..], &[next_day]].concat(), Lender::SmallLoan).is_empty());
}

#[test]
fn attempts_count_for_the_association_and_not_for_the_standard() {
    let attempt = |id, when: &str| Occurrence { way: Way::Attempt, ..call(id, when) };
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let all: Vec<_> =
        names.iter().zip(9..).map(|(id, hour)| attempt(id, &format!("2026-03-02 {hour:02}:00"))).collect();
    assert!(broken(all.get(..6).unwrap_or_default(), Lender::Bank).is_empty());
    assert_eq!(broken(&all, Lender::Bank), ["cn.conduct.association.attempts"]);
    assert!(broken(&all, Lender::SmallLoan).is_empty(), "no member of that association");
}

#[test]
fn others_who_are_contacted_or_told_are_found_apart() {
    let aunt = Occurrence { reached: Reached::Family, ..call("a", "2025-06-02 10:00") };
    assert_eq!(broken(&[aunt], Lender::Bank), ["cn.conduct.standard.others"], "before the guideline");
    let told = Occurrence { told_others: true, ..aunt };
    assert_eq!(broken(&[told], Lender::SmallLoan), ["cn.conduct.standard.others", "cn.conduct.standard.told"]);
}

#[test]
fn a_rule_does_not_reach_back_nor_to_other_lenders_nor_to_what_the_borrower_began() {
    assert!(broken(&[call("a", "2025-02-27 23:00")], Lender::Bank).is_empty());
    assert_eq!(broken(&[call("a", "2025-02-28 23:00")], Lender::Bank), ["cn.conduct.standard.hours"]);
    assert!(broken(&[call("a", "2026-03-02 23:00")], Lender::Private).is_empty());
    let own = Occurrence { who: Who::Borrower, ..call("a", "2026-03-02 23:00") };
    let court = Occurrence { who: Who::Authority, ..own };
    assert!(broken(&[own, court], Lender::Bank).is_empty());
}

#[test]
fn where_the_lender_or_the_caller_is_not_known_the_finding_says_so() {
    let contacts = [call("a", "2026-03-02 23:00")];
    let unknown = findings(&contacts, Jurisdiction::CN, None);
    assert!(unknown.len() == 2 && unknown.iter().all(|finding| !finding.certain));
    assert!(findings(&contacts, Jurisdiction::CN, Some(Lender::Bank)).iter().all(|finding| finding.certain));
    let stranger = [Occurrence { who: Who::Unknown, ..call("a", "2026-03-02 23:00") }];
    assert!(findings(&stranger, Jurisdiction::CN, Some(Lender::Bank)).iter().all(|finding| !finding.certain));
}

#[test]
fn regulation_f_counts_seven_calls_in_seven_days_and_binds_agencies_only() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let daily: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(n, id)| Occurrence { way: Way::Attempt, ..call(id, &format!("2026-03-0{} 1{n}:00", n / 2 + 1)) })
        .collect();
    assert!(found(daily.get(..7).unwrap_or_default(), Jurisdiction::US, Lender::Bank).is_empty());
    let eight = found(&daily, Jurisdiction::US, Lender::Bank);
    let breach = Breach::CallsInDays { count: 8, most: 7, days: 7 };
    assert_eq!(eight, [("us.conduct.regf.seven".to_owned(), breach)]);
    let own: Vec<_> = daily.iter().map(|call| Occurrence { who: Who::Lender, ..*call }).collect();
    assert!(found(&own, Jurisdiction::US, Lender::Bank).is_empty());
    let other_debt = Occurrence { debt: "e", ..daily.last().copied().unwrap_or(call("h", "2026-03-04 17:00")) };
    let two_debts = [daily.get(..7).unwrap_or_default(), &[other_debt]].concat();
    assert!(found(&two_debts, Jurisdiction::US, Lender::Bank).is_empty());
}

#[test]
fn regulation_f_lets_nine_in_the_evening_and_the_eighth_day_pass() {
    let us = |contacts: &[Occurrence]| found(contacts, Jurisdiction::US, Lender::Bank);
    assert!(us(&[call("a", "2026-03-02 21:00"), call("b", "2026-03-10 08:00")]).is_empty());
    assert_eq!(us(&[call("a", "2026-03-02 21:01")]).len(), 1);
    // The day of the conversation is the first of seven: the 8th of March is the seventh, the 9th is free.
    let soon = [call("a", "2026-03-02 12:00"), call("b", "2026-03-08 12:00")];
    let breach = Breach::SoonAfter { conversation: soon[0].at.date(), days: 7 };
    assert_eq!(us(&soon), [("us.conduct.regf.after".to_owned(), breach)]);
    assert!(us(&[call("a", "2026-03-02 12:00"), call("b", "2026-03-09 12:00")]).is_empty());
}
