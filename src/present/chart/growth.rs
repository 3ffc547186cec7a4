//! The growth of a debt as stacked areas, one for each component, and the line of a payment that is tried out.

use core::fmt::Write as _;

use rust_decimal::prelude::ToPrimitive;

use crate::engine::growth::Point;
use crate::engine::{Component, Components, Money};
use crate::present::Lang;

use super::scale::{Scale, axis_label, day_step, round_step};

/// The drawing and the margins around the plot, in its own units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The whole width.
    pub width: f64,
    /// The whole height.
    pub height: f64,
    /// Left edge of the plot.
    pub left: f64,
    /// Right edge of the plot.
    pub right: f64,
    /// Top edge of the plot.
    pub top: f64,
    /// Bottom edge of the plot.
    pub bottom: f64,
}

impl Frame {
    /// A drawing for a column of a phone.
    pub const PHONE: Self = Self { width: 360.0, height: 246.0, left: 44.0, right: 350.0, top: 20.0, bottom: 212.0 };
}

/// Whether the principal is part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What lateness adds.
    Extra,
    /// All that has to be paid.
    Whole,
}

/// A tick of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct TickMark {
    /// Where.
    pub at: f64,
    /// What it says.
    pub text: String,
}

/// The area of one component.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnLayer {
    /// Which.
    pub component: Component,
    /// The outline of the area.
    pub path: String,
    /// Where its name fits inside; none where it is too thin.
    pub label: Option<(f64, f64)>,
}

/// A line, and where its name stands: above it, in the middle of the days.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedLine {
    /// The line.
    pub path: String,
    /// The end of its name.
    pub name: (f64, f64),
}

/// The lines over the areas: what the same debt comes to on each day otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines<'a> {
    /// With a payment.
    pub tried: Option<&'a [(i64, Money)]>,
    /// By another rule, which may be the dearer one.
    pub second: Option<&'a [(i64, Money)]>,
    /// What the law allows at most.
    pub cap: Option<&'a [(i64, Money)]>,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The drawing.
    pub frame: Frame,
    /// The areas, lowest first.
    pub layers: Vec<DrawnLayer>,
    /// The line of the payment that is tried out.
    pub tried: Option<String>,
    /// The line of a rule that is compared.
    pub second: Option<NamedLine>,
    /// The line of the legal cap, unless it lies far above everything else.
    pub cap: Option<NamedLine>,
    /// Ticks of days.
    pub days: Vec<TickMark>,
    /// Ticks of yuan.
    pub amounts: Vec<TickMark>,
    /// Days to places.
    pub across: Scale,
    /// Yuan to places.
    pub up: Scale,
    /// The last day.
    pub last_day: i64,
    /// What is drawn.
    pub scope: Scope,
}

/// The chosen day in the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Across.
    pub x: f64,
    /// The top of the stack.
    pub y: f64,
}

/// The least height of an area that holds its name.
const ROOM_FOR_NAME: f64 = 20.0;

/// How many times as high as everything else the cap may lie and still be drawn.
const TIMES_FOR_CAP: f64 = 3.0;

fn value(parts: &Components, component: Component) -> f64 {
    parts.get(component).exact().to_f64().unwrap_or(0.0)
}

fn shown(component: Component, scope: Scope) -> bool {
    scope == Scope::Whole || component != Component::Principal
}

/// The height of the stack on a day.
fn height(parts: &Components, scope: Scope) -> f64 {
    Component::ALL
        .into_iter()
        .filter(|component| shown(*component, scope))
        .map(|component| value(parts, component))
        .sum()
}

/// Draws the curve and the lines over it.
#[must_use]
pub fn draw(points: &[Point], lines: Lines<'_>, scope: Scope, frame: Frame, lang: Lang) -> Chart {
    let last_day = points.last().map_or(0, |point| point.days).max(1);
    let second = lines.second.unwrap_or_default().iter().map(|(_, amount)| yuan(*amount));
    let highest = points.iter().map(|point| height(&point.parts, scope)).chain(second).fold(0.0, f64::max);
    let allowed = lines.cap.unwrap_or_default().iter().map(|(_, amount)| yuan(*amount)).fold(0.0, f64::max);
    let cap = lines.cap.filter(|_| allowed <= highest * TIMES_FOR_CAP);
    let highest = if cap.is_some() { highest.max(allowed) } else { highest };
    let step = round_step(highest, 4);
    let top = (libm::ceil(highest / step * 0.999_999) * step).max(step);
    let across = Scale::new(as_number(last_day), frame.left, frame.right);
    let up = Scale::new(top, frame.bottom, frame.top);
    Chart {
        frame,
        layers: layers(points, scope, across, up),
        tried: lines.tried.map(|points| outline(points, across, up)),
        second: lines.second.and_then(|points| named(points, across, up)),
        cap: cap.and_then(|points| named(points, across, up)),
        days: day_ticks(last_day, across),
        amounts: amount_ticks(top, step, up, lang),
        across,
        up,
        last_day,
        scope,
    }
}

