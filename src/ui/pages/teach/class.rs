//! The sheets of a class: one seed, as many variants as there are students; sheets and key are printed apart.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::Lang;
use crate::present::input;
use crate::present::input::words::message_of;
use crate::present::teach::{Level, Levels, MAX_VARIANT, Sheet, SheetId, csv, seed, sheet};
use crate::present::words::teach as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::kit::{Button, Entry, ErrorSummary, Field, FieldError, Kind, Page, error_of};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::share::ShareLink;
use crate::ui::sheet::{KeyPaper, SheetPaper};
use crate::ui::state::{use_lang, use_status};

/// Where what is typed is kept.
const DRAFT: &str = "class";

/// What stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Sheets,
    Keys,
}

/// A class that was made.
#[derive(Debug, Clone, PartialEq)]
struct Class {
    seed: String,
    count: u16,
    levels: Levels,
}

impl Class {
    /// Its sheets. Nothing can be refused here any more: the seed was read.
    fn sheets(&self) -> Vec<Arc<Sheet>> {
        let each = (1..=self.count).filter_map(|variant| SheetId::try_new(&self.seed, variant, self.levels).ok());
        each.filter_map(|id| sheet(&id).ok()).map(Arc::new).collect()
    }
}

/// The fields of the form.
#[derive(Clone, Copy)]
struct Form {
    seed: RwSignal<String>,
    count: RwSignal<String>,
    levels: [RwSignal<bool>; 4],
    errors: RwSignal<Vec<FieldError>>,
}

impl Form {
    fn start() -> Self {
        let begun = kept::load(DRAFT).unwrap_or_default();
        let mut lines = begun.lines();
        let mut text = |start: &str| RwSignal::new(lines.next().unwrap_or(start).to_owned());
        let (seed, count) = (text(&fresh_seed()), text("30"));
        let levels = [true; 4].map(RwSignal::new);
        Effect::new(move |_| kept::save(DRAFT, &format!("{}\n{}", seed.get(), count.get())));
        Self { seed, count, levels, errors: RwSignal::new(Vec::new()) }
    }

    fn read(self, lang: Lang) -> Option<Class> {
        let mut errors = Vec::new();
        let typed = self.seed.get_untracked();
        let seed = seed(&typed).map_err(|error| errors.push(FieldError { name: "seed", text: error.text(lang) })).ok();
        let most = u32::from(MAX_VARIANT);
        let count = input::count(&self.count.get_untracked(), 1, most)
            .map_err(|cause| {
                let text = message_of(words::count(lang), &cause, lang);
                errors.push(FieldError { name: "count", text });
            })
            .ok();
        let chosen: Vec<Level> = Level::ALL
            .into_iter()
            .zip(self.levels)
            .filter(|(_, on)| on.get_untracked())
            .map(|(level, _)| level)
            .collect();
        let levels = Levels::of(&chosen)
            .map_err(|error| errors.push(FieldError { name: "level-1", text: error.text(lang) }))
            .ok();
        self.errors.set(errors);
        Some(Class { seed: seed?, count: u16::try_from(count?).ok()?, levels: levels? })
    }
}

/// A seed that nobody has to think of: six letters and digits that cannot be taken for each other.
fn fresh_seed() -> String {
    const LETTERS: [char; 30] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
        '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let drawn = browser::random().to_le_bytes();
    let places = drawn.iter().take(6).filter_map(|byte| usize::from(*byte).checked_rem(LETTERS.len()));
    places.filter_map(|place| LETTERS.get(place)).collect()
}

