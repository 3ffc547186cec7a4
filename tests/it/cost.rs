//! The true cost of credit: figures by hand and published ones, each with its source, and what has no rate.

use chrono::NaiveDate;
use duewise::engine::cost::apr::{
    UnitFlow, UnitPeriod, Years, effective_dated, flat_fee_of, of_flat_fee, regulation_z,
};
use duewise::engine::cost::{Agreed, CostItem, Loan, Part, annual_cost, true_cost};
use duewise::engine::*;
use rust_decimal::Decimal;

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn d(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect("a number")
}

fn fee_loan() -> Loan {
    let rate = Rate { value: Decimal::new(6, 3), per: RatePeriod::Month };
    let mut terms = InstalmentTerms::monthly(yuan(1_200_000), rate, 12, date("2026-01-31"));
    (terms.method, terms.interest) = (Method::EqualPrincipal, InterestKind::Flat);
    Loan::of_terms(&terms).expect("a schedule")
}

fn with(mut loan: Loan, on: &str, item: CostItem, minor: i64) -> Loan {
    loan.agreed.push(Agreed { on: date(on), part: Part::Cost(item), amount: yuan(minor) });
    loan
}

/// source: 12,000 in 12 parts of 1,000 with 72 each: 12 · 1.0860 % = 13.03 % by any IRR function.
#[test]
fn a_flat_fee_of_six_per_mille_a_month_costs_thirteen_per_cent_a_year() {
    let cost = true_cost(&fee_loan()).expect("a rate");
    assert_eq!((cost.received, cost.repaid, cost.cost), (yuan(1_200_000), yuan(1_286_400), yuan(86_400)));
    assert_eq!(cost.rate.nominal.round_dp(3), Decimal::new(130, 3));
    assert_eq!(cost.items.len(), 1);
    assert_eq!(cost.items[0].share, cost.rate.nominal);
}

#[test]
fn the_parts_of_the_rate_add_up_and_every_item_counts() {
    let plain = true_cost(&fee_loan()).expect("a rate");
    let loan = with(with(fee_loan(), "2026-01-31", CostItem::Withheld, 60_000), "2026-03-31", CostItem::Fee(0), 5_000);
    let cost = true_cost(&loan).expect("a rate");
    assert_eq!(cost.received, yuan(1_140_000));
    assert_eq!(cost.cost, yuan(86_400 + 60_000 + 5_000));
    assert_eq!(
        cost.items.iter().map(|item| item.item).collect::<Vec<_>>(),
        [CostItem::Interest, CostItem::Fee(0), CostItem::Withheld]
    );
    assert_eq!(cost.items.iter().map(|item| item.share).sum::<Decimal>(), cost.rate.nominal);
    assert!(cost.rate.nominal > plain.rate.nominal && cost.items.iter().all(|item| item.share > Decimal::ZERO));
}

/// Interest that joined the principal is repaid with it, and is a cost all the same.
#[test]
fn the_items_of_a_cost_add_up_to_it_whatever_the_shape() {
    let portion = Portion::Share(d("0.05"));
    let shapes = [
        Shape { capitalised: 3, ..Shape::default() },
        Shape { fee: Some(InstalmentFee { amount: portion, when: FeeTiming::First }), ..Shape::default() },
        Shape { withheld: Some(Withheld { amount: portion, counted: Counted::Lent }), ..Shape::default() },
        Shape {
            tranches: vec![Tranche { on: date("2026-03-20"), amount: yuan(300_000), own_term: false }],
            ..Shape::default()
        },
    ];
    for shape in shapes {
        let rate = Rate { value: d("0.12"), per: RatePeriod::Year };
        let terms =
            InstalmentTerms { shape, ..InstalmentTerms::monthly(yuan(1_200_000), rate, 12, date("2026-01-15")) };
        let loan = Loan::of_terms(&terms).expect("a schedule");
        let cost = true_cost(&loan).expect("a rate");
        let items = cost.items.iter().map(|item| item.sum);
        assert_eq!(Money::sum(Currency::CNY, items), Ok(cost.cost), "{:?}", terms.shape);
        let interest = schedule(&terms)
            .expect("a schedule")
            .iter()
            .map(|row| row.interest.minor() + row.capitalised.minor())
            .sum::<i64>();
        assert_eq!(cost.items[0].sum, yuan(interest), "{:?}", terms.shape);
    }
}

