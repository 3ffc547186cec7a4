//! Writes what the form comes to into the page. One effect; the frame's script leaves alone what already stands there.

use leptos::prelude::*;

use super::page::{FIELDS, LINES, ROWS};
use super::{Widget, host, lang_of};
use crate::present::Lang;
use crate::present::embedded::{Form, Knob, Shown, message, show};
use crate::present::simulate::words::policy;
use crate::present::words::widget as words;

/// Follows the form.
pub fn follow(widget: Widget) {
    Effect::new(move |_| {
        widget.form.with(|form| {
            let lang = lang_of(form);
            labels(lang);
            let result = show(form, lang);
            let wrong = result.as_ref().err().cloned().unwrap_or_default();
            fields(form, &wrong, lang);
            // While a field is wrong the last result stays, and says that it is the last.
            if let Ok(shown) = &result {
                finding(shown);
            }
            let stale = result.is_err();
            mark("result", "data-stale", stale.then_some(""));
            hide("wait", !stale);
        });
    });
}

fn put(id: &str, text: &str) {
    host::call("put", id, text);
}

/// Sets an attribute, or takes it away.
fn mark(id: &str, attribute: &str, value: Option<&str>) {
    let place = format!("{id} {attribute}");
    match value {
        Some(value) => host::call("mark", &place, value),
        None => host::call("unmark", &place, ""),
    };
}

fn hide(id: &str, hidden: bool) {
    mark(id, "hidden", hidden.then_some(""));
}

/// The words that hang on the language alone.
fn labels(lang: Lang) {
    host::call("speak", lang.tag(), words::title(lang));
    let texts = [
        ("title", words::title(lang)),
        ("f-principal-label", words::principal(lang)),
        ("f-due-label", words::due(lang)),
        ("f-policy-label", words::policy(lang)),
        ("f-rate-label", words::rate(lang)),
        ("f-late_fee-label", words::fee(lang)),
        ("f-days-label", words::days(lang)),
        ("host", words::from_host(lang)),
        ("wait", words::wait(lang)),
        ("extra-label", words::column_added(lang)),
        ("total-label", words::column_total(lang)),
        ("legal-title", words::legal_title(lang)),
        ("key", words::limit_line(lang)),
        ("table", words::table(lang)),
        ("caption", words::table_caption(lang)),
        ("column-0", words::column_day(lang)),
        ("column-1", words::column_date(lang)),
        ("column-2", words::column_added(lang)),
        ("column-3", words::column_total(lang)),
        ("working", words::working(lang)),
        ("rounding", words::working_note(lang)),
        ("note", words::note(lang)),
        ("unfit", words::too_old(lang)),
    ];
    for (id, text) in texts {
        put(id, text);
    }
    put("request", &format!("{} {}", words::request(lang), words::opens(lang)));
    put("open", &format!("{} {}", words::open(lang), words::opens(lang)));
    mark("less", "aria-label", Some(words::day_less(lang)));
    mark("more", "aria-label", Some(words::day_more(lang)));
    for each in Form::policies() {
        put(&format!("policy-{}", each.name()), policy(Some(each), lang));
    }
}

/// What stands in the fields, who put it there, and what stands against it.
fn fields(form: &Form, wrong: &[Knob], lang: Lang) {
    let mut hosts = form.is_hosts(Knob::Policy);
    for (knob, id, _) in FIELDS {
        let is_wrong = wrong.contains(&knob);
        host::call("type", id, form.get(knob));
        put(&format!("{id}-error"), &if is_wrong { message(knob, form, lang) } else { String::new() });
        mark(id, "aria-invalid", is_wrong.then_some("true"));
        mark(id, "data-host", form.is_hosts(knob).then_some(""));
        hosts |= form.is_hosts(knob);
    }
    host::call("type", "f-policy", form.policy().name());
    mark("f-policy", "data-host", form.is_hosts(Knob::Policy).then_some(""));
    hide("f-rate-field", form.policy().needs_fee());
    hide("f-late_fee-field", !form.policy().needs_fee());
    hide("host", !hosts);
    hide("request", form.get(Knob::Mode) != "ask");
}

fn finding(shown: &Shown) {
    let picture = &shown.picture;
    let texts = [
        ("finding", &shown.finding),
        ("yearly", &shown.yearly),
        ("extra", &shown.extra),
        ("total", &shown.total),
        ("legal", &shown.legal),
        ("picture", &picture.title),
        ("top", &picture.top),
        ("last", &picture.last),
    ];
    for (id, text) in texts {
        put(id, text);
    }
    mark("legal-line", "data-verdict", Some(shown.verdict));
    mark("area", "d", Some(&picture.area));
    mark("limit", "d", Some(&picture.limit));
    mark("day", "d", Some(&picture.day));
    mark("spot", "d", Some(&picture.spot));
    hide("key", picture.limit.is_empty());
    for row in 0..ROWS {
        let given = shown.rows.get(row);
        hide(&format!("row-{row}"), given.is_none());
        let Some(given) = given else { continue };
        mark(&format!("row-{row}"), "aria-current", given.chosen.then_some("true"));
        for (column, text) in [&given.day, &given.date, &given.added, &given.total].into_iter().enumerate() {
            put(&format!("cell-{row}-{column}"), text);
        }
    }
    for line in 0..LINES {
        put(&format!("line-{line}"), shown.working.get(line).map_or("", String::as_str));
    }
    for way in ["request", "open"] {
        host::call("aim", way, &shown.hand_over);
    }
}
