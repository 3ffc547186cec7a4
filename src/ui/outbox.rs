//! Sending: what was queued leaves this device, in one tab, and what the lender says comes back into the records.
//!
//! `store::outbox` decides and `store::post` commits; this fetches. Nothing is sent before its attempt is committed, nor while
//! the storage waits for a decision, nor where the browser keeps nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{self, Bell, Reply};
use super::keeper::{Keeper, Storage, use_keeper};
use crate::case::receipt::REQUESTS_PATH;
use crate::case::{Held, Lenders, Record, RequestKey, RequestState, RequestStatus};
use crate::store::outbox::{Answer, Look, Millis, Now, PATIENCE, Row, SECOND, Standing, State, Task, backoff, is_open};
use crate::store::{Moved, Saved, Status, Store, StoreError};

/// The lock of the tab that sends.
const LOCK: &str = "duewise-outbox";
/// The network is back: everybody waits a little, each another while.
const JITTER_MS: u64 = 3_000;
/// How long to wait for our own site, or for a storage that refused.
const AGAIN_MS: u32 = 5_000;
/// While our own site does not say who the lenders are.
const LIST_AGAIN_MS: u32 = 15_000;
/// A network that comes and goes hurries nothing more often than this.
const HURRY_EVERY_MS: u64 = 5_000;
/// No wait is longer than this: a clock may jump.
const LONGEST_WAIT_MS: u64 = 600_000;
/// At the start, lenders are asked how requests stand at most this often.
const ASK_EVERY: Millis = 4 * 3_600 * SECOND;

/// What may be done with requests on their way; a Copy handle in the context.
#[derive(Debug, Clone, Copy)]
pub struct Outbox {
    keeper: Keeper,
    now: RwSignal<Now>,
    lenders: RwSignal<Option<Arc<Lenders>>>,
    bell: StoredValue<Bell, LocalStorage>,
    holder: StoredValue<u64>,
    running: StoredValue<bool>,
    hurried: StoredValue<u64>,
}

impl Outbox {
    /// The outbox of the page; nothing is sent yet.
    #[must_use]
    pub fn new(keeper: Keeper) -> Self {
        Self {
            keeper,
            now: RwSignal::new(Now { wall: 0, passed: 0 }),
            lenders: RwSignal::new(None),
            bell: StoredValue::new_local(Bell::default()),
            holder: StoredValue::new(browser::random().max(1)),
            running: StoredValue::new(false),
            hurried: StoredValue::new(0),
        }
    }

    /// Sends from now on what is queued, here or in another tab.
    pub fn start(self) {
        let may_write = move || matches!(self.keeper.storage(), Storage::Read(status) if status.may_write());
        // What is to be done, so that a look that finds nothing new does not call for another.
        let work = Memo::new(move |_| {
            let open = |posts: &Arc<Vec<Row>>| posts.iter().filter(|row| is_open(row)).map(trail).collect::<Vec<_>>();
            if may_write() { self.keeper.posts().with(open) } else { Vec::new() }
        });
        Effect::new(move |_| {
            if work.with(Vec::is_empty) {
                return;
            }
            if !self.running.get_value() {
                self.running.set_value(true);
                spawn_local(self.run());
            }
            self.ring();
        });
        Effect::new(move |asked: Option<bool>| {
            let may = may_write();
            if may && asked != Some(true) {
                self.ask_at_the_start();
            }
            may || asked == Some(true)
        });
        browser::on_wake(move || {
            let spread = u32::try_from(browser::random() % JITTER_MS).unwrap_or(0);
            browser::after(spread, move || {
                let (wall, last) = (browser::wall(), self.hurried.get_value());
                if browser::is_online() && wall.abs_diff(last) >= HURRY_EVERY_MS {
                    self.hurried.set_value(wall);
                    self.try_now();
                }
            });
        });
    }

    fn ring(self) {
        self.bell.with_value(Bell::ring);
    }

    async fn pause(self, milliseconds: Option<u32>) {
        let bell = self.bell.get_value();
        bell.wait(milliseconds).await;
    }

    fn at(self, alone: bool) -> Look {
        Look { holder: self.holder.get_value(), alone, wall: browser::wall(), random: browser::random() }
    }

