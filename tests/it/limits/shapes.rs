//! The limits of what an instalment loan may have beside the plain shape, and what does not go together.

use super::*;

fn shaped(change: impl FnOnce(&mut Shape)) -> Result<(), EngineError> {
    terms(|terms| {
        terms.principal = minor(100_000);
        change(&mut terms.shape);
    })
}

fn together(change: impl FnOnce(&mut InstalmentTerms)) -> Result<(), EngineError> {
    terms(|terms| {
        terms.principal = minor(100_000);
        change(terms);
    })
}

const fn not_together(term: Term) -> Result<(), EngineError> {
    Err(EngineError::NotTogether { term })
}

#[test]
fn a_fee_is_at_most_ten_times_and_a_balloon_less_than_all_of_what_is_lent() {
    let fee = |amount| shaped(|shape| shape.fee = Some(InstalmentFee { amount, when: FeeTiming::Each }));
    let withheld = |amount| shaped(|shape| shape.withheld = Some(Withheld { amount, counted: Counted::Lent }));
    let balloon = |amount| shaped(|shape| shape.balloon = Some(amount));
    type Check<'a> = &'a dyn Fn(Portion) -> Result<(), EngineError>;
    let tables: [(Check, Term, &str, &str, i64); 3] = [
        (&fee, Term::Fee, "10", "10000", 1_000_000),
        (&withheld, Term::Withheld, "0.99", "990", 99_000),
        (&balloon, Term::Balloon, "0.99", "990", 99_000),
    ];
    for (check, term, share, most, greatest) in tables {
        let of_share = |share: Decimal| check(Portion::Share(share));
        let over = decimal(share) + decimal("0.0001");
        holds(
            "share",
            of_share,
            &[Decimal::ZERO, decimal(share)],
            &[over, decimal("-0.0001")],
            out_of(term, "0", share),
        );
        let of_amount = |value| check(Portion::Amount(minor(value)));
        holds("amount", of_amount, &[0, greatest], &[greatest + 1, -1], out_of(term, "0", most));
    }
}

#[test]
fn capitalised_periods_end_before_the_last_and_a_first_period_has_a_length() {
    let capitalised = |count| shaped(|shape| shape.capitalised = count);
    holds("capitalised", capitalised, &[0, 2], &[3, 4], outside(Term::GracePeriods, 0, 2));
    let first =
        |(months, days, year_days)| shaped(|shape| shape.first_period = Some(FirstPeriod { months, days, year_days }));
    let accepted = [(0, 0, 360), (1_200, 3_660, 364), (1, 1, 365), (1, 1, 366)];
    let refused = [(1_201, 0, 365), (0, 3_661, 365), (0, 0, 361), (0, 0, 359)];
    holds("first period", first, &accepted, &refused, outside(Term::Every, 0, 1_200));
}

#[test]
fn steps_rise_within_the_count_and_change_by_a_share_within_limits() {
    let growth = |(share, every)| shaped(|shape| shape.steps = Some(Steps::Growth { share: decimal(share), every }));
    holds(
        "growth",
        growth,
        &[("-0.9", 1), ("10", 1)],
        &[("-0.91", 1), ("10.1", 1), ("0", 0)],
        out_of(Term::Steps, "-0.9", "10"),
    );
    let factors = |list: &[(u16, &str)]| {
        let steps = list.iter().map(|(from, factor)| StepFactor { from: *from, factor: decimal(factor) }).collect();
        shaped(|shape| shape.steps = Some(Steps::Factors(steps)))
    };
    holds(
        "factor",
        factors,
        &[&[(1, "0.001"), (3, "1000")]],
        &[&[(1, "0.0009")], &[(1, "1000.1")]],
        out_of(Term::Steps, "0.001", "1000"),
    );
    holds("from", factors, &[], &[&[(0, "1")], &[(4, "1")]], outside(Term::Steps, 1, 3));
    holds("order", factors, &[], &[&[(2, "1"), (2, "1")], &[(2, "1"), (1, "1")]], outside(Term::Steps, 3, 3));
    let amounts = |list: &[(u16, i64)]| {
        let steps = list.iter().map(|(from, amount)| StepAmount { from: *from, amount: minor(*amount) }).collect();
        shaped(|shape| shape.steps = Some(Steps::Amounts(steps)))
    };
    let refused: [&[(u16, i64)]; 4] = [&[], &[(2, 1)], &[(1, -1)], &[(1, 1), (2, -1)]];
    holds("amounts", amounts, &[&[(1, 0)], &[(1, 1), (3, 0)]], &refused, outside(Term::Steps, 1, 3));
    holds("order", amounts, &[], &[&[(1, 1), (1, 1)], &[(1, 1), (4, 1)]], outside(Term::Steps, 2, 3));
}

#[test]
fn later_payouts_are_positive_in_order_and_not_before_the_first() {
    let payouts = |list: &[(&str, i64)]| {
        let tranches =
            list.iter().map(|(on, amount)| Tranche { on: date(on), amount: minor(*amount), own_term: false }).collect();
        shaped(|shape| shape.tranches = tranches)
    };
    holds(
        "payouts",
        payouts,
        &[&[("2026-01-15", 1), ("2026-01-15", 1)]],
        &[&[("2026-02-15", 0)], &[("2026-02-15", -1)]],
        outside(Term::Payout, 0, 1_000_000_000_000_000),
    );
    let refused = |earliest| Err(EngineError::DatesOutOfOrder { term: Term::Payout, earliest: date(earliest) });
    assert_eq!(payouts(&[("2026-01-14", 1)]), refused("2026-01-15"));
    assert_eq!(payouts(&[("2026-02-15", 1), ("2026-02-14", 1)]), refused("2026-02-15"));
    assert_eq!(payouts(&[("2026-02-15", 1_000_000_000_000_000)]), Err(EngineError::Overflow));
}

