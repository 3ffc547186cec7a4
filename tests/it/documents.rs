//! Documents: what was written comes back, hostile bytes give an error and no panic, and the published schemas say
//! what the program writes.

use std::sync::Arc;

use chrono::NaiveDate;
use duewise::case::link::{self, LinkError, Verdict};
use duewise::case::{
    Case, Compared, Comparison, Debt, DebtInputs, DebtKind, DocumentError, Explanation, Imported, ImportedFrom,
    Scenario, Value, WhatIf,
};
use duewise::engine::card::{BilledInterest, Carry, CashAdvance, DueRule, InterestMethod, LateFee, Tolerance};
use duewise::engine::{
    Accrual, Base, BusinessDayRule, BusinessDays, Cap, CapScope, CardCycle, CardInstalments, CardItem, CardStatement,
    ChargeKind, ClaimRef, Component, Components, Compounding, Contract, Counted, Currency, DayCount, DaysInMonth,
    DaysInYear, Designated, EffectiveTime, Event, EventKind, FeeTiming, FirstPeriod, Floating, Follows, Grace,
    GraceKind, Inclusion, InstalmentBasis, InstalmentFee, InstalmentTerms, ItemKind, LateCharge, Lateness, LeapRule,
    MinimumRule, Money, Opening, Overpayment, PauseOf, Portion, PrepaymentEffect, Rate, RateFrom, RatePeriod,
    Reference, Repricing, Reschedule, Rounding, Shape, SingleTerms, StatedRow, StepAmount, StepFactor, Steps, Tier,
    Tranche, Waterfall, Withheld,
};
use duewise::exchange::{duewise_json, import};
use duewise::law::{Facts, Filed, Jurisdiction, Lender, Product};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::schema::misfit;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
}

fn rate(value: Decimal, per: RatePeriod) -> Rate {
    Rate { value, per }
}

fn caps() -> Vec<Cap> {
    vec![
        Cap::PerDay { amount: yuan(5_000) },
        Cap::Total { amount: yuan(100_000), scope: CapScope::AllCharges },
        Cap::ShareOfPrincipal { share: Decimal::new(5, 1), scope: CapScope::ThisCharge },
    ]
}

/// One late charge of every kind.
fn charges() -> Vec<LateCharge> {
    let daily = LateCharge::daily(rate(Decimal::new(5, 4), RatePeriod::Day), Base::OverdueInstalment);
    let kinds = [
        ChargeKind::Flat { amount: yuan(2_000) },
        ChargeKind::PerPeriod { amount: yuan(500), every_days: 7 },
        ChargeKind::Percent { share: Decimal::new(5, 2), floor: Some(yuan(1_000)), ceiling: None },
        ChargeKind::Uplift { share: Decimal::new(5, 1), year_days: 360, compounding: Compounding::Daily },
        ChargeKind::Uplift { share: Decimal::new(5, 1), year_days: 360, compounding: Compounding::Effective },
        ChargeKind::Daily {
            rate: rate(Decimal::new(15, 2), RatePeriod::Year),
            year_days: 365,
            compounding: Compounding::Effective,
        },
        ChargeKind::Tiered {
            tiers: vec![Tier { from: yuan(0), amount: yuan(4_000) }, Tier { from: yuan(100_000), amount: yuan(7_000) }],
        },
        ChargeKind::Growing { share: Decimal::new(1, 1), growth: Decimal::new(15, 3), every_days: 30 },
    ];
    let grace = Grace { days: 3, kind: GraceKind::BackDated };
    let others = kinds.map(|kind| LateCharge {
        kind,
        base: Base::OverduePrincipal,
        component: Component::Fee,
        grace,
        inclusion: Inclusion::Both,
        rounding: Rounding::Down,
        ..daily.clone()
    });
    std::iter::once(LateCharge { caps: caps(), ..daily.clone() }).chain(others).collect()
}

fn follows(repricing: Repricing, known_until: Option<NaiveDate>) -> Follows {
    let terms = Floating { margin: Decimal::new(-2, 3), repricing };
    Follows { reference: Reference::LprOneYear, terms, known_until }
}

