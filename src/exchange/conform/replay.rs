//! Cases of agreed schedules that change: a loan, what happens to it, and the rows after some of it.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::Fault;
use super::schedule::terms;
use super::value::{
    Checks, count, money, need, need_date, need_list, need_number, need_text, number, parse_date, text,
};
use crate::engine::{
    Account, Accrual, ClaimRef, Contract, DaysInMonth, DaysInYear, Event, EventKind, InstalmentTerms, InterestKind,
    LeapRule, LedgerKind, PauseOf, Rate, Reschedule, Tranche, replay, replay_agreed,
};

/// Cases with dated events and whole rows.
pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let settings = settings(need(inputs, "settings")?);
    let events = need_list(inputs, "events")?;
    let paid_out = events.iter().find(|event| text(event, "op") == Some("disburse"));
    let paid_out = paid_out.ok_or_else(|| Fault::Unsupported("nothing is disbursed".to_owned()))?;
    let mut terms = terms(need(inputs, "terms")?, &settings, need_date(paid_out, "date")?)?;
    terms.waterfall = super::delinquency::waterfall(&settings)?;
    // Until the first payout the schedule is a plan for the whole amount; the cases expect it for the first payout.
    terms.principal = money(need_number(paid_out, "amount")?, terms.principal.currency())?;
    terms.shape.follows_payments =
        settings.get("interest_recalculation_enabled").and_then(Value::as_bool) == Some(true);
    let today = terms.disbursed_on;
    let mut loan = Loan { terms, events: Vec::new(), today, begun: false };
    for event in events {
        loan.apply(event)?;
        let no = event.get("no").and_then(number);
        for wanted in need_list(case, "expected")?.iter() {
            if wanted.get("after_event").and_then(number) == no {
                loan.check(wanted, checks)?;
            }
        }
    }
    Ok(())
}

/// The yearly rate is written as a number in some cases.
fn settings(settings: &Value) -> Value {
    let mut settings = settings.clone();
    if let Some(frequency) = settings.get_mut("rate_frequency")
        && number(frequency) == Some(Decimal::from(3))
    {
        *frequency = json!("YEAR");
    }
    settings
}

/// A loan whose days are being lived through.
struct Loan {
    terms: InstalmentTerms,
    events: Vec<Event>,
    today: NaiveDate,
    begun: bool,
}

/// The night before a day: where the case counts days, the engine counts nights.
fn night_before(day: NaiveDate) -> Result<NaiveDate, Fault> {
    day.checked_sub_days(Days::new(1)).ok_or_else(|| Fault::Unsupported(format!("no day before {day}")))
}

impl Loan {
    fn enter(&mut self, date: NaiveDate, kind: EventKind) {
        let id = self.events.len() as u64;
        self.events.push(Event { id, date, kind });
    }

    fn pays_out(&mut self, event: &Value, own_term: bool) -> Result<(), Fault> {
        let (on, amount) = (need_date(event, "date")?, need_number(event, "amount")?);
        let amount = money(amount, self.terms.principal.currency())?;
        if !core::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        if on == self.terms.disbursed_on {
            self.terms.principal = self.terms.principal.plus(amount)?;
        } else {
            self.terms.shape.tranches.push(Tranche { on, amount, own_term });
        }
        Ok(())
    }

    fn change_rate(&mut self, from: NaiveDate, percent: Decimal) -> Result<(), Fault> {
        let date = night_before(from)?.max(self.terms.disbursed_on);
        self.enter(date, EventKind::RateChange { rate: Rate::percent_per_year(percent)? });
        Ok(())
    }

    fn pause(&mut self, from: NaiveDate, until: NaiveDate) -> Result<(), Fault> {
        self.enter(night_before(from)?, EventKind::Pause { of: PauseOf::Interest, until });
        Ok(())
    }

    fn apply(&mut self, event: &Value) -> Result<(), Fault> {
        match need_text(event, "op")? {
            "create_loan" | "end_of_day_job" => {}
            // Every payout of these products has instalments of its own.
            "disburse" => self.pays_out(event, true)?,
            "set_date" => self.today = need_date(event, "date")?,
            "repay" => {
                let date = need_date(event, "date")?;
                let amount = money(need_number(event, "amount")?, self.terms.principal.currency())?;
                self.enter(date, EventKind::Payment { amount });
            }
            "reschedule" => self.reschedule(event)?,
            "interest_pause" => self.pause(need_date(event, "start")?, need_date(event, "end")?)?,
            "payoff" => {
                let on = self.today.max(need_date(event, "date")?);
                let account = replay(&self.contract(), None, &self.events, on)?;
                let amount = account.payoff.total()?;
                if amount.is_positive() {
                    self.enter(need_date(event, "date")?, EventKind::Payment { amount });
                }
            }
            other => return Err(Fault::Unsupported(format!("event {other}"))),
        }
        Ok(())
    }

