//! Reads a request: the version first, then the shape, then every part against its bounds. What is past it can be computed
//! with, whoever wrote it.

use core::fmt;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{REQUEST_VERSION, Request, RequestKind, SmallestClaim, Statement};
use crate::case::contact::Evidence;
use crate::case::debt::DebtFault;
use crate::case::receipt::MAX_REQUEST_BYTES;
use crate::engine::allocation::{Component, Components};
use crate::engine::error::Term;
use crate::engine::limits::{
    MAX_BUDGET_LINES, MAX_CLAIM_GRACE, MAX_CLAIM_MORE, MAX_DISPUTED, MAX_EVIDENCE, MAX_GRACE_DAYS, MAX_INSTALMENTS,
    MAX_OTHER_DEBTS, MAX_STATEMENT_MONTHS, MAX_STEPS,
};
use crate::engine::relief::{Arrangement, Position, Proposal};
use crate::engine::{Currency, EngineError, Money, date};
use crate::law::Filed;

/// Why a request, or a counter-offer to one, is refused. A place is the path of the part in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestError {
    /// It is longer than a request may be.
    TooLong {
        /// The most bytes.
        greatest: usize,
    },
    /// It is not JSON, or not of the shape that its version has.
    Malformed {
        /// The line where reading stopped.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It has no version, so it is not ours.
    NotOurs,
    /// It was written by a newer version of this program and is left alone.
    Newer(u16),
    /// The debt cannot be computed with.
    Debt(DebtFault),
    /// An amount in another currency than the document's.
    Currency {
        /// Where.
        place: String,
    },
    /// A date out of range, or before the day that it must not precede.
    Date {
        /// Where.
        place: &'static str,
    },
    /// An amount below zero.
    Negative {
        /// Where.
        place: &'static str,
    },
    /// A list or count outside its bounds.
    Count {
        /// Where.
        place: &'static str,
        /// The least that works.
        least: usize,
        /// The most that works.
        greatest: usize,
    },
    /// A text that is not of its form: a language, a version, a hash, the id of a rule.
    Text {
        /// Where.
        place: &'static str,
    },
    /// A rate outside its bounds.
    Rate {
        /// Where.
        place: &'static str,
    },
    /// A part that this kind of request must have is missing.
    Missing {
        /// Which.
        place: &'static str,
    },
    /// A part that this kind of request cannot have.
    Unfit {
        /// Which.
        place: &'static str,
    },
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { greatest } => write!(f, "longer than {greatest} bytes"),
            Self::Malformed { line, column } => {
                write!(f, "not a request of version {REQUEST_VERSION}: line {line}, column {column}")
            }
            Self::NotOurs => f.write_str("no version: not a Duewise document"),
            Self::Newer(version) => write!(f, "version {version} is newer than {REQUEST_VERSION}"),
            Self::Debt(fault) => write!(f, "inputs: {fault}"),
            Self::Currency { place } => write!(f, "{place}: another currency than that of the document"),
            Self::Date { place } => write!(f, "{place}: the date must be in range and in order"),
            Self::Negative { place } => write!(f, "{place}: the amount must not be below zero"),
            Self::Count { place, least, greatest } => write!(f, "{place}: must be {least} to {greatest}"),
            Self::Text { place } => write!(f, "{place}: not of its form"),
            Self::Rate { place } => write!(f, "{place}: the rate must be 0 to 10,000 % a year"),
            Self::Missing { place } => write!(f, "{place} is missing"),
            Self::Unfit { place } => write!(f, "{place} does not belong to this kind of request"),
        }
    }
}

impl core::error::Error for RequestError {}

impl From<serde_json::Error> for RequestError {
    fn from(error: serde_json::Error) -> Self {
        Self::Malformed { line: error.line(), column: error.column() }
    }
}

impl From<DebtFault> for RequestError {
    fn from(fault: DebtFault) -> Self {
        Self::Debt(fault)
    }
}

/// The version of a document, whatever else it holds.
#[derive(Deserialize)]
struct Head {
    version: Option<u16>,
}

