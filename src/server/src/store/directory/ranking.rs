//! How well an account fits what is searched for, as SQL: one text for both databases and for all lists.

use crate::db::Argument;
use crate::domains::search_text::{Sought, is_long};

/// How well an account fits. The entire name, or the entire identifier.
pub const ENTIRE: i64 = 0;
/// The name begins with it.
pub const BEGINS: i64 = 1;
/// A later word of the name begins with it, and what follows goes on so.
pub const WORD_BEGINS: i64 = 2;
/// Every word begins one of the name, in another order.
pub const WORDS: i64 = 3;
/// All of it is in the name, some of it within a word.
pub const INSIDE: i64 = 4;
/// Some of it is in the identifier only.
pub const IDENTIFIER: i64 = 5;

/// What fits, and how well, as SQL over `account a` with numbered arguments.
pub struct Ranking {
    pub fits: String,
    pub rank: String,
    pub arguments: Vec<Argument>,
}

/// How this is compared; its arguments are numbered from `first` on.
pub fn ranking(sought: &Sought, first: usize) -> Ranking {
    let mut arguments = Vec::new();
    let mut bind = |argument: String| {
        arguments.push(Argument::from(argument));
        format!("${}", first + arguments.len() - 1)
    };
    if sought.phrase.is_empty() {
        let fits = if sought.is_wordless { "1 = 0" } else { "1 = 1" };
        return Ranking { fits: fits.to_owned(), rank: "CAST(0 AS bigint)".to_owned(), arguments: Vec::new() };
    }
    // Words are letters and digits: no pattern has to be taken literally.
    let phrase = &sought.phrase;
    let is_identifier = format!("a.domain_identifier = {}", bind(sought.identifier.clone()));
    let like = |pattern: String| format!("a.search_text LIKE {pattern}");
    let entire = like(bind(format!("%\n {phrase}\n%")));
    let begins = like(bind(format!("%\n {phrase}%")));
    let word_begins = like(bind(format!("% {phrase}%")));
    let (mut fits, mut words, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    for word in &sought.words {
        let word_of_name = like(bind(format!("% {word}%")));
        if is_long(word) {
            fits.push(like(bind(format!("%{word}%"))));
            inside.push(like(bind(format!("%{word}%\n@%"))));
        } else {
            fits.push(format!("({word_of_name} OR {})", like(bind(format!("%.{word}%")))));
            inside.push(word_of_name.clone());
        }
        words.push(word_of_name);
    }
    let rank = format!(
        "CAST(CASE WHEN {is_identifier} OR {entire} THEN {ENTIRE} WHEN {begins} THEN {BEGINS} \
         WHEN {word_begins} THEN {WORD_BEGINS} WHEN {} THEN {WORDS} WHEN {} THEN {INSIDE} \
         ELSE {IDENTIFIER} END AS bigint)",
        words.join(" AND "),
        inside.join(" AND ")
    );
    Ranking { fits: fits.join(" AND "), rank, arguments }
}
