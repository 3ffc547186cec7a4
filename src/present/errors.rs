//! Why a computation was refused, in words for people: what would work, never blame. Exhaustive over the causes.

use super::format;
use super::lang::Lang;
use super::words::errors as words;
use crate::engine::EngineError;
use crate::engine::error::Term;

/// The name of a term.
#[must_use]
pub const fn term(term: Term, lang: Lang) -> &'static str {
    match term {
        Term::Principal => words::term_principal(lang),
        Term::Minimum => words::term_minimum(lang),
        Term::Rate => words::term_rate(lang),
        Term::LateRate => words::term_late_rate(lang),
        Term::Count => words::term_count(lang),
        Term::Every => words::term_every(lang),
        Term::DisbursedOn => words::term_disbursed_on(lang),
        Term::Due => words::term_due(lang),
        Term::GracePeriods => words::term_grace_periods(lang),
        Term::GraceDays => words::term_grace_days(lang),
        Term::Amount => words::term_amount(lang),
        Term::EventDate => words::term_event_date(lang),
        Term::AsOf => words::term_as_of(lang),
        Term::Events => words::term_events(lang),
        Term::Multiple => words::term_multiple(lang),
        Term::Share => words::term_share(lang),
        Term::Precision => words::term_precision(lang),
        Term::Rows => words::term_rows(lang),
        Term::StatementDay => words::term_statement_day(lang),
        Term::Fee => words::term_fee(lang),
        Term::Withheld => words::term_withheld(lang),
        Term::Balloon => words::term_balloon(lang),
        Term::Steps => words::term_steps(lang),
        Term::Payout => words::term_payout(lang),
        Term::Overpayment => words::term_overpayment(lang),
        Term::RateFrom => words::term_rate_from(lang),
    }
}

/// Why the engine refused, and what would work.
#[must_use]
pub fn engine(error: &EngineError, lang: Lang) -> String {
    match error {
        EngineError::Overflow => words::overflow(lang).to_owned(),
        EngineError::CurrencyMismatch { expected, got } => words::currency(lang, got.code(), expected.code()),
        EngineError::DateOutOfRange { got: Some(date) } => words::date_range(lang, &format::date(*date, lang)),
        EngineError::DateOutOfRange { got: None } => words::date_range_unknown(lang).to_owned(),
        EngineError::OutOfRange { term: which, least, greatest } => {
            words::range(lang, term(*which, lang), &format::decimal(*least), &format::decimal(*greatest))
        }
        EngineError::DatesOutOfOrder { term: which, earliest } => {
            words::order(lang, term(*which, lang), &format::date(*earliest, lang))
        }
        EngineError::NotTogether { term: which } => words::not_together(lang, term(*which, lang)),
        EngineError::NeverRepaid => words::never_repaid(lang).to_owned(),
        EngineError::NoRate => words::no_rate(lang).to_owned(),
        EngineError::UnfitEvent { .. } => words::unfit_event(lang).to_owned(),
        EngineError::SeveralRates => words::several_rates(lang).to_owned(),
        EngineError::NoSuchFigure => words::no_figure(lang).to_owned(),
    }
}

/// Why a debt cannot be shown.
#[must_use]
pub fn cannot_show(error: &EngineError, lang: Lang) -> String {
    words::cannot_show(lang, &engine(error, lang))
}
