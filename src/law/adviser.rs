//! Where one payment does most: every purpose that the payer may name for it, replayed to a horizon and ranked by what the
//! debts cost up to then.
//!
//! Source: Civil Code art. 560 (the payer names the debt; otherwise the order of the law) through
//! [`crate::engine::creditor`], and art. 561 with the contract's own waterfall within a debt. Pure: nothing is advised, each
//! outcome is a figure.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::engine::creditor::{self, Standing};
use crate::engine::number::add;
use crate::engine::{
    self, Account, ChargeKind, ClaimRef, Component, Components, Contract, Designated, EngineError, Event, EventKind,
    Money, Opening,
};

/// The most claims of a debt that are tried one by one.
const MOST_CLAIMS: usize = 12;

/// A debt at the creditor.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// What was agreed.
    pub contract: &'a Contract,
    /// Where it began in mid-life.
    pub opening: Option<&'a Opening>,
    /// What happened.
    pub events: &'a [Event],
    /// What secures it: nothing, or more the higher the number (art. 560).
    pub security: u8,
}

/// One payment to one creditor.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The debts, in the order in which they are shown.
    pub debts: &'a [Held<'a>],
    /// How much is paid.
    pub amount: Money,
    /// The days on which it could be paid; the first is the one that others are compared with.
    pub days: &'a [NaiveDate],
    /// Up to which day the cost is counted.
    pub horizon: NaiveDate,
}

/// What the payer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The day of the payment.
    pub on: NaiveDate,
    /// Which debt, by its place; none leaves it to the order of the law.
    pub debt: Option<usize>,
    /// What within that debt; none leaves it to its waterfall.
    pub within: Option<Designated>,
}

/// What follows from a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The choice.
    pub choice: Choice,
    /// What each debt gets of the payment.
    pub shares: Vec<Money>,
    /// Interest, late charges and fees of all debts from their beginning to the horizon, paid or not.
    pub cost: Money,
    /// How much less that is than without naming anything on the first day; below nothing if it is more.
    pub saves: Money,
    /// What is overdue in all at the end of the day of payment.
    pub overdue_after: Money,
    /// The days past due of each debt at the end of the day of payment.
    pub days_after: Vec<i64>,
    /// What is overdue in all at the horizon, if nothing more is paid.
    pub overdue_at_horizon: Money,
    /// What of the payment no debt could take.
    pub left_over: Money,
}

