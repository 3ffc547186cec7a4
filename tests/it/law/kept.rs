//! The figures of a debt with instalments, with fees and in mid-life: what was out, what was charged, and the last late fee.

use duewise::engine::*;
use duewise::law::{Charged, Cost, Stretch, Subject};
use rust_decimal::Decimal;

use super::{date, money};

fn yuan(minor: i64) -> Money {
    money(minor, "CNY")
}

fn out(from: &str, until: &str, minor: i64) -> Stretch {
    Stretch { from: date(from), until: date(until), balance: yuan(minor), overdue: false }
}

fn charged(costs: &[(Cost, i64)]) -> Vec<Charged> {
    costs.iter().map(|(cost, minor)| Charged { cost: *cost, amount: yuan(*minor) }).collect()
}

fn paid(id: u64, on: &str, minor: i64) -> Event {
    Event { id, date: date(on), kind: EventKind::Payment { amount: yuan(minor) } }
}

fn fee(id: u64, on: &str, component: Component, minor: i64) -> Event {
    Event { id, date: date(on), kind: EventKind::Charge { component, amount: yuan(minor) } }
}

/// ¥12,000 at 1 % a month in twelve equal parts of ¥1,000 due on the 15th from February 2025 on, ¥240 of it held back at the
/// payout, and ¥50 once for an instalment that is late.
fn loan() -> Contract {
    let yearly = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
    let plain = InstalmentTerms::monthly(yuan(1_200_000), yearly, 12, date("2025-01-15"));
    let flat = LateCharge {
        kind: ChargeKind::Flat { amount: yuan(5_000) },
        ..LateCharge::daily(Rate::ZERO, Base::OverduePrincipal)
    };
    let withheld = Withheld { amount: Portion::Share(Decimal::new(2, 2)), counted: Counted::Lent };
    Contract::Instalment(Box::new(InstalmentTerms {
        method: Method::EqualPrincipal,
        shape: Shape { withheld: Some(withheld), ..Shape::default() },
        lateness: Lateness { charges: vec![flat] },
        ..plain
    }))
}

fn subject(contract: &Contract, opening: Option<&Opening>, events: &[Event], as_of: &str) -> Subject {
    let account = replay(contract, opening, events, date(as_of)).expect("an account");
    Subject::of(contract, opening, &account).expect("figures")
}

#[test]
fn a_late_fee_arises_when_its_days_of_grace_are_over_and_one_that_comes_again_when_it_is_entered() {
    let with = |kind: ChargeKind| {
        let mut contract = loan();
        if let Contract::Instalment(terms) = &mut contract
            && let Some(charge) = terms.lateness.charges.first_mut()
        {
            charge.kind = kind;
            charge.grace = Grace { days: 5, kind: GraceKind::Forgiven };
        }
        let found = subject(&contract, None, &[paid(1, "2025-02-15", 112_000)], "2025-04-10");
        found.late_fee.map(|fee| fee.on)
    };
    assert_eq!(with(ChargeKind::Flat { amount: yuan(5_000) }), Some(date("2025-03-21")));
    assert_eq!(with(ChargeKind::PerPeriod { amount: yuan(5_000), every_days: 7 }), Some(date("2025-04-10")));
}

#[test]
fn a_loan_in_instalments_tells_its_balances_its_costs_and_its_late_fee() {
    // ¥120 + ¥110 + ¥100 of interest fell due up to 15 April; the second instalment, ¥1,110, is open since 15 March.
    let found = subject(&loan(), None, &[paid(1, "2025-02-15", 112_000)], "2025-04-15");
    assert_eq!((found.principal, found.deducted), (yuan(1_200_000), Some(yuan(24_000))));
    assert_eq!((found.rate, found.overdue_rate), (Some(Decimal::new(12, 2)), None));
    let balances = [out("2025-01-15", "2025-02-15", 1_200_000), out("2025-02-15", "2025-04-15", 1_100_000)];
    assert_eq!(found.stretches, balances);
    assert_eq!(found.charged, charged(&[(Cost::Interest, 33_000), (Cost::Damages, 5_000)]));
    let fee = found.late_fee.expect("a late fee");
    assert_eq!((fee.amount, fee.minimum_due, fee.overdue), (yuan(5_000), Some(yuan(111_000)), Some(yuan(116_000))));
    assert_eq!((fee.due, fee.paid, fee.earlier), (Some(date("2025-03-15")), None, None));
    // Due on 15 March, without grace: the fee arose on the 16th, on whatever day one looks.
    assert_eq!(fee.on, date("2025-03-16"));
    let looked = |on: &str| subject(&loan(), None, &[paid(1, "2025-02-15", 112_000)], on).late_fee.map(|fee| fee.on);
    assert_eq!((looked("2025-03-16"), looked("2025-04-10")), (Some(fee.on), Some(fee.on)));
    assert!(!found.late_apart, "which cost came from late days is known only of a debt with one due day");
}

