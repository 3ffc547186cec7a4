//! What a budget comes to: twelve months with what the debts ask for, the greatest equal payment with its working, months
//! that fail, and the principal that what is left would carry.

use chrono::NaiveDate;

use super::{MONTHS, Step, dues, month_name, month_start};
use crate::case::Debt;
use crate::case::household::Household;
use crate::engine::budget::{Every, MonthFree, Purse, reasonable_limit};
use crate::engine::{Currency, EngineError, Money, RatePeriod};
use crate::present::input::words::{message_of, rate as rate_text};
use crate::present::input::{self, Cause};
use crate::present::lang::Lang;
use crate::present::words::budget as words;
use crate::present::{errors, format};

/// A month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthView {
    /// Its name.
    pub name: String,
    /// What comes in, what must go out, what debts ask for, and what is left of all months so far.
    pub sums: [String; 4],
    /// What is left, in minor units.
    pub left: i64,
    /// The length of its bar, in hundredths of the longest.
    pub bar: u8,
    /// What is particular about it; may be empty.
    pub note: String,
}

/// The budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetView {
    /// The greatest equal payment for all debts: minor units and words.
    pub affordable: (i64, String),
    /// What it means.
    pub sentence: String,
    /// How it was made.
    pub working: Vec<Step>,
    /// Months that fail with the debts as they are, named.
    pub warning: Option<String>,
    /// Whether essentials alone exceed income in some month.
    pub uncovered: bool,
    /// The months.
    pub months: Vec<MonthView>,
    /// What each equal payment beside the debts may be; the basis of the limit.
    pub left: Money,
    /// Notes on what is not counted.
    pub notes: Vec<String>,
}

/// The reasonable limit for new debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitView {
    /// The sum, or none where an assumption cannot be read.
    pub sum: Option<(i64, String)>,
    /// What it means.
    pub sentence: String,
    /// What stands against the rate.
    pub rate_error: Option<String>,
    /// What stands against the number of months.
    pub count_error: Option<String>,
}

/// The budget of a household beside its debts.
///
/// # Errors
/// Why it cannot be worked out, in words.
pub fn view(household: &Household, debts: &[&Debt], as_of: NaiveDate, lang: Lang) -> Result<BudgetView, String> {
    made(household, debts, as_of, lang).map_err(|error| errors::engine(&error, lang))
}

fn made(household: &Household, debts: &[&Debt], as_of: NaiveDate, lang: Lang) -> Result<BudgetView, EngineError> {
    let currency = household.currency;
    let budget = household.budget();
    let free = budget.months(as_of, MONTHS)?;
    let purse = budget.purse(as_of, MONTHS)?;
    let mut asked = vec![Money::zero(currency); free.len()];
    for debt in debts {
        for (sum, due) in asked.iter_mut().zip(dues(household, debt, as_of, MONTHS)) {
            *sum = sum.plus(due)?;
        }
    }
    let mut rest = purse.clone();
    for (month, due) in rest.months.iter_mut().zip(&asked) {
        *month = month.minus(*due)?;
    }
    let affordable = purse.affordable()?;
    let months = months(household, &free, &asked, &rest, lang)?;
    let failing: Vec<&MonthView> = months.iter().filter(|month| month.left < 0).collect();
    let uncovered = free.iter().any(|month| month.free.minor() < 0);
    let warning = failing.first().map(|first| warning(first, &failing, currency, lang));
    let asks = asked.iter().any(|due| !due.is_zero());
    let amount = format::money(affordable, lang);
    let sentence = match (affordable.is_zero(), asks) {
        (true, _) => words::affordable_none(lang, &format::months(i64::from(MONTHS), lang)),
        (false, _) => words::affordable_is(lang, &format::months(i64::from(MONTHS), lang), &amount),
    };
    let left_out = debts.iter().filter(|debt| foreign(household, debt, as_of)).count();
    let mut notes = vec![words::note_as_of(lang, &format::date(as_of, lang))];
    if left_out > 0 {
        notes.push(words::note_left_out(lang, &left_out.to_string(), currency.code()));
    }
    Ok(BudgetView {
        affordable: (affordable.minor(), amount),
        sentence,
        working: working(&purse, affordable, lang)?,
        warning,
        uncovered,
        months,
        left: rest.affordable()?,
        notes,
    })
}

fn foreign(household: &Household, debt: &Debt, as_of: NaiveDate) -> bool {
    debt.replay(as_of).map_or(true, |account| account.currency != household.currency)
}

