//! Rules of contact: when and how often somebody who collects may call, and whom. Dated data with citations
//! (`packs/conduct.json`), held against what the borrower wrote down.
//!
//! Every row is read second-hand and is a recommendation, self-regulation or a regulator's rule, as it says itself. A
//! finding names the contacts that it rests on; what it does not know (who the lender is) it says.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize};

use super::facts::Lender;
use super::finding::Cited;
use super::rule::{Confirmed, Effect, Jurisdiction, Words};
use crate::engine::date::days_between;

/// How somebody was contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A call that was answered.
    Call,
    /// A call that was not answered, or an attempt.
    Attempt,
    /// A text, an app message.
    Message,
    /// A letter.
    Letter,
    /// An e-mail.
    Email,
    /// A visit.
    Visit,
}

/// Who contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The lender.
    Lender,
    /// A collection agency or a law firm for the lender.
    Agency,
    /// A court or an authority.
    Authority,
    /// Not known.
    Unknown,
    /// The borrower contacted them.
    Borrower,
}

/// Whom they reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// The borrower.
    Borrower,
    /// Somebody of the family.
    Family,
    /// Somebody at work.
    Work,
    /// Somebody else.
    Other,
}

/// What was said or done that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A threat or an insult.
    Threat,
    /// The debt was told to somebody else.
    ToldOthers,
    /// They claimed to be a court or the police.
    FalseIdentity,
    /// They asked for a code, a password or money to a private account.
    AskedForSecrets,
}

/// One contact, as far as rules look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence<'a> {
    /// What tells it apart.
    pub id: &'a str,
    /// When, by the borrower's clock.
    pub at: NaiveDateTime,
    /// How.
    pub way: Way,
    /// Who.
    pub who: Who,
    /// Whom they reached.
    pub reached: Reached,
    /// Whether the debt was told to somebody else.
    pub told_others: bool,
    /// About which debt; empty where it is not known.
    pub debt: &'a str,
    /// Whether the borrower had agreed to be contacted outside the usual hours.
    pub agreed: bool,
}

/// What a rule of contact limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContactLimit {
    /// Hours without contact, unless agreed.
    Quiet {
        /// They begin at this time of day.
        #[serde(deserialize_with = "clock", serialize_with = "clock_text")]
        after: NaiveTime,
        /// Whether the very minute belongs to them.
        after_included: bool,
        /// The first time of day that no longer belongs to them.
        #[serde(deserialize_with = "clock", serialize_with = "clock_text")]
        before: NaiveTime,
    },
    /// Conversations by telephone with the debtor on one day.
    CallsADay {
        /// The most.
        most: u8,
    },
    /// Calls and attempts to call the debtor on one day.
    AttemptsADay {
        /// The most.
        most: u8,
    },
    /// Nobody but the debtor is contacted, or told.
    DebtorOnly {
        /// Whether only telling others is meant, not contacting them.
        told: bool,
    },
    /// Calls and attempts about one debt in so many days in a row.
    CallsInDays {
        /// The most.
        most: u8,
        /// In how many days.
        days: u8,
    },
    /// Days after a conversation about a debt without another call; the day of the conversation is the first.
    AfterConversation {
        /// How many.
        days: u8,
    },
}

fn clock<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom)
}

fn clock_text<S: serde::Serializer>(time: &NaiveTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&time.format("%H:%M").to_string())
}

/// A rule of contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRule {
    /// Its name.
    pub id: String,
    /// Whose rule.
    pub jurisdiction: Jurisdiction,
    /// For which lenders; empty means for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lenders: Vec<Lender>,
    /// Whether it binds those only who collect for another.
    #[serde(default)]
    pub agency_only: bool,
    /// The first day.
    pub from: NaiveDate,
    /// What it limits.
    pub limit: ContactLimit,
    /// What follows.
    pub effect: Effect,
    /// Name and article.
    pub cite: String,
    /// Where it was read.
    pub source: String,
    /// How well.
    pub confirmed: Confirmed,
    /// A short name.
    pub title: Words,
    /// What it says.
    pub says: Words,
    /// What a borrower can do with it.
    pub can_do: Words,
}

