//! The smallest request: by hand, and against brute force over every value of every lever.

use core::cell::Cell;
use std::time::Instant;

use chrono::Datelike;
use duewise::engine::budget::Purse;
use duewise::engine::relief::*;
use duewise::engine::solve::request::{Levers, Part, Smallest, smallest_request};
use duewise::engine::*;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{day, debt, parts, yearly, yuan};
use crate::laws::law_of;

fn purse(cash: i64, months: &[i64]) -> Purse {
    Purse { from: day("2026-01-10"), cash: yuan(cash), months: months.iter().map(|free| yuan(*free)).collect() }
}

fn levers(waiver: Components, more: u16, grace_days: u16) -> Levers {
    Levers { waiver, more, grace_days }
}

fn solve(position: &Position, purse: &Purse, levers: Levers) -> Smallest {
    smallest_request(core::slice::from_ref(position), purse, &[levers], &Proposal::default()).expect("an answer")
}

#[test]
fn a_budget_that_bears_the_contract_needs_nothing() {
    let position = debt(parts(300, 0, 0, 0), Rate::ZERO, 3);
    assert_eq!(solve(&position, &purse(300, &[0]), levers(parts(0, 0, 0, 0), 9, 9)), Smallest::NothingNeeded);
}

#[test]
fn one_instalment_less_fails_in_the_month_that_is_named() {
    // 3.00 open, 0.60 left each month from February on: five payments of 0.60 fit, four of 0.75 do not; in the fourth month,
    // May, 3.00 are paid and 2.40 were left.
    let position = debt(parts(300, 0, 0, 0), Rate::ZERO, 3);
    let Smallest::Request { waiver, more, grace_days, proof, arrangements, .. } =
        solve(&position, &purse(0, &[0, 60]), levers(parts(100, 0, 0, 0), 9, 0))
    else {
        panic!("a request");
    };
    assert_eq!((waiver, more, grace_days, arrangements[0].greatest), (yuan(0), 2, 0, yuan(60)));
    let shown: Vec<_> = proof.iter().map(|w| (w.part, w.tried, w.month, w.short.minor())).collect();
    assert_eq!(shown, [(Part::More, 1, day("2026-05-01"), 60)]);
}

#[test]
fn what_is_given_up_is_the_last_resort_and_every_unit_of_it_is_needed() {
    // Only two payments, 1.20 each: of 3.00 (0.20 of it penalty) 0.60 must go: the penalty and 0.40 of principal.
    let position = debt(parts(280, 0, 20, 0), Rate::ZERO, 2);
    let Smallest::Request { waiver, proposals, proof, .. } =
        solve(&position, &purse(0, &[0, 120]), levers(parts(100, 0, 20, 0), 0, 0))
    else {
        panic!("a request");
    };
    assert_eq!((waiver, proposals[0].waive), (yuan(60), Some(parts(40, 0, 20, 0))));
    let shown: Vec<_> = proof.iter().map(|w| (w.part, w.tried, w.month, w.short.minor())).collect();
    assert_eq!(shown, [(Part::Waiver, 59, day("2026-02-01"), 1)]);
}

#[test]
fn days_of_grace_move_a_payment_into_the_month_that_can_bear_it() {
    // Due on 10 February with nothing left in February: 19 days later it is 1 March.
    let position = debt(parts(100, 0, 0, 0), Rate::ZERO, 1);
    let found = solve(&position, &purse(0, &[0, 0, 100]), levers(parts(0, 0, 0, 0), 0, 30));
    let Smallest::Request { grace_days, proof, .. } = found else { panic!("a request") };
    assert_eq!((grace_days, proof.len(), proof[0].tried, proof[0].month), (19, 1, 18, day("2026-02-01")));
}

#[test]
fn where_nothing_works_the_closest_attempt_is_named_and_whether_essentials_are_the_cause() {
    let position = debt(parts(300, 0, 0, 0), Rate::ZERO, 1);
    let nothing = solve(&position, &purse(0, &[0, 10]), levers(parts(50, 0, 0, 0), 1, 0));
    // 2.50 over February and March: 0.20 are there by the end of March.
    let (month, short, essentials_uncovered) = (day("2026-03-01"), yuan(230), false);
    assert_eq!(nothing, Smallest::Nothing { month, short, essentials_uncovered });
    let hopeless = solve(&position, &purse(0, &[0, -10, 0]), levers(position.open, 1, 0));
    let (month, short, essentials_uncovered) = (day("2026-02-01"), yuan(10), true);
    assert_eq!(hopeless, Smallest::Nothing { month, short, essentials_uncovered });
}

