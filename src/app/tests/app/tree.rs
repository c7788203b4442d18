//! The tree of Virtual Accounts under the keyboard, as the ARIA Authoring Practices describe a tree view.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use api::account::{DEFAULT_VIRTUAL_ACCOUNT, Part, VirtualAccount, VirtualAccounts};
use app::{
    dom::{html, signal::State, task::sleep},
    json,
    session::set_texts,
    ui::{
        format::fold_case,
        tree::{
            Selection, Ticking,
            known::{AskForPart, Known, Rest},
            nodes::{filter_tree, folded_names},
            virtual_account_tree,
        },
    },
};
use leptos::{mount::mount_to, prelude::*, task::tick};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

/// A tree on the page; it goes when this does.
struct Page {
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn list() -> Vec<VirtualAccount> {
    [("Europe", 0), ("France", 1), ("Lyon", 2), ("Germany", 1), ("Asia", 0)]
        .into_iter()
        .map(|(name, depth)| VirtualAccount {
            id: name.to_lowercase(),
            name: name.into(),
            depth,
            default: false,
            roles: Vec::new(),
            requested: false,
            may_request: true,
            part: None,
        })
        .collect()
}

fn page(selection: Option<Selection>, with_children: bool) -> Page {
    let page = page_of(list(), selection, with_children);
    page.item("europe").unwrap().focus().unwrap();
    page
}

fn page_of(list: Vec<VirtualAccount>, selection: Option<Selection>, with_children: bool) -> Page {
    set_texts(Texts::embedded(Locale::En));
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let row_end = Arc::new(|_: &VirtualAccount, _: &str| html::span().el(html::select()));
    let mounted = mount_to(root.clone(), move || {
        let ticking = selection.map(|ticked| Ticking {
            ticked,
            with_children: State::new(with_children),
            note: Arc::new(|_| Vec::new()),
            filtered: None,
        });
        virtual_account_tree(Known::all(list.into()), "Virtual Accounts", ticking, row_end)
    });
    Page { root, _mounted: Box::new(mounted) }
}

impl Page {
    fn item(&self, id: &str) -> Option<HtmlElement> {
        let selector = ["[role=treeitem][data-id=", id, "]"].concat();
        self.root.query_selector(&selector).unwrap().map(JsCast::unchecked_into)
    }

    /// Presses a key where the focus is, and says where it is then.
    async fn press(&self, key: &str) -> String {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        document().active_element().unwrap().dispatch_event(&event).unwrap();
        tick().await;
        document().active_element().unwrap().get_attribute("data-id").unwrap_or_default()
    }

