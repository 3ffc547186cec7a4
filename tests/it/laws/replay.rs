//! P3, P5, P12 in part, and order: what a replay may never do.

use duewise::engine::*;
use proptest::prelude::*;

use super::arbitrary::{YUAN, after, debt, money};
use super::law;

fn payments(events: &[Event], until: chrono::NaiveDate) -> Money {
    let amounts = events.iter().filter(|event| event.date <= until).filter_map(|event| match event.kind {
        EventKind::Payment { amount } | EventKind::Prepayment { amount, .. } => Some(amount),
        _ => None,
    });
    Money::sum(YUAN, amounts).expect("fits")
}

/// What a card was used for.
fn bought(events: &[Event], until: chrono::NaiveDate) -> Money {
    let amounts = events.iter().filter(|event| event.date <= until).filter_map(|event| match event.kind {
        EventKind::Purchase { amount, .. } => Some(amount),
        _ => None,
    });
    Money::sum(YUAN, amounts).expect("fits")
}

#[test]
fn p3_principal_never_falls_below_nothing_and_grows_only_by_what_is_bought() {
    law("P3", (debt(), 0_u64..400), |((contract, mut events, as_of), more)| {
        // A change of the schedule lets money that came in advance find other components.
        events.retain(|event| event.date <= as_of || !super::shapes::changes_schedule(event));
        let (Ok(today), Ok(later)) =
            (replay(&contract, None, &events, as_of), replay(&contract, None, &events, after(as_of, more)))
        else {
            return Ok(());
        };
        let bought_by = |account: &Account| bought(&events, account.as_of);
        prop_assert!(later.outstanding.principal.minor() >= 0);
        let since = bought_by(&later).minus(bought_by(&today)).expect("fits").minor();
        // Interest may have joined it, at a rate that has changed since.
        let joined = |account: &Account| account.rows.iter().map(|row| row.capitalised.minor()).sum::<i64>();
        let grown = (joined(&later) - joined(&today)).max(0) + since;
        prop_assert!(later.outstanding.principal.minor() <= today.outstanding.principal.minor() + grown);
        let tranches = match &contract {
            Contract::Instalment(terms) => terms.shape.tranches.iter().map(|tranche| tranche.amount.minor()).sum(),
            _ => 0,
        };
        let lent = contract.principal().minor() + tranches + joined(&today) + bought_by(&today).minor();
        prop_assert!(today.outstanding.principal.minor() <= lent);
        Ok(())
    });
}

#[test]
fn p5_what_was_paid_is_what_was_entered_and_what_is_open_is_charged_less_paid_less_waived() {
    law("P5", debt(), |(contract, events, as_of)| {
        let Ok(account) = replay(&contract, None, &events, as_of) else { return Ok(()) };
        let used = account.paid.total().expect("fits").plus(account.credit).expect("fits");
        prop_assert_eq!(used, payments(&events, as_of));
        let mut open = Components::zero(YUAN);
        for claim in &account.claims {
            open = open.plus(&claim.open().expect("fits")).expect("fits");
        }
        prop_assert_eq!(open, account.outstanding);
        for component in Component::ALL {
            prop_assert!(account.overdue.get(component) <= account.due_now.get(component));
            prop_assert!(account.due_now.get(component) <= account.payoff.get(component));
            prop_assert!(account.payoff.get(component) <= account.outstanding.get(component));
        }
        Ok(())
    });
}

#[test]
fn p5_paying_the_payoff_ends_the_debt_for_what_was_lent_and_charged() {
    law("P5 payoff", debt(), |(contract, mut events, as_of)| {
        events.retain(|event| event.date <= as_of);
        let end = after(as_of, 14_000);
        let Ok(last) = replay(&contract, None, &events, end) else { return Ok(()) };
        // Fees of a bill or of a late look come at the end of the day, after its payments.
        let at_end = |line: &LedgerLine| {
            matches!(line.kind, LedgerKind::Billed(_)) && line.date == end && line.component != Component::Interest
        };
        if last.ledger.iter().any(at_end) {
            return Ok(());
        }
        // Decades of compounding may pass the greatest amount.
        let Ok(owed) = last.payoff.total() else { return Ok(()) };
        prop_assert_eq!(last.payoff, last.outstanding, "after the last due date everything is asked for");
        if owed.is_positive() {
            events.push(Event { id: 9_000, date: end, kind: EventKind::Payment { amount: owed } });
        }
        let Ok(done) = replay(&contract, None, &events, end) else { return Ok(()) };
        prop_assert!(done.is_settled());
        let mut charged = Components::zero(YUAN);
        for claim in &done.claims {
            charged = charged.plus(&claim.charged).expect("fits");
        }
        let paid = done.paid.total().expect("fits").plus(done.waived.total().expect("fits")).expect("fits");
        prop_assert_eq!(paid, charged.total().expect("fits"));
        Ok(())
    });
}

#[test]
fn a_back_dated_payment_equals_the_same_payment_entered_on_time() {
    law("order of entry", (debt(), any::<prop::sample::Index>()), |((contract, mut events, as_of), turn)| {
        // Events of one kind and day take effect as entered; give each its own day to speak only of back-dating.
        let mut days = std::collections::BTreeSet::new();
        events.retain(|event| days.insert(event.date));
        let Ok(in_order) = replay(&contract, None, &events, as_of) else { return Ok(()) };
        let turns = if events.is_empty() { 0 } else { turn.index(events.len()) };
        events.rotate_left(turns);
        let rotated = replay(&contract, None, &events, as_of).expect("as before");
        prop_assert_eq!(in_order, rotated);
        Ok(())
    });
}

