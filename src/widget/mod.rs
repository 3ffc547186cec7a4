//! The embeddable simulator: one page, no router, nothing of the portal's screens. Reads and computes through
//! `present::embedded`; the host protocol is `public/embed/frame.js`, which [`host`] talks to.
//!
//! The whole frame has a budget of 90 KB, and each reactive place of a view costs half a kilobyte of it. So the view is
//! drawn once, and one effect writes every text of it ([`write`]). Imports neither `ui` nor documents.

mod host;
mod page;
mod write;

use leptos::prelude::*;

use crate::present::Lang;
use crate::present::embedded::{Form, Knob};

/// Puts the widget into the page.
pub fn mount() {
    leptos::mount::mount_to_body(page::Page);
    host::call("say", "ready", "");
}

/// The one signal: what stands in the fields.
#[derive(Clone, Copy)]
struct Widget {
    form: RwSignal<Form>,
    today: chrono::NaiveDate,
}

impl Widget {
    fn start() -> Self {
        let today = host::today();
        let mut form = Form::example(today);
        form.retype(&host::call("load", "", ""));
        let widget = Self { form: RwSignal::new(form), today };
        host::listen(widget);
        write::follow(widget);
        widget
    }

    /// What the borrower types: kept for a reload of the frame, and the host page is told which field it was.
    fn type_into(self, knob: Knob, text: &str) {
        self.form.update(|form| form.type_into(knob, text));
        host::call("save", &self.form.with_untracked(Form::typed), "");
        host::call("say", "change", knob.name());
    }
}

fn lang_of(form: &Form) -> Lang {
    match form.get(Knob::Lang) {
        "" => Lang::from_tag(&host::call("language", "", "")),
        tag => Lang::from_tag(tag),
    }
}
