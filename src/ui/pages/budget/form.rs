//! The budget form: two lines and money at hand in sight, everything else folded. It stands on its own screen and, where there
//! is no budget yet, on the screen of the options.

use leptos::prelude::*;

use crate::case::household::{Household, Purpose};
use crate::engine::Currency;
use crate::present::Lang;
use crate::present::budget::draft::{CASH, Draft, ITEMS, MAIN, RHYTHMS, label, names, rhythm};
use crate::present::words::budget as words;
use crate::store::draft as kept;
use crate::ui::keeper::{Keeper, use_keeper};
use crate::ui::kit::{Button, Details, Entry, FieldError, FieldFrame, Kind, Notice, error_of};
use crate::ui::records::{Records, use_records};
use crate::ui::state::{AsOf, use_as_of, use_debts, use_lang};

/// The name of the draft.
const DRAFT: &str = "budget";

/// What the form works on.
#[derive(Clone, Copy)]
pub struct BudgetForm {
    draft: RwSignal<Draft>,
    /// What stood against it when it was sent.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Whether what is shown came back from an earlier visit.
    pub restored: RwSignal<bool>,
    saving: RwSignal<bool>,
    currency: Currency,
    records: Records,
    keeper: Keeper,
    as_of: AsOf,
    lang: Lang,
}

impl BudgetForm {
    /// What was typed last time, or the budget that is saved. To be made once the storage has been read.
    #[must_use]
    pub fn new() -> Self {
        let (records, debts) = (use_records(), use_debts());
        let saved = untrack(move || records.household());
        let typed: Option<Draft> = kept::load(DRAFT).and_then(|text| serde_json::from_str(&text).ok());
        let of_debts =
            debts.0.with_untracked(|debts| debts.first().map(|debt| debt.inputs.contract.principal().currency()));
        let currency = saved.as_ref().map(|known| known.currency).or(of_debts).unwrap_or(Currency::CNY);
        let restored = typed.is_some();
        let draft = typed.unwrap_or_else(|| saved.as_ref().map_or_else(Draft::default, Draft::of));
        Self {
            draft: RwSignal::new(draft),
            errors: RwSignal::new(Vec::new()),
            restored: RwSignal::new(restored),
            saving: RwSignal::new(false),
            currency,
            records,
            keeper: use_keeper(),
            as_of: use_as_of(),
            lang: use_lang(),
        }
    }

    /// What stands in a field; tracked.
    #[must_use]
    pub fn text(self, name: &str) -> String {
        self.draft.with(|draft| draft.get(name).to_owned())
    }

    /// Types into a field.
    pub fn set(self, name: &str, text: &str) {
        self.draft.update(|draft| draft.set(name, text));
        if let Ok(text) = self.draft.with_untracked(serde_json::to_string) {
            kept::save(DRAFT, &text);
        }
    }

    fn read(self, today: chrono::NaiveDate) -> Result<Household, Vec<(&'static str, String)>> {
        let before = untrack(move || self.records.household());
        self.draft.with(|draft| draft.read(before.as_ref(), self.currency, today, self.lang))
    }

    /// The household that the form makes while it can be read; tracked.
    #[must_use]
    pub fn household(self) -> Option<Household> {
        self.read(self.as_of.get()).ok()
    }

    /// Throws away what was typed.
    pub fn reset(self) {
        kept::remove(DRAFT);
        self.restored.set(false);
        self.errors.set(Vec::new());
        let saved = untrack(move || self.records.household());
        self.draft.set(saved.as_ref().map_or_else(Draft::default, Draft::of));
    }

    /// Saves, or says what stands against it; `done` runs once it is kept.
    pub fn send(self, done: impl FnOnce() + 'static) {
        if self.saving.get_untracked() {
            return;
        }
        let household = match untrack(move || self.read(self.as_of.get_untracked())) {
            Ok(household) => household,
            Err(errors) => {
                self.errors.set(errors.into_iter().map(|(name, text)| FieldError { name, text }).collect());
                return;
            }
        };
        self.errors.set(Vec::new());
        self.saving.set(true);
        let record = self.records.with_household(household);
        self.keeper.save_records(vec![record], words::saved(self.lang).to_owned(), self.lang, move || {
            kept::remove(DRAFT);
            let _ = self.restored.try_set(false);
            let _ = self.saving.try_set(false);
            done();
        });
    }
}

