//! The kinds of searches.

use crate::names::{account, first, mixed, rare, second};

/// A kind, and what is typed about an account.
pub struct Kind {
    pub name: &'static str,
    typed: fn(usize) -> String,
}

/// How many searches a kind has.
const EACH: usize = 60;

pub const KINDS: &[Kind] = &[
    Kind { name: "one letter", typed: |number| ('a'..='z').nth(number % 26).unwrap().to_string() },
    Kind { name: "two letters", typed: |number| rare(number)[..2].to_owned() },
    Kind { name: "three letters", typed: |number| rare(number)[..3].to_owned() },
    Kind { name: "frequent word", typed: |number| second(number).to_owned() },
    Kind { name: "first word", typed: |number| first(number).to_owned() },
    Kind { name: "rare word", typed: rare },
    Kind { name: "two words", typed: |number| format!("{} {}", first(number), second(number)) },
    Kind { name: "other order", typed: |number| format!("{} {}", second(number), first(number)) },
    Kind { name: "beginnings", typed: |number| beginnings(&account(number).0) },
    Kind { name: "three words", typed: |number| reversed(&account(number).0) },
    Kind { name: "never both", typed: |number| format!("{} {}", second(number), second(number + 1)) },
    Kind { name: "number", typed: |number| number.to_string() },
    Kind { name: "entire name", typed: |number| account(number).0 },
    Kind { name: "identifier", typed: |number| account(number).1 },
    Kind { name: "middle", typed: |number| within(second(number)) },
    Kind { name: "two middles", typed: |number| format!("{} {}", within(first(number)), within(second(number))) },
    Kind { name: "nothing", typed: |number| format!("xq{}", rare(number)) },
    Kind { name: "typing error", typed: |number| mistaken(first(number)) },
    Kind { name: "error of two", typed: |number| format!("{} {}", second(number), mistaken(first(number))) },
];

/// What is typed in a world of so many accounts.
pub fn searches(kind: &Kind, size: usize) -> Vec<String> {
    (0..EACH).map(|at| (kind.typed)(mixed(at, 9) % size)).collect()
}

fn beginnings(name: &str) -> String {
    name.split(' ').map(|word| word.chars().take(3).collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn reversed(name: &str) -> String {
    name.split(' ').rev().collect::<Vec<_>>().join(" ")
}

fn within(word: &str) -> String {
    word.chars().skip(1).take(word.chars().count() - 2).collect()
}

fn mistaken(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.remove(letters.len() / 2);
    letters.into_iter().collect()
}
