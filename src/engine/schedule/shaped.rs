//! Schedules whose instalment is not one for the whole term: a balloon, steps, later payouts, principal paid early,
//! dated rates, capitalised periods.
//!
//! Formula: what is owed on the next due date, X = balance + interest, is repaid by A · Σ wⱼ·vⱼ + B · vₙ, with the
//! weights wⱼ of the instalments, the balloon B on top of the last, and vⱼ the discount from due date j to the next
//! one. A is solved anew where the balance or the rate changes in a way that nobody planned: with a payout, a new rate,
//! or principal paid for smaller instalments. What was due before never changes.

use rust_decimal::Decimal;

use super::{Changes, Followed, Move, MoveKind, Period, Resolved, Row, period_factor, solved, to_step};
use crate::engine::account::{ClaimRef, Origin};
use crate::engine::allocation::Component;
use crate::engine::contract::{InstalmentTerms, InterestKind, Method, Residue, Smoothing};
use crate::engine::date::days_between;
use crate::engine::day_count::DayCount;
use crate::engine::error::{EngineError, Term};
use crate::engine::event::Reschedule;
use crate::engine::money::Money;
use crate::engine::number::{add, div, mul, pow_ratio, sub};
use crate::engine::order;
use crate::engine::rate::{Accrual, DaysInMonth, EffectiveTime, LeapRule, Rate, RatePeriod};
use crate::engine::shape::{FeeTiming, FirstPeriod, Portion, PrepaymentEffect, RateFrom};
use crate::engine::trace::{PartLabel, Step, StepKind, Trace, record};
use chrono::NaiveDate;
use std::rc::Rc;

/// The factor of a first period of a stated length.
pub(super) fn first_factor(accrual: Accrual, rate: Rate, first: FirstPeriod) -> Result<Decimal, EngineError> {
    let (months, days, year) = (u32::from(first.months), u32::from(first.days), u32::from(first.year_days));
    if let Accrual::Effective(_) = accrual {
        let times = match rate.per {
            RatePeriod::Year => 1,
            RatePeriod::Month => 12,
            RatePeriod::Day => year,
        };
        let base = add(Decimal::ONE, rate.value)?;
        let by_months = pow_ratio(base, months.saturating_mul(times), 12)?;
        return sub(mul(by_months, pow_ratio(base, days.saturating_mul(times), year)?)?, Decimal::ONE);
    }
    let years = add(div(months.into(), Decimal::from(12))?, div(days.into(), year.into())?)?;
    mul(rate.nominal_year(i64::from(year))?, years)
}

/// The factor of a period whose due date was moved by agreement: the whole period, and of the next whole one the share
/// of its days that it became longer; or the share of the whole one that is left.
pub(super) fn moved_factor(
    terms: &InstalmentTerms,
    rate: Rate,
    (from, to): (NaiveDate, NaiveDate),
    (end, next): (NaiveDate, NaiveDate),
) -> Result<Decimal, EngineError> {
    if let Accrual::Effective(_) = terms.accrual {
        return terms.accrual.factor(rate, from, to, terms.frequency, false);
    }
    let share = |factor: Decimal, days: i64, of: i64| div(mul(factor, Decimal::from(days))?, Decimal::from(of.max(1)));
    let regular = terms.frequency.after(from, 1) == Ok(end);
    let whole = terms.accrual.factor(rate, from, end, terms.frequency, regular)?;
    if to <= end {
        return share(whole, days_between(from, to), days_between(from, end));
    }
    let more = terms.accrual.factor(rate, end, next, terms.frequency, true)?;
    add(whole, share(more, days_between(end, to), days_between(end, next))?)
}

