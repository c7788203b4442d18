//! Fills a pattern with arguments. The build script has checked and encoded the patterns, so that
//! this stays tiny in the browser:
//!
//! - `U+0001 n`: argument n (one digit);
//! - `U+0002 n`, then variants `U+0003 key U+0004 pattern`, then `U+0005`: the first variant that
//!   fits argument n. A key is a number, `one`, a word, or nothing, which fits all.

use std::str::Chars;

use crate::Locale;

/// A value for a placeholder or a selector.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arg<'a> {
    Text(&'a str),
    Number(i64),
}

/// Selects nest two deep; the limit keeps a damaged list from exhausting the stack.
const MOST_NESTING: u8 = 4;

/// Nothing where the pattern is not well formed or wants an argument that is not there.
pub(crate) fn fill(pattern: &str, locale: Locale, args: &[Arg<'_>]) -> Option<String> {
    let mut filler = Filler { rest: pattern.chars(), locale, args, out: String::new() };
    match filler.run(true, MOST_NESTING)? {
        End::Pattern => Some(filler.out),
        End::Variant | End::Select => None,
    }
}

/// What a run of text stopped at.
enum End {
    Pattern,
    Variant,
    Select,
}

struct Filler<'a> {
    rest: Chars<'a>,
    locale: Locale,
    args: &'a [Arg<'a>],
    out: String,
}

impl<'a> Filler<'a> {
    fn run(&mut self, is_chosen: bool, nesting: u8) -> Option<End> {
        loop {
            let Some(c) = self.rest.next() else {
                return Some(End::Pattern);
            };
            match c {
                '\u{1}' => {
                    let arg = self.arg()?;
                    if is_chosen {
                        self.push(arg);
                    }
                }
                '\u{2}' => self.select(is_chosen, nesting.checked_sub(1)?)?,
                '\u{3}' => return Some(End::Variant),
                '\u{5}' => return Some(End::Select),
                c if is_chosen => self.out.push(c),
                _ => {}
            }
        }
    }

    fn select(&mut self, is_chosen: bool, nesting: u8) -> Option<()> {
        let arg = self.arg()?;
        let mut is_open = is_chosen;
        if self.rest.next()? != '\u{3}' {
            return None;
        }
        loop {
            let (key, rest) = self.rest.as_str().split_once('\u{4}')?;
            self.rest = rest.chars();
            let fits = is_open && self.fits(key, arg);
            is_open &= !fits;
            match self.run(fits, nesting)? {
                End::Variant => {}
                End::Select => return Some(()),
                End::Pattern => return None,
            }
        }
    }

    fn fits(&self, key: &str, arg: Arg<'_>) -> bool {
        if key.is_empty() {
            return true;
        }
        match arg {
            Arg::Text(text) => key == text,
            Arg::Number(number) if key == "one" => self.locale.is_one(number),
            Arg::Number(number) => key.parse() == Ok(number),
        }
    }

    fn arg(&mut self) -> Option<Arg<'a>> {
        let index = self.rest.next()?.to_digit(10)?;
        self.args.get(usize::try_from(index).ok()?).copied()
    }

    fn push(&mut self, arg: Arg<'_>) {
        match arg {
            Arg::Text(text) => self.out.push_str(text),
            Arg::Number(number) => push_number(&mut self.out, number, self.locale),
        }
    }
}

/// Writes 1234 as `1,234`.
fn push_number(out: &mut String, number: i64, locale: Locale) {
    if number < 0 {
        out.push('-');
    }
    let digits = number.unsigned_abs().to_string();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(locale.group_separator());
        }
        out.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: &str = "\u{2}0\u{3}0\u{4}none\u{3}one\u{4}\u{1}0 day\u{3}\u{4}\u{1}0 days\u{5} left";

    #[track_caller]
    fn check(locale: Locale, pattern: &str, args: &[Arg<'_>], expected: &str) {
        assert_eq!(fill(pattern, locale, args).as_deref(), Some(expected));
    }

    #[test]
    fn plurals_follow_the_language() {
        let plural = "\u{2}0\u{3}one\u{4}1\u{3}\u{4}n\u{5}";
        for (locale, forms) in [(Locale::En, ["n", "1", "n"]), (Locale::Fr, ["1", "1", "n"])] {
            for (number, form) in (0..).zip(forms) {
                check(locale, plural, &[Arg::Number(number)], form);
            }
        }
    }

    #[test]
    fn an_exact_number_goes_before_the_plural() {
        check(Locale::Fr, LEFT, &[Arg::Number(0)], "none left");
        check(Locale::Fr, LEFT, &[Arg::Number(1)], "1 day left");
        check(Locale::En, LEFT, &[Arg::Number(2)], "2 days left");
    }

    #[test]
    fn words_select_and_unknown_ones_take_the_default() {
        let role = "\u{2}0\u{3}viewer\u{4}reads\u{3}\u{4}works\u{5}";
        check(Locale::En, role, &[Arg::Text("viewer")], "reads");
        check(Locale::En, role, &[Arg::Text("owner")], "works");
    }

    #[test]
    fn selects_nest() {
        let nested = "\u{2}0\u{3}a\u{4}<\u{2}1\u{3}one\u{4}\u{1}1 x\u{3}\u{4}\u{1}1 xs\u{5}>\u{3}\u{4}-\u{5}!";
        check(Locale::En, nested, &[Arg::Text("a"), Arg::Number(1)], "<1 x>!");
        check(Locale::En, nested, &[Arg::Text("a"), Arg::Number(5)], "<5 xs>!");
        check(Locale::En, nested, &[Arg::Text("b"), Arg::Number(5)], "-!");
    }

    #[test]
    fn numbers_are_grouped() {
        let number = |locale, number| fill("\u{1}0", locale, &[Arg::Number(number)]).unwrap();
        assert_eq!(number(Locale::En, 999), "999");
        assert_eq!(number(Locale::En, 1_234), "1,234");
        assert_eq!(number(Locale::En, -1_234_567), "-1,234,567");
        assert_eq!(number(Locale::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(Locale::En, i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn arguments_are_not_read_as_patterns() {
        check(Locale::En, "a \u{1}0", &[Arg::Text("\u{1}0 \u{5}")], "a \u{1}0 \u{5}");
    }

    #[test]
    fn damaged_patterns_give_nothing() {
        let args = [Arg::Number(1)];
        for pattern in ["\u{1}", "\u{1}x", "\u{1}7", "\u{5}", "\u{2}0", "\u{2}0\u{3}one\u{4}a", "a\u{3}"] {
            assert_eq!(fill(pattern, Locale::En, &args), None, "{pattern:?}");
        }
        let deep = "\u{2}0\u{3}\u{4}".repeat(100_000);
        assert_eq!(fill(&deep, Locale::En, &args), None);
    }
}
