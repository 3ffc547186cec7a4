//! The legal road of a debt, in words.

use serde::{Deserialize, Serialize};

use super::super::format;
use super::super::lang::Lang;
use super::super::words::law_road as words;
use super::{CitedView, Line, cannot, cited, collect};
use crate::law::Rule;
use crate::law::limitation::{Limitation, State};
use crate::law::procedure::CannotTell;
use crate::law::road::{Borne, Cost, CostKind, Deadline, DeadlineKind, Protected, Road, Span, Stage, StageKind};

/// A cost of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostView {
    /// What for and how much.
    pub line: Line,
    /// Who bears it.
    pub borne: String,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageView {
    /// Its name for attributes.
    pub name: String,
    /// Its name.
    pub title: String,
    /// What happens in it, in a sentence or two.
    pub about: String,
    /// What it costs.
    pub costs: Vec<CostView>,
    /// By when what must be done.
    pub times: Vec<Line>,
    /// What stays protected.
    pub protected: Vec<Line>,
    /// What is not known.
    pub missing: Vec<String>,
    /// The rules behind it.
    pub rules: Vec<CitedView>,
}

/// The road on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadView {
    /// Its title.
    pub title: String,
    /// What this is, on which sum it counts, where help is free.
    pub limits: String,
    /// How long the claim can be brought to court.
    pub limitation: Line,
    /// The heading of what stays protected.
    pub protected_label: String,
    /// The stages in order.
    pub stages: Vec<StageView>,
    /// The rule of limitation, where it is known.
    pub limitation_rule: Option<CitedView>,
}

/// The road in words.
#[must_use]
pub fn view(road: &Road<'_>, lang: Lang) -> RoadView {
    RoadView {
        title: words::road_title(lang).to_owned(),
        limits: words::road_limits(lang, &format::money(road.claim, lang)),
        limitation: limitation(&road.limitation, lang),
        protected_label: words::protected_label(lang).to_owned(),
        stages: road.stages.iter().map(|stage| stage_view(stage, lang)).collect(),
        limitation_rule: road.limitation.as_ref().ok().map(|time| cited(time.rule, lang)),
    }
}

fn limitation(time: &Result<Limitation<'_>, CannotTell>, lang: Lang) -> Line {
    let label = words::limitation_label(lang);
    let time = match time {
        Ok(time) => time,
        Err(why) => return Line::unknown(label, *why, lang),
    };
    let until = time.ends_on.map_or_else(String::new, |day| format::date(day, lang));
    let text = match time.state {
        State::NotBegun => words::limitation_not_begun(lang, &format::date(time.due, lang), &until),
        State::Running => words::limitation_running(lang, &until),
        State::Held { since } => words::limitation_held(lang, &format::date(since, lang)),
        State::Ended => words::limitation_ended(lang, &until),
    };
    Line::known(label, text, Some(time.rule))
}

fn stage_view(stage: &Stage<'_>, lang: Lang) -> StageView {
    let [name, title, about] = stage_words(stage.kind, lang);
    StageView {
        name: name.to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        costs: stage.costs.iter().map(|each| cost(each, lang)).collect(),
        times: stage.deadlines.iter().map(|each| deadline(each, lang)).collect(),
        protected: stage.protected.iter().map(|each| protected(each, lang)).collect(),
        missing: stage.missing.iter().map(|why| cannot(*why, lang)).collect(),
        rules: collect(rules(stage), lang),
    }
}

/// A stage's name for attributes, its name, and what happens in it.
const fn stage_words(kind: StageKind, lang: Lang) -> [&'static str; 3] {
    match kind {
        StageKind::Letter => ["letter", words::stage_letter(lang), words::about_letter(lang)],
        StageKind::Mediation => ["mediation", words::stage_mediation(lang), words::about_mediation(lang)],
        StageKind::Suit => ["suit", words::stage_suit(lang), words::about_suit(lang)],
        StageKind::Judgment => ["judgment", words::stage_judgment(lang), words::about_judgment(lang)],
        StageKind::Enforcement => ["enforcement", words::stage_enforcement(lang), words::about_enforcement(lang)],
        StageKind::Insolvency => ["insolvency", words::stage_insolvency(lang), words::about_insolvency(lang)],
    }
}

fn cost(cost: &Cost<'_>, lang: Lang) -> CostView {
    let label = match cost.kind {
        CostKind::CourtFee => words::cost_court(lang).to_owned(),
        CostKind::CourtFeeReduced => words::cost_court_reduced(lang).to_owned(),
        CostKind::Preservation => words::cost_preservation(lang).to_owned(),
        CostKind::Enforcement => words::cost_enforcement(lang).to_owned(),
        CostKind::DoubledInterest { days } => words::cost_doubled(lang, &format::days(i64::from(days), lang)),
    };
    let borne = match cost.borne {
        Borne::LosingSide => words::borne_losing(lang),
        Borne::AsAgreed => words::borne_agreed(lang),
        Borne::Applicant => words::borne_applicant(lang),
        Borne::Debtor => words::borne_debtor(lang),
    };
    let line = match &cost.amount {
        Ok((amount, rule)) => Line::known(&label, format::money(*amount, lang), Some(rule)),
        Err(why) => Line::unknown(&label, *why, lang),
    };
    CostView { line, borne: borne.to_owned() }
}

fn deadline(time: &Deadline<'_>, lang: Lang) -> Line {
    let (span, rule) = match &time.span {
        Ok((span, rule)) => (span_text(*span, lang), *rule),
        Err(why) => return Line::unknown("", *why, lang),
    };
    let text = match time.kind {
        DeadlineKind::Answer => words::time_answer(lang, &span),
        DeadlineKind::SummaryTrial => words::time_summary(lang, &span),
        DeadlineKind::Appeal => words::time_appeal(lang, &span),
        DeadlineKind::EnforcementApplication => words::time_enforcement(lang, &span),
    };
    let text = match time.ends_on {
        Some(day) => words::time_ends(lang, &text, &format::date(day, lang)),
        None => text,
    };
    Line::known("", text, Some(rule))
}

fn span_text(span: Span, lang: Lang) -> String {
    match span {
        Span::Years(1) => words::span_year(lang).to_owned(),
        Span::Years(years) => words::span_years(lang, &years.to_string()),
        Span::Months(months) => format::months(i64::from(months), lang),
        Span::Days(days) => format::days(i64::from(days), lang),
    }
}

fn protected(kept: &Protected<'_>, lang: Lang) -> Line {
    let rule = cited(kept.rule, lang);
    let text = match (kept.most, kept.incomes) {
        (Some(most), _) => words::protected_sum(lang, &rule.title, &format::money(most, lang)),
        (None, Some(times)) => words::protected_incomes(lang, &rule.title, &times.to_string()),
        (None, None) => rule.title,
    };
    Line::known("", text, Some(kept.rule))
}

fn rules<'a>(stage: &Stage<'a>) -> Vec<&'a Rule> {
    let costs = stage.costs.iter().filter_map(|cost| cost.amount.as_ref().ok()).map(|(_, rule)| *rule);
    let times = stage.deadlines.iter().filter_map(|time| time.span.as_ref().ok()).map(|(_, rule)| *rule);
    let protected = stage.protected.iter().map(|kept| kept.rule);
    costs.chain(times).chain(protected).chain(stage.rules.iter().copied()).collect()
}
