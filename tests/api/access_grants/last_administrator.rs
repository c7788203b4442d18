//! An account keeps an administrator, also when two go at the same moment.

use api::access_grant::AccessGrantQuery;
use api::problem::Code;
use rules::vocabulary::Role;
use tests::world::World;

use super::{ACCOUNT, ADMINISTRATOR, OF_NORTH, STRANGER, VIEWER, change, files, import, line, list, remove, stored};

tests::on_both_databases! {
    in World::empty:
    the_last_administrator_stays_until_there_is_another,
    of_two_who_leave_at_once_one_stays,
    of_two_who_demote_each_other_at_once_one_stays,
}

/// Who administers the entire account beside [`ADMINISTRATOR`].
const OTHER: &str = VIEWER;

async fn the_last_administrator_stays_until_there_is_another(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    remove(world, &client, ADMINISTRATOR, "").await.problem(409, Code::LastAdministrator);
    // One of a Virtual Account does not count.
    assert!(stored(world, OF_NORTH, ACCOUNT, "North").await.is_some());

    assert_eq!(change(world, &client, OTHER, "", Role::Administrator).await.status, 200);
    let seen = list(world, &client, &AccessGrantQuery { role: Some(Role::Administrator), ..Default::default() }).await;
    let lines: Vec<String> = seen.grants.iter().map(line).collect();
    assert_eq!(lines[0], "anna@acme.com - administrator: leave");
    assert_eq!(lines[3], "ella@acme.com - administrator: change remove");
    assert_eq!(remove(world, &client, ADMINISTRATOR, "").await.status, 204);
    // She has nothing left to see, and the account knows her no better than any stranger.
    assert_eq!(list(world, &client, &AccessGrantQuery::default()).await.grants, []);
    let other = world.sign_in(OTHER).await;
    remove(world, &other, OTHER, "").await.problem(409, Code::LastAdministrator);
    assert_eq!(list(world, &world.sign_in(STRANGER).await, &AccessGrantQuery::default()).await.grants, []);
}

async fn of_two_who_leave_at_once_one_stays(world: &World) {
    for _ in 0..10 {
        two_administrators(world).await;
        let (one, other) = (world.sign_in(ADMINISTRATOR).await, world.sign_in(OTHER).await);
        let (one, other) = tokio::join!(remove(world, &one, ADMINISTRATOR, ""), remove(world, &other, OTHER, ""));
        let mut both = [one, other];
        both.sort_by_key(|answer| answer.status);
        assert_eq!(both[0].status, 204, "{}", both[0].text());
        both[1].problem(409, Code::LastAdministrator);
    }
}

async fn of_two_who_demote_each_other_at_once_one_stays(world: &World) {
    for _ in 0..10 {
        two_administrators(world).await;
        let (one, other) = (world.sign_in(ADMINISTRATOR).await, world.sign_in(OTHER).await);
        let (one, other) = tokio::join!(
            change(world, &one, OTHER, "", Role::User),
            change(world, &other, ADMINISTRATOR, "", Role::User)
        );
        let mut both = [one, other];
        both.sort_by_key(|answer| answer.status);
        assert_eq!(both[0].status, 200, "{}", both[0].text());
        // The other is an administrator no more and manages nobody.
        both[1].problem(404, Code::GrantNotFound);
    }
}

async fn two_administrators(world: &World) {
    import(world, &files()).await;
    world.write("UPDATE access_grant SET role = 'administrator' WHERE role = 'viewer'", vec![]).await;
    assert!(stored(world, ADMINISTRATOR, ACCOUNT, "").await.is_some());
}