    fn reschedule(&mut self, event: &Value) -> Result<(), Fault> {
        let from = need_date(event, "rescheduleFromDate")?;
        if let Some(percent) = event.get("newInterestRate").and_then(number) {
            self.change_rate(from, percent)?;
        }
        let again =
            Reschedule { more: count(event, "extraTerms", 0)?, due: event.get("adjustedDueDate").and_then(parse_date) };
        if again.more > 0 || again.due.is_some() {
            self.enter(from, EventKind::Reschedule(again));
        }
        Ok(())
    }

    fn contract(&self) -> Contract {
        Contract::Instalment(Box::new(self.terms.clone()))
    }

    /// The account of the day with all that was agreed on, whenever it comes into force.
    fn agreed(&self) -> Result<Account, Fault> {
        Ok(replay_agreed(&self.contract(), None, &self.events, self.today)?)
    }

    fn check(&self, wanted: &Value, checks: &mut Checks) -> Result<(), Fault> {
        match need_text(wanted, "check")? {
            "schedule" => {}
            other => return Err(Fault::Unsupported(format!("check {other}"))),
        }
        let account = self.agreed()?;
        let rows = need_list(wanted, "rows")?;
        checks.number("periods", need(wanted, "periods")?, Decimal::from(account.rows.len()))?;
        for (wanted, row) in rows.iter().zip(&account.rows) {
            let nr = row.number;
            checks.number("nr", need(wanted, "nr")?, Decimal::from(nr))?;
            checks.word(&format!("row {nr} date"), need_text(wanted, "date")?, &row.due.to_string());
            let paid = |when: &dyn Fn(NaiveDate) -> bool| -> Decimal {
                let own = account.ledger.iter().filter(|line| {
                    line.kind == LedgerKind::Paid && line.claim == Some(ClaimRef::Row(nr)) && when(line.date)
                });
                own.map(|line| line.amount.exact()).sum()
            };
            let all = paid(&|_| true);
            let amounts = [
                ("principal", row.principal.exact()),
                ("interest", row.interest.exact()),
                ("fees", row.fee.exact()),
                ("penalties", Decimal::ZERO),
                ("due", row.total.exact()),
                ("balance", row.balance.exact()),
                ("days", Decimal::from(row.days)),
                ("paid", all),
                ("in_advance", paid(&|date| date < row.due)),
                ("late", paid(&|date| date > row.due)),
                ("outstanding", row.total.exact().checked_sub(all).unwrap_or(Decimal::MAX)),
            ];
            for (field, got) in amounts {
                if let Some(value) = wanted.get(field) {
                    checks.number(&format!("row {nr} {field}"), value, got)?;
                }
            }
        }
        Ok(())
    }
}

/// Cases of one calculator: periods, steps, and the rows after some of them.
pub(super) fn check_steps(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let settings = need(inputs, "settings")?;
    let timeline = need_list(inputs, "timeline")?;
    let mut loan =
        Loan { terms: calculator(inputs, settings)?, events: Vec::new(), today: NaiveDate::MIN, begun: false };
    loan.today = loan.terms.disbursed_on;
    let whole = settings.get("allow_partial_period_interest").and_then(Value::as_bool) == Some(false);
    let periods = need_list(inputs, "periods")?;
    let paid = |step: &Value| matches!(text(step, "op"), Some("pay_principal" | "pay_interest"));
    loan.terms.shape.follows_payments = timeline.iter().any(paid) && loan.terms.interest == InterestKind::Declining;
    let starts = loan.terms.due_dates.clone().unwrap_or_default();
    for step in timeline {
        match need_text(step, "op")? {
            "disburse" => {
                loan.pays_out(step, false)?;
                // Without parts of periods, a payout counts from the start of its period.
                if let Some(tranche) = loan.terms.shape.tranches.last_mut().filter(|_| whole) {
                    let start = starts.iter().rev().find(|start| **start <= tranche.on);
                    tranche.on = start.copied().unwrap_or(loan.terms.disbursed_on);
                }
            }
            "change_rate" => {
                loan.change_rate(need_date(step, "from_date")?, need_number(step, "new_annual_rate_pct")?)?;
            }
            "interest_pause" => loan.pause(need_date(step, "from_date")?, need_date(step, "to_date_inclusive")?)?,
            "add_terms" => {
                let again = Reschedule { more: count(step, "extra_terms", 0)?, due: None };
                loan.enter(need_date(step, "from_date")?, EventKind::Reschedule(again));
            }
            // The parts of one day are one payment, which goes to the first instalment.
            "pay_principal" | "pay_interest" if period_of(step, periods) == Some(0) => {
                let amount = money(need_number(step, "amount")?, loan.terms.principal.currency())?;
                let date = need_date(step, "date")?;
                loan.today = loan.today.max(date);
                loan.enter(date, EventKind::Payment { amount });
            }
            "pay_principal" | "pay_interest" => {
                let what = "a later instalment is paid before the first one";
                return Err(Fault::Unsupported(what.to_owned()));
            }
            other => return Err(Fault::Unsupported(format!("step {other}"))),
        }
        for wanted in need_list(case, "expected")?.iter() {
            if wanted.get("after_step").and_then(number) == step.get("step").and_then(number) {
                check_table(&loan, wanted, checks)?;
            }
        }
    }
    Ok(())
}

