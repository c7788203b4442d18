//! A person's own profile, the way back to where they came from, and where they are signed in.

use api::{page::Route, session::Person};
use leptos::prelude::*;
use web_sys::Event;

use crate::{
    components::{
        color_scheme_choice::scheme_choice,
        profile::{email, profile_facts},
    },
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        event, html,
        signal::Memo,
    },
    session::{App, texts, use_app},
    ui::{
        form::{
            error_summary,
            field::{Field, country_field, select_field, text_field, time_zone_field},
        },
        format,
        notice::{Tone, notice},
        page::{outside_link, page_head_with},
    },
};

mod profile_form;
mod sessions;

use profile_form::Form;

pub fn profile_page(return_to: Option<Route>) -> AnyView {
    let app = use_app();
    let session = app.session.get_untracked();
    let body = match session.service.profile_link {
        Some(href) => external_profile(app, &session.person, &href, return_to),
        None => own_profile(app, &session.person, return_to),
    };
    let head = page_head_with(texts().profile_title(), Some(texts().profile_lead()), []);
    let scheme = scheme_choice("scheme-profile", app.scheme);
    // Whose hours are in the time zone that the person may have just changed.
    let zone = Memo::new(move |_| app.session.with(|session| session.person.time_zone.clone()));
    let sessions = dynamic(move || {
        zone.with(|_| ());
        sessions::sessions().view()
    });
    fragment(vec![head, body, scheme.view(), sessions])
}

/// Where the operator's people keep their profile in another service, it is only shown here, but for the time zone.
fn external_profile(app: App, person: &Person, href: &str, return_to: Option<Route>) -> AnyView {
    let link = outside_link(href, texts().action_update_profile(), "button button--primary");
    let form = Form::open(person, true);
    fragment(vec![
        html::p().text(texts().profile_elsewhere()).view(),
        profile_facts(person),
        html::p().el(link).view(),
        saving(app, form, return_to, html::form().child(time_zone(form)).el(save(form))),
    ])
}

fn own_profile(app: App, person: &Person, return_to: Option<Route>) -> AnyView {
    let form = Form::open(person, false);
    saving(app, form, return_to, fields(form, person))
}

/// The form, what is wrong with it, and that it is saved.
fn saving(app: App, form: Form, return_to: Option<Route>, fields: Element) -> AnyView {
    let saved =
        dynamic(
            move || if form.is_saved.get() { notice(Tone::Success, texts().profile_saved(), []) } else { nothing() },
        );
    fragment(vec![
        error_summary(form.errors),
        html::div().attr(attr::ROLE, "status").child(saved).view(),
        fields
            .class("form")
            .flag(attr::NOVALIDATE, true)
            .on(event::SUBMIT, move |event: Event| {
                event.prevent_default();
                form.save(app, return_to.clone());
            })
            .view(),
    ])
}

fn fields(form: Form, person: &Person) -> Element {
    let field = |name, label: &str, value, autocomplete| Field {
        name,
        label: label.to_owned(),
        hint: None,
        value,
        required: true,
        autocomplete,
    };
    let name = field("name", texts().profile_name(), form.name, "name");
    let organisation = field("organisation", texts().profile_organisation(), form.organisation, "organization");
    let country = field("country", texts().account_country(), form.country, "country");
    let locale = field("locale", texts().menu_language(), form.locale, "off");
    let locales = [("en", texts().language_english()), ("fr", texts().language_french())];
    let locales = locales.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    html::form()
        .child(text_field(name, "text", form.errors))
        .child(text_field(organisation, "text", form.errors))
        .child(country_field(country, form.errors))
        .el(address(person))
        .child(select_field(locale, locales.into(), form.errors))
        .child(time_zone(form))
        .el(save(form))
}

/// The time zone, and what hour it is there, by which one knows the right one.
fn time_zone(form: Form) -> AnyView {
    let zone = Field {
        name: "time_zone",
        label: texts().profile_time_zone().to_owned(),
        hint: Some(texts().profile_time_zone_hint().to_owned()),
        value: form.time_zone,
        required: true,
        autocomplete: "off",
    };
    let there = move || {
        let now = form.time_zone.with(|zone| format::now_in(zone, texts().locale()));
        texts().profile_time_zone_now(&now)
    };
    html::div()
        .child(time_zone_field(zone, form.errors))
        .el(html::p().class("field__hint").attr(attr::ROLE, "status").text_with(there))
        .view()
}

fn save(form: Form) -> Element {
    // Not disabled while saving, or it would lose the focus; pressing it again does nothing.
    let save = html::button()
        .class("button button--primary")
        .attr(attr::TYPE, "submit")
        .text(texts().action_save())
        .bool_attr_with(attr::ARIA_BUSY, move || form.is_saving.get());
    html::div().class("form__actions").el(save)
}

/// The address is for signing in, and cannot be changed here.
fn address(person: &Person) -> Element {
    html::div()
        .class("field")
        .el(html::span().class("field__label").text(texts().profile_email()))
        .el(html::p().class("field__hint").text(texts().profile_email_hint()))
        .el(email(person))
}
