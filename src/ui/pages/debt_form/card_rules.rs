//! The rules of a card's cycles: the day of the bill, and everything that has a usual value until it is replaced.

use leptos::prelude::*;

use crate::present::form::{CARD_BILLED, CARD_METHODS, Preset};
use crate::present::input::Field;
use crate::present::words::form as words;
use crate::ui::kit::Details;
use crate::ui::state::use_lang;

use super::assumptions::Choice;
use super::fields::TextField;
use super::state::Form;

/// The fields behind the day of the bill.
#[component]
pub fn CardRules(form: Form, preset: Preset) -> impl IntoView {
    let lang = use_lang();
    let fields =
        preset.full_fields().iter().map(move |field| view! { <TextField form=form preset=preset field=*field/> });
    let [full, unpaid] = CARD_METHODS.map(|(name, _)| name);
    let methods = vec![(full, words::card_method_full(lang)), (unpaid, words::card_method_unpaid(lang))];
    let [compounds, simple] = CARD_BILLED.map(|(name, _)| name);
    let billed = vec![(compounds, words::card_billed_compounds(lang)), (simple, words::card_billed_simple(lang))];
    view! {
        <Details summary=words::card_rules(lang)>
            {fields.collect_view()}
            <Choice form=form field=Field::CardMethod label=words::card_method(lang) options=methods/>
            <Choice form=form field=Field::CardBilled label=words::card_billed(lang) options=billed/>
        </Details>
    }
}