/// One loan of every shape.
fn shapes() -> Vec<Shape> {
    let amount = yuan(10_000);
    let effect = PrepaymentEffect::ShorterTerm;
    let full = Shape {
        fee: Some(InstalmentFee { amount: Portion::Share(Decimal::new(6, 3)), when: FeeTiming::Each }),
        withheld: Some(Withheld { amount: Portion::Amount(amount), counted: Counted::Received }),
        balloon: Some(Portion::Share(Decimal::new(3, 1))),
        steps: Some(Steps::Growth { share: Decimal::new(-3, 2), every: 12 }),
        tranches: vec![Tranche { on: day("2026-05-01"), amount, own_term: false }],
        overpayments: vec![Overpayment { with: 2, amount, effect }],
        rates: vec![RateFrom { from: day("2026-06-01"), rate: Rate::ZERO }],
        follows: Some(follows(Repricing::EveryMonths(6), Some(day("2026-12-01")))),
        capitalised: 1,
        first_period: Some(FirstPeriod { months: 1, days: 3, year_days: 366 }),
        basis: InstalmentBasis::EqualPeriods,
        business_days: Some(BusinessDays { rule: BusinessDayRule::Following, ..BusinessDays::default() }),
        follows_payments: false,
    };
    let plain = follows(Repricing::FirstOfJanuary, None);
    let factors = Steps::Factors(vec![StepFactor { from: 3, factor: Decimal::new(15, 1) }]);
    let amounts = Steps::Amounts(vec![StepAmount { from: 1, amount }]);
    vec![
        full.clone(),
        Shape { steps: Some(factors), follows: Some(plain), follows_payments: true, ..Shape::default() },
        Shape { steps: Some(amounts), balloon: Some(Portion::Amount(amount)), ..Shape::default() },
    ]
}

fn debt(id: &str, kind: DebtKind, contract: Contract) -> Debt {
    let event = |id, kind| Event { id, date: day("2026-05-01"), kind };
    let amount = yuan(10_000);
    let events = vec![
        event(1, EventKind::Payment { amount }),
        event(2, EventKind::Charge { component: Component::Penalty, amount }),
        event(3, EventKind::Waiver { component: Component::Interest, amount }),
        event(4, EventKind::Pause { of: PauseOf::Collection, until: day("2026-06-01") }),
        event(5, EventKind::Designation { payment: 1, to: Designated::Claim(ClaimRef::Row(2)) }),
        event(6, EventKind::Designation { payment: 1, to: Designated::Claim(ClaimRef::RestOfStatement) }),
        event(7, EventKind::Designation { payment: 1, to: Designated::Component(Component::Principal) }),
        event(11, EventKind::Pause { of: PauseOf::Interest, until: day("2026-06-01") }),
        event(12, EventKind::Reschedule(Reschedule { more: 2, due: Some(day("2026-06-20")) })),
        event(10, EventKind::Prepayment { amount, effect: PrepaymentEffect::SmallerInstalment }),
    ];
    let card_events = [
        event(8, EventKind::Purchase { amount, kind: ItemKind::Cash }),
        event(
            9,
            EventKind::CardInstalments(CardInstalments {
                amount,
                count: 12,
                fee_share: Decimal::new(6, 3),
                fee_upfront: false,
            }),
        ),
    ];
    let cycling = matches!(&contract, Contract::Revolving(card) if card.cycle.is_some());
    let events = events.into_iter().chain(card_events.into_iter().filter(|_| cycling)).collect();
    let opening = Opening {
        as_of: day("2026-04-20"),
        settled_rows: 1,
        arrears: Components::zero(Currency::CNY),
        oldest_unpaid_due: Some(day("2026-04-15")),
    };
    Debt {
        id: id.to_owned(),
        creditor: "某消费金融".to_owned(),
        kind,
        inputs: Arc::new(DebtInputs { contract, opening: Some(opening), events }),
        imported: Some(imported()),
        created_on: day("2026-11-23"),
        rev: 3,
        example: false,
        facts: None,
    }
}

