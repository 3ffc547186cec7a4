//! The smallest request in words: what is asked, why nothing smaller does, what it makes of each debt.

use super::ask::{CardView, PartView, SmallestView};
use super::card::Subject;
use crate::engine::Money;
use crate::engine::budget::Purse;
use crate::engine::relief::{Position, Proposal};
use crate::engine::solve::request::{Levers, Part, Smallest, Witness, smallest_request};
use crate::present::budget::month_name;
use crate::present::lang::Lang;
use crate::present::words::{check, options as words};
use crate::present::{errors, format, terms};

/// Searches, and says what was found.
#[must_use]
pub fn view(subjects: &[Subject<'_>], purse: &Purse, levers: &[Levers], lang: Lang) -> SmallestView {
    let positions: Vec<Position> = subjects.iter().map(|subject| subject.position.clone()).collect();
    match smallest_request(&positions, purse, levers, &Proposal::default()) {
        Ok(found) => told(subjects, found, lang),
        Err(error) => plain("cannot", errors::engine(&error, lang)),
    }
}

fn plain(state: &str, headline: String) -> SmallestView {
    SmallestView {
        state: state.to_owned(),
        headline,
        lines: Vec::new(),
        parts: Vec::new(),
        debts: Vec::new(),
        help: Vec::new(),
    }
}

fn told(subjects: &[Subject<'_>], found: Smallest, lang: Lang) -> SmallestView {
    match found {
        Smallest::NothingNeeded => {
            let mut view = plain("not_needed", words::smallest_not_needed(lang).to_owned());
            view.lines.push(words::smallest_not_needed_next(lang).to_owned());
            view
        }
        Smallest::Nothing { month, short, essentials_uncovered } => {
            let (month, short) = (month_name(month, lang), format::money(short, lang));
            let mut view = plain("nothing", words::smallest_nothing(lang, &month, &short));
            if essentials_uncovered {
                view.lines.push(words::smallest_uncovered(lang).to_owned());
            }
            view.lines.push(words::smallest_nothing_next(lang).to_owned());
            view.help = vec![check::help_cn(lang).to_owned(), words::no_paid_agent(lang).to_owned()];
            view
        }
        Smallest::Request { waiver, more, grace_days, proposals, proof, .. } => {
            let parts = parts(waiver, more, grace_days, &proof, lang);
            let mut view = plain("request", headline(&parts, lang));
            if waiver.is_zero() {
                view.lines.push(words::smallest_no_waiver(lang).to_owned());
            }
            view.parts = parts;
            view.debts =
                subjects.iter().zip(&proposals).map(|(subject, proposal)| debt(subject, proposal, lang)).collect();
            view
        }
    }
}

fn headline(parts: &[PartView], lang: Lang) -> String {
    if parts.is_empty() {
        return words::smallest_spread(lang).to_owned();
    }
    let list = parts.iter().map(|part| part.text.clone()).collect::<Vec<_>>().join(words::and(lang));
    words::smallest_request(lang, &list)
}

fn parts(waiver: Money, more: u16, grace_days: u16, proof: &[Witness], lang: Lang) -> Vec<PartView> {
    let proof = |part: Part| proof.iter().find(|witness| witness.part == part);
    let shown = |witness: &Witness| (month_name(witness.month, lang), format::money(witness.short, lang));
    let mut parts = Vec::new();
    let mut add = |name: &str, value: u64, text: String, proof: Option<String>| {
        if value > 0 {
            parts.push(PartView { name: name.to_owned(), value, text, proof: proof.unwrap_or_default() });
        }
    };
    let (days, count, sum) = (format::days(i64::from(grace_days), lang), more.to_string(), format::money(waiver, lang));
    let less = |witness: &Witness| {
        let (month, short) = shown(witness);
        let unit =
            Money::try_new(1, waiver.currency()).map_or_else(|_| String::new(), |unit| format::money(unit, lang));
        words::proof_waiver(lang, &unit, &month, &short)
    };
    let fewer = |witness: &Witness| {
        let (month, short) = shown(witness);
        words::proof_more(lang, &month, &short)
    };
    let sooner = |witness: &Witness| {
        let (month, short) = shown(witness);
        words::proof_grace(lang, &month, &short)
    };
    add("grace", u64::from(grace_days), words::part_grace(lang, &days), proof(Part::Grace).map(sooner));
    add("more", u64::from(more), words::part_more(lang, &count), proof(Part::More).map(fewer));
    let minor = u64::try_from(waiver.minor()).unwrap_or(0);
    add("waiver", minor, words::part_waiver(lang, &sum), proof(Part::Waiver).map(less));
    parts
}

fn debt(subject: &Subject<'_>, proposal: &Proposal, lang: Lang) -> (String, String, CardView) {
    let (id, name) = (subject.debt.id.clone(), terms::debt_name(subject.debt, lang));
    let key = format!("smallest-{id}");
    let card = subject.proposal(&key, words::smallest_title(lang), "", proposal);
    (id, name, card)
}
