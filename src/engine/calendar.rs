//! Business days: which days are none, and where a due date goes that falls on one.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::error::EngineError;

/// Where a due date goes that is no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusinessDayRule {
    /// It stays.
    #[default]
    Unadjusted,
    /// To the next business day (顺延).
    Following,
    /// To the next business day, or the one before where the next lies in another month.
    ModifiedFollowing,
    /// To the business day before (提前).
    Preceding,
    /// To the business day before, or the next where the one before lies in another month.
    ModifiedPreceding,
}

/// Which days are no business days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Saturdays and Sundays.
    #[default]
    Weekends,
}

/// Whether interest of a period follows a due date that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestDates {
    /// It counts to the date before it was moved.
    #[default]
    Unadjusted,
    /// It counts to the date that it was moved to.
    Adjusted,
}

/// What happens to a due date that is no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessDays {
    /// Where it goes.
    pub rule: BusinessDayRule,
    /// What is no business day.
    pub calendar: Calendar,
    /// Whether interest follows.
    pub interest: InterestDates,
}

impl Calendar {
    /// Whether a day is a business day.
    #[must_use]
    pub fn is_business_day(self, day: NaiveDate) -> bool {
        match self {
            Self::Weekends => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The nearest business day in a direction, the day itself included.
    fn nearest(self, day: NaiveDate, step: i64) -> Result<NaiveDate, EngineError> {
        let mut found = day;
        while !self.is_business_day(found) {
            found = super::date::shift(found, step)?;
        }
        Ok(found)
    }
}

impl BusinessDays {
    /// Where a due date goes.
    ///
    /// # Errors
    /// A date out of range.
    pub fn adjust(self, day: NaiveDate) -> Result<NaiveDate, EngineError> {
        let (first, modified) = match self.rule {
            BusinessDayRule::Unadjusted => return Ok(day),
            BusinessDayRule::Following => (1, false),
            BusinessDayRule::ModifiedFollowing => (1, true),
            BusinessDayRule::Preceding => (-1, false),
            BusinessDayRule::ModifiedPreceding => (-1, true),
        };
        let moved = self.calendar.nearest(day, first)?;
        if modified && moved.month() != day.month() {
            return self.calendar.nearest(day, first.saturating_neg());
        }
        Ok(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn each_rule_moves_a_sunday_at_the_end_of_a_month_as_its_name_says() {
        // 31 May 2026 is a Sunday.
        let sunday = date("2026-05-31");
        let to = |rule| BusinessDays { rule, ..BusinessDays::default() }.adjust(sunday);
        assert_eq!(to(BusinessDayRule::Unadjusted), Ok(sunday));
        assert_eq!(to(BusinessDayRule::Following), Ok(date("2026-06-01")));
        assert_eq!(to(BusinessDayRule::ModifiedFollowing), Ok(date("2026-05-29")));
        assert_eq!(to(BusinessDayRule::Preceding), Ok(date("2026-05-29")));
        assert_eq!(to(BusinessDayRule::ModifiedPreceding), Ok(date("2026-05-29")));
    }

    #[test]
    fn modified_preceding_does_not_leave_the_month() {
        // 1 August 2026 is a Saturday.
        let rule = BusinessDays { rule: BusinessDayRule::ModifiedPreceding, ..BusinessDays::default() };
        assert_eq!(rule.adjust(date("2026-08-01")), Ok(date("2026-08-03")));
    }
}
