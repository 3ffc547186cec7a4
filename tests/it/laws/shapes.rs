//! Random shapes of loans, fitted to the terms that they go with.

use duewise::engine::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{after, money};

/// What a shape is made from, before it is fitted to a loan.
#[derive(Debug, Clone)]
pub struct Ingredients {
    fee: Option<(i64, bool, bool)>,
    withheld: Option<(i64, bool)>,
    balloon: Option<(i64, bool)>,
    steps: Option<(u8, i64, u16)>,
    tranches: Vec<(u64, i64)>,
    overpayments: Vec<(u16, i64, bool)>,
    rates: Vec<(u64, i64)>,
    capitalised: u16,
    first_period: Option<(u16, u16)>,
    equal_periods: bool,
    business_days: Option<(u8, bool)>,
}

/// One loan in two is plain.
pub fn ingredients() -> impl Strategy<Value = Option<Ingredients>> {
    let simple = (
        option::weighted(0.3, (1_i64..500, any::<bool>(), any::<bool>())),
        option::weighted(0.2, (1_i64..40, any::<bool>())),
        option::weighted(0.3, (1_i64..60, any::<bool>())),
        option::weighted(0.3, (0_u8..3, -300_i64..600, 1_u16..13)),
        option::weighted(0.1, (0_u16..3, 0_u16..40)),
        prop::bool::weighted(0.1),
        option::weighted(0.2, (0_u8..5, any::<bool>())),
    );
    let dated = (
        vec((0_u64..900, 1_i64..5_000_000), 0..2),
        vec((1_u16..37, 1_i64..3_000_000, any::<bool>()), 0..3),
        vec((0_u64..900, 0_i64..300_000), 0..3),
        prop_oneof![3 => Just(0_u16), 1 => 1_u16..4],
    );
    option::of((simple, dated).prop_map(|(simple, dated)| {
        let (fee, withheld, balloon, steps, first_period, equal_periods, business_days) = simple;
        let (tranches, overpayments, rates, capitalised) = dated;
        Ingredients {
            fee,
            withheld,
            balloon,
            steps,
            tranches,
            overpayments,
            rates,
            capitalised,
            first_period,
            equal_periods,
            business_days,
        }
    }))
}

fn effect(shorter: bool) -> PrepaymentEffect {
    if shorter { PrepaymentEffect::ShorterTerm } else { PrepaymentEffect::SmallerInstalment }
}

/// The shape that goes together with these terms.
pub fn fitted(made_of: Option<Ingredients>, terms: &InstalmentTerms) -> Shape {
    let Some(mut made_of) = made_of else { return Shape::default() };
    let portion = |bp: i64, share: bool| {
        if share {
            Portion::Share(Decimal::new(bp, 4))
        } else {
            Portion::Amount(money(terms.principal.minor() / 10_000 * bp))
        }
    };
    made_of.tranches.sort_unstable();
    made_of.rates.sort_unstable();
    let fee = made_of.fee.map(|(bp, share, first)| InstalmentFee {
        amount: portion(bp, share),
        when: if first { FeeTiming::First } else { FeeTiming::Each },
    });
    let withheld = made_of.withheld.filter(|_| terms.down_payment.is_none()).map(|(percent, received)| Withheld {
        amount: portion(percent * 100, true),
        counted: if received { Counted::Received } else { Counted::Lent },
    });
    let rules = [
        BusinessDayRule::Unadjusted,
        BusinessDayRule::Following,
        BusinessDayRule::ModifiedFollowing,
        BusinessDayRule::Preceding,
        BusinessDayRule::ModifiedPreceding,
    ];
    let business_days = made_of.business_days.map(|(rule, adjusted)| BusinessDays {
        rule: rules[usize::from(rule)],
        interest: if adjusted { InterestDates::Adjusted } else { InterestDates::Unadjusted },
        ..BusinessDays::default()
    });
    let first_period = made_of.first_period.map(|(months, days)| FirstPeriod { months, days, year_days: 365 });
    let simple = Shape { fee, withheld, business_days, first_period, ..Shape::default() };
    if terms.interest != InterestKind::Declining || terms.smoothing != Smoothing::None {
        return simple;
    }
    let level = terms.method == Method::EqualInstalment;
    let bullet = terms.method == Method::Bullet;
    let steps = made_of.steps.filter(|_| level).map(|(kind, bp, from)| match kind {
        0 => Steps::Growth { share: Decimal::new(bp, 4), every: from },
        1 => Steps::Factors(vec![StepFactor { from: from.min(terms.count), factor: Decimal::new(10_000 + bp, 4) }]),
        _ if terms.residue == Residue::LastInterest => Steps::Growth { share: Decimal::new(bp, 4), every: from },
        _ => Steps::Amounts(vec![StepAmount { from: 1, amount: money(terms.principal.minor() / 10 + bp.abs()) }]),
    });
    let from_day = |days: u64| after(terms.disbursed_on, days);
    Shape {
        balloon: made_of
            .balloon
            .filter(|_| level || terms.method == Method::EqualPrincipal)
            .map(|(percent, share)| portion(percent * 100, share)),
        steps,
        tranches: made_of
            .tranches
            .iter()
            .map(|(days, minor)| Tranche { on: from_day(*days), amount: money(*minor), own_term: false })
            .collect(),
        overpayments: if bullet {
            Vec::new()
        } else {
            let fitting = made_of.overpayments.iter().filter(|(with, ..)| *with <= terms.count);
            fitting
                .map(|(with, minor, shorter)| Overpayment {
                    with: *with,
                    amount: money(*minor),
                    effect: effect(*shorter),
                })
                .collect()
        },
        rates: made_of
            .rates
            .iter()
            .map(|(days, ppm)| {
                let rate = Rate { value: Decimal::new(*ppm, 6), per: RatePeriod::Year };
                RateFrom { from: from_day(*days), rate }
            })
            .collect(),
        capitalised: if bullet || terms.interest_grace > 0 {
            0
        } else {
            made_of.capitalised.min(terms.count.saturating_sub(1))
        },
        basis: if made_of.equal_periods && level && terms.residue == Residue::LastInstalment {
            InstalmentBasis::EqualPeriods
        } else {
            InstalmentBasis::Interest
        },
        ..simple
    }
}

/// Principal paid early, or another rate.
pub fn change() -> impl Strategy<Value = EventKind> {
    prop_oneof![
        3 => (1_i64..3_000_000, any::<bool>()).prop_map(|(minor, shorter)| {
            EventKind::Prepayment { amount: money(minor), effect: effect(shorter) }
        }),
        1 => (0_i64..400_000).prop_map(|ppm| {
            EventKind::RateChange { rate: Rate { value: Decimal::new(ppm, 6), per: RatePeriod::Year } }
        }),
        1 => (1_u16..12).prop_map(|more| EventKind::Reschedule(Reschedule { more, due: None })),
    ]
}

/// Whether an event changes a schedule that the contract solves itself.
pub fn needs_own_schedule(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::RateChange { .. } | EventKind::Reschedule(_) | EventKind::Pause { of: PauseOf::Interest, .. }
    )
}

/// Whether an event changes the schedule.
pub fn changes_schedule(event: &Event) -> bool {
    needs_own_schedule(event) || matches!(event.kind, EventKind::Prepayment { .. })
}

/// Whether a contract solves its own schedule, so that its rate can change.
pub fn takes_rates(contract: &Contract) -> bool {
    matches!(contract, Contract::Instalment(terms) if terms.interest == InterestKind::Declining && terms.stated.is_none())
}
