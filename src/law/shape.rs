//! What a rule says in figures: the shapes that limits of charges have. Rates are fractions with their period; sums are
//! decimal major units of the debt's own currency.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lpr::Tenor;
use super::subject::Cost;
use crate::engine::Rate;

/// Why a row says that nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The rules of that time were not read.
    NotRead,
    /// A rule was named by sources, but none that can be relied on states it.
    NotConfirmed,
    /// It began or ended within this time, and the day is not known.
    DayNotKnown,
    /// Courts or sources differ.
    Disputed,
    /// It leaves the figure to rules of each member state or province, which are not in the packs.
    LeftToOthers,
}

/// How a rate is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateOf {
    /// A rate by itself.
    Fixed(Rate),
    /// A multiple of LPR of the deciding day.
    Lpr {
        /// Which term.
        tenor: Tenor,
        /// How many times.
        times: Decimal,
    },
    /// times · (reference rate + margin), a yearly rate.
    Reference {
        /// Added to the reference rate: 0.05 is five percentage points.
        margin: Decimal,
        /// How many times the sum.
        times: Decimal,
        /// The reference rate where it is known.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        known: Vec<KnownRate>,
    },
}

/// A reference rate in force from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownRate {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// A fraction a year; it may be below zero.
    pub rate: Decimal,
    /// Where it was read.
    pub source: String,
}

/// What an earlier contract gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// For contracts made before the day: days before it by the text then in force, if a party asks for that; from it on
    /// by the rate that this text gives on the day of filing.
    SplitAt(NaiveDate),
    /// For contracts made before the day: the whole by the rate that this text gives on the day of filing.
    AtFiling(NaiveDate),
}

/// A yearly rate that costs may not exceed: the sum of the costs is held against principal · rate · days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateCap {
    /// The rate up to which costs stand.
    pub rate: RateOf,
    /// Which costs count; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Cost>,
    /// Whether it limits what lateness costs, over the days overdue, and not the term.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub overdue_only: bool,
    /// A yearly rate above which a costlier consequence follows: the part above it is void, or the loan an offence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_above: Option<Decimal>,
    /// A lower rate that lenders are to reach by a day: not broken before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Whether money that was taken off at the payout does not count as lent.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub received: bool,
    /// What earlier contracts get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition: Option<Transition>,
}

/// A rate to be reached by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The rate.
    pub rate: RateOf,
    /// By the end of this day.
    pub by: NaiveDate,
}

/// One band of principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// From this principal on, in major units.
    pub from: Decimal,
    /// The yearly rate, a fraction.
    pub rate: Decimal,
    /// The yearly rate of damages for lateness, a fraction.
    pub late: Decimal,
}

/// Part of what is paid off first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Costs of getting the claim.
    Costs,
    /// Interest.
    Interest,
    /// Principal.
    Principal,
    /// The doubled part of judgment interest.
    Doubled,
}