/// Where a day with these parts is in a chart.
#[must_use]
pub fn spot(chart: &Chart, day: i64, parts: &Components) -> Spot {
    Spot { x: chart.across.place(as_number(day)), y: chart.up.place(height(parts, chart.scope)) }
}

fn as_number(days: i64) -> f64 {
    days.to_f64().unwrap_or(0.0)
}

fn day_ticks(last_day: i64, across: Scale) -> Vec<TickMark> {
    let step = day_step(last_day, 6);
    let mut ticks = Vec::new();
    let mut day = 0;
    while day <= last_day {
        ticks.push(TickMark { at: across.place(as_number(day)), text: crate::present::format::integer(day) });
        day = day.saturating_add(step);
    }
    ticks
}

fn amount_ticks(top: f64, step: f64, up: Scale, lang: Lang) -> Vec<TickMark> {
    (0..=5)
        .map(|place| f64::from(place) * step)
        .take_while(|value| *value <= top * 1.000_001)
        .map(|value| TickMark { at: up.place(value), text: axis_label(value, lang) })
        .collect()
}

fn layers(points: &[Point], scope: Scope, across: Scale, up: Scale) -> Vec<DrawnLayer> {
    let mut floor = vec![0.0; points.len()];
    let mut layers = Vec::new();
    for component in Component::ALL.into_iter().filter(|component| shown(*component, scope)) {
        let ceiling: Vec<f64> =
            points.iter().zip(&floor).map(|(point, floor)| floor + value(&point.parts, component)).collect();
        if ceiling.iter().zip(&floor).any(|(above, below)| above > below) {
            let path = area(points, &floor, &ceiling, across, up);
            layers.push(DrawnLayer { component, path, label: label(points, &floor, &ceiling, across, up) });
        }
        floor = ceiling;
    }
    layers
}

/// The outline of an area: along its ceiling, and back along its floor.
fn area(points: &[Point], floor: &[f64], ceiling: &[f64], across: Scale, up: Scale) -> String {
    let mut path = String::new();
    let there = points.iter().zip(ceiling);
    let back = points.iter().zip(floor).rev();
    for (index, (point, value)) in there.chain(back).enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", across.place(as_number(point.days)), up.place(*value));
    }
    path.push('Z');
    path
}

fn outline(points: &[(i64, Money)], across: Scale, up: Scale) -> String {
    let mut path = String::new();
    for (index, (days, amount)) in points.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", across.place(as_number(*days)), up.place(yuan(*amount)));
    }
    path
}

/// The line with the place of its name; none without points.
fn named(points: &[(i64, Money)], across: Scale, up: Scale) -> Option<NamedLine> {
    let (last, _) = points.last()?;
    let (days, amount) = points.iter().find(|(days, _)| *days >= last / 2)?;
    let name = (across.place(as_number(*days)), up.place(yuan(*amount)) - 6.0);
    Some(NamedLine { path: outline(points, across, up), name })
}

fn yuan(amount: Money) -> f64 {
    amount.exact().to_f64().unwrap_or(0.0)
}

