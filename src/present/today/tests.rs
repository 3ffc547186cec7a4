//! Today, from the worked example: what is due, by when, and that one bad debt hides no other.

use super::*;
use crate::case::DebtInputs;
use crate::engine::{Contract, Money};
use crate::present::sentence::{Piece, text};
use crate::present::working;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn example(as_of: NaiveDate) -> Vec<Arc<Debt>> {
    let ids = ["loan", "card", "plan"].map(str::to_owned);
    example::debts(as_of, ids, Lang::Zh).expect("an ordinary day").into_iter().map(Arc::new).collect()
}

fn amounts(view: &TodayView) -> Vec<Shown> {
    let mut all: Vec<Shown> = view.totals.iter().map(|total| total.sum.clone()).collect();
    all.extend(view.strip.days.iter().flat_map(|day| day.items.iter().map(|(_, _, shown)| shown.clone())));
    for standing in view.cards.iter().filter_map(|card| card.standing.as_ref().ok()) {
        all.extend(
            standing.due.iter().flat_map(|due| {
                std::iter::once(due.sum.clone()).chain(due.parts.iter().map(|(_, shown)| shown.clone()))
            }),
        );
        all.extend(standing.facts.iter().flatten().filter_map(|piece| match piece {
            Piece::Amount(shown) => Some(shown.clone()),
            Piece::Text(_) => None,
        }));
    }
    all
}

#[test]
fn the_example_shows_a_late_loan_first_then_the_card_then_the_plan() {
    let view = view(&example(day("2026-11-23")), day("2026-11-23"), Lang::Zh);
    let order: Vec<_> = view.cards.iter().map(|card| (card.id.as_str(), card.status())).collect();
    assert_eq!(order, [("loan", Status::Late), ("card", Status::DueSoon), ("plan", Status::Current)]);
    let loan = view.cards.first().and_then(|card| card.standing.as_ref().ok()).expect("stands");
    assert_eq!((loan.when.as_str(), loan.place.as_str()), ("已逾期 12 天", "第 5/12 期"));
    // 10,000 · 0.015 ⁄ (1 − 1.015⁻¹²) = 916.80; 12 days at half a thousandth of it: 5.5008 → 5.50.
    assert_eq!(loan.due.as_ref().map(|due| due.sum.money.minor()), Some(92_230));
    // Seven days more: 916.80 · 0.0005 · 19 = 8.7096 → 8.71, so 3.21 more.
    let wait = loan.facts.first().expect("a fact");
    assert!(text(wait).contains("再拖 7 天"), "{}", text(wait));
    assert!(wait.iter().any(|piece| matches!(piece, Piece::Amount(shown) if shown.money.minor() == 321)));
}

#[test]
fn the_total_is_what_30_days_ask_for() {
    let view = view(&example(day("2026-11-23")), day("2026-11-23"), Lang::Zh);
    // 922.30 late + 916.80 on 11 December + 682.05 of the card + 412.00 of the plan.
    assert_eq!(view.totals.iter().map(|total| total.sum.money.minor()).collect::<Vec<_>>(), [293_315]);
    assert_eq!(
        view.totals.first().map(|total| total.note.as_str()),
        Some("3 笔 · 1 笔已逾期 · 最近 11月26日（还有 3 天）")
    );
    assert_eq!(view.strip.days.first().map(|day| (day.days, day.late)), Some((0, true)));
}

#[test]
fn every_amount_of_the_screen_opens_to_itself_in_both_languages() {
    for as_of in ["2026-11-23", "2028-02-29", "2027-01-31", "2026-12-12"] {
        let debts = example(day("2026-11-23"));
        for lang in Lang::ALL {
            let shown = amounts(&view(&debts, day(as_of), lang));
            assert!(shown.len() > 10, "{as_of}: {}", shown.len());
            for shown in shown {
                let last = working::open(&shown, lang).lines.last().and_then(|line| line.result);
                assert_eq!(last, Some(shown.money), "{as_of} {shown:?}");
            }
        }
    }
}

#[test]
fn a_debt_that_cannot_be_worked_out_shows_why_and_hides_no_other() {
    let mut debts = example(day("2026-11-23"));
    if let Some(debt) = debts.first_mut() {
        let mut broken = Debt::clone(debt);
        let mut inputs = DebtInputs::clone(&broken.inputs);
        if let Contract::Instalment(terms) = &mut inputs.contract {
            terms.principal = Money::zero(Currency::CNY);
        }
        broken.inputs = Arc::new(inputs);
        *debt = Arc::new(broken);
    }
    let view = view(&debts, day("2026-11-23"), Lang::Zh);
    assert_eq!(view.cards.len(), 3);
    assert_eq!(view.cards.iter().filter(|card| card.standing.is_err()).count(), 1);
    assert!(!view.totals.is_empty());
}

#[test]
fn the_invitation_says_what_a_month_of_lateness_costs() {
    let (_, finding) = example::invitation(day("2026-03-15"), Lang::Zh).expect("an ordinary day");
    // 5,000 · 0.0005 · 30 = 75.
    assert!(finding.iter().any(|piece| matches!(piece, Piece::Amount(shown) if shown.money.minor() == 7_500)));
}

#[test]
fn with_no_debts_there_is_no_total() {
    let view = view(&[], day("2026-11-23"), Lang::En);
    assert!(view.totals.is_empty() && view.cards.is_empty() && view.strip.days.is_empty());
}