#[test]
fn a_loan_of_which_everything_is_withheld_has_no_rate() {
    let loan = with(fee_loan(), "2026-01-31", CostItem::Withheld, 1_200_000);
    assert_eq!(true_cost(&loan), Err(EngineError::NoRate));
}

#[test]
fn a_loan_without_cost_costs_nothing() {
    let terms = InstalmentTerms::monthly(yuan(1_200_000), Rate::ZERO, 12, date("2026-01-15"));
    let cost = true_cost(&Loan::of_terms(&terms).expect("a schedule")).expect("a rate");
    assert_eq!((cost.rate.nominal, cost.cost, cost.items.len()), (Decimal::ZERO, yuan(0), 0));
}

/// A second advance after payments have begun: what is paid before it is worth more or less than it.
#[test]
fn more_than_one_rate_is_said_to_be_more_than_one() {
    let mut loan = fee_loan();
    let part = Part::Principal;
    loan.agreed = vec![
        Agreed { on: date("2027-01-31"), part, amount: yuan(2_760_000) },
        Agreed { on: date("2028-01-31"), part, amount: yuan(-1_584_000) },
    ];
    assert_eq!(true_cost(&loan), Err(EngineError::SeveralRates), "10 % and 20 %");
}

/// source: by hand, 1,000 · 0.006 · 12 = 72 of fees on 12 parts of 83.33: 1.0860 % a month by any IRR function.
#[test]
fn six_per_mille_a_month_is_thirteen_per_cent_a_year_and_back() {
    let cost = of_flat_fee(d("0.006"), 12, Decimal::from(12)).expect("a rate");
    assert_eq!(cost.nominal.round_dp(3), d("0.130"));
    assert!(cost.effective > cost.nominal);
    assert_eq!(flat_fee_of(cost.nominal, 12, Decimal::from(12)).map(|fee| fee.round_dp(10)), Ok(d("0.006")));
    assert_eq!(of_flat_fee(Decimal::ZERO, 12, Decimal::from(12)).map(|cost| cost.nominal), Ok(Decimal::ZERO));
    assert_eq!(of_flat_fee(d("0.006"), 0, Decimal::from(12)), Err(EngineError::Overflow));
    assert_eq!(flat_fee_of(d("0.12"), 0, Decimal::from(12)), Err(EngineError::Overflow));
}

/// A bullet loan has one row, which falls due after the whole term; its number is not its time.
#[test]
fn a_bullet_loan_of_a_year_is_repaid_after_a_year_not_after_a_month() {
    let rate = Rate::percent_per_year(Decimal::from(12)).expect("a rate");
    let mut terms = InstalmentTerms::monthly(yuan(1_200_000), rate, 12, date("2026-01-15"));
    terms.method = Method::Bullet;
    assert_eq!(annual_cost(&terms).map(|cost| cost.effective), Ok(d("0.12")));
}

