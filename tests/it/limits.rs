//! The limits of late charges: the greatest value that is accepted, the first that is not, and what the error names.

use duewise::engine::error::Term;
use duewise::engine::*;
use rust_decimal::Decimal;

fn charge(kind: ChargeKind) -> LateCharge {
    LateCharge { kind, ..LateCharge::daily(Rate::ZERO, Base::OverduePrincipal) }
}

fn amount() -> Money {
    Money::try_new(1_000, Currency::CNY).expect("within the limits")
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a number")
}

/// What the error names: the term and its limits.
fn outside(term: Term, least: i64, greatest: i64) -> Result<(), EngineError> {
    Err(EngineError::OutOfRange { term, least: Decimal::from(least), greatest: Decimal::from(greatest) })
}

#[test]
fn the_share_of_a_late_charge_lies_between_nothing_and_ten_times() {
    let percent = |share: &str| charge(ChargeKind::Percent { share: decimal(share), floor: None, ceiling: None });
    let uplift = |share: &str| {
        charge(ChargeKind::Uplift { share: decimal(share), year_days: 360, compounding: Compounding::Simple })
    };
    for make in [&percent as &dyn Fn(&str) -> LateCharge, &uplift] {
        assert_eq!(make("0").check(), Ok(()));
        assert_eq!(make("10").check(), Ok(()));
        assert_eq!(make("10.0001").check(), outside(Term::Share, 0, 10));
        assert_eq!(make("-0.0001").check(), outside(Term::Share, 0, 10));
    }
}

#[test]
fn the_share_of_a_cap_lies_between_nothing_and_a_thousand_times() {
    let capped = |share: &str| {
        let mut charge = charge(ChargeKind::Flat { amount: amount() });
        charge.caps = vec![
            Cap::Total { amount: amount(), scope: CapScope::ThisCharge },
            Cap::ShareOfPrincipal { share: decimal(share), scope: CapScope::AllCharges },
        ];
        charge.check()
    };
    assert_eq!(capped("0"), Ok(()));
    assert_eq!(capped("1000"), Ok(()));
    assert_eq!(capped("1000.01"), outside(Term::Share, 0, 1_000));
    assert_eq!(capped("-0.01"), outside(Term::Share, 0, 1_000));
}

#[test]
fn a_year_of_a_late_rate_has_360_364_365_or_366_days() {
    let daily =
        |year_days| charge(ChargeKind::Daily { rate: Rate::ZERO, year_days, compounding: Compounding::Simple }).check();
    let uplift = |year_days| {
        charge(ChargeKind::Uplift { share: Decimal::ONE, year_days, compounding: Compounding::Simple }).check()
    };
    for days in [360, 364, 365, 366] {
        assert_eq!((daily(days), uplift(days)), (Ok(()), Ok(())), "{days}");
    }
    for days in [0, 1, 359, 361, 363, 367] {
        let refused = outside(Term::LateRate, 360, 366);
        assert_eq!((daily(days), uplift(days)), (refused.clone(), refused), "{days}");
    }
}

#[test]
fn a_late_rate_beyond_the_limit_is_refused() {
    let daily = |value| {
        let rate = Rate { value, per: RatePeriod::Day };
        charge(ChargeKind::Daily { rate, year_days: 365, compounding: Compounding::Simple }).check()
    };
    assert_eq!(daily(decimal("0.0005")), Ok(()));
    assert!(matches!(daily(Decimal::from(1_000)), Err(EngineError::OutOfRange { term: Term::LateRate, .. })));
    assert!(matches!(daily(decimal("-0.0005")), Err(EngineError::OutOfRange { term: Term::LateRate, .. })));
}

#[test]
fn a_stretch_of_days_has_at_least_one_day() {
    let every = |every_days| charge(ChargeKind::PerPeriod { amount: amount(), every_days }).check();
    assert_eq!(every(1), Ok(()));
    assert_eq!(every(0), outside(Term::Every, 1, i64::from(u16::MAX)));
}

#[test]
fn a_contract_has_at_most_sixteen_late_charges() {
    let many = |count| Lateness { charges: vec![charge(ChargeKind::Flat { amount: amount() }); count] }.check();
    assert_eq!((many(0), many(16)), (Ok(()), Ok(())));
    assert_eq!(many(17), outside(Term::Rows, 0, 16));
    let wrong = charge(ChargeKind::PerPeriod { amount: amount(), every_days: 0 });
    assert!(Lateness { charges: vec![charge(ChargeKind::Flat { amount: amount() }), wrong] }.check().is_err());
}
