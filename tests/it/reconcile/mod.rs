//! The search over conventions against the long way: the same matches, the same nearest, the same idle dimensions.

mod by_hand;
mod debts;
mod exhaustive;
mod priors;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Write;

use chrono::NaiveDate;
use duewise::engine::reconcile::{Choice, Combination, Debt, Dimension, Outcome, Quote, Quoted, Search, Space};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::laws::arbitrary::{debt, money};
use crate::laws::law_of;
use debts::{loan, quoted, trimmed};

/// Schedules of each kind.
const SCHEDULES: u32 = 200;

/// A debt, the day, the figure, what decides on the space, which combination is the lender's, and by how much the figure
/// is off: half of them are.
type Case = ((Debt, NaiveDate), Quoted, Vec<u8>, usize, Option<i64>);

fn cases(debts: impl Strategy<Value = (Debt, NaiveDate)>) -> impl Strategy<Value = Case> {
    let off = prop_oneof![Just(None), prop_oneof![-7_i64..0, 1_i64..8].prop_map(Some)];
    (debts, quoted(), vec(any::<u8>(), 12), any::<usize>(), off)
}

/// The wheels of a combination as the search numbers them.
fn wheels(space: &Space, combination: Combination) -> Vec<usize> {
    space.choices(combination).into_iter().map(|(_, place, _)| place).collect()
}

/// Every combination that an outcome stands for.
fn unfolded(space: &Space, outcome: &Outcome) -> BTreeSet<Vec<usize>> {
    let mut all = BTreeSet::new();
    for found in &outcome.matches {
        let mut cells = vec![Vec::new()];
        for (axis, own) in space.axes().iter().zip(wheels(space, found.combination)) {
            let also: &[Choice] =
                found.also.iter().find(|(dimension, _)| *dimension == axis.dimension).map_or(&[], |(_, also)| also);
            let is_idle = outcome.idle.contains(&axis.dimension);
            let places: Vec<usize> = (0..axis.choices.len())
                .filter(|place| *place == own || is_idle || also.contains(&axis.choices[*place].0))
                .collect();
            cells = cells
                .into_iter()
                .flat_map(|cell: Vec<usize>| {
                    places.iter().map(move |place| [cell.as_slice(), &[*place]].concat()).collect::<Vec<_>>()
                })
                .collect();
        }
        all.extend(cells);
    }
    all
}

fn compare(case: Case, tried: &Cell<usize>, matched: &Cell<usize>) -> Result<(), TestCaseError> {
    let ((debt, on), figure, dice, pick, off) = case;
    let space = trimmed(&debt, figure, &dice);
    let quote = |amount| Quote { figure, on, amount };
    let Ok(mut probe) = Search::new(debt.clone(), quote(money(0)), space.clone()) else { return Ok(()) };
    probe.step(space.size());
    let known: Vec<i64> = probe.figures().iter().flatten().copied().collect();
    let Some(hidden) = known.get(pick % known.len().max(1)) else { return Ok(()) };
    let quote = quote(money(hidden + off.unwrap_or(0)));
    let found = exhaustive::search(&debt, quote, space.axes());

    let mut search = Search::new(debt, quote, space.clone()).expect("it was searched before");
    while !search.step(7).is_done() {}
    for (number, (ours, theirs)) in search.figures().iter().zip(&found.figures).enumerate() {
        prop_assert_eq!(ours, theirs, "{:?}", space.choices(Combination(number)));
        prop_assert_eq!(&wheels(&space, Combination(number)), &found.wheels[number]);
    }
    prop_assert_eq!(search.figures().len(), found.figures.len());
    let outcome = search.finish();
    let refused =
        |wheel: &Vec<usize>| found.wheels.binary_search(wheel).is_ok_and(|number| found.figures[number].is_none());
    let unfolded: BTreeSet<Vec<usize>> = unfolded(&space, &outcome).into_iter().filter(|w| !refused(w)).collect();
    prop_assert_eq!(unfolded, found.matches.clone());
    prop_assert_eq!(outcome.idle.iter().copied().collect::<BTreeSet<Dimension>>(), found.idle);
    prop_assert!(outcome.matches.is_sorted_by_key(|found| found.rarity));
    prop_assert_eq!(outcome.nearest.is_some(), found.matches.is_empty());
    if let (Some(ours), Some((theirs, difference))) = (outcome.nearest, found.nearest) {
        prop_assert_eq!(wheels(&space, ours.combination), theirs);
        prop_assert_eq!(ours.difference.minor(), difference);
    }
    tried.set(tried.get() + found.figures.len());
    matched.set(matched.get() + usize::from(!found.matches.is_empty()));
    Ok(())
}

fn run(name: &str, debts: impl Strategy<Value = (Debt, NaiveDate)>) {
    let (tried, matched) = (Cell::new(0), Cell::new(0));
    law_of(SCHEDULES, name, cases(debts), |case| compare(case, &tried, &matched));
    let (tried, matched) = (tried.get(), matched.get());
    _ = writeln!(std::io::stderr(), "{name}: {tried} combinations, {matched} figures reproduced");
    assert!(tried > 1_000, "only {tried} combinations were compared");
}

#[test]
fn a_search_over_loans_finds_what_trying_everything_finds() {
    run("reconcile, loans", loan());
}

#[test]
fn a_search_over_any_debt_finds_what_trying_everything_finds() {
    let any = debt().prop_map(|(contract, events, as_of)| (Debt { contract, opening: None, events }, as_of));
    run("reconcile, any debt", any);
}
