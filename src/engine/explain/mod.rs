//! The working of one figure: the steps that lead to it, the last of which is the figure.
//!
//! The steps are those that the replay itself recorded, and sums over them; nothing is computed a second way. A sum's
//! result is added up from its parts, so that a figure and its working can be held against each other.

mod bill;

use chrono::NaiveDate;

use super::account::{Account, Claim, ClaimRef, LedgerKind, LedgerLine};
use super::allocation::Component;
use super::contract::{Contract, Opening};
use super::error::EngineError;
use super::event::{Event, EventKind};
use super::money::Money;
use super::replay::replay_traced;
use super::trace::{PartLabel, Step, StepKind, Trace};

/// A figure of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// A component of a row of the schedule.
    RowPart(u16, Component),
    /// What a row asks for.
    RowTotal(u16),
    /// Principal still out after a row.
    RowBalance(u16),
    /// What is open of a claim in one component.
    ClaimOpenPart(ClaimRef, Component),
    /// What is open of a claim.
    ClaimOpen(ClaimRef),
    /// What was charged to a claim.
    ClaimCharged(ClaimRef),
    /// What was paid to a claim.
    ClaimPaid(ClaimRef),
    /// What is asked for now.
    DueNow,
    /// One component of it.
    DueNowPart(Component),
    /// What is overdue.
    Overdue,
    /// One component of it.
    OverduePart(Component),
    /// What is open in all.
    Outstanding,
    /// One component of it.
    OutstandingPart(Component),
    /// What would end the debt.
    Payoff,
    /// One component of it.
    PayoffPart(Component),
    /// What falls due next.
    NextDue,
    /// One component of it.
    NextDuePart(Component),
    /// What was paid.
    Paid,
    /// One component of it.
    PaidPart(Component),
    /// What was given up.
    Waived,
    /// What was paid too much.
    Credit,
    /// A late charge on a claim, by its place in the contract's list.
    LateCharge(ClaimRef, usize),
    /// All late charges.
    LateTotal,
    /// A line of the ledger, by its place.
    Ledger(usize),
    /// What a bill of a card asks for in all.
    BillBalance(u16),
    /// Its interest.
    BillInterest(u16),
    /// Its least payment.
    BillMinimum(u16),
    /// The interest of the whole schedule.
    TotalInterest,
    /// Everything that the schedule asks for.
    TotalRepayment,
}

/// The most claims whose own steps are spelled out inside a sum; beyond, each can be opened on its own.
const SPELLED_OUT: usize = 3;

/// The steps that lead to a figure; the last one's result is the figure.
///
/// # Errors
/// As [`super::replay()`]; [`EngineError::NoSuchFigure`] for a row, claim or line that the account does not have.
pub fn explain(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    as_of: NaiveDate,
    figure: Figure,
) -> Result<Vec<Step>, EngineError> {
    let mut trace = Trace::default();
    let account = replay_traced(contract, opening, events, as_of, Some(&mut trace))?;
    let working = Working { account: &account, steps: &trace.steps, events, contract };
    working.of(figure, opening)
}

struct Working<'a> {
    account: &'a Account,
    steps: &'a [Step],
    events: &'a [Event],
    contract: &'a Contract,
}

type Parts = Vec<(PartLabel, Money)>;

