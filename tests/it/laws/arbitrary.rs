//! Random contracts, charges and events within the limits, small enough to read when they fail.

use chrono::{Days, NaiveDate};
use duewise::engine::card::{
    BilledInterest, CardCycle, CardItem, Carry, CashAdvance, DueRule, InterestMethod, ItemKind, LateFee, MinimumRule,
    Tolerance,
};
use duewise::engine::day_count::DayCount;
use duewise::engine::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::shapes::{change, fitted, ingredients, takes_rates};

pub const YUAN: Currency = Currency::CNY;

pub fn money(minor: i64) -> Money {
    Money::try_new(minor, YUAN).expect("within the limits")
}

pub fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..11_000).prop_map(day)
}

pub fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 1, 1).expect("a date").checked_add_days(Days::new(days)).expect("in range")
}

pub fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).expect("in range")
}

pub fn amount() -> impl Strategy<Value = Money> {
    prop_oneof![3 => 1_i64..5_000_000, 1 => 1_i64..200, 1 => 1_i64..100_000_000_000].prop_map(money)
}

/// Rates from nothing to 60 % a year, quoted per day, month or year.
pub fn rate() -> impl Strategy<Value = Rate> {
    prop_oneof![
        (0_i64..600_000).prop_map(|ppm| Rate { value: Decimal::new(ppm, 6), per: RatePeriod::Year }),
        (0_i64..50_000).prop_map(|ppm| Rate { value: Decimal::new(ppm, 6), per: RatePeriod::Month }),
        (0_i64..2_000).prop_map(|ppm| Rate { value: Decimal::new(ppm, 6), per: RatePeriod::Day }),
        Just(Rate::ZERO),
    ]
}

pub fn rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![4 => Just(Rounding::HalfUp), 4 => Just(Rounding::HalfEven), 1 => Just(Rounding::HalfDown),
        1 => Just(Rounding::Up), 1 => Just(Rounding::Down)]
}

pub fn frequency() -> impl Strategy<Value = Frequency> {
    prop_oneof![
        4 => Just(Frequency::MONTHLY),
        1 => (1_u16..4).prop_map(|every| Frequency { every, unit: PeriodUnit::Months }),
        1 => (1_u16..5).prop_map(|every| Frequency { every, unit: PeriodUnit::Weeks }),
        1 => (1_u16..45).prop_map(|every| Frequency { every, unit: PeriodUnit::Days }),
        1 => Just(Frequency { every: 1, unit: PeriodUnit::Years }),
    ]
}

pub fn accrual() -> impl Strategy<Value = Accrual> {
    let month = prop_oneof![Just(DaysInMonth::Actual), Just(DaysInMonth::Thirty)];
    let year =
        prop_oneof![Just(DaysInYear::Actual), Just(DaysInYear::D360), Just(DaysInYear::D364), Just(DaysInYear::D365)];
    let leap = prop_oneof![
        Just(LeapRule::SplitAtYearEnd),
        Just(LeapRule::SplitAtNewYear),
        Just(LeapRule::LeapDayPeriod),
        Just(LeapRule::Fixed365)
    ];
    prop_oneof![
        Just(Accrual::PerPeriod),
        (month, year, leap).prop_map(|(month, year, leap)| Accrual::Daily { month, year, leap }),
        prop_oneof![
            Just(DayCount::Act365Fixed),
            Just(DayCount::Act360),
            Just(DayCount::ActActIsda),
            Just(DayCount::ThirtyE360)
        ]
        .prop_map(Accrual::DayCount),
        prop_oneof![Just(EffectiveTime::Periods), Just(EffectiveTime::Days(365))].prop_map(Accrual::Effective),
        Just(Accrual::MonthBefore),
    ]
}

