//! A query's arguments, typed so that an absent one is bound as what it would have been.

use sqlx::Arguments as _;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use text::Locale;

/// One argument.
#[derive(Clone, Debug)]
pub enum Argument {
    Boolean(bool),
    Integer(Option<i64>),
    Text(Option<String>),
}

macro_rules! from {
    ($($type:ty => $variant:ident($convert:expr);)+) => {
        $(impl From<$type> for Argument {
            fn from(value: $type) -> Self {
                let convert: fn($type) -> _ = $convert;
                Argument::$variant(convert(value))
            }
        })+
    };
}

from! {
    bool => Boolean(|value| value);
    i64 => Integer(Some);
    Option<i64> => Integer(|value| value);
    String => Text(Some);
    Option<String> => Text(|value| value);
    Locale => Text(|value| Some(value.as_str().to_owned()));
}

impl From<&str> for Argument {
    fn from(value: &str) -> Self {
        Argument::Text(Some(value.to_owned()))
    }
}

impl From<&String> for Argument {
    fn from(value: &String) -> Self {
        Argument::Text(Some(value.clone()))
    }
}

/// Binds all of them in order.
macro_rules! bind {
    ($name:ident, $target:ty) => {
        pub(super) fn $name(arguments: Vec<Argument>) -> sqlx::Result<$target> {
            let mut bound = <$target>::default();
            for argument in arguments {
                match argument {
                    Argument::Boolean(value) => bound.add(value),
                    Argument::Integer(value) => bound.add(value),
                    Argument::Text(value) => bound.add(value),
                }
                .map_err(sqlx::Error::Encode)?;
            }
            Ok(bound)
        }
    };
}

bind!(for_sqlite, SqliteArguments);
bind!(for_postgres, PgArguments);
