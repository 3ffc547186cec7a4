//! Files that prove something: their names and checksums are listed, the files stay on the device.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{self, Checksum};
use super::state::use_lang;
use crate::case::Evidence;
use crate::present::words::compose as words;

/// The list with the input that adds to it.
#[component]
pub fn FilesField(
    /// What it asks for.
    label: &'static str,
    /// The files.
    files: RwSignal<Vec<Evidence>>,
    /// How many fit.
    most: usize,
) -> impl IntoView {
    let lang = use_lang();
    let trouble = RwSignal::new(Vec::<String>::new());
    let large = (browser::MAX_EVIDENCE_BYTES / 1024 / 1024).to_string();
    let hint = words::evidence_hint(lang, &large);
    let choose = move |event: leptos::ev::Event| {
        let (chosen, large) = (browser::chosen_files(&event), large.clone());
        spawn_local(async move {
            let (mut found, mut wrong) = (Vec::new(), Vec::new());
            for file in chosen {
                match browser::checksum(&file).await {
                    Checksum::Known(name, sha256) => found.push(Evidence { name, sha256: Some(sha256) }),
                    Checksum::TooLarge(name) => wrong.push(words::evidence_large(lang, &name, &large)),
                    Checksum::Unread(name) => wrong.push(words::evidence_unread(lang, &name)),
                }
            }
            // The page may be gone by now.
            let _ = files.try_update(|all| {
                found.retain(|file| !all.contains(file));
                if all.len().saturating_add(found.len()) > most {
                    wrong.push(words::evidence_many(lang, &most.to_string()));
                }
                all.append(&mut found);
                all.truncate(most);
            });
            let _ = trouble.try_set(wrong);
        });
    };
    let rows = move || files.get().into_iter().map(|file| row(files, file)).collect_view();
    view! {
        <div class="c-field">
            <label class="c-field__label" for="f-evidence">{label}</label>
            <p class="c-field__hint" id="f-evidence-hint">{hint}</p>
            <input class="c-field__input" id="f-evidence" type="file" multiple=true aria-describedby="f-evidence-hint" on:change=choose/>
            <div role="status">
                {move || trouble.get().into_iter().map(|text| view! { <p class="c-field__error">{text}</p> }).collect_view()}
            </div>
        </div>
        <ul class="c-files">{rows}</ul>
    }
}

fn row(files: RwSignal<Vec<Evidence>>, file: Evidence) -> AnyView {
    let lang = use_lang();
    let (gone, label) = (file.clone(), words::evidence_remove(lang, &file.name));
    let sum = file.sha256.clone().unwrap_or_default();
    let (named, short) = (file.name.clone(), sum.chars().take(12).collect::<String>());
    let press = move |_| files.update(|all| all.retain(|known| *known != gone));
    view! {
        <li class="c-files__row" data-file=named data-sha256=sum>
            <span>{file.name} " " <code>{short}</code></span>
            <button type="button" class="c-button" data-kind="quiet" aria-label=label on:click=press>"×"</button>
        </li>
    }
    .into_any()
}
