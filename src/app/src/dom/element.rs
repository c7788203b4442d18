//! Elements in the making, as views of one single type.
//!
//! Leptos' `view!` makes a type of its own for every element, attribute and handler, and each is code to download:
//! three times what the same page costs from here. Whatever is a view elsewhere can stand in here, and the other way.

use std::{borrow::Cow, time::Duration};

use leptos::{html::Custom, prelude::*};
use web_sys::Event;

use crate::dom::{busy, signal::State};

mod build;

/// Where an element can be found again once it is on the page.
pub type Handle = NodeRef<Custom<&'static str>>;

/// What a live attribute is now; nothing where it is absent.
pub(crate) type Value = Option<Cow<'static, str>>;

/// An element that is not on the page yet. Boxed, because it moves through many calls.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    parts: Vec<Part>,
    children: Vec<Child>,
}

enum Part {
    Attribute(&'static str, Cow<'static, str>),
    Live(&'static str, Box<dyn Fn() -> Value + Send>),
    /// A form control's `value`, which the person changes too.
    Value(Box<dyn Fn() -> String + Send>),
    /// A form control's `checked`.
    Checked(Box<dyn Fn() -> bool + Send>),
    On(&'static str, Box<dyn FnMut(Event) + Send>),
    Handle(Handle),
}

enum Child {
    Text(Cow<'static, str>),
    LiveText(Box<dyn Fn() -> String + Send>),
    Element(Element),
    View(AnyView),
}

/// Begins an element.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, parts: Vec::new(), children: Vec::new() }))
}

/// A part of the page that is made anew whenever what `view` reads changes.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A part of the page that takes long to draw: it comes once the rest can be seen, so that an answer is seen at once.
pub fn drawn_later(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
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
    live(move || if may_draw.get() { untrack(&mut view) } else { nothing() })
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Views one after the other.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

impl Element {
    pub fn class(self, class: &'static str) -> Element {
        self.part(Part::Attribute("class", Cow::Borrowed(class)))
    }

    /// An attribute that stays as it is.
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Element {
        self.part(Part::Attribute(name, value.into()))
    }

    /// An attribute that is there without a value, or is not there.
    pub fn flag(self, name: &'static str, is_there: bool) -> Element {
        if is_there { self.attr(name, "") } else { self }
    }

    /// An attribute that follows what `value` reads.
    pub fn live(self, name: &'static str, value: impl Fn() -> Value + Send + 'static) -> Element {
        self.part(Part::Live(name, Box::new(value)))
    }

    /// An attribute that says `true` or `false`, as those of ARIA do.
    pub fn live_bool(self, name: &'static str, value: impl Fn() -> bool + Send + 'static) -> Element {
        self.live(name, move || Some(Cow::Borrowed(if value() { "true" } else { "false" })))
    }

    /// An attribute that is there without a value while `is_there`.
    pub fn live_flag(self, name: &'static str, is_there: impl Fn() -> bool + Send + 'static) -> Element {
        self.live(name, move || is_there().then_some(Cow::Borrowed("")))
    }

    /// The value of an input or a text area.
    pub fn value(self, value: impl Fn() -> String + Send + 'static) -> Element {
        self.part(Part::Value(Box::new(value)))
    }

    /// Whether a box or a radio button is ticked.
    pub fn checked(self, checked: impl Fn() -> bool + Send + 'static) -> Element {
        self.part(Part::Checked(Box::new(checked)))
    }

    /// Calls `handler` on an event of this name.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + Send + 'static) -> Element {
        self.part(Part::On(event, Box::new(handler)))
    }

    /// Keeps the element findable.
    pub fn handle(self, handle: Handle) -> Element {
        self.part(Part::Handle(handle))
    }

    pub fn text(self, text: impl Into<Cow<'static, str>>) -> Element {
        self.push(Child::Text(text.into()))
    }

    pub fn live_text(self, text: impl Fn() -> String + Send + 'static) -> Element {
        self.push(Child::LiveText(Box::new(text)))
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

    /// As it is wherever a view is asked for.
    pub fn view(self) -> AnyView {
        self.into_any()
    }

    // Copies of these two at every call would be a tenth of the app.
    #[inline(never)]
    fn part(mut self, part: Part) -> Element {
        self.0.parts.push(part);
        self
    }

    #[inline(never)]
    fn push(mut self, child: Child) -> Element {
        self.0.children.push(child);
        self
    }
}