impl From<&ContactRule> for Cited {
    fn from(rule: &ContactRule) -> Self {
        Self {
            id: rule.id.clone(),
            cite: rule.cite.clone(),
            source: rule.source.clone(),
            confirmed: rule.confirmed,
            effect: rule.effect,
            from: Some(rule.from),
            until: None,
            undated: false,
            title: rule.title.clone(),
            says: rule.says.clone(),
            can_do: rule.can_do.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reviewed: NaiveDate,
    rules: Vec<ContactRule>,
}

/// The rules of contact that come with the program; none if the file does not read, which a test rules out.
#[must_use]
pub fn rules() -> &'static [ContactRule] {
    file().map_or(&[], |file| file.rules.as_slice())
}

/// The day on which they were last compared with their sources.
#[must_use]
pub fn reviewed() -> Option<NaiveDate> {
    file().map(|file| file.reviewed)
}

fn file() -> Option<&'static File> {
    static FILE: OnceLock<Option<File>> = OnceLock::new();
    FILE.get_or_init(|| serde_json::from_str(include_str!("packs/conduct.json")).ok()).as_ref()
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    /// A contact in the hours without contact.
    Hours {
        /// When.
        at: NaiveDateTime,
    },
    /// More conversations on a day than the rule allows.
    Calls {
        /// How many there were.
        count: usize,
        /// How many it allows.
        most: u8,
    },
    /// More calls and attempts on a day than the rule allows.
    Attempts {
        /// How many there were.
        count: usize,
        /// How many it allows.
        most: u8,
    },
    /// Somebody else was contacted.
    OtherPerson {
        /// Who.
        reached: Reached,
    },
    /// The debt was told to somebody else.
    Told,
    /// More calls in a row of days than the rule allows.
    CallsInDays {
        /// How many there were.
        count: usize,
        /// How many it allows.
        most: u8,
        /// In how many days.
        days: u8,
    },
    /// A call so soon after a conversation.
    SoonAfter {
        /// The day of the conversation.
        conversation: NaiveDate,
        /// How many days are to lie between.
        days: u8,
    },
}

/// A rule that what was written down does not keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConductFinding {
    /// The rule, by its name.
    pub rule: String,
    /// The contacts that it rests on, in order of time.
    pub contacts: Vec<String>,
    /// The day.
    pub day: NaiveDate,
    /// What was found.
    pub what: Breach,
    /// The rule as it is shown.
    pub citation: Cited,
    /// What follows.
    pub effect: Effect,
    /// Whether the rule surely reaches this lender and this caller; false where one of them is not known.
    pub certain: bool,
}

/// Holds the rules of contact of a jurisdiction against what was written down, oldest first, rule by rule on each day.
///
/// `lender` is the class of the lender, if it is known: a rule for other lenders is left out, and where the class is not
/// known the finding says so. What the borrower began, and what courts and authorities do, is left out.
#[must_use]
pub fn findings(
    contacts: &[Occurrence<'_>],
    jurisdiction: Jurisdiction,
    lender: Option<Lender>,
) -> Vec<ConductFinding> {
    let mut ordered: Vec<&Occurrence> =
        contacts.iter().filter(|contact| !matches!(contact.who, Who::Borrower | Who::Authority)).collect();
    ordered.sort_by_key(|contact| (contact.at, contact.id));
    let lender = lender.filter(|lender| !matches!(lender, Lender::Unknown));
    let mut found = Vec::new();
    for rule in rules().iter().filter(|rule| rule.jurisdiction == jurisdiction) {
        if !rule.lenders.is_empty() && lender.is_some_and(|lender| !rule.lenders.contains(&lender)) {
            continue;
        }
        let reach = |contact: &&&Occurrence| {
            contact.at.date() >= rule.from && !(rule.agency_only && contact.who == Who::Lender)
        };
        let known = rule.lenders.is_empty() || lender.is_some();
        let concerned: Vec<&Occurrence> = ordered.iter().filter(reach).copied().collect();
        Held { rule, known, found: &mut found }.hold(&concerned);
    }
    found.sort_by(|a: &ConductFinding, b| (a.day, &a.rule, &a.contacts).cmp(&(b.day, &b.rule, &b.contacts)));
    found
}

struct Held<'a> {
    rule: &'a ContactRule,
    known: bool,
    found: &'a mut Vec<ConductFinding>,
}

