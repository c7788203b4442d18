//! Settings of mail: the relay that takes it, and as whom.

use std::net::IpAddr;
use std::path::PathBuf;

use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};

use super::secrets::Password;

/// What can be configured about mail. Without `smtp` nothing is sent.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// The relay. Without it nothing is sent, and mail is kept.
    pub smtp: Option<SmtpSettings>,
    /// The sender: `Access Directory <access@example.com>`. Required with `mail.smtp`.
    pub from: Option<String>,
    /// How long sending one mail may take, in seconds, from 1 to 600.
    pub timeout_seconds: u32,
    /// How many mails are sent at the same time, from 1 to 100; beside them as many codes, which wait for nothing else.
    pub batch: u32,
}

/// The relay.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// The relay's name or address.
    pub host: String,
    /// The relay's port. Without it 587 for `starttls`, 465 for `tls`, 25 for `none`.
    pub port: Option<u16>,
    /// How the connection is protected. `none` is accepted for a relay on this machine only.
    #[serde(default)]
    pub security: Security,
    /// The name to sign in with at the relay. Set it and the password, or neither.
    pub username: Option<String>,
    /// The password for it.
    pub password: Option<Password>,
    /// A file with certificates (PEM) to trust besides the system's, for a relay with a certificate of its own.
    pub ca_file: Option<PathBuf>,
}

/// How the connection to the relay is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// The connection begins in the clear, and nothing is sent before it is encrypted.
    #[default]
    Starttls,
    /// Encrypted from the start.
    Tls,
    /// Not at all: to a relay on this machine only.
    None,
}

impl Default for MailSettings {
    fn default() -> Self {
        MailSettings { smtp: None, from: None, timeout_seconds: 30, batch: 8 }
    }
}

impl MailSettings {
    /// Whether everything fits together.
    ///
    /// # Errors
    /// The key, its value, and the way on.
    pub fn check(&self) -> anyhow::Result<()> {
        if !(1..=600).contains(&self.timeout_seconds) {
            anyhow::bail!("`mail.timeout_seconds` is {}; set it from 1 to 600", self.timeout_seconds);
        }
        if !(1..=100).contains(&self.batch) {
            anyhow::bail!("`mail.batch` is {}; set it from 1 to 100", self.batch);
        }
        let Some(smtp) = &self.smtp else { return Ok(()) };
        self.sender()?;
        if smtp.security == Security::None && !is_loopback(&smtp.host) {
            anyhow::bail!(
                "`mail.smtp.security` is `none`, but `mail.smtp.host` is `{}`, which is not this machine: \
                 set `security` to `starttls` or `tls`",
                smtp.host
            );
        }
        if smtp.username.is_some() != smtp.password.is_some() {
            anyhow::bail!("`mail.smtp` has a `username` or a `password` without the other; set both or neither");
        }
        Ok(())
    }

    /// Who the mail is from.
    ///
    /// # Errors
    /// It is absent or no address.
    pub fn sender(&self) -> anyhow::Result<Mailbox> {
        const WAY_ON: &str = "set it to an address such as `Access Directory <access@example.com>`";
        let Some(from) = &self.from else {
            anyhow::bail!("`mail.from` is missing, which `mail.smtp` needs; {WAY_ON}");
        };
        match from.parse::<Mailbox>() {
            Ok(mailbox) if mailbox.email.to_string().is_ascii() => Ok(mailbox),
            _ => anyhow::bail!("`mail.from` is `{from}`, which is no address; {WAY_ON}"),
        }
    }
}

impl SmtpSettings {
    /// The port, or else the usual one.
    pub fn port(&self) -> u16 {
        let usual = match self.security {
            Security::Starttls => 587,
            Security::Tls => 465,
            Security::None => 25,
        };
        self.port.unwrap_or(usual)
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> MailSettings {
        let smtp = SmtpSettings {
            host: "smtp.example.com".to_owned(),
            port: None,
            security: Security::Starttls,
            username: None,
            password: None,
            ca_file: None,
        };
        MailSettings { smtp: Some(smtp), from: Some("Ann <ann@example.com>".to_owned()), ..MailSettings::default() }
    }

    /// What is wrong after this change.
    fn wrong(change: impl FnOnce(&mut MailSettings, &mut SmtpSettings)) -> String {
        let mut settings = complete();
        let mut smtp = settings.smtp.take().unwrap();
        change(&mut settings, &mut smtp);
        settings.smtp = Some(smtp);
        settings.check().map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn what_fits_together_is_taken() {
        assert_eq!(wrong(|_, _| {}), "");
        MailSettings::default().check().unwrap();
        for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"] {
            let unencrypted = |smtp: &mut SmtpSettings| {
                smtp.security = Security::None;
                smtp.host = host.to_owned();
            };
            assert_eq!(wrong(|_, smtp| unencrypted(smtp)), "", "{host}");
        }
    }

    #[test]
    fn an_unencrypted_way_leads_to_this_machine_only() {
        for host in ["smtp.example.com", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com"] {
            let error = wrong(|_, smtp| {
                smtp.security = Security::None;
                smtp.host = host.to_owned();
            });
            assert!(error.contains("`mail.smtp.security` is `none`") && error.contains(host), "{error}");
        }
    }

    #[test]
    fn what_is_missing_or_out_of_bounds_is_named() {
        assert!(wrong(|mail, _| mail.from = None).starts_with("`mail.from` is missing"));
        for from in
            ["", "Ann", "ann@", "Ann <ann@example.com", "ann@example.com\r\nBcc: x@example.com", "é@example.com"]
        {
            let error = wrong(|mail, _| mail.from = Some(from.to_owned()));
            assert!(error.starts_with(&format!("`mail.from` is `{from}`")), "{error}");
        }
        assert!(wrong(|_, smtp| smtp.username = Some("ann".to_owned())).contains("without the other"));
        assert!(wrong(|_, smtp| smtp.password = Some(Password("x".to_owned()))).contains("without the other"));
        for seconds in [0, 601] {
            assert!(wrong(|mail, _| mail.timeout_seconds = seconds).contains("from 1 to 600"));
        }
        for batch in [0, 101] {
            assert!(wrong(|mail, _| mail.batch = batch).contains("from 1 to 100"));
        }
    }

    #[test]
    fn the_port_follows_from_the_encryption() {
        let mut smtp = complete().smtp.unwrap();
        assert_eq!(smtp.port(), 587);
        smtp.security = Security::Tls;
        assert_eq!(smtp.port(), 465);
        smtp.port = Some(2525);
        assert_eq!(smtp.port(), 2525);
    }
}
