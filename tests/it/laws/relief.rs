//! P11 to P17 for every relief: random debts of every product, random levers, and the plans that they become.

use chrono::NaiveDate;
use duewise::engine::day_count::DayCount;
use duewise::engine::relief::*;
use duewise::engine::solve::dated::{xirr, xnpv};
use duewise::engine::*;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::arbitrary::{YUAN, after, debt, money, rate};
use super::{law, law_of};

/// Numbers that levers are made from, whatever the debt is.
#[derive(Debug, Clone)]
pub struct Wishes {
    grace_days: u16,
    more: u16,
    count: Option<u16>,
    rate: Option<Rate>,
    /// Of a hundred parts of principal, interest, penalty, fee.
    waived: Option<[i64; 4]>,
    capitalised: [bool; 3],
    pauses: Vec<(u8, u64)>,
    lump: Option<(i64, u64)>,
    refinance_fee: Option<i64>,
}

/// Each lever alone as often as several together.
fn wishes() -> impl Strategy<Value = Wishes> {
    let levers = (
        0_u16..100,
        0_u16..61,
        option::of(1_u16..61),
        option::of(rate()),
        option::of([0_i64..=100, 0_i64..=100, 0_i64..=100, 0_i64..=100]),
        any::<[bool; 3]>(),
        proptest::collection::vec((0_u8..3, 0_u64..400), 1..3),
        option::of((0_i64..=100, 0_u64..90)),
        option::of(0_i64..100_000),
    );
    (levers, option::of(0_usize..10)).prop_map(|(levers, only)| {
        let (grace_days, more, count, rate, waived, capitalised, pauses, lump, refinance_fee) = levers;
        let has = |lever: usize| only.is_none_or(|only| only == lever);
        Wishes {
            grace_days: if has(0) { grace_days } else { 0 },
            more: if has(1) { more } else { 0 },
            count: count.filter(|_| has(2)),
            rate: rate.filter(|_| has(3)),
            waived: waived.filter(|_| has(4)),
            capitalised: if has(5) { capitalised } else { [false; 3] },
            pauses: if has(6) { pauses } else { Vec::new() },
            // A lump sum leaves no room for the others.
            lump: lump.filter(|_| only == Some(7)),
            refinance_fee: refinance_fee.filter(|_| has(8)),
        }
    })
}

impl Wishes {
    fn proposal(&self, position: &Position) -> Proposal {
        let share = |part: Money, percent: i64| {
            money(i64::try_from(i128::from(part.minor()) * i128::from(percent) / 100).expect("a part"))
        };
        let of = |capitalise: bool| if capitalise { Treatment::Capitalise } else { Treatment::CarryForward };
        let [interest, penalty, fee] = self.capitalised.map(of);
        let open = position.open;
        Proposal {
            grace_days: self.grace_days,
            more: self.more,
            count: self.count,
            rate: self.rate,
            waive: self.waived.map(|[principal, interest, penalty, fee]| Components {
                principal: share(open.principal, principal),
                interest: share(open.interest, interest),
                penalty: share(open.penalty, penalty),
                fee: share(open.fee, fee),
            }),
            treatments: Treatments { interest, penalty, fee },
            pauses: self
                .pauses
                .iter()
                .map(|(of, days)| Paused {
                    of: [PauseOf::Interest, PauseOf::Penalty, PauseOf::Collection][usize::from(*of)],
                    until: after(position.as_of, *days),
                })
                .collect(),
            lump_sum: self.lump.map(|(percent, days)| LumpSum {
                amount: share(open.total().expect("fits"), percent),
                on: after(position.as_of, days),
            }),
            refinance_fee: self.refinance_fee.map(money),
        }
    }
}

/// A debt of any product with a proposal; none where the debt is settled or out of range.
fn relief() -> impl Strategy<Value = Option<(Contract, Position, Proposal)>> {
    // Boxed, so that the tree of choices stays off the small stack of a test.
    (debt().boxed(), wishes().boxed())
        .prop_map(|((contract, events, as_of), wishes)| {
            let account = replay(&contract, None, &events, as_of).ok()?;
            let position = position_after(&contract, &events, &account).ok()?;
            let proposal = wishes.proposal(&position);
            Some((contract, position, proposal))
        })
        .boxed()
}

