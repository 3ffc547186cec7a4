//! What a dispute says: each charge with the rule it is held against, and the working, line by line.

use super::pen::Pen;
use crate::case::request::{DisputedCharge, Request};
use crate::law::finding::Step;
use crate::law::{Packs, Rule, Subject};
use crate::present::check;
use crate::present::lang::Lang;
use crate::present::words::letter as words;

pub(super) fn charges(pen: &mut Pen, request: &Request) {
    let lang = pen.lang;
    pen.paragraph(&[words::dispute_intro(lang)]);
    let packs = Packs::read().ok();
    let year_days = year_days(request);
    for (at, charge) in request.disputed.iter().enumerate() {
        let rule = packs.and_then(|packs| packs.rule(&charge.rule));
        one(pen, at, charge, rule, year_days);
    }
}

pub(super) fn asks(pen: &mut Pen) {
    let lang = pen.lang;
    pen.heading(words::answer_title(lang));
    pen.list(vec![
        words::dispute_ask_check(lang).to_owned(),
        words::dispute_ask_basis(lang).to_owned(),
        words::dispute_ask_hold(lang).to_owned(),
    ]);
    pen.paragraph(&[words::dispute_undisputed(lang)]);
}

fn one(pen: &mut Pen, at: usize, charge: &DisputedCharge, rule: Option<&Rule>, year_days: u16) {
    let lang = pen.lang;
    let place = |part: &str| format!("disputed[{at}].{part}");
    if let Some(rule) = rule {
        pen.heading(of(&rule.title, lang));
    }
    let charged = pen.sum(place("charged"), charge.charged);
    let mut sentences = vec![words::dispute_charged(lang, &charged)];
    if let Some(excess) = charge.excess {
        let excess = pen.sum(place("excess"), excess);
        sentences.push(match charge.allowed {
            Some(allowed) => {
                let allowed = pen.sum(place("allowed"), allowed);
                words::dispute_allowed(lang, &allowed, &excess)
            }
            None => words::dispute_excess(lang, &excess),
        });
    }
    pen.paragraph(&sentences);
    if charge.working.is_empty() {
        charge.steps.iter().for_each(|step| pen.quote(step.clone()));
    } else {
        working(pen, at, &charge.working, year_days);
    }
    pen.quote(words::dispute_cite(lang, &charge.citation));
    if let Some(rule) = rule {
        pen.quote(of(&rule.says, lang).to_owned());
        pen.quote(words::dispute_source(lang, &rule.source));
    }
}

fn working(pen: &mut Pen, at: usize, steps: &[Step], year_days: u16) {
    let lang = pen.lang;
    for (number, step) in steps.iter().enumerate() {
        // The same figures stand in the lines below; here they are traced.
        let place = format!("disputed[{at}].working[{number}]");
        match *step {
            Step::Segment { balance, .. } => _ = pen.sum(format!("{place}.segment.balance"), balance),
            Step::Charged { amount, .. } => _ = pen.sum(format!("{place}.charged.amount"), amount),
            Step::Share { of, amount, .. } => {
                _ = pen.sum(format!("{place}.share.of"), of);
                _ = pen.sum(format!("{place}.share.amount"), amount);
            }
            Step::Named(amount) => _ = pen.sum(format!("{place}.named"), amount),
            Step::Pays { amount, .. } => _ = pen.sum(format!("{place}.pays.amount"), amount),
            Step::Lpr { .. } | Step::Cap { .. } | Step::Floor { .. } | Step::Agreed { .. } => {}
        }
    }
    let rows = check::working(steps, year_days, lang).into_iter();
    let rows = rows.map(|(step, formula, result)| vec![step, formula, result]).collect();
    let head = [words::head_step(lang), words::head_formula(lang), words::head_result(lang)];
    pen.table(words::steps_caption(lang), &head, rows);
}

/// The days of a year by which the debt's rate is taken.
fn year_days(request: &Request) -> u16 {
    let account = request.inputs.replay(request.as_of).ok();
    let subject = account
        .and_then(|account| Subject::of(&request.inputs.contract, request.inputs.opening.as_ref(), &account).ok());
    subject.map_or(365, |subject| subject.year_days)
}

fn of(words: &crate::law::Words, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &words.zh,
        Lang::En => &words.en,
    }
}
