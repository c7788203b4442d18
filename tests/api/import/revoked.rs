//! What people removed or lowered in the product comes back by an import only when that is asked for.

use rules::vocabulary::Role;
use server::args;
use server::import_export::import::{Options, PlacedRole, RevokedRole};
use tests::files::Files;
use tests::world::World;

use super::report;
use crate::access_grants::{ACCOUNT, ADMINISTRATOR, OF_NORTH, VIEWER, change, files, import, remove, stored};

tests::on_both_databases! {
    in World::empty:
    a_role_that_was_removed_stays_away_and_is_told,
    a_role_that_somebody_gave_up_stays_away,
    a_role_that_was_lowered_stays_as_it_is_and_is_told,
    it_comes_back_when_that_is_asked_for,
    files_that_agree_may_give_it_again_later,
    files_that_were_whole_may_give_it_again_later,
    a_role_that_was_given_in_between_is_not_raised,
    a_role_that_was_raised_is_lowered,
    a_dry_run_tells_and_restores_nothing,
}

const RESTORING: Options = Options {
    adopt: Vec::new(),
    restore_removed: true,
    overwrite_profiles: false,
    remove_absent: false,
    remove_at_most: 10,
    dry_run: false,
    send_mail: false,
};

fn revoked(person: &str, path: Option<&str>, role: Role, left: Option<Role>) -> RevokedRole {
    let (person, account, virtual_account) = (person.to_owned(), ACCOUNT.to_owned(), path.map(str::to_owned));
    RevokedRole { role: PlacedRole { person, account, virtual_account, role }, left }
}

async fn role(world: &World, email: &str, path: &str) -> Option<String> {
    let (id, _) = stored(world, email, ACCOUNT, path).await?;
    let rows: Vec<(String,)> = world.rows("SELECT role FROM access_grant WHERE id = $1", args![id]).await;
    rows.into_iter().next().map(|(role,)| role)
}

/// The files are imported, and the viewer's role is removed by an administrator.
async fn removed(world: &World) {
    import(world, &files()).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(remove(world, &administrator, VIEWER, "North Sea").await.status, 204);
}

/// The files are imported, and an administrator is made a viewer by another.
async fn lowered(world: &World) {
    import(world, &files()).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(change(world, &administrator, OF_NORTH, "North", Role::Viewer).await.status, 200);
}

async fn a_role_that_was_removed_stays_away_and_is_told(world: &World) {
    removed(world).await;
    for _ in 0..2 {
        let told = report(world.import(&files()).await);
        assert_eq!(told.revoked, [revoked(VIEWER, Some("North Sea"), Role::User, None)]);
        assert!(!told.changes_anything(), "{told:?}");
        assert_eq!(role(world, VIEWER, "North Sea").await, None);
    }
    assert_eq!(role(world, VIEWER, "").await.as_deref(), Some("viewer"), "in another place it stays");
}

async fn a_role_that_somebody_gave_up_stays_away(world: &World) {
    import(world, &files()).await;
    let viewer = world.sign_in(VIEWER).await;
    assert_eq!(remove(world, &viewer, VIEWER, "").await.status, 204);
    assert_eq!(report(world.import(&files()).await).revoked, [revoked(VIEWER, None, Role::Viewer, None)]);
    assert_eq!(role(world, VIEWER, "").await, None);
}

async fn a_role_that_was_lowered_stays_as_it_is_and_is_told(world: &World) {
    lowered(world).await;
    let told = report(world.import(&files()).await);
    assert_eq!(told.revoked, [revoked(OF_NORTH, Some("North"), Role::Administrator, Some(Role::Viewer))]);
    assert_eq!(role(world, OF_NORTH, "North").await.as_deref(), Some("viewer"));
}

async fn it_comes_back_when_that_is_asked_for(world: &World) {
    lowered(world).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(remove(world, &administrator, VIEWER, "North Sea").await.status, 204);
    let told = report(world.import_with(&files(), &RESTORING).await);
    assert_eq!((told.revoked.len(), told.counts[3].inserted, told.counts[3].updated), (2, 1, 1));
    assert_eq!(role(world, VIEWER, "North Sea").await.as_deref(), Some("user"));
    assert_eq!(role(world, OF_NORTH, "North").await.as_deref(), Some("administrator"));
    assert_eq!(report(world.import(&files()).await).revoked, [], "it is forgotten");
    assert_eq!(world.count("revoked_grant").await, 0);
}

async fn files_that_agree_may_give_it_again_later(world: &World) {
    lowered(world).await;
    let agreeing = Files::default().grant(OF_NORTH, ACCOUNT, "North", "viewer");
    report(world.import(&agreeing).await);
    assert_eq!(report(world.import(&files()).await).revoked, []);
    assert_eq!(role(world, OF_NORTH, "North").await.as_deref(), Some("administrator"));
}

async fn files_that_were_whole_may_give_it_again_later(world: &World) {
    removed(world).await;
    let without = Files::default().listed("Other", "other.com");
    report(world.import(&without).await);
    assert_eq!(report(world.import(&files()).await).revoked.len(), 1, "files of a part do not tell");
    let whole = Options { remove_absent: true, remove_at_most: 100, ..Options::default() };
    report(world.import_with(&without, &whole).await);
    let again = report(world.import(&files()).await);
    assert_eq!((again.revoked.len(), role(world, VIEWER, "North Sea").await.as_deref()), (0, Some("user")));
}

async fn a_role_that_was_given_in_between_is_not_raised(world: &World) {
    import(world, &files()).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(remove(world, &administrator, OF_NORTH, "North").await.status, 204);
    // As a request would that was approved.
    let sql = "INSERT INTO access_grant (id, person_key, account_key, virtual_account_key, role) \
         SELECT 'anew', person_key, account_key, virtual_account_key, 'viewer' FROM revoked_grant";
    world.write(sql, args![]).await;
    let told = report(world.import(&files()).await);
    assert_eq!(told.revoked, [revoked(OF_NORTH, Some("North"), Role::Administrator, Some(Role::Viewer))]);
    assert_eq!(role(world, OF_NORTH, "North").await.as_deref(), Some("viewer"));
}

async fn a_role_that_was_raised_is_lowered(world: &World) {
    import(world, &files()).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(change(world, &administrator, VIEWER, "North Sea", Role::Administrator).await.status, 200);
    assert_eq!(world.count("revoked_grant").await, 0);
    assert_eq!(report(world.import(&files()).await).counts[3].updated, 1);
    assert_eq!(role(world, VIEWER, "North Sea").await.as_deref(), Some("user"));
}

async fn a_dry_run_tells_and_restores_nothing(world: &World) {
    removed(world).await;
    let told = report(world.import_with(&files(), &Options { dry_run: true, ..RESTORING }).await);
    assert_eq!((told.revoked.len(), told.counts[3].inserted), (1, 1));
    assert_eq!(role(world, VIEWER, "North Sea").await, None);
    assert_eq!(report(world.import(&files()).await).revoked.len(), 1, "nor forgets it");
}
