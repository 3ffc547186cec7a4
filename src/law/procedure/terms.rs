//! What rules of procedure lay down that is no limit of a charge: shares by the day, codes and classes by days overdue, the
//! one-off repair of records, insolvency. Data only.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The repayment code of a credit report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReportCode {
    /// Nothing is overdue.
    #[serde(rename = "N")]
    Normal,
    /// One month overdue, and so on.
    #[serde(rename = "1")]
    One,
    /// Two.
    #[serde(rename = "2")]
    Two,
    /// Three.
    #[serde(rename = "3")]
    Three,
    /// Four.
    #[serde(rename = "4")]
    Four,
    /// Five.
    #[serde(rename = "5")]
    Five,
    /// Six.
    #[serde(rename = "6")]
    Six,
    /// Seven and more.
    #[serde(rename = "7")]
    Seven,
}

impl ReportCode {
    /// The sign that the report prints.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Normal => "N",
            Self::One => "1",
            Self::Two => "2",
            Self::Three => "3",
            Self::Four => "4",
            Self::Five => "5",
            Self::Six => "6",
            Self::Seven => "7",
        }
    }
}

/// A bank's class of an asset, best first. Days overdue give the best class that is still allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssetClass {
    /// 关注.
    SpecialMention,
    /// 次级.
    Substandard,
    /// 可疑.
    Doubtful,
    /// 损失.
    Loss,
}

/// What holds from a number of days overdue on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromDays<T> {
    /// The first number of days.
    pub days: i64,
    /// What holds from it on.
    pub is: T,
}

/// The terms of the one-off repair of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepairTerms {
    /// The greatest single overdue amount, in yuan.
    pub greatest: Decimal,
    /// The first day on which it may have become overdue.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
    /// The last day on which it may have been repaid in full.
    pub repaid_by: NaiveDate,
    /// Repaid on this day or before, it is hidden from [`Self::early_hidden`] on; later, by the end of the month after.
    pub early: NaiveDate,
    /// See [`Self::early`].
    pub early_hidden: NaiveDate,
}

/// What an insolvency law gives in figures. Sums in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsolvencyTerms {
    /// Property that stays with the debtor, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt_amount: Option<Decimal>,
    /// The same in times of last year's disposable income per head, which is not in the packs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt_incomes: Option<u16>,
    /// Years from the declaration to discharge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_years: Option<u16>,
    /// What creditors must be owed to ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creditors_from: Option<Decimal>,
    /// Years of residence that are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence_years: Option<u16>,
}

/// How the list of dishonest debtors runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListTerms {
    /// How many years an entry stands.
    pub years: u16,
    /// How many more in grave cases, at most.
    pub greatest_more: u16,
    /// Working days in which it is removed or corrected.
    pub working_days: u16,
    /// Days in which an objection is decided.
    pub objection_days: u16,
    /// Days in which a review may be asked for.
    pub review_days: u16,
}

/// What a rule of procedure lays down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// A share for each day: 0.000175 is 0.0175 %.
    Daily(Decimal),
    /// A time in months.
    Months(u16),
    /// So many times a year.
    TimesAYear(u16),
    /// A time in years that interruptions start anew, and the longest in all.
    Limitation {
        /// How many years.
        years: u16,
        /// The longest, whatever interrupts it.
        greatest: u16,
    },
    /// Codes by days overdue, ascending.
    Codes(Vec<FromDays<ReportCode>>),
    /// Classes by days overdue, ascending.
    Classes(Vec<FromDays<AssetClass>>),
    /// The one-off repair of records.
    Repair(RepairTerms),
    /// The list of dishonest debtors.
    DishonestList(ListTerms),
    /// Insolvency of a person.
    Insolvency(InsolvencyTerms),
}

/// What holds for a number of days overdue.
#[must_use]
pub fn at<T: Copy>(steps: &[FromDays<T>], days: i64) -> Option<T> {
    steps.iter().rev().find(|step| step.days <= days).map(|step| step.is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_is_the_last_step_that_was_reached() {
        let steps = [FromDays { days: 1, is: 'a' }, FromDays { days: 31, is: 'b' }];
        for (days, expected) in [(0, None), (1, Some('a')), (30, Some('a')), (31, Some('b')), (9_999, Some('b'))] {
            assert_eq!(at(&steps, days), expected, "{days}");
        }
    }
}
