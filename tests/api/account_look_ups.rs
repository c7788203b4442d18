//! `/account-look-ups`: the account with an entire identifier or name, and the listed ones below that domain.

use api::account::Administrators;
use api::directory::{AccountsFound, DirectoryPage, DirectoryQuery};
use api::path;
use api::problem::Code;
use serde_json::json;
use server::sample::{cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    a_domain_finds_its_account_and_the_listed_ones_below,
    an_entire_name_finds_its_account_only,
    every_form_of_an_identifier_is_the_same,
    what_a_browser_puts_before_a_domain_is_passed_over,
    a_web_or_mail_address_is_taken_for_its_domain,
    a_restricted_account_below_the_domain_is_not_among_them,
    what_is_no_account_finds_nothing,
    an_empty_or_overlong_identifier_is_not_valid,
    internal_people_are_sent_to_a_support_case_and_licensing_support_is_not,
}

/// The identifiers of what is found.
async fn found(client: &Client, identifier: &str) -> Vec<String> {
    let answer = client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": identifier })).await;
    let found: AccountsFound = answer.json(200);
    found.accounts.into_iter().map(|account| account.domain_identifier).collect()
}

async fn a_domain_finds_its_account_and_the_listed_ones_below(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let group = ["kestrelbrook.com", "emea.kestrelbrook.com", "labs.kestrelbrook.com", "retail.kestrelbrook.com"];
    assert_eq!(found(&client, places::GROUP).await, group);
    assert_eq!(found(&client, "emea.kestrelbrook.com").await, ["emea.kestrelbrook.com"]);
    assert_eq!(found(&client, places::GROUP_SUBSIDIARY).await, [""; 0]);
}

async fn an_entire_name_finds_its_account_only(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    assert_eq!(found(&client, "kestrelBROOK").await, [places::GROUP]);
    assert_eq!(found(&client, " Kestrelbrook   EMEA ").await, ["emea.kestrelbrook.com"]);
    assert_eq!(found(&client, "E\u{301}nergie Vaucreuse").await, [places::IDN_FRENCH]);
    assert_eq!(found(&client, "Energie Vaucreuse").await, [""; 0], "another letter is another name");
}

async fn every_form_of_an_identifier_is_the_same(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    for form in [
        "bäckerei-lindhorst.de",
        "BÄCKEREI-Lindhorst.DE.",
        " xn--bckerei-lindhorst-qqb.de",
        "ba\u{308}ckerei-lindhorst。de",
    ] {
        assert_eq!(found(&client, form).await, [places::IDN], "{form}");
    }
}

async fn what_a_browser_puts_before_a_domain_is_passed_over(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    assert_eq!(found(&client, "www.emea.kestrelbrook.com").await, ["emea.kestrelbrook.com"]);
    assert_eq!(found(&client, "WWW.Bäckerei-Lindhorst.de").await, [places::IDN]);
    assert_eq!(
        found(&client, &format!("www.{}", places::RESTRICTED)).await,
        [""; 0],
        "that is not its entire identifier"
    );
    let page = |q: &str| format!("{}?q={}&entire=true", path::DIRECTORY, path::segment(q));
    let holder = world.sign_in(cast::EMPLOYEE).await;
    let idn = "bäckerei‑lindhorst.de.";
    for (typed, domain) in [
        ("www.kestrelbrook.com", places::GROUP),
        ("tarnwick–avionics.co.uk", places::RESTRICTED),
        ("northmoor–rail.com", places::LISTED),
        (idn, places::IDN),
        (&format!("WWW.{idn}"), places::IDN),
    ] {
        let listed: DirectoryPage = holder.get(&page(typed)).await.json(200);
        let first = listed.accounts.first().unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(first.domain_identifier, domain, "{typed}");
    }
}

async fn a_web_or_mail_address_is_taken_for_its_domain(world: &World) {
    let (client, holder) = (world.sign_in(cast::NEWCOMER).await, world.sign_in(cast::EMPLOYEE).await);
    let pasted = |domain: &str| {
        [
            format!("https://www.{domain}/en/about?from=a@other.org#top"),
            format!("//{domain}:8443"),
            format!("{domain}/en"),
            format!("ann@{domain}"),
            format!("mailto:ann@{domain}?subject=Access"),
            format!("Ann Byron <ann@{domain}>;"),
            format!("{domain}.."),
        ]
    };
    for domain in [places::LISTED, places::IDN] {
        for text in pasted(domain) {
            assert_eq!(found(&client, &text).await, [domain], "{text}");
            for entire in [false, true] {
                let query = DirectoryQuery { q: text.clone(), entire, ..Default::default() };
                let page: DirectoryPage = holder.get(&path::directory(&query)).await.json(200);
                assert_eq!(
                    page.accounts.first().map(|account| account.domain_identifier.as_str()),
                    Some(domain),
                    "{text}"
                );
            }
        }
    }
    assert_eq!(found(&client, "https://www.kestrelbrook.com/").await.len(), 4, "and the listed ones below it");
    for text in pasted(places::RESTRICTED) {
        assert_eq!(found(&client, &text).await, [""; 0], "{text} is not its entire identifier");
    }
    let typed = DirectoryQuery { q: "https://www.northm".to_owned(), ..Default::default() };
    let page: DirectoryPage = holder.get(&path::directory(&typed)).await.json(200);
    assert_eq!(page.accounts.len(), 1, "found while it is still being typed");
}

async fn a_restricted_account_below_the_domain_is_not_among_them(world: &World) {
    world.import(&Files::default().restricted("Kestrelbrook Secret", "secret.kestrelbrook.com")).await;
    let client = world.sign_in(cast::NEWCOMER).await;
    assert_eq!(found(&client, places::GROUP).await.len(), 4);
    assert_eq!(found(&client, "secret.kestrelbrook.com").await, ["secret.kestrelbrook.com"]);
}

async fn what_is_no_account_finds_nothing(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    let inactive = [places::PENDING, places::DENIED, places::LAPSED, "Quillmere Optics"];
    for identifier in ["com", "co.uk", "orthmoor-rail.com", "127.0.0.1", "%", "a..b", "x"].into_iter().chain(inactive) {
        assert_eq!(found(&client, identifier).await, [""; 0], "{identifier}");
    }
}

async fn an_empty_or_overlong_identifier_is_not_valid(world: &World) {
    let client = world.sign_in(cast::NEWCOMER).await;
    for identifier in [String::new(), " \t ".to_owned(), "a".repeat(254)] {
        let answer = client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": identifier })).await;
        assert_eq!(answer.invalid_fields(), ["identifier"]);
    }
    assert_eq!(found(&client, &"é".repeat(253)).await, [""; 0]);
}

async fn internal_people_are_sent_to_a_support_case_and_licensing_support_is_not(world: &World) {
    let body = json!({ "identifier": places::LISTED });
    let internal = world.sign_in(cast::INTERNAL).await;
    let problem = internal.post(path::ACCOUNT_LOOK_UPS, &body).await.problem(403, Code::SupportCase);
    assert_eq!(problem.link, world.app.settings.service.licensing_support_link);
    let licensing = world.sign_in(cast::LICENSING_SUPPORT).await;
    let found: AccountsFound = licensing.post(path::ACCOUNT_LOOK_UPS, &body).await.json(200);
    assert_eq!(found.accounts[0].administrators, Administrators::Hidden);
}
