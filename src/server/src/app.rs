//! What every handler shares: the open database, the policy in effect, the clock and the settings.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use anyhow::Context;
use axum::body::Bytes;
use rules::Policy;

use crate::base::clock::Clock;
use crate::base::compression::brotli;
use crate::base::secret::Secret;
use crate::db::{Db, Engine, Purpose};
use crate::domains::email::EmailAddress;
use crate::domains::internal::InternalDomains;
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::rate_limits::Limits;
use crate::settings::Settings;
use crate::sign_in::last_seen::LastSeen;
use crate::sign_in::open_id::Providers;
use crate::store;
use crate::store::directory::listed_accounts::ListedAccounts;

/// Handlers take it as `State<Shared>`.
pub type Shared = Arc<App>;

/// The open database, the policy in effect, the clock, and what was configured.
pub struct App {
    pub db: Db,
    pub policy: Policy,
    /// The policy as it is sent.
    pub compiled_policy: CompiledPolicy,
    pub clock: Clock,
    pub secret: Secret,
    /// The providers where people sign in, besides the code by mail.
    pub providers: Providers,
    pub settings: Settings,
    /// Domains whose addresses say nothing about an organisation.
    pub public_mailboxes: PublicMailboxes,
    /// The domains of the operator's staff.
    pub internal_domains: InternalDomains,
    pub limits: Limits,
    pub last_seen: LastSeen,
    /// What a search looks in.
    pub listed_accounts: ListedAccounts,
    /// How often something that time brings could not be done since this process began.
    pub job_failures: AtomicU64,
    /// Whether this machine's clock is the database's, as far as that was compared: see `jobs::clocks`.
    pub clock_agrees: AtomicBool,
    /// Whether the relay takes no address beyond ASCII, as it last said: see `mail::sender`.
    pub relay_is_ascii_only: AtomicBool,
}

/// JSON, and the same with brotli. All answers share the bytes.
pub struct CompiledPolicy {
    pub plain: Bytes,
    brotli: OnceLock<Option<Bytes>>,
}

impl CompiledPolicy {
    /// With brotli; compressed when it is asked for first: in a test, which seldom does, that would take longer than all else at
    /// the start.
    pub fn brotli(&self) -> Option<&Bytes> {
        self.brotli.get_or_init(|| brotli(&self.plain).map(Bytes::from)).as_ref()
    }
}

impl App {
    /// Opens the database and puts the built-in policy in effect.
    ///
    /// # Errors
    /// The database cannot be opened, its secret is another one, or the policy has findings.
    pub async fn open(settings: Settings) -> anyhow::Result<Shared> {
        let app = App::open_with_any_secret(settings).await?;
        let verified = store::secret_check::verify(&app.db, &app.secret).await;
        if verified.is_err() {
            app.db.close().await;
        }
        verified?;
        Ok(app)
    }

    /// As [`App::open`], for giving the database another secret.
    ///
    /// # Errors
    /// The database cannot be opened, or the policy has findings.
    pub async fn open_with_any_secret(settings: Settings) -> anyhow::Result<Shared> {
        let purpose = if settings.sample { Purpose::SampleWorld } else { Purpose::Service };
        let db = Db::open(settings.database_address(), &settings.data, settings.database_insecure, purpose).await?;
        let app = App::over(db.clone(), settings).await;
        if app.is_err() {
            db.close().await;
        }
        app
    }

    /// Whether mail can go to this address, as far as the relay has said.
    pub fn can_mail(&self, address: &EmailAddress) -> bool {
        !(address.needs_utf8() && self.relay_is_ascii_only.load(Ordering::Relaxed))
    }

    async fn over(db: Db, settings: Settings) -> anyhow::Result<Shared> {
        store::person::fold_names(&db).await.context("the names of people could not be folded")?;
        store::domain_holder::keep_skeletons(&db).await.context("what names look like could not be stored")?;
        store::account::show_both_forms(&db).await.context("the identifiers of accounts could not be written anew")?;
        store::search_text::fill(&db).await.context("what a search compares could not be written anew")?;
        anyhow::ensure!(
            settings.secret.is_some() || db.engine() == Engine::Sqlite,
            "the setting `secret` is missing: all processes on one PostgreSQL share it; give each the same 32 random characters or more"
        );
        let secret = Secret::load(settings.secret.as_ref().map(|secret| secret.0.as_str()), &settings.data)?;
        let policy = checked_policy()?;
        let providers = Providers::new(&settings.sign_in)?;
        // Elsewhere than in the sample world it has no meaning, whoever has put it there.
        let ahead = if settings.sample { store::sample_clock::ahead_seconds(&db).await? } else { 0 };
        let clock = Clock::ahead(ahead);
        store::policy::keep(&db, &policy, clock.now()).await.context("the policy could not be stored")?;
        let compiled_policy = CompiledPolicy { plain: serde_json::to_vec(&policy)?.into(), brotli: OnceLock::new() };
        let limits = Limits::new(&settings.limits);
        let (public_mailboxes, internal_domains) = (settings.public_mailboxes.list()?, settings.internal_domains()?);
        let last_seen = LastSeen::default();
        Ok(Arc::new(App {
            db,
            policy,
            compiled_policy,
            clock,
            secret,
            providers,
            settings,
            public_mailboxes,
            internal_domains,
            limits,
            last_seen,
            listed_accounts: ListedAccounts::default(),
            job_failures: AtomicU64::new(0),
            clock_agrees: AtomicBool::new(true),
            relay_is_ascii_only: AtomicBool::new(false),
        }))
    }
}

/// The built-in policy, proven complete and free of contradictions before it takes effect.
fn checked_policy() -> anyhow::Result<Policy> {
    let (policy, findings) = match Policy::embedded() {
        Ok(policy) => {
            let findings = policy.check();
            (Some(policy), findings)
        }
        Err(findings) => (None, findings),
    };
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    match policy {
        Some(policy) if findings.is_empty() => Ok(policy),
        _ => anyhow::bail!("the built-in policy has findings and does not take effect:\n{}", findings.join("\n")),
    }
}
