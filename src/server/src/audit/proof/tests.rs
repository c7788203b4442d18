//! Every way in which a trail can be tampered with is found and named; one that is whole gives no finding.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::base::secret::digest;
use crate::store::trail::{commitment, entry_hash};

mod format_2;

/// An entry that a test may change.
#[derive(Clone, Debug, PartialEq)]
struct StoredEntry {
    chain: String,
    number: i64,
    subject: String,
    content: String,
    hash: String,
    /// In format 2.
    previous: Option<String>,
    outside: Vec<OutsideAddress>,
    shown: bool,
}

impl StoredEntry {
    /// Gives what is to be proven of it to `prove`.
    fn with_entry<T>(&self, head: Head<'_>, prove: impl FnOnce(&Entry<'_>) -> T) -> T {
        let content_hash = digest(self.content.as_bytes());
        let form = match (&self.previous, self.shown) {
            (None, _) => Form::First { content: &self.content },
            (Some(previous), true) => Form::Second { previous, content: &self.content, outside: &self.outside },
            (Some(previous), false) => Form::NotShown { previous, content_hash: &content_hash },
        };
        let subject = self.shown.then_some(self.subject.as_str());
        prove(&Entry { chain: &self.chain, number: self.number, subject, hash: &self.hash, form, head })
    }

    /// Makes the hash fit what it is over.
    fn rehash(&mut self) {
        let content_hash = digest(self.content.as_bytes());
        self.hash = match &self.previous {
            None => content_hash,
            Some(previous) => entry_hash(self.number, previous, &content_hash),
        };
    }
}

/// A trail with its heads, which [`findings`] proves as it stands.
#[derive(Clone, Debug, Default)]
struct Trail {
    entries: Vec<StoredEntry>,
    heads: HashMap<String, (i64, String)>,
    /// Up to which number entries are of format 1.
    format_1_up_to: i64,
}

impl Trail {
    fn add(&mut self, chain: &str, subject: &str, after: Value) {
        let (number, previous) = self.heads.get(chain).cloned().unwrap_or_default();
        let number = number + 1;
        let in_format_1 = number <= self.format_1_up_to;
        let (content, previous) = if in_format_1 {
            (content(chain, number, &previous, subject, &after), None)
        } else {
            (format_2::content(chain, subject, &after), Some(previous))
        };
        let mut kept = StoredEntry {
            chain: chain.to_owned(),
            number,
            subject: subject.to_owned(),
            content,
            hash: String::new(),
            outside: if in_format_1 { Vec::new() } else { format_2::outside() },
            previous,
            shown: true,
        };
        kept.rehash();
        self.heads.insert(chain.to_owned(), (number, kept.hash.clone()));
        self.entries.push(kept);
        self.entries.sort_by_key(|entry| (entry.chain != SEALS, entry.chain.clone(), entry.number));
    }

    /// Seals the heads of all chains.
    fn seal(&mut self) {
        let mut heads: Vec<(String, i64, String)> =
            self.heads.iter().map(|(chain, (number, hash))| (chain.clone(), *number, hash.clone())).collect();
        heads.retain(|(chain, ..)| chain != SEALS);
        heads.sort();
        self.add(SEALS, SEALS, json!(heads));
    }

    fn at(&mut self, chain: &str, number: i64) -> &mut StoredEntry {
        self.entries.iter_mut().find(|entry| entry.chain == chain && entry.number == number).unwrap()
    }

    /// Writes the chain anew from this entry on, with hashes and head that fit together.
    fn write_anew(&mut self, chain: &str, from: i64) {
        let kept: Vec<StoredEntry> = self.entries.iter().filter(|entry| entry.chain == chain).cloned().collect();
        self.entries.retain(|entry| entry.chain != chain || entry.number < from);
        let before = self.entries.iter().rfind(|entry| entry.chain == chain).cloned();
        self.heads.insert(chain.to_owned(), before.map(|entry| (entry.number, entry.hash)).unwrap_or_default());
        for entry in kept.into_iter().filter(|entry| entry.number >= from) {
            self.add(chain, &entry.subject, json!("something else"));
        }
    }
}

fn content(chain: &str, number: i64, previous: &str, subject: &str, after: &Value) -> String {
    json!({
        "after": after, "at": "2026-03-01T09:30:00.000Z", "before": null, "chain": chain, "event": "access_requested",
        "number": number, "policy": "1", "previous": previous, "rules": ["request_path/R4"], "subject": subject,
        "who": "emma@acme.example",
    })
    .to_string()
}

/// Chains `one` and `two` of four entries each, sealed after three and after four.
fn trail() -> Trail {
    trail_in_format_1_up_to(i64::MAX)
}

fn trail_in_format_1_up_to(number: i64) -> Trail {
    let mut trail = Trail { format_1_up_to: number, ..Trail::default() };
    for number in 1..=4 {
        for chain in ["one", "two"] {
            trail.add(chain, &format!("AR-{number}"), json!({ "role": "user", "salary": number }));
        }
        if number > 2 {
            trail.seal();
        }
    }
    trail
}

