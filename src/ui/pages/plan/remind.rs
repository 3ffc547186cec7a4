//! Reminders: the calendar with alarms, and notices of the browser while the site is open. The browser is asked only when
//! the reader presses a button; where it cannot, the page says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::present::words::plan as words;
use crate::ui::browser::{self, Allowed};
use crate::ui::export::CalendarButton;
use crate::ui::kit::Button;
use crate::ui::state::use_lang;

/// Both ways.
#[component]
pub(super) fn Reminders(
    /// The debt.
    id: String,
) -> impl IntoView {
    let lang = use_lang();
    let on = RwSignal::new(browser::reminders_wanted() && browser::reminders_allowed() == Allowed::Granted);
    let said = RwSignal::new(match browser::reminders_allowed() {
        Allowed::Unable => words::remind_unable(lang),
        Allowed::Denied => words::remind_denied(lang),
        Allowed::Granted | Allowed::NotAsked if on.get_untracked() => words::remind_on(lang),
        Allowed::Granted | Allowed::NotAsked => words::remind_notify_note(lang),
    });
    let turn_on = Callback::new(move |()| {
        spawn_local(async move {
            let allowed = browser::ask_for_reminders().await;
            let shown = allowed == Allowed::Granted && browser::remind(words::remind_sample(lang));
            browser::want_reminders(shown);
            let _ = on.try_set(shown);
            let _ = said.try_set(match (shown, allowed) {
                (true, _) => words::remind_on(lang),
                (false, Allowed::Denied) => words::remind_denied(lang),
                (false, Allowed::NotAsked) => words::remind_notify_note(lang),
                (false, _) => words::remind_unable(lang),
            });
        });
    });
    let turn_off = Callback::new(move |()| {
        browser::want_reminders(false);
        on.set(false);
        said.set(words::remind_notify_note(lang));
    });
    let able = browser::reminders_allowed() != Allowed::Unable;
    let button = move || {
        able.then(|| {
            if on.get() {
                view! { <Button label=words::remind_off(lang) action="remind-off" on_press=turn_off/> }
            } else {
                view! { <Button label=words::remind_notify(lang) action="remind-on" on_press=turn_on/> }
            }
        })
    };
    view! {
        <section class="c-section" aria-labelledby="remind-title">
            <h2 id="remind-title">{words::remind_title(lang)}</h2>
            <p>{words::remind_calendar(lang)}</p>
            <div class="c-actions"><CalendarButton id=id/></div>
            <p role="status" data-remind=move || if on.get() { "on" } else { "off" }>{move || said.get()}</p>
            <div class="c-actions">{button}</div>
        </section>
    }
}
