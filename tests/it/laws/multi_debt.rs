//! Several debts out of one budget lose nothing and invent nothing.

use duewise::engine::multi_debt::{MONTHS_LIMIT, Owed, Remainder, Strategy as Plan, pay_off, smallest_budget, split};
use duewise::engine::*;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{YUAN, money};
use super::{law, law_of};

fn debts() -> impl Strategy<Value = Vec<Owed>> {
    let debt = (0_i64..2_000_000, 0_i64..6_000, 0_i64..20_000).prop_map(|(balance, hundredths, minimum)| Owed {
        balance: money(balance),
        rate: Rate { value: Decimal::new(hundredths, 4), per: RatePeriod::Year },
        minimum: money(minimum),
    });
    vec(debt, 1..6)
}

fn plan() -> impl Strategy<Value = Plan> {
    prop_oneof![
        Just(Plan::Avalanche),
        Just(Plan::Snowball),
        Just(Plan::ProRata),
        Just((0..6).collect::<Vec<usize>>()).prop_shuffle().prop_map(Plan::Custom),
    ]
}

#[test]
fn what_is_paid_is_what_was_owed_and_its_interest() {
    law("plans", (debts(), plan(), 1_i64..3_000_000), |(debts, plan, budget)| {
        let budget = money(budget);
        let outcome = pay_off(&debts, budget, &plan, Rounding::HalfUp).expect("in range");
        let owed = Money::sum(YUAN, debts.iter().map(|debt| debt.balance)).expect("fits");
        let left = outcome.months.last().map_or(owed, |month| month.balance);
        prop_assert_eq!(owed.plus(outcome.interest).expect("fits"), outcome.paid.plus(left).expect("fits"));
        prop_assert!(outcome.months.len() <= usize::from(MONTHS_LIMIT));
        prop_assert_eq!(outcome.finishes(), left.is_zero());
        let (last, before) = outcome.months.split_last().map_or((None, &[][..]), |(last, before)| (Some(last), before));
        prop_assert!(before.iter().all(|month| month.paid == budget), "the whole budget goes out until the end");
        prop_assert!(last.is_none_or(|month| month.paid <= budget));
        let latest = outcome.ends.iter().flatten().max().copied().unwrap_or(0);
        prop_assert!(!outcome.finishes() || usize::from(latest) == outcome.months.len());
        Ok(())
    });
}

#[test]
fn the_smallest_budget_is_the_smallest() {
    law_of(1_000, "smallest budget", (debts(), plan(), 1_u16..60), |(debts, plan, months)| {
        let budget = smallest_budget(&debts, months, &plan, Rounding::HalfUp).expect("in range").expect("a budget");
        let takes = |budget| pay_off(&debts, budget, &plan, Rounding::HalfUp).expect("in range").months.len();
        let floor = Money::sum(YUAN, debts.iter().map(|debt| debt.minimum)).expect("fits");
        prop_assert!(takes(budget) <= usize::from(months) && budget >= floor);
        prop_assert!(budget == floor || takes(budget.minus(money(1)).expect("fits")) > usize::from(months));
        Ok(())
    });
}

#[test]
fn a_split_in_proportion_adds_up_and_is_off_by_a_fen_at_most() {
    let remainder = prop_oneof![Just(Remainder::First), Just(Remainder::Smallest), Just(Remainder::Largest)];
    law("splits", (0_i64..100_000_000_000, vec(0_i64..1_000_000, 1..12), remainder), |(minor, weights, remainder)| {
        let weights: Vec<Decimal> = weights.into_iter().map(|weight| Decimal::new(weight, 3)).collect();
        let all: Decimal = weights.iter().sum();
        let shares = split(money(minor), &weights, Rounding::Down, remainder);
        if all.is_zero() {
            prop_assert!(shares.is_err());
            return Ok(());
        }
        let shares = shares.expect("weights");
        prop_assert_eq!(Money::sum(YUAN, shares.iter().copied()).expect("fits"), money(minor));
        for (share, weight) in shares.iter().zip(&weights) {
            let exact = money(minor).exact() * weight / all;
            prop_assert!((share.exact() - exact).abs() <= Decimal::new(1, 2), "{share:?} for {exact}");
        }
        Ok(())
    });
}
