//! Handing one mail to the relay, and what its answer means for that mail.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::idle_connections::{Connection, IdleConnections};
use super::refusals::{Refusals, Side};
use crate::settings::mail::{MailSettings, Security, SmtpSettings};

/// The way to the relay.
pub struct Transport {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    /// How this machine calls itself.
    hello: ClientId,
    idle: IdleConnections,
    refusals: Refusals,
    /// Whether the relay takes no address beyond ASCII, as it said when it was last connected.
    is_ascii_only: AtomicBool,
    /// Who all mail is from.
    pub from: Mailbox,
    /// How long sending one mail may take.
    pub timeout: Duration,
    /// How many mails are sent at once, and as many codes beside them.
    pub batch: u32,
}

enum Encryption {
    None,
    Starttls(TlsParameters),
    Tls(TlsParameters),
}

/// Why a mail was not taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// Whether the recipient's side will never take it. Else it may be taken later: the relay said so, or could not be
    /// reached, or is not set up for us.
    pub is_refused: bool,
    /// Whether that is not sure: the answer does not say whose fault it is.
    pub is_doubtful: bool,
    /// In words for the operator, of which some may be the relay's: they may name the recipient.
    pub words: String,
    /// What a log may say of it: `550 5.1.1`, or in which part of ours it went wrong.
    pub code: String,
}

impl Failure {
    /// It may be taken later.
    pub fn later(code: &str, words: String) -> Failure {
        Failure { is_refused: false, is_doubtful: false, words, code: code.to_owned() }
    }

    /// It will never be taken.
    pub fn refused(code: &str, words: String) -> Failure {
        Failure { is_refused: true, is_doubtful: false, words, code: code.to_owned() }
    }
}

impl Transport {
    /// The way to the configured relay, if one is. Nothing is connected yet.
    ///
    /// # Errors
    /// A setting that is not valid, or the certificates cannot be read: with the key.
    pub fn open(settings: &MailSettings) -> anyhow::Result<Option<Transport>> {
        settings.check()?;
        let Some(smtp) = &settings.smtp else { return Ok(None) };
        let from = settings.sender()?;
        let encryption = match smtp.security {
            Security::None => Encryption::None,
            Security::Starttls => Encryption::Starttls(tls(smtp)?),
            Security::Tls => Encryption::Tls(tls(smtp)?),
        };
        let credentials = match (&smtp.username, &smtp.password) {
            (Some(username), Some(password)) => Some(Credentials::new(username.clone(), password.0.clone())),
            _ => None,
        };
        Ok(Some(Transport {
            host: smtp.host.clone(),
            port: smtp.port(),
            encryption,
            credentials,
            hello: ClientId::Domain(from.email.domain().to_owned()),
            idle: IdleConnections::default(),
            refusals: Refusals::default(),
            is_ascii_only: AtomicBool::new(false),
            from,
            timeout: Duration::from_secs(settings.timeout_seconds.into()),
            batch: settings.batch,
        }))
    }

    /// The relay, as `smtp.example.com:587`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Connects as a mail would, and sends nothing.
    ///
    /// # Errors
    /// Why it was not let in.
    pub async fn greet(&self) -> Result<(), Failure> {
        match tokio::time::timeout(self.timeout, self.connect()).await {
            Ok(connection) => {
                self.idle.keep(connection?);
                self.idle.end();
                Ok(())
            }
            Err(_) => Err(self.no_answer()),
        }
    }

    /// Whether the relay does not offer to take addresses beyond ASCII (SMTPUTF8, RFC 6531), as it said when it was last
    /// connected. Until then nothing is known against it.
    pub fn is_ascii_only(&self) -> bool {
        self.is_ascii_only.load(Ordering::Relaxed)
    }

    /// Sends a message, and gives the relay's answer. Once the relay has accepted it, nothing makes this a failure any more.
    ///
    /// # Errors
    /// Why it was not accepted.
    pub async fn send(&self, message: &Message) -> Result<String, Failure> {
        let sending = tokio::time::timeout(self.timeout, self.hand_over(message));
        let Ok(handed_over) = sending.await else { return Err(self.no_answer()) };
        let (connection, answer) = handed_over?;
        self.idle.keep(connection);
        Ok(answer)
    }

    fn no_answer(&self) -> Failure {
        Failure::later("timeout", format!("no answer within {} s", self.timeout.as_secs()))
    }

    /// Says good-bye to the relay.
    pub fn end(&self) {
        self.idle.end();
    }

