//! The simulator's signals: one draft, and a chain of memos from it to the picture. Moving the day touches only the end
//! of the chain.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::checked::CapView;
use crate::case::link::{self, Opened};
use crate::case::{LinkError, Scenario};
use crate::engine::Money;
use crate::engine::growth::Point;
use crate::present::Lang;
use crate::present::chart::{self, Chart, Frame, Lines, Scope, Spot};
use crate::present::handed::Handed;
use crate::present::input::{Field, FieldError, words};
use crate::present::simulate::{
    Against, Curve, HORIZONS, MAX_LATE_DAYS, SimDraft, SimulateView, horizon_for, read, read_second,
};
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::state::{use_as_of, use_lang};

/// The name of the kept draft.
const FORM: &str = "simulate";

/// Everything that the page shows.
#[derive(Clone, Copy)]
pub struct Simulator {
    /// What is typed.
    pub draft: RwSignal<SimDraft>,
    /// The least span of the chart.
    pub span: RwSignal<i64>,
    /// What the chart shows.
    pub scope: RwSignal<Scope>,
    /// What stands against the fields.
    pub errors: Memo<Vec<FieldError>>,
    /// The last scenario that could be read.
    pub scenario: Memo<Option<Scenario>>,
    /// The same without the chosen day.
    pub rules: Memo<Option<Scenario>>,
    /// The rule to compare with.
    pub second: Second,
    /// What the law allows at most, once it is known.
    pub cap: RwSignal<Option<Arc<CapView>>>,
    /// What it comes to.
    pub view: Memo<Option<SimulateView>>,
    /// How many days the chart shows.
    pub horizon: Memo<i64>,
    /// How it grows.
    pub curve: Memo<Option<Arc<Curve>>>,
    /// The drawing.
    pub chart: Memo<Option<Chart>>,
    /// The chosen day in the drawing.
    pub spot: Memo<Option<Spot>>,
    /// The link that was opened, if one was.
    pub opened: RwSignal<Option<Result<Opened, LinkError>>>,
}

/// The rule to compare with, and what comes of it.
#[derive(Clone, Copy)]
pub struct Second {
    /// What stands against its fields.
    pub errors: Memo<Vec<FieldError>>,
    /// Both rules, once a second one is chosen and can be read.
    pub against: Memo<Option<Against>>,
    /// How the debt grows by it; it does not hang on the chosen day.
    curve: Memo<Option<Arc<Curve>>>,
}

impl Simulator {
    /// From the link in the address, the kept draft, or the example.
    #[must_use]
    pub fn start(fragment: &str) -> Self {
        let today = use_as_of().get_untracked();
        let handed = Handed::read(fragment, today);
        let opened = match link::open(fragment) {
            Err(LinkError::Empty) => None,
            _ if handed.is_some() => None,
            result => Some(result),
        };
        let known: Option<SimDraft> = kept::load(FORM).and_then(|text| serde_json::from_str(&text).ok());
        let draft = match &opened {
            // A link that was made from what is kept here: it comes back with all that was typed beside it.
            Some(Ok(opened)) => known
                .filter(|draft| read(draft, today).as_ref() == Ok(&opened.scenario))
                .unwrap_or_else(|| SimDraft::of(&opened.scenario)),
            _ => match handed {
                Some(handed) => SimDraft::handed(&handed, today, use_lang()),
                None => known.unwrap_or_else(|| SimDraft::example(today, use_lang())),
            },
        };
        Self::of(RwSignal::new(draft), RwSignal::new(opened))
    }

    fn of(draft: RwSignal<SimDraft>, opened: RwSignal<Option<Result<Opened, LinkError>>>) -> Self {
        let (as_of, lang) = (use_as_of(), use_lang());
        let span = RwSignal::new(HORIZONS.first().copied().unwrap_or(90));
        let scope = RwSignal::new(Scope::Extra);
        let result = Memo::new(move |_| draft.with(|draft| read(draft, as_of.get())));
        let errors = Memo::new(move |_| result.with(|result| result.as_ref().err().cloned().unwrap_or_default()));
        let scenario = Memo::new(move |before: Option<&Option<Scenario>>| {
            result.with(|result| result.clone().ok()).or_else(|| before.cloned().flatten())
        });
        let view = Memo::new(move |_| scenario.with(|scenario| SimulateView::of(scenario.as_ref()?).ok()));
        let horizon = Memo::new(move |_| {
            let days = scenario.with(|scenario| scenario.as_ref().map_or(0, |scenario| i64::from(scenario.days)));
            horizon_for(days, span.get())
        });
        // The curve does not hang on the chosen day.
        let rules = Memo::new(move |_| {
            scenario.with(|scenario| scenario.clone().map(|scenario| Scenario { days: 0, ..scenario }))
        });
        let curve =
            Memo::new(move |_| rules.with(|rules| Curve::of(rules.as_ref()?, horizon.get()).ok()).map(Arc::new));
        let second = Second::of(draft, scenario, rules, horizon);
        let cap = RwSignal::new(None::<Arc<CapView>>);
        let chart = Memo::new(move |_| {
            let curve = curve.get()?;
            let scope = scope.get();
            let tried = curve.tried_heights(scope == Scope::Extra);
            let other = second.curve.get().map(|other| other.heights(scope == Scope::Extra));
            let limit = cap.get().map(|cap| allowed(&cap, curve.points.first().filter(|_| scope == Scope::Whole)));
            let lines = Lines { tried: tried.as_deref(), second: other.as_deref(), cap: limit.as_deref() };
            Some(chart::draw(&curve.points, lines, scope, Frame::PHONE, lang))
        });
        let spot = Memo::new(move |_| {
            let (chart, view) = (chart.get()?, view.get()?);
            Some(chart::spot(&chart, view.finding.days, &view.finding.parts))
        });
        Self { draft, span, scope, errors, scenario, rules, second, cap, view, horizon, curve, chart, spot, opened }
    }

