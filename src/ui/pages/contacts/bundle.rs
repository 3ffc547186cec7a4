//! What is kept as evidence: the log with checksums and the requests as one file, or printed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{Record, Way};
use crate::present::contacts::About;
use crate::present::handout::{Ask, Handout, Letter};
use crate::present::words::contacts as words;
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel};
use crate::ui::kit::Button;
use crate::ui::records::use_records;
use crate::ui::state::{use_as_of, use_debts, use_lang, use_status};

/// The two ways.
#[component]
pub(super) fn Bundle() -> impl IntoView {
    let (lang, records, debts) = (use_lang(), use_records(), use_debts());
    let (as_of, status) = (use_as_of(), use_status());
    let save = Callback::new(move |()| {
        let letter = Letter::Bundle {
            records: records.0.with_untracked(|all| all.iter().map(|record| Record::clone(record)).collect()),
            debts: debts.0.with_untracked(|all| all.iter().map(|debt| About::of(debt)).collect()),
            made_on: as_of.today.get_untracked(),
        };
        let ask = Ask { letter, lang: lang.tag().to_owned() };
        spawn_local(async move {
            let made = worker::way::<_, Handout>(Way::Letter, &ask, &Cancel::default()).await;
            let saved = made.is_ok_and(|made| {
                browser::download(&format!("{}.json", made.file), "application/json", made.json.as_bytes())
            });
            status.say(if saved { words::bundle_saved(lang) } else { words::bundle_failed(lang) });
        });
    });
    view! {
        <section class="c-section" aria-labelledby="bundle-title" data-bundle="">
            <h2 id="bundle-title">{words::bundle_title(lang)}</h2>
            <p class="c-section__note">{words::bundle_lead(lang)}</p>
            <div class="c-actions">
                <Button label=words::bundle_json(lang) action="save-bundle" on_press=save/>
                <Button label=words::bundle_print(lang) action="print-log" on_press=Callback::new(|()| browser::print())/>
            </div>
        </section>
    }
}
