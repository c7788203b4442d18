//! Sending a request for a new account in a browser: whatever happens to an answer, one request is made.

use std::any::Any;

use api::{
    access_request::Reminders,
    account_request::{AccountRequest, AccountRequestPreview, NewAccountRequest},
    changes::Changes,
    page::Route,
    path,
    problem::{Code, Problem},
    session::{Person, Service, Session},
};
use app::{
    dom::signal::Memo,
    forms::account_request::form::{draft_key, has_draft},
    pages,
    session::{App, set_texts},
    storage::draft,
};
use js_sys::{Array, Function, Promise};
use leptos::{mount::mount_to, prelude::*, task::tick};
use rules::{
    Policy,
    vocabulary::{AccountDecider, AccountRequestStatus, Admission, Affiliation, EntryPage},
};
use serde::Serialize;
use text::{Locale, Texts};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};

/// Answers what the app sends, each path from a list of its own, and keeps it. Status 0 is a lost connection.
const FETCH: &str = "
    window.sent = [];
    window.fetch = async (request) => {
        const path = new URL(request.url).pathname;
        window.sent.push([path, request.headers.get('idempotency-key'), await request.text()]);
        const at = answers.findIndex(([answered]) => answered === path);
        const [, status, body] = at < 0 ? [path, 0] : answers.splice(at, 1)[0];
        if (status === 0) throw new TypeError('lost');
        return new Response(body, { status });
    };";

/// Until nothing is under way, after something was.
const IDLE: &str = "
    const root = document.documentElement;
    root.removeAttribute('data-ready');
    const look = (_, observer) => {
        if (!root.hasAttribute('data-ready')) return;
        observer.disconnect();
        done();
    };
    new MutationObserver(look).observe(root, { attributes: true });";

