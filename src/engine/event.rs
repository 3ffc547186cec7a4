//! What happened to a debt after it began.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::allocation::Component;
use super::error::{EngineError, Term};
use super::money::Money;

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

/// Something that happened on a day. Events of one day take effect in the order pause, charge, waiver, payment; equal
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
            EventKind::Pause { .. } => 0,
            EventKind::Charge { .. } => 1,
            EventKind::Waiver { .. } => 2,
            EventKind::Payment { .. } => 3,
        }
    }

    /// Whether the event's values lie within the limits.
    ///
    /// # Errors
    /// An amount that is not above zero, a date out of range, a pause that ends before it begins.
    pub fn check(&self) -> Result<(), EngineError> {
        super::date::check(self.date)?;
        match &self.kind {
            EventKind::Payment { amount } | EventKind::Charge { amount, .. } | EventKind::Waiver { amount, .. } => {
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
