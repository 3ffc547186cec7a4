//! The schedule of an instalment loan: dates, interest, principal, and where the rest of rounding goes.
//!
//! Formulas: annuity instalment = P ⁄ Σ vₖ with vₖ = Π 1⁄(1+fⱼ) over the periods' own factors fⱼ, which for equal
//! factors is the textbook P·f·(1+f)ⁿ ⁄ ((1+f)ⁿ−1). Interest of a period = balance · f, rounded once.

mod anew;
mod followed;
mod periods;
mod shaped;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::{ClaimRef, Origin};
use super::allocation::Component;
use super::contract::{InstalmentTerms, InterestKind, Method, Residue, Smoothing, StatedRow};
use super::date::days_between;
use super::error::EngineError;
use super::event::Reschedule;
use super::fixed::{self, Factor};
use super::money::Money;
use super::number::{Rounding, add, div, mul, sub};
use super::rate::Accrual;
use super::shape::{PrepaymentEffect, RateFrom};
use super::trace::{Step, StepKind, Trace, record};
pub(crate) use followed::{Early, Followed, Late};
use periods::{period_factor, periods};

/// One instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// From 1.
    pub number: u16,
    /// The day that its period begins.
    pub start: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// Calendar days of the period.
    pub days: i64,
    /// Interest factor of the period; zero on stated rows.
    pub factor: Decimal,
    /// Principal that it brings back.
    pub principal: Money,
    /// Interest that it carries.
    pub interest: Money,
    /// Fees and penalties that the lender's own schedule puts on it.
    pub fee: Money,
    /// What is due.
    pub total: Money,
    /// Principal still out after it.
    pub balance: Money,
    /// Interest of its period that joins the principal on the due date instead of being asked for.
    #[serde(skip_serializing_if = "is_nothing")]
    pub capitalised: Money,
    /// What else moved the principal within its period: later payouts, less principal paid on days of its own.
    #[serde(skip_serializing_if = "is_nothing")]
    pub moved: Money,
    /// Stated by the lender or computed.
    pub origin: Origin,
}

fn is_nothing(amount: &Money) -> bool {
    amount.is_zero()
}

/// Principal that moves on a day, beside the instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// On which day.
    pub on: NaiveDate,
    /// A payout, or principal that is paid with its effect on the rest.
    pub kind: MoveKind,
    /// How much.
    pub amount: Money,
}

/// Which way principal moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveKind {
    /// It is paid out.
    Payout,
    /// It is paid out and paid back in instalments of its own.
    OwnTerm,
    /// It is paid back by the event of this number.
    Prepaid(u64, PrepaymentEffect),
}

/// What happened that the terms themselves do not say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes {
    /// Rates, by day.
    pub rates: Vec<RateFrom>,
    /// Principal paid on a day, by day.
    pub prepaid: Vec<Move>,
    /// Nights without interest: from the first, up to a day that bears it again.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// The rest arranged anew, by day.
    pub rescheduled: Vec<(NaiveDate, Reschedule)>,
    /// What was paid on other days than its own, where interest follows it.
    pub followed: Followed,
}

/// A schedule and how much of each prepayment it could take.
pub(crate) struct Resolved {
    pub rows: Vec<Row>,
    /// By the event's number.
    pub taken: Vec<(u64, Money)>,
    /// How much of what was paid early was for interest, by instalment and day.
    pub earned: Vec<(u16, NaiveDate, Money)>,
}

/// The schedule of `terms`.
///
/// # Errors
/// Terms out of range, amounts that do not fit, or [`EngineError::NeverRepaid`].
pub fn schedule(terms: &InstalmentTerms) -> Result<Vec<Row>, EngineError> {
    Ok(traced(terms, &Changes::default(), &mut None)?.rows)
}

/// The down payment: a share of the principal, rounded once.
///
/// # Errors
/// Overflow.
pub fn down_payment(terms: &InstalmentTerms) -> Result<Money, EngineError> {
    let currency = terms.principal.currency();
    match terms.down_payment {
        Some(share) => Money::from_exact(mul(terms.principal.exact(), share)?, currency, terms.rounding),
        None => Ok(Money::zero(currency)),
    }
}

