//! Recomputes a request from what it was computed from, and says of every figure whether it agrees.
//!
//! The same public functions that made the figures make them again; nothing that the document states about a result is used
//! to compute one. Bounded: the parts that a reader could make slow are bounded by [`Request::check`].

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::compose::{disputable, without_levers};
use super::{Compared, DisputedCharge, Figures, Offer, Request, SmallestClaim, Statement, Verification};
use crate::case::debt::DebtInputs;
use crate::engine::allocation::{Component, Components};
use crate::engine::budget::{Budget, Purse};
use crate::engine::relief::{Arrangement, Position, arrange, position_after};
use crate::engine::solve::request::{Smallest, smallest_request};
use crate::engine::{Currency, EngineError, Money};
use crate::law::Packs;

/// The version of the rules of this program: the day on which they were last compared with their sources.
#[must_use]
pub fn rules_version() -> String {
    Packs::read().map_or_else(|_| "none".to_owned(), |packs| packs.reviewed().to_string())
}

/// What is left for the debt of a request month by month: the budget, less what the other debts ask for.
///
/// # Errors
/// Overflow, a date out of range.
pub(super) fn purse(statement: &Statement, currency: Currency, as_of: NaiveDate) -> Result<Purse, EngineError> {
    let flows = |income: bool| {
        let of = statement.lines.iter().filter(move |line| line.purpose.is_income() == income);
        of.map(|line| line.flow).collect()
    };
    let budget = Budget { currency, incomes: flows(true), essentials: flows(false), cash: statement.cash };
    let mut purse = budget.purse(as_of, statement.months)?;
    for debt in &statement.debts {
        for (month, due) in purse.months.iter_mut().zip(&debt.months) {
            *month = month.minus(*due)?;
        }
    }
    Ok(purse)
}

/// What would end a debt on a day if nothing happens until then.
///
/// # Errors
/// What the engine refuses.
pub(super) fn expected(inputs: &DebtInputs, on: NaiveDate) -> Result<Components, EngineError> {
    Ok(inputs.replay(on)?.payoff)
}

/// Recomputes every figure of a request that was read by [`Request::parse`].
#[must_use]
pub fn verify(request: &Request) -> Verification {
    let mut found =
        Held { request, rules: rules_version(), agreeing: Vec::new(), differ: Vec::new(), unknown: Vec::new() };
    let account = request.inputs.replay(request.as_of);
    found.hold("figures", &request.figures, account.as_ref().map(Figures::of).map_err(|error| *error));
    let computed =
        account.and_then(|account| position_after(&request.inputs.contract, &request.inputs.events, &account));
    if let Some(stated) = &request.position {
        found.hold("position", stated, computed.clone());
    }
    if let (Some(stated), Some(on)) = (&request.expected_payoff, request.payoff_on) {
        found.hold("expected_payoff", stated, expected(&request.inputs, on));
    }
    if let Some(statement) = &request.statement
        && let Some(stated) = &statement.affordable
    {
        let computed = purse(statement, request.currency, request.as_of).and_then(|purse| purse.affordable());
        found.hold("statement.affordable", stated, computed);
    }
    if let Some(offer) = &request.offer {
        found.offer(offer, &computed);
    }
    found.disputed();
    found.hash();
    Verification {
        agree: found.agreeing.len(),
        agreeing: found.agreeing,
        differ: found.differ,
        unknown: found.unknown,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        rules: found.rules,
    }
}

/// What was held against each other so far.
struct Held<'a> {
    request: &'a Request,
    rules: String,
    agreeing: Vec<Compared>,
    differ: Vec<Compared>,
    unknown: Vec<String>,
}

