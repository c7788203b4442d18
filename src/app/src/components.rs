//! Pieces that know the product: requests, accounts, profiles and how each is shown on more than one page.

pub mod access;
pub mod access_grant;
pub mod access_request;
pub mod account_request;
pub mod color_scheme_choice;
pub mod decision;
pub mod directory_crumb;
pub mod messages;
pub mod neighbours;
pub mod news;
pub mod preview;
pub mod profile;
pub mod reminders;
pub mod request_complete;
pub mod support;
pub mod taken_up;
pub mod timeline;