/// The schedule, with the steps of every row for whoever listens.
pub(crate) fn traced(
    terms: &InstalmentTerms,
    changes: &Changes,
    trace: &mut Option<&mut Trace>,
) -> Result<Resolved, EngineError> {
    terms.check()?;
    let plain = |rows| Resolved { rows, taken: Vec::new(), earned: Vec::new() };
    if let Some(rows) = &terms.stated {
        return stated(terms, rows, trace).map(plain);
    }
    let principal = terms.counted_principal()?.minus(down_payment(terms)?)?;
    let periods = periods(terms, changes)?;
    let changed = !changes.rates.is_empty()
        || !changes.prepaid.is_empty()
        || !changes.pauses.is_empty()
        || !changes.rescheduled.is_empty()
        || !changes.followed.is_empty();
    let mut resolved = if changed || terms.shape.is_solved_on_the_way() {
        // What was agreed on later does not change the first instalment.
        let agreed =
            if changes.rescheduled.is_empty() { None } else { Some(self::periods(terms, &Changes::default())?) };
        shaped::resolve(terms, principal, (agreed.as_deref().unwrap_or(&periods), &periods), changes, trace)?
    } else {
        plain(match terms.method {
            Method::Bullet => bullet(terms, principal, &periods, trace)?,
            Method::EqualInstalment => equal_instalments(terms, principal, &periods, trace)?,
            Method::EqualPrincipal | Method::InterestFirst => {
                let plan = Plan { terms, principal, periods: &periods, instalment: None };
                plan.rows(trace)?
            }
        })
    };
    shaped::add_fee(terms, &mut resolved.rows, trace)?;
    Ok(resolved)
}

/// One period with its interest factor.
#[derive(Debug, Clone, Copy)]
struct Period {
    start: NaiveDate,
    due: NaiveDate,
    /// Interest counts between these; they are not the dates above where a due date was moved and interest was not.
    interest: (NaiveDate, NaiveDate),
    regular: bool,
    /// Where the due date was moved by agreement: when the whole period would have ended, and the one after it.
    whole: Option<(NaiveDate, NaiveDate)>,
    factor: Decimal,
    /// The factor as whole-number arithmetic takes it, where it can.
    fixed: Option<Factor>,
}

/// Everything that the rows of one candidate instalment are made from.
struct Plan<'a> {
    terms: &'a InstalmentTerms,
    principal: Money,
    periods: &'a [Period],
    /// The equal instalment; none for the methods that fix principal instead.
    instalment: Option<Money>,
}

