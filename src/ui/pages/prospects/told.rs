//! What the worker told: the record, the road as an ordered list, the purposes of a payment, each with what it rests on.

use leptos::prelude::*;

use crate::present::prospects::adviser::{AdviserView, OutcomeView};
use crate::present::prospects::page::Prospects;
use crate::present::prospects::record::RecordView;
use crate::present::prospects::road::{RoadView, StageView};
use crate::present::prospects::{CitedView, Line};
use crate::present::words::law_road as words;
use crate::ui::kit::Details;
use crate::ui::state::use_lang;

/// All three.
pub(super) fn all(told: &Prospects) -> AnyView {
    let record = or_why(&told.record, record);
    let road = or_why(&told.road, road);
    let adviser = told.adviser.as_ref().map(|found| or_why(found, adviser));
    view! { <div class="l-stack" data-prospects="">{adviser} {record} {road}</div> }.into_any()
}

fn or_why<T>(found: &Result<T, String>, show: fn(&T) -> AnyView) -> AnyView {
    match found {
        Ok(found) => show(found),
        Err(why) => view! { <p class="c-section__note">{why.clone()}</p> }.into_any(),
    }
}

fn record(record: &RecordView) -> AnyView {
    let spells: Vec<_> = record
        .spells
        .iter()
        .map(|spell| {
            let repair = (!spell.repair.is_empty()).then(|| view! { <br/> <span>{spell.repair.clone()}</span> });
            view! { <li>{spell.text.clone()} {repair}</li> }
        })
        .collect();
    view! {
        <section class="c-section" data-record="" aria-labelledby="record-title">
            <h2 id="record-title">{record.title.clone()}</h2>
            <p>{record.reported.clone()}</p>
            {lines(&record.now)}
            {record.changes.as_ref().map(texts)}
            {record.clears.as_ref().map(texts)}
            <h3>{record.spells_label.clone()}</h3>
            <ul class="c-list">{spells}</ul>
            <h3>{record.object.0.clone()}</h3>
            {lines(&record.object.1)}
            {lines(core::slice::from_ref(&record.arrangement))}
            {rules(&record.rules)}
            <p class="c-section__note">{record.limits.clone()}</p>
        </section>
    }
    .into_any()
}

fn road(road: &RoadView) -> AnyView {
    let stages: Vec<_> = road.stages.iter().map(|each| stage(each, &road.protected_label)).collect();
    let rule: Vec<CitedView> = road.limitation_rule.iter().cloned().collect();
    view! {
        <section class="c-section" data-road="" aria-labelledby="road-title">
            <h2 id="road-title">{road.title.clone()}</h2>
            <p class="c-section__note">{road.limits.clone()}</p>
            {lines(core::slice::from_ref(&road.limitation))}
            {rules(&rule)}
            <ol class="c-road">{stages}</ol>
        </section>
    }
    .into_any()
}

fn stage(stage: &StageView, protected: &str) -> AnyView {
    let costs: Vec<Line> = stage
        .costs
        .iter()
        .map(|cost| Line { text: [cost.line.text.as_str(), cost.borne.as_str()].join(" "), ..cost.line.clone() })
        .collect();
    let kept = (!stage.protected.is_empty()).then(|| {
        let heading = protected.to_owned();
        view! { <h4>{heading}</h4> {lines(&stage.protected)} }
    });
    let missing: Vec<_> =
        stage.missing.iter().map(|why| view! { <p class="c-section__note">{why.clone()}</p> }).collect();
    view! {
        <li class="c-road__stage" data-stage=stage.name.clone()>
            <h3>{stage.title.clone()}</h3>
            <p>{stage.about.clone()}</p>
            {lines(&costs)}
            {lines(&stage.times)}
            {kept}
            {missing}
            {rules(&stage.rules)}
        </li>
    }
    .into_any()
}

fn adviser(adviser: &AdviserView) -> AnyView {
    let outcome = |outcome: &OutcomeView| {
        let said = [&outcome.on, &outcome.cost, &outcome.beside, &outcome.overdue, &outcome.left_over];
        let said: Vec<_> = said.into_iter().filter(|text| !text.is_empty()).cloned().collect();
        let best = outcome.cheapest.then_some("true");
        view! {
            <li class="c-road__stage" data-outcome="" data-best=best>
                <strong>{outcome.choice.clone()}</strong>
                <ul class="c-list">{said.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            </li>
        }
    };
    let outcomes: Vec<_> = adviser.outcomes.iter().map(outcome).collect();
    view! {
        <section class="c-section" data-adviser="" aria-labelledby="adviser-title">
            <h2 id="adviser-title">{adviser.title.clone()}</h2>
            <ol class="c-road">{outcomes}</ol>
            <p class="c-section__note">{adviser.limits.clone()}</p>
        </section>
    }
    .into_any()
}

fn lines(list: &[Line]) -> Option<AnyView> {
    let item = |line: &Line| {
        let label = (!line.label.is_empty()).then(|| view! { <strong>{line.label.clone()}</strong> " " });
        view! { <li data-known=line.known.to_string()>{label} {line.text.clone()}</li> }
    };
    let items: Vec<_> = list.iter().map(item).collect();
    (!items.is_empty()).then(|| view! { <ul class="c-list">{items}</ul> }.into_any())
}

fn texts((heading, list): &(String, Vec<String>)) -> AnyView {
    let items: Vec<_> = list.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
    view! { <h3>{heading.clone()}</h3> <ul class="c-list">{items}</ul> }.into_any()
}

/// What it rests on, folded.
fn rules(list: &[CitedView]) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let lang = use_lang();
    let item = |rule: &CitedView| {
        let source = words::prospects_source(lang, &rule.source, &rule.confirmed);
        view! {
            <li data-rule=rule.id.clone()>
                <strong>{rule.title.clone()}</strong>
                <p>{rule.says.clone()}</p>
                <p>{rule.can_do.clone()}</p>
                <p class="c-section__note">{rule.cite.clone()} <br/> {source}</p>
            </li>
        }
    };
    let items: Vec<_> = list.iter().map(item).collect();
    Some(view! { <Details summary=words::prospects_rules(lang)><ul class="c-list">{items}</ul></Details> }.into_any())
}
