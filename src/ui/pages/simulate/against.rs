//! A second rule of lateness beside the one in the sentence: its fields, both costs in a sentence, and a table.

use leptos::prelude::*;

use crate::present::form::Policy;
use crate::present::input::Field;
use crate::present::simulate::{Against, SimDraft, Versus, words as sim_words};
use crate::present::words::simulate as words;
use crate::present::{Lang, format};
use crate::ui::amount::{Amount, sentence};
use crate::ui::kit::{Details, Entry, FieldFrame, Table};
use crate::ui::state::use_lang;

use super::findings::Spoken;
use super::state::Simulator;

/// Compare with another rule; open at first only where one was chosen before.
#[component]
pub fn Compare(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let open = simulator.draft.with_untracked(|draft| draft.second_policy().is_some());
    view! {
        <section class="c-against" data-against="">
            <Details summary=words::against(lang) open=open>
                <p class="c-panel__note">{words::against_what(lang)}</p>
                <Fields simulator=simulator/>
                <Outcome simulator=simulator/>
            </Details>
        </section>
    }
}

/// The rule, the number that it needs, and its grace.
#[component]
fn Fields(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let policy = Memo::new(move |_| simulator.draft.with(SimDraft::second_policy));
    let choices = SimDraft::POLICIES.map(|choice| (choice.name(), sim_words::policy(Some(choice), lang)));
    let choices = [("", words::against_none(lang))].into_iter().chain(choices).collect();
    let kinds = vec![("forgiven", words::grace_forgiven(lang)), ("back_dated", words::grace_back_dated(lang))];
    let number = move || match policy.get()? {
        Policy::Flat | Policy::PerPeriod => {
            let entry = Entry::new("second_late_fee", words::against_fee(lang)).hint(words::against_fee_hint(lang));
            Some(view! { <Text simulator=simulator field=Field::LateFee entry=entry.keyboard("decimal")/> })
        }
        _ => {
            let entry = Entry::new("second_rate", words::against_rate(lang)).hint(words::against_rate_hint(lang));
            Some(view! { <Text simulator=simulator field=Field::Rate entry=entry/> })
        }
    };
    let rule = Entry::new("second_policy", words::against_policy(lang));
    let days = Entry::new("second_grace_days", words::against_grace_days(lang))
        .hint(words::grace_days_hint(lang))
        .keyboard("numeric");
    let kind = Entry::new("second_grace_kind", words::against_grace_kind(lang));
    view! {
        <div class="c-against__fields">
            <Choice simulator=simulator field=Field::Policy entry=rule choices=choices/>
            {number}
            <div class="c-panel__pair">
                <Text simulator=simulator field=Field::GraceDays entry=days/>
                <Choice simulator=simulator field=Field::GraceKind entry=kind choices=kinds/>
            </div>
        </div>
    }
}

#[component]
fn Text(simulator: Simulator, field: Field, entry: Entry) -> impl IntoView {
    let error = simulator.second_error(field);
    let described = entry.clone();
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <input
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                type="text"
                inputmode=entry.keyboard
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || simulator.draft.with(|draft| draft.second(field).to_owned())
                on:input=move |event| simulator.set_second(field, &event_target_value(&event))
            />
        </FieldFrame>
    }
}

#[component]
fn Choice(
    simulator: Simulator,
    field: Field,
    entry: Entry,
    choices: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| simulator.draft.with(|draft| draft.second(field).to_owned()));
    let option = move |(value, text): (&'static str, &'static str)| {
        view! { <option value=value prop:selected=move || chosen.with(|chosen| chosen == value)>{text}</option> }
    };
    view! {
        <FieldFrame entry=entry.clone() error=simulator.second_error(field)>
            <select
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                on:change=move |event| simulator.set_second(field, &event_target_value(&event))
            >
                {choices.into_iter().map(option).collect_view()}
            </select>
        </FieldFrame>
    }
}

/// Both costs on the chosen day, read out when they have settled, and on a few days more.
#[component]
fn Outcome(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let spoken = Signal::derive(move || {
        simulator
            .second
            .against
            .with(|against| against.as_ref().map(|against| sim_words::against_spoken(against, lang)))
            .unwrap_or_default()
    });
    let shown = move || {
        let against = simulator.second.against.get()?;
        let said = sentence(sim_words::against(&against, lang));
        Some(view! {
            <p class="c-panel__said" data-against-finding="">{said}</p>
            {table(against, lang)}
        })
    };
    view! {
        {shown}
        <Spoken text=spoken names="f-second_policy f-second_grace_days f-days"/>
    }
}

fn table(against: Against, lang: Lang) -> impl IntoView {
    let head =
        [words::column_day(lang), words::against_first(lang), words::against_second(lang), words::against_gap(lang)];
    let chosen = against.chosen.days;
    let rows: Vec<_> = against.rows.into_iter().map(|row| line(row, chosen, lang)).collect();
    let head = head.map(str::to_owned).to_vec();
    view! { <Table caption=words::against_caption(lang) head=head numbers=1..4 twin="against">{rows}</Table> }
}

fn line(row: Versus, chosen: i64, lang: Lang) -> impl IntoView {
    let gap = match row.gap {
        None => words::against_equal(lang).into_any(),
        Some((side, more)) => {
            let who = words::against_more(lang, sim_words::rule(side, lang));
            view! { <span>{who} " "</span> <Amount shown=more/> }.into_any()
        }
    };
    view! {
        <tr data-day=row.days.to_string() aria-current=(row.days == chosen).then_some("true")>
            <th scope="row">{format::integer(row.days)}</th>
            <td data-kind="number"><Amount shown=row.first/></td>
            <td data-kind="number"><Amount shown=row.second/></td>
            <td data-kind="number" data-gap="">{gap}</td>
        </tr>
    }
}
