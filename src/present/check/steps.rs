//! The working of a finding, line by line: words, the formula with its figures, the result.

use rust_decimal::Decimal;

use crate::engine::Money;
use crate::law::finding::{Finding, Step};
use crate::law::shape::Part;
use crate::law::subject::Cost;
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::check as words;

/// A line: words, formula, result.
type Line = (String, String, String);

/// All lines; the sums stand at the end.
pub fn steps(finding: &Finding, year_days: u16, lang: Lang) -> Vec<Line> {
    let mut lines: Vec<Line> = finding.steps.iter().map(|step| line(step, year_days, lang)).collect();
    let money = |amount: Money| format::money(amount, lang);
    if let Some(limit) = finding.limit {
        lines.push((words::step_limit(lang).to_owned(), String::new(), money(limit)));
    }
    if let (Some(charged), Some(limit), Some(excess)) = (finding.charged, finding.limit, finding.excess) {
        let formula = words::step_excess_formula(lang, &money(charged), &money(limit));
        let formula = if excess.is_positive() { formula } else { String::new() };
        lines.push((words::step_excess(lang).to_owned(), formula, money(excess)));
    }
    lines
}

/// The lines of a derivation alone: words, formula, result.
pub fn working(steps: &[Step], year_days: u16, lang: Lang) -> Vec<Line> {
    steps.iter().map(|step| line(step, year_days, lang)).collect()
}

fn line(step: &Step, year_days: u16, lang: Lang) -> Line {
    let date = |day| format::date(day, lang);
    let plain = |words: &str, result: String| (words.to_owned(), String::new(), result);
    match *step {
        Step::Lpr { day, published, rate } => {
            (words::step_lpr(lang, &date(day), &date(published)), String::new(), format::percent(rate))
        }
        Step::Cap { rate, times, overdue } => {
            let formula = times.map(|times| words::step_cap_times(lang, &format::decimal(times))).unwrap_or_default();
            let words = if overdue { words::step_cap_overdue(lang) } else { words::step_cap(lang) };
            (words.to_owned(), formula, format::percent(rate))
        }
        Step::Floor { rate } => plain(words::step_floor(lang), format::percent(rate)),
        Step::Agreed { rate, overdue } => {
            let words = if overdue { words::step_agreed_overdue(lang) } else { words::step_agreed(lang) };
            plain(words, format::percent(rate))
        }
        Step::Segment { from, days, balance, rate, amount, .. } => {
            let (rate, count) = (format::percent(rate), format::integer(days));
            let formula =
                words::step_segment_formula(lang, &format::money(balance, lang), &rate, &count, &year_days.to_string());
            let words = words::step_segment(lang, &date(from), &format::days(days, lang));
            (words, formula, exact(amount, balance, lang))
        }
        Step::Charged { cost, amount } => plain(self::cost(cost, lang), format::money(amount, lang)),
        Step::Share { of, share, amount } => {
            let formula = words::step_share_formula(lang, &format::money(of, lang), &format::percent(share));
            (words::step_share(lang).to_owned(), formula, format::money(amount, lang))
        }
        Step::Named(amount) => plain(words::step_named(lang), format::money(amount, lang)),
        Step::Pays { part, amount, .. } => {
            let part = match part {
                Part::Costs => words::part_costs(lang),
                Part::Interest => words::part_interest(lang),
                Part::Principal => words::part_principal(lang),
                Part::Doubled => words::part_doubled(lang),
            };
            (words::step_pays(lang, part), String::new(), format::money(amount, lang))
        }
    }
}

/// An exact sum before its rounding, to two digits more than the currency has.
fn exact(amount: Decimal, like: Money, lang: Lang) -> String {
    let digits = like.currency().digits().saturating_add(2);
    format!("{}{}", format::symbol(like.currency(), lang), format::decimal(amount.round_dp(digits)))
}

const fn cost(cost: Cost, lang: Lang) -> &'static str {
    match cost {
        Cost::Interest => words::cost_interest(lang),
        Cost::OverdueInterest => words::cost_overdue_interest(lang),
        Cost::CompoundInterest => words::cost_compound_interest(lang),
        Cost::Damages => words::cost_damages(lang),
        Cost::Fee => words::cost_fee(lang),
        Cost::OverLimitFee => words::cost_over_limit_fee(lang),
        Cost::InterestOnFees => words::cost_interest_on_fees(lang),
        Cost::PlatformFee => words::cost_platform_fee(lang),
        Cost::Collection => words::cost_collection(lang),
        Cost::Tax => words::cost_tax(lang),
    }
}
