//! The overdue spells of an account: from the first day on which something is overdue to the day on which nothing is.

use chrono::NaiveDate;

use crate::engine::date::{days_between, shift};
use crate::engine::{Account, Claim, ClaimRef, Component, EngineError, LedgerKind, LedgerLine, Money};

/// Days on end on which something was overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The first day: the day after the due date.
    pub first: NaiveDate,
    /// The day on which the last of it was paid or given up; none while something is overdue.
    pub ended: Option<NaiveDate>,
    /// The greatest number of days past due within it, up to the as-of date.
    pub greatest_days: i64,
    /// How many claims were overdue in it.
    pub claims: usize,
    /// The greatest single overdue claim: what was open of it when its due date had passed, late charges left out.
    pub greatest: Money,
    /// All of them together.
    pub total: Money,
}

/// The overdue spells that the ledger knows, oldest first.
///
/// What a debt's opening states as settled has no payments in the ledger: whether it was late is not known, and it is no
/// spell. What the opening states as overdue began on the stated due date.
///
/// # Errors
/// Overflow.
pub fn spells(account: &Account) -> Result<Vec<Spell>, EngineError> {
    let mut spells: Vec<Spell> = Vec::new();
    // Claims stand in order of their due dates.
    for claim in &account.claims {
        let Some((due, ended)) = late(account, claim)? else { continue };
        let open = open_when_due(account, claim, due)?;
        let days = days_between(due, ended.unwrap_or(account.as_of));
        match spells.last_mut() {
            Some(spell) if spell.ended.is_none_or(|end| due < end) => {
                spell.ended = spell.ended.zip(ended).map(|(one, other)| one.max(other));
                spell.greatest_days = spell.greatest_days.max(days);
                spell.claims = spell.claims.saturating_add(1);
                spell.greatest = spell.greatest.greatest(open)?;
                spell.total = spell.total.plus(open)?;
            }
            _ => spells.push(Spell {
                first: shift(due, 1)?,
                ended,
                greatest_days: days,
                claims: 1,
                greatest: open,
                total: open,
            }),
        }
    }
    Ok(spells)
}

/// The due date of a claim that is or was overdue, and the day on which it was settled.
fn late(account: &Account, claim: &Claim) -> Result<Option<(NaiveDate, Option<NaiveDate>)>, EngineError> {
    let Some(due) = claim.due.filter(|due| *due < account.as_of) else { return Ok(None) };
    if matches!(claim.reference, ClaimRef::Prepayment(_)) {
        return Ok(None);
    }
    if !claim.open()?.is_zero() {
        return Ok(Some((due, None)));
    }
    let settled = lines(account, claim).filter(|line| matches!(line.kind, LedgerKind::Paid | LedgerKind::Waived));
    let last = settled.map(|line| line.date).max();
    Ok(last.filter(|last| *last > due).map(|last| (due, Some(last))))
}

/// What was open of a claim at the end of its due date, late charges left out.
fn open_when_due(account: &Account, claim: &Claim, due: NaiveDate) -> Result<Money, EngineError> {
    let of = |which: &dyn Fn(&LedgerLine) -> bool| {
        Money::sum(account.currency, lines(account, claim).filter(|line| which(line)).map(|line| line.amount))
    };
    let late = of(&|line| matches!(line.kind, LedgerKind::LateCharge(_)))?;
    let gone = of(&|line| matches!(line.kind, LedgerKind::Paid | LedgerKind::Waived) && line.date <= due)?;
    let charged = Money::sum(account.currency, Component::ALL.map(|component| claim.charged.get(component)))?;
    charged.minus(late)?.minus_to_zero(gone)
}

fn lines<'a>(account: &'a Account, claim: &Claim) -> impl Iterator<Item = &'a LedgerLine> {
    let reference = claim.reference;
    account.ledger.iter().filter(move |line| line.claim == Some(reference))
}
