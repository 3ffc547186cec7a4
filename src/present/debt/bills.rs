//! A card's bills, and how long its balance takes to pay off when nothing new is bought.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Inputs;
use crate::engine::card::payoff::{MonthFactors, Payoff, PayoffPlan, Posting};
use crate::engine::number::mul;
use crate::engine::{Account, CardCycle, CardStatement, ClaimRef, Contract, EngineError, Figure, Money};
use crate::present::figure::PayoffFigure;
use crate::present::input::{self, AmountRange, is_blank};
use crate::present::sentence::{Sentence, fill, plain};
use crate::present::words::debt as words;
use crate::present::{Lang, Shown, format};

/// One bill.
#[derive(Debug, Clone, PartialEq)]
pub struct BillRow {
    /// The day on which it was made.
    pub date: String,
    /// The last day to pay.
    pub due: String,
    /// What it asks for.
    pub balance: Shown,
    /// Its interest.
    pub interest: Shown,
    /// The least payment.
    pub minimum: Shown,
    /// Whether it was paid in full, in words.
    pub state: &'static str,
}

/// The bills, the latest first; none for what is no card with known cycles.
pub(super) fn rows(inputs: &Inputs, account: &Account, lang: Lang) -> Result<Vec<BillRow>, EngineError> {
    let shown = |money: Money, figure| Shown::account(money, inputs, account.as_of, figure);
    account
        .bills
        .iter()
        .rev()
        .map(|bill| {
            Ok(BillRow {
                date: format::date(bill.date, lang),
                due: format::date(bill.due, lang),
                balance: shown(bill.balance.total()?, Figure::BillBalance(bill.number)),
                interest: shown(bill.interest, Figure::BillInterest(bill.number)),
                minimum: shown(bill.minimum, Figure::BillMinimum(bill.number)),
                state: match bill.paid_in_full {
                    Some(true) => words::bill_paid(lang),
                    Some(false) => words::bill_unpaid(lang),
                    None => words::bill_open(lang),
                },
            })
        })
        .collect()
}

/// How far ahead the days of the bills are looked up; later months repeat the last.
const MONTHS_AHEAD: u32 = 120;

/// The balance of a card as of a day, to be paid off from the next due day on.
///
/// # Errors
/// What the engine refuses; nothing for what is no card with known cycles or owes nothing.
pub fn payoff_of(inputs: &Inputs, account: &Account) -> Result<Option<Arc<Payoff>>, EngineError> {
    let Contract::Revolving(card) = &inputs.contract else { return Ok(None) };
    let Some(cycle) = &card.cycle else { return Ok(None) };
    let mut balance = Money::zero(account.currency);
    for claim in account.claims.iter().filter(|claim| !matches!(claim.reference, ClaimRef::Plan(_))) {
        balance = balance.plus(claim.open()?.total()?)?;
    }
    if !balance.is_positive() {
        return Ok(None);
    }
    let factors = factors(card, cycle, account)?;
    let revolving = account.bills.iter().any(|bill| bill.paid_in_full == Some(false));
    Ok(Some(Arc::new(Payoff {
        balance,
        factors,
        posting: Posting::WithBill,
        billed: cycle.billed,
        method: cycle.method,
        revolving,
        rounding: cycle.rounding,
    })))
}

/// Interest factors from the day of the account to the next due day, from there to the next bill, and so on.
fn factors(card: &CardStatement, cycle: &CardCycle, account: &Account) -> Result<Vec<MonthFactors>, EngineError> {
    let daily = card.rate.daily(365)?;
    let over = |from: NaiveDate, to: NaiveDate| {
        let days = crate::engine::date::days_between(from, to).max(0);
        mul(daily, Decimal::from(days))
    };
    let Some(last) = account.bills.last() else { return Ok(Vec::new()) };
    let mut from = account.as_of;
    let (mut due, mut statement) = (last.due, last.date);
    let mut list = Vec::new();
    for month in 1..=MONTHS_AHEAD {
        let next = cycle.statement_after(last.date, month)?;
        if due >= account.as_of {
            list.push(MonthFactors { before: over(from, due)?, after: over(due, next)? });
            from = next;
        }
        statement = statement.max(next);
        due = cycle.due_of(statement)?;
    }
    Ok(list)
}

/// What the payoff panel is asked: texts as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PayoffAsked {
    /// The same amount each month.
    pub fixed: String,
    /// Done within so many months.
    pub months: String,
}

/// The answers: under the least payment, under a fixed one, and the payment that clears it in time.
#[must_use]
pub fn payoff(inputs: &Inputs, account: &Account, asked: &PayoffAsked, lang: Lang) -> Vec<Sentence> {
    let Ok(Some(payoff)) = payoff_of(inputs, account) else { return Vec::new() };
    let Contract::Revolving(card) = &inputs.contract else { return Vec::new() };
    let Some(cycle) = &card.cycle else { return Vec::new() };
    let mut list = vec![under(&payoff, PayoffPlan::Minimum(cycle.minimum), words::payoff_minimum_parts(lang), lang)];
    let range = AmountRange::positive(account.currency);
    if let Ok(fixed) = input::amount(&asked.fixed, range) {
        list.push(under(&payoff, PayoffPlan::Fixed(fixed), words::payoff_fixed_answer_parts(lang), lang));
    } else if !is_blank(&asked.fixed) {
        list.push(plain(words::payoff_unread_amount(lang)));
    }
    if let Ok(months) = input::count(&asked.months, 1, 600) {
        list.push(within(&payoff, months, lang));
    } else if !is_blank(&asked.months) {
        list.push(plain(words::payoff_unread_months(lang)));
    }
    list
}

fn under(
    payoff: &Arc<Payoff>,
    plan: PayoffPlan,
    parts: &'static [crate::present::words::Part],
    lang: Lang,
) -> Sentence {
    let Ok(months) = payoff.months(&plan) else { return plain(words::payoff_never(lang)) };
    let first = months.first().map_or(payoff.balance, |month| month.payment);
    let count = format::months(i64::try_from(months.len()).unwrap_or(i64::MAX), lang);
    let figure = |money, figure| Shown::payoff(money, payoff, plan, figure);
    let Ok(interest) = Money::sum(payoff.balance.currency(), months.iter().map(|month| month.interest)) else {
        return plain(words::payoff_never(lang));
    };
    fill(
        parts,
        &[
            ("payment", figure(first, PayoffFigure::FirstPayment).into()),
            ("months", count.into()),
            ("interest", figure(interest, PayoffFigure::Interest).into()),
        ],
    )
}

fn within(payoff: &Arc<Payoff>, months: u32, lang: Lang) -> Sentence {
    let cent = Money::try_new(1, payoff.balance.currency());
    let found = cent.and_then(|cent| payoff.payment_within(u16::try_from(months).unwrap_or(u16::MAX), cent));
    let Ok(payment) = found else { return plain(words::payoff_never(lang)) };
    under(payoff, PayoffPlan::Fixed(payment), words::payoff_within_parts(lang), lang)
}
