//! The figures that are judged: taken from a contract and its account, or typed by hand.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::engine::{EngineError, Inclusion, Money, Rounding, date};

/// What a cost is, by the kinds that rules distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// Interest of the term.
    Interest,
    /// Interest for lateness: penalty interest (罚息).
    OverdueInterest,
    /// Interest on unpaid interest (复利).
    CompoundInterest,
    /// Damages for breach, late fees (违约金, 滞纳金).
    Damages,
    /// Other fees: service, management, guarantee fees.
    Fee,
    /// A fee for going over the limit of a card.
    OverLimitFee,
    /// Interest that was charged on fees or on late fees.
    InterestOnFees,
    /// A fee that the arranging platform itself asks of the borrower.
    PlatformFee,
    /// Costs of collection.
    Collection,
    /// Taxes that the lender only passes on.
    Tax,
}

/// One cost that was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charged {
    /// What it is.
    pub cost: Cost,
    /// How much in all.
    pub amount: Money,
}

/// Days over which a balance was out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The first day that counts.
    pub from: NaiveDate,
    /// The first day that no longer counts.
    pub until: NaiveDate,
    /// The principal that was out.
    pub balance: Money,
    /// Whether it was overdue.
    #[serde(default)]
    pub overdue: bool,
}

impl Stretch {
    /// The days between two dates by which of them count.
    ///
    /// # Errors
    /// A day out of range.
    pub fn counted(
        (start, end): (NaiveDate, NaiveDate),
        inclusion: Inclusion,
        balance: Money,
        overdue: bool,
    ) -> Result<Self, EngineError> {
        let (after_start, after_end) = match inclusion {
            Inclusion::First => (0, 0),
            Inclusion::Last => (1, 1),
            Inclusion::Both => (0, 1),
            Inclusion::Neither => (1, 0),
        };
        Ok(Self { from: date::shift(start, after_start)?, until: date::shift(end, after_end)?, balance, overdue })
    }

    /// How many days.
    #[must_use]
    pub fn days(&self) -> i64 {
        date::days_between(self.from, self.until).max(0)
    }
}

/// Whether there was an earlier late fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// There was none.
    None,
    /// So many billing cycles before.
    Cycles(u16),
}

/// A late fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateFee {
    /// How much.
    pub amount: Money,
    /// When it was charged.
    pub on: NaiveDate,
    /// What should have been paid at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_due: Option<Money>,
    /// When that was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What was overdue of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Money>,
    /// The day on which it was paid; none while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<NaiveDate>,
    /// An earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
}

/// In which form lateness is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyForm {
    /// The rate rises.
    RateAddOn,
    /// A charge of its own beside the interest.
    SeparateCharge,
    /// No more than the contract rate on what is unpaid.
    ContractRate,
}

/// The figures that are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The day on which everything here is true.
    pub as_of: NaiveDate,
    /// The day on which the one charge that is looked at was made, where it is another than `as_of`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_on: Option<NaiveDate>,
    /// The principal by the contract's words.
    pub principal: Money,
    /// What was taken off it at the payout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deducted: Option<Money>,
    /// The yearly rate of the contract, a fraction: 0.36.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// The yearly rate of lateness, a fraction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue_rate: Option<Decimal>,
    /// The yearly cost of everything that is agreed for payment on time, a fraction, where it differs from the rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_cost: Option<Decimal>,
    /// What principal was out over which days, in order. Empty when only rates are judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stretches: Vec<Stretch>,
    /// Days of a year by which a day's share of a yearly rate is taken: 365 or 360.
    pub year_days: u16,
    /// How a sum becomes minor units; once per figure.
    pub rounding: Rounding,
    /// What was charged, by kind. Where it is empty, interest and overdue interest follow from the rates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charged: Vec<Charged>,
    /// Whether what lateness cost arose on the overdue days only, so that it can be held to a limit of those days alone.
    #[serde(default)]
    pub late_apart: bool,
    /// A late fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_fee: Option<LateFee>,
    /// In which form lateness is charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty_form: Option<PenaltyForm>,
    /// Whether charges for lateness were added to the principal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capitalised: Option<bool>,
    /// The principal that was unpaid when the default began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_at_default: Option<Money>,
    /// The reference rate that a rule adds to, a fraction a year, where the packs do not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_rate: Option<Decimal>,
}

impl Subject {
    /// The day of the charge: of a late fee, of the one charge that is looked at, or the day looked at.
    #[must_use]
    pub fn charge_day(&self) -> NaiveDate {
        self.late_fee.map(|fee| fee.on).or(self.charged_on).unwrap_or(self.as_of)
    }

    /// A principal and a day, with nothing else known: a year of 365 days, half a minor unit away from zero.
    #[must_use]
    pub const fn new(as_of: NaiveDate, principal: Money) -> Self {
        Self {
            as_of,
            charged_on: None,
            principal,
            deducted: None,
            rate: None,
            overdue_rate: None,
            yearly_cost: None,
            stretches: Vec::new(),
            year_days: 365,
            rounding: Rounding::HalfUp,
            charged: Vec::new(),
            late_apart: false,
            late_fee: None,
            penalty_form: None,
            capitalised: None,
            principal_at_default: None,
            reference_rate: None,
        }
    }
}
