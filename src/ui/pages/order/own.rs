//! An order of one's own: each debt can be moved up and down by a button, so by keyboard as well.

use leptos::prelude::*;

use crate::case::household::Household;
use crate::engine::Currency;
use crate::present::order::OrderView;
use crate::present::words::order as words;
use crate::ui::browser;
use crate::ui::keeper::use_keeper;
use crate::ui::records::use_records;
use crate::ui::state::{use_debts, use_lang};
use crate::ui::way::Told;

/// A debt of the list: id, name, and how it stands in words.
type Row = (String, String, String);

/// The list.
#[component]
pub fn OwnOrder(
    /// What the worker said.
    told: Told<OrderView>,
    /// The order, by id.
    order: RwSignal<Vec<String>>,
) -> impl IntoView {
    let (lang, records, keeper, debts) = (use_lang(), use_records(), use_keeper(), use_debts());
    let rows = Memo::new(move |_| {
        let view = told.view.get();
        let mut rows: Vec<Row> = view.map_or_else(Vec::new, |view| {
            let row = |debt: &crate::present::order::OwedView| {
                let [sum, rate, minimum] = &debt.sums;
                (debt.id.clone(), debt.name.clone(), words::owed(lang, sum, rate, minimum))
            };
            view.debts.iter().map(row).collect()
        });
        // What was just moved stands in its place before the worker has answered.
        order.with(|order| {
            rows.sort_by_key(|(id, ..)| order.iter().position(|known| known == id).unwrap_or(usize::MAX))
        });
        rows
    });
    let move_by = Callback::new(move |(place, up): (usize, bool)| {
        let mut ids: Vec<String> = rows.with_untracked(|rows| rows.iter().map(|(id, ..)| id.clone()).collect());
        let to = if up { place.checked_sub(1) } else { place.checked_add(1) };
        let Some(to) = to.filter(|to| *to < ids.len() && place < ids.len()) else { return };
        ids.swap(place, to);
        let name = rows.with_untracked(|rows| rows.get(place).map(|(id, name, _)| (id.clone(), name.clone())));
        order.set(ids.clone());
        let of_debts =
            debts.0.with_untracked(|debts| debts.first().map(|debt| debt.inputs.contract.principal().currency()));
        let household = untrack(move || records.household());
        let household = household.unwrap_or_else(|| Household::new(of_debts.unwrap_or(Currency::CNY)));
        let record = records.with_household(Household { order: ids, ..household });
        let Some((id, name)) = name else { return };
        let said = words::moved(lang, &name, &to.saturating_add(1).to_string());
        keeper.save_records(vec![record], said, lang, move || {
            let direction = if up { "up" } else { "down" };
            request_animation_frame(move || browser::focus(&format!("{direction}-{id}")));
        });
    });
    let list = move || {
        let all = rows.get();
        let last = all.len().saturating_sub(1);
        all.into_iter().enumerate().map(|(place, row)| line(place, last, row, move_by)).collect_view()
    };
    view! {
        <Show when=move || rows.with(|rows| rows.len() > 1)>
            <section class="c-section" aria-labelledby="own-title">
                <h2 id="own-title">{words::list_title(lang)}</h2>
                <p class="c-section__note">{words::list_note(lang)}</p>
                <ol class="c-lines" data-own-order="">{list}</ol>
            </section>
        </Show>
    }
}

fn line(place: usize, last: usize, (id, name, stands): Row, move_by: Callback<(usize, bool)>) -> AnyView {
    let lang = use_lang();
    let (up, down) = (words::up_of(lang, &name), words::down_of(lang, &name));
    let (up_id, down_id) = (format!("up-{id}"), format!("down-{id}"));
    view! {
        <li class="c-lines__line" data-debt=id>
            <span>{name} <span class="c-lines__note">{stands}</span></span>
            <span class="c-actions">
                <button type="button" class="c-button" id=up_id aria-label=up aria-disabled=(place == 0).then_some("true") on:click=move |_| move_by.run((place, true))>
                    {words::up(lang)}
                </button>
                <button type="button" class="c-button" id=down_id aria-label=down aria-disabled=(place == last).then_some("true") on:click=move |_| move_by.run((place, false))>
                    {words::down(lang)}
                </button>
            </span>
        </li>
    }
    .into_any()
}