    /// The tab that sends: it waits for its turn, then does one thing after another for as long as it lives.
    async fn run(self) {
        let alone = browser::hold_lock(LOCK).await;
        let mut asked = BTreeMap::new();
        loop {
            let Some(store) = self.keeper.store() else { return };
            if !self.keeper.posts().with_untracked(|posts| posts.iter().any(is_open)) {
                self.pause(None).await;
                continue;
            }
            // An attempt counts once it is begun, so it is begun only when it can be made.
            if !browser::is_online() || self.list().await.is_none() {
                self.pause(Some(LIST_AGAIN_MS)).await;
                continue;
            }
            let Ok(looked) = store.look(self.at(alone)).await else {
                self.pause(Some(AGAIN_MS)).await;
                continue;
            };
            self.now.set(looked.now);
            self.take(looked.posts);
            let wait = match looked.task {
                Task::Send(row) => {
                    self.send(&store, &row, alone).await;
                    continue;
                }
                Task::Wait(time) => Some(time),
                Task::Rest => None,
            };
            let wait = match self.take_back(&store, &mut asked, looked.now, alone).await {
                Some(soon) => Some(wait.map_or(soon, |wait| wait.min(soon))),
                None => wait,
            };
            if wait != Some(0) {
                self.pause(wait.map(|wait| u32::try_from(wait.min(LONGEST_WAIT_MS)).unwrap_or(AGAIN_MS))).await;
            }
        }
    }

    fn take(self, posts: Vec<Row>) {
        if self.keeper.posts().with_untracked(|known| **known != posts) {
            self.keeper.posts().set(Arc::new(posts));
        }
    }

    /// One attempt: the same bytes under the same key as every other.
    async fn send(self, store: &Store, row: &Row, alone: bool) {
        let reply = match (self.endpoint(row.lender()), std::str::from_utf8(row.body())) {
            (Some(endpoint), Ok(body)) => browser::send(&endpoint, &row.key().header(), body, patience()).await,
            // The lender is no longer in the list: there is no desk to send it to.
            _ => Reply::Whole { status: 404, retry_after: None, body: Vec::new() },
        };
        let moved = store.answered(row.key(), row.attempts(), answer(&reply), self.at(alone), browser::today()).await;
        match moved {
            Ok(Some(moved)) => self.show(moved),
            // Nothing was kept, so the row waits for its deadline and the same bytes go out again.
            Ok(None) | Err(_) => self.pause(Some(1_000)).await,
        }
    }

    /// Asks lenders to take back what the borrower took back; gives the time until the next try.
    async fn take_back(
        self,
        store: &Store,
        asked: &mut BTreeMap<RequestKey, (u32, Millis)>,
        now: Now,
        alone: bool,
    ) -> Option<Millis> {
        let posts = self.keeper.posts().get_untracked();
        let mut soon: Option<Millis> = None;
        for row in posts.iter().filter(|row| row.to_withdraw().is_some()) {
            let (tries, due) = asked.get(row.key()).copied().unwrap_or((0, 0));
            if due <= now.passed {
                if self.withdraw(store, row, alone).await {
                    return Some(0);
                }
                let tries = tries.saturating_add(1);
                let due = now.passed.saturating_add(backoff(tries, None, browser::random()));
                asked.insert(row.key().clone(), (tries, due));
                soon = Some(soon.map_or(due, |least| least.min(due)));
            } else {
                soon = Some(soon.map_or(due, |least| least.min(due)));
            }
        }
        soon.map(|due| due.saturating_sub(now.passed).max(SECOND))
    }

    /// One withdrawal; whether the lender has answered it.
    async fn withdraw(self, store: &Store, row: &Row, alone: bool) -> bool {
        let (Some(number), Some(endpoint)) = (row.to_withdraw(), self.endpoint(row.lender())) else { return false };
        let mut reply = browser::ask("POST", &format!("{endpoint}/{number}/withdraw"), patience()).await;
        if matches!(reply, Reply::Whole { status: 409, .. }) {
            // Decided before: how, is said by the question.
            reply = browser::ask("GET", &format!("{endpoint}/{number}"), patience()).await;
        }
        let Some(status) = said(&reply, number) else { return false };
        if let Ok(Some(moved)) = store.withdrawn(row.key(), &status, self.at(alone), browser::today()).await {
            self.show(moved);
            self.enter(store, row.key(), &status).await;
            return true;
        }
        false
    }

