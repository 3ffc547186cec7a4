//! CSV files become debts, payments and schedules, with nothing guessed silently; what goes out comes back.

use std::sync::Arc;

use chrono::NaiveDate;
use duewise::case::{CsvTable, Debt, DebtInputs, Scenario};
use duewise::engine::{Component, Contract, Currency, EventKind, Money, Rate};
use duewise::exchange::csv::{self, found, read_layout, read_table};
use duewise::present::Lang;
use duewise::present::csv::{
    Ask, Brings, Column, CsvError, DateOrder, Delimiter, Encoding, Evidence, Fault, Found, Layout, Note, Reply, Shape,
};
use duewise::present::form::{self, Draft, Preset};
use duewise::present::input::Field;

const DEBTS: &[u8] = include_bytes!("../data/csv/debts-utf8-bom.csv");
const PAYMENTS: &[u8] = include_bytes!("../data/csv/payments-gbk.csv");
const SCHEDULE: &[u8] = include_bytes!("../data/csv/schedule-tab.tsv");

pub const TODAY: &str = "2026-11-23";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

pub fn ask(choices: &[(&str, &str)], here: &[Debt]) -> Ask {
    Ask {
        choices: choices.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        whole: true,
        today: day(TODAY),
        lang: "en".to_owned(),
        here: here.to_vec(),
    }
}

fn layout(bytes: &[u8], choices: &[(&str, &str)]) -> Layout {
    read_layout(&ask(choices, &[]), bytes).expect("a layout")
}

fn brings(bytes: &[u8], choices: &[(&str, &str)], here: &[Debt]) -> Found {
    found(&ask(choices, here), bytes, &mut |_, _| ()).expect("reads")
}

/// A loan as the short form makes it.
pub fn loan(fields: &[(Field, &str)]) -> Debt {
    let mut draft = Draft::new(Preset::Loan);
    for (field, text) in fields {
        draft.set(*field, text);
    }
    let entered = form::read(&draft, day(TODAY)).expect("an ordinary loan");
    Debt {
        id: "loan".to_owned(),
        creditor: entered.creditor,
        kind: entered.kind,
        inputs: Arc::new(entered.inputs),
        imported: None,
        created_on: day(TODAY),
        rev: 1,
        example: false,
        facts: None,
    }
}

fn late_loan() -> Debt {
    loan(&[
        (Field::Creditor, "迟到的分期"),
        (Field::Principal, "10000"),
        (Field::Rate, "12"),
        (Field::Count, "12"),
        (Field::FirstDue, "2026-10-01"),
        (Field::PaidCount, "0"),
    ])
}

fn with(debt: &Debt, found: &Found) -> Debt {
    let Brings::Payments { events, .. } = &found.brings else { panic!("no payments: {found:?}") };
    let mut inputs = DebtInputs::clone(&debt.inputs);
    inputs.events.extend(events.iter().cloned());
    Debt { inputs: Arc::new(inputs), ..debt.clone() }
}

fn debts_of(found: Found) -> Vec<Debt> {
    match found.brings {
        Brings::Debts(debts) => debts,
        other => panic!("no debts: {other:?}"),
    }
}

#[test]
fn a_list_of_debts_in_utf8_with_a_mark_becomes_debts() {
    let read = layout(DEBTS, &[]);
    assert_eq!((read.encoding.value, read.encoding.evidence), (Some(Encoding::Utf8), Evidence::Mark));
    assert_eq!((read.delimiter.value, read.shape.value), (Some(Delimiter::Comma), Some(Shape::Debts)));
    assert_eq!((read.header.value, read.dates.value), (Some(1), Some(DateOrder::Year)));
    let seen = Evidence::Seen { row: 2, text: "10,000.00".to_owned() };
    assert_eq!((read.decimal.value, read.decimal.evidence), (Some('.'), seen));
    let found = brings(DEBTS, &[], &[]);
    let [refused] = found.refused.as_slice() else { panic!("{:?}", found.refused) };
    assert_eq!((refused.row, refused.column, refused.value.as_str()), (5, Some(Column::Principal), "很多"));
    assert_eq!(refused.fault, Fault::NotAmount);
    assert_eq!(found.notes, [Note::UsualLateRule]);
    let debts = debts_of(found);
    let names: Vec<&str> = debts.iter().map(|debt| debt.creditor.as_str()).collect();
    assert_eq!(names, ["安心消费金融", "城市银行信用卡", "表哥"]);
    // source: 10,000 at 12 % over 12 months is the figure of every published table: 888.49 a month.
    let account = debts[0].replay(day("2026-12-01")).expect("replays");
    assert_eq!(account.due_now.total().map(Money::minor), Ok(88_849));
    let Contract::Revolving(card) = &debts[1].inputs.contract else { panic!("no card") };
    assert_eq!((card.balance.minor(), card.minimum.minor(), card.due), (500_000, 50_000, day("2026-12-05")));
}

