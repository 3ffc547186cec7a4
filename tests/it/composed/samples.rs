//! One request of every kind, from debts that can be followed by hand.

use std::sync::Arc;

use chrono::NaiveDate;
use duewise::case::contact::Evidence;
use duewise::case::household::{Answers, Lasting, Line, Purpose, Reason};
use duewise::case::request::{Ask, Asking, Borrower, OtherDebt, Request, RequestKind, disputable};
use duewise::case::{Debt, DebtInputs, DebtKind, Household};
use duewise::engine::budget::{CashFlow, Every};
use duewise::engine::relief::{LumpSum, Paused, Proposal, Treatment, Treatments, position_after};
use duewise::engine::solve::request::{Levers, Smallest, smallest_request};
use duewise::engine::*;
use duewise::law::{Facts, Filed, Jurisdiction, Lender, Product};
use rust_decimal::Decimal;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn yearly(percent: i64) -> Rate {
    Rate::percent_per_year(Decimal::from(percent)).expect("a rate")
}

fn debt(id: &str, kind: DebtKind, contract: Contract, events: Vec<Event>, facts: Option<Facts>) -> Debt {
    Debt {
        id: id.to_owned(),
        creditor: "某消费金融".to_owned(),
        kind,
        inputs: Arc::new(DebtInputs { contract, opening: None, events }),
        imported: None,
        created_on: day("2026-01-15"),
        rev: 1,
        example: false,
        facts,
    }
}

/// ¥12,000 over 12 months at 18 %, two instalments paid, three open on 20 June 2026; ¥0.05 a day per ¥100 late.
pub fn loan() -> Debt {
    let late = LateCharge::daily(Rate { value: Decimal::new(5, 4), per: RatePeriod::Day }, Base::OverduePrincipal);
    let terms = InstalmentTerms {
        lateness: Lateness { charges: vec![late] },
        ..InstalmentTerms::monthly(yuan(1_200_000), yearly(18), 12, day("2026-01-10"))
    };
    let paid = |id, on: &str| Event { id, date: day(on), kind: EventKind::Payment { amount: yuan(110_016) } };
    let events = vec![paid(1, "2026-02-10"), paid(2, "2026-03-10")];
    debt("loan", DebtKind::Loan, Contract::Instalment(Box::new(terms)), events, None)
}

/// A card bill of ¥30,000, its minimum of ¥3,000 overdue.
pub fn card() -> Debt {
    let daily = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let interest = LateCharge { component: Component::Interest, ..LateCharge::daily(daily, Base::StatementBalance) };
    let card = CardStatement {
        balance: yuan(3_000_000),
        minimum: yuan(300_000),
        statement_date: None,
        due: day("2026-05-25"),
        rate: daily,
        lateness: Lateness { charges: vec![interest] },
        waterfall: Waterfall::by_component(&Component::ALL),
        cycle: None,
    };
    debt("card", DebtKind::Card, Contract::Revolving(Box::new(card)), Vec::new(), None)
}

/// ¥20,000 from a person at 36 %, due on 10 January 2026: above four times LPR.
pub fn private() -> Debt {
    let terms = SingleTerms {
        principal: yuan(2_000_000),
        start: day("2025-01-10"),
        due: day("2026-01-10"),
        rate: yearly(36),
        accrual: Accrual::DayCount(DayCount::Act365Fixed),
        rounding: Rounding::HalfUp,
        lateness: Lateness::default(),
        waterfall: Waterfall::by_component(&Component::ALL),
    };
    let facts = Facts {
        jurisdiction: Some(Jurisdiction::CN),
        lender: Some(Lender::Private),
        product: Some(Product::Loan),
        signed: Some(day("2025-01-10")),
        filed: Some(Filed::NotYet),
        rate_agreed: Some(true),
        ..Facts::default()
    };
    debt("private", DebtKind::Private, Contract::Single(Box::new(terms)), Vec::new(), Some(facts))
}

pub fn line(purpose: Purpose, minor: i64, every: Every, irregular: bool) -> Line {
    Line { purpose, flow: CashFlow { amount: yuan(minor), every, from: day("2026-01-05"), until: None }, irregular }
}

pub fn household() -> Household {
    Household {
        lines: vec![
            line(Purpose::Wages, 520_000, Every::Month, false),
            line(Purpose::Business, 20_000, Every::Week, true),
            line(Purpose::Housing, 220_000, Every::Month, false),
            line(Purpose::Food, 45_000, Every::TwoWeeks, true),
            line(Purpose::Dues, 120_000, Every::Year, false),
        ],
        cash: yuan(50_000),
        answers: Answers {
            reason: Some(Reason::LessIncome),
            since: Some(day("2026-03-01")),
            lasting: Some(Lasting::Months),
            people: Some(3),
            ..Answers::default()
        },
        ..Household::new(Currency::CNY)
    }
}

pub const AS_OF: &str = "2026-06-20";

pub fn borrower() -> Borrower {
    Borrower {
        name: "王小明".to_owned(), contact: "wang@example.com".to_owned(), contract: "HT-2026-001".to_owned()
    }
}

