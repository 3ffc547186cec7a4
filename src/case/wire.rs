//! The bytes of a link: a flat copy of the scenario that postcard can write. Never changes for a released version.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::scenario::{Headline, Scenario, WhatIf};
use crate::engine::late::{Base, Cap, CapScope, ChargeKind, Compounding, Grace, GraceKind};
use crate::engine::{Component, Currency, Inclusion, LateCharge, Money, Rate, RatePeriod, Rounding, Tier};

/// A decimal as mantissa and scale.
#[derive(Serialize, Deserialize)]
struct Number(i64, u8);

#[derive(Serialize, Deserialize)]
struct WireRate(Number, u8);

#[derive(Serialize, Deserialize)]
enum WireKind {
    Flat(i64),
    PerPeriod(i64, u16),
    Percent(Number, Option<i64>, Option<i64>),
    Daily(WireRate, u16, bool),
    Uplift(Number, u16, bool),
    Tiered(Vec<(i64, i64)>),
    Growing(Number, Number, u16),
    /// Daily, or an uplift, with an effective rate.
    DailyEffective(WireRate, u16),
    UpliftEffective(Number, u16),
}

#[derive(Serialize, Deserialize)]
enum WireCap {
    PerDay(i64),
    Total(i64, bool),
    ShareOfPrincipal(Number, bool),
}

#[derive(Serialize, Deserialize)]
struct WireCharge {
    kind: WireKind,
    base: u8,
    component: u8,
    grace_days: u16,
    back_dated: bool,
    inclusion: u8,
    caps: Vec<WireCap>,
    rounding: u8,
}

/// Version 1 of what stands behind the version byte.
#[derive(Serialize, Deserialize)]
pub(super) struct WireV1 {
    currency: [u8; 3],
    amount: i64,
    /// Days since 1970-01-01.
    due: u32,
    contract_rate: WireRate,
    charges: Vec<WireCharge>,
    days: u16,
    what_if: Option<(i64, u16)>,
    /// Version of the rules of law that the author had; 0 is none.
    pub(super) rules: u16,
    total: i64,
    extra: i64,
    extra_with_payment: Option<i64>,
    pub(super) hash: [u8; 8],
}

/// What could not be written or read.
pub(super) struct Unfit;

const BASES: [Base; 6] = [
    Base::OverduePrincipal,
    Base::OverdueInstalment,
    Base::OverdueTotal,
    Base::OutstandingPrincipal,
    Base::StatementBalance,
    Base::OutstandingAndInterest,
];
const COMPONENTS: [Component; 4] = Component::ALL;
const INCLUSIONS: [Inclusion; 4] = [Inclusion::Last, Inclusion::First, Inclusion::Both, Inclusion::Neither];
const ROUNDINGS: [Rounding; 5] =
    [Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown, Rounding::Up, Rounding::Down];
const PERIODS: [RatePeriod; 3] = [RatePeriod::Day, RatePeriod::Month, RatePeriod::Year];

fn code<T: PartialEq>(table: &[T], value: &T) -> Result<u8, Unfit> {
    table.iter().position(|entry| entry == value).and_then(|at| u8::try_from(at).ok()).ok_or(Unfit)
}

fn entry<T: Copy>(table: &[T], code: u8) -> Result<T, Unfit> {
    table.get(usize::from(code)).copied().ok_or(Unfit)
}

impl Number {
    fn of(value: Decimal) -> Result<Self, Unfit> {
        let value = value.normalize();
        let mantissa = i64::try_from(value.mantissa()).map_err(|_| Unfit)?;
        Ok(Self(mantissa, u8::try_from(value.scale()).map_err(|_| Unfit)?))
    }

    fn decimal(&self) -> Result<Decimal, Unfit> {
        Decimal::try_from_i128_with_scale(i128::from(self.0), u32::from(self.1)).map_err(|_| Unfit)
    }
}

impl WireRate {
    fn of(rate: Rate) -> Result<Self, Unfit> {
        Ok(Self(Number::of(rate.value)?, code(&PERIODS, &rate.per)?))
    }

    fn rate(&self) -> Result<Rate, Unfit> {
        Ok(Rate { value: self.0.decimal()?, per: entry(&PERIODS, self.1)? })
    }
}

fn money(minor: i64, currency: Currency) -> Result<Money, Unfit> {
    Money::try_new(minor, currency).map_err(|_| Unfit)
}

