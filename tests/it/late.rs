//! Late charges by hand: what each kind comes to on the days on which it changes.
//!
//! source of all: the terms as written in docs/conventions.md, each figure worked out beside it. The debt is 300.00
//! without interest, in three rows of 100.00 due on 15 February, 15 March and 15 April 2026.

use chrono::NaiveDate;
use duewise::engine::growth::{MilestoneKind, growth_and_milestones, milestones};
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// One in a thousand a day on the overdue principal: 0.10 a day for one row.
fn daily(base: Base) -> LateCharge {
    LateCharge::daily(Rate { value: dec("0.001"), per: RatePeriod::Day }, base)
}

fn of_kind(kind: ChargeKind) -> LateCharge {
    LateCharge { kind, ..daily(Base::OverduePrincipal) }
}

fn loan(charges: &[LateCharge]) -> InstalmentTerms {
    let mut terms = InstalmentTerms::monthly(yuan(30_000), Rate::ZERO, 3, date("2026-01-15"));
    terms.lateness = Lateness { charges: charges.to_vec() };
    terms
}

fn account(terms: InstalmentTerms, events: &[Event], as_of: &str) -> Account {
    replay(&Contract::Instalment(Box::new(terms)), None, events, date(as_of)).expect("an account")
}

/// What the first row's charge comes to on a day.
fn on(charge: &LateCharge, as_of: &str) -> i64 {
    let account = account(loan(core::slice::from_ref(charge)), &[], as_of);
    account.claim(ClaimRef::Row(1)).map_or(0, |claim| claim.charged.penalty.minor())
}

fn event(id: u64, day: &str, kind: EventKind) -> Event {
    Event { id, date: date(day), kind }
}

fn pay(id: u64, day: &str, minor: i64) -> Event {
    event(id, day, EventKind::Payment { amount: yuan(minor) })
}

#[test]
fn grace_is_forgiven_or_charged_back_to_the_due_date() {
    let with =
        |kind, inclusion| LateCharge { grace: Grace { days: 5, kind }, inclusion, ..daily(Base::OverduePrincipal) };
    let forgiven = with(GraceKind::Forgiven, Inclusion::Last);
    assert_eq!((on(&forgiven, "2026-02-20"), on(&forgiven, "2026-02-21"), on(&forgiven, "2026-02-22")), (0, 10, 20));
    let back = with(GraceKind::BackDated, Inclusion::Last);
    assert_eq!((on(&back, "2026-02-20"), on(&back, "2026-02-21"), on(&back, "2026-02-22")), (0, 60, 70));
    let settled = |day| {
        let terms = loan(core::slice::from_ref(&back));
        account(terms, &[pay(1, day, 10_000)], "2026-03-10").due_now.total().map(Money::minor)
    };
    assert_eq!(
        (settled("2026-02-20"), settled("2026-02-21")),
        (Ok(0), Ok(60 + 1)),
        "0.60 of principal runs 17 days: 0.0102"
    );
}

#[test]
fn the_end_days_that_count_are_the_ones_agreed() {
    for (inclusion, first, second) in
        [(Inclusion::Last, 10, 20), (Inclusion::First, 10, 20), (Inclusion::Both, 20, 30), (Inclusion::Neither, 0, 10)]
    {
        let charge = LateCharge { inclusion, ..daily(Base::OverduePrincipal) };
        assert_eq!(
            (on(&charge, "2026-02-15"), on(&charge, "2026-02-16"), on(&charge, "2026-02-17")),
            (0, first, second)
        );
    }
}

#[test]
fn paused_days_do_not_count_and_no_day_is_left_out_twice() {
    let pause = |id, of, from, until| event(id, from, EventKind::Pause { of, until: date(until) });
    let after = |events: &[Event]| {
        account(loan(&[daily(Base::OverduePrincipal)]), events, "2026-03-01").due_now.penalty.minor()
    };
    let penalty = PauseOf::Penalty;
    // 14 days until 1 March; 20 to 24 February are five of them, 20 to 26 seven.
    assert_eq!(after(&[]), 140);
    assert_eq!(after(&[pause(1, penalty, "2026-02-20", "2026-02-25")]), 90);
    assert_eq!(after(&[pause(1, PauseOf::Collection, "2026-02-20", "2026-02-25")]), 140);
    let both = [pause(1, penalty, "2026-02-23", "2026-02-27"), pause(2, penalty, "2026-02-20", "2026-02-25")];
    assert_eq!(after(&both), 70);
    let apart = [pause(1, penalty, "2026-02-20", "2026-02-22"), pause(2, penalty, "2026-02-24", "2026-02-26")];
    assert_eq!(after(&apart), 100);
    // It begins before the due date or lasts beyond the day.
    assert_eq!(after(&[pause(1, penalty, "2026-02-01", "2026-02-18")]), 120);
    assert_eq!(after(&[pause(1, penalty, "2026-02-27", "2026-12-31")]), 110);
}

