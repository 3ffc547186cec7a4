//! The letter of a request: what every kind says, and which parts a kind has.

use super::pen::Pen;
use super::{Letter, dispute, relief};
use crate::case::DebtKind;
use crate::case::contact::Evidence;
use crate::case::household::{Lasting, Line, Purpose, Reason};
use crate::case::request::{Request, RequestKind, Statement};
use crate::engine::budget::{CashFlow, Every};
use crate::engine::{Component, Money};
use crate::present::lang::Lang;
use crate::present::words::letter as words;
use crate::present::{format, terms};

/// The letter of a request, in a language. It holds nothing that the request does not hold.
#[must_use]
pub fn letter(request: &Request, lang: Lang) -> Letter {
    let mut pen = Pen::new(lang);
    intro(&mut pen, request);
    match request.kind {
        RequestKind::Relief => {
            statement(&mut pen, request);
            relief::offer(&mut pen, request);
            answer(&mut pen);
        }
        RequestKind::Dispute => {
            dispute::charges(&mut pen, request);
            dispute::asks(&mut pen);
            statement(&mut pen, request);
        }
        RequestKind::PayoffQuote => payoff(&mut pen, request),
        RequestKind::Breakdown => breakdown(&mut pen),
        RequestKind::Mediation => {
            pen.paragraph(&[words::mediation_ask(lang), words::mediation_who(lang)]);
            statement(&mut pen, request);
            if !request.disputed.is_empty() {
                dispute::charges(&mut pen, request);
            }
            if request.offer.is_some() {
                pen.paragraph(&[words::mediation_offer(lang)]);
                relief::offer(&mut pen, request);
            }
        }
    }
    let files = request.statement.as_ref().map_or(&[][..], |statement| statement.evidence.as_slice());
    evidence(&mut pen, files);
    pen.quote(words::check_code(lang, &request.result_hash));
    let note = words::not_advice(lang, &pen.date(request.as_of));
    pen.finish(title(request, lang), &request.lender, &request.borrower, request.created_on, note)
}

/// The title says what is asked for, as far as one thing is.
fn title(request: &Request, lang: Lang) -> &'static str {
    match (request.kind, &request.offer) {
        (RequestKind::Relief, Some(offer)) => {
            let asked = &offer.proposal;
            let spread = asked.more > 0 || asked.count.is_some();
            if asked.lump_sum.is_some() {
                words::title_lump(lang)
            } else if request.debt_kind == DebtKind::Card && spread {
                words::title_card_plan(lang)
            } else if asked.grace_days > 0 && !spread && asked.waive.is_none() && asked.rate.is_none() {
                words::title_grace(lang)
            } else {
                words::title_relief(lang)
            }
        }
        (RequestKind::Relief, None) => words::title_relief(lang),
        (RequestKind::Dispute, _) => words::title_dispute(lang),
        (RequestKind::PayoffQuote, _) => words::title_payoff(lang),
        (RequestKind::Breakdown, _) => words::title_breakdown(lang),
        (RequestKind::Mediation, _) => words::title_mediation(lang),
    }
}

/// What debt it is, what is open by the borrower's records, and what is overdue.
fn intro(pen: &mut Pen, request: &Request) {
    const OPEN: &str = "figures.payoff";
    let lang = pen.lang;
    let open = &request.figures.payoff;
    let total = pen.total(OPEN, open);
    let [principal, interest, penalty, fee] = Component::ALL.map(|component| pen.part(OPEN, open, component));
    let overdue = if request.figures.overdue.is_zero() {
        words::on_time(lang).to_owned()
    } else {
        let amount = pen.total("figures.overdue", &request.figures.overdue);
        words::overdue(lang, &amount, &format::days(request.figures.days_past_due, lang))
    };
    let debt = match request.debt_kind {
        DebtKind::Other => words::intro_plain(lang).to_owned(),
        kind => words::intro(lang, &terms::kind(kind, lang).to_lowercase()),
    };
    pen.paragraph(&[
        debt,
        words::position(lang, &pen.date(request.as_of), &total),
        words::parts(lang, &principal, &interest, &penalty, &fee),
        overdue,
    ]);
}

/// What happened, what comes in and goes out, the other debts.
fn statement(pen: &mut Pen, request: &Request) {
    let Some(statement) = &request.statement else { return };
    happened(pen, statement);
    money(pen, statement, request.offer.as_ref().map(|offer| offer.arrangement.greatest));
    others(pen, statement);
}

fn happened(pen: &mut Pen, statement: &Statement) {
    let lang = pen.lang;
    let answers = &statement.answers;
    let reason = answers.reason.map_or("", |reason| reason_words(reason, lang));
    let since = answers.since.map(|since| words::since(lang, &pen.date(since))).unwrap_or_default();
    let lasting = match answers.lasting {
        None => "",
        Some(Lasting::Weeks) => words::lasting_weeks(lang),
        Some(Lasting::Months) => words::lasting_months(lang),
        Some(Lasting::Years) => words::lasting_years(lang),
        Some(Lasting::Unknown) => words::lasting_unknown(lang),
    };
    // Since when and how long belong to a reason; without one they would hang in the air.
    let (since, lasting) = if reason.is_empty() { (String::new(), "") } else { (since, lasting) };
    let people = answers.people.filter(|people| *people > 0);
    let people = people.map(|people| words::people(lang, &people.to_string())).unwrap_or_default();
    let court = if answers.court == Some(true) { words::court(lang) } else { "" };
    let sentences = [reason, &since, lasting, &people, court];
    if sentences.iter().any(|text| !text.is_empty()) {
        pen.heading(words::what_happened(lang));
        pen.paragraph(&sentences);
    }
    if !statement.note.is_empty() {
        pen.heading(words::own_words(lang));
        pen.quote(statement.note.clone());
    }
}

