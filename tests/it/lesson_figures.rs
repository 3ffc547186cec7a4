//! The figures of the lessons as their texts declare them: computed wherever a reader may stand, true to what the texts say
//! of them, and the same as where the portal shows them.

use std::collections::BTreeMap;
use std::path::Path;

use duewise::content::PictureKind as Kind;
use duewise::engine::relief::{Position, Proposal, arrange};
use duewise::engine::{self, Components, Currency, Frequency, InstalmentTerms, Money, Rate, RatePeriod, Rounding};
use duewise::law::ceiling::Ceiling;
use duewise::law::procedure::{self, fees, series};
use duewise::present::embedded::{Form, Knob, show};
use duewise::present::learn::figure::{Compute, Given, Output, Picture, compute, picture};
use duewise::present::{Lang, format};
use rust_decimal::Decimal;
use toml::{Table, Value};

struct Input {
    name: String,
    unit: String,
    /// The least, the first and the greatest value.
    values: [Decimal; 3],
}

struct Lesson {
    name: String,
    compute: Compute,
    inputs: Vec<Input>,
    outputs: Vec<(String, String)>,
    /// What is filled with figures: the sentences and the title of the picture.
    filled: Vec<String>,
    kind: Kind,
    of: String,
    sources: Vec<String>,
}

fn list<'a>(table: &'a Table, name: &str) -> Vec<&'a Table> {
    table.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn text(table: &Table, name: &str) -> String {
    table.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn lesson(file: &Path) -> Lesson {
    let whole: Table = std::fs::read_to_string(file).expect("a file").parse().expect("a lesson");
    let part = |name: &str| whole.get(name).and_then(Value::as_table).expect("a part");
    let (figure, drawn) = (part("figure"), part("picture"));
    let input = |input: &&Table| Input {
        name: text(input, "name"),
        unit: text(input, "unit"),
        values: ["least", "start", "most"].map(|key| text(input, key).parse().expect("a number")),
    };
    Lesson {
        name: file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned(),
        compute: Compute::from_name(&text(figure, "compute")).expect("a figure"),
        inputs: list(figure, "input").iter().map(input).collect(),
        outputs: list(figure, "output").iter().map(|output| (text(output, "name"), text(output, "unit"))).collect(),
        filled: vec![
            text(figure, "says_zh"),
            text(figure, "says_en"),
            text(drawn, "title_zh"),
            text(drawn, "title_en"),
        ],
        kind: serde_json::from_value(text(drawn, "kind").into()).expect("a kind"),
        of: text(drawn, "of"),
        sources: list(&whole, "source").iter().map(|source| text(source, "id")).collect(),
    }
}

fn lessons() -> Vec<Lesson> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/lessons");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("lessons").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert!(files.len() >= 16, "{} lessons", files.len());
    files.iter().map(|file| lesson(file)).collect()
}

impl Lesson {
    fn at(&self, places: impl IntoIterator<Item = usize>) -> Given {
        self.inputs.iter().zip(places).map(|(input, place)| (input.name.clone(), input.values[place])).collect()
    }

    fn start(&self) -> Given {
        self.at(std::iter::repeat(1))
    }

    /// Every way to set each input to its least, its first or its greatest value.
    fn corners(&self) -> impl Iterator<Item = Given> {
        let ways = 3_usize.pow(self.inputs.len() as u32);
        (0..ways).map(|way| self.at((0..self.inputs.len()).map(move |input| way / 3_usize.pow(input as u32) % 3)))
    }
}

fn get(outputs: &[Output], name: &str) -> Decimal {
    outputs.iter().find(|output| output.name == name).map(|output| output.value).expect("an output")
}

fn yuan(value: Decimal) -> Money {
    Money::from_exact(value, Currency::CNY, Rounding::HalfUp).expect("fits")
}