#[test]
fn nothing_held_back_is_no_deduction_and_no_rate_is_no_rate() {
    let Contract::Instalment(terms) = loan() else { unreachable!() };
    let plain = InstalmentTerms { rate: Rate::ZERO, shape: Shape::default(), ..*terms };
    let found = subject(&Contract::Instalment(Box::new(plain)), None, &[], "2025-02-15");
    assert_eq!((found.deducted, found.rate, found.late_fee), (None, None, None));
}

#[test]
fn the_principal_is_that_of_the_contract_where_only_what_was_received_is_counted() {
    let Contract::Instalment(mut terms) = loan() else { unreachable!() };
    terms.shape.withheld = terms.shape.withheld.map(|withheld| Withheld { counted: Counted::Received, ..withheld });
    let found = subject(&Contract::Instalment(terms), None, &[], "2025-02-15");
    assert_eq!((found.principal, found.deducted), (yuan(1_200_000), Some(yuan(24_000))));
}

#[test]
fn a_debt_taken_up_in_mid_life_is_known_from_its_running_period_on() {
    let opening = |as_of: &str, settled_rows, principal, penalty| Opening {
        as_of: date(as_of),
        settled_rows,
        arrears: Components { principal: yuan(principal), penalty: yuan(penalty), ..Components::zero(Currency::CNY) },
        oldest_unpaid_due: (principal > 0).then(|| date("2025-05-15")),
    };
    // Four of twelve are paid. On 15 June 1 % of ¥8,000 falls due. The day of the opening may be a due day itself.
    for as_of in ["2025-05-15", "2025-05-20", "2025-06-14"] {
        let found = subject(&loan(), Some(&opening(as_of, 4, 0, 0)), &[], "2025-06-15");
        assert_eq!(found.stretches, [out("2025-05-15", "2025-06-15", 800_000)], "{as_of}");
        assert_eq!(found.charged, charged(&[(Cost::Interest, 8_000)]), "{as_of}");
    }
    // ¥1,000 and a penalty of ¥30 stated as overdue: out, but from days that are not known; no cost of the days since.
    let found = subject(&loan(), Some(&opening("2025-05-20", 3, 100_000, 3_000)), &[], "2025-05-20");
    assert_eq!(found.stretches, [out("2025-05-15", "2025-05-20", 900_000)]);
    assert!(found.charged.iter().all(|each| each.cost == Cost::Interest), "{:?}", found.charged);
    assert_eq!(found.late_fee, None);
}

/// ¥10,000 at 7.3 % a year of 365 days, ¥2 a day, due on 2 March 2026.
fn single() -> Contract {
    Contract::Single(Box::new(SingleTerms {
        principal: yuan(1_000_000),
        start: date("2026-01-01"),
        due: date("2026-03-02"),
        rate: Rate { value: Decimal::new(73, 3), per: RatePeriod::Year },
        accrual: Accrual::DayCount(DayCount::Act365Fixed),
        rounding: Rounding::HalfUp,
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
    }))
}

#[test]
fn interest_that_runs_counts_and_so_does_a_fee_of_the_first_day() {
    let events = [
        fee(1, "2026-01-01", Component::Fee, 700),
        fee(2, "2026-01-04", Component::Penalty, 3_000),
        fee(3, "2026-01-05", Component::Fee, 90),
    ];
    let found = subject(&single(), None, &events, "2026-01-11");
    assert_eq!(found.rate, Some(Decimal::new(73, 3)));
    assert_eq!(found.stretches, [out("2026-01-01", "2026-01-11", 1_000_000)]);
    assert_eq!(found.charged, charged(&[(Cost::Interest, 2_000), (Cost::Damages, 3_000), (Cost::Fee, 790)]));
    let fee = found.late_fee.expect("a penalty");
    assert_eq!((fee.amount, fee.on, fee.minimum_due), (yuan(3_000), date("2026-01-04"), None));
}

#[test]
fn a_debt_on_its_due_day_is_not_overdue_and_a_payment_of_today_leaves_no_empty_stretch() {
    let found = subject(&single(), None, &[], "2026-03-02");
    assert_eq!(found.stretches, [out("2026-01-01", "2026-03-02", 1_000_000)]);
    assert_eq!(found.charged, charged(&[(Cost::Interest, 12_000)]));
    // Sixty days of interest are paid first: ¥120, and ¥3,880 of principal.
    let found = subject(&single(), None, &[paid(1, "2026-03-02", 400_000)], "2026-03-02");
    assert_eq!(found.stretches, [out("2026-01-01", "2026-03-02", 1_000_000)]);
    // All of it is paid: nothing was out afterwards.
    let found = subject(&single(), None, &[paid(1, "2026-03-02", 1_012_000)], "2026-03-20");
    assert_eq!(found.stretches, [out("2026-01-01", "2026-03-02", 1_000_000)]);
    assert_eq!((found.charged, found.late_fee), (charged(&[(Cost::Interest, 12_000)]), None));
}