/// Says that what was typed last time is back, and offers to start over.
#[component]
pub fn Kept(form: BudgetForm) -> impl IntoView {
    let lang = use_lang();
    let reset = Callback::new(move |()| form.reset());
    view! {
        <Show when=move || form.restored.get()>
            <Notice>
                <p>{words::kept(lang)}</p>
                <div class="c-actions">
                    <Button label=words::start_over(lang) action="start-over" kind=Kind::Quiet on_press=reset/>
                </div>
            </Notice>
        </Show>
    }
}

/// The fields.
#[component]
pub fn BudgetFields(form: BudgetForm) -> impl IntoView {
    let lang = use_lang();
    let split = form.draft.with_untracked(Draft::is_split);
    let cash = Entry::new(CASH, words::cash_label(lang)).hint(words::cash_hint(lang)).keyboard("decimal").optional();
    let items = move |income: bool| {
        let own = ITEMS.into_iter().filter(move |purpose| purpose.is_income() == income);
        own.map(|purpose| view! { <LineField form=form purpose=purpose/> }).collect_view()
    };
    let days = MAIN.map(|purpose| view! { <FirstDay form=form purpose=purpose folded=true/> });
    view! {
        {MAIN.map(|purpose| view! { <LineField form=form purpose=purpose/> })}
        <Typed form=form entry=cash/>
        <Details summary=words::split(lang) open=split>
            <p class="c-section__note">{words::split_note(lang)}</p>
            {days}
            <h3>{words::incomes_title(lang)}</h3>
            {items(true)}
            <h3>{words::essentials_title(lang)}</h3>
            {items(false)}
        </Details>
    }
}

/// A line: how much and how often; the first day where the rhythm needs one.
#[component]
fn LineField(form: BudgetForm, purpose: Purpose) -> impl IntoView {
    let lang = use_lang();
    let [amount, every, _] = names(purpose);
    let hint = match purpose {
        Purpose::OtherIncome => words::income_hint(lang),
        Purpose::OtherEssential => words::essentials_hint(lang),
        _ => "",
    };
    let entry = Entry::new(amount, label(purpose, lang)).hint(hint).keyboard("decimal");
    let entry = if MAIN.contains(&purpose) { entry } else { entry.optional() };
    let error = error_of(form.errors, amount);
    let described = entry.clone();
    let chosen = move |name: &'static str| {
        let text = form.text(every);
        text == name || (text.is_empty() && name == RHYTHMS[0].0)
    };
    let options = RHYTHMS.map(|(name, ..)| {
        view! { <option value=name prop:selected=move || chosen(name)>{rhythm(name, lang)}</option> }
    });
    view! {
        <div class="c-entry">
            <FieldFrame entry=entry.clone() error=error>
                <input
                    class="c-field__input"
                    id=entry.id()
                    name=amount
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.described_by(error.with(Option::is_some))
                    prop:value=move || form.text(amount)
                    on:input=move |event| form.set(amount, &event_target_value(&event))
                />
                <select
                    class="c-field__input c-line__every"
                    id=format!("f-{every}")
                    name=every
                    aria-label=words::every_of(lang, label(purpose, lang))
                    on:change=move |event| form.set(every, &event_target_value(&event))
                >
                    {options}
                </select>
            </FieldFrame>
            <FirstDay form=form purpose=purpose folded=false/>
        </div>
    }
}

/// The first day of a line. Weekly money and money that moves once need it in sight; of the two main lines it is among the
/// folded fields otherwise.
#[component]
fn FirstDay(form: BudgetForm, purpose: Purpose, folded: bool) -> impl IntoView {
    let lang = use_lang();
    let [_, every, from] = names(purpose);
    let entry = Entry::new(from, words::from_of(lang, label(purpose, lang))).hint(words::from_hint(lang)).optional();
    let monthly = move || {
        let text = form.text(every);
        matches!(text.as_str(), "" | "month" | "varies")
    };
    let main = MAIN.contains(&purpose);
    let shown =
        Memo::new(move |_| if folded { monthly() } else { !monthly() || (!main && !form.text(from).is_empty()) });
    view! {
        <Show when=move || shown.get()>
            <Typed form=form entry=entry.clone()/>
        </Show>
    }
}

/// A text field of the form.
#[component]
fn Typed(form: BudgetForm, entry: Entry) -> impl IntoView {
    let (name, known, set) = (entry.name.clone(), entry.name.clone(), entry.name.clone());
    let error = error_of(form.errors, name.clone());
    let described = entry.clone();
    let keyboard = (!entry.keyboard.is_empty()).then_some(entry.keyboard);
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <input
                class="c-field__input"
                id=entry.id()
                name=name.clone()
                type="text"
                inputmode=keyboard
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || form.text(&known)
                on:input=move |event| form.set(&set, &event_target_value(&event))
            />
        </FieldFrame>
    }
}
