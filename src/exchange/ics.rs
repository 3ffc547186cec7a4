//! A calendar of due dates: an all-day entry for each day on which something falls due, with alarms three days and one
//! day before at nine in the morning.
//!
//! Written by the `icalendar` library, which escapes and folds. No parameter comes from what people typed; the ids of
//! entries stay the same from export to export, so that a calendar updates and does not double them.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _};

use crate::case::{Debt, Request, sha256_hex, text};
use crate::engine::{Components, EngineError, Money};
use crate::present::words::ics as words;
use crate::present::{Lang, format, terms};

/// Alarms, counted from the beginning of the due day: nine in the morning, three days and one day before.
const ALARMS: [&str; 2] = ["-P2DT15H", "-PT15H"];

/// What falls due on the days from `as_of` on, by day.
///
/// # Errors
/// What the engine refuses.
pub fn due_days(debt: &Debt, as_of: NaiveDate) -> Result<BTreeMap<NaiveDate, Components>, EngineError> {
    let account = debt.replay(as_of)?;
    let mut days: BTreeMap<NaiveDate, Components> = BTreeMap::new();
    for claim in &account.claims {
        let open = claim.open()?;
        let Some(due) = claim.due.filter(|due| *due >= as_of && !open.is_zero()) else { continue };
        let day = days.entry(due).or_insert_with(|| Components::zero(account.currency));
        *day = day.plus(&open)?;
    }
    Ok(days)
}

/// The calendar of one or many debts, as text.
///
/// # Errors
/// What the engine refuses.
pub fn calendar(debts: &[Debt], as_of: NaiveDate, lang: Lang) -> Result<String, EngineError> {
    let mut calendar = Calendar::new();
    match debts {
        [debt] => calendar.name(&words::calendar_one(lang, &text::name(&terms::debt_name(debt, lang)))),
        _ => calendar.name(words::calendar_all(lang)),
    };
    for debt in debts {
        for (due, open) in due_days(debt, as_of)? {
            calendar.push(entry(debt, due, &open, as_of, lang)?);
        }
    }
    let mut written = String::new();
    write!(written, "{calendar}").map_err(|_| EngineError::Overflow)?;
    Ok(written)
}

/// The dates of an offer, as text: of its schedule, or of its one sum. They say that nobody has agreed to them yet; the dates
/// of an agreed plan are those of the debt whose contract it became ([`calendar`]).
///
/// # Errors
/// A request without an offer; what the engine refuses.
pub fn proposed(request: &Request, lang: Lang) -> Result<String, EngineError> {
    let offer = request.offer.as_ref().ok_or(EngineError::NoSuchFigure)?;
    let name = if request.lender.is_empty() {
        terms::kind(request.debt_kind, lang).to_owned()
    } else {
        request.lender.clone()
    };
    let mut calendar = Calendar::new();
    calendar.name(&words::calendar_proposed(lang, &name));
    for row in &offer.arrangement.rows {
        let (day, total) = (format::date(row.due, lang), format::money(row.amounts.total()?, lang));
        let hash = sha256_hex(&format!("proposed\n{}\n{}", request.result_hash, row.number));
        let said = Said {
            uid: uid(&hash),
            summary: words::summary_proposed(lang, &name, &total),
            description: words::description_proposed(lang, &day, &total, &format::date(request.as_of, lang)),
            alarm: words::alarm_proposed(lang, &name, &day, &total),
        };
        calendar.push(event(row.due, request.as_of, &said));
    }
    let mut written = String::new();
    write!(written, "{calendar}").map_err(|_| EngineError::Overflow)?;
    Ok(written)
}

fn entry(debt: &Debt, due: NaiveDate, open: &Components, as_of: NaiveDate, lang: Lang) -> Result<Event, EngineError> {
    let name = text::name(&terms::debt_name(debt, lang));
    let show = |amount: Money| format::money(amount, lang);
    let total = show(open.total()?);
    let day = format::date(due, lang);
    let description = words::description(
        lang,
        &day,
        &total,
        &show(open.principal),
        &show(open.interest),
        &show(open.penalty),
        &show(open.fee),
        &format::date(as_of, lang),
    );
    let said = Said {
        uid: uid(&sha256_hex(&format!("{}\n{due}", debt.id))),
        summary: words::summary(lang, &name, &total),
        description,
        alarm: words::alarm(lang, &name, &day, &total),
    };
    Ok(event(due, as_of, &said))
}

/// What an entry says.
struct Said {
    uid: String,
    summary: String,
    description: String,
    alarm: String,
}

fn event(due: NaiveDate, as_of: NaiveDate, said: &Said) -> Event {
    let stamp = as_of.and_time(chrono::NaiveTime::MIN).and_utc();
    let mut event = Event::with_uid(&said.uid);
    event
        .timestamp(stamp)
        .starts(due)
        .ends(due.succ_opt().unwrap_or(due))
        .summary(&said.summary)
        .description(&said.description)
        .add_property("TRANSP", "TRANSPARENT");
    for before in ALARMS {
        let mut alarm = Alarm::display(&said.alarm, Duration::zero());
        // The library writes a trigger in seconds, which some calendars do not read.
        let uid = format!("{}-{}", before.len(), said.uid);
        alarm.add_property("TRIGGER", before).add_property("UID", uid).timestamp(stamp);
        event.alarm(alarm);
    }
    event.done()
}

/// The id of an entry, made of a hash.
fn uid(hash: &str) -> String {
    let short: String = hash.chars().take(32).collect();
    format!("{short}@duewise")
}