/// Puts the fee of the schedule on its rows.
pub(super) fn add_fee(
    terms: &InstalmentTerms,
    rows: &mut [Row],
    trace: &mut Option<&mut Trace>,
) -> Result<(), EngineError> {
    let Some(fee) = terms.shape.fee else { return Ok(()) };
    let amount = fee.amount.of(terms.principal, terms.rounding)?;
    let asked = if fee.when == FeeTiming::First { 1 } else { rows.len() };
    for row in rows.iter_mut().take(asked) {
        row.fee = amount;
        row.total = row.total.plus(amount)?;
        record(trace, || Step {
            claim: Some(ClaimRef::Row(row.number)),
            component: Some(Component::Fee),
            kind: match fee.amount {
                Portion::Share(share) => StepKind::Share {
                    of: terms.principal,
                    share,
                    exact: mul(terms.principal.exact(), share).unwrap_or_default(),
                },
                Portion::Amount(_) => StepKind::Stated,
            },
            result: amount,
        });
    }
    Ok(())
}

/// The rows, solved anew where something changes.
pub(super) fn resolve(
    terms: &InstalmentTerms,
    principal: Money,
    (agreed, periods): (&[Period], &[Period]),
    changes: &Changes,
    trace: &mut Option<&mut Trace>,
) -> Result<Resolved, EngineError> {
    let flat_as_lent = terms.interest == InterestKind::Flat && terms.shape.rates.is_empty();
    if terms.interest != InterestKind::Declining && !flat_as_lent {
        return Err(EngineError::NotTogether { term: Term::RateFrom });
    }
    let payout = |tranche: &crate::engine::shape::Tranche| Move {
        on: tranche.on,
        kind: if tranche.own_term { MoveKind::OwnTerm } else { MoveKind::Payout },
        amount: tranche.amount,
    };
    let moves: Vec<Move> = terms.shape.tranches.iter().map(payout).chain(changes.prepaid.iter().copied()).collect();
    let rates: Vec<RateFrom> = terms.shape.rates.iter().chain(&changes.rates).copied().collect();
    // Until something changes, a plain loan is the plain loan to the last unit.
    let dirty = terms.shape.is_solved_on_the_way() || terms.interest == InterestKind::Flat;
    let level = if dirty || terms.method != Method::EqualInstalment {
        None
    } else {
        let (plan, exact) = solved(terms, principal, agreed, true)?;
        plan.instalment.map(|amount| (exact, amount))
    };
    if let Some((exact, result)) = level {
        let count = terms.count.saturating_sub(terms.principal_grace).max(1);
        record(trace, || instalment_step(principal, count, exact, result));
    }
    let zero = Money::zero(principal.currency());
    let mut run = Run {
        terms,
        moves: order::by(moves, |moved| order::rank(Some(moved.on))),
        rates: order::by(rates, |change| order::rank(Some(change.from))),
        next_move: 0,
        next_rate: 0,
        rate: terms.rate,
        balance: principal,
        lent: principal,
        count: terms.count,
        pauses: &changes.pauses,
        rescheduled: &changes.rescheduled,
        next_again: 0,
        known: Rc::new(agreed.to_vec()),
        planned: Vec::new(),
        balloon: terms.shape.balloon.map_or(Ok(zero), |share| share.of(terms.principal, terms.rounding))?,
        dirty: level.is_none(),
        level: level.map_or(Decimal::ZERO, |(exact, _)| exact),
        instalment: level.map(|(_, amount)| amount),
        weight: Decimal::ONE,
        share: zero,
        ends_early: false,
        deferred: zero,
        carried: Earned::none(zero),
        rows: Vec::with_capacity(periods.len()),
        taken: Vec::new(),
        noted: vec![(false, zero); changes.followed.early.len()],
        followed: Rc::new(changes.followed.clone()),
        moved_on: zero,
    };
    for (number, period) in (1_u16..).zip(periods) {
        if run.period(number, period, trace)? {
            break;
        }
    }
    let earned = run.early_interest();
    Ok(Resolved { rows: run.rows, taken: run.taken, earned })
}

fn instalment_step(principal: Money, count: u16, exact: Decimal, result: Money) -> Step {
    Step { claim: None, component: None, kind: StepKind::Instalment { principal, count, exact }, result }
}

