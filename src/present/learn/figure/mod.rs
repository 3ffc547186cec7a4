//! The figures and pictures of the lessons: from the numbers that a reader sets to what the engine makes of them.
//!
//! A lesson names its figure ([`Compute`]), its inputs and its outputs; here stands no formula of its own, only which
//! function of the engine or of the law answers. Where the portal shows the same figure, it asks the same function.
//! Numbers are taken and given as people say them: yuan in yuan, percentages as percent, counts and days whole.

mod budget;
mod card;
mod court;
mod late;
mod loan;
mod order;
mod own;
mod picture;
mod read;
mod share;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::engine::{Money, Rounding};

pub use own::{own, own_budget};
pub use picture::{Bar, Label, Part, Picture, Point, picture};
use read::Reader;

/// What the engine works out for a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compute {
    /// `late_fee`: what some days of lateness add to a sum.
    LateFee,
    /// `schedule`: a loan in equal instalments.
    Schedule,
    /// `apr`: the rate by interest alone, and the true yearly cost.
    Apr,
    /// `minimum_payment`: a card under its least payment, and under one that stays the same.
    MinimumPayment,
    /// `overdue_weeks`: an unpaid instalment over weeks, and the repayment code of the record.
    OverdueWeeks,
    /// `cap`: what a yearly limit allows over some days.
    Cap,
    /// `order`: where a payment goes.
    Order,
    /// `court_fee`: what courts cost.
    CourtFee,
    /// `relief`: the same debt paid later and over more instalments.
    Relief,
    /// `budget`: what a month leaves, and what that carries.
    Budget,
    /// `pro_rata`: a monthly sum offered to three lenders in proportion.
    ProRata,
    /// `distribution`: property shared out among three lenders of one rank.
    Distribution,
}

/// What a reader has set, by the names of the inputs: yuan in yuan, percentages as percent numbers (12 is 12 %), counts and
/// days.
pub type Given = BTreeMap<String, Decimal>;

/// A figure: yuan rounded to the cent, percent numbers to two places, counts whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    /// Its name in the lesson.
    pub name: &'static str,
    /// Its value.
    pub value: Decimal,
}

/// Why there is no figure: this input would have to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The input's name.
    pub input: &'static str,
}

impl Compute {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::LateFee,
        Self::Schedule,
        Self::Apr,
        Self::MinimumPayment,
        Self::OverdueWeeks,
        Self::Cap,
        Self::Order,
        Self::CourtFee,
        Self::Relief,
        Self::Budget,
        Self::ProRata,
        Self::Distribution,
    ];

    /// Its name in a lesson.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LateFee => "late_fee",
            Self::Schedule => "schedule",
            Self::Apr => "apr",
            Self::MinimumPayment => "minimum_payment",
            Self::OverdueWeeks => "overdue_weeks",
            Self::Cap => "cap",
            Self::Order => "order",
            Self::CourtFee => "court_fee",
            Self::Relief => "relief",
            Self::Budget => "budget",
            Self::ProRata => "pro_rata",
            Self::Distribution => "distribution",
        }
    }

    /// The figure of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|compute| compute.name() == name)
    }
}

/// All outputs of a figure. One that there is nothing to divide by for (a share of no income, loans to make up for one
/// without interest), or that does not exist (the code after the last), is left out; the others stand.
///
/// # Errors
/// The input that would have to change: one that is missing, below nothing, not whole where it counts, or beyond the
/// bounds of the engine.
pub fn compute(compute: Compute, given: &Given) -> Result<Vec<Output>, Refused> {
    let given = &Reader::new(given);
    match compute {
        Compute::LateFee => late::late_fee(given),
        Compute::Schedule => loan::schedule(given),
        Compute::Apr => loan::apr(given),
        Compute::MinimumPayment => card::minimum_payment(given),
        Compute::OverdueWeeks => late::overdue_weeks(given),
        Compute::Cap => late::cap(given),
        Compute::Order => order::order(given),
        Compute::CourtFee => court::court_fee(given),
        Compute::Relief => loan::relief(given),
        Compute::Budget => budget::budget(given),
        Compute::ProRata => share::pro_rata(given),
        Compute::Distribution => share::distribution(given),
    }
}

/// Blames an input for whatever the engine refuses: every input was held to its own bounds before.
fn blame<E>(input: &'static str) -> impl FnOnce(E) -> Refused {
    move |_| Refused { input }
}

fn money(name: &'static str, amount: Money) -> Output {
    Output { name, value: amount.exact() }
}

fn count(name: &'static str, value: impl Into<Decimal>) -> Output {
    Output { name, value: value.into() }
}

/// A fraction as a percent number; nothing where it does not fit.
fn percent(name: &'static str, fraction: Decimal) -> Option<Output> {
    let value = Rounding::HalfUp.to_places(fraction.checked_mul(Decimal::ONE_HUNDRED)?, 2);
    // A rate found by a search may be nothing from below.
    Some(Output { name, value: if value.is_zero() { Decimal::ZERO } else { value } })
}
