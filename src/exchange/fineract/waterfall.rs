//! Where a payment goes, from Fineract's names of strategies.

use super::types::{AllocationRule, LoanData};
use crate::engine::{Component, Scope, Stage, StageOrder, Waterfall};

use Component::{Fee, Interest, Penalty, Principal};

/// A waterfall, and whether the file's strategy is one that is known here.
pub(super) fn waterfall(loan: &LoanData) -> (Waterfall, bool) {
    let standard = Waterfall::by_claim(&[Penalty, Fee, Interest, Principal]);
    let code = loan.transaction_processing_strategy_code.as_deref();
    match (code, loan.transaction_processing_strategy_id) {
        (Some("advanced-payment-allocation-strategy"), _) => match advanced(loan) {
            Some(stages) => (Waterfall { stages, switch: None }, true),
            None => (Waterfall::by_claim(&[Penalty, Fee, Principal, Interest]), false),
        },
        (Some("principal-interest-penalties-fees-order-strategy"), _) | (None, Some(5)) => {
            (Waterfall::by_claim(&[Principal, Interest, Penalty, Fee]), true)
        }
        (Some("interest-principal-penalties-fees-order-strategy"), _) | (None, Some(6)) => {
            (Waterfall::by_claim(&[Interest, Principal, Penalty, Fee]), true)
        }
        (Some("due-penalty-fee-interest-principal-in-advance-principal-penalty-fee-interest-strategy"), _) => {
            (in_advance([Penalty, Fee, Interest, Principal], [Principal, Penalty, Fee, Interest]), true)
        }
        (Some("due-penalty-interest-principal-fee-in-advance-penalty-interest-principal-fee-strategy"), _) => {
            (in_advance([Penalty, Interest, Principal, Fee], [Penalty, Interest, Principal, Fee]), true)
        }
        (Some("mifos-standard-strategy"), _) | (None, Some(1) | None) => (standard, true),
        _ => (standard, false),
    }
}

fn in_advance(due: [Component; 4], later: [Component; 4]) -> Waterfall {
    let stage = |scope, components: [Component; 4]| Stage {
        scope,
        order: StageOrder::ByClaim,
        components: components.to_vec(),
    };
    Waterfall {
        stages: vec![stage(Scope::PastDue, due), stage(Scope::Due, due), stage(Scope::InAdvance, later)],
        switch: None,
    }
}

fn advanced(loan: &LoanData) -> Option<Vec<Stage>> {
    let lists = loan.payment_allocation.as_ref()?;
    let list = lists.iter().find(|list| list.transaction_type.code == "DEFAULT").or_else(|| lists.first())?;
    let vertical = loan.loan_schedule_processing_type.as_ref().is_some_and(|choice| choice.code == "VERTICAL");
    let order = if vertical { StageOrder::ByComponent } else { StageOrder::ByClaim };
    let mut rules: Vec<&AllocationRule> = list.payment_allocation_order.iter().collect();
    rules.sort_by_key(|rule| rule.order);
    let mut stages: Vec<Stage> = Vec::new();
    for rule in rules {
        let (scope, component) = rule_of(&rule.payment_allocation_rule.code)?;
        match stages.last_mut() {
            Some(stage) if stage.scope == scope => stage.components.push(component),
            _ => stages.push(Stage { scope, order, components: vec![component] }),
        }
    }
    (!stages.is_empty()).then_some(stages)
}

fn rule_of(code: &str) -> Option<(Scope, Component)> {
    let scopes = [("PAST_DUE_", Scope::PastDue), ("IN_ADVANCE_", Scope::InAdvance), ("DUE_", Scope::Due)];
    let (rest, scope) =
        scopes.into_iter().find_map(|(prefix, scope)| code.strip_prefix(prefix).map(|rest| (rest, scope)))?;
    let component = match rest {
        "PENALTY" => Penalty,
        "FEE" => Fee,
        "INTEREST" => Interest,
        "PRINCIPAL" => Principal,
        _ => return None,
    };
    Some((scope, component))
}
