//! Allocation by hand: which claims a stage pays, when the order switches, what the payer names.

use chrono::NaiveDate;
use duewise::engine::allocation::{Portion, allocate, allocate_designated};
use duewise::engine::{
    Claim, ClaimRef, Component, Components, Currency, Designated, Money, Origin, Scope, Stage, StageOrder, Waterfall,
};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

/// A claim with 100 principal and 10 interest.
fn claim(number: u16, due: Option<&str>) -> Claim {
    let zero = Components::zero(Currency::CNY);
    let charged = Components { principal: yuan(100), interest: yuan(10), ..zero };
    Claim {
        reference: ClaimRef::Row(number),
        due: due.map(date),
        charged,
        paid: zero,
        waived: zero,
        origin: Origin::Stated,
    }
}

/// Due before, on and after 10 June, and one without a date.
fn claims() -> Vec<Claim> {
    vec![claim(1, Some("2026-06-09")), claim(2, Some("2026-06-10")), claim(3, Some("2026-06-11")), claim(4, None)]
}

fn parts(portions: &[Portion]) -> Vec<(usize, Component, i64)> {
    portions.iter().map(|portion| (portion.claim, portion.component, portion.amount.minor())).collect()
}

/// The claims whose principal a stage of a scope pays out of more than enough.
fn paid_by(scope: Scope, order: StageOrder) -> Vec<usize> {
    let stages = [Stage { scope, order, components: vec![Component::Principal] }];
    let (portions, rest) = allocate(&mut claims(), &stages, yuan(1_000), date("2026-06-10")).expect("amounts that fit");
    assert_eq!(rest, yuan(1_000 - 100 * i64::try_from(portions.len()).expect("few")));
    portions.iter().map(|portion| portion.claim).collect()
}

#[test]
fn each_scope_pays_its_own_claims_and_no_others() {
    let paid = |scope| {
        let paid = |order| paid_by(scope, order);
        assert_eq!(paid(StageOrder::ByClaim), paid(StageOrder::ByComponent), "of one component the order is the same");
        paid(StageOrder::ByClaim)
    };
    assert_eq!(paid(Scope::PastDue), [0]);
    assert_eq!(paid(Scope::Due), [1]);
    assert_eq!(paid(Scope::InAdvance), [2, 3]);
    assert_eq!(paid(Scope::Any), [0, 1, 2, 3]);
}

#[test]
fn by_component_pays_one_component_of_all_claims_before_the_next() {
    let stages = Waterfall {
        stages: vec![Stage {
            scope: Scope::Any,
            order: StageOrder::ByComponent,
            components: vec![Component::Interest, Component::Principal],
        }],
        switch: None,
    };
    let (portions, rest) =
        allocate(&mut claims(), &stages.stages, yuan(45), date("2026-06-10")).expect("amounts that fit");
    let interest = |claim| (claim, Component::Interest, 10);
    assert_eq!(
        parts(&portions),
        [interest(0), interest(1), interest(2), interest(3), (0, Component::Principal, 5)],
        "and the rest begins with the oldest"
    );
    assert!(rest.is_zero());
}

#[test]
fn the_order_switches_on_the_day_after_so_many_days_past_due() {
    let before = Waterfall::by_claim(&[Component::Interest, Component::Principal]);
    let after = Waterfall::by_claim(&[Component::Principal, Component::Interest]);
    let switching = before.clone().switching(90, after.clone());
    assert_eq!(switching.stages_after(0), before.stages);
    assert_eq!(switching.stages_after(90), before.stages, "ninety days are not more than ninety");
    assert_eq!(switching.stages_after(91), after.stages);
    assert_eq!(before.stages_after(91), before.stages, "without a switch nothing switches");
}

#[test]
fn a_named_claim_is_paid_in_the_order_of_the_first_stage() {
    let stage = |components: &[Component]| Stage {
        scope: Scope::Any,
        order: StageOrder::ByClaim,
        components: components.to_vec(),
    };
    let waterfall = Waterfall {
        stages: vec![
            stage(&[Component::Interest, Component::Principal]),
            stage(&[Component::Principal, Component::Interest]),
        ],
        switch: None,
    };
    let named = |to, amount| {
        let (portions, rest) =
            allocate_designated(&mut claims(), &waterfall, yuan(amount), to).expect("amounts that fit");
        (parts(&portions), rest.minor())
    };
    let third = Some(Designated::Claim(ClaimRef::Row(3)));
    assert_eq!(named(third, 30), (vec![(2, Component::Interest, 10), (2, Component::Principal, 20)], 0));
    assert_eq!(named(third, 200).1, 90, "what it leaves over is not used here");
    assert_eq!(named(Some(Designated::Claim(ClaimRef::Row(9))), 30), (vec![], 30), "there is no such claim");
    assert_eq!(named(None, 30), (vec![], 30));
}

#[test]
fn a_named_component_is_paid_of_all_claims_oldest_first() {
    let mut claims = claims();
    claims.swap(0, 2);
    let to = Some(Designated::Component(Component::Principal));
    let (portions, rest) =
        allocate_designated(&mut claims, &Waterfall::default(), yuan(250), to).expect("amounts that fit");
    let principal = |claim, amount| (claim, Component::Principal, amount);
    assert_eq!(parts(&portions), [principal(2, 100), principal(1, 100), principal(0, 50)]);
    assert!(rest.is_zero());
}
