//! The simulator by hand.

use chrono::NaiveDate;

use super::{Curve, SimDraft, SimulateView, horizon_for, read, words};
use crate::case::{Scenario, link};
use crate::engine::Figure;
use crate::present::Lang;
use crate::present::figure::{Shown, Source};
use crate::present::form::Policy;
use crate::present::input::Field;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn draft(values: &[(Field, &str)]) -> SimDraft {
    let mut draft = SimDraft::example(day("2026-03-15"), Lang::Zh);
    for (field, text) in values {
        draft.set(*field, text);
    }
    draft
}

fn scenario(values: &[(Field, &str)]) -> Scenario {
    read(&draft(values), day("2026-03-15")).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn view(values: &[(Field, &str)]) -> SimulateView {
    SimulateView::of(&scenario(values)).unwrap_or_else(|error| panic!("{error}"))
}

/// The amount, and the last step of its working, which must be the same.
fn opened(shown: &Shown) -> i64 {
    if let Source::Account { inputs, as_of, figure } = &shown.source {
        let steps = inputs.explain(*as_of, *figure).unwrap_or_else(|error| panic!("{figure:?}: {error}"));
        assert_eq!(steps.last().map(|step| step.result), Some(shown.money), "{figure:?}");
    }
    shown.money.minor()
}

#[test]
fn thirty_days_at_five_in_ten_thousand_cost_75_on_5000() {
    // source: 5,000 × 0.0005 × 30 = 75.
    let view = view(&[]);
    assert_eq!(opened(&view.finding.extra), 7_500);
    assert_eq!(opened(&view.finding.total), 507_500);
    assert_eq!(view.finding.end, day("2026-04-14"));
    // source: 75 ÷ 5,000 × 365 ÷ 30 = 18.25 %.
    assert_eq!(view.finding.yearly.map(|yearly| yearly.normalize().to_string()).as_deref(), Some("0.1825"));
}

#[test]
fn every_rule_can_be_computed_and_opened() {
    // source, on 5,000 and 30 days: uplift 18 % × 1.5 ÷ 365 × 30 × 5,000 = 110.96; card 5 % = 250 and 75 interest;
    // flat 50 once; 50 for each started 30 days: one.
    let expected = [
        (Policy::Daily, 7_500),
        (Policy::Uplift, 11_096),
        (Policy::Card, 32_500),
        (Policy::Flat, 5_000),
        (Policy::PerPeriod, 5_000),
    ];
    for (policy, extra) in expected {
        let view = view(&[(Field::Policy, policy.name())]);
        assert_eq!(opened(&view.finding.extra), extra, "{policy:?}");
        assert_eq!(opened(&view.finding.total), 500_000 + extra, "{policy:?}");
    }
}

#[test]
fn grace_is_forgiven_or_counted_back() {
    // source: 25 days at 2.50 a day are 62.50; counted back to the due date 30 days are 75.
    let forgiven = view(&[(Field::GraceDays, "5天")]);
    assert_eq!(forgiven.finding.extra.money.minor(), 6_250);
    let back_dated = view(&[(Field::GraceDays, "5"), (Field::GraceKind, "back_dated")]);
    assert_eq!(back_dated.finding.extra.money.minor(), 7_500);
    let within = view(&[(Field::GraceDays, "5"), (Field::GraceKind, "back_dated"), (Field::Days, "5")]);
    assert_eq!(within.finding.extra.money.minor(), 0);
}

#[test]
fn a_payment_that_is_tried_out_says_what_it_saves() {
    // source: 10 days at 2.50 are 25.00, paid first; 975 go to principal; 20 days on 4,025 at 2.0125 are 40.25.
    // 75.00 − 65.25 = 9.75 saved; 4,025 + 40.25 are left.
    let view = view(&[(Field::WhatIfAmount, "1,000"), (Field::WhatIfDay, "10")]);
    let saving = view.saving.unwrap_or_else(|| panic!("no saving"));
    assert_eq!(saving.saved.money.minor(), 975);
    assert_eq!(opened(&saving.left), 406_525);
    assert_eq!((saving.date, saving.too_late), (day("2026-03-25"), false));
}

#[test]
fn the_curve_holds_the_figures_of_the_finding_and_its_table_is_short() {
    let scenario = scenario(&[(Field::Policy, "card"), (Field::GraceDays, "3"), (Field::WhatIfAmount, "500")]);
    let curve = Curve::of(&scenario, horizon_for(30, 90)).unwrap_or_else(|error| panic!("{error}"));
    assert!(curve.points.len() <= 60, "{}", curve.points.len());
    assert_eq!(curve.points.last().map(|point| point.days), Some(90));
    let rows = curve.rows().unwrap_or_else(|error| panic!("{error}"));
    assert!((10..=40).contains(&rows.len()), "{}", rows.len());
    for row in &rows {
        assert_eq!(row.parts.len(), 2);
        assert_eq!(opened(&row.total), row.total.money.minor());
        let principal = row.total.money.minor() - row.extra.money.minor();
        assert_eq!(principal, 500_000);
        for part in &row.parts {
            opened(part);
        }
    }
    let days = words::days(&curve, Some(scenario.due), Lang::Zh);
    assert_eq!(days.first().map(|day| day.day), Some(0));
    assert!(days.iter().any(|day| day.day == 3), "{days:?}");
    // A payment does not take back what lateness has cost so far: the line never falls.
    let tried = curve.tried_heights(true).unwrap_or_default();
    assert!(tried.windows(2).all(|pair| matches!(pair, [before, after] if before.1 <= after.1)), "{tried:?}");
    assert_eq!(curve.neighbour(90, true), 90);
    assert!(curve.neighbour(0, true) > 0);
}

#[test]
fn a_link_brings_every_field_back_and_the_figures_match() {
    for policy in SimDraft::POLICIES {
        let typed = [
            (Field::Policy, policy.name()),
            (Field::GraceDays, "3"),
            (Field::GraceKind, "back_dated"),
            (Field::WhatIfAmount, "1,000"),
            (Field::WhatIfDay, "10"),
            (Field::Days, "45"),
        ];
        let scenario = scenario(&typed);
        let fragment = scenario.to_fragment().unwrap_or_else(|error| panic!("{error}"));
        let opened = link::open(&fragment).unwrap_or_else(|error| panic!("{error}"));
        let again = SimDraft::of(&opened.scenario);
        assert_eq!(again.policy(), Some(policy));
        assert_eq!(read(&again, day("2030-01-01")), Ok(scenario));
    }
}

#[test]
fn charges_of_a_link_that_no_rule_of_ours_makes_are_kept_as_they_are() {
    let mut foreign = scenario(&[]);
    for charge in &mut foreign.charges {
        charge.inclusion = crate::engine::Inclusion::Both;
    }
    let draft = SimDraft::of(&foreign);
    assert_eq!(draft.policy(), None);
    assert_eq!(draft.choices().last(), Some(&None));
    assert_eq!(read(&draft, day("2026-03-15")), Ok(foreign));
}

#[test]
fn wrong_fields_are_named_and_a_rate_stays_with_its_rule() {
    let errors = read(&draft(&[(Field::Principal, "0"), (Field::Days, "-3"), (Field::Rate, "x")]), day("2026-03-15"));
    let fields: Vec<Field> = errors.err().unwrap_or_default().iter().map(|error| error.field).collect();
    assert_eq!(fields, [Field::Principal, Field::Rate, Field::Days]);
    let mut draft = draft(&[(Field::Rate, "0.1%")]);
    draft.set(Field::Policy, "uplift");
    assert_eq!(draft.get(Field::Rate), "18%");
    draft.set(Field::Policy, "daily");
    assert_eq!(draft.get(Field::Rate), "0.1%");
    let far = SimDraft::of(&scenario(&[]));
    let mut far_draft = far;
    far_draft.set(Field::Due, "2199-12-31");
    assert!(read(&far_draft, day("2026-03-15")).is_err());
}

#[test]
fn the_whole_of_lateness_is_the_figure_that_explains_it() {
    let scenario = scenario(&[(Field::Policy, "card")]);
    let end = scenario.end().unwrap_or_default();
    let steps = scenario.inputs().explain(end, Figure::LateTotal).unwrap_or_default();
    assert_eq!(steps.last().map(|step| step.result.minor()), Some(32_500));
}
