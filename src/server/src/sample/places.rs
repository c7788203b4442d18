//! Accounts and domains of the sample world that tests, pictures and the cast refer to.

/// Listed, with a tree four levels deep; several of the cast work there.
pub const LISTED: &str = "northmoor-rail.com";
/// Its name.
pub const LISTED_NAME: &str = "Northmoor Rail";
/// A Virtual Account of `LISTED`, three levels deep.
pub const LISTED_DEEP: &str = "Great Britain/Leeds/Signalling";
/// The Virtual Account above `LISTED_DEEP`, with an administrator of its own.
pub const LISTED_SUBTREE: &str = "Great Britain/Leeds";
/// Restricted: found by the entire name or identifier only.
pub const RESTRICTED: &str = "tarnwick-avionics.co.uk";
/// Its name.
pub const RESTRICTED_NAME: &str = "Tarnwick Avionics";
/// The registrable domain of a group with the four accounts of `GROUP_ACCOUNTS`, all listed.
pub const GROUP: &str = "kestrelbrook.com";
/// The group's accounts: its own and three below.
pub const GROUP_ACCOUNTS: &[&str] =
    &["kestrelbrook.com", "emea.kestrelbrook.com", "retail.kestrelbrook.com", "labs.kestrelbrook.com"];
/// A subsidiary's domain in the group, which has no account.
pub const GROUP_SUBSIDIARY: &str = "eu.kestrelbrook.com";
/// Listed, without any administrator.
pub const WITHOUT_ADMINISTRATOR: &str = "fallowmere-foods.co.uk";
/// Listed, French, with administrators.
pub const FRENCH: &str = "voltarive.fr";
/// Listed, with an identifier beyond ASCII.
pub const IDN: &str = "bäckerei-lindhorst.de";
/// Listed, French, with an identifier beyond ASCII.
pub const IDN_FRENCH: &str = "énergie-vaucreuse.fr";
/// Accounts that nobody without standing in them can see.
pub const PENDING: &str = "quillmere-optics.com";
pub const DENIED: &str = "dunmarrow-textiles.com";
pub const LAPSED: &str = "osierby-ceramics.com";
/// An account of the kind partner holding, listed.
pub const PARTNER_HOLDING: &str = "saltergarth-integration.com";
/// A partner's domain that no account matches.
pub const PARTNER: &str = "brightquay-advisory.com";
/// Accounts in which the partner of the cast holds a grant.
pub const PARTNER_CUSTOMERS: &[&str] = &[LISTED, WITHOUT_ADMINISTRATOR, "emea.kestrelbrook.com", IDN_FRENCH];
/// The operator's own staff.
pub const OPERATOR: &str = "directory.example";
/// A public mailbox; see `domains/public_mailboxes`.
pub const PUBLIC_MAILBOX: &str = "mailbox.example";
