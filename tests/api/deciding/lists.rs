//! The list of what waits: filters, order, pages, and the badge's count.

use std::collections::HashSet;

use api::access_request::AccessRequest;
use api::changes::MOST_COUNTED;
use api::history::AccessRequestEvent;
use api::path;
use api::pending_access_request::{Neighbours, PendingAccessRequest, PendingOrder, PendingQuery};
use api::problem::Code;
use rules::vocabulary::{Deciders, MatchKind, RequestPath, Role, Scope};
use server::args;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{advance, approval, changes, decide, list, pending, requested, seen};
use crate::access_requests::{entire, selected, send, with_reason};

tests::on_both_databases! {
    in World::sample:
    a_row_says_who_asks_for_what_and_how_they_match,
    a_row_says_what_its_requester_holds_there_already_and_nothing_of_anybody_else,
    a_row_says_whether_only_the_operator_decides,
    a_request_knows_the_ones_beside_it_in_the_list,
    it_is_filtered_and_ordered_as_asked,
    pages_hold_twenty_five,
    what_has_expired_waits_for_nobody,
    no_more_than_a_hundred_are_counted,
    no_list_is_cut_off_however_many_wait,
    what_many_addresses_of_one_domain_ask_hides_nobody_elses,
    what_is_compared_by_the_program_is_paged_and_ordered_as_well,
}

async fn a_row_says_who_asks_for_what_and_how_they_match(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&newcomer, &selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await).await;
    let page = list(&world.sign_in(cast::ADMINISTRATOR).await, "").await;
    let row = &page.requests[0];
    assert_eq!((row.reference.as_str(), row.requester.email.as_str()), (sent.reference.as_str(), cast::NEWCOMER));
    assert_eq!((row.match_kind, row.matches, row.path), (MatchKind::Same, true, RequestPath::Wizard));
    assert_eq!((row.scope, row.role, row.virtual_accounts.len()), (Some(Scope::Selected), None, 1));
    assert_eq!((row.days_left, row.version, row.escalated), (30, 1, false));
    assert_eq!((page.total, page.next), (1, None));
}

async fn a_row_says_what_its_requester_holds_there_already_and_nothing_of_anybody_else(world: &World) {
    // The same administrator decides in two accounts; the newcomer holds something in the other one only.
    let second = Files::default().grant(cast::ADMINISTRATOR, places::FRENCH, "", "administrator").grant(
        cast::NEWCOMER,
        places::FRENCH,
        "",
        "viewer",
    );
    world.import(&second).await;
    let [newcomer, employee] = [world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::EMPLOYEE).await];
    requested(&newcomer, &entire(world, places::LISTED, Role::Administrator).await).await;
    send(&newcomer, "2", &entire(world, places::FRENCH, Role::User).await).await.json::<AccessRequest>(201);
    requested(&employee, &entire(world, places::LISTED, Role::Administrator).await).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let page = list(&administrator, "").await;
    let held = |email: &str, account: &str| -> Vec<(Role, Option<String>)> {
        let mut rows = page.requests.iter().filter(|row| row.requester.email == email);
        let row = rows.find(|row| row.domain_identifier == account).unwrap();
        row.held.iter().map(|grant| (grant.role, grant.virtual_account.clone())).collect()
    };
    let deep = places::LISTED_DEEP.replace('/', " / ");
    assert_eq!(held(cast::NEWCOMER, places::LISTED), []);
    assert_eq!(held(cast::NEWCOMER, places::FRENCH), [(Role::Viewer, None)]);
    assert_eq!(held(cast::EMPLOYEE, places::LISTED), [(Role::Viewer, Some(deep))]);
    for row in &page.requests {
        assert_eq!(pending(&administrator, &row.reference).await.summary.held, row.held);
    }
}

async fn a_row_says_whether_only_the_operator_decides(world: &World) {
    let orphan = world.sign_in(cast::WITHOUT_ADMINISTRATOR).await;
    let new = entire(world, places::WITHOUT_ADMINISTRATOR, Role::Administrator).await;
    let alone = requested(&orphan, &new).await.reference;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let both = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await.reference;
    let operator = world.sign_in(cast::OPERATOR).await;
    let rows = async || -> Vec<(String, Deciders, bool)> {
        let rows = list(&operator, "?queue=operator").await.requests.into_iter();
        rows.map(|row| (row.reference, row.deciders, row.escalated)).collect()
    };
    let from_the_start = (alone.clone(), Deciders::Operator, false);
    assert_eq!(rows().await, std::slice::from_ref(&from_the_start));
    advance(world, 10 * 86_400).await;
    server::jobs::round(&world.app).await.unwrap();
    let came = (both, Deciders::SmartAccountAdministrators, true);
    assert_eq!(rows().await, [from_the_start, came], "what was theirs from the start came from nobody");
    let own = seen(&orphan, &alone).await;
    assert!(!own.escalated, "nobody else decides it, so that nobody decides it as well");
    assert!(own.history.iter().all(|step| step.event != AccessRequestEvent::Escalated), "{:?}", own.history);
}

