//! The log of contacts: its days, what the rules of contact say of it, and the form of one contact. Imports `case`, `law` and
//! words only. The findings are worked out in the worker; the list and the form need no rules.

mod draft;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::cited;
use super::format;
use super::lang::Lang;
use super::letter::breach;
use super::words::contacts as words;
use crate::case::Debt;
use crate::case::checked::CitedView;
use crate::case::contact::{Contact, Said};
use crate::law::conduct::{self, ConductFinding, Occurrence};
use crate::law::{Jurisdiction, Lender};

pub use draft::{AT, Draft, REACHED, SAID, WAYS, WHO, errors};

/// What is known of a debt that a contact is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The id of the debt.
    pub debt: String,
    /// Whose rules reach it.
    pub place: Jurisdiction,
    /// Who lent, if that was answered.
    pub lender: Option<Lender>,
}

impl About {
    /// What a debt says: what was answered about it, or else the home of its currency.
    #[must_use]
    pub fn of(debt: &Debt) -> Self {
        let answered = debt.facts.as_ref().and_then(|facts| facts.jurisdiction);
        let home = match debt.inputs.contract.currency().code() {
            "USD" => Jurisdiction::US,
            "GBP" => Jurisdiction::UK,
            "INR" => Jurisdiction::IN,
            _ => Jurisdiction::CN,
        };
        Self {
            debt: debt.id.clone(),
            place: answered.unwrap_or(home),
            lender: debt.facts.as_ref().and_then(|facts| facts.lender),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// What is known of the debts.
    pub debts: Vec<About>,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// The id of the rule.
    pub rule: String,
    /// The day and what was found.
    pub text: String,
    /// Whether the rule surely reaches them, in a sentence.
    pub sure: String,
    /// Whether it does.
    pub certain: bool,
    /// How many contacts it rests on, in words.
    pub from: String,
    /// The ids of those contacts.
    pub contacts: Vec<String>,
    /// The rule.
    pub cited: CitedView,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct View {
    /// What does not keep a rule, the newest first.
    pub findings: Vec<FindingView>,
    /// When the rules were last compared with their sources, and what this is not.
    pub note: String,
    /// Whether somebody asked for secrets or money to a private account.
    pub secrets: bool,
}

/// The view as JSON; none where the question cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)).ok()
}

/// What the page shows.
#[must_use]
pub fn view(ask: &Ask) -> View {
    let lang = Lang::from_tag(&ask.lang);
    let mut found = findings(&ask.contacts, &ask.debts);
    found.reverse();
    let reviewed = conduct::reviewed().map(|day| format::date(day, lang)).unwrap_or_default();
    View {
        findings: found.iter().map(|each| finding(each, lang)).collect(),
        note: words::not_advice(lang, &reviewed),
        secrets: ask.contacts.iter().any(|contact| contact.said.contains(&Said::AskedForSecrets)),
    }
}

/// The findings of a log, place by place. A contact about no known debt is held against the rules of the first debt's place.
#[must_use]
pub fn findings(contacts: &[Contact], debts: &[About]) -> Vec<ConductFinding> {
    let usual = debts.first().map_or(Jurisdiction::CN, |about| about.place);
    let about = |contact: &Contact| {
        let id = contact.debt.as_deref()?;
        debts.iter().find(|about| about.debt == id)
    };
    let mut places: Vec<Jurisdiction> = Vec::new();
    for contact in contacts {
        let place = about(contact).map_or(usual, |about| about.place);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut found = Vec::new();
    for place in places {
        let here = |contact: &&Contact| about(contact).map_or(usual, |about| about.place) == place;
        let those: Vec<&Contact> = contacts.iter().filter(here).collect();
        // The class of the lender counts only where all of them have the same.
        let mut classes = those.iter().map(|contact| about(contact).and_then(|about| about.lender));
        let first = classes.next().flatten();
        let lender = first.filter(|_| classes.all(|class| class == first));
        let occurrences: Vec<Occurrence> = those.iter().map(|contact| contact.occurrence()).collect();
        found.extend(conduct::findings(&occurrences, place, lender));
    }
    found.sort_by_key(|finding| finding.day);
    found
}

fn finding(found: &ConductFinding, lang: Lang) -> FindingView {
    let day: NaiveDate = found.day;
    let sure = if found.certain { words::finding_certain(lang) } else { words::finding_uncertain(lang) };
    FindingView {
        rule: found.rule.clone(),
        text: words::finding_day(lang, &format::date(day, lang), &breach(found.what, lang)),
        sure: sure.to_owned(),
        certain: found.certain,
        from: words::finding_from(lang, &found.contacts.len().to_string()),
        contacts: found.contacts.clone(),
        cited: cited(&found.citation, lang),
    }
}

#[cfg(test)]
mod tests;
