//! How an [`Element`] comes onto the page: what Leptos asks of a view.

use std::{cell::Cell, rc::Rc};

use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::{
        html::node_ref::NodeRefContainer,
        hydration::Cursor,
        no_attrs,
        view::{Mountable, Position, PositionState, any_view::AnyViewState},
    },
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element as DomElement, Event, HtmlInputElement, HtmlTextAreaElement, Node};

mod text_place;

use super::{Child, Contents, Element, Property};
use text_place::TextPlace;

/// What lives as long as the element is on the page.
#[derive(Default)]
pub struct Scope {
    effects: Vec<RenderEffect<()>>,
    elements: Vec<Mounted>,
    views: Vec<AnyViewState>,
    is_alive: Rc<Cell<bool>>,
}

/// An element on the page.
pub struct Mounted {
    element: DomElement,
    scope: Scope,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Browsers fire some events while they remove an element. Its handlers must not run any more.
        self.scope.is_alive.set(false);
    }
}

impl Render for Element {
    type State = Mounted;

    fn build(self) -> Mounted {
        let Contents { tag, properties, children } = *self.0;
        let element = create(tag);
        let mut scope = Scope { is_alive: Rc::new(Cell::new(true)), ..Scope::default() };
        // Children first: the value of a list is one of its options.
        for child in children {
            append(child, &element, &mut scope);
        }
        for property in properties {
            apply(property, &element, &mut scope);
        }
        Mounted { element, scope }
    }

    /// Always a new element: the old one may have other attributes and children.
    fn rebuild(self, state: &mut Mounted) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<DomElement> {
        vec![self.element.clone()]
    }
}

no_attrs!(Element);

/// The app is rendered in the browser only: there is no HTML to write or to hydrate.
impl RenderHtml for Element {
    type AsyncOutput = Element;
    type Owned = Element;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Element {
        self
    }

    fn to_html_with_buf(
        self,
        _buf: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<leptos::attr::any_attribute::AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Element {
        self
    }
}

#[expect(clippy::expect_used, reason = "every tag is a literal of this crate, and a valid name")]
fn create(tag: &'static str) -> DomElement {
    let created = match tag {
        "svg" | "use" => document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag),
        _ => document().create_element(tag),
    };
    created.expect("the browser makes elements of every name")
}

fn append(child: Child, parent: &DomElement, scope: &mut Scope) {
    match child {
        Child::Text(text) => append_text(parent, &text),
        Child::TextWith(text) => {
            let place = TextPlace::at_end_of(parent);
            scope.effects.push(effect(move || place.say(&text())));
        }
        Child::Element(element) => {
            let mut state = element.build();
            state.mount(parent, None);
            scope.elements.push(state);
        }
        Child::Rows(rows) => scope.effects.push(rows.build(parent.clone())),
        Child::View(view) => {
            let mut state = view.build();
            state.mount(parent, None);
            scope.views.push(state);
        }
    }
}

/// A line may end after any hyphen, and not within *e-mail*. No sign in the text says so: it is copied and searched as it is.
fn append_text(parent: &DomElement, text: &str) {
    const UNBROKEN: &str = "-mail";
    let append = |parent: &DomElement, text| {
        let _ = parent.append_child(&document().create_text_node(text));
    };
    for (at, part) in text.split(UNBROKEN).enumerate() {
        if at > 0 {
            let unbroken = create("span");
            let _ = unbroken.set_attribute("class", "unbroken");
            append(&unbroken, UNBROKEN);
            let _ = parent.append_child(&unbroken);
        }
        append(parent, part);
    }
}

fn apply(property: Property, element: &DomElement, scope: &mut Scope) {
    let element = element.clone();
    match property {
        Property::Attribute(name, value) => {
            let _ = element.set_attribute(name, &value);
        }
        Property::AttributeWith(name, value) => scope.effects.push(effect(move || {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        })),
        Property::Value(value) => scope.effects.push(effect(move || set_value(&element, &value()))),
        Property::Checked(checked) => {
            let input: HtmlInputElement = element.unchecked_into();
            scope.effects.push(effect(move || input.set_checked(checked())));
        }
        Property::On(name, handler) => listen(&element, name, handler, Rc::clone(&scope.is_alive)),
        Property::NodeRef(node_ref) => node_ref.load(&element),
    }
}

fn effect(run: impl Fn() + 'static) -> RenderEffect<()> {
    let run: Box<dyn Fn()> = Box::new(run);
    RenderEffect::new(move |_: Option<()>| run())
}

fn listen(element: &DomElement, name: &str, mut handler: Box<dyn FnMut(Event) + Send>, is_alive: Rc<Cell<bool>>) {
    let owner = Owner::current();
    let heard: Box<dyn FnMut(Event)> = Box::new(move |event| {
        if !is_alive.get() {
            return;
        }
        match &owner {
            Some(owner) => owner.with(|| handler(event)),
            None => handler(event),
        }
    });
    // The browser frees the closure together with the element.
    let heard = Closure::wrap(heard).into_js_value();
    let _ = element.add_event_listener_with_callback(name, heard.unchecked_ref());
}

/// Only where it differs, or the cursor would jump to the end.
fn set_value(element: &DomElement, value: &str) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        if area.value() != value {
            area.set_value(value);
        }
        return;
    }
    let input: &HtmlInputElement = element.unchecked_ref();
    if input.value() != value {
        input.set_value(value);
    }
}
