//! A button with a small menu below it, as the ARIA Authoring Practices describe a menu button.

use api::page::Route;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{icon, roving_focus::move_focus};
use crate::{
    dom::{
        attr,
        element::{Element, ElementRef},
        event, html,
        signal::State,
    },
    ui::page::link,
};

/// The menu leads to pages. `id` is the menu's own.
pub fn menu_button(id: &'static str, label: &str, entries: &[(&str, Route)]) -> Element {
    let open = State::new(false);
    let menu = ElementRef::new();
    let button = html::button()
        .class("button")
        .attr(attr::TYPE, "button")
        .attr(attr::POPOVERTARGET, id)
        .attr(attr::ARIA_HASPOPUP, "menu")
        .bool_attr_with(attr::ARIA_EXPANDED, move || open.get())
        .on(event::KEYDOWN, |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "ArrowDown" {
                event.prevent_default();
                // The browser places the menu below the button that was pressed.
                if let Some(button) = event.current_target() {
                    button.unchecked_into::<HtmlElement>().click();
                }
            }
        })
        .text(label.to_owned())
        .el(icon("chevron-down"));
    // The browser closes a popover on Escape and on a click elsewhere, and gives the focus back.
    let on_toggle = move |_| {
        let Some(menu) = menu.get_untracked() else { return };
        let is_open = menu.matches(":popover-open").unwrap_or(false);
        open.set(is_open);
        if let (true, Ok(Some(first))) = (is_open, menu.query_selector(ITEMS)) {
            let _ = first.unchecked_into::<HtmlElement>().focus();
        }
    };
    let on_key = move |event: web_sys::Event| {
        // The focus leaves with the Tab key, as from a menu of the system.
        if event.unchecked_ref::<KeyboardEvent>().key() == "Tab"
            && let Some(menu) = menu.get_untracked()
        {
            let _ = menu.unchecked_into::<HtmlElement>().hide_popover();
        }
        move_focus(&event, ITEMS);
    };
    let entries = entries
        .iter()
        .map(|(words, route)| link(route, words, "menu__item").attr(attr::ROLE, "menuitem").attr(attr::TABINDEX, "-1"));
    let menu = html::div()
        .class("menu")
        .attr(attr::ID, id)
        .attr(attr::ROLE, "menu")
        .attr(attr::ARIA_LABEL, label.to_owned())
        .attr(attr::POPOVER, "auto")
        .node_ref(menu)
        .on(event::TOGGLE, on_toggle)
        .on(event::KEYDOWN, on_key)
        .els(entries);
    html::div().class("menu-button").el(button).el(menu)
}

const ITEMS: &str = "[role=menuitem]";
