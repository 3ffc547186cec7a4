//! P16: the true cost of credit, and every root that is found.

use chrono::NaiveDate;
use duewise::engine::cost::apr::{Timed, UnitFlow, effective, flat_fee_of, of_flat_fee, regulation_z};
use duewise::engine::cost::{Agreed, CostItem, Loan, Part, true_cost};
use duewise::engine::day_count::DayCount;
use duewise::engine::solve::Roots;
use duewise::engine::solve::dated::{xirr, xnpv};
use duewise::engine::*;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::arbitrary::{after, date, money, terms};
use super::law;

/// What is left of the present value, as a share of the sum of the absolute present values.
const RESIDUAL: f64 = 1e-9;

fn real(value: Decimal) -> f64 {
    value.to_f64().expect("a number")
}

/// A random loan with a fee on the first due date and something withheld; none where interest eats the instalment.
fn loan() -> impl Strategy<Value = Option<Loan>> {
    (terms(), 0_i64..100_000, 0_i64..90).prop_map(|(terms, fee, withheld)| {
        let mut loan = Loan::of_terms(&terms).ok()?;
        let first = loan.agreed.first()?.on;
        let kept = loan.lent.minor() * withheld / 100;
        for (on, item, minor) in [(first, CostItem::Fee(1), fee), (loan.paid_out, CostItem::Withheld, kept)] {
            loan.agreed.push(Agreed { on, part: Part::Cost(item), amount: money(minor) });
        }
        Some(loan)
    })
}

/// The present value of a loan at a rate of its period and the sum of its absolute parts, by times of its own.
fn present_value(loan: &Loan, per_period: f64) -> (f64, f64) {
    let growth = libm::log1p(per_period) * real(loan.per_year().expect("a period"));
    let mut worth = (real(loan.lent.exact()), real(loan.lent.exact()));
    for agreed in &loan.agreed {
        let years = real(loan.years(agreed.on).expect("in range"));
        let term = real(agreed.amount.exact()) * libm::exp(-growth * years);
        worth = (worth.0 - term, worth.1 + term.abs());
    }
    worth
}

#[test]
fn p16_the_true_cost_makes_all_flows_worth_nothing_and_is_bracketed() {
    law("P16 true cost", loan(), |loan| {
        let Some(loan) = loan else { return Ok(()) };
        // Later payouts turn the flows around: there may be several rates, and the value need not rise with the rate.
        if loan.agreed.iter().any(|flow| flow.amount.minor() < 0) {
            return Ok(());
        }
        let cost = match true_cost(&loan) {
            Ok(cost) => cost,
            // A loan of some fen that costs many times itself within days has a rate beyond 10¹⁸, or beyond a decimal.
            Err(EngineError::NoRate | EngineError::Overflow) => return Ok(()),
            Err(other) => return Err(TestCaseError::fail(format!("{other}"))),
        };
        let rate = real(cost.rate.per_period);
        let (left, size) = present_value(&loan, rate);
        prop_assert!(left.abs() <= RESIDUAL * size, "{left} of {size} at {rate}");
        let (below, above) = (rate - 1e-6 * (1.0 + rate), rate + 1e-6 * (1.0 + rate));
        let (low, high) = (present_value(&loan, below).0, present_value(&loan, above).0);
        // At a rate of millions per period what is paid later weighs less than a double resolves.
        let resolved = rate > 1e6 || (low < 0.0 && high > 0.0);
        prop_assert!(resolved, "{low} below and {high} above {rate}");
        // The items: sums and shares add up, and the cost is what is paid beyond what was received.
        let sum = Money::sum(loan.lent.currency(), cost.items.iter().map(|item| item.sum)).expect("fits");
        prop_assert_eq!(sum, cost.cost);
        prop_assert_eq!(cost.received.plus(cost.cost).expect("fits"), cost.repaid);
        let shares: Decimal = cost.items.iter().map(|item| item.share).sum();
        prop_assert!(cost.items.is_empty() || shares == cost.rate.nominal, "{shares} for {}", cost.rate.nominal);
        Ok(())
    });
}

#[test]
fn p16_a_higher_fee_gives_a_higher_rate() {
    law("P16 fee", (loan(), 1_i64..1_000_000, any::<prop::sample::Index>()), |(loan, more, place)| {
        let Some(loan) = loan else { return Ok(()) };
        // Later payouts turn the flows around: the value need not fall with the rate.
        if loan.agreed.iter().any(|flow| flow.amount.minor() < 0) {
            return Ok(());
        }
        let mut dearer = loan.clone();
        let on = place.get(&loan.agreed).on;
        dearer.agreed.push(Agreed { on, part: Part::Cost(CostItem::Fee(2)), amount: money(more) });
        if let (Ok(before), Ok(after)) = (true_cost(&loan), true_cost(&dearer)) {
            // What comes decades later at a rate of thousands of per cent weighs less than a rate is rounded to.
            let moved = after.rate.per_period > before.rate.per_period;
            let growth = libm::log1p(real(before.rate.effective)) * real(loan.years(on).expect("in range"));
            let tiny = real(money(more).exact()) / real(loan.lent.exact()) * libm::exp(-growth) < 1e-11;
            prop_assert!(moved || tiny, "{:?} then {:?}", before.rate, after.rate);
            prop_assert!(after.rate.nominal >= before.rate.nominal && after.rate.effective >= before.rate.effective);
        }
        Ok(())
    });
}