/// The middle of the area near its end, if a name fits there.
fn label(points: &[Point], floor: &[f64], ceiling: &[f64], across: Scale, up: Scale) -> Option<(f64, f64)> {
    let last = points.last().map(|point| point.days)?;
    let near_end = last.saturating_mul(9) / 10;
    let bounds = points.iter().zip(floor.iter().zip(ceiling)).find(|(point, _)| point.days >= near_end);
    let (point, (below, above)) = bounds?;
    let (bottom, top) = (up.place(*below), up.place(*above));
    let x = across.place(as_number(point.days));
    (bottom - top >= ROOM_FOR_NAME).then(|| (x, f64::midpoint(bottom, top) + 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Currency;
    use chrono::NaiveDate;

    fn point(days: i64, penalty: i64, fee: i64) -> Point {
        let yuan = |minor| Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY));
        let parts = Components { principal: yuan(500_000), interest: yuan(0), penalty: yuan(penalty), fee: yuan(fee) };
        Point { date: NaiveDate::default(), days, parts, total: parts.total().unwrap_or(yuan(0)), payoff: parts }
    }

    #[test]
    fn areas_stand_on_each_other_and_only_those_that_cost_are_drawn() {
        let points = [point(0, 0, 0), point(45, 11_250, 2_000), point(90, 22_500, 2_000)];
        let extra = draw(&points, Lines::default(), Scope::Extra, Frame::PHONE, Lang::Zh);
        let drawn: Vec<Component> = extra.layers.iter().map(|layer| layer.component).collect();
        assert_eq!(drawn, [Component::Penalty, Component::Fee]);
        let whole = draw(&points, Lines::default(), Scope::Whole, Frame::PHONE, Lang::Zh);
        assert_eq!(whole.layers.first().map(|layer| layer.component), Some(Component::Principal));
        assert_eq!(extra.amounts.last().map(|tick| tick.text.as_str()), Some("300"));
        assert_eq!(
            extra.days.iter().map(|tick| tick.text.as_str()).collect::<Vec<_>>(),
            ["0", "15", "30", "45", "60", "75", "90"]
        );
    }

    #[test]
    fn a_spot_lies_on_top_of_its_stack() {
        let points = [point(0, 0, 0), point(90, 20_000, 0)];
        let tried: Vec<(i64, Money)> = points.iter().map(|point| (point.days, point.parts.penalty)).collect();
        let chart =
            draw(&points, Lines { tried: Some(&tried), second: None, cap: None }, Scope::Extra, Frame::PHONE, Lang::En);
        let spot = spot(&chart, 90, &point(90, 20_000, 0).parts);
        assert!((spot.x - Frame::PHONE.right).abs() < 1e-9 && (spot.y - Frame::PHONE.top).abs() < 1e-9);
        assert!(chart.tried.is_some_and(|path| path.starts_with("M44.0 212.0L350.0 20.0")));
    }

    #[test]
    fn a_dearer_rule_fits_into_the_drawing_and_its_name_stands_above_its_line() {
        let points = [point(0, 0, 0), point(90, 20_000, 0)];
        let dearer =
            [0, 80_000].map(|minor| Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY)));
        let dearer: Vec<(i64, Money)> = [0, 90].into_iter().zip(dearer).collect();
        let lines = Lines { tried: None, second: Some(&dearer), cap: None };
        let chart = draw(&points, lines, Scope::Extra, Frame::PHONE, Lang::Zh);
        let line = chart.second.unwrap_or_else(|| panic!("no line"));
        assert_eq!(line.path, "M44.0 212.0L350.0 20.0");
        assert_eq!(chart.amounts.last().map(|tick| tick.text.as_str()), Some("800"));
        assert!((line.name.0 - 350.0).abs() < 1e-9 && (line.name.1 - 14.0).abs() < 1e-9);
        let spot = spot(&Chart { second: None, ..chart }, 90, &point(90, 20_000, 0).parts);
        assert!((spot.y - 164.0).abs() < 1e-9, "{spot:?}");
    }

    #[test]
    fn a_cap_is_drawn_unless_it_lies_far_above() {
        let points = [point(0, 0, 0), point(90, 20_000, 0)];
        let cap = |minor| vec![(90, Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY)))];
        let drawn = |line: &[(i64, Money)]| {
            let lines = Lines { cap: Some(line), ..Lines::default() };
            draw(&points, lines, Scope::Extra, Frame::PHONE, Lang::Zh).cap.is_some()
        };
        assert!(drawn(&cap(10_000)) && drawn(&cap(60_000)) && !drawn(&cap(60_100)));
    }

    #[test]
    fn nothing_to_draw_is_still_a_chart() {
        let chart = draw(&[], Lines::default(), Scope::Extra, Frame::PHONE, Lang::Zh);
        assert!(chart.layers.is_empty() && !chart.amounts.is_empty());
    }
}
