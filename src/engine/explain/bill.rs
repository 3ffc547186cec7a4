//! The working of a card's bill: what it asks for, its interest, its least payment.

use super::super::account::{ClaimRef, LedgerLine};
use super::super::card::Bill;
use super::super::error::EngineError;
use super::super::trace::{BillPart, CardEntry, PartLabel, Step, StepKind};
use super::{Parts, Working};

impl Working<'_> {
    fn bill(&self, number: u16) -> Result<&Bill, EngineError> {
        self.account.bills.iter().find(|bill| bill.number == number).ok_or(EngineError::NoSuchFigure)
    }

    pub(super) fn bill_balance(&self, number: u16) -> Result<Vec<Step>, EngineError> {
        let bill = self.bill(number)?;
        let parts = [
            (BillPart::Carried, bill.carried),
            (BillPart::Posted, bill.posted),
            (BillPart::Interest, bill.interest),
            (BillPart::Fees, bill.fees),
            (BillPart::Instalments, bill.instalments),
        ];
        Ok(vec![self.sum(shown(&parts))?])
    }

    /// The stretches of days, and the interest rounded once.
    pub(super) fn bill_interest(&self, number: u16) -> Result<Vec<Step>, EngineError> {
        let mut steps = Vec::new();
        if !self.bill(number)?.interest.is_zero() {
            steps = self.interest_steps(number);
        }
        self.with_sum(steps, number)
    }

    fn interest_steps(&self, number: u16) -> Vec<Step> {
        let own = |step: &&Step| match step.kind {
            StepKind::CardDays { bill, .. } => bill == number,
            StepKind::Entered { entry } => entry == CardEntry::Interest(number),
            _ => false,
        };
        self.steps.iter().filter(own).cloned().collect()
    }

    /// Interest that was charged in parts adds up.
    fn with_sum(&self, mut steps: Vec<Step>, number: u16) -> Result<Vec<Step>, EngineError> {
        let entry = CardEntry::Interest(number);
        let entered = steps.iter().filter(|step| step.kind == StepKind::Entered { entry });
        let parts: Parts = entered.map(|step| (PartLabel::Entry(entry), step.result)).collect();
        if parts.len() != 1 {
            steps.push(self.sum(parts)?);
        }
        Ok(steps)
    }

    pub(super) fn bill_minimum(&self, number: u16) -> Result<Vec<Step>, EngineError> {
        let bill = self.bill(number)?;
        if number == 1 {
            let claim = Some(ClaimRef::Minimum);
            return Ok(vec![Step { claim, component: None, kind: StepKind::Stated, result: bill.minimum }]);
        }
        let parts = &bill.minimum_parts;
        let list = [
            (BillPart::Interest, parts.interest),
            (BillPart::Fees, parts.fees),
            (BillPart::Instalments, parts.instalments),
            (BillPart::Overdue, parts.overdue),
            (BillPart::Share, parts.share),
            (BillPart::Adjusted, parts.adjusted),
        ];
        Ok(vec![self.sum(shown(&list))?])
    }

    /// The steps behind a line of the ledger that a bill made.
    pub(super) fn billed(&self, bill: u16, claim: ClaimRef, line: &LedgerLine) -> Vec<Step> {
        let stated =
            Step { claim: Some(claim), component: Some(line.component), kind: StepKind::Stated, result: line.amount };
        let own = |step: &&Step| match step.kind {
            StepKind::Entered { entry: CardEntry::Interest(number) } => number == bill && line.event.is_none(),
            StepKind::Entered { entry: CardEntry::LateFee(number) } => number < bill && line.event.is_none(),
            StepKind::Entered { entry: CardEntry::CashFee(event) | CardEntry::Instalment(event) } => {
                line.event == Some(event)
            }
            _ => false,
        };
        let found = self
            .steps
            .iter()
            .filter(own)
            .rfind(|step| step.component == Some(line.component) && step.result == line.amount)
            .cloned();
        match found {
            // The stretches of days up to this entry; a later entry of the same bill has its own.
            Some(Step { kind: StepKind::Entered { entry: CardEntry::Interest(number) }, result, .. }) => {
                let mut steps = self.interest_steps(number);
                let end = steps
                    .iter()
                    .rposition(|step| matches!(step.kind, StepKind::Entered { .. }) && step.result == result);
                steps.truncate(end.map_or(0, |place| place.saturating_add(1)));
                steps
            }
            Some(step) => vec![step],
            None => vec![stated],
        }
    }
}

fn shown(parts: &[(BillPart, super::super::money::Money)]) -> Parts {
    parts
        .iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(part, amount)| (PartLabel::Bill(*part), *amount))
        .collect()
}
