//! Arrangements whose every fen was worked out on paper or in fractions.

use duewise::engine::relief::*;
use duewise::engine::*;

use super::{day, debt, parts, yearly, yuan};

/// Due day, principal, interest, penalty, fee.
fn shown(arrangement: &Arrangement) -> Vec<(String, i64, i64, i64, i64)> {
    let minor = |row: &PlanRow| Component::ALL.map(|component| row.amounts.get(component).minor());
    arrangement
        .rows
        .iter()
        .map(|row| {
            let [principal, interest, penalty, fee] = minor(row);
            (row.due.to_string(), principal, interest, penalty, fee)
        })
        .collect()
}

fn row(due: &str, principal: i64, interest: i64, penalty: i64, fee: i64) -> (String, i64, i64, i64, i64) {
    (due.to_owned(), principal, interest, penalty, fee)
}

#[test]
fn without_interest_what_is_open_is_split_and_nothing_is_lost() {
    // 100.00 and a penalty of 5.01 over three: 105.01 = 35.01 + 35.00 + 35.00, of which 1.67 penalty each.
    let position = debt(parts(10_000, 0, 501, 0), Rate::ZERO, 3);
    let plan = arrange(&position, &Proposal::default()).expect("a plan");
    assert_eq!(
        shown(&plan),
        [row("2026-02-10", 3_334, 0, 167, 0), row("2026-03-10", 3_333, 0, 167, 0), row("2026-04-10", 3_333, 0, 167, 0)]
    );
    assert_eq!((plan.paid, plan.new_cost, plan.greatest), (yuan(10_501), yuan(0), yuan(3_501)));
}

#[test]
fn interest_runs_by_days_to_the_first_payment_and_by_periods_after_it() {
    // source: fractions. 10,000.00 at 12 %: 31 days are 0.12 · 31 ⁄ 365, then 1 % a month. Three level payments come to
    // 10,202.600267; interest is 101.917808, 168.928319 and 202.600267 by then.
    let position = debt(parts(1_000_000, 0, 0, 0), yearly(12), 3);
    let plan = arrange(&position, &Proposal::default()).expect("a plan");
    assert_eq!(
        shown(&plan),
        [
            row("2026-02-10", 329_895, 10_192, 0, 0),
            row("2026-03-10", 333_386, 6_701, 0, 0),
            row("2026-04-10", 336_719, 3_367, 0, 0)
        ]
    );
    assert_eq!((plan.new_principal, plan.new_cost), (yuan(1_000_000), yuan(20_260)));
}

#[test]
fn days_on_which_interest_is_paused_bear_none() {
    // source: fractions. Paused to 1 March: the first period bears nothing, the second 9 of 28 days of 1 %: 10,054.553466.
    let position = debt(parts(1_000_000, 0, 0, 0), yearly(12), 3);
    let pause = |of| Proposal { pauses: vec![Paused { of, until: day("2026-03-01") }], ..Proposal::default() };
    let plan = arrange(&position, &pause(PauseOf::Interest)).expect("a plan");
    assert_eq!(
        shown(&plan),
        [
            row("2026-02-10", 335_152, 0, 0, 0),
            row("2026-03-10", 333_015, 2_137, 0, 0),
            row("2026-04-10", 331_833, 3_318, 0, 0)
        ]
    );
    let unpaused = arrange(&position, &Proposal::default());
    assert_eq!(arrange(&position, &pause(PauseOf::Penalty)), unpaused);
    assert_eq!(arrange(&position, &pause(PauseOf::Collection)), unpaused);
}