fn flows() -> impl Strategy<Value = Vec<(NaiveDate, Decimal)>> {
    let flow = (0_u64..4_000, -1_000_000_i64..1_000_000);
    (date(), vec(flow, 2..12)).prop_map(|(first, list)| {
        list.into_iter().map(|(days, minor)| (after(first, days), Decimal::new(minor, 2))).collect()
    })
}

/// How often the sign changes in time: there are at most so many roots, and as many more or fewer as an even number.
fn sign_changes(flows: &[(NaiveDate, Decimal)]) -> usize {
    let mut by_date = std::collections::BTreeMap::<NaiveDate, Decimal>::new();
    for (date, amount) in flows {
        *by_date.entry(*date).or_default() += *amount;
    }
    let signs: Vec<bool> = by_date.values().filter(|amount| !amount.is_zero()).map(|a| a.is_sign_positive()).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[test]
fn p16_every_root_of_dated_flows_is_one_and_there_are_not_too_many() {
    law("P16 XIRR", flows(), |flows| {
        let roots = xirr(&flows, DayCount::Act365Fixed).expect("in range");
        prop_assert!(roots.all().len() <= sign_changes(&flows), "Descartes: {roots:?}");
        for rate in roots.all() {
            let worth = |list: &[(NaiveDate, Decimal)]| xnpv(*rate, list, DayCount::Act365Fixed).expect("a rate");
            let size: Vec<_> = flows.iter().map(|(date, amount)| (*date, amount.abs())).collect();
            prop_assert!(worth(&flows).abs() <= RESIDUAL * worth(&size), "{} at {rate}", worth(&flows));
        }
        match &roots {
            Roots::NoRoot => {
                // Value of one sign at the ends of the range, as it never crosses zero.
                let value = |rate| xnpv(rate, &flows, DayCount::Act365Fixed).expect("a rate");
                let (low, middle, high) = (value(-0.99), value(0.0), value(1e6));
                let zero = flows.iter().all(|(_, amount)| amount.is_zero()) || sign_changes(&flows) == 0;
                prop_assert!(zero || (low >= 0.0) == (high >= 0.0) && (low >= 0.0) == (middle >= 0.0));
            }
            Roots::OneRoot(rate) => prop_assert_eq!(roots.nearest(0.1), Some(*rate)),
            Roots::SeveralRoots(rates) => {
                prop_assert!(rates.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert_eq!(roots.only(), Err(EngineError::SeveralRates));
            }
        }
        Ok(())
    });
}

#[test]
fn p16_the_rates_of_the_laws_agree_where_they_must() {
    law("P16 laws", (1_i64..500_000, 1_u16..61, 0_i64..50_000), |(minor, count, ppm)| {
        // A flat fee in both directions, from a rate of nothing to 5 % a month of the original principal.
        let (fee, year) = (Decimal::new(ppm, 6), Decimal::from(12));
        let flat = of_flat_fee(fee, count, year).expect("a rate");
        let back = flat_fee_of(flat.nominal, count, year).expect("a fee");
        prop_assert!((back - fee).abs() <= Decimal::new(1, 10), "{fee} then {back}");
        prop_assert!(flat.effective >= flat.nominal || flat.nominal.is_zero());
        // The same flows: effective of the Union, nominal of the United States; one is the other compounded.
        let each = Decimal::new(minor, 2);
        let lent = each * Decimal::from(count) / (Decimal::ONE + fee * Decimal::from(count));
        let months = || 1..=u32::from(count);
        let payments: Vec<Timed> =
            months().map(|month| Timed { years: Decimal::from(month) / year, amount: each }).collect();
        let units: Vec<UnitFlow> =
            months().map(|whole| UnitFlow { whole, part: Decimal::ZERO, amount: each }).collect();
        let union = effective(&[Timed { years: Decimal::ZERO, amount: lent }], &payments).expect("fits");
        let advance = UnitFlow { whole: 0, part: Decimal::ZERO, amount: lent };
        let states = regulation_z(&[advance], &units, year).expect("fits");
        let (union, states) = (union.only().map(real), states.only().map(real));
        if let (Ok(union), Ok(states)) = (union, states) {
            prop_assert!((libm::pow(1.0 + states / 12.0, 12.0) / (1.0 + union) - 1.0).abs() < 1e-9);
            prop_assert!((states - real(flat.nominal)).abs() < 1e-9, "{states} and {}", flat.nominal);
        } else {
            prop_assert!(false, "one positive rate");
        }
        Ok(())
    });
}
