//! Every step of a working follows from what it shows, and every part of a sum is the figure that it names.

use duewise::engine::trace::{BillPart, CardEntry, PartLabel};
use duewise::engine::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{YUAN, debt};
use super::working::{figures, has_a_past};
use super::{CASES, law_of};

const fn rounding_of(contract: &Contract) -> Rounding {
    match contract {
        Contract::Instalment(terms) => terms.rounding,
        Contract::Single(terms) => terms.rounding,
        Contract::Revolving(card) => match &card.cycle {
            Some(cycle) => cycle.rounding,
            None => Rounding::HalfUp,
        },
    }
}

fn rounded(exact: Decimal, rounding: Rounding) -> Option<Money> {
    Money::from_exact(exact, YUAN, rounding).ok()
}

/// The exact figure that a step shows, worked out again, and how it becomes money; nothing where a step states only.
fn again(step: &Step, contract: &Contract) -> Option<(Decimal, Decimal, Option<Money>)> {
    let days = Decimal::from;
    let own = rounding_of(contract);
    let charges = &contract.lateness().charges;
    let of_charge = |place: usize| charges.get(place).map_or(own, |charge| charge.rounding);
    let as_it_is = |exact: Decimal, expected: Decimal, rounding| Some((exact, expected, rounded(exact, rounding)));
    match &step.kind {
        StepKind::EqualShare { principal, count, exact } => {
            Some((*exact, principal.exact() / days(i64::from(*count)), None))
        }
        StepKind::Share { of, share, exact } => as_it_is(*exact, of.exact() * *share, own),
        StepKind::ProRata { whole, days: gone, of, exact } => {
            Some((*exact, whole.exact() * days(*gone) / days(*of), None))
        }
        StepKind::LateDays { charge, base, daily, days: counted, compound: false, exact, .. } => {
            as_it_is(*exact, base.exact() * *daily * days(*counted), of_charge(*charge))
        }
        StepKind::LatePercent { charge, base, share, exact } => {
            let bounded = matches!(charges.get(*charge)?.kind, ChargeKind::Percent { .. });
            let result = rounded(*exact, of_charge(*charge)).filter(|_| !bounded);
            Some((*exact, base.exact() * *share, result))
        }
        StepKind::LateGrowth { charge, base, share, times, exact } => {
            let grown = (0..*times).try_fold(Decimal::ONE, |grown, _| grown.checked_mul(Decimal::ONE + *share))?;
            as_it_is(*exact, base.checked_mul(grown - Decimal::ONE)?, of_charge(*charge))
        }
        StepKind::Rounded { exact, rounding, .. } => as_it_is(*exact, *exact, *rounding),
        StepKind::CardDays { base, daily, days: counted, exact, .. } => {
            as_it_is(*exact, base.exact() * *daily * days(*counted), own)
        }
        StepKind::ShareOf { base, share, exact, .. } => Some((*exact, base.exact() * *share, None)),
        StepKind::Difference { from, less } => {
            let less = from.minus(*less).ok()?;
            Some((Decimal::ZERO, Decimal::ZERO, Some(less)))
        }
        StepKind::Sum { parts } => {
            let sum = Money::sum(YUAN, parts.iter().map(|(_, amount)| *amount)).ok()?;
            Some((Decimal::ZERO, Decimal::ZERO, Some(sum)))
        }
        _ => None,
    }
}

