//! Rules of procedure at their borders: what starts a limitation anew, what a spell of lateness holds, bands, repair, LPR.

use duewise::engine::*;
use duewise::law::judgment::{FirstDay, Judgment, Paid, standing};
use duewise::law::limitation::{self, Interrupted, Interruption, State, limitation};
use duewise::law::lpr::{self, Tenor};
use duewise::law::procedure::CannotTell;
use duewise::law::procedure::fees::{Fee, fee};
use duewise::law::record::{self, Repair, repair};
use duewise::law::road::{RoadFacts, StageKind, road};
use duewise::law::{Jurisdiction, PackError, Packs, Stretch, Subject};
use rust_decimal::Decimal;

use super::{account, date, known, loan, paid, yuan};

fn by(on: &str, by: Interruption) -> Interrupted {
    Interrupted { on: date(on), by }
}

#[test]
fn only_what_happens_after_the_due_day_and_up_to_today_starts_the_time_anew() {
    let demand = |on| by(on, Interruption::Demand);
    let told = [demand("2025-03-01"), demand("2024-03-01"), demand("2023-05-20"), demand("2026-05-02")];
    let days = |as_of: &str| {
        let time = limitation(known(), date("2023-05-20"), &told, date(as_of)).expect("a time");
        time.restarts.iter().map(|each| each.on).collect::<Vec<_>>()
    };
    assert_eq!(days("2026-05-01"), [date("2024-03-01"), date("2025-03-01")]);
    assert_eq!(days("2025-03-01"), [date("2024-03-01"), date("2025-03-01")]);
    assert_eq!(days("2025-02-28"), [date("2024-03-01")]);
}

#[test]
fn a_demand_while_a_suit_is_running_does_not_start_the_time() {
    let told = [by("2025-01-31", Interruption::Suit { ended: None }), by("2025-06-01", Interruption::Demand)];
    let time = limitation(known(), date("2023-05-20"), &told, date("2026-01-01")).expect("a time");
    assert_eq!((time.ends_on, time.state), (None, State::Held { since: date("2025-01-31") }));
    assert_eq!(time.restarts, told);
}

#[test]
fn a_payment_interrupts_once_however_many_parts_it_pays_and_a_charge_does_not() {
    let charge = EventKind::Charge { component: Component::Fee, amount: yuan(500) };
    let events = [Event { id: 1, date: date("2025-03-20"), kind: charge }, paid(2, "2025-04-20", 200_500)];
    let found = limitation::payments(&account(&loan(), &events, "2025-05-01"));
    assert_eq!(found, [by("2025-04-20", Interruption::PartPayment)]);
    // What an opening states as paid has no day.
    let opening = Opening {
        as_of: date("2025-07-20"),
        settled_rows: 6,
        arrears: Components::zero(Currency::CNY),
        oldest_unpaid_due: None,
    };
    let account = replay(&loan(), Some(&opening), &[], date("2025-07-21")).expect("an account");
    assert_eq!(limitation::payments(&account), []);
}

#[test]
fn where_all_instalments_have_passed_the_stated_arrears_have_the_last_due_day() {
    let opening = Opening {
        as_of: date("2026-03-01"),
        settled_rows: 10,
        arrears: Components { principal: yuan(200_000), ..Components::zero(Currency::CNY) },
        oldest_unpaid_due: Some(date("2025-12-15")),
    };
    let stated = replay(&loan(), Some(&opening), &[], date("2026-03-01")).expect("an account");
    assert!(limitation::last_due(&stated).is_ok_and(|due| due >= date("2025-12-15")));
    assert_eq!(limitation::last_due(&account(&loan(), &[], "2025-03-01")), Ok(date("2026-01-15")));
    let charge = EventKind::Charge { component: Component::Fee, amount: yuan(500) };
    let events = [Event { id: 1, date: date("2026-09-20"), kind: charge }];
    assert_eq!(limitation::last_due(&account(&card(), &events, "2026-10-01")), Err(CannotTell::NoLastInstalment));
}

fn card() -> Contract {
    Contract::Revolving(Box::new(CardStatement {
        balance: yuan(500_000),
        minimum: yuan(50_000),
        statement_date: None,
        due: date("2026-09-15"),
        rate: Rate::ZERO,
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: None,
    }))
}

