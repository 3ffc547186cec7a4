//! Options of a debt worked by hand, and the way of a proposal into a fragment and back.

use super::*;
use crate::case::Household;
use crate::engine::relief::LumpSum;
use crate::present::cases::{TODAY, day, fen, household, late_loan, single};

fn ask(household: Option<Household>) -> Ask {
    Ask {
        debts: vec![late_loan("a")],
        id: "a".to_owned(),
        household,
        all: false,
        edits: Edits::new(),
        sketches: Vec::new(),
        counter: None,
        lenders: None,
        as_of: day(TODAY),
        lang: "zh-CN".to_owned(),
    }
}

fn card<'a>(view: &'a OptionsView, key: &str) -> &'a CardView {
    view.cards.iter().find(|card| card.key == key).unwrap_or_else(|| panic!("no card {key}"))
}

fn figure(card: &CardView, name: &str) -> Option<i64> {
    card.figures.iter().find(|sum| sum.name == name).map(|sum| sum.minor)
}

/// 12,000 are open, eight payments to come, 1,000 a month are free from November on. Eight payments of 1,500 need three
/// months more before the first: 1,000 · (k + 1 + j) ≥ 1,500 · k for k = 8 gives j = 3, so the first payment is in March;
/// from 15 December that is 76 days to 1 March.
#[test]
fn the_smallest_request_is_the_fewest_days_that_fit() {
    let budget = household(&[("income", "5000"), ("essentials", "4000")]);
    let view = view(&ask(Some(budget))).expect("a view");
    let smallest = view.smallest.expect("searched");
    assert_eq!(smallest.state, "request");
    let [part] = smallest.parts.as_slice() else { panic!("{:?}", smallest.parts) };
    assert_eq!((part.name.as_str(), part.value), ("grace", 76));
    assert_eq!(smallest.headline, "向对方请求：第一期推迟 76 天。");
    // With 75 days the first payment is on 28 February: 1,000 · (k + 3) − 1,500 · k is at its lowest at k = 8, in September.
    assert_eq!(part.proof, "少推迟 1 天，2027年9月就差 ¥1,000.00。");
    let [(id, _, made)] = smallest.debts.as_slice() else { panic!("one debt") };
    assert_eq!(id, "a");
    assert_eq!((figure(made, "load"), figure(made, "total")), (Some(150_000), Some(1_200_000)));
    assert_eq!(figure(made, "difference"), Some(0));
    assert_eq!(made.fits.as_ref().map(|(fits, _)| *fits), Some(true));
    let handed = handover::read(made.fragment.as_deref().unwrap_or_default()).expect("a proposal");
    assert_eq!((handed.grace_days, handed.more, handed.waive), (76, 0, None));
}

#[test]
fn where_the_contract_fits_nothing_is_needed_and_without_income_nothing_works() {
    let rich = household(&[("income", "9000"), ("essentials", "4000")]);
    let rich = view(&ask(Some(rich))).and_then(|view| view.smallest).expect("searched");
    assert_eq!((rich.state.as_str(), rich.parts.len()), ("not_needed", 0));
    let poor = household(&[("income", "1000"), ("essentials", "1500")]);
    let poor = view(&ask(Some(poor))).and_then(|view| view.smallest).expect("searched");
    assert_eq!(poor.state, "nothing");
    assert!(poor.help.iter().any(|line| line.contains("12348")), "{:?}", poor.help);
    assert!(view(&ask(None)).is_some_and(|view| view.smallest.is_none()));
}

#[test]
fn limits_that_are_narrowed_change_the_request() {
    let budget = household(&[("income", "5000"), ("essentials", "4000")]);
    let mut asked = ask(Some(budget));
    asked.edits.insert("limits-grace".to_owned(), "0".to_owned());
    // Without grace n payments of 12,000 ⁄ n need 1,000 · (n + 1) ≥ 12,000: eleven of them, three more.
    let smallest = view(&asked).and_then(|view| view.smallest).expect("searched");
    let parts: Vec<_> = smallest.parts.iter().map(|part| (part.name.as_str(), part.value)).collect();
    assert_eq!(parts, [("more", 3)]);
    // Ten payments of 1,200: 1,000 · (k + 1) − 1,200 · k is at its lowest at k = 10, in September.
    assert_eq!(smallest.parts.first().map(|part| part.proof.as_str()), Some("少分 1 期，2027年9月就差 ¥1,000.00。"));
    asked.edits.insert("limits-grace".to_owned(), "ninety".to_owned());
    let wrong = view(&asked).expect("a view");
    assert_eq!(wrong.errors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["limits-grace"]);
}