impl Held<'_> {
    /// Holds a stated part against the computed one, figure by figure.
    fn hold<T: Serialize>(&mut self, place: &str, stated: &T, computed: Result<T, EngineError>) {
        let stated = leaves(place, stated);
        let computed = match computed {
            Ok(computed) => leaves(place, &computed),
            Err(error) => {
                let why = Some("the program refuses to compute it".to_owned());
                let computed = error.to_string();
                return self.differ.push(Compared {
                    place: place.to_owned(),
                    stated: "stated".to_owned(),
                    computed,
                    why,
                });
            }
        };
        let places: std::collections::BTreeMap<&String, ()> =
            stated.keys().chain(computed.keys()).map(|place| (place, ())).collect();
        for place in places.into_keys() {
            let of = |side: &Leaves| side.get(place).cloned().unwrap_or_else(|| "nothing".to_owned());
            self.compared(place.clone(), of(&stated), of(&computed));
        }
    }

    fn compared(&mut self, place: String, stated: String, computed: String) {
        if stated == computed {
            self.agreeing.push(Compared { place, stated, computed, why: None });
        } else {
            let why = Some(self.why(&place));
            self.differ.push(Compared { place, stated, computed, why });
        }
    }

    /// Why a figure may differ: it contradicts others of the document, or another version made it, or neither.
    fn why(&self, place: &str) -> String {
        let ours = env!("CARGO_PKG_VERSION");
        let offer = self.request.offer.as_ref();
        if place.starts_with("offer.arrangement") && offer.is_some_and(|offer| !adds_up(&offer.arrangement)) {
            return "the sums of the stated schedule do not add up".to_owned();
        }
        if place.starts_with("disputed") {
            if self.request.rules != self.rules {
                return format!("judged by the rules of {}; these are of {}", self.request.rules, self.rules);
            }
            if self.request.disputed.iter().any(|charge| !subtracts(charge)) {
                return "charged less allowed is not the excess".to_owned();
            }
        }
        if self.request.engine != ours {
            return format!("computed by version {}; this is {ours}", self.request.engine);
        }
        "the figure is another".to_owned()
    }

    fn offer(&mut self, offer: &Offer, computed: &Result<Position, EngineError>) {
        let position = match computed {
            Ok(position) => position,
            Err(error) => {
                let stated = "stated".to_owned();
                let why = Some("the debt has no position that an offer could start from".to_owned());
                let place = "offer".to_owned();
                return self.differ.push(Compared { place, stated, computed: error.to_string(), why });
            }
        };
        self.hold("offer.arrangement", &offer.arrangement, arrange(position, &offer.proposal));
        if let Some(claim) = &offer.smallest {
            self.smallest(offer, claim, position);
        }
    }

    /// Searches again, with the stated limits: the least must be the same, and one less of each part must fail.
    fn smallest(&mut self, offer: &Offer, claim: &SmallestClaim, position: &Position) {
        const PLACE: &str = "offer.smallest";
        let Some(statement) = &self.request.statement else {
            return self.unknown.push(format!("{PLACE}: there is no budget to hold it against"));
        };
        let found = purse(statement, self.request.currency, self.request.as_of).and_then(|purse| {
            let base = without_levers(&offer.proposal);
            smallest_request(core::slice::from_ref(position), &purse, &[claim.levers], &base)
        });
        let computed = found.map(|found| match found {
            Smallest::Request { waiver, more, grace_days, proof, proposals, .. } => SmallestFound {
                least: (waiver.minor(), more, grace_days),
                shown: proof.iter().map(|witness| witness.part).collect(),
                proposal: proposals.into_iter().next(),
            },
            Smallest::NothingNeeded | Smallest::Nothing { .. } => {
                SmallestFound { least: (0, 0, 0), shown: Vec::new(), proposal: None }
            }
        });
        let least = (i64::try_from(claim.least.0).unwrap_or(i64::MAX), claim.least.1, claim.least.2);
        let stated = SmallestFound { least, shown: claim.shown.clone(), proposal: Some(offer.proposal.clone()) };
        self.hold(PLACE, &stated, computed);
    }

    /// Holds the rules against the inputs again.
    fn disputed(&mut self) {
        let none = crate::law::Facts::default();
        let facts = self.request.facts.as_ref().unwrap_or(&none);
        let found = disputable(&self.request.inputs, facts, self.request.as_of).unwrap_or_default();
        for (at, charge) in self.request.disputed.iter().enumerate() {
            let place = format!("disputed[{at}]");
            if charge.working.is_empty() {
                self.unknown.push(format!("{place}: stated by the borrower, without a derivation from the inputs"));
                if !subtracts(charge) {
                    let stated = charge.excess.map_or_else(|| "nothing".to_owned(), said);
                    let difference = charge.allowed.and_then(|allowed| charge.charged.minus_to_zero(allowed).ok());
                    let computed = difference.map_or_else(|| "nothing".to_owned(), said);
                    self.compared(format!("{place}.excess"), stated, computed);
                }
                continue;
            }
            let computed = found.iter().find(|other| other.rule == charge.rule).cloned();
            // The words around the figures are not figures: what the document says stands for both.
            let computed = computed.map(|other| DisputedCharge { steps: charge.steps.clone(), ..other });
            match computed {
                Some(computed) => self.hold(&place, charge, Ok(computed)),
                None => self.compared(place, charge.rule.clone(), "this rule puts nothing above its limit".to_owned()),
            }
        }
    }

    fn hash(&mut self) {
        let computed = self.request.hash().unwrap_or_default();
        let stated = self.request.result_hash.clone();
        if stated == computed {
            let place = "result_hash".to_owned();
            self.agreeing.push(Compared { place, stated, computed, why: None });
        } else {
            let why = Some("something in the document was changed after it was made".to_owned());
            self.differ.push(Compared { place: "result_hash".to_owned(), stated, computed, why });
        }
    }
}

