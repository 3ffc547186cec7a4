//! Makes a request: every figure is computed here, by the same functions that verify it.

use chrono::{Datelike, NaiveDate};

use super::check::RequestError;
use super::verify::{expected, purse, rules_version};
use super::{
    Borrower, DisputedCharge, Figures, Offer, OtherDebt, REQUEST_VERSION, Request, RequestKind, SmallestClaim,
    Statement,
};
use crate::case::contact::Evidence;
use crate::case::debt::{Debt, DebtInputs};
use crate::case::household::Household;
use crate::case::text;
use crate::engine::limits::MAX_STATEMENT_MONTHS;
use crate::engine::relief::{Position, Proposal, arrange, position_after};
use crate::engine::solve::request::{Levers, Smallest, smallest_request};
use crate::engine::{EngineError, Money};
use crate::law::{Facts, Outcome, Packs, Subject, lpr};

/// What a request is made of, whatever it asks for.
#[derive(Debug, Clone)]
pub struct Asking<'a> {
    /// The debt.
    pub debt: &'a Debt,
    /// The day of its figures, and of the request.
    pub as_of: NaiveDate,
    /// The borrower's language, as a BCP 47 tag.
    pub lang: &'a str,
    /// Who asks.
    pub borrower: Borrower,
    /// The household, for a hardship statement; none for a plain question.
    pub household: Option<&'a Household>,
    /// The other debts of the statement.
    pub others: Vec<OtherDebt>,
    /// How many months of the budget are looked at; [`Asking::months_for`] tells how many an offer needs.
    pub months: u16,
    /// What the borrower adds.
    pub note: &'a str,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Relief by these levers. With limits, it is also searched whether nothing smaller works, and claimed only if so.
    Relief {
        /// The levers.
        proposal: Proposal,
        /// The limits of the search; none where nothing is to be claimed.
        levers: Option<Levers>,
    },
    /// These charges are disputed: from [`disputable`], or stated by hand without `working`.
    Dispute(Vec<DisputedCharge>),
    /// What would end the debt on a day.
    PayoffQuote(NaiveDate),
    /// What the sum is made of.
    Breakdown,
    /// A third party is to mediate, on an offer or a dispute where there is one.
    Mediation {
        /// An offer.
        proposal: Option<Proposal>,
        /// Charges that are disputed.
        disputed: Vec<DisputedCharge>,
    },
}

impl Ask {
    /// The kind of request that it makes.
    #[must_use]
    pub const fn kind(&self) -> RequestKind {
        match self {
            Self::Relief { .. } => RequestKind::Relief,
            Self::Dispute(_) => RequestKind::Dispute,
            Self::PayoffQuote(_) => RequestKind::PayoffQuote,
            Self::Breakdown => RequestKind::Breakdown,
            Self::Mediation { .. } => RequestKind::Mediation,
        }
    }
}

/// Why no request can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComposeError {
    /// The engine refuses: a lever outside its bounds, a debt that is settled.
    Engine(EngineError),
    /// A part outside its bounds.
    Request(RequestError),
}

