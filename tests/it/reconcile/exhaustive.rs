//! The search done the long way: every combination's contract is built here, replayed as a whole, and compared.
//!
//! Of the search itself it uses the lists of choices alone. It counts combinations with its own wheels, puts choices into
//! contracts with its own hands, and says what matches, what comes nearest and what does not matter by their definitions.

use std::collections::BTreeSet;

use duewise::engine::reconcile::{Axis, Choice, Debt, Dimension, PaymentOrder, Quote, Quoted};
use duewise::engine::*;

/// What the long way finds.
pub struct Found {
    /// Every combination's figure, in the order of the wheels.
    pub figures: Vec<Option<i64>>,
    /// The wheels of every combination.
    pub wheels: Vec<Vec<usize>>,
    /// Combinations that give the figure.
    pub matches: BTreeSet<Vec<usize>>,
    /// The first of the commonest that come nearest, and its difference.
    pub nearest: Option<(Vec<usize>, i64)>,
    /// Dimensions that never make a difference.
    pub idle: BTreeSet<Dimension>,
}

pub fn search(debt: &Debt, quote: Quote, axes: &[Axis]) -> Found {
    let wheels = turn(axes);
    let figures: Vec<Option<i64>> = wheels.iter().map(|wheel| figure(debt, quote, axes, wheel)).collect();
    let target = quote.amount.minor();
    let all = || wheels.iter().zip(&figures);
    let matches = all().filter(|(_, figure)| **figure == Some(target)).map(|(wheel, _)| wheel.clone()).collect();
    let rarity = |wheel: &[usize]| axes.iter().zip(wheel).map(|(axis, place)| axis.choices[*place].1).sum::<u32>();
    let nearest = all()
        .filter_map(|(wheel, figure)| figure.map(|figure| (wheel, target - figure)))
        .min_by_key(|(wheel, difference)| (difference.abs(), rarity(wheel), (*wheel).clone()))
        .map(|(wheel, difference)| (wheel.clone(), difference));
    // A refused contract has no figure, so it cannot differ.
    let same_elsewhere = |at: usize| {
        let with_figure = || all().filter(|(_, figure)| figure.is_some());
        let mut seen: std::collections::BTreeMap<Vec<usize>, Option<i64>> = std::collections::BTreeMap::new();
        with_figure().all(|(wheel, figure)| {
            let twin: Vec<usize> =
                wheel.iter().enumerate().map(|(i, place)| if i == at { 0 } else { *place }).collect();
            *seen.entry(twin).or_insert(*figure) == *figure
        })
    };
    let idle = (0..axes.len()).filter(|at| same_elsewhere(*at)).map(|at| axes[at].dimension).collect();
    Found { figures, wheels, matches, nearest, idle }
}

