//! What happened to a debt after it began.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::account::ClaimRef;
use super::allocation::Component;
use super::card::ItemKind;
use super::error::{EngineError, Term};
use super::limits::MAX_INSTALMENTS;
use super::money::Money;
use super::number::{Rounding, mul};
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
    /// The nights of the pause bear no interest. The instalment stays as it is, the last one is smaller.
    Interest,
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
    /// The rest of the schedule is arranged anew, from the first instalment that is due on or after the day of the event.
    Reschedule(Reschedule),
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
    /// A card was used; the day of the event is the day of posting.
    Purchase {
        /// How much.
        amount: Money,
        /// For what.
        #[serde(default)]
        kind: ItemKind,
    },
    /// Part of a card's bill is from now on paid back in instalments (账单分期).
    CardInstalments(CardInstalments),
    /// The payer said what a payment is for (Civil Code art. 560). What the payment leaves over follows the waterfall.
    Designation {
        /// The number of the payment.
        payment: u64,
        /// What it is for.
        to: Designated,
    },
}

/// How the rest of a schedule is arranged anew. What was due before the day of the event stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reschedule {
    /// By how many instalments the loan becomes longer (展期); the instalment is then solved anew over the rest.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub more: u16,
    /// The first instalment in question is due on this day, and those after it count from it. The instalment stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_nothing(count: &u16) -> bool {
    *count == 0
}

/// What a payer names as the purpose of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Designated {
    /// One claim first: an instalment, a bill.
    Claim(ClaimRef),
    /// One component of everything first: principal before interest.
    Component(Component),
}

/// The terms of instalments on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardInstalments {
    /// How much of the bill.
    pub amount: Money,
    /// In how many instalments, one with each bill from the next on.
    pub count: u16,
    /// The fee of each instalment as a share of the whole amount (每期手续费率): 0.006 is 0.6 %.
    pub fee_share: Decimal,
    /// Whether all fees come with the first instalment.
    pub fee_upfront: bool,
}

impl CardInstalments {
    /// The fee that comes with the n-th instalment, from 1. Rounded once per instalment; all at once, once in all.
    ///
    /// # Errors
    /// Overflow.
    pub fn fee_on(&self, number: u16, rounding: Rounding) -> Result<Money, EngineError> {
        let times = match (self.fee_upfront, number) {
            (true, 1) => self.count,
            (true, _) => 0,
            (false, _) => 1,
        };
        let exact = mul(mul(self.amount.exact(), self.fee_share)?, Decimal::from(times))?;
        Money::from_exact(exact, self.amount.currency(), rounding)
    }
}

/// Something that happened on a day. Events of one day take effect in the order pause, rate and designation, charge and purchase,
/// waiver, payment, instalments on the card; equal kinds in the order in which they were entered.
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
            EventKind::Pause { .. }
            | EventKind::Designation { .. }
            | EventKind::RateChange { .. }
            | EventKind::Reschedule(_) => 0,
            EventKind::Charge { .. } | EventKind::Purchase { .. } => 1,
            EventKind::Waiver { .. } => 2,
            EventKind::Payment { .. } | EventKind::Prepayment { .. } => 3,
            EventKind::CardInstalments(_) => 4,
        }
    }

    /// Whether it agrees on another schedule: another rate, days without interest, another term or due date.
    #[must_use]
    pub const fn changes_schedule(&self) -> bool {
        matches!(
            self.kind,
            EventKind::RateChange { .. } | EventKind::Reschedule(_) | EventKind::Pause { of: PauseOf::Interest, .. }
        )
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
            | EventKind::Waiver { amount, .. }
            | EventKind::Purchase { amount, .. } => above_zero(*amount)?,
            EventKind::CardInstalments(terms) => {
                above_zero(terms.amount)?;
                if terms.count == 0 || terms.count > MAX_INSTALMENTS {
                    return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
                }
                if terms.fee_share < Decimal::ZERO || terms.fee_share > Decimal::ONE {
                    return Err(EngineError::outside(Term::Share, 0, 1));
                }
            }
            EventKind::Designation { .. } => {}
            EventKind::Reschedule(terms) => {
                if terms.more > MAX_INSTALMENTS || (terms.more == 0 && terms.due.is_none()) {
                    return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
                }
                if let Some(due) = terms.due
                    && super::date::check(due)? < self.date
                {
                    return Err(EngineError::DatesOutOfOrder { term: Term::EventDate, earliest: self.date });
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

fn above_zero(amount: Money) -> Result<(), EngineError> {
    if amount.is_positive() {
        return Ok(());
    }
    Err(EngineError::outside(Term::Amount, super::contract::LEAST_AMOUNT, super::contract::GREATEST_AMOUNT))
}
