//! A borrower's own situation: what comes in and goes out, what is owned, what has changed, and the answers that name the
//! situation. One per file; every part may be missing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::text;
use crate::engine::budget::{Budget, CashFlow};
use crate::engine::limits::{MAX_BUDGET_LINES, MAX_DEBTS, MAX_RECORDS};
use crate::engine::{Currency, Money, date};

/// What money comes from or goes to. It chooses words and, for income, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Wages.
    Wages,
    /// Self-employment, gigs.
    Business,
    /// Pension, benefits, support.
    Support,
    /// Any other income.
    OtherIncome,
    /// Rent, mortgage of the home.
    Housing,
    /// Food and daily needs.
    Food,
    /// Water, power, heating, phone.
    Utilities,
    /// Medicine, treatment.
    Health,
    /// Children, school, people in care.
    Family,
    /// The way to work.
    Transport,
    /// Insurance and taxes.
    Dues,
    /// Anything else that cannot be done without.
    OtherEssential,
}

impl Purpose {
    /// Whether it is income.
    #[must_use]
    pub const fn is_income(self) -> bool {
        matches!(self, Self::Wages | Self::Business | Self::Support | Self::OtherIncome)
    }
}

/// A line of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// For what.
    pub purpose: Purpose,
    /// How much and when.
    pub flow: CashFlow,
    /// Whether it varies from month to month: then the amount is the least that is sure (income) or the most (essentials).
    #[serde(default)]
    pub irregular: bool,
}

/// Something that is owned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Possession {
    /// What.
    #[serde(deserialize_with = "text::read_name")]
    pub name: String,
    /// What it would bring.
    pub value: Money,
    /// Whether rules protect it (home, tools, necessities); the borrower says so.
    #[serde(default)]
    pub protected: bool,
    /// The id of the debt that it secures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secures: Option<String>,
}

/// Why payments became difficult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No work.
    Unemployment,
    /// Less income.
    LessIncome,
    /// Illness, injury, birth.
    Illness,
    /// Something in the family.
    Family,
    /// A disaster, a fraud suffered.
    Disaster,
    /// A business that failed.
    Business,
    /// More debts than can be borne.
    TooManyDebts,
    /// Forgot, or a payment went wrong.
    Oversight,
    /// The sum is not right.
    Disputed,
    /// Able, but has not come to terms with the debt.
    Unwilling,
    /// Anything else.
    Other,
}

/// How long it is likely to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasting {
    /// Up to three months.
    Weeks,
    /// Up to a year.
    Months,
    /// Longer.
    Years,
    /// Not known.
    Unknown,
}

/// Answers of the self-assessment; each may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Answers {
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// How long still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lasting: Option<Lasting>,
    /// Whether some amount is disputed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed: Option<bool>,
    /// Whether a court or an enforcement office has written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court: Option<bool>,
    /// Whether somebody is in danger: threats, thoughts of harm, no food or medicine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_risk: Option<bool>,
    /// People in the household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u8>,
}

/// A household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// The currency of its money.
    pub currency: Currency,
    /// What comes in and what must go out.
    pub lines: Vec<Line>,
    /// Money at hand that may be used for debts.
    pub cash: Money,
    /// What is owned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possessions: Vec<Possession>,
    /// The self-assessment.
    #[serde(default)]
    pub answers: Answers,
    /// An order of debts of one's own, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
}

impl Household {
    /// An empty household.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            lines: Vec::new(),
            cash: Money::zero(currency),
            possessions: Vec::new(),
            answers: Answers::default(),
            order: Vec::new(),
        }
    }

    /// Its budget.
    #[must_use]
    pub fn budget(&self) -> Budget {
        let flows = |income: bool| {
            self.lines.iter().filter(|line| line.purpose.is_income() == income).map(|line| line.flow).collect()
        };
        Budget { currency: self.currency, incomes: flows(true), essentials: flows(false), cash: self.cash }
    }
}

/// Why a household is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdFault {
    /// An amount of another currency.
    Currency,
    /// An amount below zero.
    Negative,
    /// A date out of range.
    Date,
    /// More lines, possessions or debts than fit.
    TooMany,
    /// An id of a debt that is none.
    Id,
}

impl Household {
    /// Whether every part lies within its bounds.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), HouseholdFault> {
        let possessions = self.possessions.len() > MAX_RECORDS;
        if self.lines.len() > MAX_BUDGET_LINES || possessions || self.order.len() > MAX_DEBTS {
            return Err(HouseholdFault::TooMany);
        }
        let owned = self.possessions.iter().map(|possession| possession.value);
        let amounts = self.lines.iter().map(|line| line.flow.amount).chain(owned).chain([self.cash]);
        for amount in amounts {
            if amount.currency() != self.currency {
                return Err(HouseholdFault::Currency);
            }
            if amount.minor() < 0 {
                return Err(HouseholdFault::Negative);
            }
        }
        let flows = self.lines.iter().flat_map(|line| [Some(line.flow.from), line.flow.until]);
        let mut days = flows.chain([self.answers.since]).flatten();
        if days.any(|day| date::check(day).is_err()) {
            return Err(HouseholdFault::Date);
        }
        let secured = self.possessions.iter().filter_map(|possession| possession.secures.as_ref());
        if secured.chain(&self.order).any(|id| !text::is_id(id)) {
            return Err(HouseholdFault::Id);
        }
        Ok(())
    }
}