#[test]
fn the_letter_of_a_card_names_the_plan_of_five_years_and_that_of_a_loan_does_not() {
    let names = |contract: &Contract, events: &[Event]| {
        let account = account(contract, events, "2026-10-01");
        let road = road(known(), &account, &RoadFacts::default()).expect("a road");
        let letter = road.stages.into_iter().find(|stage| stage.kind == StageKind::Letter).expect("a letter");
        letter.rules.iter().any(|rule| rule.series == "cn.card.personal_instalments")
    };
    let charge = EventKind::Charge { component: Component::Fee, amount: yuan(500) };
    let charged = [Event { id: 1, date: date("2026-09-20"), kind: charge }];
    assert!(names(&card(), &[]) && names(&card(), &charged));
    assert!(!names(&loan(), &[]));
}

#[test]
fn a_spell_ends_when_the_last_of_it_is_paid_and_a_new_one_may_begin_that_day() {
    // The first instalment is short by ¥600 until 20 March, the second is late until 15 April, the third until 20 April.
    let events = [
        paid(1, "2025-02-15", 40_000),
        paid(2, "2025-03-10", 30_000),
        paid(3, "2025-03-20", 30_000),
        paid(4, "2025-04-15", 100_000),
        paid(5, "2025-04-20", 100_000),
    ];
    let spells = record::spells(&account(&loan(), &events, "2025-05-01")).expect("spells");
    let told: Vec<_> = spells.iter().map(|spell| (spell.first, spell.ended, spell.greatest_days)).collect();
    let first = (date("2025-02-16"), Some(date("2025-04-15")), 33);
    assert_eq!(told, [first, (date("2025-04-16"), Some(date("2025-04-20")), 5)]);
    let sums: Vec<_> = spells.iter().map(|spell| (spell.claims, spell.greatest, spell.total)).collect();
    assert_eq!(sums, [(2, yuan(100_000), yuan(160_000)), (1, yuan(100_000), yuan(100_000))]);
}

#[test]
fn a_payment_on_the_doubled_part_is_counted_once() {
    // ¥100,000 for 30 days: 525. 100,300 pay the debt and 300 of it; of 300 more 225 are needed.
    let judgment = Judgment {
        owed: yuan(10_000_000),
        general_interest: yuan(0),
        perform_by: date("2026-01-10"),
        first_day: FirstDay::DayAfter,
    };
    let pay = |on: &str, minor| Paid { on: date(on), amount: yuan(minor) };
    let payments = [pay("2026-02-09", 10_030_000), pay("2026-02-19", 30_000)];
    let left = standing(known(), &judgment, &payments, date("2026-04-20")).expect("a standing");
    assert_eq!((left.doubled, left.doubled_left, left.credit), (yuan(52_500), yuan(0), yuan(7_500)));
    let told: Vec<_> = left.segments.iter().map(|each| (each.from, each.to, each.days, each.base)).collect();
    assert_eq!(told, [(date("2026-01-10"), date("2026-02-09"), 30, yuan(10_000_000))]);
}

#[test]
fn a_sum_at_the_edge_of_a_band_has_no_part_in_the_next() {
    let parts = |minor| fee(known(), Fee::Court, yuan(minor), date("2026-11-24")).map(|fee| fee.parts.len());
    assert_eq!((parts(1_000_000), parts(1_000_001), parts(10_000_000)), (Ok(0), Ok(1), Ok(1)));
}

#[test]
fn the_repair_is_told_in_yuan_only() {
    let of = |amount| repair(known(), amount, date("2024-01-01"), Some(date("2025-06-01")), date("2026-11-24"));
    assert!(matches!(of(yuan(100_000)), Ok(Repair::HiddenBy(_))));
    assert_eq!(of(Money::zero(Currency::USD)), Err(CannotTell::NotYuan { got: Currency::USD }));
}

