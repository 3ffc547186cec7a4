//! What a borrower sends to a lender: an open hardship statement with an offer, or a question, that can be recomputed by
//! whoever receives it. Version 1; schema `public/schema/request.schema.json`.

mod check;
mod compose;
mod counter;
mod verify;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use check::{RequestError, check_proposal};
pub use compose::{Ask, Asking, ComposeError, disputable};
pub use counter::Counter;
pub use verify::{rules_version, verify};

use super::contact::Evidence;
use super::debt::{DebtInputs, DebtKind};
use super::document::sha256_hex;
use super::household::{Answers, Line};
use super::text;
use crate::engine::Account;
use crate::engine::allocation::Components;
use crate::engine::relief::{Arrangement, Position, Proposal};
use crate::engine::solve::request::Levers;
pub use crate::engine::solve::request::Part;
use crate::engine::{Currency, Money};
use crate::law::{Facts, Step};

/// The version that this program writes and the newest that it reads.
pub const REQUEST_VERSION: u16 = 1;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// Another schedule, a pause, something given up, a lump sum.
    Relief,
    /// A charge is disputed.
    Dispute,
    /// What would end the debt on a day.
    PayoffQuote,
    /// What the sum is made of.
    Breakdown,
    /// A third party is to mediate.
    Mediation,
}

/// Who asks. Every part may be empty; what is empty is left out of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Borrower {
    /// Name.
    #[serde(deserialize_with = "text::read_name")]
    pub name: String,
    /// How to be reached.
    #[serde(deserialize_with = "text::read_name")]
    pub contact: String,
    /// The lender's number of the contract.
    #[serde(deserialize_with = "text::read_name")]
    pub contract: String,
}

/// Another debt of the borrower, as the statement lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherDebt {
    /// To whom; may be empty.
    #[serde(deserialize_with = "text::read_name")]
    pub creditor: String,
    /// What is open.
    pub open: Money,
    /// What is due in each of the months of the budget.
    pub months: Vec<Money>,
}

/// The hardship statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Why and since when.
    pub answers: Answers,
    /// Income and essentials.
    pub lines: Vec<Line>,
    /// Money at hand that may be used for debts.
    pub cash: Money,
    /// The other debts.
    pub debts: Vec<OtherDebt>,
    /// How many months of the budget were looked at, that of the request first.
    pub months: u16,
    /// The greatest equal monthly payment, from the month of the request on, that the budget bears beside the other debts, as
    /// the borrower's program computed it; none where there is no budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affordable: Option<Money>,
    /// What the borrower adds in their own words.
    #[serde(default, deserialize_with = "text::read_note")]
    pub note: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// What shows that nothing smaller works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallestClaim {
    /// The limits of the search.
    pub levers: Levers,
    /// The least: minor units given up, payments more, days of grace.
    pub least: (u64, u16, u16),
    /// The parts for which one less was shown to fail.
    pub shown: Vec<Part>,
}

/// The offer of a relief request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The levers.
    pub proposal: Proposal,
    /// The schedule that they make, as the borrower's program computed it.
    pub arrangement: Arrangement,
    /// If the offer is the smallest that the budget bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest: Option<SmallestClaim>,
}

/// A charge that is disputed, with its derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputedCharge {
    /// The rule, by its id in the rule pack.
    pub rule: String,
    /// What was charged.
    pub charged: Money,
    /// What the rule allows, if it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Money>,
    /// What is above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess: Option<Money>,
    /// The derivation as the program worked it out, so that it can be held against the inputs; empty where the borrower
    /// states the figures by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working: Vec<Step>,
    /// The derivation, line by line, in the language of the request, where there is no `working`.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "text::read_notes")]
    pub steps: Vec<String>,
    /// Where the rule stands.
    #[serde(deserialize_with = "text::read_note")]
    pub citation: String,
}

/// The figures of the debt on the day of the request, as the borrower's program computed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// What is due.
    pub due_now: Components,
    /// What is overdue of it.
    pub overdue: Components,
    /// What is open in all.
    pub outstanding: Components,
    /// What would end the debt.
    pub payoff: Components,
    /// Days past due.
    pub days_past_due: i64,
    /// What was paid in all.
    pub paid: Components,
}

impl Figures {
    /// The figures of an account.
    #[must_use]
    pub const fn of(account: &Account) -> Self {
        Self {
            due_now: account.due_now,
            overdue: account.overdue,
            outstanding: account.outstanding,
            payoff: account.payoff,
            days_past_due: account.days_past_due,
            paid: account.paid,
        }
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The version of the document.
    pub version: u16,
    /// What is asked.
    pub kind: RequestKind,
    /// When it was made.
    pub created_on: NaiveDate,
    /// The day of its figures.
    pub as_of: NaiveDate,
    /// The language of the borrower, as a BCP 47 tag.
    pub lang: String,
    /// The currency.
    pub currency: Currency,
    /// The version of the program that computed the figures.
    pub engine: String,
    /// The version of the rules that were held against the debt.
    pub rules: String,
    /// To whom, as the borrower calls them.
    #[serde(deserialize_with = "text::read_name")]
    pub lender: String,
    /// Who asks.
    pub borrower: Borrower,
    /// What kind of debt it is.
    pub debt_kind: DebtKind,
    /// What the figures are computed from.
    pub inputs: DebtInputs,
    /// Who lent, when, what for, as far as it is known: what a rule is held against beside the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// The figures.
    pub figures: Figures,
    /// The position that an offer starts from; none where the debt has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The hardship statement; none for a plain question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Statement>,
    /// The offer of a relief request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// What a dispute is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<DisputedCharge>,
    /// The day that a payoff quote is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payoff_on: Option<NaiveDate>,
    /// What would end the debt on that day if nothing happens until then, as the borrower's program computed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_payoff: Option<Components>,
    /// Lower-case hexadecimal SHA-256 of this document with an empty `result_hash`, written without white space and in the
    /// order of the schema, so that a slip of the pen is seen. It proves nothing against intent.
    pub result_hash: String,
}

impl Request {
    /// The hash that the document should carry.
    ///
    /// # Errors
    /// None that a checked document can cause; kept because the serialiser may refuse.
    pub fn hash(&self) -> Result<String, RequestError> {
        let bare = Self { result_hash: String::new(), ..self.clone() };
        Ok(sha256_hex(&serde_json::to_string(&bare)?))
    }

    /// The document with its hash set.
    ///
    /// # Errors
    /// As [`Request::hash`].
    pub fn sealed(self) -> Result<Self, RequestError> {
        let result_hash = self.hash()?;
        Ok(Self { result_hash, ..self })
    }
}

/// What verification says of one figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Its place in the document: `figures.due_now.interest`, `offer.arrangement.rows[3].amounts.principal`.
    pub place: String,
    /// What the document says.
    pub stated: String,
    /// What is computed from its inputs.
    pub computed: String,
    /// Why they may differ, for developers; none where they agree.
    pub why: Option<String>,
}

/// The result of recomputing a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How many figures agree.
    pub agree: usize,
    /// Those that agree, with their values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreeing: Vec<Compared>,
    /// Those that differ.
    pub differ: Vec<Compared>,
    /// What could not be recomputed, and why.
    pub unknown: Vec<String>,
    /// The version of the program that recomputes.
    pub engine: String,
    /// The version of the rules that it holds against the debt.
    #[serde(default)]
    pub rules: String,
}

impl Verification {
    /// Whether everything that the document states was recomputed and agrees.
    #[must_use]
    pub const fn all_agree(&self) -> bool {
        self.differ.is_empty()
    }
}
