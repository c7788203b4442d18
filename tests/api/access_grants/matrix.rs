//! Every viewer, and what they see, change, remove and give up.

use api::access_grant::{AccessGrantChange, AccessGrantQuery};
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use server::args;
use server::base::secret::random_id;
use tests::answer::Answer;
use tests::files::Files;
use tests::world::World;

use super::{
    ACCOUNT, ADMINISTRATOR, IN_LEEDS, OF_NORTH, OF_RESTRICTED, OF_SOUTH, RESTRICTED, STRANGER, VIEWER, change, files,
    import, line, list, remove, stored,
};

tests::on_both_databases! {
    in World::empty:
    each_viewer_sees_and_does_what_is_theirs,
    what_is_restricted_answers_as_an_id_that_nobody_has,
    a_grant_of_another_account_is_not_found,
    an_account_that_is_not_active_shows_its_administrators_only_their_own,
    internal_people_look_and_open_a_support_case_for_the_rest,
}

/// Somebody, what they see in [`ACCOUNT`], and what comes of changing Dora's grant to viewer, of removing it, and of
/// giving up their own.
struct Viewer {
    email: &'static str,
    administers: bool,
    sees: &'static [&'static str],
    others: Result<(), Code>,
    /// Where their own grant is, and what comes of giving it up.
    own: Option<(&'static str, Result<(), Code>)>,
}

const VIEWERS: [Viewer; 6] = [
    Viewer {
        email: ADMINISTRATOR,
        administers: true,
        sees: &[
            "anna@acme.com - administrator: ",
            "bert@acme.com North administrator: change remove",
            "carl@acme.com South administrator: change remove",
            "dora@acme.com North / Leeds user: change remove",
            "ella@acme.com - viewer: change remove",
            "ella@acme.com North Sea user: change remove",
        ],
        others: Ok(()),
        own: Some(("", Err(Code::LastAdministrator))),
    },
    Viewer {
        email: OF_NORTH,
        administers: true,
        sees: &["bert@acme.com North administrator: leave", "dora@acme.com North / Leeds user: change remove"],
        others: Ok(()),
        own: Some(("North", Ok(()))),
    },
    Viewer {
        email: OF_SOUTH,
        administers: true,
        sees: &["carl@acme.com South administrator: leave"],
        others: Err(Code::GrantNotFound),
        own: Some(("South", Ok(()))),
    },
    Viewer {
        email: IN_LEEDS,
        administers: false,
        sees: &["dora@acme.com North / Leeds user: leave"],
        // Her own, which she gives up and does not change.
        others: Err(Code::GrantNotFound),
        own: Some(("North/Leeds", Ok(()))),
    },
    Viewer {
        email: VIEWER,
        administers: false,
        sees: &["ella@acme.com - viewer: leave", "ella@acme.com North Sea user: leave"],
        others: Err(Code::GrantNotFound),
        own: Some(("", Ok(()))),
    },
    Viewer { email: STRANGER, administers: false, sees: &[], others: Err(Code::GrantNotFound), own: None },
];

async fn each_viewer_sees_and_does_what_is_theirs(world: &World) {
    for viewer in VIEWERS {
        import(world, &files()).await;
        let client = world.sign_in(viewer.email).await;
        let seen = list(world, &client, &AccessGrantQuery::default()).await;
        let lines: Vec<String> = seen.grants.iter().map(line).collect();
        assert_eq!(lines, viewer.sees, "{}", viewer.email);
        assert_eq!((seen.total, seen.next), (viewer.sees.len() as i64, None));
        assert_eq!(seen.administers, viewer.administers, "{}", viewer.email);
        assert!(seen.grants.iter().all(|grant| grant.own == (grant.person.email == viewer.email)));
        for grant in &seen.grants {
            assert_eq!(grant.organisation, "An organisation");
            assert_eq!(
                grant.roles.contains(&Role::Approver),
                grant.virtual_account.is_none() && !grant.roles.is_empty()
            );
            assert_eq!(grant.roles.is_empty(), grant.actions.len() < 2, "{}", line(grant));
        }

        let changed = change(world, &client, IN_LEEDS, "North/Leeds", Role::Viewer).await;
        assert_outcome(&changed, 200, viewer.others, &format!("{} changes", viewer.email));
        let is_own = viewer.email == IN_LEEDS;
        if !is_own {
            let removed = remove(world, &client, IN_LEEDS, "North/Leeds").await;
            assert_outcome(&removed, 204, viewer.others, &format!("{} removes", viewer.email));
            assert_eq!(stored(world, IN_LEEDS, ACCOUNT, "North/Leeds").await.is_none(), viewer.others.is_ok());
        }
        if let Some((path, outcome)) = viewer.own {
            let left = remove(world, &client, viewer.email, path).await;
            assert_outcome(&left, 204, outcome, &format!("{} leaves", viewer.email));
            assert_eq!(stored(world, viewer.email, ACCOUNT, path).await.is_none(), outcome.is_ok());
        }
    }
}

