//! The names of events that elements listen to: a misspelt one does not compile.

/// The name of an event.
#[derive(Clone, Copy)]
pub struct EventName(pub(super) &'static str);

pub const CHANGE: EventName = EventName("change");
pub const CLICK: EventName = EventName("click");
pub const CLOSE: EventName = EventName("close");
pub const FOCUS: EventName = EventName("focus");
pub const FOCUSIN: EventName = EventName("focusin");
pub const FOCUSOUT: EventName = EventName("focusout");
pub const INPUT: EventName = EventName("input");
pub const KEYDOWN: EventName = EventName("keydown");
pub const POINTEROVER: EventName = EventName("pointerover");
pub const SUBMIT: EventName = EventName("submit");
pub const TOGGLE: EventName = EventName("toggle");
