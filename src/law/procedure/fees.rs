//! What courts cost: the acceptance fee, the enforcement fee and the preservation fee, by bands of a sum.
//!
//! Source: Measures on the Payment of Litigation Costs (诉讼费用交纳办法, State Council order 481), art. 13 to 16. The
//! bands are rows of the pack.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{CannotTell, rule, series};
use crate::engine::number::{add, mul, sub};
use crate::engine::{Currency, Money, Rounding};
use crate::law::pack::Packs;
use crate::law::rule::Rule;
use crate::law::shape::{FeeBand, Shape};

/// What is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fee {
    /// Accepting a money case (案件受理费), art. 13.
    Court,
    /// The same in mediation, on withdrawal or in summary procedure, art. 15 and 16.
    CourtReduced,
    /// Enforcement (申请执行费), art. 14 (1).
    Enforcement,
    /// Freezing property before judgment (保全费), art. 14 (2).
    Preservation,
}

/// One band of a fee, worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandPart {
    /// The floor of the band, in yuan.
    pub above: Decimal,
    /// What of the sum lies in the band, in yuan.
    pub amount: Decimal,
    /// The share.
    pub share: Decimal,
    /// amount · share, in yuan, exact.
    pub fee: Decimal,
}

/// A fee and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged<'a> {
    /// What is paid for.
    pub fee: Fee,
    /// The row.
    pub rule: &'a Rule,
    /// The sum that it is counted on.
    pub on: Money,
    /// The least fee, in yuan, which the lowest band adds.
    pub flat: Decimal,
    /// The bands above it that the sum reaches.
    pub parts: Vec<BandPart>,
    /// Whether the greatest fee took the place of the sum of the bands.
    pub capped: bool,
    /// The share that is asked, where not all of it is: 0.5.
    pub reduced: Option<Decimal>,
    /// The fee. Rounded once, half up, to fen.
    pub amount: Money,
}

impl Fee {
    const fn series(self) -> &'static str {
        match self {
            Self::Court | Self::CourtReduced => series::COURT_FEE,
            Self::Enforcement => series::ENFORCEMENT_FEE,
            Self::Preservation => series::PRESERVATION_FEE,
        }
    }
}

/// The fee for a sum on a day: of the suit, of what is enforced, of what is frozen.
///
/// # Errors
/// A sum that is not above nothing or not in yuan, or why the row is not known.
pub fn fee(packs: &Packs, fee: Fee, on: Money, day: NaiveDate) -> Result<Charged<'_>, CannotTell> {
    if on.currency() != Currency::CNY {
        return Err(CannotTell::NotYuan { got: on.currency() });
    }
    if !on.is_positive() {
        return Err(CannotTell::Nothing);
    }
    let rule = rule(packs, fee.series(), day)?;
    let Shape::FeeTiers { flat, bands, most, reduced } = &rule.shape else {
        return Err(CannotTell::OtherTerms { series: fee.series() });
    };
    let reduced = match fee {
        Fee::CourtReduced => Some(reduced.ok_or(CannotTell::OtherTerms { series: fee.series() })?),
        Fee::Court | Fee::Enforcement | Fee::Preservation => None,
    };
    let parts = parts(bands, on.exact())?;
    let mut exact = *flat;
    for part in &parts {
        exact = add(exact, part.fee)?;
    }
    let capped = most.filter(|most| exact > *most);
    let asked = mul(capped.unwrap_or(exact), reduced.unwrap_or(Decimal::ONE))?;
    let amount = Money::from_exact(asked, on.currency(), Rounding::HalfUp)?;
    Ok(Charged { fee, rule, on, flat: *flat, parts, capped: capped.is_some(), reduced, amount })
}

