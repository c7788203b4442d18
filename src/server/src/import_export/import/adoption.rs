//! Accounts that were made in the product. Whoever holds one need not be who the operator takes them for, so an import
//! keeps away from it unless it is told to take it over, and then takes away what its files lack.

use rules::vocabulary::Role;

use super::Import;
use super::references::NamedAccount;
use super::report::{Adoption, Holder, PlacedRole};
use super::stored_accounts::StoredAccount;
use crate::args;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::rows::AccountRow;
use crate::store::domain_holder::ConfirmedBy;
use crate::store::key::{AccessGrantKey, AccountKey};
use crate::store::{decode_enum, invitation};

/// How many holders a refusal names.
const NAMED: usize = 5;

impl Import<'_> {
    /// Takes over an account that a row meets, or refuses the row. Whether the account is the files' from now on.
    pub(super) async fn adopt(&mut self, stored: &StoredAccount, row: &AccountRow) -> anyhow::Result<bool> {
        let domain = row.domain_identifier.ascii();
        let holders = self.holders(stored.key, domain).await?;
        let reference = stored.request_reference.clone().unwrap_or_default();
        if !self.options.adopt.iter().any(|adopted| adopted.ascii() == domain) {
            let reason = format!(
                "was made in the product by the request {reference} and is held by {}; look whether they belong there, \
                 then import with `--adopt {domain}`, which removes who is not in grants.csv",
                named(&holders)
            );
            self.known.refused.insert(stored.key);
            self.refuse(AccountRow::FILE, row.line, "domain_identifier", domain, &reason);
            return Ok(false);
        }
        self.known.adopted.insert(stored.key);
        self.report.adoptions.push(Adoption { account: domain.to_owned(), reference, holders });
        // Whoever asked for it has nothing to do with it any more, unless the files say so.
        let update = "UPDATE account SET adopted_at = $1, requested_by_key = NULL, confirmed_by = $2 WHERE key = $3";
        let by_import = ConfirmedBy::Import.as_str();
        self.tx.run(update, args![self.now.timestamp_millis(), by_import, stored.key]).await?;
        // Nor does anybody come in by what was offered before.
        invitation::withdraw_all(&mut self.tx, stored.key, self.now).await?;
        Ok(true)
    }

    /// Refuses to adopt what no row of `accounts.csv` names.
    pub(super) fn refuse_idle_adoptions(&mut self) {
        for adopted in &self.options.adopt {
            if !self.known.met.contains(adopted.ascii()) && !self.refused.accounts.has(adopted.ascii()) {
                let shown = adopted.ascii();
                let reason = format!("there is no row for `{shown}`; add one, or leave out `--adopt {shown}`");
                self.refuse_file(AccountRow::FILE, reason);
            }
        }
    }

    /// Refuses a row of another file on an account that was made in the product and not adopted. Whether it may stay.
    pub(super) fn permits(&mut self, account: &NamedAccount, file: &'static str, line: u64, domain: &str) -> bool {
        if self.known.refused.has(account.key) {
            // It was told with the account's own row.
            return false;
        }
        if account.made_in_product {
            let reason = format!(
                "was made in the product; add it to accounts.csv and import with `--adopt {domain}`, or leave it out"
            );
            self.refuse(file, line, "account", domain, &reason);
        }
        !account.made_in_product
    }

    async fn holders(&mut self, account_key: AccountKey, account: &str) -> anyhow::Result<Vec<Holder>> {
        let rows: Vec<(AccessGrantKey, String, Option<String>, String)> = self
            .tx
            .all(
                "SELECT g.key, p.email, v.path, g.role FROM access_grant g JOIN person p ON p.key = g.person_key \
                 LEFT JOIN virtual_account v ON v.key = g.virtual_account_key WHERE g.account_key = $1 \
                 ORDER BY p.email, coalesce(v.path, '')",
                args![account_key],
            )
            .await?;
        let holder = |(key, person, virtual_account, role): (AccessGrantKey, String, Option<String>, String)| {
            let role = decode_enum("role", &role, Role::parse)?;
            let role = PlacedRole { person, account: account.to_owned(), virtual_account, role };
            Ok(Holder { key, role, is_removed: false })
        };
        rows.into_iter().map(holder).collect()
    }
}

fn named(holders: &[Holder]) -> String {
    let named: Vec<String> = holders
        .iter()
        .take(NAMED)
        .map(|holder| format!("{} ({})", holder.role.person, holder.role.role.as_str()))
        .collect();
    match holders.len() - named.len() {
        0 if named.is_empty() => "nobody".to_owned(),
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