/// What a rule says in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The law sets no limit.
    NoLimit,
    /// Nothing is known.
    Unknown {
        /// Why.
        why: Why,
    },
    /// A right or duty without a figure that could be held against the debt.
    Statement,
    /// A yearly rate that costs may not exceed.
    RateCap(RateCap),
    /// A rate by bands of the principal, and one for lateness.
    RateBands(Vec<Band>),
    /// A rate with a floor and a ceiling.
    RateRange {
        /// The least.
        least: Rate,
        /// The most.
        most: Rate,
    },
    /// The rate of lateness lies between shares above the contract rate (0.3 and 0.5: 30 to 50 % above it).
    Markup {
        /// The least share.
        least: Decimal,
        /// The most.
        most: Decimal,
        /// The least share when the money was used for something else.
        misuse_least: Decimal,
        /// The most then.
        misuse_most: Decimal,
    },
    /// A share of the credit a day, a flat sum for default, and a share of the credit in all.
    PriceCap {
        /// Share of the credit outstanding, per day.
        daily: Decimal,
        /// All default fees together.
        default_fees: Decimal,
        /// Share of the credit that all charges together may reach.
        total: Decimal,
    },
    /// Lateness costs a share of what is out per day, and no more than a share of the principal in all.
    DailyCap {
        /// Share per day.
        daily: Decimal,
        /// Share of the principal, in all.
        total: Decimal,
    },
    /// Costs together may not exceed a share of the principal.
    TotalCap {
        /// The share: 1 is as much again as the principal.
        share: Decimal,
        /// Which costs count; empty means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        counts: Vec<Cost>,
        /// Whether the principal is what was unpaid at default, and only costs since then count.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        since_default: bool,
    },
    /// A late fee: a sum for the first time and one for again, never above what was missed.
    LateFee {
        /// The sum for the first time.
        first: Decimal,
        /// The sum when it happens again.
        again: Decimal,
        /// Within how many billing cycles it counts as again.
        within_cycles: u16,
        /// Whether one event may bring one fee only.
        one_per_event: bool,
    },
    /// A late charge only when more than so many days late, on what was left after the due day.
    LateAfter {
        /// Days past due that are still free.
        days: u16,
    },
    /// A late charge of at most a share of the overdue amount for each month.
    LateShare {
        /// Share per month.
        monthly: Decimal,
    },
    /// At most so much per month for lateness.
    LateSum {
        /// The sum per month.
        monthly: Decimal,
    },
    /// What may not be charged, or not in that way.
    Restriction(Restriction),
    /// A penalty above the loss by more than this share is too high as a rule.
    AboveLoss {
        /// The share: 0.3.
        share: Decimal,
    },
    /// Interest taken off in advance: the principal is what was received.
    DeductedInAdvance,
    /// No rate was agreed: no interest for the term, and this for lateness.
    NoRateAgreed {
        /// For lateness.
        overdue: RateOf,
    },
    /// Nothing that the contract's cost table does not list may be charged.
    Undisclosed,
    /// Days and a shortfall that still count as paid in time and in full.
    Tolerance {
        /// Days.
        days: u16,
        /// Shortfall.
        amount: Decimal,
    },
    /// In which order a payment pays off.
    Order(Vec<Part>),
    /// Limits of how one may be contacted.
    Conduct {
        /// Not from this hour …
        quiet_from: u8,
        /// … to this hour.
        quiet_until: u8,
        /// At most so many calls …
        calls: Option<u16>,
        /// … in so many days.
        in_days: Option<u16>,
    },
    /// A fee by bands of an amount: a flat sum up to the first, then a share of each part.
    FeeTiers {
        /// The flat sum of the first band.
        flat: Decimal,
        /// Above this amount, this share of the part up to the next.
        bands: Vec<FeeBand>,
        /// Never more than this.
        most: Option<Decimal>,
        /// The share that is asked in summary procedure, mediation or withdrawal.
        reduced: Option<Decimal>,
    },
    /// A time.
    Period {
        /// Years.
        #[serde(default)]
        years: u16,
        /// Days.
        #[serde(default)]
        days: u16,
    },
    /// A sum that is protected or allowed.
    Sum {
        /// The sum.
        amount: Decimal,
    },
    /// What a rule of procedure lays down.
    Procedure(super::procedure::terms::Terms),
}

/// A band of a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeBand {
    /// Above this amount.
    pub above: Decimal,
    /// This share of it.
    pub share: Decimal,
}

/// What may not be charged, or not in that way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Costs that may not be charged at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<Cost>,
    /// Charges for default may not be added to the principal.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub no_capitalisation: bool,
    /// Default may not raise the rate.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub no_rate_add_on: bool,
    /// For contracts of this row the restriction reaches charges from this day on only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charges_from: Option<NaiveDate>,
    /// … and for charges from this day up to it, it depends on when the lender changed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charges_unclear_from: Option<NaiveDate>,
}