#[test]
fn every_figure_is_computed_wherever_the_reader_may_stand() {
    for lesson in lessons() {
        for given in lesson.corners() {
            let outputs = compute(lesson.compute, &given);
            let outputs = outputs.unwrap_or_else(|refused| panic!("{}: {refused:?} {given:?}", lesson.name));
            for (name, unit) in &lesson.outputs {
                let value = outputs.iter().find(|output| output.name == name).map(|output| output.value);
                let value = value.unwrap_or_else(|| panic!("{}: no {name} {given:?}", lesson.name));
                let places = if matches!(unit.as_str(), "count" | "days" | "months") { 0 } else { 2 };
                assert!(value.normalize().scale() <= places, "{}: {name} {value}", lesson.name);
                assert!(name == "left" || value >= Decimal::ZERO, "{}: {name} {value} {given:?}", lesson.name);
            }
        }
    }
}

#[test]
fn every_figure_of_the_engine_stands_in_a_lesson() {
    let used: Vec<Compute> = lessons().iter().map(|lesson| lesson.compute).collect();
    let unused: Vec<&str> = Compute::ALL.iter().filter(|each| !used.contains(each)).map(|each| each.name()).collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn the_sentence_and_the_title_of_the_picture_can_be_filled() {
    for lesson in lessons() {
        let given = lesson.start();
        let outputs = compute(lesson.compute, &given).expect("a figure");
        let declared = |name: &str| lesson.outputs.iter().any(|(output, _)| output == name);
        for said in &lesson.filled {
            for name in said.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                let output = declared(name) && outputs.iter().any(|output| output.name == name);
                assert!(output || given.contains_key(name), "{}: {{{name}}}", lesson.name);
            }
        }
    }
}

#[test]
fn every_picture_is_of_its_kind_and_calls_its_bars_by_names_of_the_lesson() {
    use duewise::present::learn::figure::Label;
    for lesson in lessons() {
        for given in lesson.corners() {
            let drawn = picture(lesson.kind, lesson.compute, &lesson.of, &given).expect("a picture");
            let bars = match (lesson.kind, drawn) {
                (Kind::Timeline, Picture::Timeline) => continue,
                (Kind::Curve, Picture::Curve(points)) => {
                    assert!((2..=61).contains(&points.len()), "{}: {points:?}", lesson.name);
                    continue;
                }
                (Kind::Bars, Picture::Bars(bars)) | (Kind::Waterfall, Picture::Waterfall(bars)) => bars,
                (kind, drawn) => panic!("{}: {kind:?} gives {drawn:?}", lesson.name),
            };
            assert!((2..=24).contains(&bars.len()), "{}: {} bars", lesson.name, bars.len());
            for bar in bars {
                let parts: Decimal = bar.parts.iter().map(|part| part.value).sum();
                assert!(bar.parts.is_empty() || parts == bar.value, "{}: {bar:?}", lesson.name);
                if let Label::Named(name) = bar.label {
                    let known = lesson.outputs.iter().any(|(output, _)| output == name) || given.contains_key(name);
                    assert!(known, "{}: {name}", lesson.name);
                }
            }
        }
    }
}

