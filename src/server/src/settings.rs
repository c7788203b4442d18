//! Configuration: flags over environment over file over defaults. An unknown key is an error.
//!
//! The environment's names are the keys in upper case after `ACCESS_DIRECTORY_`, nested ones with two underscores:
//! `ACCESS_DIRECTORY_SERVICE__OPERATOR_NAME`. `CONFIG_ACCESS_DIRECTORY` names the file (TOML).

pub mod backup;
pub mod domains;
pub mod guesses;
pub mod limits;
pub mod mail;
pub mod named_mail;
pub mod net;
mod origin;
mod public_url;
pub mod retention;
mod sample;
pub mod secrets;
pub mod session;
pub mod sign_in;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use api::session::Service;
use backup::BackupSettings;
use chrono::TimeDelta;
use config::{Config, Environment, File, FileFormat};
use domains::PublicMailboxSettings;
use guesses::Guesses;
use limits::LimitSettings;
use mail::MailSettings;
use named_mail::NamedMail;
use net::{Proxies, ProxyHeader, TlsSettings};
use retention::Retention;
use secrets::{DatabaseAddress, Password};
use serde::{Deserialize, Serialize};
use session::SessionLimits;
use sign_in::SignInSettings;

pub use origin::Setting;

use crate::base::secret;
use crate::domains::internal::InternalDomains;

/// The variable that names the file lies outside the settings' prefix, or it would be one of them.
pub const FILE_VARIABLE: &str = "CONFIG_ACCESS_DIRECTORY";
const PREFIX: &str = "ACCESS_DIRECTORY";

/// What can be configured.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the server listens: address and port.
    pub listen: SocketAddr,
    /// Where metrics can be collected, as `127.0.0.1:9090`. Without it there are none. Whoever reaches this address reads
    /// them, so let only your own collector reach it.
    pub metrics_listen: Option<SocketAddr>,
    /// The folder of the embedded database and of the server's secret.
    pub data: PathBuf,
    /// `postgres://…`, or `sqlite:…` for a file elsewhere. Without it, SQLite in `data`. A PostgreSQL on another machine is
    /// spoken to by TLS, and its certificate must name it (`sslmode=verify-full`; `sslrootcert=FILE` names the authority where the
    /// system does not know it), unless the address says `sslmode=require` or `verify-ca`.
    pub database: Option<DatabaseAddress>,
    /// Takes a PostgreSQL on another machine with `sslmode=disable`, `allow` or `prefer`, which the network between may read and
    /// change.
    pub database_insecure: bool,
    /// The address that people type, for links in mails and for providers: `https://accounts.example.com`. Without it,
    /// the listening address.
    pub public_url: Option<String>,
    /// How far this machine's clock may be away from that of PostgreSQL, in seconds, from 1 to 60. Beyond that the server does
    /// not start, and `/readyz` says that it is not ready.
    pub clock_seconds: u32,
    /// Whether browsers are told to use https for all hosts below that of `public_url` as well (HSTS `includeSubDomains`), for
    /// two years. Set it only where every one of them is encrypted.
    pub hsts_subdomains: bool,
    /// How long a session lasts however much it is used, in hours.
    pub session_hours: u32,
    /// How long a session may stay unused before it ends, in minutes.
    pub session_idle_minutes: u32,
    /// At least 32 random characters, the same for all processes on one database. Without it, one is made and kept in
    /// `data`; PostgreSQL needs it. The database knows its secret again and refuses another one.
    pub secret: Option<Password>,
    /// How many different entire names and identifiers may be looked up.
    pub guesses: Guesses,
    /// Name and links of the organisation that runs the service.
    pub service: Service,
    /// The relay that takes mail, and the sender's address.
    pub mail: MailSettings,
    /// How much mail people may cause to addresses that they name themselves.
    pub named_mail: NamedMail,
    /// The server's own certificate.
    pub tls: TlsSettings,
    /// The networks of the proxies in front of the server: `["10.0.0.0/8", "192.0.2.7"]`. Their header says where a request
    /// comes from and whether it came by https. The header of anybody else is ignored.
    pub proxies: Proxies,
    /// The header that these proxies write. The other one is ignored.
    pub proxy_header: ProxyHeader,
    /// How much one person, one peer and all together may ask for. A peer is an address, or for IPv6 its network.
    pub limits: LimitSettings,
    /// How long what is over is kept.
    pub retention: Retention,
    /// Backups: whom they are encrypted for, and those that the server makes by itself.
    pub backup: BackupSettings,
    /// How people sign in.
    pub sign_in: SignInSettings,
    /// The operator's own domains, each with what lies below it: `["example.com"]`. Whoever proves an address there is one of
    /// the operator's staff, and an import may make of them nothing but `internal` or `licensing_support`.
    pub internal_domains: Vec<String>,
    /// Where anybody can have a mailbox: such an address says nothing about an organisation.
    pub public_mailboxes: PublicMailboxSettings,
    /// Whether this is the sample world: a flag only.
    #[serde(skip)]
    pub sample: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            data: PathBuf::from("data"),
            database: None,
            database_insecure: false,
            public_url: None,
            clock_seconds: 2,
            hsts_subdomains: false,
            session_hours: 12,
            session_idle_minutes: 120,
            secret: None,
            guesses: Guesses::default(),
            service: Service::default(),
            mail: MailSettings::default(),
            named_mail: NamedMail::default(),
            tls: TlsSettings::default(),
            proxies: Proxies::default(),
            proxy_header: ProxyHeader::default(),
            limits: LimitSettings::default(),
            retention: Retention::default(),
            backup: BackupSettings::default(),
            sign_in: SignInSettings::default(),
            internal_domains: vec![],
            public_mailboxes: PublicMailboxSettings::default(),
            sample: false,
        }
    }
}