impl Plan<'_> {
    fn round(&self, exact: Decimal) -> Result<Money, EngineError> {
        Money::from_exact(exact, self.principal.currency(), self.terms.rounding)
    }

    fn repaying(&self) -> u16 {
        self.terms.count.saturating_sub(self.terms.principal_grace).max(1)
    }

    /// The interest of a period in whole-number arithmetic: what [`Self::interest`] rounds to, or nothing. Only where
    /// nobody listens: the amount before rounding is not known here.
    fn swift_interest(&self, period: &Period, balance: Money) -> Option<Money> {
        if self.terms.interest != InterestKind::Declining {
            return None;
        }
        let minor = period.fixed?.share_of(balance.minor(), self.terms.rounding)?;
        Money::try_new(minor, balance.currency()).ok()
    }

    /// The interest of a period, before grace moves it.
    fn interest(&self, number: u16, period: &Period, balance: Money) -> Result<(Money, Decimal, Money), EngineError> {
        let base = match self.terms.interest {
            InterestKind::Declining => balance,
            InterestKind::Flat | InterestKind::FlatTotal => self.principal,
        };
        if self.terms.interest == InterestKind::FlatTotal {
            return self.flat_total_share(number, base);
        }
        let exact = mul(base.exact(), period.factor)?;
        Ok((self.round(exact)?, exact, base))
    }

    /// An equal share of the whole flat interest, which is rounded once; the last share takes the rest.
    fn flat_total_share(&self, number: u16, base: Money) -> Result<(Money, Decimal, Money), EngineError> {
        let factors = self.periods.iter().try_fold(Decimal::ZERO, |sum, p| add(sum, p.factor))?;
        let total = self.round(mul(base.exact(), factors)?)?;
        let exact = div(total.exact(), Decimal::from(self.terms.count))?;
        let share = self.round(exact)?;
        let before = i64::from(number.saturating_sub(1));
        let given = Money::try_new(share.minor().saturating_mul(before), base.currency())?.least(total)?;
        let rest = total.minus(given)?;
        Ok((if number < self.terms.count { share.least(rest)? } else { rest }, exact, base))
    }

    /// Principal of a row that is not the last.
    fn principal_part(&self, number: u16, interest: Money, balance: Money) -> Result<Money, EngineError> {
        let zero = Money::zero(self.principal.currency());
        if number <= self.terms.principal_grace || self.terms.method == Method::InterestFirst {
            return Ok(zero);
        }
        let part = match self.instalment {
            Some(instalment) => instalment.minus(interest)?,
            None => {
                let share = self.round(div(self.principal.exact(), Decimal::from(self.repaying()))?)?;
                match self.terms.instalment_multiple {
                    Some(step) => to_step(share, step, self.terms.rounding)?,
                    None => share,
                }
            }
        };
        if part.minor() < 0 {
            return Err(EngineError::NeverRepaid);
        }
        part.least(balance)
    }

    fn rows(&self, trace: &mut Option<&mut Trace>) -> Result<Vec<Row>, EngineError> {
        let zero = Money::zero(self.principal.currency());
        let mut balance = self.principal;
        let mut deferred = zero;
        let mut rows = Vec::with_capacity(self.periods.len());
        for (number, period) in (1_u16..).zip(self.periods) {
            let last = number == self.terms.count;
            let (mut interest, exact, base) = match self.swift_interest(period, balance).filter(|_| trace.is_none()) {
                Some(interest) => (interest, Decimal::ZERO, balance),
                None => self.interest(number, period, balance)?,
            };
            let principal = if last { balance } else { self.principal_part(number, interest, balance)? };
            if last
                && self.terms.residue == Residue::LastInterest
                && let Some(instalment) = self.instalment
            {
                interest = instalment.minus_to_zero(principal)?;
            }
            self.record_row((number, period), (principal, interest), (exact, base, balance), trace);
            if number <= self.terms.interest_grace {
                deferred = deferred.plus(interest)?;
                interest = zero;
            } else {
                interest = interest.plus(deferred)?;
                deferred = zero;
            }
            balance = balance.minus(principal)?;
            rows.push(Row {
                number,
                start: period.start,
                due: period.due,
                days: days_between(period.start, period.due),
                factor: period.factor,
                principal,
                interest,
                fee: zero,
                total: principal.plus(interest)?,
                balance,
                capitalised: zero,
                moved: zero,
                origin: Origin::Computed,
            });
        }
        Ok(rows)
    }

    fn record_row(
        &self,
        (number, period): (u16, &Period),
        (principal, interest): (Money, Money),
        (exact, base, balance): (Decimal, Money, Money),
        trace: &mut Option<&mut Trace>,
    ) {
        let claim = Some(ClaimRef::Row(number));
        record(trace, || Step {
            claim,
            component: Some(Component::Interest),
            kind: StepKind::Interest { balance: base, factor: period.factor, exact },
            result: interest,
        });
        let remainder = number == self.terms.count;
        record(trace, || Step {
            claim,
            component: Some(Component::Principal),
            kind: match self.instalment {
                _ if remainder => StepKind::Remainder,
                Some(instalment) if principal != balance && principal.is_positive() => {
                    StepKind::Difference { from: instalment, less: interest }
                }
                None if principal.is_positive() => StepKind::EqualShare {
                    principal: self.principal,
                    count: self.repaying(),
                    exact: div(self.principal.exact(), Decimal::from(self.repaying())).unwrap_or_default(),
                },
                _ => StepKind::Stated,
            },
            result: principal,
        });
    }
}

