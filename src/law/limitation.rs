//! How long a claim can be brought to court: three years, started anew by a demand, an agreement to pay or a suit.
//!
//! Source: Civil Code art. 188 (three years, at most twenty), 189 (one debt in instalments: from the end of the last one's
//! period), 195 (interruptions), 201 and 202 (the first day does not count, the last is the corresponding day or the end of
//! the month); Provisions on Limitation (2020) art. 14: a part payment, a plan or a request for more time is an agreement.
//! A last day that is a day off moves to the next working day (art. 203); that is left out, as days off are not known years
//! ahead.

use chrono::{Months, NaiveDate};

use super::pack::Packs;
use super::procedure::terms::Terms;
use super::procedure::{CannotTell, rule, series};
use super::rule::Rule;
use super::shape::Shape;
use crate::engine::{Account, ClaimRef, EngineError, LedgerKind};

/// What interrupts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interruption {
    /// The creditor asked for performance and it arrived.
    Demand,
    /// The debtor agreed to pay: a plan, a request for more time, security.
    Agreement,
    /// Part was paid.
    PartPayment,
    /// A suit or arbitration; it runs again from the end of the proceedings.
    Suit {
        /// The end of the proceedings; none while they last.
        ended: Option<NaiveDate>,
    },
}

/// An interruption on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    /// The day.
    pub on: NaiveDate,
    /// By what.
    pub by: Interruption,
}

/// How the time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The last day for performance has not passed.
    NotBegun,
    /// It runs.
    Running,
    /// A suit holds it.
    Held {
        /// Since when.
        since: NaiveDate,
    },
    /// Its last day has passed: the debtor has a defence, the court does not raise it.
    Ended,
}

/// The time for one debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limitation<'a> {
    /// The row.
    pub rule: &'a Rule,
    /// The last day for performance: the time begins on the day after.
    pub due: NaiveDate,
    /// The interruptions that counted, in order.
    pub restarts: Vec<Interrupted>,
    /// The last day, if nothing more interrupts it; none while a suit holds it.
    pub ends_on: Option<NaiveDate>,
    /// How it stands.
    pub state: State,
}

/// The time for a debt whose last day for performance is `due`.
///
/// Interruptions after `as_of` are not looked at, nor those before the time begins.
///
/// # Errors
/// Why the row is not known; an agreement to pay after the end, which may have given the defence away (art. 192).
pub fn limitation<'a>(
    packs: &'a Packs,
    due: NaiveDate,
    interruptions: &[Interrupted],
    as_of: NaiveDate,
) -> Result<Limitation<'a>, CannotTell> {
    let series = series::LIMITATION;
    let rule = rule(packs, series, due)?;
    let Shape::Procedure(Terms::Limitation { years, greatest }) = rule.shape else {
        return Err(CannotTell::OtherTerms { series });
    };
    let latest = years_after(due, greatest)?;
    let last_day = |from| Ok::<_, CannotTell>(years_after(from, years)?.min(latest));
    let mut known: Vec<Interrupted> = interruptions.iter().filter(|i| i.on > due && i.on <= as_of).copied().collect();
    known.sort_by_key(|interrupted| interrupted.on);
    let mut restarts: Vec<Interrupted> = Vec::new();
    let mut ends_on = Some(last_day(due)?);
    let mut since = due;
    for interrupted in known {
        if let Some(ended) = ends_on.filter(|last| *last < interrupted.on) {
            match interrupted.by {
                Interruption::Agreement | Interruption::PartPayment => {
                    return Err(CannotTell::AgreedAfterTheEnd { on: interrupted.on, ended });
                }
                Interruption::Demand | Interruption::Suit { .. } => continue,
            }
        }
        restarts.push(interrupted);
        // What happens while a suit holds the time does not start it.
        if ends_on.is_none() {
            continue;
        }
        since = interrupted.on;
        ends_on = match interrupted.by {
            Interruption::Suit { ended: None } => None,
            Interruption::Suit { ended: Some(ended) } if ended > as_of => None,
            Interruption::Suit { ended: Some(ended) } => Some(last_day(ended.max(interrupted.on))?),
            Interruption::Demand | Interruption::Agreement | Interruption::PartPayment => {
                // A suit that ended later than this day still rules.
                Some(last_day(interrupted.on)?.max(ends_on.unwrap_or(interrupted.on)))
            }
        };
    }
    let state = match ends_on {
        None => State::Held { since },
        Some(_) if as_of <= due => State::NotBegun,
        Some(last) if last < as_of => State::Ended,
        Some(_) => State::Running,
    };
    Ok(Limitation { rule, due, restarts, ends_on, state })
}

/// The last day for performance of a debt: of the last instalment, or of the one sum.
///
/// # Errors
/// [`CannotTell::NoLastInstalment`] for a card, [`CannotTell::NoDate`] where nothing has a date.
pub fn last_due(account: &Account) -> Result<NaiveDate, CannotTell> {
    let card = |reference| {
        matches!(reference, ClaimRef::Minimum | ClaimRef::RestOfStatement | ClaimRef::Bill(_) | ClaimRef::Plan(_))
    };
    if account.claims.iter().any(|claim| card(claim.reference)) {
        return Err(CannotTell::NoLastInstalment);
    }
    let agreed = |reference| matches!(reference, ClaimRef::Row(_) | ClaimRef::Single | ClaimRef::DownPayment);
    let of = |which: &dyn Fn(ClaimRef) -> bool| {
        account.claims.iter().filter(|claim| which(claim.reference)).filter_map(|claim| claim.due).max()
    };
    of(&agreed).or(of(&|reference| reference == ClaimRef::Opening)).ok_or(CannotTell::NoDate)
}

