//! The wire between app and server: bodies, problem details, and one typed path per endpoint.
//!
//! Nothing here fetches, stores or decides. `/api/v1` only grows: a field may be added, never renamed or removed.

pub mod access_grant;
pub mod access_request;
pub mod account;
pub mod account_request;
pub mod changes;
pub mod country;
pub mod directory;
pub mod history;
pub mod invitation;
pub mod message;
pub mod moment;
pub mod page;
pub mod path;
pub mod pending_access_request;
pub mod pending_account_request;
pub mod problem;
pub mod profile;
pub mod session;
pub mod sessions;