/// The outcomes of every choice, cheapest first; equal ones in the order: nothing named, a debt named, a purpose within a
/// debt named, earlier days first. Without a debt or a day there are none.
///
/// # Errors
/// What a replay refuses; mixed currencies. A purpose that a debt cannot take is left out.
pub fn outcomes(question: &Question<'_>) -> Result<Vec<Outcome>, EngineError> {
    let mut found: Vec<Outcome> = Vec::new();
    for on in question.days {
        let before = accounts(question.debts, *on)?;
        let standings = standings(question.debts, &before)?;
        for choice in choices(&before, *on) {
            match outcome(question, &standings, choice) {
                Ok(outcome) => found.push(outcome),
                Err(EngineError::UnfitEvent { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    let Some(plain) = found.first().map(|outcome| outcome.cost) else { return Ok(found) };
    for outcome in &mut found {
        outcome.saves = plain.minus(outcome.cost)?;
    }
    found.sort_by_key(|outcome| outcome.cost.minor());
    Ok(found)
}

/// The first day on which other stages of the waterfall hold, if nothing is paid before: so many days past due are
/// exceeded. None without a switch, without anything overdue, or when it has come already.
#[must_use]
pub fn switch_day(contract: &Contract, account: &Account) -> Option<NaiveDate> {
    let after = i64::from(contract.waterfall().switch.as_ref()?.after_days);
    let day = engine::date::shift(account.oldest_unpaid_due?, after.checked_add(1)?).ok()?;
    (day > account.as_of).then_some(day)
}

fn accounts(debts: &[Held<'_>], on: NaiveDate) -> Result<Vec<Account>, EngineError> {
    debts.iter().map(|debt| engine::replay(debt.contract, debt.opening, debt.events, on)).collect()
}

fn standings(debts: &[Held<'_>], accounts: &[Account]) -> Result<Vec<Standing>, EngineError> {
    let standing = |(debt, account): (&Held<'_>, &Account)| {
        Ok(Standing {
            open: account.payoff.total()?,
            due: account.oldest_unpaid_due.or(account.next_due.map(|next| next.date)),
            security: debt.security,
            yearly_cost: yearly_cost(debt.contract, account)?,
        })
    };
    debts.iter().zip(accounts).map(standing).collect()
}

/// How heavy a debt is: its contract rate and, once something is overdue, its late charges by the day, added up as yearly
/// rates. Charges that come once weigh nothing.
fn yearly_cost(contract: &Contract, account: &Account) -> Result<Decimal, EngineError> {
    let rate = match contract {
        Contract::Instalment(terms) => terms.rate,
        Contract::Revolving(card) => card.rate,
        Contract::Single(terms) => terms.rate,
    };
    let mut cost = rate.nominal_year(365)?;
    if account.oldest_unpaid_due.is_some() {
        for charge in &contract.lateness().charges {
            let rate = match &charge.kind {
                ChargeKind::Daily { rate, year_days, .. } => rate.nominal_year(i64::from(*year_days))?,
                ChargeKind::Uplift { share, year_days, .. } => {
                    let raised = add(Decimal::ONE, *share)?;
                    engine::number::mul(rate.nominal_year(i64::from(*year_days))?, raised)?
                }
                _ => Decimal::ZERO,
            };
            cost = add(cost, rate)?;
        }
    }
    Ok(cost)
}

/// Every choice for a day: nothing named; each debt; in each debt each component that is open and each claim that is due.
fn choices(accounts: &[Account], on: NaiveDate) -> Vec<Choice> {
    let mut choices = vec![Choice { on, debt: None, within: None }];
    if accounts.is_empty() {
        choices.clear();
    }
    if accounts.len() > 1 {
        choices.extend((0..accounts.len()).map(|debt| Choice { on, debt: Some(debt), within: None }));
    }
    for (debt, account) in accounts.iter().enumerate() {
        let within = |within| Choice { on, debt: Some(debt), within: Some(within) };
        let open = Component::ALL.into_iter().filter(|component| account.payoff.get(*component).is_positive());
        choices.extend(open.map(|component| within(Designated::Component(component))));
        let due: Vec<ClaimRef> = account
            .claims
            .iter()
            .filter(|claim| claim.due.is_some_and(|due| due <= on) && claim.open().is_ok_and(|open| !open.is_zero()))
            .map(|claim| claim.reference)
            .collect();
        if due.len() > 1 {
            choices.extend(due.into_iter().take(MOST_CLAIMS).map(|claim| within(Designated::Claim(claim))));
        }
    }
    choices
}

fn outcome(question: &Question<'_>, standings: &[Standing], choice: Choice) -> Result<Outcome, EngineError> {
    let zero = Money::zero(question.amount.currency());
    let (shares, left_over) = creditor::across(standings, question.amount, choice.debt, choice.on)?;
    let mut outcome = Outcome {
        choice,
        shares,
        cost: zero,
        saves: zero,
        overdue_after: zero,
        days_after: Vec::new(),
        overdue_at_horizon: zero,
        left_over,
    };
    for (place, debt) in question.debts.iter().enumerate() {
        let share = outcome.shares.get(place).copied().unwrap_or(zero);
        let named = choice.within.filter(|_| choice.debt == Some(place));
        let events = with_payment(debt.events, share, named, choice.on);
        let replay = |day| engine::replay(debt.contract, debt.opening, &events, day);
        let (after, end) = (replay(choice.on)?, replay(question.horizon.max(choice.on))?);
        outcome.overdue_after = outcome.overdue_after.plus(after.overdue.total()?)?;
        outcome.days_after.push(after.days_past_due);
        outcome.overdue_at_horizon = outcome.overdue_at_horizon.plus(end.overdue.total()?)?;
        outcome.cost = outcome.cost.plus(cost(&end)?)?;
    }
    Ok(outcome)
}

fn with_payment(events: &[Event], amount: Money, named: Option<Designated>, on: NaiveDate) -> Vec<Event> {
    let mut events = events.to_vec();
    if !amount.is_positive() {
        return events;
    }
    let payment = events.iter().map(|event| event.id).max().unwrap_or(0).saturating_add(1);
    if let Some(to) = named {
        let id = payment.saturating_add(1);
        events.push(Event { id, date: on, kind: EventKind::Designation { payment, to } });
    }
    events.push(Event { id: payment, date: on, kind: EventKind::Payment { amount } });
    events
}

/// All that was charged up to the day beside principal: what is open, paid and given up.
fn cost(account: &Account) -> Result<Money, EngineError> {
    let charged: Components = account.outstanding.plus(&account.paid)?.plus(&account.waived)?;
    charged.interest.plus(charged.penalty)?.plus(charged.fee)
}
