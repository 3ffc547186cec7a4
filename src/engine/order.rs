//! One stable order for everything that has a date.
//!
//! A sort is kilobytes of code for each type that it is made for. This is the engine's only one: it sorts numbers, and
//! lists are put into its order by moving.

use chrono::{Datelike, NaiveDate};

/// The number of a date; what has no date comes last.
pub(crate) fn rank(date: Option<NaiveDate>) -> i64 {
    date.map_or(i64::MAX, |date| i64::from(date.num_days_from_ce()))
}

/// The places of a list in ascending order of `ranks`; equal ranks keep their order.
pub(crate) fn places(ranks: impl Iterator<Item = i64>) -> Vec<usize> {
    let mut keyed: Vec<(i64, usize)> = ranks.zip(0_usize..).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// The list in ascending order of `rank`; equal ranks keep their order.
pub(crate) fn by<T>(list: Vec<T>, rank: impl Fn(&T) -> i64) -> Vec<T> {
    // What is entered in order, as most lists are, is not moved.
    if list.is_sorted_by_key(&rank) {
        return list;
    }
    let order = places(list.iter().map(rank));
    let mut held: Vec<Option<T>> = list.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| held.get_mut(place).and_then(Option::take)).collect()
}
