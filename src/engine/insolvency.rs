//! Several creditors and too little for all: distribution by rank and in proportion, against what a plan would pay.

use core::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::error::{EngineError, Term};
use super::limits::MAX_INSTALMENTS;
use super::money::{Currency, Money};

/// The rank of a claim: a lower rank is paid in full before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Costs of the procedure.
    Costs,
    /// Wages, maintenance and what a local rule puts first.
    Preferred,
    /// Taxes and social insurance.
    Public,
    /// Everybody else.
    Ordinary,
    /// Penalties and what comes last.
    Subordinate,
}

/// A claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owing {
    /// How much.
    pub amount: Money,
    /// Its rank.
    pub rank: Rank,
    /// Which asset secures it, by its place in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secured_on: Option<usize>,
}

/// Something that is owned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// What it would bring.
    pub value: Money,
    /// How much of it is protected.
    pub protected: Money,
}

/// What a claim gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// From the asset that secures it.
    pub from_security: Money,
    /// From the rest, by rank and in proportion.
    pub from_rest: Money,
    /// What stays unpaid.
    pub unpaid: Money,
}

/// A distribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// What is there to distribute.
    pub estate: Money,
    /// What is protected and stays.
    pub protected: Money,
    /// What each claim gets, in their order.
    pub shares: Vec<Share>,
    /// What is left after all claims.
    pub left: Money,
}

/// Distributes what is there.
///
/// A secured claim is paid from the free part of its asset first; several on one asset in the order of the list, as
/// securities rank by their time. What is not covered joins the claims of its rank. Then rank by rank, within a rank in
/// proportion: shares are cut to whole minor units, and the units that this leaves go to the largest cut-off parts, of equal
/// ones to the claim that stands first. The protected part of an asset stays out of everything.
///
/// # Errors
/// Different currencies, a negative amount, more protected than an asset is worth, a security that does not exist, overflow.
pub fn distribute(currency: Currency, assets: &[Asset], claims: &[Owing]) -> Result<Distribution, EngineError> {
    let zero = Money::zero(currency);
    let (mut free, mut estate, mut protected) = (Vec::with_capacity(assets.len()), zero, zero);
    for asset in assets {
        let rest = asset.value.minus(asset.protected)?;
        if asset.protected.minor() < 0 || rest.minor() < 0 {
            return Err(EngineError::outside(Term::Amount, 0, asset.value.exact()));
        }
        (estate, protected) = (estate.plus(rest)?, protected.plus(asset.protected)?);
        free.push(rest);
    }
    let mut shares = Vec::with_capacity(claims.len());
    let mut left = estate;
    for claim in claims {
        checked(claim, zero)?;
        let mut from_security = zero;
        if let Some(place) = claim.secured_on {
            let asset = free.get_mut(place).ok_or(EngineError::outside(Term::Rows, 0, assets.len() as u64))?;
            from_security = claim.amount.least(*asset)?;
            *asset = asset.minus(from_security)?;
            left = left.minus(from_security)?;
        }
        shares.push(Share { from_security, from_rest: zero, unpaid: claim.amount.minus(from_security)? });
    }
    let left = by_rank(left, claims, &mut shares)?;
    Ok(Distribution { estate, protected, shares, left })
}

/// What a plan of so many equal monthly payments would pay each claim, by rank and in proportion. Securities are not looked
/// at: the assets stay.
///
/// # Errors
/// As [`distribute`]; more months than [`super::limits::MAX_INSTALMENTS`].
pub fn plan(monthly: Money, months: u16, claims: &[Owing]) -> Result<Distribution, EngineError> {
    if months > MAX_INSTALMENTS {
        return Err(EngineError::outside(Term::Count, 0, MAX_INSTALMENTS));
    }
    let zero = Money::zero(monthly.currency());
    if monthly.minor() < 0 {
        return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
    }
    let all = monthly.minor().checked_mul(i64::from(months)).ok_or(EngineError::Overflow)?;
    let estate = Money::try_new(all, monthly.currency())?;
    let mut shares = Vec::with_capacity(claims.len());
    for claim in claims {
        checked(claim, zero)?;
        shares.push(Share { from_security: zero, from_rest: zero, unpaid: claim.amount });
    }
    let left = by_rank(estate, claims, &mut shares)?;
    Ok(Distribution { estate, protected: zero, shares, left })
}

