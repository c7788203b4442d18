//! Pieces that know the product: requests, accounts, profiles and how each is shown on more than one page.

pub mod preview;
pub mod request_complete;
