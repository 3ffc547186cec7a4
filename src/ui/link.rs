//! The router: which screen is shown, and links that stay in the app. It captures clicks on our own links only.

use leptos::prelude::*;

use super::browser;
use super::kit::Kind;
use super::route::Route;
use crate::store::Status;

/// The screens of a binary. What a first visitor sees is a binary of its own, so that the first load stays small; what
/// is not in it is a page load away.
#[derive(Debug, Clone, Copy)]
pub struct Screens {
    /// Whether the binary holds the screen of a route.
    pub holds: fn(&Route) -> bool,
    /// The screen of a route that it holds, or what is shown while something that was saved waits for a decision.
    pub screen: fn(Route, Option<Status>) -> AnyView,
}

/// Which screen is shown, and the fragment of the address.
#[derive(Debug, Clone, Copy)]
pub struct Router {
    screens: Screens,
    route: RwSignal<Route>,
    fragment: RwSignal<String>,
}

impl Router {
    /// The router of the page, following the address from now on.
    #[must_use]
    pub fn start(screens: Screens) -> Self {
        let route = RwSignal::new(Route::parse(&browser::path()));
        let router = Self { screens, route, fragment: RwSignal::new(browser::fragment()) };
        browser::on_back(move || router.follow());
        router
    }

    fn follow(self) {
        let route = Route::parse(&browser::path());
        if !(self.screens.holds)(&route) {
            browser::reload();
            return;
        }
        if self.route.with_untracked(|shown| *shown != route) {
            self.route.set(route);
        }
        let fragment = browser::fragment();
        if self.fragment.with_untracked(|known| *known != fragment) {
            self.fragment.set(fragment);
        }
    }

    /// The screen; tracked.
    #[must_use]
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The screen's view; tracked.
    #[must_use]
    pub fn screen(self, undecided: Option<Status>) -> AnyView {
        (self.screens.screen)(self.route.get(), undecided)
    }

    /// The screen; not tracked.
    #[must_use]
    pub fn route_untracked(self) -> Route {
        self.route.get_untracked()
    }

    /// The fragment of the address, as it was opened or travelled to; tracked.
    #[must_use]
    pub fn fragment(self) -> String {
        self.fragment.get()
    }

    /// Goes to a screen with something in the fragment of its address (without `#`).
    pub fn go_with(self, route: &Route, fragment: &str) {
        let address = format!("{}#{fragment}", route.href());
        if !(self.screens.holds)(route) {
            browser::leave_for(&address);
            return;
        }
        browser::push(&address);
        self.follow();
    }

    /// Turns a page of the screen that is shown: the fragment changes, with a new entry of the history.
    pub fn turn(self, fragment: &str) {
        browser::push(&format!("{}#{fragment}", browser::path()));
        self.follow();
    }

    /// Changes the fragment without a new entry of the history.
    pub fn settle(self, fragment: &str) {
        browser::replace_fragment(fragment);
        self.follow();
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        if !(self.screens.holds)(route) {
            browser::leave_for(&route.href());
            return;
        }
        browser::push(&route.href());
        self.follow();
    }
}

/// The router.
#[must_use]
pub fn use_router() -> Router {
    use_context().unwrap_or_else(|| Router {
        screens: Screens { holds: |_| false, screen: |_, _| ().into_any() },
        route: RwSignal::new(Route::Today),
        fragment: RwSignal::new(String::new()),
    })
}

/// A link to a screen of ours.
#[component]
pub fn Link(
    /// Where it leads.
    to: Route,
    /// Its class.
    #[prop(optional)]
    class: &'static str,
    /// Its name in journeys.
    #[prop(optional, into)]
    action: Option<&'static str>,
    /// How much it asks for, as a button does.
    #[prop(optional)]
    kind: Kind,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let router = use_router();
    let href = to.href();
    let target = to.clone();
    let current = move || (router.route() == target).then_some("page");
    let click = move |event: leptos::ev::MouseEvent| {
        if browser::forward(&event) {
            event.prevent_default();
            router.go(&to);
        }
    };
    view! {
        <a href=href class=class data-kind=kind.name() data-action=action aria-current=current on:click=click>
            {children()}
        </a>
    }
}
