//! `access-directory import` as it is called, and what it prints. What it does is tested in `tests/api/import`.

use clap::{CommandFactory, Parser};
use server::args;
use server::commands::import::{ImportArguments, run};
use server::db::Engine;
use server::domains::email::EmailAddress;
use server::store::person;
use tests::files::Files;
use tests::run::run as in_world;
use tests::world::World;

const ANN: &str = "ann@acme.com";
const BOB: &str = "bob@acme.com";

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    import: ImportArguments,
}

/// What a call printed.
struct Printed {
    done: bool,
    output: String,
    errors: String,
}

async fn prints(world: &World, files: &Files, options: &[&str]) -> Printed {
    let directory = tempfile::tempdir().unwrap();
    files.write(directory.path());
    let words = ["import", directory.path().to_str().unwrap()].into_iter().chain(options.iter().copied());
    let arguments = Arguments::try_parse_from(words).unwrap();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let done = run(&world.app, &arguments.import, &mut output, &mut errors).await.unwrap();
    Printed { done, output: String::from_utf8(output).unwrap(), errors: String::from_utf8(errors).unwrap() }
}

fn files() -> Files {
    people().grant(ANN, "acme.com", "", "administrator").grant(BOB, "acme.com", "Europe", "user")
}

fn people() -> Files {
    Files::default()
        .listed("Acme", "acme.com")
        .virtual_account("acme.com", "Europe")
        .person("Ann Ash", ANN)
        .person("Bob Birch", BOB)
}

const FIRST: &str = "accounts: 1 new, 0 changed, 0 removed, 0 as they were\n\
    virtual accounts: 1 new, 0 changed, 0 removed, 0 as they were\n\
    people: 2 new, 0 changed, 0 removed, 0 as they were\n\
    grants: 2 new, 0 changed, 0 removed, 0 as they were\n";

const SAME: &str = "accounts: 0 new, 0 changed, 0 removed, 1 as they were\n\
    virtual accounts: 0 new, 0 changed, 0 removed, 1 as they were\n\
    people: 0 new, 0 changed, 0 removed, 2 as they were\n";

const DRY: &str = "a dry run: nothing was changed; without --dry-run it would be as follows\n";

#[test]
fn an_import_prints_what_it_did_and_a_dry_run_what_it_would_do_row_by_row() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let dry = prints(world, &files(), &["--dry-run"]).await;
        let rows = "accounts.csv line 2: new: Acme (acme.com)\n\
            virtual_accounts.csv line 2: new: Europe in acme.com\n\
            people.csv line 2: new: ann@acme.com\n\
            people.csv line 3: new: bob@acme.com\n\
            grants.csv line 2: new: ann@acme.com in acme.com: administrator\n\
            grants.csv line 3: new: bob@acme.com in acme.com, Europe: user\n";
        assert_eq!((dry.done, dry.output, dry.errors.as_str()), (true, format!("{DRY}{FIRST}{rows}"), ""));
        for table in ["account", "person", "trail"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        let done = prints(world, &files(), &[]).await;
        assert_eq!((done.done, done.output.as_str(), done.errors.as_str()), (true, FIRST, ""));
        let changed = Files::default()
            .account("Acme Works,acme.com,FR,listed,customer,active")
            .person_line("bob@acme.com,Bob Birch,An organisation,GB,en,external,true,false")
            .grant(BOB, "acme.com", "Europe", "viewer");
        let dry = prints(world, &changed, &["--dry-run"]).await;
        let rows = "accounts.csv line 2: changed: acme.com: name `Acme` becomes `Acme Works`, country `GB` becomes `FR`\n\
            people.csv line 2: changed: bob@acme.com: partner `false` becomes `true`\n\
            grants.csv line 2: changed: bob@acme.com in acme.com, Europe: viewer, which was user\n";
        assert!(dry.output.ends_with(rows), "{}", dry.output);
        let said =
            "grants: 0 new, 1 changed, 0 removed, 0 as they were, 1 not in the file and left (see --remove-absent)\n";
        assert!(dry.output.contains(said), "{}", dry.output);
    });
}

#[test]
fn however_much_is_wrong_a_thousand_findings_are_told_and_the_rest_counted() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let many = |files: Files, number: u32| {
            files.account(&format!("Firm {number},firm-{number}.com,XX,listed,customer,active"))
        };
        let refused = prints(world, &(0..1500).fold(files(), many), &[]).await;
        assert!(!refused.done);
        assert_eq!(refused.errors.lines().count(), 1001);
        assert!(refused.errors.starts_with("accounts.csv line 3, column country: `XX` "), "{}", refused.errors);
        let last = "error: 1500 problems in the files, of which the first 1000 stand above; nothing was imported, correct the \
            files and run it again\n";
        assert!(refused.errors.ends_with(last));
    });
}

#[test]
fn a_missing_file_is_named_with_the_list_that_was_downloaded_in_its_place() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        let directory = tempfile::tempdir().unwrap();
        files().write(directory.path());
        let list = directory.path().join("accounts-2026-11-30.csv");
        std::fs::rename(directory.path().join("accounts.csv"), list).unwrap();
        let arguments = Arguments::try_parse_from(["import", directory.path().to_str().unwrap()]).unwrap();
        let error = run(&world.app, &arguments.import, &mut Vec::new(), &mut Vec::new()).await.unwrap_err();
        let expected = "an import needs accounts.csv, virtual_accounts.csv, people.csv, grants.csv; rename \
            `accounts-2026-11-30.csv` to `accounts.csv`";
        assert!(error.to_string().ends_with(expected), "{error}");
    });
}

