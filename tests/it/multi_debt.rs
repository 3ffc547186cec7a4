//! Several debts out of one budget, and splits that lose nothing: figures by hand, each with its source.

use duewise::engine::multi_debt::{MONTHS_LIMIT, Month, Owed, Remainder, Strategy, pay_off, smallest_budget, split};
use duewise::engine::*;
use rust_decimal::Decimal;

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn owed(balance: i64, percent: i64, minimum: i64) -> Owed {
    let rate = Rate::percent_per_year(Decimal::from(percent)).expect("within the limits");
    Owed { balance: yuan(balance), rate, minimum: yuan(minimum) }
}

/// source: by hand. 100 at 12 % and 50 at 24 %, 40 a month, minimums of 5: interest 1.00 + 1.00; the avalanche puts
/// 35 on the second, the snowball too as it is the smaller.
#[test]
fn the_first_month_by_hand() {
    let debts = [owed(10_000, 12, 500), owed(5_000, 24, 500)];
    let outcome = pay_off(&debts, yuan(4_000), &Strategy::Avalanche, Rounding::HalfUp).expect("a plan");
    assert_eq!(outcome.months[0], Month { interest: yuan(200), paid: yuan(4_000), balance: yuan(11_200) });
    assert_eq!(outcome.ends, [Some(4), Some(2)]);
    assert_eq!(outcome.paid, yuan(15_000).plus(outcome.interest).expect("fits"));
    let custom = Strategy::Custom(vec![0, 1, 7]);
    assert_eq!(pay_off(&debts, yuan(4_000), &custom, Rounding::HalfUp).expect("a plan").ends[0], Some(3));
    let shared = pay_off(&debts, yuan(4_000), &Strategy::ProRata, Rounding::HalfUp).expect("a plan");
    assert!(shared.finishes() && shared.interest > outcome.interest);
}

#[test]
fn a_budget_below_the_interest_is_given_up_after_a_hundred_years() {
    let outcome = pay_off(&[owed(1_000_000, 24, 2_500)], yuan(15_000), &Strategy::Snowball, Rounding::HalfUp);
    let outcome = outcome.expect("a plan");
    assert!(!outcome.finishes() && outcome.outgrown);
    assert_eq!((outcome.months.len(), outcome.paid), (usize::from(MONTHS_LIMIT), yuan(18_000_000)));
}

#[test]
fn a_debt_of_nothing_ends_before_it_begins() {
    let debts = [owed(0, 24, 2_500)];
    let outcome = pay_off(&debts, yuan(0), &Strategy::Snowball, Rounding::HalfUp).expect("a plan");
    assert_eq!((outcome.months.len(), outcome.ends.as_slice()), (0, [Some(0)].as_slice()));
    assert!(pay_off(&[], yuan(0), &Strategy::Snowball, Rounding::HalfUp).is_err());
    assert!(pay_off(&debts, yuan(-1), &Strategy::Snowball, Rounding::HalfUp).is_err());
    assert!(pay_off(&[owed(-1, 0, 0)], yuan(1), &Strategy::Snowball, Rounding::HalfUp).is_err());
}

#[test]
fn the_smallest_budget_does_it_and_a_fen_less_does_not() {
    let debts = [owed(123_456, 18, 2_000), owed(98_765, 7, 3_000), owed(40_000, 36, 0)];
    for strategy in [Strategy::Avalanche, Strategy::Snowball, Strategy::ProRata] {
        let budget = smallest_budget(&debts, 24, &strategy, Rounding::HalfUp).expect("fits").expect("a budget");
        let months = |budget| pay_off(&debts, budget, &strategy, Rounding::HalfUp).expect("a plan").months.len();
        assert!(months(budget) <= 24 && months(budget.minus(yuan(1)).expect("fits")) > 24);
    }
    assert_eq!(smallest_budget(&debts, 0, &Strategy::Snowball, Rounding::HalfUp), Ok(None));
    let growing = [owed(1_000_000_000_000, 10_000, 1)];
    let budget = smallest_budget(&growing, 12, &Strategy::Snowball, Rounding::HalfUp);
    assert!(budget.is_ok_and(|budget| budget.is_some_and(Money::is_positive)));
}

fn parts(minor: i64, weights: &[i64], rounding: Rounding, remainder: Remainder) -> Vec<i64> {
    let weights: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
    let amount = Money::try_new(minor, Currency::CNY).expect("within the limits");
    let shares = split(amount, &weights, rounding, remainder).expect("weights");
    shares.into_iter().map(Money::minor).collect()
}

/// source: Fowler's own example: 5 cents by 7 to 3 are 4 and 1.
#[test]
fn a_split_by_weight_loses_no_fen() {
    assert_eq!(parts(5, &[7, 3], Rounding::Down, Remainder::First), [4, 1]);
    assert_eq!(parts(5, &[7, 3], Rounding::Down, Remainder::Smallest), [3, 2]);
    assert_eq!(parts(100, &[1, 1, 1], Rounding::Down, Remainder::First), [34, 33, 33]);
    assert_eq!(parts(100, &[3, 1, 2], Rounding::Down, Remainder::Largest), [51, 16, 33]);
    assert_eq!(parts(-100, &[1, 1, 1], Rounding::Down, Remainder::First), [-34, -33, -33]);
    assert_eq!(parts(1, &[0, 1], Rounding::Down, Remainder::First), [0, 1]);
    assert_eq!(parts(5, &[1, 1, 1], Rounding::HalfUp, Remainder::First), [1, 2, 2], "one too many is taken back");
}

#[test]
fn weights_of_nothing_cannot_be_split_by() {
    let amount = Money::try_new(5, Currency::CNY).expect("within the limits");
    for weights in [vec![], vec![Decimal::ZERO], vec![Decimal::TWO, Decimal::NEGATIVE_ONE]] {
        assert!(split(amount, &weights, Rounding::Down, Remainder::First).is_err());
    }
}
