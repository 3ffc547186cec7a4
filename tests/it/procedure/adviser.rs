//! What each purpose that a payer may name for one payment saves.

use duewise::engine::*;
use duewise::law::adviser::{Choice, Held, Question, outcomes, switch_day};

use super::{account, date, single, yuan};

fn held(contract: &Contract, security: u8) -> Held<'_> {
    Held { contract, opening: None, events: &[], security }
}

fn plain(on: &str) -> Choice {
    Choice { on: date(on), debt: None, within: None }
}

#[test]
fn naming_the_heavier_debt_saves_what_the_order_of_the_law_would_cost() {
    // Two sums of ¥10,000 due on 1 March: an unsecured one at 0.02 % a day, a secured one at 0.05 %. ¥10,000 is paid on that
    // day. The law takes the less secured one first; in 100 days the other costs 500, or 200 if the payer names the heavy one.
    let (light, heavy) = (
        single(1_000_000, "2026-03-01", 20, Waterfall::default()),
        single(1_000_000, "2026-03-01", 50, Waterfall::default()),
    );
    let debts = [held(&light, 0), held(&heavy, 1)];
    let (days, horizon) = ([date("2026-03-01")], date("2026-06-09"));
    let found = outcomes(&Question { debts: &debts, amount: yuan(1_000_000), days: &days, horizon }).expect("outcomes");
    let best = &found[0];
    assert_eq!(best.choice, Choice { debt: Some(1), ..plain("2026-03-01") });
    assert_eq!((best.cost, best.saves), (yuan(20_000), yuan(30_000)));
    assert_eq!(best.shares, [yuan(0), yuan(1_000_000)]);
    let unnamed = found.iter().find(|outcome| outcome.choice == plain("2026-03-01")).expect("the order of the law");
    assert_eq!((unnamed.cost, unnamed.saves), (yuan(50_000), yuan(0)));
    assert_eq!(unnamed.shares, [yuan(1_000_000), yuan(0)]);
    assert_eq!((unnamed.overdue_after, unnamed.overdue_at_horizon), (yuan(0), yuan(1_050_000)));
}

#[test]
fn around_the_switch_the_same_payment_costs_less_where_principal_comes_first() {
    // ¥10,000 due on 1 January 2026 at 0.1 % a day; ¥5,000 is paid when it is 90 or 91 days past due. Up to 90 the penalties
    // come first: 900, so 5,900 stays and bears 590 in the 100 days to the horizon. On day 91 principal comes first: 910,
    // 5,000 stays and bears 495. Named for principal on day 90: 900 and 500.
    let principal_first = Waterfall::by_claim(&[Component::Principal, Component::Penalty]);
    let waterfall = Waterfall::default().switching(90, principal_first);
    let debt = single(1_000_000, "2026-01-01", 100, waterfall);
    let (debts, days) = ([held(&debt, 0)], [date("2026-04-01"), date("2026-04-02")]);
    let horizon = date("2026-07-10");
    let found = outcomes(&Question { debts: &debts, amount: yuan(500_000), days: &days, horizon }).expect("outcomes");
    let cost =
        |choice: Choice| found.iter().find(|outcome| outcome.choice == choice).map(|found| (found.cost, found.saves));
    let principal = Some(Designated::Component(Component::Principal));
    assert_eq!(cost(plain("2026-04-01")), Some((yuan(149_000), yuan(0))));
    assert_eq!(cost(plain("2026-04-02")), Some((yuan(140_500), yuan(8_500))));
    assert_eq!(
        cost(Choice { debt: Some(0), within: principal, ..plain("2026-04-01") }),
        Some((yuan(140_000), yuan(9_000)))
    );
    assert_eq!(found[0].choice.within, principal);
    assert_eq!(found[0].days_after, [90]);
    assert_eq!(switch_day(&debt, &account(&debt, &[], "2026-03-01")), Some(date("2026-04-02")));
    assert_eq!(switch_day(&debt, &account(&debt, &[], "2026-04-02")), None);
    assert_eq!(switch_day(&single(1, "2026-01-01", 0, Waterfall::default()), &account(&debt, &[], "2026-03-01")), None);
}

#[test]
fn nothing_to_choose_from_has_no_outcome() {
    let debt = single(1_000_000, "2026-01-01", 100, Waterfall::default());
    let none = |debts: &[Held<'_>], days: &[_]| {
        outcomes(&Question { debts, amount: yuan(1), days, horizon: date("2026-07-10") }).map(|found| found.len())
    };
    assert_eq!((none(&[], &[date("2026-04-01")]), none(&[held(&debt, 0)], &[])), (Ok(0), Ok(0)));
}

#[test]
fn what_no_debt_can_take_is_left_over() {
    let debt = single(100_000, "2026-04-01", 0, Waterfall::default());
    let (debts, days) = ([held(&debt, 0)], [date("2026-04-01")]);
    let question = Question { debts: &debts, amount: yuan(150_000), days: &days, horizon: date("2026-07-10") };
    let found = outcomes(&question).expect("outcomes");
    assert!(found.iter().all(|outcome| outcome.left_over == yuan(50_000) && outcome.shares == [yuan(100_000)]));
}
