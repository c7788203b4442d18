//! What spreadsheets make of a file: encodings, separators, line ends, and what they leave at its edges.

use encoding_rs::WINDOWS_1252;

use super::{GRANTS, read};
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, VirtualAccountRow};

const ACCENTS: &str = "account;path\r\nnordelia.fr;Régions\r\nnordelia.fr;Régions/Île-de-France\r\n\
    nordelia.fr;L’Œuvre – cœur\r\n";

fn paths(file: impl AsRef<[u8]>) -> Vec<String> {
    let (rows, errors) = read::<VirtualAccountRow>(file);
    assert_eq!(errors, []);
    rows.iter().map(|row| row.path.as_str().to_owned()).collect()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_that_spreadsheets_write_is_read() {
    let expected = ["Régions", "Régions/Île-de-France", "L’Œuvre – cœur"];
    let marked = format!("\u{feff}{ACCENTS}");
    let (western, _, is_lossy) = WINDOWS_1252.encode(ACCENTS);
    assert!(!is_lossy);
    assert_eq!(paths(ACCENTS), expected);
    assert_eq!(paths(&marked), expected);
    assert_eq!(paths(western), expected);
    for text in [ACCENTS, &marked] {
        assert_eq!(paths(utf_16(text, u16::to_le_bytes)), expected);
        assert_eq!(paths(utf_16(text, u16::to_be_bytes)), expected);
    }
}

#[test]
fn what_is_no_text_is_refused_as_a_whole_with_what_to_do() {
    let of_dos = b"account,path\nnordelia.fr,R\x82gions\n";
    let of_a_macintosh = b"account,path\rnordelia.fr,Paris\rnordelia.fr,R\x8egions\r";
    for (file, line, told) in [
        (of_dos.as_slice(), 2, "the file is neither UTF-8 nor Windows-1252: the byte 0x82 makes no sense there"),
        (of_a_macintosh, 3, "the file is neither UTF-8 nor Windows-1252: the byte 0x8e makes no sense there"),
        (b"PK\x03\x04\x14\x00", 1, "the file is a workbook and not CSV; open it, and save each sheet as `CSV UTF-8`"),
        (b"\xd0\xcf\x11\xe0", 1, "the file is a workbook and not CSV; open it, and save each sheet as `CSV UTF-8`"),
        (b"\xff\xfe\0\0a\0\0\0", 1, "the file is UTF-32; save it as `CSV UTF-8`"),
    ] {
        let (rows, errors) = read::<VirtualAccountRow>(file);
        assert_eq!((rows.len(), errors.len()), (0, 1), "{errors:?}");
        assert!(errors[0].line == line && errors[0].reason.starts_with(told), "{}", errors[0]);
    }
}

#[test]
fn the_separator_is_that_of_the_header() {
    for separator in [",", ";", "\t"] {
        for named in ["", "sep=,\n", "SEP=;\n", "\"sep=;\";;\r\n"] {
            let file = format!("{named}{}", "account;path\nacme.com;\"A;, B\"\n".replace(';', separator));
            let expected = format!("A{separator}, B");
            let (rows, errors) = read::<VirtualAccountRow>(&file);
            match separator {
                "\t" => assert_eq!(errors.len(), 1, "a tab is not in a name: {file:?}"),
                _ => assert_eq!((errors, rows[0].path.as_str()), (vec![], expected.as_str()), "{file:?}"),
            }
        }
    }
    assert_eq!(paths("sep=|\naccount|path\nacme.com|A\n"), ["A"]);
}

#[test]
fn every_line_end_is_one() {
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(paths(["account,path", "acme.com,A", "", "acme.com,B", ""].join(end)), ["A", "B"]);
        let (_, errors) = read::<VirtualAccountRow>(["account,path", "acme.com,A", "", "acme.com,"].join(end));
        assert_eq!(errors[0].line, 4, "{end:?}");
    }
}

#[test]
fn what_was_emptied_and_not_deleted_passes() {
    let rows = "acme.com,A,,\n,,,\n , ,,\nacme.com,B\n\u{1a}";
    for header in ["account,path,,\n", "account,path\n"] {
        assert_eq!(paths(format!("{header}{rows}")), ["A", "B"], "{header:?}");
    }
    assert_eq!(paths("account,path\nacme.com,A\u{1a}"), ["A"]);
    assert_eq!(paths(",account,,path\n,acme.com,,A\n"), ["A"]);
    let (_, errors) = read::<VirtualAccountRow>("account,,path\nacme.com,kept,A\n");
    assert_eq!(
        errors[0].to_string(),
        "virtual_accounts.csv line 2: `kept` stands in a column without a name; name it in the header, or remove it"
    );
}

#[test]
fn names_and_paths_are_composed() {
    assert_eq!(paths("account,path\nnordelia.fr,Re\u{301}gions\n"), ["Régions"]);
}

#[test]
fn the_lists_of_the_pages_are_read() {
    let list = "\u{feff}Nom du compte Smart;Identifiant de domaine;Pays;Visibilité;État;Administrateurs;Votre accès\r\n\
        \"'=1+1\";acme.com;Royaume-Uni;Répertorié;Actif;Anna <anna@acme.com>;Lecteur: Compte Smart entier\r\n";
    let (rows, errors) = read::<AccountRow>(list);
    assert_eq!(errors, []);
    assert_eq!((rows[0].name.as_str(), rows[0].country.as_str(), rows[0].kind), ("=1+1", "GB", None));
    // In the files' own columns an apostrophe is one.
    let (rows, _) =
        read::<AccountRow>("name,domain_identifier,country,visibility,status\n'=1,acme.com,GB,listed,active\n");
    assert_eq!(rows[0].name, "'=1");
    let list = "\u{feff}Name,E-mail address,Organisation,User role,Scope of access,Domain identifier\r\n\
        Anna,anna@acme.com,Acme,Viewer,Europe / Leeds,acme.com\r\n";
    let (rows, errors) = read::<GrantRow>(list);
    assert_eq!(errors, []);
    assert_eq!(rows[0].virtual_account.as_ref().unwrap().as_str(), "Europe/Leeds");
}

#[test]
fn a_row_that_is_too_short_is_refused_whatever_its_last_column_may_be() {
    let (_, errors) = read::<GrantRow>(format!("{GRANTS}ann@acme.com,acme.com,user\n"));
    assert_eq!(errors[0].reason, "the row has 3 fields, the header 4; check its separators and quotes");
}
