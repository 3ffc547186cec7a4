//! The credit record of a debt, in words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::format;
use super::super::lang::Lang;
use super::super::words::law_road as words;
use super::{CitedView, Line, cannot, collect};
use crate::law::Rule;
use crate::law::procedure::CannotTell;
use crate::law::procedure::terms::{AssetClass, ReportCode};
use crate::law::record::{ByDays, CreditRecord, KeptSpell, NotRepaired, Repair, Reported};

/// One overdue spell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpellView {
    /// When, how long, what code, until when it is kept.
    pub text: String,
    /// What the one-off repair makes of it.
    pub repair: String,
}

/// The record on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// Its title.
    pub title: String,
    /// Whether the debt is reported.
    pub reported: String,
    /// The code and the asset class now.
    pub now: Vec<Line>,
    /// What they become if nothing is paid: a heading and lines; none when nothing is overdue.
    pub changes: Option<(String, Vec<String>)>,
    /// What ends it: a heading and lines; none when nothing is overdue.
    pub clears: Option<(String, Vec<String>)>,
    /// The heading of the spells.
    pub spells_label: String,
    /// The spells, oldest first; a single line says that there are none.
    pub spells: Vec<SpellView>,
    /// How to object: a heading and lines.
    pub object: (String, Vec<Line>),
    /// A plan or an extension.
    pub arrangement: Line,
    /// What this is and what it is not.
    pub limits: String,
    /// The rules behind it.
    pub rules: Vec<CitedView>,
}

/// The record in words.
#[must_use]
pub fn view(record: &CreditRecord<'_>, lang: Lang) -> RecordView {
    let sign = |code: ReportCode| code.sign().to_owned();
    let mut now = vec![now_line(words::code_label(lang), &record.code, lang, |code| match code {
        None | Some(ReportCode::Normal) => words::code_normal(lang).to_owned(),
        Some(code) => words::code_now(lang, code.sign(), &format::days(record.days, lang)),
    })];
    if let Some(class) = &record.class {
        now.push(now_line(words::class_label(lang), class, lang, |now| match now {
            None => words::class_normal(lang).to_owned(),
            Some(class) => words::class_now(lang, class_name(class, lang)),
        }));
    }
    let mut changes =
        next(record.code.as_ref().ok(), |day, code| words::code_from(lang, &date(day, lang), &sign(code)));
    let class = record.class.as_ref().and_then(|class| class.as_ref().ok());
    changes.extend(next(class, |day, class| words::class_from(lang, &date(day, lang), class_name(class, lang))));
    changes.sort_by_key(|(day, _)| *day);
    let changes: Vec<String> = changes.into_iter().map(|(_, text)| text).collect();
    let arrangement = match &record.arrangement {
        Ok(rule) => Line::known(words::arrangement_label(lang), super::cited(rule, lang).says, Some(rule)),
        Err(CannotTell::Unknown { .. }) => {
            Line { known: false, ..Line::known(words::arrangement_label(lang), words::arrangement_unknown(lang), None) }
        }
        Err(why) => Line::unknown(words::arrangement_label(lang), *why, lang),
    };
    RecordView {
        title: words::record_title(lang).to_owned(),
        reported: reported(record.reported, lang).to_owned(),
        now,
        changes: (!changes.is_empty()).then(|| (words::changes_label(lang).to_owned(), changes)),
        clears: clears(record, lang),
        spells_label: words::spells_label(lang).to_owned(),
        spells: spells(record, lang),
        object: (words::object_label(lang).to_owned(), object(record, lang)),
        arrangement,
        limits: words::record_limits(lang).to_owned(),
        rules: collect(rules(record), lang),
    }
}

fn date(day: NaiveDate, lang: Lang) -> String {
    format::date(day, lang)
}

const fn reported(reported: Reported, lang: Lang) -> &'static str {
    match reported {
        Reported::Yes => words::reported_yes(lang),
        Reported::No => words::reported_no(lang),
        Reported::NotKnown => words::reported_not_known(lang),
    }
}

const fn class_name(class: AssetClass, lang: Lang) -> &'static str {
    match class {
        AssetClass::SpecialMention => words::class_special_mention(lang),
        AssetClass::Substandard => words::class_substandard(lang),
        AssetClass::Doubtful => words::class_doubtful(lang),
        AssetClass::Loss => words::class_loss(lang),
    }
}

