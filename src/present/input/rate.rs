//! Rates as people type them.
//!
//! Understood: `18`, `18%`, `年化18%`, `0.05%/天`, `日息0.05%`, `每天万分之五`, `万5`, `千分之3`, `5‰`, `月息2分`, `年息8厘`,
//! `1.5% a month`. A period that is typed wins over the one chosen beside the field; 万分之 without a period is a
//! day's. In 月息 one 分 is 1 % (厘 0.1 %), in 年息 10 % (厘 1 %), in 日息 0.1 % (厘 0.01 %); without a period it has
//! two readings. A bare number that would make less than 1 % a year (`0.18`) may be meant as a share and is refused
//! with both readings.

use rust_decimal::Decimal;

use super::number;
use super::text::{plain, without_head, without_tail};
use super::{Cause, Reading};
use crate::engine::limits::MAX_ANNUAL_RATE;
use crate::engine::{Rate, RatePeriod};

const YEAR: [&str; 19] = [
    "年化利率",
    "年利率",
    "年化",
    "年息",
    "每年",
    "一年",
    "/年",
    "年",
    "per year",
    "a year",
    "/year",
    "yearly",
    "annually",
    "annual",
    "p.a.",
    "pa",
    "apr",
    "/yr",
    "year",
];
const MONTH: [&str; 14] = [
    "月利率",
    "月息",
    "每个月",
    "每月",
    "一个月",
    "一月",
    "/月",
    "月",
    "per month",
    "a month",
    "/month",
    "monthly",
    "p.m.",
    "month",
];
const DAY: [&str; 15] = [
    "日利率",
    "日息",
    "每天",
    "每日",
    "一天",
    "/天",
    "/日",
    "天",
    "日",
    "per day",
    "a day",
    "/day",
    "daily",
    "p.d.",
    "day",
];

/// What a typed number is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Nothing said: percent.
    Bare,
    /// Said: one of so many.
    Of(u32),
    /// 分 or 厘: tenths or hundredths of the traditional unit.
    Fen,
    /// The smaller of the two.
    Li,
}

/// Reads a rate; `default` is the period chosen beside the field.
///
/// # Errors
/// Why it cannot be used, and what would work.
pub fn rate(typed: &str, default: RatePeriod) -> Result<Rate, Cause> {
    let text = plain(typed)?;
    let (rest, period) = strip_period(&text);
    let rest = without_head(rest, &["利率", "利息", "约", ":", "="]).unwrap_or(rest);
    if let Some(unsigned) = without_head(rest, &["-", "负"]) {
        return Err(if scaled(unsigned).is_ok() { Cause::Negative } else { Cause::NotRate });
    }
    let (value, scale) = scaled(rest)?;
    match scale {
        Scale::Of(parts) => {
            let implied = if parts == 10_000 { RatePeriod::Day } else { default };
            checked(share(value, parts)?, period.unwrap_or(implied))
        }
        Scale::Bare => bare(value, period.unwrap_or(default)),
        Scale::Fen | Scale::Li => traditional(value, scale, period),
    }
}

fn strip_period(text: &str) -> (&str, Option<RatePeriod>) {
    let kinds: [(&[&str], RatePeriod); 3] =
        [(&YEAR, RatePeriod::Year), (&MONTH, RatePeriod::Month), (&DAY, RatePeriod::Day)];
    let head = kinds.iter().find_map(|(words, period)| without_head(text, words).map(|rest| (rest, Some(*period))));
    let tail = || kinds.iter().find_map(|(words, period)| without_tail(text, words).map(|rest| (rest, Some(*period))));
    head.or_else(tail).unwrap_or((text, None))
}

fn scaled(text: &str) -> Result<(Decimal, Scale), Cause> {
    let heads = [("百分之", 100), ("千分之", 1_000), ("万分之", 10_000), ("万", 10_000), ("千", 1_000)];
    let tails = [("%", 100), ("‰", 1_000), ("‱", 10_000), ("个点", 100), ("percent", 100)];
    let head = heads.iter().find_map(|(word, parts)| without_head(text, &[word]).map(|rest| (rest, Scale::Of(*parts))));
    let tail = || tails.iter().find_map(|(word, of)| without_tail(text, &[word]).map(|rest| (rest, Scale::Of(*of))));
    let old = || {
        let text = without_tail(text, &["利"]).unwrap_or(text);
        without_tail(text, &["分"])
            .map(|rest| (rest, Scale::Fen))
            .or_else(|| without_tail(text, &["厘"]).map(|rest| (rest, Scale::Li)))
    };
    let (digits, scale) = head.or_else(tail).or_else(old).unwrap_or((text, Scale::Bare));
    if digits.matches(',').count() == 1 && !digits.contains('.') {
        let meant = number::exact(&digits.replace(',', "."));
        if let (Some(meant), Scale::Bare | Scale::Of(100)) = (meant, scale) {
            let value = share(meant, 100)?;
            return Err(Cause::WriteAs(Reading::Rate(Rate { value, per: RatePeriod::Year })));
        }
    }
    let value = number::exact(digits).or_else(|| number::chinese(digits)).ok_or(Cause::NotRate)?;
    Ok((value, scale))
}

fn share(value: Decimal, parts: u32) -> Result<Decimal, Cause> {
    value.checked_div(Decimal::from(parts)).ok_or(Cause::NotRate)
}

/// A number without any sign is a percentage, unless a share is just as likely.
fn bare(value: Decimal, per: RatePeriod) -> Result<Rate, Cause> {
    let percent = Rate { value: share(value, 100)?, per };
    let yearly = percent.nominal_year(365).map_err(|_| Cause::NotRate)?;
    if !value.is_zero() && yearly < Decimal::new(1, 2) {
        return Err(Cause::TwoReadings(Reading::Rate(percent), Reading::Rate(Rate { value, per })));
    }
    checked(percent.value, per)
}

/// 月息2分, 年息8厘.
fn traditional(value: Decimal, scale: Scale, period: Option<RatePeriod>) -> Result<Rate, Cause> {
    let fen = |per| match per {
        RatePeriod::Year => 10,
        RatePeriod::Month => 100,
        RatePeriod::Day => 1_000,
    };
    let of = |per| share(value, if scale == Scale::Fen { fen(per) } else { fen(per).saturating_mul(10) });
    match period {
        Some(per) => checked(of(per)?, per),
        None => {
            let reading = |per| of(per).map(|value| Reading::Rate(Rate { value, per }));
            Err(Cause::TwoReadings(reading(RatePeriod::Month)?, reading(RatePeriod::Year)?))
        }
    }
}

fn checked(value: Decimal, per: RatePeriod) -> Result<Rate, Cause> {
    Rate::try_new(value, per).map_err(|_| {
        let per_year = match per {
            RatePeriod::Day => 365,
            RatePeriod::Month => 12,
            RatePeriod::Year => 1,
        };
        let greatest = Decimal::from(MAX_ANNUAL_RATE).checked_mul(Decimal::ONE_HUNDRED);
        let percent = greatest.and_then(|all| all.checked_div(Decimal::from(per_year))).unwrap_or(Decimal::ONE_HUNDRED);
        Cause::RateOutside { percent: percent.trunc(), per }
    })
}