impl From<EngineError> for ComposeError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<RequestError> for ComposeError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl core::fmt::Display for ComposeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Engine(error) => write!(f, "{error}"),
            Self::Request(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for ComposeError {}

impl Asking<'_> {
    /// How many months of a budget an offer for a position needs: to the last payment that the limits allow, and one more.
    #[must_use]
    pub fn months_for(position: &Position, levers: &Levers) -> u16 {
        let payments = u32::from(position.remaining).saturating_add(u32::from(levers.more));
        let last = position.frequency.after(position.first_due, payments).unwrap_or(position.first_due);
        let grace = i64::from(levers.grace_days).saturating_div(28).saturating_add(2);
        let months = months_between(position.as_of, last).saturating_add(grace);
        u16::try_from(months.clamp(1, i64::from(MAX_STATEMENT_MONTHS))).unwrap_or(1)
    }

    /// The request, with every figure computed and sealed with its hash.
    ///
    /// # Errors
    /// Why none can be made.
    pub fn compose(&self, ask: Ask) -> Result<Request, ComposeError> {
        let inputs = DebtInputs::clone(&self.debt.inputs);
        let account = inputs.replay(self.as_of)?;
        let position =
            if account.is_settled() { None } else { position_after(&inputs.contract, &inputs.events, &account).ok() };
        let kind = ask.kind();
        let mut request = Request {
            version: REQUEST_VERSION,
            kind,
            created_on: self.as_of,
            as_of: self.as_of,
            lang: self.lang.to_owned(),
            currency: account.currency,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            rules: rules_version(),
            lender: text::name(&self.debt.creditor),
            borrower: self.borrower.clone(),
            debt_kind: self.debt.kind,
            figures: Figures::of(&account),
            facts: self.debt.facts.clone(),
            inputs,
            position: None,
            statement: None,
            offer: None,
            disputed: Vec::new(),
            payoff_on: None,
            expected_payoff: None,
            result_hash: String::new(),
        };
        request.statement = self.statement(&request)?;
        match ask {
            Ask::Relief { proposal, levers } => offer(&mut request, position, proposal, levers.as_ref())?,
            Ask::Mediation { proposal, disputed } => {
                if let Some(proposal) = proposal {
                    offer(&mut request, position, proposal, None)?;
                }
                request.disputed = disputed;
            }
            Ask::Dispute(charges) => request.disputed = charges,
            Ask::PayoffQuote(on) => {
                request.expected_payoff = Some(expected(&request.inputs, on)?);
                request.payoff_on = Some(on);
            }
            Ask::Breakdown => {}
        }
        let request = request.sealed()?;
        request.check()?;
        request.to_json()?;
        Ok(request)
    }

    fn statement(&self, request: &Request) -> Result<Option<Statement>, ComposeError> {
        let Some(household) = self.household else { return Ok(None) };
        let mut statement = Statement {
            answers: household.answers.clone(),
            lines: household.lines.clone(),
            cash: household.cash,
            debts: self.others.clone(),
            months: self.months.clamp(1, MAX_STATEMENT_MONTHS),
            affordable: None,
            note: text::clean(self.note, crate::engine::limits::MAX_NOTE_CHARS),
            evidence: self.evidence.clone(),
        };
        if household.currency == request.currency && !statement.lines.is_empty() {
            statement.affordable = Some(purse(&statement, request.currency, self.as_of)?.affordable()?);
        }
        Ok(Some(statement))
    }
}

/// Adds an offer, and the claim that it is the smallest where the search says so.
fn offer(
    request: &mut Request,
    position: Option<Position>,
    proposal: Proposal,
    levers: Option<&Levers>,
) -> Result<(), ComposeError> {
    let position = position.ok_or(EngineError::NoSuchFigure)?;
    let arrangement = arrange(&position, &proposal)?;
    let smallest = match (levers, &request.statement) {
        (Some(levers), Some(statement)) => {
            let purse = purse(statement, request.currency, request.as_of)?;
            let found =
                smallest_request(core::slice::from_ref(&position), &purse, &[*levers], &without_levers(&proposal))?;
            claimed(&found, &proposal, levers)
        }
        _ => None,
    };
    request.position = Some(position);
    request.offer = Some(Offer { proposal, arrangement, smallest });
    Ok(())
}

/// What a search may claim of a proposal: only if it found exactly these levers.
fn claimed(found: &Smallest, proposal: &Proposal, levers: &Levers) -> Option<SmallestClaim> {
    let Smallest::Request { waiver, more, grace_days, proposals, proof, .. } = found else { return None };
    (proposals.as_slice() == core::slice::from_ref(proposal)).then(|| SmallestClaim {
        levers: *levers,
        least: (u64::try_from(waiver.minor()).unwrap_or(0), *more, *grace_days),
        shown: proof.iter().map(|witness| witness.part).collect(),
    })
}

