//! `access-directory admin remove-grant`.

use rules::vocabulary::Deciders;
use server::args;
use server::import_export::import::Outcome;
use tests::files::Files;
use tests::world::World;

use super::{ASKING, HELD, admin, waiting};
use crate::account_requests::{HOLDER, INTERNAL_HOLDER, Requests};
use crate::deciding::{mails, seen, trail};

tests::on_both_databases! {
    in Requests::open:
    a_role_is_taken_from_somebody_and_they_are_told,
    an_import_does_not_give_it_back,
    what_comes_from_the_last_administrator_goes_to_the_operator,
    what_nobody_holds_is_refused_with_what_they_hold,
}

async fn held(world: &World, email: &str) -> Vec<(String, Option<String>)> {
    let sql = "SELECT g.role, v.path FROM access_grant g JOIN person p ON p.key = g.person_key \
         LEFT JOIN virtual_account v ON v.key = g.virtual_account_key WHERE p.email = $1 ORDER BY v.path";
    world.rows(sql, args![email.to_owned()]).await
}

async fn a_role_is_taken_from_somebody_and_they_are_told(Requests(world): &Requests) {
    let more = Files::default().virtual_account(HELD, "North").virtual_account(HELD, "North/Leeds").grant(
        HOLDER,
        HELD,
        "North/Leeds",
        "user",
    );
    let imported = world.import(&more).await;
    assert!(matches!(imported, Outcome::Imported(_)), "{imported:?}");
    let said = admin(world, &["remove-grant", HOLDER, HELD, "--virtual-account", "North/Leeds"]).await.unwrap();
    assert_eq!(said, format!("{HOLDER} is no longer `user` of North / Leeds in Kestrelbrook; they get a mail.\n"));
    assert_eq!(held(world, HOLDER).await, [("administrator".to_owned(), None)]);
    assert_eq!(mails(world).await.last().unwrap(), &format!("access_removed {HOLDER}"));
    let sql = "SELECT subject FROM trail WHERE content LIKE '%access_removed%'";
    let (subject,): (String,) = world.rows(sql, args![]).await.remove(0);
    let entry = trail(world, &subject).await.remove(0);
    assert!(entry["after"]["command_user"].is_string() && entry["who"].is_null(), "{entry}");
    assert_eq!(entry["before"]["role"], "user");
}

async fn an_import_does_not_give_it_back(Requests(world): &Requests) {
    let files = Files::default().grant(INTERNAL_HOLDER, HELD, "", "administrator");
    admin(world, &["remove-grant", INTERNAL_HOLDER, HELD]).await.unwrap();
    world.import(&files).await;
    assert!(held(world, INTERNAL_HOLDER).await.is_empty());
}

async fn what_comes_from_the_last_administrator_goes_to_the_operator(Requests(world): &Requests) {
    let sent = waiting(world).await;
    let asking = world.sign_in(ASKING).await;
    assert_eq!(seen(&asking, &sent.reference).await.deciders, Deciders::SmartAccountAdministrators);
    admin(world, &["remove-grant", INTERNAL_HOLDER, HELD]).await.unwrap();
    let said = admin(world, &["remove-grant", HOLDER, HELD]).await.unwrap();
    assert!(
        said.ends_with("Nobody administers Kestrelbrook any more: what is asked for there comes to the operator.\n")
    );
    assert_eq!(seen(&asking, &sent.reference).await.deciders, Deciders::Operator);
}

async fn what_nobody_holds_is_refused_with_what_they_hold(Requests(world): &Requests) {
    let before = world.count("trail").await;
    for (arguments, said) in [
        (
            vec![HOLDER, HELD, "--virtual-account", "North"],
            "holds `administrator` in the entire account in Kestrelbrook",
        ),
        (vec![ASKING, HELD], "`una@kestrelbrook.com` is nobody's address, so nothing was changed"),
        (vec![HOLDER, "marlowe-optics.com"], "no active or inactive account has the identifier `marlowe-optics.com`"),
        (vec![HOLDER, "elsewhere.com"], "holds nothing in Elsewhere"),
    ] {
        let told = admin(world, &[vec!["remove-grant"], arguments].concat()).await.unwrap_err();
        assert!(told.contains(said), "{told}");
    }
    assert_eq!(world.count("trail").await, before);
}
