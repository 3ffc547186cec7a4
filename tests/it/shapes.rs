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
    let tranches = vec![Tranche { on: date("2026-03-30"), amount: yuan(500_000), own_term: false }];
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
    let tranches = vec![Tranche { on: date("2026-03-30"), amount: yuan(500_000), own_term: false }];
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

/// Interest of the first period of 10,000.00, paid month by month, with what the shape adds.
fn first_interest(accrual: Accrual, paid_out: &str, rate: Rate, shape: Shape) -> i64 {
    let mut terms = InstalmentTerms::monthly(yuan(1_000_000), rate, 3, date(paid_out));
    (terms.accrual, terms.method, terms.shape) = (accrual, Method::InterestFirst, shape);
    schedule(&terms).expect("a schedule")[0].interest.minor()
}

fn yearly(percent: i64) -> Rate {
    Rate::percent_per_year(Decimal::from(percent)).expect("a rate")
}

fn from(day: &str, percent: i64) -> Shape {
    Shape { rates: vec![RateFrom { from: date(day), rate: yearly(percent) }], ..Shape::default() }
}

/// source: by hand, with many digits. Ten of 31 days at 12 %, 21 at 24 %: by the accrual's own days where it counts
/// them, otherwise by shares of the whole period; an effective rate compounds over the two.
#[test]
fn a_rate_that_changes_within_a_period_bears_each_part_of_it() {
    let daily = |month, year, leap| Accrual::Daily { month, year, leap };
    let (actual, thirty) = (DaysInMonth::Actual, DaysInMonth::Thirty);
    let rows = [
        (Accrual::PerPeriod, 16_774),
        (Accrual::MonthBefore, 17_096),
        (Accrual::DayCount(DayCount::Act365Fixed), 17_096),
        (Accrual::DayCount(DayCount::Act360), 17_333),
        (Accrual::DayCount(DayCount::ThirtyE360), 16_774),
        (daily(actual, DaysInYear::D360, LeapRule::SplitAtYearEnd), 17_333),
        (daily(thirty, DaysInYear::D360, LeapRule::SplitAtYearEnd), 16_774),
        (Accrual::Effective(EffectiveTime::Days(365)), 15_602),
        (Accrual::Effective(EffectiveTime::Periods), 15_306),
    ];
    for (accrual, expected) in rows {
        let interest = first_interest(accrual, "2026-01-15", yearly(12), from("2026-01-25", 24));
        assert_eq!(interest, expected, "{accrual:?}");
        // A new rate that is the old one changes nothing but, perhaps, the last fen.
        let plain = first_interest(accrual, "2026-01-15", yearly(12), Shape::default());
        let same = first_interest(accrual, "2026-01-15", yearly(12), from("2026-01-25", 12));
        assert_eq!(same, plain, "{accrual:?}");
    }
    // Over the end of a year: ten days of 2023, then seven and fourteen, or six and fifteen, or the whole by shares.
    let over = |accrual| first_interest(accrual, "2023-12-15", yearly(12), from("2023-12-25", 24));
    assert_eq!(over(Accrual::DayCount(DayCount::ActActIsda)), 17_071);
    assert_eq!(over(daily(actual, DaysInYear::Actual, LeapRule::SplitAtYearEnd)), 17_069);
    assert_eq!(over(daily(actual, DaysInYear::Actual, LeapRule::SplitAtNewYear)), 17_075);
}

/// source: by hand, with many digits: a month and ten days of 365 at 12 %, 1 % a month or 0.05 % a day.
#[test]
fn a_first_period_of_a_stated_length_bears_its_months_and_days() {
    let of = |accrual, rate, year_days| {
        let first_period = Some(FirstPeriod { months: 1, days: 10, year_days });
        first_interest(accrual, "2026-01-15", rate, Shape { first_period, ..Shape::default() })
    };
    let rate = |value, per| Rate { value: Decimal::new(value, 4), per };
    let (month, day) = (rate(100, RatePeriod::Month), rate(5, RatePeriod::Day));
    let effective = Accrual::Effective(EffectiveTime::Days(365));
    assert_eq!(of(Accrual::PerPeriod, yearly(12), 365), 13_288);
    assert_eq!(of(Accrual::PerPeriod, month, 365), 13_288);
    assert_eq!(of(Accrual::PerPeriod, day, 360), 20_000);
    assert_eq!(of(effective, yearly(12), 365), 12_628);
    assert_eq!(of(effective, month, 365), 13_309);
    assert_eq!(of(effective, day, 365), 20_409);
    // Half of it at each of two equal rates is all of it.
    let first_period = Some(FirstPeriod { months: 1, days: 10, year_days: 365 });
    for accrual in [Accrual::PerPeriod, Accrual::DayCount(DayCount::Act365Fixed), effective] {
        let plain = first_interest(accrual, "2026-01-15", yearly(12), Shape { first_period, ..Shape::default() });
        let split = Shape { first_period, ..from("2026-01-25", 12) };
        assert_eq!(first_interest(accrual, "2026-01-15", yearly(12), split), plain, "{accrual:?}");
    }
}

