//! What the form comes to: the finding, the legal line, the picture, the table and the working, as texts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::form::{Form, Knob};
use super::picture::{self, Picture};
use super::reading;
use crate::engine::overdue::{Overdue, Running};
use crate::engine::{ChargeKind, Component, Currency, Money, Rate, RatePeriod, date};
use crate::law::ceiling::{self, Ceiling, Limit};
use crate::present::form::{Policy, PolicyTerms};
use crate::present::words::widget as words;
use crate::present::{Lang, format};

/// The most days late: ten years.
pub const MOST_DAYS: u32 = 3_650;
/// The most days of grace.
pub const MOST_GRACE: u32 = 365;
/// The days of the table; the chosen one joins them.
const TABLE: [i64; 8] = [0, 1, 7, 15, 30, 60, 90, 180];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Days late.
    pub day: String,
    /// The date.
    pub date: String,
    /// What lateness has added.
    pub added: String,
    /// What has to be paid.
    pub total: String,
    /// Whether it is the chosen day.
    pub chosen: bool,
}

/// Everything that is on screen.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The finding, in a sentence.
    pub finding: String,
    /// What lateness adds.
    pub extra: String,
    /// What has to be paid.
    pub total: String,
    /// The pace as a yearly rate.
    pub yearly: String,
    /// The legal line, in a sentence.
    pub legal: String,
    /// How the charge lies to it: `within`, `above`, `cannot`.
    pub verdict: &'static str,
    /// The picture.
    pub picture: Picture,
    /// The table.
    pub rows: Vec<Row>,
    /// How the sum is made, line by line.
    pub working: Vec<String>,
    /// What the portal is told when it is opened from here: fields of its simulator.
    pub hand_over: String,
}

/// The numbers of the form.
struct Read {
    amount: Money,
    due: NaiveDate,
    days: i64,
    /// The rate that an uplift raises.
    contract: Rate,
    overdue: Overdue,
}

/// What stands against a field: what would work, in one sentence.
#[must_use]
pub fn message(knob: Knob, form: &Form, lang: Lang) -> String {
    match knob {
        Knob::Principal | Knob::Fee => words::wrong_amount(lang),
        Knob::Due => words::wrong_date(lang),
        Knob::Rate if form.policy() == Policy::Uplift => words::wrong_rate_year(lang),
        Knob::Rate => words::wrong_rate(lang),
        Knob::Grace => words::wrong_grace(lang),
        _ => words::wrong_days(lang),
    }
    .to_owned()
}

/// The form as of a day in a language, or the fields that cannot be used.
///
/// # Errors
/// Every such field; none of them where the sums do not fit.
pub fn show(form: &Form, lang: Lang) -> Result<Shown, Vec<Knob>> {
    let read = read(form)?;
    let limit = limit(form, read.due);
    shown(form, &read, limit, lang).ok_or_else(Vec::new)
}

fn read(form: &Form) -> Result<Read, Vec<Knob>> {
    let mut wrong = Vec::new();
    let mut note = |knob, failed: bool| {
        if failed {
            wrong.push(knob)
        }
    };
    let policy = form.policy();
    let currency = Currency::try_new(form.get(Knob::Currency)).unwrap_or(Currency::CNY);
    let sum = reading::amount(form.get(Knob::Principal), currency);
    note(Knob::Principal, sum.is_none());
    let due = reading::date(form.get(Knob::Due));
    note(Knob::Due, due.is_none());
    let mut terms = PolicyTerms::usual(currency);
    terms.card_base = crate::engine::Base::OverduePrincipal;
    let mut contract = Rate::ZERO;
    if policy.needs_fee() {
        let fee = reading::amount(form.get(Knob::Fee), currency);
        note(Knob::Fee, fee.is_none());
        terms.fee = fee.unwrap_or(terms.fee);
    } else {
        let per = if policy == Policy::Uplift { RatePeriod::Year } else { RatePeriod::Day };
        let rate = reading::rate(form.get(Knob::Rate), per);
        note(Knob::Rate, rate.is_none());
        match policy {
            Policy::Uplift => contract = rate.unwrap_or(contract),
            _ => terms.daily = rate.unwrap_or(terms.daily),
        }
    }
    let days = reading::count(form.get(Knob::Days), MOST_DAYS);
    note(Knob::Days, days.is_none());
    let grace = match form.get(Knob::Grace) {
        "" => Some(0),
        typed => reading::count(typed, MOST_GRACE),
    };
    note(Knob::Grace, grace.is_none());
    let (Some(amount), Some(due), Some(days), Some(grace)) = (sum, due, days, grace) else { return Err(wrong) };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    terms.grace.days = u16::try_from(grace).unwrap_or(0);
    let charges = policy.lateness(&terms).charges;
    match Overdue::of(amount, contract, &charges) {
        Ok(Some(overdue)) => Ok(Read { amount, due, days: i64::from(days), contract, overdue }),
        _ => Err(vec![Knob::Rate]),
    }
}

