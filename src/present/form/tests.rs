//! The short form by hand: what is typed, and what is due.

use chrono::NaiveDate;

use super::{Draft, Policy, Preset, derive, read, words};
use crate::case::{Debt, DebtKind};
use crate::engine::Component;
use crate::present::Lang;
use crate::present::input::{Cause, Field};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn filled(preset: Preset, values: &[(Field, &str)]) -> Draft {
    let mut draft = Draft::new(preset);
    for (field, text) in values {
        draft.set(*field, text);
    }
    draft
}

fn loan() -> Draft {
    filled(
        Preset::Loan,
        &[
            (Field::Creditor, "某消费金融"),
            (Field::Principal, "1.2万"),
            (Field::Rate, "12%"),
            (Field::Count, "12期"),
            (Field::FirstDue, "2026年1月31日"),
            (Field::PaidCount, "9"),
        ],
    )
}

#[test]
fn a_loan_from_six_inputs_is_due_as_the_annuity_formula_says() {
    // source: 12,000 × 0.01 × 1.01¹² ÷ (1.01¹² − 1) = 1,066.1855 → 1,066.19 a month.
    let entered = read(&loan(), day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert_eq!(entered.kind, DebtKind::Loan);
    let account = entered.inputs.replay(day("2026-11-23")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(account.rows.first().map(|row| row.total.minor()), Some(106_619));
    // Nine are paid: the tenth was due on 31 October, 23 days ago.
    assert_eq!(account.oldest_unpaid_due, Some(day("2026-10-31")));
    assert_eq!(account.days_past_due, 23);
    // source: principal left after 9 of 12 is 1,066.1855 × (1 − 1.01⁻³) ÷ 0.01 = 3,135.64; interest of the tenth is 31.36,
    // its principal 1,034.83; penalty 1,034.83 × 12 % × 1.5 ÷ 365 × 23 days = 11.74.
    assert_eq!(account.due_now.interest.minor(), 3_136);
    assert_eq!(account.due_now.principal.minor(), 103_483);
    assert_eq!(account.due_now.penalty.minor(), 1_174);
}

#[test]
fn a_card_bill_asks_for_its_minimum_and_misses_cost_a_late_fee_and_interest() {
    let draft = filled(
        Preset::Card,
        &[
            (Field::Balance, "8,000"),
            (Field::Minimum, "800"),
            (Field::Due, "2026-11-13"),
            (Field::Paid, ""),
            (Field::Rate, "万分之五"),
        ],
    );
    let entered = read(&draft, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let account = entered.inputs.replay(day("2026-11-23")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(account.due_now.principal.minor(), 80_000);
    // source: 5 % of the unpaid minimum of 800 is 40.
    assert_eq!(account.due_now.penalty.minor(), 4_000);
    // source: ten days of 0.05 % on the whole unpaid bill of 8,000 are 40; on the minimum alone 4.
    let interest: i64 = account.claims.iter().map(|claim| claim.charged.get(Component::Interest).minor()).sum();
    assert_eq!(interest, 4_000);
}

#[test]
fn a_pay_later_purchase_is_split_evenly_and_its_fee_added_to_each_part() {
    let draft = filled(
        Preset::PayLater,
        &[(Field::Total, "1,000"), (Field::Count, "3"), (Field::FirstDue, "2026-12-05"), (Field::Fee, "4.5")],
    );
    let entered = read(&draft, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let account = entered.inputs.replay(day("2026-11-23")).unwrap_or_else(|error| panic!("{error}"));
    let totals: Vec<i64> = account.rows.iter().map(|row| row.total.minor()).collect();
    // source: 1,000 ÷ 3 = 333.33, the last takes 333.34; 4.50 with each.
    assert_eq!(totals, [33_783, 33_783, 33_784]);
    assert!(account.due_now.is_zero());
    assert_eq!(account.next_due.map(|next| next.date), Some(day("2026-12-05")));
}

#[test]
fn money_from_a_person_bears_what_was_agreed_and_goes_on_after_the_due_date() {
    let draft = filled(
        Preset::Private,
        &[
            (Field::Principal, "10000"),
            (Field::Start, "2026-01-01"),
            (Field::Due, "2026-10-24"),
            (Field::Rate, "年化 7.3%"),
            (Field::Paid, "2,000"),
        ],
    );
    let entered = read(&draft, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let account = entered.inputs.replay(day("2026-11-23")).unwrap_or_else(|error| panic!("{error}"));
    // source: 0.02 % a day of 10,000 is 2; 296 days make 592. Of the 2,000 paid on the due date 592 go to interest and
    // 1,408 to principal: 8,592 are left, and 30 days late cost 51.55 more.
    assert_eq!(account.due_now.principal.minor(), 859_200);
    assert_eq!(account.due_now.interest.minor(), 5_155);
    assert!(account.due_now.penalty.is_zero());
}

#[test]
fn every_wrong_field_is_named_at_once_and_nothing_typed_is_lost() {
    let draft = filled(
        Preset::Loan,
        &[(Field::Principal, "1,23"), (Field::Rate, "abc"), (Field::Count, "0"), (Field::FirstDue, "03/04/2026")],
    );
    let errors = read(&draft, day("2026-11-23")).err().unwrap_or_default();
    let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
    assert_eq!(fields, [Field::Principal, Field::Rate, Field::Count, Field::FirstDue]);
    assert_eq!(draft.get(Field::Principal), "1,23");
    for error in &errors {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!crate::present::input::words::message(error, lang).is_empty());
        }
    }
    let count = errors.iter().find(|error| error.field == Field::Count);
    let said = count.map(|error| crate::present::input::words::message(error, Lang::Zh));
    assert_eq!(said.as_deref(), Some("请填 1 到 600 之间的期数"));
}

#[test]
fn values_that_do_not_fit_each_other_are_refused_at_the_field_to_change() {
    let today = day("2026-11-23");
    let mut draft = loan();
    draft.set(Field::PaidCount, "13");
    let errors = read(&draft, today).err().unwrap_or_default();
    assert_eq!(errors.first().map(|error| &error.cause), Some(&Cause::CountMoreThan { than: Field::Count, count: 12 }));
    let card = filled(Preset::Card, &[(Field::Balance, "100"), (Field::Minimum, "200"), (Field::Due, "2026-12-01")]);
    let errors = read(&card, today).err().unwrap_or_default();
    assert!(matches!(errors.first().map(|error| error.field), Some(Field::Minimum)));
    let person =
        filled(Preset::Private, &[(Field::Principal, "100"), (Field::Start, "2026-12-01"), (Field::Due, "2026-11-01")]);
    let errors = read(&person, today).err().unwrap_or_default();
    assert!(matches!(errors.first().map(|error| &error.cause), Some(Cause::Before { than: Field::Start, .. })));
}

#[test]
fn a_debt_made_by_the_form_opens_in_the_form_again() {
    let today = day("2026-11-23");
    let full = [
        (Field::Follows, "lpr_five_years"),
        (Field::Repricing, "january"),
        (Field::DaysOff, "modified_following"),
        (Field::Growth, "2%"),
        (Field::FeeShare, "0.1%"),
    ];
    let mut full_terms = loan();
    full.iter().for_each(|(field, text)| full_terms.set(*field, text));
    let drafts = [
        loan(),
        full_terms,
        filled(Preset::Card, &[(Field::Balance, "8000"), (Field::Minimum, "800"), (Field::Due, "2026-12-01")]),
        filled(
            Preset::PayLater,
            &[(Field::Total, "999"), (Field::Count, "6"), (Field::FirstDue, "2026-12-05"), (Field::Fee, "3.3")],
        ),
        filled(
            Preset::Private,
            &[(Field::Principal, "5000"), (Field::Start, "2026-01-01"), (Field::Due, "2026-12-01")],
        ),
    ];
    for mut draft in drafts {
        draft.set(Field::GraceDays, "3");
        let entered = read(&draft, today).unwrap_or_else(|errors| panic!("{errors:?}"));
        let inputs = std::sync::Arc::new(entered.inputs.clone());
        let debt = Debt {
            id: "a".to_owned(),
            creditor: entered.creditor.clone(),
            kind: entered.kind,
            inputs,
            imported: None,
            created_on: today,
            rev: 1,
            example: false,
            facts: None,
        };
        let again = derive(&debt, day("2026-12-24")).unwrap_or_else(|| panic!("{:?}", draft.preset()));
        let read_again = read(&again, today).unwrap_or_else(|errors| panic!("{errors:?}"));
        assert_eq!(read_again.inputs.contract, entered.inputs.contract);
        assert_eq!(read_again.creditor, entered.creditor);
    }
}

#[test]
fn what_is_assumed_is_said_in_both_languages() {
    for preset in Preset::ALL {
        for policy in preset.policies() {
            let mut draft = Draft::new(preset);
            draft.choose(Field::Policy, policy.name());
            for lang in [Lang::Zh, Lang::En] {
                let said = words::assumptions(&draft, None, lang);
                assert!(said.iter().all(|line| !line.is_empty()), "{preset:?} {policy:?}");
                assert!(*policy == Policy::Free || said.len() >= 3, "{preset:?} {policy:?}: {said:?}");
                for field in preset.fields() {
                    assert!(!words::field(preset, *field, *policy, lang).0.is_empty(), "{preset:?} {field:?}");
                }
            }
        }
        assert!(preset.fields().len() <= 6);
    }
}

#[test]
fn a_loan_that_follows_lpr_has_the_rates_that_were_published_and_says_up_to_when() {
    // source: one-year LPR 3.45 on 20 June 2024, 3.00 on 20 June 2025; so 4.65 % is LPR plus 1.2 points, and 4.20 % a year
    // later. 120,000 over 60 months at 4.65 % is 2,245.36; the 98,174.41 left after twelve over 48 at 4.20 % is 2,225.48.
    let mut draft = filled(
        Preset::Loan,
        &[
            (Field::Principal, "120000"),
            (Field::Rate, "4.65%"),
            (Field::Count, "60"),
            (Field::FirstDue, "2024-08-10"),
            (Field::Follows, "lpr_one_year"),
        ],
    );
    let entered = read(&draft, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let crate::engine::Contract::Instalment(terms) = &entered.inputs.contract else { panic!("a loan") };
    let rates: Vec<_> =
        terms.shape.rates.iter().map(|rate| (rate.from, rate.rate.value.normalize().to_string())).collect();
    assert_eq!(rates, [(day("2025-07-10"), "0.042".to_owned())]);
    assert_eq!(terms.shape.follows.and_then(|follows| follows.known_until), Some(day("2027-07-10")));
    let account = entered.inputs.replay(day("2024-08-01")).unwrap_or_else(|error| panic!("{error}"));
    let row = |number: usize| account.rows.get(number - 1).map(|row| row.total.minor());
    assert_eq!((row(1), row(12), row(13)), (Some(224_536), Some(224_536), Some(222_548)));

    draft.set(Field::FirstDue, "2026-12-10");
    let errors = read(&draft, day("2026-11-23")).expect_err("LPR of November 2026 is not in the table");
    let error = errors.first().expect("one");
    assert_eq!(error.field, Field::Follows);
    let text = crate::present::input::words::message(error, Lang::En);
    assert!(text.contains("10 November 2026") && text.contains("19 September 2026"), "{text}");
}

#[test]
fn due_dates_leave_the_days_off_and_instalments_grow_each_year() {
    // source: 1 October 2026 begins a holiday that lasts through the 7th; 60,000 over 36 months at 6 % with instalments
    // that grow by 3 % a year begin at 60,000 ÷ Σ 1.03^⌊(k−1)/12⌋ ⁄ 1.005^k = 1,773.73.
    let draft = filled(
        Preset::Loan,
        &[
            (Field::Principal, "60000"),
            (Field::Rate, "6%"),
            (Field::Count, "36"),
            (Field::FirstDue, "2026-09-01"),
            (Field::DaysOff, "following"),
            (Field::Growth, "3%"),
        ],
    );
    let entered = read(&draft, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    let account = entered.inputs.replay(day("2026-08-15")).unwrap_or_else(|error| panic!("{error}"));
    let due: Vec<_> = account.rows.iter().take(3).map(|row| row.due).collect();
    assert_eq!(due, [day("2026-09-01"), day("2026-10-08"), day("2026-11-02")], "1 November 2026 is a Sunday");
    let row = |number: usize| account.rows.get(number - 1).map(|row| row.total.minor());
    assert_eq!((row(1), row(12), row(13)), (Some(177_373), Some(177_373), Some(182_694)));
}
