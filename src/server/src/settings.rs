//! Configuration: flags over environment over file over defaults. An unknown key is an error.
//!
//! The environment's names are the keys in upper case after `ACCESS_DIRECTORY_`, nested ones with two underscores:
//! `ACCESS_DIRECTORY_SERVICE__OPERATOR_NAME`. `CONFIG_ACCESS_DIRECTORY` names the file (TOML).

pub mod domains;
pub mod guesses;
pub mod limits;
pub mod mail;
pub mod named_mail;
pub mod net;
mod origin;
pub mod retention;
mod sample;
pub mod secrets;
pub mod session;
pub mod sign_in;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use api::session::Service;
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
use url::Url;

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
            check_public_url(address)?;
        }
        settings.mail.check()?;
        settings.named_mail.check()?;
        settings.tls.files()?;
        settings.limits.check()?;
        settings.retention.check()?;
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
        origin::of(self, file, flags)
    }

    /// How people reach the service, without a slash at the end.
    pub fn public_url(&self) -> String {
        let scheme = if self.tls.certificate.is_some() { "https" } else { "http" };
        let url = self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }
}

/// Whether this is an address that people can type, and that links can be made of: scheme, host and perhaps a port.
fn check_public_url(text: &str) -> anyhow::Result<()> {
    let way = "write it as `https://accounts.example.com`";
    let Ok(address) = Url::parse(text) else {
        anyhow::bail!("`public_url` is `{text}`, which is no address: {way}");
    };
    anyhow::ensure!(
        matches!(address.scheme(), "https" | "http"),
        "`public_url` is `{text}`, which browsers do not open: {way}"
    );
    anyhow::ensure!(
        address.username().is_empty() && address.password().is_none(),
        "`public_url` has a name or a password before its host, which every link would show: {way}"
    );
    anyhow::ensure!(
        address.path() == "/" && address.query().is_none() && address.fragment().is_none(),
        "`public_url` is `{text}`, but the service is at the root of its host and nowhere below: {way}, and let the \
         proxy have a host name for it"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_toml(text: &str) -> Result<Settings, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Settings::load(Some(file.path())).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_file_sets_what_it_names_and_leaves_the_rest() {
        let settings = from_toml("listen = \"127.0.0.1:9000\"\n[service]\noperator_name = \"Northmoor\"\n").unwrap();
        assert_eq!(settings.listen.port(), 9000);
        assert_eq!(settings.service.operator_name, "Northmoor");
        assert_eq!(settings.session_hours, 12);
    }

    #[test]
    fn the_address_of_links_is_one() {
        for address in ["https://accounts.example.com", "https://accounts.example.com/", "http://[::1]:8080"] {
            assert!(from_toml(&format!("public_url = \"{address}\"\n")).is_ok(), "{address}");
        }
        for (address, said) in [
            ("accounts.example.com", "which is no address"),
            ("accounts.example.com:8080", "which browsers do not open"),
            ("ftp://accounts.example.com", "which browsers do not open"),
            ("https://", "which is no address"),
            ("https://portal.example.com/accounts", "nowhere below"),
            ("https://accounts.example.com/?a=b", "nowhere below"),
            ("https://accounts.example.com/#a", "nowhere below"),
            ("https://ann:canary@accounts.example.com", "every link would show"),
        ] {
            let error = from_toml(&format!("public_url = \"{address}\"\n")).unwrap_err();
            assert!(error.contains(said) && error.contains("`https://accounts.example.com`"), "{error}");
            assert!(!error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        assert!(from_toml("lisen = \"127.0.0.1:9000\"\n").unwrap_err().contains("lisen"));
        assert!(from_toml("[service]\nlogo_link = \"x\"\n").unwrap_err().contains("logo_link"));
        assert!(from_toml("sample = true\n").unwrap_err().contains("sample"), "the sample world is a flag only");
    }

    #[test]
    fn the_relay_is_read_from_the_file_and_the_environment() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "[mail]\nfrom = \"ann@example.com\"\n[mail.smtp]\nhost = \"a\"\n").unwrap();
        let variables = [
            ("ACCESS_DIRECTORY_SESSION_HOURS", "5"),
            ("ACCESS_DIRECTORY_MAIL__TIMEOUT_SECONDS", "7"),
            ("ACCESS_DIRECTORY_MAIL__SMTP__HOST", "smtp.example.com"),
            ("ACCESS_DIRECTORY_MAIL__SMTP__PORT", "2525"),
            ("ACCESS_DIRECTORY_MAIL__SMTP__SECURITY", "tls"),
            ("ACCESS_DIRECTORY_MAIL__SMTP__USERNAME", "true"),
            ("ACCESS_DIRECTORY_MAIL__SMTP__PASSWORD", "0123"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment = Environment::default().source(Some(variables.into()));
        let settings = Settings::load_with(Some(file.path()), environment).unwrap();
        assert_eq!((settings.session_hours, settings.mail.timeout_seconds, settings.mail.batch), (5, 7, 8));
        let smtp = settings.mail.smtp.unwrap();
        assert_eq!(
            (smtp.host.as_str(), smtp.port, smtp.security),
            ("smtp.example.com", Some(2525), mail::Security::Tls)
        );
        assert_eq!(smtp.username.as_deref(), Some("true"));
        assert_eq!(smtp.password.unwrap().0, "0123", "a password is no number");
    }

    #[test]
    fn settings_of_mail_are_checked_and_none_is_unknown() {
        let smtp = "[mail.smtp]\nhost = \"smtp.example.com\"\n";
        assert!(from_toml(smtp).unwrap_err().contains("`mail.from` is missing"));
        assert!(from_toml("[mail]\nfrm = \"x\"\n").unwrap_err().contains("frm"));
        assert!(from_toml(&format!("{smtp}hots = \"x\"\n")).unwrap_err().contains("hots"));
        assert!(from_toml(&format!("{smtp}security = \"ssl\"\n")).unwrap_err().contains("ssl"));
    }

    #[test]
    fn the_edge_is_read_from_the_file_and_the_environment() {
        let settings = from_toml("proxies = [\"10.0.0.0/8\", \"192.0.2.7\"]\nproxy_header = \"forwarded\"\n").unwrap();
        assert_eq!(settings.proxies, "10.0.0.0/8,192.0.2.7".parse().unwrap());
        assert_eq!(settings.proxy_header, ProxyHeader::Forwarded);
        let variables = [("ACCESS_DIRECTORY_PROXIES", "10.0.0.0/8,::1"), ("ACCESS_DIRECTORY_LIMITS__PEER_BURST", "7")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let settings = Settings::load_with(None, Environment::default().source(Some(variables.into()))).unwrap();
        assert_eq!(settings.proxies, "10.0.0.0/8,::1".parse().unwrap());
        assert_eq!((settings.limits.peer_burst, settings.limits.person_burst), (7, 200));
        assert!(from_toml("proxies = [\"proxy.example\"]\n").unwrap_err().contains("`proxy.example`"));
        assert!(from_toml("[tls]\nkey = \"key.pem\"\n").unwrap_err().contains("`tls.certificate` is not"));
        assert!(from_toml("[limits]\nconnections = 0\n").unwrap_err().contains("`limits.connections` is 0"));
    }

    #[test]
    fn what_is_over_is_kept_within_limits() {
        let settings = from_toml("[retention]\nmail_days = 31\nidempotency_days = 30\n").unwrap();
        assert_eq!((settings.retention.mail().num_days(), settings.retention.idempotency().num_days()), (31, 30));
        for wrong in ["mail_days = 30", "mail_days = 3651", "idempotency_days = 0", "idempotency_days = 31"] {
            let (key, _) = wrong.split_once(' ').unwrap();
            let refused = from_toml(&format!("[retention]\n{wrong}\n")).unwrap_err();
            assert!(refused.contains(&format!("`retention.{key}` is ")), "{refused}");
        }
    }

    #[test]
    fn a_session_that_would_never_last_is_refused() {
        for key in ["session_hours", "session_idle_minutes"] {
            let refused = from_toml(&format!("{key} = 0\n")).unwrap_err();
            assert!(refused.contains(&format!("`{key}` is 0")), "{refused}");
            assert!(from_toml(&format!("{key} = 1\n")).is_ok());
        }
        let limits = from_toml("session_hours = 4294967295\n").unwrap().session_limits();
        assert_eq!((limits.whole.num_hours(), limits.idle.num_minutes()), (4_294_967_295, 120));
    }

    #[test]
    fn domains_that_say_nothing_are_refused() {
        assert!(
            from_toml("internal_domains = [\"Example.com\"]\n")
                .unwrap()
                .internal_domains()
                .unwrap()
                .contain("example.com")
        );
        for (text, said) in [
            ("internal_domains = [\"co.uk\"]\n", "public suffix"),
            ("internal_domains = [\"gmail.com\"]\n", "`public_mailboxes.remove`"),
            ("[public_mailboxes]\nadd = [\"acme\"]\n", "`public_mailboxes`: `acme`"),
            ("[public_mailboxes]\nadd = [\"a.test\"]\nremove = [\"A.test\"]\n", "keep one"),
            ("[public_mailboxes]\nadded = []\n", "added"),
        ] {
            let error = from_toml(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
        let own = "internal_domains = [\"orange.fr\"]\n[public_mailboxes]\nremove = [\"orange.fr\"]\n";
        assert!(from_toml(own).is_ok());
    }

    #[test]
    fn settings_of_a_service_are_none_of_the_sample_world() {
        let database = "database = \"postgres://db.example/directory\"\n";
        for text in [database, "public_url = \"https://a.example\"\n", "proxies = [\"127.0.0.1\"]\n"] {
            let error = from_toml(text).unwrap().check_for_sample().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{}` is set", text.split(' ').next().unwrap())), "{error}");
        }
        assert!(from_toml("data = \"elsewhere\"\n").unwrap().check_for_sample().is_ok());
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert!(from_toml("secret = \"short\"\n").unwrap_err().contains("32 characters"));
    }
}
