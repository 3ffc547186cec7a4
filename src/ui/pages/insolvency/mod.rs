//! Several creditors and too little for all: what is owned, who comes first, what each would get, against what a plan would pay;
//! and where a procedure for persons exists.

mod possessions;
mod told;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::case::{Debt, Way};
use crate::present::insolvency::{Ask, InsolvencyView, RANKS};
use crate::present::prospects::page::PLACES;
use crate::present::words::{common, debts as debts_words, insolvency as words, law_road};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Details, Empty, Entry, Field, Page, SelectField};
use crate::ui::link::Link;
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use crate::ui::way::Told;
use possessions::Possessions;
use told::{result, stage};

/// The screen.
#[component]
pub fn InsolvencyPage() -> impl IntoView {
    let (lang, keeper, debts) = (use_lang(), use_keeper(), use_debts());
    let read = Memo::new(move |_| keeper.storage() != Storage::Reading);
    let none = Memo::new(move |_| debts.0.with(Vec::is_empty));
    let body = move || match (read.get(), none.get()) {
        (false, _) => view! { <p>{common::reading(lang)}</p> }.into_any(),
        (true, true) => view! {
            <Empty title=words::empty_title(lang) body=words::empty_body(lang)>
                <Link to=Route::Debts class="c-button">{debts_words::title(lang)}</Link>
            </Empty>
        }
        .into_any(),
        (true, false) => view! { <Body/> }.into_any(),
    };
    view! { <Page screen="insolvency" title=Signal::derive(move || words::title(lang).to_owned())>{body}</Page> }
}

#[component]
fn Body() -> impl IntoView {
    let (lang, debts, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let told: Told<InsolvencyView> = Told::new(Way::Insolvency);
    let (costs, months) = (RwSignal::new(String::new()), RwSignal::new("36".to_owned()));
    let place = RwSignal::new(PLACES[0].0.to_owned());
    let ranks = RwSignal::new(BTreeMap::<String, String>::new());
    Effect::new(move |_| {
        let ask = Ask {
            debts: debts.0.with(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect()),
            household: records.household(),
            ranks: ranks.get(),
            costs: costs.get(),
            months: months.get(),
            place: place.get(),
            as_of: as_of.get(),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    let view = told.view;
    let error = move |name: &'static str| {
        Signal::derive(move || {
            let view = view.get()?;
            view.errors.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
        })
    };
    let none = Signal::derive(|| None::<String>);
    let places: Vec<(String, String)> =
        PLACES.iter().map(|(name, _)| ((*name).to_owned(), place_words(name, lang).to_owned())).collect();
    let costs_entry =
        Entry::new("costs", words::costs_label(lang)).hint(words::costs_hint(lang)).keyboard("decimal").optional();
    let months_entry = Entry::new("months", words::months_label(lang)).keyboard("numeric");
    view! {
        <p>{words::lead(lang)}</p>
        {told.line()}
        {move || view.get().map(|view| result(&view))}
        <Possessions/>
        <div class="c-form">
            <Field entry=months_entry value=months error=error("months")/>
            <Field entry=costs_entry value=costs error=error("costs")/>
        </div>
        <Details summary=words::ranks_title(lang)>
            <p class="c-section__note">{words::ranks_note(lang)}</p>
            <Ranks ranks=ranks/>
        </Details>
        <section class="c-section" aria-labelledby="place-title">
            <h2 id="place-title">{words::place_title(lang)}</h2>
            <p>{words::place_note(lang)}</p>
            <SelectField entry=Entry::new("place", words::place_label(lang)) options=places value=place error=none/>
            {move || view.get().and_then(|view| view.stage.clone()).map(|view| stage(&view))}
        </section>
        <div class="c-actions">
            <Link to=Route::Help class="c-button" action="to-help">{words::to_help(lang)}</Link>
            <Link to=Route::Order class="c-button" action="to-order">{words::to_order(lang)}</Link>
        </div>
    }
}

fn place_words(name: &str, lang: crate::present::Lang) -> &'static str {
    match name {
        "shenzhen" => law_road::place_shenzhen(lang),
        "xiamen" => law_road::place_xiamen(lang),
        "zhejiang" => law_road::place_zhejiang(lang),
        "jiangsu" => law_road::place_jiangsu(lang),
        "elsewhere" => law_road::place_elsewhere(lang),
        _ => law_road::place_unknown(lang),
    }
}

fn rank_words(name: &str, lang: crate::present::Lang) -> &'static str {
    match name {
        "preferred" => words::rank_preferred(lang),
        "public" => words::rank_public(lang),
        "subordinate" => words::rank_subordinate(lang),
        _ => words::rank_ordinary(lang),
    }
}

/// Where each debt stands.
#[component]
fn Ranks(ranks: RwSignal<BTreeMap<String, String>>) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let field = move |id: String, name: String| {
        let (field, own) = (format!("f-rank-{id}"), id.clone());
        let labelled = field.clone();
        let option = move |(value, _): (&'static str, crate::engine::insolvency::Rank)| {
            let own = own.clone();
            let chosen =
                move || ranks.with(|ranks| ranks.get(&own).map_or(value == RANKS[0].0, |known| known == value));
            view! { <option value=value prop:selected=chosen>{rank_words(value, lang)}</option> }
        };
        let options = RANKS.map(option);
        let change = move |event: leptos::ev::Event| {
            ranks.update(|ranks| {
                ranks.insert(id.clone(), event_target_value(&event));
            });
        };
        view! {
            <div class="c-field">
                <label class="c-field__label" for=labelled>{words::rank_of(lang, &name)}</label>
                <div class="c-field__row"><select class="c-field__input" id=field on:change=change>{options}</select></div>
            </div>
        }
    };
    let all = debts.0.with_untracked(|debts| {
        debts.iter().map(|debt| (debt.id.clone(), crate::present::terms::debt_name(debt, lang))).collect::<Vec<_>>()
    });
    view! { <div class="c-form">{all.into_iter().map(|(id, name)| field(id, name)).collect_view()}</div> }
}
