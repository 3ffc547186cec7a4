//! What each purpose that a payer may name for one payment saves.

use duewise::engine::*;
use duewise::law::adviser::{Choice, Held, Question, outcomes, switch_day};
use rust_decimal::Decimal;

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

/// ¥10,000 at a rate, due on 1 March 2026.
fn lent(rate: Rate, charges: Vec<LateCharge>) -> Contract {
    Contract::Single(Box::new(SingleTerms {
        principal: yuan(1_000_000),
        start: date("2026-01-01"),
        due: date("2026-03-01"),
        rate,
        accrual: Accrual::DayCount(DayCount::Act365Fixed),
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges },
        waterfall: Waterfall::default(),
    }))
}

fn of(value: &str, per: RatePeriod) -> Rate {
    Rate { value: value.parse().expect("a number"), per }
}

/// Which of two debts the order of the law pays first.
fn first(one: &Contract, other: &Contract, on: &str) -> Option<usize> {
    let (debts, days) = ([held(one, 0), held(other, 0)], [date(on)]);
    let question = Question { debts: &debts, amount: yuan(50_000), days: &days, horizon: date("2026-07-10") };
    let found = outcomes(&question).expect("outcomes");
    let unnamed = found.into_iter().find(|outcome| outcome.choice == plain(on)).expect("the order of the law");
    unnamed.shares.iter().position(|share| *share == yuan(50_000))
}

#[test]
fn the_order_of_the_law_takes_the_heavier_debt_by_what_a_year_of_it_costs() {
    use RatePeriod::{Day, Year};
    let due = "2026-03-01";
    // 0.05 % a day are 18.25 % a year of 365 days.
    let daily = lent(of("0.0005", Day), Vec::new());
    for (yearly, expected) in [("0.1824", Some(0)), ("0.1826", Some(1)), ("0.1825", None)] {
        assert_eq!(first(&daily, &lent(of(yearly, Year), Vec::new()), due), expected, "{yearly}");
    }
    // Lateness weighs once it has begun: 10 % and half of it more are 25 %, against 10 % and 14 or 16 %.
    let uplift = ChargeKind::Uplift { share: Decimal::new(5, 1), year_days: 365, compounding: Compounding::Simple };
    let late = |kind| LateCharge { kind, ..LateCharge::daily(Rate::ZERO, Base::OverduePrincipal) };
    let raised = lent(of("0.10", Year), vec![late(uplift)]);
    for (more, expected) in [("0.14", Some(0)), ("0.16", Some(1))] {
        let other = LateCharge::daily(of(more, Year), Base::OverduePrincipal);
        let other = lent(of("0.10", Year), vec![other]);
        assert_eq!(first(&raised, &other, "2026-03-02"), expected, "{more}");
    }
}

#[test]
fn a_purpose_is_offered_for_each_debt_each_part_and_each_instalment_that_is_due() {
    let loan = super::loan();
    let events =
        [super::paid(1, "2025-02-15", 100_000), super::paid(2, "2025-02-16", 1), super::paid(3, "2025-02-17", 1)];
    let debt = Held { contract: &loan, opening: None, events: &events, security: 0 };
    let choices = |debts: &[Held<'_>], on: &str| {
        let days = [date(on)];
        let question = Question { debts, amount: yuan(50_000), days: &days, horizon: date("2025-12-31") };
        let found = outcomes(&question).expect("outcomes");
        let mut choices: Vec<_> = found.iter().map(|outcome| (outcome.choice.debt, outcome.choice.within)).collect();
        choices.sort_by_key(|choice| format!("{choice:?}"));
        choices
    };
    let principal = (Some(0), Some(Designated::Component(Component::Principal)));
    let row = |number| (Some(0), Some(Designated::Claim(ClaimRef::Row(number))));
    // One instalment is due: no choice between instalments, and none between debts.
    assert_eq!(choices(&[debt], "2025-03-15"), [(None, None), principal]);
    // Two are due, the first is paid, the fourth comes later.
    assert_eq!(choices(&[debt], "2025-04-15"), [(None, None), row(2), row(3), principal]);
    // Beside another debt each may be named.
    let other = single(100_000, "2026-04-01", 0, Waterfall::default());
    let other_principal = (Some(1), Some(Designated::Component(Component::Principal)));
    let both = [(None, None), (Some(0), None), principal, (Some(1), None), other_principal];
    let mut both = both.to_vec();
    both.sort_by_key(|choice| format!("{choice:?}"));
    assert_eq!(choices(&[debt, held(&other, 0)], "2025-03-15"), both);
}

#[test]
fn a_cost_counts_fees_and_what_stays_overdue_is_told() {
    // ¥1,000 overdue since 1 April and a fee of ¥5; ¥300 are paid on the 2nd.
    let debt = single(100_000, "2026-04-01", 0, Waterfall::default());
    let charge = EventKind::Charge { component: Component::Fee, amount: yuan(500) };
    let events = [Event { id: 7, date: date("2026-03-20"), kind: charge }];
    let debts = [Held { contract: &debt, opening: None, events: &events, security: 0 }];
    let days = [date("2026-04-02")];
    let question = Question { debts: &debts, amount: yuan(30_000), days: &days, horizon: date("2026-07-10") };
    let found = outcomes(&question).expect("outcomes");
    assert!(found.iter().all(|outcome| outcome.cost == yuan(500)), "{found:?}");
    assert!(found.iter().all(|outcome| outcome.overdue_after == yuan(70_500)), "{found:?}");
}

#[test]
fn a_purpose_belongs_to_the_new_payment_and_not_to_one_that_was_made() {
    // As around the switch, after three payments of ¥1 on the due day: ¥10,000 are left. ¥5,000 named for principal on day 90:
    // 900 and 500.
    let debt = single(1_000_300, "2026-01-01", 100, Waterfall::default());
    let events = [1, 2, 3].map(|id| super::paid(id, "2026-01-01", 100));
    let debts = [Held { contract: &debt, opening: None, events: &events, security: 0 }];
    let days = [date("2026-04-01")];
    let question = Question { debts: &debts, amount: yuan(500_000), days: &days, horizon: date("2026-07-10") };
    let found = outcomes(&question).expect("outcomes");
    let principal = Some(Designated::Component(Component::Principal));
    let named = found.iter().find(|outcome| outcome.choice.within == principal).expect("a purpose");
    assert_eq!((named.cost, named.saves), (yuan(140_000), yuan(9_000)));
}
