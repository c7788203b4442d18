//! Deciding access requests: who may, what they grant, and what follows from it. Nothing here speaks HTTP.

pub mod authority;
pub mod decision;
pub mod ending;
pub mod facts;
pub mod grantable;
pub mod pending;
pub mod reminding;
pub mod route;
pub mod who;
