//! Files of more rows than an import reads at once: what is in one batch is known in the next.

use server::args;
use tests::files::Files;
use tests::world::World;

use super::{assert_told, counts, refused};

tests::on_both_databases! {
    in World::empty:
    a_virtual_account_may_stand_long_before_the_one_above_it,
    what_has_nothing_above_it_is_told_with_its_line,
    what_stands_twice_far_apart_is_told,
    imported_again_nothing_changes_however_long_they_are,
}

/// More than two batches.
const MANY: usize = 2_100;

const ACCOUNT: &str = "acme.com";

fn domain(number: usize) -> String {
    format!("account{number}.com")
}

fn email(number: usize) -> String {
    format!("person{number}@acme.com")
}

fn files() -> Files {
    (0..MANY).fold(Files::default().listed("Acme Works", ACCOUNT), |files, number| {
        files
            .listed("One of Many", &domain(number))
            .virtual_account(&domain(number), "Europe")
            .person("Ada Byron", &email(number))
            .grant(&email(number), &domain(number), "Europe", "viewer")
    })
}

async fn a_virtual_account_may_stand_long_before_the_one_above_it(world: &World) {
    let below = (0..MANY).fold(Files::default().listed("Acme Works", ACCOUNT), |files, number| {
        files.virtual_account(ACCOUNT, &format!("Europe/Leeds/Unit {number}"))
    });
    let all = below.virtual_account(ACCOUNT, "Europe/Leeds").virtual_account(ACCOUNT, "Europe");
    assert_eq!(counts(world.import(&all).await)[1], [u64::try_from(MANY).unwrap() + 2, 0, 0]);
    let sql = "SELECT above.path, count(*) FROM virtual_account v JOIN virtual_account above ON above.key = v.parent_key \
         GROUP BY above.path ORDER BY above.path";
    let below: Vec<(String, i64)> = world.rows(sql, args![]).await;
    assert_eq!(below, [("Europe".to_owned(), 1), ("Europe/Leeds".to_owned(), i64::try_from(MANY).unwrap())]);
}

async fn what_has_nothing_above_it_is_told_with_its_line(world: &World) {
    let bad = files().virtual_account(ACCOUNT, "Asia/Osaka");
    let line = MANY + 2;
    let expected = format!(
        "virtual_accounts.csv line {line}, column path: `Asia/Osaka` has nothing above it; add a row for `Asia`"
    );
    assert_told(&refused(world, &bad).await, &[&expected]);
    assert_eq!(world.count("account").await + world.count("virtual_account").await, 0);
}

async fn what_stands_twice_far_apart_is_told(world: &World) {
    let again = |files: Files| {
        files
            .account(&format!("Acme again,{},GB,listed,customer,denied", domain(0)))
            .virtual_account(&domain(0), "Europe")
            .person("Ada again", &email(0))
            .grant(&email(0), &domain(0), "Europe", "user")
    };
    let (accounts, others) = (MANY + 3, MANY + 2);
    let expected = [
        format!("accounts.csv line {accounts}, column domain_identifier: `account0.com` stands twice"),
        format!("virtual_accounts.csv line {others}, column path: `Europe` stands twice"),
        format!("people.csv line {others}, column email: `person0@acme.com` stands twice"),
        format!("grants.csv line {others}, column email: `person0@acme.com` holds a role there already"),
    ];
    let expected = expected.each_ref().map(String::as_str);
    assert_told(&refused(world, &again(files())).await, &expected);
    // And where all of it is stored.
    world.import(&files()).await;
    assert_told(&refused(world, &again(files())).await, &expected);
}

async fn imported_again_nothing_changes_however_long_they_are(world: &World) {
    let many = u64::try_from(MANY).unwrap();
    assert_eq!(counts(world.import(&files()).await), [[many + 1, 0, 0], [many, 0, 0], [many, 0, 0], [many, 0, 0]]);
    assert_eq!(counts(world.import(&files()).await), [[0, 0, many + 1], [0, 0, many], [0, 0, many], [0, 0, many]]);
    let directory = tempfile::tempdir().unwrap();
    server::import_export::export::directory(&world.app.db, directory.path()).await.unwrap();
    let mut exported = Files::read(directory.path());
    let mut imported = files().texts();
    for text in exported.iter_mut().chain(&mut imported) {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        *text = lines.join("\n");
    }
    assert_eq!(exported, imported);
}
