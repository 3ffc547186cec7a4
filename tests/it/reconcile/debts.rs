//! Debts as borrowers have them, figures that are asked for, and conventions to try.

use chrono::NaiveDate;
use duewise::engine::reconcile::{Choice, Debt, Quoted, Space};
use duewise::engine::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::laws::arbitrary::{after, charge, date, money, rounding, waterfall};

/// A loan that was paid for some months, on time or a day off, and then was not, or not in full.
pub fn loan() -> impl Strategy<Value = (Debt, NaiveDate)> {
    let count = prop_oneof![8 => 3_u16..37, 1 => Just(120_u16)];
    let accrual = prop_oneof![
        Just(Accrual::PerPeriod),
        Just(Accrual::DayCount(DayCount::Act365Fixed)),
        Just(Accrual::DayCount(DayCount::Act360)),
        Just(Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::D365, leap: LeapRule::SplitAtYearEnd }),
    ];
    let fee = option::weighted(0.2, (0_i64..100).prop_map(|bp| Portion::Share(Decimal::new(bp, 4))));
    let terms = (10_000_i64..20_000_000, 100_i64..3_600, count, date(), accrual, rounding(), fee);
    let habits = (0_u64..8, vec((-1_i64..3, 0_i64..=100, 0_u64..60), 0..3), 0_u64..150, any::<bool>());
    (terms, vec(charge(), 0..3), waterfall(), habits).prop_map(|(terms, charges, waterfall, habits)| {
        let (principal, basis_points, count, start, accrual, rounding, fee) = terms;
        let (months, later, days, is_opened) = habits;
        let rate = Rate { value: Decimal::new(basis_points, 4), per: RatePeriod::Year };
        let fee = fee.map(|amount| InstalmentFee { amount, when: FeeTiming::Each });
        let terms = InstalmentTerms {
            accrual,
            rounding,
            shape: Shape { fee, ..Shape::default() },
            lateness: Lateness { charges },
            waterfall,
            ..InstalmentTerms::monthly(money(principal), rate, count, start)
        };
        let rows = schedule(&terms).unwrap_or_default();
        let paid = usize::try_from(months).expect("few").min(rows.len().saturating_sub(1));
        let settled = if is_opened { paid } else { 0 };
        let mut events: Vec<Event> = Vec::new();
        for row in rows.iter().take(paid).skip(settled) {
            let kind = EventKind::Payment { amount: row.total };
            events.push(Event { id: u64::from(row.number), date: row.due, kind });
        }
        let missed = rows.get(paid).map_or(start, |row| row.due);
        for (id, (off, percent, wait)) in (1_000_u64..).zip(later) {
            let share = rows.get(paid).map_or(0, |row| row.total.minor() * percent / 100);
            let kind = EventKind::Payment { amount: money(share.max(1)) };
            let early = if off < 0 { missed.pred_opt().unwrap_or(missed) } else { after(missed, wait) };
            events.push(Event { id, date: early, kind });
        }
        let opening = Opening {
            as_of: start,
            settled_rows: u16::try_from(settled).unwrap_or(0),
            arrears: Components::zero(Currency::CNY),
            oldest_unpaid_due: None,
        };
        let opening = is_opened.then_some(opening);
        (Debt { contract: Contract::Instalment(Box::new(terms)), opening, events }, after(missed, days))
    })
}

/// What the lender may show.
pub fn quoted() -> impl Strategy<Value = Quoted> {
    prop_oneof![
        3 => Just(Quoted::DueNow),
        2 => Just(Quoted::Penalty),
        1 => Just(Quoted::LateCharges),
        2 => Just(Quoted::Payoff),
        1 => (1_u16..5).prop_map(Quoted::Instalment),
        1 => (1_u16..5).prop_map(Quoted::Interest),
    ]
}

/// Some dimensions of those that the debt has, with some of their choices: at most a few hundred combinations.
pub fn trimmed(debt: &Debt, figure: Quoted, dice: &[u8]) -> Space {
    const MOST: usize = 300;
    let whole = Space::of(&debt.contract, &debt.events, figure);
    let mut space = Space::default();
    for (axis, dice) in whole.axes().iter().zip(dice.iter().cycle()) {
        let kept = usize::from(dice % 4) + 1;
        let skipped = usize::from(dice / 4 % 3);
        let choices: Vec<(Choice, u32)> = axis.choices.iter().skip(1 + skipped).take(kept).copied().collect();
        let wider = space.clone().with(&debt.contract, axis.dimension, &choices);
        if dice % 5 > 0 && wider.size() <= MOST {
            space = wider;
        }
    }
    space
}
