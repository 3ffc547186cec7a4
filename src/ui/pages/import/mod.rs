//! Bringing in a file: choose, drop or paste; read in the worker; look at the report; save. Nothing is saved before
//! the reader says so.

mod case;
mod choose;
mod loan;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{Answer, Case, Incoming, Loan};
use crate::present::words::import as words;
use crate::present::{Lang, incoming};
use crate::ui::browser::worker::{self, Cancel, Source, WorkerError};
use crate::ui::kit::{ErrorSummary, FieldError, Page};
use crate::ui::state::{Status, use_as_of, use_lang, use_status};

/// How far the import is.
#[derive(Debug, Clone)]
enum Stage {
    /// Nothing was chosen.
    Choose,
    /// The worker reads.
    Reading,
    /// A loan was read.
    Loan(Arc<Loan>),
    /// A file of ours was read.
    Case(Arc<Case>),
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Import {
    stage: RwSignal<Stage>,
    errors: RwSignal<Vec<FieldError>>,
    cancel: StoredValue<Cancel, LocalStorage>,
    lang: Lang,
    today: NaiveDate,
    status: Status,
}

impl Import {
    fn new() -> Self {
        Self {
            lang: use_lang(),
            today: use_as_of().today.get_untracked(),
            status: use_status(),
            stage: RwSignal::new(Stage::Choose),
            errors: RwSignal::new(Vec::new()),
            cancel: StoredValue::new_local(Cancel::default()),
        }
    }

    /// Reads a file or text. `field` is where an error belongs.
    fn read(self, source: Source, field: &'static str) {
        let (lang, today, status) = (self.lang, self.today, self.status);
        self.errors.set(Vec::new());
        self.stage.set(Stage::Reading);
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        spawn_local(async move {
            let refuse = |text: String| {
                self.stage.set(Stage::Choose);
                self.errors.set(vec![FieldError { name: field, text }]);
            };
            match worker::import(source, today, &cancel).await {
                Ok(Answer::Imported(report)) => self.stage.set(match report.incoming {
                    Incoming::Loan(loan) => Stage::Loan(Arc::new(*loan)),
                    Incoming::Case(case) => Stage::Case(Arc::new(case)),
                }),
                Ok(Answer::Refused(error)) => refuse(incoming::refusal(error, lang)),
                Ok(Answer::Text(_) | Answer::Failed) | Err(WorkerError::NotStarted) => {
                    refuse(words::error_not_started(lang).to_owned());
                }
                Err(WorkerError::TooSlow) => refuse(words::error_too_slow(lang).to_owned()),
                Err(WorkerError::Cancelled) => {
                    self.stage.set(Stage::Choose);
                    status.say(words::cancelled(lang));
                }
            }
        });
    }

    /// Back to the beginning, with nothing changed.
    fn cancel(self) {
        self.cancel.with_value(Cancel::cancel);
        self.stage.set(Stage::Choose);
        self.errors.set(Vec::new());
    }
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let lang = use_lang();
    let import = Import::new();
    view! {
        <Page screen="import" title=words::title(lang).to_owned()>
            <ErrorSummary errors=import.errors/>
            {move || match import.stage.get() {
                Stage::Choose => view! { <choose::Choose import=import/> }.into_any(),
                Stage::Reading => view! { <choose::Reading import=import/> }.into_any(),
                Stage::Loan(loan) => view! { <loan::LoanReport import=import loan=loan/> }.into_any(),
                Stage::Case(case) => view! { <case::CaseReport import=import case=case/> }.into_any(),
            }}
        </Page>
    }
}
