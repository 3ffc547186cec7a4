//! The fields for the settings: what is filled in, whose rules, how it looks.

use leptos::prelude::*;

use super::State;
use crate::present::embed::{Setting, choices, label};
use crate::present::lang::Lang;
use crate::present::theme::Colour;
use crate::present::words::embed as words;
use crate::ui::kit::{Button, Entry, Field, FieldFrame, SelectField};
use crate::ui::state::use_lang;

const FILLED: [Setting; 4] = [Setting::Principal, Setting::Due, Setting::Days, Setting::Currency];
const RULES: [Setting; 7] = [
    Setting::Policy,
    Setting::Rate,
    Setting::Fee,
    Setting::Grace,
    Setting::Jurisdiction,
    Setting::Lender,
    Setting::Product,
];
const LOOKS: [Setting; 7] =
    [Setting::Lang, Setting::Mode, Setting::Theme, Setting::Accent, Setting::Surface, Setting::Radius, Setting::Font];

/// All fields, in three groups.
#[component]
pub(super) fn Knobs(state: State) -> impl IntoView {
    let lang = use_lang();
    let clear = Callback::new(move |()| {
        for text in state.texts {
            text.set(String::new());
        }
    });
    view! {
        <section class="c-section" aria-labelledby="knobs-title">
            <h2 id="knobs-title">{words::knobs_title(lang)}</h2>
            <p class="c-section__note">{words::knobs_note(lang)}</p>
            {group(words::group_filled(lang), &FILLED, state, lang)}
            {group(words::group_rules(lang), &RULES, state, lang)}
            {group(words::group_looks(lang), &LOOKS, state, lang)}
            <div class="c-actions">
                <Button label=words::clear(lang) action="clear-settings" on_press=clear/>
            </div>
        </section>
    }
}

fn group(legend: &'static str, settings: &[Setting], state: State, lang: Lang) -> AnyView {
    let fields = settings.iter().map(|setting| knob(*setting, state, lang)).collect_view();
    view! {
        <fieldset class="c-embed__group">
            <legend class="c-embed__legend">{legend}</legend>
            <div class="c-ask">{fields}</div>
        </fieldset>
    }
    .into_any()
}

fn knob(setting: Setting, state: State, lang: Lang) -> AnyView {
    let Some(value) = state.texts.get(setting as usize).copied() else { return ().into_any() };
    let error = Signal::derive(move || state.checked.with(|checked| checked.error(setting).map(str::to_owned)));
    let entry = Entry::new(setting.name(), label(setting, lang)).hint(hint(setting, lang));
    if matches!(setting, Setting::Accent | Setting::Surface) {
        return view! { <ColourField entry=entry value=value error=error/> }.into_any();
    }
    let offered = choices(setting, lang);
    if offered.is_empty() {
        return view! { <Field entry=entry value=value error=error/> }.into_any();
    }
    let options = offered.into_iter().map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
    view! { <SelectField entry=entry options=options value=value error=error/> }.into_any()
}

/// What helps to fill a field; only where its label does not say it.
const fn hint(setting: Setting, lang: Lang) -> &'static str {
    match setting {
        Setting::Principal => words::principal_hint(lang),
        Setting::Rate => words::rate_hint(lang),
        Setting::Fee => words::fee_hint(lang),
        Setting::Due => words::due_hint(lang),
        Setting::Days => words::days_hint(lang),
        Setting::Grace => words::grace_hint(lang),
        Setting::Accent | Setting::Surface => words::colour_hint(lang),
        Setting::Radius => words::radius_hint(lang),
        _ => "",
    }
}

/// A colour as text, with the browser's own picker beside it.
#[component]
fn ColourField(entry: Entry, value: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let lang = use_lang();
    let described = entry.clone();
    let pick = words::pick(lang, &entry.label);
    let shown = move || value.with(|text| Colour::read(text)).map_or_else(|| "#ffffff".to_owned(), Colour::css);
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <input
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <input
                class="c-embed__pick"
                type="color"
                aria-label=pick
                prop:value=shown
                on:input=move |event| value.set(event_target_value(&event))
            />
        </FieldFrame>
    }
}
