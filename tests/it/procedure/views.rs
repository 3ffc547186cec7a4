//! The credit record and the legal road in words of both languages.

use duewise::engine::*;
use duewise::law::Lender;
use duewise::law::limitation::{Interrupted, Interruption};
use duewise::law::procedure::CannotTell;
use duewise::law::record::{RecordFacts, record};
use duewise::law::road::{Place, RoadFacts, road};
use duewise::present::Lang;
use duewise::present::prospects::record::RecordView;
use duewise::present::prospects::road::RoadView;
use duewise::present::prospects::{self, cannot};

use super::{account, date, known, loan, paid, single};

fn record_view(as_of: &str, lang: Lang) -> RecordView {
    let events = [paid(1, "2025-02-15", 100_000), paid(2, "2025-05-02", 200_000)];
    let account = account(&loan(), &events, as_of);
    let facts = RecordFacts { lender: Some(Lender::Bank), in_report: None };
    prospects::record::view(&record(known(), &account, facts).expect("a record"), lang)
}

fn road_view(facts: &RoadFacts, lang: Lang) -> RoadView {
    let account = account(&single(5_000_000, "2024-03-31", 0, Waterfall::default()), &[], "2026-11-24");
    prospects::road::view(&road(known(), &account, facts).expect("a road"), lang)
}

#[test]
fn a_record_says_what_is_kept_until_when() {
    let view = record_view("2025-05-10", Lang::En);
    let spell = "16 March 2025 to 2 May 2025: up to 48 days, code 2 at worst. To be deleted after 2 May 2030.";
    assert_eq!(view.spells[0].text, spell);
    assert_eq!(view.now[0].text, "N, nothing is overdue");
    assert_eq!((view.changes, view.clears), (None, None));
    assert!(!view.arrangement.known);
    let view = record_view("2025-05-10", Lang::Zh);
    assert_eq!(
        view.spells[0].text,
        "2025年3月16日至2025年5月2日：最长 48 天，还款状态最重为 2。2030年5月2日之后应当删除。"
    );
    assert_eq!(view.object.1[0].text, "2025年5月10日提出异议，最晚2025年5月30日应当书面答复。只针对错误和遗漏。");
}

#[test]
fn while_something_is_overdue_the_record_says_what_changes_and_what_ends_it() {
    let view = record_view("2025-05-20", Lang::En);
    assert_eq!(view.now[0].text, "1, 5 days overdue");
    assert_eq!(view.now[1].text, "special mention at least");
    let (_, changes) = view.changes.expect("changes");
    assert_eq!(changes[0], "from 15 June 2025 on: repayment code 2");
    assert!(changes.contains(&"from 14 August 2025 on: asset class substandard at least".to_owned()), "{changes:?}");
    let (_, clears) = view.clears.expect("what ends it");
    assert_eq!(
        clears[1],
        "Paid in full on 20 May 2025, the record is kept until 20 May 2030 and must then be deleted."
    );
    assert_eq!(
        view.spells[1].text,
        "Since 16 May 2025: 5 days so far, code 1 at worst. It has not ended, so the five years have not begun."
    );
}

#[test]
fn a_road_says_its_costs_times_and_protections() {
    let facts = RoadFacts {
        unpaid_days: 100,
        perform_by: Some(date("2026-06-30")),
        place: Some(Place::Shenzhen),
        ..RoadFacts::default()
    };
    let view = road_view(&facts, Lang::En);
    let of = |name: &str| view.stages.iter().find(|stage| stage.name == name).expect("a stage");
    assert_eq!(of("suit").costs[0].line.text, "¥1,050.00");
    assert_eq!(of("suit").costs[0].borne, "borne by the losing side");
    assert_eq!(of("judgment").costs[0].line.label, "Doubled interest, 100 days unpaid after the judgment's period");
    let time = "Asking for enforcement: 2 years from the last day for performance, until 30 June 2028";
    assert_eq!(of("enforcement").times[0].text, time);
    assert_eq!(of("insolvency").protected[0].text, "Personal insolvency in Shenzhen: up to ¥200,000.00");
    assert_eq!(
        view.limitation.text,
        "It ends on 31 March 2027 if no demand, agreement, payment or suit comes in between."
    );
    let view = road_view(&RoadFacts { place: Some(Place::Xiamen), ..facts }, Lang::Zh);
    let insolvency = view.stages.last().expect("a stage");
    assert_eq!(insolvency.protected[0].text, "厦门个人破产保护：不超过上一年人均可支配收入的 3 倍");
}