fn imported() -> Imported {
    use Component::Fee;
    let whats = [
        Compared::RowDate(1),
        Compared::RowDue(1, Fee),
        Compared::RowPaid(1, Fee),
        Compared::RowWaived(1, Fee),
        Compared::RowOpen(1, Fee),
        Compared::RowBalance(1),
        Compared::PaymentPart(7, Fee),
        Compared::PaymentRest(7),
        Compared::Charged(Fee),
        Compared::Paid(Fee),
        Compared::Waived(Fee),
        Compared::Outstanding(Fee),
        Compared::Overdue(Fee),
        Compared::TotalOutstanding,
        Compared::TotalOverdue,
        Compared::OverdueSince,
        Compared::DaysPastDue,
    ];
    let values = [Value::Money(yuan(1)), Value::Days(3), Value::Date(day("2026-01-01")), Value::None];
    let differences = whats
        .iter()
        .zip(values.iter().cycle())
        .map(|(what, ours)| Comparison {
            what: *what,
            ours: *ours,
            theirs: Value::None,
            explanation: Some(Explanation::WrittenOff),
        })
        .collect();
    Imported {
        from: ImportedFrom::Fineract,
        account: "000000417".to_owned(),
        as_of: day("2026-11-23"),
        stated_schedule: true,
        equal: 12,
        differences,
    }
}

/// A case with every variant that the document has.
fn everything() -> Case {
    let yearly = rate(Decimal::new(12, 2), RatePeriod::Year);
    let lateness = Lateness { charges: charges() };
    let waterfall = Waterfall::by_component(&Component::ALL).switching(90, Waterfall::by_claim(&Component::ALL));
    let full = InstalmentTerms {
        first_due: Some(day("2026-02-15")),
        accrual: Accrual::Daily { month: DaysInMonth::Thirty, year: DaysInYear::D360, leap: LeapRule::LeapDayPeriod },
        precision: Some(19),
        instalment_multiple: Some(yuan(100)),
        down_payment: Some(Decimal::new(1, 1)),
        due_dates: Some(vec![day("2026-02-15"), day("2026-03-15")]),
        stated: Some(vec![StatedRow { due: day("2026-02-15"), amounts: Components::zero(Currency::CNY) }]),
        lateness: lateness.clone(),
        waterfall: waterfall.clone(),
        ..InstalmentTerms::monthly(yuan(1_000_000), yearly, 2, day("2026-01-15"))
    };
    let plain = InstalmentTerms {
        accrual: Accrual::DayCount(DayCount::ActActIsda),
        ..InstalmentTerms::monthly(yuan(1_000_000), yearly, 12, day("2026-01-15"))
    };
    let card = CardStatement {
        balance: yuan(500_000),
        minimum: yuan(50_000),
        statement_date: Some(day("2026-03-20")),
        due: day("2026-04-10"),
        rate: rate(Decimal::new(5, 4), RatePeriod::Day),
        lateness: lateness.clone(),
        waterfall: waterfall.clone(),
        cycle: None,
    };
    let cycling = CardStatement { lateness: Lateness::default(), cycle: Some(cycle()), ..card.clone() };
    let single = SingleTerms {
        principal: yuan(2_000_000),
        start: day("2026-01-01"),
        due: day("2026-12-10"),
        rate: yearly,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfEven,
        lateness,
        waterfall,
    };
    let shaped = |(place, shape): (usize, Shape)| {
        let accrual = if place == 0 { Accrual::Effective(EffectiveTime::Days(365)) } else { Accrual::MonthBefore };
        let terms = InstalmentTerms { shape, accrual, anchor: Some(day("2026-01-10")), ..plain.clone() };
        debt(&format!("shape-{place}"), DebtKind::Loan, Contract::Instalment(Box::new(terms)))
    };
    let shaped: Vec<Debt> = shapes().into_iter().enumerate().map(shaped).collect();
    let mut all = vec![
        debt("loan-1", DebtKind::Loan, Contract::Instalment(Box::new(full))),
        Debt { imported: None, ..debt("loan-2", DebtKind::PayLater, Contract::Instalment(Box::new(plain.clone()))) },
        debt("card-1", DebtKind::Card, Contract::Revolving(Box::new(card))),
        debt("owed-1", DebtKind::Private, Contract::Single(Box::new(single))),
        debt("card-2", DebtKind::Card, Contract::Revolving(Box::new(cycling))),
        Debt { facts: Some(facts()), ..debt("asked-1", DebtKind::Loan, Contract::Instalment(Box::new(plain.clone()))) },
    ];
    all.extend(shaped);
    Case::new(all)
}

