//! What is kept as evidence: the log with checksums and the requests as one file, or printed.

use leptos::prelude::*;

use crate::case::contact::Contact;
use crate::present::words::contacts as words;
use crate::ui::browser;
use crate::ui::kit::Button;
use crate::ui::state::use_lang;

/// The two ways.
#[component]
pub(super) fn Bundle(contacts: Memo<Vec<Contact>>) -> impl IntoView {
    let lang = use_lang();
    let _ = contacts;
    view! {
        <section class="c-section" aria-labelledby="bundle-title" data-bundle="">
            <h2 id="bundle-title">{words::bundle_title(lang)}</h2>
            <p class="c-section__note">{words::bundle_lead(lang)}</p>
            <div class="c-actions">
                <Button label=words::bundle_print(lang) action="print-log" on_press=Callback::new(|()| browser::print())/>
            </div>
        </section>
    }
}
