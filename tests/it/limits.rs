//! The limits of terms, events and late charges: the greatest value that is accepted, the first that is not, and what the error names.

mod cycles;
mod shapes;

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

/// The values that are accepted, those that are refused, and what the refusal says.
fn holds<T: Copy + core::fmt::Debug>(
    what: &str,
    check: impl Fn(T) -> Result<(), EngineError>,
    accepted: &[T],
    refused: &[T],
    why: Result<(), EngineError>,
) {
    for value in accepted {
        assert_eq!(check(*value), Ok(()), "{what} {value:?}");
    }
    for value in refused {
        assert_eq!(check(*value), why, "{what} {value:?}");
    }
}

fn out_of(term: Term, least: &str, greatest: &str) -> Result<(), EngineError> {
    Err(EngineError::OutOfRange { term, least: decimal(least), greatest: decimal(greatest) })
}

/// The message for an amount that must be more than nothing.
fn any_amount(term: Term) -> Result<(), EngineError> {
    out_of(term, "0.01", "10000000000000")
}

fn minor(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn yearly(value: &str) -> Rate {
    Rate { value: decimal(value), per: RatePeriod::Year }
}

#[test]
fn a_rate_is_at_most_a_hundred_times_a_year_in_its_own_period() {
    let of = |per| move |value: &str| Rate { value: decimal(value), per }.check(Term::LateRate);
    let most = |greatest: &str| out_of(Term::LateRate, "0", greatest);
    holds("yearly", of(RatePeriod::Year), &["0", "99.99", "100"], &["100.000001", "-0.000001"], most("100"));
    holds("monthly", of(RatePeriod::Month), &["0", "8.33", "8.333333"], &["8.333334", "-1"], most("8.333333"));
    holds("daily", of(RatePeriod::Day), &["0", "0.27", "0.273972"], &["0.273973", "0.28"], most("0.273973"));
    assert_eq!(Rate::try_new(decimal("101"), RatePeriod::Year).map(|_| ()), out_of(Term::Rate, "0", "100"));
    assert_eq!(Rate::percent_per_year(decimal("10000")), Ok(yearly("100")));
}

#[test]
fn the_terms_of_an_instalment_loan_lie_within_their_limits() {
    let principal = |value| terms(|terms| terms.principal = minor(value));
    holds("principal", principal, &[1, 1_000_000_000_000_000], &[0, -1], any_amount(Term::Principal));
    let rate = |value| terms(|terms| terms.rate = yearly(value));
    holds("rate", rate, &["0", "100"], &["101", "-1"], out_of(Term::Rate, "0", "100"));
    let count = |count| terms(|terms| terms.count = count);
    holds("count", count, &[1, 600], &[0, 601], outside(Term::Count, 1, 600));
    for (unit, most) in
        [(PeriodUnit::Days, 36_600), (PeriodUnit::Weeks, 5_200), (PeriodUnit::Months, 1_200), (PeriodUnit::Years, 100)]
    {
        let every = |every| terms(|terms| terms.frequency = Frequency { every, unit });
        holds("every", every, &[1, most], &[0, most + 1], outside(Term::Every, 1, i64::from(most)));
    }
    let precision = |digits| terms(|terms| terms.precision = Some(digits));
    holds("precision", precision, &[6, 28], &[5, 29], outside(Term::Precision, 6, 28));
    let down = |share: &str| terms(|terms| terms.down_payment = Some(decimal(share)));
    holds("down payment", down, &["0", "0.9999"], &["1", "-0.01"], out_of(Term::Share, "0", "0.99"));
    let multiple = |step| terms(|terms| terms.instalment_multiple = Some(minor(step)));
    let most = 1_000_000_000_000_000;
    holds("multiple", multiple, &[0, 100, most - 1_000], &[most], Err(EngineError::Overflow));
    let dollars = Money::try_new(1, Currency::USD).expect("within the limits");
    let mismatch = Err(EngineError::CurrencyMismatch { expected: Currency::CNY, got: Currency::USD });
    assert_eq!(terms(|terms| terms.instalment_multiple = Some(dollars)), mismatch);
    let year = |days| terms(|terms| terms.accrual = Accrual::Effective(EffectiveTime::Days(days)));
    holds("days of a year", year, &[360, 365, 366], &[359, 367, 0], outside(Term::Every, 360, 366));
    let many =
        |count| terms(|terms| terms.lateness.charges = vec![charge(ChargeKind::Flat { amount: amount() }); count]);
    holds("late charges", many, &[0, 16], &[17], outside(Term::Rows, 0, 16));
}

fn rows(count: usize) -> Vec<StatedRow> {
    let amounts = Components::zero(Currency::CNY);
    (0..count).map(|_| StatedRow { due: date("2026-02-15"), amounts }).collect()
}

#[test]
fn stated_rows_are_at_most_six_hundred_and_in_order() {
    let stated = |count| terms(|terms| terms.stated = Some(rows(count)));
    holds("rows", stated, &[1, 600], &[0, 601], outside(Term::Rows, 1, 600));
    let due = |first: &str, second: &str| {
        terms(|terms| {
            let mut list = rows(2);
            (list[0].due, list[1].due) = (date(first), date(second));
            terms.stated = Some(list);
        })
    };
    let refused = |earliest| Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: date(earliest) });
    assert_eq!(due("2026-01-15", "2026-01-15"), Ok(()));
    assert_eq!(due("2026-01-14", "2026-02-15"), refused("2026-01-15"));
    assert_eq!(due("2026-02-15", "2026-02-14"), refused("2026-02-15"));
    let foreign = |terms: &mut InstalmentTerms| {
        let mut list = rows(1);
        list[0].amounts = Components::zero(Currency::USD);
        terms.stated = Some(list);
    };
    assert!(matches!(terms(foreign), Err(EngineError::CurrencyMismatch { .. })));
}

