//! The legal road of a debt: its costs, deadlines and protections.

use duewise::engine::*;
use duewise::law::limitation::{Interrupted, Interruption, State};
use duewise::law::procedure::CannotTell;
use duewise::law::road::{Borne, CostKind, DeadlineKind, Place, Road, RoadFacts, Span, StageKind, road};

use super::{account, date, known, loan, paid, single, yuan};

fn of(facts: &RoadFacts) -> Road<'static> {
    let account = account(&single(5_000_000, "2024-03-31", 0, Waterfall::default()), &[], "2026-11-24");
    road(known(), &account, facts).expect("a road")
}

fn cost(road: &Road<'_>, stage: StageKind, kind: CostKind) -> Option<(i64, Borne, String)> {
    let stage = road.stages.iter().find(|each| each.kind == stage)?;
    let cost = stage.costs.iter().find(|cost| cost.kind == kind)?;
    let (amount, rule) = cost.amount.as_ref().ok()?;
    Some((amount.minor(), cost.borne, rule.id.clone()))
}

#[test]
fn fifty_thousand_yuan_go_the_whole_road() {
    let road = of(&RoadFacts { unpaid_days: 100, ..RoadFacts::default() });
    let kinds: Vec<StageKind> = road.stages.iter().map(|stage| stage.kind).collect();
    use StageKind::{Enforcement, Insolvency, Judgment, Letter, Mediation, Suit};
    assert_eq!(kinds, [Letter, Mediation, Suit, Judgment, Enforcement, Insolvency]);
    // source: art. 13 to 16 of the Measures, 法释〔2014〕8号, by hand for ¥50,000: 50 + 1,000; half of it; 30 + 490;
    // 50 + 600; 50,000 · 0.0175 % · 100.
    let court = || "cn.court.fee.2007".to_owned();
    let days = CostKind::DoubledInterest { days: 100 };
    assert_eq!(cost(&road, Mediation, CostKind::CourtFeeReduced), Some((52_500, Borne::AsAgreed, court())));
    assert_eq!(cost(&road, Suit, CostKind::CourtFee), Some((105_000, Borne::LosingSide, court())));
    assert_eq!(cost(&road, Suit, CostKind::CourtFeeReduced), Some((52_500, Borne::LosingSide, court())));
    let preservation = (52_000, Borne::Applicant, "cn.preservation.fee.2007".to_owned());
    assert_eq!(cost(&road, Suit, CostKind::Preservation), Some(preservation));
    let doubled = (87_500, Borne::Debtor, "cn.judgment.doubled_interest.2014".to_owned());
    assert_eq!(cost(&road, Judgment, days), Some(doubled));
    let enforcement = (65_000, Borne::Debtor, "cn.enforcement.fee.2007".to_owned());
    assert_eq!(cost(&road, Enforcement, CostKind::Enforcement), Some(enforcement));
    assert!(road.stages.iter().all(|stage| stage.missing.is_empty()), "{:?}", road.stages);
}

#[test]
fn the_reader_sets_the_claim_and_what_is_frozen() {
    let facts = RoadFacts { claim: Some(yuan(20_000_000)), frozen: Some(yuan(50_000)), ..RoadFacts::default() };
    let road = of(&facts);
    assert_eq!(road.claim, yuan(20_000_000));
    let suit = |kind| cost(&road, StageKind::Suit, kind).map(|(amount, ..)| amount);
    assert_eq!((suit(CostKind::CourtFee), suit(CostKind::Preservation)), (Some(430_000), Some(3_000)));
}