/// Every position of the wheels, the last one turning fastest.
fn turn(axes: &[Axis]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for axis in axes {
        all = all
            .into_iter()
            .flat_map(|wheel: Vec<usize>| {
                (0..axis.choices.len()).map(move |place| [wheel.as_slice(), &[place]].concat()).collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

fn figure(debt: &Debt, quote: Quote, axes: &[Axis], wheel: &[usize]) -> Option<i64> {
    let mut contract = debt.contract.clone();
    for (axis, place) in axes.iter().zip(wheel).filter(|(_, place)| **place > 0) {
        choose(&mut contract, axis.dimension, axis.choices[*place].0);
    }
    let account = replay(&contract, debt.opening.as_ref(), &debt.events, quote.on).ok()?;
    let row = |number: u16| account.rows.iter().find(|row| row.number == number);
    let amount = match quote.figure {
        Quoted::DueNow => account.due_now.total().ok()?,
        Quoted::Penalty => account.due_now.penalty,
        Quoted::LateCharges => return Some(account.late_totals.iter().map(|total| total.posted.minor()).sum()),
        Quoted::Payoff => account.payoff.total().ok()?,
        Quoted::Instalment(number) => row(number)?.total,
        Quoted::Interest(number) => row(number)?.interest,
    };
    Some(amount.minor())
}

fn choose(contract: &mut Contract, dimension: Dimension, choice: Choice) {
    if let Choice::Order(order) = choice {
        let components = match order {
            PaymentOrder::Agreed => return,
            PaymentOrder::ChargesFirst | PaymentOrder::ChargesOfAllFirst => "fpir",
            PaymentOrder::InterestFirst => "iprf",
            PaymentOrder::PenaltiesLast => "irpf",
            PaymentOrder::PrincipalFirst | PaymentOrder::PrincipalOfAllFirst => "ripf",
        };
        let of_all = matches!(order, PaymentOrder::ChargesOfAllFirst | PaymentOrder::PrincipalOfAllFirst);
        let order = if of_all { StageOrder::ByComponent } else { StageOrder::ByClaim };
        let component = |letter| match letter {
            'f' => Component::Fee,
            'p' => Component::Penalty,
            'i' => Component::Interest,
            _ => Component::Principal,
        };
        let components: Vec<Component> = components.chars().map(component).collect();
        let stages = [Scope::PastDue, Scope::Due, Scope::InAdvance];
        let stages = stages.map(|scope| Stage { scope, order, components: components.clone() }).to_vec();
        let waterfall = Waterfall { stages, switch: None };
        match contract {
            Contract::Instalment(terms) => terms.waterfall = waterfall,
            Contract::Revolving(card) => card.waterfall = waterfall,
            Contract::Single(terms) => terms.waterfall = waterfall,
        }
        return;
    }
    let is_late = matches!(
        dimension,
        Dimension::LateBase
            | Dimension::LateDays
            | Dimension::Grace
            | Dimension::Compounding
            | Dimension::LateYear
            | Dimension::LateRounding
    );
    if is_late {
        let charges = match contract {
            Contract::Instalment(terms) => &mut terms.lateness.charges,
            Contract::Revolving(card) => &mut card.lateness.charges,
            Contract::Single(terms) => &mut terms.lateness.charges,
        };
        charges.iter_mut().for_each(|charge| choose_late(charge, choice));
        return;
    }
    match (contract, choice) {
        (Contract::Instalment(terms), Choice::DayCount(accrual)) => terms.accrual = accrual,
        (Contract::Instalment(terms), Choice::Rounding(rounding)) => terms.rounding = rounding,
        (Contract::Instalment(terms), Choice::Step(step)) => terms.instalment_multiple = step,
        (Contract::Instalment(terms), Choice::Residue(residue)) => terms.residue = residue,
        (Contract::Instalment(terms), Choice::Basis(basis)) => terms.shape.basis = basis,
        (Contract::Instalment(terms), Choice::FeeTiming(when)) => {
            terms.shape.fee = terms.shape.fee.map(|fee| InstalmentFee { when, ..fee });
        }
        (Contract::Single(terms), Choice::DayCount(accrual)) => terms.accrual = accrual,
        (Contract::Single(terms), Choice::Rounding(rounding)) => terms.rounding = rounding,
        (Contract::Revolving(card), choice) => {
            let cycle = card.cycle.as_mut().expect("only a card with cycles has these choices");
            match choice {
                Choice::Rounding(rounding) => cycle.rounding = rounding,
                Choice::CardMethod(method) => cycle.method = method,
                Choice::CardCarry(carry) => cycle.carry = carry,
                Choice::CardBilled(billed) => cycle.billed = billed,
                Choice::Days(inclusion) => cycle.inclusion = inclusion,
                other => panic!("{other:?} of a card"),
            }
        }
        (_, other) => panic!("{other:?} of {dimension:?}"),
    }
}

fn choose_late(charge: &mut LateCharge, choice: Choice) {
    let by_day = matches!(charge.kind, ChargeKind::Daily { .. } | ChargeKind::Uplift { .. });
    match choice {
        Choice::Base(base) if by_day && charge.base != Base::StatementBalance => charge.base = base,
        Choice::Base(_) => {}
        Choice::Days(inclusion) => charge.inclusion = inclusion,
        Choice::Grace(grace) => charge.grace = grace,
        Choice::Rounding(rounding) => charge.rounding = rounding,
        Choice::Compounding(chosen) => {
            charge.kind = match charge.kind.clone() {
                ChargeKind::Daily { rate, year_days, .. } => ChargeKind::Daily { rate, year_days, compounding: chosen },
                ChargeKind::Uplift { share, year_days, .. } => {
                    ChargeKind::Uplift { share, year_days, compounding: chosen }
                }
                other => other,
            };
        }
        Choice::Year(chosen) => {
            charge.kind = match charge.kind.clone() {
                ChargeKind::Daily { rate, compounding, .. } => {
                    ChargeKind::Daily { rate, year_days: chosen, compounding }
                }
                ChargeKind::Uplift { share, compounding, .. } => {
                    ChargeKind::Uplift { share, year_days: chosen, compounding }
                }
                other => other,
            };
        }
        other => panic!("{other:?} of a late charge"),
    }
}
