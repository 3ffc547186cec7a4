//! Each figure against numbers worked by hand, and against whatever a reader may set.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Bar, Compute, Given, Label, Picture, Refused, compute, own, own_budget, picture};
use crate::content::PictureKind as Kind;
use crate::engine::Component;
use crate::present::cases::{TODAY, day, household, late_loan, single};

fn d(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn given(set: &[(&str, &str)]) -> Given {
    set.iter().map(|(name, value)| ((*name).to_owned(), d(value))).collect()
}

/// Every output by name, as it is written.
fn figures(figure: Compute, set: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let outputs = compute(figure, &given(set)).expect("a figure");
    outputs.into_iter().map(|output| (output.name, output.value.to_string())).collect()
}

fn check(figure: Compute, set: &[(&str, &str)], expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    assert_eq!(figures(figure, set), expected, "{set:?}");
}

fn refused(figure: Compute, set: &[(&str, &str)]) -> Option<&'static str> {
    compute(figure, &given(set)).err().map(|refused| refused.input)
}

#[test]
fn every_figure_and_kind_is_found_by_its_name() {
    for figure in Compute::ALL {
        assert_eq!(Compute::from_name(figure.name()), Some(figure));
    }
    assert_eq!(Compute::from_name("settlement"), None);
}

#[test]
fn a_late_fee_is_sum_times_rate_times_days() {
    // 5,000 · 0.05 % · 30.
    let set = [("principal", "5000"), ("rate", "0.05"), ("days", "30")];
    check(Compute::LateFee, &set, &[("fee", "75.00"), ("total", "5075.00")]);
    // 333.33 · 0.015 % · 7 = 0.3499965, rounded once.
    let set = [("principal", "333.33"), ("rate", "0.015"), ("days", "7")];
    check(Compute::LateFee, &set, &[("fee", "0.35"), ("total", "333.68")]);
}

#[test]
fn weeks_late_are_seven_days_each_and_the_code_begins_anew_every_thirty() {
    // 1,000 · 0.05 % · 28; code 1 holds for 1 to 30 days, 2 from day 31 on.
    check(
        Compute::OverdueWeeks,
        &[("instalment", "1000"), ("rate", "0.05"), ("weeks", "4")],
        &[("extra", "14.00"), ("total", "1014.00"), ("per_week", "3.50"), ("code", "1"), ("next_in", "3")],
    );
    // 35 days: code 2, 3 begins on day 61. 182 days: code 7, the last.
    let weeks = |weeks| figures(Compute::OverdueWeeks, &[("instalment", "1000"), ("rate", "0.05"), ("weeks", weeks)]);
    assert_eq!(weeks("5").split_off(3), [("code", "2".to_owned()), ("next_in", "26".to_owned())]);
    assert_eq!(weeks("26").split_off(3), [("code", "7".to_owned())]);
    // Nothing is late: N, which is no number.
    assert_eq!(weeks("0").split_off(3), [("code", "0".to_owned()), ("next_in", "1".to_owned())]);
}

#[test]
fn a_limit_for_a_year_is_sum_times_rate_times_days_over_365() {
    // 10,000 · 24 % · 90 ⁄ 365 = 591.780…; a day 6.575….
    let set = [("principal", "10000"), ("days", "90"), ("yearly_rate", "24")];
    check(Compute::Cap, &set, &[("allowed", "591.78"), ("per_day", "6.58")]);
}

#[test]
fn a_schedule_is_the_annuity_with_interest_rounded_each_month() {
    // docs/conventions.md: 11 · 888.49 + 888.47 − 10,000 = 661.86. After the 6th 5,149.23 is out, after the 7th 4,312.23.
    // 10,000 ⁄ 661.86 = 15.1….
    let expected = [
        ("instalment", "888.49"),
        ("first_interest", "100.00"),
        ("first_principal", "788.49"),
        ("half_at", "7"),
        ("interest", "661.86"),
        ("loans", "16"),
    ];
    check(Compute::Schedule, &[("principal", "10000"), ("rate", "12"), ("count", "12")], &expected);
    // Without interest no number of loans makes up for one, and exactly half is half: 5 of 10.
    let free = figures(Compute::Schedule, &[("principal", "1000"), ("rate", "0"), ("count", "10")]);
    assert!(free.contains(&("half_at", "5".to_owned())) && free.iter().all(|(name, _)| *name != "loans"), "{free:?}");
}

