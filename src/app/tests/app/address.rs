//! What the form of an e-mail address tells before the server is asked.

use app::ui::address::is_address;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn an_address_has_one_at_sign_and_a_domain_of_several_labels() {
    for address in [
        "a@b.example",
        "name@acme.com",
        "a.b+c@d.e.example",
        "first.last+tag@eu.acme.example",
        "é@münchen-werke.de",
        "ÉLISE@société.example",
        "a@1.2",
    ] {
        assert!(is_address(address), "{address}");
    }
    for other in [
        "",
        "name",
        "@acme.com",
        "name@",
        "name@acme",
        "name@@acme.com",
        "a@b@acme.com",
        "a b@acme.com",
        "a@.com",
        "a@acme.",
        "a@b.com.",
        "a@b..com",
        "a,b@c.com",
        "a;b@c.com",
        "a@b.com,",
        "a@b,c.com",
        "a\u{a0}b@c.com",
    ] {
        assert!(!is_address(other), "{other}");
    }
}
