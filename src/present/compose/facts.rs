//! What a request says, as labels and values: taken from the document itself, so that the page and the letter show the same
//! figures.

use serde::{Deserialize, Serialize};

use super::draft::{Draft, LASTING, REASONS, SELF, Step};
use super::{Answer, Charge, Row};
use crate::case::household::{Household, Lasting, Line, Purpose, Reason};
use crate::case::request::{DisputedCharge, Offer, OtherDebt, Request, RequestKind};
use crate::engine::budget::Every;
use crate::engine::{Component, Components, EngineError, Money, PauseOf};
use crate::law::Packs;
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::terms;
use crate::present::words::{common, compose as words};

/// A label and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name in the page.
    pub key: String,
    /// What it is.
    pub label: String,
    /// What it comes to.
    pub value: String,
    /// Minor units, where it is one sum.
    pub minor: Option<i64>,
}

impl Fact {
    fn text(key: &str, label: &str, value: String) -> Self {
        Self { key: key.to_owned(), label: label.to_owned(), value, minor: None }
    }

    fn sum(key: &str, label: &str, amount: Money, lang: Lang) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            value: format::money(amount, lang),
            minor: Some(amount.minor()),
        }
    }
}

/// The name of a kind of request.
#[must_use]
pub const fn kind(kind: RequestKind, lang: Lang) -> &'static str {
    match kind {
        RequestKind::Relief => words::kind_relief(lang),
        RequestKind::Dispute => words::kind_dispute(lang),
        RequestKind::PayoffQuote => words::kind_payoff_quote(lang),
        RequestKind::Breakdown => words::kind_breakdown(lang),
        RequestKind::Mediation => words::kind_mediation(lang),
    }
}

/// The name of a reason.
#[must_use]
pub const fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Unemployment => words::reason_unemployment(lang),
        Reason::LessIncome => words::reason_less_income(lang),
        Reason::Illness => words::reason_illness(lang),
        Reason::Family => words::reason_family(lang),
        Reason::Disaster => words::reason_disaster(lang),
        Reason::Business => words::reason_business(lang),
        Reason::TooManyDebts => words::reason_too_many_debts(lang),
        Reason::Oversight => words::reason_oversight(lang),
        Reason::Disputed => words::reason_disputed(lang),
        Reason::Unwilling => words::reason_unwilling(lang),
        Reason::Other => words::reason_other(lang),
    }
}

/// How long it may last.
#[must_use]
pub const fn lasting(lasting: Lasting, lang: Lang) -> &'static str {
    match lasting {
        Lasting::Weeks => words::lasting_weeks(lang),
        Lasting::Months => words::lasting_months(lang),
        Lasting::Years => words::lasting_years(lang),
        Lasting::Unknown => words::lasting_unknown(lang),
    }
}

/// How often money moves.
#[must_use]
pub const fn every(every: Every, lang: Lang) -> &'static str {
    match every {
        Every::Week => words::every_week(lang),
        Every::TwoWeeks => words::every_two_weeks(lang),
        Every::Month => words::every_month(lang),
        Every::Quarter => words::every_quarter(lang),
        Every::Year => words::every_year(lang),
        Every::Once => words::every_once(lang),
    }
}

/// What money comes from or goes to.
#[must_use]
pub const fn purpose(purpose: Purpose, lang: Lang) -> &'static str {
    match purpose {
        Purpose::Wages => words::purpose_wages(lang),
        Purpose::Business => words::purpose_business(lang),
        Purpose::Support => words::purpose_support(lang),
        Purpose::OtherIncome => words::purpose_other_income(lang),
        Purpose::Housing => words::purpose_housing(lang),
        Purpose::Food => words::purpose_food(lang),
        Purpose::Utilities => words::purpose_utilities(lang),
        Purpose::Health => words::purpose_health(lang),
        Purpose::Family => words::purpose_family(lang),
        Purpose::Transport => words::purpose_transport(lang),
        Purpose::Dues => words::purpose_dues(lang),
        Purpose::OtherEssential => words::purpose_other_essential(lang),
    }
}

