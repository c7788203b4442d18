//! The fields of a profile, kept as a draft while the person types, and saving them.

use api::{page::Route, path, problem::FieldProblem, profile::ProfileChange, session::Person};
use gloo_net::http::Method;
use leptos::prelude::*;

use crate::{
    dom::{
        signal::State,
        task::{effect, spawn},
    },
    net::client,
    routing::navigation::navigate,
    session::{self, App, texts},
    storage::draft,
    ui::{form::Errors, format},
};

const DRAFT: &str = "profile";

/// What a person may change.
#[derive(Clone, Copy)]
pub struct Form {
    pub name: State<String>,
    pub organisation: State<String>,
    pub country: State<String>,
    pub locale: State<String>,
    pub time_zone: State<String>,
    /// The one that the profile had when it was opened, or saved last.
    shown_time_zone: State<String>,
    /// Whether all but the time zone is kept in another service.
    is_elsewhere: bool,
    pub errors: Errors,
    pub is_saving: State<bool>,
    pub is_saved: State<bool>,
}

impl Form {
    /// Begins with what was typed and not saved, if anything was.
    pub fn open(person: &Person, is_elsewhere: bool) -> Form {
        let typed = draft::load::<ProfileChange>(DRAFT).unwrap_or_else(|| ProfileChange {
            name: Some(person.name.clone()),
            organisation: Some(person.organisation.clone()),
            country: Some(person.country.clone()),
            locale: Some(person.locale.clone()),
            ..ProfileChange::default()
        });
        let zone = person.time_zone.clone().unwrap_or_else(|| format::UTC.to_owned());
        let field = |value: Option<String>| State::new(value.unwrap_or_default());
        let form = Form {
            name: field(typed.name),
            organisation: field(typed.organisation),
            country: field(typed.country),
            locale: field(typed.locale.or_else(|| Some(person.locale.clone()))),
            time_zone: field(typed.time_zone.or_else(|| Some(zone.clone()))),
            shown_time_zone: State::new(zone),
            is_elsewhere,
            errors: Errors::default(),
            is_saving: State::new(false),
            is_saved: State::new(false),
        };
        let mut is_typed = false;
        let locale = person.locale.clone();
        effect(move || {
            let mut change = form.change();
            if is_typed {
                // The bar also changes the language. A language that was not chosen here must not undo that.
                change.locale = change.locale.filter(|chosen| *chosen != locale);
                draft::save(DRAFT, &change);
                form.is_saved.set(false);
            }
            is_typed = true;
        });
        form
    }

    /// Saves, and goes back to where the person came from. Saving again while that is under way does nothing.
    pub fn save(self, app: App, return_to: Option<Route>) {
        if self.is_saving.get_untracked() {
            return;
        }
        let change = untrack(|| self.change());
        let wrong = validate(&change);
        let is_wrong = !wrong.is_empty();
        self.errors.set(wrong);
        if is_wrong {
            return;
        }
        self.is_saving.set(true);
        spawn(async move {
            let answer = client::send::<_, Person>(Method::PATCH, path::PROFILE, &change, None).await;
            let is_here = self.is_saving.try_set(false);
            match answer {
                Ok(person) => {
                    draft::erase(DRAFT);
                    let _ = self.is_saved.try_set(true);
                    let zone = person.time_zone.clone().unwrap_or_else(|| format::UTC.to_owned());
                    let _ = self.shown_time_zone.try_set(zone);
                    on_saved(app, person, return_to.filter(|_| is_here));
                }
                Err(problem) if is_here => self.errors.set_problem(problem),
                Err(_) => {}
            }
        });
    }

    fn change(self) -> ProfileChange {
        // What was merely shown is nobody's choice.
        let shown = self.shown_time_zone.get_untracked();
        let time_zone = Some(self.time_zone.get()).filter(|chosen| *chosen != shown);
        if self.is_elsewhere {
            return ProfileChange { time_zone, ..ProfileChange::default() };
        }
        ProfileChange {
            name: Some(self.name.get().trim().to_owned()),
            organisation: Some(self.organisation.get().trim().to_owned()),
            country: Some(self.country.get()),
            locale: Some(self.locale.get()),
            time_zone,
            browser_time_zone: None,
        }
    }
}

/// What is not filled in, in the server's own sentences.
fn validate(change: &ProfileChange) -> Vec<FieldProblem> {
    let fields = [
        ("name", &change.name, texts().invalid_name()),
        ("organisation", &change.organisation, texts().invalid_organisation()),
        ("country", &change.country, texts().invalid_country()),
        ("locale", &change.locale, texts().choose()),
        ("time_zone", &change.time_zone, texts().choose()),
    ];
    let empty = fields.into_iter().filter(|(_, value, _)| value.as_deref().is_some_and(str::is_empty));
    empty.map(|(field, _, detail)| FieldProblem { field: field.to_owned(), detail: detail.to_owned() }).collect()
}

/// Updates the session with the new profile. In another language, the page is reloaded.
fn on_saved(app: App, person: Person, return_to: Option<Route>) {
    if person.locale != texts().locale().as_str() {
        session::store(session::LOCALE_KEY, &person.locale);
        let url = return_to.unwrap_or(Route::Profile { return_to: None }).to_string();
        let _ = window().location().assign(&url);
        return;
    }
    format::set_zone(person.time_zone.as_deref());
    app.session.update(|session| session.person = person);
    if let Some(route) = return_to {
        navigate(&route);
    }
}
