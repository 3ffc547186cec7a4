//! Workings and card bills written out: which steps, in which order, with which inputs.
//!
//! source of all: by hand, each figure beside its line.

use chrono::NaiveDate;
use duewise::engine::card::payoff::{MonthFactors, Payoff, PayoffPlan, Posting};
use duewise::engine::card::{BilledInterest, Carry, CashAdvance, DueRule, InterestMethod, LateFee, Tolerance};
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn pay(id: u64, day: &str, minor: i64) -> Event {
    Event { id, date: date(day), kind: EventKind::Payment { amount: yuan(minor) } }
}

/// A step in one line: what it shows, and what comes out.
fn told(step: &Step) -> String {
    let of = |money: &Money| money.exact().to_string();
    let what = match &step.kind {
        StepKind::Stated => "stated".to_owned(),
        StepKind::Instalment { principal, count, exact } => {
            format!("instalment of {} in {count}: {}", of(principal), exact.round_dp(4))
        }
        StepKind::EqualShare { principal, count, exact } => format!("{} / {count} = {exact}", of(principal)),
        StepKind::Interest { balance, factor, exact } => {
            format!("{} * {} = {}", of(balance), factor.normalize(), exact.normalize())
        }
        StepKind::ProRata { whole, days, of: length, exact } => {
            format!("{} * {days}/{length} = {}", of(whole), exact.round_dp(4))
        }
        StepKind::Remainder => "remainder".to_owned(),
        StepKind::Difference { from, less } => format!("{} - {}", of(from), of(less)),
        StepKind::LateDays { base, daily, from, to, days, exact, .. } => {
            format!("{} * {daily} * {days} days {from} {to} = {}", of(base), exact.normalize())
        }
        StepKind::Rounded { exact, .. } => format!("rounded {}", exact.normalize()),
        StepKind::Allocated { event, date } => format!("payment {event} of {date}"),
        StepKind::Waived { event, date } => format!("waiver {event} of {date}"),
        StepKind::CardDays { bill, base, daily, from, to, days, exact } => {
            format!("bill {bill}: {} * {daily} * {days} days {from} {to} = {}", of(base), exact.normalize())
        }
        StepKind::ShareOf { bill, base, share, exact } => {
            format!("bill {bill}: {} * {share} = {}", of(base), exact.normalize())
        }
        StepKind::Entered { entry } => format!("{entry:?}"),
        StepKind::Sum { parts } => {
            let parts: Vec<String> = parts.iter().map(|(label, amount)| format!("{label:?} {}", of(amount))).collect();
            format!("[{}]", parts.join("; "))
        }
        other => format!("{other:?}"),
    };
    format!("{what} -> {}", of(&step.result))
}

/// 200.00 at 1 % a month in two instalments of 101.50, late by 0.1 % a day; 50.00 is paid five days after the first.
fn late_loan() -> (Contract, Vec<Event>) {
    let mut terms = InstalmentTerms::monthly(
        yuan(20_000),
        Rate { value: dec("0.12"), per: RatePeriod::Year },
        2,
        date("2026-01-15"),
    );
    let rate = Rate { value: dec("0.001"), per: RatePeriod::Day };
    terms.lateness = Lateness { charges: vec![LateCharge::daily(rate, Base::OverduePrincipal)] };
    (Contract::Instalment(Box::new(terms)), vec![pay(7, "2026-02-20", 5_000)])
}

fn working(figure: Figure) -> Vec<String> {
    let (contract, events) = late_loan();
    let steps = explain(&contract, None, &events, date("2026-02-25"), figure).expect("a working");
    steps.iter().map(told).collect()
}

