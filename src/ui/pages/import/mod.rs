//! Bringing in a file: choose, drop or paste; read in the worker; look at the report; save. Nothing is saved before
//! the reader says so.

mod case;
mod choose;
mod format;
mod found;
mod loan;
mod sheet;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{Answer, Case, Debt, Incoming, Loan};
use crate::present::csv::{Ask, Findings, FormatView, Reply};
use crate::present::words::import as words;
use crate::present::{Lang, incoming};
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel, Source, WorkerError};
use crate::ui::kit::{ErrorSummary, FieldError, Page};
use crate::ui::state::{Debts, Status, use_as_of, use_debts, use_lang, use_status};

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
    /// How a table is read.
    Format(Arc<FormatView>),
    /// What a table would make.
    Found(Arc<Findings>),
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Import {
    stage: RwSignal<Stage>,
    errors: RwSignal<Vec<FieldError>>,
    cancel: StoredValue<Cancel, LocalStorage>,
    /// The table that is read, and where an error of it belongs.
    source: StoredValue<Option<(Source, &'static str)>, LocalStorage>,
    /// What the reader chose about it.
    choices: RwSignal<Vec<(String, String)>>,
    /// Rows read and rows in all.
    progress: RwSignal<Option<(u32, u32)>>,
    /// Whether the table is read again while its format stays on screen.
    busy: RwSignal<bool>,
    /// How often something was asked: an answer to an earlier question is not wanted any more.
    turn: StoredValue<u32>,
    /// The field that was changed last: it gets the focus back.
    focused: StoredValue<String>,
    debts: Debts,
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
            source: StoredValue::new_local(None),
            choices: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
            focused: StoredValue::new(String::new()),
            debts: use_debts(),
        }
    }

    /// Reads a file or text. `field` is where an error belongs.
    fn read(self, source: Source, field: &'static str) {
        let (lang, today, status) = (self.lang, self.today, self.status);
        if worker::is_table(&source) {
            self.source.set_value(Some((source, field)));
            self.choices.set(Vec::new());
            return self.ask(false);
        }
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

    /// Asks the worker about the table: how it is read, or what all of it would make.
    fn ask(self, whole: bool) {
        let Some((source, field)) = self.source.get_value() else { return self.cancel() };
        self.cancel.with_value(Cancel::cancel);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        self.errors.set(Vec::new());
        self.progress.set(None);
        let staying = !whole && self.stage.with_untracked(|stage| matches!(stage, Stage::Format(_)));
        if staying {
            self.busy.set(true);
        } else {
            self.stage.set(Stage::Reading);
            browser::focus_main();
        }
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        let here: Vec<Debt> = self.debts.0.with_untracked(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect());
        let choices = self.choices.get_untracked();
        let ask = Ask { choices, whole, today: self.today, lang: self.lang.tag().to_owned(), here };
        spawn_local(async move {
            let progress = move |done, total| {
                if self.turn.get_value() == turn {
                    self.progress.set(Some((done, total)));
                }
            };
            let said = worker::ask_csv(&ask, source, &cancel, Box::new(progress)).await;
            if self.turn.get_value() == turn {
                self.busy.set(false);
                self.hear(said, staying, field);
            }
        });
    }

    fn hear(self, said: Result<Reply, WorkerError>, staying: bool, field: &'static str) {
        let lang = self.lang;
        let refuse = |text: String| {
            let name = if staying { "encoding" } else { field };
            if !staying {
                self.stage.set(Stage::Choose);
            }
            self.errors.set(vec![FieldError { name, text }]);
        };
        match said {
            Ok(Reply::Format(view)) => {
                self.stage.set(Stage::Format(Arc::new(*view)));
                let changed = self.focused.get_value();
                if staying {
                    request_animation_frame(move || browser::focus(&changed));
                }
            }
            Ok(Reply::Findings(found)) => self.stage.set(Stage::Found(Arc::new(*found))),
            Ok(Reply::Refused(text)) => refuse(text),
            Err(WorkerError::NotStarted) => refuse(words::error_not_started(lang).to_owned()),
            Err(WorkerError::TooSlow) => refuse(words::error_too_slow(lang).to_owned()),
            Err(WorkerError::Cancelled) => {
                self.stage.set(Stage::Choose);
                self.status.say(words::cancelled(lang));
            }
        }
    }

    /// Notes a choice and reads the table with it; the focus stays where it was.
    fn choose(self, name: &str, value: String) {
        self.choices.update(|choices| {
            // Another delimiter makes other columns, another kind of row other names for them.
            let columns = matches!(name, "delimiter" | "shape" | "header");
            choices.retain(|(known, _)| known != name && !(columns && known.starts_with("column-")));
            choices.push((name.to_owned(), value));
        });
        self.focused.set_value(format!("f-{name}"));
        self.ask(false);
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
                Stage::Format(view) => view! { <format::FormatStep import=import view=view/> }.into_any(),
                Stage::Found(found) => view! { <found::FoundStep import=import found=found/> }.into_any(),
                Stage::Case(case) => view! { <case::CaseReport import=import case=case/> }.into_any(),
            }}
        </Page>
    }
}
