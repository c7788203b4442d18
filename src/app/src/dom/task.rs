//! Futures and effects. Boxed, so that the code around them is compiled only once.

use std::pin::Pin;

use leptos::prelude::Effect;

/// Runs a future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    // Leptos' own `spawn_local` runs no future before something is mounted.
    wasm_bindgen_futures::spawn_local(future);
}

/// Runs now, and again whenever a signal that `run` reads changes, until the surrounding view is dropped.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
