//! What the worker says of a distribution and of a plan, laid out; and what the rules of the place say.

use leptos::prelude::*;

use crate::present::insolvency::{InsolvencyView, ShareView};
use crate::present::prospects::road::StageView;
use crate::present::prospects::{CitedView, Line};
use crate::present::words::{insolvency as words, law_road};
use crate::ui::browser;
use crate::ui::kit::{Button, Details, Table};
use crate::ui::pages::options::sums;
use crate::ui::state::use_lang;

/// The sums and the shares of each creditor.
pub fn result(view: &InsolvencyView) -> AnyView {
    let lang = use_lang();
    let row = |share: &ShareView| {
        let [claim, security, rest, unpaid] = share.sums.clone();
        view! {
            <tr data-claim=share.id.clone() data-minor=share.minor.0.to_string() data-plan-minor=share.minor.1.to_string()>
                <th scope="row" data-kind="text">{share.name.clone()}</th>
                <td data-kind="number">{claim}</td>
                <td data-kind="number">{share.paid.clone()}</td>
                <td data-kind="number">{share.plan.clone()}</td>
                <td data-kind="number">{security}</td>
                <td data-kind="number">{rest}</td>
                <td data-kind="number">{unpaid}</td>
            </tr>
        }
    };
    let head = [
        words::head_creditor(lang),
        words::head_claim(lang),
        words::head_paid(lang),
        words::head_plan(lang),
        words::head_security(lang),
        words::head_rest(lang),
        words::head_unpaid(lang),
    ];
    let rows: Vec<_> = view.shares.iter().map(row).collect();
    let notes: Vec<_> = view.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
    view! {
        <section class="c-section" data-distribution="" aria-labelledby="distribution-title">
            <h2 id="distribution-title">{view.finding.clone()}</h2>
            {sums(&view.sums)}
            <Table caption=words::table_caption(lang) head=head.map(str::to_owned).to_vec() numbers=1..7>{rows}</Table>
            <ul class="c-list c-section__note">{notes}</ul>
            <div class="c-actions">
                <Button label=words::print(lang) action="print" on_press=Callback::new(|()| browser::print())/>
            </div>
        </section>
    }
    .into_any()
}

/// The procedure of a place, with its rules folded.
pub fn stage(view: &StageView) -> AnyView {
    let lang = use_lang();
    let line = |line: &Line| {
        let label = (!line.label.is_empty()).then(|| view! { <strong>{line.label.clone()}</strong> " " });
        view! { <li data-known=line.known.to_string()>{label} {line.text.clone()}</li> }
    };
    let lines: Vec<_> = view.times.iter().chain(&view.protected).map(line).collect();
    let missing: Vec<_> = view.missing.iter().map(|why| view! { <li>{why.clone()}</li> }).collect();
    let rule = |rule: &CitedView| {
        let source = law_road::prospects_source(lang, &rule.source, &rule.confirmed);
        view! {
            <li data-rule=rule.id.clone()>
                <strong>{rule.title.clone()}</strong>
                <p>{rule.says.clone()}</p>
                <p>{rule.can_do.clone()}</p>
                <p class="c-section__note">{rule.cite.clone()} <br/> {source}</p>
            </li>
        }
    };
    let rules: Vec<_> = view.rules.iter().map(rule).collect();
    let rules = (!rules.is_empty())
        .then(|| view! { <Details summary=law_road::prospects_rules(lang)><ul class="c-list">{rules}</ul></Details> });
    view! {
        <div class="c-section" data-stage=view.name.clone()>
            <p>{view.about.clone()}</p>
            <ul class="c-list">{lines} {missing}</ul>
            {rules}
        </div>
    }
    .into_any()
}
