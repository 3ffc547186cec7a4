//! Where a payment goes: a waterfall of stages over claims.

use serde::{Deserialize, Serialize};

use super::account::Claim;
use super::error::EngineError;
use super::event::Designated;
use super::money::{Currency, Money};
use super::order;

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// What was lent and not yet given back.
    Principal,
    /// The price of the loan.
    Interest,
    /// What lateness costs: penalty interest, late fees that are penalties.
    Penalty,
    /// Other charges.
    Fee,
}

impl Component {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Principal, Self::Interest, Self::Penalty, Self::Fee];
}

/// An amount for each component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Components {
    /// Principal.
    pub principal: Money,
    /// Interest.
    pub interest: Money,
    /// Penalties.
    pub penalty: Money,
    /// Fees.
    pub fee: Money,
}

impl Components {
    /// Nothing of `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { principal: zero, interest: zero, penalty: zero, fee: zero }
    }

    /// The amount of one component.
    #[must_use]
    pub const fn get(&self, component: Component) -> Money {
        match component {
            Component::Principal => self.principal,
            Component::Interest => self.interest,
            Component::Penalty => self.penalty,
            Component::Fee => self.fee,
        }
    }

    /// Sets one component.
    pub const fn set(&mut self, component: Component, amount: Money) {
        match component {
            Component::Principal => self.principal = amount,
            Component::Interest => self.interest = amount,
            Component::Penalty => self.penalty = amount,
            Component::Fee => self.fee = amount,
        }
    }

    /// Adds to one component.
    ///
    /// # Errors
    /// A different currency or overflow.
    pub fn add(&mut self, component: Component, amount: Money) -> Result<(), EngineError> {
        self.set(component, self.get(component).plus(amount)?);
        Ok(())
    }

    /// Component by component sum.
    ///
    /// # Errors
    /// A different currency or overflow.
    pub fn plus(mut self, other: &Self) -> Result<Self, EngineError> {
        for component in Component::ALL {
            self.add(component, other.get(component))?;
        }
        Ok(self)
    }

    /// Component by component difference.
    ///
    /// # Errors
    /// A different currency or overflow.
    pub fn minus(mut self, other: &Self) -> Result<Self, EngineError> {
        for component in Component::ALL {
            self.set(component, self.get(component).minus(other.get(component))?);
        }
        Ok(self)
    }

    /// The sum of the four.
    ///
    /// # Errors
    /// Overflow.
    pub fn total(&self) -> Result<Money, EngineError> {
        self.principal.plus(self.interest)?.plus(self.penalty)?.plus(self.fee)
    }

    /// Whether all four are nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.principal.is_zero() && self.interest.is_zero() && self.penalty.is_zero() && self.fee.is_zero()
    }
}

/// Which claims a stage pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Due before the day of the payment.
    PastDue,
    /// Due on the day of the payment.
    Due,
    /// Due later.
    InAdvance,
    /// Whatever the due date.
    Any,
}

/// In which direction a stage walks over its claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageOrder {
    /// Claim by claim, oldest first; within each its components ("horizontal").
    ByClaim,
    /// Component by component; within each the claims, oldest first ("vertical").
    ByComponent,
}

/// One stage of a waterfall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Which claims.
    pub scope: Scope,
    /// In which direction.
    pub order: StageOrder,
    /// The components that are paid, in order.
    pub components: Vec<Component>,
}

/// Stages that a payment runs through until it is used up. What is left is a credit balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waterfall {
    /// The stages, first to last.
    pub stages: Vec<Stage>,
    /// Other stages once the debt is long overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub switch: Option<WaterfallSwitch>,
}

/// A change of the order by the days past due before the payment: many lenders take principal first once a loan is
/// more than 90 days overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaterfallSwitch {
    /// The other stages hold from the day after so many days past due.
    pub after_days: u16,
    /// The stages that hold then.
    pub stages: Vec<Stage>,
}

impl Waterfall {
    /// Past due, due, in advance; claim by claim; in each the components in the given order.
    #[must_use]
    pub fn by_claim(components: &[Component]) -> Self {
        Self::each(components, StageOrder::ByClaim)
    }

    /// Past due, due, in advance; component by component.
    #[must_use]
    pub fn by_component(components: &[Component]) -> Self {
        Self::each(components, StageOrder::ByComponent)
    }

    /// Past due, due, in advance, in the given direction.
    #[must_use]
    pub fn each(components: &[Component], order: StageOrder) -> Self {
        let stage = |scope| Stage { scope, order, components: components.to_vec() };
        Self { stages: vec![stage(Scope::PastDue), stage(Scope::Due), stage(Scope::InAdvance)], switch: None }
    }

    /// The same, with the stages of `other` once the debt is more than `after_days` past due.
    #[must_use]
    pub fn switching(self, after_days: u16, other: Self) -> Self {
        Self { switch: Some(WaterfallSwitch { after_days, stages: other.stages }), ..self }
    }