    /// Keeps what a lender says of a request, if it is new.
    async fn enter(self, store: &Store, key: &RequestKey, status: &RequestStatus) {
        if let Ok(Some(record)) = store.standing(key, status, browser::today()).await {
            self.show_record(record);
        }
    }

    fn show(self, moved: Moved) {
        let key = moved.row.key().clone();
        self.keeper.posts().update(|posts| {
            let mut all = Vec::clone(posts);
            match all.iter_mut().find(|row| *row.key() == key) {
                Some(place) => *place = moved.row,
                None => all.push(moved.row),
            }
            *posts = Arc::new(all);
        });
        if let Some(record) = moved.record {
            self.show_record(record);
        }
    }

    fn show_record(self, record: Record) {
        self.keeper.show(Saved { records: vec![record], ..Saved::default() }, &crate::store::Batch::default());
        browser::bump_saved();
    }

    /// The list of lenders, fetched when it is first needed; none while our own site does not answer.
    pub async fn list(self) -> Option<Arc<Lenders>> {
        if let Some(known) = self.lenders.get_untracked() {
            return Some(known);
        }
        let text = browser::lenders().await?;
        // What cannot be read is no list, but perhaps the sign-in page of a network: it must not make a request stop for good.
        let list = Arc::new(Lenders::parse(&text, browser::on_loopback()).ok()?);
        self.lenders.set(Some(Arc::clone(&list)));
        Some(list)
    }

    /// The list of lenders as far as it is known; tracked. Asks for it if it is not.
    #[must_use]
    pub fn lenders(self) -> Option<Arc<Lenders>> {
        let known = self.lenders.get();
        if known.is_none() {
            spawn_local(async move {
                let _ = self.list().await;
            });
        }
        known
    }

    fn endpoint(self, lender: &str) -> Option<String> {
        let list = self.lenders.get_untracked()?;
        let origin = list.lender(lender)?.origin.clone()?;
        Some(format!("{origin}{REQUESTS_PATH}"))
    }

    fn row(self, key: &RequestKey) -> Option<Row> {
        self.keeper.posts().with(|posts| posts.iter().find(|row| row.key() == key).cloned())
    }

    /// The row behind a key; tracked.
    #[must_use]
    pub fn post(self, key: Option<&RequestKey>) -> Option<Row> {
        key.and_then(|key| self.row(key))
    }

    /// How a request stands; tracked.
    #[must_use]
    pub fn standing(self, record: &Record) -> Standing {
        let Held::Request(request) = &record.held else { return Standing::Draft };
        let row = self.post(request.key.as_ref());
        Standing::of(row.as_ref(), request.key.is_some(), request.status.as_ref(), self.now.get())
    }

    /// Freezes a document under a new key: keeps the record and queues the bytes in one transaction. It is sent as soon as it can
    /// be; the record is in the list once this returns.
    ///
    /// # Errors
    /// Why nothing was kept, and so nothing will be sent.
    pub async fn queue(self, record: Record, lender: &str, document: String) -> Result<RequestKey, StoreError> {
        let Some(key) = browser::new_key() else { return Err(StoreError::Failed) };
        let Held::Request(mut request) = record.held else { return Err(StoreError::Failed) };
        request.key = Some(key.clone());
        request.lender = Some(lender.to_owned());
        request.document = document;
        self.queue_as_it_is(Record { held: Held::Request(request), ..record }).await?;
        Ok(key)
    }

    async fn queue_as_it_is(self, record: Record) -> Result<(), StoreError> {
        let Some(store) = self.keeper.store() else { return Err(StoreError::Locked(Status::Unavailable)) };
        let (record, row) = store.queue(&record, self.at(false)).await?;
        self.now.update(|now| *now = row.queued());
        self.show(Moved { row, record: Some(record) });
        self.ring();
        Ok(())
    }

    /// Queues the document of a record again under the key that it has, after its row was lost: the lender takes it once.
    ///
    /// # Errors
    /// Why nothing was kept.
    pub async fn queue_again(self, record: Record) -> Result<(), StoreError> {
        self.queue_as_it_is(record).await
    }