impl Working<'_> {
    fn of(&self, figure: Figure, opening: Option<&Opening>) -> Result<Vec<Step>, EngineError> {
        match figure {
            Figure::RowPart(row, component) => self.row_part(row, component),
            Figure::RowTotal(row) => self.row_total(row),
            Figure::RowBalance(row) => self.row_balance(row),
            Figure::ClaimOpenPart(claim, component) => self.claim_part(self.claim(claim)?, component),
            Figure::ClaimOpen(claim) => {
                let claim = self.claim(claim)?;
                self.by_component(|component| self.claim_part(claim, component))
            }
            Figure::ClaimCharged(claim) => {
                let claim = self.claim(claim)?;
                self.by_component(|component| self.charged(claim, component))
            }
            Figure::ClaimPaid(claim) => {
                let claim = self.claim(claim)?;
                self.by_component(|component| self.paid_to(claim, component))
            }
            Figure::DueNow => self.by_component(|component| self.due_now(component)),
            Figure::DueNowPart(component) => self.due_now(component),
            Figure::Overdue => self.by_component(|component| self.overdue(component)),
            Figure::OverduePart(component) => self.overdue(component),
            Figure::Outstanding => self.by_component(|component| self.outstanding(component)),
            Figure::OutstandingPart(component) => self.outstanding(component),
            Figure::Payoff => self.by_component(|component| self.payoff(component)),
            Figure::PayoffPart(component) => self.payoff(component),
            Figure::NextDue => self.by_component(|component| self.next_due(component)),
            Figure::NextDuePart(component) => self.next_due(component),
            Figure::Paid => self.by_component(|component| self.ledger_sum(LedgerKind::Paid, component)),
            Figure::PaidPart(component) => self.ledger_sum(LedgerKind::Paid, component),
            Figure::Waived => self.by_component(|component| self.ledger_sum(LedgerKind::Waived, component)),
            Figure::Credit => self.credit(),
            Figure::LateCharge(claim, place) => self.late_charge(claim, place),
            Figure::LateTotal => self.late_total(),
            Figure::Ledger(line) => self.ledger_line(line, opening),
            Figure::BillBalance(bill) => self.bill_balance(bill),
            Figure::BillInterest(bill) => self.bill_interest(bill),
            Figure::BillMinimum(bill) => self.bill_minimum(bill),
            Figure::TotalInterest => self.schedule_sum(Some(Component::Interest)),
            Figure::TotalRepayment => self.schedule_sum(None),
        }
    }

    fn claim(&self, reference: ClaimRef) -> Result<&Claim, EngineError> {
        self.account.claim(reference).ok_or(EngineError::NoSuchFigure)
    }

    fn zero(&self) -> Money {
        Money::zero(self.account.currency)
    }

    /// A sum step: its result is added up here, from its parts.
    fn sum(&self, parts: Parts) -> Result<Step, EngineError> {
        let result = Money::sum(self.account.currency, parts.iter().map(|(_, amount)| *amount))?;
        Ok(Step { claim: None, component: None, kind: StepKind::Sum { parts }, result })
    }

    /// The steps of each component that is not nothing, and their sum. One component alone needs no sum.
    fn by_component(
        &self,
        part: impl Fn(Component) -> Result<Vec<Step>, EngineError>,
    ) -> Result<Vec<Step>, EngineError> {
        let mut steps = Vec::new();
        let mut parts = Vec::new();
        for component in Component::ALL {
            let mut own = part(component)?;
            let result = own.last().map_or(self.zero(), |step| step.result);
            if !result.is_zero() {
                steps.append(&mut own);
                parts.push((PartLabel::Component(component), result));
            }
        }
        steps.push(self.sum(parts)?);
        Ok(steps)
    }

    fn recorded(&self, claim: ClaimRef, component: Component) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.claim == Some(claim) && step.component == Some(component))
    }

    /// The step of the instalment that a row has, if the schedule has one: the last one before the row's principal.
    fn instalment(&self, row: ClaimRef) -> Option<&Step> {
        let of_row = |step: &&Step| step.claim != Some(row) || step.component != Some(Component::Principal);
        self.steps.iter().take_while(of_row).filter(|step| matches!(step.kind, StepKind::Instalment { .. })).last()
    }

    fn row(&self, number: u16) -> Result<&super::schedule::Row, EngineError> {
        self.account.rows.iter().find(|row| row.number == number).ok_or(EngineError::NoSuchFigure)
    }

    fn row_part(&self, number: u16, component: Component) -> Result<Vec<Step>, EngineError> {
        let row = self.row(number)?;
        let claim = ClaimRef::Row(number);
        let figure = match component {
            Component::Principal => row.principal,
            Component::Interest => row.interest,
            Component::Fee => row.fee,
            Component::Penalty => self.zero(),
        };
        let mut steps = Vec::new();
        if component == Component::Principal {
            let interest = self.schedule_steps(claim, Component::Interest);
            let own = self.schedule_steps(claim, Component::Principal);
            if own.iter().any(|step| matches!(step.kind, StepKind::Difference { .. })) {
                steps.extend(interest);
                steps.extend(self.instalment(claim).cloned());
            }
            if own.iter().any(|step| matches!(step.kind, StepKind::Remainder)) && number > 1 {
                let before = self.row(number.saturating_sub(1))?.balance;
                steps.push(self.sum(vec![(PartLabel::BalanceBefore(number), before)])?);
            }
            steps.extend(own);
        } else {
            steps.extend(self.schedule_steps(claim, component));
        }
        if steps.last().map(|step| step.result) != Some(figure) {
            // Interest of grace periods is collected with the first row after them.
            let deferred = (1..=number).filter_map(|earlier| {
                let step = self.schedule_steps(ClaimRef::Row(earlier), component).pop()?;
                Some((PartLabel::Charged(ClaimRef::Row(earlier), component), step.result))
            });
            let parts: Parts = if figure.is_zero() { Vec::new() } else { deferred.collect() };
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    /// What the schedule recorded for a component of a row: no payments, no late charges.
    fn schedule_steps(&self, claim: ClaimRef, component: Component) -> Vec<Step> {
        let of_schedule = |step: &&Step| {
            matches!(
                step.kind,
                StepKind::Interest { .. }
                    | StepKind::Difference { .. }
                    | StepKind::EqualShare { .. }
                    | StepKind::Stretches { .. }
                    | StepKind::Share { .. }
                    | StepKind::Sum { .. }
                    | StepKind::Remainder
                    | StepKind::Stated
            )
        };
        self.recorded(claim, component).filter(of_schedule).cloned().collect()
    }

    fn row_total(&self, number: u16) -> Result<Vec<Step>, EngineError> {
        self.by_component(|component| self.row_part(number, component))
    }

    fn row_balance(&self, number: u16) -> Result<Vec<Step>, EngineError> {
        let row = self.row(number)?;
        let before = match number.checked_sub(1).filter(|earlier| *earlier > 0) {
            Some(earlier) => self.row(earlier)?.balance,
            None => row.balance.plus(row.principal)?.minus(row.capitalised)?.minus(row.moved)?,
        };
        let claim = ClaimRef::Row(number);
        let mut parts = vec![(PartLabel::BalanceBefore(number), before)];
        let changes = [(PartLabel::Moved(number), row.moved), (PartLabel::Capitalised(number), row.capitalised)];
        parts.extend(changes.into_iter().filter(|(_, amount)| !amount.is_zero()));
        parts.push((PartLabel::Charged(claim, Component::Principal), self.zero().minus(row.principal)?));
        Ok(vec![self.sum(parts)?])
    }

    /// What was charged to a claim in one component: the schedule's or stated part, and each late charge.
    fn charged(&self, claim: &Claim, component: Component) -> Result<Vec<Step>, EngineError> {
        let reference = claim.reference;
        let mut steps = match reference {
            ClaimRef::Row(number) if component != Component::Penalty => self.row_part(number, component)?,
            _ => self.schedule_steps(reference, component),
        };
        let mut parts = Vec::new();
        if let Some(own) = steps.last() {
            parts.push((PartLabel::Charged(reference, component), own.result));
        }
        for step in self.recorded(reference, component) {
            match step.kind {
                StepKind::CardDays { .. } | StepKind::ShareOf { .. } => steps.push(step.clone()),
                StepKind::Entered { entry } => {
                    steps.push(step.clone());
                    parts.push((PartLabel::Entry(entry), step.result));
                }
                _ => {}
            }
        }
        for total in self.account.late_totals.iter().filter(|total| total.claim == reference) {
            let charge = self.contract.lateness().charges.get(total.charge);
            if charge.is_some_and(|charge| charge.component == component) {
                let mut late = self.late_charge(reference, total.charge)?;
                if let Some(last) = late.last() {
                    parts.push((PartLabel::LateCharge(reference, total.charge), last.result));
                }
                steps.append(&mut late);
            }
        }
        if parts.len() != 1 {
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    fn late_charge(&self, claim: ClaimRef, place: usize) -> Result<Vec<Step>, EngineError> {
        let of_charge = |step: &&Step| match &step.kind {
            StepKind::LateDays { charge, .. }
            | StepKind::LateFlat { charge, .. }
            | StepKind::LatePercent { charge, .. }
            | StepKind::LateGrowth { charge, .. }
            | StepKind::Rounded { charge, .. }
            | StepKind::Capped { charge, .. } => *charge == place,
            _ => false,
        };
        let steps: Vec<Step> =
            self.steps.iter().filter(|step| step.claim == Some(claim)).filter(of_charge).cloned().collect();
        if steps.is_empty() { Err(EngineError::NoSuchFigure) } else { Ok(steps) }
    }

    /// What was paid to a claim in one component.
    fn paid_to(&self, claim: &Claim, component: Component) -> Result<Vec<Step>, EngineError> {
        let mut steps: Vec<Step> = self
            .recorded(claim.reference, component)
            .filter(|step| matches!(step.kind, StepKind::Allocated { .. }))
            .cloned()
            .collect();
        let mut parts: Parts = steps
            .iter()
            .filter_map(|step| match step.kind {
                StepKind::Allocated { event, .. } => {
                    Some((PartLabel::Portion(event, claim.reference, component), step.result))
                }
                _ => None,
            })
            .collect();
        // Settled by what the opening states: no event of ours paid it.
        let stated = claim.paid.get(component).minus(Money::sum(self.account.currency, parts.iter().map(|p| p.1))?)?;
        if stated.is_positive() {
            parts.push((PartLabel::Paid(claim.reference, component), stated));
        }
        if parts.len() != 1 || stated.is_positive() {
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    /// Charged, less paid, less waived.
    fn claim_part(&self, claim: &Claim, component: Component) -> Result<Vec<Step>, EngineError> {
        let reference = claim.reference;
        let mut steps = self.charged(claim, component)?;
        let charged = steps.last().map_or(self.zero(), |step| step.result);
        let (paid, waived) = (claim.paid.get(component), claim.waived.get(component));
        if paid.is_zero() && waived.is_zero() {
            return Ok(steps);
        }
        let mut parts = vec![(PartLabel::Charged(reference, component), charged)];
        if !paid.is_zero() {
            steps.extend(self.paid_to(claim, component)?);
            parts.push((PartLabel::Paid(reference, component), self.zero().minus(paid)?));
        }
        if !waived.is_zero() {
            let given = |step: &&Step| matches!(step.kind, StepKind::Waived { .. });
            steps.extend(self.recorded(reference, component).filter(given).cloned());
            parts.push((PartLabel::Waived(reference, component), self.zero().minus(waived)?));
        }
        steps.push(self.sum(parts)?);
        Ok(steps)
    }

    /// The claims that are meant, each with what is open of it, and the sum. Few claims are spelled out.
    fn over_claims(&self, component: Component, meant: impl Fn(&Claim) -> bool) -> Result<Vec<Step>, EngineError> {
        let mut open = Vec::new();
        for claim in self.account.claims.iter().filter(|claim| meant(claim)) {
            if !claim.open()?.get(component).is_zero() {
                open.push(claim);
            }
        }
        let mut steps = Vec::new();
        let mut parts = Vec::new();
        for claim in &open {
            let mut own = self.claim_part(claim, component)?;
            let result = own.last().map_or(self.zero(), |step| step.result);
            parts.push((PartLabel::ClaimOpen(claim.reference, component), result));
            if open.len() <= SPELLED_OUT {
                steps.append(&mut own);
            }
        }
        if open.len() != 1 {
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    fn due_now(&self, component: Component) -> Result<Vec<Step>, EngineError> {
        let as_of = self.account.as_of;
        self.over_claims(component, |claim| claim.due.is_some_and(|due| due <= as_of))
    }

    fn overdue(&self, component: Component) -> Result<Vec<Step>, EngineError> {
        let as_of = self.account.as_of;
        self.over_claims(component, |claim| claim.due.is_some_and(|due| due < as_of))
    }

    fn outstanding(&self, component: Component) -> Result<Vec<Step>, EngineError> {
        self.over_claims(component, |_| true)
    }

    fn next_due(&self, component: Component) -> Result<Vec<Step>, EngineError> {
        let next = self.account.next_due.ok_or(EngineError::NoSuchFigure)?;
        self.over_claims(component, |claim| claim.due == Some(next.date))
    }

    /// What is asked for, the principal still out, and the interest of the days gone by.
    fn payoff(&self, component: Component) -> Result<Vec<Step>, EngineError> {
        let as_of = self.account.as_of;
        let later = |claim: &Claim| claim.due.is_some_and(|due| due > as_of);
        if component != Component::Interest {
            let mut steps = self.over_claims(component, |_| true)?;
            let open = steps.last().map_or(self.zero(), |step| step.result);
            let later = open.minus(self.account.payoff.get(component))?;
            if later.is_positive() {
                let less = (PartLabel::NotYetOwed, self.zero().minus(later)?);
                steps.push(self.sum(vec![(PartLabel::Component(component), open), less])?);
            }
            return Ok(steps);
        }
        let mut steps = self.over_claims(component, |claim| !later(claim))?;
        let mut parts = vec![(PartLabel::Component(component), steps.last().map_or(self.zero(), |step| step.result))];
        for claim in self.account.claims.iter().filter(|claim| later(claim)) {
            let accrued = self
                .recorded(claim.reference, component)
                .find(|step| matches!(step.kind, StepKind::ProRata { .. }))
                .cloned();
            if let Some(step) = accrued {
                parts.push((PartLabel::Claim(claim.reference), step.result));
                steps.push(step);
            } else if !matches!(claim.reference, ClaimRef::Row(_) | ClaimRef::Single) {
                parts.push((PartLabel::ClaimOpen(claim.reference, component), claim.open()?.get(component)));
            }
        }
        steps.push(self.sum(parts)?);
        Ok(steps)
    }

    fn ledger_sum(&self, kind: LedgerKind, component: Component) -> Result<Vec<Step>, EngineError> {
        let parts = self
            .account
            .ledger
            .iter()
            .filter(|line| line.kind == kind && line.component == component)
            .filter_map(|line| Some((PartLabel::Portion(line.event?, line.claim?, component), line.amount)))
            .collect();
        Ok(vec![self.sum(parts)?])
    }

    fn credit(&self) -> Result<Vec<Step>, EngineError> {
        let parts = self
            .account
            .ledger
            .iter()
            .filter(|line| line.kind == LedgerKind::Credited)
            .map(|line| (PartLabel::OnDate(line.date), line.amount))
            .collect();
        Ok(vec![self.sum(parts)?])
    }

    fn late_total(&self) -> Result<Vec<Step>, EngineError> {
        let mut steps = Vec::new();
        let mut parts = Vec::new();
        for total in &self.account.late_totals {
            let own = self.late_charge(total.claim, total.charge)?;
            let result = own.last().map_or(self.zero(), |step| step.result);
            parts.push((PartLabel::LateCharge(total.claim, total.charge), result));
            if self.account.late_totals.len() <= SPELLED_OUT {
                steps.extend(own);
            }
        }
        steps.push(self.sum(parts)?);
        Ok(steps)
    }

    fn schedule_sum(&self, component: Option<Component>) -> Result<Vec<Step>, EngineError> {
        let part = |row: &super::schedule::Row| match component {
            Some(component) => (PartLabel::Charged(ClaimRef::Row(row.number), component), row.interest),
            None => (PartLabel::Claim(ClaimRef::Row(row.number)), row.total),
        };
        Ok(vec![self.sum(self.account.rows.iter().map(part).collect())?])
    }

    fn ledger_line(&self, place: usize, opening: Option<&Opening>) -> Result<Vec<Step>, EngineError> {
        let line = self.account.ledger.get(place).ok_or(EngineError::NoSuchFigure)?;
        match (line.kind, line.claim) {
            (LedgerKind::FellDue, Some(ClaimRef::Row(number))) => self.row_part(number, line.component),
            (LedgerKind::FellDue, Some(claim)) => Ok(self.schedule_steps(claim, line.component)),
            (LedgerKind::LateCharge(charge), Some(claim)) => self.late_line(line, (claim, charge), opening),
            (LedgerKind::Paid | LedgerKind::Credited, _) => self.portion(place, line),
            (LedgerKind::Billed(bill), Some(claim)) => Ok(self.billed(bill, claim, line)),
            _ => Ok(vec![Step {
                claim: line.claim,
                component: Some(line.component),
                kind: StepKind::Stated,
                result: line.amount,
            }]),
        }
    }

    /// A late charge up to the day of the line, less what earlier lines hold.
    fn late_line(
        &self,
        line: &LedgerLine,
        (claim, charge): (ClaimRef, usize),
        opening: Option<&Opening>,
    ) -> Result<Vec<Step>, EngineError> {
        let figure = Figure::LateCharge(claim, charge);
        let mut steps = explain(self.contract, opening, self.events, line.date, figure)?;
        let total = steps.last().map_or(self.zero(), |step| step.result);
        let earlier =
            |other: &&LedgerLine| other.kind == line.kind && other.claim == line.claim && other.date < line.date;
        let mut parts = vec![(PartLabel::LateCharge(claim, charge), total)];
        for other in self.account.ledger.iter().filter(earlier) {
            parts.push((PartLabel::OnDate(other.date), self.zero().minus(other.amount)?));
        }
        if parts.len() > 1 {
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    /// A portion of a payment: the payment, and where each part of it went.
    fn portion(&self, place: usize, line: &LedgerLine) -> Result<Vec<Step>, EngineError> {
        let amount = self.events.iter().find_map(|event| match event.kind {
            EventKind::Payment { amount } | EventKind::Prepayment { amount, .. } if Some(event.id) == line.event => {
                Some(amount)
            }
            _ => None,
        });
        let stated = |result| Step { claim: None, component: None, kind: StepKind::Stated, result };
        let mut steps: Vec<Step> = amount.into_iter().map(stated).collect();
        if line.kind == LedgerKind::Credited {
            let mut parts: Parts = amount.map(|amount| (PartLabel::OnDate(line.date), amount)).into_iter().collect();
            for other in self.account.ledger.iter().filter(|o| o.event == line.event && o.kind == LedgerKind::Paid) {
                if let (Some(event), Some(claim)) = (other.event, other.claim) {
                    let label = PartLabel::Portion(event, claim, other.component);
                    parts.push((label, self.zero().minus(other.amount)?));
                }
            }
            steps.push(self.sum(parts)?);
            return Ok(steps);
        }
        for other in self.account.ledger.iter().take(place.saturating_add(1)) {
            if other.event == line.event
                && other.kind == LedgerKind::Paid
                && let Some(event) = other.event
            {
                steps.push(Step {
                    claim: other.claim,
                    component: Some(other.component),
                    kind: StepKind::Allocated { event, date: other.date },
                    result: other.amount,
                });
            }
        }
        Ok(steps)
    }
}
