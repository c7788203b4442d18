//! Deciding access requests: the answers of whoever decides, and sending them. The pages are upon it.

pub mod answers;
pub mod submit;
