//! An amount opened: the lines of its working, in words, with the numbers in the formulas. The last line's result is
//! the amount. Nothing is computed here but sums that are shown. Imports `engine`, `case` and words only.

mod labels;
mod payoff;
mod steps;

use chrono::NaiveDate;

use super::figure::{Shown, Source, StatedBy, SumLabel};
use super::lang::Lang;
use super::words::working as words;
use super::{errors, format};
use crate::case::DebtInputs;
use crate::engine::{Component, EngineError, Figure, Money, StepKind};

/// One line of a working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is done.
    pub words: String,
    /// The same with the numbers in it; may be empty.
    pub formula: String,
    /// What comes out, if it is money.
    pub result: Option<Money>,
    /// A remark on rounding or a bound.
    pub note: Option<String>,
}

impl Line {
    fn new(words: impl Into<String>, formula: impl Into<String>, result: Money) -> Self {
        Self { words: words.into(), formula: formula.into(), result: Some(result), note: None }
    }
}

/// A working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingView {
    /// On which day, and of what kind.
    pub lead: String,
    /// The lines.
    pub lines: Vec<Line>,
}

impl WorkingView {
    /// The working as plain text, to keep or to send.
    #[must_use]
    pub fn as_text(&self, shown: &Shown, lang: Lang) -> String {
        let mut text = format!("{} {}\n{}\n", words::title(lang), format::money(shown.money, lang), self.lead);
        for (place, line) in self.lines.iter().enumerate() {
            text.push_str(&format!("{}. {}", place.saturating_add(1), line.words));
            if !line.formula.is_empty() {
                text.push_str(&format!("\n   {}", line.formula));
            }
            if let Some(result) = line.result {
                text.push_str(&format!("\n   = {}", format::money(result, lang)));
            }
            if let Some(note) = &line.note {
                text.push_str(&format!("\n   ({note})"));
            }
            text.push('\n');
        }
        text
    }
}

/// Opens an amount.
#[must_use]
pub fn open(shown: &Shown, lang: Lang) -> WorkingView {
    let (lead, lines) = match &shown.source {
        Source::Account { inputs, as_of, figure } => {
            (words::lead_as_of(lang, &format::date(*as_of, lang)), account(inputs, *as_of, *figure, lang))
        }
        Source::Growth { inputs, from, to } => (
            words::lead_growth(lang, &format::date(*from, lang), &format::date(*to, lang)),
            growth(inputs, *from, *to, lang),
        ),
        Source::Stated { by } => {
            let line = Line::new(stated_by(*by, lang), String::new(), shown.money);
            (words::lead_stated(lang).to_owned(), Ok(vec![line]))
        }
        Source::Payoff { payoff, plan, figure } => {
            (words::lead_payoff(lang).to_owned(), payoff::lines(payoff, plan, *figure, lang))
        }
        Source::Sum { parts } => (words::lead_sum(lang).to_owned(), sum(parts, lang)),
        Source::Difference { from, less } => {
            (words::lead_difference(lang).to_owned(), difference(from, less, shown.money, lang))
        }
    };
    let lines = lines.unwrap_or_else(|error| {
        vec![Line { words: errors::engine(&error, lang), formula: String::new(), result: None, note: None }]
    });
    WorkingView { lead, lines }
}

const fn stated_by(by: StatedBy, lang: Lang) -> &'static str {
    match by {
        StatedBy::You => words::stated_by_you(lang),
        StatedBy::Lender => words::stated_by_lender(lang),
        StatedBy::File => words::stated_by_file(lang),
        StatedBy::Here => words::stated_by_here(lang),
    }
}

fn account(inputs: &DebtInputs, as_of: NaiveDate, figure: Figure, lang: Lang) -> Result<Vec<Line>, EngineError> {
    let steps = inputs.explain(as_of, figure)?;
    let last = steps.len().saturating_sub(1);
    let charges = &inputs.contract.lateness().charges;
    // What two parts rest on is said once.
    let said = |place: usize| steps.iter().take(place).any(|step| steps.get(place) == Some(step));
    Ok(steps
        .iter()
        .enumerate()
        .filter(|(place, _)| *place == last || !said(*place))
        .map(|(place, step)| steps::line(step, place == last, charges, lang))
        .collect())
}

