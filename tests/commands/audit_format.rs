//! Exports of a part, what stands outside, and chains that begin in format 1: by the command and by the program of the page.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use server::args;
use server::audit;
use server::commands::audit::AuditCommand;
use server::db::Engine;
use server::store::{actor, person, trail};
use tests::files::Files;
use tests::run::run as in_world;
use tests::world::World;

use crate::audit::{DATABASE, export, outcome, python, verify, whole};

const ANN: &str = "ann@northmoor.com";
const ANN_LATER: &str = "ann.lee@northmoor.com";

/// Ann, who did something about two requests of one account, before and after her address changed.
async fn fill(world: &World) {
    world.import(&Files::default().person("Ann", ANN)).await;
    let key = world.person_key(ANN).await;
    for (subject, step) in [("AR-1", 1), ("AR-2", 2), ("AR-1", 3)] {
        if step == 3 {
            let mut tx = world.app.db.begin().await.unwrap();
            let email = server::domains::email::EmailAddress::parse(ANN_LATER).unwrap();
            let address = person::Address { email, verified: true, is_primary: true };
            person::change_address(&mut tx, key, &address).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = world.app.db.begin().await.unwrap();
        let ann = actor::by_key(&mut tx, key).await.unwrap();
        let entry = trail::Entry::new("acme", "access_requested", subject).by(&ann);
        let entry = entry.change(Value::Null, json!({ "step": step }));
        entry.add(&mut tx, "1", world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    audit::seal(&world.app).await.unwrap();
}

async fn exported(world: &World, command: AuditCommand) -> Vec<Value> {
    let (_, written) = outcome(world, command).await;
    written.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_part_shows_what_it_is_about_and_proves_the_rest() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let file = tempfile::NamedTempFile::new().unwrap();
        outcome(world, export(None, &["AR-2"], Some(file.path()))).await;
        let written = fs::read_to_string(file.path()).unwrap();
        assert!(written.contains("AR-2") && !written.contains("AR-1"), "{written}");
        // Two of the account's, that the files were imported, and that the trail was exported.
        let (is_whole, said) = outcome(world, verify(file.path())).await;
        assert!(is_whole && said.ends_with("seals: whole, 4 entries not shown\n"), "{said}");
        assert_eq!(python(file.path()), (0, "whole, 4 entries not shown\n".to_owned()));

        let bare = written.lines().find(|line| line.contains("content_hash") && line.contains("acme")).unwrap();
        let hash = serde_json::from_str::<Value>(bare).unwrap()["content_hash"].as_str().unwrap().to_owned();
        for (what, tampered) in [
            ("another content", written.replacen(&hash, &server::base::secret::digest(b""), 1)),
            ("one removed", written.replacen(&format!("{bare}\n"), "", 1)),
            ("another address", written.replacen(ANN, "eve@northmoor.com", 1)),
            ("a word beside", written.replacen("\"content_hash\"", "\"a\":1,\"content_hash\"", 1)),
        ] {
            assert_ne!(tampered, written, "{what}");
            fs::write(file.path(), tampered).unwrap();
            assert!(!outcome(world, verify(file.path())).await.0, "{what}");
            assert_eq!(python(file.path()).0, 1, "{what}");
        }
        let said = crate::audit::error(world, export(None, &["AR-9"], None)).await;
        assert!(said.starts_with("no entry is about `AR-9`"), "{said}");
    });
}

#[test]
fn an_entry_says_who_by_an_id_and_the_address_of_then_stands_outside() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let id = world.person_id(ANN_LATER).await;
        let lines = exported(world, export(Some("acme"), &[], None)).await;
        let addresses: Vec<&Value> = lines.iter().map(|line| &line["outside"][&id]["address"]).collect();
        assert_eq!(addresses, [ANN, ANN, ANN_LATER]);
        assert!(lines.iter().all(|line| line["content"]["who"] == id.as_str()));
        assert!(!lines.iter().any(|line| line["content"].to_string().contains('@')));
        // Behind the service's back: the address is not the one that the entries commit to.
        world.let_trail_be_changed().await;
        world.write("UPDATE person SET email = 'eve@northmoor.com' WHERE email = $1", args![ANN_LATER]).await;
        let (is_whole, said) = outcome(world, DATABASE).await;
        assert!(!is_whole && said.contains("chain `acme`, number 3: the address that stands beside"), "{said}");
        world.write("UPDATE person SET email = $1 WHERE email = 'eve@northmoor.com'", args![ANN_LATER]).await;
        assert!(outcome(world, DATABASE).await.0);
        world.write("UPDATE trail_address SET address = 'eve@northmoor.com' WHERE address = $1", args![ANN]).await;
        let (is_whole, said) = outcome(world, DATABASE).await;
        assert!(!is_whole && said.contains("chain `acme`, number 1: the address that stands beside"), "{said}");
    });
}

