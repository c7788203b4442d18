//! The schema that the migrations make: the same on both databases, with constraints for what must always be true.

mod catalog;
mod comparison;
mod migration;
mod refusals;
mod trail_format;
mod vocabulary;
