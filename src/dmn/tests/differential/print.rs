//! Values, expressions and tests as FEEL (DMN 1.5, 10.3.1.2), with no more parentheses than the grammar asks for.

use chrono::{Datelike, Timelike};

use crate::model::{Cell, Expr, Op, Test, Val};

/// A value as a FEEL expression; also how results are compared, in which numbers have one form only.
pub fn value(value: &Val) -> String {
    match value {
        Val::Null => "null".to_owned(),
        Val::Boolean(value) => value.to_string(),
        Val::Number(number) => number.to_plain_string(),
        Val::String(text) => quoted(text),
        Val::Date(_) => format!("date(\"{}\")", bare(value)),
        Val::Time(..) => format!("time(\"{}\")", bare(value)),
        Val::DateTime(..) => format!("date and time(\"{}\")", bare(value)),
        Val::Days(_) | Val::Months(_) => format!("duration(\"{}\")", bare(value)),
        Val::List(items) => format!("[{}]", items.iter().map(self::value).collect::<Vec<_>>().join(", ")),
        Val::Context(entries) => {
            let entry = |(name, of): &(String, Val)| format!("{}: {}", quoted(name), self::value(of));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The ISO 8601 text of a date, time or duration.
pub fn bare(value: &Val) -> String {
    match value {
        Val::Date(date) => {
            let sign = if date.year() < 0 { "-" } else { "" };
            format!("{sign}{:04}-{:02}-{:02}", date.year().abs(), date.month(), date.day())
        }
        Val::Time(time, zone) => {
            let clock = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
            format!("{clock}{}{}", fraction(time.nanosecond()), offset(*zone))
        }
        Val::DateTime(both, zone) => {
            format!("{}T{}", bare(&Val::Date(both.date())), bare(&Val::Time(both.time(), *zone)))
        }
        Val::Days(nanoseconds) => days(*nanoseconds),
        Val::Months(months) => {
            let (years, rest) = (months.abs() / 12, months.abs() % 12);
            let sign = if *months < 0 { "-" } else { "" };
            let years_text = if years > 0 { format!("{years}Y") } else { String::new() };
            let months_text = if rest > 0 || years == 0 { format!("{rest}M") } else { String::new() };
            format!("{sign}P{years_text}{months_text}")
        }
        _ => unreachable!("only dates, times and durations have such a text"),
    }
}

fn days(nanoseconds: i128) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let all = nanoseconds.unsigned_abs();
    let (seconds, rest) = (all / 1_000_000_000, (all % 1_000_000_000) as u32);
    let (days, clock) = (seconds / 86_400, seconds % 86_400);
    let mut text = String::new();
    for (part, letter) in [(clock / 3_600, 'H'), (clock / 60 % 60, 'M')] {
        if part > 0 {
            text += &format!("{part}{letter}");
        }
    }
    if clock % 60 > 0 || rest > 0 {
        text += &format!("{}{}S", clock % 60, fraction(rest));
    }
    match (days, text.is_empty()) {
        (0, true) => "PT0S".to_owned(),
        (0, false) => format!("{sign}PT{text}"),
        (days, true) => format!("{sign}P{days}D"),
        (days, false) => format!("{sign}P{days}DT{text}"),
    }
}

fn fraction(nanoseconds: u32) -> String {
    if nanoseconds == 0 { String::new() } else { format!(".{nanoseconds:09}").trim_end_matches('0').to_owned() }
}

fn offset(zone: Option<i32>) -> String {
    match zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(seconds) => {
            let sign = if seconds < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", seconds.abs() / 3_600, seconds.abs() / 60 % 60)
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// How tightly an expression binds: rules 4 and 49 to 51, then what is an operand of its own.
fn binding(expression: &Expr) -> u8 {
    match expression {
        Expr::If(..) => 0,
        Expr::Binary(op, ..) => op_binding(*op),
        Expr::Between(..) | Expr::In(..) => 3,
        Expr::Negate(_) => 7,
        _ => 8,
    }
}

fn op_binding(op: Op) -> u8 {
    match op {
        Op::Or => 1,
        Op::And => 2,
        Op::Equal | Op::NotEqual | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => 3,
        Op::Add | Op::Subtract => 4,
        Op::Multiply | Op::Divide => 5,
        Op::Power => 6,
    }
}

pub fn op(op: Op) -> &'static str {
    match op {
        Op::Or => "or",
        Op::And => "and",
        Op::Equal => "=",
        Op::NotEqual => "!=",
        Op::Less => "<",
        Op::LessOrEqual => "<=",
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        Op::Add => "+",
        Op::Subtract => "-",
        Op::Multiply => "*",
        Op::Divide => "/",
        Op::Power => "**",
    }
}

/// The expression, in parentheses where it binds less than this.
fn at_least(least: u8, inner: &Expr) -> String {
    let text = expression(inner);
    if binding(inner) < least { format!("({text})") } else { text }
}

pub fn expression(of: &Expr) -> String {
    match of {
        Expr::Const(constant) => value(constant),
        Expr::Var(name) => name.clone(),
        Expr::Path(inner, name) => format!("{}.{name}", at_least(8, inner)),
        Expr::Negate(inner) => format!("-{}", at_least(8, inner)),
        Expr::Binary(operator, left, right) => {
            let own = op_binding(*operator);
            // Comparisons do not follow each other; everything else binds from left to right.
            let before = if own == 3 { 4 } else { own };
            format!("{} {} {}", at_least(before, left), op(*operator), at_least(own + 1, right))
        }
        Expr::Between(inner, low, high) => {
            format!("{} between {} and {}", at_least(4, inner), at_least(4, low), at_least(4, high))
        }
        Expr::In(inner, tests) => format!("{} in ({})", at_least(4, inner), list(tests)),
        Expr::If(condition, one, other) => {
            format!("if {} then {} else {}", expression(condition), expression(one), expression(other))
        }
        Expr::List(items) => format!("[{}]", items.iter().map(expression).collect::<Vec<_>>().join(", ")),
        Expr::Call(name, arguments) => {
            format!("{name}({})", arguments.iter().map(expression).collect::<Vec<_>>().join(", "))
        }
        Expr::Invoke(name, arguments) => {
            let argument = |(parameter, argument): &(Option<String>, Expr)| match parameter {
                Some(parameter) => format!("{parameter}: {}", expression(argument)),
                None => expression(argument),
            };
            format!("{name}({})", arguments.iter().map(argument).collect::<Vec<_>>().join(", "))
        }
    }
}

pub fn cell(of: &Cell) -> String {
    match of {
        Cell::Any => "-".to_owned(),
        Cell::Of(tests) => list(tests),
        Cell::Not(tests) => format!("not({})", list(tests)),
    }
}

fn list(tests: &[Test]) -> String {
    tests.iter().map(test).collect::<Vec<_>>().join(", ")
}

fn test(of: &Test) -> String {
    match of {
        // A cell that began with the function `not` would be a negated cell.
        Test::Is(call @ Expr::Call("not", _)) => format!("({})", expression(call)),
        Test::Is(one) => at_least(3, one),
        Test::Than(operator, one) => format!("{} {}", op(*operator), at_least(4, one)),
        Test::Within(low, low_in, high, high_in) => {
            let (open, close) = (if *low_in { '[' } else { '(' }, if *high_in { ']' } else { ')' });
            format!("{open}{}..{}{close}", expression(low), expression(high))
        }
    }
}
