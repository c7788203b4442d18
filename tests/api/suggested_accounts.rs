//! `/suggested-accounts`: what is offered to whoever holds no role yet, and what never is.

use api::account::AccountSummary;
use api::directory::SuggestedAccounts;
use api::path;
use rules::vocabulary::RequestPath;
use server::args;
use server::sample::{cast, places};
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::access_requests::{send, with_reason};

async fn suggested(client: &Client) -> Vec<AccountSummary> {
    client.get(path::SUGGESTED_ACCOUNTS).await.json::<SuggestedAccounts>(200).accounts
}

async fn names(world: &World, email: &str) -> Vec<String> {
    suggested(&world.sign_in(email).await).await.into_iter().map(|account| account.name).collect()
}

mod sampled {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        a_newcomer_is_offered_the_account_of_their_domain,
        nobody_else_of_the_cast_is_offered_one,
    }

    async fn a_newcomer_is_offered_the_account_of_their_domain(world: &World) {
        let client = world.sign_in(cast::NEWCOMER).await;
        let accounts = suggested(&client).await;
        assert_eq!(accounts.len(), 1);
        assert_eq!(
            (accounts[0].name.as_str(), accounts[0].your_access.path),
            (places::LISTED_NAME, RequestPath::Wizard)
        );
        assert_eq!(world.count("guess").await, 0, "nothing was looked up");
    }

    async fn nobody_else_of_the_cast_is_offered_one(world: &World) {
        for email in [cast::EMPLOYEE, cast::PARTNER, cast::PUBLIC_MAILBOX, cast::AT_RESTRICTED, cast::LICENSING_SUPPORT]
        {
            assert_eq!(names(world, email).await, [""; 0], "{email}");
        }
        assert_eq!(world.sign_in(cast::INTERNAL).await.get(path::SUGGESTED_ACCOUNTS).await.status, 403);
    }
}

mod invented {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        only_a_listed_active_confirmed_account_of_a_verified_domain_is_suggested,
        the_right_one_is_found_among_very_many_siblings,
    }

    const PERSON: &str = "ada@eu.alfa.com";

    async fn only_a_listed_active_confirmed_account_of_a_verified_domain_is_suggested(world: &World) {
        let files = Files::default()
            .person("Ada Byron", PERSON)
            .listed("Alfa", "alfa.com")
            .listed("Alfa Europe", "eu.alfa.com")
            .listed("Alfa Asia", "asia.alfa.com")
            .listed("Beta", "beta.com");
        world.import(&files).await;
        assert_eq!(names(world, PERSON).await, ["Alfa", "Alfa Europe"]);

        let set = async |sql: &'static str| world.write(sql, args![]).await;
        set("UPDATE account SET confirmed_by = 'nobody' WHERE name = 'Alfa'").await;
        assert_eq!(names(world, PERSON).await, ["Alfa Europe"], "nobody confirmed the other");
        set("UPDATE account SET confirmed_by = 'import' WHERE name = 'Alfa'").await;
        set("UPDATE person SET email_verified = (1 = 0)").await;
        assert_eq!(names(world, PERSON).await, [""; 0], "anybody could write that address");
        set("UPDATE person SET email_verified = (1 = 1)").await;

        let client = world.sign_in(PERSON).await;
        send(&client, "1", &with_reason(world, "beta.com").await).await.json::<serde_json::Value>(201);
        assert_eq!(suggested(&client).await.len(), 2, "a request elsewhere is no role");
        world.import(&Files::default().grant(PERSON, "beta.com", "", "viewer")).await;
        assert_eq!(suggested(&client).await.len(), 0, "the directory shows them now");
    }

    async fn the_right_one_is_found_among_very_many_siblings(world: &World) {
        let siblings = (0..210).fold(Files::default(), |files, number| {
            files.listed(&format!("Alfa {number:03}"), &format!("part-{number}.alfa.com"))
        });
        world.import(&siblings.person("Ada Byron", PERSON).listed("Zulu Alfa", "alfa.com")).await;
        assert_eq!(names(world, PERSON).await, ["Zulu Alfa"]);
    }
}
