//! Values and types.

use std::str::FromStr;

use super::{Reader, Wire, enum_chars, write_text};
use crate::{Context, Kind, Type, Value};

impl Wire for Value {
    fn write(&self, to: &mut String) {
        let (sign, text) = match self {
            Value::Null => return to.push('0'),
            Value::Boolean(true) => return to.push('y'),
            Value::Boolean(false) => return to.push('n'),
            Value::String(text) => {
                to.push('s');
                return write_text(text, to);
            }
            Value::List(values) => {
                to.push('l');
                return values.write(to);
            }
            Value::Context(context) => {
                to.push('c');
                let entries: Vec<(String, Value)> =
                    context.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
                return entries.write(to);
            }
            Value::Number(number) => ('#', number.to_string()),
            Value::Date(date) => ('d', date.to_string()),
            Value::Time(time) => ('t', time.to_string()),
            Value::DateTime(both) => ('b', both.to_string()),
            Value::DaysDuration(duration) => ('D', duration.to_string()),
            Value::MonthsDuration(duration) => ('M', duration.to_string()),
        };
        to.push(sign);
        text.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Value> {
        Some(match from.choice()? {
            '0' => Value::Null,
            'y' => Value::Boolean(true),
            'n' => Value::Boolean(false),
            's' => Value::from(String::read(from)?),
            'l' => Value::List(from.deeper(Wire::read)?),
            'c' => Value::Context(from.deeper(Vec::<(String, Value)>::read)?.into_iter().collect::<Context>()),
            '#' => Value::Number(parsed(from)?),
            'd' => Value::Date(parsed(from)?),
            't' => Value::Time(parsed(from)?),
            'b' => Value::DateTime(parsed(from)?),
            'D' => Value::DaysDuration(parsed(from)?),
            'M' => Value::MonthsDuration(parsed(from)?),
            _ => return None,
        })
    }
}

fn parsed<T: FromStr>(from: &mut Reader<'_>) -> Option<T> {
    from.text()?.parse().ok()
}

impl Wire for Type {
    fn write(&self, to: &mut String) {
        match self {
            Type::Any => to.push('*'),
            Type::Kind(kind) => {
                to.push('k');
                kind.write(to);
            }
            Type::Integer => to.push('i'),
            Type::List(item) => {
                to.push('l');
                item.write(to);
            }
            Type::Context(components) => {
                to.push('c');
                components.write(to);
            }
            Type::Only(base, tests) => {
                to.push('o');
                base.write(to);
                tests.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Type> {
        let choice = from.choice()?;
        from.deeper(|from| {
            Some(match choice {
                '*' => Type::Any,
                'k' => Type::Kind(Wire::read(from)?),
                'i' => Type::Integer,
                'l' => Type::List(Box::new(Wire::read(from)?)),
                'c' => Type::Context(Wire::read(from)?),
                'o' => Type::Only(Box::new(Wire::read(from)?), Box::new(Wire::read(from)?)),
                _ => return None,
            })
        })
    }
}

enum_chars! {
    Kind {
        Boolean = 'b',
        Number = '#',
        String = 's',
        Date = 'd',
        Time = 't',
        DateTime = 'i',
        DaysDuration = 'D',
        MonthsDuration = 'M',
        List = 'l',
        Context = 'c',
    }
}
