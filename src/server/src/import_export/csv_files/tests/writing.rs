//! What is written, and that it reads back the same.

use proptest::prelude::*;
use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};
use unicode_normalization::UnicodeNormalization;

use super::read;
use crate::domains::DomainIdentifier;
use crate::domains::characters::check_line;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::writing::write_rows;

fn written<T: Row>(rows: &[T]) -> String {
    let mut file = Vec::new();
    write_rows(rows, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

#[test]
fn rows_are_written_with_quotes_only_where_they_are_needed() {
    let file = "account,path\nacme.com,Europe/Leeds\nacme.com,\"Sales, West\"\nacme.com,\"The \"\"Lab\"\"\"\n";
    let (rows, errors) = read::<VirtualAccountRow>(file);
    assert_eq!(errors, []);
    assert_eq!(written(&rows), file);
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(
        name in "\\PC{1,40}", account in "[a-z]{3,9}(-[a-z0-9]{1,4})?", level in "[^/\\pC]{1,30}", kind in 0..4usize,
    ) {
        let composed = |text: &str| text.trim().nfc().collect::<String>();
        let (name, level) = (composed(&name), composed(&level));
        prop_assume!(check_line(&name, 200).is_ok() && check_line(&level, 100).is_ok());
        let domain_identifier = DomainIdentifier::parse(&format!("{account}.voltarive.fr")).unwrap();
        let email = EmailAddress::parse(&format!("Ann.{account}@voltarive.fr")).unwrap();
        let path = VirtualAccountPath::parse(&format!("{level}/{level}")).unwrap();
        let accounts = [AccountRow {
            line: 2,
            name: name.clone(),
            domain_identifier: domain_identifier.clone(),
            country: "FR".to_owned(),
            visibility: Visibility::ALL[kind % 2],
            kind: Some(AccountKind::ALL[kind % 2]),
            status: [AccountStatus::Active, AccountStatus::Inactive, AccountStatus::Pending, AccountStatus::Lapsed][kind],
        }];
        let people = [PersonRow {
            line: 2,
            email: email.clone(),
            name: name.clone(),
            organisation: level.clone(),
            country: String::new(),
            locale: "fr".to_owned(),
            affiliation: Affiliation::ALL[kind % 3],
            partner: kind % 2 == 0,
            operator: kind == 3,
        }];
        let virtual_account = (kind > 1).then(|| path.clone());
        let grants = [GrantRow { line: 2, email, account: domain_identifier.clone(), virtual_account, role: Role::User }];
        let virtual_accounts = [VirtualAccountRow { line: 2, account: domain_identifier, path }];

        prop_assert_eq!(read(written(&accounts)), (accounts.to_vec(), vec![]));
        prop_assert_eq!(read(written(&people)), (people.to_vec(), vec![]));
        prop_assert_eq!(read(written(&grants)), (grants.to_vec(), vec![]));
        prop_assert_eq!(read(written(&virtual_accounts)), (virtual_accounts.to_vec(), vec![]));
    }
}