/// Every answer that is kept with a debt.
fn facts() -> Facts {
    Facts {
        jurisdiction: Some(Jurisdiction::CN),
        lender: Some(Lender::Platform),
        funder: Some(Lender::SmallLoan),
        signed: Some(day("2026-02-01")),
        product: Some(Product::Loan),
        filed: Some(Filed::On(day("2026-10-08"))),
        rate_agreed: Some(true),
        all_listed: Some(false),
        loss: Some(yuan(12_345)),
        military: Some(false),
        misused: Some(false),
    }
}

/// Every term of a card's cycles.
fn cycle() -> CardCycle {
    CardCycle {
        statement_day: 20,
        due: DueRule::DaysAfter(21),
        minimum: MinimumRule::with_whole_parts(Decimal::new(1, 1), yuan(10_000)),
        method: InterestMethod::UnpaidPart,
        carry: Carry::DailyBalance,
        billed: BilledInterest::Compounds,
        inclusion: Inclusion::First,
        tolerance: Some(Tolerance { days: 3, shortfall: yuan(1_000) }),
        late_fee: Some(LateFee { share: Decimal::new(5, 2), floor: Some(yuan(1_000)), ceiling: None }),
        cash: Some(CashAdvance { rate: None, fee_share: Decimal::new(1, 2), fee_floor: Some(yuan(300)) }),
        items: vec![CardItem { posted: day("2026-03-01"), amount: yuan(20_000), kind: ItemKind::Cash }],
        rounding: Rounding::HalfUp,
    }
}

fn scenario() -> Scenario {
    Scenario {
        amount: yuan(123_456),
        due: day("2026-03-15"),
        contract_rate: rate(Decimal::new(12, 2), RatePeriod::Year),
        charges: charges(),
        days: 90,
        what_if: Some(WhatIf { amount: yuan(50_000), day: 30 }),
    }
}

fn schema(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("the schema is JSON")
}

#[test]
fn the_published_schemas_say_what_the_program_writes() {
    let case_schema = schema(include_str!("../../public/schema/case.schema.json"));
    let bare = serde_json::to_value(everything()).expect("serialises");
    assert_eq!(misfit(&case_schema, &case_schema, &bare, "case"), None);
    let file = duewise_json::export(&everything()).ok().and_then(|text| serde_json::from_str(&text).ok());
    assert_eq!(misfit(&case_schema, &case_schema, &file.expect("exports"), "file"), None);
    let scenario_schema = schema(include_str!("../../public/schema/scenario.schema.json"));
    let written = serde_json::to_value(scenario()).expect("serialises");
    assert_eq!(misfit(&scenario_schema, &scenario_schema, &written, "scenario"), None);
}

#[test]
fn a_schema_that_says_otherwise_is_noticed() {
    let case_schema = schema(include_str!("../../public/schema/case.schema.json"));
    let mut wrong = serde_json::to_value(everything()).expect("serialises");
    wrong["debts"][0]["nickname"] = "x".into();
    assert!(misfit(&case_schema, &case_schema, &wrong, "case").is_some());
    wrong["debts"][0].as_object_mut().expect("an object").remove("nickname");
    wrong["debts"][0]["inputs"]["contract"]["rate"]["value"] = 0.12.into();
    assert!(misfit(&case_schema, &case_schema, &wrong, "case").is_some());
}

#[test]
fn everything_comes_back_as_it_was_and_a_second_export_has_the_same_bytes() {
    let case = everything();
    let text = duewise_json::export(&case).expect("exports");
    let back = duewise_json::import(&text).expect("imports");
    assert_eq!(back, case);
    assert_eq!(duewise_json::export(&back).ok(), Some(text));
}

