//! The page for when nothing else works: the app broke, or could not start. It needs neither views nor texts.

use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlAnchorElement};

use crate::session;

/// Replaces the page by what went wrong and a link that loads it again. Without `detail`, the app broke.
pub fn show(detail: Option<&str>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let Some(body) = document.body() else { return };
    let texts = session::try_texts();
    let locale = texts.map_or_else(session::initial_locale, |texts| texts.locale());
    let [title, broken, again] = sentences(texts, locale);
    document.set_title(title);
    body.set_text_content(None);
    let parts = [
        element(&document, "h1", title),
        element(&document, "p", detail.unwrap_or(broken)),
        reload_link(&document, again),
    ];
    let Ok(main) = document.create_element("main") else {
        return;
    };
    main.set_class_name("page failed");
    main.set_id("main");
    for part in parts.into_iter().flatten() {
        let _ = main.append_child(&part);
    }
    let _ = body.append_child(&main);
    // Browser tests that wait for the page go on.
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", locale.as_str());
        let _ = root.set_attribute("data-ready", "");
    }
}

fn sentences(texts: Option<&'static Texts>, locale: Locale) -> [&'static str; 3] {
    match (texts, locale) {
        (Some(texts), _) => [texts.broken_title(), texts.broken_text(), texts.action_reload()],
        (None, Locale::En) => {
            ["This page could not be shown", "What you typed is kept. Load the page again.", "Reload the page"]
        }
        (None, Locale::Fr) => {
            ["Cette page n’a pas pu s’afficher", "Votre saisie est conservée. Rechargez la page.", "Recharger la page"]
        }
    }
}

fn element(document: &Document, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}

fn reload_link(document: &Document, text: &str) -> Option<Element> {
    let link = document.create_element("a").ok()?;
    link.set_text_content(Some(text));
    link.set_class_name("button button--primary");
    // An empty `href` would be the page without its query.
    let href = web_sys::window()?.location().href().ok()?;
    let anchor: &HtmlAnchorElement = link.unchecked_ref();
    anchor.set_href(&href);
    Some(link)
}
