//! Loans that are not plain, each against figures worked out by hand.
//!
//! source of all: ¥10,000 at 12 % a year (1 % a month) in 12 months from 15 January 2026, rounded half up each month, by
//! an arbitrary-precision calculator that solves P = A · Σ w·v + B · vⁿ; the examples of docs/conventions.md.

use chrono::NaiveDate;
use duewise::engine::cost::annual_cost;
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn terms(shape: Shape) -> InstalmentTerms {
    let rate = Rate::percent_per_year(Decimal::from(12)).expect("a rate");
    InstalmentTerms { shape, ..InstalmentTerms::monthly(yuan(1_000_000), rate, 12, date("2026-01-15")) }
}

fn totals(terms: &InstalmentTerms) -> Vec<i64> {
    schedule(terms).expect("a schedule").iter().map(|row| row.total.minor()).collect()
}

#[test]
fn a_balloon_is_paid_on_top_of_the_last_instalment() {
    let shape = Shape { balloon: Some(Portion::Amount(yuan(300_000))), ..Shape::default() };
    let totals = totals(&terms(shape));
    assert_eq!((totals[0], totals[10], totals[11]), (65_194, 65_194, 365_198));
}

#[test]
fn graduated_instalments_grow_by_their_share() {
    let growth = Steps::Growth { share: Decimal::new(1, 1), every: 6 };
    let totals = totals(&terms(Shape { steps: Some(growth), ..Shape::default() }));
    assert_eq!((totals[0], totals[5], totals[6], totals[11]), (84_738, 84_738, 93_212, 93_215));
    let factors = Steps::Factors(vec![StepFactor { from: 7, factor: Decimal::new(11, 1) }]);
    assert_eq!(totals, self::totals(&terms(Shape { steps: Some(factors), ..Shape::default() })));
}

#[test]
fn agreed_amounts_leave_the_rest_for_the_last_instalment() {
    let amounts = vec![StepAmount { from: 1, amount: yuan(50_000) }, StepAmount { from: 4, amount: yuan(90_000) }];
    let totals = totals(&terms(Shape { steps: Some(Steps::Amounts(amounts)), ..Shape::default() }));
    assert_eq!((totals[0], totals[2], totals[3], totals[10]), (50_000, 50_000, 90_000, 90_000));
}

#[test]
fn paying_more_ends_the_loan_earlier_or_makes_instalments_smaller() {
    let more = |effect| {
        let overpayments = vec![Overpayment { with: 3, amount: yuan(100_000), effect }];
        totals(&terms(Shape { overpayments, ..Shape::default() }))
    };
    let shorter = more(PrepaymentEffect::ShorterTerm);
    assert_eq!((shorter.len(), shorter[2], shorter[10]), (11, 188_849, 68_532));
    let smaller = more(PrepaymentEffect::SmallerInstalment);
    assert_eq!((smaller.len(), smaller[3], smaller[11]), (12, 77_175, 77_173));
}

#[test]
fn a_capitalised_period_is_not_paid_and_bears_interest_afterwards() {
    let rows = schedule(&terms(Shape { capitalised: 2, ..Shape::default() })).expect("a schedule");
    assert_eq!((rows[0].total, rows[1].total, rows[1].balance), (yuan(0), yuan(0), yuan(1_020_100)));
    assert_eq!((rows[2].total, rows[11].total), (yuan(107_704), yuan(107_707)));
}

#[test]
fn a_new_rate_and_a_later_payout_solve_the_instalment_anew() {
    let rate = Rate::percent_per_year(Decimal::from(6)).expect("a rate");
    let changed =
        totals(&terms(Shape { rates: vec![RateFrom { from: date("2026-07-15"), rate }], ..Shape::default() }));
    assert_eq!((changed[5], changed[6], changed[11]), (88_849, 87_328, 87_329));
    let tranches = vec![Tranche { on: date("2026-03-30"), amount: yuan(500_000) }];
    let rows = schedule(&terms(Shape { tranches, ..Shape::default() })).expect("a schedule");
    // 8,415.14 bears 15 of 31 days, 13,415.14 the other 16: 109.96.
    assert_eq!((rows[1].total, rows[2].total, rows[2].interest), (yuan(88_849), yuan(141_387), yuan(10_996)));
    assert_eq!(rows[2].moved, yuan(500_000));
}

