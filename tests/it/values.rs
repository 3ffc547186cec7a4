//! Amounts, dates, states and refusals by hand: the small parts that everything else is made of.

use chrono::NaiveDate;
use duewise::engine::cost::Loan;
use duewise::engine::date::{contains_leap_day, is_month_end, month_end, of_number, shift};
use duewise::engine::error::Term;
use duewise::engine::number::{add, div, pow, pow_ratio};
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

const GREATEST: i64 = 1_000_000_000_000_000;

#[test]
fn amounts_add_compare_and_stay_within_ten_trillion() {
    assert_eq!(
        (Money::try_new(GREATEST, Currency::CNY).is_ok(), Money::try_new(-GREATEST, Currency::CNY).is_ok()),
        (true, true)
    );
    for beyond in [GREATEST + 1, -GREATEST - 1, i64::MAX, i64::MIN] {
        assert_eq!(Money::try_new(beyond, Currency::CNY), Err(EngineError::Overflow));
    }
    assert_eq!(yuan(GREATEST).plus(yuan(1)), Err(EngineError::Overflow));
    assert_eq!(yuan(-GREATEST).minus(yuan(1)), Err(EngineError::Overflow));
    let minor = |money: Result<Money, EngineError>| money.map(Money::minor);
    assert_eq!(minor(yuan(5).minus_to_zero(yuan(3))), Ok(2));
    assert_eq!(minor(yuan(3).minus_to_zero(yuan(5))), Ok(0));
    assert_eq!((minor(yuan(3).least(yuan(5))), minor(yuan(5).least(yuan(3)))), (Ok(3), Ok(3)));
    assert_eq!((minor(yuan(3).greatest(yuan(5))), minor(yuan(5).greatest(yuan(3)))), (Ok(5), Ok(5)));
    assert_eq!((yuan(0).is_positive(), yuan(1).is_positive(), yuan(-1).is_positive()), (false, true, false));
    assert_eq!((yuan(0).is_zero(), yuan(1).is_zero()), (true, false));
    let dollar = Money::try_new(1, Currency::USD).expect("within the limits");
    let mismatch = Err(EngineError::CurrencyMismatch { expected: Currency::CNY, got: Currency::USD });
    assert_eq!((yuan(1).plus(dollar), yuan(1).minus(dollar), yuan(1).least(dollar)), (mismatch, mismatch, mismatch));
    assert_eq!((yuan(1).greatest(dollar), yuan(1).to_multiple(dollar, Rounding::HalfUp)), (mismatch, mismatch));
    assert_eq!((yuan(1).partial_cmp(&dollar), yuan(1) < yuan(2)), (None, true));
}

#[test]
fn an_amount_goes_to_the_nearest_multiple_and_splits_without_loss() {
    let to = |minor, step, rounding| yuan(minor).to_multiple(yuan(step), rounding).map(Money::minor);
    assert_eq!((to(1_234, 100, Rounding::HalfUp), to(1_250, 100, Rounding::HalfUp)), (Ok(1_200), Ok(1_300)));
    assert_eq!((to(1_201, 100, Rounding::Up), to(1_299, 100, Rounding::Down)), (Ok(1_300), Ok(1_200)));
    assert_eq!(
        (to(1_234, 1, Rounding::HalfUp), to(1_234, 0, Rounding::HalfUp), to(1_234, -5, Rounding::HalfUp)),
        (Ok(1_234), Ok(1_234), Ok(1_234))
    );
    let split = |minor, parts| yuan(minor).split(parts).into_iter().map(Money::minor).collect::<Vec<_>>();
    assert_eq!((split(10, 3), split(-10, 3), split(9, 3)), (vec![4, 3, 3], vec![-4, -3, -3], vec![3, 3, 3]));
    assert_eq!((split(10, 1), split(10, 0), split(2, 3)), (vec![10], vec![], vec![1, 1, 0]));
}

#[test]
fn a_currency_has_its_own_digits() {
    let digits = |code| Currency::try_new(code).map(Currency::digits);
    assert_eq!((digits("CNY"), digits("JPY"), digits("KWD"), digits("KRW")), (Ok(2), Ok(0), Ok(3), Ok(0)));
    for wrong in ["cny", "CN", "CNYX", "C1Y", ""] {
        assert_eq!(digits(wrong), Err(wrong.to_owned()));
    }
    let yen = Money::from_exact(dec("1234.5"), Currency::try_new("JPY").expect("a currency"), Rounding::HalfUp);
    assert_eq!(yen.map(|yen| (yen.minor(), yen.exact())), Ok((1_235, dec("1235"))));
    let dinar = Money::from_exact(dec("1.2345"), Currency::try_new("KWD").expect("a currency"), Rounding::HalfDown);
    assert_eq!(dinar.map(|dinar| (dinar.minor(), dinar.exact())), Ok((1_234, dec("1.234"))));
}

