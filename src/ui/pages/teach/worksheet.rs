//! A student's worksheet: the code, the number in the class, the tasks, and the link that carries the answers to the teacher.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::teach::{SheetId, StudentResult, sheet};
use crate::present::words::teach as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::kit::{Button, Entry, ErrorSummary, Field, FieldError, Kind, Page, error_of, no_error};
use crate::ui::link::use_router;
use crate::ui::route::Route;
use crate::ui::share::ShareLink;
use crate::ui::sheet::{Done, Fill};
use crate::ui::state::use_lang;

/// The screen. The code stands in the fragment, so that a link leads to the sheet.
#[component]
pub fn WorksheetPage() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let body = move || match SheetId::from_code(&router.fragment()) {
        Ok(id) => view! { <Known id=id/> }.into_any(),
        Err(_) => view! { <Asked/> }.into_any(),
    };
    view! {
        <Page screen="worksheet" title=Signal::stored(words::worksheet_title(lang).to_owned())>{body}</Page>
    }
}

/// The form that asks for the code.
#[component]
fn Asked() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let code = RwSignal::new(router.fragment());
    let errors = RwSignal::new(Vec::new());
    let open = Callback::new(move |()| match SheetId::from_code(&code.get_untracked()) {
        Ok(id) => router.go_with(&Route::Worksheet, &id.to_code()),
        Err(error) => errors.set(vec![FieldError { name: "code", text: error.text(lang) }]),
    });
    let entry = Entry::new("code", words::code(lang)).hint(words::code_hint(lang));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        open.run(());
    };
    view! {
        <p>{words::worksheet_lead(lang)}</p>
        <form class="c-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <Field entry=entry value=code error=error_of(errors, "code")/>
            <div class="c-actions">
                <Button label=words::open_sheet(lang) action="open-sheet" kind=Kind::Primary on_press=open/>
            </div>
        </form>
    }
}

/// The sheet of a code.
#[component]
fn Known(id: SheetId) -> impl IntoView {
    let lang = use_lang();
    let made = match sheet(&id) {
        Ok(made) => Arc::new(made),
        Err(error) => return view! { <p role="alert">{error.text(lang)}</p> }.into_any(),
    };
    let draft = format!("sheet-{}", id.to_code());
    let begun: Vec<String> = kept::load(&draft).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let mut begun = begun.into_iter();
    let answers: Vec<_> = made.tasks.iter().map(|_| RwSignal::new(begun.next().unwrap_or_default())).collect();
    let done = RwSignal::new(None::<Done>);
    let fields = answers.clone();
    Effect::new(move |before: Option<()>| {
        let typed: Vec<String> = fields.iter().map(|field| field.get()).collect();
        if let (Some(()), Ok(text)) = (before, serde_json::to_string(&typed)) {
            kept::save(&draft, &text);
        }
    });
    let code = id.to_code();
    view! {
        <p data-code=code.clone()>{words::sheet_of(lang, &code)}</p>
        <Variant id=id.clone()/>
        <Fill sheet=made answers=answers done=done/>
        <HandedIn id=id done=done/>
    }
    .into_any()
}

/// The number in the class: another number is another variant of the same sheet.
#[component]
fn Variant(id: SheetId) -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let number = RwSignal::new(id.variant().to_string());
    let errors = RwSignal::new(Vec::new());
    let go = Callback::new(move |()| {
        let typed = number.get_untracked();
        let wanted = typed.trim().parse().unwrap_or(0);
        match SheetId::try_new(id.seed(), wanted, id.levels()) {
            Ok(other) => {
                errors.set(Vec::new());
                router.go_with(&Route::Worksheet, &other.to_code());
            }
            Err(error) => errors.set(vec![FieldError { name: "variant", text: error.text(lang) }]),
        }
    });
    let entry = Entry::new("variant", words::variant(lang)).hint(words::variant_hint(lang)).keyboard("numeric");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        go.run(());
    };
    view! {
        <form class="c-form" novalidate on:submit=submit>
            <Field entry=entry value=number error=error_of(errors, "variant")/>
            <div class="c-actions"><Button label=words::take_variant(lang) action="take-variant" on_press=go/></div>
        </form>
    }
}

/// What was handed in, as a link for the teacher.
#[component]
fn HandedIn(id: SheetId, done: RwSignal<Option<Done>>) -> impl IntoView {
    let lang = use_lang();
    let nickname = RwSignal::new(String::new());
    let id = StoredValue::new(id);
    let address = Memo::new(move |_| {
        let done = done.get()?;
        let result = StudentResult::new(id.get_value(), &nickname.get(), &done.answers, done.marks.points);
        let fragment = result.to_fragment().ok()?;
        Some(browser::share_address(&Route::Marks.href(), &fragment))
    });
    let is_done = Memo::new(move |_| done.with(Option::is_some));
    let shown = move || {
        is_done.get().then(|| {
            let entry = Entry::new("nickname", words::nickname(lang)).hint(words::nickname_hint(lang)).optional();
            let link = Signal::derive(move || address.get().unwrap_or_default());
            view! {
                <section class="c-panel" aria-labelledby="result-title">
                    <h2 id="result-title">{words::result_title(lang)}</h2>
                    <p class="c-panel__note">{words::result_note(lang)}</p>
                    <Field entry=entry value=nickname error=no_error()/>
                    <ShareLink address=link what=words::result_link(lang)/>
                </section>
            }
        })
    };
    view! { {shown} }
}
