//! How signing in with a provider looks: its button, and the pages that lead to it.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use text::Texts;

use crate::app::App;
use crate::http::html::page;
use crate::routes::email_verification::pages::with_status;
use crate::routes::sign_in::PATH as SIGN_IN;
use crate::sign_in::open_id::refused::Kind;
use crate::sign_in::open_id::{Provider, Refusal, Refused, start_path};

/// The ways in, one below the other: a button for each provider, and what else there is.
pub fn sign_in_options(app: &App, texts: &Texts, next: &str, others: Markup) -> Markup {
    if app.providers.iter().next().is_none() {
        return others;
    }
    html! {
        div.form {
            @for provider in app.providers.iter() {
                (button(provider, next, &texts.provider_sign_in(&provider.settings.name)))
            }
            div { (others) }
        }
    }
}

/// The page that goes on to the provider by itself, with a link for browsers that do not.
pub fn redirect_page(texts: &Texts, provider: &Provider, address: &str) -> Response {
    let body = html! {
        p { a href=(address) { (texts.provider_going(&provider.settings.name)) } }
    };
    with_status(page(texts, texts.sign_in_title(), body), StatusCode::OK)
}

/// Says that the people of a domain sign in with a provider: the same for everybody, whether or not the address is
/// known. Somebody who is signed in with another address is told that as well.
pub fn provider_page(
    texts: &Texts,
    domain: &str,
    provider: &Provider,
    next: &str,
    signed_in_as: Option<&str>,
) -> Response {
    let name = &provider.settings.name;
    let body = html! {
        p.page__lead { (texts.provider_speaks(domain, name)) }
        @if let Some(email) = signed_in_as {
            p.notice."notice--warning" { (texts.provider_signed_in_as(email)) }
        }
        (button(provider, next, &texts.provider_sign_in(name)))
    };
    with_status(page(texts, texts.sign_in_title(), body), StatusCode::OK)
}

/// Says to somebody who has proved an address that its person signs in with a provider; with none that is configured,
/// what to do then.
pub fn bound_to_provider_page(texts: &Texts, address: &str, provider: Option<&Provider>, next: &str) -> Response {
    let body = html! {
        @match provider {
            Some(provider) => {
                p.page__lead { (texts.provider_bound(address, &provider.settings.name)) }
                (button(provider, next, &texts.provider_sign_in(&provider.settings.name)))
            },
            None => p.page__lead { (texts.provider_bound_gone(address)) },
        }
    };
    with_status(page(texts, texts.provider_bound_title(), body), StatusCode::FORBIDDEN)
}

/// Says that there is no such provider.
pub fn unknown_provider_page(texts: &Texts) -> Response {
    let body = html! {
        p.page__lead { (texts.provider_unknown()) }
        p { a.button."button--primary" href=(SIGN_IN) { (texts.action_sign_in()) } }
    };
    with_status(page(texts, texts.provider_unknown_title(), body), StatusCode::NOT_FOUND)
}

/// Says why a provider signed nobody in, and what to do. Not by a status from 500 on, which whatever stands in front would
/// take for its own server's failure.
pub fn refusal_page(texts: &Texts, provider: &Provider, refusal: &Refusal, next: &str) -> Response {
    refused_page(texts, provider, refusal.reason, &sentence(texts, provider, refusal), next)
}

/// Says that the person with an address is known by another issuer, or by another account of this one, and what to do.
pub fn bound_elsewhere_page(
    texts: &Texts,
    provider: &Provider,
    (refused, email): (Refused, &str),
    other: Option<&Provider>,
    next: &str,
) -> Response {
    let name = &provider.settings.name;
    let sentence = match (refused, other) {
        (Refused::BoundToAnotherSubject, _) => texts.provider_bound_another_account(name, email),
        (_, Some(other)) => texts.provider_bound_elsewhere(name, email, &other.settings.name),
        (_, None) => texts.provider_bound_elsewhere_gone(name, email),
    };
    // Where they are known is where they can go on.
    refused_page(texts, other.unwrap_or(provider), refused, &sentence, next)
}

fn refused_page(texts: &Texts, again: &Provider, refused: Refused, sentence: &str, next: &str) -> Response {
    let other = format!("{SIGN_IN}?next={}", api::path::segment(next));
    let body = html! {
        p.notice."notice--danger" { (sentence) }
        (button(again, next, &texts.provider_again(&again.settings.name)))
        p { a href=(other) { (texts.provider_another_way()) } }
        p.muted { (texts.provider_reason()) " " code { (refused.name()) } }
    };
    with_status(page(texts, texts.provider_refused_title(), body), StatusCode::FORBIDDEN)
}

/// What a refusal means to the person, and what they can do.
pub fn sentence(texts: &Texts, provider: &Provider, refusal: &Refusal) -> String {
    let name = &provider.settings.name;
    match refusal.reason.kind() {
        Kind::Unavailable => texts.provider_unavailable(name),
        // Who is known elsewhere is told on a page of its own, which knows the address.
        Kind::NotBelieved | Kind::BoundElsewhere => texts.provider_not_believed(name),
        Kind::NotAsSetUp => texts.provider_not_as_set_up(name),
        Kind::NotSupported if refusal.reason == Refused::DiscoveryResponseMode => texts.provider_by_form_only(name),
        Kind::NotSupported => texts.provider_not_supported(name),
        Kind::NotBegunHere => texts.provider_not_begun_here().to_owned(),
        Kind::Declined => texts.provider_declined(name),
        Kind::NoAddress => texts.provider_no_address(name),
        Kind::Clocks => texts.provider_clocks(name, refusal.apart),
        Kind::OtherAccount => texts.provider_other_account(name),
    }
}

fn button(provider: &Provider, next: &str, label: &str) -> Markup {
    html! {
        form.form method="post" action=(start_path(&provider.settings.id)) {
            input type="hidden" name="next" value=(next);
            div.form__actions {
                button.button."button--primary" type="submit" { (label) }
            }
        }
    }
}
