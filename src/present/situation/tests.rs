//! The names of situations, each from a case worked by hand.

use super::*;
use crate::case::household::Possession;
use crate::present::cases::{TODAY, day, fen, household, late_loan, single};

fn ask(debts: Vec<Debt>, household: Option<Household>) -> Ask {
    Ask { debts, household, as_of: day(TODAY), lang: "zh-CN".to_owned() }
}

fn answered(mut household: Household, answers: Answers) -> Household {
    household.answers = answers;
    household
}

#[test]
fn each_kind_of_late_customer_has_its_name_and_path() {
    let loan = || vec![late_loan("a")];
    let means = |income: &str| household(&[("income", income), ("essentials", "4000")]);
    // 1,000 a month are free: later payments fit (see the options).
    let temporary = view(&ask(loan(), Some(means("5000"))));
    assert_eq!(temporary.name, Name::Temporary);
    assert_eq!(
        temporary.steps.first().map(|step| (step.to.as_str(), step.debt.as_deref())),
        Some(("options", Some("a")))
    );
    assert!(temporary.help.is_empty());
    // 5,000 a month are free: 4,000 now and 1,000 each month are there.
    let able = view(&ask(loan(), Some(means("9000"))));
    assert_eq!(able.name, Name::Able);
    // 100 a month: 68 payments of 177 at most and no principal given up cannot end 12,000; 60 months pay 6,000.
    let insolvent = view(&ask(loan(), Some(means("4100"))));
    assert_eq!(insolvent.name, Name::Insolvent);
    assert!(insolvent.help.iter().any(|line| line.contains("12348")));
    // The same with things to sell for 9,000: no plan of payments fits, but what there is covers the debt.
    let mut owner = means("4100");
    owner.possessions.push(Possession { name: "车".to_owned(), value: fen(900_000), protected: false, secures: None });
    assert_eq!(view(&ask(loan(), Some(owner))).name, Name::Lasting);
    let disputed = answered(means("5000"), Answers { disputed: Some(true), ..Answers::default() });
    assert_eq!(view(&ask(loan(), Some(disputed))).name, Name::Disputed);
    assert_eq!(view(&ask(Vec::new(), None)).name, Name::NoDebts);
    assert_eq!(view(&ask(vec![single("c", 100_000, "2027-06-01")], Some(means("5000")))).name, Name::OnTime);
}

#[test]
fn without_a_budget_the_answers_speak_and_the_budget_comes_first() {
    let unwilling = Answers { reason: Some(Reason::Unwilling), ..Answers::default() };
    let empty = answered(Household::new(crate::engine::Currency::CNY), unwilling);
    let view = view(&ask(vec![late_loan("a")], Some(empty)));
    assert_eq!(view.name, Name::Able);
    assert_eq!(view.steps.first().map(|step| step.to.as_str()), Some("budget"));
    assert!(view.score.is_none());
}

#[test]
fn somebody_in_danger_comes_before_money() {
    let risk = Answers { at_risk: Some(true), ..Answers::default() };
    let view = view(&ask(Vec::new(), Some(answered(Household::new(crate::engine::Currency::CNY), risk))));
    assert!(view.urgent && view.help.len() > 2);
}

#[test]
fn the_score_shows_its_four_parts() {
    let known = household(&[("income", "5000"), ("essentials", "4000"), ("cash", "8000")]);
    let score = view(&ask(vec![late_loan("a")], Some(known))).score.expect("a score");
    // Eight payments of 1,000 in a year are 666.67 a month, 13.3 % of income: 25. Left: 333.33, 6.7 %: 10. Cash for two
    // months: 10. 100 days late since 15 August: none.
    let points: Vec<u8> = score.parts.iter().map(|part| part.points).collect();
    assert_eq!((points, score.score), (vec![25, 10, 10, 0], 45));
}
