//! The characters of names (DMN 1.5, 10.3.1.2, grammar rules 25 to 30), and names that are known beforehand.

/// The most characters of a text that a message repeats.
const MAX_SHOWN: usize = 60;

/// Whether a name may begin with the character.
pub(super) fn is_start(character: char) -> bool {
    matches!(character,
        '?' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
        && !is_space(character)
}

/// Whether the character may stand within a word of a name.
pub(super) fn is_part(character: char) -> bool {
    is_start(character) || matches!(character, '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether the character may stand between the words of a name, where the whole name is known.
pub(super) fn is_joint(character: char) -> bool {
    is_space(character) || matches!(character, '.' | '/' | '-' | '’' | '\'' | '+' | '*')
}

/// White space, vertical or not, as the grammar lists it.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{180E}' | '\u{200B}' | '\u{FEFF}')
}

/// The word with which the text begins.
pub(crate) fn word(text: &str) -> &str {
    let end = text.find(|character| !is_part(character)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The name with one space for each run of white space, and none around it.
pub(super) fn normal(name: &str) -> String {
    name.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How many bytes the name covers at the begin of a text, where it stands there and ends with a word.
///
/// Every run of white space in either counts as one space. Nothing is covered by an empty name.
pub(crate) fn covered(name: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    let mut spaced = false;
    for character in name.chars() {
        if is_space(character) {
            let trimmed = rest.trim_start_matches(is_space);
            if !spaced && trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
            spaced = true;
        } else {
            rest = rest.strip_prefix(character)?;
            spaced = false;
        }
    }
    let length = text.len() - rest.len();
    (length > 0 && !rest.starts_with(is_part)).then_some(length)
}

/// Names for a message: the first five, and how many there are beside them.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    let (first, more) = names.split_at(names.len().min(5));
    let mut list = first.iter().map(|name| ["`", &short(name), "`"].concat()).collect::<Vec<_>>().join(", ");
    if !more.is_empty() {
        list.push_str(&format!(" and {} more", more.len()));
    }
    (!names.is_empty()).then_some(list)
}

/// The text as far as a message repeats it.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => [text.get(..end).unwrap_or_default(), "…"].concat(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{covered, is_part, is_space, is_start, listed, normal, short};

    #[test]
    fn a_name_is_found_whatever_white_space_stands_in_it() {
        assert_eq!(covered("Monthly Salary", "Monthly \n\u{A0}Salary * 12"), Some(17));
        assert_eq!(covered("Monthly   Salary", "Monthly Salary"), Some(14));
        assert_eq!(covered("Monthly Salary", "MonthlySalary"), None);
    }

    #[test]
    fn a_name_ends_where_a_word_ends() {
        assert_eq!(covered("age", "age+1"), Some(3));
        assert_eq!(covered("age", "ages"), None);
        assert_eq!(covered("age", "age2"), None);
        assert!(["age", "+ 1", ""].into_iter().all(|text| covered("", text).is_none()));
    }

    #[test]
    fn spaces_are_no_part_of_words() {
        assert!(('\0'..=char::MAX).all(|character| !(is_space(character) && is_part(character))));
        assert!(['é', 'Ж', '年', '_', '?', '😀'].into_iter().all(is_start));
        assert!(!['1', '-', '×', ' ', '’'].into_iter().any(is_start));
    }

    #[test]
    fn a_name_is_kept_with_single_spaces() {
        assert_eq!(normal("  Monthly\t\n Salary "), "Monthly Salary");
    }

    #[test]
    fn a_message_stays_short() {
        assert_eq!(listed([].into_iter()), None);
        assert_eq!(listed(["a", "b"].into_iter()).unwrap(), "`a`, `b`");
        assert_eq!(
            listed(["a", "b", "c", "d", "e", "f", "g"].into_iter()).unwrap(),
            "`a`, `b`, `c`, `d`, `e` and 2 more"
        );
        assert_eq!(short(&"é".repeat(70)).chars().count(), 61);
    }
}
