//! The form of one contact. What is typed survives a reload and a change of language until it is saved or given up.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Open;
use super::list::said;
use crate::case::{Evidence, Held, Record};
use crate::engine::limits::{MAX_EVIDENCE, MAX_NOTE_CHARS};
use crate::present::contacts::{Draft, REACHED, SAID, WAYS, WHO, errors};
use crate::present::lang::Lang;
use crate::present::letter::{reached, way, who};
use crate::present::terms;
use crate::present::words::contacts as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::files::FilesField;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Entry, ErrorSummary, Field, FieldError, FieldFrame, Kind, SelectField, error_of};
use crate::ui::records::use_records;
use crate::ui::state::{use_debts, use_lang};

/// The draft of a new contact.
const NEW: &str = "contact-new";

/// Whether a new contact was begun and not saved.
pub(super) fn has_draft() -> bool {
    kept::load(NEW).is_some()
}

/// The signals of the form.
#[derive(Clone, Copy)]
struct Signals {
    at: RwSignal<String>,
    way: RwSignal<String>,
    who: RwSignal<String>,
    name: RwSignal<String>,
    reached: RwSignal<String>,
    note: RwSignal<String>,
    debt: RwSignal<String>,
    said: RwSignal<Vec<String>>,
    agreed: RwSignal<bool>,
    files: RwSignal<Vec<Evidence>>,
}

impl Signals {
    fn new(draft: Draft) -> Self {
        Self {
            at: RwSignal::new(draft.at),
            way: RwSignal::new(draft.way),
            who: RwSignal::new(draft.who),
            name: RwSignal::new(draft.name),
            reached: RwSignal::new(draft.reached),
            note: RwSignal::new(draft.note),
            debt: RwSignal::new(draft.debt),
            said: RwSignal::new(draft.said),
            agreed: RwSignal::new(draft.agreed),
            files: RwSignal::new(draft.files),
        }
    }

    /// What is typed and chosen; tracked.
    fn draft(self) -> Draft {
        Draft {
            at: self.at.get(),
            way: self.way.get(),
            who: self.who.get(),
            name: self.name.get(),
            reached: self.reached.get(),
            said: self.said.get(),
            note: self.note.get(),
            debt: self.debt.get(),
            agreed: self.agreed.get(),
            files: self.files.get(),
        }
    }
}

/// The form of a new contact, or of one that is there.
#[component]
pub(super) fn Form(open: RwSignal<Open>, id: Option<String>) -> impl IntoView {
    let (lang, keeper, records) = (use_lang(), use_keeper(), use_records());
    let name = id.as_ref().map_or_else(|| NEW.to_owned(), |id| format!("contact-{id}"));
    let there = id.as_ref().and_then(|id| records.find_untracked(id));
    let known = there.as_ref().and_then(|record| match &record.held {
        Held::Contact(contact) => Some(Draft::of(contact)),
        _ => None,
    });
    let back: Option<Draft> = kept::load(&name).and_then(|text| serde_json::from_str(&text).ok());
    let signals = Signals::new(back.or(known).unwrap_or_else(|| Draft::now(browser::now())));
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let keep = name.clone();
    Effect::new(move |before: Option<()>| {
        let draft = signals.draft();
        if let (Some(()), Ok(text)) = (before, serde_json::to_string(&draft)) {
            kept::save(&keep, &text);
        }
    });
    let (rev, own) = (there.map_or(0, |record| record.rev), id.clone());
    let done = name.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = untrack(move || signals.draft());
        let found = errors(&draft, browser::now(), lang);
        wrong.set(found.into_iter().map(|(name, text)| FieldError { name, text }).collect());
        let Some(id) = own.clone().or_else(browser::new_id) else { return };
        let (true, Some(contact)) = (wrong.with_untracked(Vec::is_empty), draft.contact(&id)) else { return };
        let record = Record { id, rev, held: Held::Contact(Box::new(contact)) };
        let name = done.clone();
        keeper.save_records(vec![record], words::saved(lang).to_owned(), lang, move || {
            kept::remove(&name);
            open.set(Open::Nothing);
        });
    };
    let give_up = Callback::new(move |()| {
        kept::remove(&name);
        open.set(Open::Nothing);
    });
    let title = if id.is_some() { words::edit(lang) } else { words::add(lang) };
    view! {
        <ErrorSummary errors=wrong/>
        <form class="c-question" novalidate=true on:submit=submit data-contact-form="" aria-labelledby="contact-title">
            <h2 class="c-question__text" id="contact-title" tabindex="-1">{title}</h2>
            <Fields signals=signals wrong=wrong/>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-contact">{words::save(lang)}</button>
                <Button label=words::cancel(lang) action="cancel-contact" kind=Kind::Quiet on_press=give_up/>
            </div>
        </form>
    }
}

