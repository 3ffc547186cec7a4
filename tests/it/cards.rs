//! Cards over their cycles, against published illustrations and hand-made cases.

use chrono::NaiveDate;
use duewise::engine::card::payoff::{MonthFactors, Payoff, PayoffPlan, Posting};
use duewise::engine::card::{
    BilledInterest, Carry, CashAdvance, DueRule, InterestMethod, LateFee, MinimumRule, Tolerance,
};
use duewise::engine::*;
use rust_decimal::Decimal;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("fits")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// Statement day 5, due day 23, one purchase of 1,000 posted on 30 March, 0.05 % a day, at least 100.
fn illustration() -> CardStatement {
    CardStatement {
        balance: yuan(100_000),
        minimum: yuan(10_000),
        statement_date: Some(day("2026-04-05")),
        due: day("2026-04-23"),
        rate: Rate { value: dec("0.0005"), per: RatePeriod::Day },
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: Some(CardCycle {
            statement_day: 5,
            due: DueRule::Day(23),
            minimum: MinimumRule { fixed: Some(yuan(10_000)), ..MinimumRule::share(dec("0.1"), yuan(0)) },
            method: InterestMethod::FullBalance,
            carry: Carry::WholeAgain,
            billed: BilledInterest::Simple,
            inclusion: Inclusion::First,
            tolerance: None,
            late_fee: Some(LateFee { share: dec("0.05"), floor: None, ceiling: None }),
            cash: None,
            items: vec![CardItem { posted: day("2026-03-30"), amount: yuan(100_000), kind: ItemKind::Purchase }],
            rounding: Rounding::HalfUp,
        }),
    }
}

fn with(card: CardStatement, change: impl FnOnce(&mut CardCycle)) -> Contract {
    let mut card = card;
    card.cycle.as_mut().map(change).expect("a cycle");
    Contract::Revolving(Box::new(card))
}

fn pay(id: u64, date: &str, minor: i64) -> Event {
    Event { id, date: day(date), kind: EventKind::Payment { amount: yuan(minor) } }
}

fn interests(contract: &Contract, events: &[Event], as_of: &str) -> Vec<i64> {
    let account = replay(contract, None, events, day(as_of)).expect("replays");
    account.bills.iter().skip(1).map(|bill| bill.interest.minor()).collect()
}

/// A tenth of the purchase each month, and the interest of the bill.
fn four_minimums() -> Vec<Event> {
    vec![
        pay(1, "2026-04-23", 10_000),
        pay(2, "2026-05-23", 11_740),
        pay(3, "2026-06-23", 12_020),
        pay(4, "2026-07-23", 11_970),
    ]
}

// source: issuer's published illustration of paying the minimum each month (CN-CARD-REV-001 … 004).
#[test]
fn four_bills_of_a_published_illustration_come_out_to_the_fen() {
    let contract = with(illustration(), |_| {});
    assert_eq!(interests(&contract, &four_minimums(), "2026-08-05"), [1_740, 2_020, 1_970, 1_890]);
}

// source: the issuer's later version of the same illustration counts 13 days after the payment (CN-CARD-REV-005).
#[test]
fn counting_both_end_days_alone_turns_17_40_into_17_85() {
    let contract = with(illustration(), |cycle| cycle.inclusion = Inclusion::Both);
    assert_eq!(interests(&contract, &four_minimums(), "2026-05-05"), [1_785]);
}

// source: a second issuer's illustration, 3,000 posted on 25 March, minimum 150, 41 + 11 days (CN-CARD-REV-006).
#[test]
fn a_second_issuers_illustration_comes_out_to_the_fen() {
    let mut card = illustration();
    (card.balance, card.minimum) = (yuan(300_000), yuan(15_000));
    (card.statement_date, card.due) = (Some(day("2026-04-15")), day("2026-05-05"));
    let contract = with(card, |cycle| {
        (cycle.statement_day, cycle.due, cycle.inclusion) = (15, DueRule::Day(5), Inclusion::Both);
        cycle.items = vec![CardItem { posted: day("2026-03-25"), amount: yuan(300_000), kind: ItemKind::Purchase }];
    });
    assert_eq!(interests(&contract, &[pay(1, "2026-05-05", 15_000)], "2026-05-15"), [7_718]);
}

// source: by hand; 900 · 0.05 % · 36 days.
#[test]
fn by_the_unpaid_part_method_what_was_paid_bears_nothing() {
    let contract = with(illustration(), |cycle| cycle.method = InterestMethod::UnpaidPart);
    assert_eq!(interests(&contract, &[pay(1, "2026-04-23", 10_000)], "2026-05-05"), [1_620]);
}

