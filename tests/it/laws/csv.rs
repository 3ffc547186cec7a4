//! P26: what is written as CSV is read back the same and no cell of it is a formula; and no bytes do harm.

use duewise::case::{CsvTable, Debt, text};
use duewise::engine::limits::MAX_CSV_FIELD;
use duewise::exchange::csv::{self, Table, read_table, value::begins_formula};
use duewise::present::Lang;
use duewise::present::csv::{Ask, Brings, Found};
use duewise::present::input::Field;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{law, law_of};
use crate::csv::{TODAY, ask, day, loan};

/// Cells with everything that a file may trip over.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[=+@'\\-\",;|\\t\\r\\n a-c0-9.＝－]{0,12}",
        1 => any::<String>(),
        1 => "[0-9]{1,6}[.,][0-9]{2}",
    ]
}

/// The fields of a text as a reader of RFC 4180 finds them, marks and all.
fn raw_fields(text: &str) -> Vec<String> {
    let (mut fields, mut field, mut inside) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if inside && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => inside = !inside,
            ',' | '\r' | '\n' if !inside => fields.push(core::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    fields.push(field);
    fields
}

#[test]
fn what_is_written_is_read_back_and_no_cell_is_a_formula() {
    let table = (1_usize..6).prop_flat_map(|width| (vec(cell(), width), vec(vec(cell(), width), 0..6)));
    law("csv: read after write", table, |(head, rows)| {
        let table = Table { head, rows };
        let text = table.text();
        let clean = |row: &Vec<String>| row.iter().map(|cell| text::clean(cell, MAX_CSV_FIELD / 4)).collect::<Vec<_>>();
        let all = core::iter::once(&table.head).chain(&table.rows).map(clean);
        // A row of nothing but empty cells says nothing and is left out.
        let said: Vec<Vec<String>> = all.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(read_table(&text), Ok(said));
        let written = text.strip_prefix('\u{feff}').ok_or(TestCaseError::fail("no mark"))?;
        for field in raw_fields(written) {
            prop_assert!(!begins_formula(&field), "{field}");
        }
        prop_assert!(!written.chars().any(|c| text::is_invisible(c) && !matches!(c, '\r' | '\n')));
        Ok(())
    });
}

const WORDS: [&str; 27] = [
    "Date",
    "Amount",
    "本金",
    "到期日",
    "利息",
    "合计",
    "出借方",
    "年利率",
    "期数",
    "首期到期日",
    "逾期金额",
    "2026-03-15",
    "03/04/2026",
    "31/12/2199",
    "1,234.50",
    "1.234,50",
    "-5",
    "12%",
    "999999999999999999999999",
    "\"",
    "=1+1",
    "600",
    "信用卡",
    "私人借款",
    "0",
    "\u{202e}",
    "已还",
];

/// Bytes that look like a table, and bytes that do not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let mark =
        prop_oneof![6 => Just(","), 2 => Just("\n"), 1 => Just(";"), 1 => Just("\t"), 1 => Just("\r"), 1 => Just("|")];
    let table = vec((prop::sample::select(&WORDS[..]), mark), 0..60)
        .prop_map(|parts| parts.into_iter().fold(String::new(), |all, (word, mark)| all + word + mark).into_bytes());
    prop_oneof![4 => table, 1 => vec(any::<u8>(), 0..400), 1 => any::<String>().prop_map(String::into_bytes)]
}

const NAMES: [&str; 10] =
    ["shape", "dates", "decimal", "delimiter", "encoding", "header", "target", "currency", "column-0", "column-2"];
const VALUES: [&str; 22] = [
    "debts",
    "payments",
    "schedule",
    "dmy",
    "mdy",
    ",",
    ".",
    "tab",
    "bar",
    "GBK / GB 18030",
    "UTF-16 LE",
    "0",
    "3",
    "new",
    "loan",
    "EUR",
    "JPY",
    "amount",
    "due",
    "rate_year",
    "none",
    "",
];

#[test]
fn no_bytes_do_harm() {
    let fields =
        [(Field::Principal, "1000"), (Field::Rate, "12"), (Field::Count, "12"), (Field::FirstDue, "2026-03-01")];
    let debt = loan(&fields);
    let choices = vec((prop::sample::select(&NAMES[..]), prop::sample::select(&VALUES[..])), 0..5);
    law("csv: any bytes", (bytes(), choices, any::<bool>()), |(bytes, choices, whole)| {
        let ask = Ask { whole, ..ask(&choices, std::slice::from_ref(&debt)) };
        // Whatever comes back, it comes back.
        let _ = csv::answer(&ask, &bytes, &mut |_, _| ());
        Ok(())
    });
}

#[test]
fn a_list_of_loans_comes_back_to_the_same_figures() {
    let loans = (1_000_i64..90_000_000, 0_i64..6_000, 1_u32..37, 0_u64..2_000, 0_u32..37, 0_usize..4);
    law_of(2_000, "csv: a list comes back", loans, |(principal, rate, count, since, paid, method)| {
        let hundredths = |value: i64| format!("{}.{:02}", value / 100, value % 100);
        let methods = ["equal_instalment", "equal_principal", "interest_first", "bullet"];
        let debt = loan(&[
            (Field::Creditor, "=甲,乙"),
            (Field::Principal, &hundredths(principal)),
            (Field::Rate, &format!("{}%", hundredths(rate))),
            (Field::Count, &count.to_string()),
            (Field::FirstDue, &super::arbitrary::after(day("2022-01-15"), since).to_string()),
            (Field::PaidCount, &paid.min(count).to_string()),
            (Field::Method, methods[method]),
        ]);
        let today = day(TODAY);
        let text = csv::export(&CsvTable::Debts(vec![debt.clone()]), today, Lang::En)
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        let found = csv::found(&ask(&[("decimal", ".")], &[]), text.as_bytes(), &mut |_, _| ());
        let Ok(Found { brings: Brings::Debts(back), refused, .. }) = found else {
            return Err(TestCaseError::fail(format!("{found:?}")));
        };
        prop_assert!(refused.is_empty(), "{:?}\n{}", refused, text);
        let figures = |debt: &Debt| {
            debt.replay(today).map(|account| (account.due_now, account.outstanding, account.days_past_due))
        };
        prop_assert_eq!(back.first().map(figures), Some(figures(&debt)), "{}", text);
        Ok(())
    });
}
