//! What an import does only when it is asked to.

use crate::domains::DomainIdentifier;

/// How much of what is stored files may lack, in percent, unless it is said otherwise.
pub const REMOVE_AT_MOST: u8 = 10;

/// What an import does beside adding and changing.
#[derive(Clone, Debug)]
pub struct Options {
    /// Accounts that were made in the product and that the files take over.
    pub adopt: Vec<DomainIdentifier>,
    /// Gives back roles that were removed or lowered in the product.
    pub restore_removed: bool,
    /// Writes over profiles that people changed themselves.
    pub overwrite_profiles: bool,
    /// Takes away what the files lack: roles, and the marks `operator` and `partner`.
    pub remove_absent: bool,
    /// Of what is stored, the most that `remove_absent` takes away, in percent; more is refused.
    pub remove_at_most: u8,
    /// Changes nothing, and reports what would be changed, row by row.
    pub dry_run: bool,
    /// Writes to people whose role is changed or taken away.
    pub send_mail: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            adopt: Vec::new(),
            restore_removed: false,
            overwrite_profiles: false,
            remove_absent: false,
            remove_at_most: REMOVE_AT_MOST,
            dry_run: false,
            send_mail: false,
        }
    }
}
