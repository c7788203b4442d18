//! `access-directory audit`: verify, export and format, and the program that the format's page gives to auditors.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use server::args;
use server::audit::{self, FORMAT};
use server::commands::audit::{AuditCommand, run};
use server::db::Engine;
use server::store::trail;
use tests::run::run as in_world;
use tests::world::World;

/// Whether what was proven is whole, and what was written.
pub async fn outcome(world: &World, command: AuditCommand) -> (bool, String) {
    let mut output = Vec::new();
    let is_whole = run(&command, async || Ok(world.app.db.clone()), &mut output).await.unwrap();
    (is_whole, String::from_utf8(output).unwrap())
}

pub async fn error(world: &World, command: AuditCommand) -> String {
    format!("{:#}", run(&command, async || Ok(world.app.db.clone()), &mut Vec::new()).await.unwrap_err())
}

pub fn verify(file: impl Into<PathBuf>) -> AuditCommand {
    AuditCommand::Verify { file: Some(file.into()), seal: None, extends: None }
}

pub const DATABASE: AuditCommand = AuditCommand::Verify { file: None, seal: None, extends: None };

/// The command that exports everything.
pub fn whole(file: Option<&Path>) -> AuditCommand {
    export(None, &[], file)
}

fn of_chain(chain: &str, file: Option<&Path>) -> AuditCommand {
    export(Some(chain), &[], file)
}

pub fn export(chain: Option<&str>, subjects: &[&str], file: Option<&Path>) -> AuditCommand {
    AuditCommand::Export {
        chain: chain.map(str::to_owned),
        subjects: subjects.iter().map(|subject| (*subject).to_owned()).collect(),
        format_1_whole: false,
        file: file.map(Path::to_owned),
    }
}

/// Three chains of three entries, sealed, and one entry since; with all that is awkward in JSON.
async fn fill(world: &World) {
    for step in 0..3 {
        for chain in ["0a", "service", "zz"] {
            add(world, chain, json!({ "step": step, "path": "Île-de-France / \"Évry\"\\\n\u{1}\u{7f}\u{2028}😀" }))
                .await;
        }
    }
    audit::seal(&world.app).await.unwrap();
    add(world, "zz", json!({ "step": -4, "nothing": null, "list": [true, false, []] })).await;
}

pub async fn add(world: &World, chain: &str, after: Value) {
    let mut tx = world.app.db.begin().await.unwrap();
    trail::Entry::new(chain, "access_changed", "é")
        .change(Value::Null, after)
        .add(&mut tx, "1", DateTime::<Utc>::from_timestamp_millis(1_800_000_000_000).unwrap())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The exit code of the program on the format's page, and what it prints.
pub fn python(export: &Path) -> (i32, String) {
    let program = FORMAT.split_once("```python\n").unwrap().1.split_once("```").unwrap().0;
    assert_eq!(program.lines().filter(|line| !line.is_empty()).count(), 32, "short enough to be read");
    let output = Command::new("python3").args(["-c", program]).arg(export).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn an_export_is_proven_by_the_command_and_by_the_program_of_the_page() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("trail.jsonl");
        let (_, written) = outcome(world, whole(None)).await;
        let (_, nothing) = outcome(world, whole(Some(&file))).await;
        let second = fs::read_to_string(&file).unwrap();
        assert_eq!((nothing.as_str(), written.lines().count(), second.lines().count()), ("", 12, 13));
        let lines: HashSet<&str> = second.lines().collect();
        assert!(written.lines().all(|line| lines.contains(line)), "the second has the first one's entry as well");

        let of_database = outcome(world, DATABASE).await;
        assert_eq!(of_database, outcome(world, verify(&file)).await);
        let (is_whole, said) = of_database;
        assert!(is_whole && said.ends_with("\n13 entries in 4 chains, 1 seals: whole\n"), "{said}");
        let seal: Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
        assert!(
            said.starts_with(&format!("the last seal is number 1 with the hash {}\n", seal["hash"].as_str().unwrap()))
        );
        assert_eq!(python(&file), (0, String::new()));
    });
}

#[test]
fn the_trail_says_who_took_it() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        outcome(world, of_chain("zz", None)).await;
        outcome(world, DATABASE).await;
        outcome(world, export(None, &["é"], None)).await;
        let sql = "SELECT content FROM trail WHERE subject = 'trail' AND chain = 'service' ORDER BY number";
        let rows: Vec<(String,)> = world.rows(sql, args![]).await;
        let entries: Vec<Value> = rows.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect();
        let said: Vec<_> = entries.iter().map(|entry| (&entry["event"], &entry["who"], &entry["after"])).collect();
        let user = server::base::command_user::command_user();
        let after = [
            json!({ "chain": "zz", "command_user": user, "subjects": [] }),
            json!({ "chain": null, "command_user": user, "subjects": ["é"] }),
        ];
        let event = json!("trail_exported");
        assert_eq!(said, [(&event, &Value::Null, &after[0]), (&event, &Value::Null, &after[1])]);
    });
}