    /// Types into a field: the draft is kept, and the address no longer holds a link.
    pub fn set(self, field: Field, text: &str) {
        self.put(field, text);
        self.keep();
    }

    /// Types into a field of the rule to compare with.
    pub fn set_second(self, field: Field, text: &str) {
        self.draft.update(|draft| draft.set_second(field, text));
        self.unlink();
        self.keep();
    }

    fn put(self, field: Field, text: &str) {
        self.draft.update(|draft| draft.set(field, text));
        self.unlink();
    }

    /// An earlier or later state of the draft is back: it is kept, and the address no longer holds a link.
    pub fn stepped(self) {
        self.unlink();
        self.keep();
    }

    fn unlink(self) {
        if self.opened.with_untracked(Option::is_some) {
            self.opened.set(None);
            browser::replace_fragment("");
        }
    }

    /// Keeps what is typed for the next visit.
    pub fn keep(self) {
        if let Ok(text) = self.draft.with_untracked(serde_json::to_string) {
            kept::save(FORM, &text);
        }
    }

    /// Chooses a day in passing: a slider that moves keeps nothing until it rests.
    pub fn slide_to(self, day: i64) {
        let day = day.clamp(0, i64::from(MAX_LATE_DAYS));
        if day != self.day() {
            self.put(Field::Days, &day.to_string());
        }
    }

    /// Chooses a day.
    pub fn choose_day(self, day: i64) {
        self.slide_to(day);
        self.keep();
    }

    /// The chosen day; not tracked.
    #[must_use]
    pub fn day(self) -> i64 {
        self.scenario.with_untracked(|scenario| scenario.as_ref().map_or(0, |scenario| i64::from(scenario.days)))
    }

    /// Forgets what was typed or opened.
    pub fn start_over(self, today: chrono::NaiveDate, lang: Lang) {
        self.draft.set(SimDraft::example(today, lang));
        self.opened.set(None);
        kept::remove(FORM);
        browser::replace_fragment("");
    }

    /// What stands against a field, in words.
    #[must_use]
    pub fn error(self, field: Field) -> Signal<Option<String>> {
        said(self.errors, field)
    }

    /// What stands against a field of the rule to compare with, in words.
    #[must_use]
    pub fn second_error(self, field: Field) -> Signal<Option<String>> {
        said(self.second.errors, field)
    }
}

/// The line of the cap; in a picture of all that has to be paid it stands on the principal.
fn allowed(cap: &CapView, first: Option<&Point>) -> Vec<(i64, Money)> {
    let on = |amount: Money| first.map_or(Some(amount), |point| amount.plus(point.parts.principal).ok());
    cap.line.iter().filter_map(|(day, amount)| Some((*day, on(*amount)?))).collect()
}

fn said(errors: Memo<Vec<FieldError>>, field: Field) -> Signal<Option<String>> {
    let lang = use_lang();
    Signal::derive(move || {
        errors.with(|errors| errors.iter().find(|error| error.field == field).map(|error| words::message(error, lang)))
    })
}

impl Second {
    fn of(
        draft: RwSignal<SimDraft>,
        scenario: Memo<Option<Scenario>>,
        rules: Memo<Option<Scenario>>,
        horizon: Memo<i64>,
    ) -> Self {
        let result = Memo::new(move |_| {
            draft.with(|draft| rules.with(|rules| rules.as_ref().map_or(Ok(None), |first| read_second(draft, first))))
        });
        let errors = Memo::new(move |_| result.with(|result| result.as_ref().err().cloned().unwrap_or_default()));
        let second = Memo::new(move |_| result.with(|result| result.clone().ok().flatten()));
        let against = Memo::new(move |_| {
            let (first, second) = (scenario.get()?, second.get()?);
            Against::of(&first, &Scenario { days: first.days, ..second }).ok()
        });
        let curve =
            Memo::new(move |_| second.with(|second| Curve::of(second.as_ref()?, horizon.get()).ok()).map(Arc::new));
        Self { errors, against, curve }
    }
}
