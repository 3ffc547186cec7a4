//! The list of lenders: what the build makes of `lenders.toml` is read, bounded and means what it says; anything else is
//! refused.

use duewise::case::DebtKind;
use duewise::case::lenders::{Beyond, LENDERS_VERSION, Lenders, LendersError};
use duewise::engine::event::PauseOf;
use duewise::engine::relief::{LumpSum, Paused, Position, Proposal};
use duewise::engine::{Component, Components, Currency, Frequency, Money, Rate, RatePeriod, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn built() -> Value {
    let list: toml::Table = include_str!("../../lenders.toml").parse().expect("lenders.toml is TOML");
    serde_json::to_value(list).expect("it is JSON")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn position(remaining: u16) -> Position {
    let open = Components { principal: yuan(1_000_001), interest: yuan(20_001), penalty: yuan(501), fee: yuan(0) };
    Position {
        as_of: "2026-11-26".parse().expect("a date"),
        currency: Currency::CNY,
        open,
        overdue: Components::zero(Currency::CNY),
        rate: Rate { value: Decimal::new(12, 2), per: RatePeriod::Year },
        remaining,
        first_due: "2026-12-15".parse().expect("a date"),
        frequency: Frequency::MONTHLY,
        keep: vec![],
        rounding: Rounding::HalfUp,
    }
}

#[test]
fn the_list_that_is_shipped_is_read_and_its_example_says_that_it_is_one() {
    let list = Lenders::parse(&built().to_string(), false).expect("it is read");
    assert_eq!(list.origins(), Vec::<&str>::new(), "no real lender has agreed to be listed");
    let example = list.lender("example").expect("the example");
    assert!(example.example && example.name_zh.contains("示例") && example.name_en.contains("Example"));
    for kind in [DebtKind::Card, DebtKind::Loan, DebtKind::PayLater, DebtKind::Private, DebtKind::Other] {
        assert!(list.product(None, kind).is_some_and(|(_, stated)| !stated), "{kind:?}");
    }
    let (card, _) = list.product(Some("example"), DebtKind::Card).expect("assumed");
    assert_eq!(card.max_instalments, 60, "rules.md 1.4: at most five years");
    let (loan, stated) = list.product(Some("example"), DebtKind::Loan).expect("stated");
    assert!(stated && loan.max_more == 24);
}

#[test]
fn a_product_gives_levers_for_a_position() {
    let list = Lenders::parse(&built().to_string(), false).expect("it is read");
    let (loan, _) = list.product(Some("example"), DebtKind::Loan).expect("stated");
    let levers = loan.levers(&position(12)).expect("levers");
    // Half of 200.01 rounded down is 100.00; all of 5.01.
    let waiver = Components { principal: yuan(0), interest: yuan(10_000), penalty: yuan(501), fee: yuan(0) };
    assert_eq!((levers.waiver, levers.more, levers.grace_days), (waiver, 24, 60));
    assert_eq!(loan.levers(&position(50)).expect("levers").more, 10, "60 in all");
    assert_eq!(loan.levers(&position(80)).expect("levers").more, 0);
}

#[test]
fn what_goes_beyond_a_product_is_named_with_what_would_work() {
    let list = Lenders::parse(&built().to_string(), false).expect("it is read");
    let (loan, _) = list.product(Some("example"), DebtKind::Loan).expect("stated");
    let within = Proposal { more: 24, grace_days: 60, ..Proposal::default() };
    assert_eq!(loan.beyond(&position(12), &within), Ok(vec![]));
    let until = "2027-06-30".parse().expect("a date");
    let waive = Components { interest: yuan(10_001), ..Components::zero(Currency::CNY) };
    let beyond = Proposal {
        more: 49,
        grace_days: 61,
        waive: Some(waive),
        rate: Some(Rate { value: Decimal::new(5, 2), per: RatePeriod::Year }),
        pauses: vec![Paused { of: PauseOf::Interest, until }],
        lump_sum: Some(LumpSum { amount: yuan(1), on: until }),
        ..Proposal::default()
    };
    // 70 % of 10,205.03 is 7,143.521: rounded up, 7,143.53.
    let expected = vec![
        Beyond::Instalments(60),
        Beyond::More(24),
        Beyond::Grace(60),
        Beyond::Waiver(Component::Interest, yuan(10_000)),
        Beyond::Rate,
        Beyond::Pause(PauseOf::Interest, 90),
        Beyond::LumpSum(Some(yuan(714_353))),
    ];
    assert_eq!(loan.beyond(&position(12), &beyond), Ok(expected));
}

#[test]
fn a_list_that_is_not_sound_is_refused_with_its_place() {
    let parse = |list: &Value| Lenders::parse(&list.to_string(), false);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut list = built();
        change(&mut list);
        parse(&list)
    };
    assert_eq!(changed(&|list| list["version"] = json!(2)), Err(LendersError::Version));
    assert_eq!(changed(&|list| list["version"] = Value::Null), Err(LendersError::Version));
    assert!(matches!(changed(&|list| list["more"] = json!(1)), Err(LendersError::Malformed { .. })));
    assert_eq!(changed(&|list| list["lender"][0]["id"] = json!("../x")), Err(LendersError::Lender { at: 0 }));
    assert_eq!(changed(&|list| list["lender"][0]["name_en"] = json!("\u{202e}")), Err(LendersError::Lender { at: 0 }));
    let twice = |list: &mut Value| {
        let first = list["lender"][0].clone();
        list["lender"].as_array_mut().expect("a list").push(first);
    };
    assert_eq!(changed(&twice), Err(LendersError::Lender { at: 1 }));
    for origin in ["http://desk.example", "https://desk.example:99999", "https://127.0.0.1", "http://127.0.0.1:80"] {
        let refused = changed(&|list| list["lender"][0]["origin"] = json!(origin));
        assert_eq!(refused, Err(LendersError::Origin { at: 0 }), "{origin}");
    }
    for (limit, value) in
        [("max_instalments", json!(0)), ("max_instalments", json!(601)), ("max_grace_days", json!(5_000))]
    {
        let refused = changed(&|list| list["assumed"][0][limit] = value.clone());
        assert!(matches!(refused, Err(LendersError::Product { .. })), "{limit} {value}: {refused:?}");
    }
    for share in ["1.01", "-0.1"] {
        let refused = changed(&|list| list["assumed"][0]["waiver"]["penalty"] = json!(share));
        assert!(matches!(refused, Err(LendersError::Product { .. })), "{share}");
    }
    let many = json!({ "version": LENDERS_VERSION, "lender": vec![built()["lender"][0].clone(); 501] });
    assert!(matches!(parse(&many), Err(LendersError::TooMany { .. } | LendersError::TooLong)));
    assert_eq!(Lenders::parse(&" ".repeat(300_000), false), Err(LendersError::TooLong));
}

#[test]
fn a_loopback_origin_is_read_in_tests_only() {
    let mut list = built();
    list["lender"][0]["origin"] = json!("http://127.0.0.1:8421");
    let read = Lenders::parse(&list.to_string(), true).expect("it is read");
    assert_eq!(read.origins(), ["http://127.0.0.1:8421"]);
    assert!(Lenders::parse(&list.to_string(), false).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    /// P22: any bytes, and a real list with a byte changed, are read or refused; an origin that is read is a plain one.
    #[test]
    fn p22_a_changed_list_is_read_without_a_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut list = built();
        list["lender"][0]["origin"] = json!("https://desk.example.com");
        let mut bytes = list.to_string().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(list) = Lenders::parse(&String::from_utf8_lossy(&bytes), false) {
            for origin in list.origins() {
                let host = origin.strip_prefix("https://").unwrap_or("!");
                prop_assert!(host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b)));
            }
        }
    }
}
