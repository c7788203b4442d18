//! Work that goes on beside the page. Boxed, so that the machinery around it is downloaded once.

use std::pin::Pin;

use leptos::prelude::Effect;

/// Runs a future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    // Not by way of Leptos, which begins to run futures only once it has mounted something.
    wasm_bindgen_futures::spawn_local(future);
}

/// Runs now and again whenever what `run` reads changes, as long as the view that began it.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
