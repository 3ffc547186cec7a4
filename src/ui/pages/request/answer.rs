//! What the lender answered, what follows from it, and an answer that came another way.

use leptos::prelude::*;

use super::{Shown, figures};
use crate::case::{Held, Record, RequestStatus};
use crate::present::input::{self, Errors, Field as Named};
use crate::present::words::requests as words;
use crate::store::outbox::Standing;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{
    Button, Details, Entry, ErrorSummary, Field, FieldError, Kind, Notice, SelectField, Tone, error_of,
};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The most payments, and the most days of grace, that are read from what a lender said.
const MOST: u32 = 600;

/// A counter-offer beside the request, and the way to compare the two.
#[component]
pub(super) fn Counter(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let offered = move || shown.view.with(|view| view.as_ref()?.counter.as_ref().map(|lines| figures(lines)));
    let unreadable = move || shown.view.with(|view| view.as_ref().is_some_and(|view| view.unreadable));
    let there = Memo::new(move |_| {
        matches!(shown.request().and_then(|request| request.status), Some(RequestStatus::Countered { .. }))
    });
    let compare = move || {
        let (debt, id) = (shown.request()?.debt, shown.record.get()?.id.clone());
        let href = format!("{}#counter={id}", Route::Options(debt).href());
        Some(view! { <a class="c-button" data-action="compare" href=href>{words::compare(lang)}</a> })
    };
    view! {
        <Show when=move || there.get()>
            <section class="c-section" data-counter="">
                <h2>{words::counter_title(lang)}</h2>
                {offered}
                <Show when=unreadable><Notice tone=Tone::Late><p>{words::counter_unreadable(lang)}</p></Notice></Show>
                <div class="c-actions">{compare}</div>
            </section>
        </Show>
    }
}

/// The plan takes the place of the contract: debt and record change together.
#[component]
pub(super) fn TakeOver(shown: Shown) -> impl IntoView {
    let (lang, keeper, as_of) = (use_lang(), use_keeper(), use_as_of());
    let plan = move || shown.view.with(|view| view.as_ref()?.plan.clone());
    let there = Memo::new(move |_| plan().is_some());
    let warning = move || {
        let plan = plan().filter(|plan| plan.changed)?;
        let said = words::adopt_changed(lang, &plan.kept.to_string());
        Some(view! { <Notice tone=Tone::Late><p data-changed="">{said}</p></Notice> })
    };
    let adopt = move |()| {
        let Some((plan, record)) = untrack(plan).zip(shown.record.get_untracked()) else { return };
        let mut record = Record::clone(&record);
        if let Held::Request(request) = &mut record.held {
            request.adopted_on = Some(as_of.today.get_untracked());
        }
        keeper.save_with(vec![plan.debt], vec![record], words::adopted(lang).to_owned(), lang, || ());
    };
    let open = move || {
        let request = shown.request().filter(|request| request.adopted_on.is_some())?;
        Some(view! {
            <p><Link to=Route::Plan(request.debt) class="c-button" action="open-plan">{words::open_plan(lang)}</Link></p>
        })
    };
    view! {
        <Show when=move || there.get()>
            <section class="c-section" data-plan="">
                {warning}
                <div class="c-actions">
                    <Button label=words::adopt(lang) action="adopt" kind=Kind::Primary on_press=adopt/>
                </div>
                <p class="c-section__note">{words::adopt_note(lang)}</p>
            </section>
        </Show>
        {open}
    }
}

/// The ways on after a refusal.
#[component]
pub(super) fn Refused(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let ways = move || {
        let stopped = shown.standing.with(|standing| {
            matches!(standing, Standing::At(RequestStatus::Refused) | Standing::Rejected(_) | Standing::Expired { .. })
        });
        let debt = shown.request().filter(|_| stopped)?.debt;
        let mediation = format!("{}#kind=mediation", Route::RequestNew(debt.clone()).href());
        Some(view! {
            <div class="c-actions">
                <Link to=Route::Options(debt.clone()) class="c-button" action="ask-smaller">{words::ask_smaller(lang)}</Link>
                <a class="c-button" data-action="ask-mediation" href=mediation>{words::ask_mediation(lang)}</a>
                <Link to=Route::Debt(debt) class="c-button" action="open-debt">{words::refused_debt(lang)}</Link>
            </div>
        })
    };
    view! { {ways} }
}