#[test]
fn every_step_follows_from_what_it_shows() {
    law_of(CASES / 10, "steps", debt(), |(contract, events, as_of)| {
        let mut trace = Trace::default();
        let Ok(account) = replay_traced(&contract, None, &events, as_of, Some(&mut trace)) else { return Ok(()) };
        let silent = replay(&contract, None, &events, as_of);
        prop_assert_eq!(Ok(account), silent, "who listens changes nothing");
        for step in &trace.steps {
            let Some((exact, expected, result)) = again(step, &contract) else { continue };
            prop_assert_eq!(exact.round_dp(12), expected.round_dp(12), "{:?}", step);
            if let Some(result) = result {
                prop_assert_eq!(step.result, result, "{:?}", step);
            }
            match &step.kind {
                StepKind::LateFlat { each, times, .. } => {
                    let all = each.exact() * Decimal::from(*times);
                    prop_assert!((all - step.result.exact()).abs() < Decimal::ONE, "{:?}", step);
                    prop_assert!(*times > 0);
                }
                StepKind::Capped { allowed, uncapped, .. } => {
                    prop_assert!(step.result < *uncapped && step.result <= *uncapped, "{:?} {:?}", step, allowed);
                }
                StepKind::LateDays { from, to, days, .. } | StepKind::CardDays { from, to, days, .. } => {
                    let length = to.signed_duration_since(*from).num_days();
                    prop_assert!(*days > 0 && *days <= length + 1, "{:?}", step);
                }
                _ => {}
            }
        }
        Ok(())
    });
}

/// What a part of the last sum of a figure must be; nothing where the label alone does not say.
fn meant(account: &Account, events: &[Event], figure: Figure, label: PartLabel) -> Option<Vec<Money>> {
    let less = |amount: Money| Money::zero(YUAN).minus(amount).ok();
    let claim = |reference| account.claim(reference);
    let whole = match figure {
        Figure::DueNow => Some(account.due_now),
        Figure::Overdue => Some(account.overdue),
        Figure::Outstanding => Some(account.outstanding),
        Figure::Payoff => Some(account.payoff),
        Figure::Paid => Some(account.paid),
        Figure::Waived => Some(account.waived),
        Figure::NextDue => account.next_due.map(|next| next.amounts),
        Figure::ClaimOpen(reference) => claim(reference)?.open().ok(),
        Figure::ClaimCharged(reference) => Some(claim(reference)?.charged),
        Figure::ClaimPaid(reference) => Some(claim(reference)?.paid),
        _ => None,
    };
    match (label, figure) {
        (PartLabel::Component(component), Figure::PayoffPart(_)) => {
            _ = component;
            None
        }
        (PartLabel::Component(component), _) => Some(vec![whole?.get(component)]),
        (PartLabel::ClaimOpen(reference, component), _) => Some(vec![claim(reference)?.open_of(component).ok()?]),
        (PartLabel::Charged(reference, component), Figure::ClaimOpenPart(..)) => {
            // Alone, without anything paid or waived, it may be one part of what was charged.
            let claim = claim(reference)?;
            let touched = !claim.paid.get(component).is_zero() || !claim.waived.get(component).is_zero();
            touched.then(|| vec![claim.charged.get(component)])
        }
        (PartLabel::Paid(reference, component), Figure::ClaimOpenPart(..)) => {
            Some(vec![less(claim(reference)?.paid.get(component))?])
        }
        (PartLabel::Waived(reference, component), _) => Some(vec![less(claim(reference)?.waived.get(component))?]),
        (PartLabel::LateCharge(reference, place), Figure::ClaimOpenPart(..) | Figure::LateTotal) => {
            let mut totals = account.late_totals.iter();
            Some(vec![totals.find(|total| total.claim == reference && total.charge == place)?.posted])
        }
        (PartLabel::Portion(event, reference, component), Figure::Waived | Figure::Paid | Figure::PaidPart(_)) => {
            let lines = account.ledger.iter().filter(|line| line.event == Some(event));
            let own = lines.filter(|line| line.claim == Some(reference) && line.component == component);
            Some(own.map(|line| line.amount).collect())
        }
        (PartLabel::Claim(ClaimRef::Row(number)), Figure::TotalRepayment) => {
            Some(vec![account.rows.iter().find(|row| row.number == number)?.total])
        }
        (PartLabel::Charged(ClaimRef::Row(number), Component::Interest), Figure::TotalInterest) => {
            Some(vec![account.rows.iter().find(|row| row.number == number)?.interest])
        }
        (PartLabel::BalanceBefore(number), Figure::RowBalance(_)) if number > 1 => {
            Some(vec![account.rows.iter().find(|row| row.number == number - 1)?.balance])
        }
        (PartLabel::Bill(part), Figure::BillBalance(number)) => {
            let bill = account.bills.iter().find(|bill| bill.number == number)?;
            let amount = match part {
                BillPart::Carried => bill.carried,
                BillPart::Posted => bill.posted,
                BillPart::Interest => bill.interest,
                BillPart::Fees => bill.fees,
                BillPart::Instalments => bill.instalments,
                _ => return Some(Vec::new()),
            };
            Some(vec![amount])
        }
        (PartLabel::Bill(part), Figure::BillMinimum(number)) => {
            let parts = account.bills.iter().find(|bill| bill.number == number)?.minimum_parts;
            let amount = match part {
                BillPart::Interest => parts.interest,
                BillPart::Fees => parts.fees,
                BillPart::Instalments => parts.instalments,
                BillPart::Overdue => parts.overdue,
                BillPart::Share => parts.share,
                BillPart::Adjusted => parts.adjusted,
                _ => return Some(Vec::new()),
            };
            Some(vec![amount])
        }
        (PartLabel::Entry(CardEntry::Purchase(id)), _) => {
            let event = events.iter().find(|event| event.id == id)?;
            let EventKind::Purchase { amount, .. } = event.kind else { return Some(Vec::new()) };
            Some(vec![amount])
        }
        _ => None,
    }
}

