//! Futures and effects. Boxed, so that the code around them is compiled only once.

use std::pin::Pin;

use js_sys::Promise;
use leptos::prelude::{Effect, window};
use wasm_bindgen_futures::JsFuture;

/// Runs a future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    // Leptos' own `spawn_local` runs no future before something is mounted.
    wasm_bindgen_futures::spawn_local(future);
}

/// Ends after so many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let waiting = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(waiting).await;
}

/// Ends after the next paint.
pub async fn painted() {
    let waiting = Promise::new(&mut |resolve, _| {
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(waiting).await;
    sleep(0).await;
}

/// Runs now, and again whenever a signal that `run` reads changes, until the surrounding view is dropped.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
