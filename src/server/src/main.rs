//! The one binary, `access-directory`, and its commands.

use std::cell::OnceCell;
use std::io::{BufWriter, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use server::app::App;
use server::base::clock::Clock;
use server::commands::admin::{self, AdminCommand};
use server::commands::audit::{self as audit_command, AuditCommand};
use server::commands::backup::{self, BackupArguments};
use server::commands::check::{self, CheckCommand};
use server::commands::ending;
use server::commands::export;
use server::commands::import::{self, ImportArguments};
use server::commands::mail::{self, MailCommand};
use server::commands::policy::{self, PolicyCommand, Streams};
use server::commands::restore::{self, RestoreArguments};
use server::commands::serve;
use server::commands::settings::{self as settings_command, SettingsCommand};
use server::db::{Db, Purpose};
use server::settings::secrets::DatabaseAddress;
use server::settings::{FILE_VARIABLE, Settings};

/// One place to see which accounts your organisation holds, who runs them, and to ask for access.
#[derive(Parser)]
#[command(name = "access-directory", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Args, Clone)]
struct Common {
    /// The configuration file (TOML)
    #[arg(long, global = true, env = FILE_VARIABLE, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the embedded database is kept
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// postgres://… instead of the embedded database
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the directory
    Serve {
        /// An invented world to look around in; on loopback only
        #[arg(long)]
        sample: bool,
        /// Where to listen
        #[arg(long, value_name = "ADDR:PORT")]
        listen: Option<SocketAddr>,
    },
    /// Add and change what accounts.csv, virtual_accounts.csv, people.csv and grants.csv say; what they lack stays
    Import(ImportArguments),
    /// Write the directory as the files that an import reads
    Export { directory: PathBuf },
    /// Write everything that the service keeps into one file, from which it can be restored; the service may run
    Backup(BackupArguments),
    /// Fill an empty database of either kind from a backup, and bring it up to date
    Restore(RestoreArguments),
    /// Prove, print and explain decision tables
    Policy {
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// Prove and export the trail of who did what
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Look after mail that was not sent
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// Look whether the service has what it needs, without changing anything; fails where it has not
    Check {
        #[command(subcommand)]
        command: Option<CheckCommand>,
    },
    /// Look at the settings
    Settings {
        #[command(subcommand)]
        command: SettingsCommand,
    },
    /// What the operator does by hand
    Admin {
        #[command(subcommand)]
        command: AdminCommand,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    // The database, its secret and what is exported are for the owner only, whatever the system's habit is.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn,trail=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let common = arguments.common.clone();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            let settings = settings(common, false).ok();
            eprintln!("error: {}", ending::sentence(&error, settings.as_ref()));
            ExitCode::FAILURE
        }
    }
}

/// Each command closes its database, however it ends: what SQLite has written lies beside the file until then.
async fn run(Arguments { command, common }: Arguments) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve { sample, listen } => {
            let mut settings = settings(common, sample)?;
            settings.listen = listen.unwrap_or(settings.listen);
            if sample {
                settings.become_sample();
            }
            serve::serve(settings).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Import(arguments) => {
            let app = App::open(settings(common, false)?).await?;
            let done = import::run(&app, &arguments, &mut std::io::stdout(), &mut std::io::stderr()).await;
            app.db.close().await;
            Ok(if done? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Export { directory } => {
            let app = App::open(settings(common, false)?).await?;
            let done = export::run(&app, &directory, &mut std::io::stdout(), &mut std::io::stderr()).await;
            app.db.close().await;
            done?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup(arguments) => {
            let app = App::open(settings(common, false)?).await?;
            let done = backup::run(&app, &arguments, &mut std::io::stdout(), &mut std::io::stderr()).await;
            app.db.close().await;
            done?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Restore(arguments) => {
            let (settings, clock) = (settings(common, false)?, Clock::ahead(0));
            let (output, notes) = (&mut std::io::stdout(), &mut std::io::stderr());
            restore::run(settings, &arguments, &clock, output, notes).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Policy { command } => policy(&command),
        Command::Audit { command } => audit(&command, common).await,
        Command::Mail { command } => {
            let app = App::open(settings(common, false)?).await?;
            let done = mail::run(&app, &command, &mut std::io::stdout()).await;
            app.db.close().await;
            done?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Check { command } => {
            let file = common.config.clone();
            let settings = settings(common, false)?;
            let clock = Clock::ahead(0);
            let is_right =
                check::run(command.as_ref(), &settings, file.as_deref(), &clock, &mut std::io::stdout()).await?;
            Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Settings { command } => {
            let flags: Vec<(&'static str, &'static str)> =
                [("data", common.data.is_some(), "--data"), ("database", common.database.is_some(), "--database")]
                    .into_iter()
                    .filter_map(|(key, is_set, flag)| is_set.then_some((key, flag)))
                    .collect();
            let file = common.config.clone();
            let settings = settings(common, false)?;
            settings_command::run(&command, &settings, file.as_deref(), &flags, &mut std::io::stdout())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Admin { command } => {
            let settings = settings(common, false)?;
            let app = match command {
                AdminCommand::Rekey => App::open_with_any_secret(settings).await?,
                _ => App::open(settings).await?,
            };
            let done = admin::run(&app, &command, &mut std::io::stdout(), &mut std::io::stderr()).await;
            app.db.close().await;
            done?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn settings(common: Common, sample: bool) -> anyhow::Result<Settings> {
    let mut settings = Settings::load(common.config.as_deref())?;
    if sample {
        settings.check_for_sample()?;
    }
    if let Some(data) = common.data {
        settings.data = data;
    }
    if let Some(database) = common.database {
        settings.database = Some(DatabaseAddress(database));
    }
    Ok(settings)
}

fn policy(command: &PolicyCommand) -> anyhow::Result<ExitCode> {
    let lang = std::env::var("LANG").unwrap_or_default();
    let (input, output, errors) = (&mut std::io::stdin(), &mut std::io::stdout(), &mut std::io::stderr());
    let ending = policy::run(command, &lang, Streams { input, output, errors })?;
    Ok(ExitCode::from(ending as u8))
}

async fn audit(command: &AuditCommand, common: Common) -> anyhow::Result<ExitCode> {
    let opened = OnceCell::new();
    let open = async || {
        let settings = settings(common, false)?;
        let (url, insecure) = (settings.database_address(), settings.database_insecure);
        let db = Db::open(url, &settings.data, insecure, Purpose::Service).await?;
        Ok(opened.get_or_init(|| db).clone())
    };
    let mut output = BufWriter::new(std::io::stdout());
    let is_whole = audit_command::run(command, open, &mut output).await;
    if let Some(db) = opened.get() {
        db.close().await;
    }
    let is_whole = is_whole?;
    output.flush()?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
