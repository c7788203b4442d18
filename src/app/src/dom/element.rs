//! A builder of elements. All of them are views of one type. Other views can be children here, and elements are views.
//!
//! Leptos' `view!` makes a type of its own for every attribute, handler and closure, and each is code to download. It
//! was tried on 156 of the 488 elements, 114 of them in the first load, with `#[component]`, `<Show>`, `<For>` and
//! Leptos' own signals, under `--cfg erase_components` (Leptos 0.8.23; KB with brotli):
//!
//! | | first load | all chunks |
//! |---|---|---|
//! | this builder | 137 | 286 |
//! | `view!` | 178 | 336 |
//! | `view!` with the app's own signals, boxed handlers, and without `<Show>` and `<For>` | 169 | 324 |
//! | limit | 145 | 305 |
//!
//! An element that stays as it is costs 92 bytes more with `view!`, one of a page that follows signals 120 to 200. Try
//! again once Leptos erases the types of handlers and nested views as well (its pull request 4879).

use std::{any::Any, borrow::Cow, time::Duration};

use leptos::{html::Custom, prelude::*};
use web_sys::Event;

use crate::dom::{
    attr::{self, AttributeName},
    busy,
    event::EventName,
    signal::State,
};

mod build;
mod rows;

use rows::{Rows, View};

/// A reference to an element, filled once the element is on the page.
pub type ElementRef = NodeRef<Custom<&'static str>>;

/// The present value of an attribute; nothing where the attribute is absent.
pub(crate) type Value = Option<Cow<'static, str>>;

/// An element that is not on the page yet. Boxed, because it moves through many calls.
pub struct Element(Box<Contents>);

struct Contents {
    tag: &'static str,
    properties: Vec<Property>,
    children: Vec<Child>,
}

enum Property {
    Attribute(&'static str, Cow<'static, str>),
    AttributeWith(&'static str, Box<dyn Fn() -> Value + Send>),
    /// A form control's `value`, which the person changes too.
    Value(Box<dyn Fn() -> String + Send>),
    /// A form control's `checked`.
    Checked(Box<dyn Fn() -> bool + Send>),
    On(&'static str, Box<dyn FnMut(Event) + Send>),
    NodeRef(ElementRef),
}

enum Child {
    Text(Cow<'static, str>),
    TextWith(Box<dyn Fn() -> String + Send>),
    Element(Element),
    View(AnyView),
    Rows(Rows),
}

/// A part of the page that is built again whenever a signal that `view` reads changes.
pub fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A part of the page that takes long to build. It is built after the next paint, so that the rest is visible at once.
pub fn deferred(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let mut view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    let may_draw = State::new(false);
    let busy = busy::guard();
    request_animation_frame(move || {
        let draw = move || {
            may_draw.try_set(true);
            drop(busy);
        };
        set_timeout(draw, Duration::ZERO);
    });
    dynamic(move || if may_draw.get() { untrack(&mut view) } else { nothing() })
}

/// An empty view.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Several views, one after the other.
pub fn fragment(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

impl Element {
    pub(super) fn new(tag: &'static str) -> Element {
        Element(Box::new(Contents { tag, properties: Vec::new(), children: Vec::new() }))
    }

    pub fn class(self, class: &'static str) -> Element {
        self.attr(attr::CLASS, class)
    }

    /// An attribute with a fixed value.
    pub fn attr(self, name: AttributeName, value: impl Into<Cow<'static, str>>) -> Element {
        self.property(Property::Attribute(name.0, value.into()))
    }

    /// An attribute without a value, present or absent.
    pub fn flag(self, name: AttributeName, is_there: bool) -> Element {
        if is_there { self.attr(name, "") } else { self }
    }

    /// What is in it is a name, an address or a reference: the browser's translator leaves it as it is.
    pub fn untranslated(self) -> Element {
        self.attr(attr::TRANSLATE, "no")
    }

    /// An attribute whose value is computed again when a signal that `value` reads changes.
    pub fn attr_with(self, name: AttributeName, value: impl Fn() -> Value + Send + 'static) -> Element {
        self.property(Property::AttributeWith(name.0, Box::new(value)))
    }

    /// An attribute that is `true` or `false`, as ARIA has them.
    pub fn bool_attr_with(self, name: AttributeName, value: impl Fn() -> bool + Send + 'static) -> Element {
        self.attr_with(name, move || Some(Cow::Borrowed(if value() { "true" } else { "false" })))
    }

    /// An attribute without a value, present while `is_there`.
    pub fn flag_with(self, name: AttributeName, is_there: impl Fn() -> bool + Send + 'static) -> Element {
        self.attr_with(name, move || is_there().then_some(Cow::Borrowed("")))
    }

    /// The value of an input or a text area.
    pub fn value(self, value: impl Fn() -> String + Send + 'static) -> Element {
        self.property(Property::Value(Box::new(value)))
    }

    /// Whether a box or a radio button is ticked.
    pub fn checked(self, checked: impl Fn() -> bool + Send + 'static) -> Element {
        self.property(Property::Checked(Box::new(checked)))
    }

    /// Calls `handler` on an event of this name.
    pub fn on(self, event: EventName, handler: impl FnMut(Event) + Send + 'static) -> Element {
        self.property(Property::On(event.0, Box::new(handler)))
    }

    /// Fills `node_ref` with the element once it is on the page.
    pub fn node_ref(self, node_ref: ElementRef) -> Element {
        self.property(Property::NodeRef(node_ref))
    }

    pub fn text(self, text: impl Into<Cow<'static, str>>) -> Element {
        self.push(Child::Text(text.into()))
    }

    pub fn text_with(self, text: impl Fn() -> String + Send + 'static) -> Element {
        self.push(Child::TextWith(Box::new(text)))
    }

    pub fn el(self, element: Element) -> Element {
        self.push(Child::Element(element))
    }

    pub fn els(self, elements: impl IntoIterator<Item = Element>) -> Element {
        elements.into_iter().fold(self, Element::el)
    }

    pub fn child(self, view: AnyView) -> Element {
        self.push(Child::View(view))
    }

    /// A row for each of `items`, after all other children. When a signal that `items` reads changes, rows whose item is
    /// still there stay as they are, with their focus and all; the others are built, moved or removed.
    pub fn rows<T: PartialEq + Send + Sync + 'static>(
        self,
        items: impl Fn() -> Vec<T> + Send + 'static,
        view: impl Fn(&T) -> AnyView + Send + 'static,
    ) -> Element {
        let items = move || items().into_iter().map(|item| Box::new(item) as Box<dyn Any>).collect();
        let view: View = Box::new(move |item| item.downcast_ref().map_or_else(nothing, &view));
        let is_same = |one: &dyn Any, other: &dyn Any| match (one.downcast_ref::<T>(), other.downcast_ref()) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        };
        self.push(Child::Rows(Rows { items: Box::new(items), view, is_same }))
    }

    /// The element as a view.
    pub fn view(self) -> AnyView {
        self.into_any()
    }

    // Copies of these two at every call would be a tenth of the app.
    #[inline(never)]
    fn property(mut self, property: Property) -> Element {
        self.0.properties.push(property);
        self
    }

    #[inline(never)]
    fn push(mut self, child: Child) -> Element {
        self.0.children.push(child);
        self
    }
}
