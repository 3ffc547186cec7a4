//! The as-of control: which day everything is shown for, and the way to another day and back.

use leptos::prelude::*;

use super::browser;
use super::kit::{Button, Dialog, Entry, Field, Kind};
use super::state::{use_as_of, use_lang};
use crate::present::format;
use crate::present::input::{self, FieldError};
use crate::present::words::common;

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
            <AsOfForm name="asof" on_done=Callback::new(move |()| open.set(false))/>
        </Dialog>
    }
}

/// The form that sets the day.
#[component]
pub fn AsOfForm(
    /// The name of its field; the header's dialog and the settings may stand side by side.
    name: &'static str,
    /// What follows.
    on_done: Callback<()>,
) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let value = RwSignal::new(as_of.get_untracked().to_string());
    let error = RwSignal::new(None);
    let set = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let today = as_of.today.get_untracked();
        match input::date(&value.get_untracked(), today) {
            Ok(read) => {
                as_of.chosen.set((read.date != today).then_some(read.date));
                value.set(read.date.to_string());
                error.set(None);
                on_done.try_run(());
            }
            Err(cause) => {
                error.set(Some(input::words::message(&FieldError::new(input::Field::AsOf, cause), lang)));
                browser::focus(&format!("f-{name}"));
            }
        }
    };
    let back = Callback::new(move |()| {
        as_of.chosen.set(None);
        value.set(as_of.get_untracked().to_string());
        error.set(None);
        on_done.try_run(());
    });
    let entry = Entry::new(name, common::as_of_field(lang)).hint(common::as_of_hint(lang));
    view! {
        <form class="c-form" novalidate on:submit=set>
            <Field entry=entry value=value error=error/>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="set-asof">{common::as_of_apply(lang)}</button>
                <Button label=common::as_of_today(lang) action="asof-today" kind=Kind::Quiet on_press=back/>
            </div>
        </form>
    }
}