/// What a search says, as it is compared.
#[derive(Serialize)]
struct SmallestFound {
    least: (i64, u16, u16),
    shown: Vec<crate::engine::solve::request::Part>,
    proposal: Option<crate::engine::relief::Proposal>,
}

/// Figures by their place.
type Leaves = std::collections::BTreeMap<String, String>;

fn leaves(place: &str, part: &impl Serialize) -> Leaves {
    let mut found = Leaves::new();
    if let Ok(value) = serde_json::to_value(part) {
        gather(place.to_owned(), &value, &mut found);
    }
    found
}

fn gather(place: String, value: &Value, found: &mut Leaves) {
    match value {
        Value::Object(members) => {
            if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
                found.insert(place, said(money));
                return;
            }
            for (name, value) in members {
                gather(format!("{place}.{name}"), value, found);
            }
        }
        Value::Array(all) => {
            for (at, value) in all.iter().enumerate() {
                gather(format!("{place}[{at}]"), value, found);
            }
        }
        Value::String(text) => {
            found.insert(place, text.clone());
        }
        Value::Null => {}
        other => {
            found.insert(place, other.to_string());
        }
    }
}

/// An amount for developers: `1038.12 CNY`.
fn said(amount: Money) -> String {
    format!("{} {}", amount.exact(), amount.currency().code())
}

/// Whether a stated schedule is consistent with itself: its rows sum to what is paid and to the new principal, and its
/// greatest payment is one of them.
fn adds_up(arrangement: &Arrangement) -> bool {
    let held = || -> Result<bool, EngineError> {
        let currency = arrangement.paid.currency();
        let mut sum = Components::zero(currency);
        let mut greatest = Money::zero(currency);
        for row in &arrangement.rows {
            sum = sum.plus(&row.amounts)?;
            greatest = greatest.greatest(row.amounts.total()?)?;
        }
        Ok(sum.total()? == arrangement.paid && greatest == arrangement.greatest)
    };
    held().unwrap_or(false) && numbered(arrangement)
}

fn numbered(arrangement: &Arrangement) -> bool {
    let none_negative = |amounts: &Components| Component::ALL.iter().all(|part| amounts.get(*part).minor() >= 0);
    arrangement.rows.iter().zip(1_u16..).all(|(row, number)| row.number == number && none_negative(&row.amounts))
}

/// Whether charged less allowed is the excess, where all three are stated.
fn subtracts(charge: &DisputedCharge) -> bool {
    match (charge.allowed, charge.excess) {
        (Some(allowed), Some(excess)) => charge.charged.minus_to_zero(allowed).is_ok_and(|over| over == excess),
        _ => true,
    }
}