async fn what_is_restricted_answers_as_an_id_that_nobody_has(world: &World) {
    import(world, &files()).await;
    let (grant, version) = stored(world, OF_RESTRICTED, RESTRICTED, "").await.unwrap();
    for person in [STRANGER, ADMINISTRATOR] {
        let client = world.sign_in(person).await;
        let answers = async |account: &str| {
            let address = path::access_grant(account, &grant);
            [
                client.get(&path::access_grants(account, &AccessGrantQuery::default())).await,
                client.patch(&address, &AccessGrantChange { role: Role::User, version }).await,
                client.delete(&path::access_grant_removal(account, &grant, version)).await,
            ]
        };
        let restricted = answers(&world.account_id(RESTRICTED).await).await;
        let unknown = answers(&random_id()).await;
        for (restricted, unknown) in restricted.iter().zip(&unknown) {
            restricted.problem(404, Code::AccountNotFound);
            assert_eq!(restricted.fingerprint(), unknown.fingerprint());
        }
    }
    assert!(stored(world, OF_RESTRICTED, RESTRICTED, "").await.is_some());
}

async fn a_grant_of_another_account_is_not_found(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let (grant, version) = stored(world, OF_RESTRICTED, RESTRICTED, "").await.unwrap();
    let account = world.account_id(ACCOUNT).await;
    for id in [grant, random_id()] {
        let address = path::access_grant(&account, &id);
        let body = AccessGrantChange { role: Role::User, version };
        client.patch(&address, &body).await.problem(404, Code::GrantNotFound);
        client.delete(&path::access_grant_removal(&account, &id, version)).await.problem(404, Code::GrantNotFound);
    }
}

async fn an_account_that_is_not_active_shows_its_administrators_only_their_own(world: &World) {
    import(world, &files()).await;
    world.write("UPDATE account SET status = 'lapsed' WHERE domain_identifier = $1", args![ACCOUNT]).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let seen = list(world, &client, &AccessGrantQuery::default()).await;
    assert_eq!(seen.grants.iter().map(line).collect::<Vec<_>>(), ["anna@acme.com - administrator: "]);
    assert!(!seen.administers);
    change(world, &client, VIEWER, "", Role::User).await.problem(404, Code::GrantNotFound);
    remove(world, &client, VIEWER, "").await.problem(404, Code::GrantNotFound);
}

async fn internal_people_look_and_open_a_support_case_for_the_rest(world: &World) {
    const INTERNAL: &str = "nora@directory.com";
    let internal = Files::default()
        .person_line(&format!("{INTERNAL},Nora Nettle,The operator,GB,en,internal,false,false"))
        .grant(INTERNAL, ACCOUNT, "", "administrator");
    import(world, &files()).await;
    import(world, &internal).await;
    let client = world.sign_in(INTERNAL).await;
    assert_eq!(list(world, &client, &AccessGrantQuery::default()).await.total, 7);
    change(world, &client, VIEWER, "", Role::User).await.problem(403, Code::SupportCase);
    remove(world, &client, INTERNAL, "").await.problem(403, Code::SupportCase);
}

#[track_caller]
fn assert_outcome(answer: &Answer, success: u16, expected: Result<(), Code>, what: &str) {
    match expected {
        Ok(()) => assert_eq!(answer.status, success, "{what}: {}", answer.text()),
        Err(code) => {
            assert!(answer.status >= 400, "{what}");
            answer.problem(if code == Code::LastAdministrator { 409 } else { 404 }, code);
        }
    }
}
