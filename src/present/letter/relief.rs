//! What a relief request offers, and what it asks for, lever by lever.

use super::pen::Pen;
use crate::case::DebtKind;
use crate::case::request::{Offer, Request};
use crate::engine::event::PauseOf;
use crate::engine::relief::{Proposal, Treatment};
use crate::engine::{Component, Currency, Rate, RatePeriod};
use crate::law::Packs;
use crate::present::words::letter as words;
use crate::present::{format, terms};

/// The rule about plans for a card's debt, in the packs.
const CARD_PLAN: &str = "cn.card.plan";

pub(super) fn offer(pen: &mut Pen, request: &Request) {
    let Some(offer) = &request.offer else { return };
    let lang = pen.lang;
    pen.heading(words::offer_title(lang));
    if offer.proposal.lump_sum.is_some() {
        lump(pen, offer)
    } else {
        plan(pen, offer)
    }
    if offer.smallest.is_some() {
        pen.paragraph(&[words::offer_smallest(lang)]);
    }
    pen.heading(words::ask_title(lang));
    let points = asks(pen, &offer.proposal);
    pen.list(points);
    card_rule(pen, request, &offer.proposal);
}

fn lump(pen: &mut Pen, offer: &Offer) {
    let Some(lump) = offer.proposal.lump_sum else { return };
    let amount = pen.sum("offer.proposal.lump_sum.amount", lump.amount);
    let day = pen.date(lump.on);
    pen.paragraph(&[words::offer_lump(pen.lang, &day, &amount)]);
}

fn plan(pen: &mut Pen, offer: &Offer) {
    let lang = pen.lang;
    let rows = &offer.arrangement.rows;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let paid = pen.sum("offer.arrangement.paid", offer.arrangement.paid);
    let greatest = pen.sum("offer.arrangement.greatest", offer.arrangement.greatest);
    let (first, last) = (pen.date(first.due), pen.date(last.due));
    pen.paragraph(&[
        words::offer_plan(lang, &rows.len().to_string(), &first, &last, &paid),
        words::offer_greatest(lang, &greatest),
    ]);
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let place = format!("offer.arrangement.rows[{at}].amounts");
        let total = pen.total(&place, &row.amounts);
        let mut line = vec![row.number.to_string(), pen.date(row.due), total];
        line.extend(Component::ALL.map(|component| pen.part(&place, &row.amounts, component)));
        lines.push(line);
    }
    let mut head = vec![words::head_number(lang), words::head_due(lang), words::head_total(lang)];
    head.extend(Component::ALL.map(|component| terms::component(component, lang)));
    pen.table(words::table_caption(lang), &head, lines);
}

/// What the lender is asked for, each lever a point.
fn asks(pen: &mut Pen, proposal: &Proposal) -> Vec<String> {
    let lang = pen.lang;
    let mut points = Vec::new();
    if proposal.lump_sum.is_some() {
        points.push(words::ask_lump(lang).to_owned());
    } else {
        if proposal.grace_days > 0 {
            points.push(words::ask_grace(lang, &format::days(i64::from(proposal.grace_days), lang)));
        }
        match proposal.count {
            Some(count) => points.push(words::ask_count(lang, &count.to_string())),
            None if proposal.more > 0 => points.push(words::ask_more(lang, &proposal.more.to_string())),
            None => {}
        }
        if let Some(rate) = proposal.rate {
            points.push(rate_point(pen, rate));
        }
        points.extend(waivers(pen, proposal));
        points.extend(treatments(pen, proposal));
    }
    for pause in &proposal.pauses {
        let until = pen.date(pause.until);
        points.push(match pause.of {
            PauseOf::Interest => words::ask_pause_interest(lang, &until),
            PauseOf::Penalty => words::ask_pause_penalty(lang, &until),
            PauseOf::Collection => words::ask_pause_collection(lang, &until),
        });
    }
    if let Some(fee) = proposal.refinance_fee {
        let fee = pen.sum("offer.proposal.refinance_fee", fee);
        points.push(words::ask_refinance(lang, &fee));
    }
    if points.is_empty() {
        points.push(words::ask_same(lang).to_owned());
    }
    points
}

fn rate_point(pen: &Pen, rate: Rate) -> String {
    let lang = pen.lang;
    let value = format::percent(rate.value);
    match rate.per {
        RatePeriod::Year => words::ask_rate(lang, &value),
        RatePeriod::Month => words::ask_rate_other(lang, words::per_month(lang), &value),
        RatePeriod::Day => words::ask_rate_other(lang, words::per_day(lang), &value),
    }
}

fn waivers(pen: &mut Pen, proposal: &Proposal) -> Vec<String> {
    let Some(waive) = &proposal.waive else { return Vec::new() };
    let given = Component::ALL.into_iter().filter(|component| waive.get(*component).is_positive());
    given
        .map(|component| {
            let amount = pen.part("offer.proposal.waive", waive, component);
            words::ask_waive(pen.lang, &terms::component(component, pen.lang).to_lowercase(), &amount)
        })
        .collect()
}

fn treatments(pen: &Pen, proposal: &Proposal) -> Vec<String> {
    let of = proposal.treatments;
    let all = [(Component::Interest, of.interest), (Component::Penalty, of.penalty), (Component::Fee, of.fee)];
    let joined = all.into_iter().filter(|(_, treatment)| *treatment == Treatment::Capitalise);
    joined
        .map(|(component, _)| words::ask_capitalise(pen.lang, &terms::component(component, pen.lang).to_lowercase()))
        .collect()
}

/// The rule about instalment plans of cards, cited as far as it goes: it can be negotiated, and the bank may decline.
fn card_rule(pen: &mut Pen, request: &Request, proposal: &Proposal) {
    let plan = proposal.lump_sum.is_none() && (proposal.more > 0 || proposal.count.is_some());
    if request.debt_kind != DebtKind::Card || request.currency != Currency::CNY || !plan {
        return;
    }
    let Some(rule) = Packs::read().ok().and_then(|packs| packs.rule(CARD_PLAN)) else { return };
    pen.quote(words::card_rule(pen.lang, &rule.cite));
    pen.paragraph(&[words::card_rule_source(pen.lang)]);
}
