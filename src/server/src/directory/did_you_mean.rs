//! *Did you mean …?* Where a search finds nothing, and one word of it with one typing mistake less finds something.
//!
//! It asks the index of listed accounts only: that somebody is shown a word tells that a listed account has it.

use crate::app::App;
use crate::directory::listing::Listing;
use crate::domains::search_text::Sought;
use crate::error::Error;
use crate::store::directory::Selection;
use crate::store::directory::search;
use crate::store::person::Person;

/// Shorter words have too many neighbours, longer ones are no word.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=20;

/// How many words are tried in place of the wrong one.
const MOST_TRIED: usize = 3;

/// The search with its one wrong word spelled otherwise. At most ten queries: three for each of three words that
/// are near the wrong one, whether it finds anything.
///
/// # Errors
/// The database's.
pub async fn did_you_mean(app: &App, person: &Person, listing: &Listing) -> Result<Option<String>, Error> {
    let selection = &listing.selection;
    if selection.access.is_some() || !selection.sought.words.iter().any(|word| is_tried(word)) {
        return Ok(None);
    }
    let listed = app.listed_accounts.now(&app.db).await?;
    let is_unknown = |word: &&String| is_tried(word) && listed.first_with_beginning(word).is_none();
    let mut wrong = selection.sought.words.iter().filter(is_unknown);
    let (Some(wrong), None) = (wrong.next(), wrong.next()) else { return Ok(None) };
    let near = |typed: String| listed.first_with_beginning(&typed).map(|word| (typed != word, word.to_owned()));
    let mut nearest: Vec<(bool, String)> = one_mistake_less(wrong).into_iter().filter_map(near).collect();
    // Entire words before those of which it is the beginning.
    nearest.sort_by_key(|(is_beginning, _)| *is_beginning);
    for (_, word) in nearest.into_iter().take(MOST_TRIED) {
        let meant = listing.typed.replacen(wrong.as_str(), &word, 1);
        let meant_selection = Selection { sought: Sought::new(&meant), ..selection.clone() };
        let start = meant_selection.start();
        let found = search::best_first(&app.db, &app.listed_accounts, person.key, &meant_selection, &start, 1).await?;
        if !found.is_empty() {
            return Ok(Some(meant));
        }
    }
    Ok(None)
}

/// Of digits alone every neighbour is as likely as the next.
fn is_tried(word: &str) -> bool {
    LENGTHS.contains(&word.chars().count()) && word.chars().any(char::is_alphabetic)
}

/// Every word that one mistake may have made into this one, likely mistakes first: two letters in the wrong order, one too
/// many, one that is missing, one in the place of another. The letters that are put in are those of the Latin alphabet.
fn one_mistake_less(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let put = |before: &[char], middle: &[char], after: &[char]| [before, middle, after].concat().into_iter().collect();
    let mut words: Vec<String> = Vec::new();
    for (at, pair) in letters.windows(2).enumerate() {
        if let [first, second] = pair {
            let (before, after) = (letters.get(..at), letters.get(at + 2..));
            words.push(put(before.unwrap_or_default(), &[*second, *first], after.unwrap_or_default()));
        }
    }
    let parts = |at: usize| letters.split_at(at);
    for at in 0..letters.len() {
        let (before, after) = parts(at);
        words.push(put(before, &[], after.get(1..).unwrap_or_default()));
    }
    for at in 0..=letters.len() {
        let (before, after) = parts(at);
        words.extend(('a'..='z').map(|letter| put(before, &[letter], after)));
    }
    for at in 0..letters.len() {
        let (before, after) = parts(at);
        words.extend(('a'..='z').map(|letter| put(before, &[letter], after.get(1..).unwrap_or_default())));
    }
    let mut seen = std::collections::HashSet::new();
    words.retain(|near| near != word && seen.insert(near.clone()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_is_a_letter_too_many_or_missing_or_another_one_or_two_in_the_wrong_order() {
        let words = one_mistake_less("systms");
        for near in ["systems", "sytsms", "sysms", "systxs"] {
            assert!(words.iter().any(|word| word == near), "{near}");
        }
        for far in ["systms", "systemss", "sxstxs"] {
            assert!(!words.iter().any(|word| word == far), "{far}");
        }
        let (swapped, replaced) = (words.iter().position(|w| w == "systsm"), words.iter().position(|w| w == "systmx"));
        assert!(swapped < replaced);
    }

    #[test]
    fn words_of_five_letters_or_more_are_tried() {
        for (word, expected) in [("bank", false), ("banks", true), ("12345", false), ("b2345", true)] {
            assert_eq!(is_tried(word), expected, "{word}");
        }
    }
}