#[test]
fn days_of_grace_move_every_payment_and_interest_goes_on() {
    // source: fractions. 61 days to 12 March, then two months: 10,302.213418.
    let position = debt(parts(1_000_000, 0, 0, 0), yearly(12), 3);
    let plan = arrange(&position, &Proposal { grace_days: 30, ..Proposal::default() }).expect("a plan");
    let dates: Vec<_> = plan.rows.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(dates, ["2026-03-12", "2026-04-12", "2026-05-12"]);
    assert_eq!(plan.new_cost, yuan(30_221));
    // From the last day of a month the day comes back after a shorter one.
    let late = Position { first_due: day("2026-01-31"), ..position };
    let plan = arrange(&late, &Proposal::default()).expect("a plan");
    let dates: Vec<_> = plan.rows.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(dates, ["2026-01-31", "2026-02-28", "2026-03-31"]);
}

#[test]
fn each_component_is_given_up_capitalised_or_carried() {
    // Open: 100.00, interest 10.00, penalty 6.00, fee 3.00. Given up: the penalty. Interest joins the principal; the fee is
    // carried: 0.75 with each of four, on 110.00 ⁄ 4.
    let position = debt(parts(10_000, 1_000, 600, 300), Rate::ZERO, 2);
    let proposal = Proposal {
        more: 2,
        waive: Some(parts(0, 0, 600, 0)),
        treatments: Treatments { interest: Treatment::Capitalise, ..Treatments::default() },
        ..Proposal::default()
    };
    let plan = arrange(&position, &proposal).expect("a plan");
    assert_eq!(plan.new_principal, yuan(11_000));
    assert_eq!((plan.capitalised, plan.waived), (parts(0, 1_000, 0, 0), parts(0, 0, 600, 0)));
    assert_eq!(shown(&plan).len(), 4);
    assert!(plan.rows.iter().all(|row| row.amounts == parts(2_750, 0, 0, 75)));
}

#[test]
fn a_refinancing_fee_joins_the_principal_and_is_a_cost() {
    let position = debt(parts(10_000, 0, 0, 0), yearly(24), 2);
    let proposal =
        Proposal { rate: Some(Rate::ZERO), refinance_fee: Some(yuan(201)), count: Some(3), ..Proposal::default() };
    let plan = arrange(&position, &proposal).expect("a plan");
    assert_eq!((plan.new_principal, plan.new_cost), (yuan(10_201), yuan(201)));
    assert_eq!(plan.rows.iter().map(|row| row.amounts.principal.minor()).collect::<Vec<_>>(), [3_401, 3_400, 3_400]);
}

#[test]
fn settlement_and_discount_are_what_is_open() {
    // 119.00 open, 105.00 paid: the penalty of 6.00, the fee of 3.00 and 5.00 of the interest are given up.
    let position = debt(parts(10_000, 1_000, 600, 300), yearly(12), 2);
    let lump = |minor| Proposal {
        lump_sum: Some(LumpSum { amount: yuan(minor), on: day("2026-01-31") }),
        ..Proposal::default()
    };
    let plan = arrange(&position, &lump(10_500)).expect("a settlement");
    assert_eq!(shown(&plan), [row("2026-01-31", 10_000, 500, 0, 0)]);
    assert_eq!((plan.waived, plan.new_cost), (parts(0, 500, 600, 300), yuan(0)));
    let greatest = EngineError::outside(error::Term::Amount, 0, rust_decimal::Decimal::new(11_900, 2));
    assert_eq!(arrange(&position, &lump(11_901)), Err(greatest));
    assert!(arrange(&position, &lump(11_900)).is_ok_and(|plan| plan.waived.is_zero()));
}

#[test]
fn levers_outside_their_bounds_are_refused_with_what_works() {
    let position = debt(parts(10_000, 0, 600, 0), yearly(12), 2);
    let waive = Proposal { waive: Some(parts(0, 0, 601, 0)), ..Proposal::default() };
    let six = rust_decimal::Decimal::new(600, 2);
    assert_eq!(arrange(&position, &waive), Err(EngineError::outside(error::Term::Amount, 0, six)));
    let many = Proposal { more: 599, ..Proposal::default() };
    assert_eq!(arrange(&position, &many), Err(EngineError::outside(error::Term::Count, 1, 600_u16)));
    let both = Proposal {
        waive: Some(parts(0, 0, 1, 0)),
        lump_sum: Some(LumpSum { amount: yuan(1), on: day("2026-02-01") }),
        ..Proposal::default()
    };
    assert!(matches!(arrange(&position, &both), Err(EngineError::NotTogether { .. })));
}

