//! The form's signals: one draft of texts, what it makes, what stood against it when it was sent.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Debt;
use crate::present::Lang;
use crate::present::form::{Draft, Entered, Preset, derive, read};
use crate::present::handed::Handed;
use crate::present::input::{Field, words};
use crate::store::draft as kept;
use crate::ui::kit::FieldError;
use crate::ui::state::{AsOf, use_as_of, use_lang};

/// What the form works on.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is typed; nothing until a kind is chosen.
    pub draft: RwSignal<Option<Draft>>,
    /// What it makes, while it can be read.
    pub entered: Memo<Option<Entered>>,
    /// What stood against it when it was sent.
    pub errors: RwSignal<Vec<FieldError>>,
    /// The debt that is edited, if one is.
    pub debt: StoredValue<Option<Arc<Debt>>>,
    /// Whether what is shown came back from an earlier visit.
    pub restored: RwSignal<bool>,
    /// Whether a save is under way.
    pub saving: RwSignal<bool>,
    /// What the widget handed over, for the kind that will be chosen.
    pub handed: StoredValue<Option<Handed>>,
    as_of: AsOf,
    lang: Lang,
}

impl Form {
    /// The form of a new debt: what was typed last time, or the choice of kinds, into which comes what the address holds.
    #[must_use]
    pub fn new_debt(fragment: &str) -> Self {
        let kept = kept::load(&name(None)).and_then(|text| serde_json::from_str(&text).ok());
        let form = Self::of(kept, None, true);
        form.handed.set_value(Handed::read(fragment, form.as_of.get_untracked()));
        form
    }

    /// The form of a debt, if the form can say everything about it.
    #[must_use]
    pub fn edit(debt: &Arc<Debt>) -> Option<Self> {
        let draft = derive(debt, use_as_of().get_untracked())?;
        let kept: Option<Draft> = kept::load(&name(Some(debt))).and_then(|text| serde_json::from_str(&text).ok());
        let back = kept.is_some();
        Some(Self::of(kept.or(Some(draft)), Some(Arc::clone(debt)), back))
    }

    fn of(draft: Option<Draft>, debt: Option<Arc<Debt>>, back: bool) -> Self {
        let as_of = use_as_of();
        let restored = back && draft.as_ref().is_some_and(Draft::is_touched);
        let draft = RwSignal::new(draft);
        let entered = Memo::new(move |_| draft.with(|draft| read(draft.as_ref()?, as_of.get()).ok()));
        Self {
            draft,
            entered,
            errors: RwSignal::new(Vec::new()),
            debt: StoredValue::new(debt),
            restored: RwSignal::new(restored),
            saving: RwSignal::new(false),
            handed: StoredValue::new(None),
            as_of,
            lang: use_lang(),
        }
    }

    /// The kind that is chosen; tracked.
    #[must_use]
    pub fn preset(self) -> Option<Preset> {
        self.draft.with(|draft| draft.as_ref().map(Draft::preset))
    }

    /// Chooses a kind; what fits it stays.
    pub fn choose(self, preset: Preset) {
        self.draft.update(|draft| {
            let mut chosen = draft.as_ref().map_or_else(|| Draft::new(preset), |draft| draft.switched(preset));
            self.handed.with_value(|handed| handed.iter().for_each(|handed| chosen.take(handed)));
            *draft = Some(chosen);
        });
        self.errors.set(Vec::new());
        self.keep();
    }

    /// Types into a field.
    pub fn set(self, field: Field, text: &str) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.choose(field, text);
            }
        });
        self.keep();
    }

    /// What stands in a field; tracked.
    #[must_use]
    pub fn text(self, field: Field) -> String {
        self.draft.with(|draft| draft.as_ref().map_or_else(String::new, |draft| draft.get(field).to_owned()))
    }

    fn keep(self) {
        let text =
            self.draft.with_untracked(|draft| draft.as_ref().and_then(|draft| serde_json::to_string(draft).ok()));
        if let Some(text) = text {
            kept::save(&self.debt.with_value(|debt| name(debt.as_ref())), &text);
        }
    }

    /// Forgets what was typed: it is saved, or thrown away.
    pub fn forget(self) {
        kept::remove(&self.debt.with_value(|debt| name(debt.as_ref())));
        self.restored.set(false);
    }

    /// Starts over: from the debt that is edited, or from the choice of kinds.
    pub fn reset(self) {
        self.forget();
        self.errors.set(Vec::new());
        let today = self.as_of.get_untracked();
        self.draft.set(self.debt.with_value(|debt| derive(debt.as_ref()?, today)));
    }

    /// Reads the form as it is sent: what it makes, or every error in words.
    #[must_use]
    pub fn send(self) -> Option<Entered> {
        let (today, lang) = (self.as_of.get_untracked(), self.lang);
        let result = self.draft.with_untracked(|draft| draft.as_ref().map(|draft| read(draft, today)))?;
        match result {
            Ok(entered) => {
                self.errors.set(Vec::new());
                Some(entered)
            }
            Err(errors) => {
                let said = errors
                    .iter()
                    .map(|error| FieldError { name: error.field.name(), text: words::message(error, lang) });
                self.errors.set(said.collect());
                None
            }
        }
    }
}

fn name(debt: Option<&Arc<Debt>>) -> String {
    debt.map_or_else(|| "debt-new".to_owned(), |debt| format!("debt-{}", debt.id))
}
