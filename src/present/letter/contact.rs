//! Letters about contacts: to have a debt validated, to be written to instead of called, to leave others out, to complain.

use chrono::{NaiveDate, NaiveDateTime};

use super::Letter;
use super::pen::Pen;
use super::request::evidence;
use crate::case::contact::{Contact, Reached, Said, Way, Who};
use crate::case::request::Borrower;
use crate::law::Confirmed;
use crate::law::conduct::{Breach, ConductFinding};
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::letter as words;

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// Who asks for the money, by what right, and what it is made of.
    Validation,
    /// Others are to be left out.
    ThirdPersons,
    /// Letters instead of calls and visits.
    Stop,
    /// What was written down, held against the rules.
    Complaint,
}

impl About {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Validation, Self::ThirdPersons, Self::Stop, Self::Complaint];
}

/// What a letter about contacts is made of.
#[derive(Debug, Clone, Copy)]
pub struct ContactLetter<'a> {
    /// Which.
    pub about: About,
    /// To whom; may be empty.
    pub to: &'a str,
    /// Who writes.
    pub borrower: &'a Borrower,
    /// The contacts that it is about.
    pub contacts: &'a [Contact],
    /// What the rules of contact say of them.
    pub findings: &'a [ConductFinding],
    /// The day on which it is written.
    pub written_on: NaiveDate,
}

/// The letter, in a language.
#[must_use]
pub fn contact_letter(of: &ContactLetter<'_>, lang: Lang) -> Letter {
    let mut pen = Pen::new(lang);
    if !of.contacts.is_empty() {
        pen.paragraph(&[words::contact_intro(lang)]);
        log(&mut pen, of.contacts);
    }
    let title = match of.about {
        About::Validation => {
            pen.paragraph(&[words::validation_ask(lang)]);
            let points = [words::validation_who(lang), words::validation_contract(lang), words::validation_sum(lang)];
            pen.list(points.map(str::to_owned).to_vec());
            pen.paragraph(&[words::validation_keep(lang)]);
            words::title_validation(lang)
        }
        About::ThirdPersons => {
            pen.paragraph(&[words::third_ask(lang), words::third_why(lang)]);
            words::title_third(lang)
        }
        About::Stop => {
            pen.paragraph(&[words::stop_ask(lang)]);
            if !of.borrower.contact.is_empty() {
                pen.quote(words::stop_where(lang, &of.borrower.contact));
            }
            words::title_stop(lang)
        }
        About::Complaint => {
            found(&mut pen, of.findings);
            pen.paragraph(&[words::complaint_ask(lang)]);
            words::title_complaint(lang)
        }
    };
    let files: Vec<_> = of.contacts.iter().flat_map(|contact| contact.files.iter().cloned()).collect();
    evidence(&mut pen, &files);
    let note = words::not_advice_plain(lang, &pen.date(of.written_on));
    pen.finish(title, of.to, of.borrower, of.written_on, note)
}

fn log(pen: &mut Pen, contacts: &[Contact]) {
    let lang = pen.lang;
    let mut ordered: Vec<&Contact> = contacts.iter().collect();
    ordered.sort_by_key(|contact| contact.at);
    let rows = ordered.iter().map(|contact| {
        let who = who(contact.who, lang);
        let named = match lang {
            _ if contact.name.is_empty() => who.to_owned(),
            Lang::Zh => format!("{who}（{}）", contact.name),
            Lang::En => format!("{who} ({})", contact.name),
        };
        vec![
            moment(contact.at, lang),
            way(contact.way, lang).to_owned(),
            named,
            reached(contact.reached, lang).to_owned(),
        ]
    });
    let rows = rows.collect();
    let head = [words::head_when(lang), words::head_way(lang), words::head_who(lang), words::head_reached(lang)];
    pen.table(words::contact_table(lang), &head, rows);
    let all = [
        (Said::Threat, words::said_threat(lang)),
        (Said::ToldOthers, words::said_told(lang)),
        (Said::FalseIdentity, words::said_identity(lang)),
        (Said::AskedForSecrets, words::said_secrets(lang)),
    ];
    for contact in &ordered {
        let said = all.iter().filter(|(said, _)| contact.said.contains(said));
        let said: Vec<String> = said.map(|(_, text)| at_moment(contact.at, text, lang)).collect();
        pen.list(said);
        if !contact.note.is_empty() {
            pen.quote(at_moment(contact.at, &contact.note, lang));
        }
    }
}

