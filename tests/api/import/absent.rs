//! What the files lack: it stays, unless it is asked for that it goes.

use server::args;
use server::import_export::import::{AbsentShare, Options, Outcome, PlacedRole};
use tests::files::Files;
use tests::world::World;

use super::{assert_told, problems, report};
use crate::access_grants::{ACCOUNT, ADMINISTRATOR, IN_LEEDS, VIEWER, files, stored};
use rules::vocabulary::Role;

tests::on_both_databases! {
    in World::empty:
    what_the_files_lack_stays,
    it_goes_when_that_is_asked_for,
    more_than_a_share_is_refused,
    an_emptied_file_is_refused,
    a_dry_run_removes_nothing,
    the_marks_of_people_go_as_well,
    somebody_who_acts_for_the_operator_stays,
    those_whom_files_cannot_name_keep_what_they_hold,
    an_account_without_an_administrator_is_told,
    what_was_made_in_the_product_is_left_alone,
}

const OPERATOR: &str = "ruth@operator.example,Ruth,The operator,GB,en,licensing_support,false,true";
const SECOND_OPERATOR: &str = "olga@operator.example,Olga,The operator,GB,en,licensing_support,true,true";

fn removing(percent: u8) -> Options {
    Options { remove_absent: true, remove_at_most: percent, ..Options::default() }
}

/// Seven grants in all, of which these files lack the viewer's in the entire account.
fn fewer() -> Files {
    let lines = Files::default()
        .grant(ADMINISTRATOR, ACCOUNT, "", "administrator")
        .grant("bert@acme.com", ACCOUNT, "North", "administrator")
        .grant("carl@acme.com", ACCOUNT, "South", "administrator")
        .grant(IN_LEEDS, ACCOUNT, "North/Leeds", "user")
        .grant(VIEWER, ACCOUNT, "North Sea", "user");
    lines.grant("gina@quarry.com", "quarry.com", "", "administrator")
}

async fn everything(world: &World) -> (Vec<(String, i64)>, i64, i64) {
    let sql = "SELECT id, version FROM access_grant ORDER BY key";
    (world.rows(sql, args![]).await, world.count("trail").await, world.count("revoked_grant").await)
}

async fn what_the_files_lack_stays(world: &World) {
    report(world.import(&files()).await);
    let before = everything(world).await;
    assert_eq!(report(world.import(&fewer()).await).counts[3].removed, 0);
    assert_eq!(everything(world).await, before);
}

async fn it_goes_when_that_is_asked_for(world: &World) {
    report(world.import(&files()).await);
    let told = report(world.import_with(&fewer(), &removing(20)).await);
    let (person, account) = (VIEWER.to_owned(), ACCOUNT.to_owned());
    assert_eq!(told.removed, [PlacedRole { person, account, virtual_account: None, role: Role::Viewer }]);
    assert_eq!((told.counts[3].removed, told.counts[3].unchanged), (1, 6));
    assert_eq!(stored(world, VIEWER, ACCOUNT, "").await, None);
    assert!(stored(world, VIEWER, ACCOUNT, "North Sea").await.is_some());
    // The files decided that, and may decide otherwise.
    assert_eq!(report(world.import(&files()).await).counts[3].inserted, 1);
    for (table, count) in [("account", 2), ("virtual_account", 4), ("person", 7)] {
        assert_eq!(world.count(table).await, count, "{table} is not emptied");
    }
}

async fn more_than_a_share_is_refused(world: &World) {
    report(world.import(&files()).await);
    let before = everything(world).await;
    for percent in [0, 10, 14] {
        let outcome = world.import_with(&fewer(), &removing(percent)).await;
        let Outcome::TooMuchAbsent(told, share) = outcome else { panic!("{outcome:?}") };
        assert_eq!(share, AbsentShare { what: "grants", absent: 1, stored: 7 });
        assert_eq!((share.percent(), told.removed.len()), (15, 1));
        assert_eq!(everything(world).await, before, "nothing was changed");
    }
    report(world.import_with(&fewer(), &removing(15)).await);
}

async fn an_emptied_file_is_refused(world: &World) {
    report(world.import(&files()).await);
    let before = everything(world).await;
    let options = Options { remove_absent: true, ..Options::default() };
    let outcome = world.import_with(&Files::default(), &options).await;
    assert!(matches!(outcome, Outcome::TooMuchAbsent(_, AbsentShare { absent: 7, stored: 7, .. })), "{outcome:?}");
    assert_eq!(everything(world).await, before);
}

async fn a_dry_run_removes_nothing(world: &World) {
    report(world.import(&files()).await);
    let before = everything(world).await;
    let told = report(world.import_with(&fewer(), &Options { dry_run: true, ..removing(20) }).await);
    assert_eq!(told.removed.len(), 1);
    assert_eq!(everything(world).await, before);
}

async fn marks(world: &World) -> Vec<(String, bool, bool)> {
    let sql = "SELECT name, operator, partner FROM person WHERE email LIKE '%@operator.example' ORDER BY name";
    world.rows(sql, args![]).await
}

async fn the_marks_of_people_go_as_well(world: &World) {
    let both = Files::default().person_line(OPERATOR).person_line(SECOND_OPERATOR);
    report(world.import(&both).await);
    let one = Files::default().person_line(OPERATOR);
    let outcome = world.import_with(&one, &removing(49)).await;
    assert!(matches!(outcome, Outcome::TooMuchAbsent(_, AbsentShare { absent: 1, stored: 2, .. })), "{outcome:?}");
    let told = report(world.import_with(&one, &removing(50)).await);
    let olga = "olga@operator.example".to_owned();
    assert_eq!(told.marks_removed, [(olga.clone(), "operator"), (olga, "partner")]);
    assert_eq!(marks(world).await, [("Olga".to_owned(), false, false), ("Ruth".to_owned(), true, false)]);
}

async fn somebody_who_acts_for_the_operator_stays(world: &World) {
    report(world.import(&Files::default().person_line(OPERATOR).person_line(SECOND_OPERATOR)).await);
    let told = problems(world.import_with(&Files::default(), &removing(100)).await);
    assert_told(&told, &["people.csv line 1: nobody in the file has `operator`, and without those whom it lacks"]);
    assert!(marks(world).await.iter().all(|(_, operator, _)| *operator));
}

/// An export leaves them out, so its files do not mean that they are to go.
async fn those_whom_files_cannot_name_keep_what_they_hold(world: &World) {
    report(world.import(&files()).await);
    world.write("UPDATE person SET email_verified = $1 WHERE email = $2", args![false, VIEWER]).await;
    let told = report(world.import_with(&fewer().person("Ella Elm", "another@acme.com"), &removing(0)).await);
    assert_eq!(told.removed, []);
    assert!(stored(world, VIEWER, ACCOUNT, "").await.is_some());
}

async fn an_account_without_an_administrator_is_told(world: &World) {
    report(world.import(&files()).await);
    let told = report(world.import_with(&Files::default().listed("Other", "other.com"), &removing(100)).await);
    assert_eq!(
        (told.removed.len(), told.without_administrator.to_vec()),
        (7, vec![ACCOUNT.to_owned(), "quarry.com".to_owned()])
    );
}

async fn what_was_made_in_the_product_is_left_alone(world: &World) {
    report(world.import(&files()).await);
    let sql = "UPDATE account SET request_reference = 'NA-1' WHERE domain_identifier = 'quarry.com'";
    world.write(sql, args![]).await;
    let told = report(world.import_with(&Files::default(), &removing(100)).await);
    assert_eq!(told.removed.len(), 6);
    assert!(stored(world, "gina@quarry.com", "quarry.com", "").await.is_some());
}