#[test]
fn dates_lie_between_1970_and_2199() {
    for (day, fits) in [("1969-12-31", false), ("1970-01-01", true), ("2199-12-31", true), ("2200-01-01", false)] {
        let checked = duewise::engine::date::check(date(day));
        assert_eq!(checked.is_ok(), fits, "{day}");
        assert_eq!(checked.err(), (!fits).then_some(EngineError::DateOutOfRange { got: Some(date(day)) }));
        let due = terms(|terms| (terms.disbursed_on, terms.first_due) = (date("1971-01-01"), Some(date(day))));
        assert_eq!(matches!(due, Err(EngineError::DateOutOfRange { .. })), !fits, "{day}");
        let paid_out = terms(|terms| terms.disbursed_on = date(day));
        assert_eq!(matches!(paid_out, Err(EngineError::DateOutOfRange { .. })), !fits, "{day}");
    }
}

/// A card with a bill of 10.00, changed in one term.
fn card(change: impl FnOnce(&mut CardStatement)) -> Result<(), EngineError> {
    let mut card = CardStatement {
        balance: minor(1_000),
        minimum: minor(100),
        statement_date: None,
        due: date("2026-04-23"),
        rate: Rate::ZERO,
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: None,
    };
    change(&mut card);
    Contract::Revolving(Box::new(card)).check()
}

#[test]
fn a_bill_lies_within_its_limits() {
    let balance = |value| card(|card| (card.balance, card.minimum) = (minor(value), minor(0)));
    holds("balance", balance, &[1], &[0, -1], any_amount(Term::Principal));
    let least = |value| card(|card| card.minimum = minor(value));
    holds("minimum", least, &[0, 1_000], &[-1, 1_001], out_of(Term::Minimum, "0", "10.00"));
    let rate = |value| card(|card| card.rate = yearly(value));
    holds("rate", rate, &["100"], &["100.1"], out_of(Term::Rate, "0", "100"));
    let dated = |day| card(|card| card.statement_date = Some(date(day)));
    let refused = |earliest| Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: date(earliest) });
    holds("statement", dated, &["2026-04-05", "2026-04-23"], &["2026-04-24"], refused("2026-04-24"));
    let due = card(|card| card.due = date("2200-01-01"));
    assert!(matches!(due, Err(EngineError::DateOutOfRange { .. })));
    let late =
        card(|card| card.lateness.charges = vec![charge(ChargeKind::PerPeriod { amount: amount(), every_days: 0 })]);
    assert_eq!(late, outside(Term::Every, 1, i64::from(u16::MAX)));
}

