//! The worked example that a first visitor can load and throw away, and the invitation to try the simulator. All dates
//! follow from the day given; all names are words.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::{Debt, DebtInputs, DebtKind};
use crate::engine::date::shift;
use crate::engine::{
    Accrual, Base, CardStatement, ChargeKind, Component, Components, Contract, Currency, EngineError, Event, EventKind,
    Figure, Frequency, Grace, Inclusion, InstalmentTerms, LateCharge, Lateness, Money, Rate, RatePeriod, Rounding,
    SingleTerms, StatedRow, Waterfall, schedule,
};
use crate::present::sentence::{Sentence, fill};
use crate::present::words::today as words;
use crate::present::{Lang, Shown, format};

const fn per_day() -> Rate {
    Rate { value: Decimal::from_parts(5, 0, 0, false, 4), per: RatePeriod::Day }
}

fn cny(minor: i64) -> Result<Money, EngineError> {
    Money::try_new(minor, Currency::CNY)
}

fn late(base: Base) -> Lateness {
    Lateness { charges: vec![LateCharge::daily(per_day(), base)] }
}

/// The sentence of the simulator with its finding: what ¥5,000 costs when it is 30 days late.
///
/// # Errors
/// A day at the end of the supported years.
pub fn invitation(as_of: NaiveDate, lang: Lang) -> Result<(Sentence, Sentence), EngineError> {
    let days = 30;
    let terms = SingleTerms {
        principal: cny(500_000)?,
        start: as_of,
        due: as_of,
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: late(Base::OverduePrincipal),
        waterfall: Waterfall::default(),
    };
    let inputs =
        Arc::new(DebtInputs { contract: Contract::Single(Box::new(terms)), opening: None, events: Vec::new() });
    let until = shift(as_of, days)?;
    let owed = Shown::account(inputs.replay(as_of)?.due_now.total()?, &inputs, as_of, Figure::DueNow);
    let then = Shown::account(inputs.replay(until)?.due_now.total()?, &inputs, until, Figure::DueNow);
    let more = Shown::growth(&inputs, as_of, until)?;
    let (date, days) = (format::short_date(until, as_of, lang), format::days(days, lang));
    Ok((
        fill(words::invite_sentence_parts(lang), &[("amount", owed.into()), ("days", days.into())]),
        fill(
            words::invite_finding_parts(lang),
            &[("more", more.into()), ("date", date.into()), ("amount", then.into())],
        ),
    ))
}

/// Three debts as people have them: an instalment loan that is late, a card bill that is due soon, a pay-later plan.
///
/// # Errors
/// A day at either end of the supported years.
pub fn debts(as_of: NaiveDate, ids: [String; 3], lang: Lang) -> Result<Vec<Debt>, EngineError> {
    let [loan, card, plan] = ids;
    let debt = |id: String, creditor: &str, kind: DebtKind, inputs: DebtInputs| Debt {
        id,
        creditor: creditor.to_owned(),
        kind,
        inputs: Arc::new(inputs),
        imported: None,
        created_on: as_of,
        rev: 0,
        example: true,
        facts: None,
    };
    Ok(vec![
        debt(loan, words::example_loan(lang), DebtKind::Loan, late_loan(as_of)?),
        debt(card, words::example_card(lang), DebtKind::Card, card_bill(as_of)?),
        debt(plan, words::example_plan(lang), DebtKind::PayLater, pay_later(as_of)?),
    ])
}

/// ¥10,000 at 18 % a year over 12 months; four instalments paid on their days, the fifth twelve days late.
fn late_loan(as_of: NaiveDate) -> Result<DebtInputs, EngineError> {
    let first = Frequency { every: 4, ..Frequency::MONTHLY }.before(shift(as_of, -12)?)?;
    let rate = Rate::percent_per_year(Decimal::from(18))?;
    let mut terms = InstalmentTerms::monthly(cny(1_000_000)?, rate, 12, Frequency::MONTHLY.before(first)?);
    terms.first_due = Some(first);
    terms.lateness = late(Base::OverdueInstalment);
    let events = schedule(&terms)?
        .iter()
        .take(4)
        .map(|row| Event { id: u64::from(row.number), date: row.due, kind: EventKind::Payment { amount: row.total } })
        .collect();
    Ok(DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events })
}

/// A bill of ¥6,820.50, at least ¥682.05 of it due in three days; half a thousandth a day, 5 % of an unpaid minimum.
fn card_bill(as_of: NaiveDate) -> Result<DebtInputs, EngineError> {
    let mut interest = LateCharge::daily(per_day(), Base::StatementBalance);
    interest.component = Component::Interest;
    let fee = LateCharge {
        kind: ChargeKind::Percent { share: Decimal::new(5, 2), floor: None, ceiling: None },
        base: Base::OverduePrincipal,
        component: Component::Penalty,
        grace: Grace::default(),
        inclusion: Inclusion::Last,
        caps: Vec::new(),
        rounding: Rounding::HalfUp,
    };
    let card = CardStatement {
        balance: cny(682_050)?,
        minimum: cny(68_205)?,
        statement_date: Some(shift(as_of, -17)?),
        due: shift(as_of, 3)?,
        rate: per_day(),
        lateness: Lateness { charges: vec![interest, fee] },
        waterfall: Waterfall::default(),
        cycle: None,
    };
    Ok(DebtInputs { contract: Contract::Revolving(Box::new(card)), opening: None, events: Vec::new() })
}

/// ¥1,200 in three parts with a fee of ¥12 each, the first in nine days.
fn pay_later(as_of: NaiveDate) -> Result<DebtInputs, EngineError> {
    let first = shift(as_of, 9)?;
    let mut rows = Vec::new();
    for number in 0..3 {
        let mut amounts = Components::zero(Currency::CNY);
        amounts.principal = cny(40_000)?;
        amounts.fee = cny(1_200)?;
        rows.push(StatedRow { due: Frequency::MONTHLY.after(first, number)?, amounts });
    }
    let mut terms = InstalmentTerms::monthly(cny(120_000)?, Rate::ZERO, 3, shift(as_of, -1)?);
    terms.first_due = Some(first);
    terms.stated = Some(rows);
    terms.lateness = late(Base::OverdueTotal);
    Ok(DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events: Vec::new() })
}