fn checked(claim: &Owing, zero: Money) -> Result<(), EngineError> {
    zero.plus(claim.amount)?;
    if claim.amount.minor() < 0 {
        return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
    }
    Ok(())
}

/// Pays what is unpaid rank by rank; what is left over.
fn by_rank(estate: Money, claims: &[Owing], shares: &mut [Share]) -> Result<Money, EngineError> {
    let mut left = estate;
    for rank in [Rank::Costs, Rank::Preferred, Rank::Public, Rank::Ordinary, Rank::Subordinate] {
        let of_rank = || claims.iter().map(|claim| claim.rank == rank);
        let wanted = shares.iter().zip(of_rank()).filter(|(_, own)| *own).map(|(share, _)| share.unpaid);
        let wanted: Vec<Money> = wanted.collect();
        let parts = in_proportion(left, &wanted)?;
        let mut parts = parts.into_iter();
        for (share, own) in shares.iter_mut().zip(of_rank()) {
            let Some(part) = own.then(|| parts.next()).flatten() else { continue };
            share.from_rest = part;
            share.unpaid = share.unpaid.minus(part)?;
            left = left.minus(part)?;
        }
    }
    Ok(left)
}

/// Parts of an amount in proportion to what is wanted, never more than that: the method of the largest remainder.
fn in_proportion(amount: Money, wanted: &[Money]) -> Result<Vec<Money>, EngineError> {
    let currency = amount.currency();
    let all = Money::sum(currency, wanted.iter().copied())?;
    if all.minus(amount)?.minor() <= 0 {
        return Ok(wanted.to_vec());
    }
    let whole = i128::from(all.minor());
    let (mut parts, mut cut_off) = (Vec::with_capacity(wanted.len()), Vec::with_capacity(wanted.len()));
    for (place, part) in wanted.iter().enumerate() {
        let product = i128::from(amount.minor()).checked_mul(i128::from(part.minor())).ok_or(EngineError::Overflow)?;
        let (Some(share), Some(rest)) = (product.checked_div(whole), product.checked_rem(whole)) else {
            return Err(EngineError::Overflow);
        };
        parts.push(Money::try_new(i64::try_from(share).map_err(|_| EngineError::Overflow)?, currency)?);
        cut_off.push((Reverse(rest), place));
    }
    cut_off.sort_unstable();
    let left = amount.minus(Money::sum(currency, parts.iter().copied())?)?;
    let units = usize::try_from(left.minor()).map_err(|_| EngineError::Overflow)?;
    let unit = Money::try_new(1, currency)?;
    for (_, place) in cut_off.into_iter().take(units) {
        if let Some(part) = parts.get_mut(place) {
            *part = part.plus(unit)?;
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).expect("fits")
    }

    fn owing(minor: i64, rank: Rank) -> Owing {
        Owing { amount: yuan(minor), rank, secured_on: None }
    }

    fn asset(value: i64, protected: i64) -> Asset {
        Asset { value: yuan(value), protected: yuan(protected) }
    }

    fn paid(distribution: &Distribution) -> Vec<(i64, i64, i64)> {
        let minor = |share: &Share| (share.from_security.minor(), share.from_rest.minor(), share.unpaid.minor());
        distribution.shares.iter().map(minor).collect()
    }

    #[test]
    fn ranks_are_paid_in_turn_and_equals_in_proportion() {
        // 1,000 there, 200 of it protected. Costs 100, wages 300, then 400 for 500 + 1,000: a third and two thirds.
        let claims = [
            owing(1_000, Rank::Ordinary),
            owing(500, Rank::Ordinary),
            owing(300, Rank::Preferred),
            owing(100, Rank::Costs),
            owing(50, Rank::Subordinate),
        ];
        let done = distribute(Currency::CNY, &[asset(700, 200), asset(300, 0)], &claims).expect("a distribution");
        assert_eq!((done.estate, done.protected, done.left), (yuan(800), yuan(200), yuan(0)));
        // 266.67 and 133.33: the unit that is left goes to the larger cut-off part.
        assert_eq!(paid(&done), [(0, 267, 733), (0, 133, 367), (0, 300, 0), (0, 100, 0), (0, 0, 50)]);
    }

    #[test]
    fn a_secured_claim_takes_its_asset_first_and_its_shortfall_joins_its_rank() {
        // The home brings 900: 1,000 are secured on it, 100 stay. With 100 there for 100 + 300: a quarter, 25, and 75.
        let secured = Owing { secured_on: Some(0), ..owing(1_000, Rank::Ordinary) };
        let claims = [secured, owing(300, Rank::Ordinary)];
        let done = distribute(Currency::CNY, &[asset(900, 0), asset(100, 0)], &claims).expect("a distribution");
        assert_eq!(paid(&done), [(900, 25, 75), (0, 75, 225)]);
        // What the asset brings beyond the claim is there for all.
        let done = distribute(Currency::CNY, &[asset(1_100, 0)], &claims).expect("a distribution");
        assert_eq!(paid(&done), [(1_000, 0, 0), (0, 100, 200)]);
        // Two on one asset: the first in the list first.
        let second = Owing { secured_on: Some(0), ..owing(200, Rank::Ordinary) };
        let done = distribute(Currency::CNY, &[asset(1_100, 0)], &[secured, second]).expect("a distribution");
        assert_eq!(paid(&done), [(1_000, 0, 0), (100, 0, 100)]);
    }

    #[test]
    fn equal_cut_off_parts_go_to_the_claim_that_stands_first() {
        let claims = [owing(10, Rank::Ordinary), owing(10, Rank::Ordinary), owing(10, Rank::Ordinary)];
        let done = distribute(Currency::CNY, &[asset(20, 0)], &claims).expect("a distribution");
        assert_eq!(paid(&done), [(0, 7, 3), (0, 7, 3), (0, 6, 4)]);
    }

    #[test]
    fn what_is_left_after_all_claims_is_named() {
        let done = distribute(Currency::CNY, &[asset(100, 0)], &[owing(30, Rank::Public)]).expect("a distribution");
        assert_eq!((done.left, paid(&done)), (yuan(70), vec![(0, 30, 0)]));
        let none = distribute(Currency::CNY, &[], &[owing(30, Rank::Public)]).expect("a distribution");
        assert_eq!(paid(&none), [(0, 0, 30)]);
    }

    #[test]
    fn a_plan_pays_the_ranks_from_its_payments() {
        // 12 payments of 10: 120. Public 40 in full, then 80 for 100 + 300: 20 and 60.
        let secured = Owing { secured_on: Some(7), ..owing(100, Rank::Ordinary) };
        let claims = [secured, owing(300, Rank::Ordinary), owing(40, Rank::Public)];
        let done = plan(yuan(10), 12, &claims).expect("a plan");
        assert_eq!((done.estate, paid(&done)), (yuan(120), vec![(0, 20, 80), (0, 60, 240), (0, 40, 0)]));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let missing = Owing { secured_on: Some(1), ..owing(10, Rank::Ordinary) };
        assert!(distribute(Currency::CNY, &[asset(1, 0)], &[missing]).is_err());
        assert!(distribute(Currency::CNY, &[asset(1, 2)], &[]).is_err());
        assert!(distribute(Currency::CNY, &[], &[owing(-1, Rank::Costs)]).is_err());
        assert!(distribute(Currency::USD, &[], &[owing(1, Rank::Costs)]).is_err());
        assert!(plan(yuan(-1), 1, &[]).is_err() && plan(yuan(1), 601, &[]).is_err());
    }
}
