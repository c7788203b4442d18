//! PostgreSQL by TLS: whoever asks for it gets it, proves the server's name, and is told what fails.

use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use server::args;
use server::db::{Db, Purpose};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::postgres::Database;

/// A role that the cluster lets in by TLS only.
const ROLE: &str = "encrypted_only";

#[tokio::test]
async fn a_server_that_demands_tls_is_used_and_must_prove_its_name() {
    let files = tempfile::tempdir().unwrap();
    let authority = files.path().join("authority.pem");
    let database = Database::create_migrated().await;
    demand_tls(&database, &authority).await;
    let address = |host: &str, query: &str| {
        let url = database.url().replace("postgres@", &format!("{ROLE}@")).replace("127.0.0.1", host);
        format!("{}?{query}", url.split('?').next().unwrap())
    };
    let known = format!("sslrootcert={}", authority.display());

    let db = Db::open(
        Some(&address("127.0.0.1", &format!("sslmode=verify-full&{known}"))),
        Path::new(""),
        false,
        Purpose::Service,
    )
    .await;
    let db = db.unwrap();
    let (is_encrypted,): (bool,) =
        db.one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", args![]).await.unwrap();
    assert!(is_encrypted);
    db.close().await;

    for (host, query, expected) in [
        ("127.0.0.1", "sslmode=disable".to_owned(), "no encryption"),
        ("127.0.0.1", "sslmode=verify-full".to_owned(), "certificate"),
        ("localhost", format!("sslmode=verify-full&{known}"), "certificate"),
    ] {
        let refused = Db::open(Some(&address(host, &query)), Path::new(""), false, Purpose::Service)
            .await
            .map(|_| ())
            .unwrap_err();
        let refused = format!("{refused:#}");
        assert!(refused.contains(expected) && refused.contains("cannot be used"), "{query}: {refused}");
    }
    let db = Db::open(
        Some(&address("localhost", &format!("sslmode=verify-ca&{known}"))),
        Path::new(""),
        false,
        Purpose::Service,
    )
    .await;
    db.unwrap().close().await;
    database.drop().await;
}

#[tokio::test]
async fn a_closed_port_is_said_at_once() {
    let address = "postgres://user@127.0.0.1:1/directory";
    let refused = Db::open(Some(address), Path::new(""), false, Purpose::Service).await.map(|_| ()).unwrap_err();
    let refused = format!("{refused:#}");
    assert!(refused.starts_with("PostgreSQL on `127.0.0.1`, port 1 cannot be used"), "{refused}");
    assert!(refused.contains("refused"), "{refused}");
}

/// Gives the cluster a certificate for its address, by an authority of its own, and a role that must use it.
async fn demand_tls(database: &Database, authority: &Path) {
    let (certificate, key) = certified(authority);
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    for statement in [
        format!("COPY (SELECT unnest(string_to_array('{certificate}', E'\\n'))) TO PROGRAM 'cat > server.crt'"),
        format!("COPY (SELECT unnest(string_to_array('{key}', E'\\n'))) TO PROGRAM 'umask 077; cat > server.key'"),
        format!(
            "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null; sed -i \"1i hostnossl all {ROLE} all reject\" pg_hba.conf'"
        ),
        format!("CREATE ROLE {ROLE} SUPERUSER LOGIN"),
        "ALTER SYSTEM SET ssl = on".to_owned(),
        "SELECT pg_reload_conf()".to_owned(),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    }
    // The server reads its settings anew soon after it was told to.
    loop {
        let (is_on,): (String,) = sqlx::query_as("SELECT setting FROM pg_settings WHERE name = 'ssl'")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if is_on == "on" {
            break;
        }
        connection = PgConnection::connect(&database.url()).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// The server's certificate and key, in PEM; their authority is written to a file.
fn certified(authority: &Path) -> (String, String) {
    let authority_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = params.self_signed(&authority_key).unwrap();
    std::fs::write(authority, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer, &authority_key).unwrap();
    (certificate.pem(), key.serialize_pem())
}