/// Rounds to a step, unless that leaves nothing.
fn to_step(amount: Money, step: Money, rounding: Rounding) -> Result<Money, EngineError> {
    let rounded = amount.to_multiple(step, rounding)?;
    Ok(if rounded.is_zero() { amount } else { rounded })
}

fn equal_instalments(
    terms: &InstalmentTerms,
    principal: Money,
    periods: &[Period],
    trace: &mut Option<&mut Trace>,
) -> Result<Vec<Row>, EngineError> {
    let (plan, exact) = solved(terms, principal, periods, trace.is_some())?;
    if let Some(result) = plan.instalment {
        record(trace, || Step {
            claim: None,
            component: None,
            kind: StepKind::Instalment { principal, count: plan.repaying(), exact },
            result,
        });
    }
    plan.rows(trace)
}

/// The plan with its equal instalment, and that instalment before rounding.
fn solved<'a>(
    terms: &'a InstalmentTerms,
    principal: Money,
    periods: &'a [Period],
    is_traced: bool,
) -> Result<(Plan<'a>, Decimal), EngineError> {
    let mut plan = Plan { terms, principal, periods, instalment: None };
    let (exact, rounded) = match swift_instalment(&plan).filter(|_| !is_traced) {
        Some(rounded) => (Decimal::ZERO, rounded),
        None => {
            let exact = exact_instalment(&plan)?;
            (exact, plan.round(exact)?)
        }
    };
    let stepped = |amount: Money| match terms.instalment_multiple {
        Some(step) => to_step(amount, step, terms.rounding),
        None => Ok(amount),
    };
    plan.instalment = Some(stepped(rounded)?);
    if terms.smoothing == Smoothing::ThreePasses && terms.interest == InterestKind::Declining {
        smooth(&mut plan, stepped)?;
    }
    Ok((plan, exact))
}

/// The rounded instalment in whole-number arithmetic: what [`exact_instalment`] rounds to, or nothing.
fn swift_instalment(plan: &Plan<'_>) -> Option<Money> {
    if plan.terms.interest != InterestKind::Declining {
        return None;
    }
    let factors = plan.periods.iter().skip(usize::from(plan.terms.principal_grace)).map(|period| period.fixed);
    let minor = fixed::instalment(plan.principal.minor(), factors, plan.terms.rounding)?;
    Money::try_new(minor, plan.principal.currency()).ok()
}

/// The instalment before rounding.
fn exact_instalment(plan: &Plan<'_>) -> Result<Decimal, EngineError> {
    let Plan { terms, principal, periods, .. } = plan;
    let repaying = Decimal::from(plan.repaying());
    match terms.interest {
        InterestKind::Declining => {
            let mut discount = Decimal::ONE;
            let mut sum = Decimal::ZERO;
            for period in periods.iter().skip(usize::from(terms.principal_grace)) {
                discount = div(discount, add(Decimal::ONE, period.factor)?)?;
                sum = add(sum, discount)?;
            }
            div(principal.exact(), sum)
        }
        InterestKind::Flat => {
            let mut interest = Money::zero(principal.currency());
            for period in periods.iter().skip(usize::from(terms.principal_grace)) {
                interest = interest.plus(plan.round(mul(principal.exact(), period.factor)?)?)?;
            }
            div(principal.plus(interest)?.exact(), repaying)
        }
        InterestKind::FlatTotal => {
            let share = plan.round(div(principal.exact(), repaying)?)?;
            let (interest, _, _) = plan.flat_total_share(1, *principal)?;
            Ok(share.plus(interest)?.exact())
        }
    }
}