/// source: P = 12,000, 1,072 a month: the yearly rate is 13.84 %, by bisection.
#[test]
fn a_flat_fee_is_a_fee_and_its_yearly_cost_is_twice_what_it_looks() {
    let fee = InstalmentFee { amount: Portion::Share(Decimal::new(6, 3)), when: FeeTiming::Each };
    let shape = Shape { fee: Some(fee), ..Shape::default() };
    let terms = InstalmentTerms { principal: yuan(1_200_000), rate: Rate::ZERO, ..terms(shape) };
    let rows = schedule(&terms).expect("a schedule");
    assert!(rows.iter().all(|row| (row.fee, row.interest, row.total) == (yuan(7_200), yuan(0), yuan(107_200))));
    assert_eq!(annual_cost(&terms).expect("a rate").effective.round_dp(4), Decimal::new(1_384, 4));
    let first = InstalmentFee { amount: Portion::Amount(yuan(86_400)), when: FeeTiming::First };
    let once = InstalmentTerms { shape: Shape { fee: Some(first), ..Shape::default() }, ..terms };
    assert_eq!((totals(&once)[0], totals(&once)[1]), (186_400, 100_000));
}

/// source: 9,000 received, the instalments of 10,000: 37.81 % a year, by bisection.
#[test]
fn money_held_back_is_not_received_whatever_the_lender_counts() {
    let held = |counted| {
        let withheld = Withheld { amount: Portion::Share(Decimal::new(1, 1)), counted };
        terms(Shape { withheld: Some(withheld), ..Shape::default() })
    };
    let lent = held(Counted::Lent);
    assert_eq!((lent.received(), lent.counted_principal()), (Ok(yuan(900_000)), Ok(yuan(1_000_000))));
    assert_eq!(totals(&lent)[0], 88_849);
    assert_eq!(annual_cost(&lent).expect("a rate").effective.round_dp(4), Decimal::new(3_781, 4));
    let received = held(Counted::Received);
    assert_eq!((received.received(), received.counted_principal()), (Ok(yuan(900_000)), Ok(yuan(900_000))));
    let contract = Contract::Instalment(Box::new(received));
    let account = replay(&contract, None, &[], date("2026-01-15")).expect("an account");
    assert_eq!((account.payoff.principal, contract.principal()), (yuan(900_000), yuan(900_000)));
}

#[test]
fn principal_paid_early_changes_nothing_that_was_due_before() {
    let contract = Contract::Instalment(Box::new(terms(Shape::default())));
    let effect = PrepaymentEffect::SmallerInstalment;
    let event =
        Event { id: 1, date: date("2026-04-15"), kind: EventKind::Prepayment { amount: yuan(100_000), effect } };
    let account = replay(&contract, None, &[event], date("2026-04-15")).expect("an account");
    // The same as the over-payment with the third instalment, on the same day.
    assert_eq!((account.rows[2].total, account.rows[3].total), (yuan(88_849), yuan(77_175)));
    assert_eq!(account.paid.principal, yuan(100_000));
    assert_eq!(account.due_now.total(), Ok(yuan(3 * 88_849)), "what is due stays due");
    let before = replay(&contract, None, &[], date("2026-04-15")).expect("an account");
    assert_eq!(before.payoff.principal.minus(account.payoff.principal), Ok(yuan(100_000)));
}

#[test]
fn a_later_payout_and_interest_to_come_are_not_owed_yet() {
    let tranches = vec![Tranche { on: date("2026-03-30"), amount: yuan(500_000) }];
    let contract = Contract::Instalment(Box::new(terms(Shape { tranches, ..Shape::default() })));
    let account = replay(&contract, None, &[], date("2026-01-15")).expect("an account");
    assert_eq!(account.payoff.principal, yuan(1_000_000));
    let contract = Contract::Instalment(Box::new(terms(Shape { capitalised: 2, ..Shape::default() })));
    let account = replay(&contract, None, &[], date("2026-02-15")).expect("an account");
    assert_eq!(account.payoff.total(), Ok(yuan(1_010_000)));
}

#[test]
fn a_due_date_on_a_weekend_moves_and_interest_follows_only_if_agreed() {
    let moved = |interest| {
        let days = BusinessDays { rule: BusinessDayRule::Following, interest, ..BusinessDays::default() };
        let terms = terms(Shape { business_days: Some(days), ..Shape::default() });
        let accrual = Accrual::DayCount(DayCount::Act365Fixed);
        schedule(&InstalmentTerms { accrual, ..terms }).expect("a schedule")
    };
    // 15 February 2026 is a Sunday, 31 days after the payout.
    let (stays, follows) = (moved(InterestDates::Unadjusted), moved(InterestDates::Adjusted));
    assert_eq!((stays[0].due, follows[0].due), (date("2026-02-16"), date("2026-02-16")));
    assert_eq!((stays[0].interest, follows[0].interest), (yuan(10_192), yuan(10_521)));
}