pub fn asking<'a>(debt: &'a Debt, household: Option<&'a Household>, others: Vec<OtherDebt>, months: u16) -> Asking<'a> {
    Asking {
        debt,
        as_of: day(AS_OF),
        lang: "zh-CN",
        borrower: borrower(),
        household,
        others,
        months,
        note: "换了工作，工资少了一半。",
        evidence: vec![
            Evidence { name: "工资单.pdf".to_owned(), sha256: Some("0f".repeat(32)) },
            Evidence { name: "房租收据".to_owned(), sha256: None },
        ],
    }
}

/// The levers of the search: what is late may be waived, a year more, a month of grace.
pub fn levers(debt: &Debt) -> Levers {
    let account = debt.replay(day(AS_OF)).expect("an account");
    let waiver = Components { principal: yuan(0), ..account.payoff };
    Levers { waiver, more: 12, grace_days: 30 }
}

/// The smallest request for the loan beside the card, as the search finds it.
pub fn relief() -> Request {
    let (loan, household) = (loan(), household());
    let levers = levers(&loan);
    let account = loan.replay(day(AS_OF)).expect("an account");
    let inputs = &loan.inputs;
    let position = position_after(&inputs.contract, &inputs.events, &account).expect("a position");
    let months = Asking::months_for(&position, &levers);
    let plan = Proposal { count: Some(60), rate: Some(Rate::ZERO), ..Proposal::default() };
    let other = OtherDebt::arranged(&card(), day(AS_OF), &plan, months).expect("the card").expect("it is open");
    let first = asking(&loan, Some(&household), vec![other.clone()], months);
    let draft = first.compose(Ask::Relief { proposal: Proposal::default(), levers: None }).expect("a draft");
    let statement = draft.statement.expect("a statement");
    let mut purse = household.budget().purse(day(AS_OF), months).expect("a purse");
    for (month, due) in purse.months.iter_mut().zip(&statement.debts[0].months) {
        *month = month.minus(*due).expect("fits");
    }
    let found = smallest_request(&[position], &purse, &[levers], &Proposal::default()).expect("a search");
    let Smallest::Request { proposals, .. } = found else { panic!("the sample needs a request: {found:?}") };
    let proposal = proposals.into_iter().next().expect("one");
    let ask = Ask::Relief { proposal, levers: Some(levers) };
    asking(&loan, Some(&household), vec![other], months).compose(ask).expect("a request")
}

/// Every kind of request, with a name.
pub fn all() -> Vec<(&'static str, Request)> {
    let (loan, card, private, household) = (loan(), card(), private(), household());
    let disputed = disputable(&private.inputs, private.facts.as_ref().expect("facts"), day(AS_OF)).expect("figures");
    assert!(!disputed.is_empty(), "36 % lies above four times LPR");
    let account = loan.replay(day(AS_OF)).expect("an account");
    let waive = Components { penalty: account.payoff.penalty, ..Components::zero(Currency::CNY) };
    let pauses = [PauseOf::Interest, PauseOf::Penalty, PauseOf::Collection]
        .map(|of| Paused { of, until: day("2026-09-01") })
        .to_vec();
    let treatments = Treatments { interest: Treatment::Capitalise, ..Treatments::default() };
    let many = Proposal {
        more: 6,
        grace_days: 20,
        rate: Some(yearly(6)),
        waive: Some(waive),
        treatments,
        pauses,
        ..Proposal::default()
    };
    let lump =
        Proposal { lump_sum: Some(LumpSum { amount: yuan(800_000), on: day("2026-07-31") }), ..Proposal::default() };
    let plan = Proposal { count: Some(36), rate: Some(Rate::ZERO), ..Proposal::default() };
    let ask = |proposal| Ask::Relief { proposal, levers: None };
    let grace = Proposal { grace_days: 30, ..Proposal::default() };
    let with = |debt: &Debt, ask| asking(debt, Some(&household), Vec::new(), 12).compose(ask).expect("a request");
    let plain = |debt: &Debt, ask| asking(debt, None, Vec::new(), 1).compose(ask).expect("a request");
    let mediation = Ask::Mediation { proposal: Some(plan.clone()), disputed: Vec::new() };
    let by_hand = duewise::case::request::DisputedCharge {
        working: Vec::new(),
        steps: vec!["账单上写的是两次收费。".to_owned()],
        ..disputed[0].clone()
    };
    let all = vec![
        ("smallest", relief()),
        ("many levers", with(&loan, ask(many))),
        ("lump sum", with(&loan, ask(lump))),
        ("card plan", with(&card, ask(plan))),
        ("grace", with(&loan, ask(grace))),
        ("dispute", plain(&private, Ask::Dispute(disputed))),
        ("dispute by hand", plain(&private, Ask::Dispute(vec![by_hand]))),
        ("payoff", plain(&loan, Ask::PayoffQuote(day("2026-07-15")))),
        ("breakdown", plain(&card, Ask::Breakdown)),
        ("mediation", with(&card, mediation)),
    ];
    let kinds = [
        RequestKind::Relief,
        RequestKind::Dispute,
        RequestKind::PayoffQuote,
        RequestKind::Breakdown,
        RequestKind::Mediation,
    ];
    assert!(kinds.iter().all(|kind| all.iter().any(|(_, request)| request.kind == *kind)));
    all
}
