//! What came out: within, above, cannot tell, depends; with the rule, the branch that was taken, and the working.
//! Causes and values only; the words are those of the rule and of the screen.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::facts::Question;
use super::lpr;
use super::rule::{Confirmed, Effect, Rule, Words};
use super::shape::{Part, Why};
use super::subject::Cost;
use crate::engine::Money;

/// A rule as it is shown beside a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Its name.
    pub id: String,
    /// Name and article.
    pub cite: String,
    /// Where it was read.
    pub source: String,
    /// How well.
    pub confirmed: Confirmed,
    /// What follows.
    pub effect: Effect,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// The source does not say since when.
    pub undated: bool,
    /// A short name.
    pub title: Words,
    /// What it says.
    pub says: Words,
    /// What a borrower can do with it.
    pub can_do: Words,
}

impl From<&Rule> for Cited {
    fn from(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            cite: rule.cite.clone(),
            source: rule.source.clone(),
            confirmed: rule.confirmed,
            effect: rule.effect,
            from: rule.from,
            until: rule.until,
            undated: rule.undated,
            title: rule.title.clone(),
            says: rule.says.clone(),
            can_do: rule.can_do.clone(),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cannot {
    /// A fact is missing; the question would settle it.
    Fact(Question),
    /// The row of that day says that nothing is known.
    RowUnknown(Why),
    /// The series has no row for that day.
    NoRow(NaiveDate),
    /// No pack has rules of that jurisdiction.
    NoPack,
    /// LPR of that day is not known.
    Lpr(lpr::Unknown),
    /// The reference rate of that day is not known.
    ReferenceRate(NaiveDate),
    /// The days over which the money was out are not known.
    NoDays,
    /// The amounts do not fit or mix currencies.
    Amounts,
}

/// What a "depends" depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// What the lender lost, which the borrower has to show.
    Loss,
    /// When the lender changed over to the new rule.
    ChangeOver,
    /// What a court finds, which weighs the circumstances.
    Court,
}

/// How a rule came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Within the limit.
    Within,
    /// The law sets no limit here.
    NoLimit,
    /// Above the limit.
    Above {
        /// By how much a yearly rate lies above, a fraction; none where no rate was judged.
        by_rate: Option<Decimal>,
    },
    /// Nothing can be said, never a number.
    CannotTell {
        /// Why.
        why: Cannot,
    },
    /// It turns on something that no figure settles.
    DependsOn {
        /// On what.
        on: Vec<Condition>,
    },
}

/// A step of the way to the row and the reading that were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// This day decided on the row: of the contract, the charge, the filing, or the day looked at.
    Decided {
        /// By which kind of day.
        trigger: super::rule::Trigger,
        /// The day.
        day: NaiveDate,
    },
    /// There is no suit yet: the day looked at stands for the day of filing.
    NotFiled {
        /// The day looked at.
        as_of: NaiveDate,
    },
    /// The contract is older than the text, which gives it a transition.
    OlderContract {
        /// When it was made.
        signed: NaiveDate,
        /// Before this day.
        before: NaiveDate,
    },
    /// Days before this one go by the text then in force, if a party asks for it.
    SplitAt(NaiveDate),
    /// The rate is that of the day of filing.
    RateAtFiling(NaiveDate),
    /// The rate is that of the day on which the contract was made, and stays.
    RateAtContract(NaiveDate),
    /// What was paid of its own will between these yearly rates is not owed, and not given back.
    NaturalObligation {
        /// From.
        from: Decimal,
        /// To.
        to: Decimal,
    },
    /// Above a further limit: the part above it is void, or the loan an offence.
    AboveVoid(Decimal),
    /// The lender still has time to come down to this yearly rate.
    Target {
        /// The rate, a fraction.
        rate: Decimal,
        /// By the end of this day.
        by: NaiveDate,
    },
    /// Interest was taken off in advance: what was received counts.
    Received(Money),
    /// A fee for the same thing within so many billing cycles.
    Again {
        /// Cycles since the earlier one.
        cycles: u16,
    },
    /// The fee may not exceed what was missed.
    NotAboveMissed(Money),
    /// Days past due.
    DaysLate(i64),
    /// Started months of lateness.
    MonthsLate(u16),
    /// The rate lies below the least of a range, which harms nobody who borrows.
    BelowFloor(Decimal),
    /// The restriction reaches this contract for charges from this day on.
    ChargesFrom(NaiveDate),
}

