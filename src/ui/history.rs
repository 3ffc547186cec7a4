//! Undo and redo of a draft that is typed: a step is what stands there once the typing has rested.

use leptos::prelude::*;

use super::browser;
use super::state::use_lang;
use crate::present::history::Steps;
use crate::present::words::common;

/// An edit has come to rest when nothing was typed for so long, in milliseconds.
const REST: u32 = 700;

/// The history of a draft, as a Copy handle.
pub struct History<T: Send + Sync + 'static> {
    draft: RwSignal<T>,
    steps: RwSignal<Steps<T>>,
}

impl<T: Send + Sync + 'static> Clone for History<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for History<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> History<T> {
    /// Follows a draft from now on.
    #[must_use]
    pub fn follow(draft: RwSignal<T>) -> Self {
        let history = Self { draft, steps: RwSignal::new(Steps::new(draft.get_untracked())) };
        let edits = StoredValue::new(0_u64);
        Effect::new(move |_| {
            draft.track();
            edits.update_value(|edits| *edits = edits.wrapping_add(1));
            let edit = edits.get_value();
            browser::after(REST, move || {
                // A newer edit has begun a wait of its own.
                if edits.try_get_value() == Some(edit) {
                    history.rest();
                }
            });
        });
        history
    }

    fn rest(self) {
        let Some(now) = self.draft.try_get_untracked() else { return };
        self.steps.update(|steps| steps.rest(&now));
    }

    fn go(self, step: impl FnOnce(&mut Steps<T>) -> Option<T>, kept: Callback<()>) {
        self.rest();
        let state = self.steps.try_update(step).flatten();
        if let Some(state) = state {
            self.draft.set(state);
            kept.run(());
        }
    }
}

/// The two buttons. They appear with the first edit.
#[component]
pub fn HistoryButtons<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The history.
    history: History<T>,
    /// What is done once a state is back.
    #[prop(into)]
    on_step: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let none_before = move || history.steps.with(|steps| !steps.has_past());
    let none_after = move || history.steps.with(|steps| !steps.has_future());
    let shown = move || !(none_before() && none_after());
    view! {
        <Show when=shown>
            <div class="c-actions" role="group" aria-label=common::history(lang)>
                <button
                    type="button"
                    class="c-button"
                    data-kind="quiet"
                    data-action="step-back"
                    disabled=none_before
                    on:click=move |_| history.go(Steps::undo, on_step)
                >
                    {common::undo(lang)}
                </button>
                <button
                    type="button"
                    class="c-button"
                    data-kind="quiet"
                    data-action="step-forward"
                    disabled=none_after
                    on:click=move |_| history.go(Steps::redo, on_step)
                >
                    {common::redo(lang)}
                </button>
            </div>
        </Show>
    }
}
