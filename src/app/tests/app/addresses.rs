//! Lists of e-mail addresses: what becomes an address, what is kept to be corrected, what goes.

use api::account_request::NewAccountRequest;
use app::{
    forms::account_request::form::validate,
    session::set_texts,
    ui::chips::{
        addresses::{MOST, add, is_list, split},
        problems,
    },
};
use text::{Locale, Texts};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_list_is_taken_apart_at_everything_that_separates() {
    let table: [(&str, &[&str]); 13] = [
        ("", &[]),
        (" ,;\n\t ", &[]),
        ("a@b.example", &["a@b.example"]),
        ("a@b.example, c@d.example;e@f.example", &["a@b.example", "c@d.example", "e@f.example"]),
        ("a@b.example c@d.example\te@f.example", &["a@b.example", "c@d.example", "e@f.example"]),
        ("a@b.example\r\nc@d.example\n\n", &["a@b.example", "c@d.example"]),
        ("a@b.example\u{a0}c@d.example", &["a@b.example", "c@d.example"]),
        ("'a@b.example', \"c@d.example\"", &["a@b.example", "c@d.example"]),
        ("<a@b.example>;<mailto:c@d.example>", &["a@b.example", "c@d.example"]),
        ("no address, a@b.example", &["no", "address", "a@b.example"]),
        ("a@b.example, nobody@", &["a@b.example", "nobody@"]),
        ("o'brien@b.example", &["o'brien@b.example"]),
        ("ÉLISE@Société.example", &["ÉLISE@Société.example"]),
    ];
    for (text, expected) in table {
        assert_eq!(split(text), expected, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn names_before_addresses_in_brackets_go_and_nothing_else_does() {
    let table: [(&str, &[&str]); 10] = [
        ("Ada Lovelace <ada@b.example>", &["ada@b.example"]),
        ("Ada Lovelace <ada@b.example>, Bob <bob@b.example>", &["ada@b.example", "bob@b.example"]),
        ("Ada <ada@b.example> Bob <bob@b.example>", &["ada@b.example", "bob@b.example"]),
        ("\"Lovelace, Ada\" <ada@b.example>; \"Byron; Bob\" <bob@b.example>", &["ada@b.example", "bob@b.example"]),
        ("Ada <ada@b.example>, not-one, Bob <bob@b.example>", &["ada@b.example", "not-one", "bob@b.example"]),
        ("c@d.example Ada <ada@b.example>", &["c@d.example", "ada@b.example"]),
        ("first line\nAda <ada@b.example>", &["first", "line", "ada@b.example"]),
        ("Ada <ada@b.example\nBob <bob@b.example>", &["ada@b.example", "bob@b.example"]),
        ("Ada <nobody>", &["nobody"]),
        ("Ada \" Lovelace <ada@b.example>, c@d.example\ne@f.example", &["ada@b.example", "c@d.example", "e@f.example"]),
    ];
    for (text, expected) in table {
        assert_eq!(split(text), expected, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn what_is_taken_apart_contains_no_separator() {
    let text = "\"a, b\" c;d <e f> g\n\"h i";
    let parts = split(text);
    assert_eq!(parts, ["a", "b", "c", "e", "f", "g", "h", "i"]);
    assert!(parts.iter().all(|part| !is_list(part)));
}

#[wasm_bindgen_test]
fn an_address_is_added_once_case_aside() {
    let mut list = vec!["ada@b.example".to_owned()];
    assert_eq!(add(&mut list, "ADA@B.example, bob@b.example, Bob@b.example"), 2);
    assert_eq!(list, ["ada@b.example", "bob@b.example"]);
    assert_eq!(add(&mut list, ""), 0);
}

#[wasm_bindgen_test]
fn fifty_with_three_bad_ones_are_all_kept_and_the_three_are_named() {
    set_texts(Texts::embedded(Locale::En));
    let mut pasted: Vec<String> = (1..=47).map(|number| format!("Person {number} <p{number}@acme.example>")).collect();
    pasted.insert(0, "first@acme".to_owned());
    pasted.insert(25, "second.acme.example".to_owned());
    pasted.push("third@@acme.example".to_owned());
    let mut list = Vec::new();
    assert_eq!(add(&mut list, &pasted.join("\r\n")), 0);
    assert_eq!(list.len(), 50);
    let problems = problems(&list);
    assert_eq!(problems.len(), 3);
    for (problem, named) in problems.iter().zip(["first@acme", "second.acme.example", "third@@acme.example"]) {
        assert!(problem.contains(&format!("“{named}”")), "{problem}");
    }
}

#[wasm_bindgen_test]
fn a_hundred_are_not_too_many() {
    set_texts(Texts::embedded(Locale::En));
    let mut list: Vec<String> = (0..MOST).map(|number| format!("p{number}@acme.example")).collect();
    assert_eq!(problems(&list), [""; 0]);
    list.push("one.more@acme.example".to_owned());
    assert_eq!(problems(&list), ["There are 101 addresses. Enter at most 100."]);
}

fn request() -> NewAccountRequest {
    NewAccountRequest {
        kind: "customer".to_owned(),
        name: "Acme".into(),
        domain_identifier: "acme.example".into(),
        country: "FR".into(),
        customer_emails: vec!["ada@acme.example".into()],
        added_users: Vec::new(),
        note_to_approver: None,
        note_to_customer: None,
        note_to_added_users: None,
        policy_version: String::new(),
    }
}

#[wasm_bindgen_test]
fn what_is_missing_is_said_field_by_field_in_the_order_of_the_form() {
    set_texts(Texts::embedded(Locale::En));
    let fields = |request: &NewAccountRequest| validate(request).into_iter().map(|it| it.field).collect::<Vec<_>>();
    assert_eq!(fields(&request()), [""; 0]);
    let empty = NewAccountRequest {
        name: String::new(),
        domain_identifier: String::new(),
        country: String::new(),
        customer_emails: Vec::new(),
        added_users: vec!["a".into(), "b".into()],
        ..request()
    };
    let expected = ["name", "domain_identifier", "country", "customer_emails", "added_users", "added_users"];
    assert_eq!(fields(&empty), expected);
    assert_eq!(fields(&NewAccountRequest { name: "é".repeat(200), ..request() }), [""; 0]);
    assert_eq!(fields(&NewAccountRequest { name: "é".repeat(201), ..request() }), ["name"]);
}
