//! The search: every combination's figure, with what combinations share computed once.

use super::super::contract::{Contract, Opening};
use super::super::date;
use super::super::error::{EngineError, Term};
use super::super::event::Event;
use super::super::late::Lateness;
use super::super::limits::MAX_EVENTS;
use super::super::money::Money;
use super::super::order;
use super::super::replay::apart::{Common, DailyRates, Happened, Prepared, Sums};
use super::super::replay::replay;
use super::outcome::Outcome;
use super::space::{Combination, Level, MAX_COMBINATIONS, Space};
use super::{Quote, Quoted};

/// A debt as the borrower entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// What was agreed.
    pub contract: Contract,
    /// Where it begins in mid-life.
    pub opening: Option<Opening>,
    /// What happened.
    pub events: Vec<Event>,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Combinations that have their figure.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

impl Progress {
    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_done(self) -> bool {
        self.done >= self.of
    }
}

/// A figure that a combination may not have: its contract may be refused.
pub(super) type Figure = Option<i64>;

#[derive(Debug, Clone, Copy)]
enum Value {
    Unknown,
    /// Only the replay of the whole debt tells.
    Whole,
    Known(Figure),
}

/// Debts that go on alike, with their figures under each rule of lateness.
struct Class {
    common: Common,
    /// The order of payments, where one is still to come.
    order: Option<usize>,
    /// One for each rule, or one for all where nothing is late.
    values: Vec<Value>,
}

/// Where the figures of the combinations at hand come from.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// They all have this one.
    Fixed(Figure),
    /// They are those of a class.
    Class(usize),
    /// Each is a replay of its own.
    Whole,
}

/// A search over the combinations of a space, in steps.
pub struct Search {
    debt: Debt,
    quote: Quote,
    space: Space,
    /// The rules of lateness; none for one that the engine refuses.
    late: Vec<Option<(Lateness, DailyRates)>>,
    orders: usize,
    figures: Vec<Figure>,
    agreed: Money,
    prepared: Option<Prepared>,
    contract: Contract,
    source: Source,
    classes: Vec<Class>,
}

impl Search {
    /// A search for the conventions of `space` that give the debt the figure that is quoted.
    ///
    /// # Errors
    /// A debt that the engine refuses as it stands, a figure that it does not have, an amount in another currency, or a
    /// space of more than [`MAX_COMBINATIONS`].
    pub fn new(debt: Debt, quote: Quote, space: Space) -> Result<Self, EngineError> {
        date::check(quote.on)?;
        if debt.events.len() > MAX_EVENTS || space.size() > MAX_COMBINATIONS {
            return Err(EngineError::outside(Term::Events, 0, MAX_EVENTS));
        }
        debt.events.iter().try_for_each(Event::check)?;
        let agreed = quote.figure.of(&replay(&debt.contract, debt.opening.as_ref(), &debt.events, quote.on)?)?;
        // Another currency is refused here.
        agreed.minus(quote.amount)?;
        // In the order in which they take effect, so that each replay finds them sorted.
        let known = debt.events.into_iter().filter(|event| event.date <= quote.on).collect();
        let events = order::by(known, |event: &Event| {
            order::rank(Some(event.date)).saturating_mul(8).saturating_add(i64::from(event.rank()))
        });
        let debt = Debt { events, ..debt };
        let rules = space.size_of(|level| level == Level::Late);
        let rule = |number| {
            let contract = space.contract(&debt.contract, Combination(number));
            let lateness = contract.lateness().clone();
            lateness.check().ok()?;
            let rates = DailyRates::of(&lateness, contract.rate()).ok()?;
            Some((lateness, rates))
        };
        Ok(Self {
            late: (0..rules).map(rule).collect(),
            orders: space.size_of(|level| level == Level::Order),
            figures: Vec::with_capacity(space.size()),
            agreed,
            prepared: None,
            contract: debt.contract.clone(),
            source: Source::Whole,
            classes: Vec::new(),
            debt,
            quote,
            space,
        })
    }

    /// The conventions that are tried.
    #[must_use]
    pub const fn space(&self) -> &Space {
        &self.space
    }

    /// The figures found so far, in minor units, by combination; none where the contract is refused.
    #[must_use]
    pub fn figures(&self) -> &[Option<i64>] {
        &self.figures
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress { done: self.figures.len(), of: self.space.size() }
    }

