//! What the app stands on, in a browser: views that follow signals, dates, drafts of one person only.

use app::{
    dom::{
        attr,
        element::{dynamic, fragment, nothing},
        event, html,
        signal::State,
    },
    routing::navigation::restore_focus,
    storage::draft,
    ui::format,
};
use js_sys::Promise;
use leptos::{mount::mount_to, prelude::*, task::tick};
use text::Locale;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn root() -> HtmlElement {
    let root = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    root.unchecked_into()
}

#[wasm_bindgen_test]
async fn a_view_follows_its_signals_in_its_place() {
    let owner = Owner::new();
    let (shown, name) = owner.with(|| (RwSignal::new(false), RwSignal::new("one".to_owned())));
    let root = root();
    let _mounted = mount_to(root.clone(), move || {
        html::p()
            .attr_with(attr::TITLE, move || Some(name.get().into()))
            .text("before ")
            .child(dynamic(
                move || if shown.get() { html::b().text_with(move || name.get()).view() } else { nothing() },
            ))
            .text(" after")
            .view()
    });
    let html = || root.inner_html().replace("<!---->", "").replace("<!>", "");
    assert_eq!(html(), r#"<p title="one">before  after</p>"#);
    shown.set(true);
    tick().await;
    assert_eq!(html(), r#"<p title="one">before <b>one</b> after</p>"#);
    name.set("<two>".to_owned());
    tick().await;
    assert_eq!(html(), r#"<p title="&lt;two&gt;">before <b>&lt;two&gt;</b> after</p>"#);
    shown.set(false);
    tick().await;
    assert_eq!(html(), r#"<p title="&lt;two&gt;">before  after</p>"#);
}

#[wasm_bindgen_test]
async fn a_text_that_a_translator_took_is_seen_again_when_it_changes() {
    let owner = Owner::new();
    let count = owner.with(|| State::new(1));
    let root = root();
    let _mounted = mount_to(root.clone(), move || {
        html::p().text("of ").text_with(move || count.get().to_string()).text(" all").view()
    });
    let paragraph = root.query_selector("p").unwrap().unwrap();
    let text = || paragraph.text_content().unwrap();
    let translate = |from: &str, to: &str| {
        let nodes = paragraph.child_nodes();
        let mut nodes = (0..nodes.length()).filter_map(|at| nodes.item(at));
        let taken = nodes.find(|node| node.text_content().as_deref() == Some(from)).unwrap();
        let put = document().create_element("font").unwrap();
        put.set_text_content(Some(to));
        paragraph.replace_child(&put, &taken).unwrap();
    };
    for (before, after) in [("1", 2), ("2", 3)] {
        translate(before, "many");
        assert_eq!(text(), "of many all");
        count.set(after);
        tick().await;
        assert_eq!(text(), format!("of {after} all"));
    }
}

#[wasm_bindgen_test]
async fn an_element_that_was_replaced_hears_nothing() {
    let owner = Owner::new();
    let (clicks, version) = owner.with(|| (RwSignal::new(0), RwSignal::new(0)));
    let root = root();
    let _mounted = mount_to(root.clone(), move || {
        dynamic(move || {
            version.track();
            html::button().on(event::CLICK, move |_| clicks.update(|clicks| *clicks += 1)).view()
        })
    });
    let button = || root.query_selector("button").unwrap().unwrap().unchecked_into::<HtmlElement>();
    let first = button();
    first.click();
    version.set(1);
    tick().await;
    first.click();
    assert_eq!(clicks.get_untracked(), 1);
    button().click();
    assert_eq!(clicks.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_row_stays_as_long_as_its_item_and_so_does_what_it_made() {
    let owner = Owner::new();
    let items = owner.with(|| State::new(vec!["a", "b", "c", "d"]));
    let root = root();
    let _mounted = mount_to(root.clone(), move || {
        let row = |item: &&'static str| {
            let (item, clicks) = (*item, State::new(0));
            let words = move || [item, &clicks.get().to_string()].concat();
            fragment(vec![
                html::button().on(event::CLICK, move |_| clicks.update(|clicks| *clicks += 1)).view(),
                html::b().text_with(words).view(),
            ])
        };
        html::p().rows(move || items.get(), row).view()
    });
    let buttons = || {
        let found = root.query_selector_all("button").unwrap();
        (0..found.length()).map(|at| found.item(at).unwrap().unchecked_into::<HtmlElement>()).collect::<Vec<_>>()
    };
    let text = || root.text_content().unwrap();
    assert_eq!(text(), "a0b0c0d0");
    let first = buttons();
    first[2].click();
    first[2].focus().unwrap();
    tick().await;
    assert_eq!(text(), "a0b0c1d0");

    // One goes, one comes, two change places: what stays is the same element, and keeps the focus.
    items.set(vec!["d", "a", "x", "c"]);
    tick().await;
    assert_eq!(text(), "d0a0x0c1");
    let second = buttons();
    assert!(second[0] == first[3] && second[1] == first[0] && second[3] == first[2]);
    assert_eq!(document().active_element().as_ref(), Some(first[2].as_ref()));
    second[3].click();
    tick().await;
    assert_eq!(text(), "d0a0x0c2");

    // The same item twice has two rows.
    items.set(vec!["c", "c"]);
    tick().await;
    assert_eq!(text(), "c2c0");
    items.set(Vec::new());
    tick().await;
    assert_eq!(text(), "");
}

#[wasm_bindgen_test]
async fn what_a_row_made_goes_with_it() {
    let owner = Owner::new();
    let (items, ended) = owner.with(|| (State::new(vec!["a", "b"]), RwSignal::new(0)));
    let _mounted = mount_to(root(), move || {
        let row = move |item: &&'static str| {
            on_cleanup(move || ended.update(|ended| *ended += 1));
            // The browser keeps what listens until it tidies up, which is not what is waited for.
            html::button().text(*item).on(event::CLICK, |_| {}).view()
        };
        html::p().rows(move || items.get(), row).view()
    });
    tick().await;
    assert_eq!(ended.get_untracked(), 0);
    items.set(vec!["b"]);
    tick().await;
    assert_eq!(ended.get_untracked(), 1, "of the row that went, and not of the one that stays");
}

#[wasm_bindgen_test]
async fn a_row_that_moves_keeps_the_focus_unless_it_is_somewhere_else_by_then() {
    let owner = Owner::new();
    let items = owner.with(|| State::new(vec!["a", "b"]));
    let root = root();
    let _mounted = mount_to(root.clone(), move || {
        let row = |item: &&'static str| html::button().attr(attr::ID, *item).text(*item).view();
        html::p().rows(move || items.get(), row).view()
    });
    tick().await;
    let button = |id: &str| document().get_element_by_id(id).unwrap().unchecked_into::<HtmlElement>();
    let focused = || document().active_element().unwrap().id();
    button("b").focus().unwrap();
    restore_focus();
    items.set(vec!["b", "a"]);
    tick().await;
    assert_eq!(focused(), "", "the browser takes it from what is moved");
    next_frame().await;
    assert_eq!(focused(), "b");

    button("a").focus().unwrap();
    restore_focus();
    items.set(vec!["a", "b"]);
    tick().await;
    button("b").focus().unwrap();
    next_frame().await;
    assert_eq!(focused(), "b");
}

/// Waits until what was to be done before the next frame is drawn was done.
async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(frame).await.unwrap();
}

#[wasm_bindgen_test]
fn dates_are_written_out_in_the_readers_language() {
    let noon = "2026-11-04T12:00:00Z".parse().unwrap();
    assert_eq!(format::date(noon, Locale::En), "4\u{a0}November 2026");
    assert_eq!(format::date(noon, Locale::Fr), "4\u{a0}novembre 2026");
    assert!(format::date_time(noon, Locale::En).starts_with("4\u{a0}November 2026"));
    assert_eq!(format::country("DE", Locale::Fr), "Allemagne");
    assert_eq!(format::country("XX", Locale::En), "XX");
}

#[wasm_bindgen_test]
fn drafts_are_of_one_person() {
    draft::erase_others("first@acme.example");
    draft::save("one", &"typed".to_owned());
    draft::erase_others("first@acme.example");
    assert_eq!(draft::load::<String>("one").as_deref(), Some("typed"));
    draft::erase_others("second@acme.example");
    assert_eq!(draft::load::<String>("one"), None);
    draft::save("one", &1_i64);
    draft::save("two", &2_i64);
    draft::erase_all();
    assert_eq!((draft::load::<i64>("one"), draft::load::<i64>("two")), (None, None));
}
