//! Everything of the browser that the portal touches: address, clock, settings, files, focus, dialogs.
//!
//! The only room of `ui` that names web-sys. Every function works or does nothing: a browser that refuses storage or
//! the clipboard must not stop the app.

mod address;
mod clock;
mod element;
mod embed;
mod evidence;
mod files;
mod identity;
mod notify;
mod pointer;
pub mod scorm;
mod send;
mod settings;
mod turn;
pub mod worker;

pub use address::{forward, fragment, leave_for, on_back, origin, path, push, reload, replace_fragment, share_address};
pub use clock::{after, local_time, moment, now, today, wall};
pub use element::{
    bump_saved, close_dialog, focus, focus_main, is_open, place_of_app, print, set_app_state, set_language, set_theme,
    set_title, show_dialog, text_of_main, unfold,
};
pub use embed::Simulator;
pub use evidence::{Checksum, MAX_EVIDENCE_BYTES, checksum, chosen_files};
pub use files::{chosen_file, copy, download, dropped_file};
pub use identity::{new_id, new_key, random};
pub use notify::{
    Allowed, ask_for_reminders, remind, remind_once, reminders_allowed, reminders_wanted, want_reminders,
};
pub use pointer::{across, can_share, hold, is_pressed, share};
pub use send::{Reply, ask, is_online, lenders, on_loopback, release, send, shell, words};
pub use settings::{
    forget_progress, load_as_of, load_asked, load_lang, load_progress, load_theme, store_as_of, store_asked,
    store_lang, store_progress, store_theme,
};
pub use turn::{Bell, hold_lock, on_wake};

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

fn document() -> Option<web_sys::Document> {
    window()?.document()
}
