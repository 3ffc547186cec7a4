//! The conventions of a search as numbers: a list of choices for each dimension, a combination as one number.

use serde::{Deserialize, Serialize};

use super::super::allocation::{Component, Waterfall};
use super::super::card::{BilledInterest, Carry, InterestMethod};
use super::super::contract::{Contract, Residue};
use super::super::date::Inclusion;
use super::super::event::{Event, EventKind};
use super::super::late::{Base, Compounding, Grace};
use super::super::money::Money;
use super::super::number::Rounding;
use super::super::rate::Accrual;
use super::super::shape::{FeeTiming, InstalmentBasis};
use super::Quoted;
use super::priors::all;
use super::terms::{apply, own};

/// The most combinations of one search: a second or two of work.
pub const MAX_COMBINATIONS: usize = 250_000;

/// Something that lenders do in different ways. They stand in the order in which a combination counts them: the schedule,
/// the order of payments, lateness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// How interest of a period counts days.
    DayCount,
    /// How amounts of the schedule, or of a card's bills, are rounded.
    Rounding,
    /// To which step the instalment is rounded.
    Step,
    /// Where the rest of rounding goes.
    Residue,
    /// What the equal instalment is solved with.
    Basis,
    /// When a fee of the schedule is asked for.
    FeeTiming,
    /// What of a card's bill bears interest.
    CardMethod,
    /// What bears interest in a card's later cycles.
    CardCarry,
    /// Whether billed interest of a card bears interest.
    CardBilled,
    /// Which end days of a card's interest count.
    CardDays,
    /// What a payment pays first.
    PaymentOrder,
    /// What late charges are counted on.
    LateBase,
    /// Which end days of lateness count.
    LateDays,
    /// What a few days late mean.
    Grace,
    /// Whether late charges bear late charges.
    Compounding,
    /// Days of a year for late charges.
    LateYear,
    /// How late charges are rounded.
    LateRounding,
}

/// What a dimension changes: later levels build on earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The schedule and its claims.
    Schedule,
    /// Where payments go.
    Order,
    /// What lateness costs.
    Late,
}

impl Dimension {
    /// What it changes.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::DayCount
            | Self::Rounding
            | Self::Step
            | Self::Residue
            | Self::Basis
            | Self::FeeTiming
            | Self::CardMethod
            | Self::CardCarry
            | Self::CardBilled
            | Self::CardDays => Level::Schedule,
            Self::PaymentOrder => Level::Order,
            Self::LateBase | Self::LateDays | Self::Grace | Self::Compounding | Self::LateYear | Self::LateRounding => {
                Level::Late
            }
        }
    }
}

/// An order of payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOrder {
    /// As the contract has it, whatever that is.
    Agreed,
    /// Fees, penalties, interest, principal of the oldest claim first.
    ChargesFirst,
    /// Interest, penalties, principal, fees of the oldest claim first.
    InterestFirst,
    /// Interest, principal, penalties, fees of the oldest claim first.
    PenaltiesLast,
    /// Principal, interest, penalties, fees of the oldest claim first.
    PrincipalFirst,
    /// All fees, then all penalties, all interest, all principal.
    ChargesOfAllFirst,
    /// All principal, then all interest, all penalties, all fees.
    PrincipalOfAllFirst,
}

impl PaymentOrder {
    /// As a waterfall; none for what the contract has.
    #[must_use]
    pub fn waterfall(self) -> Option<Waterfall> {
        use Component::{Fee, Interest, Penalty, Principal};
        match self {
            Self::Agreed => None,
            Self::ChargesFirst => Some(Waterfall::by_claim(&[Fee, Penalty, Interest, Principal])),
            Self::InterestFirst => Some(Waterfall::by_claim(&[Interest, Penalty, Principal, Fee])),
            Self::PenaltiesLast => Some(Waterfall::by_claim(&[Interest, Principal, Penalty, Fee])),
            Self::PrincipalFirst => Some(Waterfall::by_claim(&[Principal, Interest, Penalty, Fee])),
            Self::ChargesOfAllFirst => Some(Waterfall::by_component(&[Fee, Penalty, Interest, Principal])),
            Self::PrincipalOfAllFirst => Some(Waterfall::by_component(&[Principal, Interest, Penalty, Fee])),
        }
    }
}

/// One way of doing something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Of [`Dimension::DayCount`].
    DayCount(Accrual),
    /// Of [`Dimension::Rounding`] and [`Dimension::LateRounding`].
    Rounding(Rounding),
    /// Of [`Dimension::Step`].
    Step(Option<Money>),
    /// Of [`Dimension::Residue`].
    Residue(Residue),
    /// Of [`Dimension::Basis`].
    Basis(InstalmentBasis),
    /// Of [`Dimension::FeeTiming`].
    FeeTiming(FeeTiming),
    /// Of [`Dimension::CardMethod`].
    CardMethod(InterestMethod),
    /// Of [`Dimension::CardCarry`].
    CardCarry(Carry),
    /// Of [`Dimension::CardBilled`].
    CardBilled(BilledInterest),
    /// Of [`Dimension::CardDays`] and [`Dimension::LateDays`].
    Days(Inclusion),
    /// Of [`Dimension::PaymentOrder`].
    Order(PaymentOrder),
    /// Of [`Dimension::LateBase`].
    Base(Base),
    /// Of [`Dimension::Grace`].
    Grace(Grace),
    /// Of [`Dimension::Compounding`].
    Compounding(Compounding),
    /// Of [`Dimension::LateYear`].
    Year(u16),
}

