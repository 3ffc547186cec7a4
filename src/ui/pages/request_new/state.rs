//! The flow's state: what is typed, which page is open (it stands in the address, so that the browser's back button works),
//! and what the worker made of it. What is typed survives a reload and a change of language.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::lenders::Product;
use crate::case::request::RequestKind;
use crate::case::{Debt, DebtKind, Evidence, LenderEntry, Lenders, Way};
use crate::present::Lang;
use crate::present::compose::{Ask, Draft, KINDS, Step, View, errors, steps};
use crate::present::options::handover;
use crate::present::words::compose as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel, WorkerError};
use crate::ui::kit::FieldError;
use crate::ui::link::{Router, use_router};
use crate::ui::outbox::{Outbox, use_outbox};
use crate::ui::records::{Records, use_records};
use crate::ui::state::{AsOf, Debts, use_as_of, use_debts, use_lang};

/// The fields that are typed or chosen one by one, by their names in the page.
const FIELDS: [&str; 9] = ["payoff_on", "reason", "since", "lasting", "note", "name", "contact", "contract", "lender"];

/// What stands before a page's name, a kind or a record's id in the fragment.
const STEP: &str = "step=";
const KIND: &str = "kind=";
const DONE: &str = "done=";

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Flow {
    /// The debt.
    pub id: StoredValue<String>,
    /// What was chosen beside the fields.
    pub rest: RwSignal<Draft>,
    typed: [RwSignal<String>; FIELDS.len()],
    /// Files that prove something.
    pub files: RwSignal<Vec<Evidence>>,
    /// What stands against the page that is open.
    pub errors: RwSignal<Vec<FieldError>>,
    /// What the worker said last.
    pub view: RwSignal<Option<Arc<View>>>,
    /// Whether an answer is on its way.
    pub busy: RwSignal<bool>,
    /// Why there is none.
    pub trouble: RwSignal<Option<&'static str>>,
    /// Whether what is shown came back from an earlier visit.
    pub restored: RwSignal<bool>,
    /// Whether the page was opened from the last one, to change an answer.
    pub returning: RwSignal<bool>,
    cancel: StoredValue<Cancel, LocalStorage>,
    turn: StoredValue<u32>,
    outbox: Outbox,
    router: Router,
    records: Records,
    debts: Debts,
    as_of: AsOf,
    lang: Lang,
}

impl Flow {
    /// The flow of a debt: what was typed last time, what the address brings, and what the self-assessment knows.
    #[must_use]
    pub fn new(id: String) -> Self {
        let kept: Option<Draft> = kept::load(&name(&id)).and_then(|text| serde_json::from_str(&text).ok());
        let (records, router) = (use_records(), use_router());
        let mut draft = kept.clone().unwrap_or_default();
        let brought = take_fragment(&mut draft, &untrack(move || router.fragment()));
        if let Some(household) = untrack(move || records.household()) {
            draft.take_answers(&household.answers);
        }
        let flow = Self {
            id: StoredValue::new(id),
            typed: FIELDS.map(|field| RwSignal::new(field_of(&mut draft, field).clone())),
            files: RwSignal::new(draft.evidence.clone()),
            rest: RwSignal::new(draft),
            errors: RwSignal::new(Vec::new()),
            view: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            restored: RwSignal::new(kept.is_some() && !brought),
            returning: RwSignal::new(false),
            cancel: StoredValue::new_local(Cancel::default()),
            turn: StoredValue::new(0),
            outbox: use_outbox(),
            router,
            records,
            debts: use_debts(),
            as_of: use_as_of(),
            lang: use_lang(),
        };
        if brought {
            router.settle(&format!("{STEP}{}", Step::What.name()));
        }
        Effect::new(move |before: Option<()>| {
            let draft = flow.draft();
            if before.is_some() {
                flow.keep(&draft);
            }
        });
        Effect::new(move |before: Option<Step>| {
            let (step, _) = (flow.step(), flow.as_of.get());
            flow.ask();
            if before.is_some_and(|before| before != step) {
                request_animation_frame(|| browser::focus("step-title"));
            }
            step
        });
        Effect::new(move |_| flow.propose_lender());
        on_cleanup(move || flow.cancel.with_value(Cancel::cancel));
        flow
    }

    /// A field by its name.
    #[must_use]
    pub fn field(self, name: &str) -> RwSignal<String> {
        let place = FIELDS.iter().position(|field| *field == name).unwrap_or(0);
        self.typed[place]
    }

