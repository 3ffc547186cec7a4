//! The reader's own numbers: what a saved debt and a household can say in place of a lesson's example. Only what they
//! really say: an input that they say nothing about keeps the example. The bounds of the inputs are the screen's.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Compute, Given};
use crate::case::{Debt, Household};
use crate::engine::date::Frequency;
use crate::engine::relief::{Position, position_after};
use crate::engine::{Account, ClaimState, Contract, Currency, EngineError, InstalmentTerms, Method, Money, Rounding};

/// What a saved debt says about the inputs of a figure on a day. Nothing of a debt in another currency than yuan, or of one
/// that is settled.
#[must_use]
pub fn own(compute: Compute, debt: &Debt, as_of: NaiveDate) -> Given {
    let mut given = Given::new();
    if debt.inputs.contract.currency() == Currency::CNY
        && let Ok(account) = debt.replay(as_of)
        && let Ok(position) = position_after(&debt.inputs.contract, &debt.inputs.events, &account)
    {
        let known = Known { debt, account: &account, position: &position };
        for (name, value) in known.of(compute).unwrap_or_default() {
            // Noise of a division is no number that anybody agreed on.
            given.extend(value.map(|value| (name.to_owned(), value.max(Decimal::ZERO).round_dp(6).normalize())));
        }
    }
    given
}

/// What a household and its debts say about a month: its typical month, and the mean of what falls due within a year.
#[must_use]
pub fn own_budget(household: &Household, debts: &[&Debt], as_of: NaiveDate) -> Given {
    if household.currency != Currency::CNY {
        return Given::new();
    }
    month(household, debts, as_of).unwrap_or_default()
}

fn month(household: &Household, debts: &[&Debt], as_of: NaiveDate) -> Result<Given, EngineError> {
    let typical = household.budget().typical(as_of)?;
    let until = Frequency::MONTHLY.after(as_of, 12)?;
    let mut asked = Money::zero(household.currency);
    for debt in debts.iter().filter(|debt| debt.inputs.contract.currency() == household.currency) {
        let account = debt.replay(as_of)?;
        // One that is settled asks for nothing.
        let Ok(position) = position_after(&debt.inputs.contract, &debt.inputs.events, &account) else { continue };
        for due in position.keep.iter().filter(|due| due.date > as_of && due.date <= until) {
            asked = asked.plus(due.amounts.total()?)?;
        }
    }
    let mean = asked.exact().checked_div(Decimal::from(12)).ok_or(EngineError::Overflow)?;
    let payments = Money::from_exact(mean, household.currency, Rounding::Up)?;
    let said = [("income", typical.income), ("essentials", typical.essentials), ("payments", payments)];
    Ok(said.into_iter().map(|(name, amount)| (name.to_owned(), amount.exact())).collect())
}

/// A debt on a day.
struct Known<'a> {
    debt: &'a Debt,
    account: &'a Account,
    position: &'a Position,
}

type Said = Vec<(&'static str, Option<Decimal>)>;

fn percent(fraction: Decimal) -> Option<Decimal> {
    fraction.checked_mul(Decimal::ONE_HUNDRED)
}

impl Known<'_> {
    fn of(&self, compute: Compute) -> Result<Said, EngineError> {
        let contract = &self.debt.inputs.contract;
        let principal = Some(self.position.open.principal).filter(|left| left.is_positive()).map(Money::exact);
        Ok(match (compute, contract) {
            (Compute::Schedule | Compute::Relief, Contract::Instalment(_)) => vec![
                ("principal", principal),
                ("rate", percent(self.position.rate.nominal_year(365)?)),
                ("count", Some(Decimal::from(self.position.remaining))),
            ],
            (Compute::Apr, Contract::Instalment(terms)) => self.agreed(terms)?,
            (Compute::MinimumPayment, Contract::Revolving(card)) => vec![
                ("balance", Some(self.position.open.total()?.exact())),
                ("rate", percent(card.rate.daily(365)?)),
                ("minimum_share", card.cycle.as_ref().and_then(|cycle| percent(cycle.minimum.share))),
            ],
            (Compute::LateFee, _) => vec![("principal", self.late_sum()?), ("rate", self.late_rate()?)],
            (Compute::OverdueWeeks, _) => vec![
                ("instalment", self.instalment()?),
                ("rate", self.late_rate()?),
                // A week that is not over counts as none.
                ("weeks", self.account.days_past_due.checked_div(7).filter(|weeks| *weeks > 0).map(Decimal::from)),
            ],
            (Compute::Cap, _) => vec![("principal", principal)],
            (Compute::Order, _) => {
                let due = &self.account.due_now;
                let parts = [("interest", due.interest), ("penalty", due.penalty), ("fee", due.fee)];
                let principal = ("principal", due.principal);
                let said = parts.into_iter().chain([principal]).map(|(name, part)| (name, Some(part.exact())));
                if due.is_zero() { Vec::new() } else { said.collect() }
            }
            (Compute::CourtFee, _) => vec![("claim", Some(self.position.open.total()?.exact()))],
            _ => Vec::new(),
        })
    }

    /// What was agreed, where every month asks for the same.
    fn agreed(&self, terms: &InstalmentTerms) -> Result<Said, EngineError> {
        let monthly = terms.frequency == Frequency::MONTHLY && terms.method == Method::EqualInstalment;
        let Some(first) = self.account.rows.first().filter(|_| monthly && terms.stated.is_none()) else {
            return Ok(Vec::new());
        };
        Ok(vec![
            ("principal", Some(terms.principal.exact())),
            ("received", Some(terms.received()?.exact())),
            ("payment", Some(first.principal.plus(first.interest)?.exact())),
            ("fee", Some(first.fee.exact())),
            ("count", Some(Decimal::from(terms.count))),
        ])
    }

    /// What is late, without what lateness has added.
    fn late_sum(&self) -> Result<Option<Decimal>, EngineError> {
        let late = &self.account.overdue;
        Ok(Some(late.total()?.minus(late.penalty)?).filter(|late| late.is_positive()).map(Money::exact))
    }

    /// The oldest instalment that is late, or the next one; without what lateness has added.
    fn instalment(&self) -> Result<Option<Decimal>, EngineError> {
        for claim in &self.account.claims {
            if claim.state(self.account.as_of)? != ClaimState::Paid {
                let open = claim.open()?;
                let sum = open.total()?.minus(open.penalty)?;
                return Ok(Some(sum).filter(|sum| sum.is_positive()).map(Money::exact));
            }
        }
        Ok(None)
    }

    /// The rate of a day of the first late charge that runs by the day.
    fn late_rate(&self) -> Result<Option<Decimal>, EngineError> {
        for charge in &self.debt.inputs.contract.lateness().charges {
            if let Some((daily, _)) = charge.daily_rate(self.position.rate)? {
                return Ok(percent(daily));
            }
        }
        Ok(None)
    }
}
