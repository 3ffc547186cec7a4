//! One option as a card: its figures against keeping the contract, whether the budget bears it, what it does and does not do.

use chrono::{Datelike, NaiveDate};

use super::ask::{CardView, RowView};
use super::handover::fragment;
use super::typed::Kind;
use crate::case::checked::Sum;
use crate::case::{Debt, DebtKind};
use crate::engine::budget::Purse;
use crate::engine::event::Event;
use crate::engine::relief::{Arrangement, BreakTerms, Position, Proposal, arrange, cost_of_waiting, missed};
use crate::engine::{Component, Components, EngineError, EventKind, Money, PauseOf};
use crate::present::budget::{Step, month_name, month_start};
use crate::present::lang::Lang;
use crate::present::words::options as words;
use crate::present::{errors, format, terms};

/// The sums of a card, its rows, and whether the budget bears it, in words.
type Filled = (Vec<Sum>, Vec<RowView>, Option<(bool, String)>);

/// A debt as the options see it.
pub struct Subject<'a> {
    /// The debt.
    pub debt: &'a Debt,
    /// It on the day.
    pub position: Position,
    /// What is left for it month by month; none without a budget.
    pub purse: Option<Purse>,
    /// Days past due.
    pub late: i64,
    /// The language.
    pub lang: Lang,
}

/// A payment: the day and how much.
type Pay = (NaiveDate, Components);

/// The first month in which a purse does not bear some payments, and by how much it is short.
///
/// # Errors
/// Overflow, another currency.
pub fn fails(purse: &Purse, payments: &[(NaiveDate, Money)]) -> Result<Option<(NaiveDate, Money)>, EngineError> {
    let number = |day: NaiveDate| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month0()));
    let first = number(purse.from);
    let last = payments.iter().map(|(day, _)| number(*day).saturating_sub(first)).max().unwrap_or(0).max(0);
    let months = i64::try_from(purse.months.len()).unwrap_or(0).max(last.saturating_add(1));
    let mut kept = purse.cash;
    for month in 0..months {
        let place = usize::try_from(month).map_err(|_| EngineError::Overflow)?;
        let free =
            purse.months.get(place).or(purse.months.last()).copied().unwrap_or(Money::zero(purse.cash.currency()));
        kept = kept.plus(free)?;
        for (day, amount) in payments {
            if number(*day).saturating_sub(first).max(0) == month {
                kept = kept.minus(*amount)?;
            }
        }
        if kept.minor() < 0 {
            return Ok(Some((month_start(purse, place), Money::zero(kept.currency()).minus(kept)?)));
        }
    }
    Ok(None)
}

fn totals(payments: &[Pay]) -> Result<Vec<(NaiveDate, Money)>, EngineError> {
    payments.iter().map(|(day, amounts)| Ok((*day, amounts.total()?))).collect()
}

fn sum(name: &str, label: &str, amount: Money, lang: Lang) -> Sum {
    Sum { name: name.to_owned(), label: label.to_owned(), text: format::money(amount, lang), minor: amount.minor() }
}

