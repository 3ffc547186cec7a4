//! The one-off repair of records: which overdue sums are no longer shown, and since when.
//!
//! Source: notice of the central bank of 22 December 2025, a row of the pack. The window has closed.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::spells::Spell;
use crate::engine::{EngineError, Money};
use crate::law::pack::Packs;
use crate::law::procedure::terms::Terms;
use crate::law::procedure::{CannotTell, rule, series};
use crate::law::shape::Shape;

/// Why a sum was not repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRepaired {
    /// A single sum above the greatest.
    Above {
        /// The greatest.
        greatest: Money,
    },
    /// It became overdue before or after the time that counts.
    OutsideTheTime {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// It was not repaid in full by the day.
    NotRepaidBy {
        /// The day.
        day: NaiveDate,
    },
}

/// Whether the repair hides a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// From this day on at the latest.
    HiddenBy(NaiveDate),
    /// It does not.
    Not(NotRepaired),
    /// Each claim by itself is small enough, all of them together are not: it depends on how the lender reported them.
    DependsOnTheSum {
        /// The greatest sum.
        greatest: Money,
        /// All claims of the spell together.
        total: Money,
    },
}

/// The repair of one overdue sum.
///
/// # Errors
/// Why the row is not known.
pub fn repair(
    packs: &Packs,
    amount: Money,
    occurred: NaiveDate,
    repaid: Option<NaiveDate>,
    as_of: NaiveDate,
) -> Result<Repair, CannotTell> {
    let series = series::REPAIR;
    let Shape::Procedure(Terms::Repair(terms)) = &rule(packs, series, as_of)?.shape else {
        return Err(CannotTell::OtherTerms { series });
    };
    let currency = amount.currency();
    if currency != crate::engine::Currency::CNY {
        return Err(CannotTell::NotYuan { got: currency });
    }
    if amount.exact() > terms.greatest {
        let greatest = Money::from_exact(terms.greatest, currency, crate::engine::Rounding::Down)?;
        return Ok(Repair::Not(NotRepaired::Above { greatest }));
    }
    if occurred < terms.first || occurred > terms.last {
        return Ok(Repair::Not(NotRepaired::OutsideTheTime { first: terms.first, last: terms.last }));
    }
    match repaid.filter(|repaid| *repaid <= terms.repaid_by) {
        None => Ok(Repair::Not(NotRepaired::NotRepaidBy { day: terms.repaid_by })),
        Some(repaid) if repaid <= terms.early => Ok(Repair::HiddenBy(terms.early_hidden)),
        Some(repaid) => Ok(Repair::HiddenBy(end_of_next_month(repaid)?)),
    }
}

/// The repair of a spell: by its greatest claim, and by all of them.
pub(super) fn of_spell(packs: &Packs, spell: &Spell, as_of: NaiveDate) -> Result<Repair, CannotTell> {
    let of = |amount| repair(packs, amount, spell.first, spell.ended, as_of);
    let (single, all) = (of(spell.greatest)?, of(spell.total)?);
    Ok(match (single, all) {
        (Repair::HiddenBy(_), Repair::Not(NotRepaired::Above { greatest })) => {
            Repair::DependsOnTheSum { greatest, total: spell.total }
        }
        _ => single,
    })
}

fn end_of_next_month(day: NaiveDate) -> Result<NaiveDate, EngineError> {
    let first = day.with_day(1).and_then(|first| first.checked_add_months(Months::new(2)));
    first.and_then(|first| first.checked_sub_days(Days::new(1))).ok_or(EngineError::DateOutOfRange { got: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::procedure::testing::{date, known, yuan};

    fn of(minor: i64, occurred: &str, repaid: &str) -> Option<Repair> {
        repair(known(), yuan(minor), date(occurred), repaid.parse().ok(), date("2026-11-24")).ok()
    }

    #[test]
    fn the_window_of_the_repair() {
        // source: the notice of 22 December 2025 as read in the press.
        let hidden = |day| Some(Repair::HiddenBy(date(day)));
        assert_eq!(of(980_000, "2024-03-15", "2025-11-30"), hidden("2026-01-01"));
        assert_eq!(of(980_000, "2024-03-15", "2025-12-01"), hidden("2026-01-31"));
        assert_eq!(of(980_000, "2024-03-15", "2026-01-15"), hidden("2026-02-28"));
        assert_eq!(of(1_000_000, "2025-12-31", "2026-03-31"), hidden("2026-04-30"));
        let above = NotRepaired::Above { greatest: yuan(1_000_000) };
        assert_eq!(of(1_000_001, "2024-03-15", "2026-01-15"), Some(Repair::Not(above)));
        let time = NotRepaired::OutsideTheTime { first: date("2020-01-01"), last: date("2025-12-31") };
        assert_eq!(of(50_000, "2019-12-31", "2020-02-01"), Some(Repair::Not(time)));
        assert_eq!(of(50_000, "2026-01-01", "2026-02-01"), Some(Repair::Not(time)));
        let late = NotRepaired::NotRepaidBy { day: date("2026-03-31") };
        assert_eq!(of(50_000, "2025-06-01", "2026-04-01"), Some(Repair::Not(late)));
        assert_eq!(of(50_000, "2025-06-01", ""), Some(Repair::Not(late)));
    }

    #[test]
    fn several_small_sums_above_the_limit_together_depend() {
        let spell = Spell {
            first: date("2025-02-01"),
            ended: Some(date("2025-10-01")),
            greatest_days: 100,
            claims: 2,
            greatest: yuan(600_000),
            total: yuan(1_200_000),
        };
        let depends = Repair::DependsOnTheSum { greatest: yuan(1_000_000), total: yuan(1_200_000) };
        assert_eq!(of_spell(known(), &spell, date("2026-11-24")), Ok(depends));
        let small = Spell { total: yuan(1_000_000), ..spell };
        assert_eq!(of_spell(known(), &small, date("2026-11-24")), Ok(Repair::HiddenBy(date("2026-01-01"))));
    }
}
