//! Searching by part: accents, case, short queries, and characters that databases take for something else.

use api::path;
use api::problem::Code;
use server::sample::{cast, places};
use tests::files::Files;
use tests::world::World;

use super::{found, give_role_elsewhere};

mod invented {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        accents_case_and_spacing_do_not_matter,
        one_or_two_characters_find_names_that_begin_with_them,
        every_character_stands_for_itself,
        a_changed_word_is_found_by_any_of_its_parts,
    }

    const STRANGER: &str = "ada@elsewhere.com";
    const INSIDER: &str = "bob@elsewhere.com";

    /// Imports the accounts, and lets one person hold a role in each: what is held is searched in another way.
    async fn import(world: &World, accounts: &[(&str, &str)]) {
        let people = Files::default().person("Ada Byron", STRANGER).person("Bob Babbage", INSIDER);
        let people = people.listed("Unit 7", "unit7.net").grant(STRANGER, "unit7.net", "", "viewer");
        let files = accounts.iter().fold(people, |files, (name, domain)| {
            let quoted = format!("\"{}\"", name.replace('"', "\"\""));
            files.listed(&quoted, domain).grant(INSIDER, domain, "", "viewer")
        });
        world.import(&files).await;
    }

    async fn assert_found(world: &World, searches: &[(&str, &[&str])]) {
        for person in [STRANGER, INSIDER] {
            let client = world.sign_in(person).await;
            for (q, names) in searches {
                assert_eq!(found(&client, q, false).await, *names, "{person} searches `{q}`");
            }
        }
    }

    async fn accents_case_and_spacing_do_not_matter(world: &World) {
        import(world, &[("Électricité du Cœur", "voltage.fr"), ("Straßenbau Łódź", "münchen-werke.de")]).await;
        let (french, german) = (["Électricité du Cœur"], ["Straßenbau Łódź"]);
        assert_found(
            world,
            &[
                ("electricite", &french),
                ("ÉLECTRICITÉ", &french),
                ("E\u{301}lectricite\u{301}", &french),
                ("  cite   DU coeur ", &french),
                ("strassenbau", &german),
                ("lodz", &german),
                ("munchen-w", &german),
                ("MÜNCHEN", &german),
                ("xn--mnchen", &german),
                ("electricity", &[]),
            ],
        )
        .await;
    }

    async fn one_or_two_characters_find_names_that_begin_with_them(world: &World) {
        import(world, &[("Alpha", "one.com"), ("alto", "two.com"), ("Beta", "al.com"), ("Ödland", "four.com")]).await;
        let stranger = world.sign_in(STRANGER).await;
        for (q, names) in [("a", vec!["Alpha", "alto"]), ("AL", vec!["Alpha", "alto"]), ("ö", vec!["Ödland"])] {
            assert_eq!(found(&stranger, q, false).await, names, "{q}");
        }
        assert_eq!(found(&stranger, "zz", false).await, [""; 0]);
        assert_eq!(found(&stranger, "\u{10fffd}", false).await, [""; 0]);
    }

    async fn every_character_stands_for_itself(world: &World) {
        let accounts = [
            ("100 Cotton", "a.com"),
            ("100% Cotton", "b.com"),
            ("Back/slash", "c.com"),
            ("Back\\slash", "d.com"),
            ("Quote 'Q' Ltd", "e.com"),
            ("Quote \"Q\" Ltd", "f.com"),
            ("Star*fish", "g.com"),
            ("Starfish", "h.com"),
            ("Under score", "i.com"),
            ("Under_score", "j.com"),
        ];
        import(world, &accounts).await;
        assert_found(
            world,
            &[
                ("100%", &["100% Cotton"]),
                ("00%co", &[]),
                ("r_s", &["Under_score"]),
                ("k\\s", &["Back\\slash"]),
                ("\"q\"", &["Quote \"Q\" Ltd"]),
                ("'q'", &["Quote 'Q' Ltd"]),
                ("r*f", &["Star*fish"]),
                ("tar*", &["Star*fish"]),
                ("star OR under", &[]),
                ("star NOT fish", &[]),
                ("star AND fish", &[]),
                ("search_text:star", &[]),
                ("NEAR(star fish)", &[]),
                ("^star", &[]),
                ("'; DROP TABLE account; --", &[]),
            ],
        )
        .await;
        let stranger = world.sign_in(STRANGER).await;
        for q in ["%", "_", "\"", "\\", "*", "%%", "__", "\\_", "\"\"\"", "%%%", "___", "***", "\\\\\\", "%_%"] {
            assert_eq!(found(&stranger, q, true).await, [""; 0], "{q}");
        }
    }

    async fn a_changed_word_is_found_by_any_of_its_parts(world: &World) {
        import(world, &[("Abcdefg", "hijklm.com")]).await;
        for q in ["abc", "bcd", "cdefg", "abcdefg", "hij", "klm.com", "m.c"] {
            assert_found(world, &[(q, &["Abcdefg"])]).await;
        }
        assert_found(world, &[("abd", &[]), ("abcdefgh", &[]), ("efghij", &[])]).await;
    }
}

mod sampled {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        accounts_with_standing_come_before_strangers,
        a_query_has_253_characters_at_most,
        another_text_is_no_place_to_go_on_from,
    }

    async fn accounts_with_standing_come_before_strangers(world: &World) {
        give_role_elsewhere(world, cast::NEWCOMER).await;
        let partner = world.sign_in(cast::PARTNER).await;
        let names = ["Kestrelbrook EMEA", "Kestrelbrook", "Kestrelbrook Labs", "Kestrelbrook Retail"];
        assert_eq!(found(&partner, "kestrelbrook", false).await, names);
        let listed = ["Kestrelbrook", "Kestrelbrook EMEA", "Kestrelbrook Labs", "Kestrelbrook Retail"];
        assert_eq!(found(&world.sign_in(cast::NEWCOMER).await, "kestrelbrook", false).await, listed);
        assert_eq!(found(&partner, places::LISTED, false).await, [places::LISTED_NAME]);
    }

    async fn a_query_has_253_characters_at_most(world: &World) {
        let client = world.sign_in(cast::EMPLOYEE).await;
        assert_eq!(client.get(&format!("/api/v1/directory?q={}", "%C3%A9".repeat(253))).await.status, 200);
        let answer = client.get(&format!("/api/v1/directory?q={}", "a".repeat(254))).await;
        assert_eq!(answer.invalid_fields(), ["q"]);
    }

    async fn another_text_is_no_place_to_go_on_from(world: &World) {
        let client = world.sign_in(cast::EMPLOYEE).await;
        let id = "0".repeat(26);
        for after in ["", "x", "0", "-1", &format!("6.{id}.a"), &format!("-1.{id}.a"), "0.short.a", &format!("0.{id}")]
        {
            let answer = client.get(&format!("/api/v1/directory?after={}", path::segment(after))).await;
            let problem = answer.problem(422, Code::Invalid);
            assert_eq!(problem.fields[0].field, "after", "{after}");
        }
    }
}