impl Request {
    /// Reads a request and checks every part of it. Total: any text gives a request or an error.
    ///
    /// # Errors
    /// The first thing that stands against it; a newer version is refused, never guessed at.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        if text.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLong { greatest: MAX_REQUEST_BYTES });
        }
        let head: Head = serde_json::from_str(text)?;
        match head.version {
            None | Some(0) => return Err(RequestError::NotOurs),
            Some(REQUEST_VERSION) => {}
            Some(newer) => return Err(RequestError::Newer(newer)),
        }
        let request: Self = serde_json::from_str(text)?;
        request.check()?;
        Ok(request)
    }

    /// The document as JSON, without white space: the bytes that are frozen and sent.
    ///
    /// # Errors
    /// Longer than a request may be.
    pub fn to_json(&self) -> Result<String, RequestError> {
        let text = serde_json::to_string(self)?;
        if text.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLong { greatest: MAX_REQUEST_BYTES });
        }
        Ok(text)
    }

    /// Whether every part lies within its bounds.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), RequestError> {
        if self.version != REQUEST_VERSION {
            return Err(RequestError::Newer(self.version));
        }
        self.check_head()?;
        self.inputs.check()?;
        let whole = serde_json::to_value(self)?;
        same_currency(&whole, self.currency, "")?;
        if let Some(position) = &self.position {
            check_position(position)?;
        }
        if let Some(statement) = &self.statement {
            check_statement(statement)?;
        }
        if let Some(offer) = &self.offer {
            check_proposal(&offer.proposal)?;
            check_arrangement(&offer.arrangement)?;
            offer.smallest.as_ref().map_or(Ok(()), check_claim)?;
        }
        self.check_disputed()?;
        self.check_kind()
    }

    fn check_head(&self) -> Result<(), RequestError> {
        day("created_on", self.created_on)?;
        day("as_of", self.as_of)?;
        let facts = self.facts.as_ref();
        facts.and_then(|facts| facts.signed).map_or(Ok(()), |signed| day("facts.signed", signed))?;
        if let Some(Filed::On(filed)) = facts.and_then(|facts| facts.filed) {
            day("facts.filed", filed)?;
        }
        form("lang", &self.lang, 2..=35, |byte| byte.is_ascii_alphanumeric() || byte == b'-')?;
        form("engine", &self.engine, 1..=32, |byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte))?;
        form("rules", &self.rules, 1..=32, |byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte))?;
        form("result_hash", &self.result_hash, 64..=64, |byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))?;
        if self.inputs.contract.currency() != self.currency {
            return Err(RequestError::Currency { place: "inputs.contract".to_owned() });
        }
        Ok(())
    }

    fn check_disputed(&self) -> Result<(), RequestError> {
        count("disputed", self.disputed.len(), 0, MAX_DISPUTED)?;
        for charge in &self.disputed {
            form("disputed.rule", &charge.rule, 1..=80, |byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))?;
            count("disputed.steps", charge.steps.len(), 0, MAX_STEPS)?;
            count("disputed.working", charge.working.len(), 0, MAX_STEPS)?;
            let sums = [Some(charge.charged), charge.allowed, charge.excess];
            sums.into_iter().flatten().try_for_each(|sum| not_below_zero("disputed", sum))?;
        }
        Ok(())
    }

    fn check_kind(&self) -> Result<(), RequestError> {
        let (must, may_not) = match self.kind {
            RequestKind::Relief => (
                [("position", self.position.is_some()), ("offer", self.offer.is_some())],
                [("disputed", !self.disputed.is_empty()), ("payoff_on", self.payoff_on.is_some())],
            ),
            RequestKind::Dispute => (
                [("disputed", !self.disputed.is_empty()), ("disputed", true)],
                [("offer", self.offer.is_some()), ("payoff_on", self.payoff_on.is_some())],
            ),
            RequestKind::PayoffQuote => (
                [("payoff_on", self.payoff_on.is_some()), ("payoff_on", true)],
                [("offer", self.offer.is_some()), ("disputed", !self.disputed.is_empty())],
            ),
            RequestKind::Breakdown => (
                [("figures", true), ("figures", true)],
                [("offer", self.offer.is_some()), ("payoff_on", self.payoff_on.is_some())],
            ),
            RequestKind::Mediation => (
                [("figures", true), ("figures", true)],
                [("payoff_on", self.payoff_on.is_some()), ("payoff_on", false)],
            ),
        };
        if let Some((place, _)) = must.into_iter().find(|(_, there)| !there) {
            return Err(RequestError::Missing { place });
        }
        if let Some((place, _)) = may_not.into_iter().find(|(_, there)| *there) {
            return Err(RequestError::Unfit { place });
        }
        if self.offer.is_some() && self.position.is_none() {
            return Err(RequestError::Missing { place: "position" });
        }
        if self.expected_payoff.is_some() && self.payoff_on.is_none() {
            return Err(RequestError::Missing { place: "payoff_on" });
        }
        if self.payoff_on.is_some_and(|on| date::check(on).is_err() || on < self.as_of) {
            return Err(RequestError::Date { place: "payoff_on" });
        }
        if self.offer.as_ref().is_some_and(|offer| offer.smallest.is_some()) && self.statement.is_none() {
            return Err(RequestError::Missing { place: "statement" });
        }
        Ok(())
    }
}