/// What a period brings before its instalment is paid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earned {
    /// Interest before rounding.
    pub(super) exact: Decimal,
    /// Factors of its stretches, added up.
    pub(super) factor: Decimal,
    /// How principal moved.
    pub(super) moved: Money,
    /// Of how many stretches.
    pub(super) stretches: usize,
    /// What overdue principal bore, before rounding; the instalment is solved without it.
    pub(super) late: Decimal,
    /// What a pause left out, before rounding; the instalment is solved as if it had not.
    pub(super) spared: Decimal,
    /// What moved here from the instalment before because that one was paid early.
    pub(super) brought: Money,
    /// What is asked for if the instalment was paid before its day.
    pub(super) asked: Option<Money>,
    /// It was paid before anything changed that would solve it anew.
    pub(super) frozen: bool,
}

impl Earned {
    pub(super) const fn none(zero: Money) -> Self {
        Self {
            exact: Decimal::ZERO,
            factor: Decimal::ZERO,
            moved: zero,
            stretches: 0,
            late: Decimal::ZERO,
            spared: Decimal::ZERO,
            brought: zero,
            asked: None,
            frozen: false,
        }
    }
}

#[derive(Clone)]
pub(super) struct Run<'a> {
    pub(super) terms: &'a InstalmentTerms,
    pub(super) moves: Vec<Move>,
    pub(super) rates: Vec<RateFrom>,
    pub(super) next_move: usize,
    pub(super) next_rate: usize,
    pub(super) rate: Rate,
    pub(super) balance: Money,
    /// All that was paid out: what flat interest counts on.
    pub(super) lent: Money,
    /// Instalments in all, as far as is known by now.
    pub(super) count: u16,
    pub(super) pauses: &'a [(NaiveDate, NaiveDate)],
    pub(super) rescheduled: &'a [(NaiveDate, Reschedule)],
    pub(super) next_again: usize,
    /// The periods as far as is known by now: what is agreed on later does not change an instalment before it.
    pub(super) known: Rc<Vec<Period>>,
    /// What instalments come to where payouts have terms of their own, by number.
    pub(super) planned: Vec<(u16, Money)>,
    pub(super) balloon: Money,
    /// The instalment or share must be solved anew before it is used.
    pub(super) dirty: bool,
    /// The level instalment before rounding and weights.
    pub(super) level: Decimal,
    pub(super) instalment: Option<Money>,
    pub(super) weight: Decimal,
    /// The equal share of principal.
    pub(super) share: Money,
    /// Principal was paid early: the schedule ends with the balance.
    pub(super) ends_early: bool,
    pub(super) deferred: Money,
    /// Interest of a bullet loan so far.
    pub(super) carried: Earned,
    pub(super) rows: Vec<Row>,
    pub(super) taken: Vec<(u64, Money)>,
    /// What was paid on other days than its own.
    pub(super) followed: Rc<Followed>,
    /// Of each entry that was paid early, whether it was looked at and how much of it was for interest.
    pub(super) noted: Vec<(bool, Money)>,
    /// Interest of a period that the next instalment asks for, because its own was paid early.
    pub(super) moved_on: Money,
}

