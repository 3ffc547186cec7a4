//! Credit records, the legal road and the choice of a payment's purpose through whole debts; and that a rule taken away
//! leaves "cannot tell", never a number.

mod adviser;
mod borders;
#[cfg(feature = "cli")]
mod conform;
mod missing;
mod record;
mod road;
mod views;

use chrono::NaiveDate;
use duewise::engine::*;
use duewise::law::Packs;
use duewise::law::procedure::packs;
use rust_decimal::Decimal;

pub(crate) fn known() -> &'static Packs {
    packs().expect("the pack reads")
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn paid(id: u64, on: &str, minor: i64) -> Event {
    Event { id, date: date(on), kind: EventKind::Payment { amount: yuan(minor) } }
}

/// ¥12,000 in twelve equal parts of ¥1,000 without interest, due on the 15th from February 2025 on.
fn loan() -> Contract {
    let plain = InstalmentTerms::monthly(yuan(1_200_000), Rate::ZERO, 12, date("2025-01-15"));
    Contract::Instalment(Box::new(InstalmentTerms { method: Method::EqualPrincipal, ..plain }))
}

/// A sum that is due on a day, with late interest of so many hundred-thousandths a day on what is open of it.
pub(crate) fn single(minor: i64, due: &str, daily: i64, waterfall: Waterfall) -> Contract {
    let rate = Rate { value: Decimal::new(daily, 5), per: RatePeriod::Day };
    Contract::Single(Box::new(SingleTerms {
        principal: yuan(minor),
        start: date("2024-01-01"),
        due: date(due),
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![LateCharge::daily(rate, Base::OverduePrincipal)] },
        waterfall,
    }))
}

fn account(contract: &Contract, events: &[Event], as_of: &str) -> Account {
    replay(contract, None, events, date(as_of)).expect("an account")
}