#[test]
fn several_debts_share_what_is_given_up_in_proportion() {
    // 3.00 and 1.00 open, 3.00 left in February: 1.00 must go, 0.75 and 0.25.
    let two = [debt(parts(300, 0, 0, 0), Rate::ZERO, 1), debt(parts(100, 0, 0, 0), Rate::ZERO, 1)];
    let any = two.each_ref().map(|position| levers(position.open, 0, 0));
    let found = smallest_request(&two, &purse(0, &[0, 300]), &any, &Proposal::default()).expect("an answer");
    let Smallest::Request { waiver, proposals, .. } = found else { panic!("a request") };
    assert_eq!(waiver, yuan(100));
    let waived: Vec<_> = proposals.iter().map(|proposal| proposal.waive).collect();
    assert_eq!(waived, [Some(parts(75, 0, 0, 0)), Some(parts(25, 0, 0, 0))]);
}

#[test]
fn levers_beyond_the_limits_are_refused() {
    let position = debt(parts(300, 0, 0, 0), Rate::ZERO, 599);
    let solve = |levers: &[Levers], base: &Proposal| {
        smallest_request(core::slice::from_ref(&position), &purse(0, &[0]), levers, base)
    };
    let fits = levers(position.open, 1, 366);
    assert!(solve(&[], &Proposal::default()).is_err());
    assert!(solve(&[Levers { more: 2, ..fits }], &Proposal::default()).is_err());
    assert!(solve(&[Levers { grace_days: 367, ..fits }], &Proposal::default()).is_err());
    assert!(solve(&[fits], &Proposal { count: Some(3), ..Proposal::default() }).is_err());
}

/// A search small enough to try everything.
#[derive(Debug, Clone)]
struct Case {
    positions: Vec<Position>,
    purse: Purse,
    levers: Vec<Levers>,
    base: Proposal,
}

/// What brute force says.
#[derive(Debug, PartialEq, Eq)]
enum Brute {
    Kept,
    Least { waiver: i64, more: u16, grace: u16, alone: bool },
    None,
}

impl Case {
    /// By how much the worst month falls short, with these payments.
    fn short(&self, payments: &[(chrono::NaiveDate, i64)]) -> i64 {
        let month = |date: chrono::NaiveDate| (date.year() - 2026) * 12 + date.month0() as i32;
        let last =
            payments.iter().map(|(date, _)| month(*date)).max().unwrap_or(0).max(self.purse.months.len() as i32 - 1);
        let mut worst = 0;
        for end in 0..=last {
            let free = (0..=end).map(|m| {
                let listed = self.purse.months.get(m as usize).or(self.purse.months.last());
                listed.map_or(0, |free| free.minor())
            });
            let paid: i64 = payments.iter().filter(|(date, _)| month(*date) <= end).map(|(_, amount)| amount).sum();
            worst = worst.max(paid - free.sum::<i64>() - self.purse.cash.minor());
        }
        worst
    }

    /// What is given up and by how much a choice falls short.
    fn tried(&self, waived: i64, more: u16, grace: u16) -> (i64, i64) {
        let open: i64 = self.positions.iter().map(|position| position.open.total().expect("fits").minor()).sum();
        let mut given_up = 0;
        let mut payments = Vec::new();
        for (position, levers) in self.positions.iter().zip(&self.levers) {
            let mut rest = waived * position.open.total().expect("fits").minor() / open;
            let mut waive = parts(0, 0, 0, 0);
            for component in [Component::Penalty, Component::Fee, Component::Interest, Component::Principal] {
                let most = levers.waiver.get(component).minor().min(position.open.get(component).minor());
                waive.set(component, yuan(rest.min(most)));
                rest -= rest.min(most);
            }
            given_up += waive.total().expect("fits").minor();
            let proposal = Proposal {
                waive: Some(waive),
                more: more.min(levers.more),
                grace_days: grace.min(levers.grace_days),
                ..self.base.clone()
            };
            let plan = arrange(position, &proposal).expect("a plan");
            payments.extend(plan.rows.iter().map(|row| (row.due, row.amounts.total().expect("fits").minor())));
        }
        (given_up, self.short(&payments))
    }

