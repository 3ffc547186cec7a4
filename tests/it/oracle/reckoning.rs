//! A schedule from the conventions, in fractions.

use chrono::{Datelike, NaiveDate};
use duewise::engine::*;
use num_bigint::BigInt;
use num_rational::BigRational;

use super::fraction::{Hand, fraction, over, whole};

/// What a row comes to, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    pub principal: i64,
    pub interest: i64,
    pub total: i64,
    pub balance: i64,
}

/// A schedule as far as it goes.
#[derive(Debug)]
pub struct Reckoning {
    pub rows: Vec<Posted>,
    /// An instalment does not cover its interest.
    pub refused: bool,
    /// Fractions that lay where their rounding turns.
    pub near: Vec<BigRational>,
    /// Rows in which one of them went to its other neighbour.
    pub turned: usize,
}

const fn year_length(year: i32) -> i64 {
    if NaiveDate::from_ymd_opt(year, 2, 29).is_some() { 366 } else { 365 }
}

fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Days over the length of the year to which each belongs, each day named by its end or by its beginning.
fn by_years(from: NaiveDate, to: NaiveDate, by_end: bool) -> BigRational {
    let mut of = [0_i64; 2];
    for day in from.iter_days().take_while(|day| *day < to) {
        let named = if by_end { day.succ_opt().unwrap_or(day) } else { day };
        of[usize::from(year_length(named.year()) == 366)] += 1;
    }
    over(of[0], 365) + over(of[1], 366)
}

/// 30E/360: every 31st is a 30th.
fn thirty_days(from: NaiveDate, to: NaiveDate) -> i64 {
    let count =
        |date: NaiveDate| i64::from(date.year()) * 360 + i64::from(date.month()) * 30 + i64::from(date.day().min(30));
    count(to) - count(from)
}

/// A year's rate, with a year of so many days where the rate is a day's.
fn nominal(rate: Rate, year_days: i64) -> BigRational {
    let times = match rate.per {
        RatePeriod::Day => year_days,
        RatePeriod::Month => 12,
        RatePeriod::Year => 1,
    };
    fraction(rate.value) * whole(times)
}

/// The interest factor of a period.
fn factor(terms: &InstalmentTerms, from: NaiveDate, to: NaiveDate, regular: bool) -> BigRational {
    let Frequency { every, unit } = terms.frequency;
    let every = i64::from(every);
    // A part of a period bears its share by days of the whole one that ends with it.
    let share = if regular {
        whole(1)
    } else {
        let begun = terms.frequency.before(to).expect("in range");
        over(days(from, to), days(begun, to))
    };
    let months = match unit {
        PeriodUnit::Months => Some(every),
        PeriodUnit::Years => Some(every * 12),
        PeriodUnit::Days | PeriodUnit::Weeks => None,
    };
    match terms.accrual {
        Accrual::PerPeriod => {
            let a_year = match unit {
                PeriodUnit::Days => 365,
                PeriodUnit::Weeks => 52,
                PeriodUnit::Months => 12,
                PeriodUnit::Years => 1,
            };
            nominal(terms.rate, 365) * over(every, a_year) * share
        }
        Accrual::DayCount(count) => {
            let years = match count {
                DayCount::Act365Fixed => over(days(from, to), 365),
                DayCount::Act360 => over(days(from, to), 360),
                DayCount::ThirtyE360 => over(thirty_days(from, to), 360),
                DayCount::ActActIsda => by_years(from, to, false),
                other => unreachable!("{other:?} is not generated"),
            };
            nominal(terms.rate, 365) * years
        }
        Accrual::MonthBefore => {
            let first = to.with_day(1).expect("a day");
            let month = first.pred_opt().expect("a day");
            nominal(terms.rate, 365) * over(i64::from(month.day()), year_length(month.year()))
        }
        Accrual::Daily { month, year, leap } => {
            let fixed = match (year, leap) {
                (DaysInYear::D360, _) => Some(360),
                (DaysInYear::D364, _) => Some(364),
                (DaysInYear::D365, _) | (DaysInYear::Actual, LeapRule::Fixed365) => Some(365),
                (DaysInYear::Actual, LeapRule::LeapDayPeriod) => {
                    let mut inside = from.iter_days().skip(1).take_while(|day| *day <= to);
                    Some(if inside.any(|day| (day.month(), day.day()) == (2, 29)) { 366 } else { 365 })
                }
                (DaysInYear::Actual, LeapRule::SplitAtYearEnd | LeapRule::SplitAtNewYear) => None,
            };
            let rate = nominal(terms.rate, if year == DaysInYear::Actual { 365 } else { fixed.unwrap_or(365) });
            match (month, months, fixed) {
                (DaysInMonth::Thirty, Some(months), _) => {
                    rate * over(30 * months, fixed.unwrap_or_else(|| year_length(from.year()))) * share
                }
                (_, _, Some(fixed)) => rate * over(days(from, to), fixed),
                (_, _, None) => rate * by_years(from, to, leap == LeapRule::SplitAtYearEnd),
            }
        }
        Accrual::Effective(_) => unreachable!("roots are not fractions"),
    }
}

