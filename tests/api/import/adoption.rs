//! Accounts that were made in the product: whoever made one is not let into what the operator imports.

use api::path;
use api::problem::Code;
use server::args;
use server::import_export::import::{Options, Outcome};
use tests::files::Files;
use tests::world::World;

use super::{assert_told, problems, report};
use crate::account_requests::{COLLEAGUE, CUSTOMER, FREE, PARTNER, Requests, approve, requested};

tests::on_both_databases! {
    in Requests::open:
    a_row_that_meets_one_is_refused_and_says_who_holds_it,
    rows_of_the_other_files_are_refused_as_well,
    an_adopted_one_is_held_by_those_in_the_files_only,
    adopted_once_it_is_one_like_any_other,
    who_asked_for_it_has_nothing_to_do_with_it_any_more,
    a_dry_run_adopts_nothing,
    adopting_what_has_no_row_is_refused,
}

/// The account as the operator knows it: restricted, and administered by somebody else.
fn theirs() -> Files {
    Files::default().restricted("Marlowe Bank", FREE).virtual_account(FREE, "Europe").grant(
        COLLEAGUE,
        FREE,
        "",
        "administrator",
    )
}

fn adopting() -> Options {
    Options { adopt: vec![server::domains::DomainIdentifier::parse(FREE).unwrap()], ..Options::default() }
}

/// An account that was asked for and accepted; the reference of its request.
async fn made(world: &World) -> String {
    let sent = requested(world, FREE).await;
    approve(world, CUSTOMER, &sent.reference).await;
    sent.reference
}

/// Who holds what in it.
async fn held(world: &World) -> Vec<(String, String)> {
    let sql = "SELECT p.email, g.role FROM access_grant g JOIN person p ON p.key = g.person_key \
         JOIN account a ON a.key = g.account_key WHERE a.domain_identifier = $1 ORDER BY p.email";
    world.rows(sql, args![FREE]).await
}

async fn stored(world: &World) -> (Vec<(String, String, i64)>, i64, i64) {
    let accounts = world.rows("SELECT name, visibility, version FROM account ORDER BY key", args![]).await;
    (accounts, world.count("access_grant").await, world.count("trail").await)
}

async fn a_row_that_meets_one_is_refused_and_says_who_holds_it(Requests(world): &Requests) {
    let reference = made(world).await;
    let before = stored(world).await;
    let told = problems(world.import(&theirs()).await);
    let expected = format!(
        "accounts.csv line 2, column domain_identifier: `{FREE}` was made in the product by the request {reference} and is \
         held by "
    );
    assert_told(&told, &[&expected]);
    let named = [format!("{CUSTOMER} (administrator)"), format!("import with `--adopt {FREE}`, which removes")];
    assert!(named.iter().all(|part| told[0].contains(part)), "{told:?}");
    assert_eq!(stored(world).await, before, "nothing was changed");
}

async fn rows_of_the_other_files_are_refused_as_well(Requests(world): &Requests) {
    made(world).await;
    let before = stored(world).await;
    let rows = Files::default().virtual_account(FREE, "Europe").grant(COLLEAGUE, FREE, "", "administrator");
    let expected = [
        "virtual_accounts.csv line 2, column account: `marlowe-optics.com` was made in the product; add it to accounts.csv",
        "grants.csv line 2, column account: `marlowe-optics.com` was made in the product; add it to accounts.csv",
    ];
    assert_told(&problems(world.import(&rows).await), &expected);
    // The rows that the operator has of one that lapsed are not meant for it either.
    let lapsed = rows.account(&format!("Old Marlowe,{FREE},GB,listed,customer,lapsed"));
    assert_eq!(problems(world.import(&lapsed).await).len(), 1);
    assert_eq!(stored(world).await, before, "nothing was changed");
}

async fn an_adopted_one_is_held_by_those_in_the_files_only(Requests(world): &Requests) {
    let reference = made(world).await;
    assert!(held(world).await.iter().any(|(email, role)| email == CUSTOMER && role == "administrator"));
    let before = held(world).await.len();
    let report = report(world.import_with(&theirs(), &adopting()).await);
    assert_eq!(held(world).await, [(COLLEAGUE.to_owned(), "administrator".to_owned())]);
    let [adoption] = report.adoptions.as_slice() else { panic!("{report:?}") };
    assert_eq!((&adoption.account, &adoption.reference), (&FREE.to_owned(), &reference));
    assert_eq!(adoption.holders.len(), before);
    assert!(adoption.holders.iter().all(|holder| holder.is_removed), "{adoption:?}");
    assert_eq!((report.counts[3].removed, report.counts[3].inserted), (before as u64, 1));

    let confirmed = "SELECT confirmed_by FROM account WHERE domain_identifier = $1";
    assert_eq!(world.rows::<(String,)>(confirmed, args![FREE]).await, [("import".to_owned(),)]);
    let account = world.account(FREE).await;
    assert_eq!((account.name.as_str(), account.visibility.as_str()), ("Marlowe Bank", "restricted"));
    let stranger = world.sign_in(CUSTOMER).await;
    stranger.get(&path::account(&account.id, None)).await.problem(404, Code::AccountNotFound);
}

async fn adopted_once_it_is_one_like_any_other(Requests(world): &Requests) {
    made(world).await;
    report(world.import_with(&theirs(), &adopting()).await);
    let again = report(world.import(&theirs()).await);
    assert!(!again.changes_anything() && again.adoptions.is_empty(), "{again:?}");
    let twice = report(world.import_with(&theirs(), &adopting()).await);
    assert!(!twice.changes_anything(), "{twice:?}");
    let more = theirs().grant(CUSTOMER, FREE, "Europe", "viewer");
    assert_eq!(report(world.import(&more).await).counts[3].inserted, 1);
}

async fn who_asked_for_it_has_nothing_to_do_with_it_any_more(Requests(world): &Requests) {
    made(world).await;
    let requester = world.sign_in(PARTNER).await;
    let id = world.account_id(FREE).await;
    assert_eq!(requester.get(&path::account(&id, None)).await.status, 200);
    report(world.import_with(&theirs(), &adopting()).await);
    requester.get(&path::account(&id, None)).await.problem(404, Code::AccountNotFound);
}

async fn a_dry_run_adopts_nothing(Requests(world): &Requests) {
    made(world).await;
    let before = (stored(world).await, held(world).await);
    let dry_run = Options { dry_run: true, ..adopting() };
    let report = report(world.import_with(&theirs(), &dry_run).await);
    assert!(report.adoptions[0].holders.iter().all(|holder| holder.is_removed), "{report:?}");
    assert_eq!((stored(world).await, held(world).await), before);
    assert!(matches!(world.import(&theirs()).await, Outcome::Refused(_)), "it is still not adopted");
}

async fn adopting_what_has_no_row_is_refused(Requests(world): &Requests) {
    made(world).await;
    let told = problems(world.import_with(&Files::default(), &adopting()).await);
    assert_told(
        &told,
        &["accounts.csv line 1: there is no row for `marlowe-optics.com`; add one, or leave out `--adopt "],
    );
}