#[test]
fn everything_given_up_leaves_no_payment() {
    let position = debt(parts(10_000, 0, 600, 0), yearly(12), 2);
    let plan = arrange(&position, &Proposal { waive: Some(position.open), ..Proposal::default() }).expect("a plan");
    assert!(plan.rows.is_empty() && plan.paid.is_zero() && plan.waived == position.open);
    assert_eq!(adopt(&loan(), &position, &plan), Err(EngineError::NoSuchFigure));
}

/// ¥1,200 without interest over 12 months from 15 January 2026, 0.05 % a day on overdue principal.
fn loan() -> Contract {
    let mut terms = InstalmentTerms::monthly(yuan(120_000), Rate::ZERO, 12, day("2026-01-15"));
    let daily = Rate { value: rust_decimal::Decimal::new(5, 4), per: RatePeriod::Day };
    terms.lateness = Lateness { charges: vec![LateCharge::daily(daily, Base::OverduePrincipal)] };
    Contract::Instalment(Box::new(terms))
}

fn loan_position(on: &str) -> Position {
    position(&loan(), &replay(&loan(), None, &[], day(on)).expect("an account")).expect("a position")
}

#[test]
fn a_position_says_what_is_open_and_what_the_contract_goes_on_asking_for() {
    // On 25 March two instalments of 100.00 are overdue, 38 and 10 days: 0.05 · 48 = 2.40.
    let position = loan_position("2026-03-25");
    assert_eq!(position.open, parts(120_000, 0, 240, 0));
    assert_eq!(position.overdue, parts(20_000, 0, 240, 0));
    assert_eq!((position.remaining, position.first_due), (10, day("2026-04-15")));
    let keep: Vec<_> =
        position.keep.iter().map(|due| (due.date.to_string(), due.amounts.total().expect("fits").minor())).collect();
    assert_eq!(keep.len(), 11);
    assert_eq!(keep[..2], [("2026-03-25".to_owned(), 20_240), ("2026-04-15".to_owned(), 10_000)]);
    // After the last due date the grid goes on.
    assert_eq!(loan_position("2027-02-01").first_due, day("2027-02-15"));
    assert_eq!(loan_position("2027-02-01").remaining, 1);
}

#[test]
fn the_rate_of_a_position_is_the_one_in_force() {
    let contract =
        Contract::Instalment(Box::new(InstalmentTerms::monthly(yuan(10_000), yearly(12), 12, day("2026-01-15"))));
    let changed = [Event { id: 1, date: day("2026-02-01"), kind: EventKind::RateChange { rate: yearly(6) } }];
    for (on, percent) in [("2026-01-31", 12), ("2026-02-01", 6)] {
        let account = replay(&contract, None, &changed, day(on)).expect("an account");
        assert_eq!(position_after(&contract, &changed, &account).map(|found| found.rate), Ok(yearly(percent)), "{on}");
    }
}

