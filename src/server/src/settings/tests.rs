//! How settings are read, and what is refused.

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
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.security), ("smtp.example.com", Some(2525), mail::Security::Tls));
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
        from_toml("internal_domains = [\"Example.com\"]\n").unwrap().internal_domains().unwrap().contain("example.com")
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

#[test]
fn settings_of_backups_are_checked_and_no_key_is_shown() {
    let of = |text: &str| from_toml(&format!("[backup]\n{text}\n"));
    assert!(of("hour = 24").unwrap_err().contains("`backup.hour` is 24"));
    assert!(of("hour = 2\nevery_hours = 6").unwrap_err().contains("set one of the two"));
    assert!(of("hour = 0").is_ok());
    assert!(of("every_hours = 0").unwrap_err().contains("`backup.every_hours` is 0"));
    assert!(of("keep = 1001").unwrap_err().contains("`backup.keep` is 1001"));
    let identity = age::x25519::Identity::generate();
    let (public, private) = (identity.to_public().to_string(), identity.to_string());
    let private = age::secrecy::ExposeSecret::expose_secret(&private);
    assert_eq!(of(&format!("recipients = [\"{public}\"]")).unwrap().backup.recipients().unwrap().len(), 1);
    let error = of(&format!("recipients = [\"{public}\", \"{private}\"]")).unwrap_err();
    assert!(error.contains("`backup.recipients`, number 2, is no public key of age"), "{error}");
    assert!(!error.contains(private), "{error}");
}
