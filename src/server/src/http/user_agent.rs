//! A browser in words, so that a person knows their own sessions again. Made of the words below and nothing else: what
//! the browser sent is not kept.

use axum::http::header::{HeaderMap, USER_AGENT};

/// What a browser writes about itself, and its name; the first that fits. Most say that they are Chrome and Safari too.
const BROWSERS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same for what it runs on. Android says that it is Linux too.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// `Firefox, Windows`: the same words in every language. Only one of them, or nothing, where it does not say more.
pub fn browser_name(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let browser = BROWSERS.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let system = SYSTEMS.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    browser.into_iter().chain(system).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn name_of(agent: &str) -> String {
        browser_name(&HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_bytes(agent.as_bytes()).unwrap())]))
    }

    #[test]
    fn browsers_are_told_apart_whatever_else_they_say_to_be() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox, Android"),
            (&format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/138.0.0.0 Safari/537.36"), "Chrome, Windows"),
            (&format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/138.0 Safari/537.36 Edg/138.0"), "Edge, Windows"),
            (&format!("Mozilla/5.0 (X11; CrOS x86_64) {webkit} Chrome/138.0 Safari/537.36"), "Chrome, ChromeOS"),
            (
                &format!("Mozilla/5.0 (Linux; Android 10; K) {webkit} Chrome/138.0 Mobile Safari/537.36"),
                "Chrome, Android",
            ),
            (
                &format!("Mozilla/5.0 (Linux; Android 10; K) {webkit} SamsungBrowser/28.0 Chrome/130.0 Safari/537.36"),
                "Samsung Internet, Android",
            ),
            (&format!("Mozilla/5.0 (X11; Linux) {webkit} Chrome/137.0 Safari/537.36 OPR/120.0"), "Opera, Linux"),
            (
                &format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) {webkit} Version/18.5 Safari/605"),
                "Safari, macOS",
            ),
            (
                &format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {webkit} CriOS/138.0 Safari/604.1"),
                "Chrome, iPhone",
            ),
            (
                &format!("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) {webkit} Version/18.5 Safari/604.1"),
                "Safari, iPad",
            ),
            ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Windows"),
            ("a-program/1.0", ""),
            ("", ""),
        ] {
            assert_eq!(name_of(agent), name, "{agent}");
        }
    }

    #[test]
    fn nothing_of_what_was_sent_is_kept() {
        assert_eq!(name_of("<script>Firefox/1</script> \u{e9} Windows; DROP TABLE"), "", "not ASCII");
        assert_eq!(name_of("<script>Firefox/1</script> Windows; DROP TABLE"), "Firefox, Windows");
        assert_eq!(browser_name(&HeaderMap::new()), "");
    }
}
