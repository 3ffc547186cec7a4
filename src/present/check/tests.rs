//! The check as a reader goes through it: what is asked, in which order, and what comes out.

use super::*;
use crate::case::Scenario;
use crate::engine::{Base, Currency, LateCharge, Rate, RatePeriod};

fn asked(answers: &[(&str, &str)], lang: Lang) -> CheckAsk {
    CheckAsk {
        debt: None,
        answers: answers.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect(),
        again: None,
        enough: false,
        lateness: None,
        as_of: "2026-11-23".parse().unwrap_or_default(),
        lang: lang.tag().to_owned(),
    }
}

fn seen(answers: &[(&str, &str)]) -> CheckView {
    view(&asked(answers, Lang::Zh)).unwrap_or_default()
}

fn open_after(answers: &[(&str, &str)]) -> String {
    seen(answers).question.map(|question| question.key).unwrap_or_default()
}

const PRIVATE: [(&str, &str); 10] = [
    ("jurisdiction", "CN"),
    ("lender", "private"),
    ("product", "loan"),
    ("signed", "2019-06-01"),
    ("filed", "2021-03-10"),
    ("what", "interest"),
    ("principal", "1万"),
    ("deducted", "none"),
    ("rate", "36%"),
    ("until", "2021-03-10"),
];
const CARD: [(&str, &str); 7] = [
    ("jurisdiction", "CN"),
    ("lender", "bank"),
    ("product", "credit_card"),
    ("signed", "2020-05-01"),
    ("what", "on_fees"),
    ("on_fees", "12.34"),
    ("charged_on", "2026-10-05"),
];
const SMALL: [(&str, &str); 9] = [
    ("jurisdiction", "CN"),
    ("lender", "small_loan"),
    ("product", "loan"),
    ("signed", "2026-02-01"),
    ("what", "interest"),
    ("principal", "10000"),
    ("deducted", "none"),
    ("rate", "30%"),
    ("until", "2026-08-20"),
];
const PAYDAY: [(&str, &str); 7] = [
    ("jurisdiction", "UK"),
    ("product", "payday"),
    ("signed", "2026-03-01"),
    ("principal", "100"),
    ("days_out", "30"),
    ("interest", "30"),
    ("default_fees", "20"),
];
const FEE: [(&str, &str); 7] = [
    ("jurisdiction", "US"),
    ("product", "credit_card"),
    ("what", "fee"),
    ("fee_amount", "45"),
    ("fee_on", "2026-07-02"),
    ("minimum", "60"),
    ("earlier", "none"),
];
const PENAL: [(&str, &str); 8] = [
    ("jurisdiction", "IN"),
    ("product", "loan"),
    ("signed", "2024-05-01"),
    ("what", "late"),
    ("late_charged", "400"),
    ("charged_on", "today"),
    ("penalty_form", "rate_add_on"),
    ("capitalised", "no"),
];

/// Answers whatever is asked; gives the order of asking and what came out.
fn answered(all: &[(&'static str, &'static str)]) -> (Vec<String>, CheckView) {
    let (mut answers, mut order): (Vec<(&str, &str)>, Vec<String>) = (Vec::new(), Vec::new());
    for _ in 0..30 {
        let view = seen(&answers);
        let Some(question) = &view.question else { return (order, view) };
        order.push(question.key.clone());
        let Some(answer) = all.iter().find(|(name, _)| *name == question.key) else { return (order, view) };
        answers.push(*answer);
    }
    (order, CheckView::default())
}

/// The answers of one charge, by the names of the questions.
type Answers = &'static [(&'static str, &'static str)];

#[test]
fn each_of_six_charges_is_asked_only_what_it_needs_and_gets_its_rule_and_sum() {
    // source: the sums are worked out by hand in `tests/it/law/accepted.rs`; the Indian one is the penal interest typed.
    let cases: [(Answers, &str, i64); 6] = [
        (&PRIVATE, "cn.private.cap.2021", 260_635),
        (&CARD, "cn.card.fees.2017", 1_234),
        (&SMALL, "cn.small_loan.cost.2026", 32_877),
        (&PAYDAY, "uk.hcstc.price.2015", 1_100),
        (&FEE, "us.card.late_fee.2022", 1_500),
        (&PENAL, "in.penal.2024", 40_000),
    ];
    for (answers, rule, sum) in cases {
        let (order, view) = answered(answers);
        assert!(view.question.is_none(), "{rule}: {order:?} is one too many: {:?}", view.question);
        assert_eq!(view.verdict, "above", "{rule}: {order:?}, {:?}", view.findings);
        assert_eq!(view.contestable.map(|sum| sum.minor), Some(sum), "{rule}");
        let found = view.findings.iter().find(|finding| finding.rule == rule);
        assert_eq!(found.map(|finding| finding.outcome.as_str()), Some("above"), "{rule}");
        assert!(order.len() <= 10, "{rule}: {order:?}");
    }
}

