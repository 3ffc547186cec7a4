//! Whose turn it is among tabs (Web Locks), waiting with a bell, and what wakes a page: the network, and being looked at.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::send::{HALTED, call, get};
use super::{document, window};

/// Waits until this tab alone has the lock of this name, which it keeps until it is closed, dies, or the app stops. False
/// where the browser has no such locks: then nobody is kept out.
pub async fn hold_lock(name: &str) -> bool {
    let Some(window) = window() else { return false };
    let locks = get(&window.navigator(), "locks").filter(JsValue::is_object);
    let Some(locks) = locks else { return false };
    let (Some((waiting, granted)), Some((held, release))) = (promise(), promise()) else { return false };
    let _ = window.add_event_listener_with_callback(HALTED, &release);
    let keep = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        let _ = granted.call1(&JsValue::NULL, &JsValue::TRUE);
        held.into()
    });
    // A document that may not have locks is refused by an exception or a rejected promise.
    let Some(request) = call(&locks, "request", &[&name.into(), &keep]) else { return false };
    let Ok(request) = request.dyn_into::<Promise>() else { return false };
    let either = js_sys::Array::of2(&waiting, &request);
    JsFuture::from(Promise::race(&either)).await.is_ok_and(|value| value.is_truthy())
}

/// A promise and what fulfils it.
fn promise() -> Option<(Promise, Function)> {
    let mut fulfil = None;
    let promise = Promise::new(&mut |yes, _| fulfil = Some(yes));
    Some((promise, fulfil?))
}

/// A wait that can be cut short; clones are the same bell. A ring while nobody waits is heard by the next wait.
#[derive(Clone, Default)]
pub struct Bell(Rc<Hammer>);

#[derive(Default)]
struct Hammer {
    rung: Cell<bool>,
    waiting: RefCell<Option<Function>>,
}

impl Bell {
    /// Rings.
    pub fn ring(&self) {
        let waiting = self.0.waiting.borrow_mut().take();
        match waiting {
            Some(waiting) => drop(waiting.call0(&JsValue::NULL)),
            None => self.0.rung.set(true),
        }
    }

    /// Waits for a ring, or so many milliseconds.
    pub async fn wait(&self, milliseconds: Option<u32>) {
        if self.0.rung.replace(false) {
            return;
        }
        let Some((promise, fulfil)) = promise() else { return };
        self.0.waiting.replace(Some(fulfil));
        let bell = self.clone();
        let timer = milliseconds.map(|time| Timeout::new(time, move || bell.ring()));
        let _ = JsFuture::from(promise).await;
        drop(timer);
    }
}

/// Calls back when the network comes back or the page is looked at again, for as long as the page lives.
pub fn on_wake(callback: impl Fn() + 'static) {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    let listener = Closure::<dyn FnMut()>::new(callback);
    let function: &Function = listener.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("online", function);
    let _ = document.add_event_listener_with_callback("visibilitychange", function);
    listener.forget();
}