/// The choices of one dimension; the first is the contract's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// Of what.
    pub dimension: Dimension,
    /// The contract's own, then the others with their priors.
    pub choices: Vec<(Choice, u32)>,
}

/// A combination of choices: a mixed-radix number whose last digit is the last axis; 0 is the contract as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Combination(pub usize);

/// The conventions that are tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Space {
    axes: Vec<Axis>,
    left_out: Vec<Dimension>,
}

impl Space {
    /// The choices that could matter to a figure of a debt, all that fit.
    #[must_use]
    pub fn of(contract: &Contract, events: &[Event], figure: Quoted) -> Self {
        let asks = |level: Level| level == Level::Schedule || !figure.is_of_schedule();
        let is_paid = events.iter().any(|event| matches!(event.kind, EventKind::Payment { .. }));
        let mut space = Self::default();
        for (dimension, choices) in all(contract, figure) {
            if asks(dimension.level()) && (dimension != Dimension::PaymentOrder || is_paid) {
                space = space.with(contract, dimension, &choices);
            }
        }
        space
    }

    /// The same with an axis more (or another instead of the one of that dimension): the contract's own choice, then the
    /// others. Nothing changes where the contract has no such thing, or where the search would become too long.
    #[must_use]
    pub fn with(mut self, contract: &Contract, dimension: Dimension, choices: &[(Choice, u32)]) -> Self {
        let Some(own) = own(contract, dimension) else { return self };
        let others = choices.iter().copied().filter(|(choice, _)| *choice != own).map(|(c, p)| (c, p.max(1)));
        let axis = Axis { dimension, choices: core::iter::once((own, 0)).chain(others).collect() };
        let place = self.axes.iter().position(|axis| axis.dimension >= dimension).unwrap_or(self.axes.len());
        let before = self.axes.clone();
        if self.axes.get(place).is_some_and(|axis| axis.dimension == dimension) {
            self.axes.remove(place);
        }
        self.axes.insert(place, axis);
        if self.size_of(|_| true) > MAX_COMBINATIONS {
            self.axes = before;
            if !self.left_out.contains(&dimension) {
                self.left_out.push(dimension);
            }
        }
        self
    }

    /// The dimensions that could matter and are not tried, because the search would become too long: they stay as the
    /// contract has them.
    #[must_use]
    pub fn left_out(&self) -> &[Dimension] {
        &self.left_out
    }

    /// The dimensions with their choices, in order.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// How many combinations there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size_of(|_| true)
    }

    /// How many combinations there are of some levels alone.
    pub(super) fn size_of(&self, of: impl Fn(Level) -> bool) -> usize {
        let axes = self.axes.iter().filter(|axis| of(axis.dimension.level()));
        axes.fold(1_usize, |size, axis| size.saturating_mul(axis.choices.len().max(1)))
    }

    /// How far apart two combinations are that differ by one in each axis, with the number of its choices.
    pub(super) fn strides(&self) -> Vec<(usize, usize)> {
        let mut stride = 1_usize;
        let mut strides: Vec<(usize, usize)> = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            let choices = axis.choices.len().max(1);
            strides.push((stride, choices));
            stride = stride.saturating_mul(choices);
        }
        strides.reverse();
        strides
    }

    /// The choices of a combination, axis by axis, each with its place (0 is the contract's own).
    #[must_use]
    pub fn choices(&self, combination: Combination) -> Vec<(Dimension, usize, Choice)> {
        let digits = self.strides().into_iter().zip(&self.axes).filter_map(|((stride, of), axis)| {
            let place = digit(combination.0, stride, of);
            axis.choices.get(place).map(|(choice, _)| (axis.dimension, place, *choice))
        });
        digits.collect()
    }

    /// The sum of the priors of a combination.
    #[must_use]
    pub fn rarity(&self, combination: Combination) -> u32 {
        let priors = self.strides().into_iter().zip(&self.axes).filter_map(|((stride, of), axis)| {
            axis.choices.get(digit(combination.0, stride, of)).map(|(_, prior)| *prior)
        });
        priors.fold(0, u32::saturating_add)
    }

    /// The contract under a combination: what the choices do not name stays as it is.
    #[must_use]
    pub fn contract(&self, contract: &Contract, combination: Combination) -> Contract {
        let mut changed = contract.clone();
        for (dimension, place, choice) in self.choices(combination) {
            // The contract's own choice may differ from charge to charge; it is not touched.
            if place > 0 {
                apply(&mut changed, dimension, choice);
            }
        }
        changed
    }
}

/// A digit of a mixed-radix number.
pub(super) fn digit(number: usize, stride: usize, of: usize) -> usize {
    number.checked_div(stride).and_then(|rest| rest.checked_rem(of)).unwrap_or(0)
}