#[test]
fn the_day_of_a_charge_decides_which_rule_is_held_against_it() {
    let with = |all: &'static [(&str, &str)], day: &'static str| {
        let changed: Vec<_> =
            all.iter().map(|(name, answer)| (*name, if *name == "charged_on" { day } else { *answer })).collect();
        let (_, view) = answered(&changed);
        let found = view.findings.first().cloned();
        (view.verdict, found.map(|found| found.rule).unwrap_or_default(), view.contestable.map(|sum| sum.minor))
    };
    // source: 银发〔2016〕111号 has applied since 1 January 2017; the rules before it were not read.
    assert_eq!(with(&CARD, "2016-12-31").0, "cannot");
    assert_eq!(with(&CARD, "2017-01-01"), ("above".to_owned(), "cn.card.fees.2017".to_owned(), Some(1_234)));
    // source: RBI/2023-24/53 reaches older loans from 30 June 2024 at the latest.
    let old: Vec<_> = PENAL.iter().map(|(n, a)| (*n, if *n == "signed" { "2023-05-01" } else { *a })).collect();
    let old: &'static [(&str, &str)] = Vec::leak(old);
    assert_eq!(with(old, "2024-03-31").0, "within");
    assert_eq!(with(old, "2024-05-15").0, "depends");
    assert_eq!(with(old, "2024-06-30"), ("above".to_owned(), "in.penal.older".to_owned(), Some(40_000)));
    // source: 0.06 % a day against at most 0.05 % until the end of 2020.
    const RATE: [(&str, &str); 7] = [
        ("jurisdiction", "CN"),
        ("lender", "bank"),
        ("product", "credit_card"),
        ("signed", "2019-05-01"),
        ("what", "interest"),
        ("rate", "0.06%/day"),
        ("charged_on", "2020-12-31"),
    ];
    assert_eq!(with(&RATE, "2020-12-31"), ("above".to_owned(), "cn.card.rate.2017".to_owned(), None));
    assert_ne!(with(&RATE, "2021-01-01").0, "above");
}

#[test]
fn a_number_of_bills_that_cannot_be_read_is_called_so() {
    let mut answers = FEE;
    answers[6] = ("earlier", "same");
    let question = seen(&answers).question.unwrap_or_default();
    assert_eq!(question.key, "earlier");
    assert!(question.error.contains("账单期数"), "{}", question.error);
}

#[test]
fn an_answer_that_cannot_be_read_is_asked_again_with_what_would_work() {
    let view = seen(&[("jurisdiction", "CN"), ("lender", "private"), ("product", "loan"), ("signed", "soon")]);
    let question = view.question.unwrap_or_default();
    assert_eq!((question.key.as_str(), question.before.as_str()), ("signed", "soon"));
    assert!(!question.error.is_empty());
}

#[test]
fn a_lender_that_nobody_knows_is_cannot_tell_with_the_question_that_would_settle_it() {
    let all = [("jurisdiction", "CN"), ("lender", "unknown")];
    let view = view(&CheckAsk { enough: true, ..asked(&all, Lang::En) }).unwrap_or_default();
    assert_eq!(view.verdict, "cannot");
    assert!(view.contestable.is_none());
    assert!(view.findings.iter().any(|finding| finding.settles.as_ref().is_some_and(|(key, _)| key == "lender")));
}

#[test]
fn what_is_over_the_limit_of_the_simulator_is_over_it_since_a_day() {
    // ¥5,000 at 0.1 % a day on time lent in February 2026 by a small-loan company: 36.5 % a year against 24 %.
    // Day 1: 5.00 charged, 5,000 · 0.24 ⁄ 365 = 3.29 allowed.
    let charge = LateCharge::daily(
        Rate { value: rust_decimal::Decimal::new(1, 3), per: RatePeriod::Day },
        Base::OverduePrincipal,
    );
    let scenario = Scenario {
        amount: Money::try_new(500_000, Currency::CNY).unwrap_or(Money::zero(Currency::CNY)),
        due: "2026-09-01".parse().unwrap_or_default(),
        contract_rate: Rate::ZERO,
        charges: vec![charge],
        days: 30,
        what_if: None,
    };
    let mut ask = asked(SMALL.get(..4).unwrap_or_default(), Lang::En);
    ask.lateness = Some((scenario, 90));
    let view = view(&ask).unwrap_or_default();
    assert!(view.question.is_none(), "{:?}", view.question);
    let cap = view.cap.unwrap_or_else(|| panic!("no cap: {}", view.sentence));
    assert_eq!(cap.above_from, Some(1));
    // source: 5,000 · 0.24 · 90 ⁄ 365 = 295.89.
    assert_eq!(cap.line.last().map(|(day, limit)| (*day, limit.minor())), Some((90, 29_589)));
    ask.answers.truncate(1);
    assert_eq!(super::view(&ask).and_then(|view| view.question).map(|asked| asked.key).as_deref(), Some("lender"));
}

#[test]
fn a_place_without_rules_is_said_to_have_none() {
    let view = seen(&[("jurisdiction", "ZZ")]);
    assert!(view.question.is_none(), "{:?}", view.question);
    assert_eq!(view.verdict, "cannot");
}

#[test]
fn a_question_can_be_put_again() {
    let ask = CheckAsk { again: Some("lender".to_owned()), ..asked(&PRIVATE, Lang::En) };
    assert_eq!(view(&ask).and_then(|view| view.question).map(|question| question.key).as_deref(), Some("lender"));
    assert_eq!(open_after(PRIVATE.get(..9).unwrap_or_default()), "until");
}