// source: by hand; after 17.40 the open 900, then 800, bear by the day: 900 · 18 days + 800 · 13 days.
#[test]
fn on_the_daily_balance_no_day_is_counted_twice() {
    let contract = with(illustration(), |cycle| cycle.carry = Carry::DailyBalance);
    assert_eq!(interests(&contract, &four_minimums(), "2026-06-05"), [1_740, 810 + 520]);
}

#[test]
fn a_bill_paid_in_full_in_time_costs_nothing() {
    let contract = with(illustration(), |_| {});
    assert_eq!(interests(&contract, &[pay(1, "2026-04-23", 100_000)], "2026-06-05"), [0, 0]);
}

#[test]
fn within_days_of_grace_and_shortfall_a_bill_counts_as_paid() {
    let tolerance = Some(Tolerance { days: 3, shortfall: yuan(1_000) });
    let contract = with(illustration(), |cycle| cycle.tolerance = tolerance);
    let paid = [pay(1, "2026-04-26", 99_000)];
    let account = replay(&contract, None, &paid, day("2026-05-05")).expect("replays");
    assert_eq!(account.bills[0].paid_in_full, Some(true));
    // The ten yuan left stand on the next bill, without interest.
    assert_eq!(account.bills[1].balance.total().map(Money::minor), Ok(1_000));
    let late = [pay(1, "2026-04-27", 99_000)];
    assert_eq!(interests(&contract, &late, "2026-05-05").first().map(|interest| *interest > 0), Some(true));
}

// source: by hand; 5 % of the unpaid minimum of 100, at least 10, at most 500.
#[test]
fn a_late_fee_is_a_share_of_the_unpaid_minimum_within_its_bounds() {
    let fee_of = |floor: Option<i64>| {
        let late_fee = Some(LateFee { share: dec("0.05"), floor: floor.map(yuan), ceiling: Some(yuan(50_000)) });
        let contract = with(illustration(), |cycle| cycle.late_fee = late_fee);
        replay(&contract, None, &[], day("2026-05-05")).expect("replays").bills[1].fees.minor()
    };
    assert_eq!((fee_of(None), fee_of(Some(1_000))), (500, 1_000));
}

// source: by hand; fees and 违约金 never join what bears interest (银发〔2016〕111号, item 3).
#[test]
fn fees_bear_no_interest() {
    let late_fee = |share| Some(LateFee { share: dec(share), floor: None, ceiling: None });
    let small = with(illustration(), |cycle| cycle.late_fee = late_fee("0"));
    let large = with(illustration(), |cycle| cycle.late_fee = late_fee("1"));
    assert_eq!(interests(&small, &[], "2026-09-05"), interests(&large, &[], "2026-09-05"));
}

// source: by hand; 1,000 cash on 10 April: fee 1 % (10.00) and 25 days at 0.05 % (12.50) until 5 May, paid or not.
#[test]
fn cash_bears_interest_from_its_day_even_if_the_bill_is_paid() {
    let cash = Some(CashAdvance { rate: None, fee_share: dec("0.01"), fee_floor: Some(yuan(300)) });
    let contract = with(illustration(), |cycle| (cycle.cash, cycle.carry) = (cash, Carry::DailyBalance));
    let taken = EventKind::Purchase { amount: yuan(100_000), kind: ItemKind::Cash };
    let events = [Event { id: 1, date: day("2026-04-10"), kind: taken }, pay(2, "2026-04-23", 100_000)];
    let account = replay(&contract, None, &events, day("2026-05-05")).expect("replays");
    let bill = &account.bills[1];
    assert_eq!((bill.posted.minor(), bill.fees.minor(), bill.interest.minor()), (100_000, 1_000, 1_250));
}