#[test]
fn what_the_files_lack_is_named_and_too_much_of_it_is_refused_with_a_way_on() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        prints(world, &files(), &[]).await;
        let fewer = people().grant(BOB, "acme.com", "Europe", "user");
        let removed = "grants: 0 new, 0 changed, 1 removed, 1 as they were\n\
            removed, since the files lack it: ann@acme.com in acme.com: administrator\n\
            without an administrator now: acme.com\n";
        let refused = prints(world, &fewer, &["--remove-absent"]).await;
        assert_eq!((refused.done, refused.output), (false, format!("{SAME}{removed}")));
        assert_eq!(
            refused.errors,
            "error: the files lack 1 of 2 grants, which is more than 10 percent; nothing was imported. Look whether the \
             files are whole; if they are, run it again with --remove-at-most 50\n"
        );
        assert_eq!(world.count("access_grant").await, 2);
        let done = prints(world, &fewer, &["--remove-absent", "--remove-at-most", "50"]).await;
        assert_eq!((done.done, done.output, done.errors.as_str()), (true, format!("{SAME}{removed}"), ""));
        assert_eq!(world.count("access_grant").await, 1);
    });
}

#[test]
fn what_people_did_in_the_product_is_named_with_the_option_that_undoes_it() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        prints(world, &files(), &[]).await;
        let revoked = "INSERT INTO revoked_grant (person_key, account_key, virtual_account_key, role) \
             SELECT person_key, account_key, virtual_account_key, role FROM access_grant WHERE role = 'user'";
        world.write(revoked, args![]).await;
        world.write("DELETE FROM access_grant WHERE role = 'user'", args![]).await;
        world
            .write("UPDATE person SET name = 'Anna', own_profile = $1 WHERE email = 'ann@acme.com'", args![true])
            .await;
        let left = prints(world, &files(), &[]).await;
        let said = "grants: 0 new, 0 changed, 0 removed, 2 as they were\n\
            not given back (--restore-removed does): bob@acme.com in acme.com, Europe: user, which was removed in the product\n\
            profile left as ann@acme.com wrote it (--overwrite-profiles does not): name\n";
        assert_eq!(left.output, format!("{SAME}{said}"));
        let undone = prints(world, &files(), &["--restore-removed", "--overwrite-profiles"]).await;
        let given_back = "given back: bob@acme.com in acme.com, Europe: user, which was removed in the product\n";
        assert!(undone.output.ends_with(given_back), "{}", undone.output);
        assert!(undone.output.contains("people: 0 new, 1 changed") && undone.output.contains("grants: 1 new"));
    });
}

#[test]
fn an_account_made_in_the_product_is_refused_and_adopted_by_its_identifier() {
    in_world(Engine::Sqlite, World::empty, async |world: &World| {
        prints(world, &files(), &[]).await;
        world.write("UPDATE account SET request_reference = 'NA-1'", args![]).await;
        let theirs = people().grant(BOB, "acme.com", "Europe", "user");
        let refused = prints(world, &theirs, &[]).await;
        assert!(!refused.done && refused.output.is_empty(), "{}", refused.output);
        assert_eq!(
            refused.errors,
            "accounts.csv line 2, column domain_identifier: `acme.com` was made in the product by the request NA-1 and is \
             held by ann@acme.com (administrator), bob@acme.com (user); look whether they belong there, then import with \
             `--adopt acme.com`, which removes who is not in grants.csv\n\
             error: 1 problem in the files; nothing was imported, correct the files and run it again\n"
        );
        let adopted = prints(world, &theirs, &["--adopt", "ACME.com"]).await;
        let said = "grants: 0 new, 0 changed, 1 removed, 1 as they were\n\
            adopted acme.com, which was made by the request NA-1\n\
            \x20 it was held by ann@acme.com in acme.com: administrator, taken away\n\
            \x20 it was held by bob@acme.com in acme.com, Europe: user, in the files\n\
            without an administrator now: acme.com\n";
        assert_eq!((adopted.done, adopted.output), (true, format!("{SAME}{said}")));
        let ann = EmailAddress::parse(ANN).unwrap();
        assert!(person::key_by_email(&world.app.db, &ann.folded()).await.unwrap().is_some(), "people stay");
    });
}

#[test]
fn the_help_says_what_an_import_does_by_itself_and_what_only_when_asked() {
    let help = Arguments::command().render_long_help().to_string();
    for said in [
        "Change nothing, and say what would be changed, by kind and by row",
        "without this nobody is written to",
        "refuse to remove more than so many percent of what is there",
        "[default: 10]",
    ] {
        assert!(help.contains(said), "`{said}` is missing in {help}");
    }
    for wrong in [["--adopt", "co.uk"], ["--remove-at-most", "101"], ["--remove-at-most", "-1"]] {
        assert!(Arguments::try_parse_from(["import", "directory"].into_iter().chain(wrong)).is_err(), "{wrong:?}");
    }
}
