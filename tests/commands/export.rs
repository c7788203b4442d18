//! `access-directory export` leaves an entry in the trail. Its files are tested in `tests/api/export`.

use serde_json::{Value, json};
use server::args;
use server::base::command_user::command_user;
use server::commands::export::run;
use server::db::Engine;
use tests::run::run as in_world;
use tests::world::World;

#[test]
fn the_trail_says_who_took_the_files() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let directory = tempfile::tempdir().unwrap();
        let mut output = Vec::new();
        run(&world.app, directory.path(), &mut output).await.unwrap();
        assert_eq!(String::from_utf8(output).unwrap(), format!("exported to {}\n", directory.path().display()));
        let rows: Vec<(String, String)> = world.rows("SELECT chain, content FROM trail", args![]).await;
        let [(chain, content)] = rows.as_slice() else { panic!("{rows:?}") };
        let entry: Value = serde_json::from_str(content).unwrap();
        assert_eq!((chain.as_str(), &entry["event"], &entry["who"]), ("service", &json!("exported"), &Value::Null));
        assert_eq!(entry["after"], json!({ "command_user": command_user() }));
        assert!(!command_user().is_empty());
    });
}