#[test]
fn the_true_yearly_cost_counts_what_was_received_and_every_fee() {
    // One month: 10 ⁄ 1,000 · 12, and 60 ⁄ 950 · 12 = 75.789…%.
    check(
        Compute::Apr,
        &[("principal", "1000"), ("received", "950"), ("payment", "1010"), ("fee", "0"), ("count", "1")],
        &[("repaid", "1010.00"), ("cost", "60.00"), ("stated", "12.00"), ("apr", "75.79")],
    );
    // docs/conventions.md: 0.6 % of the original principal a month over 12 months is 13.03 %; the interest alone is none.
    check(
        Compute::Apr,
        &[("principal", "12000"), ("received", "12000"), ("payment", "1000"), ("fee", "72"), ("count", "12")],
        &[("repaid", "12864.00"), ("cost", "864.00"), ("stated", "0"), ("apr", "13.03")],
    );
    check(
        Compute::Apr,
        &[("principal", "1200"), ("received", "1200"), ("payment", "100"), ("fee", "0"), ("count", "12")],
        &[("repaid", "1200.00"), ("cost", "0.00"), ("stated", "0"), ("apr", "0")],
    );
}

#[test]
fn a_least_payment_is_a_share_of_each_bill_and_a_level_one_stays() {
    // Bill · 20 days + rest · 10 days at 0.05 % a day, once a month. Least: 500 of 1,000 (12.50), 256.25 of 512.50 (6.41),
    // 131.33 of 262.66 (3.28), 67.31 of 134.61 (1.68), the floor of 50 of 68.98 (0.78), 19.76 (0.20), 0.20 (0.00).
    // Level: 500 (12.50), 500 of 512.50 (5.19), 17.69 (0.18), 0.18 (0.00).
    check(
        Compute::MinimumPayment,
        &[("balance", "1000"), ("rate", "0.05"), ("minimum_share", "50")],
        &[
            ("first_payment", "500.00"),
            ("months", "7"),
            ("interest", "24.85"),
            ("months_fixed", "4"),
            ("interest_fixed", "17.87"),
            ("floor", "50.00"),
        ],
    );
}

#[test]
fn a_budget_is_income_less_essentials_less_debts() {
    // 700 · Σ 1.015⁻ᵏ over 12 months = 7,635.2536…, rounded down; 60 · 2,200.
    let month = [("income", "6000"), ("essentials", "3800"), ("payments", "1500")];
    let with_limit = [month.as_slice(), &[("rate", "18"), ("count", "12")]].concat();
    let expected = [
        ("left", "700.00"),
        ("affordable", "2200.00"),
        ("five_years", "132000.00"),
        ("share", "25.00"),
        ("limit", "7635.25"),
    ];
    check(Compute::Budget, &month, &expected[..4]);
    check(Compute::Budget, &with_limit, &expected);
    // Below nothing so much is missing, nothing can be paid and no new debt is carried.
    let short = [("income", "3000"), ("essentials", "3800"), ("payments", "1500"), ("rate", "18"), ("count", "12")];
    let expected =
        [("left", "-2300.00"), ("affordable", "0.00"), ("five_years", "0.00"), ("share", "50.00"), ("limit", "0.00")];
    check(Compute::Budget, &short, &expected);
    let nothing = figures(Compute::Budget, &[("income", "0"), ("essentials", "0"), ("payments", "5")]);
    assert!(nothing.iter().all(|(name, _)| *name != "share"), "a share of no income: {nothing:?}");
}

#[test]
fn offers_and_shares_are_in_proportion_and_differ_in_the_last_cent() {
    // 100 · 6 ⁄ 7 = 85.714…, 100 · 1 ⁄ 7 = 14.285…: the cent that is left goes to the largest debt, or to the largest part
    // cut off. 100 of 70,000 is 0.142…%.
    let set = [("available", "100"), ("owed_a", "60000"), ("owed_b", "10000"), ("owed_c", "0")];
    let shares = |a, b| [("offer_a", a), ("offer_b", b), ("offer_c", "0.00"), ("paid", "0.14")];
    check(Compute::ProRata, &set, &shares("85.72", "14.28"));
    check(Compute::Distribution, &set, &shares("85.71", "14.29"));
    // Nobody gets more than is owed.
    let much = [("available", "100"), ("owed_a", "30"), ("owed_b", "20"), ("owed_c", "10")];
    let whole = [("offer_a", "30.00"), ("offer_b", "20.00"), ("offer_c", "10.00"), ("paid", "100")];
    check(Compute::ProRata, &much, &whole);
    check(Compute::Distribution, &much, &whole);
    let none = [("available", "100"), ("owed_a", "0"), ("owed_b", "0"), ("owed_c", "0")];
    check(Compute::ProRata, &none, &[("offer_a", "0.00"), ("offer_b", "0.00"), ("offer_c", "0.00")]);
}

