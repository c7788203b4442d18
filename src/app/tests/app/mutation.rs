//! The result of a mutation: where the message stands, and whether the page is loaded again.

use api::problem::{Code, FieldProblem, Problem};
use app::{net::mutation::Mutation, session::set_texts, ui::status_message::StatusMessage};
use leptos::{mount::mount_to, prelude::*, task::tick};
use text::{Locale, Texts};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn problem(status: u16, code: Code, fields: &[(&str, &str)]) -> Problem {
    let field = |(field, detail): &(&str, &str)| FieldProblem { field: (*field).into(), detail: (*detail).into() };
    Problem {
        kind: ["/problems/", code.as_str()].concat(),
        title: "A title".into(),
        status,
        code,
        detail: "A detail.".into(),
        fields: fields.iter().map(field).collect(),
        link: None,
    }
}

/// Whether the page is loaded again, what is said above it, whether the dialog still stands, and what is wrong there:
/// with the address, and with the whole.
async fn settled(is_open: bool, answer: Result<(), Problem>) -> (bool, String, bool, Option<String>, Option<Code>) {
    set_texts(Texts::embedded(Locale::En));
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let owner = Owner::new();
    let mutation = owner.with(|| Mutation::new(is_open, StatusMessage::default()));
    let _mounted = mount_to(root.clone(), move || mutation.status.view());
    let is_loaded = mutation.on_result(answer, "It was sent.");
    tick().await;
    let errors = mutation.errors;
    (is_loaded, root.text_content().unwrap(), mutation.open.get_untracked(), errors.message_for("email"), errors.code())
}

#[wasm_bindgen_test]
async fn what_was_done_is_said_above_the_page() {
    let (is_loaded, status, is_open, ..) = settled(true, Ok(())).await;
    assert_eq!((is_loaded, status.as_str(), is_open), (true, "It was sent.", false));
}

#[wasm_bindgen_test]
async fn what_can_be_put_right_stays_in_the_dialog() {
    let wrong = problem(422, Code::Invalid, &[("email", "Not an address.")]);
    let (is_loaded, status, is_open, email, _) = settled(true, Err(wrong)).await;
    assert_eq!((is_loaded, status.as_str(), is_open), (false, "", true));
    assert_eq!(email.as_deref(), Some("Not an address."));
    let (is_loaded, _, is_open, _, code) = settled(true, Err(problem(503, Code::Unavailable, &[]))).await;
    assert_eq!((is_loaded, is_open, code), (false, true, Some(Code::Unavailable)));
}

#[wasm_bindgen_test]
async fn a_page_that_is_out_of_date_is_loaded_again_and_says_why() {
    for (status, code) in [(409, Code::AlreadyDecided), (409, Code::NotYourTurn), (404, Code::ContactNotFound)] {
        let (is_loaded, status, is_open, ..) = settled(true, Err(problem(status, code, &[]))).await;
        assert_eq!((is_loaded, status.as_str(), is_open), (true, "A titleA detail.", false));
    }
    // The server's own sentence asks the person to load the page.
    let (_, status, ..) = settled(true, Err(problem(409, Code::Conflict, &[]))).await;
    assert!(status.contains("The page shows it as it is now."), "{status}");
}

#[wasm_bindgen_test]
async fn without_a_dialog_everything_is_said_above_the_page() {
    let (is_loaded, status, ..) = settled(false, Err(problem(503, Code::Unavailable, &[]))).await;
    assert_eq!((is_loaded, status.as_str()), (true, "A titleA detail."));
}
