//! Published figures, each with its source.

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

fn yearly(percent: &str) -> Rate {
    let percent = Decimal::from_str_exact(percent).expect("a number");
    Rate::percent_per_year(percent).expect("within the limits")
}

/// source: the annuity formula by hand: 10,000 · 0.01 · 1.01¹² ⁄ (1.01¹² − 1) = 888.4878…; first interest 100.00.
/// By hand with rounding each month, 879.67 is left before the last and bears 8.80 … 888.47.
#[test]
fn ten_thousand_at_twelve_percent_in_twelve_months() {
    let terms = InstalmentTerms::monthly(yuan(1_000_000), yearly("12"), 12, date("2026-01-15"));
    let rows = schedule(&terms).expect("a schedule");
    assert_eq!(rows[0].total, yuan(88_849));
    assert_eq!((rows[0].interest, rows[0].principal), (yuan(10_000), yuan(78_849)));
    assert_eq!(rows[11].total, yuan(88_847), "the last instalment takes the rest of rounding");
    assert_eq!(rows[11].balance, yuan(0));
    // (1 + 1 %)¹² − 1 = 12.6825 %.
    let cost = annual_cost(&terms).expect("a rate");
    assert_eq!(cost.effective.round_dp(4), Decimal::new(1_268, 4), "the instalment is rounded to the fen");
}

/// source: 1,000 over three months without interest splits 333.33, 333.33, 333.34; nothing is left over.
#[test]
fn a_thousand_in_three_leaves_no_fen() {
    let terms = InstalmentTerms::monthly(yuan(100_000), Rate::ZERO, 3, date("2026-01-31"));
    let rows = schedule(&terms).expect("a schedule");
    assert_eq!(rows.iter().map(|row| row.total.minor()).collect::<Vec<_>>(), [33_333, 33_333, 33_334]);
    assert_eq!(
        rows.iter().map(|row| row.due.to_string()).collect::<Vec<_>>(),
        ["2026-02-28", "2026-03-31", "2026-04-30"]
    );
}

/// source: issue tracker of a personal-finance project (we-promise/sure 3638): 300,000 at 6 %, actual/365: 31 days
/// bear 1,528.77, 28 days 1,380.82; by twelfths 1,500.00.
#[test]
fn a_month_by_days_and_a_month_by_twelfths_differ() {
    let interest = |accrual, start: &str| {
        let mut terms = InstalmentTerms::monthly(yuan(30_000_000), yearly("6"), 12, date(start));
        (terms.accrual, terms.method) = (accrual, Method::InterestFirst);
        schedule(&terms).expect("a schedule")[0].interest
    };
    let by_days = Accrual::DayCount(DayCount::Act365Fixed);
    assert_eq!(interest(by_days, "2026-01-01"), yuan(152_877));
    assert_eq!(interest(by_days, "2026-02-01"), yuan(138_082));
    assert_eq!(interest(Accrual::PerPeriod, "2026-02-01"), yuan(150_000));
}

/// source: by hand. ¥5,000 due on 15 March 2026, five ten-thousandths a day, 30 days late: 5,000 · 0.0005 · 30 = 75.
#[test]
fn thirty_days_at_five_ten_thousandths() {
    let rate = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let mut charge = LateCharge::daily(rate, Base::OverduePrincipal);
    let account = |charge: &LateCharge, on: &str| {
        let contract = Contract::Single(Box::new(SingleTerms {
            principal: yuan(500_000),
            start: date("2026-03-15"),
            due: date("2026-03-15"),
            rate: Rate::ZERO,
            accrual: Accrual::PerPeriod,
            rounding: Rounding::HalfUp,
            lateness: Lateness { charges: vec![charge.clone()] },
            waterfall: Waterfall::default(),
        }));
        replay(&contract, None, &[], date(on)).expect("an account")
    };
    assert_eq!(account(&charge, "2026-04-14").due_now.penalty, yuan(7_500));
    assert_eq!(account(&charge, "2026-04-14").days_past_due, 30);
    assert_eq!(account(&charge, "2026-03-15").due_now.total(), Ok(yuan(500_000)), "on the due day nothing is late");
    // Three days of grace, forgiven: 27 days. Back-dated: nothing on day 3, all four days on day 4.
    charge.grace = Grace { days: 3, kind: GraceKind::Forgiven };
    assert_eq!(account(&charge, "2026-04-14").due_now.penalty, yuan(6_750));
    charge.grace.kind = GraceKind::BackDated;
    assert_eq!(account(&charge, "2026-03-18").due_now.penalty, yuan(0));
    assert_eq!(account(&charge, "2026-03-19").due_now.penalty, yuan(1_000));
    // Both end days count: one day more.
    (charge.grace, charge.inclusion) = (Grace::default(), Inclusion::Both);
    assert_eq!(account(&charge, "2026-04-14").due_now.penalty, yuan(7_750));
}