impl Held<'_> {
    fn hold(mut self, contacts: &[&Occurrence]) {
        match self.rule.limit {
            ContactLimit::Quiet { after, after_included, before } => {
                for contact in contacts {
                    let time = contact.at.time();
                    let late = if after_included { time >= after } else { time > after };
                    let spoken = matches!(contact.way, Way::Call | Way::Attempt | Way::Message | Way::Visit);
                    if spoken && !contact.agreed && (late || time < before) {
                        self.one(contact, Breach::Hours { at: contact.at });
                    }
                }
            }
            ContactLimit::CallsADay { most } => {
                let calls = contacts.iter().filter(|contact| contact.way == Way::Call);
                self.a_day(calls.copied(), most, |count| Breach::Calls { count, most });
            }
            ContactLimit::AttemptsADay { most } => {
                let calls = contacts.iter().filter(|contact| is_dialled(contact));
                self.a_day(calls.copied(), most, |count| Breach::Attempts { count, most });
            }
            ContactLimit::DebtorOnly { told } => {
                for contact in contacts {
                    if told && contact.told_others {
                        self.one(contact, Breach::Told);
                    } else if !told && contact.reached != Reached::Borrower {
                        self.one(contact, Breach::OtherPerson { reached: contact.reached });
                    }
                }
            }
            ContactLimit::CallsInDays { most, days } => self.in_days(contacts, most, days),
            ContactLimit::AfterConversation { days } => self.after(contacts, days),
        }
    }

    /// More than so many with the borrower on one calendar day.
    fn a_day<'c>(
        &mut self,
        calls: impl Iterator<Item = &'c Occurrence<'c>>,
        most: u8,
        breach: impl Fn(usize) -> Breach,
    ) {
        let mut days: BTreeMap<NaiveDate, Vec<&Occurrence>> = BTreeMap::new();
        for call in calls.filter(|call| call.reached == Reached::Borrower) {
            days.entry(call.at.date()).or_default().push(call);
        }
        for (day, calls) in days {
            if calls.len() > usize::from(most) {
                self.push(day, &calls, breach(calls.len()));
            }
        }
    }

    /// More than so many calls about one debt in so many days in a row: the first day on which the number is passed.
    fn in_days(&mut self, contacts: &[&Occurrence], most: u8, days: u8) {
        for calls in by_debt(contacts).into_values() {
            let mut last: Option<NaiveDate> = None;
            for call in &calls {
                let day = call.at.date();
                let window: Vec<&Occurrence> = calls
                    .iter()
                    .filter(|other| (0..i64::from(days)).contains(&days_between(other.at.date(), day)))
                    .copied()
                    .collect();
                // One window is told once: the next one that is told shares no day with it.
                let told = last.is_some_and(|last| days_between(last, day) < i64::from(days));
                if window.len() > usize::from(most) && !told {
                    self.push(day, &window, Breach::CallsInDays { count: window.len(), most, days });
                    last = Some(day);
                }
            }
        }
    }

    fn after(&mut self, contacts: &[&Occurrence], days: u8) {
        for calls in by_debt(contacts).into_values() {
            let mut conversation: Option<&Occurrence> = None;
            for call in calls {
                if let Some(before) = conversation {
                    let conversation = before.at.date();
                    if days_between(conversation, call.at.date()) < i64::from(days) {
                        let breach = Breach::SoonAfter { conversation, days };
                        self.push(call.at.date(), &[before, call], breach);
                    }
                }
                if call.way == Way::Call {
                    conversation = Some(call);
                }
            }
        }
    }

    fn one(&mut self, contact: &Occurrence, what: Breach) {
        self.push(contact.at.date(), &[contact], what);
    }

    fn push(&mut self, day: NaiveDate, contacts: &[&Occurrence], what: Breach) {
        let sure = contacts.iter().all(|contact| contact.who != Who::Unknown);
        self.found.push(ConductFinding {
            rule: self.rule.id.clone(),
            contacts: contacts.iter().map(|contact| contact.id.to_owned()).collect(),
            day,
            what,
            citation: Cited::from(self.rule),
            effect: self.rule.effect,
            certain: self.known && sure,
        });
    }
}

const fn is_dialled(contact: &Occurrence) -> bool {
    matches!(contact.way, Way::Call | Way::Attempt)
}

/// Calls and attempts to reach the borrower, by debt, in order of time.
fn by_debt<'a>(contacts: &[&'a Occurrence<'a>]) -> BTreeMap<&'a str, Vec<&'a Occurrence<'a>>> {
    let mut debts: BTreeMap<&str, Vec<&Occurrence>> = BTreeMap::new();
    for call in contacts.iter().filter(|call| is_dialled(call) && call.reached == Reached::Borrower) {
        debts.entry(call.debt).or_default().push(call);
    }
    debts
}

#[cfg(test)]
mod tests;
