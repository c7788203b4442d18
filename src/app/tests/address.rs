//! What the form of an e-mail address tells before the server is asked.

use app::ui::form::address::is_address;

#[test]
fn an_address_has_one_at_sign_and_a_domain_of_several_labels() {
    for address in ["name@acme.com", "first.last+tag@eu.acme.example", "é@münchen-werke.de"] {
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
    ] {
        assert!(!is_address(other), "{other}");
    }
}
