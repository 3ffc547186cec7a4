//! Words that are loaded when somebody reads them: a lesson, the glossary, the plans; and how far the reader has come.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::browser;
use super::kit::{Notice, Tone};
use crate::content::{Glossary, glossary_file};
use crate::present::Lang;
use crate::present::learn::Progress;
use crate::present::words::learn as words;

/// Whether the words are English.
#[must_use]
pub fn is_english(lang: Lang) -> bool {
    lang == Lang::En
}

/// Something that is loaded.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded<T> {
    /// It is on its way.
    Waiting,
    /// It did not arrive.
    Missing,
    /// It is here.
    Here(Arc<T>),
}

impl<T> Loaded<T> {
    /// What arrived.
    #[must_use]
    pub fn here(&self) -> Option<Arc<T>> {
        if let Self::Here(value) = self { Some(Arc::clone(value)) } else { None }
    }
}

/// A file of words, and the way to ask for it once more.
pub struct File<T: Send + Sync + 'static> {
    address: StoredValue<String>,
    /// What became of it.
    pub loaded: RwSignal<Loaded<T>>,
}

impl<T: Send + Sync + 'static> Clone for File<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for File<T> {}

impl<T: DeserializeOwned + Send + Sync + 'static> File<T> {
    /// Loads a file.
    #[must_use]
    pub fn load(address: String) -> Self {
        let file = Self::later(address);
        file.again();
        file
    }

    /// A file that is loaded when [`File::again`] is called.
    #[must_use]
    pub fn later(address: String) -> Self {
        Self { address: StoredValue::new(address), loaded: RwSignal::new(Loaded::Waiting) }
    }

    /// Asks for it, once more if need be.
    pub fn again(self) {
        let address = self.address.get_value();
        self.loaded.set(Loaded::Waiting);
        spawn_local(async move {
            let text = browser::words(&address).await;
            let read = text.and_then(|text| serde_json::from_str(&text).ok());
            // The screen may be gone by now.
            let _ = self.loaded.try_set(read.map_or(Loaded::Missing, |value| Loaded::Here(Arc::new(value))));
        });
    }

    /// What is shown until it is here: that it is coming, or that it did not come and how to ask again.
    pub fn line(self, lang: Lang) -> impl Fn() -> AnyView + Copy + Send + 'static {
        move || match self.loaded.with(|loaded| matches!(loaded, Loaded::Missing)) {
            true => view! {
                <Notice tone=Tone::Late>
                    <p>{words::missing(lang)}</p>
                    <button type="button" class="c-button" data-action="load-again" on:click=move |_| self.again()>
                        {words::again(lang)}
                    </button>
                </Notice>
            }
            .into_any(),
            false if self.loaded.with(|loaded| matches!(loaded, Loaded::Waiting)) => {
                view! { <p role="status">{words::loading(lang)}</p> }.into_any()
            }
            false => ().into_any(),
        }
    }
}

/// The glossary of a language.
#[must_use]
pub fn glossary(lang: Lang) -> File<Glossary> {
    File::load(glossary_file(is_english(lang)))
}

/// How far the reader has come, as it is kept now.
#[must_use]
pub fn progress() -> Progress {
    browser::load_progress().map_or_else(Progress::default, |text| Progress::read(&text))
}

/// Changes what is kept. It is read anew first: another tab may have added to it.
pub fn note(change: impl FnOnce(&mut Progress)) -> Progress {
    let mut kept = progress();
    change(&mut kept);
    browser::store_progress(&kept.write());
    kept
}
