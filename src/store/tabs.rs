//! Other tabs of this browser: they are told when something was saved, so that they read it again.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::handle::Change;

/// The name of the channel.
const CHANNEL: &str = "duewise";

/// A line to the other tabs.
pub(super) struct Tabs {
    channel: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Listens; none where the browser has no such channel.
    pub(super) fn open(on_change: impl Fn(Change) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some("saved") => on_change(Change::OtherTabSaved),
                Some("erased") => on_change(Change::OtherTabErased),
                Some("outbox") => on_change(Change::OutboxMoved),
                _ => {}
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Some(Self { channel, _listener: listener })
    }

    /// Tells the other tabs that something was saved.
    pub(super) fn saved(&self) {
        let _ = self.channel.post_message(&JsValue::from_str("saved"));
    }

    /// Tells the other tabs that a request moved.
    pub(super) fn moved(&self) {
        let _ = self.channel.post_message(&JsValue::from_str("outbox"));
    }

    /// Tells the other tabs that everything was erased.
    pub(super) fn erased(&self) {
        let _ = self.channel.post_message(&JsValue::from_str("erased"));
    }
}
