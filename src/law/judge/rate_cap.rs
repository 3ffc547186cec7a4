//! A yearly rate that costs may not exceed: the rate of the contract against it, and the sum of the costs against what it
//! comes to over the days. A text with a transition sends days before it to the texts then in force.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::check::Case;
use super::super::facts::Question;
use super::super::finding::{Cannot, Finding, Outcome, Reason, Step};
use super::super::pack::Applicable;
use super::super::rule::Rule;
use super::super::shape::{RateCap, Shape, Transition};
use super::super::subject::{Cost, Stretch};
use super::Judged;
use super::sums::{charged, part, rate_day, segment, yearly};
use crate::engine::number::{add, sub};
use crate::engine::{EngineError, Money};

/// A cap over some days.
struct Span {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    rate: Decimal,
    void_above: Option<Decimal>,
}

/// Whether a contract of that day is one whose limit turns on the day of filing.
pub(in crate::law) fn turns_on_filing(case: &Case, series: &str, signed: NaiveDate) -> bool {
    case.packs.rows(series).any(|rule| match &rule.shape {
        Shape::RateCap(RateCap { transition: Some(Transition::SplitAt(day) | Transition::AtFiling(day)), .. }) => {
            signed < *day
        }
        _ => false,
    })
}

pub(in crate::law) fn judge(case: &Case, rule: &Rule, cap: &RateCap, day: NaiveDate) -> Result<Judged, Cannot> {
    let mut finding = Finding::of(&rule.series, Some(rule), Outcome::Within);
    let spans = spans(case, rule, cap, day, &mut finding)?;
    let by_rate = by_rate(case, cap, &spans, &mut finding)?;
    let amounts = amounts(case, cap, &spans, &mut finding)?;
    if by_rate.is_none() && !amounts {
        if cap.overdue_only {
            return Ok(Judged::NotConcerned);
        }
        return Err(Cannot::Fact(Question::ContractRate));
    }
    let above = by_rate.filter(|by| by.is_sign_positive() && !by.is_zero());
    if above.is_some() || finding.excess.is_some_and(Money::is_positive) {
        finding.outcome = Outcome::Above { by_rate: above };
    } else {
        target(case, cap, day, &mut finding)?;
    }
    Ok(Judged::Finding(Box::new(finding)))
}

/// Which cap holds over which days, in order of time.
fn spans(case: &Case, rule: &Rule, cap: &RateCap, day: NaiveDate, finding: &mut Finding) -> Result<Vec<Span>, Cannot> {
    let signed = case.facts.signed;
    let older = cap.transition.zip(signed).filter(|(transition, signed)| match transition {
        Transition::SplitAt(before) | Transition::AtFiling(before) => signed < before,
    });
    let span = |from, until, rate, void_above| Span { from, until, rate, void_above };
    let Some((transition, signed)) = older else {
        let by = rate_day(case, rule.trigger, day);
        let (rate, steps) = yearly(case, &cap.rate, by)?;
        if steps.iter().any(|step| matches!(step, Step::Lpr { .. })) {
            finding.branch.push(Reason::RateAtContract(by));
        }
        finding.steps.extend(steps);
        return Ok(vec![span(None, None, rate, cap.void_above)]);
    };
    let (Transition::SplitAt(before) | Transition::AtFiling(before)) = transition;
    finding.branch.push(Reason::OlderContract { signed, before });
    let mut spans = Vec::new();
    if let Transition::SplitAt(split) = transition {
        for earlier in case.packs.rows(&rule.series).filter(|row| row.until.is_some_and(|until| until < split)) {
            let until = earlier.until.and_then(|until| until.succ_opt());
            let used = |stretch: &Stretch| part(stretch, earlier.from, until).is_some();
            let stretches = &case.subject.stretches;
            let needed = if stretches.is_empty() { earlier.holds_on(signed) } else { stretches.iter().any(used) };
            if !needed {
                continue;
            }
            match (&earlier.shape, case.packs.applicable(&rule.series, earlier.until.unwrap_or(split))) {
                (Shape::RateCap(then), _) => {
                    let (rate, steps) = yearly(case, &then.rate, signed)?;
                    finding.steps.extend(steps);
                    spans.push(span(earlier.from, until, rate, then.void_above));
                }
                (_, Applicable::Unknown(_, why)) => return Err(Cannot::RowUnknown(why)),
                _ => return Err(Cannot::NoRow(signed)),
            }
        }
        covered(case, &spans, split)?;
        finding.branch.push(Reason::SplitAt(split));
    }
    finding.branch.push(Reason::RateAtFiling(day));
    let (rate, steps) = yearly(case, &cap.rate, day)?;
    finding.steps.extend(steps);
    let from = match transition {
        Transition::SplitAt(split) => Some(split),
        Transition::AtFiling(_) => None,
    };
    spans.push(span(from, None, rate, cap.void_above));
    Ok(spans)
}