/// Which period a step names, counted from 0.
fn period_of(step: &Value, periods: &[Value]) -> Option<usize> {
    let from = step.get("period_from").and_then(parse_date)?;
    periods.iter().position(|period| period.get(0).and_then(parse_date) == Some(from))
}

fn check_table(loan: &Loan, wanted: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let account = loan.agreed()?;
    let rows = need_list(wanted, "rows")?;
    checks.word("rows", &rows.len().to_string(), &account.rows.len().to_string());
    for (wanted, row) in rows.iter().zip(&account.rows) {
        // The case enters what is paid out on a due date before its balance, the engine after it.
        let same_day = loan.terms.shape.tranches.iter().filter(|tranche| tranche.on == row.due);
        let paid_out: Decimal = same_day.map(|tranche| tranche.amount.exact()).sum();
        let amounts = [
            ("no", Decimal::from(row.number)),
            ("emi", row.total.exact()),
            ("interest", row.interest.exact()),
            ("principal", row.principal.exact()),
            ("balance", row.balance.exact().checked_add(paid_out).unwrap_or(Decimal::MAX)),
        ];
        for (field, got) in amounts {
            checks.number(&format!("row {} {field}", row.number), need(wanted, field)?, got)?;
        }
    }
    Ok(())
}

/// The terms of a calculator's case in the words of the other cases.
fn calculator(inputs: &Value, settings: &Value) -> Result<InstalmentTerms, Fault> {
    let spelled = |field: &str| need_text(settings, field).map(|word| word.replace("DAYS_", "DAYS"));
    let periods = need_list(inputs, "periods")?;
    let first = need_list(inputs, "timeline")?.first().ok_or_else(|| Fault::Unsupported("no step".to_owned()))?;
    let loan = json!({
        "principal": need(first, "amount")?,
        "nominal_rate_pct": need(settings, "annual_rate_pct")?,
        "number_of_repayments": periods.len(),
        "repay_every": need(settings, "repay_every")?,
        "repay_unit": need(settings, "frequency")?,
        "interest_type": need(settings, "interest_method")?,
        "interest_calculation_period": need(settings, "interest_calc_period")?,
        "amortization_type": need(settings, "amortization")?,
        "grace_on_principal": need(settings, "principal_grace_periods")?,
        "grace_on_interest": need(settings, "interest_grace_periods")?,
    });
    let product = json!({
        "schedule_generator": "PROGRESSIVE",
        "days_in_year": spelled("days_in_year")?,
        "days_in_month": spelled("days_in_month")?,
        "days_in_year_custom": settings.get("feb29_strategy").and_then(Value::as_str),
        "intermediate_precision_digits": 12,
        "currency_digits": need(settings, "currency_decimals")?,
        "instalment_multiple_of": settings.get("instalment_in_multiples_of"),
    });
    let mut terms = terms(&loan, &product, need_date(first, "date")?)?;
    let day = |period: &Value, place: usize| period.get(place).and_then(parse_date);
    let dates: Option<Vec<NaiveDate>> = periods.iter().map(|period| day(period, 1)).collect();
    terms.due_dates = Some(dates.ok_or_else(|| Fault::Unsupported("periods are not dates".to_owned()))?);
    terms.anchor = periods.first().and_then(|period| day(period, 0)).filter(|start| *start != terms.disbursed_on);
    if terms.accrual == Accrual::PerPeriod && text(settings, "frequency") == Some("DAYS") {
        // A period of days counts by the year's own days.
        let (month, leap) = (DaysInMonth::Actual, LeapRule::SplitAtYearEnd);
        terms.accrual = Accrual::Daily { month, year: DaysInYear::Actual, leap };
    }
    debug_assert!(terms.interest != InterestKind::FlatTotal);
    Ok(terms)
}
