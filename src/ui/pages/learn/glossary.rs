//! The glossary: search in either language, by group, each term with the terms to read next. A fragment leads to a term.

use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Glossary, Term};
use crate::present::Lang;
use crate::present::learn::search;
use crate::present::words::learn as words;
use crate::ui::browser;
use crate::ui::kit::{Entry, Field, Page, SelectField, no_error};
use crate::ui::lesson::TermLink;
use crate::ui::link::{Link, use_router};
use crate::ui::reader::{File, Loaded, glossary};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The groups of the glossary, in the order of a loan's life.
const GROUPS: [&str; 12] = [
    "cost",
    "schedule",
    "late",
    "card",
    "record",
    "relief",
    "law",
    "court",
    "insolvency",
    "collection",
    "budget",
    "lender",
];

fn group_words(group: &str, lang: Lang) -> &'static str {
    match group {
        "cost" => words::group_cost(lang),
        "schedule" => words::group_schedule(lang),
        "late" => words::group_late(lang),
        "card" => words::group_card(lang),
        "record" => words::group_record(lang),
        "relief" => words::group_relief(lang),
        "law" => words::group_law(lang),
        "court" => words::group_court(lang),
        "insolvency" => words::group_insolvency(lang),
        "collection" => words::group_collection(lang),
        "budget" => words::group_budget(lang),
        _ => words::group_lender(lang),
    }
}

/// The screen.
#[component]
pub fn GlossaryPage() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let file: File<Glossary> = glossary(lang);
    let (wanted, group) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // A link to a term shows it, whatever was looked for before, and moves there.
    Effect::new(move |_| {
        let id = router.fragment();
        if !id.is_empty() && file.loaded.with(|loaded| loaded.here().is_some()) {
            wanted.set(String::new());
            group.set(String::new());
            browser::after(50, move || browser::focus(&format!("term-{id}")));
        }
    });
    let entry = Entry::new("search", words::search_terms(lang)).hint(words::search_hint(lang)).optional();
    let mut groups = vec![(String::new(), words::group_all(lang).to_owned())];
    groups.extend(GROUPS.map(|group| (group.to_owned(), group_words(group, lang).to_owned())));
    let list = move || {
        file.loaded.with(Loaded::here).map(|glossary| view! { <List glossary=glossary wanted=wanted group=group/> })
    };
    view! {
        <Page screen="glossary" title=Signal::stored(words::glossary_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Learn>{words::all_lessons(lang)}</Link></p>
            <p>{words::glossary_lead(lang)}</p>
            <div class="c-form">
                <Field entry=entry value=wanted error=no_error()/>
                <SelectField
                    entry=Entry::new("group", words::group(lang))
                    options=groups
                    value=group
                    error=no_error()
                />
            </div>
            {file.line(lang)}
            {list}
            <p class="c-section__note">{words::not_advice(lang)}</p>
        </Page>
    }
}

/// The terms that are found.
#[component]
fn List(glossary: Arc<Glossary>, wanted: RwSignal<String>, group: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let kept = Arc::clone(&glossary);
    let found = Memo::new(move |_| {
        let (wanted, group) = (wanted.get(), group.get());
        let terms = search::terms(&kept, &wanted).into_iter();
        terms.filter(|term| group.is_empty() || term.group == group).cloned().collect::<Vec<_>>()
    });
    let shown = move || {
        let terms = found.get().into_iter().map(|term| entry(&term, &glossary, lang)).collect_view();
        view! { <dl class="c-glossary">{terms}</dl> }
    };
    view! {
        <p role="status" data-count=move || found.with(Vec::len)>
            {move || words::found(lang, &found.with(Vec::len).to_string())}
        </p>
        {shown}
    }
}

fn entry(term: &Term, glossary: &Glossary, lang: Lang) -> AnyView {
    let also = (!term.also.is_empty()).then(|| words::also(lang, &term.also.join(words::comma(lang))));
    let source = (!term.source.is_empty()).then(|| {
        view! { <span class="c-section__note" data-source=term.source.clone()>{words::by_law(lang)}</span> }
    });
    let see: Vec<_> = term
        .see
        .iter()
        .filter_map(|id| glossary.term.iter().find(|other| &other.id == id))
        .map(|other| view! { <TermLink id=other.id.clone() text=other.text.clone()/> " " })
        .collect();
    let see = (!see.is_empty()).then(|| view! { <span class="c-glossary__see">{words::see(lang)} " " {see}</span> });
    let other = if lang == Lang::Zh { "en" } else { "zh-CN" };
    view! {
        <div class="c-glossary__entry" id=format!("term-{}", term.id) tabindex="-1" data-term=term.id.clone()>
            <dt class="c-glossary__term">{term.text.clone()} " " <span lang=other class="c-glossary__other">{term.other.clone()}</span></dt>
            <dd>{term.says.clone()} " " {source}</dd>
            <dd class="c-section__note">{also} " " {see}</dd>
        </div>
    }
    .into_any()
}
