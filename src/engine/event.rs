//! What happened to a debt after it began.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::allocation::Component;
use super::error::{EngineError, Term};
use super::money::Money;
use super::rate::Rate;
use super::shape::PrepaymentEffect;

/// What a pause stops. Three different things: a pause of collection stops no money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseOf {
    /// Days of the pause are not counted as days late; charges go on.
    Collection,
    /// Late charges that run by the day do not run.
    Penalty,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EventKind {
    /// Money was paid.
    Payment {
        /// How much.
        amount: Money,
    },
    /// Principal was paid that is not due yet (提前还本): none of it pays what is due. A contract whose schedule is the
    /// lender's own or counts interest on the original principal takes it as a payment.
    Prepayment {
        /// How much; what the principal cannot take is a payment.
        amount: Money,
        /// What it does to the rest.
        effect: PrepaymentEffect,
    },
    /// Another rate applies from the night after the day of the event; the instalment is solved anew over the rest.
    RateChange {
        /// The rate.
        rate: Rate,
    },
    /// The lender charged something that the contract's own rules do not compute; it is due on the day of the event.
    Charge {
        /// As what.
        component: Component,
        /// How much.
        amount: Money,
    },
    /// The lender gave something up. More than is open gives up what is open.
    Waiver {
        /// Of what.
        component: Component,
        /// How much.
        amount: Money,
    },
    /// Something stops from the day of the event until `until` (that day no longer belongs to it).
    Pause {
        /// What stops.
        of: PauseOf,
        /// The first day after the pause.
        until: NaiveDate,
    },
}

/// Something that happened on a day. Events of one day take effect in the order pause and rate, charge, waiver, payment; equal
/// kinds in the order in which they were entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// A number that tells the events of one debt apart; given by whoever enters them.
    pub id: u64,
    /// The day on which it takes effect.
    pub date: NaiveDate,
    /// What.
    pub kind: EventKind,
}

impl Event {
    /// The rank among events of one day.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self.kind {
            EventKind::Pause { .. } | EventKind::RateChange { .. } => 0,
            EventKind::Charge { .. } => 1,
            EventKind::Waiver { .. } => 2,
            EventKind::Payment { .. } | EventKind::Prepayment { .. } => 3,
        }
    }

    /// Whether the event's values lie within the limits.
    ///
    /// # Errors
    /// An amount that is not above zero, a date out of range, a pause that ends before it begins.
    pub fn check(&self) -> Result<(), EngineError> {
        super::date::check(self.date)?;
        match &self.kind {
            EventKind::RateChange { rate } => rate.check(Term::Rate)?,
            EventKind::Payment { amount }
            | EventKind::Prepayment { amount, .. }
            | EventKind::Charge { amount, .. }
            | EventKind::Waiver { amount, .. } => {
                if !amount.is_positive() {
                    return Err(EngineError::outside(
                        Term::Amount,
                        super::contract::LEAST_AMOUNT,
                        super::contract::GREATEST_AMOUNT,
                    ));
                }
            }
            EventKind::Pause { until, .. } => {
                super::date::check(*until)?;
                if *until < self.date {
                    return Err(EngineError::DatesOutOfOrder { term: Term::EventDate, earliest: self.date });
                }
            }
        }
        Ok(())
    }
}
