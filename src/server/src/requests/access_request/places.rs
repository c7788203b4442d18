//! Where access works (decision `places`): by what was granted, and until then by what was asked for.

use api::session::Place;
use rules::places;
use rules::vocabulary::{Role, Scope};

use crate::app::App;
use crate::error::Error;
use crate::store::access_request::{AccessRequest, Item};

/// The places of a request as it stands now.
///
/// # Errors
/// The policy's.
pub fn places_of(app: &App, request: &AccessRequest, asked: &[Item], granted: &[Item]) -> Result<Vec<Place>, Error> {
    match request.decided.as_ref().filter(|decided| decided.granted_scope.is_some()) {
        Some(decided) => places(app, decided.granted_scope, decided.granted_role, granted),
        None => places(app, request.scope, request.role, asked),
    }
}

/// The places in which this access works.
///
/// # Errors
/// The policy's.
pub fn places(app: &App, scope: Option<Scope>, role: Option<Role>, items: &[Item]) -> Result<Vec<Place>, Error> {
    let administers = role == Some(Role::Administrator)
        || items.iter().any(|item| item.role == Role::Administrator)
        // Where the administrator chooses the role, it may become that one.
        || scope.is_none();
    let mut shown = Vec::new();
    for place in &app.settings.service.places {
        let facts = places::Facts { administers, administrators_only: place.administrators_only };
        if app.policy.places(&facts)?.answer {
            shown.push(place.clone());
        }
    }
    Ok(shown)
}
