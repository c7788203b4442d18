//! The header, the lines, and what is wrong with a row as a whole.

use rules::vocabulary::{AccountKind, AccountStatus, Visibility};

use super::{GRANTS, VIRTUAL_ACCOUNTS, read};
use crate::domains::DomainIdentifier;
use crate::import_export::csv_files::RowError;
use crate::import_export::csv_files::reading::Rows;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, VirtualAccountRow};

#[test]
fn the_columns_may_stand_in_any_order_after_a_byte_order_mark() {
    let file = "\u{feff}status, country,name,kind,visibility,domain_identifier\r\n\
                active,DE,\"Bäckerei \"\"Lindhorst\"\", Söhne\",customer,restricted,Bäckerei-Lindhorst.de.\r\n";
    let (rows, errors) = read::<AccountRow>(file);
    assert_eq!(errors, []);
    assert_eq!(
        rows,
        [AccountRow {
            line: 2,
            name: "Bäckerei \"Lindhorst\", Söhne".to_owned(),
            domain_identifier: DomainIdentifier::parse("xn--bckerei-lindhorst-qqb.de").unwrap(),
            country: "DE".to_owned(),
            visibility: Visibility::Restricted,
            kind: Some(AccountKind::Customer),
            status: AccountStatus::Active,
        }]
    );
}

#[test]
fn every_bad_row_is_reported_and_the_good_ones_are_read() {
    let mut file = GRANTS.as_bytes().to_vec();
    file.extend(b"ann@acme.com,acme.com,,user\n");
    file.extend(b"ann,acme,,owner\n");
    file.extend(b"\"ann@acme.com\",acme.com,\"Tw\xc3\xb3\nlines\",user\n");
    file.extend(b"ann@acme.com,acme.com,user\n");
    file.extend(b"\n\n");
    file.extend(b"ann@acme.com,acme.com,,user,more\n");
    file.extend(b"ann@acme.com,acme.com,Caf\xe9,user\n");
    file.extend(b"bob@acme.com,acme.com,,viewer");

    let (rows, errors) = read::<GrantRow>(&file);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 11]);
    assert_eq!(rows[1].email.as_str(), "bob@acme.com");
    let places: Vec<_> = errors.iter().map(|error| (error.line, error.column.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        places,
        [(3, "email"), (3, "account"), (3, "role"), (4, "virtual_account"), (6, ""), (9, ""), (10, "virtual_account")]
    );
    assert_eq!(
        errors[4].to_string(),
        "grants.csv line 6: the row has 3 fields, the header 4; check its separators and quotes"
    );
    assert_eq!(
        errors[6].to_string(),
        "grants.csv line 10, column virtual_account: `Caf\u{fffd}` has a character that is not UTF-8, \
         as others in the file are; save it as `CSV UTF-8`"
    );
}

#[test]
fn the_line_is_right_whatever_ends_the_lines() {
    for (file, line) in [
        ("account,path\nacme.com\n", 2),
        ("account,path\nacme.com", 2),
        ("\naccount,path\n\n\nacme.com\n\n", 5),
        ("account,path\r\n\r\n\r\nacme.com\r\n", 4),
        ("account,path\r\nacme.com,\"A\r\nB\"\r\n", 2),
        ("account,path\nacme.com,A\nacme.com,\"A\nacme.com,B\nacme.com,C", 3),
        ("account,path\nacme.com,A\nacme.com,\"A\nacme.com,B\nacme.com,C\n", 3),
        ("account,path\nacme.com,A\n\"acme.com,A\nacme.com,B\n\n", 3),
    ] {
        let (_, errors) = read::<VirtualAccountRow>(file);
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [line], "{file:?}");
    }
}

#[test]
fn a_header_that_is_not_the_files_own_ends_it() {
    for (file, expected) in [
        ("", vec!["virtual_accounts.csv line 1: the header is missing; the first line must be `account, path`"]),
        (
            "acme.com,Europe\n",
            vec![
                "virtual_accounts.csv line 1: it has no column of this file; the first line must be the header \
                 `account, path`",
            ],
        ),
        (
            "account,path,\"a\u{1b}[31m\n\"\n",
            vec![
                "virtual_accounts.csv line 1, column a\\u{1b}[31m: `a\\u{1b}[31m` is not a column of this file; \
                 its columns are account, path",
            ],
        ),
        (
            "account,path,path\nacme.com,A,B\n",
            vec!["virtual_accounts.csv line 1, column path: `path` stands twice in the header; remove one"],
        ),
        ("path\nA\n", vec!["virtual_accounts.csv line 1: the column `account` is missing; add it to the header"]),
    ] {
        let (_, errors) = read::<VirtualAccountRow>(file);
        let messages: Vec<String> = errors.iter().map(RowError::to_string).collect();
        assert_eq!(messages, expected, "{file:?}");
    }
    assert_eq!(read::<VirtualAccountRow>(VIRTUAL_ACCOUNTS), (vec![], vec![]));
}

#[test]
fn a_source_that_breaks_ends_the_rows_with_an_error() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let rows: Vec<_> = Rows::<GrantRow>::new(std::io::Read::chain(GRANTS.as_bytes(), Broken)).collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].as_ref().unwrap_err().to_string().contains("the disk is gone"));
}
