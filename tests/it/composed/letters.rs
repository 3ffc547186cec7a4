//! Letters: nothing in them blames, promises or threatens, the sentences are short, and every sum stands in the document.

use std::collections::BTreeSet;

use duewise::case::DebtKind;
use duewise::case::contact::{self, Contact, Reached, Said, Way, Who};
use duewise::case::household::{Answers, Household, Lasting, Purpose, Reason};
use duewise::case::request::{Ask, Request};
use duewise::engine::relief::{Paused, Proposal, Treatment, Treatments};
use duewise::engine::{Components, Currency, Money, PauseOf};
use duewise::law::{Jurisdiction, Lender};
use duewise::present::Lang;
use duewise::present::letter::{About, Block, ContactLetter, Letter, contact_letter, letter};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

use super::samples::{all, asking, borrower, card, day, line, loan, yuan};
use crate::laws::law_of;

/// What no letter says: blame, promises, threats, begging, and the name of what agents sell.
const BANNED: [&str; 58] = [
    "停息挂账",
    "保证",
    "一定会",
    "一定能",
    "必定",
    "必须",
    "承诺",
    "绝对",
    "恶意",
    "老赖",
    "赖账",
    "失信",
    "逃废债",
    "欺诈",
    "诈骗",
    "违法",
    "犯罪",
    "起诉",
    "曝光",
    "报警",
    "否则",
    "后果自负",
    "严重",
    "抱歉",
    "对不起",
    "愧",
    "求求",
    "恳求",
    "万分",
    "尽快",
    "立即",
    "强烈",
    "成功率",
    "包过",
    "guarantee",
    "promise",
    "swear",
    "certainly",
    "definitely",
    "must ",
    "malicious",
    "deadbeat",
    "illegal",
    "unlawful",
    "criminal",
    "sue ",
    "lawsuit",
    "police report",
    "or else",
    "otherwise i",
    "sorry",
    "apolog",
    "ashamed",
    "beg ",
    "immediately",
    "at once",
    "demand",
    "success rate",
];

/// The parts of a letter that are its own words.
fn own(letter: &Letter) -> Vec<&str> {
    let mut found = vec![letter.title.as_str(), letter.note.as_str()];
    for block in &letter.blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => found.push(text),
            Block::List(points) => found.extend(points.iter().map(String::as_str)),
            Block::Quote(_) | Block::Table(_) => {}
        }
    }
    found
}

fn sentences(text: &str, lang: Lang) -> Vec<&str> {
    match lang {
        Lang::Zh => text.split(['。', '；', '？', '！']).filter(|each| !each.is_empty()).collect(),
        Lang::En => text.split(". ").flat_map(|each| each.split(['?', '!', ';'])).collect(),
    }
}

/// What is the matter with the words of a letter; none if nothing is.
fn unfit(letter: &Letter) -> Option<String> {
    for text in own(letter) {
        if text.trim().is_empty() {
            return Some("an empty part".to_owned());
        }
        let small = text.to_lowercase();
        if let Some(banned) = BANNED.iter().find(|banned| small.contains(**banned)) {
            return Some(format!("{banned:?} in {text:?}"));
        }
        for sentence in sentences(text, letter.lang) {
            let long = match letter.lang {
                Lang::Zh => sentence.chars().count() > 60,
                Lang::En => sentence.split_whitespace().count() > 30,
            };
            if long {
                return Some(format!("too long: {sentence:?}"));
            }
        }
    }
    let text = letter.text();
    if let Some(c) = text.chars().find(|c| *c != '\n' && duewise::case::text::is_invisible(*c)) {
        return Some(format!("{c:?} in the text"));
    }
    if text.contains('{') || text.contains("  ") {
        return Some(format!("a place that was not filled in {text:?}"));
    }
    None
}

/// The amount at a place of a document; of an amount for each component, their sum.
fn at(document: &Value, place: &str) -> Option<Money> {
    let pointer: String = place.replace('[', ".").replace(']', "").split('.').map(|name| format!("/{name}")).collect();
    let value = document.pointer(&pointer)?;
    let money = |value: &Value| serde_json::from_value::<Money>(value.clone()).ok();
    money(value).or_else(|| serde_json::from_value::<Components>(value.clone()).ok()?.total().ok())
}

