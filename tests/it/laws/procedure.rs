//! Court fees rise with the sum, a record is deleted five years after its end, a judgment bears by the day, and the best
//! purpose of a payment costs no more than none.

use chrono::{Datelike, NaiveDate};
use duewise::engine::*;
use duewise::law::adviser::{Held, Question, outcomes};
use duewise::law::judgment::{FirstDay, Judgment, Paid, standing};
use duewise::law::procedure::fees::{Fee, fee};
use duewise::law::record::{deleted_on, spells};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arbitrary::{after, day, money, terms};
use super::{law, law_of};
use crate::procedure::{date, known, single};

#[test]
fn a_fee_never_falls_when_the_sum_grows() {
    let of = prop_oneof![Just(Fee::Court), Just(Fee::CourtReduced), Just(Fee::Enforcement), Just(Fee::Preservation)];
    let sum = prop_oneof![1_i64..3_000_000, 1_i64..10_000_000_000];
    law("fees", (of, sum.clone(), sum), |(of, one, other)| {
        let fee = |minor| fee(known(), of, money(minor), date("2026-11-24")).expect("a fee").amount.minor();
        let (low, high) = (one.min(other), one.max(other));
        prop_assert!(fee(low) <= fee(high));
        // No band takes more than 2.5 %, and nothing jumps between two.
        prop_assert!(fee(high) - fee(low) <= (high - low) / 40 + 1);
        Ok(())
    });
}

#[test]
fn a_record_is_deleted_exactly_five_years_after_its_end() {
    law("five years", 0_u64..11_000, |days| {
        let ended = day(days);
        let deleted = deleted_on(known(), ended).expect("a day");
        let leap = ended.month() == 2 && ended.day() == 29;
        let expected = NaiveDate::from_ymd_opt(ended.year() + 5, ended.month(), if leap { 28 } else { ended.day() });
        prop_assert_eq!(Some(deleted), expected);
        Ok(())
    });
}

#[test]
fn spells_follow_one_another_and_the_last_is_open_while_something_is_overdue() {
    let payments = vec((0_u64..900, 1_i64..2_000_000), 0..6);
    law("spells", (terms(), payments, 0_u64..1_200), |(terms, payments, days)| {
        let start = terms.disbursed_on;
        let event = |(id, (days, minor)): (u64, &(u64, i64))| Event {
            id,
            date: after(start, *days),
            kind: EventKind::Payment { amount: money(*minor) },
        };
        let events: Vec<Event> = (1_u64..).zip(&payments).map(event).collect();
        let contract = Contract::Instalment(Box::new(terms));
        let Ok(account) = replay(&contract, None, &events, after(start, days)) else { return Ok(()) };
        let spells = spells(&account).expect("spells");
        let open = spells.last().filter(|spell| spell.ended.is_none());
        prop_assert_eq!(open.is_some(), account.days_past_due > 0);
        prop_assert!(open.is_none_or(|spell| spell.greatest_days >= account.days_past_due));
        for pair in spells.windows(2) {
            prop_assert!(pair[0].ended.is_some_and(|ended| ended < pair[1].first));
        }
        for spell in &spells {
            prop_assert!(spell.ended.is_none_or(|ended| ended >= spell.first && ended <= account.as_of));
            prop_assert!(spell.greatest_days >= 1 && spell.claims >= 1 && spell.greatest <= spell.total);
        }
        Ok(())
    });
}

#[test]
fn a_judgment_bears_what_each_of_its_days_bears() {
    let payments = vec((0_u64..120, 1_i64..400_000), 0..5);
    let first = prop_oneof![Just(FirstDay::DayAfter), Just(FirstDay::LastOfThePeriod)];
    let sums = (1_i64..1_000_000, 0_i64..200_000);
    law("doubled interest", (sums, payments, first, 0_u64..120), |((owed, general), payments, first_day, days)| {
        let perform_by = date("2026-01-10");
        let judgment = Judgment { owed: money(owed), general_interest: money(general), perform_by, first_day };
        let payments: Vec<Paid> =
            payments.iter().map(|(days, minor)| Paid { on: after(perform_by, *days), amount: money(*minor) }).collect();
        let to = after(perform_by, days);
        let left = standing(known(), &judgment, &payments, to).expect("in range");
        // Day by day: what is open at the beginning of a day bears it.
        let begin = i64::from(first_day == FirstDay::DayAfter);
        let mut exact = Decimal::ZERO;
        for number in begin..=i64::try_from(days).expect("few") {
            let paid = payments.iter().filter(|paid| (paid.on - perform_by).num_days() < number);
            let paid: i64 = paid.map(|paid| paid.amount.minor()).sum();
            let base = (owed - (paid - general).max(0)).max(0);
            exact += Decimal::new(base, 2) * Decimal::new(175, 6);
        }
        prop_assert_eq!(left.doubled, Money::from_exact(exact, Currency::CNY, Rounding::HalfUp).expect("fits"));
        let paid: i64 = payments.iter().filter(|paid| paid.on <= to).map(|paid| paid.amount.minor()).sum();
        let rest = [left.owed, left.general_interest, left.doubled_left].map(Money::minor).iter().sum::<i64>();
        prop_assert_eq!(owed + general + left.doubled.minor() - rest + left.credit.minor(), paid);
        Ok(())
    });
}

#[test]
fn the_best_purpose_costs_no_more_than_none() {
    let debt = || (1_i64..3_000_000, 0_i64..100, 0_u8..2, any::<bool>());
    law_of(1_000, "purposes", (vec(debt(), 1..4), 1_i64..4_000_000, 0_u64..150), |(debts, amount, days)| {
        let contracts: Vec<(Contract, u8)> = debts
            .iter()
            .map(|(minor, daily, security, switches)| {
                let later = Waterfall::by_claim(&[Component::Principal, Component::Penalty]);
                let waterfall = Waterfall::default();
                let waterfall = if *switches { waterfall.switching(60, later) } else { waterfall };
                (single(*minor, "2026-01-01", *daily, waterfall), *security)
            })
            .collect();
        let held: Vec<Held<'_>> = contracts
            .iter()
            .map(|(contract, security)| Held { contract, opening: None, events: &[], security: *security })
            .collect();
        let on = after(date("2026-01-01"), days);
        let question = Question { debts: &held, amount: money(amount), days: &[on], horizon: after(on, 200) };
        let found = outcomes(&question).expect("outcomes");
        let unnamed = found.iter().find(|outcome| outcome.choice.debt.is_none()).expect("the order of the law");
        prop_assert!(found[0].cost <= unnamed.cost && unnamed.saves.is_zero());
        for outcome in &found {
            let given: i64 = outcome.shares.iter().map(|share| share.minor()).sum();
            prop_assert_eq!(given + outcome.left_over.minor(), amount);
            prop_assert_eq!(outcome.saves.minor(), unnamed.cost.minor() - outcome.cost.minor());
        }
        prop_assert!(found.is_sorted_by_key(|outcome| outcome.cost.minor()));
        Ok(())
    });
}