    fn brute(&self) -> Brute {
        let keep: Vec<_> = self
            .positions
            .iter()
            .flat_map(|position| &position.keep)
            .map(|due| (due.date, due.amounts.total().expect("fits").minor()))
            .collect();
        if self.short(&keep) == 0 {
            return Brute::Kept;
        }
        let (most, longest, latest) = self.bounds();
        // Whether one part alone does it.
        let alone = (0..=most).any(|w| self.tried(w, 0, 0).1 == 0)
            || (0..=longest).any(|more| self.tried(0, more, 0).1 == 0)
            || (0..=latest).any(|grace| self.tried(0, 0, grace).1 == 0);
        for waived in 0..=most {
            for more in 0..=longest {
                for grace in 0..=latest {
                    let (waiver, short) = self.tried(waived, more, grace);
                    if short == 0 {
                        return Brute::Least { waiver, more, grace, alone };
                    }
                }
            }
        }
        Brute::None
    }

    /// The greatest W that still changes anything is below what is open: then everything is allotted.
    fn bounds(&self) -> (i64, u16, u16) {
        let open: i64 = self.positions.iter().map(|position| position.open.total().expect("fits").minor()).sum();
        let allowed = self.levers.iter().zip(&self.positions).map(|(levers, position)| {
            let most: i64 =
                Component::ALL.iter().map(|c| levers.waiver.get(*c).minor().min(position.open.get(*c).minor())).sum();
            // From here on this debt gives up all that it may.
            let own = position.open.total().expect("fits").minor();
            (most * open + own - 1) / own
        });
        let most = allowed.max().unwrap_or(0);
        let more = self.levers.iter().map(|levers| levers.more).max().unwrap_or(0);
        (most, more, self.levers.iter().map(|levers| levers.grace_days).max().unwrap_or(0))
    }

    /// Whether a witness is what it says: the closest of all attempts with one unit less.
    fn holds(&self, witness: &duewise::engine::solve::request::Witness, least: (i64, u16, u16)) -> bool {
        let (most, longest, latest) = self.bounds();
        let mut closest = i64::MAX;
        let waived: Vec<i64> = (0..=most).collect();
        let of =
            |given_up: u64| waived.iter().copied().filter(move |w| self.tried(*w, 0, 0).0.unsigned_abs() == given_up);
        let (given_up, more, grace) = match witness.part {
            Part::Waiver => (witness.tried, 0..=longest, 0..=latest),
            Part::More => (least.0.unsigned_abs(), 0..=least.1 - 1, 0..=latest),
            Part::Grace => (least.0.unsigned_abs(), least.1..=least.1, 0..=least.2 - 1),
        };
        let one_less = match witness.part {
            Part::Waiver => witness.tried < least.0.unsigned_abs(),
            Part::More => witness.tried == u64::from(least.1 - 1),
            Part::Grace => witness.tried == u64::from(least.2 - 1),
        };
        if let Some(waived) = of(given_up).next() {
            for more in more {
                for grace in grace.clone() {
                    let exactly = match witness.part {
                        Part::Waiver => true,
                        Part::More => u64::from(more) == witness.tried,
                        Part::Grace => u64::from(grace) == witness.tried,
                    };
                    let short = self.tried(waived, more, grace).1;
                    if short == 0 {
                        return false;
                    }
                    if exactly {
                        closest = closest.min(short);
                    }
                }
            }
        }
        one_less && closest == witness.short.minor()
    }
}

