//! The simulator's state: one overdue amount, what lateness costs, how many days, and a payment that might be made.
//!
//! Numbers and enums only: no names, no notes. That is what may stand in a link.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::debt::DebtInputs;
use crate::engine::error::Term;
use crate::engine::limits::{MAX_CHARGES, MAX_DAYS};
use crate::engine::{
    Account, Component, Contract, EngineError, Event, EventKind, LateCharge, Lateness, Money, Rate, Rounding,
    SingleTerms, Waterfall,
};
use crate::engine::{Accrual, date};

/// The version of scenario that this program writes and the newest that it reads.
pub const SCENARIO_VERSION: u8 = 1;

/// A payment that might be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// How much.
    pub amount: Money,
    /// How many days after the due date.
    pub day: u16,
}

/// What the simulator computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What was due.
    pub amount: Money,
    /// When it was due.
    pub due: NaiveDate,
    /// The contract rate, which an uplift raises; zero where none is needed.
    pub contract_rate: Rate,
    /// What lateness costs.
    pub charges: Vec<LateCharge>,
    /// How many days late the headline is read at.
    pub days: u16,
    /// A payment that might be made.
    pub what_if: Option<WhatIf>,
}

/// What a scenario comes to: the figures that a link carries, so that whoever opens it can tell a difference by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// What would have to be paid on the last day.
    pub total: Money,
    /// How much of it lateness added.
    pub extra: Money,
    /// How much lateness adds in all when the payment is made.
    pub extra_with_payment: Option<Money>,
}

/// A figure of a [`Headline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultField {
    /// What would have to be paid on the last day.
    Total,
    /// How much of it lateness added.
    Extra,
    /// How much lateness adds when the payment is made.
    ExtraWithPayment,
    /// How the total is made up.
    Parts,
}

impl Scenario {
    /// The last day that is looked at.
    ///
    /// # Errors
    /// A date out of range.
    pub fn end(&self) -> Result<NaiveDate, EngineError> {
        date::shift(self.due, i64::from(self.days))
    }

    /// What is computed, without the payment that might be made.
    #[must_use]
    pub fn inputs(&self) -> DebtInputs {
        let terms = SingleTerms {
            principal: self.amount,
            start: self.due,
            due: self.due,
            rate: self.contract_rate,
            accrual: Accrual::PerPeriod,
            rounding: Rounding::HalfUp,
            lateness: Lateness { charges: self.charges.clone() },
            waterfall: Waterfall::default(),
        };
        DebtInputs { contract: Contract::Single(Box::new(terms)), opening: None, events: Vec::new() }
    }

    /// What is computed with the payment that might be made.
    ///
    /// # Errors
    /// A payment on a day out of range.
    pub fn inputs_with_payment(&self) -> Result<DebtInputs, EngineError> {
        let mut inputs = self.inputs();
        if let Some(what_if) = self.what_if {
            let date = date::shift(self.due, i64::from(what_if.day))?;
            inputs.events.push(Event { id: 1, date, kind: EventKind::Payment { amount: what_if.amount } });
        }
        Ok(inputs)
    }

    /// Whether every value lies within the limits.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), EngineError> {
        let within = |value: i64, term| {
            if (0..=MAX_DAYS).contains(&value) {
                return Ok(());
            }
            Err(EngineError::outside(term, 0, MAX_DAYS))
        };
        within(i64::from(self.days), Term::AsOf)?;
        if self.charges.len() > MAX_CHARGES {
            return Err(EngineError::outside(Term::Rows, 0, MAX_CHARGES));
        }
        self.inputs().contract.check()?;
        if let Some(what_if) = self.what_if {
            within(i64::from(what_if.day), Term::EventDate)?;
            self.amount.plus(what_if.amount)?;
            for event in self.inputs_with_payment()?.events {
                event.check()?;
            }
        }
        self.end()?;
        Ok(())
    }

    /// What the scenario comes to, and eight bytes that stand for the whole result.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn result(&self) -> Result<(Headline, [u8; 8]), EngineError> {
        self.check()?;
        let end = self.end()?;
        let plain = self.inputs().replay(end)?;
        let total = plain.due_now.total()?;
        let extra = charged_late(&plain)?;
        let mut hash = Sha256::new();
        digest(&mut hash, &plain);
        let mut extra_with_payment = None;
        if self.what_if.is_some() {
            let paid = self.inputs_with_payment()?.replay(end)?;
            digest(&mut hash, &paid);
            extra_with_payment = Some(charged_late(&paid)?);
        }
        let mut short = [0_u8; 8];
        for (to, from) in short.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        Ok((Headline { total, extra, extra_with_payment }, short))
    }
}

/// What lateness added in all: everything charged beyond the principal.
fn charged_late(account: &Account) -> Result<Money, EngineError> {
    let mut extra = Money::zero(account.currency);
    for claim in &account.claims {
        extra = extra.plus(claim.charged.total()?.minus(claim.charged.principal)?)?;
    }
    Ok(extra)
}

/// The canonical bytes of a result: minor units of what is due, paid and outstanding by component, little-endian.
fn digest(hash: &mut Sha256, account: &Account) {
    hash.update(account.currency.code().as_bytes());
    for group in [&account.due_now, &account.paid, &account.outstanding] {
        for component in Component::ALL {
            hash.update(group.get(component).minor().to_le_bytes());
        }
    }
    hash.update(account.credit.minor().to_le_bytes());
    hash.update(account.days_past_due.to_le_bytes());
}
