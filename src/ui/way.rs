//! A view of the ways out as a screen holds it: what the worker said last, whether an answer is on its way, why there is none.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::browser::worker::{self, Cancel, WorkerError};
use super::kit::{Notice, Tone};
use super::state::use_lang;
use crate::case::Way;
use crate::present::Lang;
use crate::present::words::check as words;

/// What the worker said.
#[derive(Debug)]
pub struct Told<V: Send + Sync + 'static> {
    /// Its last answer; it stays while the next one is on its way.
    pub view: RwSignal<Option<Arc<V>>>,
    /// Whether an answer is on its way.
    pub busy: RwSignal<bool>,
    /// Why there is none.
    pub trouble: RwSignal<Option<&'static str>>,
    of: Way,
    cancel: StoredValue<Cancel, LocalStorage>,
    turn: StoredValue<u32>,
}

impl<V: Send + Sync + 'static> Clone for Told<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Send + Sync + 'static> Copy for Told<V> {}

impl<V: DeserializeOwned + Send + Sync + 'static> Told<V> {
    /// Nothing is asked yet; what is on its way is given up when the screen goes.
    #[must_use]
    pub fn new(of: Way) -> Self {
        let told = Self {
            view: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            of,
            cancel: StoredValue::new_local(Cancel::default()),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || told.cancel.with_value(Cancel::cancel));
        told
    }

    /// Asks; an earlier question is not wanted any more.
    pub fn ask<A: Serialize + 'static>(self, ask: A, lang: Lang) {
        self.cancel.with_value(Cancel::cancel);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        self.trouble.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let said: Result<V, WorkerError> = worker::way(self.of, &ask, &cancel).await;
            // The page may be gone, or something else was asked since.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.set(false);
            match said {
                Ok(view) => self.view.set(Some(Arc::new(view))),
                Err(WorkerError::TooSlow) => self.trouble.set(Some(words::too_slow(lang))),
                Err(WorkerError::NotStarted) => self.trouble.set(Some(words::not_started(lang))),
                Err(WorkerError::Cancelled) => {}
            }
        });
    }

    /// The line that says that an answer is on its way, and why there is none.
    #[must_use]
    pub fn line(self) -> AnyView {
        let lang = use_lang();
        let trouble = move || self.trouble.get().map(|text| view! { <Notice tone=Tone::Late><p>{text}</p></Notice> });
        view! {
            <p class="c-check__wait" role="status" data-busy=move || self.busy.get().then_some("true")>
                {move || if self.busy.get() { words::waiting(lang) } else { "" }}
            </p>
            {trouble}
        }
        .into_any()
    }
}
