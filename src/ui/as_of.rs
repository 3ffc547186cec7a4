//! The as-of control: which day everything is shown for, and the way to another day and back.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::kit::{Button, Dialog, Entry, Field, Kind};
use super::state::{use_as_of, use_lang};
use crate::engine;
use crate::present::words::common;
use crate::present::{errors, format};

/// The button in the header and the dialog that it opens.
#[component]
pub fn AsOfControl() -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let open = RwSignal::new(false);
    let shown = move || format::date(as_of.get(), lang);
    let other_day = move || as_of.chosen.with(Option::is_some).then_some("true");
    view! {
        <button
            type="button"
            class="c-header__asof"
            data-action="open-asof"
            data-other-day=other_day
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            {move || common::as_of(lang, &shown())}
        </button>
        <Dialog open=open name="asof" title=Signal::derive(move || common::as_of_label(lang).to_owned())>
            <AsOfForm on_done=Callback::new(move |()| open.set(false))/>
        </Dialog>
    }
}

/// The form that sets the day.
#[component]
pub fn AsOfForm(
    /// What follows.
    on_done: Callback<()>,
) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let value = RwSignal::new(as_of.get_untracked().to_string());
    let error = RwSignal::new(None);
    let set = move || match value.get_untracked().trim().parse::<NaiveDate>() {
        Ok(date) => match engine::date::check(date) {
            Ok(date) => {
                as_of.chosen.set((date != as_of.today.get_untracked()).then_some(date));
                error.set(None);
                on_done.try_run(());
            }
            Err(refused) => error.set(Some(errors::engine(&refused, lang))),
        },
        Err(_) => error.set(Some(common::as_of_unreadable(lang).to_owned())),
    };
    let back = move |()| {
        as_of.chosen.set(None);
        value.set(as_of.get_untracked().to_string());
        error.set(None);
        on_done.try_run(());
    };
    view! {
        <form
            class="c-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                set();
            }
        >
            <Field entry=Entry::new("asof", common::as_of_label(lang)).hint(common::as_of_hint(lang)).date() value=value error=error/>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="set-asof">{common::as_of_apply(lang)}</button>
                <Button label=common::as_of_today(lang) action="asof-today" kind=Kind::Quiet on_press=Callback::new(back)/>
            </div>
        </form>
    }
}
