//! The same 640 debts, computed natively and in the browser, must come out the same to the last digit.
//!
//! A small generator of its own (no crate's generator may change under it) makes the cases; the digest of all accounts
//! as JSON is written down here and in nothing else.

use chrono::{Days, NaiveDate};
use duewise::engine::cost::annual_cost;
use duewise::engine::day_count::DayCount;
use duewise::engine::*;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// How many debts.
pub const DEBTS: usize = 640;

/// SHA-256 of all accounts, in hexadecimal.
pub const EXPECTED: &str = "a6a2967a92e252c0f4aff632f6c48d8154ce38e7a97d09e1b8fd0087c340af94";

/// Knuth's MMIX generator; the upper bits are the good ones.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    fn money(&mut self, most: u64) -> Money {
        Money::try_new(1 + self.below(most) as i64, Currency::CNY).expect("within the limits")
    }

    fn charge(&mut self) -> LateCharge {
        let rate = Rate { value: Decimal::new(self.below(2_000) as i64, 6), per: RatePeriod::Day };
        let compounding = self.pick(&[Compounding::Simple, Compounding::Simple, Compounding::Daily]);
        let kind = match self.below(4) {
            0 => ChargeKind::Flat { amount: self.money(5_000) },
            1 => ChargeKind::Percent { share: Decimal::new(5, 2), floor: Some(self.money(1_000)), ceiling: None },
            2 => ChargeKind::Uplift { share: Decimal::new(5, 1), year_days: 360, compounding },
            _ => ChargeKind::Daily { rate, year_days: 365, compounding },
        };
        let grace_kind = self.pick(&[GraceKind::Forgiven, GraceKind::BackDated]);
        LateCharge {
            kind,
            grace: Grace { days: self.below(8) as u16, kind: grace_kind },
            rounding: self.pick(&[Rounding::HalfUp, Rounding::HalfEven]),
            caps: vec![Cap::ShareOfPrincipal { share: Decimal::new(3, 1), scope: CapScope::AllCharges }],
            ..LateCharge::daily(rate, self.pick(&[Base::OverduePrincipal, Base::OverdueInstalment]))
        }
    }

    fn terms(&mut self) -> InstalmentTerms {
        let start = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a date") + Days::new(self.below(3_000));
        let rate = Rate { value: Decimal::new(self.below(360_000) as i64, 6), per: RatePeriod::Year };
        let count = 1 + self.below(36) as u16;
        let unit = self.pick(&[PeriodUnit::Months, PeriodUnit::Months, PeriodUnit::Weeks, PeriodUnit::Days]);
        let every = if unit == PeriodUnit::Days { 10 + self.below(20) as u16 } else { 1 };
        let leap = self.pick(&[LeapRule::SplitAtYearEnd, LeapRule::LeapDayPeriod]);
        let daily = Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::Actual, leap };
        let charges = (0..self.below(3)).map(|_| self.charge()).collect();
        InstalmentTerms {
            method: self.pick(&[
                Method::EqualInstalment,
                Method::EqualInstalment,
                Method::EqualPrincipal,
                Method::InterestFirst,
                Method::Bullet,
            ]),
            frequency: Frequency { every, unit },
            accrual: self.pick(&[Accrual::PerPeriod, daily, Accrual::DayCount(DayCount::Act365Fixed)]),
            rounding: self.pick(&[Rounding::HalfUp, Rounding::HalfEven]),
            smoothing: self.pick(&[Smoothing::None, Smoothing::ThreePasses]),
            lateness: Lateness { charges },
            ..InstalmentTerms::monthly(self.money(20_000_000), rate, count, start)
        }
    }
}

/// The digest of all accounts, schedules and yearly costs.
pub fn digest() -> (usize, String) {
    let mut numbers = Numbers(20_261_123);
    let mut hash = Sha256::new();
    let mut computed = 0;
    for _ in 0..DEBTS {
        let terms = numbers.terms();
        let start = terms.disbursed_on;
        let events: Vec<Event> = (0..numbers.below(5))
            .map(|id| Event {
                id,
                date: start + Days::new(numbers.below(700)),
                kind: EventKind::Payment { amount: numbers.money(500_000) },
            })
            .collect();
        let as_of = start + Days::new(numbers.below(900));
        let cost = annual_cost(&terms).map(|cost| cost.effective.to_string());
        let account = replay(&Contract::Instalment(Box::new(terms)), None, &events, as_of);
        if let Ok(account) = account {
            computed += 1;
            hash.update(serde_json::to_string(&account).expect("an account is plain data"));
        }
        hash.update(format!("{cost:?}"));
    }
    let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    (computed, digest)
}
