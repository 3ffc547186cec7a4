//! A letter from the log: who they are, leave others out, write instead of calling, or a complaint.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::case::contact::Contact;
use crate::case::request::Borrower;
use crate::case::text;
use crate::present::contacts::About;
use crate::present::handout::{ContactLetter, LETTERS};
use crate::present::lang::Lang;
use crate::present::terms;
use crate::present::words::contacts as words;
use crate::ui::kit::{Entry, Field, SelectField};
use crate::ui::letter::{Letter, Source};
use crate::ui::state::{use_as_of, use_debts, use_lang};

fn name_of(letter: &str, lang: Lang) -> &'static str {
    match letter {
        "validation" => words::letter_validation(lang),
        "third" => words::letter_third(lang),
        "stop" => words::letter_stop(lang),
        _ => words::letter_complaint(lang),
    }
}

/// The choice of a letter and, once asked for, the letter.
#[component]
pub(super) fn Letters(contacts: Memo<Vec<Contact>>) -> impl IntoView {
    let (lang, debts, as_of) = (use_lang(), use_debts(), use_as_of());
    let [about, to, debt, name, contact] = [(); 5].map(|()| RwSignal::new(String::new()));
    about.set("validation".to_owned());
    let source = RwSignal::new(None::<Source>);
    let write = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = debt.get_untracked();
        let all = contacts.get_untracked().into_iter();
        let of_debt = |one: &Contact| chosen.is_empty() || one.debt.as_ref() == Some(&chosen);
        source.set(Some(Source::Contacts(Box::new(ContactLetter {
            about: about.get_untracked(),
            to: text::name(&to.get_untracked()),
            borrower: Borrower {
                name: text::name(&name.get_untracked()),
                contact: text::name(&contact.get_untracked()),
                ..Borrower::default()
            },
            contacts: all.filter(of_debt).collect(),
            debts: debts.0.with_untracked(|all| all.iter().map(|debt| About::of(debt)).collect()),
            written_on: as_of.today.get_untracked(),
        }))));
    };
    let kinds = LETTERS.map(|(name, _)| (name.to_owned(), name_of(name, lang).to_owned())).to_vec();
    let mut of_debts = vec![(String::new(), words::letter_all(lang).to_owned())];
    of_debts.extend(debts.0.with_untracked(|all| {
        all.iter().map(|debt| (debt.id.clone(), terms::debt_name(debt, lang))).collect::<Vec<_>>()
    }));
    let none = Signal::derive(|| None::<String>);
    view! {
        <section class="c-section" aria-labelledby="letters-title" data-letters="">
            <h2 id="letters-title">{words::letters_title(lang)}</h2>
            <p class="c-section__note">{words::letters_lead(lang)}</p>
            <form class="c-form" novalidate=true on:submit=write>
                <SelectField entry=Entry::new("letter", words::letter_about(lang)) options=kinds value=about error=none/>
                <Field entry=Entry::new("letter_to", words::letter_to(lang)).hint(words::letter_to_hint(lang)).optional() value=to error=none/>
                <SelectField entry=Entry::new("letter_debt", words::letter_debt(lang)) options=of_debts value=debt error=none/>
                <Field entry=Entry::new("letter_name", words::letter_name(lang)).optional() value=name error=none/>
                <Field entry=Entry::new("letter_contact", words::letter_contact(lang)).optional() value=contact error=none/>
                <div class="c-actions">
                    <button type="submit" class="c-button" data-action="write-letter">{words::letter_write(lang)}</button>
                </div>
            </form>
            {move || source.get().map(|source| view! { <Letter source=source/> })}
        </section>
    }
}
