//! A mail as the bytes that are sent. The same mail gives the same bytes at every attempt.

use anyhow::Context;
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};

use super::Mail;
use crate::clock::from_millis;
use crate::store::outbox::Outgoing;

/// The last second that a date of RFC 5322 can name in four digits.
const LATEST_MILLIS: i64 = 253_402_300_799_000;

/// Says that nobody is to answer automatically (RFC 3834, 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The message: text and HTML, to one recipient.
///
/// # Errors
/// The recipient's address cannot be one.
pub fn message(outgoing: &Outgoing, mail: &Mail, from: &Mailbox) -> anyhow::Result<Message> {
    let to = outgoing.recipient.parse().with_context(|| format!("`{}` is no address", outgoing.recipient))?;
    let id = &outgoing.message_id;
    // `=_` stands in no part, since an encoded one has hexadecimal digits after each `=`.
    let parts = MultiPart::alternative().boundary(format!("=_{id}"));
    let parts = parts
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text)?)
        .singlepart(part(ContentType::TEXT_HTML, &mail.html)?);
    let message = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(from_millis(outgoing.created_at.clamp(0, LATEST_MILLIS)).into())
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .header(AutoSubmitted)
        .multipart(parts)?;
    Ok(message)
}

/// Always quoted-printable: no line is too long, and none can be taken for a boundary.
fn part(kind: ContentType, text: &str) -> anyhow::Result<SinglePart> {
    let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable);
    let body = body.map_err(|_| anyhow::anyhow!("the text cannot be encoded"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}