fn total(parts: &Components) -> i64 {
    parts.total().expect("fits").minor()
}

fn sum_of(plan: &Arrangement, component: Component) -> i64 {
    plan.rows.iter().map(|row| row.amounts.get(component).minor()).sum()
}

fn payments(plan: &Arrangement) -> Vec<i64> {
    plan.rows.iter().map(|row| total(&row.amounts)).collect()
}

#[test]
fn p13_nothing_that_is_open_vanishes_and_principal_grows_only_by_what_is_capitalised() {
    law("P13 relief", relief(), |relief| {
        let Some((_, position, proposal)) = relief else { return Ok(()) };
        let Ok(plan) = arrange(&position, &proposal) else { return Ok(()) };
        let joined = total(&plan.capitalised);
        let left = position.open.principal.minor() - plan.waived.principal.minor();
        prop_assert_eq!(plan.new_principal.minor(), left + joined);
        prop_assert_eq!(sum_of(&plan, Component::Principal), plan.new_principal.minor());
        // Each component comes back as itself, or it was given up, or it joined the principal.
        let fee = proposal.refinance_fee.map_or(0, Money::minor);
        for (component, new) in [(Component::Penalty, 0), (Component::Fee, fee)] {
            let parts = plan.waived.get(component).minor() + plan.capitalised.get(component).minor();
            let asked = sum_of(&plan, component);
            prop_assert_eq!(asked + parts, position.open.get(component).minor() + new, "{:?}", component);
        }
        let interest =
            position.open.interest.minor() - plan.waived.interest.minor() - plan.capitalised.interest.minor();
        let new_interest = sum_of(&plan, Component::Interest) - interest;
        prop_assert!(new_interest >= 0);
        prop_assert_eq!(plan.new_cost.minor(), new_interest + fee);
        prop_assert_eq!(plan.paid.minor(), payments(&plan).iter().sum::<i64>());
        prop_assert_eq!(plan.greatest.minor(), payments(&plan).iter().copied().max().unwrap_or(0));
        for row in &plan.rows {
            prop_assert!(Component::ALL.iter().all(|component| row.amounts.get(*component).minor() >= 0));
        }
        prop_assert!(plan.rows.windows(2).all(|pair| pair[0].due < pair[1].due));
        // Payments differ by a minor unit at most, the larger ones first.
        let asked = payments(&plan);
        prop_assert!(
            asked.is_sorted_by(|a, b| a >= b) && asked.first().zip(asked.last()).is_none_or(|(a, b)| a - b <= 1)
        );
        Ok(())
    });
}

#[test]
fn p14_settlement_and_discount_are_what_is_open() {
    law("P14 relief", (relief(), 0_i64..=10_000, 0_u64..100), |(relief, parts, days)| {
        let Some((_, position, _)) = relief else { return Ok(()) };
        let open = total(&position.open);
        let amount = i64::try_from(i128::from(open) * i128::from(parts) / 10_000).expect("a part");
        let lump = LumpSum { amount: money(amount), on: after(position.as_of, days) };
        let plan = arrange(&position, &Proposal { lump_sum: Some(lump), ..Proposal::default() }).expect("a settlement");
        prop_assert_eq!(plan.paid.minor(), amount);
        prop_assert_eq!(plan.paid.minor() + total(&plan.waived), open);
        for component in Component::ALL {
            let part = plan.waived.get(component).minor();
            prop_assert!((0..=position.open.get(component).minor()).contains(&part));
        }
        prop_assert!(plan.new_cost.is_zero());
        let above = LumpSum { amount: money(open + 1), ..lump };
        let above = arrange(&position, &Proposal { lump_sum: Some(above), ..Proposal::default() });
        prop_assert!(above.is_err());
        Ok(())
    });
}

