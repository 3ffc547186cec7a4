//! The engine as `cargo xtask bench` calls it in a browser: numbers in, one number out.
//!
//! These are the public functions that the screens call, compiled by the profile that the screens are compiled by. Only
//! plain numbers cross the border; contracts, rows, points and accounts stay on this side, as they do in the portal. The
//! two functions that give every figure as text are for the comparison of results and are never timed.

use chrono::NaiveDate;
use duewise::engine::date::shift;
use duewise::engine::growth::growth;
use duewise::engine::{Accrual, Currency, growth::Point};
use duewise::engine::{
    Base, Cap, CapScope, Contract, EngineError, Event, EventKind, Grace, GraceKind, InstalmentTerms, LateCharge,
    Lateness, Money, Rate, RatePeriod, Rounding, SingleTerms, Waterfall, replay, schedule,
};
use js_sys::{Object, Reflect};
use rust_decimal::Decimal;
use wasm_bindgen::prelude::{Closure, JsValue};

/// The points that the simulator's chart asks for.
const CHART_POINTS: usize = 40;

fn main() {
    let names = Object::new();
    let rows = Closure::<dyn Fn(f64, f64, f64) -> JsValue>::new(|principal, rate, count| {
        let rows = terms(principal, rate, count).and_then(|terms| schedule(&terms));
        let line = |row: &duewise::engine::Row| {
            format!("{} {} {}", row.interest.minor(), row.principal.minor(), row.balance.minor())
        };
        text(rows.map(|rows| rows.iter().map(line).collect()))
    });
    put(&names, "scheduleRows", rows.into_js_value());
    let total = Closure::<dyn Fn(f64, f64, f64) -> f64>::new(|principal, rate, count| {
        let rows = terms(principal, rate, count).and_then(|terms| schedule(&terms));
        rows.map_or(f64::NAN, |rows| rows.iter().map(|row| row.interest.minor()).sum::<i64>() as f64)
    });
    put(&names, "schedule", total.into_js_value());
    let points = Closure::<dyn Fn(f64, f64, f64, f64, f64, f64, f64, f64) -> JsValue>::new(
        |amount, daily, grace, cap, first, each, every, horizon| {
            let points = curve([amount, daily, grace, cap, first, each, every, horizon]);
            let line = |point: &Point| format!("{} {}", point.days, point.total.minor());
            text(points.map(|points| points.iter().map(line).collect()))
        },
    );
    put(&names, "curvePoints", points.into_js_value());
    let last = Closure::<dyn Fn(f64, f64, f64, f64, f64, f64, f64, f64) -> f64>::new(
        |amount, daily, grace, cap, first, each, every, horizon| {
            let points = curve([amount, daily, grace, cap, first, each, every, horizon]);
            points.map_or(f64::NAN, |points| points.last().map_or(0, |point| point.total.minor()) as f64)
        },
    );
    put(&names, "curve", last.into_js_value());
    let portfolio = Closure::<dyn Fn(f64, f64) -> f64>::new(|debts, rows| {
        portfolio(debts as u32, rows).map_or(f64::NAN, |minor| minor as f64)
    });
    put(&names, "portfolio", portfolio.into_js_value());
    put(&js_sys::global(), "duewise", names.into());
}

fn put(target: &Object, name: &str, value: JsValue) {
    let _ = Reflect::set(target, &JsValue::from_str(name), &value);
}

fn text(lines: Result<Vec<String>, EngineError>) -> JsValue {
    JsValue::from_str(&lines.map_or_else(|error| format!("{error:?}"), |lines| lines.join("\n")))
}

fn yuan(minor: f64) -> Result<Money, EngineError> {
    Money::try_new(minor as i64, Currency::CNY)
}

fn millionths(value: f64) -> Decimal {
    Decimal::new(value as i64, 6)
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default()
}

/// A loan in equal monthly instalments; the yearly rate in millionths.
fn terms(principal: f64, rate: f64, count: f64) -> Result<InstalmentTerms, EngineError> {
    let rate = Rate::try_new(millionths(rate), RatePeriod::Year)?;
    Ok(InstalmentTerms::monthly(yuan(principal)?, rate, count as u16, start()))
}

/// One overdue amount with interest by the day after grace, held at a share of the principal, and three payments: the
/// simulator's debt. The daily rate in millionths, the cap in per cent.
fn curve([amount, daily, grace, cap, first, each, every, horizon]: [f64; 8]) -> Result<Vec<Point>, EngineError> {
    let rate = Rate::try_new(millionths(daily), RatePeriod::Day)?;
    let charge = LateCharge {
        grace: Grace { days: grace as u16, kind: GraceKind::Forgiven },
        caps: vec![Cap::ShareOfPrincipal { share: Decimal::new(cap as i64, 2), scope: CapScope::ThisCharge }],
        ..LateCharge::daily(rate, Base::OverduePrincipal)
    };
    let due = start();
    let contract = Contract::Single(Box::new(SingleTerms {
        principal: yuan(amount)?,
        start: due,
        due,
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    }));
    let mut events = Vec::new();
    for id in 0..3_u8 {
        let date = shift(due, first as i64 + i64::from(id) * every as i64)?;
        events.push(Event { id: u64::from(id), date, kind: EventKind::Payment { amount: yuan(each)? } });
    }
    growth(&contract, None, &events, due, shift(due, horizon as i64)?, CHART_POINTS)
}

/// What is open of so many loans, each with late charges and a dozen payments, in the middle of its life.
fn portfolio(debts: u32, rows: f64) -> Result<i64, EngineError> {
    let mut open = 0;
    for number in 0..debts {
        let mut terms = terms(30_000_000.0 + f64::from(number) * 12_345.0, 36_000.0 + f64::from(number) * 500.0, rows)?;
        let rate = Rate::try_new(Decimal::new(5, 4), RatePeriod::Day)?;
        terms.lateness = Lateness { charges: vec![LateCharge::daily(rate, Base::OverdueInstalment)] };
        let mut events = Vec::new();
        for id in 0..12_u8 {
            let date = shift(start(), 30 + i64::from(id) * 31)?;
            let amount = yuan(150_000.0 + f64::from(number))?;
            events.push(Event { id: u64::from(id), date, kind: EventKind::Payment { amount } });
        }
        let account = replay(&Contract::Instalment(Box::new(terms)), None, &events, shift(start(), 450)?)?;
        open += account.outstanding.total()?.minor();
    }
    Ok(open)
}
