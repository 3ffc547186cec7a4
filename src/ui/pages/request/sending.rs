//! How a request stands on its way, and what may be done about that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Shown, words_of};
use crate::case::{Held, Record, RequestKey};
use crate::present::Lang;
use crate::present::words::{common, requests as words};
use crate::store::StoreError;
use crate::store::outbox::{Refusal, Standing as Stand};
use crate::ui::browser;
use crate::ui::keeper::{reason, use_keeper};
use crate::ui::kit::{Button, Kind, Notice};
use crate::ui::letter::{Handout, Letter, Source};
use crate::ui::link::use_router;
use crate::ui::outbox::{Outbox, use_outbox};
use crate::ui::route::Route;
use crate::ui::state::{Status, use_lang, use_status};

/// The state in words, what happens next, and the buttons that fit it.
#[component]
pub(super) fn Standing(shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let adopted = move || shown.request().and_then(|request| request.adopted_on);
    let name = move || shown.standing.with(|standing| words_of::state(standing, lang).0);
    let says = move || match adopted() {
        Some(day) => words::says_adopted(lang, &crate::present::format::date(day, lang)),
        None => shown.standing.with(|standing| words_of::says(standing, shown.is_plan(), lang)),
    };
    let trouble = move || {
        let said = shown.standing.with(|standing| words_of::trouble(standing, lang));
        said.map(|said| view! { <p data-trouble="">{said}</p> })
    };
    let next = move || {
        let said = shown.standing.with(|standing| words_of::next(standing, lang)).filter(|_| adopted().is_none());
        said.map(|said| view! { <section class="c-section"><h2>{words::next(lang)}</h2><p>{said}</p></section> })
    };
    view! {
        <section class="c-section" aria-live="polite">
            <Notice><p><strong data-standing="">{name}</strong></p><p>{says}</p>{trouble}</Notice>
            <Moves shown=shown/>
        </section>
        {next}
    }
}

/// What may be done on the way.
#[component]
fn Moves(shown: Shown) -> impl IntoView {
    let (lang, outbox, status) = (use_lang(), use_outbox(), use_status());
    let asked = RwSignal::new(false);
    let kind = Memo::new(move |_| shown.standing.with(moves));
    let buttons = move || {
        let Some(key) = shown.request().and_then(|request| request.key) else { return ().into_any() };
        let record = shown.record;
        match kind.get() {
            Moves::None => ().into_any(),
            Moves::Cancel => view! { <TryNow outbox=outbox/> <Cancel key=key/> }.into_any(),
            Moves::Wait => view! { <TryNow outbox=outbox/> <Withdraw key=key asked=asked/> }.into_any(),
            Moves::Withdraw => {
                let ask = key.clone();
                let press = move |()| {
                    let key = ask.clone();
                    spawn_local(async move { outbox.ask(&key).await });
                };
                view! {
                    <Button label=words::ask_state(lang) action="ask-state" on_press=press/>
                    <Withdraw key=key asked=asked/>
                }
                .into_any()
            }
            Moves::NewKey => {
                let press = move |()| {
                    with_record(record, status, lang, move |record| async move {
                        outbox.under_new_key(record).await.map(drop)
                    })
                };
                view! { <Button label=words::new_number(lang) action="new-number" on_press=press/> }.into_any()
            }
            Moves::SendAgain => {
                let press = move |()| {
                    with_record(record, status, lang, move |record| async move { outbox.queue_again(record).await })
                };
                view! { <Button label=words::send_again(lang) action="send-again" on_press=press/> }.into_any()
            }
        }
    };
    view! { <div class="c-actions">{buttons}</div> }
}

/// The moves that fit a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moves {
    None,
    Cancel,
    Wait,
    Withdraw,
    NewKey,
    SendAgain,
}