/// The row of the law, where the sum is in that place's money.
fn limit(form: &Form, due: NaiveDate) -> Limit {
    let place = form.get(Knob::Jurisdiction);
    ceiling::strictest(place, form.get(Knob::Lender), form.get(Knob::Product), due)
}

fn shown(form: &Form, read: &Read, limit: Limit, lang: Lang) -> Option<Shown> {
    let (overdue, days) = (&read.overdue, read.days);
    let extra = overdue.added(days).ok()?;
    let total = read.amount.plus(extra).ok()?;
    let when = format::date(date::shift(read.due, days).ok()?, lang);
    let (said, total_said) = (format::money(extra, lang), format::money(total, lang));
    let finding = if extra.is_zero() {
        words::finding_nothing(lang, &when, &total_said)
    } else {
        words::finding(lang, &format::days(days, lang), &said, &when, &total_said)
    };
    let row = match limit {
        Limit::Row(row) => Some(row),
        _ => None,
    };
    let (verdict, legal) = legal(read, limit, extra, lang)?;
    Some(Shown {
        finding,
        yearly: yearly(read.amount, extra, days).map_or_else(String::new, |rate| words::yearly(lang, &rate)),
        verdict,
        legal,
        picture: picture::draw(overdue, row, days, lang)?,
        rows: rows(read, lang)?,
        working: working(read, lang)?,
        hand_over: hand_over(form),
        extra: said,
        total: total_said,
    })
}

/// The pace of the chosen day as a share of the sum for a year.
fn yearly(amount: Money, extra: Money, days: i64) -> Option<String> {
    let share = extra.exact().checked_div(amount.exact())?.checked_mul(Decimal::from(365))?;
    let share = share.checked_div(Decimal::from(days))?;
    (!share.is_zero()).then(|| format::percent(share.round_dp(4)))
}

fn legal(read: &Read, limit: Limit, extra: Money, lang: Lang) -> Option<(&'static str, String)> {
    let row = match limit {
        Limit::Row(row) => row,
        Limit::WhichLender => return Some(("cannot", words::legal_which_lender(lang).to_owned())),
        Limit::WhichProduct => return Some(("cannot", words::legal_which_product(lang).to_owned())),
        Limit::NotHere => return Some(("cannot", words::legal_not_here(lang).to_owned())),
    };
    let allowed = row.allows(read.amount, read.days).ok()?;
    let over = extra.minus_to_zero(allowed).ok()?;
    let percent = format::percent(row.rate());
    let (days, allowed) = (format::days(read.days, lang), format::money(allowed, lang));
    let (verdict, first) = if over.is_positive() {
        ("above", words::legal_above(lang, &percent, &days, &allowed, &format::money(over, lang)))
    } else {
        ("within", words::legal_within(lang, &percent, &days, &allowed))
    };
    Some((verdict, words::legal_cited(lang, &first, effect(row, lang), &source(row, lang))))
}

