//! Searching by part: accents, case, short queries, and characters that databases take for something else.

use api::directory::DirectoryQuery;
use api::path;
use api::problem::Code;
use server::args;
use server::sample::{cast, places};
use server::store::{search_change, search_text};
use tests::files::Files;
use tests::world::World;

use super::{found, give_role_elsewhere};

mod invented {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        accents_case_and_spacing_do_not_matter,
        one_or_two_characters_find_words_that_begin_with_them,
        hyphens_punctuation_and_the_order_of_words_do_not_matter,
        german_names_are_found_in_each_spelling,
        what_fits_best_comes_first,
        one_typing_mistake_is_a_hint_where_nothing_is_found,
        what_stands_for_something_to_a_database_stands_for_nothing,
        a_word_is_found_by_any_of_its_parts,
        an_account_is_found_as_it_is_now,
        what_a_program_of_before_left_out_is_written,
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

    async fn one_or_two_characters_find_words_that_begin_with_them(world: &World) {
        let accounts = [
            ("Alpha", "one.com"),
            ("alto", "two.com"),
            ("Beta", "al.com"),
            ("Ödland", "four.com"),
            ("Gamma 12", "five.com"),
            ("North Al", "six.com"),
        ];
        import(world, &accounts).await;
        assert_found(
            world,
            &[
                ("a", &["Alpha", "alto", "North Al", "Beta"]),
                ("AL", &["Alpha", "alto", "North Al", "Beta"]),
                ("ö", &["Ödland", "Alpha"]),
                ("12", &["Gamma 12"]),
                ("g 1", &["Gamma 12"]),
                ("zz", &[]),
                ("lp", &[]),
                ("\u{10fffd}", &[]),
            ],
        )
        .await;
    }

    /// What finds what: the tables of a search's promises (domain: 1).
    async fn hyphens_punctuation_and_the_order_of_words_do_not_matter(world: &World) {
        let accounts = [
            ("Quartz-Mills & Co.", "quartz.com"),
            ("L’Oréal Söhne", "loreal.fr"),
            ("Systems of Zephyr", "zephyr-systems.net"),
            ("Xenon Bank", "xb.org"),
            ("AT&T", "at-and-t.org"),
        ];
        import(world, &accounts).await;
        let (quartz, oreal) = (["Quartz-Mills & Co."], ["L’Oréal Söhne"]);
        let (zephyr, xenon) = (["Systems of Zephyr"], ["Xenon Bank"]);
        assert_found(
            world,
            &[
                ("quartz mills", &quartz),
                ("quartz-mills", &quartz),
                ("quartz, mills", &quartz),
                ("quartzmills", &quartz),
                ("mills quartz", &quartz),
                ("mills co quartz", &quartz),
                ("oreal", &oreal),
                ("loreal", &oreal),
                ("l'oréal", &oreal),
                ("zephyr systems", &zephyr),
                ("zeph sys", &zephyr),
                ("zephyr ystem", &zephyr),
                ("zephyr-systems.net", &zephyr),
                ("zephyr systems net", &zephyr),
                ("xen ban", &xenon),
                ("ban xen", &xenon),
                ("bank xb", &xenon),
                ("enon", &xenon),
                ("xenon bank bank", &xenon),
                ("xenon credit", &[]),
                ("att", &["AT&T"]),
                ("at&t", &["AT&T"]),
            ],
        )
        .await;
    }

    async fn german_names_are_found_in_each_spelling(world: &World) {
        let accounts = [("Jürgen Müller", "eins.de"), ("Mueller Verlag", "zwei.de"), ("Muller Freres", "drei.fr")];
        import(world, &accounts).await;
        let both = ["Mueller Verlag", "Jürgen Müller"];
        let juergen = ["Jürgen Müller"];
        assert_found(
            world,
            &[
                ("mueller", &both),
                ("juergen", &juergen),
                ("jürgen mueller", &juergen),
                ("mueller juergen", &juergen),
                ("muell", &both),
                ("uelle", &["Jürgen Müller", "Mueller Verlag"]),
            ],
        )
        .await;
        for q in ["Müller", "muller"] {
            let names = found(&world.sign_in(STRANGER).await, q, false).await;
            assert_eq!(names, ["Mueller Verlag", "Muller Freres", "Jürgen Müller"], "{q}");
        }
    }

