//! For a card: what paying only the minimum costs over the next 30 days, and what missing it costs.

use std::sync::Arc;

use crate::case::{Debt, DebtInputs};
use crate::engine::date::shift;
use crate::engine::{Account, ClaimRef, Contract, EngineError, Event, EventKind};
use crate::present::sentence::{Sentence, fill};
use crate::present::standing::late_growth;
use crate::present::words::debt as words;
use crate::present::{Lang, Shown, SumLabel, format};

/// How far the sentences look past the due date, in days.
const AHEAD: i64 = 30;

/// The sentences; none for debts that are no card or have no minimum open.
///
/// # Errors
/// What the engine refuses.
pub(super) fn choices(debt: &Debt, account: &Account, lang: Lang) -> Result<Vec<Sentence>, EngineError> {
    let Contract::Revolving(card) = &debt.inputs.contract else { return Ok(Vec::new()) };
    let minimum = match account.claim(ClaimRef::Minimum) {
        Some(claim) => claim.open()?.total()?,
        None => return Ok(Vec::new()),
    };
    if !minimum.is_positive() || card.lateness.charges.is_empty() {
        return Ok(Vec::new());
    }
    let pay_on = card.due.max(account.as_of);
    let until = shift(pay_on, AHEAD)?;
    let missed = late_growth(&debt.inputs, account.as_of, until)?;
    let paying = Arc::new(with_payment(&debt.inputs, pay_on, minimum));
    let paid = late_growth(&paying, account.as_of, until)?;
    let days = format::days(AHEAD, lang);
    let day = format::date(until, lang);
    let mut sentences = vec![
        fill(
            words::only_minimum_parts(lang),
            &[("days", days.clone().into()), ("date", day.clone().into()), ("amount", paid.clone().into())],
        ),
        fill(
            words::missed_minimum_parts(lang),
            &[("days", days.into()), ("date", day.into()), ("amount", missed.clone().into())],
        ),
    ];
    let more = Shown::difference((SumLabel::WithoutPayment, missed), (SumLabel::WithPayment, paid))?;
    if more.money.is_positive() {
        sentences.push(fill(words::missing_costs_parts(lang), &[("amount", more.into())]));
    }
    Ok(sentences)
}

fn with_payment(inputs: &DebtInputs, date: chrono::NaiveDate, amount: crate::engine::Money) -> DebtInputs {
    let mut inputs = inputs.clone();
    let id = inputs.next_event_id();
    inputs.events.push(Event { id, date, kind: EventKind::Payment { amount } });
    inputs
}
