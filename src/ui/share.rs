//! A link to give away: to copy, or to read off the screen as a QR code.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::kit::{Button, Details};
use super::state::{use_lang, use_status};
use crate::present::qr;
use crate::present::words::{simulate, teach as words};

/// The link with its ways out.
#[component]
pub fn ShareLink(
    /// The whole address.
    #[prop(into)]
    address: Signal<String>,
    /// What it leads to.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let copy = Callback::new(move |()| {
        let address = address.get_untracked();
        spawn_local(async move {
            let copied = browser::copy(&address).await;
            status.say(if copied { simulate::copied(lang) } else { simulate::copy_failed(lang) });
        });
    });
    let drawn = move || {
        qr::code(&address.get()).map_or_else(
            || view! { <p>{words::qr_too_long(lang)}</p> }.into_any(),
            |code| {
                view! {
                    <svg class="c-qr" viewBox=format!("0 0 {0} {0}", code.size) role="img" aria-label=words::qr(lang)>
                        <path d=code.path/>
                    </svg>
                }
                .into_any()
            },
        )
    };
    view! {
        <div class="c-share">
            <p class="c-share__address"><a href=move || address.get() data-link="">{what}</a></p>
            <div class="c-actions"><Button label=words::copy_link(lang) action="copy-link" on_press=copy/></div>
            <Details summary=words::qr(lang)>{drawn}</Details>
        </div>
    }
}