    async fn what_fits_best_comes_first(world: &World) {
        let accounts = [
            ("Aardvark", "quartz-works.com"),
            ("Big Quartz", "a.net"),
            ("Biquartz Works", "b.net"),
            ("Nine", "quartz.net"),
            ("Old Quartzite Works", "d.net"),
            ("Quartz", "e.net"),
            ("Quartz Works", "f.net"),
            ("Quartzite", "g.net"),
            ("Works Quartz", "h.net"),
            ("Works Quartz Ltd", "i.net"),
        ];
        import(world, &accounts).await;
        let one = [
            "Quartz",
            "Quartz Works",
            "Quartzite",
            "Big Quartz",
            "Old Quartzite Works",
            "Works Quartz",
            "Works Quartz Ltd",
            "Biquartz Works",
            "Aardvark",
            "Nine",
        ];
        let two =
            ["Quartz Works", "Old Quartzite Works", "Works Quartz", "Works Quartz Ltd", "Biquartz Works", "Aardvark"];
        assert_in_order(world, "quartz", &one).await;
        assert_in_order(world, "quartz works", &two).await;
        let domain = [
            "Nine",
            "Big Quartz",
            "Biquartz Works",
            "Old Quartzite Works",
            "Quartz",
            "Quartz Works",
            "Quartzite",
            "Works Quartz",
            "Works Quartz Ltd",
        ];
        assert_in_order(world, "quartz.net", &domain).await;
    }

    /// As the stranger finds them, whose own account stands among none of these. Whoever holds a role in all finds the same,
    /// by name where they fit as well.
    async fn assert_in_order(world: &World, q: &str, names: &[&str]) {
        assert_eq!(found(&world.sign_in(STRANGER).await, q, false).await, names, "{q}");
        let mut held = found(&world.sign_in(INSIDER).await, q, false).await;
        assert_eq!(held.first().map(String::as_str), names.first().copied(), "{q}");
        let mut sorted = names.to_vec();
        held.sort();
        sorted.sort_unstable();
        assert_eq!(held, sorted, "{q}");
    }

    async fn one_typing_mistake_is_a_hint_where_nothing_is_found(world: &World) {
        let accounts = [("Zephyr Systems", "umberfoods.org"), ("Bank", "bank.org")];
        import(world, &accounts).await;
        let hidden = Files::default().restricted("Obsidian Works", "obsidian.org");
        world.import(&hidden).await;
        let client = world.sign_in(STRANGER).await;
        for (q, hint) in [
            ("zephyr systms", Some("zephyr systems")),
            ("zephir", Some("zephyr")),
            ("zehpyr", Some("zephyr")),
            ("zephyrr", Some("zephyr")),
            ("ssytems zephyr", Some("systems zephyr")),
            ("umberfods.org", Some("umberfoods.org")),
            ("Zephyr-Systms", Some("zephyr-systems")),
            // Two mistakes, a short word, and two wrong words.
            ("zefyrs", None),
            ("bnak", None),
            ("zephir systms", None),
            // Both are there, and in no account together.
            ("zephyr bank", None),
            // Nobody is told of a restricted account.
            ("obsidien", None),
            ("obsidian", None),
        ] {
            let page = super::super::page(&client, &DirectoryQuery { q: q.to_owned(), ..Default::default() }).await;
            assert_eq!(page.did_you_mean.as_deref(), hint, "{q}");
            assert_eq!(page.accounts, [], "{q}");
        }
        let page = super::super::page(&client, &DirectoryQuery { q: "zephyr".to_owned(), ..Default::default() }).await;
        assert_eq!(page.did_you_mean, None);
        let query = DirectoryQuery { q: "zephir".to_owned(), country: Some("FR".to_owned()), ..Default::default() };
        assert_eq!(super::super::page(&client, &query).await.did_you_mean, None, "it would find nothing there either");
    }

