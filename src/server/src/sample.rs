//! The sample world: invented organisations, people and grants, the same at every start, as rows to be imported.
//!
//! None of the organisations and people exist, and their domains need not resolve. The operator's staff and
//! the public mailbox are under `.example`, which belongs to nobody (RFC 2606). Only `load` stores anything.

mod builder;
pub mod cast;
#[cfg(test)]
mod cast_tests;
mod cast_world;
mod groups;
pub mod load;
mod names;
mod organisations;
mod people;
pub mod places;
pub mod random;
#[cfg(test)]
mod tests;
mod trees;

use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use builder::Builder;
use random::Random;

/// Another seed is another world; tests and pictures refer to this one.
const SEED: u64 = 0x5EED_ACCE_55D1_2026;

/// All rows, each with the line that it has once written. Virtual Accounts stand after those that they lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    pub accounts: Vec<AccountRow>,
    pub virtual_accounts: Vec<VirtualAccountRow>,
    pub people: Vec<PersonRow>,
    pub grants: Vec<GrantRow>,
}

/// Makes the world: first the part that the cast lives in, then everybody around it.
pub fn world() -> World {
    let mut builder = Builder::new(cast_world::world());
    let mut random = Random::new(SEED);
    for organisation in organisations::draw(&mut random) {
        people::settle(&mut builder, &mut random, &organisation);
    }
    people::add_partners(&mut builder, &mut random);
    people::add_without_access(&mut builder, &mut random);

    builder.world
}
