//! The answer of a search in words. Runs in the worker.

use super::choice::{choice, dimension};
use super::{Ask, Found, Reply, Verdict, Way};
use crate::engine::reconcile::{Combination, Debt, Dimension, Match, Outcome, Quote, Quoted, Search, Space};
use crate::engine::{ClaimRef, Contract, Money};
use crate::present::words::reconcile as words;
use crate::present::{Lang, errors, format, terms};

/// The most ways that are shown.
const MOST: usize = 12;
/// Combinations between two words about how far it is.
const STRIDE: usize = 400;

/// Searches, saying how far it is.
#[must_use]
pub fn answer(ask: &Ask, say: &mut dyn FnMut(usize, usize)) -> Reply {
    let lang = Lang::from_tag(&ask.lang);
    let inputs = &ask.debt.inputs;
    let space = Space::of(&inputs.contract, &inputs.events, ask.quote.figure);
    let debt =
        Debt { contract: inputs.contract.clone(), opening: inputs.opening.clone(), events: inputs.events.clone() };
    let mut search = match Search::new(debt, ask.quote, space.clone()) {
        Ok(search) => search,
        Err(error) => return Reply::Refused(errors::cannot_show(&error, lang)),
    };
    loop {
        let far = search.step(STRIDE);
        say(far.done, far.of);
        if far.is_done() {
            break;
        }
    }
    let teller = Teller { contract: &inputs.contract, quote: ask.quote, space: &space, lang };
    Reply::Found(Box::new(teller.found(&search.finish())))
}

/// Everything that the words are about.
struct Teller<'a> {
    contract: &'a Contract,
    quote: Quote,
    space: &'a Space,
    lang: Lang,
}

impl Teller<'_> {
    fn found(&self, outcome: &Outcome) -> Found {
        let lang = self.lang;
        let verdict = match outcome.matches.first() {
            Some(first) if first.rarity == 0 => Verdict::Agreed,
            Some(_) => Verdict::Other,
            None => Verdict::None,
        };
        let count = outcome.matches.len();
        let title = match verdict {
            Verdict::Agreed => words::title_agreed(lang).to_owned(),
            Verdict::Other if count == 1 => words::title_one(lang).to_owned(),
            Verdict::Other => words::title_several(lang, &count.to_string()),
            Verdict::None => words::title_none(lang).to_owned(),
        };
        let ways = match outcome.nearest {
            Some(nearest) => {
                let title = self.nearest_title(nearest.figure, nearest.difference);
                vec![self.way(nearest.combination, title, Vec::new())]
            }
            None => outcome.matches.iter().take(MOST).map(|each| self.match_way(each, &outcome.idle)).collect(),
        };
        let rest = count.saturating_sub(MOST);
        let names = |dimensions: &[Dimension]| {
            let names: Vec<&str> = dimensions.iter().map(|each| dimension(*each, lang)).collect();
            names.join(words::comma(lang))
        };
        let (idle, left_out) = (names(&outcome.idle), names(self.space.left_out()));
        Found {
            verdict,
            title,
            lead: self.lead(outcome.agreed),
            more: if rest > 0 { words::more(lang, &rest.to_string()) } else { String::new() },
            idle: if idle.is_empty() { idle } else { words::idle(lang, &idle) },
            tried: words::tried(lang, &format::integer(i64::try_from(outcome.tried).unwrap_or(i64::MAX))),
            left_out: if left_out.is_empty() { left_out } else { words::left_out(lang, &left_out) },
            question: self.question(outcome, ways.first()),
            ways,
        }
    }

    /// The figure that was asked about, with its day.
    fn figure(&self) -> String {
        let lang = self.lang;
        let claim = |number| terms::claim(ClaimRef::Row(number), lang);
        match self.quote.figure {
            Quoted::DueNow => words::figure_due_now(lang).to_owned(),
            Quoted::Penalty => words::figure_penalty(lang).to_owned(),
            Quoted::LateCharges => words::figure_late_charges(lang).to_owned(),
            Quoted::Payoff => words::figure_payoff(lang).to_owned(),
            Quoted::Instalment(number) => words::instalment_of(lang, &claim(number)),
            Quoted::Interest(number) => words::interest_of(lang, &claim(number)),
        }
    }

    fn lead(&self, agreed: Money) -> String {
        let lang = self.lang;
        let theirs = format::money(self.quote.amount, lang);
        let date = format::date(self.quote.on, lang);
        words::lead_answer(lang, &date, &self.figure(), &theirs, &format::money(agreed, lang))
    }

    fn nearest_title(&self, figure: Money, difference: Money) -> String {
        let lang = self.lang;
        let size = Money::try_new(difference.minor().saturating_abs(), difference.currency()).unwrap_or(difference);
        let (figure, size) = (format::money(figure, lang), format::money(size, lang));
        if difference.is_positive() {
            words::nearest_more(lang, &figure, &size)
        } else {
            words::nearest_less(lang, &figure, &size)
        }
    }

    fn match_way(&self, found: &Match, idle: &[Dimension]) -> Way {
        let lang = self.lang;
        let changed = self.space.choices(found.combination).iter().filter(|(_, place, _)| *place > 0).count();
        let title = match changed {
            0 => words::way_agreed(lang).to_owned(),
            1 => words::way_one(lang).to_owned(),
            _ => words::way_several(lang, &changed.to_string()),
        };
        let also = found.also.iter().filter(|(about, _)| !idle.contains(about)).map(|(about, choices)| {
            let choices: Vec<String> = choices.iter().map(|each| choice(*each, lang)).collect();
            words::also(lang, dimension(*about, lang), &choices.join(words::or(lang)))
        });
        self.way(found.combination, title, also.collect())
    }

    fn way(&self, combination: Combination, title: String, also: Vec<String>) -> Way {
        let lang = self.lang;
        let own = |about: Dimension| {
            let axis = self.space.axes().iter().find(|axis| axis.dimension == about);
            axis.and_then(|axis| axis.choices.first()).map_or_else(String::new, |(own, _)| choice(*own, lang))
        };
        let changes = self.space.choices(combination).into_iter().filter(|(_, place, _)| *place > 0);
        let changes = changes.map(|(about, _, now)| [dimension(about, lang).to_owned(), choice(now, lang), own(about)]);
        Way { title, changes: changes.collect(), also, contract: self.space.contract(self.contract, combination) }
    }

    /// What to ask: whether it was counted as the first way says, or how it was counted at all.
    fn question(&self, outcome: &Outcome, first: Option<&Way>) -> String {
        let lang = self.lang;
        let date = format::date(self.quote.on, lang);
        let theirs = format::money(self.quote.amount, lang);
        let ours = format::money(outcome.agreed, lang);
        let begin = words::question_begin(lang, &date, &self.figure(), &theirs);
        let ways = first.filter(|_| outcome.nearest.is_none());
        let body = match ways {
            Some(way) if way.changes.is_empty() => words::question_agreed(lang).to_owned(),
            Some(way) => {
                let changes = way.changes.iter().map(|[about, now, _]| words::question_way(lang, about, now));
                let changes: Vec<String> = changes.collect();
                words::question_other(lang, &ours, &changes.join(words::semicolon(lang)))
            }
            None => words::question_none(lang, &ours),
        };
        format!("{begin}{body}")
    }
}
