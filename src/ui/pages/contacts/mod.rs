//! The log of contacts: one tap for a call that just ended, the list by day, what the rules say, letters, and the evidence to
//! keep. Nothing of it leaves the device by itself.

mod bundle;
mod form;
mod letters;
mod list;

use leptos::prelude::*;

use crate::case::contact::Contact;
use crate::case::{Debt, Held, Record, Way};
use crate::present::contacts::{About, Ask, Draft, FindingView, View};
use crate::present::words::{check as check_words, common, contacts as words};
use crate::ui::browser;
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Details, Empty, Kind, Notice, Page, Tone};
use crate::ui::records::use_records;
use crate::ui::state::{use_debts, use_lang};
use crate::ui::way::Told;

/// Which form is open.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    /// None.
    Nothing,
    /// A new contact.
    New,
    /// The contact of an id.
    Edit(String),
}

/// The screen.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let reading = Memo::new(move |_| keeper.storage() == Storage::Reading);
    let body = move || {
        if reading.get() { view! { <p>{common::reading(lang)}</p> }.into_any() } else { view! { <Body/> }.into_any() }
    };
    view! {
        <Page screen="contacts" title=Signal::derive(move || words::title(lang).to_owned())>
            <p>{words::lead(lang)}</p>
            {body}
        </Page>
    }
}

#[component]
fn Body() -> impl IntoView {
    let (lang, records) = (use_lang(), use_records());
    let open = RwSignal::new(if form::has_draft() { Open::New } else { Open::Nothing });
    let contacts = Memo::new(move |_| {
        let mut all: Vec<Contact> = records.contacts().into_iter().map(|(_, contact)| contact).collect();
        all.sort_by_key(|contact| core::cmp::Reverse(contact.at));
        all
    });
    let shown = move || match open.get() {
        Open::Nothing => view! { <Start open=open/> }.into_any(),
        Open::New => view! { <form::Form open=open id=None/> }.into_any(),
        Open::Edit(id) => view! { <form::Form open=open id=Some(id)/> }.into_any(),
    };
    let empty = Memo::new(move |_| contacts.with(Vec::is_empty));
    let rest = move || {
        if empty.get() {
            return view! { <Empty title=words::empty_title(lang) body=words::empty_body(lang)>""</Empty> }.into_any();
        }
        view! {
            <Findings contacts=contacts/>
            <list::Days contacts=contacts open=open/>
            <letters::Letters contacts=contacts/>
            <bundle::Bundle/>
        }
        .into_any()
    };
    view! {
        {shown}
        {rest}
    }
}

/// The two ways to begin.
#[component]
fn Start(open: RwSignal<Open>) -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let now = Callback::new(move |()| {
        let Some(id) = browser::new_id() else { return };
        let Some(contact) = Draft::now(browser::now()).contact(&id) else { return };
        let record = Record { id, rev: 0, held: Held::Contact(Box::new(contact)) };
        keeper.save_records(vec![record], words::saved(lang).to_owned(), lang, || {});
    });
    let add = Callback::new(move |()| open.set(Open::New));
    view! {
        <div class="c-actions">
            <Button label=words::just_now(lang) action="call-just-now" kind=Kind::Primary on_press=now/>
            <Button label=words::add(lang) action="add-contact" on_press=add/>
        </div>
    }
}

/// What the rules of contact say.
#[component]
fn Findings(contacts: Memo<Vec<Contact>>) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let told = Told::<View>::new(Way::Contacts);
    Effect::new(move |_| {
        let ask = Ask {
            contacts: contacts.get(),
            debts: debts.0.with(|all| all.iter().map(|debt| About::of(debt)).collect()),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    let shown = move || {
        let view = told.view.get()?;
        let found: Vec<AnyView> = view.findings.iter().map(finding).collect();
        let none = found.is_empty().then(|| view! { <p data-findings="none">{words::findings_none(lang)}</p> });
        let secrets = view.secrets.then(|| {
            view! {
                <Notice tone=Tone::Stop>
                    <h3>{words::secrets_title(lang)}</h3>
                    <p>{words::secrets_body(lang)}</p>
                </Notice>
            }
        });
        Some(view! {
            {secrets}
            {none}
            <div class="c-findings">{found}</div>
            <p class="c-section__note">{view.note.clone()}</p>
        })
    };
    view! {
        <section class="c-section" aria-labelledby="findings-title" data-conduct="">
            <h2 id="findings-title">{words::findings_title(lang)}</h2>
            {told.line()}
            {shown}
        </section>
    }
}

fn finding(found: &FindingView) -> AnyView {
    let lang = use_lang();
    let rule = &found.cited;
    let part = |label: &'static str, text: &str| view! { <div><dt>{label}</dt><dd>{text.to_owned()}</dd></div> };
    let says = [
        part(check_words::says_title(lang), &rule.says),
        part(check_words::effect_title(lang), &rule.effect),
        part(check_words::can_do_title(lang), &rule.can_do),
    ];
    let (cite, source) = (rule.cite.clone(), format!(" · {} · {}", rule.dates, rule.source));
    view! {
        <article class="c-card c-finding" data-rule=found.rule.clone() data-certain=found.certain.to_string()>
            <h3>{rule.title.clone()}</h3>
            <p>{found.text.clone()}</p>
            <p>{found.sure.clone()} " " {found.from.clone()}</p>
            <Details summary=words::rule(lang)>
                <dl class="c-finding__rule">{says}</dl>
                <p class="c-finding__cite" data-part="cite"><cite>{cite}</cite> {source}</p>
            </Details>
        </article>
    }
    .into_any()
}

/// What a debt is called, by its id; tracked.
fn debt_name(debts: &[std::sync::Arc<Debt>], id: Option<&String>, lang: crate::present::Lang) -> Option<String> {
    let found = debts.iter().find(|debt| Some(&debt.id) == id)?;
    Some(crate::present::terms::debt_name(found, lang))
}
