//! The functions of a spreadsheet over two periods at 10 %: they grow by 1.1 and 1.21, two payments of 1 to 2.1.
//!
//! source: by hand from the identity pv·v + pmt·(1 + r·t)·(v − 1)⁄r + fv = 0, each figure beside its line.

use duewise::engine::solve::tvm::{Annuity, Falls, fv, pv};

const RATE: f64 = 0.1;

/// 210 is owed: 121 at the end of each period, 21 and 11 of it interest; or 110 at the start, 10 of the second interest.
fn loan(falls: Falls) -> Annuity {
    Annuity { rate: RATE, periods: 2.0, present: 210.0, future: 0.0, falls }
}

fn near(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() < 1e-9, "{ours} for {theirs}");
}

#[test]
fn payments_grow_from_their_day_on() {
    // 1,000 · 1.21 + 100 · 2.1; at the start each payment bears once more: 100 · 1.1 · 2.1.
    near(fv(RATE, 2.0, -100.0, -1_000.0, Falls::End).expect("finite"), 1_420.0);
    near(fv(RATE, 2.0, -100.0, -1_000.0, Falls::Start).expect("finite"), 1_441.0);
    // (121 · 2.1) ⁄ 1.21; (121 · 1.1 · 2.1) ⁄ 1.21; 121 more at the end: + 100.
    near(pv(RATE, 2.0, 121.0, 0.0, Falls::End).expect("finite"), -210.0);
    near(pv(RATE, 2.0, 121.0, 0.0, Falls::Start).expect("finite"), -231.0);
    near(pv(RATE, 2.0, 121.0, 121.0, Falls::End).expect("finite"), -310.0);
}

#[test]
fn a_payment_is_its_interest_and_its_principal() {
    let parts = |falls, period| {
        let loan = loan(falls);
        [loan.pmt(), loan.ipmt(period), loan.ppmt(period)].map(|part| part.expect("a part of a payment"))
    };
    let table = [
        ((Falls::End, 1), [-121.0, -21.0, -100.0]),
        ((Falls::End, 2), [-121.0, -11.0, -110.0]),
        ((Falls::Start, 1), [-110.0, 0.0, -110.0]),
        ((Falls::Start, 2), [-110.0, -10.0, -100.0]),
    ];
    for ((falls, period), expected) in table {
        parts(falls, period).into_iter().zip(expected).for_each(|(ours, theirs)| near(ours, theirs));
    }
    near(loan(Falls::End).cumipmt(1, 2).expect("both periods"), -32.0);
    near(loan(Falls::End).cumprinc(1, 2).expect("both periods"), -210.0);
}

#[test]
fn a_period_that_the_plan_does_not_have_has_no_interest() {
    let loan = loan(Falls::End);
    assert!([0, 3].map(|period| loan.ipmt(period)).iter().all(Result::is_err));
    assert!([(0, 1), (2, 1), (1, 3)].map(|(start, end)| loan.cumipmt(start, end)).iter().all(Result::is_err));
}