type Answer = (&'static str, u16, String);

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn policy() -> Answer {
    (path::POLICY, 200, json(&Policy::embedded().unwrap()))
}

fn preview() -> Answer {
    let preview = AccountRequestPreview {
        domain_identifier: "acme.example".into(),
        customer_emails: vec!["bob@acme.example".into()],
        added_users: vec![],
        unrelated_emails: vec![],
        decider: AccountDecider::CustomerContacts,
        lapses_at: Default::default(),
        rules: vec![],
    };
    (path::ACCOUNT_REQUEST_PREVIEWS, 200, json(&preview))
}

fn made() -> Answer {
    let request = AccountRequest {
        reference: "AR-7K3M-9QXT".into(),
        account: "abc".into(),
        name: "Acme".into(),
        domain_identifier: "acme.example".into(),
        country: "FR".into(),
        status: AccountRequestStatus::Pending,
        decider: AccountDecider::CustomerContacts,
        contacts: vec![],
        added_users: vec![],
        note_to_approver: None,
        note_to_customer: None,
        note_to_added_users: None,
        created_at: Default::default(),
        lapses_at: Default::default(),
        days_left: 90,
        rules: vec![],
        actions: vec![],
        reminders: Reminders::default(),
        decision: None,
        history: vec![],
    };
    (path::ACCOUNT_REQUESTS, 201, json(&request))
}

fn refused(path: &'static str, status: u16, code: Code) -> Answer {
    let problem = Problem {
        kind: ["/problems/", code.as_str()].concat(),
        title: "A title".into(),
        status,
        code,
        detail: "A detail.".into(),
        fields: vec![],
        link: Some("/a-link".into()),
    };
    (path, status, json(&problem))
}

/// The connection is lost while the request is being sent.
fn lost() -> Answer {
    (path::ACCOUNT_REQUESTS, 0, String::new())
}

fn session() -> Session {
    Session {
        person: Person {
            email: "ada@partner.example".into(),
            email_verified: true,
            name: "Ada".into(),
            organisation: "Partner".into(),
            country: "FR".into(),
            locale: "en".into(),
            time_zone: None,
            affiliation: Affiliation::External,
            partner: false,
        },
        anti_forgery_token: String::new(),
        holds_role: true,
        entry: EntryPage::Directory,
        may_request_access: Admission::Allowed,
        may_request_account: Admission::Allowed,
        current_account: None,
        changes: Changes::default(),
        service: Service::default(),
        sample: false,
    }
}

/// What was typed before.
fn typed(name: &str) {
    let request = NewAccountRequest {
        kind: "customer".to_owned(),
        name: name.into(),
        domain_identifier: "acme.example".into(),
        country: "FR".into(),
        customer_emails: vec!["bob@acme.example".into()],
        added_users: vec![],
        note_to_approver: None,
        note_to_customer: None,
        note_to_added_users: None,
        policy_version: String::new(),
    };
    draft::save(&draft_key(None), &(request, "", "", true));
}

/// The form; it goes when this does, as when the page is reloaded. What was typed and sent stays.
struct Form {
    root: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl Drop for Form {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Form {
    async fn open(answers: &[Answer]) -> Form {
        set_texts(Texts::embedded(Locale::En));
        let answer = |(path, status, body): &Answer| {
            Array::of3(&JsValue::from_str(path), &JsValue::from(*status), &JsValue::from_str(body))
        };
        let answers: Array = [policy()].iter().chain(answers).map(answer).collect();
        Function::new_with_args("answers", FETCH).call1(&JsValue::NULL, &answers).unwrap();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let idle = idle();
        let mounted = mount_to(root.clone(), || {
            provide_context(App::new(session()));
            pages::view(Route::CreateSmartAccount { from: None }, Memo::new(|_| Route::Home))
        });
        settled(idle).await;
        Form { root, _mounted: Box::new(mounted) }
    }

    fn find<T: JsCast>(&self, selector: &str) -> Option<T> {
        Some(self.root.query_selector(selector).unwrap()?.unchecked_into())
    }

    /// *Review Request* below the form.
    async fn check(&self) {
        self.press("form [type=submit]").await;
    }

    /// *Send Request* in the dialog.
    async fn send(&self) {
        self.press("dialog .button--primary").await;
    }

    async fn press(&self, selector: &str) {
        let idle = idle();
        self.find::<HtmlElement>(selector).unwrap().click();
        settled(idle).await;
    }

    fn is_reviewed(&self) -> bool {
        self.find::<HtmlDialogElement>("dialog").unwrap().open()
    }

    fn text_of(&self, selector: &str) -> String {
        self.find::<HtmlElement>(selector).and_then(|found| found.text_content()).unwrap_or_default()
    }
}

fn idle() -> Promise {
    let begin = Function::new_with_args("done", IDLE);
    Promise::new(&mut |done, _| {
        begin.call1(&JsValue::NULL, &done).unwrap();
    })
}

async fn settled(idle: Promise) {
    JsFuture::from(idle).await.unwrap();
    tick().await;
}

/// The keys and bodies with which a new account was asked for.
fn sent_requests() -> Vec<(String, String)> {
    let sent: Array = js_sys::Reflect::get(&window(), &JsValue::from_str("sent")).unwrap().unchecked_into();
    let sent = sent.iter().map(|sent| sent.unchecked_into::<Array>());
    let asked = sent.filter(|sent| sent.get(0) == path::ACCOUNT_REQUESTS);
    asked.map(|sent| (sent.get(1).as_string().unwrap(), sent.get(2).as_string().unwrap())).collect()
}

#[wasm_bindgen_test]
async fn without_an_answer_the_dialog_stays_and_sends_the_same_again() {
    typed("Acme");
    let proxy = (path::ACCOUNT_REQUESTS, 502, "<h1>Bad gateway</h1>".to_owned());
    let busy = refused(path::ACCOUNT_REQUESTS, 503, Code::Unavailable);
    let form = Form::open(&[preview(), lost(), proxy, busy, made()]).await;
    form.check().await;
    assert!(form.is_reviewed());
    for words in ["cannot be reached", "cannot be reached", "A detail."] {
        form.send().await;
        assert!(form.is_reviewed());
        assert!(form.text_of("dialog .error-summary").contains(words), "{}", form.text_of("dialog"));
        assert_eq!(document().active_element().unwrap().id(), "error-summary");
        assert!(has_draft(&draft_key(None)));
    }
    form.send().await;
    assert!(!has_draft(&draft_key(None)));
    let asked = sent_requests();
    assert_eq!(asked, vec![asked[0].clone(); 4]);
    assert!(asked[0].1.contains("\"Acme\""), "{}", asked[0].1);
}

#[wasm_bindgen_test]
async fn after_a_reload_the_request_that_was_made_is_found_again() {
    typed("Reloaded");
    let form = Form::open(&[preview(), lost()]).await;
    form.check().await;
    form.send().await;
    let first = sent_requests();
    drop(form);
    let open = || refused(path::ACCOUNT_REQUEST_PREVIEWS, 409, Code::RequestOpen);
    // The connection is as bad as before; without the dialog it is said above the form.
    let form = Form::open(&[open(), lost(), open(), made()]).await;
    form.check().await;
    assert!(form.text_of(".error-summary").contains("cannot be reached"), "{}", form.text_of(".error-summary"));
    form.check().await;
    assert_eq!(form.text_of(".error-summary"), "");
    assert!(!has_draft(&draft_key(None)));
    assert_eq!(sent_requests(), [first.clone(), first].concat());
}

#[wasm_bindgen_test]
async fn another_open_request_is_named_and_nothing_is_sent() {
    typed("One");
    let form = Form::open(&[preview(), lost()]).await;
    form.check().await;
    form.send().await;
    drop(form);
    typed("Another");
    let form = Form::open(&[refused(path::ACCOUNT_REQUEST_PREVIEWS, 409, Code::RequestOpen)]).await;
    form.check().await;
    assert!(form.text_of(".error-summary").contains("A detail."), "{}", form.text_of(".error-summary"));
    assert!(form.find::<HtmlElement>(".error-summary [href='/a-link']").is_some());
    assert_eq!(sent_requests(), []);
}

#[wasm_bindgen_test]
async fn what_is_refused_for_good_leaves_the_dialog() {
    typed("Refused");
    let form = Form::open(&[preview(), refused(path::ACCOUNT_REQUESTS, 409, Code::RequestOpen)]).await;
    form.check().await;
    form.send().await;
    assert!(!form.is_reviewed());
    assert_eq!(form.text_of("dialog .error-summary"), "");
}

#[wasm_bindgen_test]
async fn the_way_to_an_account_goes_with_the_identifier_that_was_taken() {
    typed("Taken");
    let form = Form::open(&[refused(path::ACCOUNT_REQUEST_PREVIEWS, 409, Code::IdentifierTaken)]).await;
    form.check().await;
    assert!(form.find::<HtmlElement>("form [href='/a-link']").is_some());
    assert!(form.find::<HtmlElement>(".error-summary [href='/a-link']").is_some(), "the summary leads there as well");
    assert!(form.find::<HtmlElement>(".error-summary [href='#field-domain_identifier']").is_none());
    let field: HtmlInputElement = form.find("#field-domain_identifier").unwrap();
    let type_in = |words: &str| {
        field.set_value(words);
        field.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    };
    type_in("other.example");
    tick().await;
    assert!(form.find::<HtmlElement>(".error-summary").is_none(), "what was typed anew is not known to be wrong");
    type_in("");
    form.find::<HtmlElement>("form [type=submit]").unwrap().click();
    tick().await;
    assert!(form.text_of(".error-summary").contains("domain"), "{}", form.text_of(".error-summary"));
    assert!(form.find::<HtmlElement>("form [href='/a-link']").is_none());
}
