//! The periods of a schedule: due dates, whether each period is a whole one, and its interest factor.

use rust_decimal::Decimal;

use super::{Changes, Period, shaped};
use crate::engine::calendar::InterestDates;
use crate::engine::contract::InstalmentTerms;
use crate::engine::date::is_month_end;
use crate::engine::error::{EngineError, Term};
use crate::engine::fixed::Factor;
use crate::engine::limits::MAX_INSTALMENTS;
use crate::engine::number::Rounding;
use crate::engine::rate::Rate;

/// Due dates with the start of each period and whether it is a whole one.
pub(super) fn periods(terms: &InstalmentTerms, changes: &Changes) -> Result<Vec<Period>, EngineError> {
    let frequency = terms.frequency;
    // The grid counts from the anchor or the payout; a first due date of its own is the grid's first point itself.
    let (mut grid, mut ahead) = match (terms.anchor, terms.first_due) {
        (Some(anchor), _) => (anchor, 1),
        (None, Some(first)) => (first, 0),
        (None, None) => (terms.disbursed_on, 1),
    };
    let business_days = terms.shape.business_days.unwrap_or_default();
    let mut start = terms.anchor.unwrap_or(terms.disbursed_on);
    let (mut moved_start, mut interest_start) = (start, start);
    let mut count = terms.count;
    let mut moves = changes.rescheduled.iter().filter_map(|(on, again)| Some((*on, again.due?))).peekable();
    let mut longer = changes.rescheduled.iter().peekable();
    let mut payouts = terms.shape.tranches.iter().peekable();
    let mut begun = 0_u16;
    let mut index = 0_u16;
    let mut periods = Vec::with_capacity(usize::from(count));
    // A factor is a division or more; most contracts have one for all periods, or one for each length of a month.
    const LIKE: usize = 8;
    let mut seen: Vec<(i64, Decimal, Option<Factor>)> = Vec::new();
    while index < count {
        let listed = terms.due_dates.as_ref().filter(|_| begun == 0).map(|dates| dates.get(usize::from(index)));
        let (mut due, mut regular) = match listed {
            Some(date) => {
                let due = match date {
                    Some(due) => *due,
                    None => frequency.after(start, 1)?,
                };
                let whole = frequency.after(start, 1)?;
                (
                    due,
                    (index > 0 || start >= terms.disbursed_on)
                        && (due == whole || (is_month_end(start) && is_month_end(due) && is_month_end(whole))),
                )
            }
            None => {
                let due = frequency.after(grid, u32::from(index.saturating_sub(begun)).saturating_add(ahead))?;
                // Later periods are whole by the grid; the first is if it is one period long and all of it bears interest.
                (due, index > 0 || (start >= terms.disbursed_on && due == frequency.after(start, 1)?))
            }
        };
        while let Some(tranche) = payouts.next_if(|tranche| tranche.on < due) {
            count = count.max(if tranche.own_term { index.saturating_add(terms.count) } else { 0 });
        }
        while let Some((_, again)) = longer.next_if(|(on, _)| *on <= due) {
            count = count.saturating_add(again.more);
        }
        if count > MAX_INSTALMENTS.max(terms.count) {
            return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
        }
        let mut whole = None;
        while let Some((_, to)) = moves.next_if(|(on, _)| *on <= due) {
            // The dates after it count from the new one.
            whole = Some((due, frequency.after(due, 1)?));
            (due, regular) = (to.max(start), false);
            (grid, ahead, begun) = (due, 1, index.saturating_add(1));
        }
        let moved = business_days.adjust(due)?.to.max(moved_start);
        let interest_end = if business_days.interest == InterestDates::Adjusted { moved } else { due };
        let interest = (interest_start.max(terms.disbursed_on), interest_end);
        let mut period =
            Period { start: moved_start, due: moved, interest, regular, whole, factor: Decimal::ZERO, fixed: None };
        let own_first = terms.shape.first_period.is_some() && index == 0;
        let likeness = terms
            .accrual
            .likeness(interest.0, interest.1, frequency, regular)
            .filter(|_| index >= terms.interest_free && !own_first && whole.is_none());
        (period.factor, period.fixed) = match seen.iter().find(|(like, _, _)| likeness == Some(*like)) {
            Some((_, factor, fixed)) => (*factor, *fixed),
            None => {
                let factor = period_factor(terms, terms.rate, index, &period)?;
                let fixed = Factor::of(factor);
                seen.extend(likeness.filter(|_| seen.len() < LIKE).map(|like| (like, factor, fixed)));
                (factor, fixed)
            }
        };
        periods.push(period);
        index = index.saturating_add(1);
        (start, moved_start, interest_start) = (due, moved, interest_end);
    }
    Ok(periods)
}

/// The interest factor of a whole period at a rate.
pub(super) fn period_factor(
    terms: &InstalmentTerms,
    rate: Rate,
    index: u16,
    period: &Period,
) -> Result<Decimal, EngineError> {
    if index < terms.interest_free {
        return Ok(Decimal::ZERO);
    }
    let (from, to) = period.interest;
    let factor = match terms.shape.first_period {
        Some(first) if index == 0 => shaped::first_factor(terms.accrual, rate, first)?,
        _ => match period.whole {
            Some(whole) => shaped::moved_factor(terms, rate, period.interest, whole)?,
            None => terms.accrual.factor(rate, from, to, terms.frequency, period.regular)?,
        },
    };
    Ok(terms.precision.map_or(factor, |digits| Rounding::HalfEven.to_significant(factor, digits)))
}