fn minor_of(amount: Money, currency: Currency) -> Result<i64, Unfit> {
    if amount.currency() == currency { Ok(amount.minor()) } else { Err(Unfit) }
}

const fn compounding(daily: bool) -> Compounding {
    if daily { Compounding::Daily } else { Compounding::Simple }
}

const fn scope(all: bool) -> CapScope {
    if all { CapScope::AllCharges } else { CapScope::ThisCharge }
}

impl WireKind {
    fn of(kind: &ChargeKind, currency: Currency) -> Result<Self, Unfit> {
        let minor = |amount: Money| minor_of(amount, currency);
        Ok(match kind {
            ChargeKind::Flat { amount } => Self::Flat(minor(*amount)?),
            ChargeKind::PerPeriod { amount, every_days } => Self::PerPeriod(minor(*amount)?, *every_days),
            ChargeKind::Percent { share, floor, ceiling } => {
                Self::Percent(Number::of(*share)?, floor.map(minor).transpose()?, ceiling.map(minor).transpose()?)
            }
            ChargeKind::Tiered { tiers } => {
                let tier = |tier: &Tier| Ok((minor(tier.from)?, minor(tier.amount)?));
                Self::Tiered(tiers.iter().map(tier).collect::<Result<_, _>>()?)
            }
            ChargeKind::Growing { share, growth, every_days } => {
                Self::Growing(Number::of(*share)?, Number::of(*growth)?, *every_days)
            }
            ChargeKind::Daily { rate, year_days, compounding: Compounding::Effective } => {
                Self::DailyEffective(WireRate::of(*rate)?, *year_days)
            }
            ChargeKind::Uplift { share, year_days, compounding: Compounding::Effective } => {
                Self::UpliftEffective(Number::of(*share)?, *year_days)
            }
            ChargeKind::Daily { rate, year_days, compounding } => {
                Self::Daily(WireRate::of(*rate)?, *year_days, *compounding == Compounding::Daily)
            }
            ChargeKind::Uplift { share, year_days, compounding } => {
                Self::Uplift(Number::of(*share)?, *year_days, *compounding == Compounding::Daily)
            }
        })
    }

    fn kind(&self, currency: Currency) -> Result<ChargeKind, Unfit> {
        let amount = |minor: i64| money(minor, currency);
        Ok(match self {
            Self::Flat(minor) => ChargeKind::Flat { amount: amount(*minor)? },
            Self::PerPeriod(minor, every_days) => {
                ChargeKind::PerPeriod { amount: amount(*minor)?, every_days: *every_days }
            }
            Self::Percent(share, floor, ceiling) => ChargeKind::Percent {
                share: share.decimal()?,
                floor: floor.map(amount).transpose()?,
                ceiling: ceiling.map(amount).transpose()?,
            },
            Self::Daily(rate, year_days, daily) => {
                ChargeKind::Daily { rate: rate.rate()?, year_days: *year_days, compounding: compounding(*daily) }
            }
            Self::Uplift(share, year_days, daily) => {
                ChargeKind::Uplift { share: share.decimal()?, year_days: *year_days, compounding: compounding(*daily) }
            }
            Self::Tiered(tiers) => {
                let tier = |(from, fee): &(i64, i64)| Ok(Tier { from: amount(*from)?, amount: amount(*fee)? });
                ChargeKind::Tiered { tiers: tiers.iter().map(tier).collect::<Result<_, _>>()? }
            }
            Self::Growing(share, growth, every_days) => {
                ChargeKind::Growing { share: share.decimal()?, growth: growth.decimal()?, every_days: *every_days }
            }
            Self::DailyEffective(rate, year_days) => {
                ChargeKind::Daily { rate: rate.rate()?, year_days: *year_days, compounding: Compounding::Effective }
            }
            Self::UpliftEffective(share, year_days) => ChargeKind::Uplift {
                share: share.decimal()?,
                year_days: *year_days,
                compounding: Compounding::Effective,
            },
        })
    }
}

impl WireCap {
    fn of(cap: &Cap, currency: Currency) -> Result<Self, Unfit> {
        let all = |scope: &CapScope| *scope == CapScope::AllCharges;
        Ok(match cap {
            Cap::PerDay { amount } => Self::PerDay(minor_of(*amount, currency)?),
            Cap::Total { amount, scope } => Self::Total(minor_of(*amount, currency)?, all(scope)),
            Cap::ShareOfPrincipal { share, scope } => Self::ShareOfPrincipal(Number::of(*share)?, all(scope)),
        })
    }