    fn attribute(&self, id: &str, name: &str) -> Option<String> {
        self.item(id)?.get_attribute(name)
    }
}

#[wasm_bindgen_test]
async fn arrows_walk_over_what_is_open() {
    let page = page(None, false);
    for (key, expected) in [
        ("ArrowDown", "france"),
        ("ArrowDown", "lyon"),
        ("ArrowDown", "germany"),
        ("ArrowDown", "asia"),
        ("ArrowDown", "asia"),
        ("ArrowUp", "germany"),
        ("Home", "europe"),
        ("ArrowUp", "europe"),
        ("End", "asia"),
        ("g", "germany"),
        ("E", "europe"),
        ("x", "europe"),
        // Commands of the whole page.
        ("/", "europe"),
        ("?", "europe"),
    ] {
        assert_eq!(page.press(key).await, expected, "{key}");
    }
}

#[wasm_bindgen_test]
async fn left_closes_then_goes_up_and_right_opens_then_goes_down() {
    let page = page(None, false);
    assert_eq!(page.press("ArrowRight").await, "france");
    assert_eq!(page.press("ArrowLeft").await, "france");
    assert_eq!(page.attribute("france", "aria-expanded").as_deref(), Some("false"));
    assert!(page.item("lyon").is_none());
    assert_eq!(page.press("ArrowDown").await, "germany");
    assert_eq!(page.press("ArrowLeft").await, "europe");
    assert_eq!(page.press("ArrowDown").await, "france");
    assert_eq!(page.press("ArrowRight").await, "france");
    assert_eq!(page.press("ArrowRight").await, "lyon");
    assert_eq!(page.press("ArrowRight").await, "lyon");
}

#[wasm_bindgen_test]
async fn the_tab_key_reaches_one_item_only() {
    let page = page(None, false);
    page.press("ArrowDown").await;
    let reachable = page.root.query_selector_all("[role=treeitem][tabindex='0']").unwrap();
    assert_eq!(reachable.length(), 1);
    assert_eq!(page.attribute("france", "tabindex").as_deref(), Some("0"));
}

#[wasm_bindgen_test]
async fn levels_and_places_are_said() {
    let page = page(None, false);
    let said = ["aria-level", "aria-posinset", "aria-setsize"].map(|name| page.attribute("germany", name).unwrap());
    assert_eq!(said, ["2", "2", "2"]);
    assert_eq!(page.attribute("asia", "aria-expanded"), None);
    assert_eq!(page.attribute("asia", "aria-checked"), None);
}

#[wasm_bindgen_test]
async fn space_ticks_one_or_all_below_it() {
    for (with_children, expected) in [(false, vec!["europe"]), (true, vec!["europe", "france", "germany", "lyon"])] {
        let owner = Owner::new();
        let ticked = owner.with(|| State::new(HashSet::new()));
        let page = page(Some(ticked), with_children);
        assert_eq!(page.press(" ").await, "europe");
        let mut ids: Vec<String> = ticked.get_untracked().into_iter().collect();
        ids.sort();
        assert_eq!(ids, expected);
        assert_eq!(page.attribute("europe", "aria-checked").as_deref(), Some("true"));
        page.press(" ").await;
        assert!(ticked.get_untracked().is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_click_anywhere_in_a_row_ticks_it_and_one_on_its_list_or_arrow_does_not() {
    let owner = Owner::new();
    let ticked = owner.with(|| State::new(HashSet::new()));
    let page = page(Some(ticked), false);
    let click = |selector: &str| {
        let found = page.item("france").unwrap().query_selector(selector).unwrap().unwrap();
        found.unchecked_into::<HtmlElement>().click();
    };
    let is_ticked = || ticked.with_untracked(|ticked| ticked.contains("france"));
    for (selector, expected) in
        [(".tree__name span", true), (".tree__row", false), ("input", true), ("select", true), (".tree__toggle", true)]
    {
        click(selector);
        tick().await;
        assert_eq!(is_ticked(), expected, "{selector}");
    }
    assert_eq!(page.attribute("france", "aria-checked").as_deref(), Some("true"));
    assert_eq!(document().active_element().unwrap().get_attribute("data-id").as_deref(), Some("france"));
}

#[wasm_bindgen_test]
async fn the_default_account_has_one_name_in_each_language() {
    let mut list = list();
    list.truncate(1);
    list[0].name = DEFAULT_VIRTUAL_ACCOUNT.into();
    list[0].default = true;
    for (locale, name) in [(Locale::En, "Default account"), (Locale::Fr, "Compte par défaut")] {
        set_texts(Texts::embedded(locale));
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let row_end = Arc::new(|_: &VirtualAccount, _: &str| html::span());
        let shown = list.clone();
        let _mounted = mount_to(root.clone(), move || {
            virtual_account_tree(Known::all(shown.clone().into()), "Virtual Accounts", None, row_end)
        });
        tick().await;
        assert_eq!(root.text_content().unwrap().trim(), name);
        // It is found by what people read.
        assert_eq!(folded_names(&list), [fold_case(name)]);
    }
    set_texts(Texts::embedded(Locale::En));
}

/// Ten regions, each with so many places.
fn large(places: usize) -> Vec<VirtualAccount> {
    let account = |id: String, name: String, depth| VirtualAccount { id, name, depth, ..list()[0].clone() };
    let region = |region: usize| {
        let own = account(format!("r{region}"), format!("Region {region}"), 0);
        let place = move |place| account(format!("r{region}p{place}"), format!("Place {place}"), 1);
        [own].into_iter().chain((0..places).map(place))
    };
    (0..10).flat_map(region).collect()
}

impl Page {
    fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    async fn drawn(&self) {
        while document().document_element().unwrap().get_attribute("data-ready").is_none() {
            sleep(5).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_filter_shows_its_hits_opened_and_marked_however_many_they_are() {
    set_texts(Texts::embedded(Locale::En));
    let list = large(400);
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let mounted = mount_to(root.clone(), move || {
        let ticking = Ticking {
            ticked: State::new(HashSet::new()),
            with_children: State::new(true),
            note: Arc::new(|_| Vec::new()),
            filtered: Some(filter_tree(&list, &folded_names(&list), "place".to_owned())),
        };
        let row_end = Arc::new(|_: &VirtualAccount, _: &str| html::span());
        virtual_account_tree(Known::all(list.into()), "Virtual Accounts", Some(ticking), row_end)
    });
    let page = Page { root, _mounted: Box::new(mounted) };
    tick().await;
    let at_once = page.count("[role=treeitem] mark");
    assert!(0 < at_once && at_once < 60, "{at_once} marked rows are drawn at once");
    page.drawn().await;
    assert_eq!(page.attribute("r0", "aria-expanded").as_deref(), Some("true"));
    // Of 4,010 rows the first 300: the region, and its places.
    assert_eq!((page.count("[role=treeitem]"), page.count("[role=treeitem] mark")), (300, 299));
    assert_eq!(page.attribute("r0p298", "aria-setsize").as_deref(), Some("400"));
    assert_eq!(
        page.root.query_selector("button").unwrap().unwrap().text_content().unwrap(),
        "Show 300 more (3,710 left)"
    );
}

#[wasm_bindgen_test]
async fn the_row_that_has_the_focus_is_still_drawn_when_much_opens_above_it() {
    let page = page_of(large(400), None, false);
    page.drawn().await;
    page.item("r1").unwrap().focus().unwrap();
    page.press("*").await;
    page.drawn().await;
    sleep(50).await;
    page.drawn().await;
    assert_eq!(document().active_element().unwrap().get_attribute("data-id").as_deref(), Some("r1"));
    assert_eq!(page.count("[role=treeitem]"), 402);
}

#[wasm_bindgen_test]
async fn down_goes_on_where_no_more_rows_are_drawn() {
    let page = page_of(large(400), None, false);
    page.item("r0").unwrap().focus().unwrap();
    page.press("ArrowRight").await;
    page.drawn().await;
    // Of 410 rows the first 300.
    assert_eq!(page.count("[role=treeitem]"), 300);
    page.item("r0").unwrap().focus().unwrap();
    page.press("*").await;
    page.drawn().await;
    let drawn = page.count("[role=treeitem]");
    assert_eq!(drawn, 300);
    let last = page.press("End").await;
    page.press("ArrowDown").await;
    page.drawn().await;
    sleep(50).await;
    let now = document().active_element().unwrap().get_attribute("data-id").unwrap();
    assert_ne!(now, last);
    assert!(page.count("[role=treeitem]") > drawn);
}

/// A region of which only that it has two places is known, and how often they were asked for; the first answer fails.
fn region_in_parts(asked: Arc<AtomicU32>) -> Known {
    let part = |position, children| Some(Part { position, children, found: true });
    let region = VirtualAccount { id: "region".into(), part: part(1, 2), ..list()[0].clone() };
    let place = move |number: u32| VirtualAccount {
        id: format!("place{number}"),
        depth: 1,
        part: part(number, 0),
        ..list()[1].clone()
    };
    let ask: AskForPart = Arc::new(move |query| {
        let is_first = asked.fetch_add(1, Ordering::Relaxed) == 0;
        assert_eq!((query.below.as_deref(), query.page), (Some("region"), Some(1)));
        let problem = json::read(
            r#"{"type": "/problems/unavailable", "title": "", "status": 0, "code": "unavailable", "detail": "Not now."}"#,
        );
        let answer = VirtualAccounts { virtual_accounts: vec![place(1), place(2)], total: 2, next: None };
        Box::pin(async move { if is_first { Err(problem.unwrap()) } else { Ok(answer) } })
    });
    Known { list: State::new([region].into()), rest: Some(Rest { at_top: 1, ask }) }
}

#[wasm_bindgen_test]
async fn what_is_opened_and_not_known_is_asked_for_once_and_again_where_that_failed() {
    set_texts(Texts::embedded(Locale::En));
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let asked = Arc::new(AtomicU32::new(0));
    let known = Arc::clone(&asked);
    let mounted = mount_to(root.clone(), move || {
        let row_end = Arc::new(|_: &VirtualAccount, _: &str| html::span());
        virtual_account_tree(region_in_parts(known), "Virtual Accounts", None, row_end)
    });
    let page = Page { root, _mounted: Box::new(mounted) };
    tick().await;
    sleep(50).await;
    assert_eq!((page.count("[role=treeitem]"), asked.load(Ordering::Relaxed)), (1, 0), "nothing is open");
    page.item("region").unwrap().focus().unwrap();
    page.press("ArrowRight").await;
    sleep(50).await;
    assert_eq!(page.count("[role=treeitem]"), 1);
    let failure = page.root.query_selector("[role=alert]").unwrap().unwrap();
    assert!(failure.text_content().unwrap().contains("Not now."));
    failure.query_selector("button").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    sleep(50).await;
    assert_eq!(page.count("[role=treeitem]"), 3);
    assert_eq!(page.count("[role=alert]"), 0);
    assert_eq!(page.attribute("place2", "aria-setsize").as_deref(), Some("2"));
    assert_eq!(page.press("ArrowRight").await, "place1");
    page.item("region").unwrap().focus().unwrap();
    page.press("ArrowLeft").await;
    page.press("ArrowRight").await;
    sleep(50).await;
    assert_eq!((page.count("[role=treeitem]"), asked.load(Ordering::Relaxed)), (3, 2));
}
