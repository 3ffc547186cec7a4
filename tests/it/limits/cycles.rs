//! The limits of a card's cycles, of a payoff in months, of several debts and of a whole replay.

use duewise::engine::card::payoff::{MonthFactors, Payoff, Posting};
use duewise::engine::card::{BilledInterest, Carry, CashAdvance, DueRule, InterestMethod, LateFee};
use duewise::engine::limits::{MAX_DEBTS, MAX_EVENTS};
use duewise::engine::multi_debt::{Owed, Strategy, pay_off, smallest_budget};

use super::*;

/// A cycle that fits.
fn plain() -> CardCycle {
    CardCycle {
        statement_day: 5,
        due: DueRule::Day(23),
        minimum: MinimumRule::share(decimal("0.1"), minor(0)),
        method: InterestMethod::FullBalance,
        carry: Carry::DailyBalance,
        billed: BilledInterest::Simple,
        inclusion: Inclusion::First,
        tolerance: None,
        late_fee: None,
        cash: None,
        items: Vec::new(),
        rounding: Rounding::HalfUp,
    }
}

/// The same changed in one term, on a bill of 10.00.
fn cycle(change: impl FnOnce(&mut CardCycle)) -> Result<(), EngineError> {
    let mut cycle = plain();
    change(&mut cycle);
    card(|card| card.cycle = Some(cycle))
}

fn item(amount: i64) -> CardItem {
    CardItem { posted: date("2026-03-30"), amount: minor(amount), kind: ItemKind::Purchase }
}

#[test]
fn days_of_a_cycle_are_days_of_a_month_or_at_most_sixty_after_the_bill() {
    let bill = |day| cycle(|cycle| cycle.statement_day = day);
    holds("statement day", bill, &[1, 31], &[0, 32], outside(Term::StatementDay, 1, 31));
    let due = |day| cycle(|cycle| cycle.due = DueRule::Day(day));
    holds("due day", due, &[1, 31], &[0, 32], outside(Term::StatementDay, 1, 31));
    let after = |days| cycle(|cycle| cycle.due = DueRule::DaysAfter(days));
    holds("days after", after, &[1, 60], &[0, 61], outside(Term::Due, 1, 60));
}