#[test]
fn the_time_for_a_suit_in_each_state() {
    let text = |by, lang| {
        let interruptions = vec![Interrupted { on: date("2026-01-05"), by }];
        road_view(&RoadFacts { interruptions, ..RoadFacts::default() }, lang).limitation.text
    };
    let held = Interruption::Suit { ended: None };
    assert_eq!(text(held, Lang::Zh), "2026年1月5日起因起诉中断，程序结束后重新计算。");
    assert!(text(Interruption::Demand, Lang::En).starts_with("It ends on 5 January 2029 "));
}

#[test]
fn nothing_is_left_to_fill_and_nothing_is_empty() {
    for lang in Lang::ALL {
        let record = serde_json::to_string(&record_view("2026-11-24", lang)).expect("writes");
        let road = serde_json::to_string(&road_view(&RoadFacts::default(), lang)).expect("writes");
        for text in [record, road] {
            let words = text.replace("\"label\":\"\"", "").replace("\"repair\":\"\"", "");
            assert!(!words.contains("\"\""), "{words}");
            assert!(!words.contains("{date}") && !words.contains("{until}"), "{words}");
        }
    }
}

#[test]
fn every_reason_for_not_telling_is_a_sentence() {
    let day = date("2026-11-24");
    let series = "cn.court.fee";
    let reasons = [
        CannotTell::NoRule { series, day },
        CannotTell::Unknown { series, day, why: duewise::law::Why::NotRead },
        CannotTell::OtherTerms { series },
        CannotTell::NotYuan { got: Currency::USD },
        CannotTell::Nothing,
        CannotTell::NoDate,
        CannotTell::NoLastInstalment,
        CannotTell::AgreedAfterTheEnd { on: day, ended: date("2026-01-01") },
        CannotTell::Engine(EngineError::Overflow),
    ];
    let mut seen: Vec<String> = Vec::new();
    for reason in reasons {
        let text = cannot(reason, Lang::En);
        assert!(text.starts_with("Cannot tell: ") && !seen.contains(&text), "{text}");
        seen.push(text);
        assert!(cannot(reason, Lang::Zh).starts_with("说不准："));
    }
    assert_eq!(
        cannot(reasons[7], Lang::Zh),
        "说不准：时效2026年1月1日届满后，2026年11月24日又同意还款，抗辩可能已经放弃"
    );
}

#[test]
fn the_purposes_of_a_payment_cheapest_first() {
    use duewise::law::adviser::{Held, Question, outcomes};
    let light = single(1_000_000, "2026-03-01", 20, Waterfall::default());
    let heavy = single(1_000_000, "2026-03-01", 50, Waterfall::default());
    let held = |contract, security| Held { contract, opening: None, events: &[], security };
    let (debts, days, horizon) = ([held(&light, 0), held(&heavy, 1)], [date("2026-03-01")], date("2026-06-09"));
    let amount = Money::try_new(1_100_000, Currency::CNY).expect("an amount");
    let found = outcomes(&Question { debts: &debts, amount, days: &days, horizon }).expect("outcomes");
    let names = ["Card", "Loan"];
    let english = prospects::adviser::view(&found, &names, horizon, Lang::En);
    let best = &english.outcomes[0];
    // The rest of ¥1,000 goes to the other debt: 9,000 · 0.02 % · 100 days.
    assert_eq!((best.choice.as_str(), best.cost.as_str(), best.cheapest), ("Loan", "¥180.00 in all", true));
    // Nothing named: the other way round, 9,000 · 0.05 % · 100 days.
    assert_eq!(best.beside, "¥270.00 less than naming nothing");
    let choices: Vec<&str> = english.outcomes.iter().map(|outcome| outcome.choice.as_str()).collect();
    assert!(choices.contains(&"Nothing named") && choices.contains(&"Loan: principal first"), "{choices:?}");
    let chinese = prospects::adviser::view(&found, &names, horizon, Lang::Zh);
    assert!(chinese.outcomes.iter().any(|outcome| outcome.beside == "和不说明一样"));
    assert_eq!(chinese.outcomes[0].on, "2026年3月1日还款");
}
