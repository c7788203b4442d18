//! Whoever proves an address of the operator's own domains is one of its staff, by whatever alias (domain: People).

use api::account_request::AccountRequest;
use api::path;
use api::problem::Code;
use rules::vocabulary::Affiliation;
use server::import_export::import::Outcome;
use server::sample::cast;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::account_requests::{asked, send};
use crate::sign_in_by_code::{claim, code};

tests::on_both_databases! {
    in World::sample:
    an_alias_of_the_staff_is_staff,
    an_import_makes_no_customers_of_the_staff,
}

async fn signed_in(world: &World, email: &str) -> Client {
    let (mut browser, _) = claim(world, email, "/").await;
    let entered = browser.form("/sign-in/proof", "code", &code(world, email).await).await;
    browser.cookie = entered.header("set-cookie").split(';').next().map(str::to_owned);
    browser.anti_forgery_token = Some(browser.session().await.anti_forgery_token);
    browser
}

/// How often the trail says that somebody became one of the staff.
async fn affiliated(world: &World) -> usize {
    let entries: Vec<(String,)> = world.rows("SELECT content FROM trail", server::args![]).await;
    entries.iter().filter(|(content,)| content.contains("affiliation_changed")).count()
}

async fn an_alias_of_the_staff_is_staff(world: &World) {
    for alias in ["nadia.x+x@directory.example", "nadia@eu.directory.example"] {
        let before = affiliated(world).await;
        let client = signed_in(world, alias).await;
        send(&client, "k", &asked(world, "free-optics.com")).await.problem(403, Code::SupportCase);
        let sql = "SELECT affiliation FROM person WHERE email = $1";
        let (affiliation,): (String,) = world.rows(sql, server::args![alias]).await.remove(0);
        assert_eq!(affiliation, Affiliation::Internal.as_str());
        assert_eq!(affiliated(world).await, before + 1, "once, and on the trail");
        signed_in(world, alias).await;
        assert_eq!(affiliated(world).await, before + 1);
    }
    // Whoever was made more than that stays so, and others stay external.
    let support = signed_in(world, cast::LICENSING_SUPPORT).await;
    send(&support, "k", &asked(world, "free-optics.com")).await.json::<AccountRequest>(201);
    let stranger = signed_in(world, "nadia@xdirectory.example").await;
    assert_eq!(stranger.get(path::ACCOUNT_REQUESTS).await.status, 200);
    let sql = "SELECT affiliation FROM person WHERE email = 'nadia@xdirectory.example'";
    assert_eq!(world.rows::<(String,)>(sql, server::args![]).await[0].0, "external");
}

async fn an_import_makes_no_customers_of_the_staff(world: &World) {
    let line = |affiliation: &str| {
        let line = format!("nell@directory.example,Nell,The operator,GB,en,{affiliation},false,false");
        Files::default().person_line(&line)
    };
    let Outcome::Refused(findings) = world.import(&line("external")).await else { panic!("it was imported") };
    let said = findings.kept[0].to_string();
    assert!(said.contains("column affiliation") && said.contains("`internal_domains`"), "{said}");
    for affiliation in ["internal", "licensing_support"] {
        assert!(matches!(world.import(&line(affiliation)).await, Outcome::Imported(_)), "{affiliation}");
    }
}