#[test]
fn p15_no_days_of_grace_change_nothing_and_more_never_come_earlier() {
    law("P15 relief", (relief(), 1_u16..100), |(relief, days)| {
        let Some((_, position, proposal)) = relief else { return Ok(()) };
        let Ok(with) = arrange(&position, &proposal) else { return Ok(()) };
        let without = arrange(&position, &Proposal { grace_days: 0, ..proposal.clone() }).expect("earlier");
        prop_assert!(proposal.grace_days > 0 || with == without);
        let more = arrange(&position, &Proposal { grace_days: proposal.grace_days + days, ..proposal.clone() });
        let Ok(more) = more else { return Ok(()) };
        prop_assert_eq!(more.rows.len(), with.rows.len());
        for ((none, some), later) in without.rows.iter().zip(&with.rows).zip(&more.rows) {
            prop_assert!(none.due <= some.due && some.due <= later.due);
        }
        // Pauses of penalties and of collection change no payment; one of interest that is over changes none either.
        let mut paused = proposal.clone();
        for of in [PauseOf::Penalty, PauseOf::Collection] {
            paused.pauses.push(Paused { of, until: after(position.as_of, 90) });
        }
        paused.pauses.push(Paused { of: PauseOf::Interest, until: position.as_of });
        prop_assert_eq!(arrange(&position, &paused), Ok(with));
        Ok(())
    });
}

#[test]
fn p12_no_payment_rises_when_more_is_given_up() {
    law("P12 given up", (relief(), any::<Index>(), 1_i64..1_000), |(relief, which, more)| {
        let Some((_, position, proposal)) = relief else { return Ok(()) };
        if proposal.lump_sum.is_some() {
            return Ok(());
        }
        let Ok(before) = arrange(&position, &proposal) else { return Ok(()) };
        let mut waive = proposal.waive.unwrap_or(Components::zero(YUAN));
        let component = Component::ALL[which.index(4)];
        let room = position.open.get(component).minor() - waive.get(component).minor();
        waive.add(component, money(more.min(room))).expect("fits");
        let after = arrange(&position, &Proposal { waive: Some(waive), ..proposal }).expect("as before");
        let (before, after) = (payments(&before), payments(&after));
        prop_assert!(after.is_empty() || after.len() == before.len());
        for (less, payment) in after.iter().zip(&before) {
            prop_assert!(less <= payment, "{before:?} {after:?}");
        }
        Ok(())
    });
}

#[test]
fn p12_fewer_payments_and_fewer_days_of_grace_never_cost_more() {
    law("P12 sooner", (relief(), 0_u16..61, 0_u16..100), |(relief, more, grace_days)| {
        let Some((_, position, proposal)) = relief else { return Ok(()) };
        let Ok(plan) = arrange(&position, &proposal) else { return Ok(()) };
        let longer =
            Proposal { more: proposal.more + more, count: proposal.count.map(|n| n + more), ..proposal.clone() };
        if let Ok(longer) = arrange(&position, &longer) {
            prop_assert!(plan.new_cost.minor() <= longer.new_cost.minor() + 1);
        }
        let paused = proposal.pauses.iter().any(|pause| pause.of == PauseOf::Interest);
        let later = Proposal { grace_days: proposal.grace_days + grace_days, ..proposal };
        if let Ok(later) = arrange(&position, &later)
            && !paused
        {
            prop_assert!(plan.new_cost.minor() <= later.new_cost.minor() + 1);
        }
        Ok(())
    });
}

/// A waterfall that walks claim by claim, and no cap over all charges: what P12 is stated for.
fn plainly_paid(contract: &Contract) -> Contract {
    let mut contract = super::lateness::with_charges(contract.clone(), |charge| {
        charge.caps.retain(|cap| {
            !matches!(
                cap,
                Cap::Total { scope: CapScope::AllCharges, .. }
                    | Cap::ShareOfPrincipal { scope: CapScope::AllCharges, .. }
            )
        });
    });
    let waterfall = match &mut contract {
        Contract::Instalment(terms) => &mut terms.waterfall,
        Contract::Revolving(card) => &mut card.waterfall,
        Contract::Single(terms) => &mut terms.waterfall,
    };
    waterfall.switch = None;
    for stage in &mut waterfall.stages {
        stage.order = StageOrder::ByClaim;
    }
    contract
}

