//! The simulator itself, by the script and the element that other pages use, at three widths.

use leptos::html;
use leptos::prelude::*;

use super::State;
use crate::present::embed::Setting;
use crate::present::theme::Scheme;
use crate::present::words::embed as words;
use crate::ui::browser::Simulator;
use crate::ui::kit::Button;
use crate::ui::state::use_lang;

/// The preview. It has the last value that could be used of each setting.
#[component]
pub(super) fn Preview(state: State) -> impl IntoView {
    let lang = use_lang();
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |made: Option<Option<Simulator>>| {
        let simulator = made.flatten().or_else(|| {
            let place = place.get()?;
            let heard = move |name: &'static str, detail: String| super::log::note(state.heard, name, detail);
            Simulator::open(&place, words::preview_wait(lang), heard)
        });
        state.checked.with(|checked| {
            for setting in Setting::ALL {
                if let Some(simulator) = &simulator {
                    simulator.set(setting.name(), checked.settings.get(setting));
                }
            }
        });
        simulator
    });
    let only = Memo::new(move |_| state.checked.with(|checked| checked.settings.accent_only_in()));
    let half = move || {
        let told = match only.get()? {
            Scheme::Light => words::accent_light_only(lang),
            Scheme::Dark => words::accent_dark_only(lang),
        };
        Some(view! { <p class="c-section__note" data-half="">{told}</p> })
    };
    let width = move |name: &'static str, label: &'static str, action: &'static str| {
        let pressed = Signal::derive(move || state.width.get() == name);
        let press = Callback::new(move |()| state.width.set(name));
        view! { <Button label=label action=action pressed=pressed on_press=press/> }
    };
    view! {
        <section class="c-section c-embed__side" aria-labelledby="preview-title">
            <h2 id="preview-title">{words::preview_title(lang)}</h2>
            <div class="c-actions" role="group" aria-label=words::preview_width(lang)>
                {width("phone", words::width_phone(lang), "width-phone")}
                {width("sidebar", words::width_sidebar(lang), "width-sidebar")}
                {width("wide", words::width_wide(lang), "width-wide")}
            </div>
            {half}
            <div class="c-embed__place" data-preview="" node_ref=place></div>
        </section>
    }
}
