//! Is this charge lawful? One plain question at a time, then what the rules say. The worker asks, judges and words it; this
//! page keeps the answers and shows what comes back.

pub mod question;
mod result;
mod state;

use leptos::prelude::*;

use crate::case::checked::Known;
use crate::present::words::{check as words, common};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Kind, Notice, Page, Tone};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};
use state::Check;

/// A charge that is typed by hand; nothing needs to be saved.
#[component]
pub fn CheckPage() -> impl IntoView {
    let lang = use_lang();
    let check = Check::new(None);
    view! {
        <Page screen="check" title=words::title(lang).to_owned()>
            <p>{words::lead(lang)}</p>
            <Body check=check/>
        </Page>
    }
}

/// A saved debt with its figures.
#[component]
pub fn DebtCheck(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let own = id.clone();
    // A memo of the name, so that a save does not build the page anew.
    let name = Memo::new(move |_| debts.find(&own).map(|debt| crate::present::terms::debt_name(&debt, lang)));
    let title = Signal::derive(move || match name.get() {
        Some(name) => words::title_debt(lang, &name),
        None if keeper.storage() == Storage::Reading => common::reading(lang).to_owned(),
        None => common::not_found_title(lang).to_owned(),
    });
    let body = move || {
        let (there, debt) = (name.with(Option::is_some), Route::Debt(id.clone()));
        if there {
            let check = Check::new(Some(id.clone()));
            return view! { <p><Link to=debt>{words::to_debt(lang)}</Link></p> <Body check=check/> }.into_any();
        }
        let gone = keeper.storage() != Storage::Reading;
        gone.then(|| view! { <p>{words::gone(lang)}</p> }).into_any()
    };
    view! { <Page screen="debt-check" title=title>{body}</Page> }
}

/// What is known, the question that is open or what came out.
#[component]
fn Body(check: Check) -> impl IntoView {
    let lang = use_lang();
    let known = move || check.view.with(|view| view.as_ref().map(|view| view.known.clone()).unwrap_or_default());
    let answered = move || {
        let view = check.view.get()?;
        Some(match view.question.clone() {
            Some(asked) => {
                let answer = Callback::new(move |(key, value): (String, String)| check.answer(&key, value));
                let stop = Callback::new(move |()| check.stop());
                view! { <question::Question asked=asked on_answer=answer on_stop=stop/> }.into_any()
            }
            None => view! { <result::Result check=check view=view/> }.into_any(),
        })
    };
    let trouble = move |text: &'static str| {
        view! {
            <Notice tone=Tone::Late>
                <p>{text}</p>
                <div class="c-actions"><Button label=words::again(lang) action="check-again" on_press=move |()| check.ask(false)/></div>
            </Notice>
        }
    };
    view! {
        <p class="c-check__wait" role="status" data-busy=move || check.busy.get().then_some("true")>
            {move || if check.busy.get() { words::waiting(lang) } else { "" }}
        </p>
        {move || check.trouble.get().map(trouble)}
        {answered}
        {move || known_list(check, known())}
    }
}

/// What is known, each with a way to change it.
fn known_list(check: Check, known: Vec<Known>) -> Option<AnyView> {
    let lang = use_lang();
    if known.is_empty() {
        return None;
    }
    let rows: Vec<_> = known.into_iter().map(|each| known_row(check, each)).collect();
    let over = move |()| check.start_over();
    let hand = check.is_by_hand();
    Some(
        view! {
            <section class="c-section" aria-labelledby="known-title" data-known="">
                <h2 id="known-title">{words::known_title(lang)}</h2>
                <dl class="c-known">{rows}</dl>
                {hand.then(|| view! {
                    <div class="c-actions">
                        <Button label=words::start_over(lang) action="start-over" kind=Kind::Quiet on_press=over/>
                    </div>
                })}
            </section>
        }
        .into_any(),
    )
}

fn known_row(check: Check, known: Known) -> AnyView {
    let lang = use_lang();
    let (key, label) = (known.key.clone(), words::change_of(lang, &known.label));
    let note = known.from_debt.then(|| view! { <span class="c-known__note">{words::from_debt(lang)}</span> });
    view! {
        <div class="c-known__row" data-key=known.key>
            <dt>{known.label}</dt>
            <dd>{known.value} " " {note}</dd>
            <dd class="c-known__change">
                <button type="button" class="c-button" data-kind="quiet" aria-label=label on:click=move |_| check.reopen(&key)>
                    {words::change(lang)}
                </button>
            </dd>
        </div>
    }
    .into_any()
}