fn findings(trail: &Trail) -> Vec<String> {
    let mut proof = Proof::default();
    let mut findings = Vec::new();
    for entry in &trail.entries {
        let head =
            trail.heads.get(&entry.chain).map_or(Head::Absent, |(number, hash)| Head::At { number: *number, hash });
        findings.extend(entry.with_entry(head, |entry| proof.entry(entry)));
    }
    findings.extend(proof.end());
    findings.iter().map(Finding::to_string).collect()
}

/// What is found once something was done to a whole trail. Hashes are cut short.
fn found(tamper: impl FnOnce(&mut Trail)) -> Vec<String> {
    found_in(trail(), tamper)
}

fn found_in(mut trail: Trail, tamper: impl FnOnce(&mut Trail)) -> Vec<String> {
    tamper(&mut trail);
    let cut = |said: &str| {
        let words = said.split('`').map(|word| if word.len() == 64 { "…" } else { word });
        words.collect::<Vec<_>>().join("`")
    };
    findings(&trail).iter().map(|said| cut(said)).collect()
}

#[test]
fn a_whole_trail_gives_no_finding_and_is_counted() {
    assert_eq!(findings(&trail()), [""; 0]);
    let mut proof = Proof::default();
    for entry in &trail().entries {
        entry.with_entry(Head::Unknown, |entry| proof.entry(entry));
    }
    assert_eq!(proof.end(), []);
    assert_eq!((proof.entries, proof.chains, proof.seals), (10, 3, 2));
    assert_eq!(proof.last_seal.map(|(number, _)| number), Some(2));
    assert_eq!(findings(&Trail::default()), [""; 0]);
}

#[test]
fn a_changed_content_is_found_by_its_hash_and_with_a_new_hash_by_the_next_entry() {
    let change = |trail: &mut Trail| {
        let entry = trail.at("one", 2);
        entry.content = entry.content.replace("user", "administrator");
    };
    let by_hash = ["chain `one`, number 2: the hash is `…`, but that of the content is `…`"];
    assert_eq!(found(change), by_hash);
    let by_next = ["chain `one`, number 3: the hash of the entry before is `…`, but the content says `…`"];
    let rehashed = |trail: &mut Trail| {
        change(trail);
        let entry = trail.at("one", 2);
        entry.hash = digest(entry.content.as_bytes());
    };
    assert_eq!(found(rehashed), by_next);
}

#[test]
fn a_removed_entry_is_found_in_the_middle_at_the_start_and_at_the_end() {
    let remove = |chain: &'static str, numbers: &'static [i64]| {
        found(move |trail| trail.entries.retain(|entry| entry.chain != chain || !numbers.contains(&entry.number)))
    };
    assert_eq!(remove("one", &[2]), ["chain `one`, number 2: the entry is missing"]);
    assert_eq!(remove("one", &[1, 2]), ["chain `one`, number 1: the entries from here to 2 are missing"]);
    assert_eq!(
        remove("two", &[4]),
        [
            "chain `two`, number 4: the entry is missing, but seal 2 lists it",
            "chain `two`, number 3: the chain ends here, but its head says number 4",
        ]
    );
    assert_eq!(
        remove("two", &[1, 2, 3, 4]),
        [
            "chain `two`, number 3: the entry is missing, but seal 1 lists it",
            "chain `two`, number 4: the entry is missing, but seal 2 lists it",
        ]
    );
}

#[test]
fn a_chain_that_was_cut_off_with_its_head_or_written_anew_is_found_by_a_seal() {
    let cut_off = |trail: &mut Trail| {
        trail.entries.retain(|entry| entry.chain != "one" || entry.number < 4);
        let last = trail.at("one", 3).hash.clone();
        trail.heads.insert("one".to_owned(), (3, last));
    };
    assert_eq!(found(cut_off), ["chain `one`, number 4: the entry is missing, but seal 2 lists it"]);
    assert_eq!(
        found(|trail| trail.write_anew("one", 2)),
        [
            "chain `one`, number 3: the hash is `…`, but seal 1 lists it as `…`",
            "chain `one`, number 4: the hash is `…`, but seal 2 lists it as `…`",
        ]
    );
}

#[test]
fn a_second_seal_does_not_hide_what_the_first_one_shows() {
    let resealed = |trail: &mut Trail| {
        trail.write_anew("one", 4);
        trail.seal();
    };
    assert_eq!(found(resealed), ["chain `one`, number 4: the hash is `…`, but seal 2 lists it as `…`"]);
}

#[test]
fn an_edited_head_is_found() {
    let head = |number: i64, hash: Option<&str>| {
        let hash = hash.map(str::to_owned);
        found(move |trail| {
            let kept = trail.heads.get_mut("two").unwrap();
            *kept = (number, hash.unwrap_or(kept.1.clone()));
        })
    };
    assert_eq!(head(5, None), ["chain `two`, number 4: the chain ends here, but its head says number 5"]);
    assert_eq!(head(4, Some("0")), ["chain `two`, number 4: the chain ends here, but its head has the hash `0`"]);
    let gone = found(|trail| drop(trail.heads.remove("two")));
    assert_eq!(gone, ["chain `two`, number 4: the chain ends here, but no head is stored for it"]);
}