#[test]
fn more_time_costs_the_interest_of_that_time() {
    // 1,000 · (1 + 1 %); 73 days are a fifth of a year: 1,000 · (1 + 1 % + 12 % ⁄ 5).
    check(
        Compute::Relief,
        &[("principal", "1000"), ("rate", "12"), ("count", "1"), ("grace", "73"), ("more", "0")],
        &[("before", "1010.00"), ("after", "1034.00"), ("extra", "24.00")],
    );
    // 1,000 ⁄ (1 ⁄ 1.01 + 1 ⁄ 1.0201) = 507.51; 10.00 and 5.02 of interest instead of 10.00.
    check(
        Compute::Relief,
        &[("principal", "1000"), ("rate", "12"), ("count", "1"), ("more", "1")],
        &[("before", "1010.00"), ("after", "507.51"), ("extra", "5.02")],
    );
    // Both, in a program of its own: 1,163.68 a month of 24 by the schedule; waiting adds 24,000 · 15 % · 30 ⁄ 365 ⁄ Sₙ to
    // each, with Sₙ = 1 + Σₖ₌₁²³ 1.0125⁻ᵏ = 20.88…: 14.17.
    check(
        Compute::Relief,
        &[("principal", "24000"), ("rate", "15"), ("count", "12"), ("grace", "30"), ("more", "12")],
        &[("before", "2166.20"), ("after", "1177.85"), ("extra", "2274.00")],
    );
}

#[test]
fn a_payment_goes_to_fees_penalties_interest_and_then_principal() {
    let owed = [("principal", "8000"), ("interest", "420"), ("penalty", "180"), ("fee", "100")];
    let paid = |payment| [owed.as_slice(), &[("payment", payment)]].concat();
    let expected = [
        ("to_fee", "100.00"),
        ("to_penalty", "180.00"),
        ("to_interest", "420.00"),
        ("to_principal", "300.00"),
        ("principal_left", "7700.00"),
        ("over", "0.00"),
    ];
    check(Compute::Order, &paid("1000"), &expected);
    let over = figures(Compute::Order, &paid("9000")).split_off(3);
    assert_eq!(over, [("to_principal", "8000.00"), ("principal_left", "0.00"), ("over", "300.00")].map(owned));
}

