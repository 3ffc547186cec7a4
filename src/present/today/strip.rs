//! The next 60 days: which days ask for money, how much against each other, and for which debts.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::Debt;
use crate::engine::date::{days_between, shift};
use crate::engine::{Account, Currency, EngineError, Figure};
use crate::present::words::today as words;
use crate::present::{Lang, Shown, format, terms};

/// How many days the strip shows.
pub const DAYS: i64 = 60;

/// The next 60 days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StripLabels {
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
}

/// The strip.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strip {
    /// The days that ask for money.
    pub days: Vec<DueDay>,
    /// The words at its ends.
    pub labels: StripLabels,
}

/// A day that asks for money.
#[derive(Debug, Clone, PartialEq)]
pub struct DueDay {
    /// Days from the as-of date; 0 holds what is overdue as well.
    pub days: i64,
    /// Whether part of it is overdue.
    pub late: bool,
    /// Its height against the greatest day of its currency, 1 to 100.
    pub height: i64,
    /// The date in words.
    pub date: String,
    /// For which debts: id, name, amount.
    pub items: Vec<(String, String, Shown)>,
}

/// The strip of accounts.
pub(super) fn strip(debts: &[(&Arc<Debt>, &Account)], as_of: NaiveDate, lang: Lang) -> Strip {
    let mut days: BTreeMap<NaiveDate, DueDay> = BTreeMap::new();
    for (debt, account) in debts {
        let Ok(items) = items(debt, account) else { continue };
        for (date, late, shown) in items {
            let day = days.entry(date).or_insert_with(|| DueDay {
                days: days_between(as_of, date),
                late: false,
                height: 1,
                date: format::short_date(date, as_of, lang),
                items: Vec::new(),
            });
            day.late |= late;
            day.items.push((debt.id.clone(), terms::debt_name(debt, lang), shown));
        }
    }
    let mut days: Vec<DueDay> = days.into_values().collect();
    set_heights(&mut days);
    let last = shift(as_of, DAYS).unwrap_or(as_of);
    let labels =
        StripLabels { first: words::strip_today(lang).to_owned(), last: format::short_date(last, as_of, lang) };
    Strip { days, labels }
}

/// What a debt asks for, by day; what is overdue stands on the as-of date.
fn items(debt: &Debt, account: &Account) -> Result<Vec<(NaiveDate, bool, Shown)>, EngineError> {
    let (as_of, last) = (account.as_of, shift(account.as_of, DAYS)?);
    let mut items = Vec::new();
    if !account.due_now.is_zero() {
        let shown = Shown::account(account.due_now.total()?, &debt.inputs, as_of, Figure::DueNow);
        items.push((as_of, account.days_past_due > 0, shown));
    }
    for claim in &account.claims {
        let open = claim.open()?;
        if let Some(due) = claim.due.filter(|due| *due > as_of && *due <= last)
            && !open.is_zero()
        {
            let figure = Figure::ClaimOpen(claim.reference);
            items.push((due, false, Shown::account(open.total()?, &debt.inputs, as_of, figure)));
        }
    }
    Ok(items)
}

fn set_heights(days: &mut [DueDay]) {
    let sums: Vec<BTreeMap<Currency, i64>> = days.iter().map(sums).collect();
    let mut most: BTreeMap<Currency, i64> = BTreeMap::new();
    for (currency, sum) in sums.iter().flatten() {
        let known = most.entry(*currency).or_insert(*sum);
        *known = (*known).max(*sum);
    }
    for (day, sums) in days.iter_mut().zip(&sums) {
        let share = sums.iter().filter_map(|(currency, sum)| sum.saturating_mul(100).checked_div(*most.get(currency)?));
        day.height = share.max().unwrap_or(1).clamp(1, 100);
    }
}

fn sums(day: &DueDay) -> BTreeMap<Currency, i64> {
    let mut sums = BTreeMap::new();
    for (_, _, shown) in &day.items {
        let sum: &mut i64 = sums.entry(shown.money.currency()).or_insert(0);
        *sum = sum.saturating_add(shown.money.minor());
    }
    sums
}
