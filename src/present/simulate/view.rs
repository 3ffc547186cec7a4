//! What the scenario comes to on the chosen day.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::{DebtInputs, Scenario};
use crate::engine::{Account, Components, EngineError, Figure, Money};
use crate::present::figure::{Shown, StatedBy, SumLabel};

/// What lateness costs up to the chosen day, and what has to be paid on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Days late.
    pub days: i64,
    /// The day.
    pub end: NaiveDate,
    /// What lateness adds.
    pub extra: Shown,
    /// What has to be paid on that day to be up to date.
    pub total: Shown,
    /// What makes it up.
    pub parts: Components,
    /// What the lateness costs as a share of what was due, for a whole year at this pace; none on day zero.
    pub yearly: Option<Decimal>,
}

/// What an earlier payment changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Saving {
    /// The payment.
    pub payment: Shown,
    /// On which day late.
    pub day: i64,
    /// On which date.
    pub date: NaiveDate,
    /// How much less lateness costs.
    pub saved: Shown,
    /// What is left to pay on the chosen day.
    pub left: Shown,
    /// Whether the payment comes after the chosen day, so that it changes nothing yet.
    pub too_late: bool,
}

/// Everything that moves with the chosen day.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulateView {
    /// The finding.
    pub finding: Finding,
    /// What the payment changes, if one is tried out.
    pub saving: Option<Saving>,
}

impl SimulateView {
    /// The view of a scenario.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn of(scenario: &Scenario) -> Result<Self, EngineError> {
        let end = scenario.end()?;
        let inputs = Arc::new(scenario.inputs());
        let account = inputs.replay(end)?;
        let extra = Shown::account(charged_late(&account)?, &inputs, end, Figure::LateTotal);
        let total = Shown::account(account.due_now.total()?, &inputs, end, Figure::DueNow);
        let yearly = yearly(extra.money, scenario);
        let saving = saving(scenario, end, &extra)?;
        let days = i64::from(scenario.days);
        Ok(Self { finding: Finding { days, end, extra, total, parts: account.due_now, yearly }, saving })
    }
}

/// What lateness added: everything that was charged beyond the principal.
pub(super) fn charged_late(account: &Account) -> Result<Money, EngineError> {
    account.claims.iter().try_fold(Money::zero(account.currency), |sum, claim| {
        sum.plus(claim.charged.total()?.minus(claim.charged.principal)?)
    })
}

fn yearly(extra: Money, scenario: &Scenario) -> Option<Decimal> {
    let share = extra.exact().checked_div(scenario.amount.exact())?;
    let share = share.checked_mul(Decimal::from(365))?.checked_div(Decimal::from(scenario.days))?;
    Some(share.round_dp(4))
}

fn saving(scenario: &Scenario, end: NaiveDate, extra: &Shown) -> Result<Option<Saving>, EngineError> {
    let Some(what_if) = scenario.what_if else { return Ok(None) };
    let inputs: Arc<DebtInputs> = Arc::new(scenario.inputs_with_payment()?);
    let account = inputs.replay(end)?;
    let with = Shown::account(charged_late(&account)?, &inputs, end, Figure::LateTotal);
    let saved = Shown::difference((SumLabel::WithoutPayment, extra.clone()), (SumLabel::WithPayment, with))?;
    Ok(Some(Saving {
        payment: Shown::stated(what_if.amount, StatedBy::You),
        day: i64::from(what_if.day),
        date: crate::engine::date::shift(scenario.due, i64::from(what_if.day))?,
        saved,
        left: Shown::account(account.due_now.total()?, &inputs, end, Figure::DueNow),
        too_late: what_if.day > scenario.days,
    }))
}
