//! Names of new accounts: none is another one's identifier, and one that looks like a listed account's needs the operator.

use api::account_request::NewAccountRequest;
use api::directory::AccountsFound;
use api::path;
use api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};
use tests::files::Files;

use super::{FREE, PARTNER, Requests, asked};

tests::on_both_databases! {
    in Requests::open:
    no_name_is_another_ones_identifier,
    what_reads_as_an_identifier_is_no_name_to_look_up,
    a_name_like_that_of_a_listed_account_comes_to_the_operator_first,
}

async fn no_name_is_another_ones_identifier(Requests(world): &Requests) {
    world.import(&Files::default().restricted("Quietwater", "quietwater-systems.com")).await;
    let partner = world.sign_in(PARTNER).await;
    let mut answers = Vec::new();
    for name in ["kestrelbrook.com", "Quietwater-Systems.COM", "nobody-has-this.com", "кestrelbrook.com"] {
        for address in [path::ACCOUNT_REQUEST_PREVIEWS, path::ACCOUNT_REQUESTS] {
            let new = NewAccountRequest { name: name.to_owned(), ..asked(world, FREE) };
            let call = partner.call(Method::POST, address).header(path::IDEMPOTENCY_HEADER, "1").json(&new);
            let problem = call.send().await.problem(422, Code::Invalid);
            assert_eq!(problem.fields[0].field, "name", "{name}");
            answers.push(problem.fields[0].detail.replace(name, "…"));
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "the same answer, whatever exists: {answers:?}");
    for name in ["Marlowe-Optics.com", "Marlowe Optics Ltd.", "St. Marlowe"] {
        let new = NewAccountRequest { name: name.to_owned(), ..asked(world, FREE) };
        assert_eq!(partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.status, 200, "{name}");
    }
}

async fn what_reads_as_an_identifier_is_no_name_to_look_up(Requests(world): &Requests) {
    let files = Files::default()
        .restricted("Quietwater", "quietwater-systems.com")
        .listed("quietwater-systems.com", "nm-x.com")
        .listed("unheld-name.com", "nm-y.com");
    world.import(&files).await;
    let partner = world.sign_in(PARTNER).await;
    for (entered, expected) in [
        ("quietwater-systems.com", &["Quietwater"][..]),
        ("unheld-name.com", &[]),
        ("Quietwater", &["Quietwater"]),
        ("nm-y.com", &["unheld-name.com"]),
    ] {
        let found = partner.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": entered })).await;
        let found: AccountsFound = found.json(200);
        let names: Vec<&str> = found.accounts.iter().map(|account| account.name.as_str()).collect();
        assert_eq!(names, expected, "{entered}");
    }
}

async fn a_name_like_that_of_a_listed_account_comes_to_the_operator_first(Requests(world): &Requests) {
    world.import(&Files::default().restricted("Quietwater", "quietwater-systems.com")).await;
    let partner = world.sign_in(PARTNER).await;
    for (name, identifier, decider) in [
        ("Marlowe Optics", FREE, "customer_contacts"),
        ("Kestrelbrook", FREE, "operator_approver"),
        ("KESTREL-BROOK", FREE, "operator_approver"),
        ("Kestrelbr\u{43e}\u{43e}k", FREE, "operator_approver"),
        ("Kestrélbröök", FREE, "operator_approver"),
        ("KESTRELBR00K", FREE, "operator_approver"),
        ("Kestrelbrook Labs", FREE, "customer_contacts"),
        // Of their own domain, its administrators decide.
        ("Kestrelbrook", "labs.kestrelbrook.com", "existing_administrators"),
        // Nothing is said of a restricted account.
        ("Quietwater", FREE, "customer_contacts"),
    ] {
        let new = NewAccountRequest { name: name.to_owned(), ..asked(world, identifier) };
        let preview: Value = partner.post(path::ACCOUNT_REQUEST_PREVIEWS, &new).await.json(200);
        assert_eq!(preview["decider"], decider, "{name} {identifier}");
    }
}
