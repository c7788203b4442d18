//! `access-directory backup` and `restore`: what they are told, what they refuse, and encryption. That everything is there
//! again, on both databases and across, is tested in `tests/api/backup`.

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use clap::Parser;
use serde_json::{Value, json};
use server::app::{App, Shared};
use server::args;
use server::base::command_user::command_user;
use server::commands::backup::{self, BackupArguments};
use server::commands::restore::{self, RestoreArguments};
use server::settings::Settings;
use server::store::look_up;
use tempfile::TempDir;

#[derive(Parser)]
struct Backup {
    #[command(flatten)]
    arguments: BackupArguments,
}

#[derive(Parser)]
struct Restore {
    #[command(flatten)]
    arguments: RestoreArguments,
}

/// A service on SQLite, and a folder for its backups.
struct Service {
    app: Shared,
    folder: TempDir,
    _data: TempDir,
}

impl Service {
    async fn open(recipients: &[String]) -> Service {
        let data = tempfile::tempdir().unwrap();
        let mut settings = Settings { data: data.path().to_owned(), ..Settings::default() };
        settings.backup.recipients = recipients.to_vec();
        let app = App::open(settings).await.unwrap();
        Service { app, folder: tempfile::tempdir().unwrap(), _data: data }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = self.folder.path().read_dir().unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// What the command prints and notes, or why it does not.
    async fn backs_up(&self, name: &str, options: &[&str]) -> Result<(String, String), String> {
        let file = self.path(name);
        let words = ["backup", file.to_str().unwrap()];
        let Backup { arguments } = Backup::try_parse_from(words.iter().chain(options)).unwrap();
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let done = backup::run(&self.app, &arguments, &mut output, &mut notes).await;
        let (output, notes) = (String::from_utf8(output).unwrap(), String::from_utf8(notes).unwrap());
        done.map(|()| (output, notes)).map_err(|error| format!("{error:#}"))
    }

    /// Restores into a folder; gives the notes, or why it is not done.
    async fn restores(&self, data: &Path, name: &str, options: &[&str]) -> Result<String, String> {
        let file = self.path(name);
        let words = ["restore", file.to_str().unwrap()];
        let Restore { arguments } = Restore::try_parse_from(words.iter().chain(options)).unwrap();
        let settings = Settings { data: data.to_owned(), ..Settings::default() };
        let mut notes = Vec::new();
        let done = restore::run(settings, &arguments, &self.app.clock, &mut Vec::new(), &mut notes).await;
        done.map(|()| String::from_utf8(notes).unwrap()).map_err(|error| format!("{error:#}"))
    }
}

fn keep(identity: &Identity, file: &Path) {
    std::fs::write(file, identity.to_string().expose_secret()).unwrap();
}

#[tokio::test]
async fn a_backup_is_its_owners_only_and_the_trail_says_who_took_it() {
    let service = Service::open(&[]).await;
    let (output, notes) = service.backs_up("one", &[]).await.unwrap();
    assert!(output.starts_with(&format!("backed up to `{}`: ", service.path("one").display())), "{output}");
    assert!(output.ends_with(" bytes\n"), "{output}");
    assert!(notes.contains("is not encrypted") && notes.contains("the secret is not in it"), "{notes}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(service.path("one").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(service.names(), ["one"], "nothing unfinished stays");
    let sql = "SELECT content FROM trail WHERE subject = 'database'";
    let (content,): (String,) = service.app.db.one(sql, args![]).await.unwrap();
    let entry: Value = serde_json::from_str(&content).unwrap();
    assert_eq!(entry["event"], "backed_up");
    let after = json!({ "command_user": command_user(), "encrypted": false, "with_secret": false });
    assert_eq!(entry["after"], after);
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_before_anything_is_done() {
    let service = Service::open(&[]).await;
    std::fs::write(service.path("there"), "mine").unwrap();
    let error = service.backs_up("there", &[]).await.unwrap_err();
    assert!(error.contains("is there already, and a backup writes over nothing: name another file"), "{error}");
    assert_eq!(std::fs::read(service.path("there")).unwrap(), b"mine");
    let error = service.backs_up("nowhere/one", &[]).await.unwrap_err();
    assert!(error.contains("is no folder; make it, or name another file"), "{error}");
    let error = service.backs_up("one", &["--with-secret"]).await.unwrap_err();
    assert!(error.contains("name who may read it in `backup.recipients`"), "{error}");
    assert_eq!(service.names(), ["there"]);
    let (entries,): (i64,) = service.app.db.one("SELECT count(*) FROM trail", args![]).await.unwrap();
    assert_eq!(entries, 0);
}

#[tokio::test]
async fn an_encrypted_backup_opens_for_each_of_its_recipients_and_nobody_else() {
    let keys = [Identity::generate(), Identity::generate()];
    let service = Service::open(&keys.each_ref().map(|key| key.to_public().to_string())).await;
    let (output, notes) = service.backs_up("one", &["--with-secret"]).await.unwrap();
    assert!(output.ends_with(", encrypted for 2 recipients\n"), "{output}");
    assert_eq!(notes, "");
    let file = std::fs::read(service.path("one")).unwrap();
    assert!(file.starts_with(b"age-encryption.org/v1\n"));
    let left: Vec<_> = service.app.settings.data.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("unfinished")), "{left:?}");
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let error = service.restores(&data, "one", &[]).await.unwrap_err();
    assert!(error.contains("is encrypted: name the file with the private key"), "{error}");
    let (stranger, nothing) = (folder.path().join("stranger"), folder.path().join("nothing"));
    keep(&Identity::generate(), &stranger);
    std::fs::write(&nothing, "no key").unwrap();
    let identity = |file: &Path| file.to_str().unwrap().to_owned();
    let error = service.restores(&data, "one", &["--identity", &identity(&stranger)]).await.unwrap_err();
    assert!(error.contains("was not encrypted for the key in"), "{error}");
    let error = service.restores(&data, "one", &["--identity", &identity(&nothing)]).await.unwrap_err();
    assert!(error.contains("holds no private key of age"), "{error}");
    std::fs::write(service.path("cut"), &file[..file.len() - 20]).unwrap();
    for (number, key) in keys.iter().enumerate() {
        let (own, data) = (folder.path().join("own"), folder.path().join(format!("data-{number}")));
        keep(key, &own);
        let error = service.restores(&data, "cut", &["--identity", &identity(&own)]).await.unwrap_err();
        assert!(error.contains("is not whole, or was changed"), "{error}");
        let notes = service.restores(&data, "one", &["--identity", &identity(&own)]).await.unwrap();
        assert!(notes.contains("the secret was in the backup and is now in"), "{notes}");
        let secret = std::fs::read(data.join("secret")).unwrap();
        assert_eq!(secret, std::fs::read(service.app.settings.data.join("secret")).unwrap());
        let app = App::open(Settings { data: data.clone(), ..Settings::default() }).await.unwrap();
        assert!(look_up::agrees(&app.db, &app.secret).await.unwrap());
        app.db.close().await;
        let names: Vec<_> = data.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_string_lossy().contains("unfinished")), "{names:?}");
    }
}
