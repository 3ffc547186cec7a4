//! The words of the simulator: choices, milestones, verdicts on links.

use chrono::NaiveDate;

use crate::case::{LinkError, ResultField};
use crate::engine::growth::{Milestone, MilestoneKind, Point};
use crate::engine::{ChargeKind, Component, LateCharge};
use crate::present::form::Policy;
use crate::present::words::simulate as words;
use crate::present::{Lang, format};

use super::curve::Curve;

/// A rule of lateness as it stands in the sentence.
#[must_use]
pub const fn policy(choice: Option<Policy>, lang: Lang) -> &'static str {
    match choice {
        Some(Policy::Daily | Policy::Continue | Policy::Free) => words::policy_daily(lang),
        Some(Policy::Uplift) => words::policy_uplift(lang),
        Some(Policy::Card) => words::policy_card(lang),
        Some(Policy::Flat) => words::policy_flat(lang),
        Some(Policy::PerPeriod) => words::policy_per_period(lang),
        None => words::policy_link(lang),
    }
}

/// A span of days as a choice.
#[must_use]
pub fn horizon(days: i64, lang: Lang) -> String {
    match days.checked_div(365).unwrap_or(0) {
        0 => words::horizon_days(lang, &days.to_string()),
        1 => words::horizon_year(lang).to_owned(),
        years => words::horizon_years(lang, &years.to_string()),
    }
}

/// A day that someone should know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Days late.
    pub day: i64,
    /// Day and date.
    pub when: String,
    /// What happens, one or more things.
    pub what: Vec<String>,
}

/// The days on which something changes, one entry a day.
#[must_use]
pub fn days(curve: &Curve, tried: Option<NaiveDate>, lang: Lang) -> Vec<Day> {
    let charges = &curve.inputs.contract.lateness().charges;
    let mut events: Vec<(NaiveDate, String)> = curve
        .milestones
        .iter()
        .filter_map(|milestone| Some((milestone.date, what(milestone, charges, lang)?)))
        .collect();
    events.extend(tried.map(|date| (date, words::milestone_tried(lang).to_owned())));
    events.sort_by_key(|(date, _)| *date);
    let mut list: Vec<Day> = Vec::new();
    for (date, what) in events {
        let day = curve.day_of(date);
        match list.last_mut() {
            Some(last) if last.day == day => {
                if !last.what.contains(&what) {
                    last.what.push(what);
                }
            }
            _ => {
                let when = words::milestone(lang, &format::integer(day), &format::date(date, lang));
                list.push(Day { day, when, what: vec![what] });
            }
        }
    }
    list
}

fn what(milestone: &Milestone, charges: &[LateCharge], lang: Lang) -> Option<String> {
    match milestone.kind {
        MilestoneKind::FallsDue(_) => Some(words::milestone_due(lang).to_owned()),
        MilestoneKind::GraceEnds(_) => Some(words::milestone_grace(lang).to_owned()),
        MilestoneKind::CapReached(_) => Some(words::milestone_cap(lang).to_owned()),
        MilestoneKind::ChargeStarts(place) => charges.get(place).map(|charge| starts(charge, lang)),
    }
}

fn starts(charge: &LateCharge, lang: Lang) -> String {
    match &charge.kind {
        ChargeKind::Flat { .. } => words::milestone_flat(lang).to_owned(),
        ChargeKind::PerPeriod { every_days, .. } => {
            words::milestone_period(lang, &format::days(i64::from(*every_days), lang))
        }
        ChargeKind::Percent { share, .. } => words::milestone_percent(lang, &format::percent(*share)),
        ChargeKind::Daily { .. } | ChargeKind::Uplift { .. } => match charge.component {
            Component::Interest => words::milestone_interest(lang).to_owned(),
            _ => words::milestone_daily(lang).to_owned(),
        },
    }
}

/// A point of the curve as it is read out.
#[must_use]
pub fn point(point: &Point, lang: Lang) -> String {
    let extra = point.total.minus(point.parts.principal).unwrap_or(point.total);
    words::chart_point(
        lang,
        &format::integer(point.days),
        &format::date(point.date, lang),
        &format::plain(extra),
        &format::plain(point.total),
    )
}

/// Why a link cannot be opened; nothing for an address without one.
#[must_use]
pub const fn bad_link(error: &LinkError, lang: Lang) -> Option<&'static str> {
    match error {
        LinkError::Empty => None,
        LinkError::TooLong => Some(words::bad_long(lang)),
        LinkError::NotOurs => Some(words::bad_foreign(lang)),
        LinkError::Newer(_) => Some(words::bad_newer(lang)),
        LinkError::Damaged => Some(words::bad_damaged(lang)),
        LinkError::OutOfRange(_) => Some(words::bad_range(lang)),
    }
}

/// The figure in which a link differs; nothing when only its make-up does.
#[must_use]
pub const fn figure(field: ResultField, lang: Lang) -> Option<&'static str> {
    match field {
        ResultField::Total => Some(words::figure_total(lang)),
        ResultField::Extra => Some(words::figure_extra(lang)),
        ResultField::ExtraWithPayment => Some(words::figure_with_payment(lang)),
        ResultField::Parts => None,
    }
}
