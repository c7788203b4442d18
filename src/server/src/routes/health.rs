//! The probes: `/healthz` says that the process answers, `/readyz` that its database does, and that their clocks
//! agree.

use std::sync::atomic::Ordering;

use axum::extract::State;

use crate::app::Shared;
use crate::args;
use crate::error::Error;
use crate::http::endpoint::Endpoint;
use crate::http::guard::Guard;

pub fn endpoints() -> Vec<Endpoint> {
    let guard = Guard::Anybody("a probe tells nothing but whether the server works");
    vec![Endpoint::get("/healthz", guard, healthy), Endpoint::get("/readyz", guard, ready)]
}

async fn healthy() -> &'static str {
    "ok\n"
}

async fn ready(State(app): State<Shared>) -> Result<&'static str, Error> {
    if !app.clock_agrees.load(Ordering::Relaxed) {
        return Err(Error::Unavailable);
    }
    let _: (i64,) = app.db.one("SELECT CAST(1 AS bigint)", args![]).await.map_err(|_| Error::Unavailable)?;
    Ok("ready\n")
}
