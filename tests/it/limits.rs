//! The limits of terms, events and late charges: the greatest value that is accepted, the first that is not, and what the error names.

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
        assert_eq!((daily(days), uplift(days)), (refused, refused), "{days}");
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

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

/// Three months from January, changed in one term.
fn terms(change: impl FnOnce(&mut InstalmentTerms)) -> Result<(), EngineError> {
    let mut terms = InstalmentTerms::monthly(amount(), Rate::ZERO, 3, date("2026-01-15"));
    change(&mut terms);
    terms.check()
}

#[test]
fn a_period_is_at_most_a_hundred_years_long() {
    for (unit, most) in [(PeriodUnit::Days, 36_600), (PeriodUnit::Weeks, 5_200), (PeriodUnit::Months, 1_200)] {
        assert_eq!(terms(|terms| terms.frequency = Frequency { every: most, unit }), Ok(()));
        let beyond = Frequency { every: most + 1, unit };
        assert_eq!(terms(|terms| terms.frequency = beyond), outside(Term::Every, 1, i64::from(most)));
    }
    let never = Frequency { every: 0, unit: PeriodUnit::Years };
    assert_eq!(terms(|terms| terms.frequency = never), outside(Term::Every, 1, 100));
}

#[test]
fn grace_ends_before_the_last_instalment() {
    assert_eq!(terms(|terms| (terms.principal_grace, terms.interest_grace, terms.interest_free) = (2, 2, 3)), Ok(()));
    assert_eq!(terms(|terms| terms.principal_grace = 3), outside(Term::GracePeriods, 0, 2));
    assert_eq!(terms(|terms| terms.interest_grace = 3), outside(Term::GracePeriods, 0, 2));
    assert_eq!(terms(|terms| terms.interest_free = 4), outside(Term::GracePeriods, 0, 3));
}

#[test]
fn dates_of_a_schedule_rise_from_the_payout() {
    let refused = |earliest| Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: date(earliest) });
    assert_eq!(terms(|terms| terms.first_due = Some(date("2026-01-15"))), Ok(()));
    assert_eq!(terms(|terms| terms.first_due = Some(date("2026-01-14"))), refused("2026-01-15"));
    assert_eq!(terms(|terms| terms.anchor = Some(date("2025-12-14"))), refused("2026-01-15"));
    let dates = |list: &[&str]| {
        let dates = list.iter().map(|text| date(text)).collect();
        terms(|terms| terms.due_dates = Some(dates))
    };
    assert_eq!(dates(&["2026-02-01", "2026-03-01", "2026-04-01"]), Ok(()));
    assert_eq!(dates(&["2026-02-01", "2026-03-01"]), outside(Term::Rows, 3, 3));
    assert_eq!(dates(&["2026-02-01", "2026-04-01", "2026-03-01"]), refused("2026-04-01"));
    assert_eq!(dates(&["2026-01-01", "2026-03-01", "2026-04-01"]), refused("2026-01-15"));
    assert_eq!(terms(|terms| terms.stated = Some(vec![])), outside(Term::Rows, 1, 600));
}

fn event(kind: EventKind) -> Result<(), EngineError> {
    Event { id: 1, date: date("2026-05-01"), kind }.check()
}

#[test]
fn instalments_on_a_card_have_a_count_and_a_fee_within_limits() {
    let plan = |count, fee: &str| {
        let fee_share = decimal(fee);
        event(EventKind::CardInstalments(CardInstalments { amount: amount(), count, fee_share, fee_upfront: false }))
    };
    assert_eq!((plan(1, "0"), plan(600, "1")), (Ok(()), Ok(())));
    assert_eq!(plan(0, "0"), outside(Term::Count, 1, 600));
    assert_eq!(plan(601, "0"), outside(Term::Count, 1, 600));
    assert_eq!(plan(3, "-0.001"), outside(Term::Share, 0, 1));
    assert_eq!(plan(3, "1.001"), outside(Term::Share, 0, 1));
}

#[test]
fn a_pause_does_not_end_before_it_begins_and_an_event_has_a_date_within_range() {
    let pause = |until| event(EventKind::Pause { of: PauseOf::Penalty, until: date(until) });
    assert_eq!(pause("2026-05-01"), Ok(()));
    let earliest = date("2026-05-01");
    assert_eq!(pause("2026-04-30"), Err(EngineError::DatesOutOfOrder { term: Term::EventDate, earliest }));
    let late = Event { id: 1, date: date("2300-01-01"), kind: EventKind::Payment { amount: amount() } };
    assert!(matches!(late.check(), Err(EngineError::DateOutOfRange { .. })));
}
