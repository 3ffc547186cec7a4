//! A loan of Apache Fineract becomes a debt whose every figure is compared with the file's.

use chrono::NaiveDate;
use duewise::case::{AsOfFrom, Compared, Explanation, FineractError, ImportError, Incoming, Loan, Value};
use duewise::engine::{Component, Money};
use duewise::exchange::import;

const LATE: &str = include_str!("../data/fineract/late-with-penalty.json");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn loan(text: &str, today: &str) -> Loan {
    match import(text.as_bytes(), day(today)).map(|report| report.incoming) {
        Ok(Incoming::Loan(loan)) => *loan,
        other => panic!("not a loan: {other:?}"),
    }
}

fn changed(path: &[&str], value: serde_json::Value) -> String {
    let mut json: serde_json::Value = serde_json::from_str(LATE).unwrap_or_default();
    let mut at = &mut json;
    for step in path {
        at = match step.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => &mut at[*step],
        };
    }
    *at = value;
    json.to_string()
}

/// Worked by hand in tests/e2e/brings-in-a-real-loan.spec.mjs: principal 2,899.57, interest 154.39, penalty 50.00.
#[test]
fn a_late_loan_with_a_penalty_is_equal_in_every_figure() {
    let loan = loan(LATE, "2026-11-23");
    let different: Vec<_> = loan.comparisons.iter().filter(|each| !each.is_equal()).collect();
    assert!(different.is_empty(), "{different:#?}");
    assert!(loan.comparisons.len() > 150, "{}", loan.comparisons.len());
    let account = loan.debt.replay(day("2026-11-23")).expect("replays");
    let minor = |amount: Money| amount.minor();
    assert_eq!(Component::ALL.map(|component| minor(account.due_now.get(component))), [289_957, 15_439, 5_000, 0]);
    assert_eq!(account.days_past_due, 100);
    assert_eq!(loan.as_of_from, AsOfFrom::File);
    assert!(loan.debt.imported.as_ref().is_some_and(|imported| !imported.stated_schedule));
    assert!(loan.debt.check().is_ok());
}

#[test]
fn the_day_of_the_figures_comes_from_the_file_and_not_from_the_clock() {
    let later = loan(LATE, "2027-05-01");
    let imported = later.debt.imported.expect("imported");
    assert_eq!(imported.as_of, day("2026-11-23"));
    assert!(imported.differences.is_empty());
}

#[test]
fn the_same_loan_brought_in_twice_has_one_id() {
    assert_eq!(loan(LATE, "2026-11-23").debt.id, loan(LATE, "2026-12-24").debt.id);
}

#[test]
fn a_schedule_that_does_not_follow_from_the_terms_is_kept_and_the_difference_shown() {
    let loan = loan(&changed(&["repaymentSchedule", "periods", "9", "interestDue"], 44.67.into()), "2026-11-23");
    assert!(loan.debt.imported.as_ref().is_some_and(|imported| imported.stated_schedule));
    let row =
        loan.comparisons.iter().find(|each| each.what == Compared::RowDue(9, Component::Interest)).expect("compared");
    let value = |minor| Money::try_new(minor, duewise::engine::Currency::CNY).map_or(Value::None, Value::Money);
    assert_eq!((row.ours, row.theirs), (value(3_467), value(4_467)));
    assert_eq!(row.explanation, Some(Explanation::StatedScheduleUsed));
}

#[test]
fn a_wrong_summary_is_shown_with_both_figures() {
    let loan = loan(&changed(&["summary", "interestOverdue"], 254.39.into()), "2026-11-23");
    let different: Vec<_> = loan.comparisons.iter().filter(|each| !each.is_equal()).collect();
    assert_eq!(different.len(), 1);
    assert_eq!(different[0].what, Compared::Overdue(Component::Interest));
    assert!(different[0].explanation.is_some());
}

#[test]
fn every_difference_has_an_explanation() {
    for (path, value) in [
        (vec!["summary", "totalOutstanding"], serde_json::json!(1)),
        (vec!["delinquent", "pastDueDays"], serde_json::json!(90)),
        (vec!["transactions", "5", "principalPortion"], serde_json::json!(1)),
        (vec!["repaymentSchedule", "periods", "5", "interestPaid"], serde_json::json!(9)),
    ] {
        let loan = loan(&changed(&path, value), "2026-11-23");
        let different: Vec<_> = loan.comparisons.iter().filter(|each| !each.is_equal()).collect();
        assert!(!different.is_empty(), "{path:?}");
        assert!(different.iter().all(|each| each.explanation.is_some()));
    }
}

#[test]
fn dates_may_be_text_and_numbers_may_be_written_in_any_exact_way() {
    let text = LATE.replace("[\n", "[").to_owned();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    fn dates(value: &mut serde_json::Value) {
        if let Some(list) = value.as_array()
            && let [y, m, d] = list.as_slice()
            && let (Some(y), Some(m), Some(d)) = (y.as_i64(), m.as_i64(), d.as_i64())
        {
            *value = format!("{y:04}-{m:02}-{d:02}").into();
            return;
        }
        match value {
            serde_json::Value::Array(list) => list.iter_mut().for_each(dates),
            serde_json::Value::Object(map) => map.values_mut().for_each(dates),
            _ => {}
        }
    }
    let mut iso = json;
    dates(&mut iso);
    let exact = iso.to_string().replace("10000.0", "1.000000E+4");
    assert_eq!(loan(&exact, "2026-11-23").debt.inputs, loan(LATE, "2026-11-23").debt.inputs);
}

#[test]
fn what_cannot_be_brought_in_says_why() {
    let refused = |text: &str| import(text.as_bytes(), day("2026-11-23")).err();
    let fineract = |error| Some(ImportError::Fineract(error));
    assert_eq!(refused(&changed(&["repaymentSchedule"], serde_json::Value::Null)), fineract(FineractError::NoSchedule));
    assert_eq!(refused(&changed(&["currency", "code"], "¥".into())), fineract(FineractError::Currency));
    assert_eq!(refused(&changed(&["principal"], 1e19.into())), None);
    assert_eq!(refused(&changed(&["transactions", "5", "amount"], 1e19.into())), fineract(FineractError::Amount));
    assert!(matches!(
        refused(&changed(&["principal"], "ten".into())),
        Some(ImportError::Fineract(FineractError::Malformed { .. }))
    ));
    assert_eq!(refused(r#"{"name":"package","version":"1.0.0"}"#), Some(ImportError::Unknown));
}
