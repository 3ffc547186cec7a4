//! The simulator by hand.

use chrono::NaiveDate;

use super::{Against, Curve, Side, SimDraft, SimulateView, horizon_for, read, read_second, words};
use crate::case::{Scenario, link};
use crate::engine::Figure;
use crate::present::Lang;
use crate::present::figure::{Shown, Source};
use crate::present::form::Policy;
use crate::present::input::Field;
use crate::present::sentence;

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

/// The comparison of the draft with a second rule.
fn against(first: &[(Field, &str)], second: &[(Field, &str)]) -> Against {
    let mut draft = draft(first);
    for (field, text) in second {
        draft.set_second(*field, text);
    }
    let first = read(&draft, day("2026-03-15")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let second = read_second(&draft, &first).unwrap_or_else(|errors| panic!("{errors:?}"));
    let second = second.unwrap_or_else(|| panic!("no second rule"));
    Against::of(&first, &second).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn two_rules_are_compared_on_the_chosen_day_and_on_a_few_others() {
    // source: 5,000 × 0.0005 is 2.50 a day; a flat fee is 50.00 from the first day late.
    let against = against(&[], &[(Field::Policy, "flat")]);
    let found: Vec<_> = against
        .rows
        .iter()
        .map(|row| {
            let gap = row.gap.as_ref().map(|(side, more)| (*side, more.money.minor()));
            (row.days, opened(&row.first), opened(&row.second), gap)
        })
        .collect();
    let expected = [
        (7, 1_750, 5_000, Some((Side::Second, 3_250))),
        (30, 7_500, 5_000, Some((Side::First, 2_500))),
        (60, 15_000, 5_000, Some((Side::First, 10_000))),
        (90, 22_500, 5_000, Some((Side::First, 17_500))),
    ];
    assert_eq!(found, expected);
    let said = words::against(&against, Lang::Zh);
    assert_eq!(sentence::text(&said), "第 30 天：甲 …，乙 …，甲多收 …。");
    let spoken = "Day 30: rule A ¥75.00, rule B ¥50.00. Rule A charges ¥25.00 more.";
    assert_eq!(words::against_spoken(&against, Lang::En), spoken);
}

#[test]
fn the_chosen_day_stands_among_the_others_in_order_and_equal_rules_say_so() {
    // source: 20 days at 2.50 a day are 50.00, which is the flat fee.
    let against = against(&[(Field::Days, "20")], &[(Field::Policy, "flat"), (Field::LateFee, "50")]);
    assert_eq!(against.rows.iter().map(|row| row.days).collect::<Vec<_>>(), [7, 20, 30, 60, 90]);
    assert_eq!(against.chosen.gap, None);
    assert_eq!(sentence::text(&words::against(&against, Lang::Zh)), "第 20 天：甲 …，乙 …，一样多。");
}

#[test]
fn the_grace_and_the_rate_of_the_second_rule_are_its_own_and_a_payment_changes_neither() {
    // source: 0.1 % of 5,000 is 5.00 a day; 20 days after 10 of grace are 100.00, within the grace nothing.
    let first = [(Field::GraceDays, "3"), (Field::WhatIfAmount, "1,000")];
    let second = [(Field::Policy, "daily"), (Field::Rate, "0.1%"), (Field::GraceDays, "10")];
    let against = against(&first, &second);
    assert_eq!((opened(&against.chosen.first), opened(&against.chosen.second)), (6_750, 10_000));
    assert_eq!(against.rows.first().map(|row| (row.days, opened(&row.second))), Some((7, 0)));
}

#[test]
fn a_second_rule_waits_for_its_choice_keeps_what_was_typed_and_names_its_own_errors() {
    let mut draft = draft(&[(Field::Rate, "0.04%")]);
    let first = read(&draft, day("2026-03-15")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert_eq!(read_second(&draft, &first), Ok(None));
    draft.set_second(Field::GraceDays, "5");
    assert_eq!(read_second(&draft, &first), Ok(None), "no rule is chosen yet");
    draft.set_second(Field::Policy, "uplift");
    draft.set_second(Field::Rate, "x");
    let errors = read_second(&draft, &first).err().unwrap_or_default();
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [Field::Rate]);
    draft.set_second(Field::Policy, "");
    assert_eq!((draft.second_policy(), draft.second(Field::GraceDays)), (None, "5"));
    draft.set_second(Field::Policy, "uplift");
    assert_eq!((draft.second(Field::Rate), draft.get(Field::Rate)), ("x", "0.04%"));
    assert_eq!(read(&draft, day("2026-03-15")), Ok(first), "the first rule is as it was");
    let kept = serde_json::to_string(&draft).unwrap_or_default();
    assert_eq!(serde_json::from_str::<SimDraft>(&kept).ok(), Some(draft));
    let before = r#"{"values":{"days":"9"},"charges":null}"#;
    assert!(serde_json::from_str::<SimDraft>(before).is_ok_and(|draft| draft.second_policy().is_none()));
}

#[test]
fn the_line_of_a_curve_is_what_lateness_adds_or_all_that_is_owed() {
    let scenario = scenario(&[(Field::Policy, "flat")]);
    let curve = Curve::of(&scenario, 90).unwrap_or_else(|error| panic!("{error}"));
    let last = |extra: bool| curve.heights(extra).last().map(|(days, money)| (*days, money.minor()));
    assert_eq!((last(true), last(false)), (Some((90, 5_000)), Some((90, 505_000))));
    assert_eq!(curve.heights(true).first().map(|(days, money)| (*days, money.minor())), Some((0, 0)));
}
