//! Backups: everything that the service keeps, in one file of one form, whichever database is behind. So a restore also moves a
//! service from one database to the other.
//!
//! A backup is a SQLite file with a table for each of the database's, filled from one snapshot, and two of its own that say what
//! it is: see `file`. It may be encrypted as a whole.

mod encryption;
mod file;
mod make;
pub mod restore;
pub mod tables;

pub use make::{Made, Wanted, make, name, old};
