//! The runner judges cases of law by the packs: right passes, moved fails, and what the packs do not confirm is a skip.

use duewise::exchange::conform::{Outcome, judge};
use serde_json::{Value, json};

/// By hand, from the text of each rule.
fn cases() -> Vec<Value> {
    let case = |code: &str, topic: &str, inputs: Value, expected: Value| {
        json!({ "jurisdiction": code, "topic": topic,
        "inputs": inputs, "expected": expected, "tolerance": "0" })
    };
    vec![
        // LPR of 20 January 2022 was 3.70.
        case(
            "CN",
            "private lending cap = 4 x 1Y LPR at contract formation",
            json!({ "contract_date": "2022-01-25" }),
            json!({ "lpr_1y_pct": "3.70", "cap_pct": "14.8" }),
        ),
        // 10,000 · 1.5 · 3.65 % over 73 days of 365 before 20 June 2023: 109.50.
        case(
            "CN",
            "overdue interest at a multiple of LPR",
            json!({ "principal": "10000", "multiple": "1.5", "start": "2023-03-01", "end": "2023-05-13", "inclusion": "first", "day_count": "ACT/365" }),
            json!({ "days": 73, "interest": "109.50" }),
        ),
        // £200 for 10 days: 200 · 0.008 · 10 = 16.
        case(
            "UK",
            "HCSTC price cap",
            json!({ "credit": "200", "days_outstanding_full_balance": 10, "default_fees_charged": "20" }),
            json!({ "initial_cost_cap": "16", "max_default_fees": "15", "max_total_charges": "31", "total_cost_cap": "200" }),
        ),
        case(
            "HK",
            "effective rate limits",
            json!({ "cases": [{ "agreement": "2022-12-29", "rate_pct": "48" }, { "agreement": "2022-12-29", "rate_pct": "61" }] }),
            json!({ "result": ["ok", "offence, unenforceable"] }),
        ),
        case(
            "KE",
            "in duplum for non-performing loans",
            json!({ "principal_when_npl": "500", "interest_after": "400", "recovery_expenses": "10" }),
            json!({ "max_recoverable": "1010", "excess_interest": "0" }),
        ),
    ]
}

#[test]
fn right_figures_of_law_pass_and_moved_ones_fail() {
    for case in cases() {
        assert_eq!(judge(&case, false), Outcome::Pass, "{case}");
        assert!(matches!(judge(&case, true), Outcome::Fail { .. }), "{case}");
    }
}

#[test]
fn a_figure_that_the_packs_do_not_confirm_is_a_skip() {
    let late = json!({ "jurisdiction": "ID", "topic": "online P2P consumer late fee", "tolerance": "0",
        "inputs": { "outstanding": "1000000", "agreed_funding": "1000000", "days_late": 60, "year": "2026" },
        "expected": { "max_late_fee": "60000.00" } });
    let skipped = judge(&late, false);
    assert!(matches!(&skipped, Outcome::Skip(why) if why.contains("id.p2p.late.2025")), "{skipped:?}");
    for (field, value) in [("topic", "weather"), ("jurisdiction", "XX")] {
        let mut case = cases().swap_remove(0);
        case[field] = json!(value);
        assert!(matches!(judge(&case, false), Outcome::Skip(_)), "{case}");
    }
}