/// One line of the working.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// LPR that was in force on a day.
    Lpr {
        /// The day that decided.
        day: NaiveDate,
        /// The day of its publication.
        published: NaiveDate,
        /// The rate, a fraction a year.
        rate: Decimal,
    },
    /// The limit as a yearly rate.
    Cap {
        /// A fraction a year.
        rate: Decimal,
        /// So many times LPR or the reference, if it is.
        times: Option<Decimal>,
        /// Whether it is that of lateness only.
        overdue: bool,
    },
    /// The least yearly rate of a range.
    Floor {
        /// A fraction a year.
        rate: Decimal,
    },
    /// The contract's own yearly rate.
    Agreed {
        /// A fraction a year.
        rate: Decimal,
        /// Whether it is that of lateness.
        overdue: bool,
    },
    /// What a rate comes to over some days: balance · rate · days ⁄ year.
    Segment {
        /// The first day that counts.
        from: NaiveDate,
        /// The first day that no longer counts.
        until: NaiveDate,
        /// How many days.
        days: i64,
        /// On what.
        balance: Money,
        /// At which yearly rate.
        rate: Decimal,
        /// Major units, exact.
        amount: Decimal,
    },
    /// What was charged of one kind.
    Charged {
        /// Of which kind.
        cost: Cost,
        /// How much.
        amount: Money,
    },
    /// A share of an amount.
    Share {
        /// Of what.
        of: Money,
        /// The share.
        share: Decimal,
        /// What it comes to.
        amount: Money,
    },
    /// A sum that the rule names.
    Named(Money),
    /// What a payment pays of one part.
    Pays {
        /// Of what.
        part: Part,
        /// How much.
        amount: Money,
        /// What is left of it.
        left: Money,
    },
}

/// What a rule says about a debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which series of rules.
    pub series: String,
    /// The row; none when no row could be chosen.
    pub rule: Option<Cited>,
    /// How it came out.
    pub outcome: Outcome,
    /// The way to this row and reading.
    pub branch: Vec<Reason>,
    /// The working.
    pub steps: Vec<Step>,
    /// What may be charged.
    pub limit: Option<Money>,
    /// What was charged.
    pub charged: Option<Money>,
    /// What would fall away.
    pub excess: Option<Money>,
    /// Of the excess, what could be claimed back even if it was paid (above a further limit).
    pub void: Option<Money>,
}

impl Finding {
    /// A finding that nothing can be said.
    #[must_use]
    pub fn cannot(series: &str, rule: Option<&Rule>, why: Cannot) -> Self {
        Self::of(series, rule, Outcome::CannotTell { why })
    }

    /// A finding without figures.
    #[must_use]
    pub fn of(series: &str, rule: Option<&Rule>, outcome: Outcome) -> Self {
        Self {
            series: series.to_owned(),
            rule: rule.map(Cited::from),
            outcome,
            branch: Vec::new(),
            steps: Vec::new(),
            limit: None,
            charged: None,
            excess: None,
            void: None,
        }
    }

    /// The question that would settle it.
    #[must_use]
    pub const fn question(&self) -> Option<Question> {
        match self.outcome {
            Outcome::CannotTell { why: Cannot::Fact(question) } => Some(question),
            Outcome::CannotTell { why: Cannot::ReferenceRate(_) } => Some(Question::ReferenceRate),
            _ => None,
        }
    }
}

/// All that the rules say about a debt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What came out, in the order of the packs.
    pub findings: Vec<Finding>,
    /// Rules that apply and have no figure to hold against this debt.
    pub also: Vec<Cited>,
    /// What to ask next; none when nothing that is left would change anything.
    pub next_question: Option<Question>,
}
