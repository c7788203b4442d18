//! Mail to addresses that people name: so much a day, by person, mailbox domain, network and in all.

use api::account_request::NewAccountRequest;
use api::problem::Code;
use chrono::{DateTime, Utc};
use server::db::Engine;
use server::settings::Settings;
use tests::answer::Answer;
use tests::files::Files;
use tests::world::World;

use super::{asked, send};

tests::on_both_databases! {
    in start::of_little_mail:
    a_person_names_so_many_a_day,
    the_people_of_a_mailbox_domain_share_a_number,
    all_people_share_a_number,
    known_addresses_count_like_others,
}

mod start {
    use super::*;

    /// Four mails of a person, six of a domain, nine of all.
    pub async fn of_little_mail(engine: Engine) -> World {
        let world = World::start(engine, |settings: &mut Settings| {
            settings.let_sessions_last();
            settings.named_mail.per_person = 4;
            settings.named_mail.per_domain = 6;
            settings.named_mail.in_all = 9;
        })
        .await;
        let people = ["a@own.com", "b@eu.own.com", "c@own.com", "d@other.com", "e@third.com"];
        let files = people.into_iter().fold(Files::default(), |files, email| {
            files.person_line(&format!("{email},Sam Everby,Everby,GB,en,external,true,false"))
        });
        world.import(&files.person("Cora", "known0@customer.com")).await;
        world.app.clock.stand_at(noon());
        world
    }
}

fn noon() -> DateTime<Utc> {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

/// Names so many customers in a request for an account: people of its domain, or whole addresses.
async fn name(world: &World, email: &str, domain: &str, customers: &[&str]) -> Answer {
    let new = NewAccountRequest {
        customer_emails: customers
            .iter()
            .map(|who| if who.contains('@') { (*who).to_owned() } else { format!("{who}@{domain}") })
            .collect(),
        added_users: Vec::new(),
        note_to_added_users: None,
        ..asked(world, domain)
    };
    send(&world.sign_in(email).await, domain, &new).await
}

const TWO: [&str; 2] = ["one", "two"];

async fn a_person_names_so_many_a_day(world: &World) {
    for domain in ["one.com", "two.com"] {
        assert_eq!(name(world, "a@own.com", domain, &TWO).await.status, 201);
    }
    let refused = name(world, "a@own.com", "three.com", &TWO[..1]).await;
    refused.problem(429, Code::TooManyRequests);
    assert_eq!(refused.header("retry-after"), "Tue, 03 Mar 2026 00:00:00 GMT");
    assert_eq!((world.count("account_request").await, world.count("outbox").await), (2, 4));
    world.app.clock.stand_at(noon() + chrono::TimeDelta::hours(12));
    assert_eq!(name(world, "a@own.com", "three.com", &TWO).await.status, 201);
}

async fn the_people_of_a_mailbox_domain_share_a_number(world: &World) {
    for (email, domain) in [("a@own.com", "one.com"), ("b@eu.own.com", "two.com"), ("c@own.com", "three.com")] {
        assert_eq!(name(world, email, domain, &TWO).await.status, 201);
    }
    name(world, "a@own.com", "four.com", &TWO[..1]).await.problem(429, Code::TooManyRequests);
    assert_eq!(name(world, "d@other.com", "five.com", &TWO).await.status, 201);
}

async fn all_people_share_a_number(world: &World) {
    for (email, domain) in
        [("a@own.com", "one.com"), ("b@eu.own.com", "two.com"), ("c@own.com", "three.com"), ("d@other.com", "four.com")]
    {
        assert_eq!(name(world, email, domain, &TWO).await.status, 201);
    }
    name(world, "e@third.com", "five.com", &TWO).await.problem(429, Code::TooManyRequests);
    assert_eq!(name(world, "e@third.com", "six.com", &TWO[..1]).await.status, 201);
}

async fn known_addresses_count_like_others(world: &World) {
    for (domain, customer) in
        [("one.com", "known0@customer.com"), ("two.com", "x@customer.com"), ("three.com", "y@customer.com")]
    {
        assert_eq!(name(world, "a@own.com", domain, &[customer]).await.status, 201);
    }
    assert_eq!(name(world, "a@own.com", "four.com", &["known0@customer.com"]).await.status, 201);
    name(world, "a@own.com", "five.com", &["known0@customer.com"]).await.problem(429, Code::TooManyRequests);
}
