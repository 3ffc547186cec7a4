//! Orders of several debts, worked by hand.

use super::*;
use crate::present::cases::{TODAY, day, household, single};

fn ask(budget: &str, order: &[&str]) -> Ask {
    Ask {
        debts: vec![single("a", 120_000, "2027-06-01"), single("b", 60_000, "2027-06-01")],
        household: None,
        budget: budget.to_owned(),
        months: "6".to_owned(),
        order: order.iter().map(|id| (*id).to_owned()).collect(),
        as_of: day(TODAY),
        lang: "en".to_owned(),
    }
}

fn plan<'a>(view: &'a OrderView, name: &str) -> &'a PlanView {
    view.plans.iter().find(|plan| plan.name == name).unwrap_or_else(|| panic!("no plan {name}"))
}

/// 1,200 and 600 without interest, 300 a month: six months in every order; the smaller one is gone after two, the larger one
/// after four, both together after six.
#[test]
fn the_orders_stand_on_the_same_budget() {
    let view = view(&ask("300", &[])).expect("something is owed");
    assert_eq!(view.plans.len(), 4);
    for name in ["snowball", "avalanche", "custom", "pro_rata"] {
        assert!(plan(&view, name).months.starts_with("6 months"), "{:?}", plan(&view, name));
    }
    assert_eq!(plan(&view, "snowball").first, "debt b, 2 months");
    assert_eq!(plan(&view, "custom").first, "debt a, 4 months");
    assert_eq!(plan(&view, "pro_rata").first, "debt a, 6 months");
    assert_eq!(view.finding, "These orders cost the same interest.");
    assert!(view.smallest.contains("¥300.00"), "{}", view.smallest);
    let offers: Vec<(&str, i64)> = view.debts.iter().map(|debt| (debt.id.as_str(), debt.offer.0)).collect();
    assert_eq!(offers, [("a", 20_000), ("b", 10_000)]);
}

#[test]
fn an_order_of_ones_own_counts() {
    let view = view(&ask("300", &["b", "a"])).expect("something is owed");
    assert_eq!(view.debts.iter().map(|debt| debt.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(plan(&view, "custom").first, "debt b, 2 months");
}

#[test]
fn the_budget_comes_from_the_household_and_what_is_typed_wins() {
    let mut asked = ask("", &[]);
    asked.household = Some(household(&[("income", "5000"), ("essentials", "4900")]));
    assert_eq!(view(&asked).expect("owed").budget.0, 10_000);
    asked.budget = "150".to_owned();
    assert_eq!(view(&asked).expect("owed").budget.0, 15_000);
    asked.budget = "much".to_owned();
    asked.months = "0".to_owned();
    let wrong = view(&asked).expect("owed");
    assert_eq!(wrong.errors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["budget", "months"]);
    asked.debts.clear();
    assert!(view(&asked).is_none());
}