/// A proposal without what the search decides on.
pub(super) fn without_levers(proposal: &Proposal) -> Proposal {
    Proposal { grace_days: 0, more: 0, waive: None, ..proposal.clone() }
}

/// Calendar months from one date to another: 0 within one month.
pub(super) fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = |day: NaiveDate| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month0()));
    months(to).saturating_sub(months(from))
}

impl OtherDebt {
    /// A debt as its contract asks for it, beside the one of a request; none if it is settled: arrears in the first month, then each due day in its own.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn as_it_is(debt: &Debt, as_of: NaiveDate, months: u16) -> Result<Option<Self>, EngineError> {
        let account = debt.replay(as_of)?;
        if account.is_settled() {
            return Ok(None);
        }
        let position = position_after(&debt.inputs.contract, &debt.inputs.events, &account)?;
        let dues = position.keep.iter().map(|due| Ok((due.date, due.amounts.total()?)));
        let dues = dues.collect::<Result<Vec<_>, EngineError>>()?;
        by_month(debt, &position, &dues, months).map(Some)
    }

    /// A debt as an arrangement that is proposed for it would ask for it; none if it is settled.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn arranged(
        debt: &Debt,
        as_of: NaiveDate,
        proposal: &Proposal,
        months: u16,
    ) -> Result<Option<Self>, EngineError> {
        let account = debt.replay(as_of)?;
        if account.is_settled() {
            return Ok(None);
        }
        let position = position_after(&debt.inputs.contract, &debt.inputs.events, &account)?;
        let dues = arrange(&position, proposal)?.rows.into_iter().map(|row| Ok((row.due, row.amounts.total()?)));
        let dues = dues.collect::<Result<Vec<_>, EngineError>>()?;
        by_month(debt, &position, &dues, months).map(Some)
    }
}

fn by_month(
    debt: &Debt,
    position: &Position,
    dues: &[(NaiveDate, Money)],
    months: u16,
) -> Result<OtherDebt, EngineError> {
    let mut list = vec![Money::zero(position.currency); usize::from(months)];
    for (due, amount) in dues {
        let month = months_between(position.as_of, *due).max(0);
        let place = usize::try_from(month).ok().and_then(|month| list.get_mut(month));
        if let Some(place) = place {
            *place = place.plus(*amount)?;
        }
    }
    Ok(OtherDebt { creditor: text::name(&debt.creditor), open: position.open.total()?, months: list })
}

/// The charges of a debt that a rule of the packs puts above its limit, each with its derivation: what a dispute can rest
/// on. Empty where nothing lies above, or where a fact that decides is not known.
///
/// # Errors
/// What the engine refuses.
pub fn disputable(inputs: &DebtInputs, facts: &Facts, as_of: NaiveDate) -> Result<Vec<DisputedCharge>, EngineError> {
    let account = inputs.replay(as_of)?;
    let subject = Subject::of(&inputs.contract, inputs.opening.as_ref(), &account)?;
    let (Ok(packs), Ok(table)) = (Packs::read(), lpr::table()) else { return Ok(Vec::new()) };
    let review = crate::law::check(packs, table, &subject, facts);
    let above = review.findings.into_iter().filter(|finding| matches!(finding.outcome, Outcome::Above { .. }));
    let charges = above.filter_map(|finding| {
        let rule = finding.rule?;
        let excess = finding.excess.filter(|excess| excess.is_positive())?;
        Some(DisputedCharge {
            rule: rule.id,
            charged: finding.charged?,
            allowed: finding.limit,
            excess: Some(excess),
            working: finding.steps,
            steps: Vec::new(),
            citation: text::clean(&rule.cite, crate::engine::limits::MAX_NOTE_CHARS),
        })
    });
    Ok(charges.collect())
}