impl Subject<'_> {
    fn date(&self, day: NaiveDate) -> String {
        format::date(day, self.lang)
    }

    fn kept(&self) -> Vec<Pay> {
        self.position.keep.iter().map(|due| (due.date, due.amounts)).collect()
    }

    fn kept_total(&self) -> Result<Money, EngineError> {
        let totals = totals(&self.kept())?;
        Money::sum(self.position.currency, totals.into_iter().map(|(_, amount)| amount))
    }

    fn fits(&self, payments: &[Pay]) -> Result<Option<(bool, String)>, EngineError> {
        let Some(purse) = &self.purse else { return Ok(None) };
        Ok(Some(match fails(purse, &totals(payments)?)? {
            None => (true, words::fits(self.lang).to_owned()),
            Some((month, short)) => {
                let short = format::money(short, self.lang);
                (false, words::fits_not(self.lang, &month_name(month, self.lang), &short))
            }
        }))
    }

    fn rows(&self, payments: &[Pay]) -> Result<Vec<RowView>, EngineError> {
        payments
            .iter()
            .map(|(day, amounts)| {
                let amount = format::money(amounts.total()?, self.lang);
                Ok(RowView { due: self.date(*day), amount, parts: parts(amounts, self.lang) })
            })
            .collect()
    }

    fn empty(&self, key: &str, title: &str, about: &str) -> CardView {
        CardView {
            key: key.to_owned(),
            title: title.to_owned(),
            about: about.to_owned(),
            figures: Vec::new(),
            fits: None,
            record: String::new(),
            gives_up: String::new(),
            missed: Vec::new(),
            fields: Vec::new(),
            rows: Vec::new(),
            working: Vec::new(),
            fragment: None,
            trouble: String::new(),
        }
    }

    /// Nothing is done: what 30 and 90 days cost.
    #[must_use]
    pub fn nothing(&self) -> CardView {
        let lang = self.lang;
        let mut card = self.empty("nothing", words::nothing_title(lang), words::nothing_about(lang));
        card.record = self.record_if_late();
        card.gives_up = words::gives_nothing(lang).to_owned();
        match self.waiting(&[]) {
            Ok((month, quarter)) => {
                card.figures = vec![
                    sum("cost_30", words::figure_cost(lang, "30").as_str(), month, lang),
                    sum("cost_90", words::figure_cost(lang, "90").as_str(), quarter, lang),
                ];
                let (now, then) = (self.position.open.total(), quarter);
                if let Ok(now) = now
                    && let Ok(sum) = now.plus(then)
                {
                    let formula = format!("{} + {}", format::money(now, lang), format::money(then, lang));
                    card.working.push((words::step_waiting(lang).to_owned(), formula, format::money(sum, lang)));
                }
            }
            Err(error) => card.trouble = errors::engine(&error, lang),
        }
        card
    }

    /// What 30 and 90 days without a payment cost, with a pause in force if one is given.
    fn waiting(&self, pauses: &[(PauseOf, NaiveDate)]) -> Result<(Money, Money), EngineError> {
        let inputs = &self.debt.inputs;
        let mut events = inputs.events.clone();
        for (of, until) in pauses {
            let id = events.iter().map(|event| event.id).max().map_or(1, |id| id.saturating_add(1));
            let date = self.position.as_of;
            events.push(Event { id, date, kind: EventKind::Pause { of: *of, until: *until } });
        }
        let cost = |days: u16| {
            cost_of_waiting(&inputs.contract, inputs.opening.as_ref(), &events, self.position.as_of, days)?.total()
        };
        Ok((cost(30)?, cost(90)?))
    }

    /// The contract goes on: what is late is paid now, everything else on its day.
    #[must_use]
    pub fn keep(&self) -> CardView {
        let lang = self.lang;
        let mut card = self.empty("keep", words::keep_title(lang), words::keep_about(lang));
        card.record = match (self.private(), self.late > 0) {
            (true, _) => words::record_private(lang).to_owned(),
            (false, true) => words::record_keep_late(lang).to_owned(),
            (false, false) => words::record_keep(lang).to_owned(),
        };
        card.gives_up = words::gives_nothing(lang).to_owned();
        let payments = self.kept();
        let fill = || -> Result<Filled, EngineError> {
            let now = payments.iter().filter(|(day, _)| *day <= self.position.as_of);
            let now = now.map(|(_, amounts)| amounts.total()).collect::<Result<Vec<_>, _>>()?;
            let now = Money::sum(self.position.currency, now)?;
            let later: Vec<Pay> = payments.iter().filter(|(day, _)| *day > self.position.as_of).copied().collect();
            let mut figures = Vec::new();
            if !now.is_zero() {
                figures.push(sum("now", words::figure_now(lang), now, lang));
            }
            figures.extend(self.load(&later)?);
            figures.push(sum("total", words::figure_total(lang), self.kept_total()?, lang));
            Ok((figures, self.rows(&payments)?, self.fits(&payments)?))
        };
        match fill() {
            Ok((figures, rows, fits)) => (card.figures, card.rows, card.fits) = (figures, rows, fits),
            Err(error) => card.trouble = errors::engine(&error, lang),
        }
        card
    }

    fn load(&self, payments: &[Pay]) -> Result<Vec<Sum>, EngineError> {
        let lang = self.lang;
        let all = totals(payments)?;
        let Some((last, _)) = all.last() else { return Ok(Vec::new()) };
        let greatest = all.iter().map(|(_, amount)| *amount).max_by_key(|amount| amount.minor());
        let greatest = greatest.unwrap_or(Money::zero(self.position.currency));
        let count = all.len();
        let label = words::figure_count(lang);
        let text = words::count_until(lang, &count.to_string(), &self.date(*last));
        let count = Sum {
            name: "count".to_owned(),
            label: label.to_owned(),
            text,
            minor: i64::try_from(count).unwrap_or(i64::MAX),
        };
        Ok(vec![sum("load", words::figure_load(lang), greatest, lang), count])
    }

    /// A proposal.
    #[must_use]
    pub fn proposal(&self, key: &str, title: &str, about: &str, proposal: &Proposal) -> CardView {
        let mut card = self.empty(key, title, about);
        match arrange(&self.position, proposal) {
            Ok(made) => {
                if let Err(error) = self.fill(&mut card, proposal, &made) {
                    card.trouble = errors::engine(&error, self.lang);
                }
            }
            Err(error) => card.trouble = errors::engine(&error, self.lang),
        }
        card
    }

    fn fill(&self, card: &mut CardView, proposal: &Proposal, made: &Arrangement) -> Result<(), EngineError> {
        let lang = self.lang;
        let payments: Vec<Pay> = made.rows.iter().map(|row| (row.due, row.amounts)).collect();
        let keep = self.kept_total()?;
        let difference = made.paid.minus(keep)?;
        let mut figures = self.load(&payments)?;
        figures.push(sum("total", words::figure_total(lang), made.paid, lang));
        let label = match difference.minor().signum() {
            1 => words::figure_more(lang),
            -1 => words::figure_less(lang),
            _ => words::figure_same(lang),
        };
        let shown = if difference.minor() < 0 { Money::zero(keep.currency()).minus(difference)? } else { difference };
        figures.push(Sum { minor: difference.minor(), ..sum("difference", label, shown, lang) });
        card.figures = figures;
        card.fits = self.fits(&payments)?;
        card.rows = self.rows(&payments)?;
        card.record = self.record_of_plan().to_owned();
        card.gives_up = self.gives_up(made, difference)?;
        card.working = self.working(made)?;
        card.missed = self.missed(made);
        card.fragment = fragment(proposal);
        Ok(())
    }

    fn gives_up(&self, made: &Arrangement, difference: Money) -> Result<String, EngineError> {
        let lang = self.lang;
        let waived = made.waived.total()?;
        if waived.is_positive() {
            return Ok(words::gives_sum(lang, &format::money(waived, lang), &parts(&made.waived, lang)));
        }
        let less = difference.minor() < 0;
        let sum = Money::zero(difference.currency()).minus(difference)?;
        Ok(if less {
            words::gives_interest(lang, &format::money(sum, lang))
        } else {
            words::gives_time(lang).to_owned()
        })
    }

    fn working(&self, made: &Arrangement) -> Result<Vec<Step>, EngineError> {
        let lang = self.lang;
        let text = |amount: Money| format::money(amount, lang);
        let (open, waived) = (self.position.open.total()?, made.waived.total()?);
        let mut steps = vec![(
            words::step_open(lang, &self.date(self.position.as_of)),
            parts(&self.position.open, lang),
            text(open),
        )];
        if waived.is_positive() {
            steps.push((words::step_waived(lang).to_owned(), parts(&made.waived, lang), format!("−{}", text(waived))));
        }
        let capitalised = made.capitalised.total()?;
        if capitalised.is_positive() {
            let formula = parts(&made.capitalised, lang);
            steps.push((words::step_capitalised(lang).to_owned(), formula, text(made.new_principal)));
        }
        steps.push((words::step_cost(lang).to_owned(), String::new(), text(made.new_cost)));
        let formula = format!("{} − {} + {}", text(open), text(waived), text(made.new_cost));
        steps.push((words::step_paid(lang).to_owned(), formula, text(made.paid)));
        Ok(steps)
    }

    fn missed(&self, made: &Arrangement) -> Vec<String> {
        let lang = self.lang;
        let most = u8::try_from(made.rows.len()).unwrap_or(u8::MAX).min(2);
        let told = (1..=most).filter_map(|count| {
            let contract = &self.debt.inputs.contract;
            let broken = missed(contract, &self.position, made, BreakTerms::default(), count).ok()?;
            let (on, due) = (self.date(broken.on), format::money(broken.due, lang));
            let charges = format::money(broken.charges, lang);
            Some(match count {
                1 => words::missed_one(lang, &on, &due, &charges),
                _ => words::missed_two(lang, &on, &due, &charges),
            })
        });
        let mut lines: Vec<String> = told.collect();
        if !lines.is_empty() {
            lines.push(words::missed_note(lang).to_owned());
        }
        lines
    }

    const fn private(&self) -> bool {
        matches!(self.debt.kind, DebtKind::Private)
    }

    fn record_if_late(&self) -> String {
        let lang = self.lang;
        if self.private() { words::record_private(lang) } else { words::record_nothing(lang) }.to_owned()
    }

    const fn record_of_plan(&self) -> &'static str {
        match self.debt.kind {
            DebtKind::Private => words::record_private(self.lang),
            DebtKind::Card => words::record_card_plan(self.lang),
            _ => words::record_plan(self.lang),
        }
    }

    /// A pause, with what it saves while nothing is paid.
    #[must_use]
    pub fn pause(&self, kind: Kind, of: PauseOf, proposal: &Proposal) -> CardView {
        let lang = self.lang;
        let [title, about] = kind_words(kind, lang);
        let mut card = self.proposal(kind.key(), title, about, proposal);
        let until = proposal.pauses.first().map(|pause| pause.until);
        if let (Some(until), Ok((_, without)), true) = (until, self.waiting(&[]), of != PauseOf::Collection)
            && let Ok((_, with)) = self.waiting(&[(of, until)])
            && let Ok(saved) = without.minus(with)
        {
            card.figures.push(sum("saved_90", words::figure_saved(lang), saved, lang));
        }
        card
    }
}

