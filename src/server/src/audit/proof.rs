//! Proving the trail, entry by entry, wherever they come from. Holds no more than the heads that seals list.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde_json::Value;

use super::content;
use crate::store::trail::SEALS;
use crate::store::trail::reading::StoredAddress;

/// An entry to be proven.
pub struct Entry<'a> {
    pub chain: &'a str,
    pub number: i64,
    /// As it stands beside the content, if it does.
    pub subject: Option<&'a str>,
    pub hash: &'a str,
    pub form: Form<'a>,
    pub head: Head<'a>,
}

/// What there is of an entry, by its format.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// Format 1: the content says its number and the hash of the entry before.
    First { content: &'a str },
    /// Format 2.
    Second { previous: &'a str, content: &'a str, outside: &'a [OutsideAddress] },
    /// Format 2, without the content.
    NotShown { previous: &'a str, content_hash: &'a str },
}

/// The address of a person whom an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideAddress {
    pub id: String,
    pub beside: StoredAddress,
}

/// What is stored as the end of an entry's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head<'a> {
    /// Nothing is known of it: an export has no heads.
    Unknown,
    Absent,
    At {
        number: i64,
        hash: &'a str,
    },
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub chain: String,
    pub number: i64,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "chain `{}`, number {}: {}", self.chain, self.number, self.what)
    }
}

/// A proof under way. The entries come as `store::trail::reading` gives them: the seals first, then the other chains by
/// name, each by number.
#[derive(Default)]
pub struct Proof {
    pub entries: u64,
    pub chains: u64,
    pub seals: u64,
    /// Of the entries, those whose content is not there.
    pub not_shown: u64,
    /// Number and hash of the newest seal.
    pub last_seal: Option<(i64, String)>,
    /// What seals list of chains that did not come yet.
    sealed: HashMap<String, Sealed>,
    current: Option<Chain>,
}

/// What seals list of one chain: by number, each hash and the number of the seal that lists it.
type Sealed = BTreeMap<i64, Vec<(String, i64)>>;

/// The chain that is being read.
struct Chain {
    name: String,
    /// Of the last entry; 0 before the first.
    number: i64,
    /// What the next entry says of the one before; nothing where that one is missing.
    hash: Option<String>,
    head: Option<(i64, String)>,
    head_absent: bool,
    /// Whether an entry of format 2 came: none of format 1 may follow.
    second_format: bool,
    sealed: Sealed,
}

impl Proof {
    /// Proves the next entry, and the end of the chain before if this one begins another.
    pub fn entry(&mut self, entry: &Entry<'_>) -> Vec<Finding> {
        let mut findings = self.turn_to(entry.chain);
        self.entries += 1;
        self.not_shown += u64::from(matches!(entry.form, Form::NotShown { .. }));
        let mut wrong = Vec::new();
        let read = content::read(entry, &mut wrong);
        if let Some(chain) = &mut self.current {
            findings.extend(chain.follow(entry, read.as_ref().and_then(|read| read.previous.as_deref()), &mut wrong));
        }
        if entry.chain == SEALS {
            self.seals += 1;
            self.last_seal = Some((entry.number, entry.hash.to_owned()));
            match read.and_then(|read| read.after).map(|after| heads(&after)) {
                Some(Some(heads)) => self.list(entry.number, heads),
                Some(None) => wrong.push("the list of heads cannot be read".to_owned()),
                None => {}
            }
        }
        findings.extend(wrong.into_iter().map(|what| finding(entry.chain, entry.number, what)));
        findings
    }

    /// Proves the end of the last chain, and that no chain is missing that a seal lists.
    pub fn end(&mut self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.current.take().map(Chain::end).into_iter().flatten().collect();
        let mut missing: Vec<(String, Sealed)> = self.sealed.drain().collect();
        missing.sort();
        findings.extend(missing.into_iter().flat_map(|(chain, sealed)| missing_sealed(&chain, sealed)));
        findings
    }

