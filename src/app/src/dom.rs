//! The layer over the browser and Leptos that views are built with: elements, signals, effects, and the mark of a busy
//! page.

pub mod attr;
pub mod busy;
pub mod element;
pub mod event;
pub mod html;
pub mod signal;
pub mod task;
