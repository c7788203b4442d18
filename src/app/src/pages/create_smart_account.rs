//! Request a Smart Account for Your Customer: the form, and the dialog in which it is checked and sent.

use api::{
    account_request::AccountRequest,
    page::{IdentifierStep, Route},
    path,
};
use leptos::prelude::*;
use rules::Policy;
use web_sys::Event;

use crate::{
    components::{
        directory_crumb::directory_crumb,
        taken_up::{taken_up, typed_at},
    },
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::Memo,
    },
    forms::{
        access_request::blocked::support_case_instead,
        account_request::{
            eligibility::creation_refused,
            form::{AccountForm, draft_key, has_draft},
            submit,
        },
    },
    net::resource::{self, Loadable, Resource},
    routing::navigation::navigate,
    session::{App, texts, use_app},
    ui::{
        form::error_summary,
        help::with_help,
        notice::{Tone, notice},
        page::{button, crumbs, link, page_head_with},
        unsaved_changes::may_discard,
    },
};

mod fields;
mod review;

use review::Review;

/// `from` is the reference of a lapsed request with whose answers the form begins.
pub fn create_smart_account_page(from: Option<String>) -> AnyView {
    let app = use_app();
    let above: Vec<_> = directory_crumb(app).into_iter().collect();
    let title = texts().new_account_title();
    let crumbs = crumbs(&above, title, false);
    if !app.may_request_account() {
        let (case, words) = (texts().new_account_support_case_title(), texts().new_account_support_case_text());
        return fragment(vec![crumbs, page_head_with(title, None, []), support_case_instead(app, case, words)]);
    }
    let policy = resource::use_resource::<Policy>(|| Some(path::POLICY.to_owned()), false);
    // The form stays while the policy is being loaded, or what was typed would go.
    let refused = Memo::new(move |_| {
        policy.value().and_then(|policy| app.session.with(|session| creation_refused(&policy, session)))
    });
    let form = dynamic(move || match refused.get() {
        Some(reason) => not_yet(&reason),
        None => form_for(app, from.clone(), policy),
    });
    fragment(vec![crumbs, page_head_with(title, Some(texts().new_account_lead()), []), form])
}

/// Instead of the form: why not, and the way on.
fn not_yet(reason: &str) -> AnyView {
    let existing = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
    let way_on = html::p().el(link(&existing, texts().menu_request_existing(), "link"));
    notice(Tone::Info, texts().new_account_not_yet(), [html::p().text(reason.to_owned()), way_on])
}

fn form_for(app: App, from: Option<String>, policy: Resource<Policy>) -> AnyView {
    match from {
        // A draft wins over the earlier request.
        Some(from) if !has_draft(&draft_key(Some(&from))) => prefilled_form(app, from, policy),
        from => form(app, from, None, policy),
    }
}

fn prefilled_form(app: App, from: String, policy: Resource<Policy>) -> AnyView {
    let path = path::account_request(&from);
    let source = resource::use_resource::<AccountRequest>(move || Some(path.clone()), false);
    resource::suspense(source, move |earlier| form(app, Some(from.clone()), Some(earlier), policy))
}

fn form(app: App, from: Option<String>, earlier: Option<&AccountRequest>, policy: Resource<Policy>) -> AnyView {
    let key = draft_key(from.as_deref());
    let email = app.session.with_untracked(|session| session.person.email.clone());
    let form = AccountForm::open(key, &email, earlier);
    let review = Review::new(app, form, from, policy);
    let policy_failed = dynamic(move || match policy.get() {
        Loadable::Failed(problem) => resource::failure_view(&problem, move || policy.refetch()),
        _ => nothing(),
    });
    let fields = html::form()
        .class("form")
        .flag(attr::NOVALIDATE, true)
        .on(event::SUBMIT, move |event: Event| {
            event.prevent_default();
            review.check();
        })
        .els(fields::sections(form, review))
        .el(actions(form, review));
    let taken_up = dynamic(move || match form.taken_up.get() {
        None => nothing(),
        Some((at, subject)) => taken_up(&texts().draft_of(&typed_at(at), &subject), move || {
            form.clear();
            submit::erase(&review.key());
            review.errors.set(Vec::new());
        }),
    });
    let form = fragment(vec![taken_up, error_summary(review.errors), policy_failed, fields.view(), review.dialog()]);
    with_help(texts().help_new_account(), texts().help_new_account_next(), form)
}

fn actions(form: AccountForm, review: Review) -> Element {
    let send = html::button()
        .class("button button--primary")
        .attr(attr::TYPE, "submit")
        .text(texts().new_account_review())
        .flag_with(attr::DISABLED, move || !review.may_check())
        .bool_attr_with(attr::ARIA_BUSY, move || review.is_busy.get());
    // Leaves without sending, and asks first where something was filled in; the answers are erased.
    let cancel = button(texts().action_cancel(), "button button--quiet", move || {
        if !form.is_filled_in() || may_discard() {
            submit::erase(&review.key());
            navigate(&review.home());
        }
    });
    html::div().class("form__actions").el(send).el(cancel)
}