/// The same with charges that run by the day on what is overdue or are a fixed amount, and plain grace: what paying earlier
/// is stated for. A share or a tier is judged on one day, and back-dated grace forgives by the day of the last payment.
fn plainly_charged(contract: &Contract) -> Contract {
    let mut contract = plainly_paid(contract);
    let lateness = match &mut contract {
        Contract::Instalment(terms) => &mut terms.lateness,
        Contract::Revolving(card) => &mut card.lateness,
        Contract::Single(terms) => &mut terms.lateness,
    };
    lateness.charges.retain(|charge| {
        let by_day = charge.is_daily() || matches!(charge.kind, ChargeKind::Flat { .. } | ChargeKind::PerPeriod { .. });
        let overdue = matches!(charge.base, Base::OverduePrincipal | Base::OverdueInstalment | Base::OverdueTotal);
        by_day && overdue && charge.grace.kind == GraceKind::Forgiven
    });
    contract
}

fn paid(id: u64, date: NaiveDate, minor: i64) -> Event {
    Event { id, date, kind: EventKind::Payment { amount: money(minor) } }
}

fn charged(account: &Account) -> i64 {
    account.claims.iter().map(|claim| total(&claim.charged)).sum()
}

/// The plan that a relief becomes.
fn plan() -> impl Strategy<Value = Option<(Position, Arrangement, Contract)>> {
    let adopted = |relief: Option<(Contract, Position, Proposal)>| {
        let (contract, position, proposal) = relief?;
        let agreed = arrange(&position, &proposal).ok()?;
        let adopted = adopt(&contract, &position, &agreed).ok()?;
        Some((position, agreed, adopted))
    };
    relief().prop_map(adopted).boxed()
}

#[test]
fn an_adopted_plan_asks_for_its_own_payments_on_its_own_days() {
    law_of(4_000, "adopted", plan(), |plan| {
        let Some((position, agreed, contract)) = plan else { return Ok(()) };
        let account = replay(&contract, None, &[], position.as_of).expect("a plan in range");
        let claims: Vec<_> = account.claims.iter().map(|claim| (claim.due, claim.charged)).collect();
        prop_assert_eq!(claims, agreed.rows.iter().map(|row| (Some(row.due), row.amounts)).collect::<Vec<_>>());
        // Paid on its days it ends, and nothing was late.
        let on_time: Vec<_> =
            (1_u64..).zip(&agreed.rows).map(|(id, row)| paid(id, row.due, total(&row.amounts))).collect();
        let events: Vec<_> =
            on_time.into_iter().filter(|event| event.kind != EventKind::Payment { amount: money(0) }).collect();
        let last = agreed.rows.last().map_or(position.as_of, |row| row.due);
        let done = replay(&contract, None, &events, after(last, 400)).expect("a plan in range");
        prop_assert!(done.is_settled() && done.late_totals.is_empty() && done.credit.is_zero());
        // Missing its first payments never makes anything cheaper.
        let dues = [0_u8, 1, 2].map(|n| missed(&contract, &position, &agreed, BreakTerms::default(), n));
        for pair in dues.windows(2) {
            if let [Ok(fewer), Ok(more)] = pair {
                prop_assert!(fewer.charges <= more.charges && fewer.due <= more.due && fewer.on <= more.on);
                prop_assert!(fewer.days_past_due <= more.days_past_due);
            }
        }
        Ok(())
    });
}

#[test]
fn p11_two_payments_of_one_day_commute_and_equal_their_sum() {
    law(
        "P11 relief",
        (plan(), 0_u64..900, 1_i64..5_000_000, 1_i64..5_000_000, 0_u64..400),
        |(plan, day, a, b, more)| {
            let Some((position, _, contract)) = plan else { return Ok(()) };
            let contract = plainly_paid(&contract);
            let on = after(position.as_of, day);
            let at = |events: &[Event]| replay(&contract, None, events, after(on, more));
            let (Ok(first), Ok(second), Ok(once)) = (
                at(&[paid(1, on, a), paid(2, on, b)]),
                at(&[paid(2, on, b), paid(1, on, a)]),
                at(&[paid(1, on, a + b)]),
            ) else {
                return Ok(());
            };
            prop_assert_eq!(&first.claims, &once.claims);
            prop_assert_eq!(&first.claims, &second.claims);
            prop_assert_eq!((first.credit, first.payoff, first.paid), (once.credit, once.payoff, once.paid));
            Ok(())
        },
    );
}

/// What a payment may differ by: rounding of a minor unit per claim and late charge.
fn slack(contract: &Contract, account: &Account) -> i64 {
    i64::try_from(account.claims.len() * contract.lateness().charges.len().max(1)).expect("fits")
}

