//! What the form comes to, before it is saved.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::DebtInputs;
use crate::engine::{Account, Contract, EngineError, Figure, Money};
use crate::present::figure::Shown;
use crate::present::sentence::{self, Piece, Sentence};
use crate::present::true_cost::{self, TrueCostView};
use crate::present::words::form as words;
use crate::present::{Lang, format};

use super::read::Entered;

/// What an entered debt comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What is due, what comes next, what it costs in all.
    pub lines: Vec<Sentence>,
    /// What the loan truly costs in a year, or why no rate can be named; none where it costs nothing or is no loan.
    pub cost: Option<Result<TrueCostView, String>>,
}

/// What the form comes to.
///
/// # Errors
/// What the engine refuses.
pub fn preview(entered: &Entered, today: NaiveDate, lang: Lang) -> Result<Preview, EngineError> {
    let inputs = Arc::new(entered.inputs.clone());
    let account = inputs.replay(today)?;
    let lines = lines(&inputs, &account, lang)?;
    Ok(Preview { lines, cost: true_cost::view(&inputs, &account, lang) })
}

fn lines(inputs: &Arc<DebtInputs>, account: &Account, lang: Lang) -> Result<Vec<Sentence>, EngineError> {
    let today = account.as_of;
    if account.is_settled() {
        return Ok(vec![sentence::plain(words::preview_settled(lang))]);
    }
    let shown = |money: Money, figure| Piece::from(Shown::account(money, inputs, today, figure));
    let mut lines = Vec::new();
    if !account.due_now.is_zero() {
        let amount = shown(account.due_now.total()?, Figure::DueNow);
        lines.push(if account.days_past_due > 0 {
            let days = Piece::from(format::days(account.days_past_due, lang));
            sentence::fill(words::preview_overdue_parts(lang), &[("days", days), ("amount", amount)])
        } else {
            sentence::fill(words::preview_due_now_parts(lang), &[("amount", amount)])
        });
    }
    if let Some(next) = account.next_due.filter(|next| next.date > today) {
        let given = [
            ("date", Piece::from(format::date(next.date, lang))),
            ("amount", shown(next.amounts.total()?, Figure::NextDue)),
        ];
        let parts =
            if account.due_now.is_zero() { words::preview_next_parts(lang) } else { words::preview_then_parts(lang) };
        lines.push(sentence::fill(parts, &given));
    }
    if account.due_now.is_zero() {
        lines.push(sentence::plain(words::preview_nothing(lang)));
    }
    if matches!(inputs.contract, Contract::Instalment(_)) {
        let interest =
            account.rows.iter().try_fold(Money::zero(account.currency), |sum, row| sum.plus(row.interest))?;
        if interest.is_positive() {
            let amount = shown(interest, Figure::TotalInterest);
            lines.push(sentence::fill(words::preview_interest_parts(lang), &[("amount", amount)]));
        }
    }
    Ok(lines)
}
