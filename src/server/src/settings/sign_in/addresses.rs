//! Which addresses of a provider nobody on the way can read or change.

use url::{Host, Url};

/// Whether nobody on the way can read or change what is sent to this address.
pub fn is_safe(address: &Url, on_this_machine: bool) -> bool {
    let is_safe = match address.scheme() {
        "https" => true,
        "http" => on_this_machine && lies_here(address),
        _ => false,
    };
    is_safe && address.has_host() && address.username().is_empty() && address.password().is_none()
}

/// Whether an issuer can be this one.
pub fn is_issuer(text: &str) -> bool {
    Url::parse(text)
        .is_ok_and(|issuer| is_safe(&issuer, true) && issuer.query().is_none() && issuer.fragment().is_none())
}

/// Whether a discovery document can lie here.
pub fn is_discovery(text: &str, on_this_machine: bool) -> bool {
    Url::parse(text).is_ok_and(|address| is_safe(&address, on_this_machine) && address.fragment().is_none())
}

/// Whether it is an address of this machine.
pub fn is_loopback(text: &str) -> bool {
    Url::parse(text).is_ok_and(|address| lies_here(&address))
}

fn lies_here(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
