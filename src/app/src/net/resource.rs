//! What a page fetches, as Leptos' own `Resource` and `Suspense` do it: loading, loading slowly, loaded or failed. The
//! answer to a newer request always wins over the answer to an older one.

use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc};

use api::problem::Problem;
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    dom::{attr, element::nothing, html},
    json,
    net::client,
    routing::navigation,
    session::texts,
    ui::{
        announce::announce,
        page::{button, way_on},
    },
};

mod erased;

use erased::{Answer, Fetching, Load, erased_suspense, erased_suspense_once, start};

/// How far a resource is.
#[derive(Debug)]
pub enum Loadable<T: ?Sized> {
    Loading,
    /// Loading for more than a second.
    LoadingSlowly,
    Loaded(Arc<T>),
    Failed(Arc<Problem>),
}

impl<T: ?Sized> Clone for Loadable<T> {
    fn clone(&self) -> Self {
        match self {
            Loadable::Loading => Loadable::Loading,
            Loadable::LoadingSlowly => Loadable::LoadingSlowly,
            Loadable::Loaded(answer) => Loadable::Loaded(Arc::clone(answer)),
            Loadable::Failed(problem) => Loadable::Failed(Arc::clone(problem)),
        }
    }
}

/// One fetch under way.
pub type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// What is loaded, a `T`. Copy it freely; it lives as long as the view that made it.
pub struct Resource<T> {
    load: Load,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Resource<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Resource<T> {}

impl<T: Any + Send + Sync> Resource<T> {
    /// How far it is.
    pub fn get(self) -> Loadable<T> {
        match self.load.state.get() {
            Loadable::Loading => Loadable::Loading,
            Loadable::LoadingSlowly => Loadable::LoadingSlowly,
            Loadable::Loaded(answer) => downcast(&answer).map_or(Loadable::Loading, Loadable::Loaded),
            Loadable::Failed(problem) => Loadable::Failed(problem),
        }
    }

    /// The answer, if it is there.
    pub fn value(self) -> Option<Arc<T>> {
        match self.load.state.get() {
            Loadable::Loaded(answer) => downcast(&answer),
            _ => None,
        }
    }

    /// Whether something is being loaded, also while an older answer is in place.
    pub fn is_loading(self) -> bool {
        self.load.is_loading.get()
    }

    /// Loads the same again.
    pub fn refetch(self) {
        self.load.again.notify();
    }
}

/// Loads `path` now and whenever it changes; while it is `None`, nothing is loaded.
/// With `keep`, the last answer stays in place until the next one has come.
///
/// The same path is loaded again when a signal that `path` reads has changed, and by [`Resource::refetch`]. The answer
/// then stays in place in any case, views are made again only if it differs, and no failure to reach the server is shown.
pub fn use_resource<T>(path: impl Fn() -> Option<String> + 'static, keep: bool) -> Resource<T>
where
    T: DeserializeOwned + Any + Send + Sync,
{
    let fetch = move || Some(Fetching::Get(path()?, read::<T>));
    Resource { load: start(keep, Box::new(fetch)), answer: PhantomData }
}

/// Calls `fetch` now and whenever a signal that it reads changes.
pub fn use_fetch<T: Any + Send + Sync>(keep: bool, fetch: impl Fn() -> Option<Fetch<T>> + 'static) -> Resource<T> {
    let fetch = move || {
        let fetching = fetch()?;
        Some(Fetching::Other(Box::pin(async move {
            let answer: Answer = Arc::new(fetching.await?);
            Ok(answer)
        })))
    };
    Resource { load: start(keep, Box::new(fetch)), answer: PhantomData }
}

/// Loads the answer of a `POST` that changes nothing on the server.
pub fn use_post<B, T>(path: &'static str, body: B) -> Resource<T>
where
    B: Clone + Serialize + 'static,
    T: DeserializeOwned + Any + Send + Sync,
{
    use_fetch(false, move || {
        let body = body.clone();
        Some(Box::pin(async move { client::send::<B, T>(Method::POST, path, &body, None).await }))
    })
}

/// Shows the answer with `view`; until then [`loading_view`], and instead of it [`failure_view`].
pub fn suspense<T: Any + Send + Sync>(
    resource: Resource<T>,
    view: impl Fn(&Arc<T>) -> AnyView + Send + 'static,
) -> AnyView {
    erased_suspense(
        resource.load,
        Box::new(move |answer| downcast(answer).map_or_else(nothing, |answer| view(&answer))),
    )
}

/// As [`suspense`], but `view` stays while one answer follows another: it reads them from the resource itself.
pub fn suspense_once<T: Any + Send + Sync>(
    resource: Resource<T>,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    erased_suspense_once(resource.load, Box::new(view))
}

/// Grey lines, and a sentence once it takes longer.
pub fn loading_view(slowly: bool) -> AnyView {
    let words = if slowly { texts().loading_slowly() } else { texts().loading() };
    if slowly {
        announce(words);
    }
    html::div()
        .class("waiting")
        .el(html::p().class("loading").text(words))
        .el(html::div().class("skeleton").attr(attr::ARIA_HIDDEN, "true"))
        .view()
}

/// What went wrong, how to go on, and a button that tries again. If the page has no heading, the title of the document
/// says it too.
pub fn failure_view(problem: &Problem, retry: impl Fn() + Send + 'static) -> AnyView {
    let title = problem.title.clone();
    request_animation_frame(move || navigation::set_page_without_heading(&title));
    html::div()
        .class("failed")
        .attr(attr::ROLE, "alert")
        .el(html::p().class("notice__title").text(problem.title.clone()))
        .el(html::p().text(problem.detail.clone()))
        .els(way_on(problem))
        .el(button(texts().action_retry(), "button", retry))
        .view()
}

fn read<T: DeserializeOwned + Any + Send + Sync>(text: &str) -> Option<Answer> {
    Some(Arc::new(json::read::<T>(text)?))
}

fn downcast<T: Any + Send + Sync>(answer: &Answer) -> Option<Arc<T>> {
    Arc::clone(answer).downcast().ok()
}