#[test]
fn charges_that_are_not_by_the_day_change_on_their_days() {
    let per_period = of_kind(ChargeKind::PerPeriod { amount: yuan(500), every_days: 7 });
    let days = ["2026-02-15", "2026-02-16", "2026-02-22", "2026-02-23", "2026-03-02"];
    assert_eq!(days.map(|day| on(&per_period, day)), [0, 500, 500, 1_000, 1_500]);
    let flat = of_kind(ChargeKind::Flat { amount: yuan(700) });
    assert_eq!(["2026-02-15", "2026-02-16", "2026-03-10"].map(|day| on(&flat, day)), [0, 700, 700]);
    let percent = |share: &str, floor: Option<i64>, ceiling: Option<i64>| {
        let (floor, ceiling) = (floor.map(yuan), ceiling.map(yuan));
        on(&of_kind(ChargeKind::Percent { share: dec(share), floor, ceiling }), "2026-03-10")
    };
    assert_eq!(percent("0.05", None, None), 500);
    assert_eq!((percent("0.05", Some(600), None), percent("0.05", Some(400), None)), (600, 500));
    assert_eq!((percent("0.05", None, Some(400)), percent("0.05", None, Some(600))), (400, 500));
    let tiers = |list: &[(i64, i64)]| {
        let tiers = list.iter().map(|(from, amount)| Tier { from: yuan(*from), amount: yuan(*amount) }).collect();
        on(&of_kind(ChargeKind::Tiered { tiers }), "2026-03-10")
    };
    assert_eq!(tiers(&[(0, 100), (10_000, 200), (10_001, 900)]), 200);
    assert_eq!(tiers(&[(10_001, 900)]), 0, "below the first step nothing is charged");
    // 100 · 5 % = 5; after 30 days 10 % of 105, after 60 of 115.50.
    let growing = of_kind(ChargeKind::Growing { share: dec("0.05"), growth: dec("0.1"), every_days: 30 });
    let days = ["2026-02-16", "2026-03-16", "2026-03-17", "2026-04-15", "2026-04-16"];
    assert_eq!(days.map(|day| on(&growing, day)), [500, 500, 1_550, 1_550, 2_705]);
}

/// source: 100 · (1.001¹⁰ − 1) = 1.0045; by the effective rate of a year, (1 + r)^(10⁄365) − 1; half more than 12 % of
/// 360 days, 100 · 0.18 · 10 ⁄ 360 = 0.50.
#[test]
fn interest_on_interest_and_an_uplift_of_the_contract_rate() {
    let rate = Rate { value: dec("0.1"), per: RatePeriod::Day };
    let by = |compounding| of_kind(ChargeKind::Daily { rate, year_days: 365, compounding });
    let three = |compounding| ["2026-02-16", "2026-02-17", "2026-02-18"].map(|day| on(&by(compounding), day));
    assert_eq!(three(Compounding::Simple), [1_000, 2_000, 3_000]);
    assert_eq!(three(Compounding::Daily), [1_000, 2_100, 3_310]);
    assert_eq!(three(Compounding::Effective), [1_000, 2_100, 3_310], "a daily rate is effective by the day");
    let yearly = Rate { value: dec("1.0"), per: RatePeriod::Year };
    let doubles = of_kind(ChargeKind::Daily { rate: yearly, year_days: 365, compounding: Compounding::Effective });
    assert_eq!(on(&doubles, "2027-02-15"), 10_000, "a hundred per cent a year is a hundred after a year");
    let uplift = of_kind(ChargeKind::Uplift { share: dec("0.5"), year_days: 360, compounding: Compounding::Simple });
    let mut terms = loan(&[uplift]);
    (terms.rate, terms.method) = (Rate { value: dec("0.12"), per: RatePeriod::Year }, Method::EqualPrincipal);
    assert_eq!(account(terms, &[], "2026-02-25").due_now.penalty.minor(), 50);
}

/// 0.30 a day on all that is outstanding, once, however many rows are late; after the first row is paid 0.20 a day.
#[test]
fn a_charge_on_everything_outstanding_runs_once_from_the_oldest_open_row() {
    let terms = || loan(&[daily(Base::OutstandingPrincipal)]);
    let penalties = |events: &[Event], as_of| {
        let account = account(terms(), events, as_of);
        account.claims.iter().map(|claim| claim.charged.penalty.minor()).collect::<Vec<_>>()
    };
    assert_eq!(penalties(&[], "2026-03-25"), [38 * 30, 0, 0]);
    let paid = [pay(1, "2026-03-25", 11_140)];
    assert_eq!(penalties(&paid, "2026-04-04"), [38 * 30, 10 * 20, 0]);
    // By claim: each overdue row bears its own.
    let account = account(loan(&[daily(Base::OverduePrincipal)]), &[], "2026-03-25");
    let own: Vec<i64> = account.claims.iter().map(|claim| claim.charged.penalty.minor()).collect();
    assert_eq!(own, [380, 100, 0]);
    assert_eq!((account.days_past_due, account.oldest_unpaid_due), (38, Some(date("2026-02-15"))));
}