#[test]
fn a_changed_cut_or_newer_file_is_refused_whole() {
    let text = duewise_json::export(&everything()).expect("exports");
    for broken in [
        text.replace("某消费金融", "另一家"),
        text.replace("\"schema\":2", "\"schema\":3"),
        text.replace("\"app\":\"duewise\"", "\"app\":\"other\""),
        text.chars().take(text.chars().count() - 2).collect(),
        text.replacen("\"header\":{", "\"header\":{\"more\":1,", 1),
    ] {
        assert_ne!(broken, text);
        assert!(import(broken.as_bytes(), day("2026-11-23")).is_err());
    }
}

#[test]
fn documents_of_newer_versions_are_refused_politely_and_older_ones_migrate() {
    assert_eq!(Case::parse(r#"{"version":3,"debts":"something new"}"#), Err(DocumentError::Newer(3)));
    assert_eq!(Case::parse(r#"{"debts":[]}"#), Err(DocumentError::NotOurs));
    assert_eq!(Case::parse(r#"{"version":0,"debts":[]}"#), Err(DocumentError::NotOurs));
    let second = everything().to_json().expect("serialises");
    assert_eq!(Case::parse(&second), Ok(everything()));
    // A file of version 1 had debts and nothing else.
    let debts = Case::new(everything().debts);
    let first = debts.to_json().expect("serialises").replacen("\"version\":2", "\"version\":1", 1);
    assert_eq!(Case::parse(&first), Ok(debts));
    let first = first.replacen("\"version\":1", "\"version\":1,\"records\":[]", 1);
    assert!(matches!(Case::parse(&first), Err(DocumentError::Malformed { .. })), "it had no records");
}

#[test]
fn what_cannot_be_computed_with_is_refused_with_its_place() {
    let mut case = everything();
    case.debts[1].id = "card-1".to_owned();
    let text = serde_json::to_string(&case).expect("serialises");
    assert_eq!(Case::parse(&text), Err(DocumentError::IdTwice { debt: 2 }));
    let text = serde_json::to_string(&everything()).expect("serialises").replace("2026-12-10", "2525-12-10");
    assert!(matches!(Case::parse(&text), Err(DocumentError::Debt { debt: 3, .. })));
    let text = text.replace("\"owed-1\"", "\"../x\"");
    assert!(Case::parse(&text).is_err());
}

#[test]
fn a_link_opens_to_the_same_scenario_and_its_figures_match() {
    let fragment = scenario().to_fragment().expect("fits");
    assert!(fragment.len() < 400, "{} bytes", fragment.len());
    for text in [fragment.clone(), format!("#{fragment}")] {
        let opened = link::open(&text).expect("opens");
        assert_eq!((opened.scenario, opened.verdict), (scenario(), Verdict::Matches));
    }
}

/// P23: links of every released version. Never change one; add those of a new version.
const RELEASED: [&str; 1] = [
    "s=AUNOWYCJD6-gARgCAgUDCgQA7QIAAQIAAAADAJBOAcCaDAECCgEAAACgHwADAwECAAQB6AcHAAMDAQIABAIKAgHQDwAAAwMBAgAEBAoB6AIBAAMD\
     AQIABFoBoI0GHgDqnhLqlQMBqvMCO156nO8vw-ORZH52",
];

#[test]
fn a_link_of_every_released_version_still_means_the_same() {
    // The first version knew the first five kinds of charges.
    let mut known = scenario();
    known.charges.truncate(5);
    for fragment in RELEASED {
        let opened = link::open(fragment).expect("opens");
        assert_eq!((opened.scenario, opened.verdict), (known.clone(), Verdict::Matches));
    }
}

#[test]
fn a_link_holds_no_words() {
    let fragment = scenario().to_fragment().expect("fits");
    assert!(fragment.chars().all(|c| c.is_ascii_alphanumeric() || "-_=".contains(c)));
}

#[test]
fn a_bad_link_says_what_is_the_matter() {
    let fragment = scenario().to_fragment().expect("fits");
    assert_eq!(link::open(""), Err(LinkError::Empty));
    assert_eq!(link::open("#s="), Err(LinkError::Damaged), "a link that was cut off after its name");
    assert_eq!(link::open("#top"), Err(LinkError::NotOurs));
    assert_eq!(link::open("s=AAAA"), Err(LinkError::NotOurs));
    assert_eq!(link::open("s=_w"), Err(LinkError::Newer(255)));
    assert_eq!(link::open(&format!("s={}", "A".repeat(5_000))), Err(LinkError::TooLong));
    assert_eq!(link::open(&fragment[..fragment.len() - 3]), Err(LinkError::Damaged));
    assert_eq!(link::open(&format!("{fragment}!")), Err(LinkError::Damaged));
    let ending = if fragment.ends_with('A') { "B" } else { "A" };
    let changed = format!("{}{ending}{}", &fragment[..20], &fragment[21..]);
    assert!(changed == fragment || link::open(&changed) == Err(LinkError::Damaged));
}

#[test]
fn a_scenario_past_the_limits_makes_no_link() {
    let far = Scenario { due: day("2199-12-01"), days: 365, ..scenario() };
    assert!(matches!(far.to_fragment(), Err(LinkError::OutOfRange(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// P21 for links: what is written is read, whatever the numbers.
    #[test]
    fn p21_any_scenario_within_the_limits_comes_back(
        minor in 1_i64..=1_000_000_000,
        due in 0_u32..80_000,
        days in 0_u16..2_000,
        share in 0_i64..5_000,
        grace in 0_u16..60,
        what_if in proptest::option::of((1_i64..1_000_000_000, 0_u16..2_000)),
    ) {
        let mut charges = charges();
        charges[0].kind = ChargeKind::Percent { share: Decimal::new(share, 4), floor: None, ceiling: None };
        charges[1].grace.days = grace;
        let scenario = Scenario {
            amount: yuan(minor),
            due: NaiveDate::default() + chrono::Days::new(u64::from(due)),
            days,
            charges,
            what_if: what_if.map(|(amount, day)| WhatIf { amount: yuan(amount), day }),
            ..scenario()
        };
        prop_assume!(scenario.check().is_ok());
        let fragment = scenario.to_fragment();
        prop_assert!(fragment.is_ok(), "{fragment:?}");
        let opened = link::open(&fragment.unwrap_or_default());
        prop_assert_eq!(opened.map(|opened| (opened.scenario, opened.verdict)), Ok((scenario, Verdict::Matches)));
    }

    /// P22: any bytes give a value or an error, in a link and in a file.
    #[test]
    fn p22_any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&bytes);
        let _ = link::open(&format!("s={text}"));
        let _ = link::open(&format!("s=AQ{text}"));
        let _ = link::open(&String::from_utf8_lossy(&bytes));
        let _ = import(&bytes, day("2026-11-23"));
    }

    /// P22: a real link or file with bytes changed is read without a panic, too.
    #[test]
    fn p22_a_changed_document_is_read_without_a_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = serde_json::to_vec(&everything()).unwrap_or_default();
        let place = at.index(text.len());
        text[place] = byte;
        let _ = import(&text, day("2026-11-23"));
        let mut loan = include_bytes!("../data/fineract/late-with-penalty.json").to_vec();
        let place = at.index(loan.len());
        loan[place] = byte;
        let _ = import(&loan, day("2026-11-23"));
    }
}

/// A hostile corpus, each within the time that the page allows.
#[test]
fn hostile_files_are_refused_in_time() {
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let rows = format!("{{\"version\":1,\"debts\":[{}{{}}]}}", "{},".repeat(1_000_000));
    let wide = format!("{{{}\"z\":1}}", (0..300_000).map(|n| format!("\"k{n}\":1,")).collect::<String>());
    let corpus: [&[u8]; 12] = [
        b"",
        b"null",
        b"[]",
        b"{",
        b"NaN",
        b"1e400",
        b"{\"a\":1e400}",
        b"{\"version\":1,\"version\":1,\"debts\":[]}",
        b"\xff\xfe\x00\xd8",
        deep.as_bytes(),
        rows.as_bytes(),
        wide.as_bytes(),
    ];
    for bytes in corpus {
        let begun = std::time::Instant::now();
        assert!(import(bytes, day("2026-11-23")).is_err());
        assert!(begun.elapsed() < std::time::Duration::from_secs(2));
    }
}
