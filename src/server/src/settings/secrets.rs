//! Settings that no output, log or error shows.

use std::fmt;

use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use url::Url;

/// What stands for a secret where it would be shown.
const HIDDEN: &str = "…";

/// A password, or another secret.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Password(pub String);

/// The address of a database, which may hold a password. As text it has none.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseAddress(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl Serialize for Password {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(HIDDEN)
    }
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(mut address) = Url::parse(&self.0) else { return f.write_str(HIDDEN) };
        // `sqlite:` has no host, and so no password.
        if address.password().is_some() && address.set_password(Some("hidden")).is_err() {
            return f.write_str(HIDDEN);
        }
        if address.query().is_some() {
            let pairs: Vec<(String, String)> = address.query_pairs().into_owned().collect();
            let shown = pairs.iter().map(|(key, value)| {
                let is_secret = key.to_ascii_lowercase().contains("pass");
                (key.as_str(), if is_secret { "hidden" } else { value.as_str() })
            });
            address.query_pairs_mut().clear().extend_pairs(shown);
        }
        f.write_str(address.as_str())
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DatabaseAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(format!("{:?}", Password("0123".to_owned())), "…");
        assert_eq!(serde_json::to_string(&Password("0123".to_owned())).unwrap(), "\"…\"");
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (address, shown) in [
            ("postgres://ann:canary@db.example/ad", "postgres://ann:hidden@db.example/ad"),
            ("postgres://db.example/ad?user=ann&password=canary", "postgres://db.example/ad?user=ann&password=hidden"),
            ("postgres://ann@db.example/ad?sslmode=require", "postgres://ann@db.example/ad?sslmode=require"),
            ("sqlite:/var/lib/ad.sqlite", "sqlite:/var/lib/ad.sqlite"),
            ("postgres://ann:can/ary@db.example/ad", "…"),
            ("ann:canary", "ann:canary"),
        ] {
            let address = DatabaseAddress(address.to_owned());
            assert_eq!((address.to_string(), format!("{address:?}")), (shown.to_owned(), shown.to_owned()));
        }
    }
}