/// Puts the entries of an export of format 1 into the database, as the version before wrote them.
async fn restore_format_1(world: &World, export: &str) {
    for line in export.lines() {
        let mut entry: Value = serde_json::from_str(line).unwrap();
        let hash = entry.as_object_mut().unwrap().remove("hash").unwrap();
        let (chain, number) = (entry["chain"].as_str().unwrap(), entry["number"].as_i64().unwrap());
        let sql = "INSERT INTO trail (chain, number, subject, content, hash) VALUES ($1, $2, $3, $4, $5)";
        let (subject, hash) = (entry["subject"].as_str().unwrap(), hash.as_str().unwrap());
        world.write(sql, args![chain, number, subject, entry.to_string(), hash]).await;
        let sql = "INSERT INTO trail_head (chain, number, hash, sealed_number) VALUES ($1, $2, $3, 0) \
             ON CONFLICT (chain) DO UPDATE SET number = excluded.number, hash = excluded.hash";
        world.write(sql, args![chain, number, hash]).await;
    }
}

#[test]
fn chains_that_begin_in_format_1_go_on_in_format_2() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let old = include_str!("../fuzz/trail.jsonl");
        restore_format_1(world, old).await;
        let sql = "SELECT DISTINCT chain FROM trail WHERE chain <> 'seals' ORDER BY chain";
        let chains: Vec<(String,)> = world.rows(sql, args![]).await;
        for (chain,) in &chains {
            crate::audit::add(world, chain, json!({ "step": 1 })).await;
        }
        audit::seal(&world.app).await.unwrap();
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("whole");
        outcome(world, whole(Some(&file))).await;
        let of_database = outcome(world, DATABASE).await;
        assert!(
            of_database.0 && of_database.1.ends_with("13 entries in 4 chains, 3 seals: whole\n"),
            "{}",
            of_database.1
        );
        assert_eq!(outcome(world, verify(&file)).await, of_database);
        assert_eq!(python(&file), (0, String::new()));
        for (chain,) in &chains {
            let file = directory.path().join(chain);
            outcome(world, export(Some(chain), &[], Some(&file))).await;
            let (is_whole, said) = outcome(world, verify(&file)).await;
            assert!(is_whole, "{said}");
            assert_eq!(python(&file), (0, String::new()));
            let written = fs::read_to_string(&file).unwrap();
            assert!(written.contains("\"format\":2") && !written.lines().next().unwrap().contains("\"format\""));
            tampered_in_format_1(world, &file, &written).await;
        }
    });
}

/// Whatever is changed in the first entry is found.
async fn tampered_in_format_1(world: &World, file: &Path, written: &str) {
    let first: Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
    for field in ["after", "at", "before", "event", "hash", "policy", "previous", "rules", "subject", "who"] {
        let mut changed = first.clone();
        changed[field] = json!("changed");
        let rest: Vec<&str> = written.lines().skip(1).collect();
        fs::write(file, format!("{changed}\n{}\n", rest.join("\n"))).unwrap();
        assert!(!outcome(world, verify(file)).await.0, "{field}");
        assert_eq!(python(file).0, 1, "{field}");
    }
}

/// The export that is fuzzed is one that somebody wrote without this program.
#[test]
fn an_export_of_format_2_that_another_program_wrote_is_proven() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), include_str!("../fuzz/trail_2.jsonl")).unwrap();
        let (is_whole, said) = outcome(world, verify(file.path())).await;
        assert!(is_whole && said.ends_with("7 entries in 4 chains, 1 seals: whole, 2 entries not shown\n"), "{said}");
        assert_eq!(python(file.path()), (0, "whole, 2 entries not shown\n".to_owned()));
    });
}

#[test]
fn entries_of_format_1_are_not_shown_to_whoever_asked_for_a_part() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        restore_format_1(world, include_str!("../fuzz/trail.jsonl")).await;
        crate::audit::add(world, "service", json!({ "step": 1 })).await;
        let part = export(Some("service"), &["é"], None);
        let refused = crate::audit::error(world, part.clone()).await;
        assert!(refused.contains("--format-1-whole"), "{refused}");
        let AuditCommand::Export { chain, subjects, file, .. } = part else { panic!("no export") };
        let (_, written) = outcome(world, AuditCommand::Export { chain, subjects, format_1_whole: true, file }).await;
        assert!(written.lines().count() > 1, "{written}");
    });
}

#[test]
fn a_seal_that_was_noted_elsewhere_is_looked_for() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let seal = exported(world, whole(None)).await.remove(0);
        let hash = seal["hash"].as_str().unwrap();
        let noted =
            |text: String| AuditCommand::Verify { file: None, seal: Some(text.parse().unwrap()), extends: None };
        assert!(outcome(world, noted(format!("1:{hash}"))).await.0);
        let (is_whole, said) = outcome(world, noted(format!("1:{}", server::base::secret::digest(b"")))).await;
        assert!(!is_whole && said.contains("seal 1 has the hash"), "{said}");
        let (is_whole, said) = outcome(world, noted(format!("2:{hash}"))).await;
        assert!(!is_whole && said.contains("seal 2 is missing"), "{said}");
        for wrong in ["", "1", "1:", "x:y", &format!("{hash}:1")] {
            assert!(wrong.parse::<audit::verify::NotedSeal>().is_err(), "{wrong}");
        }
    });
}
