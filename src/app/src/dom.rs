//! The layer over the browser and Leptos that views are built with: elements, values that they follow, and work beside them.

pub mod busy;
pub mod element;
pub mod signal;
pub mod task;
