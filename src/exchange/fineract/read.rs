//! From the text of a Fineract loan to a debt and a comparison of every figure.

use std::sync::Arc;

use chrono::NaiveDate;

use super::compare;
use super::events::{History, history};
use super::terms::{agreed, money};
use super::types::LoanData;
use crate::case::{
    AsOfFrom, Comparison, Debt, DebtInputs, DebtKind, FineractError, Imported, ImportedFrom, Loan, sha256_hex, text,
};
use crate::engine::{Contract, Currency, Money, date};

/// Reads a loan. `today` is used only where the file does not say when it was written.
///
/// # Errors
/// Why it cannot be brought in.
pub fn read(file: &str, today: NaiveDate) -> Result<Loan, FineractError> {
    let loan: LoanData = serde_json::from_str(file)
        .map_err(|error| FineractError::Malformed { line: error.line(), column: error.column() })?;
    let currency = Currency::try_new(&loan.currency.code).map_err(|_| FineractError::Currency)?;
    if loan.currency.decimal_places.is_some_and(|digits| digits > currency.digits()) {
        return Err(FineractError::CurrencyDigits);
    }
    let agreed = agreed(&loan, currency)?;
    let history = history(&loan, currency, &agreed.rows)?;
    let (as_of, as_of_from) = as_of(&loan, &history, currency, today)?;
    let stated_schedule = agreed.terms.stated.is_some();
    let contract = Contract::Instalment(Box::new(agreed.terms.clone()));
    let inputs = DebtInputs { contract, opening: None, events: history.events.clone() };
    inputs.check().map_err(|fault| match fault {
        crate::case::DebtFault::Engine(error) => error.into(),
        _ => FineractError::TooManyEvents,
    })?;
    let comparisons = compare::all(&loan, currency, &agreed, &history, &inputs, as_of)?;
    let (equal, different): (Vec<_>, Vec<_>) = comparisons.iter().copied().partition(Comparison::is_equal);
    let imported = Imported {
        from: ImportedFrom::Fineract,
        account: text::name(loan.account_no.as_deref().unwrap_or_default()),
        as_of,
        stated_schedule,
        equal: u32::try_from(equal.len()).unwrap_or(u32::MAX),
        differences: different,
    };
    let debt = Debt {
        id: id(&loan),
        creditor: text::name(loan.loan_product_name.as_deref().unwrap_or_default()),
        kind: DebtKind::Loan,
        inputs: Arc::new(inputs),
        imported: Some(imported),
        created_on: today,
        rev: 0,
        example: false,
        facts: None,
    };
    Ok(Loan { debt, as_of_from, comparisons })
}

/// The same loan has the same id each time it is brought in, so that it is replaced and not doubled.
fn id(loan: &LoanData) -> String {
    let account = loan.account_no.as_deref().unwrap_or_default();
    let source = format!("fineract\n{account}\n{}\n{}", loan.id.unwrap_or(0), loan.currency.code);
    sha256_hex(&source).chars().take(32).collect()
}

/// The day on which the file's figures are true.
fn as_of(
    loan: &LoanData,
    history: &History,
    currency: Currency,
    today: NaiveDate,
) -> Result<(NaiveDate, AsOfFrom), FineractError> {
    let summary = loan.summary.clone().unwrap_or_default();
    let since = summary.overdue_since_date.map(|day| day.0);
    let days = loan.delinquent.as_ref().and_then(|delinquent| delinquent.past_due_days).filter(|days| *days > 0);
    if let (Some(since), Some(days)) = (since, days) {
        return Ok((date::shift(since, days)?, AsOfFrom::File));
    }
    let overdue = summary.total_overdue.map(|number| money(number, currency)).transpose()?;
    if overdue_on(loan, currency, today)? == overdue {
        return Ok((today, AsOfFrom::Today));
    }
    match history.last {
        Some(last) if since.is_none_or(|since| since < last) => Ok((last, AsOfFrom::LastTransaction)),
        _ => Ok((today, AsOfFrom::Today)),
    }
}

/// What the file's schedule says is open of everything due before a day; none where it does not say.
fn overdue_on(loan: &LoanData, currency: Currency, day: NaiveDate) -> Result<Option<Money>, FineractError> {
    let mut total = Money::zero(currency);
    for period in loan.repayment_schedule.iter().flat_map(|schedule| &schedule.periods) {
        if period.due_date.is_none_or(|due| due.0 >= day) {
            continue;
        }
        let open = [
            period.principal_outstanding,
            period.interest_outstanding,
            period.fee_charges_outstanding,
            period.penalty_charges_outstanding,
        ];
        for number in open.into_iter().flatten() {
            total = total.plus(money(number, currency)?)?;
        }
    }
    Ok(Some(total))
}