fn owned((name, value): (&'static str, &str)) -> (&'static str, String) {
    (name, value.to_owned())
}

#[test]
fn courts_cost_by_bands_of_the_sum() {
    // 50 + 20,000 · 2.5 %; half of it; 50 + 20,000 · 1.5 %.
    let expected = [("fee", "550.00"), ("reduced", "275.00"), ("enforcement", "350.00")];
    check(Compute::CourtFee, &[("claim", "30000")], &expected);
}

#[test]
fn the_input_that_would_have_to_change_is_named() {
    let loan = |principal, rate, count| [("principal", principal), ("rate", rate), ("count", count)];
    assert_eq!(refused(Compute::Schedule, &loan("0", "12", "12")), Some("principal"));
    assert_eq!(refused(Compute::Schedule, &loan("1000", "-1", "12")), Some("rate"));
    assert_eq!(refused(Compute::Schedule, &loan("1000", "12", "0")), Some("count"));
    assert_eq!(refused(Compute::Schedule, &loan("1000", "12", "2.5")), Some("count"));
    assert_eq!(refused(Compute::Schedule, &loan("1000", "12", "601")), Some("count"));
    assert_eq!(refused(Compute::Schedule, &[("principal", "1000"), ("rate", "12")]), Some("count"));
    assert_eq!(refused(Compute::CourtFee, &[("claim", "0")]), Some("claim"));
    let card = |rate, share| [("balance", "1000"), ("rate", rate), ("minimum_share", share)];
    assert_eq!(refused(Compute::MinimumPayment, &card("0.05", "101")), Some("minimum_share"));
    // The interest of a month eats the least payment.
    assert_eq!(refused(Compute::MinimumPayment, &card("1", "5")), Some("minimum_share"));
    let apr = |received, payment| {
        [("principal", "1000"), ("received", received), ("payment", payment), ("fee", "0"), ("count", "10")]
    };
    assert_eq!(refused(Compute::Apr, &apr("1000", "99")), Some("payment"));
    assert_eq!(refused(Compute::Apr, &apr("1001", "100")), Some("received"));
    assert_eq!(
        refused(Compute::Relief, &[("principal", "9"), ("rate", "1"), ("count", "600"), ("more", "1")]),
        Some("more")
    );
}

fn drawn(kind: Kind, figure: Compute, of: &str, set: &[(&str, &str)]) -> Picture {
    picture(kind, figure, of, &given(set)).expect("a picture")
}

fn bars(picture: &Picture) -> Vec<(Label, String)> {
    let (Picture::Bars(bars) | Picture::Waterfall(bars)) = picture else { return Vec::new() };
    bars.iter().map(|bar: &Bar| (bar.label, bar.value.to_string())).collect()
}

#[test]
fn a_bar_of_an_instalment_is_its_interest_and_its_principal() {
    let set = [("principal", "1000"), ("rate", "12"), ("count", "2")];
    let Picture::Bars(bars) = drawn(Kind::Bars, Compute::Schedule, "interest", &set) else { panic!("bars") };
    let last = bars.last().expect("two bars");
    // 1,000 − 497.51 = 502.49; 1 % of it is 5.02.
    assert_eq!((bars.len(), last.label, last.value), (2, Label::Place(2), d("507.51")));
    let parts: Vec<_> = last.parts.iter().map(|part| (part.label, part.value)).collect();
    let of = Label::Of;
    assert_eq!(parts, [(of(Component::Interest), d("5.02")), (of(Component::Principal), d("502.49"))]);
}

#[test]
fn many_instalments_are_shown_evenly_from_the_first_to_the_last() {
    for count in 1..=600_u32 {
        let count_text = count.to_string();
        let set = [("principal", "100000"), ("rate", "12"), ("count", count_text.as_str())];
        let shown = bars(&drawn(Kind::Bars, Compute::Schedule, "interest", &set));
        let places: Vec<u32> = shown
            .iter()
            .filter_map(|(label, _)| if let Label::Place(place) = label { Some(*place) } else { None })
            .collect();
        assert_eq!(places.len() as u32, count.min(24), "{count}");
        assert_eq!((places.first(), places.last()), (Some(&1), Some(&count)));
        let steps: Vec<u32> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let (least, most) = (steps.iter().min().unwrap_or(&1), steps.iter().max().unwrap_or(&1));
        assert!(*least >= 1 && most - least <= 1, "{count}: {places:?}");
    }
}

#[test]
fn a_fall_ends_where_its_steps_lead() {
    let named = Label::Named;
    let month = [("income", "3000"), ("essentials", "3800"), ("payments", "1500")];
    let expected = [("income", "3000"), ("essentials", "-3800"), ("payments", "-1500"), ("left", "-2300.00")];
    let shown = bars(&drawn(Kind::Waterfall, Compute::Budget, "left", &month));
    assert_eq!(shown, expected.map(|(name, value)| (named(name), value.to_owned())));
    let owed = [("principal", "8000"), ("interest", "420"), ("penalty", "180"), ("fee", "100")];
    for (payment, names) in [("1000", 5), ("9000", 6)] {
        let set = [owed.as_slice(), &[("payment", payment)]].concat();
        let Picture::Waterfall(bars) = drawn(Kind::Waterfall, Compute::Order, "to_principal", &set) else {
            panic!("a fall")
        };
        let (last, before) = bars.split_last().expect("bars");
        assert_eq!(bars.len(), names);
        assert_eq!(before.iter().map(|bar| bar.value).sum::<Decimal>(), last.value);
    }
}

#[test]
fn a_curve_ends_where_the_reader_stands() {
    let set = [("principal", "10000"), ("days", "730"), ("yearly_rate", "24")];
    let Picture::Curve(points) = drawn(Kind::Curve, Compute::Cap, "allowed", &set) else { panic!("a curve") };
    let ends = points.first().zip(points.last()).map(|(first, last)| (first.at, first.value, last.at, last.value));
    assert_eq!(ends, Some((0, d("0"), 730, d("4800"))));
    assert!(points.len() == 61 && points.windows(2).all(|pair| pair[0].at < pair[1].at), "{points:?}");
    assert_eq!(drawn(Kind::Timeline, Compute::Cap, "step", &set), Picture::Timeline);
}

#[test]
fn a_saved_debt_says_what_it_knows_and_no_more() {
    // Twelve instalments of 1,000 without interest and late charges; four are late, the oldest since 15 August: 100 days.
    let (loan, today) = (late_loan("a"), day(TODAY));
    let says = |figure| own(figure, &loan, today);
    let rest = given(&[("principal", "12000"), ("rate", "0"), ("count", "8")]);
    assert_eq!(says(Compute::Schedule), rest);
    assert_eq!(says(Compute::Relief), rest);
    assert_eq!(says(Compute::LateFee), given(&[("principal", "4000")]));
    assert_eq!(says(Compute::OverdueWeeks), given(&[("instalment", "1000"), ("weeks", "14")]));
    let due = [("principal", "4000"), ("interest", "0"), ("penalty", "0"), ("fee", "0")];
    assert_eq!(says(Compute::Order), given(&due));
    assert_eq!(says(Compute::CourtFee), given(&[("claim", "12000")]));
    let agreed = [("principal", "12000"), ("received", "12000"), ("payment", "1000"), ("fee", "0"), ("count", "12")];
    assert_eq!(says(Compute::Apr), given(&agreed));
    assert_eq!(says(Compute::MinimumPayment), Given::new());
    assert_eq!(own(Compute::Schedule, &single("b", 50_000, "2026-12-01"), today), Given::new());
}

#[test]
fn a_household_says_its_typical_month_and_the_mean_of_a_year_of_payments() {
    let home = household(&[("income", "6000"), ("essentials", "3800")]);
    let loan = late_loan("a");
    // Eight instalments of 1,000 are still to come: 8,000 ⁄ 12, rounded up.
    let expected = given(&[("income", "6000"), ("essentials", "3800"), ("payments", "666.67")]);
    assert_eq!(own_budget(&home, &[&loan], day(TODAY)), expected);
}

const NAMES: [&str; 23] = [
    "principal",
    "rate",
    "days",
    "instalment",
    "weeks",
    "yearly_rate",
    "count",
    "received",
    "payment",
    "fee",
    "balance",
    "minimum_share",
    "income",
    "essentials",
    "payments",
    "available",
    "owed_a",
    "owed_b",
    "owed_c",
    "claim",
    "grace",
    "more",
    "interest",
];

/// Numbers as readers set them, and such that no reader would.
fn any_number() -> impl Strategy<Value = Decimal> {
    let beyond = (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0_u32..=28)
        .prop_map(|(low, middle, high, negative, scale)| Decimal::from_parts(low, middle, high, negative, scale));
    prop_oneof![
        8 => (0_i64..700).prop_map(Decimal::from),
        4 => (-100_i64..10_000_000, 0_u32..4).prop_map(|(size, scale)| Decimal::new(size, scale)),
        1 => any::<i64>().prop_map(Decimal::from),
        1 => beyond,
        1 => prop_oneof![Just(Decimal::MAX), Just(Decimal::MIN), Just(Decimal::new(1, 28)), Just(Decimal::ZERO)],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]

    #[test]
    fn whatever_is_set_gives_a_figure_or_the_name_of_an_input(
        numbers in prop::collection::vec(any_number(), NAMES.len()),
        left_out in 0_usize..200,
    ) {
        let mut given: Given = NAMES.iter().zip(numbers).map(|(name, number)| ((*name).to_owned(), number)).collect();
        // Seldom is one missing.
        NAMES.get(left_out).map(|name| given.remove(*name));
        given.insert("penalty".to_owned(), given.get("fee").copied().unwrap_or_default());
        for figure in Compute::ALL {
            match compute(figure, &given) {
                Ok(outputs) => {
                    prop_assert!(!outputs.is_empty());
                    prop_assert!(outputs.iter().all(|output| output.value.normalize().scale() <= 2), "{outputs:?}");
                }
                Err(Refused { input }) => prop_assert!(input == "penalty" || NAMES.contains(&input)),
            }
            for kind in [Kind::Bars, Kind::Curve, Kind::Timeline, Kind::Waterfall] {
                let drawn = picture(kind, figure, "total", &given);
                prop_assert!(drawn.is_ok() || kind != Kind::Timeline);
            }
        }
    }
}
