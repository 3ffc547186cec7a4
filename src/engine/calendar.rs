//! Business days: which days are none, and where a due date goes that falls on one.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::holidays::{Holidays, is_weekend};

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
    /// Weekends and the days off of mainland China, but not the make-up working days (法定节假日与调休).
    China,
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

/// Where a due date went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The date; the agreed one where it is not known which days are business days.
    pub to: NaiveDate,
    /// Whether every day that had to be looked at is known.
    pub known: bool,
}

impl Calendar {
    /// Whether a day is a business day; none where that is not known (yet).
    #[must_use]
    pub fn is_business_day(self, day: NaiveDate) -> Option<bool> {
        match self {
            Self::Weekends => Some(!is_weekend(day)),
            Self::China => Holidays::china()?.is_business_day(day),
        }
    }

    /// The first and the last day for which business days are known; none where they follow from the week alone.
    #[must_use]
    pub fn known(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Weekends => None,
            Self::China => Holidays::china().map(Holidays::known),
        }
    }

    /// The nearest business day in a direction, the day itself included; none where that is not known.
    fn nearest(self, day: NaiveDate, step: i64) -> Result<Option<NaiveDate>, EngineError> {
        let mut found = day;
        loop {
            match self.is_business_day(found) {
                None => return Ok(None),
                Some(true) => return Ok(Some(found)),
                Some(false) => found = super::date::shift(found, step)?,
            }
        }
    }
}

impl BusinessDays {
    /// Where a due date goes. Where it is not known which days are business days it stays as agreed, and the answer says
    /// so: no day is taken for a business day because nothing is known about it.
    ///
    /// # Errors
    /// A date out of range.
    pub fn adjust(self, day: NaiveDate) -> Result<Moved, EngineError> {
        let (first, modified) = match self.rule {
            BusinessDayRule::Unadjusted => return Ok(Moved { to: day, known: true }),
            BusinessDayRule::Following => (1, false),
            BusinessDayRule::ModifiedFollowing => (1, true),
            BusinessDayRule::Preceding => (-1, false),
            BusinessDayRule::ModifiedPreceding => (-1, true),
        };
        let mut moved = self.calendar.nearest(day, first)?;
        if modified && moved.is_some_and(|moved| moved.month() != day.month()) {
            moved = self.calendar.nearest(day, first.saturating_neg())?;
        }
        Ok(Moved { to: moved.unwrap_or(day), known: moved.is_some() })
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
        let to = |rule| BusinessDays { rule, ..BusinessDays::default() }.adjust(sunday).map(|moved| moved.to);
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
        assert_eq!(rule.adjust(date("2026-08-01")), Ok(Moved { to: date("2026-08-03"), known: true }));
    }

    const RULES: [BusinessDayRule; 5] = [
        BusinessDayRule::Unadjusted,
        BusinessDayRule::Following,
        BusinessDayRule::ModifiedFollowing,
        BusinessDayRule::Preceding,
        BusinessDayRule::ModifiedPreceding,
    ];

    fn in_china(day: &str) -> Vec<String> {
        let to = |rule| BusinessDays { rule, calendar: Calendar::China, ..BusinessDays::default() }.adjust(date(day));
        let shown = |moved: Moved| format!("{}{}", moved.to, if moved.known { "" } else { "?" });
        RULES.into_iter().filter_map(|rule| to(rule).ok()).map(shown).collect()
    }

    #[test]
    fn each_rule_moves_a_due_date_in_the_national_day_week_as_its_name_says() {
        // source: notice for 2026, item 7: off from 1 to 7 October, worked on 20 September and 10 October.
        assert_eq!(in_china("2026-10-03"), ["2026-10-03", "2026-10-08", "2026-10-08", "2026-09-30", "2026-10-08"]);
        // A Sunday and a Saturday that are worked stay, under every rule.
        assert_eq!(in_china("2026-09-20"), ["2026-09-20"; 5]);
        assert_eq!(in_china("2026-10-10"), ["2026-10-10"; 5]);
        // source: notice for 2023: off from 29 September to 6 October, so the next working day lies in another month.
        assert_eq!(in_china("2023-09-30"), ["2023-09-30", "2023-10-07", "2023-09-28", "2023-09-28", "2023-09-28"]);
    }

    #[test]
    fn a_due_date_beyond_the_known_days_stays_as_agreed_and_says_that_it_is_not_known() {
        // National Day 2027 is no working day either, but no notice says which days around it are.
        let unknown = ["2027-10-01", "2027-10-01?", "2027-10-01?", "2027-10-01?", "2027-10-01?"];
        assert_eq!(in_china("2027-10-01"), unknown);
        assert_eq!(in_china("2026-12-27"), ["2026-12-27", "2026-12-28", "2026-12-28", "2026-12-25", "2026-12-25"]);
        // New Year 2019 is known, the day before it is not.
        let before = ["2019-01-01", "2019-01-02", "2019-01-02", "2019-01-01?", "2019-01-01?"];
        assert_eq!(in_china("2019-01-01"), before);
        assert_eq!(Calendar::China.known(), Some((date("2019-01-01"), date("2026-12-28"))));
        assert_eq!(Calendar::Weekends.known(), None);
    }
}
