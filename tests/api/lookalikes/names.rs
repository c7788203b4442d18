//! What nobody sees, or what turns the direction of writing, is in no name.

use api::account_request::NewAccountRequest;
use api::path;
use api::problem::Code;
use serde_json::json;
use server::import_export::import::Outcome;
use tests::files::Files;

use crate::account_requests::{FREE, PARTNER, Requests, asked, send};

tests::on_both_databases! {
    in Requests::open:
    hidden_characters_are_in_no_name,
}

const HIDDEN: &[&str] = &[
    "\u{200b}\u{2060}",
    "\u{3164}",
    "\u{2800}",
    "–",
    "Kestrel\u{202e}koorb",
    "Kestrel\u{2028}brook",
    "Kestrel\u{ad}brook",
    "Kestrel\u{2067}brook",
];

async fn hidden_characters_are_in_no_name(Requests(world): &Requests) {
    let partner = world.sign_in(PARTNER).await;
    for (number, name) in HIDDEN.iter().enumerate() {
        let new = NewAccountRequest { name: (*name).to_owned(), ..asked(world, FREE) };
        let problem = send(&partner, &format!("key-{number}"), &new).await.problem(422, Code::Invalid);
        assert_eq!(problem.fields[0].field, "name", "{name:?}");
        for field in ["name", "organisation"] {
            let change = partner.patch(path::PROFILE, &json!({ field: name })).await;
            assert_eq!(change.invalid_fields(), [field], "{name:?}");
        }
        for files in [
            Files::default().listed(name, "acme.com"),
            Files::default().listed("Acme", "acme.com").virtual_account("acme.com", name),
            Files::default().person(name, "ann@acme.com"),
            Files::default().person_line(&format!("ann@acme.com,Ann,{name},GB,en,external,false,false")),
        ] {
            assert!(matches!(world.import(&files).await, Outcome::Refused(_)), "{name:?}");
        }
    }
    let said = partner.patch(path::PROFILE, &json!({ "name": "Pat\u{202e}" })).await.problem(422, Code::Invalid);
    assert!(said.fields[0].detail.contains("character that is invisible"), "{said:?}");
    let visible = json!({ "name": "שרה O’Neil – 2nd", "organisation": "3M" });
    assert_eq!(partner.patch(path::PROFILE, &visible).await.status, 200);
}
