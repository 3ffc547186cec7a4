//! What is pasted: the snippet in four forms, and the lines for a security policy.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::present::embed::{Fallback, Form, Pinned, Setting, policy_lines, snippet};
use crate::present::lang::Lang;
use crate::present::words::embed as words;
use crate::ui::browser;
use crate::ui::kit::Button;
use crate::ui::route::Route;
use crate::ui::state::{use_lang, use_status};

/// The name of a form on its button, the button's action, and when to take it.
const fn told(form: Form, lang: Lang) -> (&'static str, &'static str, &'static str) {
    match form {
        Form::Floating => (words::form_floating(lang), "form-floating", words::about_floating(lang)),
        Form::Pinned => (words::form_pinned(lang), "form-pinned", words::about_pinned(lang)),
        Form::Npm => ("npm", "form-npm", words::about_npm(lang)),
        Form::React => ("React", "form-react", words::about_npm(lang)),
    }
}

/// The snippet.
#[component]
pub(super) fn Paste(state: State) -> impl IntoView {
    let lang = use_lang();
    let form = RwSignal::new(Form::Floating);
    let pinned = RwSignal::new(None::<Pinned>);
    spawn_local(async move {
        let release = browser::release().await;
        let _ = pinned.try_set(release.and_then(|json| Pinned::read(&json)));
    });
    let origin = browser::origin();
    let href = format!("{origin}{}", Route::Simulate.href());
    let text = Memo::new(move |_| {
        state.checked.with(|checked| {
            let chosen = checked.settings.get(Setting::Lang);
            let lang = if chosen.is_empty() { lang } else { Lang::from_tag(chosen) };
            let fallback = Fallback { href: &href, words: words::fallback(lang) };
            pinned.with(|pinned| snippet(form.get(), &checked.settings, &origin, &fallback, pinned.as_ref()))
        })
    });
    let forms = Form::ALL.map(|one| {
        let (label, action, _) = told(one, lang);
        let pressed = Signal::derive(move || form.get() == one);
        view! { <Button label=label action=action pressed=pressed on_press=Callback::new(move |()| form.set(one))/> }
    });
    let code = move || match text.get() {
        Some(text) => view! { <Code text=text name="snippet" action="copy-snippet"/> }.into_any(),
        None => view! { <p>{words::pinned_missing(lang)}</p> }.into_any(),
    };
    view! {
        <section class="c-section" aria-labelledby="paste-title">
            <h2 id="paste-title">{words::paste_title(lang)}</h2>
            <div class="c-actions" role="group" aria-label=words::paste_forms(lang)>{forms}</div>
            <p class="c-section__note">{move || told(form.get(), lang).2}</p>
            {code}
        </section>
    }
}

/// What a page with a security policy adds.
#[component]
pub(super) fn PolicyLines() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="c-section" aria-labelledby="policy-title">
            <h2 id="policy-title">{words::policy_title(lang)}</h2>
            <p>{words::policy_lead(lang)}</p>
            <Code text=policy_lines(&browser::origin()) name="policy" action="copy-policy"/>
        </section>
    }
}

/// Text to copy, with the button for it.
#[component]
fn Code(text: String, name: &'static str, action: &'static str) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let own = text.clone();
    let copy = Callback::new(move |()| {
        let text = own.clone();
        spawn_local(async move {
            let done = browser::copy(&text).await;
            status.say(if done { words::copied(lang) } else { words::copy_failed(lang) });
        });
    });
    view! {
        <pre class="c-embed__code" data-code=name><code>{text}</code></pre>
        <div class="c-actions">
            <Button label=words::copy(lang) action=action on_press=copy/>
        </div>
    }
}