#[test]
fn one_chain_is_exported_and_proven_by_itself_and_an_unknown_one_is_an_error() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let file = tempfile::NamedTempFile::new().unwrap();
        outcome(world, of_chain("zz", Some(file.path()))).await;
        let said = outcome(world, verify(file.path())).await;
        assert_eq!(said, (true, "4 entries in 1 chains, 0 seals: whole\n".to_owned()));
        assert_eq!(python(file.path()), (0, String::new()));

        let unknown = error(world, of_chain("yy", None)).await;
        assert_eq!(unknown, "the chain `yy` has no entries; a chain is an account's id, `service` or `seals`");
        let missing = error(world, verify("nowhere.jsonl")).await;
        assert!(missing.starts_with("`nowhere.jsonl` cannot be read: "), "{missing}");
    });
}

#[test]
fn what_an_earlier_export_shows_is_looked_for() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let earlier = tempfile::NamedTempFile::new().unwrap();
        outcome(world, whole(Some(earlier.path()))).await;
        add(world, "zz", json!({ "more": 1 })).await;
        let extends = |file: &Path| AuditCommand::Verify { file: None, seal: None, extends: Some(file.to_owned()) };
        assert!(outcome(world, extends(earlier.path())).await.0);

        // Whoever can write to the database can write a chain anew, and it is whole.
        let cut = fs::read_to_string(earlier.path()).unwrap();
        let lines: Vec<&str> = cut.lines().filter(|line| line.contains("\"chain\":\"zz\"")).collect();
        let (others, last) = (cut.replace(lines.last().unwrap(), ""), lines.last().unwrap());
        let other_hash = last.replacen("\"hash\":\"", "\"hash\":\"0", 1);
        for (said, with) in [
            ("chain `zz`, number 4 has the hash", other_hash),
            ("chain `yy`, number 4 is missing, which was noted with the hash", last.replace("\"zz\"", "\"yy\"")),
        ] {
            let known = tempfile::NamedTempFile::new().unwrap();
            fs::write(known.path(), format!("{}\n{with}\n", others.trim_end())).unwrap();
            let (is_whole, output) = outcome(world, extends(known.path())).await;
            assert!(!is_whole && output.contains(said), "{output}");
        }
        let known = tempfile::NamedTempFile::new().unwrap();
        fs::write(known.path(), "nonsense\n").unwrap();
        let refused = error(world, extends(known.path())).await;
        assert!(refused.starts_with("line 1 of `") && refused.ends_with("` is no entry"), "{refused}");
    });
}

#[test]
fn a_tampered_export_is_found_by_the_command_and_by_the_program_of_the_page() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let whole = outcome(world, whole(None)).await.1;
        let lines: Vec<&str> = whole.lines().collect();
        let (seal, first, last) = (lines[0], lines[1], lines[3]);
        assert!(first.contains(r#""chain":"0a""#) && last.contains(r#""number":3"#), "{first} {last}");
        let file = tempfile::NamedTempFile::new().unwrap();
        let second = lines[2];
        let somebody = json!({ "5c2e": { "address": "eve@acme.example", "salt": "s" } });
        let somebody = format!("\"outside\":{somebody}");
        let anew: String = (1..=3).fold((String::new(), String::new()), rewritten).0;
        let from_first = [first, second, last].map(|line| format!("{line}\n")).concat();
        for (what, tampered, chain, number) in [
            ("a changed byte", whole.replacen("\"step\":1", "\"step\":7", 1), "0a", 2),
            ("a changed hash", whole.replacen("\"hash\":\"", "\"hash\":\"0", 1), "seals", 1),
            ("one removed", whole.replace(&format!("{second}\n"), ""), "0a", 2),
            ("the last removed", whole.replace(&format!("{last}\n"), ""), "0a", 3),
            ("two swapped", whole.replace(second, "*").replace(last, second).replace('*', last), "0a", 2),
            ("a space", whole.replacen("\"rules\":[]", "\"rules\": []", 2).replacen(": []", ":[]", 1), "0a", 1),
            ("another previous", whole.replacen("\"previous\":\"\"", "\"previous\":\"0\"", 1), "seals", 1),
            ("a field too many", whole.replacen("\"number\":1,", "\"number\":1,\"o\":1,", 1), "seals", 1),
            ("another format", whole.replacen("\"format\":2", "\"format\":3", 1), "seals", 1),
            ("somebody outside", whole.replacen("\"outside\":{}", &somebody, 1), "seals", 1),
            (
                "the seals removed from the front",
                format!("{}{seal}\n", whole.replace(&format!("{seal}\n"), "")),
                "zz",
                3,
            ),
            ("a chain written anew", whole.replace(&from_first, &anew), "0a", 3),
        ] {
            assert_ne!(tampered, whole, "{what}");
            fs::write(file.path(), &tampered).unwrap();
            let (is_whole, said) = outcome(world, verify(file.path())).await;
            let named = format!("chain `{chain}`, number {number}: ");
            let as_line = said.contains(" is no entry with a chain");
            assert!(!is_whole && (as_line || said.contains(&named)), "{what}: {said}");
            assert!(said.ends_with(" problem\n") || said.ends_with(" problems\n"), "{what}: {said}");
            let (code, said) = python(file.path());
            assert!(code == 1 && said.contains(&format!("chain {chain}, number ")), "{what}: {said}");
        }
    });
}