const INTEREST: &str = "200.00 * 0.01 = 2 -> 2.00";
const INSTALMENT: &str = "instalment of 200.00 in 2: 101.5025 -> 101.50";
const DIFFERENCE: &str = "101.50 - 2.00 -> 99.50";
const BEFORE: &str = "99.50 * 0.001 * 5 days 2026-02-15 2026-02-20 = 0.4975 -> 0.50";
const SINCE: &str = "52.00 * 0.001 * 5 days 2026-02-20 2026-02-25 = 0.26 -> 0.26";
const ROUNDED: &str = "rounded 0.7575 -> 0.76";

#[test]
fn the_working_of_a_row_leads_from_the_balance_over_interest_and_instalment_to_principal() {
    use Component::{Fee, Interest, Penalty, Principal};
    assert_eq!(working(Figure::RowPart(1, Interest)), [INTEREST]);
    assert_eq!(working(Figure::RowPart(1, Principal)), [INTEREST, INSTALMENT, DIFFERENCE]);
    assert_eq!(working(Figure::RowPart(2, Principal)), ["[BalanceBefore(2) 100.50] -> 100.50", "remainder -> 100.50"]);
    assert_eq!(working(Figure::RowPart(2, Interest)), ["100.50 * 0.01 = 1.005 -> 1.01"]);
    assert_eq!(working(Figure::RowPart(2, Fee)), ["[] -> 0.00"]);
    assert_eq!(working(Figure::RowPart(2, Penalty)), ["[] -> 0.00"]);
    let sum = "[Component(Principal) 99.50; Component(Interest) 2.00] -> 101.50";
    assert_eq!(working(Figure::RowTotal(1)), [INTEREST, INSTALMENT, DIFFERENCE, INTEREST, sum]);
    assert_eq!(
        working(Figure::RowBalance(1)),
        ["[BalanceBefore(1) 200.00; Charged(Row(1), Principal) -99.50] -> 100.50"]
    );
    assert_eq!(
        working(Figure::RowBalance(2)),
        ["[BalanceBefore(2) 100.50; Charged(Row(2), Principal) -100.50] -> 0.00"]
    );
    assert_eq!(
        working(Figure::TotalInterest),
        ["[Charged(Row(1), Interest) 2.00; Charged(Row(2), Interest) 1.01] -> 3.01"]
    );
    assert_eq!(working(Figure::TotalRepayment), ["[Claim(Row(1)) 101.50; Claim(Row(2)) 101.51] -> 203.01"]);
}

#[test]
fn the_working_of_a_late_charge_names_its_days_and_the_payment_that_met_it() {
    let row = ClaimRef::Row(1);
    assert_eq!(working(Figure::LateCharge(row, 0)), [BEFORE, SINCE, ROUNDED]);
    let total = "[LateCharge(Row(1), 0) 0.76] -> 0.76";
    assert_eq!(working(Figure::LateTotal), [BEFORE, SINCE, ROUNDED, total]);
    let paid = "payment 7 of 2026-02-20 -> 0.50";
    let open = "[Charged(Row(1), Penalty) 0.76; Paid(Row(1), Penalty) -0.50] -> 0.26";
    assert_eq!(working(Figure::ClaimOpenPart(row, Component::Penalty)), [BEFORE, SINCE, ROUNDED, paid, open]);
    let all = "[Component(Principal) 52.00; Component(Penalty) 0.26] -> 52.26";
    let principal = [
        "payment 7 of 2026-02-20 -> 47.50",
        "[Charged(Row(1), Principal) 99.50; Paid(Row(1), Principal) -47.50] -> 52.00",
    ];
    let due =
        [&[INTEREST, INSTALMENT, DIFFERENCE][..], &principal, &[BEFORE, SINCE, ROUNDED, paid, open, all]].concat();
    assert_eq!(working(Figure::DueNow), due);
    assert_eq!(working(Figure::Overdue), due);
    assert_eq!(working(Figure::ClaimOpen(row)), due);
    assert_eq!(
        working(Figure::ClaimPaid(row)),
        [
            "payment 7 of 2026-02-20 -> 47.50",
            "payment 7 of 2026-02-20 -> 2.00",
            paid,
            "[Component(Principal) 47.50; Component(Interest) 2.00; Component(Penalty) 0.50] -> 50.00"
        ]
    );
    assert_eq!(
        working(Figure::PayoffPart(Component::Interest)),
        ["[] -> 0.00", "1.01 * 10/28 = 0.3607 -> 0.36", "[Component(Interest) 0.00; Claim(Row(2)) 0.36] -> 0.36"]
    );
    assert_eq!(working(Figure::PaidPart(Component::Interest)), ["[Portion(7, Row(1), Interest) 2.00] -> 2.00"]);
    assert_eq!(working(Figure::NextDuePart(Component::Interest)), ["100.50 * 0.01 = 1.005 -> 1.01"]);
}

