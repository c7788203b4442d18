//! What an import leaves: an entry in the chain of each account that names every grant that came, changed or went, who
//! gave the command, and mail only where that was asked for.

use api::changes::Changes;
use api::path;
use serde_json::{Value, json};
use server::args;
use server::audit::verify;
use server::base::command_user::command_user;
use server::import_export::import::Options;
use tests::files::Files;
use tests::world::World;

use super::report;
use crate::access_grants::{ACCOUNT, ADMINISTRATOR, IN_LEEDS, RESTRICTED, VIEWER, files};
use crate::access_requests::virtual_account_id;

tests::on_both_databases! {
    in World::empty:
    each_accounts_entry_names_what_came_changed_and_went,
    an_account_in_which_nothing_changed_has_no_entry,
    many_accounts_have_an_entry_each,
    the_services_entry_counts_and_names_who_gave_the_command,
    nobody_is_written_to,
    those_whose_role_changed_or_went_are_written_to_when_that_is_asked_for,
    the_pages_of_those_concerned_learn_of_it,
}

/// In the entire account the viewer becomes a user, in the part North Sea they hold nothing more, and Dora comes to it.
fn others() -> Files {
    Files::default()
        .grant(ADMINISTRATOR, ACCOUNT, "", "administrator")
        .grant("bert@acme.com", ACCOUNT, "North", "administrator")
        .grant("carl@acme.com", ACCOUNT, "South", "administrator")
        .grant(IN_LEEDS, ACCOUNT, "North/Leeds", "user")
        .grant(VIEWER, ACCOUNT, "", "user")
        .grant(IN_LEEDS, ACCOUNT, "North Sea", "viewer")
        .grant("gina@quarry.com", RESTRICTED, "", "administrator")
}

fn removing() -> Options {
    Options { remove_absent: true, remove_at_most: 20, ..Options::default() }
}

async fn entries(world: &World, chain: &str) -> Vec<Value> {
    let sql = "SELECT content FROM trail WHERE chain = $1 ORDER BY number";
    let rows: Vec<(String,)> = world.rows(sql, args![chain]).await;
    rows.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect()
}

/// How the trail names a person.
async fn person_id(world: &World, email: &str) -> String {
    let rows: Vec<(String,)> = world.rows("SELECT id FROM person WHERE email = $1", args![email]).await;
    rows.into_iter().next().unwrap().0
}

async fn each_accounts_entry_names_what_came_changed_and_went(world: &World) {
    report(world.import(&files()).await);
    let id = world.account_id(ACCOUNT).await;
    let [first] = <[Value; 1]>::try_from(entries(world, &id).await).unwrap();
    assert_eq!((&first["event"], &first["who"], &first["subject"]), (&json!("imported"), &Value::Null, &json!(id)));
    assert_eq!((first["before"]["grants"].as_array().unwrap().len(), &first["after"]["adopted"]), (0, &json!(false)));
    assert_eq!(first["after"]["grants"].as_array().unwrap().len(), 6);
    assert_eq!(first["after"]["command_user"], command_user());

    report(world.import_with(&others(), &removing()).await);
    let [_, second] = <[Value; 2]>::try_from(entries(world, &id).await).unwrap();
    let north_sea = virtual_account_id(world, ACCOUNT, "North Sea").await;
    let grant =
        |person: &str, role: &str, at: Option<&str>| json!({ "person": person, "role": role, "virtual_account": at });
    let (viewer, in_leeds) = (person_id(world, VIEWER).await, person_id(world, IN_LEEDS).await);
    let before = json!({ "grants": [grant(&viewer, "viewer", None), grant(&viewer, "user", Some(&north_sea))] });
    assert_eq!(second["before"], before);
    let after = [grant(&in_leeds, "viewer", Some(&north_sea)), grant(&viewer, "user", None)];
    assert_eq!(second["after"]["grants"], json!(after));
    assert!(verify::database(&world.app.db, &verify::Known::default(), &mut Vec::new()).await.unwrap());
}

