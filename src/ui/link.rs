//! The router: which screen is shown, and links that stay in the app. It captures clicks on our own links only.

use leptos::prelude::*;

use super::browser;
use super::kit::Kind;
use super::route::Route;

/// Which screen is shown, and the fragment of the address.
#[derive(Debug, Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
    fragment: RwSignal<String>,
}

impl Router {
    /// The router of the page, following the address from now on.
    #[must_use]
    pub fn start() -> Self {
        let router =
            Self { route: RwSignal::new(Route::parse(&browser::path())), fragment: RwSignal::new(browser::fragment()) };
        browser::on_back(move || router.follow());
        router
    }

    fn follow(self) {
        let route = Route::parse(&browser::path());
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

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        browser::push(&route.href());
        self.follow();
    }
}

/// The router.
#[must_use]
pub fn use_router() -> Router {
    use_context()
        .unwrap_or_else(|| Router { route: RwSignal::new(Route::Today), fragment: RwSignal::new(String::new()) })
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
