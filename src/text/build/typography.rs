//! French typography: what stands around punctuation (Imprimerie nationale, « Lexique des règles typographiques »). Whether
//! the space is narrow or wide is left open; it must not break.

use super::Finding;
use super::message::{Message, Piece};

const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// What a French message does wrong, each mistake once.
pub fn check(message: &Message) -> Vec<Finding> {
    let mut problems = Vec::new();
    check_pieces(&message.pieces, &mut problems);
    problems.sort_unstable();
    problems.dedup();
    problems.into_iter().map(|problem| message.finding(problem)).collect()
}

fn check_pieces(pieces: &[Piece], problems: &mut Vec<String>) {
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => check_text(text, index > 0, problems),
            Piece::Argument(_) => {}
            Piece::Select { variants, .. } => {
                variants.iter().for_each(|(_, pieces)| check_pieces(pieces, problems));
            }
        }
    }
}

/// `follows` says whether a placeholder stands before the text.
fn check_text(text: &str, follows: bool, problems: &mut Vec<String>) {
    // A placeholder counts as a word.
    let mut before = if follows { 'x' } else { '\n' };
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_joined = |next: Option<char>| next.is_some_and(|next| NO_BREAK.contains(&next));
        match c {
            '\'' => problems.push("has `'`: write `’`".to_owned()),
            '«' if !is_joined(after) => problems.push("needs a no-break space after `«`".to_owned()),
            ':' | ';' | '!' | '?' | '»' if !is_joined(Some(before)) => {
                // As in `10:30` and `?!`.
                let within_word = c == ':' && after.is_some_and(|after| !after.is_whitespace());
                if !within_word && !matches!(before, '!' | '?') {
                    problems.push(format!("needs a no-break space before `{c}`"));
                }
            }
            _ => {}
        }
        before = c;
    }
}