async fn an_account_in_which_nothing_changed_has_no_entry(world: &World) {
    report(world.import(&files()).await);
    report(world.import_with(&others(), &removing()).await);
    report(world.import_with(&others(), &removing()).await);
    assert_eq!(entries(world, &world.account_id(RESTRICTED).await).await.len(), 1);
    assert_eq!(entries(world, &world.account_id(ACCOUNT).await).await.len(), 2);
}

/// More than are written together, in queries whose number does not grow with each of them.
async fn many_accounts_have_an_entry_each(world: &World) {
    let mut many = files();
    for number in 0..450 {
        let domain = format!("account-{number}.com");
        many = many.listed("One of many", &domain).grant(VIEWER, &domain, "", "viewer");
    }
    let before = world.app.db.queries_sent();
    report(world.import(&many).await);
    let sent = world.app.db.queries_sent() - before;
    assert!(sent <= 70, "{sent} queries for 452 accounts");
    let sql = "SELECT count(*), count(DISTINCT chain) FROM trail WHERE chain <> 'service'";
    assert_eq!(world.rows::<(i64, i64)>(sql, args![]).await, [(452, 452)]);
    assert!(verify::database(&world.app.db, &verify::Known::default(), &mut Vec::new()).await.unwrap());
}

async fn the_services_entry_counts_and_names_who_gave_the_command(world: &World) {
    let operator = "ruth@operator.example,Ruth,The operator,GB,en,licensing_support,false,true";
    report(world.import(&files().person_line(operator)).await);
    let [entry] = <[Value; 1]>::try_from(entries(world, "service").await).unwrap();
    let after = &entry["after"];
    assert_eq!(after["grants"], json!({ "new": 7, "changed": 0, "same": 0, "removed": 0 }));
    let ruth = person_id(world, "ruth@operator.example").await;
    assert_eq!(after["operators"], json!({ "made": [ruth], "removed": [] }));
    assert_eq!((&entry["who"], &after["command_user"]), (&Value::Null, &json!(command_user())));
}

async fn nobody_is_written_to(world: &World) {
    report(world.import(&files()).await);
    report(world.import_with(&others(), &removing()).await);
    assert_eq!(world.count("outbox").await, 0);
}

async fn those_whose_role_changed_or_went_are_written_to_when_that_is_asked_for(world: &World) {
    let mailing = Options { send_mail: true, ..removing() };
    report(world.import_with(&files(), &mailing).await);
    assert_eq!(world.count("outbox").await, 0, "those who come are not");
    report(world.import_with(&others(), &Options { dry_run: true, ..mailing.clone() }).await);
    assert_eq!(world.count("outbox").await, 0, "nor is anybody by a dry run");
    report(world.import_with(&others(), &mailing).await);
    let sql = "SELECT event, recipient, details FROM outbox ORDER BY event";
    let rows: Vec<(String, String, String)> = world.rows(sql, args![]).await;
    let told: Vec<(&str, &str)> = rows.iter().map(|(event, to, _)| (event.as_str(), to.as_str())).collect();
    assert_eq!(told, [("access_changed", VIEWER), ("access_removed", VIEWER)]);
    let removed: Value = serde_json::from_str(&rows[1].2).unwrap();
    assert_eq!(removed["before"], json!({ "role": "user", "virtual_account": "North Sea" }));
}

async fn the_pages_of_those_concerned_learn_of_it(world: &World) {
    report(world.import(&files()).await);
    let stamp = async |email| world.sign_in(email).await.get(path::CHANGES).await.json::<Changes>(200).stamp;
    let before = [stamp(VIEWER).await, stamp(IN_LEEDS).await, stamp(ADMINISTRATOR).await];
    report(world.import_with(&others(), &removing()).await);
    let after = [stamp(VIEWER).await, stamp(IN_LEEDS).await, stamp(ADMINISTRATOR).await];
    assert_eq!(after, [before[0] + 1, before[1] + 1, before[2]]);
}