pub fn terms() -> impl Strategy<Value = InstalmentTerms> {
    let method = prop_oneof![
        4 => Just(Method::EqualInstalment),
        1 => Just(Method::EqualPrincipal),
        1 => Just(Method::InterestFirst),
        1 => Just(Method::Bullet)
    ];
    let interest = prop_oneof![4 => Just(InterestKind::Declining), 1 => Just(InterestKind::Flat),
        1 => Just(InterestKind::FlatTotal)];
    let shape = (method, interest, frequency(), accrual(), rounding());
    let options = (
        option::weighted(0.3, 1_u64..60),
        option::weighted(0.2, prop_oneof![Just(10_i64), Just(100), Just(1_000)]),
        prop_oneof![Just(Smoothing::None), Just(Smoothing::ThreePasses)],
        prop_oneof![3 => Just(Residue::LastInstalment), 1 => Just(Residue::LastInterest)],
        option::weighted(0.2, 12_u8..20),
        (0_u16..3, 0_u16..3, 0_u16..2),
        option::weighted(0.1, 1_i64..50),
    );
    let lateness = (lateness(), ingredients());
    (amount(), date(), rate(), 1_u16..37, shape, options, lateness, waterfall()).prop_map(
        |(principal, disbursed_on, rate, count, shape, options, (lateness, made_of), waterfall)| {
            let (method, interest, frequency, accrual, rounding) = shape;
            let (first_after, step, smoothing, residue, precision, graces, down) = options;
            let grace = |n: u16| n.min(count.saturating_sub(1));
            let plain = InstalmentTerms {
                method,
                interest,
                frequency,
                accrual,
                rounding,
                first_due: first_after.map(|days| after(disbursed_on, days)),
                instalment_multiple: step.map(money),
                smoothing,
                residue,
                precision,
                principal_grace: if method == Method::EqualInstalment { grace(graces.0) } else { 0 },
                interest_grace: grace(graces.1),
                interest_free: graces.2.min(count),
                down_payment: down.map(|percent| Decimal::new(percent, 2)),
                lateness,
                waterfall,
                ..InstalmentTerms::monthly(principal, rate, count, disbursed_on)
            };
            InstalmentTerms { shape: fitted(made_of, &plain), ..plain }
        },
    )
}

pub fn waterfall() -> impl Strategy<Value = Waterfall> {
    let order = || Just(Component::ALL.to_vec()).prop_shuffle();
    let plain = (order(), any::<bool>()).prop_map(|(order, by_claim)| {
        if by_claim { Waterfall::by_claim(&order) } else { Waterfall::by_component(&order) }
    });
    (plain, option::weighted(0.3, (0_u16..120, order()))).prop_map(|(waterfall, switch)| match switch {
        Some((days, order)) => waterfall.switching(days, Waterfall::by_claim(&order)),
        None => waterfall,
    })
}

fn small() -> impl Strategy<Value = Money> {
    (0_i64..20_000).prop_map(money)
}

fn share() -> impl Strategy<Value = Decimal> {
    (0_i64..=100).prop_map(|percent| Decimal::new(percent, 2))
}

pub fn minimum_rule() -> impl Strategy<Value = MinimumRule> {
    (share(), small(), option::weighted(0.2, small()), any::<(bool, bool, bool)>(), rounding()).prop_map(
        |(share, floor, fixed, (interest, fees, overdue), rounding)| MinimumRule {
            share,
            floor,
            fixed,
            interest,
            fees,
            overdue,
            rounding,
        },
    )
}