/// A lender that gives no day of grace and six payments more: three are needed, as without grace above.
#[test]
fn the_limits_of_a_lender_that_is_chosen_count() {
    let mut asked = ask(Some(household(&[("income", "5000"), ("essentials", "4000")])));
    let product = crate::case::lenders::Product {
        kind: crate::case::DebtKind::Loan,
        max_instalments: 60,
        max_more: 6,
        max_grace_days: 0,
        waiver: crate::case::lenders::WaiverShares::default(),
        rates: Vec::new(),
        pauses: Vec::new(),
        max_pause_days: 0,
        lump_sum_least: None,
        break_terms: crate::engine::relief::BreakTerms::default(),
    };
    let lender = crate::case::lenders::LenderEntry {
        id: "l".to_owned(),
        name_zh: "某行".to_owned(),
        name_en: "A bank".to_owned(),
        origin: None,
        contact_zh: Vec::new(),
        contact_en: Vec::new(),
        example: true,
        products: vec![product],
    };
    asked.lenders = Some(crate::case::lenders::Lenders { version: 1, lenders: vec![lender], assumed: Vec::new() });
    asked.edits.insert("limits-lender".to_owned(), "l".to_owned());
    let view = view(&asked).expect("a view");
    assert_eq!(view.limits.first().map(|field| (field.name.as_str(), field.options.len())), Some(("limits-lender", 2)));
    let parts = view.smallest.expect("searched").parts;
    assert_eq!(parts.iter().map(|part| (part.name.as_str(), part.value)).collect::<Vec<_>>(), [("more", 3)]);
}

#[test]
fn the_options_stand_side_by_side_with_doing_nothing_first() {
    let view = view(&ask(Some(household(&[("income", "5000"), ("essentials", "4000")])))).expect("a view");
    let keys: Vec<&str> = view.cards.iter().map(|card| card.key.as_str()).collect();
    assert_eq!(keys.first(), Some(&"nothing"));
    // No rate, no interest, no penalty: nothing about them is offered.
    for absent in ["rate", "treat", "pause_interest"] {
        assert!(!keys.contains(&absent), "{absent}");
    }
    for there in [
        "keep",
        "grace",
        "instalments",
        "extension",
        "write_off",
        "lump_sum",
        "pause_penalty",
        "pause_collection",
        "refinance",
    ] {
        assert!(keys.contains(&there), "{there} of {keys:?}");
    }
    assert_eq!(
        (figure(card(&view, "nothing"), "cost_30"), figure(card(&view, "nothing"), "cost_90")),
        (Some(0), Some(0))
    );
    let keep = card(&view, "keep");
    assert_eq!(
        (figure(keep, "now"), figure(keep, "load"), figure(keep, "total")),
        (Some(400_000), Some(100_000), Some(1_200_000))
    );
    // 1,000 in November against 4,000 that are late.
    assert_eq!(keep.fits, Some((false, "2026年11月会差 ¥3,000.00".to_owned())));
    // A tenth of the principal: 1,200 of 12,000.
    assert_eq!(figure(card(&view, "write_off"), "difference"), Some(-120_000));
    assert!(
        view.cards.iter().all(|card| card.trouble.is_empty()),
        "{:?}",
        view.cards.iter().map(|card| &card.trouble).collect::<Vec<_>>()
    );
}

#[test]
fn a_field_that_cannot_be_read_is_named_and_spoils_no_other_card() {
    let mut asked = ask(None);
    asked.edits.insert("instalments-count".to_owned(), "0".to_owned());
    let view = view(&asked).expect("a view");
    assert_eq!(view.errors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["instalments-count"]);
    let wrong = card(&view, "instalments");
    assert!(!wrong.trouble.is_empty() && wrong.fragment.is_none() && wrong.figures.is_empty());
    assert!(card(&view, "extension").fragment.is_some());
}

#[test]
fn a_counter_offer_and_kept_versions_stand_beside_the_others() {
    let mut asked = ask(None);
    asked.counter = Some(Proposal { more: 4, ..Proposal::default() });
    asked.sketches = vec![("s1".to_owned(), Proposal { more: 12, ..Proposal::default() })];
    let view = view(&asked).expect("a view");
    // 12,000 over 8 + 4 and over 8 + 12 payments.
    assert_eq!(figure(card(&view, "counter"), "load"), Some(100_000));
    assert_eq!(figure(card(&view, "sketch-s1"), "load"), Some(60_000));
}

#[test]
fn all_late_debts_are_searched_together() {
    let mut asked = ask(Some(household(&[("income", "6000"), ("essentials", "4000")])));
    asked.debts.push(late_loan("b"));
    asked.debts.push(single("c", 100_000, "2027-06-01"));
    asked.all = true;
    let view = view(&asked).expect("a view");
    assert_eq!(view.others_late, 1);
    let smallest = view.smallest.expect("searched");
    assert_eq!(smallest.debts.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_proposal_comes_back_from_its_fragment() {
    let proposal = Proposal {
        grace_days: 12,
        lump_sum: Some(LumpSum { amount: fen(12_345), on: day("2027-01-31") }),
        ..Proposal::default()
    };
    let text = handover::fragment(&proposal).expect("short enough");
    assert_eq!(handover::read(&text), Some(proposal));
    for hostile in ["", "proposal=", "proposal=%%%", "proposal=AAAA", "counter=<script>"] {
        assert_eq!(handover::read(hostile), None, "{hostile}");
        assert_eq!(handover::counter(hostile), None, "{hostile}");
    }
    assert_eq!(handover::counter("counter=r-1"), Some("r-1"));
}