#[test]
fn what_is_paid_on_top_goes_with_an_instalment_and_rates_are_in_order() {
    let more = |(with, amount)| {
        let overpayment = Overpayment { with, amount: minor(amount), effect: PrepaymentEffect::ShorterTerm };
        shaped(|shape| shape.overpayments = vec![overpayment])
    };
    holds("on top", more, &[(1, 1), (3, 1)], &[(0, 1), (4, 1), (1, 0), (1, -1)], outside(Term::Overpayment, 1, 3));
    let rates = |list: &[(&str, &str)]| {
        let rates = list.iter().map(|(from, rate)| RateFrom { from: date(from), rate: yearly(rate) }).collect();
        shaped(|shape| shape.rates = rates)
    };
    assert_eq!(rates(&[("2026-01-15", "0"), ("2026-01-15", "100")]), Ok(()));
    assert_eq!(rates(&[("2026-01-15", "100.1")]), outside(Term::Rate, 0, 100));
    let refused = |earliest| Err(EngineError::DatesOutOfOrder { term: Term::RateFrom, earliest: date(earliest) });
    assert_eq!(rates(&[("2026-01-14", "0")]), refused("2026-01-15"));
    assert_eq!(rates(&[("2026-02-15", "0"), ("2026-02-14", "0")]), refused("2026-02-15"));
}

#[test]
fn lists_of_a_shape_have_at_most_six_hundred_entries() {
    let day = date("2026-01-15");
    let tranches =
        |count| shaped(|shape| shape.tranches = vec![Tranche { on: day, amount: minor(1), own_term: false }; count]);
    let overpayment = Overpayment { with: 1, amount: minor(1), effect: PrepaymentEffect::ShorterTerm };
    let overpayments = |count| shaped(|shape| shape.overpayments = vec![overpayment; count]);
    let rates = |count| shaped(|shape| shape.rates = vec![RateFrom { from: day, rate: Rate::ZERO }; count]);
    for check in [&tranches as &dyn Fn(usize) -> Result<(), EngineError>, &overpayments, &rates] {
        holds("entries", check, &[0, 600], &[601], outside(Term::Rows, 0, 600));
    }
}

/// source: docs/conventions.md, the shapes of a loan: which terms do not go together.
#[test]
fn terms_that_contradict_each_other_are_refused_by_the_name_of_one() {
    let balloon = Some(Portion::Amount(minor(10_000)));
    let growth = Some(Steps::Growth { share: Decimal::ZERO, every: 1 });
    let amounts = Some(Steps::Amounts(vec![StepAmount { from: 1, amount: minor(30_000) }]));
    assert_eq!(together(|t| (t.shape.balloon, t.interest) = (balloon, InterestKind::Flat)), not_together(Term::Rate));
    assert_eq!(
        together(|t| (t.shape.balloon, t.smoothing) = (balloon, Smoothing::ThreePasses)),
        not_together(Term::Multiple)
    );
    for method in [Method::EqualPrincipal, Method::InterestFirst, Method::Bullet] {
        assert_eq!(together(|t| (t.shape.steps, t.method) = (growth.clone(), method)), not_together(Term::Steps));
    }
    assert_eq!(together(|t| t.shape.steps = growth.clone()), Ok(()));
    let interest = Residue::LastInterest;
    assert_eq!(together(|t| (t.shape.steps, t.residue) = (growth.clone(), interest)), Ok(()));
    assert_eq!(together(|t| (t.shape.steps, t.residue) = (amounts.clone(), interest)), not_together(Term::Steps));
    assert_eq!(together(|t| t.shape.steps = amounts.clone()), Ok(()));
    let equal = InstalmentBasis::EqualPeriods;
    assert_eq!(together(|t| (t.shape.basis, t.residue) = (equal, interest)), not_together(Term::Steps));
    assert_eq!(together(|t| t.shape.basis = equal), Ok(()));
    for (method, fits) in [
        (Method::EqualInstalment, true),
        (Method::EqualPrincipal, true),
        (Method::InterestFirst, false),
        (Method::Bullet, false),
    ] {
        let result = together(|t| (t.shape.balloon, t.method) = (balloon, method));
        assert_eq!(result, if fits { Ok(()) } else { not_together(Term::Balloon) }, "{method:?}");
    }
    assert_eq!(together(|t| (t.shape.capitalised, t.interest_grace) = (1, 1)), not_together(Term::GracePeriods));
    assert_eq!(together(|t| (t.shape.capitalised, t.interest_grace) = (1, 0)), Ok(()));
    let withheld = Some(Withheld { amount: Portion::Amount(minor(1)), counted: Counted::Lent });
    let down = Some(decimal("0.1"));
    assert_eq!(together(|t| (t.shape.withheld, t.down_payment) = (withheld, down)), not_together(Term::Withheld));
    assert_eq!(together(|t| t.shape.withheld = withheld), Ok(()));
    // A plain fee asks nothing of the rest.
    let fee = Some(InstalmentFee { amount: Portion::Amount(minor(1)), when: FeeTiming::Each });
    assert_eq!(together(|t| (t.shape.fee, t.interest, t.method) = (fee, InterestKind::Flat, Method::Bullet)), Ok(()));
}