/// The rules of a card's cycles; what its first bill is made of adds up to at most `balance`.
pub fn cycle(balance: Money, due: NaiveDate) -> impl Strategy<Value = CardCycle> {
    let due_rule = prop_oneof![(1_u8..=31).prop_map(DueRule::Day), (1_u8..=60).prop_map(DueRule::DaysAfter)];
    let method = prop_oneof![Just(InterestMethod::FullBalance), Just(InterestMethod::UnpaidPart)];
    let carry = prop_oneof![4 => Just(Carry::DailyBalance), 1 => Just(Carry::WholeAgain)];
    let billed = prop_oneof![Just(BilledInterest::Simple), Just(BilledInterest::Compounds)];
    let inclusion = prop_oneof![4 => Just(Inclusion::First), 1 => Just(Inclusion::Last), 1 => Just(Inclusion::Both),
        1 => Just(Inclusion::Neither)];
    let tolerance = option::of((0_u8..10, small()).prop_map(|(days, shortfall)| Tolerance { days, shortfall }));
    let late_fee =
        option::of((share(), option::of(small())).prop_map(|(share, floor)| LateFee { share, floor, ceiling: None }));
    let cash = option::of(
        (option::of(rate()), share(), option::of(small())).prop_map(|(rate, fee_share, fee_floor)| CashAdvance {
            rate,
            fee_share,
            fee_floor,
        }),
    );
    let items = vec((0_u64..60, share(), any::<bool>()), 0..4).prop_map(move |list| {
        let mut rest = balance.minor();
        let mut items = Vec::new();
        for (days, share, cash) in list {
            let part = (Decimal::from(rest) * share).floor().to_string().parse::<i64>().unwrap_or(0).min(rest);
            rest -= part;
            let posted = due.checked_sub_days(Days::new(days.saturating_add(20))).expect("in range");
            let kind = if cash { ItemKind::Cash } else { ItemKind::Purchase };
            items.extend((part > 0).then(|| CardItem { posted, amount: money(part), kind }));
        }
        items
    });
    let conventions = (method, carry, billed, inclusion, rounding());
    (1_u8..=31, due_rule, minimum_rule(), conventions, (tolerance, late_fee, cash), items).prop_map(
        |(statement_day, due, minimum, conventions, (tolerance, late_fee, cash), items)| {
            let (method, carry, billed, inclusion, rounding) = conventions;
            CardCycle {
                statement_day,
                due,
                minimum,
                method,
                carry,
                billed,
                inclusion,
                tolerance,
                late_fee,
                cash,
                items,
                rounding,
            }
        },
    )
}

/// A card whose cycles are known.
pub fn cycling_card() -> impl Strategy<Value = Contract> {
    (amount(), 0_i64..=100, date(), rate(), waterfall())
        .prop_flat_map(|(balance, percent, due, rate, waterfall)| {
            let card = CardStatement {
                balance,
                minimum: money(balance.minor() / 100 * percent),
                statement_date: None,
                due,
                rate,
                lateness: Lateness::default(),
                waterfall,
                cycle: None,
            };
            (Just(card), cycle(balance, due))
        })
        .prop_map(|(card, cycle)| Contract::Revolving(Box::new(CardStatement { cycle: Some(cycle), ..card })))
}

