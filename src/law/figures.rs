//! The figures of a debt that is kept here: what its account says was out and was charged, as rules look at it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::subject::{Charged, Cost, LateFee, Stretch, Subject};
use crate::engine::{
    Account, ChargeKind, Claim, ClaimRef, Component, Contract, EngineError, LateCharge, LedgerKind, LedgerLine, Money,
    Opening, date, number,
};

impl Subject {
    /// The figures of a contract and its account on the account's day. Rates are those agreed; balances follow the ledger
    /// back from what is still out; costs are what was charged, with the interest of the running period. What an opening
    /// in mid-life states as arrears is left out: the days on which it arose are not known.
    ///
    /// # Errors
    /// Overflow.
    pub fn of(contract: &Contract, opening: Option<&Opening>, account: &Account) -> Result<Self, EngineError> {
        let mut subject = Self::new(account.as_of, contract.principal());
        if let Contract::Instalment(terms) = contract {
            subject.principal = terms.principal;
            subject.deducted = Some(terms.withheld()?).filter(|withheld| withheld.is_positive());
        }
        let year = i64::from(subject.year_days);
        subject.rate = Some(contract.rate().nominal_year(year)?).filter(|rate| !rate.is_zero());
        let charges = &contract.lateness().charges;
        for charge in charges {
            if let Some((daily, _)) = charge.daily_rate(contract.rate())? {
                let more = number::mul(daily, Decimal::from(year))?;
                subject.overdue_rate = Some(number::add(subject.overdue_rate.unwrap_or_default(), more)?);
            }
        }
        let start = start(opening, account);
        // What fell due on the first day of a debt taken up in mid-life belongs to the days before it.
        let first = if opening.is_some() { start.and_then(|start| start.succ_opt()) } else { start };
        subject.stretches = stretches(account, start)?;
        subject.charged = charged(account, charges, first)?;
        subject.late_apart = matches!(contract, Contract::Single(_));
        subject.late_fee = late_fee(account, charges)?;
        Ok(subject)
    }
}

/// The first day whose costs are known: of the payout, or of the running period when the debt was taken up in mid-life.
fn start(opening: Option<&Opening>, account: &Account) -> Option<NaiveDate> {
    let opened = account.ledger.first().map(|line| line.date);
    let Some(opening) = opening else { return opened };
    let due = account.rows.iter().map(|row| row.due).filter(|due| *due <= opening.as_of).max();
    due.or(opened)
}

/// Balances of principal between the days on which they changed, from a day to the account's day.
fn stretches(account: &Account, start: Option<NaiveDate>) -> Result<Vec<Stretch>, EngineError> {
    let Some(start) = start else { return Ok(Vec::new()) };
    let last_due = account.claims.iter().filter_map(|claim| claim.due).max();
    let mut found: Vec<Stretch> = Vec::new();
    let (mut balance, mut until) = (account.payoff.principal, account.as_of);
    let mut push = |from: NaiveDate, until: NaiveDate, balance: Money| {
        // Days after the last due day are overdue days; the day itself is not.
        let end = last_due.map(|due| due.max(from).min(until)).filter(|end| *end > from && *end < until);
        let overdue = last_due.is_some_and(|due| due <= from);
        if let Some(end) = end {
            found.push(Stretch { from: end, until, balance, overdue: true });
            found.push(Stretch { from, until: end, balance, overdue: false });
        } else if from < until && balance.is_positive() {
            found.push(Stretch { from, until, balance, overdue });
        }
    };
    for line in account.ledger.iter().rev().filter(|line| line.component == Component::Principal) {
        let before = match line.kind {
            LedgerKind::Paid | LedgerKind::Waived => balance.plus(line.amount)?,
            LedgerKind::Purchased => balance.minus_to_zero(line.amount)?,
            _ => continue,
        };
        if line.date < start {
            break;
        }
        push(line.date, until, balance);
        (balance, until) = (before, line.date.min(until));
    }
    push(start, until, balance);
    found.reverse();
    Ok(found.into_iter().filter(|stretch| stretch.balance.is_positive()).collect())
}

