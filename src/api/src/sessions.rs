//! `/sessions`: where a person is signed in.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::moment::Moment;

/// The answer to `GET /sessions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// The one that was seen last first; 20 at most.
    pub sessions: Vec<OwnSession>,
}

/// One of a person's own sessions. Neither its token nor the browser's address is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    pub id: String,
    /// How the person signed in: `code`, `link`, `sample`, or the issuer that vouched for them.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub way: SignInMethod,
    /// `Firefox, Windows`: a browser and what it runs on. Empty where it did not say.
    pub browser: String,
    pub created_at: Moment,
    /// To within a minute. Open pages that ask by themselves do not count.
    pub seen_at: Moment,
    /// When it ends however much it is used.
    pub expires_at: Moment,
    /// Whether it is the session that asks.
    pub current: bool,
}

/// How somebody signed in. On the wire and in the database it is one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInMethod {
    /// By a code sent to the address.
    Code,
    /// By a link that an operator made.
    Link,
    /// As somebody of the sample world.
    Sample,
    /// By a provider: its issuer, which is a URL.
    Provider(String),
}

impl SignInMethod {
    /// `code`, `link`, `sample`, or the issuer.
    pub fn as_str(&self) -> &str {
        match self {
            SignInMethod::Code => "code",
            SignInMethod::Link => "link",
            SignInMethod::Sample => "sample",
            SignInMethod::Provider(issuer) => issuer,
        }
    }
}

impl From<String> for SignInMethod {
    fn from(word: String) -> SignInMethod {
        match word.as_str() {
            "code" => SignInMethod::Code,
            "link" => SignInMethod::Link,
            "sample" => SignInMethod::Sample,
            _ => SignInMethod::Provider(word),
        }
    }
}

impl Serialize for SignInMethod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SignInMethod {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SignInMethod, D::Error> {
        String::deserialize(deserializer).map(SignInMethod::from)
    }
}