#[test]
fn an_edited_column_is_found() {
    assert_eq!(
        found(|trail| trail.at("two", 2).subject = "AR-9".to_owned()),
        ["chain `two`, number 2: the subject is stored as `\"AR-9\"`, but the content says `\"AR-2\"`"]
    );
    let renumbered = found(|trail| {
        trail.at("two", 4).number = 5;
        trail.heads.get_mut("two").unwrap().0 = 5;
    });
    assert!(
        renumbered.contains(&"chain `two`, number 5: the number is stored as `5`, but the content says `4`".into())
    );
    let moved = found(|trail| trail.at("two", 1).chain = "one/2".to_owned());
    assert!(moved.contains(
        &"chain `one/2`, number 1: the chain is stored as `\"one/2\"`, but the content says `\"two\"`".into()
    ));
}

#[test]
fn two_swapped_entries_are_found_in_place_of_each_other_and_in_the_order_of_a_file() {
    let contents = found(|trail| {
        let (one, other) = (trail.at("one", 2).clone(), trail.at("one", 3).clone());
        (trail.at("one", 2).content, trail.at("one", 2).hash) = (other.content, other.hash);
        (trail.at("one", 3).content, trail.at("one", 3).hash) = (one.content, one.hash);
    });
    for number in [2, 3] {
        let said = format!("chain `one`, number {number}: the number is stored as `{number}`");
        assert!(contents.iter().any(|found| found.starts_with(&said)), "{contents:?}");
    }
    let lines = found(|trail| {
        let place = trail.entries.iter().position(|entry| entry.chain == "one" && entry.number == 2).unwrap();
        trail.entries.swap(place, place + 1);
    });
    assert!(lines.contains(&"chain `one`, number 2: the entry comes after number 3".to_owned()), "{lines:?}");
    let chains = found(|trail| trail.entries.sort_by_key(|entry| (entry.chain == "one", entry.chain == "two")));
    assert!(
        chains.contains(&"chain `one`, number 1: the chain stands after `two`, before which it belongs".to_owned())
    );
}

#[test]
fn a_content_that_is_not_in_canonical_form_is_found_even_with_its_own_hash() {
    for (old, new) in [
        (r#""policy":"1""#, r#""policy": "1""#),
        (r#""policy":"1""#, r#""policy":"\u0031""#),
        (r#""salary":2"#, r#""salary":2.0"#),
        (r#""salary":2"#, r#""salary":2,"salary":2"#),
        (r#""who":"#, r#""whom":null,"who":"#),
    ] {
        let said = found(|trail| {
            let entry = trail.at("one", 2);
            assert!(entry.content.contains(old));
            entry.content = entry.content.replace(old, new);
            entry.hash = digest(entry.content.as_bytes());
        });
        assert_eq!(said[0], "chain `one`, number 2: the content is not in canonical form", "{new}");
    }
}

#[test]
fn a_field_too_many_and_a_seal_without_a_list_are_found() {
    let mut trail = trail();
    let entry = trail.at("two", 4);
    entry.content = entry.content.replace(r#"}"#, r#","z":1}"#).replacen(r#","z":1"#, "", 1);
    entry.hash = digest(entry.content.as_bytes());
    assert!(findings(&trail)[0].contains("the content has the fields `after, at, "), "{:?}", findings(&trail));
    let mut trail = Trail::default();
    trail.add(SEALS, SEALS, json!([["one", "1", ""]]));
    assert_eq!(findings(&trail), ["chain `seals`, number 1: the list of heads cannot be read"]);
}

proptest! {
    #[test]
    fn any_changed_byte_of_any_content_is_found(entry in 0_usize..10, place in any::<prop::sample::Index>(), byte in b' '..=b'~') {
        let mut trail = trail();
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
    fn any_entries_removed_are_found(kept in prop::collection::vec(any::<bool>(), 10)) {
        prop_assume!(kept.contains(&false));
        let mut trail = trail();
        let mut kept = kept.into_iter();
        trail.entries.retain(|_| kept.next().unwrap());
        // A trail of which nothing is left has heads that are found by themselves.
        prop_assume!(!trail.entries.is_empty());
        let gone: Vec<&String> = trail.heads.keys().filter(|chain| !trail.entries.iter().any(|kept| kept.chain == **chain)).collect();
        prop_assert!(!findings(&trail).is_empty() || gone.iter().any(|chain| *chain == SEALS));
    }

    #[test]
    fn any_two_entries_swapped_are_found(one in 0_usize..10, other in 0_usize..10) {
        prop_assume!(one != other);
        let mut trail = trail();
        trail.entries.swap(one, other);
        prop_assert!(!findings(&trail).is_empty());
    }

    #[test]
    fn any_sealed_chain_written_anew_is_found(chain in prop::sample::select(vec!["one", "two"]), from in 1_i64..=4) {
        let mut trail = trail();
        trail.write_anew(chain, from);
        let said = format!("chain `{chain}`, number 4: the hash is");
        prop_assert!(findings(&trail).iter().any(|found| found.starts_with(&said)));
    }
}