#[test]
fn p12_paying_a_plan_more_or_earlier_never_makes_it_cost_more() {
    let days = (0_u64..900, 0_u64..400, 0_u64..900, 0_u64..500);
    law_of(
        4_000,
        "P12 plan",
        (plan(), 1_i64..5_000_000, 1_i64..5_000_000, 1_i64..500_000, days),
        |(plan, a, b, extra, days)| {
            let Some((position, _, contract)) = plan else { return Ok(()) };
            let contract = plainly_paid(&contract);
            let (first, later, other, look) = days;
            let (early, late) = (after(position.as_of, first), after(position.as_of, first + later));
            let other = paid(2, after(position.as_of, other), b);
            let end = after(late, look);
            let at = |event: Event| replay(&contract, None, &[event, other.clone()], end);
            let plain = plainly_charged(&contract);
            let plainly = |event: Event| replay(&plain, None, &[event, other.clone()], end);
            if let (Ok(base), Ok(more)) = (at(paid(1, late, a)), at(paid(1, late, a + extra))) {
                let most = charged(&base) + slack(&contract, &base);
                prop_assert!(charged(&more) <= most, "more: {} instead of {}", charged(&more), charged(&base));
            }
            if let (Ok(base), Ok(earlier)) = (plainly(paid(1, late, a)), plainly(paid(1, early, a))) {
                let most = charged(&base) + slack(&plain, &base);
                prop_assert!(charged(&earlier) <= most, "earlier: {} instead of {}", charged(&earlier), charged(&base));
            }
            Ok(())
        },
    );
}

#[test]
fn p12_paying_earlier_never_makes_a_debt_cost_more() {
    let days = (0_u64..900, 0_u64..400, 0_u64..900, 0_u64..500);
    law("P12 earlier", (debt().boxed(), 1_i64..5_000_000, 1_i64..5_000_000, days), |((contract, _, _), a, b, days)| {
        // A card with cycles looks at what was paid between a bill and its due day: see below.
        if matches!(&contract, Contract::Revolving(card) if card.cycle.is_some()) {
            return Ok(());
        }
        let contract = plainly_charged(&contract);
        let begins = super::arbitrary::start_of(&contract);
        let (first, later, other, look) = days;
        let (early, late) = (after(begins, first), after(begins, first + later));
        let end = after(late, look);
        let at = |on: NaiveDate| replay(&contract, None, &[paid(1, on, a), paid(2, after(begins, other), b)], end);
        let (Ok(base), Ok(earlier)) = (at(late), at(early)) else { return Ok(()) };
        let most = charged(&base) + slack(&contract, &base);
        prop_assert!(charged(&earlier) <= most, "{} instead of {}", charged(&earlier), charged(&base));
        Ok(())
    });
}

#[test]
fn p12_paying_a_bill_earlier_between_its_day_and_its_due_day_never_costs_more() {
    law(
        "P12 bill",
        (super::arbitrary::cycling_card(), 1_i64..5_000_000, any::<Index>(), any::<Index>(), 0_u64..400),
        |(mut contract, a, one, other, look)| {
            // Cash bears interest from its own day, and what a payment goes to first decides which of both bears it.
            if let Contract::Revolving(card) = &mut contract
                && let Some(cycle) = &mut card.cycle
            {
                cycle.items.iter_mut().for_each(|item| item.kind = duewise::engine::card::ItemKind::Purchase);
            }
            let Contract::Revolving(card) = &contract else { return Ok(()) };
            let Some(cycle) = &card.cycle else { return Ok(()) };
            let billed = cycle.statement_before(card.due).expect("in range");
            let days = card.due.signed_duration_since(billed).num_days().unsigned_abs();
            let pick =
                |index: Index| after(billed, 1 + index.index(usize::try_from(days).expect("fits").max(1)) as u64);
            let (early, late) = (pick(one).min(pick(other)), pick(one).max(pick(other)));
            let at = |on: NaiveDate| replay(&contract, None, &[paid(1, on, a)], after(card.due, look));
            let (Ok(base), Ok(earlier)) = (at(late), at(early)) else { return Ok(()) };
            let slack = i64::try_from(base.bills.len()).expect("fits");
            prop_assert!(charged(&earlier) <= charged(&base) + slack, "{} {}", charged(&earlier), charged(&base));
            Ok(())
        },
    );
}

