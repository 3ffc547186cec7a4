//! What is typed on `/embed` and what is pasted from it.

use super::*;
use crate::present::Lang;
use crate::present::theme::Scheme;

const ORIGIN: &str = "https://duewise.example";
const FALLBACK: Fallback<'static> = Fallback { href: "https://duewise.example/simulate", words: "试算" };

fn typed(entries: &[(Setting, &str)]) -> Texts {
    let mut texts = Texts::default();
    for (setting, text) in entries {
        texts.set(*setting, text);
    }
    texts
}

fn checked(entries: &[(Setting, &str)]) -> Checked {
    let today = "2026-11-26".parse().unwrap_or_default();
    check(&typed(entries), &Settings::default(), today, Lang::En)
}

fn line(entries: &[(Setting, &str)]) -> String {
    let found = checked(entries);
    assert_eq!(found.errors, [], "{entries:?}");
    snippet(Form::Floating, &found.settings, ORIGIN, &FALLBACK, None).expect("a line")
}

fn manifest(version: &str, sum: &str) -> String {
    format!("{{\"version\":\"{version}\",\"files\":{{\"duewise.js\":\"{sum}\",\"frame.html\":\"x\"}}}}")
}

#[test]
fn the_line_is_the_one_of_the_docs() {
    assert_eq!(
        line(&[(Setting::Principal, "5,000"), (Setting::Lang, "zh-CN")]),
        "<script async src=\"https://duewise.example/embed/v1/duewise.js\"></script> \
         <duewise-simulator principal=\"5000\" lang=\"zh-CN\">\
         <a href=\"https://duewise.example/simulate\">试算</a></duewise-simulator>"
    );
}

#[test]
fn what_people_type_becomes_what_the_simulator_reads() {
    let found = checked(&[
        (Setting::Principal, "1.2万"),
        (Setting::Due, "2026年3月5日"),
        (Setting::Days, "30天"),
        (Setting::Grace, "3"),
        (Setting::Rate, " 每天万分之五 "),
        (Setting::Radius, "0"),
        (Setting::Accent, "#0F6B62"),
    ]);
    assert_eq!(found.errors, []);
    let written: Vec<_> = found.settings.written().collect();
    assert_eq!(
        written,
        [
            ("principal", "12000"),
            ("rate", "每天万分之五"),
            ("due", "2026-03-05"),
            ("days", "30"),
            ("grace", "3"),
            ("accent", "#0F6B62"),
            ("radius", "0")
        ]
    );
}

#[test]
fn a_value_that_cannot_be_used_is_named_with_one_that_can() {
    for (setting, text, told) in [
        (Setting::Principal, "-3", "Amount owed"),
        (Setting::Principal, "1e308", "Amount owed"),
        (Setting::Fee, "javascript:alert(1)", "Fixed charge"),
        (Setting::Rate, "rate", "Rate"),
        (Setting::Due, "262142-12-31", "Due date"),
        (Setting::Due, "2026-02-30", "28"),
        (Setting::Days, "3651", "3,650"),
        (Setting::Days, "1000000000", "3,650"),
        (Setting::Grace, "366", "365"),
        (Setting::Radius, "25", "24"),
        (Setting::Accent, "red", "#0F6B62"),
        (Setting::Accent, "url(https://evil.example)", "#0F6B62"),
        (Setting::Surface, "#888", "7.0"),
    ] {
        let found = checked(&[(setting, text)]);
        let error = found.error(setting).unwrap_or_default();
        assert!(error.to_lowercase().contains(&told.to_lowercase()), "{text}: {error}");
        assert_eq!(found.settings.get(setting), "", "{text}");
    }
}

#[test]
fn a_value_that_cannot_be_used_leaves_the_last_one() {
    let today = "2026-11-26".parse().unwrap_or_default();
    let good = checked(&[(Setting::Days, "30")]).settings;
    let found = check(&typed(&[(Setting::Days, "a lot")]), &good, today, Lang::Zh);
    assert_eq!((found.settings.get(Setting::Days), found.errors.len()), ("30", 1));
    assert_eq!(check(&typed(&[]), &good, today, Lang::Zh).settings.get(Setting::Days), "");
}

#[test]
fn a_choice_that_is_none_is_not_made() {
    for setting in Setting::ALL {
        let offered = choices(setting, Lang::Zh);
        for (name, _) in &offered {
            assert_eq!(checked(&[(setting, name)]).settings.get(setting), *name);
        }
        if !offered.is_empty() {
            assert_eq!(checked(&[(setting, "\"><script>")]).settings.get(setting), "");
        }
    }
}

