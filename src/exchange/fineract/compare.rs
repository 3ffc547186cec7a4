//! Every figure of the file beside ours.

use chrono::NaiveDate;

use super::events::{History, due_of};
use super::terms::{Agreed, TheirRow, money};
use super::types::{LoanData, Number};
use crate::case::{Compared, Comparison, DebtInputs, Explanation, FineractError, Value};
use crate::engine::{Account, ClaimRef, Component, Components, Currency, LedgerKind, Money};

/// What is needed to explain a difference.
struct Context<'a> {
    loan: &'a LoanData,
    currency: Currency,
    agreed: &'a Agreed,
    history: &'a History,
    account: &'a Account,
}

/// Compares everything.
pub(super) fn all(
    loan: &LoanData,
    currency: Currency,
    agreed: &Agreed,
    history: &History,
    inputs: &DebtInputs,
    as_of: NaiveDate,
) -> Result<Vec<Comparison>, FineractError> {
    let account = inputs.replay(as_of)?;
    let context = Context { loan, currency, agreed, history, account: &account };
    let mut list = Vec::new();
    context.schedule(&mut list)?;
    context.rows(&mut list)?;
    context.payments(&mut list)?;
    context.summary(&mut list)?;
    Ok(list)
}

impl Context<'_> {
    fn money(
        &self,
        list: &mut Vec<Comparison>,
        what: Compared,
        ours: Option<Money>,
        theirs: Option<Number>,
    ) -> Result<(), FineractError> {
        let Some(theirs) = theirs else { return Ok(()) };
        let theirs = Value::Money(money(theirs, self.currency)?);
        self.push(list, what, ours.map_or(Value::None, Value::Money), theirs);
        Ok(())
    }

    fn push(&self, list: &mut Vec<Comparison>, what: Compared, ours: Value, theirs: Value) {
        let explanation = if ours == theirs { None } else { Some(self.explain(what, ours, theirs)) };
        list.push(Comparison { what, ours, theirs, explanation });
    }

    /// Why two figures differ, as far as can be told: the first of the reasons that apply to this kind of figure.
    fn explain(&self, what: Compared, ours: Value, theirs: Value) -> Explanation {
        let recalculates = self.loan.is_interest_recalculation_enabled == Some(true);
        let scheduled = matches!(what, Compared::RowDate(_) | Compared::RowDue(..) | Compared::RowBalance(_));
        if let (Value::Money(ours), Value::Money(theirs)) = (ours, theirs)
            && scheduled
            && ours.minor().abs_diff(theirs.minor()) <= 1
        {
            return Explanation::Rounding;
        }
        if scheduled {
            return if recalculates { Explanation::InterestRecalculation } else { Explanation::StatedScheduleUsed };
        }
        if self.history.unknown {
            return Explanation::UnknownTransaction;
        }
        let written_off = self.loan.summary.as_ref().is_some_and(|summary| {
            [summary.principal_written_off, summary.interest_written_off].iter().flatten().any(|n| !n.0.is_zero())
        });
        if written_off {
            return Explanation::WrittenOff;
        }
        let overdue = matches!(
            what,
            Compared::Overdue(_) | Compared::TotalOverdue | Compared::OverdueSince | Compared::DaysPastDue
        );
        if overdue && self.account.claims.iter().any(|claim| matches!(claim.reference, ClaimRef::Charge(_))) {
            return Explanation::ChargeWithInstalment;
        }
        if what == Compared::DaysPastDue && self.loan.grace_on_arrears_ageing.is_some_and(|days| days > 0) {
            return Explanation::GraceOnArrears;
        }
        if !self.agreed.known_strategy {
            return Explanation::AnotherOrder;
        }
        let spread = matches!(
            what,
            Compared::PaymentPart(..) | Compared::RowPaid(..) | Compared::RowOpen(..) | Compared::Paid(_)
        );
        match (spread, recalculates) {
            (_, true) => Explanation::InterestRecalculation,
            (true, false) => Explanation::AnotherOrder,
            (false, false) => Explanation::Unknown,
        }
    }

    /// The schedule that follows from the terms against the one in the file.
    fn schedule(&self, list: &mut Vec<Comparison>) -> Result<(), FineractError> {
        for (number, row) in (1_u16..).zip(&self.agreed.rows) {
            let ours = self.agreed.computed.as_ref().and_then(|rows| rows.get(usize::from(number).saturating_sub(1)));
            let date = ours.map_or(Value::None, |(due, ..)| Value::Date(*due));
            self.push(list, Compared::RowDate(number), date, Value::Date(row.due));
            let principal = ours.map(|(_, principal, _)| *principal);
            let interest = ours.map(|(_, _, interest)| *interest);
            self.money(list, Compared::RowDue(number, Component::Principal), principal, row.period.principal_due)?;
            self.money(list, Compared::RowDue(number, Component::Interest), interest, row.period.interest_due)?;
        }
        Ok(())
    }

    /// What belongs to an instalment: the instalment itself, and the charges that fall into its period.
    fn of_row(
        &self,
        number: u16,
        row: &TheirRow,
        part: impl Fn(&crate::engine::Claim) -> Option<Components>,
    ) -> Result<Components, FineractError> {
        let last = usize::from(number) == self.agreed.rows.len();
        let mut sum = Components::zero(self.currency);
        for claim in &self.account.claims {
            let within = match claim.reference {
                ClaimRef::Row(of) => of == number,
                ClaimRef::Charge(_) => {
                    claim.due.is_some_and(|due| (number == 1 || row.from < due) && (last || due <= row.due))
                }
                _ => false,
            };
            if let (true, Some(amounts)) = (within, part(claim)) {
                for component in Component::ALL {
                    sum.add(component, amounts.get(component))?;
                }
            }
        }
        Ok(sum)
    }

    fn rows(&self, list: &mut Vec<Comparison>) -> Result<(), FineractError> {
        for (number, row) in (1_u16..).zip(&self.agreed.rows) {
            let charged = self.of_row(number, row, |claim| Some(claim.charged))?;
            for component in [Component::Fee, Component::Penalty] {
                let what = Compared::RowDue(number, component);
                self.money(list, what, Some(charged.get(component)), due_of(row, component))?;
            }
            let paid = self.of_row(number, row, |claim| Some(claim.paid))?;
            let waived = self.of_row(number, row, |claim| Some(claim.waived))?;
            let open = self.of_row(number, row, |claim| claim.open().ok())?;
            let period = &row.period;
            let theirs = [
                (Component::Principal, period.principal_paid, None, period.principal_outstanding),
                (Component::Interest, period.interest_paid, period.interest_waived, period.interest_outstanding),
                (Component::Fee, period.fee_charges_paid, period.fee_charges_waived, period.fee_charges_outstanding),
                (
                    Component::Penalty,
                    period.penalty_charges_paid,
                    period.penalty_charges_waived,
                    period.penalty_charges_outstanding,
                ),
            ];
            for (component, their_paid, their_waived, their_open) in theirs {
                self.money(list, Compared::RowPaid(number, component), Some(paid.get(component)), their_paid)?;
                self.money(list, Compared::RowWaived(number, component), Some(waived.get(component)), their_waived)?;
                self.money(list, Compared::RowOpen(number, component), Some(open.get(component)), their_open)?;
            }
            let balance = self.account.rows.iter().find(|ours| ours.number == number).map(|ours| ours.balance);
            self.money(list, Compared::RowBalance(number), balance, period.principal_loan_balance_outstanding)?;
        }
        Ok(())
    }

    fn payments(&self, list: &mut Vec<Comparison>) -> Result<(), FineractError> {
        let transactions = self.loan.transactions.as_deref().unwrap_or_default();
        for (event, place) in &self.history.payments {
            let Some(transaction) = transactions.get(*place) else { continue };
            let lines = || self.account.ledger.iter().filter(|line| line.event == Some(*event));
            let part = |component: Component| {
                let of = lines().filter(|line| line.kind == LedgerKind::Paid && line.component == component);
                Money::sum(self.currency, of.map(|line| line.amount)).ok()
            };
            let parts = [
                (Component::Principal, transaction.principal_portion),
                (Component::Interest, transaction.interest_portion),
                (Component::Fee, transaction.fee_charges_portion),
                (Component::Penalty, transaction.penalty_charges_portion),
            ];
            for (component, theirs) in parts {
                self.money(list, Compared::PaymentPart(*event, component), part(component), theirs)?;
            }
            let rest = lines().filter(|line| line.kind == LedgerKind::Credited).map(|line| line.amount);
            let rest = Money::sum(self.currency, rest).ok();
            self.money(list, Compared::PaymentRest(*event), rest, transaction.overpayment_portion)?;
        }
        Ok(())
    }

    fn summary(&self, list: &mut Vec<Comparison>) -> Result<(), FineractError> {
        let Some(summary) = &self.loan.summary else { return Ok(()) };
        let account = self.account;
        let mut charged = Components::zero(self.currency);
        for claim in &account.claims {
            for component in Component::ALL {
                charged.add(component, claim.charged.get(component))?;
            }
        }
        use Component::{Fee, Interest, Penalty, Principal};
        let lines = [
            (Compared::Charged(Principal), charged.principal, summary.principal_disbursed),
            (Compared::Charged(Interest), charged.interest, summary.interest_charged),
            (Compared::Charged(Fee), charged.fee, summary.fee_charges_charged),
            (Compared::Charged(Penalty), charged.penalty, summary.penalty_charges_charged),
            (Compared::Paid(Principal), account.paid.principal, summary.principal_paid),
            (Compared::Paid(Interest), account.paid.interest, summary.interest_paid),
            (Compared::Paid(Fee), account.paid.fee, summary.fee_charges_paid),
            (Compared::Paid(Penalty), account.paid.penalty, summary.penalty_charges_paid),
            (Compared::Waived(Interest), account.waived.interest, summary.interest_waived),
            (Compared::Waived(Fee), account.waived.fee, summary.fee_charges_waived),
            (Compared::Waived(Penalty), account.waived.penalty, summary.penalty_charges_waived),
            (Compared::Outstanding(Principal), account.outstanding.principal, summary.principal_outstanding),
            (Compared::Outstanding(Interest), account.outstanding.interest, summary.interest_outstanding),
            (Compared::Outstanding(Fee), account.outstanding.fee, summary.fee_charges_outstanding),
            (Compared::Outstanding(Penalty), account.outstanding.penalty, summary.penalty_charges_outstanding),
            (Compared::Overdue(Principal), account.overdue.principal, summary.principal_overdue),
            (Compared::Overdue(Interest), account.overdue.interest, summary.interest_overdue),
            (Compared::Overdue(Fee), account.overdue.fee, summary.fee_charges_overdue),
            (Compared::Overdue(Penalty), account.overdue.penalty, summary.penalty_charges_overdue),
            (Compared::TotalOutstanding, account.outstanding.total()?, summary.total_outstanding),
            (Compared::TotalOverdue, account.overdue.total()?, summary.total_overdue),
        ];
        for (what, ours, theirs) in lines {
            self.money(list, what, Some(ours), theirs)?;
        }
        if let Some(since) = summary.overdue_since_date {
            let ours = account.oldest_unpaid_due.map_or(Value::None, Value::Date);
            self.push(list, Compared::OverdueSince, ours, Value::Date(since.0));
        }
        if let Some(days) = self.loan.delinquent.as_ref().and_then(|delinquent| delinquent.past_due_days) {
            self.push(list, Compared::DaysPastDue, Value::Days(account.days_past_due), Value::Days(days));
        }
        Ok(())
    }
}
