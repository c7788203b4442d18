//! Restricted accounts, in paired worlds: the same directory with and without them. To everybody without standing both
//! answer byte for byte the same, unless the entire name or identifier is asked for (domain: 1).

mod canaries;
mod creation;
mod pair;
mod probes;

use api::access_request::{AccessRequestPreview, NewAccessRequest};
use api::account::Account;
use api::directory::{AccountsFound, DirectoryAccess, DirectoryOrder, DirectoryQuery};
use api::path;
use pair::{
    ADMINISTRATOR, DOMAINS, HOME, MATCHING, NAMES, Pair, STRANGER, assert_same, assert_same_lists, assert_same_pages,
    guesses,
};
use serde_json::{Value, json};
use server::args;
use server::base::secret::random_id;

use crate::access_requests::send;
use crate::directory::found;

tests::on_both_databases! {
    in Pair::open:
    no_list_shows_them_and_a_matching_domain_changes_nothing,
    type_ahead_never_finds_them_not_even_by_the_entire_name,
    a_search_by_anything_but_the_entire_name_or_identifier_is_the_same,
    a_look_up_of_anything_but_the_entire_name_or_identifier_is_the_same,
    the_account_page_answers_as_it_would_to_an_id_that_nobody_has,
    a_request_answers_as_it_would_to_an_id_that_nobody_has,
    the_entire_name_or_identifier_in_any_form_opens_every_way,
    who_has_standing_finds_them_like_any_other,
    no_filter_and_no_order_tells_of_them,
    none_is_suggested_to_whoever_has_an_address_of_its_domain,
}

async fn no_list_shows_them_and_a_matching_domain_changes_nothing(pair: &Pair) {
    for person in [STRANGER, MATCHING[0], MATCHING[1]] {
        let clients = pair.sign_in(person).await;
        assert_same_pages(&clients, "", false).await;
        assert_same_pages(&clients, "", true).await;
        assert_same(&clients.0.get(path::ACCESS_REQUESTS).await, &clients.1.get(path::ACCESS_REQUESTS).await, person);
        let (mut with, without) = (clients.0.session().await, clients.1.session().await);
        // Both are random.
        with.anti_forgery_token.clone_from(&without.anti_forgery_token);
        with.current_account.as_mut().unwrap().id.clone_from(&without.current_account.as_ref().unwrap().id);
        assert_eq!(with, without);
    }
}

async fn type_ahead_never_finds_them_not_even_by_the_entire_name(pair: &Pair) {
    for person in [STRANGER, MATCHING[0]] {
        let clients = pair.sign_in(person).await;
        let entire = NAMES.iter().chain(&DOMAINS).map(|entire| (*entire).to_owned());
        for typed in guesses().into_iter().chain(entire) {
            assert_same_pages(&clients, &typed, false).await;
        }
    }
}

async fn a_search_by_anything_but_the_entire_name_or_identifier_is_the_same(pair: &Pair) {
    for person in [STRANGER, MATCHING[0]] {
        let clients = pair.sign_in(person).await;
        for guess in guesses() {
            assert_same_pages(&clients, &guess, true).await;
        }
    }
}

async fn a_look_up_of_anything_but_the_entire_name_or_identifier_is_the_same(pair: &Pair) {
    for person in [STRANGER, MATCHING[0]] {
        let (with, without) = pair.sign_in(person).await;
        for guess in guesses() {
            let body = json!({ "identifier": guess });
            let answers =
                (with.post(path::ACCOUNT_LOOK_UPS, &body).await, without.post(path::ACCOUNT_LOOK_UPS, &body).await);
            assert_same(&answers.0, &answers.1, &guess);
        }
    }
}

async fn the_account_page_answers_as_it_would_to_an_id_that_nobody_has(pair: &Pair) {
    for person in [STRANGER, MATCHING[0], MATCHING[1]] {
        let (with, without) = pair.sign_in(person).await;
        for (domain, other) in [(DOMAINS[0], DOMAINS[1]), (DOMAINS[1], DOMAINS[0])] {
            let id = pair.with.account_id(domain).await;
            for identifier in [None, Some(""), Some("Tarnwick"), Some(other), Some("design.tarnwick-avionics.co.uk")] {
                let answer = with.get(&path::account(&id, identifier)).await;
                assert_eq!(answer.status, 404);
                let nobodys = without.get(&path::account(&random_id(), identifier)).await;
                assert_same(&answer, &nobodys, &format!("{identifier:?}"));
            }
        }
    }
}

async fn a_request_answers_as_it_would_to_an_id_that_nobody_has(pair: &Pair) {
    for person in [STRANGER, MATCHING[0]] {
        let (with, without) = pair.sign_in(person).await;
        let id = pair.with.account_id(DOMAINS[0]).await;
        for identifier in [None, Some("Tarnwick"), Some("tarnwick-avionics.uk"), Some(DOMAINS[1])] {
            for (reason, policy_version) in [(None, "0"), (Some("a reason"), pair.with.app.policy.version())] {
                let new = |account: &str| NewAccessRequest {
                    account: account.to_owned(),
                    identifier: identifier.map(str::to_owned),
                    reason: reason.map(str::to_owned),
                    policy_version: policy_version.to_owned(),
                    ..Default::default()
                };
                let (real, nobodys) = (new(&id), new(&random_id()));
                let answers = (send(&with, "1", &real).await, send(&without, "1", &nobodys).await);
                assert_eq!(answers.0.status, 404);
                assert_same(&answers.0, &answers.1, &format!("{identifier:?}"));
                let previews = path::ACCESS_REQUEST_PREVIEWS;
                let answers = (with.post(previews, &real).await, without.post(previews, &nobodys).await);
                assert_same(&answers.0, &answers.1, &format!("{identifier:?}"));
            }
        }
    }
    assert_eq!(pair.with.count("access_request").await, 0);
}

