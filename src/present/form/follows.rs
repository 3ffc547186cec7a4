//! A rate that follows LPR: the choice of the form becomes dated rates, as far as LPR is known.

use chrono::NaiveDate;

use super::draft::Draft;
use super::read::Reader;
use crate::engine::{EngineError, Floating, Follows, InstalmentTerms, Known, Reference, Repricing};
use crate::law::lpr::{self, Tenor};
use crate::present::input::{Cause, Field};

/// What a rate may follow: the values of the choice.
pub const REFERENCES: [(&str, Option<Reference>); 3] =
    [("fixed", None), ("lpr_one_year", Some(Reference::LprOneYear)), ("lpr_five_years", Some(Reference::LprFiveYears))];

/// When it is taken anew: the values of the choice.
pub const REPRICINGS: [(&str, Repricing); 5] = [
    ("anniversary", Repricing::AnniversaryOfPayout),
    ("january", Repricing::FirstOfJanuary),
    ("half_year", Repricing::EveryMonths(6)),
    ("quarter", Repricing::EveryMonths(3)),
    ("month", Repricing::EveryMonths(1)),
];

impl Reader<'_> {
    /// Puts the dated rates into the loan; its own rate is that of the payout, and the margin follows from it.
    pub(super) fn floating(&mut self, terms: &mut InstalmentTerms) -> Option<()> {
        let chosen = REFERENCES.iter().find(|(name, _)| *name == self.draft.get(Field::Follows));
        let Some(reference) = chosen.and_then(|(_, reference)| *reference) else { return Some(()) };
        let repricing = REPRICINGS.iter().find(|(name, _)| *name == self.draft.get(Field::Repricing));
        let repricing = repricing.map_or(Repricing::AnniversaryOfPayout, |(_, repricing)| *repricing);
        let read = resolve(terms, reference, repricing);
        let (follows, rates) = self.errors.take(Field::Follows, read)?;
        terms.shape.rates = rates;
        terms.shape.follows = Some(follows);
        Some(())
    }
}

fn resolve(
    terms: &InstalmentTerms,
    reference: Reference,
    repricing: Repricing,
) -> Result<(Follows, Vec<crate::engine::RateFrom>), Cause> {
    let payout = terms.disbursed_on;
    let table = lpr::table().map_err(|_| Cause::Missing)?;
    let rates = table.rates(match reference {
        Reference::LprOneYear => Tenor::OneYear,
        Reference::LprFiveYears => Tenor::FiveYears,
    });
    let known = Known { rates: &rates, until: table.until() };
    let first = rates.first().map_or(payout, |first| first.from);
    let last = table.until().pred_opt().unwrap_or(payout);
    let base = known.on(payout).ok_or(Cause::LprUnknown { payout, first, last })?;
    let margin = |base: crate::engine::Rate| {
        let (own, base) = (terms.rate.nominal_year(365)?, base.nominal_year(365)?);
        own.checked_sub(base).ok_or(EngineError::Overflow)
    };
    let floating = Floating { margin: margin(base).map_err(Cause::Engine)?, repricing };
    let resolved = floating.resolve(known, payout, end(terms)).map_err(Cause::Engine)?;
    let later = resolved.terms().map(|(_, later)| later.to_vec()).unwrap_or_default();
    Ok((Follows { reference, terms: floating, known_until: resolved.known_until }, later))
}

/// The last due date of a monthly loan.
fn end(terms: &InstalmentTerms) -> NaiveDate {
    let first = terms.first_due.unwrap_or(terms.disbursed_on);
    let months = chrono::Months::new(u32::from(terms.count.saturating_sub(1)));
    first.checked_add_months(months).unwrap_or(first)
}

/// Puts what the rate follows into a draft.
pub(super) fn fill(draft: &mut Draft, terms: &InstalmentTerms) {
    let follows = terms.shape.follows;
    let reference = REFERENCES.iter().find(|(_, reference)| *reference == follows.map(|follows| follows.reference));
    draft.set(Field::Follows, reference.map_or("", |(name, _)| name));
    let repricing = follows.and_then(|follows| REPRICINGS.iter().find(|(_, when)| *when == follows.terms.repricing));
    draft.set(Field::Repricing, repricing.map_or(REPRICINGS[0].0, |(name, _)| name));
}