#[test]
fn components_are_added_and_taken_one_by_one() {
    let parts = |principal, interest, penalty, fee| Components {
        principal: yuan(principal),
        interest: yuan(interest),
        penalty: yuan(penalty),
        fee: yuan(fee),
    };
    let (a, b) = (parts(10, 20, 30, 40), parts(1, 2, 3, 4));
    assert_eq!((a.plus(&b), a.minus(&b)), (Ok(parts(11, 22, 33, 44)), Ok(parts(9, 18, 27, 36))));
    assert_eq!(a.total(), Ok(yuan(100)));
    for component in Component::ALL {
        let mut one = Components::zero(Currency::CNY);
        assert!(one.is_zero());
        one.add(component, yuan(7)).expect("fits");
        assert_eq!((one.is_zero(), one.get(component), one.total()), (false, yuan(7), Ok(yuan(7))));
    }
}

#[test]
fn a_claim_is_overdue_the_day_after_it_is_due() {
    let zero = Components::zero(Currency::CNY);
    let charged = Components { interest: yuan(5), ..zero };
    let mut claim = Claim {
        reference: ClaimRef::Single,
        due: Some(date("2026-02-15")),
        charged,
        paid: zero,
        waived: zero,
        origin: Origin::Stated,
    };
    let state = |claim: &Claim, day| claim.state(date(day)).expect("fits");
    assert_eq!(state(&claim, "2026-02-14"), ClaimState::Upcoming);
    assert_eq!(state(&claim, "2026-02-15"), ClaimState::DueToday);
    assert_eq!(state(&claim, "2026-02-16"), ClaimState::Overdue);
    (claim.paid.interest, claim.waived.interest) = (yuan(3), yuan(2));
    assert_eq!(state(&claim, "2026-02-16"), ClaimState::Paid);
    (claim.waived, claim.due) = (zero, None);
    assert_eq!((state(&claim, "2026-02-16"), claim.open_of(Component::Interest)), (ClaimState::Upcoming, Ok(yuan(2))));
}

#[test]
fn periods_go_forth_and_back_by_their_unit() {
    let every = |every, unit| Frequency { every, unit };
    let rows = [
        (every(10, PeriodUnit::Days), 3, "2026-01-31", "2026-03-02", "2026-01-21"),
        (every(2, PeriodUnit::Weeks), 3, "2026-01-31", "2026-03-14", "2026-01-17"),
        (every(1, PeriodUnit::Months), 13, "2026-01-31", "2027-02-28", "2025-12-31"),
        (every(3, PeriodUnit::Months), 1, "2026-05-31", "2026-08-31", "2026-02-28"),
        (every(1, PeriodUnit::Years), 4, "2024-02-29", "2028-02-29", "2023-02-28"),
        (every(2, PeriodUnit::Years), 0, "2024-02-29", "2024-02-29", "2022-02-28"),
    ];
    for (frequency, times, start, after, before) in rows {
        assert_eq!(frequency.after(date(start), times), Ok(date(after)));
        assert_eq!(frequency.before(date(start)), Ok(date(before)));
    }
    assert!(every(u16::MAX, PeriodUnit::Years).after(date("2026-01-31"), u32::MAX).is_err());
    assert_eq!(
        (shift(date("2026-03-01"), -1), shift(date("2026-02-28"), 1)),
        (Ok(date("2026-02-28")), Ok(date("2026-03-01")))
    );
    assert!(shift(date("2199-12-31"), 1).is_err() && shift(date("1970-01-01"), -1).is_err());
    assert_eq!(of_number(duewise::engine::date::number(date("2026-02-28"))), Ok(date("2026-02-28")));
    assert!(of_number(i64::MAX).is_err());
    let ends = ["2024-02-10", "2026-02-10", "2026-04-30", "2026-12-01"].map(|day| month_end(date(day)).to_string());
    assert_eq!(ends, ["2024-02-29", "2026-02-28", "2026-04-30", "2026-12-31"]);
    assert_eq!(
        ["2024-02-28", "2024-02-29", "2026-02-28", "2026-12-31"].map(|day| is_month_end(date(day))),
        [false, true, true, true]
    );
    let leap = |start, end| contains_leap_day(date(start), date(end));
    assert!(leap("2024-02-28", "2024-02-29") && !leap("2024-02-29", "2024-12-31") && leap("2023-01-01", "2025-01-01"));
    assert!(!leap("2025-01-01", "2027-12-31") && !leap("2024-01-01", "2024-02-28"));
    let extra = [Inclusion::Last, Inclusion::First, Inclusion::Both, Inclusion::Neither].map(Inclusion::extra_days);
    assert_eq!(extra, [0, 0, 1, -1]);
}

