//! What every endpoint and page shares: the guard before them, headers, pages, files.

pub mod assets;
pub mod cookies;
pub(crate) mod cross_site;
pub(crate) mod csv;
pub mod endpoint;
pub mod guard;
pub(crate) mod host;
pub(crate) mod html;
pub mod known_browser;
pub mod local_path;
pub mod problem;
pub mod request;
pub mod request_body;
mod retry;
pub(crate) mod security_headers;
pub mod user_agent;
