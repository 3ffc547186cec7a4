//! The engine by itself, compiled for this machine: `cargo bench`. What a browser makes of it is `cargo xtask bench`.
#![allow(missing_docs)]

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use duewise::engine::growth::growth;
use duewise::engine::reconcile::{Debt, Dimension, Quote, Quoted, Search, Space};
use duewise::engine::*;
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).expect("a date") + Days::new(days)
}

fn loan(number: i64, accrual: Accrual) -> InstalmentTerms {
    let rate = Rate { value: Decimal::new(4_900 + number, 5), per: RatePeriod::Year };
    InstalmentTerms { accrual, ..InstalmentTerms::monthly(yuan(123_456_789 + number * 1_001), rate, 360, day(0)) }
}

const ACTUAL: Accrual =
    Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::D365, leap: LeapRule::SplitAtYearEnd };

fn daily_charge() -> LateCharge {
    LateCharge::daily(Rate { value: Decimal::new(5, 4), per: RatePeriod::Day }, Base::OverdueInstalment)
}

#[divan::bench]
fn schedule_by_period(bencher: Bencher) {
    let terms = loan(0, Accrual::PerPeriod);
    bencher.bench(|| schedule(black_box(&terms)));
}

#[divan::bench]
fn schedule_by_days(bencher: Bencher) {
    let terms = loan(0, ACTUAL);
    bencher.bench(|| schedule(black_box(&terms)));
}

/// The simulator's debt: one overdue sum, a cap, grace, three payments; over three years and over thirty.
#[divan::bench(args = [1_095, 10_950])]
fn late_curve(bencher: Bencher, horizon: u64) {
    let charge = LateCharge {
        base: Base::OverduePrincipal,
        grace: Grace { days: 3, kind: GraceKind::Forgiven },
        caps: vec![Cap::ShareOfPrincipal { share: Decimal::new(24, 2), scope: CapScope::ThisCharge }],
        ..daily_charge()
    };
    let contract = Contract::Single(Box::new(SingleTerms {
        principal: yuan(1_000_000),
        start: day(0),
        due: day(0),
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    }));
    let events = payments(3, 123_456, 150);
    bencher.bench(|| growth(black_box(&contract), None, &events, day(0), day(horizon), 40));
}

fn payments(count: u64, amount: i64, every: u64) -> Vec<Event> {
    let payment = |id| Event { id, date: day(100 + id * every), kind: EventKind::Payment { amount: yuan(amount) } };
    (0..count).map(payment).collect()
}

#[divan::bench(sample_count = 20)]
fn portfolio_of_100_debts(bencher: Bencher) {
    let debts: Vec<Contract> = (0..100)
        .map(|number| {
            let lateness = Lateness { charges: vec![daily_charge()] };
            Contract::Instalment(Box::new(InstalmentTerms { lateness, ..loan(number, Accrual::PerPeriod) }))
        })
        .collect();
    let events = payments(12, 150_000, 31);
    bencher.bench(|| {
        debts.iter().filter_map(|contract| replay(black_box(contract), None, &events, day(450)).ok()).count()
    });
}

/// One payment over 360 open claims.
#[divan::bench]
fn allocation(bencher: Bencher) {
    let account = replay(&Contract::Instalment(Box::new(loan(0, ACTUAL))), None, &[], day(3_650)).expect("valid terms");
    let waterfall = Waterfall::default();
    bencher
        .with_inputs(|| account.claims.clone())
        .bench_refs(|claims| allocation::allocate(claims, &waterfall.stages, yuan(3_000_000), day(3_650)));
}

/// The search for the conventions behind a figure that none of 10,800 combinations reproduces: a loan of so many rows, paid
/// for a year less two months, then two payments of an odd amount; asked for on a day when three instalments are late.
#[divan::bench(args = [24, 360], sample_count = 10)]
fn reconcile_10_800_combinations(bencher: Bencher, count: u16) {
    let terms = InstalmentTerms { count, lateness: Lateness { charges: vec![daily_charge()] }, ..loan(0, ACTUAL) };
    let rows = schedule(&terms).expect("valid terms");
    let paid =
        |row: &Row| Event { id: u64::from(row.number), date: row.due, kind: EventKind::Payment { amount: row.total } };
    let mut events: Vec<Event> = rows.iter().take(10).map(paid).collect();
    let odd = |id: u64| Event { id, date: day(330 + id % 100), kind: EventKind::Payment { amount: yuan(123_456) } };
    events.extend([odd(1_012), odd(1_044)]);
    let contract = Contract::Instalment(Box::new(terms));
    let quote = Quote { figure: Quoted::DueNow, on: day(400), amount: yuan(1) };
    let whole = Space::of(&contract, &events, quote.figure);
    let searched = [
        (Dimension::LateBase, 5),
        (Dimension::LateDays, 3),
        (Dimension::DayCount, 6),
        (Dimension::Grace, 5),
        (Dimension::Compounding, 2),
        (Dimension::PaymentOrder, 6),
        (Dimension::Basis, 2),
    ];
    let mut space = Space::default();
    for (dimension, most) in searched {
        let axis = whole.axes().iter().find(|axis| axis.dimension == dimension).expect("the loan has it");
        space = space.with(&contract, dimension, &axis.choices[1..most]);
    }
    assert_eq!(space.size(), 10_800);
    let debt = Debt { contract, opening: None, events };
    bencher
        .with_inputs(|| (debt.clone(), space.clone()))
        .bench_values(|(debt, space)| Search::new(debt, black_box(quote), space).expect("valid terms").finish().tried);
}
