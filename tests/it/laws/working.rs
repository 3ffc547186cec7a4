//! The working of every figure ends in the figure.

use chrono::NaiveDate;
use duewise::engine::growth::{Milestone, MilestoneKind, growth, milestones};
use duewise::engine::*;
use proptest::prelude::*;

use super::arbitrary::{after, debt, start_of};
use super::{CASES, law_of};

/// Every figure that an account has, with its amount.
pub fn figures(account: &Account) -> Vec<(Figure, Money)> {
    let mut list = Vec::new();
    for row in &account.rows {
        list.push((Figure::RowPart(row.number, Component::Principal), row.principal));
        list.push((Figure::RowPart(row.number, Component::Interest), row.interest));
        list.push((Figure::RowTotal(row.number), row.total));
        list.push((Figure::RowBalance(row.number), row.balance));
    }
    for claim in &account.claims {
        let open = claim.open().expect("fits");
        for component in Component::ALL {
            if !open.get(component).is_zero() {
                list.push((Figure::ClaimOpenPart(claim.reference, component), open.get(component)));
            }
        }
        list.push((Figure::ClaimOpen(claim.reference), open.total().expect("fits")));
        list.push((Figure::ClaimCharged(claim.reference), claim.charged.total().expect("fits")));
        list.push((Figure::ClaimPaid(claim.reference), claim.paid.total().expect("fits")));
    }
    type Part = fn(Component) -> Figure;
    let totals: [(Part, Figure, Components); 5] = [
        (Figure::DueNowPart, Figure::DueNow, account.due_now),
        (Figure::OverduePart, Figure::Overdue, account.overdue),
        (Figure::OutstandingPart, Figure::Outstanding, account.outstanding),
        (Figure::PayoffPart, Figure::Payoff, account.payoff),
        (Figure::PaidPart, Figure::Paid, account.paid),
    ];
    for (part, whole, amounts) in totals {
        for component in Component::ALL {
            if !amounts.get(component).is_zero() {
                list.push((part(component), amounts.get(component)));
            }
        }
        list.push((whole, amounts.total().expect("fits")));
    }
    if let Some(next) = account.next_due {
        list.push((Figure::NextDue, next.amounts.total().expect("fits")));
    }
    for total in &account.late_totals {
        list.push((Figure::LateCharge(total.claim, total.charge), total.posted));
    }
    for bill in &account.bills {
        list.push((Figure::BillBalance(bill.number), bill.balance.total().expect("fits")));
        list.push((Figure::BillInterest(bill.number), bill.interest));
        list.push((Figure::BillMinimum(bill.number), bill.minimum));
    }
    list.push((Figure::Waived, account.waived.total().expect("fits")));
    list.push((Figure::Credit, account.credit));
    for (place, line) in account.ledger.iter().enumerate() {
        list.push((Figure::Ledger(place), line.amount));
    }
    list
}

/// Whether the debt could be reckoned on the day that a figure looks back to. A few fen over many years may have a schedule
/// only once principal was paid early; a line of the ledger of a day before that has no working.
pub(super) fn has_a_past((contract, events): (&Contract, &[Event]), account: &Account, figure: Figure) -> bool {
    let Figure::Ledger(place) = figure else { return true };
    account.ledger.get(place).is_none_or(|line| replay(contract, None, events, line.date).is_ok())
}

#[test]
fn the_working_of_every_figure_ends_in_the_figure() {
    law_of(CASES / 10, "working", debt(), |(contract, events, as_of)| {
        let Ok(account) = replay(&contract, None, &events, as_of) else { return Ok(()) };
        for (figure, amount) in figures(&account) {
            if !has_a_past((&contract, &events), &account, figure) {
                continue;
            }
            let steps = explain(&contract, None, &events, as_of, figure)
                .map_err(|error| TestCaseError::fail(format!("{figure:?}: {error}")))?;
            let last = steps.last().map(|step| step.result);
            prop_assert_eq!(last, Some(amount), "{:?}", figure);
        }
        Ok(())
    });
}

#[test]
fn a_point_of_the_curve_is_the_account_of_that_day() {
    law_of(CASES / 10, "curve", (debt(), 1_u64..900), |((contract, events, _), days)| {
        let from: NaiveDate = start_of(&contract);
        let Ok(points) = growth(&contract, None, &events, from, after(from, days), 12) else { return Ok(()) };
        prop_assert!(points.windows(2).all(|pair| pair[0].date < pair[1].date));
        for point in points {
            let account = replay(&contract, None, &events, point.date).expect("as before");
            prop_assert_eq!(point.parts, account.due_now);
            prop_assert_eq!(point.payoff, account.payoff);
            prop_assert_eq!(point.total, account.due_now.total().expect("fits"));
        }
        Ok(())
    });
}

#[test]
fn a_milestone_is_the_day_on_which_the_account_changes() {
    law_of(CASES / 10, "milestones", (debt(), 1_u64..900), |((contract, events, _), days)| {
        let from: NaiveDate = start_of(&contract);
        let to = after(from, days);
        let Ok(list) = milestones(&contract, None, &events, from, to) else { return Ok(()) };
        let posted = |date: NaiveDate, place: usize| -> i64 {
            let account = replay(&contract, None, &events, date).expect("as before");
            account.late_totals.iter().filter(|total| total.charge == place).map(|total| total.posted.minor()).sum()
        };
        // Charges that share a cap fill it in the order in which they are entered, so that one of them can come to less
        // when the debt is looked at later; then no day is the first from which something holds.
        let charges = &contract.lateness().charges;
        let all = |cap: &Cap| {
            use CapScope::AllCharges as All;
            matches!(cap, Cap::Total { scope: All, .. } | Cap::ShareOfPrincipal { scope: All, .. })
        };
        if charges.len() > 1 && charges.iter().flat_map(|charge| &charge.caps).any(all) {
            return Ok(());
        }
        let places = 0..charges.len();
        for place in places {
            let kind = MilestoneKind::ChargeStarts(place);
            let starts = list.iter().find(|milestone| milestone.kind == kind).map(|milestone| milestone.date);
            let within = posted(from, place) == 0 && posted(to, place) > 0;
            prop_assert_eq!(starts.is_some(), within);
            if let Some(date) = starts {
                prop_assert!(posted(date, place) > 0 && posted(date.pred_opt().expect("a day"), place) == 0);
            }
            let reached = list.iter().find(|milestone| milestone.kind == MilestoneKind::CapReached(place));
            if let Some(Milestone { date, .. }) = reached {
                let before = posted(date.pred_opt().expect("a day"), place);
                prop_assert!(before < posted(*date, place) && posted(*date, place) == posted(to, place));
            }
        }
        Ok(())
    });
}