#[test]
fn payments_in_gbk_are_added_to_the_debt_that_was_chosen() {
    let debt = late_loan();
    let read = read_layout(&ask(&[], std::slice::from_ref(&debt)), PAYMENTS).expect("a layout");
    assert_eq!((read.encoding.value, read.encoding.evidence), (Some(Encoding::Gb18030), Evidence::ReadsSo));
    assert_eq!((read.shape.value, read.target.evidence), (Some(Shape::Payments), Evidence::Only));
    let found = brings(PAYMENTS, &[], std::slice::from_ref(&debt));
    assert!(found.here.is_empty());
    let faults: Vec<(usize, &Fault)> = found.refused.iter().map(|each| (each.row, &each.fault)).collect();
    assert!(matches!(faults.as_slice(), [(4, Fault::DateOutside { .. }), (5, Fault::Negative)]), "{faults:?}");
    let account = with(&debt, &found).replay(day(TODAY)).expect("replays");
    // By hand: the second instalment is 92.12 interest and 796.37 principal; 500.00 leave 388.49 of principal, on which
    // 12 % raised by half runs for 22 days: 388.49 · 0.18 / 365 · 22 = 4.2149.
    let parts = Component::ALL.map(|component| account.due_now.get(component).minor());
    assert_eq!(parts, [38_849, 0, 421, 0]);
}

#[test]
fn the_same_payments_twice_are_told_and_not_chosen() {
    let debt = late_loan();
    let once = with(&debt, &brings(PAYMENTS, &[], std::slice::from_ref(&debt)));
    let twice = brings(PAYMENTS, &[], std::slice::from_ref(&once));
    assert_eq!(twice.here, [0, 1]);
    assert_eq!(twice.notes, [Note::Here { count: 2 }]);
    // Two equal payments in the file and one here: one of them is new.
    let text = "Date,Amount\n2026-10-01,888.49\n2026-10-01,888.49\n";
    assert_eq!(brings(text.as_bytes(), &[], std::slice::from_ref(&once)).here, [0]);
}

#[test]
fn a_schedule_parted_by_tabs_with_a_decimal_comma_becomes_a_stated_schedule() {
    let read = layout(SCHEDULE, &[]);
    assert_eq!((read.delimiter.value, read.header.value), (Some(Delimiter::Tab), Some(2)));
    assert_eq!((read.dates.value, read.decimal.value), (Some(DateOrder::Day), Some(',')));
    assert_eq!(read.currency.value, Currency::try_new("EUR").ok());
    let found = brings(SCHEDULE, &[], &[]);
    let Brings::Schedule { debt, new: true } = &found.brings else { panic!("{found:?}") };
    let account = debt.replay(day("2027-01-20")).expect("replays");
    let dues: Vec<(String, i64)> = account.rows.iter().map(|row| (row.due.to_string(), row.total.minor())).collect();
    let expected = [("2026-12-15", 103_030), ("2027-01-15", 103_020), ("2027-02-15", 103_020)];
    assert_eq!(dues, expected.map(|(due, total)| (due.to_owned(), total)));
    assert_eq!(account.due_now.total().map(Money::minor), Ok(206_050));
    let [refused] = found.refused.as_slice() else { panic!("{:?}", found.refused) };
    assert!(matches!(&refused.fault, Fault::Sum { sum } if sum.minor() == 103_020), "{refused:?}");
    // The same file again: a debt here has this schedule.
    let here = Debt { id: "a".to_owned(), ..Debt::clone(debt) };
    let again = brings(SCHEDULE, &[], std::slice::from_ref(&here));
    assert_eq!((again.here.as_slice(), again.notes.contains(&Note::SameSchedule)), (&[0][..], true));
    let onto = brings(SCHEDULE, &[("target", "a")], std::slice::from_ref(&here));
    assert!(matches!(&onto.brings, Brings::Schedule { debt, new: false } if debt.id == "a"));
}