/// What of a sum lies in each band.
fn parts(bands: &[FeeBand], sum: Decimal) -> Result<Vec<BandPart>, CannotTell> {
    let ceilings = bands.iter().skip(1).map(|band| band.above).chain([Decimal::MAX]);
    let mut parts = Vec::new();
    for (band, ceiling) in bands.iter().zip(ceilings).filter(|(band, _)| sum > band.above) {
        let amount = sub(sum.min(ceiling), band.above)?;
        parts.push(BandPart { above: band.above, amount, share: band.share, fee: mul(amount, band.share)? });
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{date, known, yuan};
    use super::*;

    fn amount(of: Fee, yuan_sum: &str) -> Option<String> {
        let sum: Decimal = yuan_sum.parse().unwrap_or_default();
        let sum = Money::from_exact(sum, Currency::CNY, Rounding::HalfUp).ok()?;
        fee(known(), of, sum, date("2026-11-24")).ok().map(|charged| charged.amount.exact().to_string())
    }

    #[test]
    fn the_court_fee_is_the_sum_of_its_bands() {
        // source: art. 13, by hand. 3,000,000: 50 + 2,250 + 2,000 + 4,500 + 5,000 + 9,000 + 8,000.
        // 50,000,000: 30,800 + 2m · 0.8 % + 5m · 0.7 % + 10m · 0.6 % + 30m · 0.5 %.
        let cases = [
            ("0.01", "50.00"),
            ("10000", "50.00"),
            ("10000.40", "50.01"),
            ("50000", "1050.00"),
            ("100000", "2300.00"),
            ("200000", "4300.00"),
            ("3000000", "30800.00"),
            ("50000000", "291800.00"),
        ];
        for (sum, expected) in cases {
            assert_eq!(amount(Fee::Court, sum).as_deref(), Some(expected), "{sum}");
        }
    }

    #[test]
    fn half_of_it_is_rounded_once() {
        // 10,000.40: (50 + 0.40 · 2.5 %) ⁄ 2 = 25.005, half up.
        assert_eq!(amount(Fee::CourtReduced, "10000.40").as_deref(), Some("25.01"));
        assert_eq!(amount(Fee::CourtReduced, "50000").as_deref(), Some("525.00"));
    }

    #[test]
    fn enforcement_and_preservation_follow_their_own_bands() {
        // source: art. 14, by hand. 6,000,000: 50 + 7,350 + 45,000 + 5,000. 20,000,000: 77,400 + 10,000.
        // 500,000: 30 + 990 + 2,000. 896,000: 30 + 990 + 3,980, the cap; one yuan more stays there.
        for (sum, expected) in [("5000", "50.00"), ("6000000", "57400.00"), ("20000000", "87400.00")] {
            assert_eq!(amount(Fee::Enforcement, sum).as_deref(), Some(expected), "{sum}");
        }
        for (sum, expected) in [("1000", "30.00"), ("500000", "3020.00"), ("896000", "5000.00"), ("896001", "5000.00")]
        {
            assert_eq!(amount(Fee::Preservation, sum).as_deref(), Some(expected), "{sum}");
        }
        let capped = |minor| fee(known(), Fee::Preservation, yuan(minor), date("2026-01-01")).map(|fee| fee.capped);
        assert_eq!((capped(89_600_000), capped(89_600_100)), (Ok(false), Ok(true)));
    }

    #[test]
    fn the_parts_add_up_to_the_sum_and_the_fee() {
        let charged = fee(known(), Fee::Court, yuan(15_000_000), date("2026-11-24"));
        let parts = charged.map(|charged| {
            let parts = charged.parts.iter();
            parts.map(|part| (part.above.to_string(), part.amount.normalize().to_string())).collect::<Vec<_>>()
        });
        let expected = [("10000", "90000"), ("100000", "50000")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        assert_eq!(parts, Ok(expected));
    }

    #[test]
    fn what_is_not_known_has_no_fee() {
        let today = date("2026-11-24");
        let series = series::COURT_FEE;
        let before = date("2007-03-31");
        let unknown = fee(known(), Fee::Court, yuan(100), before).map(|fee| fee.amount);
        assert_eq!(unknown, Err(CannotTell::Unknown { series, day: before, why: crate::law::shape::Why::NotRead }));
        let gone = known().without("cn.court.fee.2007");
        for of in [Fee::Court, Fee::CourtReduced] {
            let fee = fee(&gone, of, yuan(100), today).map(|fee| fee.amount);
            assert_eq!(fee, Err(CannotTell::NoRule { series, day: today }));
        }
        let none = |on| fee(known(), Fee::Court, on, today).map(|fee| fee.amount);
        assert_eq!(none(yuan(0)), Err(CannotTell::Nothing));
        assert_eq!(none(Money::zero(Currency::USD)), Err(CannotTell::NotYuan { got: Currency::USD }));
    }
}
