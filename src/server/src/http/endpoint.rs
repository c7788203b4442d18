//! One endpoint: its method, path, guard, handler and description. None can be built without naming its guard.

use api::problem::Code;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodFilter, MethodRouter, on};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use utoipa::openapi::path::{HttpMethod, Operation, PathItem};
use utoipa::openapi::{Components, OpenApi};

use crate::app::Shared;
use crate::http::guard::{Guard, enforce};
use crate::http::retry::handle_again;

/// From how many bytes on an answer is compressed.
const WORTH_COMPRESSING: u16 = 1024;

/// A method and a path, with the guard before the handler.
pub struct Endpoint {
    pub method: Method,
    pub path: String,
    pub guard: Guard,
    /// Whether open pages ask by themselves, so that asking is no sign that somebody is there.
    pub in_background: bool,
    /// Nothing for pages and files, which the API's description does not list.
    pub description: Option<Description>,
    handler: MethodRouter<Shared>,
}

/// What the API's description says of an endpoint.
#[derive(Clone)]
pub struct Description {
    pub method: HttpMethod,
    pub operation: Operation,
    /// The shapes that the operation refers to.
    pub components: Components,
    /// The problems with which its handler answers, beside those of every endpoint.
    pub problems: &'static [Code],
}

/// An endpoint of the API: method and path stand in the handler's `#[utoipa::path]`, and nowhere else.
///
/// `endpoint!(handler, guard; problems)`, in the handler's own module, after which the description groups it. The
/// problems are the codes with which the handler answers, beside those of every endpoint (`routes::openapi::answers`).
macro_rules! endpoint {
    ($handler:ident, $guard:expr $(; $($problem:ident),+)?) => {{
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($handler))]
        struct Described;
        let document = <Described as utoipa::OpenApi>::openapi();
        let problems = &[$($(api::problem::Code::$problem),+)?];
        $crate::http::endpoint::Endpoint::described(document, module_path!(), problems, $guard, $handler)
    }};
}

pub(crate) use endpoint;

impl Endpoint {
    /// A page or a file that is read.
    pub fn get<T: 'static>(path: &str, guard: Guard, handler: impl Handler<T, Shared>) -> Endpoint {
        Endpoint::new(HttpMethod::Get, path.to_owned(), guard, handler)
    }

    /// What a form of such a page is sent to.
    pub fn post<T: 'static>(path: &str, guard: Guard, handler: impl Handler<T, Shared>) -> Endpoint {
        Endpoint::new(HttpMethod::Post, path.to_owned(), guard, handler)
    }

    /// One that the document describes, which has one operation only. For [`endpoint!`].
    pub fn described<T: 'static>(
        mut document: OpenApi,
        module: &str,
        problems: &'static [Code],
        guard: Guard,
        handler: impl Handler<T, Shared>,
    ) -> Endpoint {
        let (path, item) = document.paths.paths.pop_first().unwrap_or_default();
        let (method, mut operation) = only_operation(item);
        operation.tags = module.rsplit("::").next().map(|name| vec![name.to_owned()]);
        let components = document.components.unwrap_or_default();
        let description = Description { method: method.clone(), operation, components, problems };
        Endpoint { description: Some(description), ..Endpoint::new(method, path, guard, handler) }
    }

    fn new<T: 'static>(method: HttpMethod, path: String, guard: Guard, handler: impl Handler<T, Shared>) -> Endpoint {
        let (method, filter) = match method {
            HttpMethod::Get => (Method::GET, MethodFilter::GET),
            HttpMethod::Post => (Method::POST, MethodFilter::POST),
            HttpMethod::Put => (Method::PUT, MethodFilter::PUT),
            HttpMethod::Delete => (Method::DELETE, MethodFilter::DELETE),
            HttpMethod::Options => (Method::OPTIONS, MethodFilter::OPTIONS),
            HttpMethod::Head => (Method::HEAD, MethodFilter::HEAD),
            HttpMethod::Patch => (Method::PATCH, MethodFilter::PATCH),
            HttpMethod::Trace => (Method::TRACE, MethodFilter::TRACE),
        };
        Endpoint { method, path, guard, in_background: false, description: None, handler: on(filter, handler) }
    }

    /// One that keeps no session alive: open pages ask it by themselves.
    pub fn in_background(self) -> Endpoint {
        Endpoint { in_background: true, ..self }
    }

    /// One whose answers can be long, and are sent compressed to whoever takes that. Never one that holds a token, nor one
    /// with words of somebody (a name, a reason, a note) beside what these may not know: they could try out words, and the
    /// length of what passes would tell them.
    pub fn compressed(self) -> Endpoint {
        let compression = CompressionLayer::new().compress_when(SizeAbove::new(WORTH_COMPRESSING));
        Endpoint { handler: self.handler.layer(compression), ..self }
    }

    /// The route with its guard before it.
    pub fn guarded(self, app: &Shared) -> (String, MethodRouter<Shared>) {
        let state = (Shared::clone(app), self.guard, self.in_background);
        // Not the pages of signing in: a code or a link is used up in a transaction before that of the session.
        let handler = match self.description {
            Some(_) => self.handler.route_layer(from_fn(handle_again)),
            None => self.handler,
        };
        (self.path, handler.route_layer(from_fn_with_state(state, enforce)))
    }
}

/// The operation of a path that has but one.
fn only_operation(item: PathItem) -> (HttpMethod, Operation) {
    let operations = [
        (HttpMethod::Get, item.get),
        (HttpMethod::Post, item.post),
        (HttpMethod::Put, item.put),
        (HttpMethod::Delete, item.delete),
        (HttpMethod::Options, item.options),
        (HttpMethod::Head, item.head),
        (HttpMethod::Patch, item.patch),
        (HttpMethod::Trace, item.trace),
    ];
    let operation = operations.into_iter().find_map(|(method, operation)| Some((method, operation?)));
    operation.unwrap_or((HttpMethod::Get, Operation::default()))
}