fn found(pen: &mut Pen, findings: &[ConductFinding]) {
    let lang = pen.lang;
    if findings.is_empty() {
        return;
    }
    pen.heading(words::complaint_found(lang));
    for finding in findings {
        let (day, what) = (pen.date(finding.day), breach(finding.what, lang));
        let sentence = if finding.certain { words::complaint_certain } else { words::complaint_unsure };
        pen.paragraph(&[sentence(lang, &day, &what)]);
        let title = match lang {
            Lang::Zh => &finding.citation.title.zh,
            Lang::En => &finding.citation.title.en,
        };
        pen.quote(words::complaint_rule(lang, title, &finding.citation.cite));
    }
    if findings.iter().any(|finding| finding.citation.confirmed == Confirmed::Secondary) {
        pen.paragraph(&[words::complaint_source(lang)]);
    }
}

/// What was found, in words.
#[must_use]
pub fn breach(what: Breach, lang: Lang) -> String {
    let most = |most: u8| most.to_string();
    match what {
        Breach::Hours { at } => words::breach_hours(lang, &clock(at)),
        Breach::Calls { count, most: m } => words::breach_calls(lang, &count.to_string(), &most(m)),
        Breach::Attempts { count, most: m } => words::breach_attempts(lang, &count.to_string(), &most(m)),
        Breach::OtherPerson { reached: whom } => words::breach_other(lang, reached(whom, lang)),
        Breach::Told => words::breach_told(lang).to_owned(),
        Breach::CallsInDays { count, most: m, days } => {
            words::breach_days(lang, &days.to_string(), &count.to_string(), &most(m))
        }
        Breach::SoonAfter { conversation, days } => {
            words::breach_after(lang, &format::date(conversation, lang), &days.to_string())
        }
    }
}

/// A day and a time of day: `2026年3月2日 22:05`, `2 March 2026 22:05`.
#[must_use]
pub fn moment(at: NaiveDateTime, lang: Lang) -> String {
    format!("{} {}", format::date(at.date(), lang), clock(at))
}

fn clock(at: NaiveDateTime) -> String {
    at.format("%H:%M").to_string()
}

fn at_moment(at: NaiveDateTime, text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}：{text}", moment(at, lang)),
        Lang::En => format!("{}: {text}", moment(at, lang)),
    }
}

/// How somebody was contacted, in words.
#[must_use]
pub const fn way(way: Way, lang: Lang) -> &'static str {
    match way {
        Way::Call => words::way_call(lang),
        Way::Attempt => words::way_attempt(lang),
        Way::Message => words::way_message(lang),
        Way::Letter => words::way_letter(lang),
        Way::Email => words::way_email(lang),
        Way::Visit => words::way_visit(lang),
    }
}

/// Who contacted, in words.
#[must_use]
pub const fn who(who: Who, lang: Lang) -> &'static str {
    match who {
        Who::Lender => words::who_lender(lang),
        Who::Agency => words::who_agency(lang),
        Who::Authority => words::who_authority(lang),
        Who::Unknown => words::who_unknown(lang),
        Who::Borrower => words::who_borrower(lang),
    }
}

/// Whom they reached, in words.
#[must_use]
pub const fn reached(reached: Reached, lang: Lang) -> &'static str {
    match reached {
        Reached::Borrower => words::reached_borrower(lang),
        Reached::Family => words::reached_family(lang),
        Reached::Work => words::reached_work(lang),
        Reached::Other => words::reached_other(lang),
    }
}