/// source: 银发〔2016〕111号 leaves the rate to the contract; a usual bill by hand: ¥8,000, minimum ¥800, 0.05 % a day.
/// Paying the minimum on the due day leaves 7,200; thirty days bear 7,200 · 0.0005 · 30 = 108.
#[test]
fn a_card_bill_of_which_only_the_minimum_is_paid() {
    let rate = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let interest = LateCharge { component: Component::Interest, ..LateCharge::daily(rate, Base::StatementBalance) };
    let damages = LateCharge {
        kind: ChargeKind::Percent { share: Decimal::new(5, 2), floor: Some(yuan(1_000)), ceiling: None },
        ..LateCharge::daily(rate, Base::OverduePrincipal)
    };
    let card = Contract::Revolving(Box::new(CardStatement {
        balance: yuan(800_000),
        minimum: yuan(80_000),
        statement_date: None,
        due: date("2026-11-25"),
        rate,
        lateness: Lateness { charges: vec![interest, damages] },
        waterfall: Waterfall::default(),
        cycle: None,
    }));
    let before = replay(&card, None, &[], date("2026-11-23")).expect("an account");
    assert_eq!(
        before.next_due.map(|next| (next.date, next.amounts.principal)),
        Some((date("2026-11-25"), yuan(80_000)))
    );
    assert!(before.due_now.is_zero());
    let paid = Event { id: 1, date: date("2026-11-25"), kind: EventKind::Payment { amount: yuan(80_000) } };
    let minimum = replay(&card, None, &[paid], date("2026-12-25")).expect("an account");
    assert_eq!((minimum.payoff.principal, minimum.payoff.interest), (yuan(720_000), yuan(10_800)));
    assert!(minimum.due_now.is_zero() && minimum.days_past_due == 0);
    // Missed: 8,000 · 0.0005 · 30 = 120 interest, and 5 % of 800 = 40 damages.
    let missed = replay(&card, None, &[], date("2026-12-25")).expect("an account");
    assert_eq!((missed.payoff.interest, missed.due_now.penalty), (yuan(12_000), yuan(4_000)));
    assert_eq!((missed.due_now.principal, missed.days_past_due), (yuan(80_000), 30));
}

/// An opening stands for history: arrears with their age, and no charge twice.
#[test]
fn an_opening_starts_a_debt_in_mid_life() {
    let rate = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let mut terms = InstalmentTerms::monthly(yuan(1_200_000), Rate::ZERO, 12, date("2026-01-10"));
    terms.lateness = Lateness { charges: vec![LateCharge::daily(rate, Base::OverduePrincipal)] };
    let contract = Contract::Instalment(Box::new(terms));
    let opening = Opening {
        as_of: date("2026-05-20"),
        settled_rows: 2,
        arrears: Components { principal: yuan(200_000), penalty: yuan(3_000), ..Components::zero(Currency::CNY) },
        oldest_unpaid_due: Some(date("2026-04-10")),
    };
    let then = replay(&contract, Some(&opening), &[], date("2026-05-20")).expect("an account");
    assert_eq!((then.due_now.principal, then.due_now.penalty), (yuan(200_000), yuan(3_000)));
    assert_eq!(then.days_past_due, 40);
    // Ten days on: 2,000 · 0.0005 · 10 = 10 more on the arrears; the June instalment is due that day.
    let later = replay(&contract, Some(&opening), &[], date("2026-05-30")).expect("an account");
    assert_eq!(later.due_now.penalty, yuan(4_000));
    let june = replay(&contract, Some(&opening), &[], date("2026-06-10")).expect("an account");
    assert_eq!(june.due_now.principal, yuan(300_000));
}

/// source: docs/conventions.md, each by hand: 10,000 at 12 % a year over twelve months from 15 January.
#[test]
fn the_examples_of_the_conventions_hold() {
    let rows = |method| {
        let mut terms = InstalmentTerms::monthly(yuan(1_000_000), yearly("12"), 12, date("2026-01-15"));
        terms.method = method;
        schedule(&terms).expect("a schedule")
    };
    let totals = |rows: &[Row]| (rows[0].principal, rows[0].interest, rows[rows.len() - 1].total);
    assert_eq!(totals(&rows(Method::EqualPrincipal)), (yuan(83_333), yuan(10_000), yuan(83_337 + 833)));
    assert_eq!(totals(&rows(Method::InterestFirst)), (yuan(0), yuan(10_000), yuan(1_010_000)));
    assert_eq!(totals(&rows(Method::Bullet)), (yuan(1_000_000), yuan(120_000), yuan(1_120_000)));
    let flat = |interest| {
        let mut terms = InstalmentTerms::monthly(yuan(100_000), yearly("7"), 3, date("2025-01-01"));
        (terms.interest, terms.rounding) = (interest, Rounding::HalfEven);
        schedule(&terms).expect("a schedule").iter().map(|row| row.interest.minor()).collect::<Vec<_>>()
    };
    assert_eq!(flat(InterestKind::Flat), [583, 583, 583]);
    assert_eq!(flat(InterestKind::FlatTotal), [583, 583, 584]);
    // An anchor at a month end, payout inside the first period.
    let mut terms = InstalmentTerms::monthly(yuan(100_000), Rate::ZERO, 4, date("2024-02-12"));
    terms.anchor = Some(date("2024-01-31"));
    let dues: Vec<_> = schedule(&terms).expect("a schedule").iter().map(|row| row.due.to_string()).collect();
    assert_eq!(dues, ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]);
}

/// source: by hand: 5,000 · (1.0005³⁰ − 1) = 75.5462…
#[test]
fn a_charge_that_compounds_by_the_day() {
    let rate = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let mut charge = LateCharge::daily(rate, Base::OverduePrincipal);
    charge.kind = ChargeKind::Daily { rate, year_days: 365, compounding: Compounding::Daily };
    let contract = Contract::Single(Box::new(SingleTerms {
        principal: yuan(500_000),
        start: date("2026-03-15"),
        due: date("2026-03-15"),
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    }));
    let account = replay(&contract, None, &[], date("2026-04-14")).expect("an account");
    assert_eq!(account.due_now.penalty, yuan(7_555));
}