/// At 12 % the rows have interest of 3.00, 2.00 and 1.00; a fee of 2.00 is entered on 20 February.
#[test]
fn each_base_holds_what_its_name_says() {
    let base = |base| {
        let mut terms = loan(&[daily(base)]);
        (terms.rate, terms.method) = (Rate { value: dec("0.12"), per: RatePeriod::Year }, Method::EqualPrincipal);
        let fee = EventKind::Charge { component: Component::Fee, amount: yuan(200) };
        let account = account(terms, &[event(1, "2026-02-20", fee)], "2026-03-07");
        let exact: Vec<Decimal> = account.late_totals.iter().map(|total| total.exact).collect();
        exact.into_iter().sum::<Decimal>().normalize()
    };
    // Twenty days of the first row, and fifteen of the fee where fees count.
    assert_eq!(base(Base::OverduePrincipal), dec("2"));
    assert_eq!(base(Base::OverdueInstalment), dec("2.06"));
    assert_eq!(base(Base::OverdueTotal), dec("2.09"));
    assert_eq!(base(Base::OutstandingPrincipal), dec("6"));
    assert_eq!(base(Base::OutstandingAndInterest), dec("6.06"));
}

#[test]
fn events_of_one_day_take_effect_in_the_order_of_their_kinds() {
    let component = Component::Fee;
    let day = "2026-02-01";
    let mut events = vec![
        pay(1, day, 500),
        event(2, day, EventKind::Waiver { component, amount: yuan(200) }),
        event(3, day, EventKind::Charge { component, amount: yuan(500) }),
    ];
    let waterfall = Waterfall {
        stages: vec![Stage { scope: Scope::Due, order: StageOrder::ByClaim, components: vec![component] }],
        switch: None,
    };
    for _ in 0..3 {
        events.rotate_left(1);
        let account = account(InstalmentTerms { waterfall: waterfall.clone(), ..loan(&[]) }, &events, "2026-02-01");
        assert_eq!((account.paid.fee, account.waived.fee, account.credit), (yuan(300), yuan(200), yuan(200)));
    }
    // A purpose that is named on the day of the payment counts.
    let named = EventKind::Designation { payment: 1, to: Designated::Claim(ClaimRef::Row(3)) };
    let account = account(loan(&[]), &[pay(1, day, 4_000), event(2, day, named)], "2026-02-01");
    assert_eq!(account.claim(ClaimRef::Row(3)).map(|claim| claim.paid.principal), Some(yuan(4_000)));
}

/// 1.00 a day on 1,000, after three days of grace, at most 5.00; due on 15 March.
fn single() -> Contract {
    let charge = LateCharge {
        grace: Grace { days: 3, kind: GraceKind::Forgiven },
        caps: vec![Cap::Total { amount: yuan(500), scope: CapScope::ThisCharge }],
        ..daily(Base::OverduePrincipal)
    };
    Contract::Single(Box::new(SingleTerms {
        principal: yuan(100_000),
        start: date("2026-01-15"),
        due: date("2026-03-15"),
        rate: Rate { value: dec("0.12"), per: RatePeriod::Year },
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    }))
}

#[test]
fn the_days_on_which_a_debt_changes_are_the_due_date_the_end_of_grace_the_start_and_the_cap() {
    let of = |from: &str, to: &str| {
        let list = milestones(&single(), None, &[], date(from), date(to)).expect("milestones");
        list.into_iter().map(|milestone| (milestone.date.to_string(), milestone.kind)).collect::<Vec<_>>()
    };
    let due = ("2026-03-15".to_owned(), MilestoneKind::FallsDue(ClaimRef::Single));
    let grace = ("2026-03-18".to_owned(), MilestoneKind::GraceEnds(0));
    let starts = ("2026-03-19".to_owned(), MilestoneKind::ChargeStarts(0));
    let cap = ("2026-03-23".to_owned(), MilestoneKind::CapReached(0));
    assert_eq!(of("2026-03-01", "2026-04-30"), [due.clone(), grace.clone(), starts.clone(), cap]);
    assert_eq!(of("2026-03-15", "2026-03-22"), [due, grace.clone(), starts.clone()], "the cap is not reached yet");
    assert_eq!(of("2026-03-18", "2026-03-19"), [grace, starts]);
    assert_eq!(of("2026-03-19", "2026-03-20"), [], "it had begun");
    // Paid before it begins, nothing of it happens.
    let paid = [pay(1, "2026-03-18", 102_000)];
    let list = milestones(&single(), None, &paid, date("2026-03-16"), date("2026-04-30")).expect("milestones");
    assert_eq!(list, []);
    let beyond = |from, to| milestones(&single(), None, &[], date(from), date(to)).map(|list| list.len());
    assert!(beyond("2026-03-15", "2026-03-14").is_err(), "it does not run backwards");
    assert_eq!((beyond("2026-01-15", "2126-04-01").is_ok(), beyond("2026-01-15", "2126-04-02").is_ok()), (true, false));
}