#[test]
fn an_order_of_dates_that_the_file_leaves_open_is_asked_for() {
    let text = "Date,Amount\n03/04/2026,1.50\n05/06/2026,2\n";
    let read = layout(text.as_bytes(), &[]);
    assert_eq!(read.dates.value, None);
    assert_eq!(read.dates.evidence, Evidence::Either { row: 2, text: "03/04/2026".to_owned() });
    let fields =
        [(Field::Principal, "1000"), (Field::Rate, "1"), (Field::Count, "12"), (Field::FirstDue, "2026-03-01")];
    let debt = loan(&fields);
    let undecided = found(&ask(&[], std::slice::from_ref(&debt)), text.as_bytes(), &mut |_, _| ());
    assert_eq!(undecided.map(|_| ()), Err(CsvError::Undecided));
    let dated = |order| {
        let found = brings(text.as_bytes(), &[("dates", order)], std::slice::from_ref(&debt));
        let Brings::Payments { events, .. } = found.brings else { panic!("no payments") };
        events.iter().map(|event| event.date.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(dated("dmy"), ["2026-04-03", "2026-06-05"]);
    assert_eq!(dated("mdy"), ["2026-03-04", "2026-05-06"]);
}

#[test]
fn one_cell_far_down_decides_the_order_and_the_sign() {
    let mut text = "Date;Amount\n".to_owned();
    text.push_str(&"03/04/2026;1.234\n".repeat(3_000));
    text.push_str("13/04/2026;1,5\n");
    let read = layout(text.as_bytes(), &[]);
    assert_eq!(read.dates.evidence, Evidence::Seen { row: 3_002, text: "13/04/2026".to_owned() });
    assert_eq!((read.dates.value, read.decimal.value), (Some(DateOrder::Day), Some(',')));
    text.push_str("03/14/2026;1.5\n");
    let read = layout(text.as_bytes(), &[]);
    assert!(matches!(read.dates.evidence, Evidence::Mixed { row: 3_003, .. }), "{:?}", read.dates);
    assert_eq!((read.dates.value, read.decimal.value), (None, None));
}

#[test]
fn what_the_reader_chooses_wins() {
    let chosen =
        [("shape", "payments"), ("header", "0"), ("dates", "mdy"), ("column-1", "date"), ("column-4", "amount")];
    let read = layout(SCHEDULE, &chosen);
    let expected = (Some(Shape::Payments), Some(0), Some(DateOrder::Month));
    assert_eq!((read.shape.value, read.header.value, read.dates.value), expected);
    assert_eq!(read.columns[1].column, Some(Column::Date));
    assert_eq!(read.dates.evidence, Evidence::Chosen);
}

#[test]
fn hostile_files_are_refused_with_what_is_wrong() {
    let refused = |bytes: &[u8]| read_layout(&ask(&[], &[]), bytes).map(|_| ());
    assert_eq!(refused(b""), Err(CsvError::Empty));
    assert_eq!(refused(b"a,b\n1,\0\n"), Err(CsvError::NotText));
    assert_eq!(refused(b"{\"version\":1}"), Err(CsvError::OtherKind));
    assert_eq!(refused(b"Date,Amount\n2026-01-01,\"12\n2026-01-02,13\n"), Err(CsvError::Quote { line: 2 }));
    let wide = refused(",".repeat(100).as_bytes());
    assert_eq!(wide, Err(CsvError::TooManyColumns { row: 1, greatest: 64 }));
    assert_eq!(refused("a,b\n".repeat(60_000).as_bytes()), Err(CsvError::TooManyRows { greatest: 50_000 }));
    assert_eq!(refused(&vec![b'x'; 11 * 1024 * 1024]), Err(CsvError::TooLarge));
    let ragged = brings(b"Date,Amount\n2026-10-02,5,6\n2026-10-03\r2026-10-04,7\r\n", &[], &[late_loan()]);
    let faults: Vec<_> = ragged.refused.iter().map(|each| (each.row, each.fault.clone())).collect();
    assert_eq!(faults, [(2, Fault::Ragged { has: 3, expected: 2 }), (3, Fault::Missing)]);
}

#[test]
fn names_are_cleaned_and_formulas_are_plain_text() {
    let text =
        "Lender,Principal,Rate,Instalments,First due date\n\"=HYPERLINK(\"\"x\"\")\u{202e}\",1000,12%,3,2026-12-01\n";
    let debts = debts_of(brings(text.as_bytes(), &[], &[]));
    assert_eq!(debts[0].creditor, "=HYPERLINK(\"x\")");
    let out = csv::export(&CsvTable::Debts(debts), day(TODAY), Lang::En).expect("writes");
    assert!(out.starts_with("\u{feff}Lender,") && out.contains("\"'=HYPERLINK"), "{out}");
}

#[test]
fn a_list_that_went_out_comes_back_to_the_same_figures() {
    let mut all = vec![late_loan()];
    let found = brings(PAYMENTS, &[], &all);
    all.push(Debt { id: "paid".to_owned(), creditor: "还过的".to_owned(), ..with(&all[0], &found) });
    all.extend(debts_of(brings(DEBTS, &[], &[])));
    for lang in Lang::ALL {
        let text = csv::export(&CsvTable::Debts(all.clone()), day(TODAY), lang).expect("writes");
        let found = brings(text.as_bytes(), &[], &[]);
        assert!(found.refused.is_empty(), "{:?}\n{text}", found.refused);
        let back = debts_of(found);
        assert_eq!(back.len(), all.len());
        for (one, other) in all.iter().zip(&back) {
            let figures = |debt: &Debt| {
                let account = debt.replay(day(TODAY)).expect("replays");
                (account.due_now, account.outstanding, account.days_past_due, account.next_due)
            };
            assert_eq!((one.creditor.as_str(), one.kind), (other.creditor.as_str(), other.kind));
            assert_eq!(figures(one), figures(other), "{}\n{text}", one.creditor);
        }
        // And once more: everything is here already.
        assert_eq!(brings(text.as_bytes(), &[], &back).here.len(), all.len());
    }
}

#[test]
fn a_schedule_that_went_out_comes_back_row_by_row() {
    let debt = late_loan();
    let text = csv::export(&CsvTable::Schedule(Box::new(debt.clone())), day(TODAY), Lang::Zh).expect("writes");
    let found = brings(text.as_bytes(), &[], &[]);
    assert!(found.refused.is_empty(), "{:?}\n{text}", found.refused);
    let Brings::Schedule { debt: back, .. } = found.brings else { panic!("no schedule") };
    let rows = |debt: &Debt| {
        let account = debt.replay(day(TODAY)).expect("replays");
        account.rows.iter().map(|row| (row.due, row.principal, row.interest, row.total)).collect::<Vec<_>>()
    };
    assert_eq!(rows(&debt), rows(&back));
}

#[test]
fn the_curve_and_the_ledger_are_tables_of_plain_figures() {
    let scenario = Scenario {
        amount: Money::try_new(500_000, Currency::CNY).expect("in range"),
        due: day("2026-03-15"),
        contract_rate: Rate::ZERO,
        charges: Vec::new(),
        days: 30,
        what_if: None,
    };
    let text = csv::export(&CsvTable::Curve { scenario, horizon: 90 }, day(TODAY), Lang::En).expect("writes");
    let rows = read_table(&text).expect("reads");
    assert_eq!(rows[1], ["0", "2026-03-15", "0.00", "5000.00", "CNY"]);
    let debt = late_loan();
    let paid = with(&debt, &brings(PAYMENTS, &[], std::slice::from_ref(&debt)));
    let text = csv::export(&CsvTable::Ledger(Box::new(paid.clone())), day(TODAY), Lang::Zh).expect("writes");
    let account = paid.replay(day(TODAY)).expect("replays");
    assert_eq!(read_table(&text).map(|rows| rows.len()), Ok(account.ledger.len() + 1));
}

#[test]
fn twenty_thousand_payments_say_how_far_they_are_and_all_count() {
    let debt = loan(&[
        (Field::Principal, "20000000"),
        (Field::Rate, "1"),
        (Field::Count, "600"),
        (Field::FirstDue, "2020-01-01"),
    ]);
    let mut text = "Date,Amount\n".to_owned();
    for row in 0..20_000_u32 {
        let (year, month, day) = (2020 + row % 6, row % 12 + 1, row % 28 + 1);
        text.push_str(&format!("{year}-{month:02}-{day:02},{}.{:02}\n", row % 90 + 1, row % 100));
    }
    let mut said = Vec::new();
    let here = [debt];
    let found = found(&ask(&[], &here), text.as_bytes(), &mut |done, total| said.push((done, total))).expect("reads");
    assert!(said.len() > 20 && said.is_sorted() && said.iter().all(|(done, total)| done <= total), "{said:?}");
    assert_eq!(said.last(), Some(&(20_001, 20_001)));
    let Brings::Payments { events, .. } = &found.brings else { panic!("no payments") };
    assert_eq!((events.len(), found.refused.len()), (20_000, 0));
    let amounts = events.iter().map(|event| match &event.kind {
        EventKind::Payment { amount } => *amount,
        _ => Money::zero(Currency::CNY),
    });
    let paid = Money::sum(Currency::CNY, amounts);
    let account = with(&here[0], &found).replay(day(TODAY)).expect("replays");
    assert_eq!(account.paid.total(), paid);
}

#[test]
fn the_view_of_the_format_names_what_is_open_in_both_languages() {
    let text = "Date,Amount\n03/04/2026,1.50\n";
    for lang in ["zh-CN", "en"] {
        let ask = Ask { whole: false, lang: lang.to_owned(), ..ask(&[], &[]) };
        let Reply::Format(view) = csv::answer(&ask, text.as_bytes(), &mut |_, _| ()) else { panic!("no format") };
        let open: Vec<&str> = view.open.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(open, ["target", "dates"]);
        assert_eq!(view.rows.len(), 1);
        assert!(view.questions.iter().all(|each| !each.label.is_empty() && !each.evidence.is_empty()));
    }
}
