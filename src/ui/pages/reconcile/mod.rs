//! Where does this figure come from? The lender's figure goes in, the worker searches, the ways that give it come out.
//! Nothing is saved here.

mod fields;
mod found;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::Debt;
use crate::present::reconcile::{self, Ask, Draft, Found, Reply};
use crate::present::words::{common, debt as debt_words, reconcile as words};
use crate::present::{Lang, input, terms};
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel, WorkerError};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{ErrorSummary, FieldError, Page};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{Status, use_as_of, use_debts, use_lang, use_status};

/// How far it is.
#[derive(Debug, Clone)]
enum Stage {
    /// The figure is being entered.
    Enter,
    /// The worker searches.
    Searching,
    /// What it found.
    Found(Arc<Found>),
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Search {
    debt: StoredValue<Arc<Debt>>,
    stage: RwSignal<Stage>,
    errors: RwSignal<Vec<FieldError>>,
    cancel: StoredValue<Cancel, LocalStorage>,
    /// Combinations tried and combinations in all.
    progress: RwSignal<Option<(u32, u32)>>,
    figure: RwSignal<String>,
    instalment: RwSignal<String>,
    amount: RwSignal<String>,
    date: RwSignal<String>,
    lang: Lang,
    today: NaiveDate,
    status: Status,
}

impl Search {
    fn new(debt: Arc<Debt>) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            debt: StoredValue::new(debt),
            stage: RwSignal::new(Stage::Enter),
            errors: RwSignal::new(Vec::new()),
            cancel: StoredValue::new_local(Cancel::default()),
            progress: RwSignal::new(None),
            figure: text("due_now"),
            instalment: text("1"),
            amount: text(""),
            date: RwSignal::new(use_as_of().get_untracked().to_string()),
            lang: use_lang(),
            today: use_as_of().today.get_untracked(),
            status: use_status(),
        }
    }

    fn start(self) {
        let (lang, today) = (self.lang, self.today);
        let draft = Draft {
            figure: self.figure.get_untracked(),
            instalment: self.instalment.get_untracked(),
            amount: self.amount.get_untracked(),
            date: self.date.get_untracked(),
        };
        let debt = self.debt.get_value();
        let quote = match reconcile::quote(&debt, &draft, today) {
            Ok(quote) => quote,
            Err(found) => {
                let text = |error: &_| input::words::message(error, lang);
                let named = found.iter().map(|error| FieldError { name: error.field.name(), text: text(error) });
                return self.errors.set(named.collect());
            }
        };
        self.errors.set(Vec::new());
        self.progress.set(None);
        self.stage.set(Stage::Searching);
        browser::focus_main();
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        let ask = Ask { debt: Debt::clone(&debt), quote, lang: lang.tag().to_owned() };
        spawn_local(async move {
            let progress = move |done, total| {
                let _ = self.progress.try_set(Some((done, total)));
            };
            let said = worker::reconcile(&ask, &cancel, Box::new(progress)).await;
            let refuse = |text: String| {
                let _ = self.stage.try_set(Stage::Enter);
                let _ = self.errors.try_set(vec![FieldError { name: "amount", text }]);
            };
            match said {
                Ok(Reply::Found(found)) => drop(self.stage.try_set(Stage::Found(Arc::new(*found)))),
                Ok(Reply::Refused(reason)) => refuse(reason),
                Err(WorkerError::NotStarted) => refuse(words::not_started(lang).to_owned()),
                Err(WorkerError::TooSlow) => refuse(words::too_slow(lang).to_owned()),
                Err(WorkerError::Cancelled) => {
                    let _ = self.stage.try_set(Stage::Enter);
                    self.status.say(words::cancelled(lang));
                }
            }
        });
    }

    fn stop(self) {
        self.cancel.with_value(Cancel::cancel);
    }
}

/// The screen.
#[component]
pub fn ReconcilePage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let debt = Memo::new(move |_| debts.find(&id));
    let title = Signal::derive(move || match debt.get() {
        Some(debt) => words::of_debt(lang, &terms::debt_name(&debt, lang)),
        None => words::title(lang).to_owned(),
    });
    let body = move || match debt.get() {
        Some(debt) => view! { <Question debt=debt/> }.into_any(),
        None if keeper.storage() == Storage::Reading => view! { <p>{common::reading(lang)}</p> }.into_any(),
        None => view! {
            <p>{debt_words::gone(lang)}</p>
            <p><Link to=Route::Debts>{debt_words::back_to_list(lang)}</Link></p>
        }
        .into_any(),
    };
    view! { <Page screen="reconcile" title=title>{body}</Page> }
}

#[component]
fn Question(debt: Arc<Debt>) -> impl IntoView {
    let back = Route::Debt(debt.id.clone());
    let name = terms::debt_name(&debt, use_lang());
    let search = Search::new(debt);
    // A search that nobody waits for any more is ended.
    on_cleanup(move || search.stop());
    view! {
        <p><Link to=back>{name}</Link></p>
        <ErrorSummary errors=search.errors/>
        {move || match search.stage.get() {
            Stage::Enter => view! { <fields::Enter search=search/> }.into_any(),
            Stage::Searching => view! { <fields::Searching search=search/> }.into_any(),
            Stage::Found(found) => view! { <found::FoundView search=search found=found/> }.into_any(),
        }}
    }
}