    /// Gives the next `n` combinations their figures.
    pub fn step(&mut self, n: usize) -> Progress {
        let end = self.figures.len().saturating_add(n).min(self.space.size());
        let rules = self.late.len().max(1);
        let of_schedule = rules.saturating_mul(self.orders).max(1);
        while self.figures.len() < end {
            let number = self.figures.len();
            let rule = number.checked_rem(rules).unwrap_or(0);
            if number.checked_rem(of_schedule) == Some(0) {
                self.begin_schedule(number);
            }
            if rule == 0 && self.prepared.is_some() {
                self.begin_order(number);
            }
            let figure = match self.source {
                Source::Fixed(figure) => figure,
                Source::Whole => self.whole(number),
                Source::Class(place) => self.of_class(place, rule, number),
            };
            self.figures.push(figure);
        }
        self.progress()
    }

    /// What the search found; what is left to do is done first.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        self.step(self.space.size());
        Outcome::of(&self.space, &self.figures, self.quote.amount, self.agreed)
    }

    fn happened(&self) -> Happened<'_> {
        Happened { opening: self.debt.opening.as_ref(), events: &self.debt.events, as_of: self.quote.on }
    }

    /// The schedule of the combinations from `number` on.
    fn begin_schedule(&mut self, number: usize) {
        let contract = self.space.contract(&self.debt.contract, Combination(number));
        let prepared = Prepared::of(&contract, self.happened());
        (self.source, self.prepared) = match (prepared, self.quote.figure.is_of_schedule()) {
            (Err(_), _) => (Source::Fixed(None), None),
            (Ok(prepared), true) => {
                let figure = self.quote.figure.of_rows(prepared.rows());
                (Source::Fixed(figure.ok().map(Money::minor)), None)
            }
            (Ok(prepared), false) => (Source::Whole, Some(prepared)),
        };
    }

    /// The debt of the combinations from `number` on, as far as lateness does not matter.
    fn begin_order(&mut self, number: usize) {
        self.source = Source::Whole;
        self.contract = self.space.contract(&self.debt.contract, Combination(number));
        let Some(mut prepared) = self.prepared.take() else { return };
        if let Ok(Some(common)) = prepared.common(&self.contract, self.happened())
            && let Ok(is_late) = common.is_late(&self.contract, self.happened())
        {
            let order = number.checked_div(self.late.len()).and_then(|order| order.checked_rem(self.orders));
            let order = order.filter(|_| common.is_paid_on(&self.debt.events));
            let alike = self.classes.iter().position(|class| class.order == order && class.common == common);
            let place = alike.unwrap_or_else(|| {
                let values = vec![Value::Unknown; if is_late { self.late.len() } else { 1 }];
                self.classes.push(Class { common, order, values });
                self.classes.len().saturating_sub(1)
            });
            self.source = Source::Class(place);
        }
        self.prepared = Some(prepared);
    }

    /// The figure of a combination by the replay of its contract.
    fn whole(&self, number: usize) -> Figure {
        let contract = self.space.contract(&self.debt.contract, Combination(number));
        let account = replay(&contract, self.debt.opening.as_ref(), &self.debt.events, self.quote.on).ok()?;
        self.quote.figure.of(&account).ok().map(Money::minor)
    }

    fn of_class(&mut self, place: usize, rule: usize, number: usize) -> Figure {
        let (lateness, _) = self.late.get(rule)?.as_ref()?;
        let class = self.classes.get(place)?;
        let place_of_value = if class.values.len() > 1 { rule } else { 0 };
        let mut value = class.values.get(place_of_value).copied()?;
        if matches!(value, Value::Unknown) {
            let lateness = lateness.clone();
            match &mut self.contract {
                Contract::Instalment(terms) => terms.lateness = lateness,
                Contract::Revolving(card) => card.lateness = lateness,
                Contract::Single(terms) => terms.lateness = lateness,
            }
            value = self.go_on(place, rule).map_or(Value::Whole, |sums| Value::Known(self.figure(sums)));
            if let Some(known) = self.classes.get_mut(place).and_then(|class| class.values.get_mut(place_of_value)) {
                *known = value;
            }
        }
        match value {
            Value::Known(figure) => figure,
            Value::Unknown | Value::Whole => self.whole(number),
        }
    }

    /// A class under a rule of lateness; none where only the whole replay tells.
    fn go_on(&self, place: usize, rule: usize) -> Option<Sums> {
        let (_, rates) = self.late.get(rule)?.as_ref()?;
        self.classes.get(place)?.common.sums(&self.contract, rates, self.happened()).ok().flatten()
    }

    fn figure(&self, sums: Sums) -> Figure {
        let amount = match self.quote.figure {
            Quoted::DueNow => sums.due_now,
            Quoted::Penalty => sums.penalty,
            Quoted::LateCharges => sums.late,
            Quoted::Payoff => sums.payoff,
            Quoted::Instalment(_) | Quoted::Interest(_) => return None,
        };
        Some(amount.minor())
    }
}