fn choices<T: Copy>(all: &[(&str, T)], text: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), text(*value).to_owned())).collect()
}

#[component]
fn Fields(signals: Signals, wrong: RwSignal<Vec<FieldError>>) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let at = Entry { kind: "datetime-local", ..Entry::new("at", words::at(lang)).hint(words::at_hint(lang)) };
    let mut of_debts = vec![(String::new(), words::debt_none(lang).to_owned())];
    of_debts.extend(debts.0.with_untracked(|all| {
        all.iter().map(|debt| (debt.id.clone(), terms::debt_name(debt, lang))).collect::<Vec<_>>()
    }));
    let none = move |name: &'static str| error_of(wrong, name);
    view! {
        <Field entry=at value=signals.at error=none("at")/>
        <SelectField entry=Entry::new("way", words::way(lang)) options=choices(&WAYS, |value| way(value, lang)) value=signals.way error=none("way")/>
        <SelectField entry=Entry::new("who", words::who(lang)) options=choices(&WHO, |value| who(value, lang)) value=signals.who error=none("who")/>
        <Field entry=Entry::new("name", words::name(lang)).hint(words::name_hint(lang)).optional() value=signals.name error=none("name")/>
        <SelectField entry=Entry::new("reached", words::reached(lang)) options=choices(&REACHED, |value| reached(value, lang)) value=signals.reached error=none("reached")/>
        <fieldset class="c-ticks">
            <legend class="c-field__label">{words::said(lang)}</legend>
            {SAID.map(|(name, _)| tick(name, signals, lang))}
        </fieldset>
        <Note signals=signals wrong=wrong/>
        <SelectField entry=Entry::new("debt", words::debt(lang)) options=of_debts value=signals.debt error=none("debt")/>
        <label class="c-ticks__label">
            <input type="checkbox" id="f-agreed" prop:checked=move || signals.agreed.get() on:change=move |event| signals.agreed.set(event_target_checked(&event))/>
            <span>{words::agreed(lang)}</span>
        </label>
        <FilesField label=words::files(lang) files=signals.files most=MAX_EVIDENCE/>
    }
}

fn tick(name: &'static str, signals: Signals, lang: Lang) -> AnyView {
    let ticked = move || signals.said.with(|said| said.iter().any(|known| known == name));
    let change = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        signals.said.update(|said| {
            said.retain(|known| known != name);
            if on {
                said.push(name.to_owned());
            }
        });
    };
    view! {
        <label class="c-ticks__label" data-said=name>
            <input type="checkbox" prop:checked=ticked on:change=change/>
            <span>{said(name, lang)}</span>
        </label>
    }
    .into_any()
}

#[component]
fn Note(signals: Signals, wrong: RwSignal<Vec<FieldError>>) -> impl IntoView {
    let lang = use_lang();
    let error = error_of(wrong, "note");
    let hint = words::note_hint(lang, &MAX_NOTE_CHARS.to_string());
    let entry = Entry::new("note", words::note(lang)).hint(hint).optional();
    let described = entry.clone();
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <textarea
                class="c-field__input"
                id=entry.id()
                name="note"
                rows="4"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || signals.note.get()
                on:input=move |event| signals.note.set(event_target_value(&event))
            ></textarea>
        </FieldFrame>
    }
}
