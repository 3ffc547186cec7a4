//! Recording what a card was used for: what was typed, read strictly, becomes an event of the debt. Pure.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::input::{self, AmountRange, Cause, Errors, Field, FieldError};
use crate::case::{Debt, DebtInputs};
use crate::engine::limits::MAX_INSTALMENTS;
use crate::engine::{CardInstalments, Contract, Event, EventKind, ItemKind, RatePeriod};

/// What can be recorded: the values of the choice.
pub const USES: [&str; 3] = ["purchase", "cash", "instalments"];

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// One of [`USES`].
    pub kind: String,
    /// How much.
    pub amount: String,
    /// The day of posting.
    pub date: String,
    /// The number of instalments.
    pub count: String,
    /// The fee of each as a share of the whole.
    pub fee: String,
}

/// The debt with one event more.
///
/// # Errors
/// Every field that cannot be read, with what would work; the engine's refusal stands at the amount.
pub fn with_use(debt: &Debt, typed: &Typed, today: NaiveDate) -> Result<Debt, Vec<FieldError>> {
    let mut errors = Errors::default();
    let range = AmountRange::positive(debt.inputs.contract.currency());
    let amount = errors.take(Field::Amount, input::amount(&typed.amount, range));
    let date =
        errors.take(Field::Date, input::date(&typed.date, today).and_then(|read| within(debt, read.date, today)));
    let divided = typed.kind == USES[2];
    let (count, fee) = if divided {
        let count = errors.take(Field::Count, input::count(&typed.count, 1, u32::from(MAX_INSTALMENTS)));
        (count, errors.take(Field::FeeShare, share(&typed.fee)))
    } else {
        (Some(1), Some(Decimal::ZERO))
    };
    let (Some(amount), Some(date), Some(count), Some(fee_share)) = (amount, date, count, fee) else {
        return Err(errors.into_list());
    };
    let kind = match typed.kind.as_str() {
        "cash" => EventKind::Purchase { amount, kind: ItemKind::Cash },
        "instalments" => EventKind::CardInstalments(CardInstalments {
            amount,
            count: u16::try_from(count).unwrap_or(MAX_INSTALMENTS),
            fee_share,
            fee_upfront: false,
        }),
        _ => EventKind::Purchase { amount, kind: ItemKind::Purchase },
    };
    let mut inputs = DebtInputs::clone(&debt.inputs);
    let id = inputs.next_event_id();
    inputs.events.push(Event { id, date, kind });
    let refused = |cause| vec![FieldError::new(Field::Amount, cause)];
    inputs.check().map_err(|_| refused(Cause::Engine(crate::engine::EngineError::Overflow)))?;
    inputs.replay(today).map_err(|error| refused(Cause::Engine(error)))?;
    Ok(Debt { inputs: Arc::new(inputs), ..debt.clone() })
}

/// Nothing typed is no fee.
fn share(typed: &str) -> Result<Decimal, Cause> {
    if input::is_blank(typed) {
        return Ok(Decimal::ZERO);
    }
    let rate = input::rate(typed, RatePeriod::Year)?;
    if rate.value > Decimal::ONE {
        return Err(Cause::RateOutside { percent: Decimal::ONE_HUNDRED, per: RatePeriod::Year });
    }
    Ok(rate.value)
}

/// After the bill that the card starts from, and not in the future.
fn within(debt: &Debt, date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Cause> {
    let Contract::Revolving(card) = &debt.inputs.contract else { return Ok(date) };
    let first = card.cycle.as_ref().and_then(|cycle| match card.statement_date {
        Some(day) => Some(day),
        None => cycle.statement_before(card.due).ok(),
    });
    let earliest = first.and_then(|day| day.succ_opt()).unwrap_or(card.due).min(today);
    if date < earliest || date > today {
        return Err(Cause::DateOutside { earliest, latest: today });
    }
    Ok(date)
}
