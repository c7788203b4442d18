//! `PATCH /api/v1/profile`.

use api::path;
use api::profile::ProfileChange;
use api::session::Person as PersonBody;
use axum::Json as Answer;
use axum::extract::State;
use rules::vocabulary::Action;
use text::{Locale, Texts};

use crate::app::Shared;
use crate::base::time_zone::Zone;
use crate::domains::characters::{LineFault, check_line};
use crate::domains::links::has_link;
use crate::error::{Error, Invalid};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::{Json, session};
use crate::store::person::{self, Person};
use crate::store::trail;
use api::country::is_country;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(change, Guard::Admission(Action::KeepOwnProfile); Conflict, Invalid)]
}

/// A person changes their own profile; what is absent stays.
#[utoipa::path(patch, path = path::PROFILE, request_body = ProfileChange,
    responses((status = 200, body = PersonBody)))]
pub async fn change(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(mut change): Json<ProfileChange>,
) -> Result<Answer<PersonBody>, Error> {
    let (version, is_learned) = (person.version, person.time_zone.is_none());
    let browsers = change.browser_time_zone.take();
    let browsers = browsers.map(|name| known_zone("browser_time_zone", name)).transpose()?;
    let is_own = change != ProfileChange::default();
    // What an import says of a person is left alone from then on. It says nothing of time zones.
    let is_own_word = ProfileChange { time_zone: None, ..change.clone() } != ProfileChange::default();
    let mut changed = apply(person, change)?;
    let mut tx = app.db.begin().await?;
    // First, as signing in does, or the two could wait for each other.
    trail::lock_chain(&mut tx, trail::SERVICE).await?;
    if is_own && !person::update_profile(&mut tx, &changed, is_own_word, version).await? {
        return Err(Error::Conflict);
    }
    if let Some(zone) = &browsers {
        changed.time_zone = Some(person::learn_time_zone(&mut tx, changed.key, zone).await?);
    }
    if is_own || (browsers.is_some() && is_learned) {
        trail::Entry::new(trail::SERVICE, "profile_changed", "profile")
            .by(&changed.who)
            .add(&mut tx, app.policy.version(), app.clock.now())
            .await?;
    }
    tx.commit().await?;
    Ok(Answer(session::body(changed)))
}

fn apply(mut person: Person, change: ProfileChange) -> Result<Person, Error> {
    let mut invalid = Vec::new();
    if let Some(name) = change.name {
        person.name = name.trim().to_owned();
        invalid.extend(wrong_line("name", &person.name, |texts| texts.invalid_name()));
    }
    if let Some(organisation) = change.organisation {
        person.organisation = organisation.trim().to_owned();
        invalid.extend(wrong_line("organisation", &person.organisation, |texts| texts.invalid_organisation()));
    }
    if let Some(country) = change.country {
        person.country = country;
        if !is_country(&person.country) {
            invalid.push(Invalid::new("country", |texts| texts.invalid_country()));
        }
    }
    if let Some(locale) = change.locale {
        match locale.as_str() {
            "en" => person.locale = Locale::En,
            "fr" => person.locale = Locale::Fr,
            _ => invalid.push(Invalid::with("locale", move |texts| texts.invalid_locale(&locale))),
        }
    }
    if let Some(name) = change.time_zone {
        match known_zone("time_zone", name) {
            Ok(zone) => person.time_zone = Some(zone),
            Err(unknown) => invalid.push(unknown),
        }
    }
    if invalid.is_empty() { Ok(person) } else { Err(Error::Invalid(invalid)) }
}

/// The name of a time zone as the database spells it.
fn known_zone(field: &'static str, name: String) -> Result<String, Invalid> {
    match Zone::parse(&name) {
        Some(zone) => Ok(zone.name().to_owned()),
        None => Err(Invalid::with(field, move |texts| texts.invalid_time_zone(&name))),
    }
}

/// What is wrong with a name of 1 to 200 characters.
fn wrong_line(field: &'static str, text: &str, missing: fn(&Texts) -> &str) -> Option<Invalid> {
    match check_line(text, 200) {
        Ok(()) if has_link(text) => Some(Invalid::new(field, |texts| texts.invalid_name_link())),
        Ok(()) => None,
        Err(LineFault::Hidden) => Some(Invalid::new(field, |texts| texts.invalid_hidden_character())),
        Err(_) => Some(Invalid::new(field, missing)),
    }
}
