//! What a credit report is likely to show of a debt.

use duewise::engine::*;
use duewise::law::Lender;
use duewise::law::procedure::CannotTell;
use duewise::law::procedure::terms::{AssetClass, ReportCode};
use duewise::law::record::{self, RecordFacts, Repair, Reported, record};

use super::{account, date, known, loan, paid, yuan};

/// The second and third instalments come together on 2 May; the sixth is open since 15 July.
fn late_twice() -> Vec<Event> {
    vec![
        paid(1, "2025-02-15", 100_000),
        paid(2, "2025-05-02", 200_000),
        paid(3, "2025-05-15", 100_000),
        paid(4, "2025-06-15", 100_000),
    ]
}

fn bank() -> RecordFacts {
    RecordFacts { lender: Some(Lender::Bank), in_report: None }
}

#[test]
fn two_spells_their_codes_and_the_days_on_which_they_are_deleted() {
    let account = account(&loan(), &late_twice(), "2025-07-20");
    let record = record(known(), &account, bank()).expect("a record");
    assert_eq!((record.days, record.reported, record.clears), (5, Reported::Yes, yuan(100_000)));
    let [first, second] = &record.spells[..] else { panic!("{:?}", record.spells) };
    // 15 March to 2 May: 16 + 30 + 2 days.
    assert_eq!((first.spell.first, first.spell.ended), (date("2025-03-16"), Some(date("2025-05-02"))));
    assert_eq!((first.spell.greatest_days, first.worst), (48, Ok(Some(ReportCode::Two))));
    assert_eq!((first.spell.claims, first.spell.greatest, first.spell.total), (2, yuan(100_000), yuan(200_000)));
    assert_eq!(first.deleted_on, Some(Ok(date("2030-05-02"))));
    assert_eq!((second.spell.first, second.spell.ended), (date("2025-07-16"), None));
    assert_eq!((second.worst, second.deleted_on), (Ok(Some(ReportCode::One)), None));
    assert_eq!(record.deleted_if_paid_now, Some(Ok(date("2030-07-20"))));
}

#[test]
fn the_code_and_the_class_say_when_they_change_if_nothing_is_paid() {
    let account = account(&loan(), &late_twice(), "2025-07-20");
    let record = record(known(), &account, bank()).expect("a record");
    let code = record.code.expect("a code");
    assert_eq!(code.now.map(ReportCode::sign), Some("1"));
    // 15 July plus 31, 61 … days.
    let next: Vec<_> = code.next.iter().map(|(day, code)| (day.to_string(), code.sign())).collect();
    let expected = [("2025-08-15", "2"), ("2025-09-14", "3"), ("2025-10-14", "4"), ("2025-11-13", "5")];
    assert_eq!(next[..4], expected.map(|(day, code)| (day.to_owned(), code)));
    assert_eq!(next.last(), Some(&("2026-01-12".to_owned(), "7")));
    let class = record.class.expect("a bank").expect("a class");
    assert_eq!(class.now, Some(AssetClass::SpecialMention));
    assert_eq!(class.next.first(), Some(&(date("2025-10-14"), AssetClass::Substandard)));
}

#[test]
fn a_debt_that_was_never_late_has_nothing_to_delete() {
    let account = account(&loan(), &late_twice()[..1], "2025-03-15");
    let record = record(known(), &account, bank()).expect("a record");
    assert!(record.spells.is_empty() && record.deleted_if_paid_now.is_none() && record.clears.is_zero());
    let code = record.code.expect("a code");
    assert_eq!((code.now, code.next.len()), (Some(ReportCode::Normal), 0));
    assert_eq!(record.class.expect("a bank").expect("a class").now, None);
}

#[test]
fn a_private_lender_reports_nothing_and_an_unknown_one_is_a_question() {
    let account = account(&loan(), &[], "2025-07-20");
    let of = |lender, in_report| {
        let record = record(known(), &account, RecordFacts { lender, in_report }).expect("a record");
        (record.reported, record.class.is_some())
    };
    assert_eq!(of(Some(Lender::Private), None), (Reported::No, false));
    assert_eq!(of(Some(Lender::SmallLoan), None), (Reported::NotKnown, false));
    assert_eq!(of(None, None), (Reported::NotKnown, true));
    assert_eq!(of(Some(Lender::Private), Some(true)), (Reported::Yes, false));
    assert_eq!(of(Some(Lender::Bank), Some(false)), (Reported::No, true));
}

#[test]
fn an_objection_and_a_complaint_have_a_last_day_and_a_plan_is_not_known() {
    let account = account(&loan(), &late_twice(), "2025-07-20");
    let record = record(known(), &account, bank()).expect("a record");
    assert_eq!(record.objection.map(|(_, day)| day), Ok(date("2025-08-09")));
    assert_eq!(record.complaint.map(|(_, day)| day), Ok(date("2025-08-19")));
    assert!(matches!(record.arrangement, Err(CannotTell::Unknown { .. })));
    assert_eq!(record.rights.len(), 4);
}

#[test]
fn the_repair_hides_what_was_small_and_paid_in_time() {
    let account = account(&loan(), &late_twice(), "2026-11-24");
    let record = record(known(), &account, bank()).expect("a record");
    assert_eq!(record.spells[0].repair, Ok(Repair::HiddenBy(date("2026-01-01"))));
    // Open since July 2025, each instalment small: the window has closed.
    assert!(matches!(record.spells[1].repair, Ok(Repair::Not(_))));
    let early = super::account(&loan(), &late_twice(), "2025-12-21");
    let early = super::record::record(known(), &early, bank()).expect("a record");
    assert!(matches!(early.spells[0].repair, Err(CannotTell::Unknown { .. })), "the notice is of 22 December");
}

#[test]
fn a_settled_opening_is_no_spell_and_a_stated_arrear_is_one() {
    let opening = |settled_rows, arrears: i64| Opening {
        as_of: date("2025-07-20"),
        settled_rows,
        arrears: Components { principal: yuan(arrears), ..Components::zero(Currency::CNY) },
        oldest_unpaid_due: (arrears > 0).then(|| date("2025-06-15")),
    };
    let spells = |opening: &Opening| {
        let account = replay(&loan(), Some(opening), &[], date("2025-07-20")).expect("an account");
        record::spells(&account).expect("spells").iter().map(|spell| (spell.first, spell.ended)).collect::<Vec<_>>()
    };
    assert_eq!(spells(&opening(6, 0)), []);
    assert_eq!(spells(&opening(4, 200_000)), [(date("2025-06-16"), None)]);
}

#[test]
fn codes_and_classes_by_days() {
    let today = date("2026-11-24");
    // source: the key of codes and the asset classes as the pack cites them.
    let codes = [(0, "N"), (1, "1"), (30, "1"), (31, "2"), (90, "3"), (91, "4"), (180, "6"), (181, "7"), (999, "7")];
    for (days, sign) in codes {
        let code = record::code(known(), days, today).expect("a row");
        assert_eq!(code.map(ReportCode::sign), Some(sign), "{days}");
    }
    use AssetClass::{Doubtful, Loss, SpecialMention, Substandard};
    let classes = [(1, SpecialMention), (90, SpecialMention), (91, Substandard), (270, Substandard), (271, Doubtful)];
    for (days, class) in classes.into_iter().chain([(360, Doubtful), (361, Loss)]) {
        assert_eq!(record::class(known(), days, today), Ok(Some(class)), "{days}");
    }
    assert_eq!(record::class(known(), 0, today), Ok(None));
    assert!(matches!(record::class(known(), 1, date("2023-06-30")), Err(CannotTell::Unknown { .. })));
}