/// Every number of the document: amounts in major units, exact figures to four places.
fn figures(value: &Value, found: &mut BTreeSet<Decimal>) {
    match value {
        Value::Object(members) => {
            if let Ok(money) = serde_json::from_value::<Money>(value.clone()) {
                found.insert(money.exact().normalize());
            }
            members.values().for_each(|value| figures(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| figures(value, found)),
        Value::String(text) => {
            found.extend(text.parse::<Decimal>().ok().map(|figure| figure.round_dp(4).normalize()));
        }
        _ => {}
    }
}

/// A sum of a letter that is not the document's.
fn untraced(letter: &Letter, document: &Value) -> Option<String> {
    if let Some(sum) = letter.sums.iter().find(|sum| at(document, &sum.place) != Some(sum.amount)) {
        return Some(format!("{} is not {:?}", sum.place, sum.amount));
    }
    let mut known: BTreeSet<Decimal> = letter.sums.iter().map(|sum| sum.amount.exact().normalize()).collect();
    figures(document, &mut known);
    let text = letter.text();
    for after in text.split('¥').skip(1) {
        let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        let amount = digits.trim_end_matches(['.', ',']).replace(',', "").parse::<Decimal>();
        if !amount.as_ref().is_ok_and(|amount| known.contains(&amount.normalize())) {
            return Some(format!("¥{digits} stands nowhere in the document"));
        }
    }
    None
}

fn judged(request: &Request) -> Option<String> {
    let document = serde_json::to_value(request).expect("it is JSON");
    Lang::ALL.into_iter().find_map(|lang| {
        let letter = letter(request, lang);
        unfit(&letter).or_else(|| untraced(&letter, &document)).map(|why| format!("{lang:?}: {why}"))
    })
}

#[test]
fn every_kind_of_letter_is_short_plain_and_traced_in_both_languages() {
    for (name, request) in all() {
        assert_eq!(judged(&request), None, "{name}");
        let both = Lang::ALL.map(|lang| letter(&request, lang));
        assert_eq!(both[0].blocks.len(), both[1].blocks.len(), "{name}: both languages have all");
        assert_eq!(both[0].sums, both[1].sums, "{name}");
        assert!(!both[0].sums.is_empty(), "{name}");
        assert!(both[0].note.contains("不是法律意见") && both[1].note.contains("not legal advice"), "{name}");
        assert!(both[0].text().contains(&request.result_hash), "{name}");
    }
}

#[test]
fn the_letter_of_the_smallest_request_has_what_a_reader_needs() {
    let (_, request) = all().into_iter().find(|(name, _)| *name == "smallest").expect("it is there");
    let text = letter(&request, Lang::Zh).text();
    let offer = request.offer.as_ref().expect("an offer");
    for needed in [
        "王小明",
        "HT-2026-001",
        "某消费金融",
        "我的收入比以前少了",
        "2026年3月1日",
        "最小请求",
        "请书面告知是否同意",
        "征信报告",
        "工资单.pdf",
    ] {
        assert!(text.contains(needed), "{needed} is missing:\n{text}");
    }
    let table = letter(&request, Lang::En).blocks.into_iter().find_map(|block| match block {
        Block::Table(table) if table.caption == "Payments" => Some(table.rows.len()),
        _ => None,
    });
    assert_eq!(table, Some(offer.arrangement.rows.len()), "each payment has a line");
}

#[test]
fn a_card_plan_cites_its_rule_as_one_that_allows_talks_and_a_loan_cites_none() {
    let text = |name: &str, lang| {
        let (_, request) = all().into_iter().find(|(kind, _)| *kind == name).expect("it is there");
        letter(&request, lang).text()
    };
    let card = text("card plan", Lang::Zh);
    assert!(card.contains("个性化分期还款") && card.contains("2011 年第 2 号") && card.contains("可以协商"), "{card}");
    assert!(card.contains("银行可以不同意") && card.contains("二手转述"), "{card}");
    assert!(text("card plan", Lang::En).contains("The bank may decline"));
    for other in ["smallest", "lump sum", "grace", "many levers"] {
        assert!(!text(other, Lang::Zh).contains("2011 年第 2 号"), "{other}");
    }
}

#[test]
fn a_page_of_its_own_asks_nothing_of_the_browser_and_holds_no_markup_of_others() {
    let (_, mut request) = all().into_iter().find(|(name, _)| *name == "smallest").expect("it is there");
    request.borrower.name = "<img src=x onerror=alert(1)>".to_owned();
    request.lender = "\"&'</style><script>".to_owned();
    for lang in Lang::ALL {
        let page = letter(&request, lang).html();
        for bad in ["<script", "<img", "onerror=alert(1)>", "http:", "https:", "src=", "href=", "style=", "javascript"]
        {
            let bad = if bad == "src=" { "<img src=" } else { bad };
            assert!(!page.contains(bad), "{bad}");
        }
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") && page.contains("&quot;&amp;&#39;"));
        assert!(page.starts_with("<!doctype html>") && page.contains(&format!("<html lang=\"{}\">", lang.tag())));
        assert_eq!(page.matches("<tr>").count(), page.matches("</tr>").count());
        assert_eq!(page.matches("<th scope=\"col\">").count(), page.matches("</th>").count());
    }
}

fn contacts() -> Vec<Contact> {
    let one = |id: &str, at: &str, way, reached, said: &[Said]| Contact {
        id: id.to_owned(),
        at: at.parse().expect("a moment"),
        way,
        who: Who::Agency,
        name: "0571-0000".to_owned(),
        reached,
        said: said.to_vec(),
        note: if said.is_empty() { String::new() } else { "让我今天借钱还。".to_owned() },
        debt: Some("loan".to_owned()),
        agreed: false,
        files: vec![],
    };
    vec![
        one("c", "2026-03-02T22:05:00", Way::Call, Reached::Borrower, &[Said::Threat, Said::AskedForSecrets]),
        one("a", "2026-03-02T09:00:00", Way::Call, Reached::Borrower, &[]),
        one("b", "2026-03-02T10:00:00", Way::Call, Reached::Borrower, &[]),
        one("d", "2026-03-02T11:00:00", Way::Call, Reached::Borrower, &[]),
        one("e", "2026-03-03T11:00:00", Way::Visit, Reached::Work, &[Said::ToldOthers, Said::FalseIdentity]),
    ]
}

#[test]
fn letters_about_contacts_are_plain_and_cite_what_they_are_held_against() {
    let contacts = contacts();
    for lender in [Some(Lender::Bank), None] {
        let findings = contact::findings(&contacts, Jurisdiction::CN, lender);
        for about in About::ALL {
            let of = ContactLetter {
                about,
                to: "某催收公司",
                borrower: &borrower(),
                contacts: &contacts,
                findings: &findings,
                written_on: day("2026-03-04"),
            };
            let both = Lang::ALL.map(|lang| contact_letter(&of, lang));
            for letter in &both {
                assert_eq!(unfit(letter), None, "{about:?}");
                assert!(letter.sums.is_empty());
            }
            assert_eq!(both[0].blocks.len(), both[1].blocks.len(), "{about:?}");
            let text = both[0].text();
            assert!(text.contains("2026年3月2日 22:05") && text.contains("0571-0000"), "{text}");
            if about == About::Complaint {
                assert!(text.contains("GB/T 45251-2025") && text.contains("一天通话 4 次"), "{text}");
                assert_eq!(text.contains("是否适用，请核实"), lender.is_none(), "{text}");
            }
        }
    }
}

#[test]
fn what_is_empty_is_left_out_or_left_blank() {
    let bare = Contact { name: String::new(), ..contacts().remove(1) };
    let of = ContactLetter {
        about: About::Stop,
        to: "",
        borrower: &duewise::case::request::Borrower::default(),
        contacts: &[bare],
        findings: &[],
        written_on: day("2026-03-04"),
    };
    let text = contact_letter(&of, Lang::Zh).text();
    assert!(text.contains("致：____________") && text.contains("合同编号：____________"), "{text}");
    assert!(!text.contains("可以用这个方式联系我") && !text.contains("()"), "{text}");
}

fn answers() -> impl Strategy<Value = Answers> {
    let reasons = [
        Reason::Unemployment,
        Reason::LessIncome,
        Reason::Illness,
        Reason::Family,
        Reason::Disaster,
        Reason::Business,
        Reason::TooManyDebts,
        Reason::Oversight,
        Reason::Disputed,
        Reason::Unwilling,
        Reason::Other,
    ];
    let lasting = [Lasting::Weeks, Lasting::Months, Lasting::Years, Lasting::Unknown];
    let reason = proptest::option::of(prop::sample::select(reasons.to_vec()));
    let lasting = proptest::option::of(prop::sample::select(lasting.to_vec()));
    (reason, lasting, any::<[bool; 2]>(), proptest::option::of(0_u8..9)).prop_map(
        |(reason, lasting, [since, court], people)| Answers {
            reason,
            since: since.then(|| day("2026-03-01")),
            lasting,
            court: Some(court),
            people,
            ..Answers::default()
        },
    )
}

fn proposal() -> impl Strategy<Value = Proposal> {
    let pauses = [PauseOf::Interest, PauseOf::Penalty, PauseOf::Collection];
    let pauses = prop::sample::subsequence(pauses.to_vec(), 0..=3);
    let counts = (0_u16..60, proptest::option::weighted(0.3, 1_u16..60), 0_u16..90);
    let treatment = prop_oneof![Just(Treatment::CarryForward), Just(Treatment::Capitalise)];
    let rate = proptest::option::of(
        (0_i64..30)
            .prop_map(|percent| duewise::engine::Rate::percent_per_year(Decimal::from(percent)).expect("a rate")),
    );
    (counts, rate, pauses, treatment, any::<bool>()).prop_map(
        |((more, count, grace_days), rate, pauses, one, waive)| {
            let waive = waive.then(|| Components { penalty: yuan(1), ..Components::zero(Currency::CNY) });
            Proposal {
                more: if count.is_some() { 0 } else { more },
                count,
                grace_days,
                rate,
                waive,
                treatments: Treatments { interest: one, ..Treatments::default() },
                pauses: pauses.into_iter().map(|of| Paused { of, until: day("2026-10-01") }).collect(),
                ..Proposal::default()
            }
        },
    )
}

#[test]
fn p_any_request_makes_a_letter_that_is_plain_and_traced() {
    use duewise::engine::budget::Every;
    let purposes = [
        Purpose::Wages,
        Purpose::Business,
        Purpose::Support,
        Purpose::OtherIncome,
        Purpose::Housing,
        Purpose::Food,
        Purpose::Utilities,
        Purpose::Health,
        Purpose::Family,
        Purpose::Transport,
        Purpose::Dues,
        Purpose::OtherEssential,
    ];
    let rhythms = [Every::Week, Every::TwoWeeks, Every::Month, Every::Quarter, Every::Year, Every::Once];
    let lines = (
        prop::sample::select(purposes.to_vec()),
        0_i64..2_000_000,
        prop::sample::select(rhythms.to_vec()),
        any::<bool>(),
    );
    let lines = proptest::collection::vec(
        lines.prop_map(|(purpose, minor, every, odd)| line(purpose, minor, every, odd)),
        0..8,
    );
    let strategy = (answers(), lines, proposal(), 0_usize..4, 0_i64..100_000);
    let made = std::cell::Cell::new(0_u32);
    law_of(600, "letters", strategy, |(answers, lines, proposal, which, cash)| {
        let household = Household { answers, lines, cash: yuan(cash), ..Household::new(Currency::CNY) };
        let mut debt = if which % 2 == 0 { loan() } else { card() };
        if which == 3 {
            debt.kind = DebtKind::PayLater;
            debt.creditor = String::new();
        }
        let ask = if which == 2 {
            Ask::Mediation { proposal: Some(proposal), disputed: vec![] }
        } else {
            Ask::Relief { proposal, levers: None }
        };
        // More than is open cannot be waived: such a proposal makes no request.
        let Ok(request) = asking(&debt, Some(&household), vec![], 6).compose(ask) else { return Ok(()) };
        made.set(made.get() + 1);
        let why = judged(&request);
        prop_assert!(why.is_none(), "{why:?}");
        Ok(())
    });
    let cases = std::env::var("DUEWISE_CASES").is_ok();
    assert!(cases || made.get() > 300, "{} of 600 made a request", made.get());
}
