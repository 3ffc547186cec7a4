//! The legal road of one debt: letter, mediation, suit, judgment, enforcement, insolvency, each with what it costs, by when
//! something must be done, and what stays protected. In China. It says what the stages are, not that they will come.
//!
//! Source: the rows of the pack `cn_procedure`, which every cost, deadline and protection names.

mod stages;

use chrono::NaiveDate;

use super::judgment::FirstDay;
use super::limitation::{Interrupted, Limitation};
use super::pack::Packs;
use super::procedure::CannotTell;
use super::rule::Rule;
use crate::engine::{Account, Money};

/// A place with rules of its own for insolvency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Shenzhen.
    Shenzhen,
    /// Xiamen.
    Xiamen,
    /// Zhejiang.
    Zhejiang,
    /// Jiangsu.
    Jiangsu,
    /// None of these.
    Elsewhere,
}

/// What the road depends on beside the debt's figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoadFacts {
    /// What a suit would claim; none takes what would end the debt on the as-of date.
    pub claim: Option<Money>,
    /// What property would be frozen; none takes the claim.
    pub frozen: Option<Money>,
    /// Demands, agreements and suits. Payments are read from the ledger.
    pub interruptions: Vec<Interrupted>,
    /// The last day of the judgment's period for performance, if there is a judgment.
    pub perform_by: Option<NaiveDate>,
    /// For how many days after it nothing is paid, as an example that the reader sets.
    pub unpaid_days: u16,
    /// Whether the last day of that period bears the doubled part already.
    pub first_day: FirstDay,
    /// Where the borrower lives.
    pub place: Option<Place>,
}

/// A stage of the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// A letter to the creditor.
    Letter,
    /// Mediation.
    Mediation,
    /// A suit.
    Suit,
    /// The judgment.
    Judgment,
    /// Enforcement.
    Enforcement,
    /// Insolvency of a person.
    Insolvency,
}

/// What a cost is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CostKind {
    /// The court fee of a whole trial.
    CourtFee,
    /// Half of it: mediation, withdrawal, summary procedure.
    CourtFeeReduced,
    /// Freezing property before judgment.
    Preservation,
    /// Enforcement.
    Enforcement,
    /// The doubled part of interest for so many days, on the whole claim.
    DoubledInterest {
        /// The days.
        days: u16,
    },
}

/// Who bears a cost in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Borne {
    /// Who loses; where each wins in part, the court divides it (art. 29).
    LosingSide,
    /// As the parties agree; failing that, the court decides (art. 31).
    AsAgreed,
    /// The applicant, who may claim it in the suit (art. 38).
    Applicant,
    /// The debtor (art. 38; after a judgment).
    Debtor,
}

/// A cost of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost<'a> {
    /// What for.
    pub kind: CostKind,
    /// How much, and the row that says so.
    pub amount: Result<(Money, &'a Rule), CannotTell>,
    /// Who bears it.
    pub borne: Borne,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Years.
    Years(u16),
    /// Months.
    Months(u16),
    /// Calendar days.
    Days(u16),
}

/// What must be done by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeadlineKind {
    /// The suit may be answered, from the day on which the copy of it arrived.
    Answer,
    /// A summary trial ends, from the day of filing.
    SummaryTrial,
    /// The judgment may be appealed, from the day of its service.
    Appeal,
    /// The creditor must ask for enforcement, from the last day for performance.
    EnforcementApplication,
}

/// A time that runs from an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// What for.
    pub kind: DeadlineKind,
    /// How long, and the row that says so.
    pub span: Result<(Span, &'a Rule), CannotTell>,
    /// The last day, where the day of the event is known.
    pub ends_on: Option<NaiveDate>,
}

/// What stays with the debtor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected<'a> {
    /// The row.
    pub rule: &'a Rule,
    /// The greatest sum, where the row has one.
    pub most: Option<Money>,
    /// The greatest sum in times of last year's disposable income per head.
    pub incomes: Option<u16>,
    /// Years to discharge, where the row has them.
    pub discharge_years: Option<u16>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage<'a> {
    /// Which.
    pub kind: StageKind,
    /// What it costs.
    pub costs: Vec<Cost<'a>>,
    /// By when what must be done.
    pub deadlines: Vec<Deadline<'a>>,
    /// What stays protected.
    pub protected: Vec<Protected<'a>>,
    /// Other rows that matter here.
    pub rules: Vec<&'a Rule>,
    /// What is not known here.
    pub missing: Vec<CannotTell>,
}

/// The road of a debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Road<'a> {
    /// What a suit is taken to claim.
    pub claim: Money,
    /// How long the claim can be brought to court.
    pub limitation: Result<Limitation<'a>, CannotTell>,
    /// The stages in order.
    pub stages: Vec<Stage<'a>>,
}

/// The road of an account on its as-of date.
///
/// # Errors
/// A debt of which nothing is open, or overflow. What a missing row leaves unknown stands in its own place.
pub fn road<'a>(packs: &'a Packs, account: &Account, facts: &RoadFacts) -> Result<Road<'a>, CannotTell> {
    let claim = match facts.claim {
        Some(claim) => claim,
        None => account.payoff.total()?,
    };
    if !claim.is_positive() {
        return Err(CannotTell::Nothing);
    }
    let asked = stages::Asked { packs, account, facts, claim };
    Ok(Road { claim, limitation: asked.limitation(), stages: asked.stages() })
}
