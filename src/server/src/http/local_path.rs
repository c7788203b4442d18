//! Where somebody who signed in goes on: a page of this host, whatever a link says.

/// Longer addresses are none of the app's own, and no proxy has to pass them on in a header.
const LONGEST: usize = 2_000;

/// A path on this host with its query, or the start page: a link that signs in must not lead elsewhere.
///
/// Browsers take `\` for `/`, drop tabs and line ends, and take what follows two slashes for a host. None of that is in
/// an address of the app, so what holds it is refused rather than mended.
pub fn local_path(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_graphic() && c != '\\';
    let is_local = path.starts_with('/') && !path.contains("//") && next.chars().all(is_plain);
    if is_local && next.len() <= LONGEST { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_own_addresses_are_kept() {
        let longest = format!("/{}", "a".repeat(LONGEST - 1));
        for kept in ["/", "/directory?q=a%20b", "/requests/AR-1", "/profile?return=/requests//x", "/a#b", &longest] {
            assert_eq!(local_path(kept), kept);
        }
    }

    #[test]
    fn signing_in_never_leads_to_another_host() {
        let too_long = format!("/{}", "a".repeat(LONGEST));
        for refused in [
            "",
            "//evil.example",
            "/.//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/ /evil.example",
            "/\u{ff0f}evil.example",
            "javascript:alert(1)",
            "?q=1",
            &too_long,
        ] {
            assert_eq!(local_path(refused), "/", "{refused}");
        }
    }
}
