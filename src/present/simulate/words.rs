//! The words of the simulator: choices, milestones, verdicts on links.

use chrono::NaiveDate;

use crate::case::{LinkError, ResultField};
use crate::engine::growth::{Milestone, MilestoneKind};
use crate::engine::{ChargeKind, Component, LateCharge, Money};
use crate::present::figure::{Shown, StatedBy};
use crate::present::form::Policy;
use crate::present::sentence::{self, Piece, Sentence};
use crate::present::words::simulate as words;
use crate::present::{Lang, format};

use super::against::{Against, Side, Versus};
use super::curve::Curve;
use super::view::{Finding, Saving, SimulateView};

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
        ChargeKind::Flat { .. } | ChargeKind::Tiered { .. } => words::milestone_flat(lang).to_owned(),
        ChargeKind::PerPeriod { every_days, .. } => {
            words::milestone_period(lang, &format::days(i64::from(*every_days), lang))
        }
        ChargeKind::Percent { share, .. } | ChargeKind::Growing { share, .. } => {
            words::milestone_percent(lang, &format::percent(*share))
        }
        ChargeKind::Daily { .. } | ChargeKind::Uplift { .. } => match charge.component {
            Component::Interest => words::milestone_interest(lang).to_owned(),
            _ => words::milestone_daily(lang).to_owned(),
        },
    }
}

/// The chosen day as it is read out.
#[must_use]
pub fn spoken(finding: &Finding, lang: Lang) -> String {
    words::chart_point(
        lang,
        &format::integer(finding.days),
        &format::date(finding.end, lang),
        &format::plain(finding.extra.money),
        &format::plain(finding.total.money),
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

/// The finding of the chosen day.
#[must_use]
pub fn finding(finding: &Finding, lang: Lang) -> Sentence {
    let date = Piece::from(format::date(finding.end, lang));
    let total = Piece::from(finding.total.clone());
    if finding.extra.money.is_zero() {
        return sentence::fill(words::finding_nothing_parts(lang), &[("date", date), ("total", total)]);
    }
    let days = Piece::from(format::days(finding.days, lang));
    let extra = Piece::from(finding.extra.clone());
    sentence::fill(words::finding_parts(lang), &[("days", days), ("extra", extra), ("date", date), ("total", total)])
}

/// Both rules on the chosen day, and which costs more.
#[must_use]
pub fn against(against: &Against, lang: Lang) -> Sentence {
    let chosen = &against.chosen;
    let mut given = vec![
        ("day", Piece::from(format::integer(chosen.days))),
        ("first", Piece::from(chosen.first.clone())),
        ("second", Piece::from(chosen.second.clone())),
    ];
    let Some((side, more)) = &chosen.gap else {
        return sentence::fill(words::against_same_parts(lang), &given);
    };
    given.push(("side", Piece::from(rule(*side, lang))));
    given.push(("more", Piece::from(more.clone())));
    sentence::fill(words::against_finding_parts(lang), &given)
}

/// The same as it is read out.
#[must_use]
pub fn against_spoken(against: &Against, lang: Lang) -> String {
    let Versus { days, first, second, gap } = &against.chosen;
    let (days, first) = (format::integer(*days), format::money(first.money, lang));
    let second = format::money(second.money, lang);
    match gap {
        None => words::against_same(lang, &days, &first, &second),
        Some((side, more)) => {
            words::against_finding(lang, &days, &first, &second, rule(*side, lang), &format::money(more.money, lang))
        }
    }
}

/// The name of one of two rules.
#[must_use]
pub const fn rule(side: Side, lang: Lang) -> &'static str {
    match side {
        Side::First => words::against_first(lang),
        Side::Second => words::against_second(lang),
    }
}

/// What an earlier payment changes.
#[must_use]
pub fn saving(saving: &Saving, end: NaiveDate, lang: Lang) -> Sentence {
    let day = Piece::from(format::integer(saving.day));
    if saving.too_late {
        return sentence::fill(words::saving_late_parts(lang), &[("day", day)]);
    }
    let parts =
        if saving.saved.money.is_zero() { words::saving_nothing_parts(lang) } else { words::saving_parts(lang) };
    let given = [
        ("day", day),
        ("date", Piece::from(format::date(saving.date, lang))),
        ("payment", Piece::from(saving.payment.clone())),
        ("saved", Piece::from(saving.saved.clone())),
        ("end", Piece::from(format::date(end, lang))),
        ("left", Piece::from(saving.left.clone())),
    ];
    sentence::fill(parts, &given)
}

/// What a link that differs says.
#[must_use]
pub fn differs(field: ResultField, theirs: Money, ours: Money, view: &SimulateView, lang: Lang) -> Sentence {
    let Some(name) = figure(field, lang) else {
        return sentence::plain(words::differs_makeup(lang));
    };
    let ours = match field {
        ResultField::Total => view.finding.total.clone(),
        ResultField::Extra => view.finding.extra.clone(),
        ResultField::ExtraWithPayment | ResultField::Parts => Shown::stated(ours, StatedBy::File),
    };
    let given = [
        ("figure", Piece::from(name.to_owned())),
        ("theirs", Piece::from(Shown::stated(theirs, StatedBy::File))),
        ("ours", Piece::from(ours)),
    ];
    sentence::fill(words::differs_parts(lang), &given)
}