#[test]
fn what_the_texts_say_of_the_figures_is_so() {
    for lesson in lessons() {
        for given in lesson.corners() {
            let outputs = compute(lesson.compute, &given).expect("a figure");
            let out = |name: &str| get(&outputs, name);
            let set = |name: &str| given.get(name).copied().expect("an input");
            let name = (&lesson.name, &given);
            match lesson.compute {
                // Fees and money held back never make it cheaper; without them both rates are the same.
                Compute::Apr => {
                    let plain = set("fee").is_zero() && set("received") == set("principal");
                    assert!(out("stated") <= out("apr") && (!plain || out("stated") == out("apr")), "{name:?}");
                }
                // The level payment is never slower nor dearer.
                Compute::MinimumPayment => assert!(
                    out("months_fixed") <= out("months") && out("interest_fixed") <= out("interest"),
                    "{name:?}"
                ),
                // No change costs nothing; more time without interest neither; otherwise it costs.
                Compute::Relief => {
                    let same = set("more").is_zero() && given.get("grace").is_none_or(Decimal::is_zero);
                    let free = set("rate").is_zero();
                    assert_eq!(out("extra").is_zero(), same || free, "{name:?}");
                    assert!(!set("more").is_zero() || out("after") >= out("before"), "{name:?}");
                }
                Compute::Order => {
                    let parts = ["to_fee", "to_penalty", "to_interest", "to_principal", "over"];
                    assert_eq!(parts.map(out).iter().sum::<Decimal>(), set("payment"), "{name:?}");
                }
                // Every lender gets the same share, to the cent.
                Compute::Distribution => {
                    for (offer, owed) in [("offer_a", "owed_a"), ("offer_b", "owed_b"), ("offer_c", "owed_c")] {
                        let exact = set(owed) * out("paid") / Decimal::ONE_HUNDRED;
                        // The share is shown to two places of a percent.
                        assert!(
                            (out(offer) - exact).abs() <= set(owed) / Decimal::from(20_000) + Decimal::ONE,
                            "{name:?}"
                        );
                    }
                }
                Compute::Schedule => {
                    let drawn = picture(Kind::Bars, Compute::Schedule, "interest", &given).expect("a picture");
                    let Picture::Bars(bars) = drawn else { panic!("bars") };
                    let interest: Vec<Decimal> = bars.iter().map(|bar| bar.parts[0].value).collect();
                    assert!(interest.windows(2).all(|pair| pair[0] > pair[1]), "{name:?}: {interest:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_late_fee_is_what_the_simulator_of_the_widget_shows() {
    let today = "2026-11-26".parse().expect("a date");
    for (principal, rate, days) in [("5000", "0.05", "30"), ("333.33", "0.015", "7"), ("98765.43", "0.1", "365")] {
        let mut form = Form::example(today);
        for (knob, text) in [
            (Knob::Policy, "daily"),
            (Knob::Principal, principal),
            (Knob::Rate, &format!("{rate}%")),
            (Knob::Due, "2026-01-31"),
            (Knob::Days, days),
            (Knob::Grace, ""),
        ] {
            form.type_into(knob, text);
        }
        let shown = show(&form, Lang::Zh).expect("can be shown");
        let number = |text: &str| text.parse().expect("a number");
        let set = [("principal", principal), ("rate", rate), ("days", days)];
        let given = set.into_iter().map(|(name, value)| (name.to_owned(), number(value))).collect();
        let outputs = compute(Compute::LateFee, &given).expect("a figure");
        let said = |name| format::money(yuan(get(&outputs, name)), Lang::Zh);
        assert_eq!((said("fee"), said("total")), (shown.extra, shown.total));
    }
}

#[test]
fn a_limit_is_that_of_a_row_of_the_packs_with_its_rate() {
    let mut seen = 0;
    for row in Ceiling::all() {
        for (principal, days) in [(10_000, 90), (3_333, 7), (99_999, 1), (1_000, 730)] {
            let percent = row.rate() * Decimal::ONE_HUNDRED;
            let set = [("principal", Decimal::from(principal)), ("days", days.into()), ("yearly_rate", percent)];
            let outputs =
                compute(Compute::Cap, &set.map(|(name, value)| (name.to_owned(), value)).into()).expect("fits");
            let allowed = row.allows(yuan(principal.into()), days).expect("fits");
            assert_eq!(get(&outputs, "allowed"), allowed.exact(), "{}: {principal} {days}", row.id);
            seen += 1;
        }
    }
    assert!(seen > 0, "no row was compared");
}

#[test]
fn an_instalment_is_that_of_the_schedule_and_more_time_nearly_that_of_a_request() {
    let day = "2026-06-15".parse().expect("a date");
    for (principal, percent, count) in [(12_000, 18, 24), (24_000, 15, 12), (1_000, 36, 6), (99_000, 3, 60)] {
        let rate = Rate::try_new(Decimal::new(percent, 2), RatePeriod::Year).expect("a rate");
        let rows = engine::schedule(&InstalmentTerms::monthly(yuan(principal.into()), rate, count, day)).expect("rows");
        let given = |extra: &[(&str, u16)]| -> Given {
            let loan = [("principal", principal.into()), ("rate", percent.into()), ("count", Decimal::from(count))];
            let more = extra.iter().map(|(name, value)| (*name, Decimal::from(*value)));
            loan.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value)).collect()
        };
        let shown = compute(Compute::Schedule, &given(&[])).expect("a figure");
        assert_eq!(get(&shown, "instalment"), rows[0].total.exact());
        let mut open = Components::zero(Currency::CNY);
        open.principal = yuan(principal.into());
        let position = Position {
            as_of: day,
            currency: Currency::CNY,
            open,
            overdue: Components::zero(Currency::CNY),
            rate,
            remaining: count,
            first_due: Frequency::MONTHLY.after(day, 1).expect("a date"),
            frequency: Frequency::MONTHLY,
            keep: Vec::new(),
            rounding: Rounding::HalfUp,
        };
        let proposal = Proposal { grace_days: 30, more: 6, ..Proposal::default() };
        let asked = arrange(&position, &proposal).expect("fits");
        let outputs = compute(Compute::Relief, &given(&[("grace", 30), ("more", 6)])).expect("a figure");
        // A request counts the days of its first month (here 30 of 365), the lesson a twelfth: less than half a day of
        // interest on the principal, and a cent of rounding for each payment.
        let month = (Decimal::ONE / Decimal::from(12) - Decimal::from(30) / Decimal::from(365)).abs();
        let most = Decimal::from(principal) * Decimal::new(percent, 2) * month;
        let gap = (get(&outputs, "after") - asked.greatest.exact()).abs();
        assert!(gap <= most / Decimal::from(count) + Decimal::new(2, 2), "{gap} {most}");
    }
}

#[test]
fn law_in_a_figure_is_the_row_that_its_lesson_cites_and_that_holds_today() {
    let packs = procedure::packs().expect("the packs");
    let lessons: BTreeMap<String, Lesson> = lessons().into_iter().map(|lesson| (lesson.name.clone(), lesson)).collect();
    let today = "2026-11-26".parse().expect("a date");
    let cited =
        |lesson: &str, id: &str| lessons.get(lesson).is_some_and(|lesson| lesson.sources.iter().any(|s| s == id));
    let road = "13-the-legal-road";
    let shown = lessons.get(road).map(|lesson| compute(Compute::CourtFee, &lesson.start()).expect("a figure"));
    let claim = yuan(lessons.get(road).expect("a lesson").inputs[0].values[1]);
    for (name, fee) in
        [("fee", fees::Fee::Court), ("reduced", fees::Fee::CourtReduced), ("enforcement", fees::Fee::Enforcement)]
    {
        let now = fees::fee(packs, fee, claim, today).expect("a fee");
        assert!(cited(road, &now.rule.id) && now.rule.until.is_none(), "{}", now.rule.id);
        assert_eq!(shown.as_ref().map(|outputs| get(outputs, name)), Some(now.amount.exact()));
    }
    let code = procedure::rule(packs, series::REPORT_CODE, today).expect("a row");
    assert!(cited("06-your-credit-record", &code.id) && code.until.is_none(), "{}", code.id);
}

#[test]
fn an_input_has_a_unit_that_its_figure_reads() {
    for lesson in lessons() {
        for input in &lesson.inputs {
            let expected = match input.name.as_str() {
                "count" | "weeks" | "more" | "days" | "grace" => ["count", "months", "days"].as_slice(),
                "rate" | "yearly_rate" => &["percent_day", "percent_year"],
                "minimum_share" => &["share"],
                _ => &["yuan"],
            };
            assert!(expected.contains(&input.unit.as_str()), "{}: {} in {}", lesson.name, input.name, input.unit);
        }
    }
}
