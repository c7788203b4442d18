//! TLS by rustls: the certificate, and reading it again where its files changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::Context;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::version::{TLS12, TLS13};

use crate::settings::net::TlsSettings;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// What encrypts connections, where a certificate is configured. It follows its files until it is dropped.
///
/// # Errors
/// The files cannot be read, or do not belong together.
pub fn acceptor(settings: &TlsSettings) -> anyhow::Result<Option<TlsAcceptor>> {
    let Some((certificate, key)) = settings.files()? else { return Ok(None) };
    let provider = Arc::new(ring::default_provider());
    let files = Files { certificate, key, provider: Arc::clone(&provider) };
    let certificate = Arc::new(Certificate(RwLock::new(files.certified()?)));
    tokio::spawn(follow(files, Arc::downgrade(&certificate)));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}

/// Whether the files can be used.
///
/// # Errors
/// As those of [`acceptor`].
pub fn check(settings: &TlsSettings) -> anyhow::Result<()> {
    let Some((certificate, key)) = settings.files()? else { return Ok(()) };
    Files { certificate, key, provider: Arc::new(ring::default_provider()) }.certified().map(drop)
}

/// The certificate in use.
#[derive(Debug)]
struct Certificate(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

struct Files {
    certificate: PathBuf,
    key: PathBuf,
    provider: Arc<CryptoProvider>,
}

impl Files {
    fn certified(&self) -> anyhow::Result<Arc<CertifiedKey>> {
        let certificates: Vec<CertificateDer<'static>> =
            CertificateDer::pem_file_iter(&self.certificate).and_then(Iterator::collect).with_context(|| {
                format!("cannot read certificates (PEM) from `tls.certificate`, {}", quoted(&self.certificate))
            })?;
        if certificates.is_empty() {
            anyhow::bail!("`tls.certificate`, {}, holds no certificate (PEM)", quoted(&self.certificate));
        }
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .with_context(|| format!("cannot read a private key (PEM) from `tls.key`, {}", quoted(&self.key)))?;
        let certified = CertifiedKey::from_der(certificates, key, &self.provider)
            .context("`tls.certificate` and `tls.key` do not belong together; name the certificate's own key")?;
        Ok(Arc::new(certified))
    }
}

fn quoted(file: &Path) -> String {
    format!("`{}`", file.display())
}

/// Uses a renewed certificate. One that cannot be used is logged, and the one before stays.
async fn follow(files: Files, certificate: std::sync::Weak<Certificate>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(certificate) = certificate.upgrade() else { return };
        renew(&files, &certificate);
    }
}

fn renew(files: &Files, certificate: &Certificate) {
    match files.certified() {
        Ok(renewed) => {
            let mut used = certificate.0.write().unwrap_or_else(PoisonError::into_inner);
            if used.cert != renewed.cert {
                tracing::info!("the certificate was renewed");
                *used = renewed;
            }
        }
        Err(error) => tracing::error!(event = "certificate_not_renewed", "{error:#}; the one before stays in use"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(directory: &Path) -> Files {
        let provider = Arc::new(ring::default_provider());
        Files { certificate: directory.join("certificate.pem"), key: directory.join("key.pem"), provider }
    }

    /// Writes a new certificate and its key.
    fn write(files: &Files) {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec!["directory.example".to_owned()]).unwrap();
        std::fs::write(&files.certificate, params.self_signed(&key).unwrap().pem()).unwrap();
        std::fs::write(&files.key, key.serialize_pem()).unwrap();
    }

    #[test]
    fn a_renewed_certificate_is_taken_up_and_a_broken_one_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let files = files(directory.path());
        write(&files);
        let first = files.certified().unwrap();
        let certificate = Certificate(RwLock::new(Arc::clone(&first)));
        let used = || certificate.0.read().unwrap().cert.clone();
        renew(&files, &certificate);
        assert_eq!(used(), first.cert);
        write(&files);
        renew(&files, &certificate);
        let second = used();
        assert_ne!(second, first.cert);
        std::fs::write(&files.certificate, "no certificate").unwrap();
        renew(&files, &certificate);
        assert_eq!(used(), second);
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let files = files(directory.path());
        let wrong = || format!("{:#}", files.certified().unwrap_err());
        assert!(wrong().contains("`tls.certificate`") && wrong().contains("certificate.pem"), "{}", wrong());
        write(&files);
        std::fs::write(&files.key, rcgen::KeyPair::generate().unwrap().serialize_pem()).unwrap();
        assert!(wrong().contains("do not belong together"), "{}", wrong());
        std::fs::write(&files.key, "").unwrap();
        assert!(wrong().contains("`tls.key`"), "{}", wrong());
    }
}