#[test]
fn without_a_publication_the_rate_is_known_up_to_the_day_of_the_next() {
    let table = lpr::table().expect("the table reads");
    let on = |table: &lpr::Table, day: &str| table.on(date(day)).map(|row| row.date);
    // February's came on the 24th: until then January's holds.
    assert_eq!(on(table, "2026-02-23"), Ok(date("2026-01-20")));
    let gap = table.without(date("2023-06-20"));
    let unknown = lpr::Unknown::NotYetInTheTable { last: date("2023-05-22"), until: date("2023-06-20") };
    assert_eq!(on(&gap, "2023-06-19"), Ok(date("2023-05-22")));
    assert_eq!((on(&gap, "2023-06-20"), on(&gap, "2023-07-19")), (Err(unknown), Err(unknown)));
    assert_eq!(on(&gap, "2023-07-20"), Ok(date("2023-07-20")));
    let shorter = table.without(date("2026-08-20"));
    let unknown = lpr::Unknown::NotYetInTheTable { last: date("2026-07-20"), until: date("2026-08-20") };
    assert_eq!((on(&shorter, "2026-08-19"), on(&shorter, "2026-08-20")), (Ok(date("2026-07-20")), Err(unknown)));
    // A table without a row knows no day.
    let one = lpr::read("2019-12-20,20,19.5,F, and others").expect("a table");
    let row = one.on(date("2020-01-19")).expect("known");
    assert_eq!((row.source.as_str(), row.rate(Tenor::OneYear).value), ("F, and others", Decimal::new(20, 2)));
    let day = date("2019-12-20");
    assert_eq!(one.without(day).on(day), Err(lpr::Unknown::NotYetInTheTable { last: day, until: day }));
    let refused = lpr::read("2019-12-20,20.01,19.5,F").map(|_| ());
    assert_eq!(refused, Err(lpr::Refused { line: 1, reason: lpr::Reason::RateOutOfRange }));
}

#[test]
fn a_rule_is_found_by_its_name_and_a_series_stands_once() {
    let packs = Packs::read().expect("the packs hold together");
    assert_eq!(packs.rule("hk.rate.2022").map(|rule| rule.id.as_str()), Some("hk.rate.2022"));
    assert!(packs.rule("hk.rate").is_none());
    let mut names: Vec<_> = packs.series().iter().map(|(name, _)| name).collect();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_row_may_hold_for_one_day_and_not_for_less() {
    let packs = Packs::read().expect("the packs hold together");
    let with = |until: &str, next: &str| {
        let rows = packs.rows("hk.rate").chain(packs.rows("kr.rate").take(0));
        let mut rows: Vec<_> = rows.map(|rule| serde_json::to_value(rule).expect("written")).collect();
        let mut last = rows[1].clone();
        (rows[1]["until"], last["from"], last["id"]) = (until.into(), next.into(), "hk.rate.last".into());
        rows.push(last);
        let text = serde_json::json!({ "reviewed": "2026-11-23", "rules": rows }).to_string();
        Packs::read_files(&[("test", &text)]).map(|_| ())
    };
    assert_eq!(with("2022-12-30", "2022-12-31"), Ok(()));
    assert_eq!(with("2022-12-29", "2022-12-30"), Err(PackError::Reversed("hk.rate.2022".to_owned())));
}

#[test]
fn a_jurisdiction_has_two_capital_letters() {
    for (code, good) in [("CN", true), ("cN", false), ("Cn", false), ("C", false), ("CNY", false)] {
        assert_eq!(Jurisdiction::try_new(code).is_ok(), good, "{code}");
    }
}

#[test]
fn which_end_days_count_moves_a_stretch() {
    for (inclusion, from, until, days) in [
        (Inclusion::First, "2026-01-01", "2026-01-11", 10),
        (Inclusion::Last, "2026-01-02", "2026-01-12", 10),
        (Inclusion::Both, "2026-01-01", "2026-01-12", 11),
        (Inclusion::Neither, "2026-01-02", "2026-01-11", 9),
    ] {
        let ends = (date("2026-01-01"), date("2026-01-11"));
        let stretch = Stretch::counted(ends, inclusion, yuan(100), true).expect("in range");
        assert_eq!((stretch.from, stretch.until, stretch.days()), (date(from), date(until), days), "{inclusion:?}");
    }
    assert!(!Subject::new(date("2026-01-01"), yuan(100)).late_apart, "nobody said which cost came from late days");
}