/// source: by hand: 1 % of 10,000 is 100.00; a fee of 0.5 % of the principal is 50.00, each time or once.
#[test]
fn a_fee_stands_beside_each_instalment_or_the_first() {
    let fees = |amount, when| {
        let fee = Some(InstalmentFee { amount, when });
        let rows = schedule(&terms(Shape { fee, ..Shape::default() })).expect("a schedule");
        assert!(
            rows.iter()
                .all(|row| row.total.minor() == (row.principal.minor() + row.interest.minor() + row.fee.minor()))
        );
        (rows[0].fee.minor(), rows[1].fee.minor(), rows[11].fee.minor())
    };
    let share = Portion::Share(Decimal::new(5, 3));
    assert_eq!(fees(share, FeeTiming::Each), (5_000, 5_000, 5_000));
    assert_eq!(fees(share, FeeTiming::First), (5_000, 0, 0));
    assert_eq!(fees(Portion::Amount(yuan(123)), FeeTiming::Each), (123, 123, 123));
    let fee = Some(InstalmentFee { amount: share, when: FeeTiming::Each });
    let contract = Contract::Instalment(Box::new(terms(Shape { fee, ..Shape::default() })));
    let steps = explain(&contract, None, &[], date("2026-01-15"), Figure::RowPart(1, Component::Fee)).expect("steps");
    let shown = StepKind::Share { of: yuan(1_000_000), share: Decimal::new(5, 3), exact: Decimal::from(50) };
    assert_eq!(steps.iter().map(|step| &step.kind).collect::<Vec<_>>(), [&shown]);
}

/// The instalments of `graduated_instalments_grow_by_their_share`, though 31 days of January and February bear 101.92.
#[test]
fn instalments_of_equal_periods_do_not_follow_the_days_that_interest_follows() {
    let growth = Steps::Growth { share: Decimal::new(1, 1), every: 6 };
    let shape = Shape { steps: Some(growth), basis: InstalmentBasis::EqualPeriods, ..Shape::default() };
    let terms = InstalmentTerms { accrual: Accrual::DayCount(DayCount::Act365Fixed), ..terms(shape) };
    let totals = totals(&terms);
    assert_eq!((totals[0], totals[5], totals[6], totals[10]), (84_738, 84_738, 93_212, 93_212));
    assert_eq!(schedule(&terms).expect("a schedule")[0].interest, yuan(10_192), "10,000 · 12 % · 31 ⁄ 365");
}

/// 15 of 31 days at 1 % a month, 48.387, and 16 at 2 %, 103.226: 151.613. The next row has one rate and needs no sum.
#[test]
fn interest_of_two_rates_is_added_up_before_it_is_rounded() {
    let contract = Contract::Instalment(Box::new(terms(from("2026-01-30", 24))));
    let told = |row| {
        let figure = Figure::RowPart(row, Component::Interest);
        let steps = explain(&contract, None, &[], date("2026-01-15"), figure).expect("a working");
        let told = steps.iter().map(|step| match &step.kind {
            StepKind::Interest { exact, .. } => (format!("interest {}", exact.round_dp(3)), step.result.minor()),
            StepKind::Stretches { exact } => (format!("both {}", exact.round_dp(3)), step.result.minor()),
            other => (format!("{other:?}"), step.result.minor()),
        });
        told.collect::<Vec<_>>()
    };
    let line = |what: &str, minor: i64| (what.to_owned(), minor);
    let first = [line("interest 48.387", 4_839), line("interest 103.226", 10_323), line("both 151.613", 15_161)];
    assert_eq!(told(1), first);
    assert!(matches!(told(2).as_slice(), [(what, _)] if what.starts_with("interest")));
}

/// Two months without principal; in the second the rate rises to 2 % a month: 10,000 · 2 % ⁄ (1 − 1.02⁻¹⁰) = 1,113.27.
#[test]
fn a_rate_that_changes_before_principal_falls_due_is_solved_over_the_rows_that_pay_it() {
    let terms = InstalmentTerms { principal_grace: 2, ..terms(from("2026-02-20", 24)) };
    let rows = schedule(&terms).expect("a schedule");
    let principals: Vec<i64> = rows.iter().take(3).map(|row| row.principal.minor()).collect();
    assert_eq!(principals, [0, 0, 111_327 - 20_000]);
    assert_eq!((rows[0].total, rows[2].total, rows[10].total), (yuan(10_000), yuan(111_327), yuan(111_327)));
}

/// 888.49 less 100.00 leaves 9,211.51, at 2 % 184.23; then 3 % on what the second row leaves. Two payouts of 1,000.00 more.
#[test]
fn every_rate_and_every_payout_takes_its_turn() {
    let rate = |day, percent| RateFrom { from: date(day), rate: yearly(percent) };
    let rates = vec![rate("2026-02-15", 24), rate("2026-03-15", 36)];
    let rows = schedule(&terms(Shape { rates, ..Shape::default() })).expect("a schedule");
    let third = (rows[1].balance.minor() * 3 + 50) / 100;
    assert_eq!([0, 1, 2].map(|place: usize| rows[place].interest.minor()), [10_000, 18_423, third]);
    let tranche = |day| Tranche { on: date(day), amount: yuan(100_000), own_term: false };
    let tranches = vec![tranche("2026-03-01"), tranche("2026-05-01")];
    let rows = schedule(&terms(Shape { tranches, ..Shape::default() })).expect("a schedule");
    assert_eq!(rows.iter().map(|row| row.principal.minor()).sum::<i64>(), 1_200_000);
}

/// A document of an earlier version had none of it, and a link has no room for what says nothing.
#[test]
fn a_plain_shape_is_written_with_no_word() {
    assert_eq!(serde_json::to_string(&Shape::default()).expect("a document"), "{}");
    let one = Shape { capitalised: 1, ..Shape::default() };
    assert_eq!(serde_json::to_string(&one).expect("a document"), r#"{"capitalised":1}"#);
}
