//! Files that prove something: their names and checksums are listed, the files stay on the device.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Flow;
use crate::case::Evidence;
use crate::engine::limits::MAX_EVIDENCE;
use crate::present::words::compose as words;
use crate::ui::browser::{self, Checksum};
use crate::ui::state::use_lang;

/// The list with the input that adds to it.
#[component]
pub(super) fn EvidenceList(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let trouble = RwSignal::new(Vec::<String>::new());
    let most = (browser::MAX_EVIDENCE_BYTES / 1024 / 1024).to_string();
    let hint = words::evidence_hint(lang, &most);
    let choose = move |event: leptos::ev::Event| {
        let files = browser::chosen_files(&event);
        let most = most.clone();
        spawn_local(async move {
            let (mut found, mut wrong) = (Vec::new(), Vec::new());
            for file in files {
                match browser::checksum(&file).await {
                    Checksum::Known(name, sha256) => found.push(Evidence { name, sha256: Some(sha256) }),
                    Checksum::TooLarge(name) => wrong.push(words::evidence_large(lang, &name, &most)),
                    Checksum::Unread(name) => wrong.push(words::evidence_unread(lang, &name)),
                }
            }
            if flow.rest.with_untracked(|draft| draft.evidence.len()).saturating_add(found.len()) > MAX_EVIDENCE {
                wrong.push(words::evidence_many(lang, &MAX_EVIDENCE.to_string()));
            }
            let _ = trouble.try_set(wrong);
            flow.add_evidence(found);
        });
    };
    let rows =
        move || flow.rest.with(|draft| draft.evidence.iter().cloned().map(|file| row(flow, file)).collect_view());
    view! {
        <div class="c-field">
            <label class="c-field__label" for="f-evidence">{words::evidence(lang)}</label>
            <p class="c-field__hint" id="f-evidence-hint">{hint}</p>
            <input class="c-field__input" id="f-evidence" type="file" multiple=true aria-describedby="f-evidence-hint" on:change=choose/>
            <div role="status">
                {move || trouble.get().into_iter().map(|text| view! { <p class="c-field__error">{text}</p> }).collect_view()}
            </div>
        </div>
        <ul class="c-files">{rows}</ul>
    }
}

fn row(flow: Flow, file: Evidence) -> AnyView {
    let lang = use_lang();
    let (gone, label) = (file.clone(), words::evidence_remove(lang, &file.name));
    let named = file.name.clone();
    let sum = file.sha256.clone().unwrap_or_default();
    let short: String = sum.chars().take(12).collect();
    let press = move |_| flow.rest.update(|draft| draft.evidence.retain(|known| *known != gone));
    view! {
        <li class="c-files__row" data-file=named data-sha256=sum>
            <span>{file.name} " " <code>{short}</code></span>
            <button type="button" class="c-button" data-kind="quiet" aria-label=label on:click=press>"×"</button>
        </li>
    }
    .into_any()
}
