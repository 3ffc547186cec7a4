//! Cases of days late and buckets: a contract, events, and the state after some of them.

use chrono::NaiveDate;
use serde_json::Value;

use super::Fault;
use super::schedule::terms;
use super::value::{Checks, count, money, need, need_date, need_list, need_number, need_text, number, text};
use crate::engine::delinquency::{Ageing, Bucket, CountingPause, History};
use crate::engine::{Component, Contract, Event, EventKind, StageOrder, Waterfall, replay};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let settings = need(inputs, "settings")?;
    let (names, buckets) = buckets(need(inputs, "delinquency")?)?;
    let events = need_list(inputs, "events")?;
    let disbursed = events.iter().find(|event| text(event, "op") == Some("disburse"));
    let disbursed = disbursed.ok_or_else(|| Fault::Unsupported("nothing is disbursed".to_owned()))?;
    let mut terms = terms(need(inputs, "terms")?, settings, need_date(disbursed, "date")?)?;
    terms.waterfall = waterfall(settings)?;
    terms.principal = money(need_number(disbursed, "amount")?, terms.principal.currency())?;
    let mut loan = Loan {
        contract: Contract::Instalment(Box::new(terms)),
        events: Vec::new(),
        today: need_date(disbursed, "date")?,
        ageing: Ageing {
            grace_days: i64::from(count(settings, "grace_on_arrears_ageing_days", 0)?),
            pauses: Vec::new(),
        },
        buckets,
        history: History::default(),
    };
    let expected = case.get("expected").and_then(Value::as_array);
    let expected = expected.ok_or_else(|| Fault::Unsupported("expected is not a list".to_owned()))?;
    for event in events {
        loan.apply(event)?;
        let no = event.get("no").and_then(number);
        for wanted in expected.iter().filter(|wanted| wanted.get("after_event").and_then(number) == no) {
            loan.check(wanted, &names, checks)?;
        }
    }
    Ok(())
}

/// A loan whose days are being lived through.
struct Loan {
    contract: Contract,
    events: Vec<Event>,
    today: NaiveDate,
    ageing: Ageing,
    buckets: Vec<Bucket>,
    history: History,
}

impl Loan {
    fn oldest_due(&self) -> Result<Option<NaiveDate>, Fault> {
        Ok(replay(&self.contract, None, &self.events, self.today)?.oldest_unpaid_due)
    }

    fn apply(&mut self, event: &Value) -> Result<(), Fault> {
        match need_text(event, "op")? {
            "create_loan" | "disburse" => {}
            "set_date" => self.today = need_date(event, "date")?,
            "end_of_day_job" => {
                let oldest = self.oldest_due()?;
                self.history.end_of_day(&self.ageing, &self.buckets, oldest, self.today)?;
            }
            "repay" => {
                let currency = self.contract.currency();
                let amount = money(need_number(event, "amount")?, currency)?;
                let id = self.events.len() as u64;
                let date = need_date(event, "date")?;
                self.events.push(Event { id, date, kind: EventKind::Payment { amount } });
                if self.oldest_due()?.is_none() {
                    self.history.leave(date);
                }
            }
            "delinquency_pause" => {
                let pause = CountingPause { from: need_date(event, "start")?, until: need_date(event, "end")? };
                self.ageing.pauses.push(pause);
            }
            "delinquency_resume" => {
                let end = need_date(event, "start")?;
                if let Some(pause) = self.ageing.pauses.last_mut() {
                    pause.until = pause.until.min(end);
                }
            }
            other => return Err(Fault::Unsupported(format!("event {other}"))),
        }
        Ok(())
    }

    fn check(&self, wanted: &Value, names: &[String], checks: &mut Checks) -> Result<(), Fault> {
        match need_text(wanted, "check")? {
            "delinquency_range" => {
                let now = self.history.current().and_then(|place| names.get(place));
                checks.word("range", need_text(wanted, "range")?, now.map_or("NO_DELINQUENCY", String::as_str));
                if let Some(date) = text(wanted, "delinquent_date").filter(|date| !date.is_empty()) {
                    let since = self.oldest_due()?.map(|due| self.ageing.delinquent_since(due)).transpose()?;
                    checks.word("delinquent date", date, &since.map_or(String::new(), |day| day.to_string()));
                }
                Ok(())
            }
            "delinquency_history" => self.check_history(need_list(wanted, "rows")?, names, checks),
            other => Err(Fault::Unsupported(format!("check {other}"))),
        }
    }

    /// The stays, newest first, with days in the words of the case.
    fn check_history(&self, rows: &[Value], names: &[String], checks: &mut Checks) -> Result<(), Fault> {
        checks.word("stays", &rows.len().to_string(), &self.history.stays.len().to_string());
        let day = |date: NaiveDate| date.format("%d %B %Y").to_string();
        for (row, stay) in rows.iter().zip(self.history.stays.iter().rev()) {
            let name = names.get(stay.bucket).map_or("", String::as_str);
            checks.word("stay", need_text(row, "Range (Classification)")?, name);
            checks.word("added on", need_text(row, "Added on date")?, &day(stay.added));
            checks.word("lifted on", need_text(row, "Lifted on date")?, &stay.lifted.map_or(String::new(), day));
        }
        Ok(())
    }
}

fn buckets(value: &Value) -> Result<(Vec<String>, Vec<Bucket>), Fault> {
    let mut names = Vec::new();
    let mut list = Vec::new();
    for bucket in need_list(value, "buckets")? {
        names.push(need_text(bucket, "name")?.to_owned());
        let least = i64::from(count(bucket, "min_days", 0)?);
        let greatest = bucket.get("max_days").and_then(number).and_then(|days| i64::try_from(days).ok());
        list.push(Bucket { least, greatest });
    }
    Ok((names, list))
}

pub(super) fn waterfall(settings: &Value) -> Result<Waterfall, Fault> {
    use Component::{Fee, Interest, Penalty, Principal};
    let order = match need_text(settings, "transaction_processing_strategy")? {
        "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER" => [Penalty, Fee, Interest, Principal],
        "INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER" => [Interest, Principal, Penalty, Fee],
        "ADVANCED_PAYMENT_ALLOCATION" => [Penalty, Fee, Principal, Interest],
        other => return Err(Fault::Unsupported(format!("allocation strategy {other}"))),
    };
    Ok(match text(settings, "schedule_processing") {
        Some("VERTICAL") => Waterfall::each(&order, StageOrder::ByComponent),
        _ => Waterfall::each(&order, StageOrder::ByClaim),
    })
}
