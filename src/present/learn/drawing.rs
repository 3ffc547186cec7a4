//! A lesson's picture in the units of a drawing, and the same as a table. Figures stay exact in the table; what is here
//! for the eye is `f64`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::figure::{Bar, Label, Picture, Point};
use super::number::amount;
use crate::content::{Lesson, Unit};
use crate::present::words::learn as words;
use crate::present::{Lang, terms};

/// How wide every drawing is.
pub const WIDTH: f64 = 360.0;
/// How high a row is: its words, and its bar below them.
const ROW: f64 = 46.0;
const BAR: f64 = 16.0;
/// How high columns and curves are, and the room for the words below them.
const PLOT: f64 = 160.0;
const FOOT: f64 = 24.0;
const HEAD: f64 = 22.0;
/// More bars than these stand as columns.
const MOST_ROWS: usize = 6;

/// What a surface shows, which says how it is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// The sum itself, or principal.
    Principal,
    /// Interest.
    Interest,
    /// What is taken away, or missing.
    Penalty,
    /// Fees.
    Fee,
}

impl Paint {
    /// Its name in `data-paint`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Interest => "interest",
            Self::Penalty => "penalty",
            Self::Fee => "fee",
        }
    }
}

/// A surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How it is painted.
    pub paint: Paint,
}

/// A text in a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// What it says.
    pub text: String,
}

/// A drawing with its table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// How high it is.
    pub height: f64,
    /// Its surfaces.
    pub rects: Vec<Rect>,
    /// A line with what lies below it, as an SVG path; empty where there is none.
    pub area: String,
    /// Its texts.
    pub marks: Vec<Mark>,
    /// Where zero is, if something lies below it.
    pub zero: Option<f64>,
    /// The headings of its table.
    pub head: Vec<String>,
    /// The rows of its table.
    pub rows: Vec<Vec<String>>,
}

/// Words and units of what a picture shows.
struct Named<'a> {
    lesson: &'a Lesson,
    lang: Lang,
}

impl Named<'_> {
    fn label(&self, label: Label) -> String {
        match label {
            Label::Named(name) => self.find(name).map_or_else(String::new, |(text, _)| text.to_owned()),
            Label::Place(place) => words::instalment(self.lang, &place.to_string()),
            Label::Of(component) => terms::component(component, self.lang).to_owned(),
        }
    }

    fn find(&self, name: &str) -> Option<(&str, Unit)> {
        let figure = &self.lesson.figure;
        let inputs = figure.input.iter().map(|input| (&input.name, &input.text, input.unit));
        let outputs = figure.output.iter().map(|output| (&output.name, &output.text, output.unit));
        inputs.chain(outputs).find(|(known, ..)| *known == name).map(|(_, text, unit)| (text.as_str(), unit))
    }

    fn unit(&self, label: Label) -> Unit {
        match label {
            Label::Named(name) => self.find(name).map_or(Unit::Yuan, |(_, unit)| unit),
            Label::Place(_) | Label::Of(_) => Unit::Yuan,
        }
    }
}

/// Draws a picture; nothing for a timeline, which is a list.
#[must_use]
pub fn draw(picture: &Picture, lesson: &Lesson, lang: Lang) -> Option<Drawing> {
    let named = Named { lesson, lang };
    match picture {
        Picture::Bars(bars) if bars.len() <= MOST_ROWS => Some(rows(&spans_of_bars(bars), &named)),
        Picture::Bars(bars) => Some(columns(bars, &named)),
        Picture::Waterfall(bars) => Some(rows(&spans_of_fall(bars), &named)),
        Picture::Curve(points) => Some(curve(points, &named)),
        Picture::Timeline => None,
    }
}

/// A bar from one value to another.
struct Span<'a> {
    bar: &'a Bar,
    from: Decimal,
    to: Decimal,
    paint: Paint,
}

fn spans_of_bars(bars: &[Bar]) -> Vec<Span<'_>> {
    let paints = [Paint::Principal, Paint::Interest, Paint::Fee];
    let place = |place: usize| paints.get(place % paints.len()).copied().unwrap_or(Paint::Principal);
    bars.iter()
        .enumerate()
        .map(|(at, bar)| Span { bar, from: Decimal::ZERO, to: bar.value, paint: place(at) })
        .collect()
}

fn spans_of_fall(bars: &[Bar]) -> Vec<Span<'_>> {
    let last = bars.len().saturating_sub(1);
    let mut at = Decimal::ZERO;
    let mut spans = Vec::with_capacity(bars.len());
    for (place, bar) in bars.iter().enumerate() {
        let (from, to) = if place == last { (Decimal::ZERO, bar.value) } else { (at, at.saturating_add(bar.value)) };
        let paint = match () {
            () if place == last && bar.value.is_sign_negative() => Paint::Penalty,
            () if place == last => Paint::Interest,
            () if bar.value.is_sign_negative() => Paint::Fee,
            () => Paint::Principal,
        };
        at = to;
        spans.push(Span { bar, from, to, paint });
    }
    spans
}

