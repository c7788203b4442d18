//! Proving an address by a code that is mailed there: the same for a customer contact's link and for signing in.
//!
//! What the page shows follows from what is stored, so that reloading changes nothing: sending a code and entering one
//! lead back to the page.

pub mod limits;
pub mod pages;

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use text::Texts;
use unicode_normalization::UnicodeNormalization;

use crate::app::App;
use crate::base::secret::CODE_DIGITS;
use crate::db::Tx;
use crate::domains::email::EmailAddress;
use crate::error::Error;
use crate::mail::{Event, put_one};
use crate::net::peer::Peer;
use crate::routes::sign_in_with_provider::pages::{bound_to_provider_page, provider_page};
use crate::sign_in::identity::{self, ByCode};
use crate::store::key::PersonKey;
use crate::store::outbox::Recipient;
use crate::store::person;
use crate::store::sign_in_code::{self, CodeRequest};
use pages::VerificationPage;

/// After how many codes within a day that were tried as often as they may be their address is told of it.
const USED_UP_BEFORE_MAIL: i64 = 5;

/// The form of a code.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    pub code: String,
}

/// Somebody who says that an address is theirs, and what becomes of that. Its functions fail where the database does.
pub struct Verification {
    pub texts: &'static Texts,
    /// The path of the page.
    pub link: String,
    /// What the codes are bound to: a code that was made for another link or another browser does not count here.
    pub binding: String,
    pub address: EmailAddress,
    /// The address as it may be shown before it is proved.
    pub displayed_address: String,
    /// What the page is for.
    pub lead: String,
    /// The page to go to afterwards.
    pub next: String,
    /// The address of somebody else, who is signed in.
    pub signed_in_as: Option<String>,
    /// From where they say so.
    pub peer: Peer,
    /// The browser in which they say so, where the address was proved in it before.
    pub known_browser: Option<String>,
}

/// What became of a code that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeDelivery {
    Mailed,
    /// The address had its number of them: its page says so.
    AddressUsedUp,
    /// There were too many from this peer, or from all, whatever the address. There may be another from then on.
    TooMany(DateTime<Utc>),
}

/// What became of a code that was entered.
pub enum CodeCheck {
    /// It was right: the key of the person, whose address is proved from now on.
    Proved(PersonKey),
    /// It was not.
    Answer(Response),
}

impl Verification {
    /// The page as it is now.
    pub async fn page(&self, app: &App, status: StatusCode, malformed: bool) -> Result<Response, Error> {
        let codes = sign_in_code::of_address(&app.db, &self.code_request(app), app.clock.now()).await?;
        let page = VerificationPage {
            link: &self.link,
            lead: &self.lead,
            address: &self.displayed_address,
            signed_in_as: self.signed_in_as.as_deref(),
            codes: &codes,
            malformed,
        };
        Ok(pages::verification_page(self.texts, status, &page))
    }

    /// Mails a code, unless there were too many.
    pub async fn send(&self, app: &App) -> Result<Response, Error> {
        // The settings may have changed since the address was entered.
        if let Some(provider) = app.providers.speaking_for(self.address.domain()) {
            return Ok(provider_page(self.texts, self.address.domain(), provider, &self.next, None));
        }
        // The relay may have said so when the first code was handed to it.
        if !app.can_mail(&self.address) {
            return Ok(pages::not_mailable(self.texts, &self.displayed_address));
        }
        let mut tx = app.db.begin().await?;
        match self.mail(&mut tx, app, app.clock.now()).await? {
            CodeDelivery::TooMany(until) => Ok(pages::too_many(self.texts, until)),
            CodeDelivery::Mailed => {
                tx.commit().await?;
                Ok(see_other(&self.link))
            }
            CodeDelivery::AddressUsedUp => {
                tx.commit().await?;
                self.page(app, StatusCode::TOO_MANY_REQUESTS, false).await
            }
        }
    }

    /// The same within a transaction, which is to be kept unless there were too many.
    pub async fn mail(&self, tx: &mut Tx, app: &App, now: DateTime<Utc>) -> Result<CodeDelivery, Error> {
        let mut request = self.code_request(app);
        // Where the reserve is used up as well, a known browser is like any other.
        let is_reserved = request.known_browser.is_some() && limits::count_reserve(tx, app, &self.address, now).await?;
        if !is_reserved {
            request.known_browser = None;
            if let Some(until) = limits::count_request(tx, app, self.peer, now).await? {
                return Ok(CodeDelivery::TooMany(until));
            }
        }
        let Some(id) = sign_in_code::make(tx, &request, now).await? else {
            if is_reserved {
                limits::uncount_reserve(tx, &self.address, now).await?;
            }
            return Ok(CodeDelivery::AddressUsedUp);
        };
        // After the code is made: what is asked for in vain uses up nothing that others need.
        if !is_reserved && let Some(until) = limits::count_code(tx, app, self.peer, now).await? {
            return Ok(CodeDelivery::TooMany(until));
        }
        let locale = self.texts.locale();
        let to = Recipient { email: self.address.as_str().to_owned(), locale };
        put_one(tx, &Event::SignInCode { id }, &to, now).await?;
        Ok(CodeDelivery::Mailed)
    }