/// 1,000 and two months of 1 %: 1,020.00, and 1.00 a day from 19 to 23 March.
#[test]
fn the_curve_has_its_ends_its_sample_and_both_sides_of_every_change() {
    let (points, _) =
        growth_and_milestones(&single(), None, &[], (date("2026-03-10"), date("2026-04-09")), 3).expect("a curve");
    let days: Vec<i64> = points.iter().map(|point| point.days).collect();
    // Every ten days, and 15, 18, 19 and 23 March with the days before them.
    assert_eq!(days, [0, 4, 5, 7, 8, 9, 10, 12, 13, 20, 30]);
    let totals: Vec<i64> = points.iter().map(|point| point.total.minor()).collect();
    let after = |days: i64| 102_000 + 100 * days;
    let due = [0, 0, after(0), after(0), after(0), after(1), after(2), after(4), after(5), after(5), after(5)];
    assert_eq!(totals, due);
    let payoff: Vec<i64> = points.iter().map(|point| point.payoff.interest.minor()).collect();
    // 54 and 58 of 59 days of 20.00 are earned before the due date: 18.305 and 19.661.
    assert_eq!(payoff[..3], [1_831, 1_966, 2_000]);
}

/// source: by hand. Two months are 2 ⁄ 12, 36 days 36 ⁄ 365; without a day between there is no interest.
#[test]
fn a_single_payment_bears_whole_months_or_days() {
    let interest = |start: &str, due: &str| {
        let Contract::Single(terms) = single() else { return None };
        let terms = SingleTerms { start: date(start), due: date(due), ..*terms };
        let account = replay(&Contract::Single(Box::new(terms)), None, &[], date(due)).ok()?;
        Some(account.outstanding.interest.minor())
    };
    assert_eq!(interest("2026-01-15", "2026-03-15"), Some(2_000));
    assert_eq!(interest("2026-01-31", "2026-02-28"), Some(1_000));
    assert_eq!(interest("2026-01-15", "2026-02-20"), Some(1_184));
    assert_eq!(interest("2026-01-15", "2026-01-16"), Some(33));
    assert_eq!(interest("2026-01-15", "2027-02-15"), Some(13_000));
    assert_eq!(interest("2026-01-15", "2026-01-15"), Some(0));
}

/// Arrears of 50.00 and 5.00 since 1 March, stated on 11 March: ten days late then, 0.05 a day from then on.
#[test]
fn stated_arrears_are_late_since_their_own_due_date_and_charged_from_the_day_of_the_statement() {
    let arrears = Components { principal: yuan(5_000), interest: yuan(500), ..Components::zero(Currency::CNY) };
    let opening =
        Opening { as_of: date("2026-03-11"), settled_rows: 1, arrears, oldest_unpaid_due: Some(date("2026-03-01")) };
    let with = |grace: u16, as_of: &str| {
        let charge =
            LateCharge { grace: Grace { days: grace, kind: GraceKind::Forgiven }, ..daily(Base::OverduePrincipal) };
        let contract = Contract::Instalment(Box::new(loan(&[charge])));
        replay(&contract, Some(&opening), &[], date(as_of)).expect("an account")
    };
    let account = with(0, "2026-03-14");
    assert_eq!((account.days_past_due, account.due_now.penalty, account.due_now.interest), (13, yuan(15), yuan(500)));
    // Grace has run since 1 March: three more days of twelve… one of eleven, none of ten.
    assert_eq!(with(12, "2026-03-14").due_now.penalty, yuan(5));
    assert_eq!(with(10, "2026-03-14").due_now.penalty, yuan(15));
    assert_eq!(with(13, "2026-03-14").due_now.penalty, yuan(0));
    let opened: Vec<(Component, Option<ClaimRef>, i64)> = account
        .ledger
        .iter()
        .filter(|line| line.kind == LedgerKind::Opened)
        .map(|line| (line.component, line.claim, line.amount.minor()))
        .collect();
    let arrears = Some(ClaimRef::Opening);
    assert_eq!(
        opened,
        [
            (Component::Principal, None, 30_000),
            (Component::Principal, arrears, 5_000),
            (Component::Interest, arrears, 500)
        ]
    );
    assert_eq!(account.claim(ClaimRef::Row(1)).map(|claim| claim.paid.principal), Some(yuan(10_000)));
}
