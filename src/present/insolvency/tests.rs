//! Distributions and plans, worked by hand.

use super::*;
use crate::case::household::Possession;
use crate::present::cases::{TODAY, day, fen, household, single};

fn ask() -> Ask {
    let mut known = household(&[("income", "100"), ("essentials", "70")]);
    let thing = |name: &str, minor: i64, protected: bool, secures: Option<&str>| Possession {
        name: name.to_owned(),
        value: fen(minor),
        protected,
        secures: secures.map(str::to_owned),
    };
    known.possessions = vec![thing("车", 90_000, false, None), thing("工具", 50_000, true, None)];
    Ask {
        debts: vec![single("a", 120_000, "2026-06-01"), single("b", 60_000, "2026-06-01")],
        household: Some(known),
        ranks: BTreeMap::new(),
        costs: String::new(),
        months: "36".to_owned(),
        place: "shenzhen".to_owned(),
        as_of: day(TODAY),
        lang: "en".to_owned(),
    }
}

fn minors(view: &InsolvencyView) -> Vec<(i64, i64)> {
    view.shares.iter().map(|share| share.minor).collect()
}

/// 1,200 and 600 are owed; 900 can be shared, 500 are protected: 600 and 300. A plan of 30 a month over 36 months pays 1,080:
/// 720 and 360.
#[test]
fn a_plan_stands_against_a_distribution() {
    let view = view(&ask()).expect("owed");
    assert_eq!(minors(&view), [(60_000, 72_000), (30_000, 36_000)]);
    let sum = |name: &str| view.sums.iter().find(|sum| sum.name == name).map(|sum| sum.minor);
    assert_eq!((sum("estate"), sum("protected"), sum("owed")), (Some(90_000), Some(50_000), Some(180_000)));
    assert_eq!((sum("distributed"), sum("planned")), (Some(90_000), Some(108_000)));
    assert!(view.finding.contains("¥1,080.00") && view.finding.contains("¥900.00"), "{}", view.finding);
}

#[test]
fn costs_and_ranks_come_first_and_a_security_pays_its_own() {
    let mut asked = ask();
    asked.costs = "100".to_owned();
    asked.ranks.insert("b".to_owned(), "preferred".to_owned());
    // 900 − 100 of costs leave 800: 600 for b in full, 200 for a.
    assert_eq!(
        minors(&view(&asked).expect("owed")).iter().map(|(paid, _)| *paid).collect::<Vec<_>>(),
        [20_000, 60_000, 10_000]
    );
    let mut asked = ask();
    if let Some(thing) = asked.household.as_mut().and_then(|known| known.possessions.first_mut()) {
        thing.secures = Some("a".to_owned());
    }
    // 900 go to a from its security; nothing is left for the rest of it and for b.
    let secured = view(&asked).expect("owed");
    assert_eq!(minors(&secured).iter().map(|(paid, _)| *paid).collect::<Vec<_>>(), [90_000, 0]);
}

#[test]
fn the_place_says_what_its_rules_are() {
    let stage = view(&ask()).and_then(|view| view.stage).expect("a stage");
    assert_eq!(stage.name, "insolvency");
    assert!(!stage.rules.is_empty() && stage.rules.iter().all(|rule| !rule.source.is_empty()));
    let mut asked = ask();
    asked.months = "many".to_owned();
    assert_eq!(view(&asked).expect("owed").errors.first().map(|(name, _)| name.as_str()), Some("months"));
}
