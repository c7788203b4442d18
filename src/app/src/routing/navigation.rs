//! Going from page to page: the current route, where the focus goes, and the title of the document.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use api::page::Route;
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationChange, LocationProvider, State as HistoryState},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::{
    dom::{
        signal::{Memo, State},
        task,
    },
    session::texts,
};

/// The route before the current page.
#[derive(Clone, Copy)]
struct Previous(State<Option<Route>>);

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

// No contexts: pages are also opened, and named, after an answer has come, where Leptos knows no owner.
thread_local! {
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
    static WANTS_FOCUS: Cell<bool> = const { Cell::new(false) };
}

/// The current route. Call it while a view is made.
pub fn use_route() -> Memo<Route> {
    expect_context::<Memo<Route>>()
}

/// Whether the current page is this one.
pub fn is_current(page: Route) -> impl Fn() -> bool {
    let route = use_route();
    move || route.with(|route| route.page() == page)
}

/// The route of the browser's present address, without subscribing.
pub fn current_route() -> Route {
    let location = window().location();
    Route::parse_url(&(location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()))
}

/// Opens a page as a link would.
pub fn navigate(route: &Route) {
    open(route, NavigateOptions::default());
}

/// Replaces the current route: Back does not lead to it.
pub fn replace(route: &Route) {
    open(route, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
}

/// The page of this app before the current one, as it was left; nothing where the person came from elsewhere.
/// Call it while a view is made, or in a handler of an event.
pub fn previous_route() -> Option<Route> {
    use_context::<Previous>()?.0.get_untracked()
}

/// Connects the router with [`Route`]; inside `<Router>`, once.
pub fn provide_navigation() {
    let navigate = use_navigate();
    NAVIGATE.set(Some(Rc::new(move |url, options| navigate(url, options))));
    let location = use_location();
    let (pathname, search) = (location.pathname, location.search);
    let route = Memo::new(move |_| pathname.with(|path| search.with(|search| Route::parse(path, search))));
    provide_context(route);
    if let Some(browser) = use_context::<BrowserUrl>() {
        complete_followed_links(&browser, location.pathname);
        repair_history(browser);
    }
    let previous = Previous(State::new(None));
    provide_context(previous);
    let mut before: Option<Route> = None;
    task::effect(move || {
        let now = route.get();
        if before.as_ref().is_some_and(|before| before.place() != now.place()) {
            WANTS_FOCUS.set(true);
            // A page that stays mounted has its heading already; others take the focus when theirs is there.
            request_animation_frame(focus_heading);
        }
        if before.as_ref().is_some_and(|before| before.page() != now.page()) {
            previous.0.set(before.take());
        }
        before = Some(now);
    });
}

/// Sets the title of the document, and focuses the heading if the person has just come to the page.
pub fn set_page(title: &str) {
    set_title(title);
    if WANTS_FOCUS.get() {
        request_animation_frame(focus_heading);
    }
}

/// Sets the title of the document alone.
pub fn set_title(title: &str) {
    let product = texts().product_name();
    // The directory carries the product's own name.
    let full = if title == product { product.to_owned() } else { texts().page_title(title, product) };
    document().set_title(&full);
}

/// The same for a page that could not be loaded and so has no heading.
pub fn set_page_without_heading(title: &str) {
    if let Ok(None) = document().query_selector("main h1") {
        set_page(title);
    }
}

/// Moves the focus to an element by its id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Call it before a part of the page is replaced in the background: if the focused element is in it, the focus then
/// goes to the element that replaces it.
pub fn restore_focus() {
    let Some(before) = document().active_element() else { return };
    let traits = traits(&before);
    request_animation_frame(move || {
        if before.is_connected() {
            // A row that was put elsewhere is the same one, but the browser took the focus from it. What the person has
            // focused since keeps it.
            let is_lost = document().active_element().is_none_or(|now| now.tag_name() == "BODY");
            if let (true, Some(element)) = (is_lost, before.dyn_ref::<HtmlElement>()) {
                let _ = element.focus();
            }
            return;
        }
        let Ok(found) = document().query_selector_all(&["main ", &before.tag_name()].concat()) else { return };
        let mut found = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok());
        match found.find(|element| self::traits(element) == traits) {
            Some(element) => {
                let _ = element.focus();
            }
            None => focus("main"),
        }
    });
}

/// By these an element and its replacement are matched.
fn traits(element: &Element) -> [Option<String>; 4] {
    let [id, href, label] = ["id", "href", "aria-label"].map(|name| element.get_attribute(name));
    [id, href, label, element.text_content()]
}

fn open(route: &Route, options: NavigateOptions) {
    let navigate = NAVIGATE.with_borrow(Option::clone);
    if let Some(navigate) = navigate {
        navigate(&route.to_string(), NavigateOptions { resolve: false, ..options });
    }
}

fn focus_heading() {
    // The errors of a form come first, or the result of one that was sent, or a message that is being read already.
    let found = |what: &str| document().query_selector(what).ok().flatten();
    let first = found("main .error-summary")
        .or_else(|| found("main .outcome[tabindex]"))
        .or_else(|| found(".status-message:focus:not(:empty)"));
    let Some(heading) = first.or_else(|| found("main h1")) else {
        return;
    };
    if WANTS_FOCUS.replace(false) {
        // The router or the browser has already set the scroll position.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.unchecked_into::<HtmlElement>().focus_with_options(&options);
    }
}

/// The router delays a followed link until its page is ready, which its own `<Routes>` and `<FlatRoutes>` report. This app
/// has neither: its routes are parsed by [`Route`], which mails and the server share, and the router's own matching would
/// be loaded at first without need.
fn complete_followed_links(browser: &BrowserUrl, pathname: leptos::prelude::Memo<String>) {
    let browser = browser.clone();
    task::effect(move || {
        pathname.track();
        browser.ready_to_complete();
    });
}

/// The router ignores a new entry that equals the last one it remembers (since its pull request 4252), and remembers a
/// wrong one after Forward: what mended that for Back (its issue 4324) takes an entry off its stack, and nothing puts one
/// on it again. Replacing the current entry by itself does. This is true of leptos_router 0.8.17; `wizard.spec.ts` goes
/// back, forward and on.
fn repair_history(browser: BrowserUrl) {
    let handle = window_event_listener(ev::popstate, move |_| {
        if let Ok(url) = BrowserUrl::current() {
            let search = if url.search().is_empty() { String::new() } else { ["?", url.search()].concat() };
            let value = [url.path(), &search, url.hash()].concat();
            let change = LocationChange { value, replace: true, scroll: false, state: HistoryState::new(None) };
            browser.complete_navigation(&change);
        }
    });
    on_cleanup(move || handle.remove());
}
