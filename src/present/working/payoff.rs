//! The working of a payoff: month by month, the first ones spelled out, the sum of all at the end.

use super::Line;
use crate::engine::card::payoff::{Payoff, PayoffMonth, PayoffPlan};
use crate::engine::{EngineError, Money};
use crate::present::figure::PayoffFigure;
use crate::present::words::working as words;
use crate::present::{Lang, format};

/// The months that are spelled out; the rest is one line.
const SPELLED_OUT: usize = 12;

pub(super) fn lines(
    payoff: &Payoff,
    plan: &PayoffPlan,
    figure: PayoffFigure,
    lang: Lang,
) -> Result<Vec<Line>, EngineError> {
    let months = payoff.months(plan)?;
    let mut lines = vec![Line::new(words::payoff_start(lang), String::new(), payoff.balance)];
    let money = |amount: Money| format::money(amount, lang);
    if figure == PayoffFigure::FirstPayment {
        let first = months.first().map_or(payoff.balance, |month| month.payment);
        let said = match plan {
            PayoffPlan::Minimum(_) => words::payoff_by_minimum(lang),
            PayoffPlan::Fixed(_) | PayoffPlan::InterestPlus(_) => words::payoff_by_fixed(lang),
        };
        let fits = words::payoff_fits(lang, &months.len().to_string());
        lines.push(Line::new(said, fits, first));
        return Ok(lines);
    }
    let line = |month: &PayoffMonth| {
        let said = words::payoff_month(lang, &month.number.to_string());
        let formula = words::payoff_formula(lang, &money(month.payment), &money(month.balance));
        Line::new(said, formula, month.interest)
    };
    lines.extend(months.iter().take(SPELLED_OUT).map(line));
    let rest = months.get(SPELLED_OUT..).unwrap_or_default();
    let sum = |list: &[PayoffMonth]| Money::sum(payoff.balance.currency(), list.iter().map(|month| month.interest));
    if !rest.is_empty() {
        lines.push(Line::new(words::payoff_rest(lang, &rest.len().to_string()), String::new(), sum(rest)?));
    }
    lines.push(Line::new(words::sum(lang), String::new(), sum(&months)?));
    Ok(lines)
}
