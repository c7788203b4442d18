//! Where a Virtual Account stands in its Smart Account: the names from the top down to it, joined by `/`.

use std::fmt;

use super::fields;

/// How deep Virtual Accounts may nest.
const DEEPEST: usize = 8;

/// The longest name of one level, in characters.
const LONGEST: usize = 100;

/// A checked path such as `Europe/Leeds/Signalling`: one to eight levels, none of them empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VirtualAccountPath(String);

impl VirtualAccountPath {
    /// The path of the Virtual Account that every Smart Account begins with.
    pub const DEFAULT: &str = api::account::DEFAULT_VIRTUAL_ACCOUNT;

    /// Reads a path; spaces around a level are dropped. The error says what is wrong, worded to follow the value.
    pub fn parse(text: &str) -> Result<VirtualAccountPath, String> {
        let levels: Vec<&str> = text.split('/').map(str::trim).collect();
        if levels.iter().any(|level| level.is_empty()) {
            return Err("has an empty level; write the names from the top down, such as `Europe/Leeds`".to_owned());
        }
        if levels.len() > DEEPEST {
            return Err(format!("has {} levels; {DEEPEST} are the most", levels.len()));
        }
        let levels: Vec<String> =
            levels.into_iter().map(|level| fields::text(level, LONGEST)).collect::<Result<_, _>>()?;

        Ok(VirtualAccountPath(levels.join("/")))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names from the top down.
    pub fn levels(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The Virtual Account's own name: the last level.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path of the Virtual Account above, or nothing at the top.
    pub fn parent(&self) -> Option<VirtualAccountPath> {
        self.0.rsplit_once('/').map(|(parent, _)| VirtualAccountPath(parent.to_owned()))
    }

    /// Whether this is the account's default Virtual Account.
    pub fn is_default(&self) -> bool {
        self.0 == Self::DEFAULT
    }
}

impl fmt::Display for VirtualAccountPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
