//! The score of a household and the principal that a payment carries, by hand.

use duewise::engine::budget::{Means, assess, reasonable_limit};
use duewise::engine::*;
use rust_decimal::Decimal;

use super::yuan;

fn means() -> Means {
    Means {
        income: yuan(1_000_000),
        essentials: yuan(500_000),
        debt_service: yuan(350_000),
        cash: yuan(250_000),
        days_past_due: 31,
    }
}

#[test]
fn every_part_of_the_score_is_shown() {
    // 35 % of income: 18. 1,500 of 10,000 left: 15 %, 18. Half a month of essentials: 4. 31 days: 10.
    let ability = assess(&means()).expect("a score");
    assert_eq!(ability.parts.map(|part| part.points), [18, 18, 4, 10]);
    assert_eq!((ability.score, ability.residual), (50, yuan(150_000)));
}

#[test]
fn what_has_nothing_to_divide_by_has_no_value_and_no_points() {
    let nothing = Means { income: yuan(0), essentials: yuan(0), ..means() };
    let ability = assess(&nothing).expect("a score");
    assert_eq!(ability.parts.map(|part| part.value.is_some()), [false, false, false, true]);
    assert_eq!(ability.score, 10);
    assert!(assess(&Means { cash: yuan(-1), ..means() }).is_err());
}

#[test]
fn the_borders_belong_to_the_better_side() {
    let at = |debt: i64, days: i64| {
        assess(&Means { debt_service: yuan(debt), days_past_due: days, ..means() }).expect("a score").parts
    };
    assert_eq!(at(200_000, 0).map(|part| part.points), [25, 25, 4, 25]);
    assert_eq!(at(200_001, 1).map(|part| part.points), [18, 25, 4, 18]);
    assert_eq!(at(500_000, 90).map(|part| part.points), [10, 4, 4, 4]);
    assert_eq!(at(700_001, 91).map(|part| part.points), [0, 0, 4, 0]);
}

#[test]
fn the_limit_is_the_present_value_of_the_payments() {
    // 888.49 a month at 1 % over 12 months: 888.49 × 11.25507747 = 10,000.02.
    let rate = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
    assert_eq!(reasonable_limit(yuan(88_849), rate, 12), Ok(yuan(1_000_002)));
    assert_eq!(reasonable_limit(yuan(100), Rate::ZERO, 3), Ok(yuan(300)));
    assert!(reasonable_limit(yuan(100), rate, 0).is_err());
}
