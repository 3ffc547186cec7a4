//! Distribution by rank and in proportion, by hand.

use duewise::engine::insolvency::{Asset, Distribution, Owing, Rank, Share, distribute, plan};
use duewise::engine::*;

use super::yuan;

fn owing(minor: i64, rank: Rank) -> Owing {
    Owing { amount: yuan(minor), rank, secured_on: None }
}

fn asset(value: i64, protected: i64) -> Asset {
    Asset { value: yuan(value), protected: yuan(protected) }
}

fn paid(distribution: &Distribution) -> Vec<(i64, i64, i64)> {
    let minor = |share: &Share| (share.from_security.minor(), share.from_rest.minor(), share.unpaid.minor());
    distribution.shares.iter().map(minor).collect()
}

#[test]
fn ranks_are_paid_in_turn_and_equals_in_proportion() {
    // 1,000 there, 200 of it protected. Costs 100, wages 300, then 400 for 500 + 1,000: a third and two thirds.
    let claims = [
        owing(1_000, Rank::Ordinary),
        owing(500, Rank::Ordinary),
        owing(300, Rank::Preferred),
        owing(100, Rank::Costs),
        owing(50, Rank::Subordinate),
    ];
    let done = distribute(Currency::CNY, &[asset(700, 200), asset(300, 0)], &claims).expect("a distribution");
    assert_eq!((done.estate, done.protected, done.left), (yuan(800), yuan(200), yuan(0)));
    // 266.67 and 133.33: the unit that is left goes to the larger cut-off part.
    assert_eq!(paid(&done), [(0, 267, 733), (0, 133, 367), (0, 300, 0), (0, 100, 0), (0, 0, 50)]);
}

#[test]
fn a_secured_claim_takes_its_asset_first_and_its_shortfall_joins_its_rank() {
    // The home brings 900: 1,000 are secured on it, 100 stay. With 100 there for 100 + 300: a quarter, 25, and 75.
    let secured = Owing { secured_on: Some(0), ..owing(1_000, Rank::Ordinary) };
    let claims = [secured, owing(300, Rank::Ordinary)];
    let done = distribute(Currency::CNY, &[asset(900, 0), asset(100, 0)], &claims).expect("a distribution");
    assert_eq!(paid(&done), [(900, 25, 75), (0, 75, 225)]);
    // What the asset brings beyond the claim is there for all.
    let done = distribute(Currency::CNY, &[asset(1_100, 0)], &claims).expect("a distribution");
    assert_eq!(paid(&done), [(1_000, 0, 0), (0, 100, 200)]);
    // Two on one asset: the first in the list first.
    let second = Owing { secured_on: Some(0), ..owing(200, Rank::Ordinary) };
    let done = distribute(Currency::CNY, &[asset(1_100, 0)], &[secured, second]).expect("a distribution");
    assert_eq!(paid(&done), [(1_000, 0, 0), (100, 0, 100)]);
}

#[test]
fn equal_cut_off_parts_go_to_the_claim_that_stands_first() {
    let claims = [owing(10, Rank::Ordinary), owing(10, Rank::Ordinary), owing(10, Rank::Ordinary)];
    let done = distribute(Currency::CNY, &[asset(20, 0)], &claims).expect("a distribution");
    assert_eq!(paid(&done), [(0, 7, 3), (0, 7, 3), (0, 6, 4)]);
}

#[test]
fn what_is_left_after_all_claims_is_named() {
    let done = distribute(Currency::CNY, &[asset(100, 0)], &[owing(30, Rank::Public)]).expect("a distribution");
    assert_eq!((done.left, paid(&done)), (yuan(70), vec![(0, 30, 0)]));
    let none = distribute(Currency::CNY, &[], &[owing(30, Rank::Public)]).expect("a distribution");
    assert_eq!(paid(&none), [(0, 0, 30)]);
}

#[test]
fn a_plan_pays_the_ranks_from_its_payments() {
    // 12 payments of 10: 120. Public 40 in full, then 80 for 100 + 300: 20 and 60.
    let secured = Owing { secured_on: Some(7), ..owing(100, Rank::Ordinary) };
    let claims = [secured, owing(300, Rank::Ordinary), owing(40, Rank::Public)];
    let done = plan(yuan(10), 12, &claims).expect("a plan");
    assert_eq!((done.estate, paid(&done)), (yuan(120), vec![(0, 20, 80), (0, 60, 240), (0, 40, 0)]));
}

#[test]
fn what_cannot_be_is_refused() {
    let missing = Owing { secured_on: Some(1), ..owing(10, Rank::Ordinary) };
    assert!(distribute(Currency::CNY, &[asset(1, 0)], &[missing]).is_err());
    assert!(distribute(Currency::CNY, &[asset(1, 2)], &[]).is_err());
    assert!(distribute(Currency::CNY, &[], &[owing(-1, Rank::Costs)]).is_err());
    assert!(distribute(Currency::USD, &[], &[owing(1, Rank::Costs)]).is_err());
    assert!(plan(yuan(-1), 1, &[]).is_err() && plan(yuan(1), 601, &[]).is_err());
}