fn charged(account: &Account, charges: &[LateCharge], first: Option<NaiveDate>) -> Result<Vec<Charged>, EngineError> {
    let zero = Money::zero(account.currency);
    let mut kinds = [Cost::Interest, Cost::OverdueInterest, Cost::Damages, Cost::Fee].map(|cost| (cost, zero));
    let mut add = |cost: Cost, amount: Money| -> Result<(), EngineError> {
        for (kind, sum) in &mut kinds {
            if *kind == cost {
                *sum = sum.plus(amount)?;
            }
        }
        Ok(())
    };
    for line in account.ledger.iter().filter(|line| first.is_none_or(|first| line.date >= first)) {
        if let Some(cost) = cost(line, charges) {
            add(cost, line.amount)?;
        }
    }
    add(Cost::Interest, account.payoff.interest.minus_to_zero(account.due_now.interest)?)?;
    let found = kinds.into_iter().filter(|(_, amount)| amount.is_positive());
    Ok(found.map(|(cost, amount)| Charged { cost, amount }).collect())
}

/// What a line of the ledger charges.
fn cost(line: &LedgerLine, charges: &[LateCharge]) -> Option<Cost> {
    match line.kind {
        LedgerKind::LateCharge(number) => {
            let daily = charges.get(number).is_some_and(LateCharge::is_daily);
            Some(if daily { Cost::OverdueInterest } else { Cost::Damages })
        }
        LedgerKind::Opened if line.claim == Some(ClaimRef::Opening) => None,
        LedgerKind::Opened | LedgerKind::FellDue | LedgerKind::Charged | LedgerKind::Billed(_) => {
            match line.component {
                Component::Principal => None,
                Component::Interest => Some(Cost::Interest),
                Component::Penalty => Some(Cost::Damages),
                Component::Fee => Some(Cost::Fee),
            }
        }
        LedgerKind::Paid | LedgerKind::Waived | LedgerKind::Credited | LedgerKind::Purchased => None,
    }
}

/// The last charge for lateness that is a fee and not interest by the day.
fn late_fee(account: &Account, charges: &[LateCharge]) -> Result<Option<LateFee>, EngineError> {
    let fee = |line: &&LedgerLine| match line.kind {
        LedgerKind::LateCharge(number) => charges.get(number).is_some_and(|charge| !charge.is_daily()),
        LedgerKind::Charged => line.component == Component::Penalty,
        _ => false,
    };
    let Some(line) = account.ledger.iter().rev().find(fee) else { return Ok(None) };
    let claim = line.claim.and_then(|reference| account.claim(reference));
    let missed = claim.map(|claim| claim.charged.total()?.minus(claim.charged.penalty)).transpose()?;
    let overdue = claim.map(|claim| claim.open()?.total()).transpose()?;
    Ok(Some(LateFee {
        amount: line.amount,
        on: arose(line, charges, claim),
        minimum_due: missed.filter(|missed| missed.is_positive()),
        due: claim.and_then(|claim| claim.due),
        overdue,
        paid: None,
        earlier: None,
    }))
}

/// The day on which a fee arose. One that comes once per claim arises on the first day past the grace of its due date; the
/// ledger enters it only when it next has something to enter, or on the day looked at.
fn arose(line: &LedgerLine, charges: &[LateCharge], claim: Option<&Claim>) -> NaiveDate {
    let LedgerKind::LateCharge(number) = line.kind else { return line.date };
    let once = |charge: &&LateCharge| {
        matches!(charge.kind, ChargeKind::Flat { .. } | ChargeKind::Percent { .. } | ChargeKind::Tiered { .. })
    };
    let charge = charges.get(number).filter(once);
    let first = charge
        .zip(claim.and_then(|claim| claim.due))
        .and_then(|(charge, due)| date::shift(due, i64::from(charge.grace.days).saturating_add(1)).ok());
    first.map_or(line.date, |first| first.min(line.date))
}