pub fn charge() -> impl Strategy<Value = LateCharge> {
    let compounding = prop_oneof![
        4 => Just(Compounding::Simple), 1 => Just(Compounding::Daily), 1 => Just(Compounding::Effective)
    ];
    let year_days = prop_oneof![Just(360_u16), Just(365)];
    let kind = prop_oneof![
        1 => (1_i64..10_000).prop_map(|minor| ChargeKind::Flat { amount: money(minor) }),
        1 => (1_i64..10_000, 1_u16..40).prop_map(|(minor, every_days)| {
            ChargeKind::PerPeriod { amount: money(minor), every_days }
        }),
        1 => (1_i64..1_000, option::of(1_i64..2_000), option::of(2_000_i64..50_000)).prop_map(|(bp, floor, ceiling)| {
            ChargeKind::Percent {
                share: Decimal::new(bp, 4),
                floor: floor.map(money),
                ceiling: ceiling.map(money),
            }
        }),
        4 => (rate(), year_days.clone(), compounding.clone()).prop_map(|(rate, year_days, compounding)| {
            ChargeKind::Daily { rate, year_days, compounding }
        }),
        1 => (1_i64..3_000, 1_i64..3_000, 1_i64..10_000).prop_map(|(low, more, from)| ChargeKind::Tiered {
            tiers: vec![Tier { from: money(0), amount: money(low) }, Tier { from: money(from), amount: money(low + more) }],
        }),
        1 => (1_i64..1_000, 0_i64..500, 1_u16..40).prop_map(|(share, growth, every_days)| ChargeKind::Growing {
            share: Decimal::new(share, 4),
            growth: Decimal::new(growth, 4),
            every_days,
        }),
        2 => (0_i64..100, year_days, compounding).prop_map(|(percent, year_days, compounding)| {
            ChargeKind::Uplift { share: Decimal::new(percent, 2), year_days, compounding }
        }),
    ];
    let base = prop_oneof![
        4 => Just(Base::OverduePrincipal), 2 => Just(Base::OverdueInstalment), 1 => Just(Base::OverdueTotal),
        1 => Just(Base::OutstandingPrincipal), 1 => Just(Base::OutstandingAndInterest)
    ];
    let grace = (0_u16..15, prop_oneof![Just(GraceKind::Forgiven), Just(GraceKind::BackDated)])
        .prop_map(|(days, kind)| Grace { days, kind });
    let inclusion = prop_oneof![4 => Just(Inclusion::Last), 1 => Just(Inclusion::First), 1 => Just(Inclusion::Both), 1 => Just(Inclusion::Neither)];
    let component = prop_oneof![3 => Just(Component::Penalty), 1 => Just(Component::Fee)];
    (kind, base, component, grace, inclusion, vec(cap(), 0..3), rounding()).prop_map(
        |(kind, base, component, grace, inclusion, caps, rounding)| LateCharge {
            kind,
            base,
            component,
            grace,
            inclusion,
            caps,
            rounding,
        },
    )
}

pub fn cap() -> impl Strategy<Value = Cap> {
    let scope = prop_oneof![Just(CapScope::ThisCharge), Just(CapScope::AllCharges)];
    prop_oneof![
        (1_i64..1_000).prop_map(|minor| Cap::PerDay { amount: money(minor) }),
        (1_i64..100_000, scope.clone()).prop_map(|(minor, scope)| Cap::Total { amount: money(minor), scope }),
        (1_i64..200, scope)
            .prop_map(|(percent, scope)| Cap::ShareOfPrincipal { share: Decimal::new(percent, 2), scope }),
    ]
}

pub fn lateness() -> impl Strategy<Value = Lateness> {
    vec(charge(), 0..4).prop_map(|charges| Lateness { charges })
}

pub fn contract() -> impl Strategy<Value = Contract> {
    let single = (amount(), date(), 0_u64..800, rate(), accrual(), rounding(), lateness(), waterfall()).prop_map(
        |(principal, start, days, rate, accrual, rounding, lateness, waterfall)| {
            let due = after(start, days);
            Contract::Single(Box::new(SingleTerms {
                principal,
                start,
                due,
                rate,
                accrual,
                rounding,
                lateness,
                waterfall,
            }))
        },
    );
    let card = (amount(), 0_i64..=100, date(), rate(), lateness(), waterfall()).prop_map(
        |(balance, percent, due, rate, mut lateness, waterfall)| {
            let minimum = money(balance.minor() / 100 * percent);
            lateness
                .charges
                .push(LateCharge { component: Component::Interest, ..LateCharge::daily(rate, Base::StatementBalance) });
            Contract::Revolving(Box::new(CardStatement {
                balance,
                minimum,
                statement_date: None,
                due,
                rate,
                lateness,
                waterfall,
                cycle: None,
            }))
        },
    );
    prop_oneof![
        5 => terms().prop_map(|terms| Contract::Instalment(Box::new(terms))),
        2 => single,
        2 => card,
        3 => cycling_card(),
    ]
}

