//! What people wrote, made harmless for a mail: nothing in it ends a line or a header, or turns the order of the
//! letters around it. Escaping for HTML is not done here.

/// For a subject, a name and every other field of one line: control and bidirectional characters are gone, and each run
/// of white space is one space.
pub fn one_line(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if is_break(character) || character == ' ' {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !character.is_control() && !is_bidirectional(character) {
            clean.push(character);
        }
    }
    clean.truncate(clean.trim_end_matches(' ').len());
    clean
}

/// The text without anything that mail programs take for a link or an address: a space stands after each dot within a
/// word, and around each `@` and `://`. For words of somebody whom the recipient does not know.
pub fn unlinked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        let is_dot = matches!(character, '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}');
        match character {
            '@' => plain.push_str(" @ "),
            ':' if next == Some('/') => plain.push_str(": "),
            _ if is_dot && next.is_some_and(char::is_alphanumeric) => plain.extend([character, ' ']),
            _ => plain.push(character),
        }
    }
    plain
}

/// For a text of several lines: lines end with `\n`, and all other control characters are gone. Bidirectional characters
/// stay, since they reach no further than their line, which is a paragraph of its own.
pub fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(|line| line.chars().filter(|c| !c.is_control() && !is_separator(*c)).collect()).collect()
}

/// White space that is no plain space. The spaces of typography are none of these: they do not break a line.
fn is_break(character: char) -> bool {
    (character.is_control() && character.is_whitespace()) || is_separator(character)
}

/// Unicode's own ends of line and of paragraph.
fn is_separator(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX 9, 2).
fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_is_a_link_or_an_address() {
        for (text, plain) in [
            ("Claim it at http://evil.example/x", "Claim it at http: //evil. example/x"),
            ("www.evil.example or me@evil.example", "www. evil. example or me @ evil. example"),
            ("evil。example", "evil。 example"),
            ("Acme & Sons. Since 1900: ok.", "Acme & Sons. Since 1900: ok."),
            ("mailto:a@b", "mailto:a @ b"),
        ] {
            assert_eq!(unlinked(text), plain);
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        for (written, clean) in [
            ("Acme\r\nBcc: all@acme.example", "Acme Bcc: all@acme.example"),
            ("\u{202e}emcA\u{202c} \u{2066}x\u{2069}\u{200e}\u{200f}\u{61c}", "emcA x"),
            (" \t a \u{2028}\u{2029}\u{85} b\u{0}\u{7f}\u{9f} ", "a b"),
            ("Réf\u{a0}: 1\u{202f}000 👩\u{200d}💻", "Réf\u{a0}: 1\u{202f}000 👩\u{200d}💻"),
            ("\r\n", ""),
        ] {
            assert_eq!(one_line(written), clean, "{written:?}");
        }
    }

    #[test]
    fn lines_keep_their_ends_and_nothing_else_that_controls() {
        assert_eq!(lines("a\r\nb\rc\n\nd\u{0}\u{1b}[31m\t\u{2028}e"), ["a", "b", "c", "", "d[31me"]);
        assert_eq!(lines("\u{200f}שלום  "), ["\u{200f}שלום  "]);
        assert_eq!(lines(""), [""]);
    }
}
