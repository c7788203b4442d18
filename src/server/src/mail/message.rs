//! A mail as the bytes that are sent. The same mail gives the same bytes at every attempt.

use anyhow::Context;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::Mail;
use crate::base::clock::from_millis;
use crate::domains::email::EmailAddress;
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
    let to = recipient(&outgoing.recipient).with_context(|| format!("`{}` is no address", outgoing.recipient))?;
    let id = &outgoing.message_id;
    // `=_` stands in no part, since an encoded one has hexadecimal digits after each `=`.
    let parts = MultiPart::alternative().boundary(format!("=_{id}"));
    let parts = parts
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text)?)
        .singlepart(part(ContentType::TEXT_HTML, &mail.html)?);
    // Said and not read out of the header, where a quoted local part is not found again.
    let envelope = Envelope::new(Some(from.email.clone()), vec![to.clone()])?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(from_millis(outgoing.created_at.clamp(0, LATEST_MILLIS)).into())
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .raw_header(subject(&mail.subject))
        .header(AutoSubmitted);
    if let Some(link) = &mail.stop_link {
        builder = builder.raw_header(header("List-Unsubscribe", format!("<{link}>")));
        builder = builder.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    Ok(builder.multipart(parts)?)
}

/// A header of ASCII letters, for which the crate has no type: RFC 2369, 3.2, and RFC 8058, 3.1.
fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// Where a mail goes. Whoever could enter an address gets mail there.
///
/// # Errors
/// The text is no address, or one that a relay could pass on to somebody else.
pub fn recipient(text: &str) -> anyhow::Result<Address> {
    let email = EmailAddress::parse(text)?;
    // The crate refuses many characters beyond ASCII, such as marks that combine with the letter before.
    email.as_str().parse().or_else(|_| {
        let (local, domain) = email.as_str().rsplit_once('@').context("it has no `@`")?;
        Ok(Address::new_dangerous(local, domain))
    })
}

/// The encoder at hand leaves alone what looks encoded already, and a reader would decode it: control characters that were
/// taken out of a name would be back. A subject with anything of the kind is encoded here (RFC 2047, 4.2), all of it.
fn subject(text: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    if text.contains("=?") {
        HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), encoded_words(text))
    } else {
        HeaderValue::new(name, text.to_owned())
    }
}

/// One encoded word on each line, of whole characters.
fn encoded_words(text: &str) -> String {
    // With `Subject: `, the head and the tail, a line has 75 characters at most.
    const LONGEST: usize = 54;
    let mut words = vec![String::new()];
    for character in text.chars() {
        let encoded = q_encoded(character);
        match words.last_mut() {
            Some(word) if word.len() + encoded.len() <= LONGEST => word.push_str(&encoded),
            _ => words.push(encoded),
        }
    }
    let words: Vec<String> = words.iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    words.join("\r\n ")
}

fn q_encoded(character: char) -> String {
    match character {
        ' ' => "_".to_owned(),
        plain if plain.is_ascii_alphanumeric() => plain.to_string(),
        other => other.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("={byte:02X}")).collect(),
    }
}

/// Always quoted-printable: no line is too long, and none can be taken for a boundary.
fn part(kind: ContentType, text: &str) -> anyhow::Result<SinglePart> {
    let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable);
    let body = body.map_err(|_| anyhow::anyhow!("the text cannot be encoded"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_letters_and_marks_is_one() {
        for recipient in ["e\u{301}loi\u{308}se@acme.example", "शिखा@acme.example"] {
            let outgoing = Outgoing {
                message_id: "x".to_owned(),
                event: String::new(),
                recipient: recipient.to_owned(),
                locale: "en".to_owned(),
                details: String::new(),
                created_at: i64::MAX,
            };
            let mail = Mail { subject: "x".to_owned(), text: String::new(), html: String::new(), stop_link: None };
            let message = message(&outgoing, &mail, &"ann@acme.example".parse().unwrap()).unwrap();
            assert_eq!(message.envelope().to().iter().map(ToString::to_string).collect::<Vec<_>>(), [recipient]);
            let headers = String::from_utf8(message.formatted()).unwrap();
            assert!(headers.contains("Date: Fri, 31 Dec 9999 23:59:59 +0000\r\n"), "{headers}");
        }
    }

    #[test]
    fn what_is_no_address_gets_no_mail() {
        for text in ["", "ann", "ann@acme.example\r\nBcc: x@y.example", "ann\u{301}@", "a\u{301} b@acme.example"] {
            assert!(recipient(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_subject_that_looks_encoded_is_encoded_whole() {
        assert_eq!(encoded_words("=?utf-8?q?é_?= x"), "=?utf-8?Q?=3D=3Futf=2D8=3Fq=3F=C3=A9=5F=3F=3D_x?=");
        let lines: Vec<String> = encoded_words(&"👩é=?".repeat(50)).lines().map(str::to_owned).collect();
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| line.len() <= 67 && line.ends_with("?=")), "{lines:?}");
    }
}