/// source: 12 CFR 1026 Appendix J (c)(1)–(c)(4): the dates, payments and rates of its examples.
#[test]
fn regulation_z_examples_come_out_as_printed() {
    let of = |unit: UnitPeriod, financed, (from, to), groups: &[(&str, u32)]| {
        let (mut whole, part) = unit.between(date(from), date(to)).expect("dates");
        let mut payments = Vec::new();
        for (amount, count) in groups {
            for _ in 0..*count {
                payments.push(UnitFlow { whole, part, amount: d(amount) });
                whole += 1;
            }
        }
        let advance = UnitFlow { whole: 0, part: Decimal::ZERO, amount: d(financed) };
        let rate = regulation_z(&[advance], &payments, unit.per_year().expect("a period")).expect("amounts");
        (rate.only().expect("one rate") * Decimal::ONE_HUNDRED).round_dp(2).to_string()
    };
    let (month, january) = (UnitPeriod::Months(1), ("1978-01-10", "1978-02-10"));
    assert_eq!(of(UnitPeriod::HalfMonth, "5000", ("1978-02-23", "1978-03-01"), &[("219.17", 24)]), "10.34");
    assert_eq!(of(UnitPeriod::Months(3), "10000", ("1978-05-23", "1978-10-01"), &[("385", 40)]), "8.97");
    assert_eq!(of(UnitPeriod::Weeks(1), "500", ("1978-03-20", "1978-04-21"), &[("17.60", 30)]), "14.96");
    assert_eq!(of(UnitPeriod::Weeks(4), "400", ("1978-03-18", "1978-04-20"), &[("39.50", 1), ("38.31", 11)]), "28.50");
    assert_eq!(of(month, "5000", january, &[("230", 23), ("280", 1)]), "10.50");
    assert_eq!(of(month, "5000", january, &[("250", 1), ("230", 22), ("280", 1)]), "10.90");
    let two_months = [("449.36", 1), ("465", 18), ("200", 1)];
    assert_eq!(of(UnitPeriod::Months(2), "8000", ("1978-01-10", "1978-03-01"), &two_months), "7.30");
}

/// source: European Commission, Examples for the calculation of the APRC (January 2015), example 2: the first interval
/// is a month and three days, which are 366ths when the year before holds 29 February and 365ths when it does not.
#[test]
fn odd_days_are_366ths_after_a_leap_day() {
    let of = |years, paid_out: &str, first: &str| {
        let mut payments = vec![(date(paid_out), d("4000"))];
        for month in 0..240 {
            payments.push((Frequency::MONTHLY.after(date(first), month).expect("a date"), d("1433.56")));
        }
        let advances = [(date(paid_out), d("200000"))];
        let rate = effective_dated(years, &advances, &payments).expect("amounts").only().expect("one rate");
        (rate * Decimal::ONE_HUNDRED).round_dp(6)
    };
    assert_eq!(of(Years::EuAnnexI, "2012-03-29", "2012-05-01"), d("6.434111"));
    assert!(of(Years::EuAnnexI, "2013-03-29", "2013-05-01") < d("6.434111"), "365ths are longer");
}

/// source: Directive 98/7/EC Annex II: 1,000 repaid with 1,200 after a year and a half of days is 12.96 %; by hand,
/// 500 repaid with 510 after five days is 1.02^(365⁄5) − 1 = 324.4 %, over 365.25 days 1.02^73.05 − 1 = 324.8 %.
#[test]
fn single_repayments_by_days() {
    let of = |years: Years, lent: &str, on, back: &str, by| {
        let rate = effective_dated(years, &[(date(on), d(lent))], &[(date(by), d(back))]).expect("amounts");
        (rate.only().expect("one rate") * Decimal::ONE_HUNDRED).round_dp(2)
    };
    assert_eq!(of(Years::Days365, "1000", "1994-01-01", "1200", "1995-07-01"), d("12.96"));
    assert_eq!(of(Years::Days365, "500", "2012-10-10", "510", "2012-10-15").round_dp(1), d("324.4"));
    assert_eq!(of(Years::Days36525, "500", "2012-10-10", "510", "2012-10-15").round_dp(1), d("324.9"));
    assert_eq!(of(Years::UkConc, "100", "2026-01-31", "110", "2027-01-31"), d("10.00"));
}

/// source: the annuity of 1 in 12 at 1 % is 0.0888487886783…; less a twelfth, to twelve digits.
#[test]
fn the_flat_fee_of_a_rate_has_twelve_digits() {
    assert_eq!(flat_fee_of(d("0.12"), 12, d("12")), Ok(d("0.005515455345")));
    assert_eq!(flat_fee_of(d("0.12"), 12, d("12")).map(|fee| fee.scale() <= 12), Ok(true));
}
