//! The picture: what lateness adds, day by day, with the legal line. Whole numbers only: a float's digits would cost the
//! widget a twentieth of its size.

use crate::engine::Money;
use crate::engine::overdue::Overdue;
use crate::law::ceiling::Ceiling;
use crate::present::words::widget as words;
use crate::present::{Lang, format};

/// The drawing's box: ten units to a pixel of a phone, so that whole numbers are fine enough.
pub const WIDTH: i64 = 3_200;
/// Its height.
pub const HEIGHT: i64 = 1_400;
/// The most steps across: a year is drawn day by day.
const STEPS: i64 = 366;
/// The spans that are offered; the first that holds the chosen day is drawn.
const SPANS: [i64; 6] = [30, 60, 90, 180, 365, 1_095];

/// A drawing, as paths of SVG and labels.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    /// The area of what is added.
    pub area: String,
    /// The legal line; empty where none is known.
    pub limit: String,
    /// The chosen day, as a line from top to bottom.
    pub day: String,
    /// The curve on that day, as a dot.
    pub spot: String,
    /// The greatest amount of the scale.
    pub top: String,
    /// The last day of the scale.
    pub last: String,
    /// What the picture shows, in a sentence.
    pub title: String,
}

/// Draws; nothing where a sum does not fit.
pub fn draw(overdue: &Overdue, row: Option<&Ceiling>, chosen: i64, lang: Lang) -> Option<Picture> {
    let span = SPANS.into_iter().find(|span| *span >= chosen).unwrap_or(3_650);
    let allowed = |day: i64| row.map(|row| row.allows(overdue.amount(), day).map(Money::minor)).transpose().ok();
    let (last, last_allowed) = (overdue.added(span).ok()?, allowed(span)?);
    let most = last.minor().max(last_allowed.unwrap_or(0)).max(1);
    let across = |day: i64| day.saturating_mul(WIDTH).checked_div(span).unwrap_or(0);
    let up = |minor: i64| {
        let share = i128::from(minor).saturating_mul(i128::from(HEIGHT)).checked_div(i128::from(most)).unwrap_or(0);
        HEIGHT.saturating_sub(i64::try_from(share).unwrap_or(HEIGHT))
    };
    let (mut area, mut reached) = (format!("M0 {HEIGHT}"), -1);
    let mut limit = String::new();
    let steps = span.min(STEPS);
    for step in 0..=steps {
        let day = span.saturating_mul(step).checked_div(steps)?;
        // A charge that comes at once is a step, not a slope: the day before is drawn too.
        for day in [day.saturating_sub(1), day].into_iter().filter(|day| *day >= 0) {
            if day <= reached {
                continue;
            }
            reached = day;
            area.push_str(&format!("L{} {}", across(day), up(overdue.added(day).ok()?.minor())));
        }
        if let Some(minor) = allowed(day)? {
            limit.push_str(&format!("{}{} {}", if limit.is_empty() { 'M' } else { 'L' }, across(day), up(minor)));
        }
    }
    area.push_str(&format!("L{WIDTH} {HEIGHT}Z"));
    let (x, y) = (across(chosen.min(span)), up(overdue.added(chosen.min(span)).ok()?.minor()));
    let top = Money::try_new(most, overdue.amount().currency()).ok()?;
    Some(Picture {
        area,
        limit,
        day: format!("M{x} 0V{HEIGHT}"),
        // Two half circles.
        spot: format!("M{} {y}a40 40 0 1 0 80 0a40 40 0 1 0 -80 0", x.saturating_sub(40)),
        top: format::money(top, lang),
        last: format::days(span, lang),
        title: words::picture(lang, &format::days(span, lang), &format::money(last, lang)),
    })
}
