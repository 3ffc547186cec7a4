//! The engine against a second reckoning in exact fractions, row by row on random terms.
//!
//! The second reckoning is written from `docs/conventions.md`; of the engine it uses the calendar alone. It rounds its
//! own fraction at the same posting points. The engine's numbers end after 28 digits, a fraction does not: a third of a
//! fen three times is a fen here and a hair less there. Where a fraction lies within 10⁻²⁰ of the amounts in play to the
//! point at which the rounding turns, either neighbour is right; such rows are counted, and they must be few.

mod fraction;
mod reckoning;

use std::cell::Cell;
use std::io::Write;

use duewise::engine::*;
use num_rational::BigRational;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::laws::arbitrary::{money, rounding, terms};
use crate::laws::law;
use fraction::{Hand, whole};
use reckoning::{Posted, Reckoning, factors, lent, reckon};

/// Terms that fractions can express: no roots, and none of the adjustments that are defined by their own roundings.
fn expressible() -> impl Strategy<Value = InstalmentTerms> {
    terms().prop_map(|terms| InstalmentTerms {
        accrual: if matches!(terms.accrual, Accrual::Effective(_)) { Accrual::PerPeriod } else { terms.accrual },
        smoothing: Smoothing::None,
        precision: None,
        shape: Shape { balloon: terms.shape.balloon, steps: terms.shape.steps, ..Shape::default() },
        ..terms
    })
}

/// The same with the round figures that people agree on, where fractions often end exactly on a half or a whole fen.
fn round_figures() -> impl Strategy<Value = InstalmentTerms> {
    (expressible(), 1_i64..400, 1_i64..37, rounding()).prop_map(|(terms, amount, percent, rounding)| InstalmentTerms {
        principal: money(if percent % 2 == 0 { amount * 50 } else { amount * 10_000 }),
        rate: Rate { value: Decimal::new(percent, 2), per: RatePeriod::Year },
        rounding,
        shape: Shape::default(),
        ..terms
    })
}

/// The engine's rows; none when it says that the loan is never repaid.
fn rows(terms: &InstalmentTerms) -> Result<Option<Vec<Row>>, TestCaseError> {
    match schedule(terms) {
        Ok(rows) => Ok(Some(rows)),
        Err(EngineError::NeverRepaid) => Ok(None),
        Err(other) => Err(TestCaseError::fail(format!("{other}"))),
    }
}

const fn posted(row: &Row) -> Posted {
    Posted {
        principal: row.principal.minor(),
        interest: row.interest.minor(),
        total: row.total.minor(),
        balance: row.balance.minor(),
    }
}

/// How many rows agree from the first on; one more than there are when the two end alike.
fn agreement(reckoning: &Reckoning, engine: Option<&[Posted]>) -> usize {
    let Some(engine) = engine else { return usize::from(reckoning.refused) };
    let alike = engine.iter().zip(&reckoning.rows).take_while(|(ours, theirs)| ours == theirs).count();
    alike + usize::from(!reckoning.refused && alike == engine.len() && alike == reckoning.rows.len())
}

/// The reckoning that agrees with the engine, taking the other neighbour only where a fraction lies at the turning
/// point of its rounding and only where the engine did; with the reckoning that does not, if none does.
fn follow(terms: &InstalmentTerms, engine: Option<&[Posted]>) -> Result<Reckoning, Reckoning> {
    let enough = engine.map_or(1, |rows| rows.len() + 1);
    let mut turned: Vec<BigRational> = Vec::new();
    loop {
        let now = reckon(terms, Hand::new(terms, &turned));
        let reached = agreement(&now, engine);
        if reached == enough {
            return Ok(now);
        }
        let open: Vec<BigRational> = now.near.iter().filter(|value| !turned.contains(value)).cloned().collect();
        let choices = open.iter().rev().map(|value| vec![value.clone()]).chain([open.clone()]);
        let further = choices.filter(|choice| !choice.is_empty()).find(|choice| {
            let tried: Vec<BigRational> = turned.iter().chain(choice.iter()).cloned().collect();
            agreement(&reckon(terms, Hand::new(terms, &tried)), engine) > reached
        });
        match further {
            Some(choice) => turned.extend(choice),
            None => return Err(now),
        }
    }
}

/// Follows the engine over random terms; how many rows there were and how many of them lay at a turning point.
fn compare(name: &str, terms: impl Strategy<Value = InstalmentTerms>) -> (usize, usize) {
    let (seen, turned, refused) = (Cell::new(0_usize), Cell::new(0_usize), Cell::new(0_usize));
    law(name, terms, |terms| {
        let engine = rows(&terms)?;
        let ours: Option<Vec<Posted>> = engine.as_ref().map(|rows| rows.iter().map(posted).collect());
        let reckoning = follow(&terms, ours.as_deref()).map_err(|reckoning| {
            let reached = agreement(&reckoning, ours.as_deref());
            let (theirs, ours) = (reckoning.rows.get(reached), ours.as_ref().and_then(|rows| rows.get(reached)));
            let row = reached + 1;
            TestCaseError::fail(format!("row {row}: {theirs:?} in fractions, the engine has {ours:?}"))
        })?;
        seen.set(seen.get() + reckoning.rows.len());
        turned.set(turned.get() + reckoning.turned);
        refused.set(refused.get() + usize::from(reckoning.refused));
        Ok(())
    });
    let (seen, turned, refused) = (seen.get(), turned.get(), refused.get());
    _ = writeln!(std::io::stderr(), "{name}: {seen} rows, {turned} at a turning point, {refused} loans refused");
    (seen, turned)
}

#[test]
fn every_row_is_what_exact_fractions_give() {
    let (seen, turned) = compare("oracle", expressible());
    assert!(turned * 1_000 < seen, "{turned} of {seen} rows lie at the turning point of their rounding");
}

#[test]
fn every_row_of_round_figures_is_what_exact_fractions_give() {
    let (seen, turned) = compare("oracle, round figures", round_figures());
    assert!(turned * 1_000 < seen, "{turned} of {seen} rows lie at the turning point of their rounding");
}

#[test]
fn p10_a_posted_amount_is_within_half_a_unit_of_its_fraction() {
    law("P10", expressible(), |mut terms| {
        // Each row's own interest must be seen: not moved by grace, not what the residue leaves, not a share of a total.
        (terms.interest_grace, terms.residue) = (0, Residue::LastInstalment);
        if terms.interest == InterestKind::FlatTotal {
            terms.interest = InterestKind::Flat;
        }
        let Some(rows) = rows(&terms)? else { return Ok(()) };
        let hand = Hand::new(&terms, &[]);
        let (lent, factors) = (lent(&terms, &hand), factors(&terms));
        let (mut balance, mut sum) = (lent, whole(0));
        for (at, row) in rows.iter().enumerate() {
            let bullet = terms.method == Method::Bullet;
            let factor = if bullet { factors.iter().sum() } else { factors[at].clone() };
            let base = if terms.interest == InterestKind::Declining { balance } else { lent };
            let off = whole(row.interest.minor()) - factor * whole(base);
            prop_assert!(hand.within_one_rounding(&off), "row {}: off by {off}", row.number);
            sum += off;
            prop_assert!(hand.within_roundings(&sum, at + 1), "up to row {}: off by {sum}", row.number);
            balance = row.balance.minor();
        }
        Ok(())
    });
}
