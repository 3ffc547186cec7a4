//! What the rules say: the sum first, then each rule with its working, its text and what can be done; the limits of it all.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::Check;
use crate::case::checked::{CheckView, CitedView, FindingView, Sum};
use crate::present::words::check as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Details};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The verdict and everything behind it.
#[component]
pub fn Result(check: Check, view: Arc<CheckView>) -> impl IntoView {
    let lang = use_lang();
    let findings: Vec<AnyView> = view.findings.iter().map(|each| finding(check, each)).collect();
    let also = (!view.also.is_empty()).then(|| {
        let rules: Vec<_> = view.also.iter().map(rule).collect();
        view! { <Details summary=words::also_title(lang)>{rules}</Details> }
    });
    view! {
        {verdict(&view)}
        {dispute(check, &view)}
        {(!findings.is_empty()).then(|| view! {
            <section class="c-section" aria-labelledby="findings-title">
                <h2 id="findings-title">{words::findings_title(lang)}</h2>
                <div class="c-findings">{findings}</div>
                {also}
            </section>
        })}
        <section class="c-section" aria-labelledby="limits-title" data-limits="">
            <h2 id="limits-title">{words::limits_title(lang)}</h2>
            {lines(&view.limits)}
            <h3>{words::help_title(lang)}</h3>
            {lines(&view.help)}
            <div class="c-actions">
                <Button label=words::print(lang) action="print" on_press=Callback::new(|()| browser::print())/>
            </div>
        </section>
    }
}

fn lines(all: &[String]) -> AnyView {
    let items: Vec<_> = all.iter().map(|each| view! { <li>{each.clone()}</li> }).collect();
    view! { <ul class="c-list">{items}</ul> }.into_any()
}

/// The way from a charge above a rule to a request about it: only for a saved debt, whose figures the request holds.
fn dispute(check: Check, view: &CheckView) -> Option<AnyView> {
    let lang = use_lang();
    let id = check.id().filter(|_| view.verdict == "above")?;
    let href = format!("{}#kind=dispute", Route::RequestNew(id).href());
    Some(
        view! {
            <div class="c-actions">
                <a class="c-button" data-kind="primary" data-action="write-dispute" href=href>{words::write_dispute(lang)}</a>
            </div>
        }
        .into_any(),
    )
}

fn verdict(view: &CheckView) -> AnyView {
    let lang = use_lang();
    let sum = view.contestable.clone().map(|sum| {
        view! {
            <p class="c-verdict__label">{sum.label}</p>
            <p class="c-verdict__sum" data-sum=sum.name data-minor=sum.minor.to_string()>{sum.text}</p>
        }
    });
    let note = sum.is_some().then(|| view! { <p class="c-section__note">{view.contestable_note.clone()}</p> });
    view! {
        <section class="c-verdict" data-verdict=view.verdict.clone() aria-labelledby="check-result">
            <h2 class="c-verdict__title" id="check-result" tabindex="-1">{words::result_title(lang)}</h2>
            {sum}
            <p class="c-verdict__sentence">{view.sentence.clone()}</p>
            {note}
        </section>
    }
    .into_any()
}

/// A finding; what goes against nobody is folded.
fn finding(check: Check, found: &FindingView) -> AnyView {
    let (outcome, series, id) = (found.outcome.clone(), found.series.clone(), found.rule.clone());
    let body = body(check, found);
    let open_end = found.outcome == "cannot" && found.settles.is_none();
    let quiet = open_end || matches!(found.outcome.as_str(), "within" | "no_limit");
    let inner = if quiet {
        let summary = format!("{} · {}", found.title, found.tag);
        view! { <Details summary=summary>{body}</Details> }.into_any()
    } else {
        let tag = (found.cited.is_some()).then(|| view! { <span class="c-finding__tag">{found.tag.clone()}</span> });
        view! {
            <h3 class="c-finding__title">{found.title.clone()} " " {tag}</h3>
            {body}
        }
        .into_any()
    };
    view! { <article class="c-card c-finding" data-finding=series data-rule=id data-outcome=outcome>{inner}</article> }
        .into_any()
}

fn body(check: Check, found: &FindingView) -> AnyView {
    let lang = use_lang();
    let sums: Vec<_> = found.sums.iter().cloned().map(sum).collect();
    let settles = found.settles.clone().map(|(key, text)| {
        let name = key.clone();
        let text = words::settle_of(lang, &text);
        view! {
            <div class="c-actions" data-settles=name>
                <button type="button" class="c-button" on:click=move |_| check.reopen(&key) aria-label=text>
                    {words::settle(lang)}
                </button>
            </div>
        }
    });
    let branch = (!found.branch.is_empty()).then(|| {
        let reasons = lines(&found.branch);
        view! { <Details summary=words::branch_title(lang)>{reasons}</Details> }
    });
    view! {
        <p>{found.sentence.clone()}</p>
        {(!sums.is_empty()).then(|| view! { <dl class="c-figures">{sums}</dl> })}
        {steps(&found.steps)}
        {branch}
        {found.cited.as_ref().map(cited)}
        {settles}
    }
    .into_any()
}

fn sum(sum: Sum) -> AnyView {
    view! {
        <div class="c-figures__row" data-sum=sum.name data-minor=sum.minor.to_string()>
            <dt>{sum.label}</dt>
            <dd>{sum.text}</dd>
        </div>
    }
    .into_any()
}

/// The working, like a column sum on paper.
fn steps(steps: &[(String, String, String)]) -> Option<AnyView> {
    let lang = use_lang();
    if steps.is_empty() {
        return None;
    }
    let line = |(words, formula, result): &(String, String, String)| {
        let formula =
            (!formula.is_empty()).then(|| view! { <span class="c-working__formula">{formula.clone()}</span> });
        view! {
            <li class="c-working__step" data-step="">
                <span class="c-working__words">{words.clone()}</span>
                {formula}
                <span class="c-working__result">{result.clone()}</span>
            </li>
        }
    };
    let lines: Vec<_> = steps.iter().map(line).collect();
    Some(
        view! { <Details summary=words::steps_title(lang)><ol class="c-working__steps">{lines}</ol></Details> }
            .into_any(),
    )
}

/// The rule of a finding: its text, where it stands, what follows, what can be done.
fn cited(rule: &CitedView) -> AnyView {
    let lang = use_lang();
    let part = |name: &'static str, words: &'static str, text: &str| {
        view! { <div data-part=name><dt>{words}</dt><dd>{text.to_owned()}</dd></div> }
    };
    view! {
        <dl class="c-finding__rule">
            {part("says", words::says_title(lang), &rule.says)}
            {part("effect", words::effect_title(lang), &rule.effect)}
            {part("can-do", words::can_do_title(lang), &rule.can_do)}
        </dl>
        {source(rule)}
    }
    .into_any()
}

fn source(rule: &CitedView) -> AnyView {
    view! {
        <p class="c-finding__cite" data-part="cite">
            <cite>{rule.cite.clone()}</cite> " · " {rule.dates.clone()} " · " {rule.source.clone()}
        </p>
    }
    .into_any()
}

/// A rule without a figure.
fn rule(rule: &CitedView) -> AnyView {
    view! {
        <div class="c-finding__also">
            <h3>{rule.title.clone()}</h3>
            <p>{rule.says.clone()}</p>
            <p>{rule.can_do.clone()}</p>
            {source(rule)}
        </div>
    }
    .into_any()
}
