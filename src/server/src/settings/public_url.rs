//! `public_url`: the address that people type, and that links and redirects are made of.

use url::Url;

/// Whether this is an address that people can type, and that links can be made of: scheme, host and perhaps a port.
///
/// # Errors
/// It is none, or the service would not be found there.
pub fn check_public_url(text: &str) -> anyhow::Result<()> {
    let way = "write it as `https://accounts.example.com`";
    let Ok(address) = Url::parse(text) else {
        anyhow::bail!("`public_url` is `{text}`, which is no address: {way}");
    };
    anyhow::ensure!(
        matches!(address.scheme(), "https" | "http"),
        "`public_url` is `{text}`, which browsers do not open: {way}"
    );
    anyhow::ensure!(
        address.username().is_empty() && address.password().is_none(),
        "`public_url` has a name or a password before its host, which every link would show: {way}"
    );
    anyhow::ensure!(
        address.path() == "/" && address.query().is_none() && address.fragment().is_none(),
        "`public_url` is `{text}`, but the service is at the root of its host and nowhere below: {way}, and let the \
         proxy have a host name for it"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_links_is_one() {
        for address in ["https://accounts.example.com", "https://accounts.example.com/", "http://[::1]:8080"] {
            assert!(check_public_url(address).is_ok(), "{address}");
        }
        for (address, said) in [
            ("accounts.example.com", "which is no address"),
            ("accounts.example.com:8080", "which browsers do not open"),
            ("ftp://accounts.example.com", "which browsers do not open"),
            ("https://", "which is no address"),
            ("https://portal.example.com/accounts", "nowhere below"),
            ("https://accounts.example.com/?a=b", "nowhere below"),
            ("https://accounts.example.com/#a", "nowhere below"),
            ("https://ann:canary@accounts.example.com", "every link would show"),
        ] {
            let error = check_public_url(address).unwrap_err().to_string();
            assert!(error.contains(said) && error.contains("`https://accounts.example.com`"), "{error}");
            assert!(!error.contains("canary"), "{error}");
        }
    }
}
