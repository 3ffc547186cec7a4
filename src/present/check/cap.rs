//! The legal cap in the simulator: what lateness may cost by then, day by day, and since when it costs more. It asks who,
//! where and when only; anything else that a rule needs leaves that rule out.

use super::item::{self, Item};
use super::of_debt;
use super::told::Told;
use super::{finding, known, question};
use crate::case::checked::{CapView, CheckAsk, CheckView};
use crate::case::{DebtInputs, Scenario};
use crate::engine::{Money, date};
use crate::law::finding::{Finding, Outcome};
use crate::law::{self, Effect, Facts, Packs, Product, lpr};
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::check as words;

/// The most days that are looked at one by one.
const MOST_DAYS: i64 = 1_100;
/// About how many places of the line are drawn.
const PLACES: i64 = 60;

/// The question that is open, or the cap; neither where no rule has one.
pub fn view(ask: &CheckAsk, told: &Told, (scenario, days): (&Scenario, i64), lang: Lang) -> Option<CheckView> {
    let (packs, table) = (Packs::read().ok()?, lpr::table().ok()?);
    let mut facts = told.facts();
    // The simulator knows one debt that is late; what kind decides little, and is not asked.
    facts.product = facts.product.or(Some(Product::Loan));
    let judge = Judge { packs, table, inputs: scenario.inputs(), facts: &facts, scenario };
    let days = days.clamp(1, MOST_DAYS);
    let last = judge.on(days);
    let waits = last.iter().filter_map(|finding| finding.question().map(Item::of));
    let again = ask.again.as_deref().and_then(Item::named);
    let wrong = told.errors.first().map(|(item, ..)| *item);
    let open = waits.filter(|item| item.comes_first() && told.get(*item).is_none()).min();
    let mut view = CheckView { known: known(told, lang), facts: told.answered(), ..CheckView::default() };
    if let Some(item) = again.or(wrong).or(open) {
        let review = law::Review { findings: Vec::new(), also: Vec::new(), next_question: None };
        view.question = Some(question(item, told, &review, lang));
        return Some(view);
    }
    view.cap = judge.strictest(&last).and_then(|rule| judge.cap(&rule, days, lang));
    view.sentence = match &view.cap {
        Some(cap) => cap.sentence.clone(),
        None => {
            let why = last.iter().find_map(|finding| match finding.outcome {
                Outcome::CannotTell { why } => Some(finding::why(why, lang)),
                _ => None,
            });
            why.map_or_else(|| words::verdict_nothing(lang).to_owned(), |why| words::verdict_cannot(lang, &why))
        }
    };
    if item::currency(facts.jurisdiction) != told.currency() {
        view.cap = None;
        words::cap_currency(lang).clone_into(&mut view.sentence);
    }
    Some(view)
}

struct Judge<'a> {
    packs: &'a Packs,
    table: &'a lpr::Table,
    inputs: DebtInputs,
    facts: &'a Facts,
    scenario: &'a Scenario,
}

impl Judge<'_> {
    /// What the rules say on a day late.
    fn on(&self, day: i64) -> Vec<Finding> {
        let Ok(as_of) = date::shift(self.scenario.due, day) else { return Vec::new() };
        let subject = of_debt::subject(&self.inputs, as_of);
        law::check(self.packs, self.table, &subject, self.facts).findings
    }

    /// The series whose limit is the lowest at the end.
    fn strictest(&self, last: &[Finding]) -> Option<Finding> {
        let binds = |finding: &&Finding| {
            let effect = finding.rule.as_ref().map(|rule| rule.effect);
            finding.limit.is_some()
                && effect.is_some_and(|effect| !matches!(effect, Effect::SelfRegulatory | Effect::Guidance))
        };
        let limit = |finding: &&Finding| finding.limit.map_or(i64::MAX, Money::minor);
        last.iter().filter(binds).min_by_key(limit).cloned()
    }

    fn cap(&self, rule: &Finding, days: i64, lang: Lang) -> Option<CapView> {
        let step = days.checked_div(PLACES)?.max(1);
        let zero = Money::zero(self.scenario.amount.currency());
        let (mut line, mut above_from) = (vec![(0, zero)], None);
        for day in 1..=days {
            let drawn = day == days || day.checked_rem(step) == Some(0);
            if !drawn && above_from.is_some() {
                continue;
            }
            let found = self.on(day).into_iter().find(|finding| finding.series == rule.series);
            let Some(found) = found else { continue };
            if above_from.is_none() && found.excess.is_some_and(Money::is_positive) {
                above_from = Some(day);
            }
            if let Some(limit) = found.limit.filter(|_| drawn) {
                line.push((day, limit));
            }
        }
        let cited = rule.rule.as_ref().map(|rule| finding::cited(rule, lang))?;
        let sentence = match above_from {
            Some(day) => words::cap_above_from(lang, &format::integer(day)),
            None => words::cap_never(lang, &format::days(days, lang)),
        };
        Some(CapView { sentence, rule: words::cap_rule(lang, &cited.title, &cited.cite), above_from, line })
    }
}
