//! The numbers behind a lesson's picture: bars, a curve, or a fall from what there is to what is left. The words and the
//! geometry are the screen's.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::read::Reader;
use super::{Compute, Given, Output, Refused, compute, loan};
use crate::content::PictureKind as Kind;
use crate::engine::{Component, Rounding, Row};

/// The most bars of a picture; of more instalments some are shown, evenly.
const MOST_BARS: usize = 24;
/// The most points of a curve.
const MOST_POINTS: usize = 61;

/// What a bar or a part of one is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// As the input or output of this name.
    Named(&'static str),
    /// As the instalment of this number.
    Place(u32),
    /// As this component of an instalment.
    Of(Component),
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: Label,
    /// How much.
    pub value: Decimal,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: Label,
    /// How much in all; may be below nothing.
    pub value: Decimal,
    /// What it is made of, from the ground up; empty where it is of one piece.
    pub parts: Vec<Part>,
}

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// After how many of the running input's units: days, weeks.
    pub at: u32,
    /// The value there.
    pub value: Decimal,
}

/// The numbers of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Bars side by side.
    Bars(Vec<Bar>),
    /// A curve from nothing on; its last point is where the reader stands.
    Curve(Vec<Point>),
    /// The first bar stands on the ground, each that follows adds its value (below nothing: takes it away), and the last
    /// one stands on the ground again: what is left, the sum of all before it.
    Waterfall(Vec<Bar>),
    /// A timeline: its steps stand in the lesson.
    Timeline,
}

/// The numbers of a picture of a figure; `of` is the output that it is about. A figure that has no picture of a kind gives
/// an empty one.
///
/// # Errors
/// As [`compute`].
pub fn picture(kind: Kind, figure: Compute, of: &str, given: &Given) -> Result<Picture, Refused> {
    Ok(match kind {
        Kind::Bars => Picture::Bars(bars(figure, of, given)?),
        Kind::Curve => Picture::Curve(curve(figure, of, given)?),
        Kind::Waterfall => Picture::Waterfall(waterfall(figure, given)?),
        Kind::Timeline => Picture::Timeline,
    })
}

/// Outputs and inputs by name.
struct Values<'a> {
    outputs: Vec<Output>,
    given: &'a Given,
}

impl<'a> Values<'a> {
    fn of(figure: Compute, given: &'a Given) -> Result<Self, Refused> {
        Ok(Self { outputs: compute(figure, given)?, given })
    }

    fn get(&self, name: &str) -> Option<Decimal> {
        let output = self.outputs.iter().find(|output| output.name == name).map(|output| output.value);
        // An input is shown as the engine took it: to the cent.
        output.or_else(|| self.given.get(name).map(|value| Rounding::HalfUp.to_places(*value, 2)))
    }

    fn bar(&self, name: &'static str) -> Option<Bar> {
        Some(Bar { label: Label::Named(name), value: self.get(name)?, parts: Vec::new() })
    }

    /// A bar that takes its value away.
    fn less(&self, name: &'static str) -> Option<Bar> {
        self.bar(name).map(|bar| Bar { value: -bar.value, ..bar })
    }
}

fn bars(figure: Compute, of: &str, given: &Given) -> Result<Vec<Bar>, Refused> {
    let names: &[&'static str] = match figure {
        Compute::Schedule => {
            let rows = loan::rows_of(&Reader::new(given))?;
            return Ok(evenly(&rows, MOST_BARS).into_iter().map(instalment).collect());
        }
        Compute::Apr => &["stated", "apr"],
        Compute::MinimumPayment => match of {
            "months" => &["months", "months_fixed"],
            _ => &["interest", "interest_fixed"],
        },
        Compute::Budget => &["affordable", "payments"],
        Compute::ProRata => &["offer_a", "offer_b", "offer_c"],
        // What each gets beside what it is owed: the same share of each.
        Compute::Distribution => &["owed_a", "offer_a", "owed_b", "offer_b", "owed_c", "offer_c"],
        Compute::Relief => &["before", "after"],
        Compute::CourtFee => &["fee", "reduced", "enforcement"],
        Compute::LateFee => &["principal", "fee"],
        Compute::OverdueWeeks => &["instalment", "extra"],
        Compute::Cap => &["allowed"],
        Compute::Order => &["to_fee", "to_penalty", "to_interest", "to_principal"],
    };
    let values = Values::of(figure, given)?;
    Ok(names.iter().filter_map(|name| values.bar(name)).collect())
}

/// Interest on the ground, so that its fall is seen, and the principal upon it.
fn instalment(row: &Row) -> Bar {
    let part = |component, value| Part { label: Label::Of(component), value };
    Bar {
        label: Label::Place(u32::from(row.number)),
        value: row.total.exact(),
        parts: vec![part(Component::Interest, row.interest.exact()), part(Component::Principal, row.principal.exact())],
    }
}

/// The places of at most so many of a number of things, evenly, the first and the last among them.
fn places(count: usize, most: usize) -> Vec<usize> {
    let (shown, gaps) = (count.min(most), count.min(most).saturating_sub(1).max(1));
    let last = count.saturating_sub(1);
    // Halves go up: (step · last + gaps ⁄ 2) ⁄ gaps.
    let place = |step: usize| step.saturating_mul(last).saturating_add(gaps / 2) / gaps;
    (0..shown).map(place).collect()
}

fn evenly<T>(all: &[T], most: usize) -> Vec<&T> {
    places(all.len(), most).into_iter().filter_map(|place| all.get(place)).collect()
}

/// The input that a curve runs over.
const fn running(figure: Compute) -> Option<&'static str> {
    match figure {
        Compute::Cap | Compute::LateFee => Some("days"),
        Compute::OverdueWeeks => Some("weeks"),
        _ => None,
    }
}

fn curve(figure: Compute, of: &str, given: &Given) -> Result<Vec<Point>, Refused> {
    // What is refused at the end is refused as a whole.
    let end = Values::of(figure, given)?;
    let Some(input) = running(figure) else { return Ok(Vec::new()) };
    let last = end.get(input).and_then(|value| value.to_u32()).ok_or(Refused { input })?;
    let count = usize::try_from(last).unwrap_or(usize::MAX).saturating_add(1);
    let mut points = Vec::new();
    let mut moved = given.clone();
    for place in places(count, MOST_POINTS) {
        let at = u32::try_from(place).unwrap_or(last);
        moved.insert(input.to_owned(), Decimal::from(at));
        let value = Values::of(figure, &moved)?.get(of);
        points.extend(value.map(|value| Point { at, value }));
    }
    Ok(points)
}

fn waterfall(figure: Compute, given: &Given) -> Result<Vec<Bar>, Refused> {
    let values = Values::of(figure, given)?;
    let (first, steps, last): (_, &[&'static str], _) = match figure {
        Compute::Budget => ("income", &["essentials", "payments"], "left"),
        // What is paid beyond all that is open goes to nothing; mostly it is nothing and not shown.
        Compute::Order => ("payment", &["to_fee", "to_penalty", "to_interest", "over"], "to_principal"),
        _ => return Ok(Vec::new()),
    };
    let shown = |bar: &Bar| bar.label != Label::Named("over") || !bar.value.is_zero();
    let steps = steps.iter().filter_map(|name| values.less(name)).filter(shown);
    Ok(values.bar(first).into_iter().chain(steps).chain(values.bar(last)).collect())
}