    /// The stages for a payment made when the oldest claim is `days_past_due` overdue.
    #[must_use]
    pub fn stages_after(&self, days_past_due: i64) -> &[Stage] {
        match &self.switch {
            Some(switch) if days_past_due > i64::from(switch.after_days) => &switch.stages,
            _ => &self.stages,
        }
    }
}

impl Default for Waterfall {
    /// Fees, interest, penalties, principal of the oldest claim first: the order of Civil Code art. 561 (costs,
    /// interest, principal), with penalty interest counted as interest.
    fn default() -> Self {
        Self::by_claim(&[Component::Fee, Component::Penalty, Component::Interest, Component::Principal])
    }
}

/// One portion of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Index of the claim in the list given to [`allocate`].
    pub claim: usize,
    /// For which component.
    pub component: Component,
    /// How much; never zero.
    pub amount: Money,
}

/// Runs `payment` of `on` through the stages of a waterfall and enters what it pays into the claims.
///
/// Gives the portions in the order in which they were paid and what is left over. Claims are walked by due date, then
/// as listed; a claim without a due date comes last. A waterfall that leaves something unpaid although money remains
/// (because a component is not in it) leaves it: the rest is a credit balance.
///
/// # Errors
/// A payment in another currency, or overflow.
pub fn allocate(
    claims: &mut [Claim],
    stages: &[Stage],
    payment: Money,
    on: chrono::NaiveDate,
) -> Result<(Vec<Portion>, Money), EngineError> {
    let order = order::places(claims.iter().map(|claim| order::rank(claim.due)));
    let mut rest = payment;
    let mut portions = Vec::new();
    for stage in stages {
        // Which claims a stage pays follows from their dates, so it can be asked while they are being paid.
        let in_scope = |claims: &[Claim], index: usize| claims.get(index).is_some_and(|c| stage.scope.holds(c, on));
        match stage.order {
            StageOrder::ByClaim => {
                for &index in &order {
                    if !rest.is_positive() {
                        return Ok((portions, rest));
                    }
                    if in_scope(claims, index) {
                        for &component in &stage.components {
                            pay(claims, (index, component), &mut rest, &mut portions)?;
                        }
                    }
                }
            }
            StageOrder::ByComponent => {
                for &component in &stage.components {
                    for &index in &order {
                        if !rest.is_positive() {
                            return Ok((portions, rest));
                        }
                        if in_scope(claims, index) {
                            pay(claims, (index, component), &mut rest, &mut portions)?;
                        }
                    }
                }
            }
        }
    }
    Ok((portions, rest))
}

/// Pays first what the payer named (Civil Code art. 560): a claim in the order of components of the waterfall's first
/// stage, or a component of all claims, oldest first.
///
/// # Errors
/// As [`allocate`].
pub fn allocate_designated(
    claims: &mut [Claim],
    waterfall: &Waterfall,
    payment: Money,
    named: Option<Designated>,
) -> Result<(Vec<Portion>, Money), EngineError> {
    let mut rest = payment;
    let mut portions = Vec::new();
    match named {
        None => {}
        Some(Designated::Claim(reference)) => {
            let Some(place) = claims.iter().position(|claim| claim.reference == reference) else {
                return Ok((portions, rest));
            };
            for &component in waterfall.stages.first().map_or(&[][..], |stage| stage.components.as_slice()) {
                pay(claims, (place, component), &mut rest, &mut portions)?;
            }
        }
        Some(Designated::Component(component)) => {
            for place in order::places(claims.iter().map(|claim| order::rank(claim.due))) {
                pay(claims, (place, component), &mut rest, &mut portions)?;
            }
        }
    }
    Ok((portions, rest))
}

impl Scope {
    fn holds(self, claim: &Claim, on: chrono::NaiveDate) -> bool {
        match (self, claim.due) {
            (Self::Any, _) | (Self::InAdvance, None) => true,
            (Self::PastDue | Self::Due, None) => false,
            (Self::PastDue, Some(due)) => due < on,
            (Self::Due, Some(due)) => due == on,
            (Self::InAdvance, Some(due)) => due > on,
        }
    }
}

fn pay(
    claims: &mut [Claim],
    (claim, component): (usize, Component),
    rest: &mut Money,
    portions: &mut Vec<Portion>,
) -> Result<(), EngineError> {
    let Some(target) = claims.get_mut(claim) else {
        return Ok(());
    };
    let open = target.open_of(component)?;
    let amount = open.least(*rest)?;
    if !amount.is_positive() {
        return Ok(());
    }
    target.paid.add(component, amount)?;
    *rest = rest.minus(amount)?;
    portions.push(Portion { claim, component, amount });
    Ok(())
}
