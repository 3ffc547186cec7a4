//! P4, P6 (rate and principal), P17, P18: schedules.

use duewise::engine::date::{is_month_end, month_end};
use duewise::engine::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{YUAN, money, terms};
use super::law;

/// Terms whose instalment cannot be eaten up by interest are the ones with a schedule; the others say so.
fn rows(terms: &InstalmentTerms) -> Result<Option<Vec<Row>>, TestCaseError> {
    match schedule(terms) {
        Ok(rows) => Ok(Some(rows)),
        Err(EngineError::NeverRepaid) => Ok(None),
        // An effective rate compounds past every amount.
        Err(EngineError::Overflow) if matches!(terms.accrual, Accrual::Effective(_)) => Ok(None),
        Err(other) => Err(TestCaseError::fail(format!("{other}"))),
    }
}

#[test]
fn p4_the_principal_of_all_rows_is_the_principal_lent() {
    law("P4", terms(), |terms| {
        let Some(rows) = rows(&terms)? else { return Ok(()) };
        let down = schedule::down_payment(&terms).expect("fits");
        let sum = Money::sum(YUAN, rows.iter().map(|row| row.principal)).expect("fits");
        // What was lent: the first payout as the lender counts it, later ones, and interest that joined the principal.
        let joined = Money::sum(YUAN, rows.iter().flat_map(|row| [row.capitalised, row.moved])).expect("fits");
        let lent = terms.counted_principal().expect("fits");
        prop_assert_eq!(sum.plus(down).expect("fits"), lent.plus(joined).expect("fits"));
        let end = rows.last().map(|row| row.due).unwrap_or_default();
        let paid_out = terms.shape.tranches.iter().filter(|tranche| tranche.on < end).map(|tranche| tranche.amount);
        let moved = Money::sum(YUAN, rows.iter().map(|row| row.moved)).expect("fits");
        if terms.shape.business_days.is_none() {
            prop_assert_eq!(moved, Money::sum(YUAN, paid_out).expect("fits"));
        }
        prop_assert!(rows.iter().all(|row| row.principal.minor() >= 0 && row.interest.minor() >= 0));
        prop_assert!(rows.last().is_some_and(|row| row.balance.is_zero()));
        let mut balance = lent.minus(down).expect("fits");
        for row in &rows {
            balance = balance.plus(row.moved).and_then(|sum| sum.plus(row.capitalised)).expect("fits");
            balance = balance.minus(row.principal).expect("fits");
            prop_assert_eq!(row.balance, balance);
            prop_assert_eq!(Ok(row.total), row.principal.plus(row.interest).and_then(|sum| sum.plus(row.fee)));
        }
        Ok(())
    });
}

/// Interest of the whole schedule in minor units.
fn interest(terms: &InstalmentTerms) -> Result<Option<i64>, TestCaseError> {
    Ok(rows(terms)?.map(|rows| rows.iter().map(|row| row.interest.minor()).sum()))
}

/// How far roundings can push total interest the other way: half a unit (or half a step) on the instalment comes back
/// with interest on interest in the last row, and each row's own interest by half a unit more.
fn slack(terms: &InstalmentTerms, dearer: &InstalmentTerms) -> i64 {
    let grown = rows(dearer).ok().flatten().unwrap_or_default().iter().fold(1.0, |product, row| {
        product * (1.0 + rust_decimal::prelude::ToPrimitive::to_f64(&row.factor).unwrap_or(0.0))
    });
    let n = f64::from(terms.count) + 1.0;
    let step = terms.instalment_multiple.map_or(1, Money::minor).max(1) as f64;
    (n * (n + grown) * step * 4.0).min(1e15) as i64
}

#[test]
fn p6_a_higher_rate_or_a_larger_loan_never_costs_less_beyond_rounding() {
    law("P6 rate, principal", (terms(), 0_i64..100_000, 0_i64..1_000_000), |(mut terms, more_rate, more_principal)| {
        // Interest-free periods make it untrue: a higher rate raises the instalment, all of which repays principal
        // while no interest runs.
        terms.interest_free = 0;
        // So do over-payments that keep a higher instalment for a shorter term, and later rates of their own.
        terms.shape.overpayments.clear();
        terms.shape.rates.clear();
        // Nor does an instalment that is solved with longer periods than interest has.
        terms.shape.basis = InstalmentBasis::Interest;
        // Smoothing moves the instalment by whole shares of a gap: its figures are held by the published tables.
        terms.smoothing = Smoothing::None;
        let Some(before) = interest(&terms)? else { return Ok(()) };
        let mut dearer = terms.clone();
        dearer.rate.value += Decimal::new(more_rate, 7);
        if let Some(after) = interest(&dearer)? {
            prop_assert!(after + slack(&terms, &dearer) >= before, "rate: {before} then {after}");
        }
        let mut larger = terms.clone();
        larger.principal = terms.principal.plus(money(more_principal)).expect("fits");
        if let Some(after) = interest(&larger)? {
            prop_assert!(after + slack(&terms, &larger) >= before, "principal: {before} then {after}");
        }
        Ok(())
    });
}

#[test]
fn p17_the_smallest_cases_are_exact() {
    law("P17", (terms(), 1_i64..100_000), |(mut terms, minor)| {
        // No interest: nothing but principal comes back.
        terms.rate = Rate::ZERO;
        terms.shape.rates.clear();
        if terms.residue == Residue::LastInstalment
            && let Some(rows) = rows(&terms)?
        {
            prop_assert!(rows.iter().all(|row| row.interest.is_zero()));
        }
        // One instalment: all of it at once.
        terms.count = 1;
        terms.shape = Shape::default();
        (terms.principal_grace, terms.interest_grace, terms.interest_free) = (0, 0, 0);
        terms.down_payment = None;
        terms.principal = money(minor);
        let one = rows(&terms)?.unwrap_or_default();
        prop_assert_eq!(one.len(), 1);
        prop_assert_eq!(one[0].principal, terms.principal);
        // One fen over many instalments: nothing is lost and nothing invented.
        terms.count = 12;
        terms.principal = money(1);
        if let Some(rows) = rows(&terms)? {
            prop_assert_eq!(rows.iter().map(|row| row.principal.minor()).sum::<i64>(), 1);
        }
        Ok(())
    });
}

#[test]
fn p18_due_dates_rise_and_count_from_the_anchor() {
    law("P18", terms(), |mut terms| {
        terms.method = Method::InterestFirst;
        terms.shape = Shape { fee: terms.shape.fee, ..Shape::default() };
        let rows = rows(&terms)?.unwrap_or_default();
        prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due));
        for row in &rows {
            let expected = match terms.first_due {
                Some(first) => terms.frequency.after(first, u32::from(row.number) - 1),
                None => terms.frequency.after(terms.disbursed_on, u32::from(row.number)),
            };
            prop_assert_eq!(Ok(row.due), expected);
            let anchor = terms.first_due.unwrap_or(terms.disbursed_on);
            if terms.frequency.unit == PeriodUnit::Months
                && is_month_end(anchor)
                && month_end(anchor).to_string().ends_with("31")
            {
                prop_assert!(is_month_end(row.due), "a month-end anchor stays at month ends");
            }
        }
        Ok(())
    });
}