/// The payments of an account as interruptions, one for each day.
#[must_use]
pub fn payments(account: &Account) -> Vec<Interrupted> {
    let paid = account.ledger.iter().filter(|line| line.kind == LedgerKind::Paid && line.event.is_some());
    let mut days: Vec<NaiveDate> = paid.map(|line| line.date).collect();
    days.dedup();
    days.into_iter().map(|on| Interrupted { on, by: Interruption::PartPayment }).collect()
}

/// The day so many years later; 29 February becomes the 28th (art. 202).
///
/// # Errors
/// A date beyond the range.
pub(super) fn years_after(day: NaiveDate, years: u16) -> Result<NaiveDate, CannotTell> {
    let months = Months::new(u32::from(years).saturating_mul(12));
    let day = day.checked_add_months(months).ok_or(EngineError::DateOutOfRange { got: None })?;
    Ok(crate::engine::date::check(day)?)
}

#[cfg(test)]
mod tests {
    use super::super::procedure::testing::{date, known};
    use super::*;

    fn on(day: &str, by: Interruption) -> Interrupted {
        Interrupted { on: date(day), by }
    }

    fn ends(due: &str, interruptions: &[Interrupted], as_of: &str) -> Result<(Option<String>, State), CannotTell> {
        let time = limitation(known(), date(due), interruptions, date(as_of))?;
        Ok((time.ends_on.map(|day| day.to_string()), time.state))
    }

    fn last(day: &str, state: State) -> Result<(Option<String>, State), CannotTell> {
        Ok((Some(day.to_owned()), state))
    }

    #[test]
    fn three_years_end_on_the_corresponding_day() {
        assert_eq!(ends("2023-05-20", &[], "2026-05-20"), last("2026-05-20", State::Running));
        assert_eq!(ends("2023-05-20", &[], "2026-05-21"), last("2026-05-20", State::Ended));
        assert_eq!(ends("2023-05-20", &[], "2023-05-20"), last("2026-05-20", State::NotBegun));
        // source: art. 202: where the month lacks the day, its last.
        assert_eq!(ends("2024-02-29", &[], "2024-03-01"), last("2027-02-28", State::Running));
    }

    #[test]
    fn an_interruption_starts_them_anew() {
        let kinds = [Interruption::Demand, Interruption::Agreement, Interruption::PartPayment];
        for by in kinds {
            let found = ends("2023-05-20", &[on("2025-01-31", by)], "2026-06-01");
            assert_eq!(found, last("2028-01-31", State::Running));
        }
        let both = [on("2025-01-31", Interruption::Demand), on("2024-01-31", Interruption::Demand)];
        assert_eq!(ends("2023-05-20", &both, "2026-06-01"), last("2028-01-31", State::Running));
        // Before the last due date, and after the day that is looked at, nothing is interrupted.
        let outside = [on("2023-05-20", Interruption::Demand), on("2026-06-02", Interruption::Demand)];
        assert_eq!(ends("2023-05-20", &outside, "2026-05-01"), last("2026-05-20", State::Running));
    }

    #[test]
    fn a_suit_holds_them_until_its_end() {
        let suit = |ended: Option<&str>| [on("2025-01-31", Interruption::Suit { ended: ended.map(date) })];
        let held = Ok((None, State::Held { since: date("2025-01-31") }));
        assert_eq!(ends("2023-05-20", &suit(None), "2030-01-01"), held);
        assert_eq!(ends("2023-05-20", &suit(Some("2026-03-01")), "2026-02-28"), held);
        assert_eq!(ends("2023-05-20", &suit(Some("2026-03-01")), "2026-03-01"), last("2029-03-01", State::Running));
        let with_demand = [suit(Some("2026-03-01")).as_slice(), &[on("2025-06-01", Interruption::Demand)]].concat();
        assert_eq!(ends("2023-05-20", &with_demand, "2026-04-01"), last("2029-03-01", State::Running));
    }

    #[test]
    fn after_the_end_a_demand_does_nothing_and_an_agreement_cannot_be_told() {
        let demand = [on("2026-05-21", Interruption::Demand)];
        assert_eq!(ends("2023-05-20", &demand, "2026-06-01"), last("2026-05-20", State::Ended));
        let agreed = ends("2023-05-20", &[on("2026-05-21", Interruption::PartPayment)], "2026-06-01");
        let expected = CannotTell::AgreedAfterTheEnd { on: date("2026-05-21"), ended: date("2026-05-20") };
        assert_eq!(agreed, Err(expected));
    }

    #[test]
    fn twenty_years_are_the_longest() {
        let demands: Vec<Interrupted> =
            (2023..=2040).map(|year| on(&format!("{year}-01-01"), Interruption::Demand)).collect();
        assert_eq!(ends("2021-01-01", &demands, "2040-06-01"), last("2041-01-01", State::Running));
    }

    #[test]
    fn a_time_that_began_before_the_civil_code_cannot_be_told() {
        assert!(matches!(ends("2020-12-31", &[], "2026-01-01"), Err(CannotTell::Unknown { .. })));
    }
}
