//! The command line reads what the app exports and computes what the screens show.

use std::process::Command;
use std::sync::Arc;

use duewise::case::{Case, Debt, DebtInputs, DebtKind};
use duewise::engine::*;
use duewise::exchange::duewise_json;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_duewise"))
}

fn case() -> Case {
    let yuan = |minor| Money::try_new(minor, Currency::CNY).expect("within the limits");
    let start = "2026-01-15".parse().expect("a date");
    let rate = Rate::percent_per_year(rust_decimal::Decimal::from(12)).expect("a rate");
    let terms = InstalmentTerms::monthly(yuan(1_000_000), rate, 12, start);
    let paid = EventKind::Payment { amount: yuan(88_849) };
    let events = vec![Event { id: 1, date: "2026-02-15".parse().expect("a date"), kind: paid }];
    let inputs = DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events };
    let mut case = Case::new(vec![]);
    case.debts.push(Debt {
        id: "7f1c1f6e-5a0e-4a52-9a75-0b1f4f6c9d11".to_owned(),
        creditor: "测试".to_owned(),
        kind: DebtKind::Loan,
        inputs: Arc::new(inputs),
        imported: None,
        created_on: start,
        rev: 0,
        example: false,
        facts: None,
    });
    case
}

#[test]
fn replay_reads_an_export_and_writes_the_account() {
    let file = std::env::temp_dir().join(format!("duewise-replay-{}.json", std::process::id()));
    std::fs::write(&file, duewise_json::export(&case()).expect("an export")).expect("a file");
    let output = program().arg("replay").arg(&file).args(["--as-of", "2026-03-20"]).output().expect("it starts");
    _ = std::fs::remove_file(&file);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let account = &document["debts"][0]["account"];
    // The second instalment, due on 15 March, is open: 888.49, of which 1 % of 9,211.51 is interest.
    assert_eq!(account["days_past_due"], 5);
    assert_eq!(account["due_now"]["interest"]["minor"], 9_212);
    assert_eq!(account["due_now"]["principal"]["minor"], 88_849 - 9_212);
}

#[test]
fn a_file_that_is_none_is_refused_with_a_message() {
    let file = std::env::temp_dir().join(format!("duewise-none-{}.json", std::process::id()));
    std::fs::write(&file, "{\"version\":99}").expect("a file");
    let output = program().arg("replay").arg(&file).output().expect("it starts");
    _ = std::fs::remove_file(&file);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Newer"));
}

/// A case of our own in the published shape: `conform` passes it, and `--perturb` fails it.
#[test]
fn conform_judges_and_a_perturbed_expectation_fails() {
    let folder = std::env::temp_dir().join(format!("duewise-conform-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let cases = r#"[{"id":"A","topic":"day_count","inputs":{"convention":"ACT/360","start":"2026-01-01","end":"2026-03-02"},
        "expected":{"days":60,"year_fraction":"0.166666666667"},"tolerance":"1e-11","source":"by hand: 60/360"},
        {"id":"B","topic":"unheard of","inputs":{},"expected":{},"tolerance":"0","source":"none"}]"#;
    std::fs::write(folder.join("own.json"), cases).expect("a file");
    let run = |extra: &[&str]| {
        let output = program().arg("conform").args(extra).arg(&folder).output().expect("it starts");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, text) = run(&[]);
    assert!(code == Some(0) && text.contains("own 1/2") && text.ends_with("1 passed, 0 failed, 1 skipped\n"), "{text}");
    let (code, text) = run(&["--perturb"]);
    assert!(code == Some(1) && text.ends_with("0 passed, 1 failed, 1 skipped\n"), "{text}");
    assert_eq!(run(&["--no-skips"]).0, Some(1));
    assert_eq!(run(&["--only", "other"]).0, Some(1), "nothing ran is no success");
    _ = std::fs::remove_dir_all(&folder);
}

/// Runs `verify` on a text: the exit status, what is printed, what is complained about.
fn verified(text: &[u8], options: &[&str]) -> (Option<i32>, String, String) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("duewise-verify-{}-{number}.json", std::process::id()));
    std::fs::write(&file, text).expect("a file");
    let output = program().arg("verify").arg(&file).args(options).output().expect("it starts");
    _ = std::fs::remove_file(&file);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn verify_agrees_with_every_kind_of_request_and_says_so() {
    for (name, request) in crate::composed::all() {
        let text = request.to_json().expect("it fits");
        let (code, out, _) = verified(text.as_bytes(), &[]);
        assert_eq!(code, Some(0), "{name}: {out}");
        assert!(out.contains(" agree, 0 differ, "), "{name}: {out}");
        assert!(!out.contains("agrees   "), "{name}: only --verbose lists them");
    }
    let text = crate::composed::relief().to_json().expect("it fits");
    let (_, out, _) = verified(text.as_bytes(), &["--verbose"]);
    for place in [
        "figures.due_now.interest",
        "position.remaining",
        "statement.affordable",
        "offer.arrangement.paid",
        "offer.smallest.least[1]",
        "result_hash",
    ] {
        assert!(out.contains(&format!("agrees   {place} = ")), "{place}: {out}");
    }
    let (code, out, _) = verified(text.as_bytes(), &["--json"]);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, Some(0));
    assert!(document["agree"].as_u64().is_some_and(|agree| agree > 50), "{out}");
    assert_eq!(document["differ"], serde_json::json!([]));
}