impl Settings {
    /// Reads the file, if one is named, then the environment.
    ///
    /// # Errors
    /// An unknown key, or a value of the wrong kind: named with where it stands.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
        Settings::load_with(file, Environment::default())
    }

    fn load_with(file: Option<&Path>, environment: Environment) -> anyhow::Result<Settings> {
        let mut builder = Config::builder();
        if let Some(file) = file {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the configuration file `{}`", file.display()))?;
            builder = builder.add_source(File::from_str(&text, FileFormat::Toml));
        }
        // Without `try_parsing`, which would make a number of a password such as `0123`.
        let environment = environment.prefix(PREFIX).prefix_separator("_").separator("__");
        let settings: Settings = builder
            .add_source(environment)
            .build()
            .and_then(Config::try_deserialize)
            .context("the configuration is not valid: correct or remove the key in the file or the environment")?;
        if settings.secret.as_ref().is_some_and(|secret| secret.0.len() < secret::MIN_LENGTH) {
            anyhow::bail!("`secret` has fewer than 32 characters: give it a longer random one");
        }
        settings.guesses.check()?;
        for (key, value) in
            [("session_hours", settings.session_hours), ("session_idle_minutes", settings.session_idle_minutes)]
        {
            anyhow::ensure!(value > 0, "`{key}` is 0: nobody could sign in; give it 1 or more");
        }
        anyhow::ensure!(
            (1..=60).contains(&settings.clock_seconds),
            "`clock_seconds` is {}: give a number from 1 to 60",
            settings.clock_seconds
        );
        if let Some(address) = &settings.public_url {
            public_url::check_public_url(address)?;
        }
        for place in &settings.service.places {
            if let Some(link) =
                place.link.as_ref().filter(|link| !link.starts_with("https://") && !link.starts_with("http://"))
            {
                anyhow::bail!(
                    "`service.places`: `{link}`, the link of `{}`, is no address: give it as `https://…`, or leave it out",
                    place.name
                );
            }
        }
        settings.mail.check()?;
        settings.named_mail.check()?;
        settings.tls.files()?;
        settings.limits.check()?;
        settings.retention.check()?;
        settings.backup.check()?;
        settings.internal_domains()?;
        settings.sign_in.check(&settings.public_mailboxes.list()?)?;
        Ok(settings)
    }

    /// The operator's own domains.
    ///
    /// # Errors
    /// One is no domain, or one where anybody can have a mailbox.
    pub fn internal_domains(&self) -> anyhow::Result<InternalDomains> {
        let internal = InternalDomains::new(&self.internal_domains)
            .map_err(|error| anyhow::anyhow!("`internal_domains`: {error}"))?;
        match internal.public(&self.public_mailboxes.list()?) {
            Some(domain) => anyhow::bail!(
                "`internal_domains` has `{domain}`, where anybody can have a mailbox; remove it, or name it in \
                 `public_mailboxes.remove` where it is your own"
            ),
            None => Ok(internal),
        }
    }

    /// Whether these settings are not those of a real service, of which the sample world must touch nothing. What the command
    /// line says is meant for it.
    ///
    /// # Errors
    /// The key that a service has and the sample world must not.
    pub fn check_for_sample(&self) -> anyhow::Result<()> {
        for (key, is_set) in [
            ("database", self.database.is_some()),
            ("public_url", self.public_url.is_some()),
            ("proxies", !self.proxies.0.is_empty()),
        ] {
            anyhow::ensure!(
                !is_set,
                "`{key}` is set in the file or the environment: these settings are a real service's. The sample world is for \
                 this machine only; start it without them"
            );
        }
        Ok(())
    }

    /// Makes this the sample world: in a directory of its own, with sessions that outlast its clock, under a made-up
    /// operator.
    pub fn become_sample(&mut self) {
        self.sample = true;
        self.let_sessions_last();
        if self.data == Settings::default().data {
            self.data.push("sample");
        }
        if self.service.support_link.is_none() {
            self.service = sample::service();
        }
        if self.internal_domains.is_empty() {
            self.internal_domains.push("directory.example".to_owned());
        }
    }

    /// Makes sessions outlast whatever the clock is set ahead: twenty years, used or not.
    pub fn let_sessions_last(&mut self) {
        self.session_hours = 24 * 365 * 20;
        self.session_idle_minutes = 60 * self.session_hours;
    }

    /// How long sessions last.
    pub fn session_limits(&self) -> SessionLimits {
        SessionLimits {
            whole: TimeDelta::hours(i64::from(self.session_hours)),
            idle: TimeDelta::minutes(i64::from(self.session_idle_minutes)),
        }
    }

    /// Where the database is, where it is not the embedded one.
    pub fn database_address(&self) -> Option<&str> {
        self.database.as_ref().map(|address| address.0.as_str())
    }

    /// Each setting that is in force and where it comes from; a value that is not set is none. Secrets are hidden.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn origins(&self, file: Option<&Path>, flags: &[(&'static str, &'static str)]) -> anyhow::Result<Vec<Setting>> {
        origin::settings_with_origins(self, file, flags)
    }

    /// How people reach the service, without a slash at the end.
    pub fn public_url(&self) -> String {
        let scheme = if self.tls.certificate.is_some() { "https" } else { "http" };
        let url = self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }
}