/// The factors of all periods.
pub fn factors(terms: &InstalmentTerms) -> Vec<BigRational> {
    let due = |number: u32| match terms.first_due {
        Some(first) => terms.frequency.after(first, number - 1),
        None => terms.frequency.after(terms.disbursed_on, number),
    };
    let mut from = terms.disbursed_on;
    let mut list = Vec::new();
    for number in 1..=u32::from(terms.count) {
        let to = due(number).expect("in range");
        let regular = number > 1 || Ok(to) == terms.frequency.after(from, 1);
        let free = number <= u32::from(terms.interest_free);
        list.push(if free { whole(0) } else { factor(terms, from, to, regular) });
        from = to;
    }
    list
}

/// The loan: the principal less the down payment.
pub fn lent(terms: &InstalmentTerms, hand: &Hand<'_>) -> i64 {
    let principal = terms.principal.minor();
    principal - terms.down_payment.map_or(0, |share| hand.round(&(fraction(share) * whole(principal))))
}

struct Loan<'a> {
    terms: &'a InstalmentTerms,
    hand: Hand<'a>,
    lent: i64,
    factors: Vec<BigRational>,
    balloon: i64,
}

impl Loan<'_> {
    fn repaying(&self) -> i64 {
        i64::from(self.terms.count - self.terms.principal_grace)
    }

    fn on(&self, base: i64, factor: &BigRational) -> i64 {
        self.hand.round(&(factor * whole(base)))
    }

    /// The nearest multiple of the contract's step, unless that is nothing.
    fn stepped(&self, amount: i64) -> i64 {
        let Some(step) = self.terms.instalment_multiple.map(Money::minor) else { return amount };
        match self.hand.round(&over(amount, step)) * step {
            0 => amount,
            multiple => multiple,
        }
    }

    fn weight(&self, number: u16) -> BigRational {
        match &self.terms.shape.steps {
            Some(Steps::Growth { share, every }) => {
                let times = (number - 1) / every;
                (0..times).fold(whole(1), |product, _| product * (whole(1) + fraction(*share)))
            }
            Some(Steps::Factors(steps)) => {
                let reached = steps.iter().rev().find(|step| step.from <= number);
                reached.map_or(whole(1), |step| fraction(step.factor))
            }
            Some(Steps::Amounts(_)) | None => whole(1),
        }
    }

    /// The level instalment before rounding: A = (P − B·vₙ) ⁄ Σ wₖ·vₖ, both sides grown to the last due date so that
    /// whole numbers do: with 1+fₖ = aₖ⁄bₖ and gₖ = aₖ₊₁⋯aₙ·b₁⋯bₖ, A = (P·a₁⋯aₙ − B·b₁⋯bₙ) ⁄ Σ wₖ·gₖ.
    fn level(&self) -> BigRational {
        let (mut grown, mut bases) = (BigInt::from(1), BigInt::from(1));
        let (mut sum, mut below) = (BigInt::from(0), BigInt::from(1));
        let grace = self.terms.principal_grace;
        for (number, factor) in (1_u16..).zip(&self.factors).skip(usize::from(grace)) {
            let rate = whole(1) + factor;
            grown *= rate.numer();
            bases *= rate.denom();
            let weight = self.weight(number);
            sum = sum * rate.numer() * weight.denom() + &bases * &below * weight.numer();
            below *= weight.denom();
        }
        BigRational::new_raw((grown * self.lent - bases * self.balloon) * below, sum)
    }

    fn share_of_flat_total(&self) -> (i64, i64) {
        let factors: BigRational = self.factors.iter().sum();
        let total = self.on(self.lent, &factors);
        (total, self.hand.round(&over(total, i64::from(self.terms.count))))
    }

    /// The instalment of the first row that repays, before rounding and weights.
    fn exact_instalment(&self) -> BigRational {
        match self.terms.interest {
            InterestKind::Declining => self.level(),
            InterestKind::Flat => {
                let repaying = self.factors.iter().skip(usize::from(self.terms.principal_grace));
                let interest: i64 = repaying.map(|factor| self.on(self.lent, factor)).sum();
                over(self.lent + interest, self.repaying())
            }
            InterestKind::FlatTotal => {
                let (total, share) = self.share_of_flat_total();
                let first = if self.terms.count == 1 { total } else { share.min(total) };
                whole(self.hand.round(&over(self.lent, self.repaying())) + first)
            }
        }
    }

    fn instalment(&self, number: u16, exact: &BigRational) -> i64 {
        if let Some(Steps::Amounts(steps)) = &self.terms.shape.steps {
            let agreed = steps.iter().rev().find(|step| step.from <= number);
            return agreed.map_or(0, |step| step.amount.minor());
        }
        let weight = self.weight(number);
        let weighted = BigRational::new_raw(exact.numer() * weight.numer(), exact.denom() * weight.denom());
        self.stepped(self.hand.round(&weighted))
    }

    /// The interest that a period earns.
    fn earned(&self, number: u16, balance: i64) -> i64 {
        let factor = &self.factors[usize::from(number - 1)];
        match self.terms.interest {
            InterestKind::Declining => self.on(balance, factor),
            InterestKind::Flat => self.on(self.lent, factor),
            InterestKind::FlatTotal => {
                let (total, share) = self.share_of_flat_total();
                let rest = total - (share * i64::from(number - 1)).min(total);
                if number == self.terms.count { rest } else { share.min(rest) }
            }
        }
    }

    fn rows(&self, turned: &mut usize) -> (Vec<Posted>, bool) {
        let terms = self.terms;
        let mut rows = Vec::new();
        let mut turned_before = |hand: &Hand<'_>| *turned += usize::from(hand.turned_since());
        if terms.method == Method::Bullet {
            let interest = self.on(self.lent, &self.factors.iter().sum());
            turned_before(&self.hand);
            rows.push(Posted { principal: self.lent, interest, total: self.lent + interest, balance: 0 });
            return (rows, false);
        }
        let level = terms.method == Method::EqualInstalment;
        let exact = if level { self.exact_instalment() } else { whole(0) };
        let share = self.stepped(self.hand.round(&over((self.lent - self.balloon).max(0), self.repaying())));
        turned_before(&self.hand);
        let (mut balance, mut deferred) = (self.lent, 0);
        for number in 1..=terms.count {
            let last = number == terms.count;
            let mut interest = self.earned(number, balance);
            let instalment = if level { self.instalment(number, &exact) } else { 0 };
            let principal = match terms.method {
                _ if last => balance,
                _ if number <= terms.principal_grace => 0,
                Method::EqualInstalment if instalment < interest => return (rows, true),
                Method::EqualInstalment => (instalment - interest).min(balance),
                Method::EqualPrincipal => share.min(balance),
                Method::InterestFirst | Method::Bullet => 0,
            };
            if last && level && terms.residue == Residue::LastInterest {
                interest = (instalment + self.balloon - principal).max(0);
            }
            balance -= principal;
            deferred += interest;
            let asked = if number <= terms.interest_grace { 0 } else { std::mem::take(&mut deferred) };
            rows.push(Posted { principal, interest: asked, total: principal + asked, balance });
            turned_before(&self.hand);
        }
        (rows, false)
    }
}

/// The schedule of `terms` by the conventions.
pub fn reckon(terms: &InstalmentTerms, hand: Hand<'_>) -> Reckoning {
    let principal = terms.principal.minor();
    let lent = lent(terms, &hand);
    let balloon = match terms.shape.balloon {
        Some(Portion::Share(share)) => hand.round(&(fraction(share) * whole(principal))),
        Some(Portion::Amount(amount)) => amount.minor(),
        None => 0,
    };
    let loan = Loan { terms, hand, lent, factors: factors(terms), balloon };
    let mut turned = 0;
    let (rows, refused) = loan.rows(&mut turned);
    Reckoning { rows, refused, near: loan.hand.near(), turned }
}
