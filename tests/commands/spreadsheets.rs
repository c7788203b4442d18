//! The four files as spreadsheets in French save them, and the lists of the pages: they go in with no option.

use std::path::Path;

use api::access_grant::AccessGrantQuery;
use api::directory::DirectoryQuery;
use api::path;
use server::args;
use server::db::Engine;
use server::import_export::import::{Counts, Options, Outcome, Report};
use tests::files::Files;
use tests::run::{Stop, run as in_world};
use tests::world::World;

const ANN: &str = "ann@acme.com";

/// How a spreadsheet saves.
struct Saved {
    separator: char,
    line_end: &'static str,
    encoding: fn(&str) -> Vec<u8>,
    /// Whether texts stand in quotes where they need not.
    quotes_all: bool,
    /// How many empty columns and rows there are at the edges.
    empty: usize,
    /// Written before the header.
    first: &'static str,
}

const EXCEL: Saved =
    Saved { separator: ';', line_end: "\r\n", encoding: western, quotes_all: false, empty: 0, first: "" };

/// "CSV UTF-8 (délimité par des virgules)", which has semicolons in French; rows and columns were emptied.
const EXCEL_UTF_8: Saved = Saved { encoding: marked, empty: 2, ..EXCEL };

/// "Texte Unicode".
const EXCEL_UNICODE: Saved = Saved { separator: '\t', encoding: utf_16, ..EXCEL };

const LIBRE_OFFICE: Saved =
    Saved { separator: ',', line_end: "\n", encoding: plain, quotes_all: true, empty: 1, first: "" };

/// "Europe occidentale (Windows-1252)", with the line that Excel asks for.
const LIBRE_OFFICE_WESTERN: Saved = Saved { separator: ';', encoding: western, first: "sep=;\n", ..LIBRE_OFFICE };

fn plain(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn marked(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn utf_16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Windows-1252, for texts in which it is Latin-1.
fn western(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(character).unwrap()).collect()
}

fn files() -> Files {
    Files::default()
        .account("Nordélia; Fils,nordelia.fr,FR,listed,customer,active")
        .account("Électricité du Rhône,acme.com,GB,restricted,partner_holding,active")
        .virtual_account("nordelia.fr", "Régions")
        .virtual_account("nordelia.fr", "Régions/Île-de-France")
        .person_line("zoe@nordelia.fr,Zoé Lefèvre,Nordélia,FR,fr,external,false,false")
        .person_line("ann@acme.com,Ann Ash,,,en,licensing_support,true,true")
        .grant("zoe@nordelia.fr", "nordelia.fr", "Régions/Île-de-France", "viewer")
        .grant(ANN, "acme.com", "", "administrator")
}

/// Saves the files as a spreadsheet does that speaks French.
fn save(saved: &Saved, directory: &Path) {
    files().write(directory);
    for entry in directory.read_dir().unwrap() {
        let file = entry.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        let (width, mut lines) = (rows[0].len() + saved.empty, String::from(saved.first));
        let empty = vec![""; rows[0].len()];
        for row in rows.iter().chain(std::iter::repeat_n(&empty, saved.empty)) {
            let mut cells: Vec<String> = row.iter().map(|cell| saved.cell(cell)).collect();
            cells.resize(width, String::new());
            lines.push_str(&cells.join(&saved.separator.to_string()));
            lines.push_str(saved.line_end);
        }
        std::fs::write(&file, (saved.encoding)(&lines)).unwrap();
    }
}

impl Saved {
    fn cell(&self, cell: &str) -> String {
        match cell {
            "" => String::new(),
            "true" => "VRAI".to_owned(),
            "false" => "FAUX".to_owned(),
            text if self.quotes_all || text.contains(self.separator) => format!("\"{text}\""),
            text => text.to_owned(),
        }
    }
}

async fn import(world: &World, directory: &Path) -> Report {
    let outcome = server::import_export::import::directory(&world.app, directory, &Options::default()).await.unwrap();
    let Outcome::Imported(report) = outcome else { unreachable!("{outcome:?}") };
    report
}

async fn exported(world: &World) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    server::import_export::export::directory(&world.app.db, directory.path()).await.unwrap();
    Files::read(directory.path())
}

#[test]
fn addresses_that_not_every_relay_takes_are_counted() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let files =
            Files::default().person("Ann", "ann@acme.com").person("Zoë", "zoë@acme.com").person("Ö", "ö@acme.com");
        let Outcome::Imported(report) = world.import(&files).await else { panic!("refused") };
        let note = "people.csv: 2 addresses have letters beyond ASCII before the `@`, the first in line 3: mail reaches them \
                    only if the relay takes such addresses (SMTPUTF8), which `access-directory check` shows";
        assert_eq!(report.notes, [note]);
    });
}

#[test]
fn five_sets_of_spreadsheets_in_french_go_in_with_no_option() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        assert!(matches!(world.import(&files()).await, Outcome::Imported(_)));
        let expected = exported(world).await;
        assert!(expected[2].contains("Zoé Lefèvre,Nordélia,FR,fr,external,false,false"), "{}", expected[2]);
        for (saved, notes) in
            [(EXCEL, 4), (EXCEL_UTF_8, 0), (EXCEL_UNICODE, 0), (LIBRE_OFFICE, 0), (LIBRE_OFFICE_WESTERN, 4)]
        {
            let other = World::empty(Engine::Sqlite).await;
            let directory = tempfile::tempdir().unwrap();
            save(&saved, directory.path());
            let report = import(&other, directory.path()).await;
            assert_eq!(report.counts.map(|counts| counts.inserted), [2, 2, 2, 2]);
            assert_eq!(report.notes.len(), notes, "{:?}", report.notes);
            assert!(report.notes.iter().all(|note| note.contains("Windows-1252")), "{:?}", report.notes);
            assert_eq!(exported(&other).await, expected);
            other.stop().await;
        }
    });
}

#[test]
fn the_lists_of_the_pages_change_nothing_where_they_come_from() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        assert!(matches!(world.import(&files()).await, Outcome::Imported(_)));
        let before = exported(world).await;
        for locale in ["en", "fr"] {
            world.write("UPDATE person SET locale = $1", args![locale]).await;
            let client = world.sign_in(ANN).await;
            let directory = tempfile::tempdir().unwrap();
            Files::default().write(directory.path());
            let accounts = client.get(&path::directory_export(&DirectoryQuery::default())).await.text().to_owned();
            let account = world.account_id("acme.com").await;
            let grants =
                client.get(&path::access_grants_export(&account, &AccessGrantQuery::default())).await.text().to_owned();
            assert_eq!((accounts.lines().count(), grants.lines().count()), (2, 2), "{accounts}{grants}");
            std::fs::write(directory.path().join("accounts.csv"), accounts).unwrap();
            std::fs::write(directory.path().join("grants.csv"), grants).unwrap();
            let report = import(world, directory.path()).await;
            let same = |unchanged| Counts { unchanged, ..Counts::default() };
            assert_eq!((report.counts[0], report.counts[3]), (same(1), same(1)), "{locale}");
            assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
            assert!(report.notes[0].starts_with("accounts.csv: not imported, since it has no place there: `Admin"));
        }
        world.write("UPDATE person SET locale = CASE email WHEN $1 THEN 'en' ELSE 'fr' END", args![ANN]).await;
        assert_eq!(exported(world).await, before);
    });
}
