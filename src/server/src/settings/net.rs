//! Settings of the server's edge: its certificate, and the proxies whose word is taken.

use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// The server's own certificate. Without it the server speaks plain HTTP, to a proxy or on loopback.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsSettings {
    /// The file with the certificate and those that lead to its root (PEM). It is read again within a minute when it
    /// changes.
    pub certificate: Option<PathBuf>,
    /// The file with the certificate's private key (PEM).
    pub key: Option<PathBuf>,
}

/// The networks of the proxies before the server: a list, or, as the environment has it, one text with commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(pub Vec<IpNet>);

/// In which header the proxies say for whom they ask. The other one is not read: a proxy that does not write it hands on
/// what anybody put there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, and `X-Forwarded-Proto`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl TlsSettings {
    /// The two files, where there are any.
    ///
    /// # Errors
    /// One is named without the other.
    pub fn files(&self) -> anyhow::Result<Option<(PathBuf, PathBuf)>> {
        match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => Ok(Some((certificate.clone(), key.clone()))),
            (None, None) => Ok(None),
            (Some(_), None) => anyhow::bail!("`tls.certificate` is set and `tls.key` is not; set both or neither"),
            (None, Some(_)) => anyhow::bail!("`tls.key` is set and `tls.certificate` is not; set both or neither"),
        }
    }
}

impl Proxies {
    /// Whether a proxy has this address.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl FromStr for Proxies {
    type Err = String;

    /// Networks (`10.0.0.0/8`) and addresses, with commas between them.
    fn from_str(text: &str) -> Result<Proxies, String> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(network).collect::<Result<_, _>>().map(Proxies)
    }
}

impl<'de> Deserialize<'de> for Proxies {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Proxies, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            List(Vec<String>),
            Text(String),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::List(entries) => entries.join(","),
            Written::Text(text) => text,
        };
        text.parse().map_err(D::Error::custom)
    }
}

impl Serialize for Proxies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ToString::to_string))
    }
}

fn network(entry: &str) -> Result<IpNet, String> {
    let network = entry.parse().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from));
    network.map_err(|_| format!("`proxies` names `{entry}`, which is no network; write one as `10.0.0.0/8`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_networks_and_addresses() {
        let proxies: Proxies = "10.0.0.0/8, 192.0.2.7,2001:db8::/32".parse().unwrap();
        for (address, is_one) in [
            ("10.255.255.255", true),
            ("11.0.0.0", false),
            ("192.0.2.7", true),
            ("192.0.2.8", false),
            ("2001:db8::1", true),
            ("2001:db9::1", false),
        ] {
            assert_eq!(proxies.contain(address.parse().unwrap()), is_one, "{address}");
        }
        assert_eq!("".parse(), Ok(Proxies::default()));
        let error = "10.0.0.0/33".parse::<Proxies>().unwrap_err();
        assert!(error.contains("`10.0.0.0/33`"), "{error}");
    }

    #[test]
    fn a_certificate_needs_its_key() {
        let certificate = Some(PathBuf::from("certificate.pem"));
        let error = TlsSettings { certificate: certificate.clone(), key: None }.files().unwrap_err().to_string();
        assert!(error.contains("`tls.key` is not"), "{error}");
        assert!(TlsSettings { certificate: None, key: certificate }.files().is_err());
        assert!(TlsSettings::default().files().unwrap().is_none());
    }
}