fn months(
    household: &Household,
    free: &[MonthFree],
    asked: &[Money],
    rest: &Purse,
    lang: Lang,
) -> Result<Vec<MonthView>, EngineError> {
    let mut kept = rest.cash;
    let mut all = Vec::with_capacity(free.len());
    for (month, due) in free.iter().zip(asked) {
        kept = kept.plus(month.free)?.minus(*due)?;
        all.push((month, due, kept));
    }
    let longest = all.iter().map(|(.., kept)| kept.minor().unsigned_abs()).max().unwrap_or(0).max(1);
    Ok(all
        .into_iter()
        .map(|(month, due, kept)| {
            let bar = u128::from(kept.minor().unsigned_abs()).saturating_mul(100) / u128::from(longest);
            MonthView {
                name: month_name(month.from, lang),
                sums: [month.income, month.essentials, *due, kept].map(|sum| format::money(sum, lang)),
                left: kept.minor(),
                bar: u8::try_from(bar.min(100)).unwrap_or(100),
                note: particular(household, month, lang),
            }
        })
        .collect())
}

/// A month with more weekly pay days than four, or more fortnightly ones than two.
fn particular(household: &Household, month: &MonthFree, lang: Lang) -> String {
    let more = household.lines.iter().filter(|line| line.purpose.is_income()).find_map(|line| {
        let usual = match line.flow.every {
            Every::Week => 4,
            Every::TwoWeeks => 2,
            _ => return None,
        };
        let alone = crate::engine::budget::Budget {
            currency: household.currency,
            incomes: vec![line.flow],
            essentials: Vec::new(),
            cash: Money::zero(household.currency),
        };
        let income = alone.months(month.from, 1).ok()?.first()?.income;
        let times = income.minor().checked_div(line.flow.amount.minor())?;
        (times > usual).then_some(times)
    });
    more.map_or_else(String::new, |times| words::pay_days(lang, &times.to_string()))
}

fn warning(first: &MonthView, failing: &[&MonthView], currency: Currency, lang: Lang) -> String {
    let short = first.left.checked_neg().and_then(|minor| Money::try_new(minor, currency).ok());
    let short = short.map_or_else(String::new, |short| format::money(short, lang));
    if failing.len() > 1 {
        words::warn_months(lang, &first.name, &short, &failing.len().to_string())
    } else {
        words::warn_month(lang, &first.name, &short)
    }
}

/// The month that decides, and how: what there is until its end, shared by the payments until then.
fn working(purse: &Purse, affordable: Money, lang: Lang) -> Result<Vec<Step>, EngineError> {
    let mut kept = purse.cash;
    let mut tightest: Option<(i64, usize, Money)> = None;
    for (place, free) in purse.months.iter().enumerate() {
        kept = kept.plus(*free)?;
        let number = i64::try_from(place).map_err(|_| EngineError::Overflow)?.saturating_add(1);
        let each = kept.minor().div_euclid(number);
        if tightest.is_none_or(|(least, ..)| each < least) {
            tightest = Some((each, place, kept));
        }
    }
    let Some((_, place, kept)) = tightest else { return Ok(Vec::new()) };
    let until = month_name(month_start(purse, place), lang);
    let count = place.saturating_add(1).to_string();
    let (cash, free) = (purse.cash, kept.minus(purse.cash)?);
    let sum = format::money(kept, lang);
    let parts = format!("{} + {}", format::money(cash, lang), format::money(free, lang));
    let share = format!("{sum} ÷ {count}");
    Ok(vec![
        (words::step_until(lang, &until), parts, sum),
        (words::step_share(lang, &count), share, format::money(affordable, lang)),
    ])
}

/// What a payment that is left carries, at a rate and over months as typed.
#[must_use]
pub fn limit(left: Money, rate: &str, count: &str, lang: Lang) -> LimitView {
    let rate = input::rate(rate, RatePeriod::Year);
    let count = input::count(count, 1, 600).and_then(|count| u16::try_from(count).map_err(|_| Cause::NotCount));
    let told = |noun: &str, cause: &Cause| Some(message_of(noun, cause, lang));
    let (rate_error, count_error) = (
        rate.as_ref().err().and_then(|cause| told(words::limit_rate(lang), cause)),
        count.as_ref().err().and_then(|cause| told(words::limit_count(lang), cause)),
    );
    let (Ok(rate), Ok(count)) = (rate, count) else {
        return LimitView { sum: None, sentence: String::new(), rate_error, count_error };
    };
    match reasonable_limit(left, rate, count) {
        Ok(sum) => {
            let text = format::money(sum, lang);
            let sentence = if sum.is_zero() {
                words::limit_none(lang).to_owned()
            } else {
                words::limit_is(lang, &format::money(left, lang), &rate_text(rate, lang), &count.to_string(), &text)
            };
            LimitView { sum: Some((sum.minor(), text)), sentence, rate_error, count_error }
        }
        Err(error) => LimitView { sum: None, sentence: errors::engine(&error, lang), rate_error, count_error },
    }
}