#[test]
fn times_end_on_a_day_where_their_beginning_is_known() {
    let road = of(&RoadFacts { perform_by: Some(date("2026-06-30")), ..RoadFacts::default() });
    let found: Vec<_> = road
        .stages
        .iter()
        .flat_map(|stage| &stage.deadlines)
        .map(|time| (time.kind, time.span.as_ref().map(|(span, _)| *span).ok(), time.ends_on))
        .collect();
    let expected = [
        (DeadlineKind::Answer, Some(Span::Days(15)), None),
        (DeadlineKind::SummaryTrial, Some(Span::Months(3)), None),
        (DeadlineKind::Appeal, Some(Span::Days(15)), None),
        (DeadlineKind::EnforcementApplication, Some(Span::Years(2)), Some(date("2028-06-30"))),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_time_for_a_suit_counts_payments_and_demands() {
    let road = of(&RoadFacts::default());
    let time = road.limitation.expect("a time");
    assert_eq!((time.ends_on, time.state), (Some(date("2027-03-31")), State::Running));
    let demand = Interrupted { on: date("2025-08-31"), by: Interruption::Demand };
    let road = of(&RoadFacts { interruptions: vec![demand], ..RoadFacts::default() });
    assert_eq!(road.limitation.map(|time| time.ends_on), Ok(Some(date("2028-08-31"))));
    // The loan's last part is due on 15 January 2026, a payment came on 1 March.
    let loan = account(&loan(), &[paid(1, "2026-03-01", 100_000)], "2026-11-24");
    let road = road_of(&loan);
    assert_eq!(
        road.limitation.map(|time| (time.due, time.ends_on)),
        Ok((date("2026-01-15"), Some(date("2029-03-01"))))
    );
}

fn road_of(account: &Account) -> Road<'static> {
    road(known(), account, &RoadFacts::default()).expect("a road")
}

#[test]
fn a_card_has_no_last_instalment_and_may_be_split_into_personal_instalments() {
    let card = Contract::Revolving(Box::new(CardStatement {
        balance: yuan(800_000),
        minimum: yuan(80_000),
        statement_date: None,
        due: date("2026-05-23"),
        rate: Rate { value: rust_decimal::Decimal::new(5, 4), per: RatePeriod::Day },
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: None,
    }));
    let road = road_of(&account(&card, &[], "2026-11-24"));
    assert_eq!(road.limitation, Err(CannotTell::NoLastInstalment));
    let letter: Vec<&str> = road.stages[0].rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(letter, ["cn.limitation.interruption.2021", "cn.card.personal_instalments.read"]);
}

#[test]
fn enforcement_leaves_necessities_income_and_home_and_insolvency_is_local() {
    let protected = |place: Option<Place>| {
        let road = of(&RoadFacts { place, ..RoadFacts::default() });
        let of = |kind| {
            let stage = road.stages.iter().find(|stage| stage.kind == kind).expect("a stage");
            stage.protected.iter().map(|p| (p.rule.series.clone(), p.most, p.incomes)).collect::<Vec<_>>()
        };
        (of(StageKind::Enforcement), of(StageKind::Insolvency))
    };
    let (enforcement, shenzhen) = protected(Some(Place::Shenzhen));
    let left: Vec<&str> = enforcement.iter().map(|(series, ..)| series.as_str()).collect();
    assert_eq!(left, ["cn.enforcement.necessities", "cn.enforcement.income", "cn.enforcement.home"]);
    assert_eq!(shenzhen, [("cn.insolvency.shenzhen".to_owned(), Some(yuan(20_000_000)), None)]);
    assert_eq!(protected(Some(Place::Xiamen)).1, [("cn.insolvency.xiamen".to_owned(), None, Some(3))]);
    assert_eq!((protected(Some(Place::Elsewhere)).1.len(), protected(None).1.len()), (0, 4));
}

#[test]
fn a_debt_in_another_currency_has_a_road_without_sums() {
    let facts = RoadFacts { claim: Money::try_new(100, Currency::USD).ok(), ..RoadFacts::default() };
    let road = of(&facts);
    let dollars = CannotTell::NotYuan { got: Currency::USD };
    let costs = road.stages.iter().flat_map(|stage| &stage.costs);
    assert!(costs.clone().count() == 6 && costs.clone().all(|cost| cost.amount == Err(dollars)));
}

#[test]
fn a_settled_debt_has_no_road() {
    let settled =
        account(&single(100, "2026-03-31", 0, Waterfall::default()), &[paid(1, "2026-03-31", 100)], "2026-11-24");
    assert_eq!(road(known(), &settled, &RoadFacts::default()), Err(CannotTell::Nothing));
}