const fn moves(standing: &Stand) -> Moves {
    match standing {
        Stand::Queued => Moves::Cancel,
        Stand::Sending | Stand::Waiting { .. } => Moves::Wait,
        Stand::At(status) if status.may_withdraw() => Moves::Withdraw,
        Stand::Rejected(Refusal::KeyReused) => Moves::NewKey,
        Stand::Unknown => Moves::SendAgain,
        Stand::Draft
        | Stand::At(_)
        | Stand::Rejected(_)
        | Stand::Cancelled
        | Stand::Expired { .. }
        | Stand::Withdrawing => Moves::None,
    }
}

fn with_record<F: Future<Output = Result<(), StoreError>> + 'static>(
    record: Memo<Option<std::sync::Arc<Record>>>,
    status: Status,
    lang: Lang,
    act: impl FnOnce(Record) -> F + 'static,
) {
    let Some(record) = record.get_untracked() else { return };
    let record = Record::clone(&record);
    spawn_local(async move {
        if let Err(error) = act(record).await {
            status.say(words::not_done(lang, &reason(&error, lang)));
        }
    });
}

#[component]
fn TryNow(outbox: Outbox) -> impl IntoView {
    let lang = use_lang();
    view! { <Button label=words::try_now(lang) action="try-now" on_press=move |()| outbox.try_now()/> }
}

/// Takes back what was never sent.
#[component]
fn Cancel(key: RequestKey) -> impl IntoView {
    let lang = use_lang();
    let press = take_back(key, words::cancelled(lang));
    view! { <Button label=words::cancel(lang) action="cancel-request" kind=Kind::Quiet on_press=press/> }
}

fn take_back(key: RequestKey, said: &'static str) -> Callback<()> {
    let (lang, outbox, status) = (use_lang(), use_outbox(), use_status());
    Callback::new(move |()| {
        let key = key.clone();
        spawn_local(async move {
            match outbox.cancel(&key).await {
                Ok(()) => status.say(said),
                Err(error) => status.say(words::not_done(lang, &reason(&error, lang))),
            }
        });
    })
}

/// Asks the lender to take it back: asked twice, because it cannot be undone.
#[component]
fn Withdraw(key: RequestKey, asked: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let sure = take_back(key, words::withdraw_asked(lang));
    let ask = move |()| asked.set(true);
    view! {
        <Show
            when=move || asked.get()
            fallback=move || view! { <Button label=words::withdraw(lang) action="withdraw" kind=Kind::Quiet on_press=ask/> }
        >
            <p>{words::withdraw_question(lang)}</p>
            <Button label=words::withdraw_sure(lang) action="confirm-withdraw" kind=Kind::Stop on_press=sure/>
            <Button label=words::keep_it(lang) action="keep-request" on_press=move |()| asked.set(false)/>
        </Show>
    }
}

/// The document as a file, its letter, and deleting a record that is settled.
#[component]
pub(super) fn Copies(shown: Shown) -> impl IntoView {
    let (lang, status, keeper, router) = (use_lang(), use_status(), use_keeper(), use_router());
    let save = move |()| {
        let Some(request) = shown.request() else { return };
        let name = words::file_name(lang, &request.made_on.to_string());
        if !browser::download(&name, "application/json", request.document.as_bytes()) {
            status.say(common::download_failed(lang));
        }
    };
    let delete = move |()| {
        let Some(record) = shown.record.get_untracked() else { return };
        let done = move || router.go(&Route::Requests);
        keeper.delete_records(vec![record.id.clone()], words::deleted(lang).to_owned(), lang, done);
    };
    // What may still be on its way has to be taken back first.
    let settled = move || {
        shown.standing.with(|standing| {
            !matches!(standing, Stand::Queued | Stand::Sending | Stand::Waiting { .. } | Stand::Withdrawing)
        })
    };
    let letter = move || {
        let record = shown.record.get()?;
        let Held::Request(request) = &record.held else { return None };
        let source = Source::Request(request.document.clone());
        Some(view! { <Letter source=source handout=Handout(record.id.clone())/> })
    };
    view! {
        <div class="c-actions">
            <Button label=words::download(lang) action="download-request" on_press=save/>
            <Show when=settled>
                <Button label=words::delete(lang) action="delete-request" kind=Kind::Quiet on_press=delete/>
            </Show>
        </div>
        {letter}
    }
}