/// What a row means for the borrower. What is not named here is not told as more than a rule of supervision.
fn effect(row: &Ceiling, lang: Lang) -> &'static str {
    match row.effect {
        "void" => words::effect_void(lang),
        "unenforceable_excess" => words::effect_court(lang),
        "reducible_on_request" => words::effect_request(lang),
        _ => words::effect_supervision(lang),
    }
}

fn source(row: &Ceiling, lang: Lang) -> String {
    let (zh, en) = row.title();
    let title = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    match row.from {
        Some(from) if !row.as_of => words::source_contracts(lang, title, row.cite, from),
        _ => words::source(lang, title, row.cite),
    }
}

fn rows(read: &Read, lang: Lang) -> Option<Vec<Row>> {
    // In order, with the chosen day in its place; sorting nine numbers would load a sort.
    let before = TABLE.into_iter().filter(|day| *day < read.days);
    let after = TABLE.into_iter().filter(|day| *day > read.days);
    let days = before.chain([read.days]).chain(after);
    let row = |day: i64| {
        let added = read.overdue.added(day).ok()?;
        Some(Row {
            day: format::integer(day),
            date: format::date(date::shift(read.due, day).ok()?, lang),
            added: format::plain(added),
            total: format::plain(read.amount.plus(added).ok()?),
            chosen: day == read.days,
        })
    };
    days.map(row).collect()
}

/// Each charge as it is worked out on paper, and the sum of them where there is more than one.
fn working(read: &Read, lang: Lang) -> Option<Vec<String>> {
    let sum = format::plain(read.amount);
    let mut lines = Vec::new();
    for running in read.overdue.running() {
        let result = format::plain(running.posted(read.amount, read.days).ok()?);
        let times = format::integer(running.times(read.days));
        lines.push(line((running, read.contract), &sum, &times, &result, lang));
    }
    if let [_, _, ..] = lines.as_slice() {
        lines.push(words::working_sum(lang, &format::plain(read.overdue.added(read.days).ok()?)));
    }
    Some(lines)
}

fn line((running, contract): (&Running, Rate), sum: &str, times: &str, result: &str, lang: Lang) -> String {
    let charge = running.charge();
    match &charge.kind {
        ChargeKind::Percent { share, .. } => words::working_share(lang, sum, &format::percent(*share), result),
        ChargeKind::PerPeriod { amount, every_days } => {
            let every = format::integer(i64::from(*every_days));
            words::working_period(lang, &format::plain(*amount), times, &every, result)
        }
        ChargeKind::Uplift { share, year_days, .. } => {
            let raised = format::decimal(Decimal::ONE.saturating_add(*share));
            let year = format::integer(i64::from(*year_days));
            words::working_uplift(lang, sum, &format::percent(contract.value), &raised, &year, times, result)
        }
        ChargeKind::Daily { rate, .. } if charge.component == Component::Interest => {
            words::working_interest(lang, sum, &format::percent(rate.value), times, result)
        }
        ChargeKind::Daily { rate, .. } => words::working_daily(lang, sum, &format::percent(rate.value), times, result),
        _ => words::working_flat(lang, result),
    }
}

/// The fields as the portal's simulator takes them from an address: `principal=5000&due=…`. It knows yuan only: a sum in
/// another currency would arrive as something else, so then nothing is handed over.
fn hand_over(form: &Form) -> String {
    let mut out = String::new();
    if form.get(Knob::Currency) != Currency::CNY.code() {
        return out;
    }
    let knobs = [Knob::Principal, Knob::Due, Knob::Policy, Knob::Rate, Knob::Fee, Knob::Days, Knob::Grace];
    for knob in knobs {
        let asked = match knob {
            Knob::Rate => !form.policy().needs_fee(),
            Knob::Fee => form.policy().needs_fee(),
            _ => true,
        };
        let Some(field) = knob.field().filter(|_| asked) else { continue };
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(field.name());
        out.push('=');
        for byte in form.get(knob).bytes() {
            // What an address may hold as it is; the rest by its bytes.
            if byte.is_ascii_alphanumeric() || b"-_.,".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
    out
}