/// source: 1.5² = 2.25; √2.25 = 1.5; 2^(10⁄3) = 10.0793683991589853…; e.g. Wolfram Functions for the digits.
#[test]
fn powers_are_products_and_roots_of_them() {
    assert_eq!(
        (pow(dec("1.5"), 0), pow(dec("1.5"), 1), pow(dec("1.5"), 5)),
        (Ok(dec("1")), Ok(dec("1.5")), Ok(dec("7.59375")))
    );
    let root = |base: &str, n, m| pow_ratio(dec(base), n, m).map(|power| power.round_dp(16));
    assert_eq!(
        (root("2.25", 1, 2), root("2", 10, 3), root("1", 7, 3)),
        (Ok(dec("1.5")), Ok(dec("10.0793683991589853")), Ok(dec("1")))
    );
    assert_eq!(
        (root("1000000", 1, 2), root("1000000", 1, 6), root("1.21", 3, 2)),
        (Ok(dec("1000")), Ok(dec("10")), Ok(dec("1.331")))
    );
    assert_eq!((root("0.99", 1, 2), root("2", 1, 0)), (Err(EngineError::Overflow), Err(EngineError::Overflow)));
    assert_eq!(pow(dec("10"), 100), Err(EngineError::Overflow));
    assert_eq!(
        (div(dec("1"), dec("0")), add(Decimal::MAX, Decimal::MAX)),
        (Err(EngineError::Overflow), Err(EngineError::Overflow))
    );
}

#[test]
fn a_refusal_says_what_it_refuses() {
    let said = |error: EngineError| error.to_string();
    assert_eq!(said(EngineError::outside(Term::Count, 1, 600)), "Count must be between 1 and 600");
    let earliest = date("2026-01-15");
    assert_eq!(said(EngineError::DatesOutOfOrder { term: Term::Due, earliest }), "Due must not be before 2026-01-15");
    assert_eq!(
        said(EngineError::CurrencyMismatch { expected: Currency::CNY, got: Currency::USD }),
        "currency USD met CNY"
    );
    assert!(said(EngineError::DateOutOfRange { got: Some(earliest) }).contains("2026-01-15"));
    assert!(said(EngineError::NotTogether { term: Term::Steps }).starts_with("Steps"));
    assert!(said(EngineError::UnfitEvent { event: 42 }).contains("42"));
    let others = [
        EngineError::Overflow,
        EngineError::NeverRepaid,
        EngineError::NoRate,
        EngineError::SeveralRates,
        EngineError::NoSuchFigure,
    ];
    let texts: std::collections::BTreeSet<String> = others.into_iter().map(said).collect();
    assert_eq!((texts.len(), texts.contains("")), (others.len(), false), "each has words of its own");
}

/// source: docs/conventions.md on the true cost: whole months are twelfths, weeks fifty-seconds, days of 365.
#[test]
fn the_time_of_a_loan_is_counted_in_its_own_periods() {
    let loan = |every, unit| {
        let mut terms = InstalmentTerms::monthly(yuan(100_000), Rate::ZERO, 2, date("2026-01-31"));
        terms.frequency = Frequency { every, unit };
        Loan::of_terms(&terms).expect("a schedule")
    };
    let years = |unit, on| loan(1, unit).years(date(on)).expect("a time").round_dp(12);
    let of = |part: i64, whole: i64| (Decimal::from(part) / Decimal::from(whole)).round_dp(12);
    assert_eq!(years(PeriodUnit::Days, "2026-03-02"), of(30, 365));
    assert_eq!(years(PeriodUnit::Weeks, "2026-02-28"), of(28, 364));
    assert_eq!(years(PeriodUnit::Weeks, "2026-03-01"), of(365 + 12, 12 * 365), "no whole weeks: 1 ⁄ 12 + 1 ⁄ 365");
    assert_eq!(years(PeriodUnit::Months, "2026-02-28"), of(1, 12));
    assert_eq!(years(PeriodUnit::Months, "2027-04-30"), of(15, 12));
    assert_eq!(years(PeriodUnit::Months, "2026-02-15"), of(15, 365));
    assert_eq!(years(PeriodUnit::Years, "2028-01-31"), Decimal::TWO);
    assert_eq!(years(PeriodUnit::Months, "2026-01-31"), Decimal::ZERO);
    let per_year = |every, unit| loan(every, unit).per_year().expect("a number").round_dp(12);
    assert_eq!((per_year(1, PeriodUnit::Days), per_year(2, PeriodUnit::Weeks)), (dec("365"), dec("26")));
    assert_eq!((per_year(3, PeriodUnit::Months), per_year(2, PeriodUnit::Years)), (dec("4"), dec("0.5")));
}