fn now_line<T: Copy>(
    label: &str,
    value: &Result<ByDays<'_, T>, CannotTell>,
    lang: Lang,
    text: impl Fn(Option<T>) -> String,
) -> Line {
    match value {
        Ok(value) => Line::known(label, text(value.now), Some(value.rule)),
        Err(why) => Line::unknown(label, *why, lang),
    }
}

fn next<T: Copy>(value: Option<&ByDays<'_, T>>, text: impl Fn(NaiveDate, T) -> String) -> Vec<(NaiveDate, String)> {
    value.map_or_else(Vec::new, |value| value.next.iter().map(|(day, is)| (*day, text(*day, *is))).collect())
}

fn clears(record: &CreditRecord<'_>, lang: Lang) -> Option<(String, Vec<String>)> {
    let kept = record.deleted_if_paid_now?;
    let kept = match kept {
        Ok(until) => words::deleted_if_paid(lang, &date(record.as_of, lang), &date(until, lang)),
        Err(why) => cannot(why, lang),
    };
    let pay = words::clears(lang, &format::money(record.clears, lang));
    Some((words::clears_label(lang).to_owned(), vec![pay, kept]))
}

fn spells(record: &CreditRecord<'_>, lang: Lang) -> Vec<SpellView> {
    if record.spells.is_empty() {
        return vec![SpellView { text: words::no_spell(lang).to_owned(), repair: String::new() }];
    }
    record.spells.iter().map(|spell| SpellView { text: spell_text(spell, lang), repair: repair(spell, lang) }).collect()
}

fn spell_text(kept: &KeptSpell, lang: Lang) -> String {
    let worst = match kept.worst {
        Ok(code) => code.unwrap_or(ReportCode::Normal).sign(),
        Err(why) => return cannot(why, lang),
    };
    let (first, days) = (date(kept.spell.first, lang), format::days(kept.spell.greatest_days, lang));
    match (kept.spell.ended, kept.deleted_on) {
        (Some(ended), Some(Ok(until))) => {
            words::spell_ended(lang, &first, &date(ended, lang), &days, worst, &date(until, lang))
        }
        (Some(_), Some(Err(why))) => cannot(why, lang),
        (Some(_), None) | (None, _) => words::spell_open(lang, &first, &days, worst),
    }
}

fn repair(kept: &KeptSpell, lang: Lang) -> String {
    match kept.repair {
        Ok(Repair::HiddenBy(day)) => words::repaired(lang, &date(day, lang)),
        Ok(Repair::Not(NotRepaired::Above { greatest })) => words::repair_above(lang, &format::money(greatest, lang)),
        Ok(Repair::Not(NotRepaired::OutsideTheTime { first, last })) => {
            words::repair_time(lang, &date(first, lang), &date(last, lang))
        }
        Ok(Repair::Not(NotRepaired::NotRepaidBy { day })) => words::repair_late(lang, &date(day, lang)),
        Ok(Repair::DependsOnTheSum { greatest, total }) => {
            words::repair_depends(lang, &format::money(greatest, lang), &format::money(total, lang))
        }
        // A notice that did not exist yet, or a sum in another currency, needs no word.
        Err(_) => String::new(),
    }
}

fn object(record: &CreditRecord<'_>, lang: Lang) -> Vec<Line> {
    let asked = date(record.as_of, lang);
    let line = |answer: &Result<(&Rule, NaiveDate), CannotTell>, text: &dyn Fn(&str) -> String| match answer {
        Ok((rule, until)) => Line::known("", text(&date(*until, lang)), Some(rule)),
        Err(why) => Line::unknown("", *why, lang),
    };
    vec![
        line(&record.objection, &|until| words::objection(lang, &asked, until)),
        line(&record.complaint, &|until| words::complaint(lang, &asked, until)),
    ]
}

fn rules<'a>(record: &CreditRecord<'a>) -> Vec<&'a Rule> {
    let mut rules: Vec<&Rule> = Vec::new();
    rules.extend(record.code.as_ref().map(|code| code.rule).ok());
    rules.extend(record.class.as_ref().and_then(|class| class.as_ref().ok()).map(|class| class.rule));
    rules.extend(record.kept.ok());
    rules.extend(&record.rights);
    rules.extend(record.objection.map(|(rule, _)| rule).ok());
    rules.extend(record.complaint.map(|(rule, _)| rule).ok());
    rules.extend(record.arrangement.ok());
    rules
}