    /// The same document under a new key, after the lender said that the key was used for another text and the borrower
    /// confirmed.
    ///
    /// # Errors
    /// Why nothing was kept; [`StoreError::Failed`] if the lender said no such thing.
    pub async fn under_new_key(self, record: Record) -> Result<RequestKey, StoreError> {
        let Held::Request(request) = &record.held else { return Err(StoreError::Failed) };
        let row = request.key.as_ref().and_then(|key| untrack(|| self.row(key)));
        let (Some(row), Some(key)) = (row, browser::new_key()) else { return Err(StoreError::Failed) };
        if row.under_new_key(key, self.now.get_untracked()).is_none() {
            return Err(StoreError::Failed);
        }
        let (lender, document) = (row.lender().to_owned(), request.document.clone());
        self.queue(record, &lender, document).await
    }

    /// Takes a request back: at once if it was never sent, else by asking the lender.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn cancel(self, key: &RequestKey) -> Result<(), StoreError> {
        let Some(store) = self.keeper.store() else { return Err(StoreError::Locked(Status::Unavailable)) };
        if let Some(moved) = store.cancel(key, self.at(false), browser::today()).await? {
            self.show(moved);
            browser::bump_saved();
        }
        self.ring();
        Ok(())
    }

    /// Tries what waits now, unless its lender asked for patience.
    pub fn try_now(self) {
        let waits = self.keeper.posts().with_untracked(|posts| posts.iter().any(is_open));
        let Some(store) = self.keeper.store().filter(|_| waits) else { return };
        spawn_local(async move {
            let _ = store.hurry(self.at(false)).await;
            self.ring();
        });
    }

    /// Asks the lender how a request stands.
    pub async fn ask(self, key: &RequestKey) {
        let row = untrack(|| self.row(key));
        let (Some(row), Some(store), Some(_)) = (row, self.keeper.store(), self.list().await) else { return };
        let State::Acked { receipt } = row.state() else { return };
        let Some(endpoint) = self.endpoint(row.lender()) else { return };
        let reply = browser::ask("GET", &format!("{endpoint}/{}", receipt.id), patience()).await;
        if let Some(status) = said(&reply, &receipt.id) {
            self.enter(&store, key, &status).await;
        }
    }

    /// Asks about every request that is not decided, at most every few hours.
    fn ask_at_the_start(self) {
        let wall = browser::wall();
        if wall.saturating_sub(browser::load_asked()) < ASK_EVERY {
            return;
        }
        let undecided: Vec<RequestKey> = self.keeper.records().0.with_untracked(|records| {
            let keys = records.iter().filter_map(|record| match &record.held {
                Held::Request(request) if request.status.as_ref().is_some_and(RequestStatus::may_withdraw) => {
                    request.key.clone()
                }
                _ => None,
            });
            keys.collect()
        });
        if undecided.is_empty() {
            return;
        }
        browser::store_asked(wall);
        spawn_local(async move {
            for key in undecided {
                self.ask(&key).await;
            }
        });
    }
}

/// What of a row calls for another look when it changes.
fn trail(row: &Row) -> (RequestKey, Option<Millis>, bool) {
    let due = match row.state() {
        State::Queued { not_before } => Some(*not_before),
        _ => None,
    };
    (row.key().clone(), due, row.to_withdraw().is_some())
}

fn patience() -> u32 {
    u32::try_from(PATIENCE).unwrap_or(AGAIN_MS)
}

fn answer(reply: &Reply) -> Answer<'_> {
    match reply {
        Reply::Nothing => Answer::Nothing,
        Reply::Endless => Answer::Endless,
        Reply::Whole { status, retry_after, body } => {
            Answer::Whole { status: *status, retry_after: *retry_after, body }
        }
    }
}

/// What a lender says about the request with this number; none if that is no answer to the question.
fn said(reply: &Reply, number: &str) -> Option<RequestStatus> {
    match reply {
        Reply::Whole { status: 200, body, .. } => RequestState::read(body, number).ok().map(|state| state.status),
        _ => None,
    }
}

/// The outbox of the page.
#[must_use]
pub fn use_outbox() -> Outbox {
    use_context().unwrap_or_else(|| Outbox::new(use_keeper()))
}
