//! A request whose transaction the database ended because another one was in its way is handled again, before anybody
//! hears of it: nothing of it was written, since an endpoint of the API writes in one transaction.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::TryStreamExt;

use crate::db::contention::{Retriable, TRIES};
use crate::error::Error;
use crate::http::problem::endpoint_name;

/// Stands between an endpoint's guard and its handler, so that one request is counted and let in once.
pub async fn handle_again(request: Request, next: Next) -> Response {
    let endpoint = endpoint_name(&request);
    let (parts, body) = request.into_parts();
    let read = Read::default();
    let mut body = read.record(body);
    let mut tries = 1;
    loop {
        let response = next.clone().run(Request::from_parts(parts.clone(), body)).await;
        let error = response.extensions().get::<Arc<Error>>().filter(|_| tries < TRIES);
        let Some(sqlstate) = error.and_then(|error| error.code_to_try_again()) else { return response };
        tracing::warn!(endpoint, sqlstate, tries, "the database ended a transaction; the request is handled again");
        tries += 1;
        body = read.body();
    }
}

/// What a handler has read of a body. No handler asks the database before it has read all that it reads.
#[derive(Clone, Default)]
struct Read(Arc<Mutex<Vec<u8>>>);

impl Read {
    fn record(&self, body: Body) -> Body {
        let read = self.clone();
        let note = move |bytes: &Bytes| read.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Body::from_stream(body.into_data_stream().inspect_ok(note))
    }

    fn body(&self) -> Body {
        Body::from(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}