fn position() -> impl Strategy<Value = Position> {
    let open = (20_i64..120, 0_i64..6, 0_i64..6, 0_i64..6).prop_map(|(a, b, c, d)| parts(a, b, c, d));
    let rate =
        prop_oneof![3 => Just(Rate::ZERO), 2 => Just(yearly(24)), 2 => Just(yearly(120)), 1 => Just(yearly(600))];
    let frequency = prop_oneof![
        4 => Just(Frequency::MONTHLY), 1 => Just(Frequency { every: 2, unit: PeriodUnit::Weeks })
    ];
    (open, rate, 1_u16..4, 11_u32..29, frequency, any::<bool>()).prop_map(
        |(open, rate, remaining, first, frequency, later)| {
            let first_due = day("2026-01-10").with_day(first).expect("a day");
            let mut position = Position { first_due, frequency, ..debt(open, rate, remaining) };
            if later {
                position.keep = vec![Due { date: day("2026-02-05"), amounts: open }];
            }
            position
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let lever = (0_i64..8, 0_i64..4, 0_i64..4, 0_u16..4, 0_u16..14)
        .prop_map(|(principal, penalty, fee, more, grace)| levers(parts(principal, 1, penalty, fee), more, grace));
    let positions = prop_oneof![3 => vec(position(), 1), 1 => vec(position(), 2)];
    let capitalises = any::<bool>().prop_map(|capitalises| Proposal {
        treatments: Treatments {
            interest: if capitalises { Treatment::Capitalise } else { Treatment::CarryForward },
            ..Treatments::default()
        },
        ..Proposal::default()
    });
    // What a month leaves is a share of a level payment, so that the levers decide; the first month may leave less.
    let months = (40_i64..125, prop_oneof![2 => Just(100_i64), 2 => 0_i64..100, 1 => -10_i64..0], 1_usize..6, 0_i64..6);
    (positions, vec(lever, 2), capitalises, months).prop_map(|(positions, mut levers, base, months)| {
        levers.truncate(positions.len());
        let (share, first_share, count, cash) = months;
        let level: i64 = positions
            .iter()
            .map(|position| position.open.total().expect("fits").minor() / i64::from(position.remaining))
            .sum();
        let each = level * share / 100;
        let mut free = vec![each; count];
        free[0] = each * first_share / 100;
        Case { positions, purse: purse(cash, &free), levers, base }
    })
}

#[test]
fn the_smallest_request_is_the_one_that_brute_force_finds() {
    let [kept, none_needed, one, two, nothing] = [const { Cell::new(0_u32) }; 5];
    let count = |cell: &Cell<u32>| cell.set(cell.get() + 1);
    law_of(4_000, "smallest request", case(), |case| {
        let found = smallest_request(&case.positions, &case.purse, &case.levers, &case.base).expect("an answer");
        let brute = case.brute();
        match (&found, &brute) {
            (Smallest::NothingNeeded, Brute::Kept) => count(&kept),
            (Smallest::Nothing { short, .. }, Brute::None) => {
                let (most, longest, latest) = case.bounds();
                let all = (0..=longest).flat_map(|more| (0..=latest).map(move |grace| (more, grace)));
                let closest = all.map(|(more, grace)| case.tried(most, more, grace).1).min();
                prop_assert_eq!(Some(short.minor()), closest);
                count(&nothing);
            }
            (Smallest::Request { waiver, more, grace_days, proposals, arrangements, proof }, _) => {
                let least = (waiver.minor(), *more, *grace_days);
                let Brute::Least { waiver, more, grace, alone } = brute else {
                    return Err(TestCaseError::fail(format!("{found:?} but {brute:?}")));
                };
                prop_assert_eq!(least, (waiver, more, grace));
                let parts = [least.0 > 0, least.1 > 0, least.2 > 0];
                prop_assert_eq!(proof.len(), parts.iter().filter(|needed| **needed).count());
                for witness in proof {
                    prop_assert!(case.holds(witness, least), "{:?}", witness);
                }
                for ((position, proposal), arrangement) in case.positions.iter().zip(proposals).zip(arrangements) {
                    prop_assert_eq!(&arrange(position, proposal).expect("a plan"), arrangement);
                }
                count(match (proof.is_empty(), alone) {
                    (true, _) => &none_needed,
                    (false, true) => &one,
                    (false, false) => &two,
                });
            }
            _ => return Err(TestCaseError::fail(format!("{found:?} but {brute:?}"))),
        }
        Ok(())
    });
    let counts = [&kept, &none_needed, &one, &two, &nothing].map(Cell::get);
    eprintln!("kept, rearranged only, one lever, two or more, nothing: {counts:?}");
    if counts.iter().sum::<u32>() >= 4_000 {
        assert!(one.get() >= 200 && two.get() >= 200 && nothing.get() >= 200, "{counts:?}");
    }
}

#[test]
fn a_search_over_years_takes_moments() {
    // Three debts, 60 payments more, 90 days of grace, sums of a million yuan. Far below a second in a release build.
    let debts = [
        debt(parts(60_000_000, 900_000, 40_000, 0), yearly(18), 24),
        debt(parts(30_000_000, 0, 0, 100), yearly(24), 12),
        debt(parts(10_000_000, 5_000, 5_000, 5_000), yearly(6), 6),
    ];
    let any = debts.each_ref().map(|position| levers(position.open, 60, 90));
    let begun = Instant::now();
    let found = smallest_request(&debts, &purse(0, &[0, 0, 900_000]), &any, &Proposal::default()).expect("an answer");
    eprintln!("three debts: {:?}", begun.elapsed());
    assert!(matches!(found, Smallest::Request { ref waiver, .. } if waiver.is_positive()), "{found:?}");
    assert!(begun.elapsed().as_secs() < 30);
}
