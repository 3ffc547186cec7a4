//! A lesson or a worksheet as a package for a learning platform (SCORM 1.2), made here: nothing is sent anywhere.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::content::{Known, LESSONS};
use crate::present::Lang;
use crate::present::scorm::{Content, Package, What, pack};
use crate::present::teach::SheetId;
use crate::present::words::teach as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Entry, Field, FieldError, SelectField, error_of, no_error};
use crate::ui::reader::is_english;
use crate::ui::state::{use_lang, use_status};

/// The share of points from which a platform calls a package passed.
const MASTERY: u8 = 60;

/// What to pack: a lesson, or a sheet by its code.
#[component]
pub fn Export() -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let (lesson, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Vec::new());
    let busy = RwSignal::new(false);
    let english = is_english(lang);
    let mut options = vec![(String::new(), words::scorm_sheet(lang).to_owned())];
    options.extend(LESSONS.iter().map(|known| (known.id.to_owned(), known.question(english).to_owned())));
    let export = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let wanted = match Known::find(&lesson.get_untracked()) {
            Some(known) => Wanted::Lesson(known),
            None => match SheetId::from_code(&code.get_untracked()) {
                Ok(id) => Wanted::Sheet(id),
                Err(error) => {
                    errors.set(vec![FieldError { name: "scorm-code", text: error.text(lang) }]);
                    return;
                }
            },
        };
        errors.set(Vec::new());
        busy.set(true);
        status.say(words::scorm_busy(lang));
        spawn_local(async move {
            let name = format!("duewise-{}.zip", wanted.id().to_lowercase());
            let bytes = packed(&wanted, lang).await;
            let saved = bytes.is_some_and(|bytes| browser::download(&name, "application/zip", &bytes));
            status.say(if saved { words::scorm_saved(lang) } else { words::scorm_failed(lang) });
            let _ = busy.try_set(false);
        });
    });
    let by_code = move || lesson.with(String::is_empty);
    let entry = Entry::new("scorm-lesson", words::scorm_what(lang));
    view! {
        <section class="c-section" aria-labelledby="scorm-title">
            <h2 id="scorm-title">{words::scorm_title(lang)}</h2>
            <p>{words::scorm_lead(lang)}</p>
            <div class="c-form">
                <SelectField entry=entry options=options value=lesson error=no_error()/>
                <Show when=by_code>
                    <Field
                        entry=Entry::new("scorm-code", words::code(lang)).hint(words::code_hint(lang))
                        value=code
                        error=error_of(errors, "scorm-code")
                    />
                </Show>
            </div>
            <div class="c-actions"><Button label=words::scorm(lang) action="scorm" on_press=export/></div>
        </section>
    }
}

/// What was chosen.
enum Wanted {
    Lesson(&'static Known),
    Sheet(SheetId),
}

impl Wanted {
    fn id(&self) -> String {
        match self {
            Self::Lesson(known) => format!("lesson-{}", known.id),
            Self::Sheet(id) => format!("sheet-{}", id.to_code()),
        }
    }

    fn title(&self, lang: Lang) -> String {
        match self {
            Self::Lesson(known) => known.question(is_english(lang)).to_owned(),
            Self::Sheet(id) => words::sheet_of(lang, &id.to_code()),
        }
    }

    async fn what(&self, lang: Lang) -> Option<What> {
        Some(match self {
            Self::Lesson(known) => {
                What::Lesson { id: known.id.to_owned(), body: browser::words(&known.file(is_english(lang))).await? }
            }
            Self::Sheet(id) => What::Sheet {
                seed: id.seed().to_owned(),
                variant: u32::from(id.variant()),
                levels: id.levels().list().map(crate::present::teach::Level::number).collect(),
            },
        })
    }
}

async fn packed(wanted: &Wanted, lang: Lang) -> Option<Vec<u8>> {
    let title = wanted.title(lang);
    let content = Content { lang, title: title.clone(), as_of: None, what: wanted.what(lang).await? };
    let package = Package { id: wanted.id(), lang, title, mastery: Some(MASTERY), files: Vec::new() };
    pack(&package, &content, browser::shell().await?).ok()
}