/// The same without what lets more money change the order of the components that later money meets: the switch by days
/// past due, designations, and, on a card, whose principal alone bears interest, a second payment.
fn with_one_order(mut contract: Contract, mut events: Vec<Event>) -> (Contract, Vec<Event>) {
    let cycling = matches!(&contract, Contract::Revolving(card) if card.cycle.is_some());
    match &mut contract {
        Contract::Instalment(terms) => terms.waterfall.switch = None,
        Contract::Revolving(card) => card.waterfall.switch = None,
        Contract::Single(terms) => terms.waterfall.switch = None,
    }
    let first = events.iter().find(|event| matches!(event.kind, EventKind::Payment { .. })).map(|event| event.id);
    events.retain(|event| match event.kind {
        EventKind::Designation { .. } => false,
        EventKind::CardInstalments(_) => !cycling,
        // A card has no schedule to shorten: what is paid early there is a payment.
        EventKind::Payment { .. } | EventKind::Prepayment { .. } => !cycling || Some(event.id) == first,
        _ => true,
    });
    (contract, events)
}

#[test]
fn p12_paying_more_never_makes_a_debt_cost_more() {
    law("P12 amount", (debt(), 1_i64..500_000), |((contract, events, as_of), more)| {
        // A cap on all charges that stands at one of them only leaves that one the room which the others do not use:
        // where the others shrink, it may grow.
        let contract = super::lateness::with_charges(contract, |charge| {
            charge.caps.retain(|cap| {
                !matches!(
                    cap,
                    Cap::Total { scope: CapScope::AllCharges, .. }
                        | Cap::ShareOfPrincipal { scope: CapScope::AllCharges, .. }
                )
            });
        });
        let (contract, events) = with_one_order(contract, events);
        let Ok(before) = replay(&contract, None, &events, as_of) else { return Ok(()) };
        let mut richer = events.clone();
        let Some(amount) = richer.iter_mut().find_map(|event| match &mut event.kind {
            EventKind::Payment { amount } => Some(amount),
            _ => None,
        }) else {
            return Ok(());
        };
        *amount = amount.plus(money(more)).expect("fits");
        let after = replay(&contract, None, &richer, as_of).expect("as before");
        // What everything comes to, paid or not. (What is open may differ the other way: money that came too early is a
        // credit, and pays nothing that is charged later.)
        let total = |account: &Account| {
            let charged = account.claims.iter().map(|claim| claim.charged.total().expect("fits"));
            Money::sum(YUAN, charged).expect("fits")
        };
        // A shared cap, a waiver or a percentage charge is decided by rounding of up to a unit per claim and charge.
        let slack = i64::try_from(before.claims.len() * 4).unwrap_or(i64::MAX);
        prop_assert!(total(&after).minor() <= total(&before).minor() + slack);
        Ok(())
    });
}

#[test]
fn nothing_that_can_be_written_down_makes_the_engine_panic() {
    let extreme =
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), Just(1), Just(1_000_000_000_000_000), any::<i64>()];
    law(
        "no panic",
        (debt(), extreme, any::<u16>(), any::<i32>()),
        |((mut contract, mut events, as_of), minor, n, days)| {
            let wild = Money::try_new(minor, YUAN).unwrap_or(money(1_000_000_000_000_000));
            match &mut contract {
                Contract::Instalment(terms) => {
                    (terms.principal, terms.count, terms.frequency.every) = (wild, n, n);
                    terms.rate.value = rust_decimal::Decimal::new(minor, 3);
                }
                Contract::Revolving(card) => (card.balance, card.minimum) = (wild, wild),
                Contract::Single(terms) => (terms.principal, terms.due) = (wild, as_of),
            }
            events.push(Event { id: 1, date: as_of, kind: EventKind::Payment { amount: wild } });
            let looked = as_of.checked_add_signed(chrono::TimeDelta::days(i64::from(days) % 200_000)).unwrap_or(as_of);
            if let Ok(account) = replay(&contract, None, &events, looked) {
                prop_assert!(account.days_past_due >= 0);
            }
            Ok(())
        },
    );
}

#[test]
fn a_pause_of_interest_never_costs_more() {
    law("pause of interest", (super::arbitrary::terms(), 0_u64..1_100, 0_u64..200), |(terms, from, length)| {
        let start = after(terms.disbursed_on, from);
        let kind = EventKind::Pause { of: PauseOf::Interest, until: after(start, length) };
        let pause = [Event { id: 1, date: start, kind }];
        let plain = terms.shape.is_plain() && terms.residue == Residue::LastInstalment;
        let contract = Contract::Instalment(Box::new(terms));
        let end = after(start, 20_000);
        let (Ok(without), Ok(with)) = (replay(&contract, None, &[], end), replay(&contract, None, &pause, end)) else {
            return Ok(());
        };
        let asked = |account: &Account| account.rows.iter().map(|row| row.total.minor()).sum::<i64>();
        prop_assert!(!plain || asked(&with) <= asked(&without));
        Ok(())
    });
}
