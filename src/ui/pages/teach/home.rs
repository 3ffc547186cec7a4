//! Where a class begins: scenarios with a short code, the sheets of a class, the marks, the plans, packages for a platform.

use leptos::prelude::*;

use super::export::Export;
use crate::present::Lang;
use crate::present::teach::{Preset, preset, presets};
use crate::present::words::teach as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Details, Entry, Field, FieldError, Page, error_of};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::share::ShareLink;
use crate::ui::state::use_lang;

/// The screen.
#[component]
pub fn TeachPage() -> impl IntoView {
    let lang = use_lang();
    let cards = presets().iter().map(|preset| view! { <Card preset=preset/> }).collect_view();
    view! {
        <Page screen="teach" title=Signal::stored(words::title(lang).to_owned())>
            <p>{words::lead(lang)}</p>
            <div class="c-actions">
                <Link to=Route::Class class="c-button" action="to-class">{words::class_title(lang)}</Link>
                <Link to=Route::Worksheet class="c-button" action="to-worksheet">{words::worksheet_title(lang)}</Link>
                <Link to=Route::Marks class="c-button" action="to-marks">{words::marks_title(lang)}</Link>
                <Link to=Route::Plans class="c-button" action="to-plans">{words::plans_title(lang)}</Link>
            </div>
            <section class="c-section" aria-labelledby="presets-title">
                <h2 id="presets-title">{words::presets_title(lang)}</h2>
                <p>{words::presets_lead(lang)}</p>
                <ByCode/>
                <ul class="c-presets">{cards}</ul>
            </section>
            <Export/>
            <p class="c-section__note">{words::privacy(lang)}</p>
        </Page>
    }
}

/// The way to a scenario by the code that stands in a plan or on a blackboard.
#[component]
fn ByCode() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let code = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::new());
    let open = Callback::new(move |()| match preset(&code.get_untracked()) {
        Some(preset) => router.go_with(&Route::Present, preset.code),
        None => errors.set(vec![FieldError { name: "preset", text: words::preset_unknown(lang).to_owned() }]),
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        open.run(());
    };
    let entry = Entry::new("preset", words::preset_code(lang)).hint(words::preset_hint(lang)).optional();
    view! {
        <form class="c-form" novalidate on:submit=submit>
            <Field entry=entry value=code error=error_of(errors, "preset")/>
            <div class="c-actions"><Button label=words::present(lang) action="open-preset" on_press=open/></div>
        </form>
    }
}

/// One scenario.
#[component]
fn Card(preset: &'static Preset) -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let present = Callback::new(move |()| router.go_with(&Route::Present, preset.code));
    let talk = preset.discuss(lang).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <li class="c-presets__card" data-preset=preset.code>
            <h3 class="c-presets__title"><span class="c-tag">{preset.code}</span> " " {preset.title(lang)}</h3>
            <p>{preset.story(lang)}</p>
            <Details summary=words::discuss(lang)><ul class="c-list">{talk}</ul></Details>
            <div class="c-actions">
                <Button label=words::present(lang) action="present" on_press=present/>
                {simulator(preset, lang)}
            </div>
            <Details summary=words::share(lang)>
                <ShareLink
                    address=Signal::stored(browser::share_address(&Route::Present.href(), preset.code))
                    what=words::preset_link(lang, preset.code)
                />
            </Details>
        </li>
    }
}

/// The way into the simulator, for a scenario that it knows.
fn simulator(preset: &Preset, lang: Lang) -> Option<AnyView> {
    let fragment = preset.scenario().ok().flatten()?.to_fragment().ok()?;
    let href = format!("{}#{fragment}", Route::Simulate.href());
    Some(view! { <a class="c-button" href=href data-action="to-simulator">{words::to_simulator(lang)}</a> }.into_any())
}
