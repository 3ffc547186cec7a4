//! The contract behind a Fineract loan, and the conventions that reproduce its schedule.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::types::{Choice, LoanData, Number, Period};
use super::waterfall;
use crate::case::FineractError;
use crate::engine::limits::MAX_INSTALMENTS;
use crate::engine::{
    Accrual, Components, Currency, DaysInMonth, DaysInYear, Frequency, InstalmentTerms, InterestKind, Lateness,
    LeapRule, Method, Money, PeriodUnit, Rate, RatePeriod, Residue, Rounding, Smoothing, StatedRow, schedule,
};

/// A row of the file's schedule, in our values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TheirRow {
    /// The row as the file has it.
    pub(super) period: Period,
    /// From when.
    pub(super) from: NaiveDate,
    /// When it is due.
    pub(super) due: NaiveDate,
    /// Principal and interest that are due; fees and penalties are events.
    pub(super) amounts: Components,
}

/// What the file's terms and schedule come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Agreed {
    /// The contract; with the file's own rows where ours differ.
    pub(super) terms: InstalmentTerms,
    /// The rows of the file.
    pub(super) rows: Vec<TheirRow>,
    /// Our rows from the terms alone: principal and interest, when they can be computed.
    pub(super) computed: Option<Vec<(NaiveDate, Money, Money)>>,
    /// Whether the file's strategy of allocation is known.
    pub(super) known_strategy: bool,
}

/// An amount of the file in minor units. Digits beyond the currency's are rounded half to even, as Fineract does.
pub(super) fn money(number: Number, currency: Currency) -> Result<Money, FineractError> {
    Money::from_exact(number.0, currency, Rounding::HalfEven).map_err(|_| FineractError::Amount)
}

/// An amount of the file; nothing said is nothing.
pub(super) fn money_or_zero(number: Option<Number>, currency: Currency) -> Result<Money, FineractError> {
    number.map_or(Ok(Money::zero(currency)), |number| money(number, currency))
}

fn is(choice: Option<&Choice>, id: i64, word: &str) -> bool {
    choice.is_some_and(|choice| choice.id == Some(id) || choice.code.to_ascii_lowercase().ends_with(word))
}

fn rate(loan: &LoanData) -> Result<Rate, FineractError> {
    let percent = |number: Number| number.0.checked_div(Decimal::ONE_HUNDRED).ok_or(FineractError::Amount);
    let per = loan.interest_rate_frequency_type.as_ref();
    let (number, per) = if is(per, 2, "months") {
        (loan.interest_rate_per_period, RatePeriod::Month)
    } else if is(per, 3, "years") {
        (loan.interest_rate_per_period, RatePeriod::Year)
    } else {
        (loan.annual_interest_rate, RatePeriod::Year)
    };
    let number = number.or(loan.annual_interest_rate).unwrap_or_default();
    Rate::try_new(percent(number)?, per).map_err(FineractError::from)
}

fn frequency(loan: &LoanData) -> Frequency {
    let choice = Some(&loan.repayment_frequency_type);
    let unit = if is(choice, 0, "days") {
        PeriodUnit::Days
    } else if is(choice, 1, "weeks") {
        PeriodUnit::Weeks
    } else if is(choice, 3, "years") {
        PeriodUnit::Years
    } else {
        PeriodUnit::Months
    };
    Frequency { every: loan.repayment_every, unit }
}

fn accrual(loan: &LoanData, progressive: bool) -> Accrual {
    if is(loan.interest_calculation_period_type.as_ref(), 1, "repayment.period") {
        return Accrual::PerPeriod;
    }
    let month = match loan.days_in_month_type.as_ref().and_then(|choice| choice.id) {
        Some(30) => DaysInMonth::Thirty,
        _ => DaysInMonth::Actual,
    };
    let year = match loan.days_in_year_type.as_ref().and_then(|choice| choice.id) {
        Some(360) => DaysInYear::D360,
        Some(364) => DaysInYear::D364,
        Some(365) => DaysInYear::D365,
        _ => DaysInYear::Actual,
    };
    let custom = loan.days_in_year_custom_strategy.as_ref().map(|choice| choice.code.as_str());
    let leap = match (progressive, custom) {
        (_, Some("FEB_29_PERIOD_ONLY")) => LeapRule::LeapDayPeriod,
        (true, _) => LeapRule::SplitAtYearEnd,
        (false, _) => LeapRule::Fixed365,
    };
    Accrual::Daily { month, year, leap }
}