/// Whether every amount below a value is of one currency.
fn same_currency(value: &Value, currency: Currency, place: &str) -> Result<(), RequestError> {
    match value {
        Value::Object(members) => {
            if members.get("currency").is_some_and(|code| code.as_str() != Some(currency.code())) {
                return Err(RequestError::Currency { place: place.to_owned() });
            }
            members.iter().try_for_each(|(name, value)| {
                let dot = if place.is_empty() { "" } else { "." };
                same_currency(value, currency, &format!("{place}{dot}{name}"))
            })
        }
        Value::Array(all) => {
            all.iter().enumerate().try_for_each(|(at, value)| same_currency(value, currency, &format!("{place}[{at}]")))
        }
        _ => Ok(()),
    }
}

fn day(place: &'static str, day: NaiveDate) -> Result<(), RequestError> {
    date::check(day).map(|_| ()).map_err(|_| RequestError::Date { place })
}

fn count(place: &'static str, got: usize, least: usize, greatest: usize) -> Result<(), RequestError> {
    if (least..=greatest).contains(&got) { Ok(()) } else { Err(RequestError::Count { place, least, greatest }) }
}

fn form(
    place: &'static str,
    text: &str,
    long: core::ops::RangeInclusive<usize>,
    fits: impl Fn(u8) -> bool,
) -> Result<(), RequestError> {
    if long.contains(&text.len()) && text.bytes().all(fits) { Ok(()) } else { Err(RequestError::Text { place }) }
}

const fn not_below_zero(place: &'static str, amount: Money) -> Result<(), RequestError> {
    if amount.minor() < 0 { Err(RequestError::Negative { place }) } else { Ok(()) }
}

fn parts_not_below_zero(place: &'static str, amounts: &Components) -> Result<(), RequestError> {
    Component::ALL.into_iter().try_for_each(|component| not_below_zero(place, amounts.get(component)))
}

fn check_position(position: &Position) -> Result<(), RequestError> {
    day("position.as_of", position.as_of)?;
    day("position.first_due", position.first_due)?;
    let most = usize::from(MAX_INSTALMENTS);
    count("position.remaining", usize::from(position.remaining), 1, most)?;
    count("position.frequency", usize::from(position.frequency.every), 1, usize::from(u16::MAX))?;
    count("position.keep", position.keep.len(), 0, most.saturating_mul(2))?;
    position.rate.check(Term::Rate).map_err(|_| RequestError::Rate { place: "position.rate" })?;
    parts_not_below_zero("position.open", &position.open)?;
    position.keep.iter().try_for_each(|due| day("position.keep", due.date))
}

