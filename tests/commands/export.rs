//! `access-directory export` leaves an entry in the trail, and names what a spreadsheet would run. Its files are tested in
//! `tests/api/export`.

use serde_json::{Value, json};
use server::args;
use server::base::command_user::command_user;
use server::commands::export::run;
use server::db::Engine;
use tests::files::Files;
use tests::run::run as in_world;
use tests::world::World;

#[test]
fn the_trail_says_who_took_the_files() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let directory = tempfile::tempdir().unwrap();
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        run(&world.app, directory.path(), &mut output, &mut errors).await.unwrap();
        assert_eq!(errors, b"");
        assert_eq!(String::from_utf8(output).unwrap(), format!("exported to {}\n", directory.path().display()));
        let rows: Vec<(String, String)> = world.rows("SELECT chain, content FROM trail", args![]).await;
        let [(chain, content)] = rows.as_slice() else { panic!("{rows:?}") };
        let entry: Value = serde_json::from_str(content).unwrap();
        assert_eq!((chain.as_str(), &entry["event"], &entry["who"]), ("service", &json!("exported"), &Value::Null));
        assert_eq!(entry["after"], json!({ "command_user": command_user() }));
        assert!(!command_user().is_empty());
    });
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_named_and_written_as_they_are() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let files = Files::default()
            .listed("\"=HYPERLINK(\"\"https://intruder.invalid\"\")\"", "acme.com")
            .listed("Bonded", "bonded.com")
            .person_line("ann@acme.com,+cmd,-1+1,GB,en,external,false,false");
        world.import(&files).await;
        let directory = tempfile::tempdir().unwrap();
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        run(&world.app, directory.path(), &mut output, &mut errors).await.unwrap();
        let expected = "note: 3 cells begin like a formula, which a spreadsheet would run; open the files as text only\n\
            \x20 accounts.csv line 2, column name: `=HYPERLINK(\"https://intruder.invalid\")`\n\
            \x20 people.csv line 2, column name: `+cmd`\n\
            \x20 people.csv line 2, column organisation: `-1+1`\n";
        assert_eq!(String::from_utf8(errors).unwrap(), expected);
        assert!(Files::read(directory.path())[2].contains("\nann@acme.com,+cmd,-1+1,"));
    });
}
