//! The parser of what proxies write, by example and by property.

use axum::http::{HeaderName, HeaderValue};
use proptest::prelude::*;

use super::*;

fn headers(lines: &[(&str, &str)]) -> HeaderMap {
    let line = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
    };
    lines.iter().map(line).collect()
}

fn hop(address: &str, https: Option<bool>) -> Hop {
    Hop { address: address.parse().ok(), https }
}

#[test]
fn a_list_is_read_from_its_end_over_all_its_headers() {
    let lines = [("x-forwarded-for", "192.0.2.1, 192.0.2.2"), ("x-forwarded-for", "192.0.2.3")];
    let expected = ["192.0.2.3", "192.0.2.2", "192.0.2.1"].map(|address| hop(address, None));
    assert_eq!(hops(&headers(&lines), ProxyHeader::XForwardedFor), expected);
    assert_eq!(hops(&headers(&lines), ProxyHeader::Forwarded), []);
}

#[test]
fn an_address_may_have_a_port_and_brackets() {
    for (text, expected) in [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ] {
        assert_eq!(address(text), expected.parse().ok(), "{text}");
    }
    for text in ["", "unknown", "_hidden", "192.0.2", "192.0.2.256", "[192.0.2.1]", "2001:db8::1:", "a.example", "1"] {
        assert_eq!(address(text), None, "{text}");
    }
}

#[test]
fn the_nearest_proxy_says_whether_it_was_https() {
    let https = |schemes: &str| {
        let lines = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", schemes)];
        hops(&headers(&lines), ProxyHeader::XForwardedFor)[0].https
    };
    assert_eq!([https("https"), https("http"), https("HTTPS")], [Some(true), Some(false), Some(true)]);
    assert_eq!([https("https, http"), https("")], [Some(false), Some(false)]);
}

#[test]
fn forwarded_is_read_as_the_standard_writes_it() {
    let read = |text: &str| hops(&headers(&[("forwarded", text)]), ProxyHeader::Forwarded);
    assert_eq!(
        read(r#"for=192.0.2.43;proto=http, For="[2001:db8:cafe::17]:4711" ;PROTO=https;by=203.0.113.43"#),
        [hop("2001:db8:cafe::17", Some(true)), hop("192.0.2.43", Some(false))]
    );
    assert_eq!(read("for=192.0.2.1:80"), [hop("192.0.2.1", None)], "the quotes are often left out");
    assert_eq!(read(r#"for="192.0.2\.1""#), [hop("192.0.2.1", None)]);
    assert_eq!(read("for=_hidden, for=unknown"), [Hop::default(), Hop::default()]);
}

#[test]
fn what_cannot_be_read_is_nobody() {
    for text in [
        r#"for="192.0.2.1"#,
        r#"for="192.0.2.1", for="x"#,
        "for",
        "for=",
        "=192.0.2.1",
        "for=192.0.2.1 proto=https",
        "for=192.0.2.1;for=192.0.2.2",
        "for=192.0.2.1/8",
        r#"for="\"#,
    ] {
        let read = hops(&headers(&[("forwarded", text)]), ProxyHeader::Forwarded);
        assert_eq!(read.first(), Some(&Hop::default()), "{text}");
    }
}

#[test]
fn a_header_that_cannot_be_read_spoils_none_that_comes_after() {
    let lines = [("forwarded", "for=\"x"), ("forwarded", "for=192.0.2.1")];
    assert_eq!(hops(&headers(&lines), ProxyHeader::Forwarded), [hop("192.0.2.1", None), Hop::default()]);
    // Somebody opens a quote that the proxy's own element would close.
    let quoted = hops(&headers(&[("forwarded", r#"for="x, for="[2001:db8::1]""#)]), ProxyHeader::Forwarded);
    assert_eq!(quoted, [hop("2001:db8::1", None), Hop::default()]);
    let line = HeaderValue::from_bytes(b"for=\xff, for=192.0.2.1").unwrap();
    let line = HeaderMap::from_iter([(FORWARDED, line)]);
    assert_eq!(hops(&line, ProxyHeader::Forwarded), [hop("192.0.2.1", None), Hop::default()]);
}

#[test]
fn nothing_that_somebody_calls_a_host_is_an_address() {
    // A proxy that tells the host as it was asked for, in quotes.
    for host in ["x,for=192.0.2.9", "x,for=192.0.2.9,y", "x,for=192.0.2.9;y=z", r#"x,for=192.0.2.9;y=\""#] {
        let text = format!(r#"for=192.0.2.1;host="{host}""#);
        let read = hops(&headers(&[("forwarded", &text)]), ProxyHeader::Forwarded);
        assert_eq!(read[0], Hop::default(), "{host}");
    }
}

proptest! {
    #[test]
    fn nothing_that_a_header_can_hold_ends_the_server(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(value) = HeaderValue::from_bytes(&bytes) {
            for (name, header) in [("x-forwarded-for", ProxyHeader::XForwardedFor), ("forwarded", ProxyHeader::Forwarded)] {
                hops(&HeaderMap::from_iter([(HeaderName::from_static(name), value.clone())]), header);
            }
        }
    }

    #[test]
    fn nearly_forwarded_headers_neither(text in r#"(for|proto|by|=|"|\\|,|;| |192\.0\.2\.1|\[::1\]|https){0,16}"#) {
        hops(&headers(&[("forwarded", &text)]), ProxyHeader::Forwarded);
    }

    #[test]
    fn whatever_comes_first_what_a_proxy_adds_is_the_nearest_hop(before in "[ -~]{0,40}", last in any::<std::net::Ipv4Addr>()) {
        let list = format!("{before}, {last}");
        let read = hops(&headers(&[("x-forwarded-for", &list)]), ProxyHeader::XForwardedFor);
        prop_assert_eq!(read[0].address, Some(IpAddr::V4(last)));
        let added = [("forwarded", before.as_str()), ("forwarded", &format!("for={last}"))];
        let read = hops(&headers(&added), ProxyHeader::Forwarded);
        prop_assert_eq!(read[0].address, Some(IpAddr::V4(last)));
        let read = hops(&headers(&[("forwarded", &format!("{before}, for={last}"))]), ProxyHeader::Forwarded);
        prop_assert_eq!(read[0].address, Some(IpAddr::V4(last)));
    }

    #[test]
    fn what_is_written_is_read(addresses in prop::collection::vec(any::<IpAddr>(), 1..5), https: bool) {
        let scheme = if https { "https" } else { "http" };
        let element = |address: &IpAddr| match address {
            IpAddr::V4(address) => format!("for={address};proto={scheme}"),
            IpAddr::V6(address) => format!("proto={scheme};for=\"[{address}]:443\""),
        };
        let text = addresses.iter().map(element).collect::<Vec<_>>().join(",");
        let expected = addresses.iter().rev().map(|one| Hop { address: Some(one.to_canonical()), https: Some(https) });
        prop_assert_eq!(hops(&headers(&[("forwarded", &text)]), ProxyHeader::Forwarded), expected.collect::<Vec<_>>());
    }
}
