//! The payment that is tried out, and the grace period.

use leptos::prelude::*;

use crate::present::input::Field;
use crate::present::simulate::words as sim_words;
use crate::present::words::simulate as words;
use crate::ui::amount::sentence;
use crate::ui::kit::{Entry, FieldFrame};
use crate::ui::state::use_lang;

use super::state::Simulator;

/// A field of the simulator below the sentence.
#[component]
fn SimField(simulator: Simulator, field: Field, entry: Entry) -> impl IntoView {
    let error = simulator.error(field);
    let described = entry.clone();
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <input
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                type="text"
                inputmode=entry.keyboard
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || simulator.draft.with(|draft| draft.get(field).to_owned())
                on:input=move |event| simulator.set(field, &event_target_value(&event))
            />
        </FieldFrame>
    }
}

/// What if part of it were paid earlier?
#[component]
pub fn WhatIf(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let amount = Entry::new("whatif_amount", words::whatif_amount(lang))
        .hint(words::whatif_amount_hint(lang))
        .keyboard("decimal");
    let day = Entry::new("whatif_day", words::whatif_day(lang)).hint(words::whatif_day_hint(lang)).keyboard("numeric");
    let said = move || {
        let view = simulator.view.get()?;
        let saving = view.saving.as_ref()?;
        Some(sentence(sim_words::saving(saving, view.finding.end, lang)))
    };
    view! {
        <section class="c-panel" aria-labelledby="whatif-title">
            <h2 id="whatif-title">{words::whatif(lang)}</h2>
            <div class="c-panel__pair">
                <SimField simulator=simulator field=Field::WhatIfAmount entry=amount/>
                <SimField simulator=simulator field=Field::WhatIfDay entry=day/>
            </div>
            <output class="c-panel__said" data-saving="" for="f-whatif_amount f-whatif_day">{said}</output>
        </section>
    }
}

/// Is there a grace period, and what does it mean afterwards?
#[component]
pub fn GracePeriod(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let days = Entry::new("grace_days", words::grace_days(lang)).hint(words::grace_days_hint(lang)).keyboard("numeric");
    let kind = Entry::new("grace_kind", words::grace_kind(lang));
    let chosen = move || simulator.draft.with(|draft| draft.get(Field::GraceKind).to_owned());
    let option = move |value: &'static str, text: &'static str| {
        view! { <option value=value prop:selected=move || chosen() == value>{text}</option> }
    };
    let none = Signal::derive(|| None);
    view! {
        <section class="c-panel" aria-labelledby="grace-title">
            <h2 id="grace-title">{words::grace(lang)}</h2>
            <div class="c-panel__pair">
                <SimField simulator=simulator field=Field::GraceDays entry=days/>
                <FieldFrame entry=kind error=none>
                    <select
                        class="c-field__input"
                        id="f-grace_kind"
                        name="grace_kind"
                        on:change=move |event| simulator.set(Field::GraceKind, &event_target_value(&event))
                    >
                        {option("forgiven", words::grace_forgiven(lang))}
                        {option("back_dated", words::grace_back_dated(lang))}
                    </select>
                </FieldFrame>
            </div>
        </section>
    }
}
