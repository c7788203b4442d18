//! A request that is sent again under the same idempotency key.

use crate::error::Error;

/// The reference that a key was used for before, if it was for this body.
///
/// # Errors
/// It was for another one.
pub fn same_body((digest, reference): (String, String), body_digest: &str) -> Result<String, Error> {
    if digest == body_digest { Ok(reference) } else { Err(Error::IdempotencyKeyReused) }
}