async fn a_request_knows_the_ones_beside_it_in_the_list(world: &World) {
    let people = [cast::NEWCOMER, cast::EMPLOYEE, cast::INCOMPLETE_PROFILE];
    world.write("UPDATE person SET organisation = 'Northmoor', country = 'GB' WHERE organisation = ''", args![]).await;
    let mut sent = Vec::new();
    for email in people {
        let client = world.sign_in(email).await;
        sent.push(requested(&client, &entire(world, places::LISTED, Role::Administrator).await).await.reference);
        advance(world, 60).await;
    }
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let beside = async |reference: &str, query: PendingQuery| -> Neighbours {
        let path = path::pending_access_request_in(reference, &query);
        administrator.get(&path).await.json::<PendingAccessRequest>(200).neighbours
    };
    let expected = |place, total, previous: Option<usize>, next: Option<usize>| Neighbours {
        place,
        total,
        previous: previous.map(|at| sent[at].clone()),
        next: next.map(|at| sent[at].clone()),
    };
    let as_it_is = PendingQuery::default;
    assert_eq!(beside(&sent[0], as_it_is()).await, expected(Some(1), 3, None, Some(1)));
    assert_eq!(beside(&sent[1], as_it_is()).await, expected(Some(2), 3, Some(0), Some(2)));
    assert_eq!(beside(&sent[2], as_it_is()).await, expected(Some(3), 3, Some(1), None), "at the end");
    let newest = PendingQuery { order: Some(PendingOrder::Newest), ..as_it_is() };
    assert_eq!(beside(&sent[1], newest).await, expected(Some(2), 3, Some(2), Some(0)));
    let others = PendingQuery { q: "grace".to_owned(), ..as_it_is() };
    assert_eq!(beside(&sent[1], others).await, expected(None, 1, None, Some(0)), "the list does not hold it");

    decide(world, &administrator, approval(&sent[1])).await;
    assert_eq!(beside(&sent[1], as_it_is()).await, expected(None, 2, None, Some(0)), "it waits no more");
    assert_eq!(beside(&sent[0], as_it_is()).await, expected(Some(1), 2, None, Some(2)));
    let address = format!("{}?order=shuffled", path::pending_access_request(&sent[0]));
    administrator.get(&address).await.problem(400, Code::Malformed);
}

async fn it_is_filtered_and_ordered_as_asked(world: &World) {
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let first = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await.reference;
    advance(world, 60).await;
    let stranger = world.sign_in(cast::PUBLIC_MAILBOX).await;
    let second = requested(&stranger, &with_reason(world, places::LISTED).await).await.reference;
    let references = async |query: &str| -> Vec<String> {
        list(&administrator, query).await.requests.into_iter().map(|row| row.reference).collect()
    };
    let (both, turned) = ([first.clone(), second.clone()], [second.clone(), first.clone()]);
    assert_eq!(references("").await, both, "what expires first is first");
    assert_eq!(references("?order=newest").await, turned);
    assert_eq!(references("?order=requester").await, both, "Grace before Sam");
    assert_eq!(references("?order=account").await, both);
    assert_eq!(references("?match_kind=none").await, [second.as_str()]);
    assert_eq!(references("?path=wizard").await, [first.as_str()]);
    for (q, found) in [("EVERBY", &second), ("whitlow@", &first), (second.as_str(), &second)] {
        assert_eq!(references(&format!("?q={q}")).await, [found.as_str()], "{q}");
    }
    assert!(references("?q=nobody").await.is_empty());
    administrator.get("/api/v1/pending-access-requests?order=shuffled").await.problem(400, Code::Malformed);
}

async fn pages_hold_twenty_five(world: &World) {
    let mut files = Files::default();
    let people: Vec<String> = (0..26).map(|number| format!("asker{number}@northmoor-rail.com")).collect();
    for email in &people {
        files = files.person("Asker", email);
    }
    world.import(&files).await;
    for email in &people {
        requested(&world.sign_in(email).await, &entire(world, places::LISTED, Role::User).await).await;
    }
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let (first, second) = (list(&administrator, "").await, list(&administrator, "?page=2").await);
    assert_eq!((first.requests.len(), first.total, first.next), (25, 26, Some(2)));
    assert_eq!((second.requests.len(), second.total, second.next), (1, 26, None));
    assert_eq!(changes(&administrator).await.pending, 26);
    assert!(list(&administrator, "?page=4294967295").await.requests.is_empty());
}

async fn what_has_expired_waits_for_nobody(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    super::go_to(world, sent.expires_at.0, 60).await;
    assert_eq!((list(&administrator, "").await.total, changes(&administrator).await.pending), (1, 1));
    advance(world, 60).await;
    assert_eq!((list(&administrator, "").await.total, changes(&administrator).await.pending), (0, 0));
}