/// The separator between parts of one value.
const fn between(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    }
}

/// The parts of the statement with what household and debts say.
pub(super) fn statement(household: Option<&Household>, others: &[OtherDebt], lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(household) = household {
        let lines = |income: bool| {
            let lines = household.lines.iter().filter(|line| line.purpose.is_income() == income);
            lines.map(|each| line(each, lang)).collect::<Vec<_>>()
        };
        for (key, label, lines) in [
            ("income", words::part_income(lang), lines(true)),
            ("essentials", words::part_essentials(lang), lines(false)),
        ] {
            if !lines.is_empty() {
                facts.push(Fact::text(key, label, lines.join(between(lang))));
            }
        }
        if !household.lines.is_empty() || household.cash.is_positive() {
            facts.push(Fact::sum("cash", words::part_cash(lang), household.cash, lang));
        }
    }
    if !others.is_empty() {
        let each = |debt: &OtherDebt| {
            let name = if debt.creditor.is_empty() { common::unnamed(lang) } else { debt.creditor.as_str() };
            words::other_debt(lang, name, &format::money(debt.open, lang))
        };
        let list: Vec<String> = others.iter().map(each).collect();
        facts.push(Fact::text("debts", words::part_debts(lang), list.join(between(lang))));
    }
    facts
}

fn line(line: &Line, lang: Lang) -> String {
    let amount = format::money(line.flow.amount, lang);
    let said = words::line(lang, purpose(line.purpose, lang), &amount, every(line.flow.every, lang));
    if line.irregular { words::line_irregular(lang, &said) } else { said }
}

/// A charge with its rule's name.
pub(super) fn charge(charge: &DisputedCharge, lang: Lang) -> Charge {
    let title = Packs::read().ok().and_then(|packs| packs.rule(&charge.rule)).map(|rule| match lang {
        Lang::Zh => rule.title.zh.clone(),
        Lang::En => rule.title.en.clone(),
    });
    let mut sums = vec![Fact::sum("charged", words::fact_charged(lang), charge.charged, lang)];
    if let Some(allowed) = charge.allowed {
        sums.push(Fact::sum("allowed", words::fact_allowed(lang), allowed, lang));
    }
    if let Some(excess) = charge.excess {
        sums.push(Fact::sum("excess", words::fact_excess(lang), excess, lang));
    }
    Charge {
        title: title.unwrap_or_else(|| charge.rule.clone()),
        rule: charge.rule.clone(),
        sums,
        citation: charge.citation.clone(),
    }
}

/// What is asked, with its figures.
pub(super) fn asked(request: &Request, lang: Lang) -> Vec<Fact> {
    let figures = &request.figures;
    let mut facts = Vec::new();
    match request.kind {
        RequestKind::Relief => {}
        RequestKind::Dispute => {
            let excess = Money::sum(request.currency, request.disputed.iter().filter_map(|charge| charge.excess));
            if let (1, Ok(excess)) = (request.disputed.len(), excess) {
                facts.push(Fact::sum("excess", words::fact_excess(lang), excess, lang));
            }
        }
        RequestKind::PayoffQuote => {
            if let (Some(on), Some(expected)) = (request.payoff_on, &request.expected_payoff)
                && let Ok(total) = expected.total()
            {
                facts.push(Fact::text("payoff_on", words::payoff_label(lang), format::date(on, lang)));
                let said = words::payoff_expected(lang, &format::money(total, lang));
                facts.push(Fact {
                    key: "payoff".to_owned(),
                    label: String::new(),
                    value: said,
                    minor: Some(total.minor()),
                });
            }
        }
        RequestKind::Breakdown => {
            for component in Component::ALL {
                let amount = figures.outstanding.get(component);
                if amount.is_positive() {
                    facts.push(Fact::sum(
                        terms::component_slug(component),
                        terms::component(component, lang),
                        amount,
                        lang,
                    ));
                }
            }
            sum(&mut facts, "open", words::fact_open(lang), figures.payoff.total(), lang);
        }
        RequestKind::Mediation => {
            sum(&mut facts, "open", words::fact_open(lang), figures.payoff.total(), lang);
            if figures.days_past_due > 0 {
                sum(&mut facts, "overdue", words::fact_overdue(lang), figures.overdue.total(), lang);
                let days = format::days(figures.days_past_due, lang);
                facts.push(Fact::text("days_late", words::fact_days_late(lang), days));
            }
        }
    }
    if let Some(offer) = &request.offer {
        facts.extend(offered(offer, request, lang));
    }
    facts
}

