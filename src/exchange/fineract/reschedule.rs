//! A relief request as the body of Fineract's `POST /v1/rescheduleloans`: what that program can express of it, and by name
//! what it cannot.
//!
//! Source of the names: `RescheduleLoansApiConstants.java` of Apache Fineract (2024-10). A Fineract loan with overdue
//! charges is refused there (`not.allowed.due.to.overdue.charges`), which is named here and not hidden.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::case::Request;
use crate::engine::event::PauseOf;
use crate::engine::number::mul;
use crate::engine::relief::Treatment;
use crate::engine::{Component, Contract, EngineError};

/// The body, with Fineract's own names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RescheduleBody {
    /// The loan's number there.
    pub loan_id: u64,
    /// The due date of the first instalment that changes.
    pub reschedule_from_date: NaiveDate,
    /// The lender's own code value for the reason.
    pub reschedule_reason_id: u64,
    /// Which request it comes from.
    pub reschedule_reason_comment: String,
    /// When it is submitted.
    pub submitted_on_date: NaiveDate,
    /// Where that instalment moves to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjusted_due_date: Option<NaiveDate>,
    /// Instalments more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_terms: Option<u16>,
    /// Another rate, in percent a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_interest_rate: Option<Decimal>,
    /// How dates are written.
    pub date_format: String,
    /// How numbers are written.
    pub locale: String,
}

/// Something of a request that the body cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// What is given up of a component: a waiver of charges is a transaction of its own there.
    Waiver(Component),
    /// A component that joins the principal.
    Capitalised(Component),
    /// A pause: of interest and of delinquency by interfaces of their own there; of late charges by none.
    Pause(PauseOf),
    /// Arrears stay due: the new schedule begins with the next instalment.
    Arrears,
    /// Charges are overdue: Fineract refuses to reschedule until they are waived or paid.
    OverdueCharges,
    /// Fewer payments than remain.
    FewerPayments,
    /// The fee of a refinancing.
    RefinanceFee,
    /// The budget, the other debts and the evidence.
    Statement,
}

/// The body and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescheduling {
    /// The body.
    pub body: RescheduleBody,
    /// What it cannot say, in a fixed order.
    pub left_out: Vec<LeftOut>,
}

/// Why a request cannot be a rescheduling at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRescheduling {
    /// It offers no schedule: a question, a dispute.
    NoOffer,
    /// It offers one sum, which ends the loan instead of rescheduling it.
    LumpSum,
    /// A card or a debt of one payment: Fineract reschedules loans in instalments.
    NotInstalments,
    /// Nothing that the body can say would change.
    NothingToSay,
    /// The engine refuses.
    Engine(EngineError),
}

impl From<EngineError> for NoRescheduling {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// A relief request as a rescheduling of the loan with this number there, for a reason by the lender's own code.
///
/// # Errors
/// Why it cannot be one.
pub fn reschedule(request: &Request, loan_id: u64, reason_id: u64) -> Result<Rescheduling, NoRescheduling> {
    let (Some(offer), Some(position)) = (&request.offer, &request.position) else {
        return Err(NoRescheduling::NoOffer);
    };
    let proposal = &offer.proposal;
    if proposal.lump_sum.is_some() {
        return Err(NoRescheduling::LumpSum);
    }
    if !matches!(request.inputs.contract, Contract::Instalment(_)) {
        return Err(NoRescheduling::NotInstalments);
    }
    let planned = proposal.count.unwrap_or_else(|| position.remaining.saturating_add(proposal.more));
    let extra = planned.saturating_sub(position.remaining);
    let first = offer.arrangement.rows.first().map(|row| row.due);
    let rate = match proposal.rate {
        Some(rate) => Some(mul(rate.nominal_year(365)?, Decimal::ONE_HUNDRED)?.normalize()),
        None => None,
    };
    let body = RescheduleBody {
        loan_id,
        reschedule_from_date: position.first_due,
        reschedule_reason_id: reason_id,
        reschedule_reason_comment: format!("Duewise request {}", request.result_hash),
        submitted_on_date: request.created_on,
        adjusted_due_date: first.filter(|first| *first != position.first_due),
        extra_terms: (extra > 0).then_some(extra),
        new_interest_rate: rate,
        date_format: "yyyy-MM-dd".to_owned(),
        locale: "en".to_owned(),
    };
    if body.adjusted_due_date.is_none() && body.extra_terms.is_none() && body.new_interest_rate.is_none() {
        return Err(NoRescheduling::NothingToSay);
    }
    Ok(Rescheduling { body, left_out: left_out(request, planned < position.remaining) })
}

fn left_out(request: &Request, fewer: bool) -> Vec<LeftOut> {
    let Some(offer) = &request.offer else { return Vec::new() };
    let proposal = &offer.proposal;
    let mut found = Vec::new();
    let overdue = &request.figures.overdue;
    if overdue.penalty.is_positive() || overdue.fee.is_positive() {
        found.push(LeftOut::OverdueCharges);
    }
    if !overdue.is_zero() {
        found.push(LeftOut::Arrears);
    }
    if let Some(waive) = &proposal.waive {
        let given = Component::ALL.into_iter().filter(|component| waive.get(*component).is_positive());
        found.extend(given.map(LeftOut::Waiver));
    }
    let treatments = [
        (Component::Interest, proposal.treatments.interest),
        (Component::Penalty, proposal.treatments.penalty),
        (Component::Fee, proposal.treatments.fee),
    ];
    let joined = treatments.into_iter().filter(|(_, treatment)| *treatment == Treatment::Capitalise);
    found.extend(joined.map(|(component, _)| LeftOut::Capitalised(component)));
    found.extend(proposal.pauses.iter().map(|pause| LeftOut::Pause(pause.of)));
    if fewer {
        found.push(LeftOut::FewerPayments);
    }
    if proposal.refinance_fee.is_some() {
        found.push(LeftOut::RefinanceFee);
    }
    if request.statement.is_some() {
        found.push(LeftOut::Statement);
    }
    found
}
