//! What a Virtual Account is called in a sentence.

use api::account::DEFAULT_VIRTUAL_ACCOUNT;
use text::Texts;

/// The path as people read it; the default Virtual Account has a name in each language.
pub fn place_name<'a>(path: &'a str, texts: &'a Texts) -> &'a str {
    if path == DEFAULT_VIRTUAL_ACCOUNT { texts.virtual_account_default() } else { path }
}