fn sum(facts: &mut Vec<Fact>, key: &str, label: &str, amount: Result<Money, EngineError>, lang: Lang) {
    if let Ok(amount) = amount {
        facts.push(Fact::sum(key, label, amount, lang));
    }
}

/// The parts of some components that are not zero, in words.
fn parts(amounts: &Components, lang: Lang) -> String {
    let named = Component::ALL
        .into_iter()
        .filter(|part| amounts.get(*part).is_positive())
        .map(|part| words::fact_part(lang, terms::component(part, lang), &format::money(amounts.get(part), lang)));
    named.collect::<Vec<_>>().join(between(lang))
}

fn offered(offer: &Offer, request: &Request, lang: Lang) -> Vec<Fact> {
    let (proposal, made) = (&offer.proposal, &offer.arrangement);
    let money = |amount: Money| format::money(amount, lang);
    let date = |day| format::date(day, lang);
    let mut facts = Vec::new();
    if let Some(lump) = proposal.lump_sum {
        let said = words::fact_lump_value(lang, &date(lump.on), &money(lump.amount));
        facts.push(Fact { minor: Some(lump.amount.minor()), ..Fact::text("lump", words::fact_lump(lang), said) });
    } else {
        let count = made.rows.len().to_string();
        let said = words::fact_payments_value(lang, &count, &money(made.greatest));
        facts.push(Fact {
            minor: Some(made.greatest.minor()),
            ..Fact::text("payments", words::fact_payments(lang), said)
        });
        if let (Some(first), Some(last)) = (made.rows.first(), made.rows.last())
            && let Ok(amount) = first.amounts.total()
        {
            let said = words::fact_first_value(lang, &date(first.due), &money(amount));
            facts.push(Fact::text("first", words::fact_first(lang), said));
            facts.push(Fact::text("last", words::fact_last(lang), date(last.due)));
        }
    }
    if let Some(open) = request.position.as_ref().and_then(|position| position.open.total().ok()) {
        let said = words::fact_total_value(lang, &money(made.paid), &money(open));
        facts.push(Fact { minor: Some(made.paid.minor()), ..Fact::text("total", words::fact_total(lang), said) });
    }
    if let Ok(waived) = made.waived.total()
        && waived.is_positive()
    {
        let said = words::fact_waived_value(lang, &money(waived), &parts(&made.waived, lang));
        facts.push(Fact { minor: Some(waived.minor()), ..Fact::text("waived", words::fact_waived(lang), said) });
    }
    if proposal.grace_days > 0 {
        let days = format::days(i64::from(proposal.grace_days), lang);
        facts.push(Fact::text("grace", words::fact_grace(lang), days));
    }
    if let Some(rate) = proposal.rate {
        facts.push(Fact::text("rate", words::fact_rate(lang), format::percent(rate.value)));
    }
    for pause in &proposal.pauses {
        let label = match pause.of {
            PauseOf::Interest => words::fact_pause_interest(lang),
            PauseOf::Penalty => words::fact_pause_penalty(lang),
            PauseOf::Collection => words::fact_pause_collection(lang),
        };
        facts.push(Fact::text("pause", label, words::fact_pause_value(lang, &date(pause.until))));
    }
    if !made.capitalised.is_zero() {
        facts.push(Fact::text("capitalised", words::fact_capitalised(lang), parts(&made.capitalised, lang)));
    }
    if offer.smallest.is_some() {
        let said = words::fact_smallest_value(lang).to_owned();
        facts.push(Fact::text("smallest", words::fact_smallest(lang), said));
    }
    facts
}

