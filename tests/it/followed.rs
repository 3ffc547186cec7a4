//! Interest that follows what is really out: late principal bears it, early payment lowers it. Worked by hand.

use chrono::NaiveDate;
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn euro(minor: i64) -> Money {
    Money::try_new(minor, Currency::EUR).expect("fits")
}

/// 1,200.00 at 1 % a month over three months from 1 January 2026: 408.03, 408.03 and 408.02.
fn loan() -> InstalmentTerms {
    let rate = Rate::percent_per_year(Decimal::from(12)).expect("in range");
    let mut terms = InstalmentTerms::monthly(euro(120_000), rate, 3, date("2026-01-01"));
    terms.shape.follows_payments = true;
    terms.waterfall = Waterfall::by_claim(&[Component::Interest, Component::Principal]);
    terms
}

fn paid(payments: &[(&str, i64)], on: &str) -> Account {
    let event = |(id, (on, minor)): (u64, &(&str, i64))| Event {
        id,
        date: date(on),
        kind: EventKind::Payment { amount: euro(*minor) },
    };
    let events: Vec<Event> = (1..).zip(payments).map(event).collect();
    replay(&Contract::Instalment(Box::new(loan())), None, &events, date(on)).expect("replays")
}

/// Principal and interest of each instalment.
fn rows(account: &Account) -> Vec<(i64, i64)> {
    account.rows.iter().map(|row| (row.principal.minor(), row.interest.minor())).collect()
}

#[test]
fn paid_on_their_days_the_instalments_are_as_scheduled() {
    let on_time = [("2026-02-01", 40_803), ("2026-03-01", 40_803), ("2026-04-01", 40_802)];
    let account = paid(&on_time, "2026-06-01");
    assert_eq!(rows(&account), [(39_603, 1_200), (39_999, 804), (40_398, 404)]);
    assert!(account.is_settled());
    assert_eq!(rows(&account), rows(&paid(&[], "2026-01-20")));
}

#[test]
fn principal_that_stays_unpaid_bears_interest_until_it_is_paid() {
    // 803.97 · 1 % = 8.0397, and 396.03 · 1 % · 14 ⁄ 28 = 1.98015: 10.02 in February. The instalment stays; April: 405.96 and
    // 4.06.
    let late = [(39_603, 1_200), (39_801, 1_002), (40_596, 406)];
    assert_eq!(rows(&paid(&[], "2026-02-15")), late);
    // Paid on that day, nothing more is added later.
    let account = paid(&[("2026-02-15", 40_803), ("2026-03-01", 40_803)], "2026-03-20");
    assert_eq!(rows(&account), late);
    assert_eq!(account.due_now.total(), Ok(euro(0)));
}

#[test]
fn an_instalment_paid_early_asks_for_the_interest_earned_by_then() {
    // 15 of 31 nights: 1,200 · 1 % · 15 ⁄ 31 = 5.806, so 402.22 is principal. On 797.78 the other 16 bear 4.118: the period has
    // earned 9.92, of which 4.11 moves on: 7.98 + 4.11 = 12.09 in March. April: 401.84 and 4.02.
    let account = paid(&[("2026-01-16", 40_803)], "2026-01-16");
    assert_eq!(rows(&account), [(40_222, 581), (39_594, 1_209), (40_184, 402)]);
    assert!(account.claim(ClaimRef::Row(1)).is_some_and(|claim| claim.open().is_ok_and(|open| open.is_zero())));
}

#[test]
fn a_part_paid_early_is_interest_as_far_as_it_is_earned_and_principal_beyond() {
    // 5.81 is earned, 94.19 is principal; 1,200 · 1 % · 15 ⁄ 31 + 1,105.81 · 1 % · 16 ⁄ 31 = 11.51.
    let account = paid(&[("2026-01-16", 10_000)], "2026-01-16");
    assert_eq!(rows(&account).first(), Some(&(39_652, 1_151)));
    let row = account.claim(ClaimRef::Row(1)).expect("a claim");
    assert_eq!((row.paid.interest, row.paid.principal), (euro(581), euro(9_419)));
}

#[test]
fn what_is_agreed_today_for_days_to_come_is_in_the_rows_of_today() {
    let again = Event {
        id: 1,
        date: date("2026-03-01"),
        kind: EventKind::Reschedule(Reschedule { more: 0, due: Some(date("2026-03-15")) }),
    };
    let contract = Contract::Instalment(Box::new(loan()));
    let dues = |account: Account| account.rows.iter().map(|row| row.due).collect::<Vec<_>>();
    let events = [again, Event { id: 2, date: date("2026-02-20"), kind: EventKind::Payment { amount: euro(1) } }];
    let agreed = replay_agreed(&contract, None, &events, date("2026-01-20")).expect("replays");
    assert!(agreed.paid.is_zero() && agreed.as_of == date("2026-01-20"));
    assert_eq!(dues(agreed), ["2026-02-01", "2026-03-15", "2026-04-15"].map(date));
    let hidden = replay(&contract, None, &events, date("2026-01-20")).expect("replays");
    assert_eq!(dues(hidden), ["2026-02-01", "2026-03-01", "2026-04-01"].map(date));
}

#[test]
fn interest_that_follows_payments_goes_with_level_instalments_only() {
    let mut terms = loan();
    terms.method = Method::EqualPrincipal;
    assert!(matches!(terms.check(), Err(EngineError::NotTogether { .. })));
    let mut terms = loan();
    terms.interest_grace = 1;
    assert!(matches!(terms.check(), Err(EngineError::NotTogether { .. })));
}

#[test]
fn every_figure_of_such_a_loan_is_the_result_of_its_last_step() {
    let contract = Contract::Instalment(Box::new(loan()));
    let payment =
        |id: u64, on: &str, minor: i64| Event { id, date: date(on), kind: EventKind::Payment { amount: euro(minor) } };
    for events in [vec![payment(1, "2026-01-16", 40_803)], vec![payment(1, "2026-01-16", 10_000)], vec![]] {
        let on = date("2026-03-20");
        let account = replay(&contract, None, &events, on).expect("replays");
        for row in &account.rows {
            let figures = [
                (Figure::RowPart(row.number, Component::Principal), row.principal),
                (Figure::RowPart(row.number, Component::Interest), row.interest),
                (Figure::RowTotal(row.number), row.total),
                (Figure::RowBalance(row.number), row.balance),
            ];
            for (figure, amount) in figures {
                let steps = explain(&contract, None, &events, on, figure).expect("explained");
                assert_eq!(steps.last().map(|step| step.result), Some(amount), "{figure:?}");
            }
        }
    }
}
