//! Caps by hand: a daily cap holds each day, and the working says that it did.

use chrono::NaiveDate;
use duewise::engine::trace::{StepKind, Trace};
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

/// source: by hand. 5,000 · 0.0005 = 2.50 a day; ten days are 25.00, held at 2.00 a day they are 20.00.
#[test]
fn a_daily_cap_holds_each_day_and_only_above_it() {
    let rate = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let ten_days = |cap| {
        let mut charge = LateCharge::daily(rate, Base::OverduePrincipal);
        charge.caps = vec![Cap::PerDay { amount: yuan(cap) }];
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
        let mut trace = Trace::default();
        let account = replay_traced(&contract, None, &[], date("2026-03-25"), Some(&mut trace)).expect("an account");
        let held = trace.steps.iter().any(|step| matches!(step.kind, StepKind::LateFlat { .. }));
        (account.due_now.penalty, held)
    };
    assert_eq!(ten_days(200), (yuan(2_000), true));
    assert_eq!(ten_days(250), (yuan(2_500), false), "at the cap nothing is held");
    assert_eq!(ten_days(300), (yuan(2_500), false));
}