#[test]
fn shares_of_a_cycle_lie_between_nothing_and_all() {
    let late =
        |share| cycle(|cycle| cycle.late_fee = Some(LateFee { share: decimal(share), floor: None, ceiling: None }));
    let cash = |share| {
        let advance = CashAdvance { rate: None, fee_share: decimal(share), fee_floor: None };
        cycle(|cycle| cycle.cash = Some(advance))
    };
    let least = |share| cycle(|cycle| cycle.minimum.share = decimal(share));
    for check in [&late as &dyn Fn(&'static str) -> Result<(), EngineError>, &cash, &least] {
        holds("share", check, &["0", "1"], &["-0.01", "1.01"], outside(Term::Share, 0, 1));
    }
    let rate = |value| {
        let advance = CashAdvance { rate: Some(yearly(value)), fee_share: decimal("0"), fee_floor: None };
        cycle(|cycle| cycle.cash = Some(advance))
    };
    holds("rate of cash", rate, &["100"], &["100.1"], outside(Term::Rate, 0, 100));
}

#[test]
fn a_least_payment_has_no_negative_amounts() {
    let refused = out_of(Term::Minimum, "0", "10000000000000");
    let floor = |value| cycle(|cycle| cycle.minimum.floor = minor(value));
    holds("floor", floor, &[0, 1], &[-1], refused);
    let fixed = |value| cycle(|cycle| cycle.minimum.fixed = Some(minor(value)));
    holds("fixed", fixed, &[0, 1], &[-1], refused);
}

#[test]
fn what_a_bill_is_made_of_is_positive_and_at_most_the_bill() {
    let items = |amounts: &[i64]| cycle(|cycle| cycle.items = amounts.iter().map(|amount| item(*amount)).collect());
    holds("items", items, &[&[], &[1], &[400, 600]], &[&[1_001], &[400, 601]], out_of(Term::Amount, "0", "10.00"));
    holds("item", items, &[], &[&[0], &[-1]], out_of(Term::Amount, "0.01", "10.00"));
    let many = |count| {
        card(|card| {
            card.balance = minor(1_000_000);
            card.cycle = Some(CardCycle { items: vec![item(1); count], ..plain() });
        })
    };
    let most = i64::try_from(MAX_EVENTS).expect("few");
    holds("items", many, &[MAX_EVENTS], &[MAX_EVENTS + 1], outside(Term::Events, 0, most));
    let old = cycle(|cycle| cycle.items = vec![CardItem { posted: date("1969-12-31"), ..item(1) }]);
    assert!(matches!(old, Err(EngineError::DateOutOfRange { .. })));
}

#[test]
fn a_card_with_cycles_has_no_second_list_of_late_charges() {
    let charges = |cycle: Option<CardCycle>| {
        card(|card| {
            card.lateness.charges = vec![charge(ChargeKind::Flat { amount: amount() })];
            card.cycle = cycle;
        })
    };
    assert_eq!((charges(None), charges(Some(plain()))), (Ok(()), outside(Term::LateRate, 0, 0)));
}

#[test]
fn a_payoff_within_months_asks_for_one_to_twelve_hundred_and_a_step_above_nothing() {
    let payoff = Payoff {
        balance: minor(1_000),
        factors: vec![MonthFactors { before: Decimal::ZERO, after: Decimal::ZERO }],
        posting: Posting::WithBill,
        billed: BilledInterest::Simple,
        method: InterestMethod::FullBalance,
        revolving: false,
        rounding: Rounding::HalfUp,
    };
    let within = |months| payoff.payment_within(months, minor(1)).map(|_| ());
    holds("months", within, &[1, 1_200], &[0, 1_201], outside(Term::Count, 1, 1_200));
    let step = |step| payoff.payment_within(1, minor(step)).map(|_| ());
    holds("step", step, &[1, 100], &[0, -1], out_of(Term::Multiple, "0.01", "10.00"));
}

#[test]
fn several_debts_are_at_most_a_thousand_and_none_is_negative() {
    let owed = |balance, rate, minimum| Owed { balance: minor(balance), rate: yearly(rate), minimum: minor(minimum) };
    let plan = |debts: &[Owed]| pay_off(debts, minor(100), &Strategy::Snowball, Rounding::HalfUp).map(|_| ());
    let many = |count| plan(&vec![owed(0, "0", 0); count]);
    holds("debts", many, &[1, MAX_DEBTS], &[0, MAX_DEBTS + 1], outside(Term::Count, 1, 1_000));
    let balance = |value| plan(&[owed(value, "0", 0)]);
    holds("balance", balance, &[0, 1], &[-1], out_of(Term::Principal, "0", "10000000000000"));
    let minimum = |value| plan(&[owed(1, "0", value)]);
    holds("minimum", minimum, &[0, 1], &[-1], out_of(Term::Minimum, "0", "10000000000000"));
    let rate = |value| plan(&[owed(1, value, 0)]);
    holds("rate", rate, &["100"], &["100.1"], outside(Term::Rate, 0, 100));
    let budget = |value| pay_off(&[owed(1, "0", 0)], minor(value), &Strategy::Snowball, Rounding::HalfUp).map(|_| ());
    holds("budget", budget, &[0, 1], &[-1], out_of(Term::Amount, "0", "10000000000000"));
    let refused = smallest_budget(&[owed(-1, "0", 0)], 1, &Strategy::Snowball, Rounding::HalfUp).map(|_| ());
    assert_eq!(refused, out_of(Term::Principal, "0", "10000000000000"));
}

#[test]
fn a_replay_takes_fifty_thousand_events_and_checks_each() {
    let contract = Contract::Single(Box::new(SingleTerms {
        principal: minor(1_000_000),
        start: date("2026-01-15"),
        due: date("2026-02-15"),
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
    }));
    let replayed = |count, until| {
        let kind = EventKind::Pause { of: PauseOf::Collection, until: date(until) };
        let event = Event { id: 1, date: date("2026-03-01"), kind };
        replay(&contract, None, &vec![event; count], date("2026-02-01")).map(|_| ())
    };
    let many = |count| replayed(count, "2026-03-01");
    holds("events", many, &[0, MAX_EVENTS], &[MAX_EVENTS + 1], outside(Term::Events, 0, 50_000));
    let earliest = date("2026-03-01");
    let refused = Err(EngineError::DatesOutOfOrder { term: Term::EventDate, earliest });
    assert_eq!(replayed(1, "2026-02-28"), refused, "also of an event that is yet to come");
    let beyond = replay(&contract, None, &[], date("2200-01-01"));
    assert!(matches!(beyond, Err(EngineError::DateOutOfRange { .. })));
}