async fn the_entire_name_or_identifier_in_any_form_opens_every_way(pair: &Pair) {
    let client = pair.with.sign_in(STRANGER).await;
    let of_tarnwick = ["TARNWICK  avionics ", "Tarnwick-Avionics.co.uk.", "tarnwick-avionics.co.uk"];
    let of_quarryline = [
        "quarryline BU\u{308}HNE",
        "xn--bhne-0ra.quarryline.com",
        "BÜHNE.quarryline.com.",
        "bu\u{308}hne。quarryline.com",
    ];
    let forms = of_tarnwick.map(|form| (form, 0)).into_iter().chain(of_quarryline.map(|form| (form, 1)));
    for (form, place) in forms {
        let body = json!({ "identifier": form });
        let looked_up: AccountsFound = client.post(path::ACCOUNT_LOOK_UPS, &body).await.json(200);
        assert_eq!(looked_up.accounts[0].name, NAMES[place], "{form}");
        let id = &looked_up.accounts[0].id;
        assert_eq!(found(&client, form, true).await[0], NAMES[place], "{form}");
        let page: Account = client.get(&path::account(id, Some(form))).await.json(200);
        assert_eq!((&page.summary, page.virtual_accounts), (&looked_up.accounts[0], None));

        let new = NewAccessRequest {
            account: id.clone(),
            identifier: Some(form.to_owned()),
            reason: Some("We repair their displays.".to_owned()),
            policy_version: pair.with.app.policy.version().to_owned(),
            ..Default::default()
        };
        client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json::<AccessRequestPreview>(200);
    }
    let new = NewAccessRequest {
        account: pair.with.account_id(DOMAINS[0]).await,
        identifier: Some(NAMES[0].to_owned()),
        reason: Some("We repair their displays.".to_owned()),
        policy_version: pair.with.app.policy.version().to_owned(),
        ..Default::default()
    };
    send(&client, "1", &new).await.json::<Value>(201);
    assert_eq!(found(&client, "", false).await, [HOME, NAMES[0]], "a request is standing");
    assert_eq!(found(&client, "wick avio", false).await[0], NAMES[0]);
    client.get(&path::account(&new.account, None)).await.json::<Account>(200);
}

async fn who_has_standing_finds_them_like_any_other(pair: &Pair) {
    let client = pair.with.sign_in(ADMINISTRATOR).await;
    assert_eq!(found(&client, "", false).await, [NAMES[0]]);
    assert_eq!(found(&client, "wick-avion", false).await, [NAMES[0], "Tarnwick Avionics Design"]);
    for entire in [false, true] {
        assert_eq!(found(&client, NAMES[0], entire).await, [NAMES[0], "Tarnwick Avionics Design"]);
    }
    let page = client.get(&path::account(&pair.with.account_id(DOMAINS[0]).await, None)).await.json::<Account>(200);
    assert_eq!(page.virtual_accounts.unwrap()[0].name, "Cockpit");
    let other = client.get(&path::account(&pair.with.account_id(DOMAINS[1]).await, None)).await;
    assert_eq!(other.status, 404);
}

async fn none_is_suggested_to_whoever_has_an_address_of_its_domain(pair: &Pair) {
    for world in [&pair.with, &pair.without] {
        world.write("DELETE FROM access_grant WHERE role = 'viewer'", args![]).await;
    }
    for person in [STRANGER, MATCHING[0], MATCHING[1]] {
        let (with, without) = pair.sign_in(person).await;
        let answers = (with.get(path::SUGGESTED_ACCOUNTS).await, without.get(path::SUGGESTED_ACCOUNTS).await);
        assert_eq!(answers.0.status, 200);
        assert_same(&answers.0, &answers.1, person);
    }
}

async fn no_filter_and_no_order_tells_of_them(pair: &Pair) {
    for person in [STRANGER, MATCHING[0]] {
        let clients = pair.sign_in(person).await;
        for q in ["", "tarnwick", "t", "quarryline", "tarnwick avionics d", "co.uk"] {
            for entire in [false, true] {
                for order in DirectoryOrder::ALL.iter().copied().map(Some).chain([None]) {
                    for access in DirectoryAccess::ALL.iter().copied().map(Some).chain([None]) {
                        for country in [None, Some("GB".to_owned()), Some("FR".to_owned())] {
                            let query = DirectoryQuery { q: q.to_owned(), entire, access, country, order, after: None };
                            assert_same_lists(&clients, query).await;
                        }
                    }
                }
            }
        }
    }
}
