//! Proving an address by a code that is mailed there: the same for a customer contact's link and for signing in.
//!
//! What the page shows follows from what is stored, so that reloading changes nothing: sending a code and entering one
//! lead back to the page.

pub mod pages;

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use text::Texts;

use crate::app::App;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::mail::{Event, Recipient, put_one};
use crate::store::{person, sign_in_code};
use pages::Proof;

/// The form of a code.
#[derive(Deserialize)]
pub struct Entry {
    #[serde(default)]
    pub code: String,
}

/// Somebody who says that an address is theirs.
pub struct Claim {
    pub texts: &'static Texts,
    /// The path of the page.
    pub link: String,
    /// To what the codes are bound: one that was made for another link or another browser is none here.
    pub binding: String,
    pub address: EmailAddress,
    /// The address as it may be shown before it is proved.
    pub shown: String,
    /// What the page is for.
    pub lead: String,
    /// The address of somebody else, who is signed in.
    pub signed_in_as: Option<String>,
}

/// What became of a code that was entered.
pub enum Entered {
    /// It was right: the key of the person, whose address is proved from now on.
    Proved(i64),
    /// It was not.
    Answer(Response),
}

impl Claim {
    /// The page as it is now.
    ///
    /// # Errors
    /// The database's.
    pub async fn page(&self, app: &App, status: StatusCode, malformed: bool) -> Result<Response, Error> {
        let codes = sign_in_code::of_address(&app.db, &self.address.folded(), &self.binding, app.clock.now()).await?;
        let proof = Proof {
            link: &self.link,
            lead: &self.lead,
            address: &self.shown,
            signed_in_as: self.signed_in_as.as_deref(),
            codes: &codes,
            malformed,
        };
        Ok(pages::prove(self.texts, status, &proof))
    }

    /// Mails a code, unless the address had its number of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn send(&self, app: &App) -> Result<Response, Error> {
        let now = app.clock.now();
        let mut tx = app.db.begin().await?;
        let Some(id) = sign_in_code::make(&mut tx, &self.address.folded(), &self.binding, now).await? else {
            drop(tx);
            return self.page(app, StatusCode::TOO_MANY_REQUESTS, false).await;
        };
        let locale = self.texts.locale().as_str().to_owned();
        let to = Recipient { email: self.address.as_str().to_owned(), locale };
        put_one(&mut tx, &Event::SignInCode { id }, &to, now).await?;
        tx.commit().await?;
        Ok(see_other(&self.link))
    }

    /// Compares what was entered.
    ///
    /// # Errors
    /// The database's.
    pub async fn enter(&self, app: &App, code: &str) -> Result<Entered, Error> {
        let entered: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if entered.len() != 6 || !entered.bytes().all(|digit| digit.is_ascii_digit()) {
            // No code looks like that: it is not a try, and reloading this answer does no harm.
            return Ok(Entered::Answer(self.page(app, StatusCode::UNPROCESSABLE_ENTITY, true).await?));
        }
        let (folded, now) = (self.address.folded(), app.clock.now());
        let mut tx = app.db.begin().await?;
        let Some(id) = sign_in_code::begin_try(&mut tx, &folded, &self.binding, now).await? else {
            return Ok(Entered::Answer(see_other(&self.link)));
        };
        if !app.secret.is_sign_in_code(&id, &entered) {
            tx.commit().await?;
            return Ok(Entered::Answer(see_other(&self.link)));
        }
        sign_in_code::use_up(&mut tx, &id).await?;
        let person_key = person::proved(&mut tx, &self.address, self.texts.locale().as_str()).await?;
        tx.commit().await?;
        Ok(Entered::Proved(person_key))
    }
}

/// On to another page.
pub fn see_other(page: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, page), (CACHE_CONTROL, "no-store")]).into_response()
}
