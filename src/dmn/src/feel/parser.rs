//! Reads tokens as unary tests or as a literal.

use super::SyntaxError;
use super::lexer::{self, Token};
use crate::{Kind, Test, Tests, Value};

pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(usize, Token)>,
    next: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Result<Parser<'a>, SyntaxError> {
        Ok(Parser { text, tokens: lexer::tokens(text)?, next: 0 })
    }

    pub(super) fn tests(mut self) -> Result<Tests, SyntaxError> {
        if self.tokens.is_empty() {
            return Ok(Tests::Any);
        }
        if self.tokens.len() == 1 && self.take("-") {
            return Ok(Tests::Any);
        }
        if self.peek() == Some(&Token::Word("not".to_owned())) {
            self.next += 1;
            self.expect("(")?;
            let list = self.list()?;
            self.expect(")")?;
            self.end()?;
            return Ok(Tests::Not(list));
        }
        let list = self.list()?;
        self.end()?;
        Ok(Tests::Of(list))
    }

    pub(super) fn only_literal(mut self) -> Result<Value, SyntaxError> {
        let value = self.value()?;
        self.end()?;
        Ok(value)
    }

    fn list(&mut self) -> Result<Vec<Test>, SyntaxError> {
        let mut list = vec![self.test()?];
        while self.take(",") {
            list.push(self.test()?);
        }
        Ok(list)
    }

    fn test(&mut self) -> Result<Test, SyntaxError> {
        match self.peek() {
            Some(Token::Sign(sign @ ("<" | "<=" | ">" | ">="))) => {
                let sign = *sign;
                self.next += 1;
                let limit = self.limit()?;
                Ok(match sign {
                    "<" => Test::Below(limit),
                    "<=" => Test::AtMost(limit),
                    ">" => Test::Above(limit),
                    _ => Test::AtLeast(limit),
                })
            }
            Some(Token::Sign(sign @ ("[" | "(" | "]"))) => {
                let closed = *sign == "[";
                self.next += 1;
                self.interval(closed)
            }
            _ => self.value().map(Test::Is),
        }
    }

    fn interval(&mut self, low_closed: bool) -> Result<Test, SyntaxError> {
        let low = self.limit()?;
        self.expect("..")?;
        let high = self.limit()?;
        if low.order(&high).is_none_or(std::cmp::Ordering::is_gt) {
            return Err(self.error_before(format!("`{low}..{high}` holds no value")));
        }
        let high_closed = self.take("]");
        if !high_closed && !self.take(")") && !self.take("[") {
            return Err(self.unexpected("`]`, `)` or `[` at the interval's end"));
        }
        Ok(Test::Within { low: (low, low_closed), high: (high, high_closed) })
    }

    /// A value that has an order.
    fn limit(&mut self) -> Result<Value, SyntaxError> {
        let value = self.value()?;
        match value.kind() {
            Some(Kind::Number | Kind::String) => Ok(value),
            _ => Err(self.error_before(format!("`{value}` has no order; compare numbers or strings"))),
        }
    }

    fn value(&mut self) -> Result<Value, SyntaxError> {
        let negative = self.take("-");
        let value = match self.peek() {
            Some(Token::Number(number)) if negative => {
                // Read again with its sign, so that the lowest number is not lost on the way.
                let written = format!("-{number}");
                written.parse().map(Value::Number).ok()
            }
            Some(Token::Number(number)) => Some(Value::Number(*number)),
            _ if negative => None,
            Some(Token::String(text)) => Some(Value::from(text.clone())),
            Some(Token::Word(word)) => match word.as_str() {
                "true" => Some(Value::Boolean(true)),
                "false" => Some(Value::Boolean(false)),
                "null" => Some(Value::Null),
                _ => None,
            },
            _ => None,
        };
        let value = value.ok_or_else(|| self.unexpected("a quoted string, a number, `true`, `false` or `null`"))?;
        self.next += 1;
        Ok(value)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), SyntaxError> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    fn end(&self) -> Result<(), SyntaxError> {
        if self.peek().is_none() { Ok(()) } else { Err(self.unexpected("`,` or the end of the cell")) }
    }

    fn unexpected(&self, wanted: &str) -> SyntaxError {
        let found = match self.peek() {
            None => "the cell ends".to_owned(),
            Some(Token::Word(word)) => format!("found `{word}`"),
            Some(Token::Sign(sign)) => format!("found `{sign}`"),
            Some(Token::Number(number)) => format!("found `{number}`"),
            Some(Token::String(text)) => format!("found `{}`", Value::from(text.clone())),
        };
        let at = self.tokens.get(self.next).map_or(self.text.len(), |(at, _)| *at);
        lexer::error(self.text, at, format!("{found} where {wanted} should stand"))
    }

    fn error_before(&self, message: String) -> SyntaxError {
        let at = self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |(at, _)| *at);
        lexer::error(self.text, at, message)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Number, Test, Tests, Value, feel};

    #[test]
    fn cells_print_as_they_read() {
        for (cell, printed) in [
            ("-", "-"),
            ("", "-"),
            (r#" "a","b" "#, r#""a", "b""#),
            ("not( true )", "not(true)"),
            ("<5, >=-7.50", "< 5, >= -7.5"),
            ("]1 .. 2.5]", "(1..2.5]"),
            ("[1..2[", "[1..2)"),
            (r#""\u00e9\"\\\U01F600\uD83D\uDE00""#, r#""é\"\\😀😀""#),
        ] {
            assert_eq!(feel::tests(cell).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn a_wrong_cell_says_what_and_where() {
        for (cell, message) in [
            (r#""a"#, "the string has no closing quotation mark (at character 1)"),
            (
                r#"Ada"#,
                "found `Ada` where a quoted string, a number, `true`, `false` or `null` should stand (at character 1)",
            ),
            (
                r#""é", é"#,
                "found `é` where a quoted string, a number, `true`, `false` or `null` should stand (at character 6)",
            ),
            ("1 2", "found `2` where `,` or the end of the cell should stand (at character 3)"),
            ("< true", "`true` has no order; compare numbers or strings (at character 3)"),
            ("[5..1]", "`5..1` holds no value (at character 5)"),
            ("[1..\"a\"]", "`1..\"a\"` holds no value (at character 5)"),
            (
                "not(-)",
                "found `)` where a quoted string, a number, `true`, `false` or `null` should stand (at character 6)",
            ),
            ("1e5", "`1` is followed by a letter; exponents and units are not supported (at character 1)"),
            ("a + 1", "`+` is not part of S-FEEL here (at character 3)"),
        ] {
            assert_eq!(feel::tests(cell).unwrap_err().to_string(), message, "{cell}");
        }
    }

    #[test]
    fn an_output_is_one_literal() {
        assert_eq!(feel::literal("-30"), Ok(Value::from(-30)));
        assert!(feel::literal("").is_err());
        assert!(feel::literal("1, 2").is_err());
        assert!(feel::literal("-").is_err());
    }

    fn any_number() -> impl Strategy<Value = Value> {
        // The lowest mantissa has no positive twin, and a literal is read before its sign.
        (-i64::MAX..=i64::MAX, 0..=18_u8).prop_filter_map("scale", |(m, s)| Number::new(m, s).map(Value::from))
    }

    fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any_number(),
            any::<String>().prop_map(Value::from)
        ]
    }

    fn any_test() -> impl Strategy<Value = Test> {
        prop_oneof![
            any_value().prop_map(Test::Is),
            any_number().prop_map(Test::Below),
            any_number().prop_map(Test::AtMost),
            any_number().prop_map(Test::Above),
            any_number().prop_map(Test::AtLeast),
            (any_number(), any_number(), any::<bool>(), any::<bool>()).prop_map(|(a, b, low, high)| {
                let (least, most) = if a.as_number() <= b.as_number() { (a, b) } else { (b, a) };
                Test::Within { low: (least, low), high: (most, high) }
            }),
        ]
    }

    fn any_tests() -> impl Strategy<Value = Tests> {
        let list = || prop::collection::vec(any_test(), 1..4);
        prop_oneof![Just(Tests::Any), list().prop_map(Tests::Of), list().prop_map(Tests::Not)]
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_as_the_same(tests in any_tests()) {
            prop_assert_eq!(feel::tests(&tests.to_string()), Ok(tests));
        }

        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,40}", cell in r#"[-<>=\[\]().,"\\ua0-9 not]{0,20}"#) {
            let _ = (feel::tests(&text), feel::literal(&text), feel::tests(&cell), feel::literal(&cell));
        }
    }
}
