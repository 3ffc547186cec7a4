//! What an import says: why a file is refused, what a file of ours would change, how the figures of a loan compare.
//! Pure; imports `case` and `engine`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::figure::Shown;
use super::lang::Lang;
use super::words::import as words;
use super::{errors, format, terms};
use crate::case::{AsOfFrom, Case, Debt, FineractError, GuardError, ImportError, Loan};
use crate::engine::limits::MAX_EVENTS;
use crate::engine::{EngineError, Figure};

/// Why a file is refused, and what would work.
#[must_use]
pub fn refusal(error: ImportError, lang: Lang) -> String {
    match error {
        ImportError::Guard(error) => guarded(error, lang),
        ImportError::Unknown => words::error_unknown(lang).to_owned(),
        ImportError::Hash => words::error_hash(lang).to_owned(),
        ImportError::Newer(version) => words::error_newer(lang, &version.to_string()),
        ImportError::Malformed { line, column } => words::error_malformed(lang, &line.to_string(), &column.to_string()),
        ImportError::TooManyDebts { greatest } => words::error_too_many(lang, &greatest.to_string()),
        ImportError::Debt { place, term: Some(term) } => {
            words::error_debt_term(lang, &place.saturating_add(1).to_string(), errors::term(term, lang))
        }
        ImportError::Debt { place, term: None } => words::error_debt(lang, &place.saturating_add(1).to_string()),
        ImportError::Record { place } => words::error_record(lang, &place.saturating_add(1).to_string()),
        ImportError::Fineract(error) => loan_refused(error, lang),
    }
}

fn guarded(error: GuardError, lang: Lang) -> String {
    match error {
        GuardError::TooLarge => words::error_too_large(lang).to_owned(),
        GuardError::TooDeep { line } => words::error_too_deep(lang, &line.to_string()),
        GuardError::DuplicateKey { line } => words::error_duplicate(lang, &line.to_string()),
        GuardError::Number { line } => words::error_number(lang, &line.to_string()),
        GuardError::TooManyEntries { line } => words::error_entries(lang, &line.to_string(), &MAX_EVENTS.to_string()),
        GuardError::NotJson { line } => words::error_not_json(lang, &line.to_string()),
        GuardError::NotText => words::error_not_text(lang).to_owned(),
    }
}

fn loan_refused(error: FineractError, lang: Lang) -> String {
    match error {
        FineractError::Malformed { line, column } => {
            words::error_loan_malformed(lang, &line.to_string(), &column.to_string())
        }
        FineractError::Currency => words::error_currency(lang).to_owned(),
        FineractError::CurrencyDigits => words::error_currency_digits(lang).to_owned(),
        FineractError::Amount => words::error_amount(lang).to_owned(),
        FineractError::NotDisbursed => words::error_not_disbursed(lang).to_owned(),
        FineractError::NoSchedule => words::error_no_schedule(lang).to_owned(),
        FineractError::TooManyEvents => words::error_events(lang).to_owned(),
        FineractError::Term(term) => words::error_term(lang, errors::term(term, lang)),
        FineractError::Engine => words::error_engine(lang).to_owned(),
    }
}

/// What saving a debt of a file would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is new here.
    Adds,
    /// It takes the place of one that is here.
    Replaces,
    /// It is here already, the same.
    Same,
}

impl Effect {
    /// In words.
    #[must_use]
    pub const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Adds => words::case_adds(lang),
            Self::Replaces => words::case_replaces(lang),
            Self::Same => words::case_same(lang),
        }
    }
}

/// What saving a debt would do to those that are here. Revisions do not count: they say how often it was saved.
#[must_use]
pub fn effect(debt: &Debt, here: &[Arc<Debt>]) -> Effect {
    match here.iter().find(|there| there.id == debt.id) {
        None => Effect::Adds,
        Some(there) if Debt { rev: there.rev, ..debt.clone() } == **there => Effect::Same,
        Some(_) => Effect::Replaces,
    }
}

/// The debts of a file that would change something, each with the revision that is here.
#[must_use]
pub fn changes(case: &Case, here: &[Arc<Debt>]) -> Vec<Debt> {
    let revised = |debt: &Debt| Debt { rev: seen(&debt.id, here), ..debt.clone() };
    case.debts.iter().filter(|debt| effect(debt, here) != Effect::Same).map(revised).collect()
}

/// The revision of a debt that is here; 0 if it is not.
#[must_use]
pub fn seen(id: &str, here: &[Arc<Debt>]) -> u64 {
    here.iter().find(|there| there.id == id).map_or(0, |there| there.rev)
}

/// The head of the report on a loan.
#[derive(Debug, Clone, PartialEq)]
pub struct LoanHead {
    /// How the day of the figures is known.
    pub as_of: String,
    /// How many figures agree.
    pub tally: String,
    /// How many do not.
    pub differ: usize,
    /// What is due on the day of the file.
    pub due_now: Shown,
    /// What is open in all.
    pub outstanding: Shown,
    /// The label of what is due.
    pub due_label: String,
    /// What else has to be known.
    pub notes: Vec<&'static str>,
}

/// The head of the report on a loan.
///
/// # Errors
/// What the engine refuses.
pub fn loan_head(loan: &Loan, today: NaiveDate, lang: Lang) -> Result<LoanHead, EngineError> {
    let as_of = loan.debt.imported.as_ref().map_or(today, |imported| imported.as_of);
    let day = format::date(as_of, lang);
    let account = loan.debt.replay(as_of)?;
    let differ = loan.comparisons.iter().filter(|each| !each.is_equal()).count();
    let equal = loan.comparisons.len().saturating_sub(differ);
    let inputs = &loan.debt.inputs;
    let mut notes = Vec::new();
    if loan.debt.imported.as_ref().is_some_and(|imported| imported.stated_schedule) {
        notes.push(words::stated_schedule(lang));
    }
    if inputs.contract.lateness().charges.is_empty() {
        notes.push(words::no_late_rule(lang));
    }
    Ok(LoanHead {
        as_of: match loan.as_of_from {
            AsOfFrom::File => words::as_of_file(lang, &day),
            AsOfFrom::Today => words::as_of_today(lang, &day),
            AsOfFrom::LastTransaction => words::as_of_last(lang, &day),
        },
        tally: if differ == 0 {
            words::all_equal(lang, &equal.to_string())
        } else {
            words::some_differ(lang, &equal.to_string(), &differ.to_string())
        },
        differ,
        due_now: Shown::account(account.due_now.total()?, inputs, as_of, Figure::DueNow),
        outstanding: Shown::account(account.outstanding.total()?, inputs, as_of, Figure::Outstanding),
        due_label: words::due_now(lang, &day),
        notes,
    })
}

/// The name under which a debt is listed.
#[must_use]
pub fn listed(debt: &Debt, lang: Lang) -> String {
    terms::debt_name(debt, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::error::Term;

    #[test]
    fn every_refusal_says_something_in_both_languages() {
        let all = [
            ImportError::Guard(GuardError::TooLarge),
            ImportError::Guard(GuardError::DuplicateKey { line: 3 }),
            ImportError::Unknown,
            ImportError::Newer(9),
            ImportError::Debt { place: 0, term: Some(Term::Rate) },
            ImportError::Fineract(FineractError::NoSchedule),
        ];
        for error in all {
            let (zh, en) = (refusal(error, Lang::Zh), refusal(error, Lang::En));
            assert!(!zh.is_empty() && !en.is_empty() && zh != en, "{error:?}");
        }
        assert!(refusal(ImportError::Debt { place: 0, term: None }, Lang::En).contains("Debt 1"));
    }
}