/// Makes people with these numbers, each with an open request for the account.
async fn let_many_ask(world: &World, first: i64, last: i64) {
    let people = "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
         INSERT INTO person (email, email_folded, email_domain, email_verified, name, organisation, country, locale, \
         affiliation, partner, operator, version) SELECT 'many' || i || '@many.example', 'many' || i || '@many.example', \
         'many.example', $3, 'Many', 'Many', 'GB', 'en', 'external', $4, $4, 1 FROM n";
    world.write(people, server::args![first, last, true, false]).await;
    let now = world.app.clock.now().timestamp_millis();
    let requests = "INSERT INTO access_request (reference, person_key, account_key, status, path, match_kind, scope, role, \
         deciders, created_at, expires_at, escalates_at, warns_at, policy_version, rules, version) \
         SELECT 'AR-' || p.key, p.key, a.key, 'open', 'wizard', 'same', 'entire', 'user', 'smart_account_administrators', \
         $1, $2, $2, $2, $3, '[]', 1 FROM person p, account a WHERE p.email_domain = 'many.example' AND a.id = $4 \
         AND NOT EXISTS (SELECT 1 FROM access_request r WHERE r.person_key = p.key)";
    let (account, policy) = (world.account_id(places::LISTED).await, world.app.policy.version());
    world.write(requests, server::args![now, now + 86_400_000, policy, account]).await;
}

async fn no_more_than_a_hundred_are_counted(world: &World) {
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let operator = world.sign_in(cast::OPERATOR).await;
    let both = async || (changes(&administrator).await.pending, changes(&operator).await.operator_pending);
    let_many_ask(world, 1, 99).await;
    assert_eq!(both().await, (99, Some(0)));
    // The last ones that the administrators have left undecided, and the first that the operator decides from the start.
    world.write("UPDATE access_request SET escalates_at = 0", server::args![]).await;
    let_many_ask(world, 100, 101).await;
    let last = "UPDATE access_request SET deciders = 'operator' WHERE escalates_at <> 0";
    world.write(last, server::args![]).await;
    assert_eq!(both().await, (99, Some(MOST_COUNTED)), "of 101");
    assert_eq!(list(&operator, "?queue=operator").await.total, 101);
}

async fn no_list_is_cut_off_however_many_wait(world: &World) {
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let_many_ask(world, 1, 2_011).await;
    let at_the_end = async |query: &str| {
        let page = list(&administrator, &format!("?page=81{query}")).await;
        let beyond = list(&administrator, &format!("?page=82{query}")).await;
        assert_eq!((beyond.requests.len(), beyond.total, beyond.next), (0, 2_011, None), "{query}");
        (page.requests.len(), page.total, page.next)
    };
    for query in ["", "&order=newest", "&order=account", "&order=requester", "&q=many", "&match_kind=none"] {
        assert_eq!(at_the_end(query).await, (11, 2_011, None), "{query}");
    }
    let all: HashSet<String> = {
        let mut all = HashSet::new();
        for page in 1..=81 {
            let page = list(&administrator, &format!("?page={page}")).await;
            all.extend(page.requests.into_iter().map(|row| row.reference));
        }
        all
    };
    assert_eq!(all.len(), 2_011, "each is on one page");
}

async fn what_many_addresses_of_one_domain_ask_hides_nobody_elses(world: &World) {
    // All of them expire before the one that comes last.
    let_many_ask(world, 1, 2_000).await;
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let sent = requested(&newcomer, &entire(world, places::LISTED, Role::User).await).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let first = list(&administrator, "").await;
    let place = first.requests.iter().position(|row| row.reference == sent.reference);
    assert_eq!((place, first.total), (Some(1), 2_001), "each domain's first one comes before any domain's second");
    let beside = administrator.get(&path::pending_access_request(&sent.reference)).await;
    let beside = beside.json::<PendingAccessRequest>(200).neighbours;
    assert_eq!((beside.place, beside.total), (Some(2), 2_001));
    assert_eq!(beside.previous.as_deref(), Some(first.requests[0].reference.as_str()));
    assert_eq!(beside.next.as_deref(), Some(first.requests[2].reference.as_str()));
}

async fn what_is_compared_by_the_program_is_paged_and_ordered_as_well(world: &World) {
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    let_many_ask(world, 1, 30).await;
    world.write("UPDATE access_request SET requester_name = 'Élodie' WHERE key % 2 = 0", args![]).await;
    world.write("UPDATE access_request SET requester_name = 'zoe' WHERE key % 2 = 1", args![]).await;
    let names = async |query: &str| -> Vec<String> {
        let page = list(&administrator, query).await;
        page.requests.into_iter().map(|row| row.requester.name).collect()
    };
    let (first, second) = (names("?order=requester").await, names("?order=requester&page=2").await);
    assert_eq!((first.len(), second.len()), (25, 5));
    assert!(first[..15].iter().all(|name| name == "Élodie") && second.iter().all(|name| name == "zoe"), "{first:?}");
    assert_eq!(names("?q=elodie").await.len(), 15, "as people type it");
}
