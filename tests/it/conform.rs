//! The runner judges each shape of case of the cost of credit: right passes, moved fails, unknown is a skip.

use duewise::exchange::conform::{Outcome, judge};
use serde_json::{Value, json};

/// Cases by hand: each is a power of 1.1, a plain division, or a plan worked out on paper.
fn cases() -> Vec<Value> {
    let avalanche = |extra: Value| {
        let mut case = json!({ "topic": "multi_debt_payoff", "tolerance": "0.00",
            "inputs": { "strategy": "avalanche", "debts": [
                { "name": "a", "balance": "100", "apr_pct": "12", "minimum": "5" },
                { "name": "b", "balance": "50", "apr_pct": "24", "minimum": "5" } ] } });
        if let (Some(case), Value::Object(extra)) = (case["inputs"].as_object_mut(), extra) {
            case.extend(extra);
        }
        case
    };
    let mut plan = avalanche(json!({ "monthly_budget": "40" }));
    plan["expected"] = json!({ "months": 4, "card_payoff_month": [4, 2], "rows": { "1": { "interest": "2.00", "balance": "112.00" } } });
    let mut budget = avalanche(json!({ "finish_within_months": 1 }));
    budget["expected"] = json!({ "smallest_budget": "152.00" });
    let tvm = |function: &str, inputs: Value, expected: &str| json!({ "topic": "tvm", "function": function, "inputs": inputs, "expected": expected, "tolerance": "1e-9" });
    vec![
        plan,
        budget,
        json!({ "topic": "pro_rata_split", "inputs": { "amount_minor_units": 5, "weights": [7, 3] },
            "settings": { "rounding": "floor each share" }, "expected": { "shares": [4, 1] }, "tolerance": "0" }),
        tvm("FV", json!({ "rate": "0.1", "nper": 2, "pmt": 0, "pv": -100 }), "121"),
        tvm("PV", json!({ "rate": "1.2/12", "nper": 2, "fv": 121 }), "-100"),
        tvm("PMT", json!({ "rate": 0, "nper": 4, "pv": 100 }), "-25"),
        tvm("IPMT", json!({ "rate": "0.1", "per": 1, "nper": 4, "pv": 100 }), "-10"),
        tvm("PPMT", json!({ "rate": 0, "per": 2, "nper": 4, "pv": 100 }), "-25"),
        tvm("CUMIPMT", json!({ "rate": "0.1", "nper": 4, "pv": 100, "start": 1, "end": 1 }), "-10"),
        tvm("CUMPRINC", json!({ "rate": "0.1", "nper": 4, "pv": 100, "start": 1, "end": 4 }), "-100"),
        tvm("NPER", json!({ "rate": 0, "pmt": -5, "pv": 100 }), "20"),
        tvm("RATE", json!({ "nper": 2, "pv": -100, "fv": 121 }), "0.1"),
        tvm("EFFECT", json!({ "nominal_rate": "0.2", "npery": "2.9" }), "0.21"),
        tvm("NOMINAL", json!({ "effective_rate": "0.21", "npery": 2 }), "0.2"),
        tvm("NPV", json!({ "rate": "0.1", "values": [-11, 12.1], "first_flow_discounted_one_period": true }), "0"),
        tvm("IRR", json!({ "values": [1, "-2.3", "1.32"], "guess": "0.11" }), "0.1"),
        tvm("IRR", json!({ "values": [1, "-2.3", "1.32"] }), "0.2"),
        json!({ "topic": "xirr", "function": "XIRR", "tolerance": "1e-9", "expected": "0.21", "inputs": {
            "dates": ["2025-01-01", "2026-01-01"], "amounts": ["-100", "121"], "day_count": "ACT/365F" } }),
        json!({ "topic": "xirr", "function": "XIRR", "tolerance": "1e-9", "expected": null, "inputs": {
            "dates": ["2025-01-01", "2026-01-01"], "amounts": ["100", "121"] } }),
        json!({ "topic": "xirr", "function": "XNPV", "tolerance": "1e-9", "expected": "10", "inputs": {
            "rate": "0.1", "dates": ["2026-01-01", "2025-01-01"], "amounts": ["121", "-100"] } }),
        json!({ "topic": "apr", "convention": "EU APR", "tolerance": "1e-6", "expected": { "apr_pct": "21", "apr_pct_1dp": "21.0" },
            "inputs": { "advances": [["0", "100"]], "payments": [["1/2", "110"]] } }),
        json!({ "topic": "apr", "convention": "US Reg Z App J", "tolerance": "0.005", "expected": { "apr_pct": "120" },
            "inputs": { "amount_financed": "100", "unit_periods_per_year": 12, "first_payment_whole_unit_periods": 1,
                "first_payment_fraction": "0", "payments": [["110", 1]] } }),
    ]
}

#[test]
fn right_figures_of_the_cost_of_credit_pass_and_moved_ones_fail() {
    for case in cases() {
        assert_eq!(judge(&case, false), Outcome::Pass, "{case}");
        assert!(matches!(judge(&case, true), Outcome::Fail { .. }), "{case}");
    }
}

#[test]
fn what_is_not_known_is_a_skip_with_its_reason() {
    for (field, value) in [("function", "MIRR"), ("topic", "weather"), ("convention", "Atlantis")] {
        for mut case in cases() {
            let known = case.get(field).is_some();
            case[field] = json!(value);
            assert!(!known || matches!(judge(&case, false), Outcome::Skip(_)), "{case}");
        }
    }
    let mut split = cases().swap_remove(2);
    split["inputs"]["remainder_goes_to"] = json!("Nobody");
    assert!(matches!(judge(&split, false), Outcome::Skip(_)));
}