/// The payments of the offer.
pub(super) fn rows(request: &Request, lang: Lang) -> Vec<Row> {
    let Some(offer) = &request.offer else { return Vec::new() };
    let row = |row: &crate::engine::relief::PlanRow| {
        Some(Row {
            number: row.number.to_string(),
            date: format::date(row.due, lang),
            amount: format::money(row.amounts.total().ok()?, lang),
        })
    };
    offer.arrangement.rows.iter().filter_map(row).collect()
}

/// All answers, as the last page shows them.
pub(super) fn answers(draft: &Draft, request: &Request, charges: &[Charge], lang: Lang) -> Vec<Answer> {
    let mut answers = vec![Answer {
        step: Step::Kind,
        label: words::check_step_kind(lang).to_owned(),
        value: kind(request.kind, lang).to_owned(),
    }];
    let asked = asked(request, lang);
    let what = if request.kind == RequestKind::Dispute {
        let chosen = charges.iter().filter(|charge| request.disputed.iter().any(|each| each.rule == charge.rule));
        chosen.map(|charge| charge.title.clone()).collect::<Vec<_>>().join(between(lang))
    } else {
        let say = |fact: &Fact| match fact.label.as_str() {
            "" => fact.value.clone(),
            label => words::fact_part(lang, label, &fact.value),
        };
        asked.iter().take(3).map(say).collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
    };
    let mut add = |step: Step, label: &str, value: String| {
        answers.push(Answer { step, label: label.to_owned(), value });
    };
    add(Step::What, words::check_step_what(lang), what);
    if super::steps(request.kind).contains(&Step::Why) {
        add(Step::Why, words::check_step_why(lang), why(draft, lang));
        add(Step::Statement, words::check_step_statement(lang), told(request, lang));
    }
    let signed = [&request.borrower.name, &request.borrower.contact, &request.borrower.contract];
    let signed: Vec<&str> = signed.into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
    let signed = if signed.is_empty() { words::check_blank(lang).to_owned() } else { signed.join(" · ") };
    add(Step::Who, words::check_step_who(lang), signed);
    let whom = if draft.lender == SELF { words::whom_self(lang).to_owned() } else { request.lender.clone() };
    add(Step::Whom, words::check_step_whom(lang), whom);
    answers
}

fn why(draft: &Draft, lang: Lang) -> String {
    let of_reason = REASONS.iter().find(|(name, _)| *name == draft.reason).map(|(_, known)| reason(*known, lang));
    let of_lasting = LASTING.iter().find(|(name, _)| *name == draft.lasting).map(|(_, known)| lasting(*known, lang));
    let said: Vec<&str> = [of_reason, of_lasting].into_iter().flatten().collect();
    if said.is_empty() { words::check_none(lang).to_owned() } else { said.join(" · ") }
}

fn told(request: &Request, lang: Lang) -> String {
    let Some(statement) = &request.statement else { return words::check_none(lang).to_owned() };
    let income = statement.lines.iter().any(|line| line.purpose.is_income());
    let essentials = statement.lines.iter().any(|line| !line.purpose.is_income());
    let files = words::check_files(lang, &statement.evidence.len().to_string());
    let parts = [
        (income, words::part_income(lang)),
        (essentials, words::part_essentials(lang)),
        (statement.cash.is_positive(), words::part_cash(lang)),
        (!statement.debts.is_empty(), words::part_debts(lang)),
        (!statement.evidence.is_empty(), files.as_str()),
    ];
    let said: Vec<&str> = parts.into_iter().filter(|(there, _)| *there).map(|(_, text)| text).collect();
    if said.is_empty() { words::check_none(lang).to_owned() } else { said.join(between(lang)) }
}
