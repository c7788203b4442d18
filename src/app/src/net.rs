//! The network: requests to the server, what pages load and send, and what others have changed.

pub mod client;
pub mod mutation;
pub mod polling;
pub mod resource;
pub mod takeover;
pub mod virtual_accounts;
