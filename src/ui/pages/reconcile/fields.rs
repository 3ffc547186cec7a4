//! The figure that the lender shows, and waiting for the search.

use leptos::prelude::*;

use super::Search;
use crate::present::format;
use crate::present::reconcile;
use crate::present::words::{common, reconcile as words};
use crate::ui::kit::{Button, Entry, Field, Kind, SelectField, error_of};
use crate::ui::state::{use_as_of, use_lang};

/// The form.
#[component]
pub(super) fn Enter(search: Search) -> impl IntoView {
    let lang = use_lang();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.start();
    };
    view! {
        <p>{words::lead(lang)}</p>
        <form class="c-form" novalidate=true on:submit=submit>
            <Which search=search/>
            <Field
                entry=Entry::new("date", words::ask_date(lang)).date()
                value=search.date
                error=error_of(search.errors, "date")
            />
            <Field
                entry=Entry::new("amount", words::ask_amount(lang)).keyboard("decimal")
                value=search.amount
                error=error_of(search.errors, "amount")
            />
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="search">{words::search(lang)}</button>
            </div>
        </form>
        <p class="c-section__note">{words::note(lang)}</p>
    }
}

/// Which figure, and of which instalment.
#[component]
fn Which(search: Search) -> impl IntoView {
    let lang = use_lang();
    let as_of = use_as_of().get_untracked();
    let options = search.debt.with_value(|debt| reconcile::options(debt, as_of, lang));
    let is_of_row = move || matches!(search.figure.get().as_str(), "instalment" | "interest");
    let instalments = StoredValue::new(options.instalments);
    view! {
        <SelectField
            entry=Entry::new("figure", words::ask_figure(lang))
            options=options.figures
            value=search.figure
            error=error_of(search.errors, "figure")
        />
        {move || is_of_row().then(|| view! {
            <SelectField
                entry=Entry::new("instalment", words::ask_instalment(lang))
                options=instalments.get_value()
                value=search.instalment
                error=error_of(search.errors, "instalment")
            />
        })}
    }
}

/// While the worker searches.
#[component]
pub(super) fn Searching(search: Search) -> impl IntoView {
    let lang = use_lang();
    let far = move || match search.progress.get() {
        Some((done, total)) => words::progress(lang, &format::integer(done.into()), &format::integer(total.into())),
        None => words::searching(lang).to_owned(),
    };
    let share = move || search.progress.get().map(|(done, _)| done.to_string());
    let whole = move || search.progress.get().map_or(1, |(_, total)| total.max(1));
    view! {
        <section class="c-section" aria-busy="true">
            <p role="status" aria-live="polite">{far}</p>
            <progress class="c-progress" aria-label=words::progress_label(lang) value=share max=whole></progress>
            <div class="c-actions">
                <Button
                    label=common::cancel(lang)
                    action="cancel-search"
                    kind=Kind::Plain
                    on_press=move |()| search.stop()
                />
            </div>
        </section>
    }
}
