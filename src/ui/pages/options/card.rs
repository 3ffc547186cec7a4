//! One option as a card: its figures, what it does, what can be changed, and the way to ask for it.

use leptos::prelude::*;

use super::fields::fields;
use super::state::State;
use crate::case::checked::Sum;
use crate::present::options::{CardView, RowView};
use crate::present::words::options as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Details, Kind, Table};
use crate::ui::link::use_router;
use crate::ui::pages::budget::working;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The card of a key. Its frame stays while its figures change, so that what is open or has the focus stays so.
#[component]
pub fn OptionCard(
    /// The state.
    state: State,
    /// Which option.
    key: String,
) -> impl IntoView {
    let lang = use_lang();
    let (own, title_id) = (key.clone(), format!("way-{key}"));
    let labelled = title_id.clone();
    let card = Memo::new(move |_| {
        let view = state.told.view.get()?;
        view.cards.iter().find(|card| card.key == own).cloned()
    });
    let title = move || card.with(|card| card.as_ref().map(|card| card.title.clone()));
    let about = move || card.with(|card| card.as_ref().map(|card| card.about.clone()));
    let specs = Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.fields.clone()).unwrap_or_default()));
    let changeable = move || {
        let specs = specs.get();
        (!specs.is_empty()).then(|| {
            view! { <Details summary=words::change(lang)><div class="c-form">{fields(state, specs)}</div></Details> }
        })
    };
    view! {
        <article class="c-card c-way" data-option=key aria-labelledby=labelled>
            <h3 class="c-way__title" id=title_id tabindex="-1">{title}</h3>
            {move || card.get().map(|card| fits(&card))}
            <p class="c-way__about">{about}</p>
            {move || card.get().map(|card| figures(&card))}
            {changeable}
            {move || card.get().map(|card| effects(&card))}
            {move || card.get().map(|card| actions(state, &card))}
        </article>
    }
}

fn fits(card: &CardView) -> Option<AnyView> {
    card.fits.clone().map(|(fits, text)| {
        let tone = if fits { "good" } else { "late" };
        view! { <p><span class="c-tag" data-tone=tone data-fits=fits.to_string()>{text}</span></p> }.into_any()
    })
}

/// Sums as a list of rows.
pub fn sums(all: &[Sum]) -> AnyView {
    let row = |sum: &Sum| {
        view! {
            <div class="c-figures__row" data-sum=sum.name.clone() data-minor=sum.minor.to_string()>
                <dt>{sum.label.clone()}</dt>
                <dd>{sum.text.clone()}</dd>
            </div>
        }
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    view! { <dl class="c-figures">{rows}</dl> }.into_any()
}

fn figures(card: &CardView) -> AnyView {
    let trouble = (!card.trouble.is_empty()).then(|| view! { <p class="c-card__fact">{card.trouble.clone()}</p> });
    let sums = (!card.figures.is_empty()).then(|| sums(&card.figures));
    view! { {trouble} {sums} }.into_any()
}

fn effects(card: &CardView) -> AnyView {
    let lang = use_lang();
    let line = |name: &'static str, label: &'static str, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <div data-part=name><dt>{label}</dt><dd>{text}</dd></div> })
    };
    let missed: Vec<_> = card.missed.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
    let missed = (!missed.is_empty())
        .then(|| view! { <Details summary=words::missed_label(lang)><ul class="c-list">{missed}</ul></Details> });
    view! {
        <dl class="c-way__effects">
            {line("gives", words::gives_label(lang), &card.gives_up)}
            {line("record", words::record_label(lang), &card.record)}
        </dl>
        {missed}
        {plan(card)}
    }
    .into_any()
}

/// The payments and how the total was made, folded.
pub fn plan(card: &CardView) -> AnyView {
    let lang = use_lang();
    let row = |row: &RowView| {
        view! {
            <tr>
                <th scope="row">{row.due.clone()}</th>
                <td data-kind="number">{row.amount.clone()}</td>
                <td data-kind="words">{row.parts.clone()}</td>
            </tr>
        }
    };
    let head = [words::head_due(lang), words::head_amount(lang), words::head_parts(lang)];
    let rows: Vec<_> = card.rows.iter().map(row).collect();
    let rows = (!rows.is_empty()).then(|| {
        let head = head.map(str::to_owned).to_vec();
        view! {
            <Details summary=words::rows_title(lang)>
                <Table caption=words::rows_caption(lang) head=head numbers=1..2>{rows}</Table>
            </Details>
        }
    });
    let steps = (!card.working.is_empty()).then(|| {
        let lines = working(&card.working, "");
        view! { <Details summary=words::working_title(lang)>{lines}</Details> }
    });
    view! { {rows} {steps} }.into_any()
}

fn actions(state: State, card: &CardView) -> Option<AnyView> {
    let lang = use_lang();
    let fragment = card.fragment.clone()?;
    let sketch = card.key.strip_prefix("sketch-").map(str::to_owned);
    let kept = fragment.clone();
    let second = match sketch {
        Some(id) => {
            let drop = Callback::new(move |()| state.drop_sketch(&id));
            view! { <Button label=words::drop_sketch(lang) action="drop-sketch" kind=Kind::Quiet on_press=drop/> }
                .into_any()
        }
        None => {
            let keep = Callback::new(move |()| state.keep(&kept));
            view! { <Button label=words::keep_sketch(lang) action="keep-sketch" kind=Kind::Quiet on_press=keep/> }
                .into_any()
        }
    };
    Some(
        view! {
            <div class="c-actions">
                <AskLink debt=state.id() fragment=fragment/>
                {second}
            </div>
        }
        .into_any(),
    )
}

/// The way from an option to a request: the levers travel in the fragment.
#[component]
pub fn AskLink(
    /// The debt.
    debt: String,
    /// The levers.
    fragment: String,
    /// Whether it is the one thing to do.
    #[prop(optional)]
    kind: Kind,
) -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let route = Route::RequestNew(debt);
    let href = format!("{}#{fragment}", route.href());
    let click = move |event: leptos::ev::MouseEvent| {
        if browser::forward(&event) {
            event.prevent_default();
            router.go_with(&route, &fragment);
        }
    };
    view! {
        <a class="c-button" href=href data-kind=kind.name() data-action="ask-for-this" on:click=click>
            {words::ask_for_this(lang)}
        </a>
    }
}