impl Run<'_> {
    pub(super) fn round(&self, exact: Decimal) -> Result<Money, EngineError> {
        Money::from_exact(exact, self.balance.currency(), self.terms.rounding)
    }

    pub(super) fn zero(&self) -> Money {
        Money::zero(self.balance.currency())
    }

    /// One period; whether the schedule ends with it.
    pub(super) fn period(
        &mut self,
        number: u16,
        period: &Period,
        trace: &mut Option<&mut Trace>,
    ) -> Result<bool, EngineError> {
        let bullet = self.terms.method == Method::Bullet;
        let claim = ClaimRef::Row(if bullet { 1 } else { number });
        let earned = self.earn(number, period, claim, trace)?;
        self.arrange(period.due)?;
        let last = number == self.count;
        if bullet && !last {
            self.carried = earned;
            return Ok(false);
        }
        self.record_interest(claim, &earned, trace);
        let mut interest = self.asked_interest((number, last), &earned, claim, trace)?;
        let capitalises = number <= self.terms.shape.capitalised;
        let mut principal = self.zero();
        if !capitalises {
            principal = self.principal_part((number, last), &earned, interest, trace)?;
        }
        if last
            && !self.ends_early
            && self.pauses.is_empty()
            && self.terms.residue == Residue::LastInterest
            && let Some(instalment) = self.instalment
        {
            interest = instalment.plus(self.balloon)?.minus_to_zero(principal)?;
            let (kind, result) = (StepKind::Stretches { exact: earned.exact }, interest);
            if self.round(earned.exact) != Ok(interest) {
                record(trace, || Step { claim: Some(claim), component: Some(Component::Interest), kind, result });
            }
        }
        self.record_principal((claim, last), principal, interest, trace);
        let extra = if capitalises { self.zero() } else { self.overpaid(number, principal)? };
        if extra.is_positive() {
            let parts =
                vec![(PartLabel::Charged(claim, Component::Principal), principal), (PartLabel::Extra(number), extra)];
            principal = principal.plus(extra)?;
            record(trace, || Step {
                claim: Some(claim),
                component: Some(Component::Principal),
                kind: StepKind::Sum { parts },
                result: principal,
            });
        }
        let capitalised = if capitalises { interest } else { self.zero() };
        if capitalises {
            interest = self.zero();
        } else if number <= self.terms.interest_grace {
            self.deferred = self.deferred.plus(interest)?;
            interest = self.zero();
        } else {
            interest = interest.plus(self.deferred)?;
            self.deferred = self.zero();
        }
        self.balance = self.balance.plus(capitalised)?.minus(principal)?;
        let start = if bullet { self.terms.disbursed_on } else { period.start };
        self.rows.push(Row {
            number: if bullet { 1 } else { number },
            start,
            due: period.due,
            days: days_between(start, period.due),
            factor: earned.factor,
            principal,
            interest,
            fee: self.zero(),
            total: principal.plus(interest)?,
            balance: self.balance,
            capitalised,
            moved: earned.moved,
            origin: Origin::Computed,
        });
        let more_to_come =
            self.moves.iter().skip(self.next_move).any(|moved| !matches!(moved.kind, MoveKind::Prepaid(..)));
        if last {
            return Ok(true);
        }
        Ok(self.balance.is_zero() && self.ends_early && self.deferred.is_zero() && !more_to_come)
    }

    /// Lets everything happen that happens up to and including a day.
    fn reach(&mut self, number: u16, day: NaiveDate) -> Result<Money, EngineError> {
        let mut moved = self.zero();
        while let Some(change) = self.moves.get(self.next_move).filter(|change| change.on <= day).copied() {
            self.next_move = self.next_move.saturating_add(1);
            match change.kind {
                MoveKind::Payout | MoveKind::OwnTerm => {
                    if change.kind == MoveKind::OwnTerm && number > 1 {
                        self.joins(number, change)?;
                    } else {
                        self.anew();
                    }
                    moved = moved.plus(change.amount)?;
                    self.balance = self.balance.plus(change.amount)?;
                    self.lent = self.lent.plus(change.amount)?;
                }
                MoveKind::Prepaid(event, effect) => {
                    let part = change.amount.least(self.balance)?;
                    moved = moved.minus(part)?;
                    self.balance = self.balance.minus(part)?;
                    self.taken.push((event, part));
                    self.paid_early(effect);
                }
            }
        }
        while let Some(change) = self.rates.get(self.next_rate).filter(|change| change.from <= day).copied() {
            self.next_rate = self.next_rate.saturating_add(1);
            if change.rate != self.rate {
                self.anew();
            }
            self.rate = change.rate;
        }
        Ok(moved)
    }

    fn paid_early(&mut self, effect: PrepaymentEffect) {
        self.ends_early = true;
        if effect == PrepaymentEffect::SmallerInstalment {
            self.anew();
        }
    }

    /// Interest of a period, stretch by stretch between the days on which the balance or the rate changes.
    fn earn(
        &mut self,
        number: u16,
        period: &Period,
        claim: ClaimRef,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Earned, EngineError> {
        let (from, to) = period.interest;
        let compounds = matches!(self.terms.accrual, Accrual::Effective(_));
        let mut earned = Earned { brought: self.moved_on, ..self.carried };
        let mut at = from;
        loop {
            self.note_early(number, at, &mut earned)?;
            earned.moved = earned.moved.plus(self.reach(number, at)?)?;
            let next_move = self.moves.get(self.next_move).map_or(to, |change| change.on);
            let next_rate = self.rates.get(self.next_rate).map_or(to, |change| change.from);
            let edges = self.pauses.iter().flat_map(|(first, end)| [*first, *end]).filter(|edge| *edge > at);
            let until = edges.fold(next_move.min(next_rate).min(to), NaiveDate::min);
            let until = self.followed.next_edge(at, until);
            let paused = self.pauses.iter().any(|(first, end)| *first <= at && at < *end);
            let whole = self.part(number.saturating_sub(1), period, (at, until))?;
            let factor = if paused { Decimal::ZERO } else { whole };
            let lent = match self.terms.interest {
                InterestKind::Flat => self.lent,
                _ => self.balance.minus(self.paid_ahead(number, at)?)?,
            };
            let base = if compounds { add(lent.exact(), earned.exact)? } else { lent.exact() };
            let exact = mul(base, factor)?;
            earned.spared = add(earned.spared, mul(base, sub(whole, factor)?)?)?;
            earned.exact = add(earned.exact, exact)?;
            earned.factor = add(earned.factor, factor)?;
            earned.stretches = earned.stretches.saturating_add(1);
            let (balance, result) = (lent, self.round(exact)?);
            record(trace, || Step {
                claim: Some(claim),
                component: Some(Component::Interest),
                kind: StepKind::Interest { balance, factor, exact },
                result,
            });
            let late = self.overdue_interest(at, factor, claim, trace)?;
            if !late.is_zero() {
                earned.late = add(earned.late, late)?;
                earned.stretches = earned.stretches.saturating_add(1);
            }
            at = until;
            if at >= to {
                return Ok(earned);
            }
        }
    }

    /// The factor of a part of a period at the rate in force: by its own days where the accrual counts them, otherwise
    /// its share of the whole period's.
    fn part(&self, index: u16, period: &Period, (at, until): (NaiveDate, NaiveDate)) -> Result<Decimal, EngineError> {
        let (from, to) = period.interest;
        let whole = period_factor(self.terms, self.rate, index, period)?;
        if (at, until) == (from, to) || whole.is_zero() {
            return Ok(whole);
        }
        let (days, of) = (days_between(at, until), days_between(from, to).max(1));
        let first_is_stated = index == 0 && self.terms.shape.first_period.is_some();
        match self.terms.accrual {
            Accrual::Effective(time) => match time {
                EffectiveTime::Days(_) if !first_is_stated => {
                    self.terms.accrual.factor(self.rate, at, until, self.terms.frequency, false)
                }
                _ => {
                    let (days, of) = (u32::try_from(days).unwrap_or(0), u32::try_from(of).unwrap_or(1));
                    sub(pow_ratio(add(Decimal::ONE, whole)?, days, of)?, Decimal::ONE)
                }
            },
            Accrual::DayCount(DayCount::Act360 | DayCount::Act365Fixed | DayCount::ActActIsda)
            | Accrual::Daily { month: DaysInMonth::Actual, leap: LeapRule::SplitAtYearEnd, .. }
                if !first_is_stated =>
            {
                self.terms.accrual.factor(self.rate, at, until, self.terms.frequency, false)
            }
            _ => div(mul(whole, Decimal::from(days))?, Decimal::from(of)),
        }
    }

    /// Principal of a row, before over-payments.
    fn principal_part(
        &mut self,
        (number, last): (u16, bool),
        earned: &Earned,
        interest: Money,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Money, EngineError> {
        let terms = self.terms;
        let in_grace = number <= terms.principal_grace && !last;
        match terms.method {
            Method::EqualInstalment if !in_grace => self.set_instalment(number, earned, trace)?,
            Method::EqualPrincipal if !in_grace && self.dirty => {
                let rest = self.count.saturating_sub(number).saturating_add(1);
                let level = self.balance.minus_to_zero(self.balloon)?;
                self.share = self.round(div(level.exact(), Decimal::from(rest))?)?;
                if let Some(step) = terms.instalment_multiple {
                    self.share = to_step(self.share, step, terms.rounding)?;
                }
                self.dirty = false;
            }
            _ => {}
        }
        if last {
            return Ok(self.balance);
        }
        let part = match terms.method {
            _ if in_grace => self.zero(),
            Method::EqualInstalment => self.instalment.map_or(Ok(self.zero()), |amount| amount.minus(interest))?,
            Method::EqualPrincipal => self.share,
            Method::InterestFirst | Method::Bullet => self.zero(),
        };
        if part.minor() < 0 {
            return Err(EngineError::NeverRepaid);
        }
        part.least(self.balance)
    }

    /// The instalment of a row: agreed, or solved where it must be and scaled by the row's weight.
    fn set_instalment(
        &mut self,
        number: u16,
        earned: &Earned,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        if let Some(agreed) = self.terms.shape.agreed(number) {
            self.instalment = Some(agreed);
            return Ok(());
        }
        if let Some((_, planned)) = self.planned.iter().find(|(at, _)| *at == number) {
            self.instalment = Some(*planned);
            return Ok(());
        }
        if earned.frozen {
            return Ok(());
        }
        let weight = self.terms.shape.weight(number)?;
        if !self.dirty && weight == self.weight && self.instalment.is_some() {
            return Ok(());
        }
        let solved_anew = self.dirty;
        if self.dirty {
            self.level = self.solve(number, earned)?;
            self.dirty = false;
        }
        self.weight = weight;
        let exact = mul(self.level, weight)?;
        let rounded = self.round(exact)?;
        let amount = match self.terms.instalment_multiple {
            Some(step) => to_step(rounded, step, self.terms.rounding)?,
            None => rounded,
        };
        let plain = self.terms.interest == InterestKind::Declining
            && self.terms.shape.steps.is_none()
            && self.balloon.is_zero();
        let smooth = self.terms.smoothing == Smoothing::ThreePasses && solved_anew && plain;
        let amount = if smooth { self.smoothed(number, earned, amount)? } else { amount };
        self.instalment = Some(amount);
        let rest = self.count.saturating_sub(number).saturating_add(1);
        let balance = self.balance;
        record(trace, || instalment_step(balance, rest, exact, amount));
        Ok(())
    }

    /// What is paid on top of an instalment, as planned.
    fn overpaid(&mut self, number: u16, principal: Money) -> Result<Money, EngineError> {
        let mut extra = self.zero();
        let terms = self.terms;
        for more in terms.shape.overpayments.iter().filter(|more| more.with == number) {
            let room = self.balance.minus(principal)?.minus(extra)?;
            extra = extra.plus(more.amount.least(room)?)?;
            self.paid_early(more.effect);
        }
        Ok(extra)
    }

    /// The last step of a period's interest, where its stretches alone do not end in it.
    fn record_interest(&self, claim: ClaimRef, earned: &Earned, trace: &mut Option<&mut Trace>) {
        let (Ok(exact), 2..) = (add(earned.exact, earned.late), earned.stretches) else { return };
        let Ok(result) = self.round(exact) else { return };
        record(trace, || Step {
            claim: Some(claim),
            component: Some(Component::Interest),
            kind: StepKind::Stretches { exact },
            result,
        });
    }

    fn record_principal(
        &self,
        (claim, last): (ClaimRef, bool),
        principal: Money,
        interest: Money,
        trace: &mut Option<&mut Trace>,
    ) {
        record(trace, || Step {
            claim: Some(claim),
            component: Some(Component::Principal),
            kind: match self.instalment {
                _ if last || (principal == self.balance && principal.is_positive()) => StepKind::Remainder,
                Some(instalment) if principal.is_positive() => {
                    StepKind::Difference { from: instalment, less: interest }
                }
                _ => StepKind::Stated,
            },
            result: principal,
        });
    }
}