/// Events in the three years after a day.
pub fn events(from: NaiveDate) -> impl Strategy<Value = Vec<Event>> {
    let component = prop_oneof![Just(Component::Penalty), Just(Component::Fee), Just(Component::Interest)];
    let kind = prop_oneof![
        6 => amount().prop_map(|amount| EventKind::Payment { amount }),
        2 => change(),
        1 => (component.clone(), 1_i64..20_000).prop_map(|(component, minor)| {
            EventKind::Charge { component, amount: money(minor) }
        }),
        1 => (component, 1_i64..20_000).prop_map(|(component, minor)| {
            EventKind::Waiver { component, amount: money(minor) }
        }),
        1 => (prop_oneof![Just(PauseOf::Collection), Just(PauseOf::Penalty), Just(PauseOf::Interest)], 0_u64..60).prop_map(move |(of, days)| {
            EventKind::Pause { of, until: after(from, days) }
        }),
    ];
    vec((0_u64..1_100, kind), 0..8).prop_map(move |list| {
        (1_u64..)
            .zip(list)
            .map(|(id, (days, kind))| {
                let date = after(from, days);
                let kind = match kind {
                    EventKind::Pause { of, until } => {
                        let length = until.signed_duration_since(from).num_days().unsigned_abs();
                        EventKind::Pause { of, until: after(date, length) }
                    }
                    other => other,
                };
                Event { id, date, kind }
            })
            .collect()
    })
}

/// What only a card with cycles can have (numbers from 100), and what payments are for (numbers from 200).
pub fn card_events(from: NaiveDate) -> impl Strategy<Value = Vec<Event>> {
    let used = (amount(), any::<bool>()).prop_map(|(amount, cash)| EventKind::Purchase {
        amount,
        kind: if cash { ItemKind::Cash } else { ItemKind::Purchase },
    });
    let divided = (amount(), 1_u16..25, 0_i64..200, any::<bool>()).prop_map(|(amount, count, fee, fee_upfront)| {
        EventKind::CardInstalments(CardInstalments { amount, count, fee_share: Decimal::new(fee, 4), fee_upfront })
    });
    let component = prop_oneof![Just(Component::Principal), Just(Component::Interest), Just(Component::Fee)];
    let to = prop_oneof![
        component.prop_map(Designated::Component),
        (1_u16..10).prop_map(|row| Designated::Claim(ClaimRef::Row(row))),
        (2_u16..10).prop_map(|bill| Designated::Claim(ClaimRef::Bill(bill))),
        Just(Designated::Claim(ClaimRef::RestOfStatement)),
    ];
    let card = vec((0_u64..600, prop_oneof![4 => used, 1 => divided]), 0..4);
    let named = vec((0_u64..1_100, (1_u64..8, to)), 0..2);
    (card, named).prop_map(move |(card, named)| {
        let card = (100_u64..).zip(card).map(|(id, (days, kind))| Event { id, date: after(from, days), kind });
        let named = (200_u64..).zip(named).map(|(id, (days, (payment, to)))| Event {
            id,
            date: after(from, days),
            kind: EventKind::Designation { payment, to },
        });
        card.chain(named).collect()
    })
}

pub fn start_of(contract: &Contract) -> NaiveDate {
    match contract {
        Contract::Instalment(terms) => terms.disbursed_on,
        Contract::Revolving(card) => card.due,
        Contract::Single(terms) => terms.start,
    }
}

/// A contract, what happened, and a day to look at.
pub fn debt() -> impl Strategy<Value = (Contract, Vec<Event>, NaiveDate)> {
    contract().prop_flat_map(|contract| {
        let start = start_of(&contract);
        let cycling = matches!(&contract, Contract::Revolving(card) if card.cycle.is_some());
        let takes = takes_rates(&contract);
        let all = (events(start), card_events(start)).prop_map(move |(mut events, more)| {
            events.retain(|event| takes || !super::shapes::needs_own_schedule(event));
            events.extend(more.into_iter().filter(|event| cycling || event.id >= 200));
            events
        });
        (Just(contract), all, (0_u64..1_500).prop_map(move |days| after(start, days)))
    })
}