fn eye(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Bars that lie below each other, with their words above them.
fn rows(spans: &[Span<'_>], named: &Named<'_>) -> Drawing {
    let ends = || spans.iter().flat_map(|span| [eye(span.from), eye(span.to)]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let reach = if most - least > 0.0 { most - least } else { 1.0 };
    let place = |value: f64| (value - least) / reach * WIDTH;
    let mut drawing = Drawing { head: head(named), zero: (least < 0.0).then(|| place(0.0)), ..Drawing::default() };
    for (at, span) in spans.iter().enumerate() {
        let top = ROW * at.to_f64().unwrap_or(0.0);
        let (one, other) = (place(eye(span.from)), place(eye(span.to)));
        let (label, unit) = (named.label(span.bar.label), named.unit(span.bar.label));
        let shown = amount(span.bar.value, unit);
        drawing.rects.push(Rect {
            x: one.min(other),
            y: top + HEAD,
            width: (other - one).abs().max(1.0),
            height: BAR,
            paint: span.paint,
        });
        drawing.marks.push(Mark { x: 0.0, y: top + HEAD - 7.0, anchor: "start", text: label.clone() });
        drawing.marks.push(Mark { x: WIDTH, y: top + HEAD - 7.0, anchor: "end", text: shown.clone() });
        drawing.rows.push(vec![label, shown]);
        drawing.height = top + ROW;
    }
    drawing
}

fn head(named: &Named<'_>) -> Vec<String> {
    vec![words::table_what(named.lang).to_owned(), words::table_value(named.lang).to_owned()]
}

/// Bars that stand beside each other, each of its parts.
fn columns(bars: &[Bar], named: &Named<'_>) -> Drawing {
    let most = bars.iter().map(|bar| eye(bar.value)).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let each = WIDTH / bars.len().max(1).to_f64().unwrap_or(1.0);
    let mut drawing = Drawing { height: HEAD + PLOT + FOOT, ..Drawing::default() };
    let parts = bars.first().map(|bar| bar.parts.clone()).unwrap_or_default();
    drawing.head.push(words::table_what(named.lang).to_owned());
    drawing.head.extend(parts.iter().map(|part| named.label(part.label)));
    drawing.head.push(words::table_value(named.lang).to_owned());
    for (at, bar) in bars.iter().enumerate() {
        let left = each * at.to_f64().unwrap_or(0.0);
        let mut top = HEAD + PLOT;
        let whole = [super::figure::Part { label: bar.label, value: bar.value }];
        let stack = if bar.parts.is_empty() { &whole[..] } else { &bar.parts[..] };
        for (layer, part) in stack.iter().enumerate() {
            let height = eye(part.value).max(0.0) / most * PLOT;
            top -= height;
            let paint = paint_of(part.label, layer);
            drawing.rects.push(Rect { x: left + 1.0, y: top, width: (each - 2.0).max(1.0), height, paint });
        }
        let mut row = vec![named.label(bar.label)];
        row.extend(bar.parts.iter().map(|part| amount(part.value, named.unit(part.label))));
        row.push(amount(bar.value, named.unit(bar.label)));
        drawing.rows.push(row);
    }
    // What the layers are stands above; the first and the last column are named below.
    let mut key = 0.0;
    for (layer, part) in parts.iter().enumerate() {
        drawing.rects.push(Rect { x: key, y: 3.0, width: 10.0, height: 10.0, paint: paint_of(part.label, layer) });
        drawing.marks.push(Mark { x: key + 15.0, y: 12.0, anchor: "start", text: named.label(part.label) });
        key += 100.0;
    }
    let foot = HEAD + PLOT + 17.0;
    if let (Some(first), Some(last)) = (bars.first(), bars.last()) {
        drawing.marks.push(Mark { x: 0.0, y: foot, anchor: "start", text: named.label(first.label) });
        drawing.marks.push(Mark { x: WIDTH, y: foot, anchor: "end", text: named.label(last.label) });
    }
    drawing
}

fn paint_of(label: Label, layer: usize) -> Paint {
    match label {
        Label::Of(crate::engine::Component::Principal) => Paint::Principal,
        Label::Of(crate::engine::Component::Interest) => Paint::Interest,
        Label::Of(crate::engine::Component::Penalty) => Paint::Penalty,
        Label::Of(crate::engine::Component::Fee) => Paint::Fee,
        _ if layer == 0 => Paint::Principal,
        _ => Paint::Interest,
    }
}

/// A line over time with what lies below it.
fn curve(points: &[Point], named: &Named<'_>) -> Drawing {
    let last = points.last().copied();
    let most_at = last.map_or(1.0, |point| f64::from(point.at)).max(1.0);
    let most = points.iter().map(|point| eye(point.value)).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let across = |at: u32| f64::from(at) / most_at * WIDTH;
    let up = |value: Decimal| HEAD + PLOT - eye(value) / most * (PLOT - 4.0);
    let running = named.lesson.figure.input.iter().find(|input| input.name == "weeks" || input.unit == Unit::Days);
    let of = &named.lesson.picture.of;
    let (what, unit) = named.find(of).map_or((String::new(), Unit::Yuan), |(text, unit)| (text.to_owned(), unit));
    let over = running.map_or_else(String::new, |input| input.text.clone());
    let mut area = format!("M0 {:.1}", HEAD + PLOT);
    for point in points {
        area.push_str(&format!(" L{:.1} {:.1}", across(point.at), up(point.value)));
    }
    area.push_str(&format!(" L{WIDTH} {:.1} Z", HEAD + PLOT));
    let mut drawing =
        Drawing { height: HEAD + PLOT + FOOT, area, head: vec![over.clone(), what.clone()], ..Drawing::default() };
    drawing.rows = points.iter().map(|point| vec![point.at.to_string(), amount(point.value, unit)]).collect();
    let foot = HEAD + PLOT + 17.0;
    drawing.marks.push(Mark { x: 0.0, y: 13.0, anchor: "start", text: what });
    if let Some(point) = last {
        drawing.marks.push(Mark { x: WIDTH, y: 13.0, anchor: "end", text: amount(point.value, unit) });
        drawing.marks.push(Mark { x: WIDTH, y: foot, anchor: "end", text: format!("{over} {}", point.at) });
    }
    let first = points.first().map_or(0, |point| point.at);
    drawing.marks.push(Mark { x: 0.0, y: foot, anchor: "start", text: first.to_string() });
    drawing
}
