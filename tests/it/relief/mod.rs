//! Relief by hand: arrangements, plans that are agreed and broken, and the smallest request.

mod arranged;
mod smallest;

use chrono::NaiveDate;
use duewise::engine::relief::{Due, Position};
use duewise::engine::*;
use rust_decimal::Decimal;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("fits")
}

/// Principal, interest, penalty, fee.
pub fn parts(principal: i64, interest: i64, penalty: i64, fee: i64) -> Components {
    Components { principal: yuan(principal), interest: yuan(interest), penalty: yuan(penalty), fee: yuan(fee) }
}

pub fn yearly(percent: i64) -> Rate {
    Rate::percent_per_year(Decimal::from(percent)).expect("a rate")
}

/// A debt on 10 January 2026 whose next payment is due on 10 February, all of it asked for today.
pub fn debt(open: Components, rate: Rate, remaining: u16) -> Position {
    let as_of = day("2026-01-10");
    Position {
        as_of,
        currency: Currency::CNY,
        open,
        overdue: open,
        rate,
        remaining,
        first_due: day("2026-02-10"),
        frequency: Frequency::MONTHLY,
        keep: vec![Due { date: as_of, amounts: open }],
        rounding: Rounding::HalfUp,
    }
}