    async fn what_stands_for_something_to_a_database_stands_for_nothing(world: &World) {
        import(world, &[("Starfish Or Under", "a.com"), ("Quote \"Q\" Ltd", "b.com"), ("Under_score", "c.com")]).await;
        assert_found(
            world,
            &[
                ("star OR under", &["Starfish Or Under"]),
                ("star NOT fish", &[]),
                ("star AND under", &[]),
                ("search_text:star", &[]),
                ("NEAR(star under)", &[]),
                ("^star", &["Starfish Or Under"]),
                ("tar*", &["Starfish Or Under"]),
                ("\"q\"", &["Quote \"Q\" Ltd"]),
                ("under_score", &["Under_score"]),
                ("under%core", &["Under_score"]),
                ("'; DROP TABLE account; --", &[]),
            ],
        )
        .await;
        let stranger = world.sign_in(STRANGER).await;
        for q in ["%", "_", "\"", "\\", "*", "%%", "__", "\\_", "\"\"\"", "%%%", "___", "***", "\\\\\\", "%_%"] {
            assert_eq!(found(&stranger, q, true).await, [""; 0], "{q}");
        }
    }

    async fn a_word_is_found_by_any_of_its_parts(world: &World) {
        import(world, &[("Abcdefg", "hijklm.com")]).await;
        for q in ["abc", "bcd", "cdefg", "abcdefg", "hij", "klm.com", "jklm"] {
            assert_found(world, &[(q, &["Abcdefg"])]).await;
        }
        assert_found(world, &[("abd", &[]), ("abcdefgh", &[]), ("efghij", &[])]).await;
    }

    async fn an_account_is_found_as_it_is_now(world: &World) {
        import(world, &[("Quartz", "stone.com"), ("Zephyr", "wind.com")]).await;
        let client = world.sign_in(STRANGER).await;
        world.import(&Files::default().listed("Basalt", "stone.com").restricted("Zephyr", "wind.com")).await;
        assert_eq!(found(&client, "basalt", false).await, ["Basalt"]);
        for q in ["quartz", "uar", "quartz q", "zephyr", "eph", "zephir", "z"] {
            let page = super::super::page(&client, &DirectoryQuery { q: q.to_owned(), ..Default::default() }).await;
            assert_eq!((page.accounts, page.did_you_mean), (vec![], None), "{q}");
        }
        world.import(&Files::default().listed("Zephyr", "wind.com")).await;
        assert_eq!(found(&client, "zephyr", false).await, ["Zephyr"]);
    }

    async fn what_a_program_of_before_left_out_is_written(world: &World) {
        import(world, &[("Jürgen Müller", "eins.de"), ("Zephyr Systems", "zephyr.org")]).await;
        world.import(&Files::default().restricted("Obsidian Works", "obsidian.org")).await;
        let mut tx = world.app.db.begin().await.unwrap();
        tx.run("UPDATE account SET search_text = '', search_change = 0", args![]).await.unwrap();
        search_change::note_all(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_found(world, &[("zephyr", &[])]).await;
        search_text::fill(&world.app.db).await.unwrap();
        let zephyr = ["Zephyr Systems"];
        let searches: [(&str, &[&str]); 6] = [
            ("zephyr", &zephyr),
            ("systems zephyr", &zephyr),
            ("ystem", &zephyr),
            ("mueller", &["Jürgen Müller"]),
            ("obsidian", &[]),
            ("bsidia", &[]),
        ];
        assert_found(world, &searches).await;
    }
}

mod sampled {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        accounts_with_standing_come_before_strangers_that_fit_as_well,
        a_query_has_253_characters_at_most,
        another_text_is_no_place_to_go_on_from,
    }

    async fn accounts_with_standing_come_before_strangers_that_fit_as_well(world: &World) {
        give_role_elsewhere(world, cast::NEWCOMER).await;
        let partner = world.sign_in(cast::PARTNER).await;
        let names = ["Kestrelbrook", "Kestrelbrook EMEA", "Kestrelbrook Labs", "Kestrelbrook Retail"];
        assert_eq!(found(&partner, "kestrelbrook", false).await, names, "the entire name fits best");
        let own_first = ["Kestrelbrook EMEA", "Kestrelbrook", "Kestrelbrook Labs", "Kestrelbrook Retail"];
        assert_eq!(found(&partner, "kestrelbro", false).await, own_first);
        assert_eq!(found(&world.sign_in(cast::NEWCOMER).await, "kestrelbro", false).await, names);
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
        for after in ["", "x", "0", "-1", &format!("46.{id}.a"), &format!("-1.{id}.a"), "0.short.a", &format!("0.{id}")]
        {
            let answer = client.get(&format!("/api/v1/directory?after={}", path::segment(after))).await;
            let problem = answer.problem(422, Code::Invalid);
            assert_eq!(problem.fields[0].field, "after", "{after}");
        }
    }
}