    /// Everything that was typed and chosen; tracked.
    #[must_use]
    pub fn draft(self) -> Draft {
        let mut draft = self.rest.get();
        for (name, typed) in FIELDS.iter().zip(self.typed) {
            *field_of(&mut draft, name) = typed.get();
        }
        draft.evidence = self.files.get();
        draft
    }

    /// The record that was made, if the flow is done; tracked.
    #[must_use]
    pub fn done(self) -> Option<String> {
        self.router.fragment().strip_prefix(DONE).map(str::to_owned)
    }

    /// The page that is open; tracked.
    #[must_use]
    pub fn step(self) -> Step {
        let named = self.router.fragment().strip_prefix(STEP).and_then(Step::from_name);
        match (named, self.rest.with(|draft| draft.kind)) {
            (_, None) => Step::Kind,
            (Some(step), Some(_)) => step,
            (None, Some(_)) => Step::What,
        }
    }

    /// Which of how many; none on the first and the last page. Tracked.
    #[must_use]
    pub fn place(self) -> Option<(usize, usize)> {
        let all = steps(self.rest.with(|draft| draft.kind)?);
        let now = all.iter().position(|step| *step == self.step())?;
        Some((now.saturating_add(1), all.len()))
    }

    /// Chooses a kind and goes on; what fits it stays.
    pub fn choose(self, kind: RequestKind) {
        self.rest.update(|draft| draft.kind = Some(kind));
        self.open(Step::What);
    }

    /// Opens a page.
    pub fn open(self, step: Step) {
        self.errors.set(Vec::new());
        self.router.turn(&format!("{STEP}{}", step.name()));
    }

    /// Opens a page from the last one, to which it leads back.
    pub fn change(self, step: Step) {
        self.returning.set(true);
        self.open(step);
    }

    /// Reads the page that is open and goes on, or says what stands against it.
    pub fn next(self) {
        let (step, draft) = (untrack(move || self.step()), untrack(move || self.draft()));
        let found = errors(&draft, step, self.as_of.get_untracked(), self.lang);
        if !found.is_empty() {
            self.errors.set(found.into_iter().map(|(name, text)| FieldError { name, text }).collect());
            return;
        }
        let all = draft.kind.map_or(&[][..], steps);
        let after = all.iter().skip_while(|each| **each != step).nth(1).copied();
        let returning = self.returning.get_untracked();
        self.returning.set(false);
        self.open(if returning { Step::Check } else { after.unwrap_or(Step::Check) });
    }

    /// Goes to the page before.
    pub fn back(self) {
        let step = untrack(move || self.step());
        let all = self.rest.with_untracked(|draft| draft.kind).map_or(&[][..], steps);
        let before = match step {
            Step::Check => all.last().copied(),
            _ => all.iter().take_while(|each| **each != step).last().copied(),
        };
        self.open(before.unwrap_or(Step::Kind));
        if before.is_none() {
            self.rest.update(|draft| draft.kind = None);
        }
    }

    /// Forgets what was typed.
    pub fn forget(self) {
        kept::remove(&self.id.with_value(|id| name(id)));
    }

    /// Starts over.
    pub fn start_over(self) {
        self.restored.set(false);
        for typed in self.typed {
            typed.set(String::new());
        }
        self.rest.set(Draft::default());
        self.files.set(Vec::new());
        self.forget();
        self.open(Step::Kind);
    }

    /// The request is made: the flow ends and shows its record.
    pub fn end(self, record: &str) {
        self.forget();
        self.router.settle(&format!("{DONE}{record}"));
    }

    /// Proposes the lender whose name the creditor bears, while nobody is chosen.
    fn propose_lender(self) {
        let creditor = self.id.with_value(|id| self.debts.find_untracked(id)).map(|debt| debt.creditor.clone());
        let lenders = self.lenders();
        let found = lenders.as_ref().and_then(|all| Some(named(all, &creditor?)?.id.clone()));
        let lender = self.field("lender");
        if let (Some(found), true) = (found, lender.with_untracked(String::is_empty)) {
            lender.set(found);
        }
        // The limits of the list are there only now: the document may claim more.
        if lenders.is_some() && untrack(move || self.step()) == Step::Check {
            self.ask();
        }
    }

    fn keep(self, draft: &Draft) {
        if let (Ok(text), true) = (serde_json::to_string(draft), untrack(move || self.done()).is_none()) {
            kept::save(&self.id.with_value(|id| name(id)), &text);
        }
    }

    /// Asks the worker; an earlier question is not wanted any more.
    pub fn ask(self) {
        self.put(untrack(move || self.step()) == Step::Check);
    }

    /// The list of lenders; nothing while it is read. Tracked.
    #[must_use]
    pub fn lenders(self) -> Option<Arc<Lenders>> {
        self.outbox.lenders()
    }