    fn cap(&self, currency: Currency) -> Result<Cap, Unfit> {
        Ok(match self {
            Self::PerDay(minor) => Cap::PerDay { amount: money(*minor, currency)? },
            Self::Total(minor, all) => Cap::Total { amount: money(*minor, currency)?, scope: scope(*all) },
            Self::ShareOfPrincipal(share, all) => Cap::ShareOfPrincipal { share: share.decimal()?, scope: scope(*all) },
        })
    }
}

impl WireCharge {
    fn of(charge: &LateCharge, currency: Currency) -> Result<Self, Unfit> {
        Ok(Self {
            kind: WireKind::of(&charge.kind, currency)?,
            base: code(&BASES, &charge.base)?,
            component: code(&COMPONENTS, &charge.component)?,
            grace_days: charge.grace.days,
            back_dated: charge.grace.kind == GraceKind::BackDated,
            inclusion: code(&INCLUSIONS, &charge.inclusion)?,
            caps: charge.caps.iter().map(|cap| WireCap::of(cap, currency)).collect::<Result<_, _>>()?,
            rounding: code(&ROUNDINGS, &charge.rounding)?,
        })
    }

    fn charge(&self, currency: Currency) -> Result<LateCharge, Unfit> {
        let kind = if self.back_dated { GraceKind::BackDated } else { GraceKind::Forgiven };
        Ok(LateCharge {
            kind: self.kind.kind(currency)?,
            base: entry(&BASES, self.base)?,
            component: entry(&COMPONENTS, self.component)?,
            grace: Grace { days: self.grace_days, kind },
            inclusion: entry(&INCLUSIONS, self.inclusion)?,
            caps: self.caps.iter().map(|cap| cap.cap(currency)).collect::<Result<_, _>>()?,
            rounding: entry(&ROUNDINGS, self.rounding)?,
        })
    }
}

fn day_number(date: NaiveDate) -> Result<u32, Unfit> {
    let epoch = NaiveDate::default().num_days_from_ce();
    date.num_days_from_ce().checked_sub(epoch).and_then(|days| u32::try_from(days).ok()).ok_or(Unfit)
}

fn day_of(number: u32) -> Result<NaiveDate, Unfit> {
    NaiveDate::default().checked_add_days(chrono::Days::new(u64::from(number))).ok_or(Unfit)
}

impl WireV1 {
    pub(super) fn of(scenario: &Scenario, headline: &Headline, hash: [u8; 8]) -> Result<Self, Unfit> {
        let currency = scenario.amount.currency();
        let code = <[u8; 3]>::try_from(currency.code().as_bytes()).map_err(|_| Unfit)?;
        Ok(Self {
            currency: code,
            amount: scenario.amount.minor(),
            due: day_number(scenario.due)?,
            contract_rate: WireRate::of(scenario.contract_rate)?,
            charges: scenario
                .charges
                .iter()
                .map(|charge| WireCharge::of(charge, currency))
                .collect::<Result<_, _>>()?,
            days: scenario.days,
            what_if: match scenario.what_if {
                Some(what_if) => Some((minor_of(what_if.amount, currency)?, what_if.day)),
                None => None,
            },
            rules: 0,
            total: headline.total.minor(),
            extra: headline.extra.minor(),
            extra_with_payment: headline.extra_with_payment.map(|amount| amount.minor()),
            hash,
        })
    }

    pub(super) fn read(&self) -> Result<(Scenario, Headline), Unfit> {
        let text = core::str::from_utf8(&self.currency).map_err(|_| Unfit)?;
        let currency = Currency::try_new(text).map_err(|_| Unfit)?;
        let amount = |minor: i64| money(minor, currency);
        let scenario = Scenario {
            amount: amount(self.amount)?,
            due: day_of(self.due)?,
            contract_rate: self.contract_rate.rate()?,
            charges: self.charges.iter().map(|charge| charge.charge(currency)).collect::<Result<_, _>>()?,
            days: self.days,
            what_if: match self.what_if {
                Some((minor, day)) => Some(WhatIf { amount: amount(minor)?, day }),
                None => None,
            },
        };
        let headline = Headline {
            total: amount(self.total)?,
            extra: amount(self.extra)?,
            extra_with_payment: self.extra_with_payment.map(amount).transpose()?,
        };
        Ok((scenario, headline))
    }
}