/// Every day before the split that counts has a cap: a row that is missing is no cap of nothing.
fn covered(case: &Case, spans: &[Span], split: NaiveDate) -> Result<(), Cannot> {
    for stretch in case.subject.stretches.iter().filter_map(|stretch| part(stretch, None, Some(split))) {
        let parts = spans.iter().filter_map(|span| part(&stretch, span.from, span.until));
        let days: i64 = parts.map(|part| part.days()).fold(0, i64::saturating_add);
        if days != stretch.days() {
            return Err(Cannot::NoRow(stretch.from));
        }
    }
    if spans.is_empty() && case.subject.stretches.is_empty() {
        return Err(Cannot::NoRow(split));
    }
    Ok(())
}

/// How far the agreed rates lie above the lowest cap; none when no rate is known.
fn by_rate(case: &Case, cap: &RateCap, spans: &[Span], finding: &mut Finding) -> Result<Option<Decimal>, EngineError> {
    let subject = case.subject;
    let term = if cap.overdue_only { None } else { subject.yearly_cost.or(subject.rate) };
    let mut most: Option<Decimal> = None;
    for (rate, overdue) in [(term, false), (subject.overdue_rate, true)] {
        if let Some(rate) = rate {
            finding.steps.push(Step::Agreed { rate, overdue });
            most = Some(most.map_or(rate, |most| most.max(rate)));
        }
    }
    let Some(most) = most else { return Ok(None) };
    for span in spans {
        if let Some(to) = span.void_above {
            if most > to {
                finding.branch.push(Reason::AboveVoid(to));
            }
            if most > span.rate {
                finding.branch.push(Reason::NaturalObligation { from: span.rate, to });
            }
        }
    }
    let least = spans.iter().map(|span| span.rate).min();
    least.map(|least| sub(most, least)).transpose()
}

/// The sums, where the days are known: whether there are any.
fn amounts(case: &Case, cap: &RateCap, spans: &[Span], finding: &mut Finding) -> Result<bool, EngineError> {
    let subject = case.subject;
    let received = match (cap.received, subject.deducted) {
        (true, Some(deducted)) => {
            finding.branch.push(Reason::Received(subject.principal.minus(deducted)?));
            deducted
        }
        _ => Money::zero(subject.principal.currency()),
    };
    let Some((total, lines)) = charged(subject, &cap.counts, cap.overdue_only)? else { return Ok(false) };
    let (mut exact, mut late, mut void, mut days) = (Decimal::ZERO, Decimal::ZERO, Some(Decimal::ZERO), 0_i64);
    for stretch in subject.stretches.iter().filter(|stretch| stretch.overdue || !cap.overdue_only) {
        let stretch = Stretch { balance: stretch.balance.minus_to_zero(received)?, ..*stretch };
        for span in spans {
            let Some(part) = part(&stretch, span.from, span.until) else { continue };
            days = days.saturating_add(part.days());
            let (amount, step) = segment(&part, span.rate, subject.year_days)?;
            exact = add(exact, amount)?;
            if part.overdue {
                late = add(late, amount)?;
            }
            finding.steps.push(step);
            void = match (void, span.void_above) {
                (Some(sum), Some(above)) => Some(add(sum, segment(&part, above, subject.year_days)?.0)?),
                _ => None,
            };
        }
    }
    if days == 0 {
        return Ok(false);
    }
    let limit = |exact| Money::from_exact(exact, total.currency(), subject.rounding);
    let mut excess = total.minus_to_zero(limit(exact)?)?;
    // A term that cost little leaves no room for lateness that cost too much: each is held to its own days, where it is
    // known which costs belong to which.
    if subject.late_apart || subject.charged.is_empty() {
        let late_excess = sum_of(&lines, &LATE, total)?.minus_to_zero(limit(late)?)?;
        let term_excess = sum_of(&lines, &[Cost::Interest], total)?.minus_to_zero(limit(sub(exact, late)?)?)?;
        excess = excess.greatest(late_excess.plus(term_excess)?)?;
    }
    finding.steps.extend(lines);
    // What may be charged and what falls away make up what was charged.
    finding.limit = Some(if excess.is_positive() { total.minus(excess)? } else { limit(exact)? });
    finding.charged = Some(total);
    finding.excess = Some(excess);
    if let Some(void) = void {
        let above = total.minus_to_zero(Money::from_exact(void, total.currency(), subject.rounding)?)?;
        finding.void = Some(above);
    }
    Ok(true)
}

/// What lateness costs, by kind.
const LATE: [Cost; 3] = [Cost::OverdueInterest, Cost::Damages, Cost::CompoundInterest];

/// The lines of some kinds together.
fn sum_of(lines: &[Step], kinds: &[Cost], like: Money) -> Result<Money, EngineError> {
    let amounts = lines.iter().filter_map(|line| match line {
        Step::Charged { cost, amount } if kinds.contains(cost) => Some(*amount),
        _ => None,
    });
    Money::sum(like.currency(), amounts)
}

/// Within the cap, but above a lower rate that is to be reached.
fn target(case: &Case, cap: &RateCap, day: NaiveDate, finding: &mut Finding) -> Result<(), Cannot> {
    let Some(target) = &cap.target else { return Ok(()) };
    let (rate, steps) = yearly(case, &target.rate, day)?;
    let agreed = case.subject.yearly_cost.or(case.subject.rate);
    if agreed.is_some_and(|agreed| agreed > rate) {
        finding.steps.extend(steps);
        finding.branch.push(Reason::Target { rate, by: target.by });
    }
    Ok(())
}
