//! What courts cost and what a credit report shows, by the rows of the packs that the lessons cite.

use chrono::NaiveDate;

use super::read::Reader;
use super::{Output, Refused, blame, money};
use crate::law::procedure::fees::{Fee, fee};
use crate::law::procedure::terms::{ReportCode, Terms, at};
use crate::law::procedure::{CannotTell, packs, rule, series};
use crate::law::shape::Shape;

/// The first day of the rows that the lessons cite. A figure of a lesson is that of the row beside it, whatever the day on
/// which it is read; a test tells when the packs have a newer row.
fn cited_on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2007, 4, 1).unwrap_or_default()
}

pub(super) fn court_fee(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let claim = given.positive("claim")?;
    let packs = packs().map_err(blame("claim"))?;
    let asked = |of: Fee| fee(packs, of, claim, cited_on()).map_err(blame("claim")).map(|charged| charged.amount);
    Ok(vec![
        money("fee", asked(Fee::Court)?),
        money("reduced", asked(Fee::CourtReduced)?),
        money("enforcement", asked(Fee::Enforcement)?),
    ])
}

/// The repayment code of a number of days late, and the days until the next one begins; none after the last.
pub(super) fn code(days: i64) -> Result<(u8, Option<i64>), CannotTell> {
    let series = series::REPORT_CODE;
    let packs = packs().map_err(|_| CannotTell::NoRule { series, day: cited_on() })?;
    let Shape::Procedure(Terms::Codes(codes)) = &rule(packs, series, cited_on())?.shape else {
        return Err(CannotTell::OtherTerms { series });
    };
    let now = at(codes, days).unwrap_or(ReportCode::Normal);
    let next = codes.iter().map(|step| step.days.saturating_sub(days)).find(|more| *more > 0);
    // N is a sign and no number: nothing is late.
    Ok((now.sign().parse().unwrap_or(0), next))
}