fn real(value: Decimal) -> f64 {
    value.to_f64().expect("a number")
}

/// What the lender has out against what comes back.
fn flows(position: &Position, plan: &Arrangement) -> Vec<(NaiveDate, Decimal)> {
    let out = total(&position.open) - total(&plan.waived);
    let back = plan.rows.iter().map(|row| (row.due, money(total(&row.amounts)).exact()));
    core::iter::once((position.as_of, -money(out).exact())).chain(back).collect()
}

#[test]
fn p16_at_the_rate_of_a_plan_its_payments_are_worth_what_is_out_and_a_fee_raises_it() {
    law("P16 relief", (relief(), 1_i64..50_000), |(relief, fee)| {
        let Some((_, position, proposal)) = relief else { return Ok(()) };
        let Ok(plan) = arrange(&position, &proposal) else { return Ok(()) };
        if proposal.lump_sum.is_some() || plan.rows.is_empty() {
            return Ok(());
        }
        let flows_of = |plan: &Arrangement| flows(&position, plan);
        let found = flows_of(&plan);
        if found.first().is_none_or(|(_, out)| out.is_zero()) {
            return Ok(());
        }
        let roots = xirr(&found, DayCount::Act365Fixed).expect("in range");
        // What costs many times itself within days has a rate beyond what is looked for.
        let [rate] = roots.all() else {
            prop_assert!(plan.new_cost.minor() > total(&position.open), "{:?}", roots);
            return Ok(());
        };
        let size: f64 = found.iter().map(|(_, amount)| real(*amount).abs()).sum();
        let left = xnpv(*rate, &found, DayCount::Act365Fixed).expect("in range");
        prop_assert!(left.abs() <= 1e-9 * size, "{left} of {size} at {rate}");
        prop_assert!(*rate > -1e-9 && (!plan.new_cost.is_zero() || *rate < 1e-9), "{rate} {:?}", plan.new_cost);
        let dearer = proposal.refinance_fee.map_or(0, Money::minor) + fee;
        let dearer = Proposal { refinance_fee: Some(money(dearer)), ..proposal };
        let dearer = flows_of(&arrange(&position, &dearer).expect("as before"));
        if let [above] = xirr(&dearer, DayCount::Act365Fixed).expect("in range").all() {
            // A fee of some fen on billions lies below what a double resolves.
            prop_assert!(*above > *rate - 1e-9 * (1.0 + rate), "{above} {rate}");
            let shows = f64::from(u32::try_from(fee).expect("a small fee")) * 1e4 > size * 100.0;
            prop_assert!(!shows || above > rate, "{above} {rate}");
        }
        Ok(())
    });
}

#[test]
fn p17_the_smallest_and_the_strangest_plans_hold() {
    law("P17 relief", (relief(), 1_u16..5, any::<bool>()), |(relief, unit, once)| {
        let Some((contract, mut position, mut proposal)) = relief else { return Ok(()) };
        // A few minor units, no interest, one payment.
        let own = Components { principal: money(i64::from(unit)), ..Components::zero(YUAN) };
        (position.open, position.overdue) = (own, Components::zero(YUAN));
        (proposal.waive, proposal.lump_sum, proposal.refinance_fee) = (None, None, None);
        (proposal.rate, proposal.count) = (Some(Rate::ZERO), once.then_some(1).or(proposal.count));
        let Ok(plan) = arrange(&position, &proposal) else { return Ok(()) };
        prop_assert_eq!((plan.paid.minor(), plan.new_cost.minor()), (i64::from(unit), 0));
        prop_assert!(!once || plan.rows.len() == 1);
        // Paying more than it comes to ends it; the rest is a credit.
        let adopted = adopt(&contract, &position, &plan).expect("a plan");
        let payment = [paid(1, position.as_of, i64::from(unit) + 7)];
        let account = replay(&adopted, None, &payment, position.as_of).expect("in range");
        let all = adopted.waterfall().stages.iter().all(|stage| stage.components.contains(&Component::Principal));
        prop_assert!(!all || account.is_settled() && account.credit == money(7));
        Ok(())
    });
}
