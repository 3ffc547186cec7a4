//! What could be agreed about one debt: the smallest request that the budget bears, with its proof, then every option side by
//! side. The worker works it out and words it; what is changed here can be taken back.

mod card;
mod fields;
mod smallest;
mod state;

use leptos::prelude::*;

use crate::present::options::{CardView, OptionsView};
use crate::present::terms;
use crate::present::words::{common, debt as debt_words, options as words};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Kind, Page, Table};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};
use card::OptionCard;
pub use card::sums;
use smallest::SmallestPanel;
use state::State;

/// The screen.
#[component]
pub fn OptionsPage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let own = id.clone();
    // A memo of the name, so that a save does not build the page anew.
    let name = Memo::new(move |_| debts.find(&own).map(|debt| terms::debt_name(&debt, lang)));
    let reading = Memo::new(move |_| keeper.storage() == Storage::Reading);
    let title = Signal::derive(move || match name.get() {
        Some(name) => words::title(lang, &name),
        None if reading.get() => common::reading(lang).to_owned(),
        None => common::not_found_title(lang).to_owned(),
    });
    let body = move || {
        if reading.get() {
            return ().into_any();
        }
        if name.with(Option::is_none) {
            return view! {
                <p>{debt_words::gone(lang)}</p>
                <p><Link to=Route::Debts>{debt_words::back_to_list(lang)}</Link></p>
            }
            .into_any();
        }
        view! { <Body id=id.clone()/> }.into_any()
    };
    view! { <Page screen="options" title=title>{body}</Page> }
}

#[component]
fn Body(id: String) -> impl IntoView {
    let lang = use_lang();
    let state = State::new(id.clone());
    let keys = Memo::new(move |_| {
        let view = state.told.view.get();
        view.map(|view| view.cards.iter().map(|card| card.key.clone()).collect::<Vec<_>>()).unwrap_or_default()
    });
    let open = move || state.told.view.get().map(|view| sums(&view.open));
    let notes = move || {
        let view = state.told.view.get()?;
        Some(view.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view())
    };
    let settled = move || {
        let failed = state.told.trouble.get().is_some() && state.told.view.get().is_none();
        failed.then(|| view! { <p>{words::settled(lang)}</p> })
    };
    view! {
        <p><Link to=Route::Debt(id) action="to-debt">{words::to_debt(lang)}</Link></p>
        {open}
        {state.told.line()}
        {settled}
        <SmallestPanel state=state/>
        <Show when=move || !keys.with(Vec::is_empty)>
            <section class="c-section" aria-labelledby="options-title">
                <h2 id="options-title">{words::options_title(lang)}</h2>
                <p class="c-section__note c-ways__lead">{words::options_lead(lang)}</p>
                <History state=state/>
                {move || state.told.view.get().map(|view| compare(&view))}
                <div class="c-ways">
                    <For each=move || keys.get() key=|key| key.clone() let:key>
                        <OptionCard state=state key=key/>
                    </For>
                </div>
            </section>
            <ul class="c-list c-section__note" data-notes="">{notes}</ul>
        </Show>
    }
}

/// Changes can be taken back and made again.
#[component]
fn History(state: State) -> impl IntoView {
    let lang = use_lang();
    let undo = Callback::new(move |()| state.undo());
    let redo = Callback::new(move |()| state.redo());
    view! {
        <Show when=move || state.can().0 || state.can().1>
            <div class="c-actions" role="group" aria-label=words::history(lang)>
                <Show when=move || state.can().0>
                    <Button label=words::undo(lang) action="undo-change" kind=Kind::Quiet on_press=undo/>
                </Show>
                <Show when=move || state.can().1>
                    <Button label=words::redo(lang) action="redo-change" kind=Kind::Quiet on_press=redo/>
                </Show>
            </div>
        </Show>
    }
}

/// The options as a table, for wide screens; the cards say the same and more.
fn compare(view: &OptionsView) -> AnyView {
    let lang = use_lang();
    let row = |card: &CardView| {
        let figure = |name: &str| {
            let found = card.figures.iter().find(|sum| sum.name == name);
            found.map_or_else(|| "–".to_owned(), |sum| sum.text.clone())
        };
        let against = card.figures.iter().find(|sum| sum.name == "difference").map_or_else(
            || "–".to_owned(),
            |sum| match sum.minor.signum() {
                1 => words::against_more(lang, &sum.text),
                -1 => words::against_less(lang, &sum.text),
                _ => sum.text.clone(),
            },
        );
        let waiting = card.figures.iter().find(|sum| sum.name == "cost_90");
        let against = waiting.map_or(against, |sum| format!("{} {}", sum.label, sum.text));
        let fits = card.fits.clone();
        let state = fits.as_ref().is_some_and(|(fits, _)| !fits).then_some("late");
        view! {
            <tr data-row=card.key.clone() data-state=state>
                <th scope="row" data-kind="text">{card.title.clone()}</th>
                <td data-kind="number">{figure("load")}</td>
                <td data-kind="words">{figure("count")}</td>
                <td data-kind="number">{figure("total")}</td>
                <td data-kind="number">{against}</td>
                <td data-kind="words">{fits.map(|(_, text)| text)}</td>
            </tr>
        }
    };
    let head = [
        words::head_option(lang),
        words::head_load(lang),
        words::head_count(lang),
        words::head_total(lang),
        words::head_against(lang),
        words::head_fits(lang),
    ];
    let head: Vec<String> = head.map(str::to_owned).to_vec();
    let rows: Vec<_> = view.cards.iter().map(row).collect();
    view! {
        <div class="c-ways__table">
            <Table caption=words::table_caption(lang) head=head numbers=1..5>{rows}</Table>
        </div>
    }
    .into_any()
}
