//! What was changed in the options, with its history, and what the worker made of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::request::Request;
use crate::case::{Counter, Debt, Held, Record, RequestStatus, Way};
use crate::engine::relief::Proposal;
use crate::present::Lang;
use crate::present::options::{Ask, Edits, OptionsView, handover};
use crate::present::words::options as words;
use crate::ui::browser;
use crate::ui::keeper::{Keeper, use_keeper};
use crate::ui::link::use_router;
use crate::ui::records::{Records, use_records};
use crate::ui::state::{AsOf, Debts, use_as_of, use_debts, use_lang};
use crate::ui::way::Told;

/// What was before, and what was taken back.
#[derive(Debug, Clone, Default)]
struct History {
    before: Vec<Edits>,
    after: Vec<Edits>,
}

/// The state of the screen.
#[derive(Clone, Copy)]
pub struct State {
    /// What the worker said.
    pub told: Told<OptionsView>,
    /// Whether all late debts are looked at.
    pub all: RwSignal<bool>,
    id: StoredValue<String>,
    edits: RwSignal<Edits>,
    history: RwSignal<History>,
    counter: Memo<Option<Proposal>>,
    debts: Debts,
    records: Records,
    keeper: Keeper,
    as_of: AsOf,
    lang: Lang,
}

impl State {
    /// The options of a debt; asks at once, and again when something changes.
    #[must_use]
    pub fn new(id: String) -> Self {
        let (router, records) = (use_router(), use_records());
        let counter = Memo::new(move |_| {
            let fragment = router.fragment();
            let record = records.find(handover::counter(&fragment)?)?;
            offer(&record)
        });
        let state = Self {
            told: Told::new(Way::Options),
            all: RwSignal::new(false),
            id: StoredValue::new(id),
            edits: RwSignal::new(Edits::new()),
            history: RwSignal::new(History::default()),
            counter,
            debts: use_debts(),
            records,
            keeper: use_keeper(),
            as_of: use_as_of(),
            lang: use_lang(),
        };
        Effect::new(move |_| state.told.ask(state.question(), state.lang));
        state
    }

    /// The question as it stands; tracked.
    fn question(self) -> Ask {
        let id = self.id.get_value();
        let sketches = self.records.sketches().into_iter().filter(|(_, sketch)| sketch.debt == id);
        Ask {
            debts: self.debts.0.with(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect()),
            household: self.records.household().filter(|known| !known.lines.is_empty()),
            all: self.all.get(),
            edits: self.edits.get(),
            sketches: sketches.map(|(id, sketch)| (id, sketch.proposal)).collect(),
            counter: self.counter.get(),
            as_of: self.as_of.get(),
            lang: self.lang.tag().to_owned(),
            id,
        }
    }

    /// The debt.
    #[must_use]
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Whether there is a budget; tracked.
    #[must_use]
    pub fn has_budget(self) -> bool {
        self.records.household().is_some_and(|known| !known.lines.is_empty())
    }

    /// What stands in a field; tracked.
    #[must_use]
    pub fn text(self, name: &str, proposed: &str) -> String {
        self.edits.with(|edits| edits.get(name).cloned().unwrap_or_else(|| proposed.to_owned()))
    }

    /// Changes a field; what was there can be had back.
    pub fn change(self, name: &str, text: &str) {
        let before = self.edits.get_untracked();
        if before.get(name).is_some_and(|known| known == text) {
            return;
        }
        self.history.update(|history| {
            history.before.push(before);
            history.after.clear();
        });
        self.edits.update(|edits| {
            edits.insert(name.to_owned(), text.to_owned());
        });
    }

    /// Whether a change can be taken back, and whether one that was taken back can be made again; tracked.
    #[must_use]
    pub fn can(self) -> (bool, bool) {
        self.history.with(|history| (!history.before.is_empty(), !history.after.is_empty()))
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.travel(|history, now| history.before.pop().inspect(|_| history.after.push(now)));
    }

    /// Makes the change again that was taken back last.
    pub fn redo(self) {
        self.travel(|history, now| history.after.pop().inspect(|_| history.before.push(now)));
    }

    fn travel(self, step: impl FnOnce(&mut History, Edits) -> Option<Edits>) {
        let now = self.edits.get_untracked();
        let mut found = None;
        self.history.update(|history| found = step(history, now));
        if let Some(edits) = found {
            self.edits.set(edits);
        }
    }

    /// Keeps a version to compare.
    pub fn keep(self, fragment: &str) {
        let (Some(proposal), Some(id)) = (handover::read(fragment), browser::new_id()) else { return };
        let sketch = crate::case::record::Sketch { debt: self.id(), proposal };
        let record = Record { id, rev: 0, held: Held::Sketch(Box::new(sketch)) };
        self.keeper.save_records(vec![record], words::sketch_kept(self.lang).to_owned(), self.lang, || ());
    }

    /// Drops a version that was kept.
    pub fn drop_sketch(self, id: &str) {
        let said = words::sketch_dropped(self.lang).to_owned();
        self.keeper.delete_records(vec![id.to_owned()], said, self.lang, || ());
    }
}

/// The counter-offer of a request, if its lender made one that can be read.
fn offer(record: &Arc<Record>) -> Option<Proposal> {
    let Held::Request(request) = &record.held else { return None };
    let Some(RequestStatus::Countered { counter }) = &request.status else { return None };
    let document = Request::parse(&request.document).ok()?;
    Counter::read(counter, &document).ok().map(|counter| counter.proposal)
}
