//! How a page looks on which an address is proved.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER};
use axum::response::Response;
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use text::Texts;

use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::error::{MINUTE, retry_at};
use crate::http::html::page;
use crate::store::sign_in_code::{Codes, Newest};

/// What the page says on which an address is proved.
pub struct VerificationPage<'a> {
    /// The path of the page.
    pub link: &'a str,
    /// What the page is for.
    pub lead: &'a str,
    /// As it may be shown.
    pub address: &'a str,
    /// The address of somebody else, who is signed in.
    pub signed_in_as: Option<&'a str>,
    pub codes: &'a Codes,
    /// Whether what was entered is no code at all.
    pub malformed: bool,
}

/// Asks for a code, or for what was mailed.
pub fn verification_page(texts: &Texts, status: StatusCode, view: &VerificationPage<'_>) -> Response {
    let body = html! {
        p.page__lead { (view.lead) }
        @if let Some(email) = view.signed_in_as {
            p.notice."notice--warning" { (texts.proof_signed_in_as(email, view.address)) }
        }
        @match view.codes.newest {
            Newest::None => {
                (send_button(texts, view, true))
            },
            Newest::Open { until, tries_left, was_tried } => {
                p { (texts.proof_sent(view.address, &date_time(until, texts.locale(), &Zone::UTC))) }
                (code_form(texts, view, was_tried.then_some(tries_left)))
                (send_button(texts, view, false))
            },
            Newest::Expired => {
                p.notice."notice--danger" { (texts.proof_expired()) }
                (send_button(texts, view, false))
            },
            Newest::TriedOut => {
                p.notice."notice--danger" { (texts.proof_used_up()) }
                (send_button(texts, view, false))
            },
        }
    };
    let mut response = with_status(page(texts, texts.proof_title(), body), status);
    if status == StatusCode::TOO_MANY_REQUESTS {
        set_retry_after(&mut response, view.codes.next_at);
    }
    response
}

/// Says that there were too many attempts, of whatever address.
pub fn too_many(texts: &Texts, until: DateTime<Utc>) -> Response {
    let sentence = texts.proof_too_many(&date_time(until + MINUTE, texts.locale(), &Zone::UTC));
    let body = html! { p.notice."notice--danger" { (sentence) } };
    let mut response = with_status(page(texts, texts.proof_too_many_title(), body), StatusCode::TOO_MANY_REQUESTS);
    set_retry_after(&mut response, Some(until));
    response
}

/// Says that no code can be mailed to this address.
pub fn not_mailable(texts: &Texts, address: &str) -> Response {
    let body = html! { p.notice."notice--danger" { (texts.invalid_email_not_mailable(address)) } };
    with_status(page(texts, texts.sign_in_title(), body), StatusCode::UNPROCESSABLE_ENTITY)
}

fn set_retry_after(response: &mut Response, at: Option<DateTime<Utc>>) {
    if let Some(at) = at.and_then(retry_at) {
        response.headers_mut().insert(RETRY_AFTER, at);
    }
}

/// The form for a code; with the tries that are left where the last was wrong.
fn code_form(texts: &Texts, view: &VerificationPage<'_>, tries_left: Option<i64>) -> Markup {
    let error = match tries_left {
        _ if view.malformed => Some(texts.proof_malformed().to_owned()),
        tries_left => tries_left.map(|tries_left| texts.proof_wrong(tries_left)),
    };
    let described = if error.is_some() { "code-error code-hint" } else { "code-hint" };
    html! {
        form.form method="post" action=(view.link) {
            div.field."field--invalid"[error.is_some()] {
                label.field__label for="code" { (texts.proof_code()) }
                p.field__hint id="code-hint" { (texts.proof_code_hint()) }
                @if let Some(error) = &error { p.field__error id="code-error" { (error) } }
                // Longer than a code, since people copy what stands around it.
                input.field__input."field__input--code" id="code" name="code" type="text" inputmode="numeric"
                    autocomplete="one-time-code" maxlength="40" required autofocus
                    aria-describedby=(described) aria-invalid=[error.is_some().then_some("true")];
            }
            div.form__actions {
                button.button."button--primary" type="submit" { (texts.proof_continue()) }
            }
        }
    }
}

/// The button that has a code sent, or from when on there is one.
fn send_button(texts: &Texts, view: &VerificationPage<'_>, first: bool) -> Markup {
    html! {
        @if let Some(next_at) = view.codes.next_at {
            p { (texts.proof_next_at(&date_time(next_at + MINUTE, texts.locale(), &Zone::UTC))) }
        } @else {
            form method="post" action={ (view.link) "/code" } {
                @if first {
                    button.button."button--primary" type="submit" { (texts.proof_send()) }
                } @else {
                    button.button type="submit" { (texts.proof_send_another()) }
                }
            }
        }
    }
}

pub fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
