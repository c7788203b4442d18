//! Deciding access requests: the decider's answers, and sending them.

pub mod answers;
pub mod note;
pub mod submit;
