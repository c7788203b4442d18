//! Sending a request so that a retry is the same request: the header `idempotency-key` names it.

use api::path;
use axum::http::HeaderMap;
use serde::Serialize;

use crate::app::App;
use crate::base::secret::digest;
use crate::error::{Error, Invalid};
use crate::requests::idempotency::same_body;
use crate::store::idempotency::by_idempotency_key;
use crate::store::person::Person;

/// The longest idempotency key, in bytes.
const LONGEST: usize = 100;

/// A body that is sent, with its idempotency key.
pub struct Submission {
    pub idempotency_key: String,
    pub body_digest: String,
}

impl Submission {
    /// Of this request.
    ///
    /// # Errors
    /// The header is missing, or too long.
    pub fn read(headers: &HeaderMap, body: &impl Serialize) -> Result<Submission, Error> {
        let sent = headers.get(path::IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !(1..=LONGEST).contains(&sent.len()) {
            return Err(Invalid::new(path::IDEMPOTENCY_HEADER, |texts| texts.invalid_idempotency_key()).into());
        }
        Ok(Submission { idempotency_key: sent.to_owned(), body_digest: digest(&serde_json::to_vec(body)?) })
    }

    /// The reference of the request: the one that was stored under this key before, or else the one that is checked and
    /// stored now.
    ///
    /// # Errors
    /// The key was used for another body; or what checking and storing say.
    pub async fn store_once<Checked>(
        &self,
        app: &App,
        person: &Person,
        check: impl Future<Output = Result<Checked, Error>>,
        store: impl AsyncFnOnce(Checked) -> Result<String, Error>,
    ) -> Result<String, Error> {
        if let Some(reference) = self.stored(app, person).await? {
            return Ok(reference);
        }
        match check.await {
            Ok(checked) => store(checked).await,
            // The open request may be this very one, sent twice at once: stored since the key was looked for.
            Err(error @ (Error::RequestOpen(_) | Error::AccountRequestOpen(_))) => {
                self.stored(app, person).await?.ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    async fn stored(&self, app: &App, person: &Person) -> Result<Option<String>, Error> {
        let stored = by_idempotency_key(&app.db, person.key, &self.idempotency_key).await?;
        stored.map(|stored| same_body(stored, &self.body_digest)).transpose()
    }
}
