//! The benchmark `engine`: the decision engine beside its peers, by the size of its tables, and how long it takes
//! to start.

use anyhow::Result;

use crate::goal::Goal;
use crate::{loading, scaling, side_by_side};

pub fn run() -> Result<Vec<Goal>> {
    let mut goals = side_by_side::run()?;
    goals.extend(scaling::run()?);
    goals.extend(loading::run()?);
    Ok(goals)
}