    /// The lender that is chosen; none where the borrower hands it over. Tracked.
    #[must_use]
    pub fn lender(self) -> Option<LenderEntry> {
        let id = self.field("lender").get();
        self.lenders().and_then(|all| all.lender(&id).cloned())
    }

    /// Who gets it, in words; tracked.
    #[must_use]
    pub fn addressee(self, lang: Lang) -> String {
        match self.lender() {
            Some(lender) => super::who::lender_name(&lender, lang),
            None if self.field("lender").get().is_empty() => words::check_blank(lang).to_owned(),
            None => words::whom_self(lang).to_owned(),
        }
    }

    /// Who got a request, by the lender of its record; tracked.
    #[must_use]
    pub fn sent_to(self, lender: Option<&String>, lang: Lang) -> String {
        let Some(id) = lender else { return words::whom_self(lang).to_owned() };
        let known = self.lenders().and_then(|all| all.lender(id).map(|one| super::who::lender_name(one, lang)));
        known.unwrap_or_else(|| id.clone())
    }

    /// What the chosen lender allows for a kind of debt, or what is assumed of one.
    fn product(self, kind: DebtKind) -> Option<Product> {
        let id = self.field("lender").get_untracked();
        untrack(move || self.lenders())?.product(Some(&id), kind).map(|(product, _)| product.clone())
    }

    fn put(self, claim: bool) {
        let Some(debt) = self.id.with_value(|id| self.debts.find_untracked(id)) else { return };
        let draft = untrack(move || self.draft());
        if draft.kind.is_none() || untrack(move || self.done()).is_some() {
            return;
        }
        self.cancel.with_value(Cancel::cancel);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let (turn, cancel) = (self.turn.get_value(), Cancel::default());
        self.cancel.set_value(cancel.clone());
        self.trouble.set(None);
        self.busy.set(true);
        let others = self.debts.0.with_untracked(|all| {
            all.iter().filter(|other| other.id != debt.id).map(|other| Debt::clone(other)).collect()
        });
        // The search for something smaller takes its time: it is asked for once, for the document that is frozen.
        let product = claim.then(|| self.product(debt.kind)).flatten();
        let ask = Ask {
            debt: Debt::clone(&debt),
            others,
            household: untrack(move || self.records.household()),
            draft,
            product,
            as_of: self.as_of.get_untracked(),
            lang: self.lang.tag().to_owned(),
        };
        spawn_local(async move {
            let said = worker::way::<_, View>(Way::Compose, &ask, &cancel).await;
            // The page may be gone, or something else was asked since.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.set(false);
            match said {
                Ok(view) => self.view.set(Some(Arc::new(view))),
                // Without the claim it takes no time at all.
                Err(WorkerError::TooSlow) if claim => self.put(false),
                Err(WorkerError::TooSlow) => self.trouble.set(Some(words::too_slow(self.lang))),
                Err(WorkerError::NotStarted) => self.trouble.set(Some(words::not_started(self.lang))),
                Err(WorkerError::Cancelled) => {}
            }
        });
    }
}

/// The lender whose name a creditor bears, exactly; none where no or several lenders do.
fn named<'a>(lenders: &'a Lenders, creditor: &str) -> Option<&'a LenderEntry> {
    let bears =
        |lender: &&LenderEntry| !creditor.is_empty() && (lender.name_zh == creditor || lender.name_en == creditor);
    let mut all = lenders.lenders.iter().filter(bears);
    let first = all.next();
    if all.next().is_some() { None } else { first }
}

/// Takes what the address brings: a kind, or the levers of an option. Says whether it brought anything.
fn take_fragment(draft: &mut Draft, fragment: &str) -> bool {
    if let Some(kind) = fragment.strip_prefix(KIND) {
        draft.kind = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind);
        return draft.kind.is_some();
    }
    let Some(proposal) = handover::read(fragment) else { return false };
    draft.kind = Some(RequestKind::Relief);
    draft.proposal = Some(proposal);
    true
}

fn field_of<'a>(draft: &'a mut Draft, name: &str) -> &'a mut String {
    match name {
        "payoff_on" => &mut draft.payoff_on,
        "reason" => &mut draft.reason,
        "since" => &mut draft.since,
        "lasting" => &mut draft.lasting,
        "note" => &mut draft.note,
        "name" => &mut draft.name,
        "contact" => &mut draft.contact,
        "contract" => &mut draft.contract,
        _ => &mut draft.lender,
    }
}

fn name(id: &str) -> String {
    format!("request-{id}")
}