// source: by hand; 1,200 in 12 instalments at 0.6 % each: 100.00 + 7.20 a month.
#[test]
fn instalments_on_the_card_come_whole_with_each_bill() {
    let contract = with(illustration(), |cycle| {
        cycle.carry = Carry::DailyBalance;
        cycle.minimum = MinimumRule::with_whole_parts(dec("0.1"), yuan(0));
    });
    let spent = EventKind::Purchase { amount: yuan(200_000), kind: ItemKind::Purchase };
    let divided = EventKind::CardInstalments(CardInstalments {
        amount: yuan(120_000),
        count: 12,
        fee_share: dec("0.006"),
        fee_upfront: false,
    });
    let events = [
        Event { id: 1, date: day("2026-04-10"), kind: spent },
        Event { id: 2, date: day("2026-04-11"), kind: divided },
        pay(3, "2026-04-23", 100_000),
    ];
    let account = replay(&contract, None, &events, day("2026-05-05")).expect("replays");
    let bill = &account.bills[1];
    assert_eq!(bill.instalments.minor(), 10_720);
    assert_eq!(bill.minimum_parts.instalments.minor(), 10_720);
    let plan = account.claim(ClaimRef::Plan(2)).and_then(|claim| claim.open().ok());
    assert_eq!(plan.map(|open| open.principal.minor()), Some(110_000));
}

#[test]
fn unpaid_minimums_stay_overdue_since_their_own_due_day() {
    let contract = with(illustration(), |cycle| {
        cycle.minimum = MinimumRule::with_whole_parts(dec("0.1"), yuan(0));
    });
    let account = replay(&contract, None, &[], day("2026-06-23")).expect("replays");
    assert_eq!(account.oldest_unpaid_due, Some(day("2026-04-23")));
    assert_eq!(account.days_past_due, 61);
    let third = &account.bills[2];
    // What the two earlier bills left unpaid is asked for whole.
    assert_eq!(third.minimum_parts.overdue, account.bills[1].minimum);
}

#[test]
fn only_a_card_with_known_cycles_can_be_used() {
    let mut card = illustration();
    card.cycle = None;
    let contract = Contract::Revolving(Box::new(card));
    let event = Event {
        id: 7,
        date: day("2026-04-10"),
        kind: EventKind::Purchase { amount: yuan(1), kind: ItemKind::Purchase },
    };
    assert_eq!(replay(&contract, None, &[event], day("2026-05-05")), Err(EngineError::UnfitEvent { event: 7 }));
}

/// The month-by-month model of a payoff and the fold over days are the same figures.
#[test]
fn a_payoff_by_months_is_the_fold_over_days() {
    let rule = MinimumRule::with_whole_parts(dec("0.1"), yuan(5_000));
    let contract = with(illustration(), |cycle| {
        (cycle.carry, cycle.billed, cycle.minimum) = (Carry::DailyBalance, BilledInterest::Compounds, rule);
        (cycle.late_fee, cycle.items) = (None, Vec::new());
    });
    let mut events: Vec<Event> = Vec::new();
    let mut factors = Vec::new();
    let mut statement = day("2026-04-05");
    for number in 1_u64..=12 {
        let next = Frequency::MONTHLY.after(statement, 1).expect("in range");
        let account = replay(&contract, None, &events, statement).expect("replays");
        let bill = account.bills.last().expect("a bill").clone();
        let daily = |from: NaiveDate, to: NaiveDate| dec("0.0005") * Decimal::from((to - from).num_days());
        factors.push(MonthFactors { before: daily(bill.date, bill.due), after: daily(bill.due, next) });
        events.push(Event { id: number, date: bill.due, kind: EventKind::Payment { amount: bill.minimum } });
        statement = next;
    }
    let payoff = Payoff {
        balance: yuan(100_000),
        factors,
        posting: Posting::WithBill,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        revolving: false,
        rounding: Rounding::HalfUp,
    };
    let months = payoff.first_months(&PayoffPlan::Minimum(rule), 12).expect("computes");
    let account = replay(&contract, None, &events, statement).expect("replays");
    let folded: Vec<(Money, Money)> =
        account.bills[1..].iter().map(|bill| (bill.interest, bill.balance.total().expect("fits"))).collect();
    let modelled: Vec<(Money, Money)> = months.iter().map(|month| (month.interest, month.balance)).collect();
    assert_eq!(modelled, folded);
}

#[test]
fn the_payment_within_a_number_of_months_is_the_least_that_works() {
    let payoff = Payoff {
        balance: yuan(1_234_567),
        factors: vec![MonthFactors { before: dec("0.009"), after: dec("0.006") }],
        posting: Posting::WithBill,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        revolving: false,
        rounding: Rounding::HalfUp,
    };
    for within in [1_u16, 2, 12, 60] {
        let payment = payoff.payment_within(within, yuan(1)).expect("is found");
        let months = |amount| payoff.first_months(&PayoffPlan::Fixed(amount), 200).expect("computes").len();
        assert!(months(payment) <= usize::from(within));
        assert!(months(payment.minus(yuan(1)).expect("fits")) > usize::from(within));
    }
}
