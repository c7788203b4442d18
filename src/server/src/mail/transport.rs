//! Handing one mail to the relay, and what its answer means for that mail.

use std::time::Duration;

use anyhow::Context;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use crate::settings::mail::{MailSettings, Security, SmtpSettings};

/// How long the relay may take to say good-bye to somebody who is done.
const GOOD_BYE: Duration = Duration::from_secs(5);

/// The way to the relay.
pub struct Transport {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    /// How this machine calls itself.
    hello: ClientId,
    /// Who all mail is from.
    pub from: Mailbox,
    /// How long sending one mail may take.
    pub timeout: Duration,
    /// How many mails are sent at once.
    pub batch: u32,
}

enum Encryption {
    None,
    Starttls(TlsParameters),
    Tls(TlsParameters),
}

/// Why a mail was not taken, in words for the operator.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// The recipient's side will never take it.
    Refused(String),
    /// It may be taken later: the relay said so, or could not be reached, or is not set up for us.
    Later(String),
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
            from,
            timeout: Duration::from_secs(settings.timeout_seconds.into()),
            batch: settings.batch,
        }))
    }

    /// Sends a message. Once the relay has accepted it, nothing makes this a failure any more.
    ///
    /// # Errors
    /// Why it was not accepted.
    pub async fn send(&self, message: &Message) -> Result<(), Failure> {
        let sending = tokio::time::timeout(self.timeout, self.hand_over(message));
        let Ok(handed_over) = sending.await else {
            return Err(Failure::Later(format!("no answer within {} s", self.timeout.as_secs())));
        };
        let mut connection = handed_over?;
        // The mail is marked as sent without waiting for this.
        tokio::spawn(async move { tokio::time::timeout(GOOD_BYE, connection.quit()).await });
        Ok(())
    }

    async fn hand_over(&self, message: &Message) -> Result<AsyncSmtpConnection, Failure> {
        let mut connection = self.connect().await.map_err(|error| later("cannot connect", &error))?;
        let envelope = message.envelope();
        let bytes = message.formatted();
        let mut parameters = Vec::new();
        if !bytes.is_ascii() {
            // Only an address can be beyond ASCII here: everything else is encoded.
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let said = "the relay takes no address beyond ASCII (SMTPUTF8)";
                return Err(Failure::Refused(said.to_owned()));
            }
            parameters.extend([MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)]);
        }
        let mail = Mail::new(envelope.from().cloned(), parameters);
        // Whoever refuses the sender refuses every mail alike: that is for the operator to put right.
        connection.command(mail).await.map_err(|error| later("the relay refuses the sender", &error))?;
        for to in envelope.to() {
            let recipient = Rcpt::new(to.clone(), vec![]);
            connection.command(recipient).await.map_err(|error| judged("the recipient", &error))?;
        }
        connection.command(Data).await.map_err(|error| judged("the mail", &error))?;
        connection.message(&bytes).await.map_err(|error| judged("the mail", &error))?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
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

/// What a 5xx answer says stands for good; everything else may pass (RFC 5321, 4.2.1).
fn judged(what: &str, error: &Error) -> Failure {
    if error.is_permanent() {
        Failure::Refused(format!("{what} was refused: {error}"))
    } else {
        later(&format!("{what} was not accepted"), error)
    }
}

fn later(what: &str, error: &Error) -> Failure {
    Failure::Later(format!("{what}: {error}"))
}
