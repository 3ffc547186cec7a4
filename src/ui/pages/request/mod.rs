//! One request: how it stands, what may be done with it, what was asked and what was answered.

mod answer;
mod course;
mod sending;
pub(super) mod words_of;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{Held, Record, RequestKind, RequestRecord, RequestStatus, Way};
use crate::present::requests::{self as view, Ask, Line, View};
use crate::present::words::requests as words;
use crate::store::outbox::Standing;
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Empty, Page};
use crate::ui::link::Link;
use crate::ui::outbox::{Outbox, use_outbox};
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};

/// The page asks again how an undecided request stands after so many milliseconds.
const ASK_AGAIN_MS: u32 = 20_000;

/// What all parts of the page share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// The record; none while there is none.
    record: Memo<Option<std::sync::Arc<Record>>>,
    /// How it stands.
    standing: Memo<Standing>,
    /// What the worker makes of it; none until it has answered.
    view: RwSignal<Option<View>>,
}

impl Shown {
    fn request(self) -> Option<RequestRecord> {
        self.record.with(|record| match record.as_ref().map(|record| &record.held) {
            Some(Held::Request(request)) => Some((**request).clone()),
            _ => None,
        })
    }

    fn is_plan(self) -> bool {
        self.request().is_some_and(|request| request.kind == RequestKind::Relief)
    }
}

/// The screen.
#[component]
pub fn RequestPage(id: String) -> impl IntoView {
    let (lang, records, outbox, keeper) = (use_lang(), use_records(), use_outbox(), use_keeper());
    let own = id.clone();
    let record = Memo::new(move |_| records.find(&own).filter(|record| matches!(record.held, Held::Request(_))));
    let standing = Memo::new(move |_| record.get().map_or(Standing::Draft, |record| outbox.standing(&record)));
    let shown = Shown { record, standing, view: RwSignal::new(None) };
    ask_the_worker(shown);
    follow(shown, outbox);
    let title = Signal::derive(move || {
        shown.request().map_or_else(
            || words::title(lang).to_owned(),
            |request| words::request_title(lang, view::kind(request.kind, lang)),
        )
    });
    let there = Memo::new(move |_| record.with(Option::is_some));
    let reading = move || keeper.storage() == Storage::Reading;
    let body = move || match (there.get(), reading()) {
        (true, _) => view! { <Whole id=id.clone() shown=shown/> }.into_any(),
        (false, true) => ().into_any(),
        (false, false) => view! {
            <Empty title=words::not_here_title(lang) body=words::not_here_body(lang)>
                <Link to=Route::Requests class="c-button" action="all-requests">{words::all(lang)}</Link>
            </Empty>
        }
        .into_any(),
    };
    view! { <Page screen="request" title=title>{body}</Page> }
}

/// Everything of a request that is there.
#[component]
fn Whole(id: String, shown: Shown) -> impl IntoView {
    let lang = use_lang();
    let name = move || shown.standing.with(|standing| standing.name());
    let asked = move || shown.view.with(|view| view.as_ref().map(|view| figures(&view.asked)));
    view! {
        <div data-request=id data-state=name>
            <sending::Standing shown=shown/>
            <answer::Counter shown=shown/>
            <answer::TakeOver shown=shown/>
            <answer::Refused shown=shown/>
            <section class="c-section">
                <h2>{words::what(lang)}</h2>
                <About shown=shown/>
                {asked}
                <sending::Copies shown=shown/>
            </section>
            <course::Course shown=shown/>
            <answer::NoteAnswer shown=shown/>
            <p><Link to=Route::Requests action="all-requests">{words::all(lang)}</Link></p>
        </div>
    }
}

/// Which debt, and to whom.
#[component]
fn About(shown: Shown) -> impl IntoView {
    let (lang, debts, outbox) = (use_lang(), use_debts(), use_outbox());
    let debt = move || {
        let id = shown.request()?.debt;
        let name = view::debt_name(debts.find(&id).as_deref(), lang);
        Some(view! { <p>{words::about_debt(lang)} " " <Link to=Route::Debt(id)>{name}</Link></p> })
    };
    let lender = move || {
        let id = shown.request()?.lender?;
        let lenders = outbox.lenders();
        let entry = lenders.as_ref().and_then(|lenders| lenders.lender(&id));
        let name = entry.map(|entry| match lang {
            crate::present::Lang::Zh => entry.name_zh.clone(),
            crate::present::Lang::En => entry.name_en.clone(),
        });
        Some(view! { <p>{words::to_lender(lang, &name.unwrap_or(id))}</p> })
    };
    view! { {debt} {lender} }
}

/// Labels and values.
pub(super) fn figures(lines: &[Line]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .cloned()
        .map(|(label, value)| view! { <tr><th scope="row">{label}</th><td>{value}</td></tr> })
        .collect_view();
    view! { <table class="c-table"><tbody>{rows}</tbody></table> }
}

/// Asks the worker anew when the record or the debt changes.
fn ask_the_worker(shown: Shown) {
    let (lang, debts) = (use_lang(), use_debts());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let Some(record) = shown.request() else { return };
        let debt = debts.find(&record.debt).map(|debt| crate::case::Debt::clone(&debt));
        let ask = Ask { record, debt, lang: lang.tag().to_owned() };
        // What was worked out before belongs to another state: nothing of it may be taken over, and a late answer is none.
        shown.view.set(None);
        let turn = asked.get_value().wrapping_add(1);
        asked.set_value(turn);
        spawn_local(async move {
            let seen: Option<View> = worker::way(Way::Request, &ask, &Cancel::default()).await.ok();
            if asked.try_get_value() == Some(turn) {
                let _ = shown.view.try_set(seen);
            }
        });
    });
}

/// While the page is open, the lender is asked how the request stands until that is decided.
fn follow(shown: Shown, outbox: Outbox) {
    let gone = StoredValue::new(false);
    on_cleanup(move || gone.set_value(true));
    ask_again(shown, outbox, gone, 0);
}

fn ask_again(shown: Shown, outbox: Outbox, gone: StoredValue<bool>, after: u32) {
    browser::after(after, move || {
        if gone.try_get_value() != Some(false) {
            return;
        }
        let Some(record) = shown.record.try_get_untracked() else { return };
        let key = record.as_ref().and_then(|record| match &record.held {
            Held::Request(request) if request.status.as_ref().is_some_and(RequestStatus::may_withdraw) => {
                request.key.clone()
            }
            _ => None,
        });
        if let Some(key) = key {
            spawn_local(async move { outbox.ask(&key).await });
        }
        ask_again(shown, outbox, gone, ASK_AGAIN_MS);
    });
}
