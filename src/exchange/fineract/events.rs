//! What happened to a Fineract loan: charges, payments and waivers as events.

use super::terms::{TheirRow, money, money_or_zero};
use super::types::{Choice, LoanData, Number, Transaction};
use crate::case::FineractError;
use crate::engine::limits::MAX_EVENTS;
use crate::engine::{Component, Currency, Event, EventKind, Money};
use chrono::NaiveDate;

/// The events of a loan, and which transaction of the file each payment is.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    /// In the order in which they stand in the file.
    pub(super) events: Vec<Event>,
    /// The event's number and the place of its transaction.
    pub(super) payments: Vec<(u64, usize)>,
    /// Whether there are movements that mean nothing here.
    pub(super) unknown: bool,
    /// The last day on which something happened.
    pub(super) last: Option<NaiveDate>,
}

impl History {
    fn push(&mut self, date: NaiveDate, kind: EventKind) -> Result<u64, FineractError> {
        if self.events.len() >= MAX_EVENTS {
            return Err(FineractError::TooManyEvents);
        }
        let id = u64::try_from(self.events.len()).unwrap_or(u64::MAX).saturating_add(1);
        self.events.push(Event { id, date, kind });
        Ok(id)
    }
}

/// What a movement means here.
enum Meaning {
    Payment,
    WaiveInterest,
    WaiveCharges,
    /// Book-keeping of the lender: nothing changes for the borrower.
    Books,
    Unknown,
}

/// The name behind the last dot of a code, as `repayment` of `loanTransactionType.repayment`.
fn meaning(kind: &Choice) -> Meaning {
    let name = kind.code.rsplit('.').next().unwrap_or_default();
    match (name, kind.id) {
        ("repayment" | "downPayment" | "repaymentAtDisbursement" | "merchantIssuedRefund" | "payoutRefund", _)
        | ("goodwillCredit" | "interestPaymentWaiver" | "interestRefund" | "chargePayment", _)
        | ("", Some(2 | 5 | 17 | 21 | 22 | 23 | 28 | 31 | 33)) => Meaning::Payment,
        ("waiver" | "waive" | "waiveInterest" | "interestWaiver", _) | ("", Some(4)) => Meaning::WaiveInterest,
        ("waiveCharges" | "chargesWaiver", _) | ("", Some(9)) => Meaning::WaiveCharges,
        ("disbursement" | "accrual" | "accrualActivity" | "accrualAdjustment" | "incomePosting", _)
        | ("initiateTransfer" | "approveTransfer" | "withdrawTransfer" | "rejectTransfer", _)
        | ("" | "invalid", Some(0 | 1 | 10 | 12..=15 | 19 | 32 | 34) | None) => Meaning::Books,
        _ => Meaning::Unknown,
    }
}

/// Whether a movement still counts.
fn counts(transaction: &Transaction) -> bool {
    transaction.manually_reversed != Some(true) && transaction.reversed_on_date.is_none()
}

/// Everything that happened.
pub(super) fn history(loan: &LoanData, currency: Currency, rows: &[TheirRow]) -> Result<History, FineractError> {
    let mut history = History::default();
    for component in [Component::Penalty, Component::Fee] {
        charges(&mut history, loan, currency, rows, component)?;
    }
    for (place, transaction) in loan.transactions.iter().flatten().enumerate() {
        if !counts(transaction) {
            continue;
        }
        let date = transaction.date.0;
        let amount = money(transaction.amount, currency)?;
        if !matches!(meaning(&transaction.kind), Meaning::Books) {
            history.last = history.last.max(Some(date));
        }
        match meaning(&transaction.kind) {
            Meaning::Payment if amount.is_positive() => {
                let id = history.push(date, EventKind::Payment { amount })?;
                history.payments.push((id, place));
            }
            Meaning::WaiveInterest => waive(&mut history, transaction, currency, Component::Interest)?,
            Meaning::WaiveCharges => {
                waive(&mut history, transaction, currency, Component::Penalty)?;
                waive(&mut history, transaction, currency, Component::Fee)?;
            }
            Meaning::Payment | Meaning::Books => {}
            Meaning::Unknown => history.unknown = true,
        }
    }
    Ok(history)
}

fn waive(
    history: &mut History,
    transaction: &Transaction,
    currency: Currency,
    component: Component,
) -> Result<(), FineractError> {
    let portion = match component {
        Component::Penalty => transaction.penalty_charges_portion,
        Component::Fee => transaction.fee_charges_portion,
        Component::Principal | Component::Interest => transaction.interest_portion.or(Some(transaction.amount)),
    };
    let amount = money_or_zero(portion, currency)?;
    if amount.is_positive() {
        history.push(transaction.date.0, EventKind::Waiver { component, amount })?;
    }
    Ok(())
}

/// Charges with a date of their own come in on it; what the schedule asks for beyond them, on its instalment's date.
fn charges(
    history: &mut History,
    loan: &LoanData,
    currency: Currency,
    rows: &[TheirRow],
    component: Component,
) -> Result<(), FineractError> {
    let mut rest: Vec<(NaiveDate, NaiveDate, Money)> = Vec::with_capacity(rows.len());
    for row in rows {
        rest.push((row.from, row.due, money_or_zero(due_of(row, component), currency)?));
    }
    for charge in loan.charges.iter().flatten() {
        let wanted = charge.penalty.unwrap_or(false) == (component == Component::Penalty);
        let (Some(date), true, true) = (charge.due_date, wanted, charge.active != Some(false)) else { continue };
        let amount = money_or_zero(charge.amount, currency)?;
        if !amount.is_positive() {
            continue;
        }
        history.push(date.0, EventKind::Charge { component, amount })?;
        let first = rest.first().is_some_and(|(from, ..)| date.0 <= *from);
        let home = rest.iter_mut().find(|(from, due, _)| (first || *from < date.0) && date.0 <= *due);
        if let Some((_, _, open)) = home {
            *open = open.minus_to_zero(amount)?;
        }
    }
    for (_, due, open) in rest {
        if open.is_positive() {
            history.push(due, EventKind::Charge { component, amount: open })?;
        }
    }
    Ok(())
}

/// What the schedule asks for of a kind of charge.
pub(super) const fn due_of(row: &TheirRow, component: Component) -> Option<Number> {
    match component {
        Component::Penalty => row.period.penalty_charges_due,
        Component::Fee => row.period.fee_charges_due,
        Component::Principal => row.period.principal_due,
        Component::Interest => row.period.interest_due,
    }
}