/// The two days, the days between in the late charges, and the difference.
fn growth(inputs: &DebtInputs, from: NaiveDate, to: NaiveDate, lang: Lang) -> Result<Vec<Line>, EngineError> {
    let (before, after) = (inputs.replay(from)?, inputs.replay(to)?);
    let charges = &inputs.contract.lateness().charges;
    let mut lines: Vec<Line> = inputs
        .explain(to, Figure::DueNow)?
        .iter()
        .filter(|step| matches!(&step.kind, StepKind::LateDays { to: end, .. } if *end > from))
        .map(|step| steps::line(step, false, charges, lang))
        .collect();
    for account in [&before, &after] {
        let date = format::date(account.as_of, lang);
        let total = account.due_now.total()?;
        lines.push(Line::new(words::owed_on(lang, &date), labels::components(&account.due_now, lang), total));
    }
    let (less, more) = (before.due_now.total()?, after.due_now.total()?);
    let formula = format!("{} − {}", format::money(more, lang), format::money(less, lang));
    lines.push(Line::new(words::more(lang), formula, more.minus(less)?));
    Ok(lines)
}

fn sum_label(label: &SumLabel, lang: Lang) -> String {
    match label {
        SumLabel::Debt(name) => name.clone(),
        SumLabel::DueOn(date) => words::due_on(lang, &format::date(*date, lang)),
        SumLabel::OwedOn(date) => words::owed_on(lang, &format::date(*date, lang)),
        SumLabel::PayoffOn(date) => words::payoff_on(lang, &format::date(*date, lang)),
        SumLabel::LateBy(date) => words::late_by(lang, &format::date(*date, lang)),
        SumLabel::Component(component) => super::terms::component(*component, lang).to_owned(),
        SumLabel::DueNow => words::due_now(lang).to_owned(),
        SumLabel::NextDue => words::next_due(lang).to_owned(),
        SumLabel::Theirs => words::theirs(lang).to_owned(),
        SumLabel::Ours => words::ours(lang).to_owned(),
        SumLabel::WithoutPayment => words::without_payment(lang).to_owned(),
        SumLabel::WithPayment => words::with_payment(lang).to_owned(),
        SumLabel::Payment => words::payment(lang).to_owned(),
        SumLabel::Lent => words::lent(lang).to_owned(),
        SumLabel::Withheld => super::words::true_cost::withheld(lang).to_owned(),
        SumLabel::FirstRule => super::words::simulate::against_first_cost(lang).to_owned(),
        SumLabel::SecondRule => super::words::simulate::against_second_cost(lang).to_owned(),
    }
}

fn sum(parts: &[(SumLabel, Shown)], lang: Lang) -> Result<Vec<Line>, EngineError> {
    let mut lines = Vec::with_capacity(parts.len().saturating_add(1));
    let mut formula = String::new();
    let mut total: Option<Money> = None;
    for (label, part) in parts {
        lines.push(Line::new(sum_label(label, lang), String::new(), part.money));
        labels::append(&mut formula, "", part.money, lang);
        total = Some(match total {
            Some(sum) => sum.plus(part.money)?,
            None => part.money,
        });
    }
    if let Some(total) = total {
        lines.push(Line::new(words::sum(lang), formula, total));
    }
    Ok(lines)
}

fn difference(
    from: &(SumLabel, Shown),
    less: &(SumLabel, Shown),
    result: Money,
    lang: Lang,
) -> Result<Vec<Line>, EngineError> {
    let formula = format!("{} − {}", format::money(from.1.money, lang), format::money(less.1.money, lang));
    let mut lines = Vec::new();
    for (label, part) in [from, less] {
        lines.extend(inner(part, lang));
        lines.push(Line::new(sum_label(label, lang), String::new(), part.money));
    }
    lines.push(Line::new(words::difference(lang), formula, result));
    Ok(lines)
}

/// The lines of a part, where they say more than the part itself.
fn inner(part: &Shown, lang: Lang) -> Vec<Line> {
    let mut lines = open(part, lang).lines;
    if lines.len() < 2 {
        lines.clear();
    }
    lines
}

/// The components of an account's figure that are not nothing, each as an amount that can be opened.
#[must_use]
pub fn parts_of(
    parts: &crate::engine::Components,
    shown: impl Fn(Component, Money) -> Shown,
) -> Vec<(Component, Shown)> {
    Component::ALL
        .into_iter()
        .filter(|component| !parts.get(*component).is_zero())
        .map(|component| (component, shown(component, parts.get(component))))
        .collect()
}

#[cfg(test)]
mod tests;