/// The lines of the chain `0a` with another step, chained as they have to be, and the hash of the last.
fn rewritten((lines, previous): (String, String), number: i64) -> (String, String) {
    let content = json!({
        "after": { "step": 9 }, "at": "2027-01-15T08:00:00.000Z", "before": null, "chain": "0a",
        "event": "access_changed", "facts": [], "people": {}, "policy": "1", "rules": [], "salt": "", "subject": "é",
        "who": null,
    });
    let hash = trail::entry_hash(number, &previous, &server::base::secret::digest(content.to_string().as_bytes()));
    let entry = json!({
        "chain": "0a", "content": content, "format": 2, "hash": hash, "number": number, "outside": {},
        "previous": previous,
    });
    (format!("{lines}{entry}\n"), hash)
}

#[test]
fn what_is_no_entry_is_named_by_its_line() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let (_, export) = outcome(world, of_chain("zz", None)).await;
        let file = tempfile::NamedTempFile::new().unwrap();
        for nonsense in ["", "null", "{\"chain\":\"zz\"}", "{"] {
            fs::write(file.path(), format!("{export}{nonsense}\n")).unwrap();
            let said = outcome(world, verify(file.path())).await;
            let line = "line 5 is no entry with a chain, a number, a subject and a hash\n";
            assert_eq!(said, (false, format!("{line}4 entries in 1 chains, 0 seals: 1 problem\n")), "{nonsense}");
        }
    });
}

/// A reader that makes U+FFFD of such octets would take them for an entry that has this character.
#[test]
fn octets_that_are_no_text_are_not_taken_for_the_sign_that_stands_for_them() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let export = include_str!("../fuzz/trail.jsonl");
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), export).unwrap();
        let (is_whole, said) = outcome(world, verify(file.path())).await;
        assert!(is_whole && said.ends_with("8 entries in 4 chains, 2 seals: whole\n"), "{said}");
        let sign = export.find('\u{fffd}').unwrap();
        let (before, after) = export.split_at(sign);
        let tampered = [before.as_bytes(), b"\xff", after.trim_start_matches('\u{fffd}').as_bytes()].concat();
        fs::write(file.path(), tampered).unwrap();
        let (is_whole, said) = outcome(world, verify(file.path())).await;
        let line = before.lines().count();
        assert!(!is_whole && said.contains(&format!("line {line} is not UTF-8\n")), "{said}");
    });
}

#[test]
fn a_content_that_is_no_json_is_proven_broken_and_not_exported() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        world.let_trail_be_changed().await;
        world.write("UPDATE trail SET content = 'gone' WHERE chain = 'zz' AND number = $1", args![2]).await;
        let (is_whole, said) = outcome(world, DATABASE).await;
        assert!(!is_whole && said.contains("chain `zz`, number 2: the content is not JSON: "), "{said}");
        let said = error(world, whole(None)).await;
        assert!(said.starts_with("chain `zz`, number 2: the content cannot be exported"), "{said}");
    });
}

#[test]
fn the_page_names_every_field_of_an_entry() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        fill(world).await;
        let (_, page) = outcome(world, AuditCommand::Format).await;
        assert_eq!(page, FORMAT);
        let (_, export) = outcome(world, whole(None)).await;
        let entry: Value = serde_json::from_str(export.lines().next().unwrap()).unwrap();
        let rows: Vec<&str> =
            page.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0)).collect();
        let (beside, within) = rows.split_at(8);
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let mut named = names(&entry);
        named.insert(2, "content_hash".to_owned());
        assert_eq!(beside, named);
        assert_eq!(within, names(&entry["content"]));
    });
}
