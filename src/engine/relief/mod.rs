//! Relief: what may be asked of a lender, and what it does to a debt, to the minor unit.
//!
//! A [`Position`] is a debt on a day as a request sees it; a [`Proposal`] is a set of levers (grace, instalments, rate,
//! what is given up, what is capitalised, a lump sum); [`arrange`] turns both into an [`Arrangement`]: the new schedule and
//! what it costs against today. Sums of an arrangement fall (never rise) with every minor unit that is given up: the plan's
//! total is rounded once and split so that nothing is lost (docs/conventions.md).

mod adopt;
mod arrange;
mod position;
mod timing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::allocation::Components;
use super::date::Frequency;
use super::event::PauseOf;
use super::money::{Currency, Money};
use super::number::Rounding;
use super::rate::Rate;

pub use adopt::{adopt, missed};
pub(crate) use arrange::Sums;
pub use arrange::{arrange, in_order_of_giving_up};
pub use position::{cost_of_waiting, position, position_after};
pub(crate) use timing::Timing;

/// What a contract asks for on a day, from the day of a position on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day.
    pub date: NaiveDate,
    /// What is due then.
    pub amounts: Components,
}

/// A debt on a day as a request sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The day.
    pub as_of: NaiveDate,
    /// The currency.
    pub currency: Currency,
    /// What would end the debt on that day: what is due, and the principal that is still out.
    pub open: Components,
    /// What is overdue of it.
    pub overdue: Components,
    /// The rate that principal bears; the nominal year counts.
    pub rate: Rate,
    /// How many payments are still to come by the contract, at least 1 (a card or a single debt: 1).
    pub remaining: u16,
    /// The first day after the position on which a new schedule would naturally fall due.
    pub first_due: NaiveDate,
    /// Every how much.
    pub frequency: Frequency,
    /// What the contract asks for: arrears on the day itself, then each due day.
    pub keep: Vec<Due>,
    /// How interest becomes minor units.
    pub rounding: Rounding,
}

/// What becomes of a component that is not given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// It is spread over the instalments and bears no interest.
    #[default]
    CarryForward,
    /// It joins the principal and bears interest from then on.
    Capitalise,
}

/// The treatment of each component but principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Treatments {
    /// Of interest that is due.
    pub interest: Treatment,
    /// Of penalties.
    pub penalty: Treatment,
    /// Of fees.
    pub fee: Treatment,
}

/// Something that stops until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paused {
    /// What.
    pub of: PauseOf,
    /// The first day after the pause.
    pub until: NaiveDate,
}

/// One sum that ends the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LumpSum {
    /// How much; what it leaves open is given up.
    pub amount: Money,
    /// On which day.
    pub on: NaiveDate,
}

/// The levers of a request. The default spreads what is open over the payments that are still to come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Proposal {
    /// By how many days the first payment moves. Interest goes on unless it is paused.
    pub grace_days: u16,
    /// By how many payments the plan is longer than what remains.
    pub more: u16,
    /// How many payments in all, instead of what remains and `more`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// Another rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// What the lender gives up, by component; never more than is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waive: Option<Components>,
    /// What becomes of the rest.
    pub treatments: Treatments,
    /// What stops, and until when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Paused>,
    /// One sum instead of a schedule. It decides what is given up, so nothing else may; the other levers are not looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lump_sum: Option<LumpSum>,
    /// A fee of another lender who pays this debt off (refinancing); it joins the principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refinance_fee: Option<Money>,
}

/// A payment of an arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    /// Which, from 1.
    pub number: u16,
    /// When.
    pub due: NaiveDate,
    /// What it is made of.
    pub amounts: Components,
}

/// What a proposal makes of a debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// Its payments.
    pub rows: Vec<PlanRow>,
    /// What bears interest from now on: open principal, less what is given up of it, with what is capitalised (P13).
    pub new_principal: Money,
    /// What joined the principal; a refinancing fee stands among the fees.
    pub capitalised: Components,
    /// What the lender gives up.
    pub waived: Components,
    /// All payments.
    pub paid: Money,
    /// Interest and fees that are new: `paid` + `waived` − `open`.
    pub new_cost: Money,
    /// The greatest payment.
    pub greatest: Money,
}

/// What a plan says about payments that are missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BreakTerms {
    /// After so many payments missed in a row the plan ends, what was given up comes back and all is due at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_after: Option<u8>,
}

/// What missing payments does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Broken {
    /// How many payments in a row are missed.
    pub missed: u8,
    /// The day that is looked at: the due day of the payment after the missed ones, or a month after the last.
    pub on: NaiveDate,
    /// Late charges until then.
    pub charges: Money,
    /// Days past due then.
    pub days_past_due: i64,
    /// What is due then.
    pub due: Money,
    /// Whether the plan has ended.
    pub ended: bool,
    /// What was given up and comes back.
    pub comes_back: Money,
}
