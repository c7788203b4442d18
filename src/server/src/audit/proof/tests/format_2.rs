//! The same for entries of format 2, alone and after those of format 1; for what stands outside, and what is not shown.

use super::*;

const PERSON_ID: &str = "5c2e0d6a9b7f41d38f0e4a1c2b3d4e5f";

/// The content of an entry that one person made.
pub fn content(chain: &str, subject: &str, after: &Value) -> String {
    json!({
        "after": after, "at": "2026-03-01T09:30:00.000Z", "before": null, "chain": chain, "event": "access_requested",
        "facts": [{ "decision": "request_path", "facts": { "admitted": true } }],
        "people": { PERSON_ID: commitment("salt", "emma@acme.example") }, "policy": "1", "rules": ["request_path/R4"],
        "salt": "3m9wptqzyxh4t124hhycza78mz", "subject": subject, "who": PERSON_ID,
    })
    .to_string()
}

/// What stands outside such an entry.
pub fn outside() -> Vec<OutsideAddress> {
    let beside = StoredAddress { salt: "salt".to_owned(), address: "emma@acme.example".to_owned() };
    vec![OutsideAddress { id: PERSON_ID.to_owned(), beside }]
}

/// All of it in format 2, and chains that begin in format 1.
fn trails() -> [Trail; 2] {
    [trail_in_format_1_up_to(0), trail_in_format_1_up_to(2)]
}

#[test]
fn chains_that_go_on_in_format_2_are_whole() {
    for trail in trails() {
        assert_eq!(findings(&trail), [""; 0]);
    }
}

#[test]
fn each_field_that_was_changed_is_found() {
    type Tamper = fn(&mut StoredEntry);
    let tampers: [(&str, Tamper, &str); 7] = [
        ("content", |entry| entry.content = entry.content.replace("user", "administrator"), "the hash is `"),
        (
            "facts",
            |entry| entry.content = entry.content.replace(r#""admitted":true"#, r#""admitted":false"#),
            "the hash is",
        ),
        ("hash", |entry| entry.hash = digest(b""), "the hash is `"),
        ("previous", |entry| entry.previous = Some(digest(b"")), "the hash of the entry before is `"),
        ("subject", |entry| entry.subject = "AR-9".to_owned(), "the subject is stored as `\"AR-9\"`"),
        (
            "address",
            |entry| entry.outside[0].beside.address = "eve@acme.example".to_owned(),
            "the address that stands beside for `",
        ),
        ("salt", |entry| entry.outside[0].beside.salt.push('x'), "the address that stands beside for `"),
    ];
    for (what, tamper, said) in tampers {
        for whole in trails() {
            let found = found_in(whole, |trail| tamper(trail.at("one", 3)));
            let said = format!("chain `one`, number 3: {said}");
            assert!(found.iter().any(|found| found.starts_with(&said)), "{what}: {found:#?}");
        }
    }
}

#[test]
fn a_changed_entry_with_a_hash_that_fits_is_found_by_the_next_one_and_by_the_seal() {
    let found = found_in(trail_in_format_1_up_to(0), |trail| {
        let entry = trail.at("one", 3);
        entry.content = entry.content.replace("user", "administrator");
        entry.rehash();
    });
    assert_eq!(
        found,
        [
            "chain `one`, number 3: the hash is `…`, but seal 1 lists it as `…`",
            "chain `one`, number 4: the hash of the entry before is `…`, but the content says `…`",
        ]
    );
}

#[test]
fn whoever_acted_is_among_the_people_and_nobody_else_stands_outside() {
    let found = found_in(trail_in_format_1_up_to(0), |trail| {
        let entry = trail.at("one", 4);
        entry.content = entry.content.replace(&format!(r#""who":"{PERSON_ID}""#), r#""who":"somebody""#);
        entry.outside[0].id = "another".to_owned();
        entry.rehash();
    });
    assert!(found.contains(&"chain `one`, number 4: who acted, `somebody`, is not among the people".to_owned()));
    let beside = "the address that stands beside for `another` is not the one of when the entry was made";
    assert!(found.contains(&format!("chain `one`, number 4: {beside}")), "{found:#?}");
}

#[test]
fn what_was_erased_outside_leaves_the_trail_whole() {
    let found = found_in(trail_in_format_1_up_to(2), |trail| {
        trail.entries.iter_mut().for_each(|entry| entry.outside.clear());
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn entries_that_are_not_shown_are_proven_and_counted() {
    let mut trail = trail_in_format_1_up_to(0);
    for entry in trail.entries.iter_mut().filter(|entry| entry.chain == "one") {
        entry.shown = false;
    }
    assert_eq!(findings(&trail), [""; 0]);
    let mut proof = Proof::default();
    for entry in &trail.entries {
        entry.with_entry(Head::Unknown, |entry| proof.entry(entry));
    }
    assert_eq!((proof.entries, proof.not_shown), (10, 4));
    // Another content, another place, and one that is missing.
    let hide = |trail: &mut Trail| trail.at("one", 2).shown = false;
    let changed = found_in(trail_in_format_1_up_to(0), |trail| {
        hide(trail);
        trail.at("one", 2).content.push(' ');
    });
    assert_eq!(changed, ["chain `one`, number 2: the hash is `…`, but that of the content is `…`"]);
    let moved = found_in(trail_in_format_1_up_to(0), |trail| {
        hide(trail);
        trail.at("one", 2).number = 9;
    });
    assert!(moved.iter().any(|found| found.starts_with("chain `one`, number 9: the hash is `")), "{moved:#?}");
    let gone = found_in(trail, |trail| trail.entries.retain(|entry| entry.chain != "one" || entry.number != 2));
    assert_eq!(gone, ["chain `one`, number 2: the entry is missing"]);
}

#[test]
fn no_entry_of_format_1_follows_one_of_format_2() {
    let mut trail = trail_in_format_1_up_to(0);
    trail.format_1_up_to = i64::MAX;
    trail.add("one", "AR-5", Value::Null);
    let said = "chain `one`, number 5: the entry is of format 1, but one of format 2 stands before it";
    assert_eq!(findings(&trail), [said]);
}

proptest! {
    #[test]
    fn any_changed_byte_of_any_content_is_found_in_format_2(
        entry in 0_usize..10, place in any::<prop::sample::Index>(), byte in b' '..=b'~', up_to in 0_i64..3,
    ) {
        let mut trail = trail_in_format_1_up_to(up_to);
        let entry = &mut trail.entries[entry];
        let mut bytes = entry.content.clone().into_bytes();
        let place = place.index(bytes.len());
        prop_assume!(bytes[place] != byte);
        bytes[place] = byte;
        entry.content = String::from_utf8(bytes).unwrap();
        let said = format!("chain `{}`, number {}: the hash is", entry.chain, entry.number);
        prop_assert!(findings(&trail).iter().any(|found| found.starts_with(&said)));
    }

    #[test]
    fn any_sealed_chain_written_anew_in_format_2_is_found(
        chain in prop::sample::select(vec!["one", "two"]), from in 1_i64..=4,
    ) {
        let mut trail = trail_in_format_1_up_to(0);
        trail.write_anew(chain, from);
        let said = format!("chain `{chain}`, number 4: the hash is");
        prop_assert!(findings(&trail).iter().any(|found| found.starts_with(&said)));
    }
}
