//! Something that was saved is missing, damaged or too new: what is known, and what may be done about it. Nothing is
//! written before the reader chose.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::present::words::restore as words;
use crate::present::{Lang, format};
use crate::store::{CopyInfo, Status};
use crate::ui::browser;
use crate::ui::keeper::{Keeper, reason, use_keeper};
use crate::ui::kit::{Button, Kind, Notice, Page, Tone};
use crate::ui::link::{Router, use_router};
use crate::ui::route::Route;
use crate::ui::state::{Status as StatusLine, use_lang, use_status};

/// The page.
#[component]
pub fn RestorePage(
    /// How the storage stands.
    status: Status,
) -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let newer = status == Status::Newer;
    let copy = keeper.copy().filter(|_| !newer);
    let (what, why) = found(status, lang);
    view! {
        <Page screen="restore" title=words::title(lang).to_owned()>
            <Notice tone=Tone::Stop>
                <p>{what}</p>
                <p>{why}</p>
            </Notice>
            {if newer { view! { <Reload/> }.into_any() } else { view! { <FromCopy copy=copy/> }.into_any() }}
            <Raw/>
            <Afresh newer=newer/>
        </Page>
    }
}

fn found(status: Status, lang: Lang) -> (String, &'static str) {
    match status {
        Status::Wiped { expected } => (words::wiped(lang, &expected.to_string()), words::wiped_why(lang)),
        Status::Damaged { expected, found } if expected > 0 => {
            (words::damaged(lang, &expected.to_string(), &found.to_string()), words::damaged_why(lang))
        }
        Status::Newer => (words::newer(lang).to_owned(), words::newer_why(lang)),
        Status::Damaged { .. } | Status::Fresh | Status::Ready | Status::Unavailable => {
            (words::damaged_unknown(lang).to_owned(), words::damaged_why(lang))
        }
    }
}

/// Restoring from the second copy or from a file.
#[component]
fn FromCopy(copy: Option<CopyInfo>) -> impl IntoView {
    let (lang, keeper, router, status) = (use_lang(), use_keeper(), use_router(), use_status());
    let kind = if copy.is_some() { Kind::Plain } else { Kind::Primary };
    let said = copy.map_or_else(
        || words::copy_none(lang).to_owned(),
        |copy| words::copy_found(lang, &format::date(copy.saved_on, lang), &copy.count.to_string()),
    );
    view! {
        <section class="c-section">
            <p>{said}</p>
            <div class="c-actions">
                {copy.map(|_| {
                    let restore = move |()| restore(keeper, router, status, lang);
                    view! { <Button label=words::restore(lang) action="restore" kind=Kind::Primary on_press=restore/> }
                })}
                <Button
                    label=words::import_file(lang)
                    action="restore-file"
                    kind=kind
                    on_press=move |()| go_on(keeper, router, status, Route::Import, lang)
                />
            </div>
            <p class="c-section__note">{words::import_file_note(lang)}</p>
        </section>
    }
}

/// Asking for a newer page.
#[component]
fn Reload() -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="c-actions">
            <Button label=words::reload(lang) action="reload" kind=Kind::Primary on_press=|()| browser::reload()/>
        </div>
    }
}

/// Keeping the raw contents.
#[component]
fn Raw() -> impl IntoView {
    let (lang, keeper, status) = (use_lang(), use_keeper(), use_status());
    let download = move |()| {
        spawn_local(async move {
            let Some(store) = keeper.store() else { return };
            let kept = store
                .raw()
                .await
                .is_some_and(|text| browser::download("duewise-raw.json", "application/json", text.as_bytes()));
            if !kept {
                status.say(words::raw_none(lang));
            }
        });
    };
    view! {
        <section class="c-section">
            <div class="c-actions"><Button label=words::raw(lang) action="download-raw" on_press=download/></div>
            <p class="c-section__note">{words::raw_note(lang)}</p>
        </section>
    }
}

/// Going on without restoring: asked twice, because it cannot be taken back.
#[component]
fn Afresh(newer: bool) -> impl IntoView {
    let (lang, keeper, router, status) = (use_lang(), use_keeper(), use_router(), use_status());
    let asked = RwSignal::new(false);
    let sure = move |()| go_on(keeper, router, status, Route::Today, lang);
    if newer {
        return view! {
            <div class="c-actions"><Button label=words::afresh_newer(lang) action="start-afresh" on_press=sure/></div>
        }
        .into_any();
    }
    view! {
        <section class="c-section">
            <div class="c-actions">
                <Button label=words::afresh(lang) action="start-afresh" kind=Kind::Quiet on_press=move |()| asked.set(true)/>
                <Show when=move || asked.get()>
                    <Button label=words::afresh_confirm(lang) action="confirm-afresh" kind=Kind::Stop on_press=sure/>
                </Show>
            </div>
            <p class="c-section__note">{words::afresh_note(lang)}</p>
        </section>
    }
    .into_any()
}

fn restore(keeper: Keeper, router: Router, status: StatusLine, lang: Lang) {
    spawn_local(async move {
        let Some(store) = keeper.store() else { return };
        match store.restore_from_copy().await {
            Ok(opened) => {
                status.say(words::restored(lang, &opened.debts.len().saturating_add(opened.records.len()).to_string()));
                keeper.take(opened);
                browser::bump_saved();
                router.go(&Route::Today);
            }
            Err(error) => status.say(words::not_restored(lang, &reason(&error, lang))),
        }
    });
}

fn go_on(keeper: Keeper, router: Router, status: StatusLine, to: Route, lang: Lang) {
    spawn_local(async move {
        let Some(store) = keeper.store() else { return };
        match store.start_afresh().await {
            Ok(opened) => {
                keeper.take(opened);
                browser::bump_saved();
                router.go(&to);
            }
            Err(error) => status.say(words::not_restored(lang, &reason(&error, lang))),
        }
    });
}
