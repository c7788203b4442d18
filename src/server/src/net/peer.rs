//! The peer of a request, which limits are counted by: the address as far as the network shows it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::net::ConnectionInfo;
use crate::net::forwarded::hops;
use crate::settings::Settings;

/// A peer, and how it reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The address, or of IPv6 the network that it lies in, since a client that has one address of it has all of them.
    pub address: IpAddr,
    /// Whether its connection is encrypted: here, or as a named proxy says.
    pub https: bool,
}

impl Peer {
    /// The peer of a request: the address that connected, or, where that is a named proxy, the nearest address it names
    /// that is no proxy. Where a proxy names no address, the proxy is the peer.
    pub fn new(connection: ConnectionInfo, headers: &HeaderMap, settings: &Settings) -> Peer {
        let mut address = connection.address.ip().to_canonical();
        let mut https = connection.encrypted;
        if !settings.proxies.contain(address) {
            return Peer { address: counted_network(address), https };
        }
        for hop in hops(headers, settings.proxy_header) {
            https = hop.https.unwrap_or(https);
            let Some(before) = hop.address else { break };
            address = before;
            if !settings.proxies.contain(address) {
                break;
            }
        }
        Peer { address: counted_network(address), https }
    }
}

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    /// A request over no connection has no address: all of these are one peer.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(from_extensions(&parts.extensions))
    }
}

/// The peer that `http::request::attach_peer` attached.
pub fn from_extensions(extensions: &axum::http::Extensions) -> Peer {
    let nobody = Peer { address: Ipv4Addr::UNSPECIFIED.into(), https: false };
    extensions.get::<Peer>().copied().unwrap_or(nobody)
}

/// What a peer is counted under.
pub fn counted_network(address: IpAddr) -> IpAddr {
    network(address, 64)
}

/// What a peer is counted under where it matters that nobody has many of them: of IPv6, what one site is given (RFC 6177).
pub fn site(address: IpAddr) -> IpAddr {
    network(address, 48)
}

/// An address, or of IPv6 the network of so many bits that it lies in.
fn network(address: IpAddr, bits: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !(u128::MAX >> bits))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { proxies: "10.0.0.0/8, 2001:db8:1::/48".parse().unwrap(), ..Settings::default() }
    }

    fn peer(connected: &str, forwarded: &str) -> String {
        let address = (connected.parse::<IpAddr>().unwrap(), 1).into();
        let connection = ConnectionInfo { address, encrypted: false, number: 0 };
        let headers = [("x-forwarded-for", forwarded), ("forwarded", "for=203.0.113.99")];
        let headers = headers.into_iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let headers: HeaderMap = headers.collect::<HeaderMap>();
        Peer::new(connection, &headers, &settings()).address.to_string()
    }

    #[test]
    fn only_a_named_proxy_is_believed() {
        assert_eq!(peer("192.0.2.1", "198.51.100.7"), "192.0.2.1");
        assert_eq!(peer("10.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(peer("::ffff:10.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(peer("2001:db8:1::5", "198.51.100.7"), "198.51.100.7");
    }

    #[test]
    fn the_nearest_address_counts_that_is_no_proxy() {
        assert_eq!(peer("10.0.0.1", "203.0.113.1, 198.51.100.7"), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", "203.0.113.1, 198.51.100.7, 10.9.9.9"), "198.51.100.7");
        assert_eq!(peer("10.0.0.1", "10.0.0.2, 10.0.0.3"), "10.0.0.2", "a proxy that asks for itself");
    }

    #[test]
    fn where_a_proxy_names_nobody_it_is_the_peer() {
        for nonsense in ["", "unknown", "198.51.100.7, unknown", "198.51.100.7,", "198.51.100.7 10.0.0.2"] {
            assert_eq!(peer("10.0.0.1", nonsense), "10.0.0.1", "{nonsense}");
        }
        assert_eq!(peer("10.0.0.1", "198.51.100.7, nonsense, 10.0.0.2"), "10.0.0.2");
    }

    #[test]
    fn of_ipv6_the_network_counts() {
        assert_eq!(peer("2001:db8:2:3:4:5:6:7", ""), "2001:db8:2:3::");
        assert_eq!(peer("10.0.0.1", "2001:db8:2:3::9"), "2001:db8:2:3::");
        assert_eq!(peer("2001:db8:2:4::1", ""), "2001:db8:2:4::");
        assert_eq!(peer("::ffff:192.0.2.1", ""), "192.0.2.1");
        let site = |address: &str| site(address.parse().unwrap()).to_string();
        assert_eq!(site("2001:db8:2:3::"), "2001:db8:2::");
        assert_eq!(site("2001:db8:3:3::"), "2001:db8:3::");
        assert_eq!(site("192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn https_is_what_ends_here_or_what_a_proxy_says() {
        let https = |connected: &str, encrypted, scheme: &str| {
            let address = (connected.parse::<IpAddr>().unwrap(), 1).into();
            let headers = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", scheme)];
            let headers = headers.into_iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            Peer::new(ConnectionInfo { address, encrypted, number: 0 }, &headers.collect(), &settings()).https
        };
        assert!(https("10.0.0.1", false, "https") && https("192.0.2.1", true, "http"));
        assert!(!https("192.0.2.1", false, "https") && !https("10.0.0.1", true, "http"));
    }
}