    /// What a code is for.
    fn code_request(&self, app: &App) -> CodeRequest {
        let (email_folded, binding) = (self.address.folded(), self.binding.clone());
        let known_browser = self.known_browser.clone();
        CodeRequest { email_folded, binding, peer: limits::site_mac(app, self.peer), known_browser }
    }

    /// Compares what was entered.
    pub async fn enter(&self, app: &App, code: &str) -> Result<CodeCheck, Error> {
        // As people type and copy it: `1234-5678`, with blanks, with the full stop of a sentence, in wide digits.
        let entered: String = code.nfkc().filter(|c| c.is_alphanumeric()).collect();
        if entered.len() != CODE_DIGITS || !entered.bytes().all(|digit| digit.is_ascii_digit()) {
            // No code looks like that: it is not a try, and reloading this answer does no harm.
            return Ok(CodeCheck::Answer(self.page(app, StatusCode::UNPROCESSABLE_ENTITY, true).await?));
        }
        if let Some(provider) = app.providers.speaking_for(self.address.domain()) {
            let answer = provider_page(self.texts, self.address.domain(), provider, &self.next, None);
            return Ok(CodeCheck::Answer(answer));
        }
        let (folded, now) = (self.address.folded(), app.clock.now());
        let mut tx = app.db.begin().await?;
        // What others of the same network enter does not shut out a browser that knows the address: its tries are few as it is.
        let is_counted = self.known_browser.is_none();
        if is_counted && let Some(until) = limits::count_try(&mut tx, app, self.peer, now).await? {
            return Ok(CodeCheck::Answer(pages::too_many(self.texts, until)));
        }
        let Some(tried) = sign_in_code::begin_try(&mut tx, &folded, &self.binding, now).await? else {
            return Ok(CodeCheck::Answer(see_other(&self.link)));
        };
        if !app.secret.is_sign_in_code(&tried.id, &entered) {
            if tried.is_last {
                self.tell_of_tries(&mut tx, &folded, now).await?;
            }
            tx.commit().await?;
            return Ok(CodeCheck::Answer(see_other(&self.link)));
        }
        if is_counted {
            limits::uncount_try(&mut tx, app, self.peer, now).await?;
        }
        sign_in_code::use_up(&mut tx, &tried.id).await?;
        let found = identity::by_code(
            &mut tx,
            &app.policy,
            &app.internal_domains,
            &self.address,
            self.texts.locale(),
            app.clock.now(),
        )
        .await?;
        tx.commit().await?;
        match found {
            ByCode::Person(person_key) => Ok(CodeCheck::Proved(person_key)),
            ByCode::BoundTo(issuer) => {
                let provider = app.providers.of_issuer(&issuer);
                Ok(CodeCheck::Answer(bound_to_provider_page(
                    self.texts,
                    &self.displayed_address,
                    provider.map(AsRef::as_ref),
                    &self.next,
                )))
            }
        }
    }

    /// Tells whoever reads the mail of the address that somebody used up several of its codes: once a day, and whether or
    /// not anybody with that address is known.
    async fn tell_of_tries(&self, tx: &mut Tx, folded: &str, now: DateTime<Utc>) -> Result<(), Error> {
        if sign_in_code::used_up_within_day(tx, folded, now).await? < USED_UP_BEFORE_MAIL {
            return Ok(());
        }
        if !limits::count_tries_mail(tx, folded, now).await? {
            return Ok(());
        }
        let locales = person::locales(tx, &[folded.to_owned()]).await?;
        let locale = locales.get(folded).copied().unwrap_or(self.texts.locale());
        let to = Recipient { email: self.address.as_str().to_owned(), locale };
        put_one(tx, &Event::SignInTried { codes: USED_UP_BEFORE_MAIL }, &to, now).await?;
        Ok(())
    }
}

/// On to another page.
pub fn see_other(page: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, page), (CACHE_CONTROL, "no-store")]).into_response()
}