const fn reason_words(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Unemployment => words::reason_unemployment(lang),
        Reason::LessIncome => words::reason_less_income(lang),
        Reason::Illness => words::reason_illness(lang),
        Reason::Family => words::reason_family(lang),
        Reason::Disaster => words::reason_disaster(lang),
        Reason::Business => words::reason_business(lang),
        Reason::TooManyDebts => words::reason_too_many(lang),
        Reason::Oversight => words::reason_oversight(lang),
        Reason::Disputed => words::reason_disputed(lang),
        // What somebody thinks of a debt is for them to say, in their own words.
        Reason::Unwilling => "",
        Reason::Other => words::reason_other(lang),
    }
}

fn money(pen: &mut Pen, statement: &Statement, greatest: Option<Money>) {
    let lang = pen.lang;
    if statement.lines.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    for (at, line) in statement.lines.iter().enumerate() {
        let amount = pen.sum(format!("statement.lines[{at}].flow.amount"), line.flow.amount);
        rows.push(vec![purpose(line.purpose, lang).to_owned(), amount, every(pen, line)]);
    }
    let head = [words::head_purpose(lang), words::head_amount(lang), words::head_every(lang)];
    pen.table(words::money_title(lang), &head, rows);
    let irregular = statement.lines.iter().any(|line| line.irregular);
    let irregular = if irregular { words::irregular_note(lang) } else { "" };
    let cash = pen.sum("statement.cash", statement.cash);
    // An offer that begins later can bear more than an equal payment from this month on: then the offer speaks for itself.
    let fits = |amount: &Money| greatest.is_none_or(|greatest| greatest.minor() <= amount.minor());
    let affordable = match statement.affordable.filter(fits) {
        Some(amount) if amount.is_positive() => {
            let amount = pen.sum("statement.affordable", amount);
            words::affordable(lang, &amount)
        }
        Some(_) => words::affordable_none(lang).to_owned(),
        None => String::new(),
    };
    pen.paragraph(&[irregular, &words::cash(lang, &cash), &affordable]);
}

fn every(pen: &Pen, line: &Line) -> String {
    let lang = pen.lang;
    let CashFlow { every, from, .. } = line.flow;
    let every = match every {
        Every::Week => words::every_week(lang).to_owned(),
        Every::TwoWeeks => words::every_two_weeks(lang).to_owned(),
        Every::Month => words::every_month(lang).to_owned(),
        Every::Quarter => words::every_quarter(lang).to_owned(),
        Every::Year => words::every_year(lang).to_owned(),
        Every::Once => words::every_once(lang, &pen.date(from)),
    };
    if line.irregular { words::irregular(lang, &every) } else { every }
}

const fn purpose(purpose: Purpose, lang: Lang) -> &'static str {
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

fn others(pen: &mut Pen, statement: &Statement) {
    let lang = pen.lang;
    let mut rows = Vec::new();
    for (at, debt) in statement.debts.iter().enumerate() {
        let name = if debt.creditor.is_empty() { words::unnamed(lang).to_owned() } else { debt.creditor.clone() };
        let open = pen.sum(format!("statement.debts[{at}].open"), debt.open);
        let first = debt.months.first().map(|due| pen.sum(format!("statement.debts[{at}].months[0]"), *due));
        rows.push(vec![name, open, first.unwrap_or_default()]);
    }
    let head = [words::head_creditor(lang), words::head_open(lang), words::head_this_month(lang)];
    pen.table(words::others_title(lang), &head, rows);
}

fn answer(pen: &mut Pen) {
    let lang = pen.lang;
    pen.heading(words::answer_title(lang));
    pen.paragraph(&[words::answer_relief(lang), words::answer_terms(lang), words::answer_record(lang)]);
}

fn payoff(pen: &mut Pen, request: &Request) {
    let lang = pen.lang;
    let Some(on) = request.payoff_on else { return };
    let ask = words::payoff_ask(lang, &pen.date(on));
    let ours = match &request.expected_payoff {
        Some(expected) => {
            let total = pen.total("expected_payoff", expected);
            words::payoff_ours(lang, &total)
        }
        None => String::new(),
    };
    pen.paragraph(&[ask, ours]);
    pen.paragraph(&[words::payoff_parts(lang), words::payoff_how(lang)]);
}

fn breakdown(pen: &mut Pen) {
    let lang = pen.lang;
    pen.paragraph(&[words::breakdown_ask(lang)]);
    let points = [
        words::breakdown_contract(lang),
        words::breakdown_ledger(lang),
        words::breakdown_how(lang),
        words::breakdown_order(lang),
        words::breakdown_holder(lang),
    ];
    pen.list(points.map(str::to_owned).to_vec());
}

/// Names of files and their hashes.
pub(super) fn evidence(pen: &mut Pen, files: &[Evidence]) {
    let lang = pen.lang;
    if files.is_empty() {
        return;
    }
    pen.heading(words::evidence_title(lang));
    for file in files {
        let line = match &file.sha256 {
            Some(hash) => words::evidence_hash(lang, &file.name, hash),
            None => words::evidence_paper(lang, &file.name),
        };
        pen.quote(line);
    }
}