    /// Gives the message to the relay; the connection over which it went, and the answer. A connection on which anything went
    /// wrong is not used again.
    async fn hand_over(&self, message: &Message) -> Result<(Connection, String), Failure> {
        let bytes = message.formatted();
        let (mut connection, is_utf8) = (self.connection().await?, !bytes.is_ascii());
        // Whoever refuses the sender refuses every mail alike: that is for the operator to put right.
        let refused = |error: Error| later("the relay refuses the sender", &error);
        if let Err(error) = begin(&mut connection, message, is_utf8).await? {
            // The relay may have had enough of a connection that others used before.
            if !connection.was_used() {
                return Err(refused(error));
            }
            connection = self.connect().await?;
            begin(&mut connection, message, is_utf8).await?.map_err(refused)?;
        }
        for to in message.envelope().to() {
            let recipient = Rcpt::new(to.clone(), vec![]);
            connection.smtp.command(recipient).await.map_err(|error| self.judged(to.domain(), &error))?;
        }
        connection.smtp.command(Data).await.map_err(|error| judged("the mail", &error))?;
        let answer = connection.smtp.message(&bytes).await.map_err(|error| judged("the mail", &error))?;
        self.refusals.forget();
        let words: Vec<&str> = answer.message().collect();
        Ok((connection, format!("{} {}", answer.code(), words.join(" "))))
    }

    /// What an answer to a recipient of this domain says.
    fn judged(&self, domain: &str, error: &Error) -> Failure {
        if !error.is_permanent() {
            return later("the recipient was not accepted", error);
        }
        let code = code(error);
        match self.refusals.side(&code, domain) {
            Side::Recipient => Failure::refused(&code, format!("the recipient was refused: {error}")),
            Side::Relay => {
                tracing::warn!(code, "the relay refuses mail whoever it is for; it is tried again");
                later("the relay refuses mail whoever it is for", error)
            }
            Side::Unknown => {
                Failure { is_doubtful: true, ..Failure::refused(&code, format!("the recipient was refused: {error}")) }
            }
        }
    }

    /// A connection that has nothing to do, or a new one.
    async fn connection(&self) -> Result<Connection, Failure> {
        match self.idle.take() {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    async fn connect(&self) -> Result<Connection, Failure> {
        let smtp = self.open_connection().await.map_err(|error| later("cannot connect", &error))?;
        self.is_ascii_only.store(!smtp.server_info().supports_feature(Extension::SmtpUtfEight), Ordering::Relaxed);
        Ok(Connection::new(smtp))
    }

    async fn open_connection(&self) -> Result<AsyncSmtpConnection, Error> {
        let wrapped = match &self.encryption {
            Encryption::Tls(tls) => Some(tls.clone()),
            Encryption::None | Encryption::Starttls(_) => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, wrapped, None).await?;
        if let Encryption::Starttls(tls) = &self.encryption {
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

fn tls(smtp: &SmtpSettings) -> anyhow::Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(smtp.host.clone());
    if let Some(file) = &smtp.ca_file {
        let said = || {
            format!("`mail.smtp.ca_file` is `{}`, which has no readable certificates; name a PEM file", file.display())
        };
        let pem = std::fs::read(file).with_context(said)?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).with_context(said)?);
    }
    parameters.build_rustls().context("`mail.smtp`: encryption cannot be set up; check `host` and `ca_file`")
}

/// Names the sender of the next mail; an inner error where the relay does not take it.
async fn begin(connection: &mut Connection, message: &Message, is_utf8: bool) -> Result<Result<(), Error>, Failure> {
    let mut parameters = Vec::new();
    if is_utf8 {
        // Only an address can be beyond ASCII here: everything else is encoded.
        if !connection.smtp.server_info().supports_feature(Extension::SmtpUtfEight) {
            let said = "the relay takes no address beyond ASCII (SMTPUTF8)";
            return Err(Failure::refused("smtputf8", said.to_owned()));
        }
        parameters.extend([MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)]);
    }
    let mail = Mail::new(message.envelope().from().cloned(), parameters);
    Ok(connection.smtp.command(mail).await.map(drop))
}

/// What a 5xx answer says stands for good; everything else may pass (RFC 5321, 4.2.1).
fn judged(what: &str, error: &Error) -> Failure {
    if error.is_permanent() {
        Failure::refused(&code(error), format!("{what} was refused: {error}"))
    } else {
        later(&format!("{what} was not accepted"), error)
    }
}

fn later(what: &str, error: &Error) -> Failure {
    Failure::later(&code(error), format!("{what}: {error}"))
}

/// The reply code and, where there is one, the enhanced status code (RFC 3463): no word of the relay's.
fn code(error: &Error) -> String {
    let Some(status) = error.status() else {
        let part = if error.is_timeout() {
            "timeout"
        } else if error.is_tls() {
            "tls"
        } else {
            "connection"
        };
        return part.to_owned();
    };
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match words.split_whitespace().next() {
        Some(first) if is_enhanced(first) => format!("{status} {first}"),
        _ => status.to_string(),
    }
}

fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enhanced_code_is_three_numbers_and_nothing_else() {
        assert!(["5.1.1", "4.7.650", "2.0.0"].into_iter().all(is_enhanced));
        assert!(
            !["<bob@acme.com>:", "5.1", "5.1.1.1", "5.1.1234", "a.b.c", "", "10.0.0.1"].into_iter().any(is_enhanced)
        );
    }
}
