//! The path of each situation: a few steps, each a screen.

use super::{Name, StepView};
use crate::case::household::Answers;
use crate::present::lang::Lang;
use crate::present::words::situation as words;

/// The steps of a situation; `worst` is the debt to begin with.
pub fn steps(name: Name, answers: &Answers, has_budget: bool, worst: &Option<String>, lang: Lang) -> Vec<StepView> {
    let step = |to: &str, debt: bool, title: &str, body: &str| StepView {
        to: to.to_owned(),
        debt: worst.clone().filter(|_| debt),
        title: title.to_owned(),
        body: body.to_owned(),
    };
    let budget = || step("budget", false, words::step_budget(lang), words::step_budget_body(lang));
    let options = || step("options", true, words::step_options(lang), words::step_options_body(lang));
    let order = || step("order", false, words::step_order(lang), words::step_order_body(lang));
    let offers = || step("order", false, words::step_offers(lang), words::step_offers_body(lang));
    let contacts = || step("contacts", false, words::step_contacts(lang), words::step_contacts_body(lang));
    let requests = || step("requests", false, words::step_requests(lang), words::step_requests_body(lang));
    let mut steps = match name {
        Name::NoDebts => vec![
            step("new", false, words::step_new(lang), words::step_new_body(lang)),
            step("import", false, words::step_import(lang), words::step_import_body(lang)),
        ],
        Name::OnTime => vec![order()],
        Name::Disputed => vec![
            step("check", true, words::step_check(lang), words::step_check_body(lang)),
            step("dispute", true, words::step_dispute(lang), words::step_dispute_body(lang)),
            contacts(),
        ],
        Name::Able => vec![
            step("debt", true, words::step_pay(lang), words::step_pay_body(lang)),
            step("check", true, words::step_check(lang), words::step_check_able(lang)),
            step("prospects", true, words::step_prospects(lang), words::step_prospects_body(lang)),
            options(),
        ],
        Name::Temporary => vec![options(), requests(), contacts()],
        Name::Lasting => vec![options(), offers(), contacts()],
        Name::Insolvent => vec![
            step("insolvency", false, words::step_insolvency(lang), words::step_insolvency_body(lang)),
            offers(),
            contacts(),
        ],
    };
    if answers.court == Some(true) && name != Name::Able && worst.is_some() {
        steps.insert(0, step("prospects", true, words::step_court(lang), words::step_court_body(lang)));
    }
    if !has_budget && name != Name::NoDebts {
        steps.insert(0, budget());
    }
    steps
}