/// An answer that came by letter or phone.
#[component]
pub(super) fn NoteAnswer(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    // A decided request is decided; one that was taken over is part of the debt.
    let open = move || {
        let request = shown.request()?;
        let decided = request.adopted_on.is_some()
            || matches!(
                request.status,
                Some(RequestStatus::Agreed | RequestStatus::Refused | RequestStatus::Withdrawn)
            );
        let gone = shown.standing.with(|standing| matches!(standing, Standing::Cancelled | Standing::Withdrawing));
        (!decided && !gone).then_some(())
    };
    let there = Memo::new(move |_| open().is_some());
    view! {
        <Show when=move || there.get()>
            <Details summary=words::note_title(lang)>
                <p>{words::note_body(lang)}</p>
                <NoteForm shown=shown/>
            </Details>
        </Show>
    }
}

/// What is typed about an answer.
#[derive(Debug, Clone, Copy)]
struct Typed {
    answer: RwSignal<String>,
    date: RwSignal<String>,
    count: RwSignal<String>,
    days: RwSignal<String>,
    said: RwSignal<String>,
}

impl Typed {
    fn is_counter(self) -> bool {
        self.answer.with(|answer| answer == "countered")
    }

    /// The answer that it says, and its day.
    fn read(self, today: chrono::NaiveDate) -> Result<(RequestStatus, chrono::NaiveDate), Vec<input::FieldError>> {
        let mut errors = Errors::default();
        let date = errors.take(Named::Date, input::date(&self.date.get_untracked(), today));
        let counter = untrack(|| self.is_counter());
        let number = |errors: &mut Errors, field, typed: RwSignal<String>, least| {
            let typed = typed.get_untracked();
            if !counter || input::is_blank(&typed) {
                return Some(None);
            }
            errors.take(field, input::count(&typed, least, MOST)).map(Some)
        };
        let count = number(&mut errors, Named::Count, self.count, 1);
        let days = number(&mut errors, Named::Days, self.days, 0);
        let (Some(date), Some(count), Some(days)) = (date, count, days) else { return Err(errors.into_list()) };
        let status = match self.answer.get_untracked().as_str() {
            "agreed" => RequestStatus::Agreed,
            "refused" => RequestStatus::Refused,
            _ => RequestStatus::Countered {
                counter: serde_json::json!({
                    "proposal": { "count": count, "grace_days": days.unwrap_or(0) },
                    "note": self.said.get_untracked(),
                }),
            },
        };
        Ok((status, date.date))
    }
}

#[component]
fn NoteForm(shown: Shown) -> impl IntoView {
    let (lang, keeper, as_of, router) = (use_lang(), use_keeper(), use_as_of(), use_router());
    let today = as_of.today.get_untracked();
    let text = |text: String| RwSignal::new(text);
    let typed = Typed {
        answer: text("agreed".to_owned()),
        date: text(today.to_string()),
        count: text(String::new()),
        days: text(String::new()),
        said: text(String::new()),
    };
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let shown_errors = |found: Vec<input::FieldError>| {
            let one = |error: &input::FieldError| FieldError {
                name: error.field.name(),
                text: input::words::message(error, lang),
            };
            found.iter().map(one).collect()
        };
        match (typed.read(today), shown.record.get_untracked()) {
            (Ok((status, date)), Some(record)) => {
                errors.set(Vec::new());
                let mut record = Record::clone(&record);
                if let Held::Request(request) = &mut record.held {
                    request.status = Some(status);
                    request.status_on = Some(date);
                }
                let at = Route::Request(record.id.clone());
                keeper.save_records(vec![record], words::noted(lang).to_owned(), lang, move || router.go(&at));
            }
            (Err(found), _) => errors.set(shown_errors(found)),
            (Ok(_), None) => {}
        }
    };
    let answers = [
        ("agreed", words::note_agreed(lang)),
        ("refused", words::note_refused(lang)),
        ("countered", words::note_countered(lang)),
    ];
    let answers = answers.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    view! {
        <form class="c-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <SelectField entry=Entry::new("answer", words::note_answer(lang)) options=answers value=typed.answer error=error_of(errors, "answer")/>
            <Field entry=Entry::new("date", words::note_date(lang)) value=typed.date error=error_of(errors, "date")/>
            <Show when=move || typed.is_counter()>
                <Field entry=Entry::new("count", words::note_count(lang)).keyboard("numeric").optional() value=typed.count error=error_of(errors, "count")/>
                <Field entry=Entry::new("days", words::note_days(lang)).keyboard("numeric").optional() value=typed.days error=error_of(errors, "days")/>
                <Field entry=Entry::new("said", words::note_words(lang)).optional() value=typed.said error=error_of(errors, "said")/>
            </Show>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="note-answer">{words::note_save(lang)}</button>
            </div>
        </form>
    }
}