#[test]
fn the_working_of_a_ledger_line_is_that_of_its_day() {
    let line = |place| working(Figure::Ledger(place));
    assert_eq!(line(0), ["stated -> 200.00"]);
    assert_eq!(line(1), [INTEREST, INSTALMENT, DIFFERENCE]);
    assert_eq!(line(2), [INTEREST]);
    assert_eq!(line(3), [BEFORE, "rounded 0.4975 -> 0.50"]);
    let paid = |amount: &str| format!("payment 7 of 2026-02-20 -> {amount}");
    assert_eq!(line(4), ["stated -> 50.00".to_owned(), paid("0.50")]);
    assert_eq!(line(6), ["stated -> 50.00".to_owned(), paid("0.50"), paid("2.00"), paid("47.50")]);
    assert_eq!(line(7), [BEFORE, SINCE, ROUNDED, "[LateCharge(Row(1), 0) 0.76; OnDate(2026-02-20) -0.50] -> 0.26"]);
    let (contract, _) = late_loan();
    let events = [pay(7, "2026-01-15", 25_000)];
    let credit = |figure| {
        let steps = explain(&contract, None, &events, date("2026-01-15"), figure).expect("a working");
        steps.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(credit(Figure::Credit), ["[OnDate(2026-01-15) 46.99] -> 46.99"]);
    let parts = "[OnDate(2026-01-15) 250.00; Portion(7, Row(1), Interest) -2.00; \
        Portion(7, Row(1), Principal) -99.50; Portion(7, Row(2), Interest) -1.01; \
        Portion(7, Row(2), Principal) -100.50] -> 46.99";
    assert_eq!(credit(Figure::Ledger(5)), ["stated -> 250.00", parts]);
}

/// 1,000.00 bought on 30 March, billed on the 5th, due on the 23rd, 0.05 % a day; at least 100.00.
fn card(change: impl FnOnce(&mut CardCycle)) -> Contract {
    let mut cycle = CardCycle {
        statement_day: 5,
        due: DueRule::Day(23),
        minimum: MinimumRule { fixed: Some(yuan(10_000)), ..MinimumRule::share(dec("0.1"), yuan(0)) },
        method: InterestMethod::FullBalance,
        carry: Carry::DailyBalance,
        billed: BilledInterest::Simple,
        inclusion: Inclusion::First,
        tolerance: None,
        late_fee: Some(LateFee { share: dec("0.05"), floor: None, ceiling: None }),
        cash: None,
        items: vec![CardItem { posted: date("2026-03-30"), amount: yuan(100_000), kind: ItemKind::Purchase }],
        rounding: Rounding::HalfUp,
    };
    change(&mut cycle);
    Contract::Revolving(Box::new(CardStatement {
        balance: yuan(100_000),
        minimum: yuan(10_000),
        statement_date: Some(date("2026-04-05")),
        due: date("2026-04-23"),
        rate: Rate { value: dec("0.0005"), per: RatePeriod::Day },
        lateness: Lateness::default(),
        waterfall: Waterfall::default(),
        cycle: Some(cycle),
    }))
}

fn bought(id: u64, day: &str, minor: i64, kind: ItemKind) -> Event {
    Event { id, date: date(day), kind: EventKind::Purchase { amount: yuan(minor), kind } }
}

/// Each bill: carried, posted, interest, fees, instalments, balance, least payment.
fn bills(contract: &Contract, events: &[Event], as_of: &str) -> Vec<[i64; 7]> {
    let account = replay(contract, None, events, date(as_of)).expect("an account");
    let list = account.bills.iter().map(|bill| {
        let balance = bill.balance.total().expect("fits");
        [bill.carried, bill.posted, bill.interest, bill.fees, bill.instalments, balance, bill.minimum].map(Money::minor)
    });
    list.collect()
}

/// Bill 2: 1,000 for 24 days 12.00, 900 for 12 days 5.40. Bill 3: 900 for 31 days 13.95 and 200 since 10 April, 56 days,
/// 5.60; the least payment of 100 was missed: 5.00. Bill 4: 1,100 for 30 days 16.50, two least payments missed: 10.00.
#[test]
fn bills_carry_what_is_open_and_add_what_is_posted_interest_and_fees() {
    let events = [bought(1, "2026-04-10", 20_000, ItemKind::Purchase), pay(2, "2026-04-23", 10_000)];
    let list = bills(&card(|_| {}), &events, "2026-07-05");
    assert_eq!(list[0], [0, 100_000, 0, 0, 0, 100_000, 10_000]);
    assert_eq!(list[1], [90_000, 20_000, 1_740, 0, 0, 111_740, 10_000]);
    assert_eq!(list[2], [111_740, 0, 1_955, 500, 0, 114_195, 10_000]);
    assert_eq!(list[3], [114_195, 0, 1_650, 1_000, 0, 116_845, 10_000]);
    let account = replay(&card(|_| {}), None, &events, date("2026-07-05")).expect("an account");
    let looked: Vec<_> = account.bills.iter().map(|bill| (bill.paid.minor(), bill.paid_in_full)).collect();
    assert_eq!(looked, [(10_000, Some(false)), (0, Some(false)), (0, Some(false)), (0, None)]);
    let dues: Vec<String> = account.bills.iter().map(|bill| bill.due.to_string()).collect();
    assert_eq!(dues, ["2026-04-23", "2026-05-23", "2026-06-23", "2026-07-23"]);
}

/// The same bills: each stretch of days, the entry that they come to, and what a bill is made of.
#[test]
fn the_working_of_a_bill_names_its_days_and_its_entries() {
    let contract = card(|_| {});
    let events = [bought(1, "2026-04-10", 20_000, ItemKind::Purchase), pay(2, "2026-04-23", 10_000)];
    let working = |figure| {
        let steps = explain(&contract, None, &events, date("2026-06-05"), figure).expect("a working");
        steps.iter().map(told).collect::<Vec<_>>()
    };
    let second = [
        "bill 2: 1000.00 * 0.0005 * 24 days 2026-03-30 2026-04-23 = 12 -> 12.00",
        "bill 2: 900.00 * 0.0005 * 12 days 2026-04-23 2026-05-05 = 5.4 -> 5.40",
        "Interest(2) -> 17.40",
    ];
    let third = [
        "bill 3: 900.00 * 0.0005 * 31 days 2026-05-05 2026-06-05 = 13.95 -> 13.95",
        "bill 3: 200.00 * 0.0005 * 56 days 2026-04-10 2026-06-05 = 5.6 -> 5.60",
        "Interest(3) -> 19.55",
    ];
    assert_eq!(working(Figure::BillInterest(1)), ["[] -> 0.00"]);
    assert_eq!(
        (working(Figure::BillInterest(2)), working(Figure::BillInterest(3))),
        (second.map(str::to_owned).to_vec(), third.map(str::to_owned).to_vec())
    );
    assert_eq!(working(Figure::BillMinimum(1)), ["stated -> 100.00"]);
    assert_eq!(working(Figure::BillMinimum(2)), ["[Bill(Share) 111.74; Bill(Adjusted) -11.74] -> 100.00"]);
    let whole = "[Bill(Carried) 1117.40; Bill(Interest) 19.55; Bill(Fees) 5.00] -> 1141.95";
    assert_eq!(working(Figure::BillBalance(3)), [whole]);
    let account = replay(&contract, None, &events, date("2026-06-05")).expect("an account");
    let line = |bill, component| {
        let own = |line: &LedgerLine| line.kind == LedgerKind::Billed(bill) && line.component == component;
        working(Figure::Ledger(account.ledger.iter().position(own).expect("a line")))
    };
    assert_eq!(line(2, Component::Interest), second);
    assert_eq!(line(3, Component::Interest), third);
    assert_eq!(line(3, Component::Penalty), ["LateFee(2) -> 5.00"]);
}

/// 5.00 of 1,000.00 is missing on 23 April, which counts as in full: it bears from that day, not the whole from its purchase.
/// 200.00 of 10 April for 56 days 5.60, 5.00 for 43 days 0.1075: 5.71.
#[test]
fn what_is_left_within_the_tolerance_goes_to_the_next_bill_as_if_posted_that_day() {
    let contract = card(|cycle| {
        cycle.tolerance = Some(Tolerance { days: 0, shortfall: yuan(1_000) });
        cycle.late_fee = None;
    });
    let events = [bought(1, "2026-04-10", 20_000, ItemKind::Purchase), pay(2, "2026-04-23", 99_500)];
    let list = bills(&contract, &events, "2026-06-05");
    assert_eq!(list[1], [500, 20_000, 0, 0, 0, 20_500, 10_000]);
    assert_eq!(list[2][..4], [20_500, 0, 571, 0]);
}

/// Five days after a due day that was missed, 1,010.00 is paid: more than the 1,005.00 that stand there, so that the 26
/// days since the purchase are charged at once, 1,000.00 · 0.05 % · 26 = 13.00. 1,018.00 less 1,010.00: 8.00 of principal
/// stays and bears until the bill, 8.00 · 0.05 % · 10 = 0.04.
#[test]
fn interest_charged_before_its_bill_has_a_working_of_its_own_days() {
    let contract = card(|_| {});
    let events = [pay(1, "2026-04-25", 101_000)];
    assert_eq!(bills(&contract, &events, "2026-05-05")[1], [-1_000, 0, 1_304, 500, 0, 804, 804]);
    let working = |figure| {
        let steps = explain(&contract, None, &events, date("2026-05-05"), figure).expect("a working");
        steps.iter().map(told).collect::<Vec<_>>()
    };
    let before = ["bill 2: 1000.00 * 0.0005 * 26 days 2026-03-30 2026-04-25 = 13 -> 13.00", "Interest(2) -> 13.00"];
    let all =
        [&before[..], &["bill 2: 8.00 * 0.0005 * 10 days 2026-04-25 2026-05-05 = 0.04 -> 0.04", "Interest(2) -> 0.04"]]
            .concat();
    let sum = ["[Entry(Interest(2)) 13.00; Entry(Interest(2)) 0.04] -> 13.04"];
    assert_eq!(working(Figure::BillInterest(2)), [&all[..], &sum].concat());
    let account = replay(&contract, None, &events, date("2026-05-05")).expect("an account");
    let line = |day: &str| {
        let own = |line: &LedgerLine| {
            line.kind == LedgerKind::Billed(2) && line.component == Component::Interest && line.date == date(day)
        };
        working(Figure::Ledger(account.ledger.iter().position(own).expect("a line")))
    };
    assert_eq!(line("2026-04-25"), before);
    assert_eq!(line("2026-05-05"), all);
}

/// 400.00 in four without interest, 5.00 for each that is late: up to three are spelled out, four are only added up.
#[test]
fn the_working_of_late_charges_spells_out_at_most_three() {
    let rate = Rate { value: dec("0"), per: RatePeriod::Year };
    let mut terms = InstalmentTerms::monthly(yuan(40_000), rate, 4, date("2026-01-15"));
    let daily = LateCharge::daily(rate, Base::OverduePrincipal);
    let charge = LateCharge { kind: ChargeKind::Flat { amount: yuan(500) }, ..daily };
    terms.lateness = Lateness { charges: vec![charge] };
    let contract = Contract::Instalment(Box::new(terms));
    let working = |day| {
        let steps = explain(&contract, None, &[], date(day), Figure::LateTotal).expect("a working");
        steps.iter().map(told).collect::<Vec<_>>()
    };
    let sum = |rows: u16| {
        let parts: Vec<String> = (1..=rows).map(|row| format!("LateCharge(Row({row}), 0) 5.00")).collect();
        format!("[{}] -> {}.00", parts.join("; "), rows * 5)
    };
    let three = working("2026-04-20");
    assert_eq!((three.len(), three.last()), (3 * 2 + 1, Some(&sum(3))), "three times the amount and its rounding");
    assert_eq!(working("2026-05-20"), [sum(4)]);
}

/// Interest of a grace period is collected with the first row after it; a settled row was paid as stated.
#[test]
fn the_working_of_deferred_interest_and_of_stated_payments_says_so() {
    let (Contract::Instalment(terms), _) = late_loan() else { return };
    let told_of = |terms: &InstalmentTerms, opening: Option<&Opening>, figure| {
        let contract = Contract::Instalment(Box::new(terms.clone()));
        let steps = explain(&contract, opening, &[], date("2026-02-15"), figure).expect("a working");
        steps.iter().map(told).collect::<Vec<_>>()
    };
    let deferred = InstalmentTerms { method: Method::EqualPrincipal, interest_grace: 1, ..(*terms).clone() };
    let part = |number, component| told_of(&deferred, None, Figure::RowPart(number, component));
    assert_eq!(part(1, Component::Principal), ["200.00 / 2 = 100.00 -> 100.00"]);
    assert_eq!(part(1, Component::Interest), [INTEREST, "[] -> 0.00"]);
    assert_eq!(
        part(2, Component::Interest),
        ["100.00 * 0.01 = 1 -> 1.00", "[Charged(Row(1), Interest) 2.00; Charged(Row(2), Interest) 1.00] -> 3.00"]
    );
    let joins = InstalmentTerms { shape: Shape { capitalised: 1, ..Shape::default() }, ..(*terms).clone() };
    assert_eq!(
        told_of(&joins, None, Figure::RowBalance(1)),
        ["[BalanceBefore(1) 200.00; Capitalised(1) 2.00; Charged(Row(1), Principal) 0.00] -> 202.00"]
    );
    let due_today = [INTEREST, "[Component(Interest) 2.00] -> 2.00"];
    assert_eq!(told_of(&terms, None, Figure::PayoffPart(Component::Interest)), due_today);
    let last = InstalmentTerms { method: Method::InterestFirst, ..(*terms).clone() };
    assert_eq!(told_of(&last, None, Figure::RowPart(1, Component::Principal)), ["stated -> 0.00"]);
    let opening = Opening {
        as_of: date("2026-02-15"),
        settled_rows: 1,
        arrears: Components::zero(Currency::CNY),
        oldest_unpaid_due: None,
    };
    assert_eq!(
        told_of(&terms, Some(&opening), Figure::ClaimPaid(ClaimRef::Row(1))),
        [
            "[Paid(Row(1), Principal) 99.50] -> 99.50",
            "[Paid(Row(1), Interest) 2.00] -> 2.00",
            "[Component(Principal) 99.50; Component(Interest) 2.00] -> 101.50"
        ]
    );
}

/// By compounding, the 17.40 of bill 2 bears too: 917.40 for 31 days is 14.22 (14.2197).
#[test]
fn interest_of_a_bill_bears_interest_only_where_it_compounds() {
    let events = [pay(2, "2026-04-23", 10_000)];
    let third = |billed| bills(&card(|cycle| cycle.billed = billed), &events, "2026-06-05")[2][2];
    assert_eq!((third(BilledInterest::Simple), third(BilledInterest::Compounds)), (1_395, 1_422));
}

/// Cash of 100.00 on 10 April: at least 3.00, and 0.1 % a day for 25 days, 2.50, though the bill was paid in full.
#[test]
fn cash_has_its_own_rate_and_a_least_fee() {
    let rate = Some(Rate { value: dec("0.001"), per: RatePeriod::Day });
    let cash = Some(CashAdvance { rate, fee_share: dec("0.01"), fee_floor: Some(yuan(300)) });
    let events = [bought(1, "2026-04-10", 10_000, ItemKind::Cash), pay(2, "2026-04-23", 100_000)];
    let list = bills(&card(|cycle| cycle.cash = cash), &events, "2026-05-05");
    assert_eq!(list[1], [0, 10_000, 250, 300, 0, 10_550, 10_000]);
    let contract = card(|cycle| cycle.cash = cash);
    let account = replay(&contract, None, &events, date("2026-05-05")).expect("an account");
    let place = account.ledger.iter().position(|line| line.component == Component::Fee).expect("a fee");
    let steps = explain(&contract, None, &events, date("2026-05-05"), Figure::Ledger(place)).expect("a working");
    assert_eq!(steps.iter().map(told).collect::<Vec<_>>(), ["CashFee(1) -> 3.00"]);
}

/// 100.00 in three: 33.33, 33.33, 33.34, at 1 % of 100.00 each time or three times at once.
#[test]
fn a_plan_ends_with_its_last_instalment_which_takes_the_rest() {
    let plan = |fee_upfront, paid: [i64; 3]| {
        let terms = CardInstalments { amount: yuan(10_000), count: 3, fee_share: dec("0.01"), fee_upfront };
        let divided = Event { id: 3, date: date("2026-04-11"), kind: EventKind::CardInstalments(terms) };
        let events = [bought(1, "2026-04-10", 10_000, ItemKind::Purchase), divided, pay(2, "2026-04-23", 100_000)];
        let later = [pay(4, "2026-05-20", paid[0]), pay(5, "2026-06-20", paid[1]), pay(6, "2026-07-20", paid[2])];
        let list = bills(&card(|cycle| cycle.late_fee = None), &[&events[..], &later].concat(), "2026-08-05");
        list.iter().map(|bill| bill[4]).collect::<Vec<_>>()
    };
    assert_eq!(plan(false, [3_433, 3_433, 3_434]), [0, 3_433, 3_433, 3_434, 0]);
    assert_eq!(plan(true, [3_633, 3_333, 3_334]), [0, 3_633, 3_333, 3_334, 0]);
    // Two yuan too many come off the plan, and so off its last instalment.
    assert_eq!(plan(false, [3_633, 3_433, 3_234]), [0, 3_433, 3_433, 3_234, 0]);
    let terms = |fee_upfront| CardInstalments { amount: yuan(10_000), count: 3, fee_share: dec("0.01"), fee_upfront };
    let fee = |upfront, number| terms(upfront).fee_on(number, Rounding::HalfUp).map(Money::minor);
    assert_eq!([fee(true, 1), fee(true, 2), fee(false, 1), fee(false, 3)], [Ok(300), Ok(0), Ok(100), Ok(100)]);
}

fn payoff(posting: Posting, billed: BilledInterest, method: InterestMethod, revolving: bool) -> Payoff {
    let factors = vec![MonthFactors { before: dec("0.006"), after: dec("0.004") }];
    Payoff { balance: yuan(100_000), factors, posting, billed, method, revolving, rounding: Rounding::HalfUp }
}

fn months(payoff: &Payoff, plan: &PayoffPlan) -> Vec<[i64; 3]> {
    let list = payoff.months(plan).expect("it is paid off");
    list.iter().map(|month| [month.payment, month.interest, month.balance].map(Money::minor)).collect()
}

/// 1,000.00 at 1 % a month with 400.00: interest first 10.00, 6.10, 2.16; with the bill, 0.6 % on the balance before
/// the payment and 0.4 % on the rest: 6.00 + 2.40, and the interest is owed from the next month.
#[test]
fn a_payoff_by_months_posts_interest_with_the_payment_or_with_the_bill() {
    use BilledInterest::{Compounds, Simple};
    use InterestMethod::{FullBalance, UnpaidPart};
    let fixed = PayoffPlan::Fixed(yuan(40_000));
    let textbook = payoff(Posting::WithPayment, Compounds, FullBalance, true);
    assert_eq!(months(&textbook, &fixed), [[40_000, 1_000, 61_000], [40_000, 610, 21_610], [21_826, 216, 0]]);
    let bill = |billed, method, revolving| months(&payoff(Posting::WithBill, billed, method, revolving), &fixed);
    // 600: 6.00 + 2.40 = 8.40. 608.40 less 400: of 208.40, 3.65 + 0.83 = 4.48; by simple interest of 600 and 208.40.
    let compounds = [[40_000, 840, 60_840], [40_000, 448, 21_288], [21_288, 128, 128], [128, 1, 1], [1, 0, 0]];
    assert_eq!(bill(Compounds, FullBalance, true), compounds);
    assert_eq!(bill(Compounds, FullBalance, false), compounds, "it was not paid in full");
    let simple = [[40_000, 840, 60_840], [40_000, 443, 21_283], [21_283, 125, 125], [125, 0, 0]];
    assert_eq!(bill(Simple, FullBalance, true), simple);
    // What was paid in time bears nothing: 600 · 1 %.
    assert_eq!(bill(Simple, UnpaidPart, false)[0], [40_000, 600, 60_600]);
    assert_eq!(bill(Simple, UnpaidPart, true)[0], [40_000, 840, 60_840]);
    let whole = PayoffPlan::Fixed(yuan(100_000));
    let paid = |revolving| months(&payoff(Posting::WithBill, Simple, FullBalance, revolving), &whole);
    assert_eq!((paid(false), paid(true)), (vec![[100_000, 0, 0]], vec![[100_000, 600, 600], [600, 0, 0]]));
    let plus = PayoffPlan::InterestPlus(yuan(50_000));
    assert_eq!(months(&textbook, &plus), [[51_000, 1_000, 50_000], [50_500, 500, 0]]);
    let least = PayoffPlan::Minimum(MinimumRule::share(dec("0.5"), yuan(40_000)));
    assert_eq!(months(&textbook, &least), [[50_500, 1_000, 50_500], [40_000, 505, 11_005], [11_115, 110, 0]]);
    let never = textbook.months(&PayoffPlan::Fixed(yuan(1_000)));
    assert_eq!(never, Err(EngineError::NeverRepaid));
    assert_eq!(textbook.first_months(&fixed, 2).map(|list| list.len()), Ok(2));
    assert_eq!(textbook.payment_within(3, yuan(1_000)), Ok(yuan(35_000)), "340.03 in whole tens");
}

/// The factors of later months follow the last known.
#[test]
fn a_month_without_factors_of_its_own_has_the_last() {
    let mut two = payoff(Posting::WithPayment, BilledInterest::Compounds, InterestMethod::FullBalance, true);
    two.factors = vec![
        MonthFactors { before: dec("0.01"), after: dec("0.01") },
        MonthFactors { before: dec("0.03"), after: dec("0.02") },
    ];
    let list = months(&two, &PayoffPlan::Fixed(yuan(50_000)));
    // 1,000 · 2 % = 20.00; 520 · 5 % = 26.00; 46 · 5 % = 2.30.
    assert_eq!(list, [[50_000, 2_000, 52_000], [50_000, 2_600, 4_600], [4_830, 230, 0]]);
}
