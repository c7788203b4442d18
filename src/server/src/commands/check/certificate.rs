//! The server's own certificate: whether it can be used, for how long, and for the host that people type.

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{client::verify_server_name, server::ParsedCertificate};
use url::Url;
use x509_parser::parse_x509_certificate;

use super::{Checked, Finding};
use crate::net;
use crate::settings::Settings;

/// From when on somebody should know that it ends.
const SOON: TimeDelta = TimeDelta::days(14);

/// Looks at the first certificate of the file, which is the server's own.
///
/// # Errors
/// It cannot be used, is over or not yet valid, or is another host's.
pub fn check(settings: &Settings, now: DateTime<Utc>) -> Checked {
    let Some((file, _)) = settings.tls.files()? else {
        return Ok(Finding::Skipped("`tls` is not set: the server does not encrypt by itself".to_owned()));
    };
    net::check(settings)?;
    let der = CertificateDer::from_pem_file(&file).context("`tls.certificate` holds no certificate (PEM)")?;
    let (_, parsed) = parse_x509_certificate(&der).context("`tls.certificate` cannot be read")?;
    let time = |time: i64| DateTime::from_timestamp(time, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let (begins, ends) =
        (time(parsed.validity().not_before.timestamp()), time(parsed.validity().not_after.timestamp()));
    let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
    ensure!(begins <= now, "`tls.certificate` is valid from {} on: look at this machine's clock", day(begins));
    ensure!(now <= ends, "`tls.certificate` ended on {}: renew it", day(ends));

    let host = Url::parse(&settings.public_url())?.host_str().unwrap_or_default().to_owned();
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())?;
    let certificate = ParsedCertificate::try_from(&der).context("`tls.certificate` cannot be read")?;
    verify_server_name(&certificate, &name).with_context(|| {
        format!("`tls.certificate` does not name `{host}`, the host of `public_url`: get one that does")
    })?;
    Ok(if ends - now < SOON {
        Finding::Warning(format!("names `{host}` and ends on {}: renew it", day(ends)))
    } else {
        Finding::Right(format!("names `{host}` and is valid until {}", day(ends)))
    })
}