/// The screen.
#[component]
pub fn ClassPage() -> impl IntoView {
    let lang = use_lang();
    let form = Form::start();
    let class = RwSignal::new(None::<Class>);
    let paper = RwSignal::new(Paper::Sheets);
    let make = Callback::new(move |()| class.set(form.read(lang)));
    let made = move || class.get().map(|class| view! { <Made class=class paper=paper/> });
    view! {
        <Page screen="class" title=Signal::stored(words::class_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Teach>{words::title(lang)}</Link></p>
            <p>{words::class_lead(lang)}</p>
            <ClassForm form=form make=make/>
            {made}
        </Page>
    }
}

#[component]
fn ClassForm(form: Form, make: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let seed = Entry::new("seed", words::seed(lang)).hint(words::seed_hint(lang));
    let count = Entry::new("count", words::count(lang)).hint(words::count_hint(lang)).keyboard("numeric");
    let levels = Level::ALL.into_iter().zip(form.levels).map(|(level, on)| {
        let id = format!("f-level-{}", level.number());
        let own = id.clone();
        let says = words::level(lang, &level.number().to_string(), level.title(lang));
        view! {
            <label class="c-quiz__option" for=own>
                <input id=id type="checkbox" prop:checked=move || on.get() on:change=move |_| on.update(|on| *on = !*on)/>
                <span>{says}</span>
            </label>
        }
    });
    let levels = levels.collect_view();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        make.run(());
    };
    view! {
        <form class="c-form c-noprint" novalidate on:submit=submit>
            <ErrorSummary errors=form.errors/>
            <Field entry=seed value=form.seed error=error_of(form.errors, "seed")/>
            <Field entry=count value=form.count error=error_of(form.errors, "count")/>
            <fieldset class="c-quiz__question">
                <legend class="c-field__label">{words::levels(lang)}</legend>
                {levels}
            </fieldset>
            <div class="c-actions">
                <Button label=words::make(lang) action="make-class" kind=Kind::Primary on_press=make/>
            </div>
        </form>
    }
}

/// The class that was made: print, table, link, and the paper itself.
#[component]
fn Made(class: Class, paper: RwSignal<Paper>) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let sheets = StoredValue::new(class.sheets());
    let first = sheets.with_value(|sheets| sheets.first().map(|sheet| sheet.id.to_code()).unwrap_or_default());
    let address = browser::share_address(&Route::Worksheet.href(), &first);
    let (seed, count, levels) = (class.seed.clone(), class.count, class.levels);
    let table = Callback::new(move |()| {
        let name = format!("duewise-{}.csv", seed.to_lowercase());
        let saved =
            csv(&seed, count, levels, lang).is_ok_and(|text| browser::download(&name, "text/csv", text.as_bytes()));
        status.say(if saved { words::csv_saved(lang) } else { words::csv_failed(lang) });
    });
    let shows = move |wanted: Paper| Signal::derive(move || paper.get() == wanted);
    let papers = move || {
        let all = sheets.get_value().into_iter();
        match paper.get() {
            Paper::Sheets => all.map(|sheet| view! { <SheetPaper sheet=sheet/> }).collect_view().into_any(),
            Paper::Keys => all.map(|sheet| view! { <KeyPaper sheet=sheet/> }).collect_view().into_any(),
        }
    };
    let (to_sheets, to_keys) =
        (Callback::new(move |()| paper.set(Paper::Sheets)), Callback::new(move |()| paper.set(Paper::Keys)));
    let print = Callback::new(|()| browser::print());
    view! {
        <section class="c-panel c-noprint" aria-labelledby="made-title" data-made=count>
            <h2 id="made-title">{words::made(lang, &class.seed, &count.to_string())}</h2>
            <div class="c-actions">
                <Button label=words::show_sheets(lang) action="show-sheets" pressed=shows(Paper::Sheets) on_press=to_sheets/>
                <Button label=words::show_keys(lang) action="show-keys" pressed=shows(Paper::Keys) on_press=to_keys/>
            </div>
            <div class="c-actions">
                <Button label=words::print_these(lang) action="print" kind=Kind::Primary on_press=print/>
                <Button label=words::csv(lang) action="class-csv" on_press=table/>
            </div>
            <p class="c-panel__note">{words::class_link_note(lang)}</p>
            <ShareLink address=Signal::stored(address) what=words::class_link(lang, &first)/>
        </section>
        <div class="c-sheets">{papers}</div>
    }
}
