//! What a page fetches: loading, loading slowly, loaded or failed. A newer load always wins over an older answer.

use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc};

use api::problem::Problem;
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    dom::element::{el, nothing},
    json,
    net::client,
    routing::navigation,
    session::texts,
    ui::{
        announce::announce,
        page::{button, outside_link},
    },
};

mod erased;

use erased::{Answer, Fetching, Load, shown, start};

/// How far a load is.
#[derive(Debug)]
pub enum Remote<T: ?Sized> {
    Loading,
    /// For more than a second.
    LoadingSlowly,
    Loaded(Arc<T>),
    Failed(Arc<Problem>),
}

impl<T: ?Sized> Clone for Remote<T> {
    fn clone(&self) -> Self {
        match self {
            Remote::Loading => Remote::Loading,
            Remote::LoadingSlowly => Remote::LoadingSlowly,
            Remote::Loaded(answer) => Remote::Loaded(Arc::clone(answer)),
            Remote::Failed(problem) => Remote::Failed(Arc::clone(problem)),
        }
    }
}

/// One fetch under way.
pub type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// A load of a `T`. Copy it freely; it lives as long as the view that made it.
pub struct Source<T> {
    load: Load,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Source<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Source<T> {}

impl<T: Any + Send + Sync> Source<T> {
    /// How far it is.
    pub fn get(self) -> Remote<T> {
        match self.load.state.get() {
            Remote::Loading => Remote::Loading,
            Remote::LoadingSlowly => Remote::LoadingSlowly,
            Remote::Loaded(answer) => typed(&answer).map_or(Remote::Loading, Remote::Loaded),
            Remote::Failed(problem) => Remote::Failed(problem),
        }
    }

    /// The answer, if it is there.
    pub fn loaded(self) -> Option<Arc<T>> {
        match self.load.state.get() {
            Remote::Loaded(answer) => typed(&answer),
            _ => None,
        }
    }

    /// Whether something is being loaded, also while an older answer still stands.
    pub fn is_loading(self) -> bool {
        self.load.is_loading.get()
    }

    /// Loads the same again.
    pub fn retry(self) {
        self.load.again.notify();
    }
}

/// Loads `path` now and whenever it changes; while it is `None`, nothing is loaded.
/// With `keep`, the last answer stands until the next one is there.
///
/// Where the same path is to be looked at again, because what `path` reads has changed or by [`Source::retry`], the
/// answer stands in any case, nothing is shown anew unless it differs, and a server that cannot be reached is not news.
pub fn load<T>(path: impl Fn() -> Option<String> + 'static, keep: bool) -> Source<T>
where
    T: DeserializeOwned + Any + Send + Sync,
{
    let fetch = move || Some(Fetching::Get(path()?, read::<T>));
    Source { load: start(keep, Box::new(fetch)), answer: PhantomData }
}

/// Fetches now and whenever what `fetch` reads changes.
pub fn follow<T: Any + Send + Sync>(keep: bool, fetch: impl Fn() -> Option<Fetch<T>> + 'static) -> Source<T> {
    let fetch = move || {
        let fetching = fetch()?;
        Some(Fetching::Other(Box::pin(async move {
            let answer: Answer = Arc::new(fetching.await?);
            Ok(answer)
        })))
    };
    Source { load: start(keep, Box::new(fetch)), answer: PhantomData }
}

/// Asks `path` with a body, where asking changes nothing.
pub fn ask<B, T>(path: &'static str, body: B) -> Source<T>
where
    B: Clone + Serialize + 'static,
    T: DeserializeOwned + Any + Send + Sync,
{
    follow(false, move || {
        let body = body.clone();
        Some(Box::pin(async move { client::send::<B, T>(Method::POST, path, &body, None).await }))
    })
}

/// Shows what was loaded with `view`, and waiting and failing as everywhere.
pub fn show<T: Any + Send + Sync>(source: Source<T>, view: impl Fn(&Arc<T>) -> AnyView + Send + 'static) -> AnyView {
    shown(source.load, Box::new(move |answer| typed(answer).map_or_else(nothing, |answer| view(&answer))))
}

/// Grey lines, and words once it takes longer.
pub fn waiting(slowly: bool) -> AnyView {
    let words = if slowly { texts().loading_slowly() } else { texts().loading() };
    if slowly {
        announce(words);
    }
    el("div")
        .class("waiting")
        .el(el("p").class("loading").text(words))
        .el(el("div").class("skeleton").attr("aria-hidden", "true"))
        .view()
}

/// What went wrong, how to go on, and a button that tries again. A page that has nothing else is named after it.
pub fn failed(problem: &Problem, retry: impl Fn() + Send + 'static) -> AnyView {
    let title = problem.title.clone();
    request_animation_frame(move || navigation::arrive_without_heading(&title));
    el("div")
        .class("failed")
        .attr("role", "alert")
        .el(el("p").class("notice__title").text(problem.title.clone()))
        .el(el("p").text(problem.detail.clone()))
        .els(problem.link.as_ref().map(|link| outside_link(link, texts().way_on(), "link")))
        .el(button(texts().action_retry(), "button", retry))
        .view()
}

fn read<T: DeserializeOwned + Any + Send + Sync>(text: &str) -> Option<Answer> {
    Some(Arc::new(json::read::<T>(text)?))
}

fn typed<T: Any + Send + Sync>(answer: &Answer) -> Option<Arc<T>> {
    Arc::clone(answer).downcast().ok()
}
