//! A debt in full, from the worked example: every amount opens to itself, states follow the payments.

use super::*;
use crate::present::compare::ShownValue;
use crate::present::sentence::Piece;
use crate::present::today::example;
use crate::present::working;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn debts() -> Vec<Debt> {
    example::debts(day("2026-11-23"), ["a", "b", "c"].map(str::to_owned), Lang::Zh).expect("an ordinary day")
}

fn amounts(view: &DebtView) -> Vec<Shown> {
    let mut all: Vec<Shown> = view.figures.iter().map(|(_, shown)| shown.clone()).collect();
    let sentences = view.choices.iter().chain(&view.conventions).chain(&view.standing.facts).flatten();
    all.extend(sentences.filter_map(|piece| match piece {
        Piece::Amount(shown) => Some(shown.clone()),
        Piece::Text(_) => None,
    }));
    for row in &view.schedule {
        all.extend([&row.total, &row.balance, &row.open].map(Clone::clone));
        all.extend(row.parts.iter().map(|(_, shown)| shown.clone()));
    }
    all.extend(view.ledger.iter().map(|row| row.amount.clone()));
    for row in &view.differences {
        all.extend([&row.ours, &row.theirs].into_iter().filter_map(|value| match value {
            ShownValue::Amount(shown) => Some(shown.clone()),
            ShownValue::Text(_) => None,
        }));
    }
    all
}

#[test]
fn every_amount_of_every_kind_of_debt_opens_to_itself() {
    for debt in debts() {
        for as_of in ["2026-11-20", "2026-11-23", "2026-12-31", "2028-02-29"] {
            for lang in Lang::ALL {
                let view = view(&debt, day(as_of), lang).expect("shows");
                for shown in amounts(&view) {
                    let last = working::open(&shown, lang).lines.last().and_then(|line| line.result);
                    assert_eq!(last, Some(shown.money), "{as_of} {lang:?} {:?} {:?}", debt.kind, shown.source);
                }
            }
        }
    }
}

#[test]
fn four_rows_are_paid_and_the_fifth_is_late() {
    let view = view(&debts()[0], day("2026-11-23"), Lang::Zh).expect("shows");
    let states: Vec<_> = view.schedule.iter().map(|row| row.state).take(6).collect();
    assert_eq!(states, ["paid", "paid", "paid", "paid", "late", "upcoming"]);
    assert_eq!(view.lateness.as_deref(), Some("从2026年11月11日起逾期，到现在 12 天，在「1–30 天」一档。"));
}

#[test]
fn a_card_says_what_the_minimum_costs_and_what_missing_it_costs() {
    let view = view(&debts()[1], day("2026-11-23"), Lang::Zh).expect("shows");
    let figures: Vec<i64> = view
        .choices
        .iter()
        .flatten()
        .filter_map(|piece| match piece {
            Piece::Amount(shown) => Some(shown.money.minor()),
            Piece::Text(_) => None,
        })
        .collect();
    // Rest of the bill 6,138.45 · 0.0005 · 30 = 92.08; the whole bill 6,820.50 · 0.0005 · 30 = 102.31 and 5 % of 682.05.
    assert_eq!(figures, [9_208, 10_231 + 3_410, 10_231 + 3_410 - 9_208]);
}