#[test]
fn verify_finds_one_changed_figure_of_every_kind_and_exits_with_one() {
    let named = |name: &str| {
        let all = crate::composed::all();
        all.into_iter().find(|(kind, _)| *kind == name).expect("it is there").1
    };
    let changes = [
        ("smallest", "/figures/due_now/interest/minor", "figures.due_now.interest"),
        ("smallest", "/figures/days_past_due", "figures.days_past_due"),
        ("smallest", "/position/remaining", "position.remaining"),
        ("smallest", "/position/keep/0/amounts/principal/minor", "position.keep[0].amounts.principal"),
        ("smallest", "/statement/affordable/minor", "statement.affordable"),
        (
            "smallest",
            "/offer/arrangement/rows/0/amounts/principal/minor",
            "offer.arrangement.rows[0].amounts.principal",
        ),
        ("smallest", "/offer/arrangement/new_cost/minor", "offer.arrangement.new_cost"),
        ("smallest", "/offer/smallest/least/1", "offer.smallest.least[1]"),
        ("payoff", "/expected_payoff/principal/minor", "expected_payoff.principal"),
        ("dispute", "/disputed/0/charged/minor", "disputed[0].charged"),
        ("dispute", "/disputed/0/excess/minor", "disputed[0].excess"),
    ];
    for (name, pointer, place) in changes {
        let mut whole = serde_json::to_value(named(name)).expect("it is JSON");
        let figure = whole.pointer_mut(pointer).expect(pointer);
        *figure = (figure.as_i64().expect("a whole number") + 1).into();
        let (code, out, _) = verified(whole.to_string().as_bytes(), &[]);
        assert_eq!(code, Some(1), "{place}: {out}");
        assert!(out.contains(&format!("differs  {place}: stated ")), "{place}: {out}");
        assert!(out.contains("differs  result_hash: "), "{place}: {out}");
        let (code, out, _) = verified(whole.to_string().as_bytes(), &["--json"]);
        let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(code, Some(1));
        assert!(document["differ"].as_array().is_some_and(|all| all.iter().any(|one| one["place"] == place)), "{out}");
    }
}

#[test]
fn verify_exits_with_two_for_what_it_cannot_read() {
    let long = vec![b' '; 400_000];
    for bad in [&b""[..], b"{}", b"[]", b"\xff\xfe", b"{\"version\":2}", &long] {
        let (code, out, complaint) = verified(bad, &[]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{complaint}");
        assert!(complaint.starts_with("duewise: "), "{complaint}");
    }
    let missing = program().args(["verify", "/nowhere/request.json"]).output().expect("it starts");
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(program().arg("verify").output().expect("it starts").status.code(), Some(2));
}