/// Whether the loan's schedule is of the progressive kind.
pub(super) fn is_progressive(loan: &LoanData) -> bool {
    loan.loan_schedule_type.as_ref().is_some_and(|choice| choice.code.eq_ignore_ascii_case("PROGRESSIVE"))
}

fn rows(loan: &LoanData, currency: Currency, start: NaiveDate) -> Result<Vec<TheirRow>, FineractError> {
    let periods = loan.repayment_schedule.as_ref().map(|schedule| schedule.periods.as_slice()).unwrap_or_default();
    let mut rows = Vec::new();
    let mut from = start;
    for period in periods {
        if period.period.unwrap_or(0) == 0 || period.down_payment_period == Some(true) {
            continue;
        }
        let due = period.due_date.ok_or(FineractError::NoSchedule)?.0;
        let mut amounts = Components::zero(currency);
        amounts.principal = money_or_zero(period.principal_due, currency)?;
        amounts.interest = money_or_zero(period.interest_due, currency)?;
        let period = period.clone();
        let begun = period.from_date.map_or(from, |day| day.0);
        rows.push(TheirRow { period, from: begun, due, amounts });
        from = due;
    }
    if rows.is_empty() || rows.len() > usize::from(MAX_INSTALMENTS) {
        return Err(FineractError::NoSchedule);
    }
    Ok(rows)
}

/// The dates of a schedule: by rule if they follow one, as a list otherwise.
fn set_dates(terms: &mut InstalmentTerms, rows: &[TheirRow]) {
    let follows = |anchor: NaiveDate, first: u32| {
        (first..).zip(rows).all(|(n, row)| terms.frequency.after(anchor, n).is_ok_and(|due| due == row.due))
    };
    let Some(first) = rows.first() else { return };
    if follows(terms.disbursed_on, 1) {
        return;
    }
    if follows(first.due, 0) {
        terms.first_due = Some(first.due);
    } else {
        terms.due_dates = Some(rows.iter().map(|row| row.due).collect());
    }
}

fn base_terms(loan: &LoanData, currency: Currency) -> Result<InstalmentTerms, FineractError> {
    let timeline = loan.timeline.clone().unwrap_or_default();
    let periods = loan.repayment_schedule.as_ref().map(|schedule| schedule.periods.as_slice()).unwrap_or_default();
    let payout = periods.iter().find(|period| period.principal_disbursed.is_some());
    let disbursed_on = timeline
        .actual_disbursement_date
        .or(payout.and_then(|period| period.due_date))
        .or(timeline.expected_disbursement_date)
        .ok_or(FineractError::NotDisbursed)?
        .0;
    let progressive = is_progressive(loan);
    let disbursed = Money::sum(
        currency,
        periods
            .iter()
            .filter_map(|period| period.principal_disbursed)
            .map(|number| money(number, currency))
            .collect::<Result<Vec<_>, _>>()?,
    )?;
    let lent = if disbursed.is_positive() { disbursed } else { money(loan.principal, currency)? };
    let flat = is(loan.interest_type.as_ref(), 1, "flat");
    let principal_first = is(loan.amortization_type.as_ref(), 0, "equal.principal");
    let mut terms = InstalmentTerms::monthly(lent, rate(loan)?, loan.number_of_repayments, disbursed_on);
    terms.method = if principal_first { Method::EqualPrincipal } else { Method::EqualInstalment };
    terms.interest = match (flat, progressive) {
        (false, _) => InterestKind::Declining,
        (true, true) => InterestKind::Flat,
        (true, false) => InterestKind::FlatTotal,
    };
    terms.frequency = frequency(loan);
    terms.accrual = accrual(loan, progressive);
    terms.rounding = Rounding::HalfEven;
    terms.precision = Some(19);
    terms.residue = Residue::LastInstalment;
    terms.smoothing = if progressive { Smoothing::ThreePasses } else { Smoothing::None };
    terms.principal_grace = loan.grace_on_principal_payment.unwrap_or(0);
    terms.interest_grace = loan.grace_on_interest_payment.unwrap_or(0);
    terms.interest_free = loan.grace_on_interest_charged.unwrap_or(0);
    let step = loan.installment_amount_in_multiples_of.filter(|step| step.0 > Decimal::ZERO);
    terms.instalment_multiple = step.map(|step| money(step, currency)).transpose()?;
    if periods.iter().any(|period| period.down_payment_period == Some(true)) {
        let share = loan.disbursed_amount_percentage_for_down_payment.unwrap_or_default().0;
        terms.down_payment = share.checked_div(Decimal::ONE_HUNDRED).filter(|share| *share > Decimal::ZERO);
    }
    terms.lateness = Lateness::default();
    Ok(terms)
}

