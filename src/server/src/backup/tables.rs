//! What becomes of each table of the database. A test compares this with both databases: a new table belongs here.

/// Copied, what is referred to before what refers to it: PostgreSQL looks at each row as it is restored.
pub const COPIED: &[&str] = &[
    "policy",
    "secret_check",
    "person",
    "identity",
    "account",
    "account_look_up",
    "virtual_account",
    "access_grant",
    "revoked_grant",
    "access_request",
    "access_request_item",
    "access_request_granted_item",
    "access_request_reminder",
    "access_request_message",
    "account_request",
    "account_request_contact",
    "account_request_contact_person",
    "account_request_added_user",
    "account_request_reminder",
    "invitation",
    "invitation_place",
    "idempotency",
    "guess",
    "tally",
    "outbox",
    "stop_list",
    "trail",
    "trail_head",
    "trail_address",
    "trail_name",
];

/// Left out, each with the reason.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("session", "whoever is signed in signs in again after a restore"),
    ("sign_in_code", "codes are over after a restore"),
    ("sign_in_claim", "so is what waits for a code"),
    ("sign_in_link", "so are one-time links"),
    ("sign_in_attempt", "so are those who are at a provider"),
    ("provider_try", "so are addresses to try a provider out"),
    ("backup_run", "of this database's own backups"),
    ("sample_world", "the sample world is not backed up"),
    ("sample_clock", "nor is its clock"),
];

/// Made of the others once they are restored.
pub const MADE_ANEW: &[&str] = &["search_change"];
