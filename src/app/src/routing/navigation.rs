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
    dom::{signal::Memo, task},
    session::texts,
};

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static NAVIGATE: RefCell<Option<Navigate>> = const { RefCell::new(None) };
    static WANTS_FOCUS: Cell<bool> = const { Cell::new(false) };
    static PREVIOUS: RefCell<Option<Route>> = const { RefCell::new(None) };
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

/// The route that the browser's address names, before anything follows it.
pub fn current_route() -> Route {
    let location = window().location();
    Route::parse_url(&(location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()))
}

/// Opens a page as a link would.
pub fn navigate(route: &Route) {
    open(route, NavigateOptions::default());
}

/// Puts a route in the place of the current one: Back does not lead to the one before.
pub fn replace(route: &Route) {
    open(route, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
}

/// The page of this app before the current one, as it was left; nothing where the person came from elsewhere.
pub fn previous_route() -> Option<Route> {
    PREVIOUS.with_borrow(Option::clone)
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
    let mut before: Option<Route> = None;
    task::effect(move || {
        let now = route.get();
        if before.as_ref().is_some_and(|before| before.place() != now.place()) {
            WANTS_FOCUS.set(true);
            // A page that stays mounted has its heading already; others take the focus when theirs is there.
            request_animation_frame(focus_heading);
        }
        if before.as_ref().is_some_and(|before| before.page() != now.page()) {
            PREVIOUS.set(before.take());
        }
        before = Some(now);
    });
}

/// Names the document after the page, and gives its heading the focus if the person just came here.
pub fn set_page(title: &str) {
    let product = texts().product_name();
    // The directory carries the product's own name.
    let full = if title == product { product.to_owned() } else { texts().page_title(title, product) };
    document().set_title(&full);
    if WANTS_FOCUS.get() {
        request_animation_frame(focus_heading);
    }
}

/// The same where nothing was loaded that has a heading: the first visit of a page that fails says so in its title.
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

/// Before a part of the page is made anew without the person's doing: an element that had the focus and goes with it
/// hands the focus on to the one that takes its place.
pub fn keep_focus() {
    let Some(before) = document().active_element() else { return };
    let traits = traits(&before);
    request_animation_frame(move || {
        if before.is_connected() {
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

/// What an element is known by when it is made again.
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
    // A form that came back with errors shows these first, and what became of one that was sent is said first.
    let found = |what: &str| document().query_selector(what).ok().flatten();
    let first = found("main .error-summary").or_else(|| found("main .outcome[tabindex]"));
    let Some(heading) = first.or_else(|| found("main h1")) else {
        return;
    };
    if WANTS_FOCUS.replace(false) {
        // The router has scrolled to the top, or the browser back to where the person was.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.unchecked_into::<HtmlElement>().focus_with_options(&options);
    }
}

/// A followed link waits until its page is shown. The router's own `<Routes>` says so, which this app has none of.
fn complete_followed_links(browser: &BrowserUrl, pathname: leptos::prelude::Memo<String>) {
    let browser = browser.clone();
    task::effect(move || {
        pathname.track();
        browser.ready_to_complete();
    });
}

/// The router drops a new entry that equals the last one it remembers, and it remembers wrongly after Forward.
/// Replacing the entry that is current by itself puts that right.
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
