//! What an import did, for whoever gave the command: counts, and by name what they should look at.

use std::fmt;

use rules::vocabulary::Role;

use super::bounded_list::BoundedList;
use super::changes::Changes;
use crate::store::key::AccessGrantKey;

/// How many rows were new, how many changed what was there, how many were equal to it or left it as it was, and how much
/// of what was there was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub removed: u64,
}

/// A role of somebody in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRole {
    pub person: String,
    /// The account's domain identifier.
    pub account: String,
    /// The Virtual Account's path; absent: the entire account.
    pub virtual_account: Option<String>,
    pub role: Role,
}

impl fmt::Display for PlacedRole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PlacedRole { person, account, virtual_account, role } = self;
        write!(formatter, "{person} in {account}")?;
        if let Some(path) = virtual_account {
            write!(formatter, ", {path}")?;
        }
        write!(formatter, ": {}", role.as_str())
    }
}

/// A role in the files that was removed or lowered in the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedRole {
    /// As the files say.
    pub role: PlacedRole,
    /// What is left of it.
    pub left: Option<Role>,
}

/// An account that the files took over, and who held it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// The account's domain identifier.
    pub account: String,
    /// The request by which it was made.
    pub reference: String,
    pub holders: Vec<Holder>,
}

/// Who held an account that was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub key: AccessGrantKey,
    pub role: PlacedRole,
    /// Whether it was taken away, because the files lack it.
    pub is_removed: bool,
}

/// A profile that somebody changed themselves and that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProfile {
    pub person: String,
    /// The columns in which the files differ.
    pub columns: Vec<&'static str>,
}

/// A column in which a row differs from what is stored, with both values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) column: &'static str,
    before: String,
    after: String,
}

/// Those that differ of columns with what is stored and what the row has.
pub(super) fn differences<const N: usize>(columns: [(&'static str, &str, &str); N]) -> Vec<Difference> {
    let differing = columns.into_iter().filter(|(_, before, after)| before != after);
    differing
        .map(|(column, before, after)| Difference { column, before: before.to_owned(), after: after.to_owned() })
        .collect()
}

/// Differences in a line.
pub(super) fn described(differences: &[Difference]) -> String {
    let described: Vec<String> = differences
        .iter()
        .map(|Difference { column, before, after }| format!("{column} `{before}` becomes `{after}`"))
        .collect();
    described.join(", ")
}

/// How much of what is stored the files lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbsentShare {
    /// Of what: grants.
    pub what: &'static str,
    pub absent: u64,
    pub stored: u64,
}

impl AbsentShare {
    /// Whether it is more than so many percent.
    pub fn exceeds(&self, percent: u8) -> bool {
        self.absent * 100 > self.stored * u64::from(percent)
    }

    /// In percent, rounded up.
    pub fn percent(&self) -> u64 {
        (self.absent * 100).div_ceil(self.stored.max(1))
    }
}

/// What an import did, or with `Options::dry_run` would do.
#[derive(Debug, Default)]
pub struct Report {
    /// What whoever gave the files should know although nothing is wrong.
    pub notes: Vec<String>,
    /// With `Options::dry_run`.
    pub changes: Changes,
    /// Accounts, Virtual Accounts, people, grants.
    pub counts: [Counts; 4],
    pub adoptions: Vec<Adoption>,
    /// Given back with `Options::restore_removed`, and not without.
    pub revoked: BoundedList<RevokedRole>,
    pub own_profiles: BoundedList<OwnProfile>,
    /// How many roles `grants.csv` lacks that were left, since `Options::remove_absent` was not asked for.
    pub left: u64,
    /// What the files lack and was taken away; of adopted accounts it stands there.
    pub removed: BoundedList<PlacedRole>,
    /// Whose mark `operator` or `partner` was taken away: address and mark.
    pub marks_removed: BoundedList<(String, &'static str)>,
    /// The domain identifiers of active accounts that lost their last administrator.
    pub without_administrator: BoundedList<String>,
}

impl Report {
    /// Whether anything is, or would be, other than before.
    pub fn changes_anything(&self) -> bool {
        let changes = |counts: &Counts| counts.inserted + counts.updated + counts.removed > 0;
        self.counts.iter().any(changes) || !self.adoptions.is_empty()
    }

    /// The report in lines; `restored` as `Options::restore_removed`.
    pub fn lines(&self, restored: bool) -> Vec<String> {
        let mut lines = self.notes.clone();
        for (what, counts) in ["accounts", "virtual accounts", "people", "grants"].iter().zip(&self.counts) {
            let Counts { inserted, updated, unchanged, removed } = counts;
            let left = match self.left {
                left @ 1.. if what == &"grants" => format!(", {left} not in the file and left (see --remove-absent)"),
                _ => String::new(),
            };
            lines.push(format!(
                "{what}: {inserted} new, {updated} changed, {removed} removed, {unchanged} as they were{left}"
            ));
        }
        for Adoption { account, reference, holders } in &self.adoptions {
            lines.push(format!("adopted {account}, which was made by the request {reference}"));
            let becomes = |holder: &Holder| if holder.is_removed { "taken away" } else { "in the files" };
            lines.extend(holders.iter().map(|holder| format!("  it was held by {}, {}", holder.role, becomes(holder))));
        }
        let said = if restored { "given back" } else { "not given back (--restore-removed does)" };
        lines.extend(self.revoked.lines(|RevokedRole { role, left }| {
            let was = match left {
                None => "removed in the product".to_owned(),
                Some(left) => format!("lowered to {} in the product", left.as_str()),
            };
            format!("{said}: {role}, which was {was}")
        }));
        lines.extend(self.own_profiles.lines(|OwnProfile { person, columns }| {
            let columns = columns.join(", ");
            format!("profile left as {person} wrote it (--overwrite-profiles does not): {columns}")
        }));
        lines.extend(self.removed.lines(|role| format!("removed, since the files lack it: {role}")));
        let mark = |(person, mark): &(String, &str)| format!("removed, since the files lack it: {mark} of {person}");
        lines.extend(self.marks_removed.lines(mark));
        lines.extend(self.without_administrator.lines(|account| format!("without an administrator now: {account}")));
        lines
    }
}
