//! The makers of addresses, each with a trick of its own. A maker knows the truth by how it made the case.

mod domains;
mod forms;
mod letters;
mod local_parts;

use crate::case::Case;
use crate::random::Random;

/// A trick, its name, and how it makes a case.
pub type Maker = (&'static str, fn(&mut Random) -> Case);

/// All of them.
pub fn makers() -> Vec<Maker> {
    [domains::MAKERS, forms::MAKERS, letters::MAKERS, local_parts::MAKERS].concat()
}