pub(super) fn check_evidence(place: &'static str, files: &[Evidence]) -> Result<(), RequestError> {
    count(place, files.len(), 0, MAX_EVIDENCE)?;
    let hashes = files.iter().filter_map(|file| file.sha256.as_deref());
    hashes
        .into_iter()
        .try_for_each(|hash| form(place, hash, 64..=64, |byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)))
}

fn check_statement(statement: &Statement) -> Result<(), RequestError> {
    count("statement.lines", statement.lines.len(), 0, MAX_BUDGET_LINES)?;
    count("statement.months", usize::from(statement.months), 1, usize::from(MAX_STATEMENT_MONTHS))?;
    count("statement.debts", statement.debts.len(), 0, MAX_OTHER_DEBTS)?;
    check_evidence("statement.evidence", &statement.evidence)?;
    not_below_zero("statement.cash", statement.cash)?;
    for line in &statement.lines {
        not_below_zero("statement.lines", line.flow.amount)?;
        day("statement.lines", line.flow.from)?;
        line.flow.until.map_or(Ok(()), |until| day("statement.lines", until))?;
    }
    for debt in &statement.debts {
        not_below_zero("statement.debts", debt.open)?;
        let months = usize::from(statement.months);
        count("statement.debts.months", debt.months.len(), months, months)?;
        debt.months.iter().try_for_each(|month| not_below_zero("statement.debts.months", *month))?;
    }
    statement.answers.since.map_or(Ok(()), |since| day("statement.answers.since", since))
}

/// Whether every lever of a proposal lies within the bounds of the domain; a lender's own limits are narrower.
///
/// # Errors
/// The first that does not.
pub fn check_proposal(proposal: &Proposal) -> Result<(), RequestError> {
    let most = usize::from(MAX_INSTALMENTS);
    count("proposal.more", usize::from(proposal.more), 0, most)?;
    proposal.count.map_or(Ok(()), |payments| count("proposal.count", usize::from(payments), 1, most))?;
    count("proposal.grace_days", usize::from(proposal.grace_days), 0, usize::from(MAX_GRACE_DAYS))?;
    count("proposal.pauses", proposal.pauses.len(), 0, 3)?;
    proposal.pauses.iter().try_for_each(|pause| day("proposal.pauses", pause.until))?;
    let rate = proposal.rate.map_or(Ok(()), |rate| rate.check(Term::Rate));
    rate.map_err(|_: EngineError| RequestError::Rate { place: "proposal.rate" })?;
    proposal.waive.as_ref().map_or(Ok(()), |waive| parts_not_below_zero("proposal.waive", waive))?;
    proposal.refinance_fee.map_or(Ok(()), |fee| not_below_zero("proposal.refinance_fee", fee))?;
    if let Some(lump) = &proposal.lump_sum {
        not_below_zero("proposal.lump_sum", lump.amount)?;
        day("proposal.lump_sum", lump.on)?;
    }
    Ok(())
}

fn check_arrangement(arrangement: &Arrangement) -> Result<(), RequestError> {
    count("arrangement.rows", arrangement.rows.len(), 0, usize::from(MAX_INSTALMENTS))?;
    arrangement.rows.iter().try_for_each(|row| {
        day("arrangement.rows", row.due)?;
        parts_not_below_zero("arrangement.rows", &row.amounts)
    })
}

fn check_claim(claim: &SmallestClaim) -> Result<(), RequestError> {
    parts_not_below_zero("smallest.levers", &claim.levers.waiver)?;
    count("smallest.levers.more", usize::from(claim.levers.more), 0, usize::from(MAX_CLAIM_MORE))?;
    count("smallest.levers.grace_days", usize::from(claim.levers.grace_days), 0, usize::from(MAX_CLAIM_GRACE))?;
    count("smallest.shown", claim.shown.len(), 0, 3)
}

/// Whether every amount of a document is of one currency.
///
/// # Errors
/// The place of the first that is not.
pub(super) fn all_of(currency: Currency, document: &impl serde::Serialize) -> Result<(), RequestError> {
    same_currency(&serde_json::to_value(document)?, currency, "")
}
