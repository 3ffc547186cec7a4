//! Whole-number arithmetic gives what `Decimal` gives, in every case: a trace asks for `Decimal` throughout, so each
//! schedule is made both ways and compared.

use duewise::engine::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{YUAN, after, day, money, rounding, terms};
use super::law;

/// The principal and interest of every row as `Decimal` alone makes them: the steps of a working.
fn by_decimal(terms: &InstalmentTerms) -> Result<Vec<(i64, i64)>, EngineError> {
    let mut trace = Trace::default();
    let contract = Contract::Instalment(Box::new(terms.clone()));
    let account = replay_traced(&contract, None, &[], terms.disbursed_on, Some(&mut trace))?;
    Ok(account.rows.iter().map(|row| (row.principal.minor(), row.interest.minor())).collect())
}

fn both_ways(terms: &InstalmentTerms) -> Result<(), TestCaseError> {
    let swift = schedule(terms).map(|rows| -> Vec<(i64, i64)> {
        rows.iter().map(|row| (row.principal.minor(), row.interest.minor())).collect()
    });
    prop_assert_eq!(swift, by_decimal(terms));
    Ok(())
}

#[test]
fn whole_numbers_and_decimal_make_the_same_schedule() {
    law("swift, random", (terms(), rounding()), |(mut terms, rounding)| {
        terms.rounding = rounding;
        both_ways(&terms)
    });
}

/// Loans of up to fifty years, by the period or by the day, of amounts up to what still adds up with its interest.
#[test]
fn long_schedules_and_great_amounts_are_the_same_too() {
    let accrual = prop_oneof![
        Just(Accrual::PerPeriod),
        Just(Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::D365, leap: LeapRule::default() }),
        Just(Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::Actual, leap: LeapRule::default() }),
    ];
    let amount = prop_oneof![1_i64..1_000_000_000, 1_i64..5_000_000_000_000];
    let case = (amount, 0_i64..300_000, 1_u16..600, accrual, rounding(), 0_u64..4_000);
    super::law_of(2_000, "swift, long", case, |(minor, rate, count, accrual, rounding, start)| {
        let rate = Rate { value: Decimal::new(rate, 6), per: RatePeriod::Year };
        let monthly = InstalmentTerms::monthly(money(minor), rate, count, after(day(0), start));
        both_ways(&InstalmentTerms { accrual, rounding, ..monthly })
    });
}

/// Ties that are made: a balance of (2k+1)·10ⁿ⁄(2·m) minor units and a factor of m⁄10ⁿ bear interest that ends in exactly
/// half a unit, or in whole units for `Up` and `Down`; and the same with one unit more or less of the balance or of the
/// last place of the factor.
#[test]
fn made_ties_and_their_neighbours_are_the_same() {
    let case = (1_i64..400, 0_u32..3, 4_u32..9, 1_i64..2_000_000, rounding(), (-1_i64..2, -1_i64..2, 0_u32..20));
    law("swift, ties", case, |(base, twos, places, count, rounding, (more, nudge, below))| {
        // m divides 5·10ⁿ⁻¹, so that every odd multiple of the quotient is a tie.
        let unit = 10_i64.pow(places);
        let m = [1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 125][usize::try_from(base).unwrap_or(0) % 12] << twos;
        let half = unit / 2 / m;
        let balance = half.saturating_mul(2 * count + 1).saturating_add(more);
        let nudged = Decimal::new(nudge, 28 - below.min(20));
        let Some(factor) = Decimal::new(m, places).checked_add(nudged) else { return Ok(()) };
        if !(1..1_000_000_000_000_000).contains(&balance) || factor < Decimal::ZERO || factor >= Decimal::ONE {
            return Ok(());
        }
        // A yearly rate paid once a year is the factor itself.
        let rate = Rate { value: factor, per: RatePeriod::Year };
        let yearly = Frequency { every: 1, unit: PeriodUnit::Years };
        for method in [Method::EqualInstalment, Method::EqualPrincipal, Method::InterestFirst] {
            let monthly = InstalmentTerms::monthly(money(balance), rate, 3, day(400));
            both_ways(&InstalmentTerms { method, frequency: yearly, rounding, ..monthly })?;
        }
        Ok(())
    });
}

/// A made tie is one: by hand, without the help of the engine's own rounding.
#[test]
fn ties_fall_as_each_rounding_says() {
    let interest = |rounding| {
        let rate = Rate { value: Decimal::new(1, 2), per: RatePeriod::Year };
        let yearly = Frequency { every: 1, unit: PeriodUnit::Years };
        let terms = InstalmentTerms::monthly(money(50), rate, 1, day(0));
        let rows = schedule(&InstalmentTerms { rounding, frequency: yearly, ..terms }).expect("valid terms");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].principal.currency(), YUAN);
        rows[0].interest.minor()
    };
    let all = [Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown, Rounding::Up, Rounding::Down];
    assert_eq!(all.map(interest), [1, 0, 0, 1, 0]);
}