    fn turn_to(&mut self, name: &str) -> Vec<Finding> {
        if self.current.as_ref().is_some_and(|chain| chain.name == name) {
            return Vec::new();
        }
        self.chains += 1;
        let sealed = self.sealed.remove(name).unwrap_or_default();
        let next = Chain {
            name: name.to_owned(),
            number: 0,
            hash: Some(String::new()),
            head: None,
            head_absent: false,
            second_format: false,
            sealed,
        };
        let Some(before) = self.current.replace(next) else { return Vec::new() };
        let is_after = before.name == SEALS || (name != SEALS && before.name.as_str() < name);
        let disorder = format!("the chain stands after `{}`, before which it belongs", before.name);
        let mut findings = before.end();
        if !is_after {
            findings.push(finding(name, 1, disorder));
        }
        findings
    }

    fn list(&mut self, seal: i64, heads: Vec<(String, i64, String)>) {
        for (chain, number, hash) in heads {
            self.sealed.entry(chain).or_default().entry(number).or_default().push((hash, seal));
        }
    }
}

impl Chain {
    fn follow(&mut self, entry: &Entry<'_>, previous: Option<&str>, wrong: &mut Vec<String>) -> Option<Finding> {
        let expected = self.number.saturating_add(1);
        let follows = entry.number == expected;
        let mut gap = None;
        if entry.number > expected {
            let last = entry.number - 1;
            let what = if last == expected {
                "the entry is missing".to_owned()
            } else {
                format!("the entries from here to {last} are missing")
            };
            gap = Some(finding(&self.name, expected, what));
        } else if !follows {
            wrong.push(format!("the entry comes after number {}", self.number));
        }
        match entry.form {
            Form::First { .. } if self.second_format => {
                wrong.push("the entry is of format 1, but one of format 2 stands before it".to_owned());
            }
            Form::First { .. } => {}
            Form::Second { .. } | Form::NotShown { .. } => self.second_format = true,
        }
        if let (true, Some(before), Some(previous)) = (follows, &self.hash, previous)
            && before != previous
        {
            wrong.push(format!("the hash of the entry before is `{before}`, but the content says `{previous}`"));
        }
        for (hash, seal) in self.sealed.remove(&entry.number).unwrap_or_default() {
            if hash != entry.hash {
                wrong.push(format!("the hash is `{}`, but seal {seal} lists it as `{hash}`", entry.hash));
            }
        }
        self.number = self.number.max(entry.number);
        self.hash = (entry.number >= expected).then(|| entry.hash.to_owned());
        self.head_absent = entry.head == Head::Absent;
        if let Head::At { number, hash } = entry.head {
            self.head = Some((number, hash.to_owned()));
        }
        gap
    }

    fn end(self) -> Vec<Finding> {
        let mut findings = missing_sealed(&self.name, self.sealed);
        let mut say = |what: String| findings.push(finding(&self.name, self.number, what));
        if self.head_absent {
            say("the chain ends here, but no head is stored for it".to_owned());
        }
        if let Some((number, hash)) = self.head {
            if number != self.number {
                say(format!("the chain ends here, but its head says number {number}"));
            } else if self.hash.as_ref().is_some_and(|last| *last != hash) {
                say(format!("the chain ends here, but its head has the hash `{hash}`"));
            }
        }
        findings
    }
}

/// The heads in a seal: chain, number, hash.
fn heads(after: &Value) -> Option<Vec<(String, i64, String)>> {
    serde_json::from_value(after.clone()).ok()
}

fn missing_sealed(chain: &str, sealed: Sealed) -> Vec<Finding> {
    let say = |(number, listed): (i64, Vec<(String, i64)>)| {
        let seals: Vec<String> = listed.iter().map(|(_, seal)| seal.to_string()).collect();
        finding(chain, number, format!("the entry is missing, but seal {} lists it", seals.join(" and ")))
    };
    sealed.into_iter().map(say).collect()
}

fn finding(chain: &str, number: i64, what: String) -> Finding {
    Finding { chain: chain.to_owned(), number, what }
}

#[cfg(test)]
mod tests;
