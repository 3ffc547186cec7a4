//! The runner judges each shape of case of procedure: right passes, moved fails, what is missing is a skip.

use duewise::exchange::conform::{Outcome, judge};
use serde_json::{Value, json};

/// Cases by hand; their arithmetic stands beside the functions that they call.
fn cases() -> Vec<Value> {
    let fee = |topic: &str, field: &str, sum: &str, fee: &str| json!({ "topic": topic, "tolerance": "0.00", "inputs": { field: sum }, "expected": { "fee": fee } });
    vec![
        fee("case acceptance fee (财产案件受理费)", "claim", "50000", "1050"),
        fee("execution application fee", "amount", "6000000", "57400"),
        fee("preservation fee", "amount", "896001", "5000"),
        json!({ "topic": "credit report repayment-status code from days past due", "tolerance": "0",
            "inputs": { "days_past_due": [0, 31] }, "expected": { "code": ["N", "2"] } }),
        json!({ "topic": "bank asset classification floor by days past due", "tolerance": "0",
            "inputs": { "days_past_due": [90, 271, 361] }, "expected": { "at_least": ["关注", "可疑", "损失"] } }),
        json!({ "topic": "one-off credit repair eligibility (window closed)", "tolerance": "0",
            "inputs": { "cases": [{ "overdue_amount": "1", "occurred": "2024-01-01", "repaid": "2026-01-31" },
                { "overdue_amount": "1", "occurred": "2026-01-01", "repaid": "2026-01-31" }] },
            "expected": { "eligible": [true, false], "hidden_by": ["2026-02-28", null] } }),
        json!({ "topic": "payment allocation by agreed order", "tolerance": "0.00",
            "inputs": { "debts": { "principal": "100", "interest": "10", "lawyer_fee": "5" },
                "order": ["lawyer_fee", "principal", "interest"], "payment": "50" },
            "expected": { "lawyer_fee": "0", "principal": "55", "interest": "10" } }),
        json!({ "topic": "default allocation order", "tolerance": "0",
            "inputs": { "enforcement_costs": "3", "interest": "12", "principal": "100", "payment": "20" },
            "expected": { "enforcement_costs_paid": "3", "interest_paid": "12", "principal_paid": "5", "principal_left": "95" } }),
        json!({ "topic": "doubled interest after judgment", "tolerance": "0.00",
            "inputs": { "owed": "100000", "from": "2026-01-10", "to": "2026-04-20" },
            "expected": { "doubled_interest": "1750" } }),
    ]
}

#[test]
fn right_figures_of_procedure_pass_and_moved_ones_fail() {
    for case in cases() {
        assert_eq!(judge(&case, false), Outcome::Pass, "{case}");
        assert!(matches!(judge(&case, true), Outcome::Fail { .. }), "{case}");
    }
}

#[test]
fn a_case_of_procedure_without_its_inputs_is_a_skip() {
    for mut case in cases() {
        case["inputs"] = json!({});
        assert!(matches!(judge(&case, false), Outcome::Skip(_)), "{case}");
    }
}