/// The terms as the file has them, and variants in what it does not name.
fn variants(base: &InstalmentTerms, loan: &LoanData, currency: Currency) -> Vec<InstalmentTerms> {
    let mut all = vec![base.clone()];
    let step = loan.currency.in_multiples_of.filter(|step| step.0 > Decimal::ZERO);
    if let (None, Some(Ok(step))) = (base.instalment_multiple, step.map(|step| money(step, currency))) {
        all.push(InstalmentTerms { instalment_multiple: Some(step), ..base.clone() });
    }
    let other = if base.smoothing == Smoothing::None { Smoothing::ThreePasses } else { Smoothing::None };
    all.push(InstalmentTerms { smoothing: other, ..base.clone() });
    all.push(InstalmentTerms { rounding: Rounding::HalfUp, ..base.clone() });
    if let Accrual::Daily { month, year, .. } = base.accrual {
        for leap in [LeapRule::Fixed365, LeapRule::SplitAtYearEnd, LeapRule::SplitAtNewYear, LeapRule::LeapDayPeriod] {
            all.push(InstalmentTerms { accrual: Accrual::Daily { month, year, leap }, ..base.clone() });
        }
    }
    all
}

fn computed(terms: &InstalmentTerms) -> Option<Vec<(NaiveDate, Money, Money)>> {
    let rows = schedule(terms).ok()?;
    Some(rows.iter().map(|row| (row.due, row.principal, row.interest)).collect())
}

fn equals(ours: &[(NaiveDate, Money, Money)], theirs: &[TheirRow]) -> bool {
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).all(|((due, principal, interest), row)| {
            *due == row.due && *principal == row.amounts.principal && *interest == row.amounts.interest
        })
}

/// The contract of a loan. The first conventions that give the file's rows to the cent are kept; if none do, the
/// file's rows stand.
pub(super) fn agreed(loan: &LoanData, currency: Currency) -> Result<Agreed, FineractError> {
    let mut base = base_terms(loan, currency)?;
    let rows = rows(loan, currency, base.disbursed_on)?;
    base.count = u16::try_from(rows.len()).map_err(|_| FineractError::NoSchedule)?;
    set_dates(&mut base, &rows);
    let (waterfall, known_strategy) = waterfall::waterfall(loan);
    base.waterfall = waterfall;
    let fits = |terms: &InstalmentTerms| computed(terms).is_some_and(|ours| equals(&ours, &rows));
    let found = variants(&base, loan, currency).into_iter().find(fits);
    let computed = computed(found.as_ref().unwrap_or(&base));
    let terms = found.unwrap_or_else(|| {
        let stated = rows.iter().map(|row| StatedRow { due: row.due, amounts: row.amounts }).collect();
        InstalmentTerms { stated: Some(stated), ..base }
    });
    terms.check()?;
    Ok(Agreed { terms, rows, computed, known_strategy })
}