#[test]
fn every_part_of_a_sum_is_the_figure_that_it_names() {
    law_of(CASES / 20, "parts", debt(), |(contract, events, as_of)| {
        let Ok(account) = replay(&contract, None, &events, as_of) else { return Ok(()) };
        let mut list: Vec<Figure> = figures(&account).into_iter().map(|(figure, _)| figure).collect();
        list.retain(|figure| has_a_past((&contract, &events), &account, *figure));
        list.extend([Figure::TotalInterest, Figure::TotalRepayment, Figure::LateTotal]);
        for figure in list {
            let steps = explain(&contract, None, &events, as_of, figure).expect("as before");
            let Some(Step { kind: StepKind::Sum { parts }, .. }) = steps.last() else { continue };
            for (label, amount) in parts {
                if let Some(allowed) = meant(&account, &events, figure, *label) {
                    prop_assert!(allowed.contains(amount), "{:?} {:?} {:?} {:?}", figure, label, amount, allowed);
                }
            }
            // A sum over claims names each of its open claims once, and nothing that is nothing.
            let over = |meant: &dyn Fn(&Claim) -> bool, component: Component| {
                let open = account
                    .claims
                    .iter()
                    .filter(|claim| meant(claim) && !claim.open().expect("fits").get(component).is_zero());
                open.map(|claim| PartLabel::ClaimOpen(claim.reference, component)).collect::<Vec<_>>()
            };
            let expected = match figure {
                Figure::DueNowPart(component) => {
                    over(&|claim: &Claim| claim.due.is_some_and(|due| due <= as_of), component)
                }
                Figure::OverduePart(component) => {
                    over(&|claim: &Claim| claim.due.is_some_and(|due| due < as_of), component)
                }
                Figure::OutstandingPart(component) => over(&|_| true, component),
                _ => continue,
            };
            let named: Vec<PartLabel> = parts.iter().map(|(label, _)| *label).collect();
            prop_assert!(named == expected || expected.len() == 1, "{:?} {:?} {:?}", figure, named, expected);
            // Up to three are spelled out, beyond that each can be opened on its own.
            prop_assert_eq!(steps.len() > 1, expected.len() <= 3, "{:?}", figure);
        }
        let nothing = Figure::ClaimOpen(ClaimRef::Charge(u64::MAX));
        prop_assert_eq!(explain(&contract, None, &events, as_of, nothing), Err(EngineError::NoSuchFigure));
        let line = Figure::Ledger(account.ledger.len());
        prop_assert_eq!(explain(&contract, None, &events, as_of, line), Err(EngineError::NoSuchFigure));
        Ok(())
    });
}