/// Moves the instalment towards the last one: see [`Smoothing::ThreePasses`].
fn smooth(plan: &mut Plan<'_>, stepped: impl Fn(Money) -> Result<Money, EngineError>) -> Result<(), EngineError> {
    let count = i64::from(plan.repaying());
    let gap_of = |plan: &Plan<'_>| -> Result<Option<Money>, EngineError> {
        let rows = plan.rows(&mut None)?;
        Ok(match rows.as_slice() {
            // An instalment so high that nothing is left for the last one is no smoother.
            [.., before, last] if last.total.is_positive() => Some(last.total.minus(before.total)?),
            _ => None,
        })
    };
    for _ in 0..3 {
        let (Some(instalment), Some(gap)) = (plan.instalment, gap_of(plan)?) else {
            return Ok(());
        };
        if gap.minor().saturating_abs() <= count.checked_div(2).unwrap_or(0) {
            return Ok(());
        }
        let share = plan.round(div(gap.exact(), Decimal::from(count))?)?;
        let candidate = stepped(instalment.plus(share)?)?;
        plan.instalment = Some(candidate);
        let better = match gap_of(plan) {
            Ok(Some(new)) => new.minor().saturating_abs() < gap.minor().saturating_abs(),
            _ => false,
        };
        if !better {
            plan.instalment = Some(instalment);
            return Ok(());
        }
    }
    Ok(())
}

/// Everything at the last due date; the interest of all periods is added up and rounded once.
fn bullet(
    terms: &InstalmentTerms,
    principal: Money,
    periods: &[Period],
    trace: &mut Option<&mut Trace>,
) -> Result<Vec<Row>, EngineError> {
    let due = periods.last().map_or(terms.disbursed_on, |period| period.due);
    let factor = match terms.accrual {
        Accrual::Effective(_) => {
            let grown = periods
                .iter()
                .try_fold(Decimal::ONE, |product, period| mul(product, add(Decimal::ONE, period.factor)?))?;
            sub(grown, Decimal::ONE)?
        }
        _ => periods.iter().try_fold(Decimal::ZERO, |sum, period| add(sum, period.factor))?,
    };
    let exact = mul(principal.exact(), factor)?;
    let interest = Money::from_exact(exact, principal.currency(), terms.rounding)?;
    let claim = Some(ClaimRef::Row(1));
    record(trace, || Step {
        claim,
        component: Some(Component::Interest),
        kind: StepKind::Interest { balance: principal, factor, exact },
        result: interest,
    });
    record(trace, || Step {
        claim,
        component: Some(Component::Principal),
        kind: StepKind::Remainder,
        result: principal,
    });
    let zero = Money::zero(principal.currency());
    Ok(vec![Row {
        number: 1,
        start: terms.disbursed_on,
        due,
        days: days_between(terms.disbursed_on, due),
        factor,
        principal,
        interest,
        fee: zero,
        total: principal.plus(interest)?,
        balance: zero,
        capitalised: zero,
        moved: zero,
        origin: Origin::Computed,
    }])
}

/// The lender's own rows.
fn stated(
    terms: &InstalmentTerms,
    rows: &[StatedRow],
    trace: &mut Option<&mut Trace>,
) -> Result<Vec<Row>, EngineError> {
    let mut balance = terms.principal;
    let mut start = terms.disbursed_on;
    let mut result = Vec::with_capacity(rows.len());
    for (number, row) in (1_u16..).zip(rows) {
        balance = balance.minus(row.amounts.principal)?;
        for component in Component::ALL {
            record(trace, || Step {
                claim: Some(ClaimRef::Row(number)),
                component: Some(component),
                kind: StepKind::Stated,
                result: row.amounts.get(component),
            });
        }
        result.push(Row {
            number,
            start,
            due: row.due,
            days: days_between(start, row.due),
            factor: Decimal::ZERO,
            principal: row.amounts.principal,
            interest: row.amounts.interest,
            fee: row.amounts.fee.plus(row.amounts.penalty)?,
            total: row.amounts.total()?,
            balance,
            capitalised: Money::zero(terms.principal.currency()),
            moved: Money::zero(terms.principal.currency()),
            origin: Origin::Stated,
        });
        start = row.due;
    }
    Ok(result)
}
