//! All answers once more, the letter as it will go out, and the one button that makes it final. Sending is confirmed with the
//! name of the host that gets it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Flow;
use super::who::host;
use crate::case::{Held, LenderEntry, Record, Request, RequestRecord};
use crate::present::compose::{Answer, Step};
use crate::present::words::{common, compose as words};
use crate::ui::browser;
use crate::ui::keeper::{reason, use_keeper};
use crate::ui::kit::{Button, Dialog, Kind, Notice, Tone};
use crate::ui::letter::{Letter, Source};
use crate::ui::outbox::use_outbox;
use crate::ui::state::{use_as_of, use_lang, use_status};

/// The page.
#[component]
pub(super) fn Check(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let view = Memo::new(move |_| flow.view.get());
    // While the worker is at it, what is there was made of earlier answers.
    let document = Memo::new(move |_| {
        let now = !flow.busy.get();
        view.with(|view| view.as_ref().filter(|_| now).and_then(|view| view.document.clone()))
    });
    let answers = move || view.with(|view| view.as_ref().map(|view| list(flow, &view.answers)));
    let warnings = move || {
        let found = view.with(|view| view.as_ref().map(|view| view.warnings.clone()).unwrap_or_default());
        found
            .into_iter()
            .map(|text| view! { <Notice tone=Tone::Late><p data-warning="">{text}</p></Notice> })
            .collect_view()
    };
    let back = Callback::new(move |()| flow.back());
    let letter = move || {
        document.get().map(|text| {
            view! {
                <section class="c-section" aria-labelledby="letter-title">
                    <h2 id="letter-title">{words::letter_title(lang)}</h2>
                    <Letter source=Source::Request(text)/>
                </section>
            }
        })
    };
    view! {
        <section class="c-question" data-step="check" aria-labelledby="step-title">
            <h2 class="c-question__text" id="step-title" tabindex="-1">{words::check_title(lang)}</h2>
            <p class="c-section__note">{words::check_note(lang)}</p>
            {answers}
            {warnings}
            <super::Waiting flow=flow/>
            <div class="c-actions">
                <Show when=move || document.with(Option::is_some)><Finish flow=flow/></Show>
                <Button label=words::back(lang) action="previous-step" on_press=back/>
            </div>
        </section>
        {letter}
    }
}

/// Every answer with a way to change it.
fn list(flow: Flow, answers: &[Answer]) -> AnyView {
    let lang = use_lang();
    let row = |answer: &Answer| {
        let step = answer.step;
        let label = words::change_of(lang, &answer.label);
        let value = if step == Step::Whom { flow.addressee(lang) } else { answer.value.clone() };
        view! {
            <div class="c-known__row" data-key=step.name()>
                <dt>{answer.label.clone()}</dt>
                <dd>{value}</dd>
                <dd class="c-known__change">
                    <button type="button" class="c-button" data-kind="quiet" aria-label=label on:click=move |_| flow.change(step)>
                        {words::change(lang)}
                    </button>
                </dd>
            </div>
        }
    };
    let rows: Vec<_> = answers.iter().map(row).collect();
    view! { <dl class="c-known">{rows}</dl> }.into_any()
}

/// The button that makes it final: sends it, or keeps it to be handed over.
#[component]
fn Finish(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let chosen = Memo::new(move |_| flow.lender());
    let direct = move || chosen.with(|lender| lender.as_ref().is_some_and(|lender| lender.origin.is_some()));
    let nobody = move || flow.field("lender").get().is_empty();
    let name = Signal::derive(move || words::send_question(lang, &flow.addressee(lang)));
    let to = move || {
        let origin = chosen.with(|lender| lender.as_ref().and_then(|lender| lender.origin.clone()));
        words::send_to(lang, host(&origin.unwrap_or_default()))
    };
    let make = make(flow, busy);
    let send = Callback::new(move |()| {
        open.set(false);
        make.run(true);
    });
    let choose = Callback::new(move |()| flow.change(Step::Whom));
    let ask = Callback::new(move |()| open.set(true));
    let keep = Callback::new(move |()| make.run(false));
    let button = move || match (nobody(), direct()) {
        (true, _) => {
            view! { <Button label=words::whom_title(lang) action="choose-addressee" kind=Kind::Primary on_press=choose/> }
        }
        (_, true) => view! { <Button label=words::send(lang) action="send-request" kind=Kind::Primary on_press=ask/> },
        (_, false) => {
            view! { <Button label=words::make(lang) action="make-request" kind=Kind::Primary on_press=keep/> }
        }
    };
    view! {
        {button}
        <Dialog open=open name="send" title=name>
            <p data-send-to="">{to}</p>
            <div class="c-actions">
                <Button label=words::send_confirm(lang) action="confirm-send" kind=Kind::Primary on_press=send/>
                <Button label=common::cancel(lang) action="cancel-send" on_press=move |()| open.set(false)/>
            </div>
        </Dialog>
    }
}

/// Makes the record of the document that is on screen; with `true` it goes to the outbox as well.
fn make(flow: Flow, busy: RwSignal<bool>) -> Callback<bool> {
    let (lang, keeper, as_of, status) = (use_lang(), use_keeper(), use_as_of(), use_status());
    let outbox = use_outbox();
    Callback::new(move |send: bool| {
        let document = flow.view.with_untracked(|view| view.as_ref().and_then(|view| view.document.clone()));
        let (Some(document), false) = (document, busy.get_untracked()) else { return };
        let (Ok(request), Some(id)) = (Request::parse(&document), browser::new_id()) else {
            return status.say(common::not_saved(lang, ""));
        };
        let record = RequestRecord {
            debt: flow.id.get_value(),
            kind: request.kind,
            made_on: as_of.today.get_untracked(),
            document,
            lender: untrack(move || flow.lender()).map(|lender: LenderEntry| lender.id),
            key: None,
            exported_on: None,
            status: None,
            status_on: None,
            adopted_on: None,
        };
        busy.set(true);
        let record = Record { id: id.clone(), rev: 0, held: Held::Request(Box::new(record)) };
        let made = move || {
            let _ = busy.try_set(false);
            flow.end(&id);
        };
        let direct = untrack(move || flow.lender()).filter(|lender| send && lender.origin.is_some());
        let Some(lender) = direct else {
            return keeper.save_records(vec![record], words::made(lang).to_owned(), lang, made);
        };
        spawn_local(async move {
            let document = match &record.held {
                Held::Request(request) => request.document.clone(),
                _ => String::new(),
            };
            // The record and the bytes on their way are kept in one transaction.
            match outbox.queue(record, &lender.id, document).await {
                Ok(_) => {
                    status.say(words::queued(lang));
                    made();
                }
                Err(error) => {
                    let _ = busy.try_set(false);
                    status.say(common::not_saved(lang, &reason(&error, lang)));
                }
            }
        });
    })
}