#[test]
fn a_card_asks_for_the_rest_of_its_bill_on_the_next_due_day() {
    let card = CardStatement {
        balance: yuan(100_000),
        minimum: yuan(10_000),
        statement_date: None,
        due: day("2026-01-31"),
        rate: Rate { value: rust_decimal::Decimal::new(5, 4), per: RatePeriod::Day },
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: None,
    };
    let contract = Contract::Revolving(Box::new(card));
    let at = |on: &str| position(&contract, &replay(&contract, None, &[], day(on)).expect("an account")).expect("open");
    let dues = |found: &Position| -> Vec<_> {
        found.keep.iter().map(|due| (due.date.to_string(), due.amounts.principal.minor())).collect()
    };
    let before = at("2026-01-20");
    assert_eq!((before.remaining, before.first_due), (1, day("2026-01-31")));
    assert_eq!(dues(&before), [("2026-01-31".to_owned(), 100_000)]);
    // After the due day the grid of due days goes on from the 31st.
    let after = at("2026-02-10");
    assert_eq!(dues(&after), [("2026-02-10".to_owned(), 10_000), ("2026-02-28".to_owned(), 90_000)]);
}

#[test]
fn a_settled_debt_has_no_position() {
    let events = [Event { id: 1, date: day("2026-01-16"), kind: EventKind::Payment { amount: yuan(120_000) } }];
    let account = replay(&loan(), None, &events, day("2026-01-20")).expect("an account");
    assert_eq!(position(&loan(), &account), Err(EngineError::NoSuchFigure));
}

#[test]
fn an_adopted_plan_replays_to_its_own_payments_with_the_old_lateness() {
    let position = loan_position("2026-03-25");
    let plan =
        arrange(&position, &Proposal { rate: Some(yearly(12)), more: 2, ..Proposal::default() }).expect("a plan");
    let contract = adopt(&loan(), &position, &plan).expect("a contract");
    assert_eq!(contract.lateness(), loan().lateness());
    let account = replay(&contract, None, &[], position.as_of).expect("an account");
    let claims: Vec<_> = account.claims.iter().map(|claim| (claim.due, claim.charged)).collect();
    assert_eq!(claims, plan.rows.iter().map(|row| (Some(row.due), row.amounts)).collect::<Vec<_>>());
    assert!(account.due_now.is_zero() && account.rows.last().is_some_and(|row| row.balance.is_zero()));
}

#[test]
fn a_missed_payment_costs_what_the_old_contract_says() {
    // 1,202.40 over ten: 120.24 each, of which 0.24 is the old penalty, from 15 April. Missed once, looked at on 15 May,
    // 30 days later: 120.00 · 0.0005 · 30 = 1.80; the old penalty bears nothing.
    let position = loan_position("2026-03-25");
    let waived = Proposal { waive: Some(parts(1_000, 0, 0, 0)), ..Proposal::default() };
    let plan = arrange(&position, &Proposal::default()).expect("a plan");
    let once = missed(&loan(), &position, &plan, BreakTerms::default(), 1).expect("a break");
    assert_eq!((once.on, once.charges, once.days_past_due), (day("2026-05-15"), yuan(180), 30));
    assert_eq!((once.due, once.ended, once.comes_back), (yuan(12_024 + 12_024 + 180), false, yuan(0)));
    // With 10.00 given up, 1,192.40: 119.24 each. Twice missed the plan ends: all that was open on 25 March is due, 10.00 of
    // it comes back, and 119.00 · 0.0005 · (61 + 31) = 5.474 is charged by 15 June: 3.63 and 1.84.
    let plan = arrange(&position, &waived).expect("a plan");
    let ends = BreakTerms { ends_after: Some(2) };
    let twice = missed(&loan(), &position, &plan, ends, 2).expect("a break");
    assert_eq!((twice.on, twice.ended, twice.comes_back), (day("2026-06-15"), true, yuan(1_000)));
    assert_eq!((twice.charges, twice.due), (yuan(363 + 184), yuan(120_240 + 547)));
    assert!(!missed(&loan(), &position, &plan, ends, 1).expect("a break").ended);
}

#[test]
fn waiting_costs_what_the_payoff_grows_by() {
    // Ten days from 25 March: 200.00 · 0.0005 · 10 = 1.00.
    let more = relief::cost_of_waiting(&loan(), None, &[], day("2026-03-25"), 10);
    assert_eq!(more, Ok(parts(0, 0, 100, 0)));
}