#[test]
fn a_single_payment_lies_within_its_limits() {
    let single = |principal, rate, start: &str, due: &str| {
        Contract::Single(Box::new(SingleTerms {
            principal: minor(principal),
            start: date(start),
            due: date(due),
            rate: yearly(rate),
            accrual: Accrual::PerPeriod,
            rounding: Rounding::HalfUp,
            lateness: Lateness { charges: vec![charge(ChargeKind::Flat { amount: amount() })] },
            waterfall: Waterfall::default(),
        }))
        .check()
    };
    assert_eq!(single(1, "100", "2026-01-15", "2026-01-15"), Ok(()));
    assert_eq!(single(0, "1", "2026-01-15", "2026-01-15"), any_amount(Term::Principal));
    assert_eq!(single(1, "101", "2026-01-15", "2026-01-15"), out_of(Term::Rate, "0", "100"));
    let refused = Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: date("2026-01-15") });
    assert_eq!(single(1, "1", "2026-01-15", "2026-01-14"), refused);
}

#[test]
fn an_amount_of_an_event_is_more_than_nothing_and_a_new_rate_within_the_limits() {
    let effect = PrepaymentEffect::ShorterTerm;
    let component = Component::Fee;
    let kinds: [&dyn Fn(Money) -> EventKind; 6] = [
        &|amount| EventKind::Payment { amount },
        &|amount| EventKind::Prepayment { amount, effect },
        &|amount| EventKind::Charge { component, amount },
        &|amount| EventKind::Waiver { component, amount },
        &|amount| EventKind::Purchase { amount, kind: ItemKind::Purchase },
        &|amount| {
            EventKind::CardInstalments(CardInstalments {
                amount,
                count: 1,
                fee_share: Decimal::ZERO,
                fee_upfront: false,
            })
        },
    ];
    for kind in kinds {
        let of = |value| event(kind(minor(value)));
        holds("amount", of, &[1, 1_000_000_000_000_000], &[0, -1], any_amount(Term::Amount));
    }
    let rate = |value| event(EventKind::RateChange { rate: yearly(value) });
    holds("rate", rate, &["0", "100"], &["100.1", "-1"], out_of(Term::Rate, "0", "100"));
    let until = event(EventKind::Pause { of: PauseOf::Collection, until: date("2200-01-01") });
    assert!(matches!(until, Err(EngineError::DateOutOfRange { .. })));
}

#[test]
fn tiers_rise_and_are_at_most_sixteen_and_a_growing_charge_grows_by_at_most_its_double() {
    let tiers = |from: &[i64]| {
        let tiers = from.iter().map(|from| Tier { from: minor(*from), amount: amount() }).collect();
        charge(ChargeKind::Tiered { tiers }).check()
    };
    let sixteen: Vec<i64> = (0..16).collect();
    let seventeen: Vec<i64> = (0..17).collect();
    holds("tiers", tiers, &[&[], &[0], &[0, 1], &sixteen], &[&seventeen, &[1, 1], &[2, 1]], outside(Term::Rows, 0, 16));
    let growing = |share: &str, growth: &str, every_days| {
        charge(ChargeKind::Growing { share: decimal(share), growth: decimal(growth), every_days }).check()
    };
    let share = |share| growing(share, "0", 1);
    holds("share", share, &["0", "10"], &["10.1", "-0.1"], outside(Term::Share, 0, 10));
    let growth = |growth| growing("0", growth, 1);
    holds("growth", growth, &["0", "1"], &["1.1", "-0.1"], outside(Term::Share, 0, 1));
    let every = |every| growing("0", "0", every);
    holds("every", every, &[1, 365], &[0], outside(Term::Every, 1, i64::from(u16::MAX)));
}