/// The name of an option and what it is.
#[must_use]
pub const fn kind_words(kind: Kind, lang: Lang) -> [&'static str; 2] {
    match kind {
        Kind::Grace => [words::grace_title(lang), words::grace_about(lang)],
        Kind::Instalments => [words::instalments_title(lang), words::instalments_about(lang)],
        Kind::Extension => [words::extension_title(lang), words::extension_about(lang)],
        Kind::Rate => [words::rate_title(lang), words::rate_about(lang)],
        Kind::Treat => [words::treat_title(lang), words::treat_about(lang)],
        Kind::WriteOff => [words::write_off_title(lang), words::write_off_about(lang)],
        Kind::LumpSum => [words::lump_title(lang), words::lump_about(lang)],
        Kind::Refinance => [words::refinance_title(lang), words::refinance_about(lang)],
        Kind::PauseInterest => [words::pause_interest_title(lang), words::pause_interest_about(lang)],
        Kind::PausePenalty => [words::pause_penalty_title(lang), words::pause_penalty_about(lang)],
        Kind::PauseCollection => [words::pause_collection_title(lang), words::pause_collection_about(lang)],
    }
}

/// Components as a sum in words: `本金 ¥900.00 + 利息 ¥10.00`.
#[must_use]
pub fn parts(amounts: &Components, lang: Lang) -> String {
    let named = Component::ALL.into_iter().filter_map(|component| {
        let amount = amounts.get(component);
        (!amount.is_zero()).then(|| format!("{} {}", terms::component(component, lang), format::money(amount, lang)))
    });
    named.collect::<Vec<_>>().join(" + ")
}
