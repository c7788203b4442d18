//! The list of those who decide: nobody's many requests hide anybody's one.

use api::account_request::AccountRequest;
use api::path;
use api::pending_access_request::Neighbours;
use api::pending_account_request::{PendingAccountRequest, PendingAccountRequests};
use chrono::TimeDelta;
use rules::vocabulary::Role;
use serde_json::json;
use tests::files::Files;

use super::{HOLDER, OTHER_PARTNER, PARTNER, Requests, asked, send};

tests::on_both_databases! {
    in Requests::open:
    a_request_knows_the_ones_beside_it_in_the_list,
    what_one_sends_in_masses_hides_nobody_elses,
    what_many_addresses_of_one_domain_send_hides_nobody_elses,
}

async fn a_request_knows_the_ones_beside_it_in_the_list(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    let start = world.app.clock.now();
    let mut sent = Vec::new();
    for minute in 0..3 {
        world.app.clock.stand_at(start + TimeDelta::minutes(minute));
        let domain = format!("part{minute}.kestrelbrook.com");
        sent.push(send(&partner, &domain, &asked(world, &domain)).await.json::<AccountRequest>(201).reference);
    }
    let holder = world.sign_in(HOLDER).await;
    let beside = async |at: usize| -> Neighbours {
        let page = path::pending_account_request(&sent[at]);
        holder.get(&page).await.json::<PendingAccountRequest>(200).neighbours
    };
    let expected = |place, total, previous: Option<usize>, next: Option<usize>| Neighbours {
        place,
        total,
        previous: previous.map(|at| sent[at].clone()),
        next: next.map(|at| sent[at].clone()),
    };
    assert_eq!(beside(0).await, expected(Some(1), 3, None, Some(1)));
    assert_eq!(beside(1).await, expected(Some(2), 3, Some(0), Some(2)));
    assert_eq!(beside(2).await, expected(Some(3), 3, Some(1), None), "at the end");
    let version = world.app.policy.version();
    let denial = json!({ "decision": "deny", "reason": "Not ours.", "version": 1, "policy_version": version });
    assert_eq!(holder.post(&path::account_request_decision(&sent[1]), &denial).await.status, 200);
    assert_eq!(beside(1).await, expected(None, 2, None, Some(0)), "it waits no more");
    assert_eq!(beside(0).await, expected(Some(1), 2, None, Some(2)));
}

async fn what_one_sends_in_masses_hides_nobody_elses(Requests(world): &Requests) {
    let start = world.app.clock.now();
    let partner = world.sign_in(PARTNER).await;
    for day in 0..5 {
        world.app.clock.stand_at(start + TimeDelta::days(day));
        for number in 0..41 {
            let domain = format!("part{day}-{number}.kestrelbrook.com");
            assert_eq!(send(&partner, &domain, &asked(world, &domain)).await.status, 201);
        }
    }
    let other = world.sign_in(OTHER_PARTNER).await;
    let honest = "honest.kestrelbrook.com";
    assert_eq!(send(&other, "1", &asked(world, honest)).await.status, 201);
    let holder = world.sign_in(HOLDER).await;
    let list: PendingAccountRequests = holder.get(path::PENDING_ACCOUNT_REQUESTS).await.json(200);
    assert_eq!((list.requests.len(), list.next), (25, Some(2)));
    let place = list.requests.iter().position(|request| request.domain_identifier == honest);
    assert!(list.requests.iter().all(|request| request.added_user_role == Role::User), "the policy's");
    assert_eq!(place, Some(1), "each requester's first request comes before anybody's second");
}

async fn what_many_addresses_of_one_domain_send_hides_nobody_elses(Requests(world): &Requests) {
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    let alias = |number: usize| format!("alias{number}@mailboxes.com");
    world.import(&(0..205).fold(Files::default(), |files, number| files.partner("Somebody", &alias(number)))).await;
    for number in 0..205 {
        let domain = format!("part{number}.kestrelbrook.com");
        let sender = world.sign_in(&alias(number)).await;
        assert_eq!(send(&sender, "1", &asked(world, &domain)).await.status, 201);
    }
    world.app.clock.stand_at(start + TimeDelta::days(1));
    let honest = "honest.kestrelbrook.com";
    let other = world.sign_in(OTHER_PARTNER).await;
    assert_eq!(send(&other, "1", &asked(world, honest)).await.status, 201);
    let holder = world.sign_in(HOLDER).await;
    let list: PendingAccountRequests = holder.get(path::PENDING_ACCOUNT_REQUESTS).await.json(200);
    assert_eq!((list.requests.len(), list.next), (25, Some(2)));
    assert_eq!(list.requests[1].domain_identifier, honest, "it lapses last, and is the first of its domain");
    let last: PendingAccountRequests = holder.get(&path::pending_account_requests(Some(9))).await.json(200);
    assert_eq!((last.requests.len(), last.next), (6, None), "of 206");
}