#[test]
fn an_accent_is_held_against_the_looks_that_readers_may_have() {
    let accent = |theme| checked(&[(Setting::Accent, "#ffdd00"), (Setting::Theme, theme)]);
    assert!(accent("light").error(Setting::Accent).is_some());
    assert_eq!(accent("dark").error(Setting::Accent), None);
    assert_eq!(accent("").settings.accent_only_in(), Some(Scheme::Dark));
    assert_eq!(accent("dark").settings.accent_only_in(), None);
    let green = checked(&[(Setting::Accent, "#0F6B62")]).settings;
    assert_eq!(green.accent_only_in(), Some(Scheme::Light));
    let on_own = checked(&[(Setting::Accent, "#0F6B62"), (Setting::Surface, "#fff")]).settings;
    assert_eq!(on_own.accent_only_in(), None);
    let white = checked(&[(Setting::Accent, "#fff"), (Setting::Surface, "#fff")]);
    assert!(white.error(Setting::Accent).is_some_and(|text| text.contains("1.0")), "{:?}", white.errors);
}

#[test]
fn a_pinned_line_carries_the_checksum_of_its_release() {
    let sum = format!("sha384-{}", "Ab+/".repeat(16));
    let pinned = Pinned::read(&manifest("1.0.0", &sum)).expect("a release");
    let line = snippet(Form::Pinned, &Settings::default(), ORIGIN, &FALLBACK, Some(&pinned)).expect("a line");
    assert!(
        line.starts_with(&format!(
            "<script async src=\"{ORIGIN}/embed/v1.0.0/duewise.js\" integrity=\"{sum}\" crossorigin=\"anonymous\"></script> <"
        )),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
    assert_eq!(snippet(Form::Pinned, &Settings::default(), ORIGIN, &FALLBACK, None), None);
    for (version, sum) in [("1.0", sum.as_str()), ("1.0.0/../..", &sum), ("1.0.x", &sum), ("1.0.0", "sha384-short")] {
        assert_eq!(Pinned::read(&manifest(version, sum)), None, "{version} {sum}");
    }
    assert_eq!(Pinned::read("<html>"), None);
}

#[test]
fn the_package_is_told_where_the_frame_is() {
    let settings = checked(&[(Setting::Principal, "5000")]).settings;
    for form in [Form::Npm, Form::React] {
        let text = snippet(form, &settings, ORIGIN, &FALLBACK, None).expect("a text");
        assert!(text.contains("setBase(\"https://duewise.example/embed/v1/\");"), "{text}");
        assert!(text.contains("<duewise-simulator principal=\"5000\""), "{text}");
    }
    assert_eq!(policy_lines(ORIGIN), "script-src https://duewise.example;\nframe-src https://duewise.example;");
}

/// Whatever stands in a value, the text has the tags that it would have without.
#[test]
fn nothing_that_is_typed_or_served_gets_out_of_its_place() {
    let hostile = "\"'><script>alert(1)</script>{process.env}`${x}`\\\n\u{2028}&quot;";
    let plain = Settings::default();
    let mut settings = Settings::default();
    settings.0.set(Setting::Rate, hostile);
    let fallback = Fallback { href: hostile, words: hostile };
    let sum = format!("sha384-{}", "A".repeat(64));
    let pinned = Pinned::read(&manifest("1.0.0", &sum));
    for form in Form::ALL {
        let text = snippet(form, &settings, &format!("{ORIGIN}{hostile}"), &fallback, pinned.as_ref()).expect("a text");
        let usual = snippet(form, &plain, ORIGIN, &FALLBACK, pinned.as_ref()).expect("a text");
        for mark in ["<", "{", "`", "\n"] {
            assert_eq!(text.matches(mark).count(), usual.matches(mark).count(), "{mark:?} in {text}");
        }
        assert!(!text.contains('\u{2028}') && !text.contains('\''), "{text}");
    }
    assert!(!policy_lines("https://a.example; script-src *").contains("; script-src *"));
}

#[test]
fn what_was_typed_comes_back() {
    let texts = typed(&[(Setting::Rate, "a=b\nprincipal=9"), (Setting::Font, "serif")]);
    let back = Texts::of_lines(&texts.lines());
    assert_eq!((back.get(Setting::Rate), back.get(Setting::Principal)), ("a=b principal=9", ""));
    assert_eq!(back.get(Setting::Font), "serif");
    assert_eq!(Texts::of_lines("nonsense\nx=y\n"), Texts::default());
}
