//! The address of a PostgreSQL: how it is spoken to, and what is refused.

use std::net::IpAddr;
use std::str::FromStr;

use anyhow::Context;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use url::Url;

/// The options of an address. A PostgreSQL on another machine is spoken to by TLS, and its certificate must name it, unless
/// the address, or `PGSSLMODE` in the environment, names another mode.
///
/// # Errors
/// It is no address, or names a mode that may end in plain text with another machine, and `insecure` is not set.
pub fn options(address: &str, insecure: bool) -> anyhow::Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(address).context(
        "the setting `database` is no address of a PostgreSQL; write `postgres://USER:PASSWORD@HOST/NAME`, and characters such as \
         `@` or `/` in the password as `%40` or `%2F`",
    )?;
    // A parameter of the connection that PgBouncer refuses unless it is told to pass it over; no column holds a fraction.
    let options = options.extra_float_digits(None);
    if is_this_machine(&options) {
        return Ok(options);
    }
    if !names_a_mode(address) {
        return Ok(options.ssl_mode(PgSslMode::VerifyFull));
    }
    let mode = match options.get_ssl_mode() {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull => return Ok(options),
    };
    anyhow::ensure!(
        insecure,
        "`sslmode={mode}` lets everybody between this machine and `{}` read and change what the database says; leave it out for \
         `verify-full`, name the certificate's authority with `sslrootcert=FILE`, or set `database_insecure` where the network \
         is your own",
        options.get_host()
    );
    Ok(options)
}

fn is_this_machine(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_start_matches('[').trim_end_matches(']');
    let is_loopback = host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback());
    options.get_socket().is_some() || host.starts_with('/') || is_loopback || is_localhost(host)
}

/// The name, and those below it (RFC 6761, 6.3).
fn is_localhost(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}

fn names_a_mode(address: &str) -> bool {
    let in_address = Url::parse(address)
        .is_ok_and(|address| address.query_pairs().any(|(key, _)| matches!(&*key, "sslmode" | "ssl-mode")));
    in_address || std::env::var_os("PGSSLMODE").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(address: &str, insecure: bool) -> Result<PgSslMode, String> {
        let options = options(address, insecure);
        options.map(|options| options.get_ssl_mode()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn another_machine_must_prove_its_name() {
        for host in ["db.example", "10.0.0.5", "[2001:db8::1]", "localhost.example", "notlocalhost", "169.254.0.1"] {
            let address = format!("postgres://user@{host}/directory");
            assert!(matches!(mode(&address, false), Ok(PgSslMode::VerifyFull)), "{host}");
            assert!(matches!(mode(&address, true), Ok(PgSslMode::VerifyFull)), "insecure weakens no mode: {host}");
        }
        let by_query = "postgres://user@localhost/directory?host=db.example";
        assert!(matches!(mode(by_query, false), Ok(PgSslMode::VerifyFull)), "the last host counts");
    }

    #[test]
    fn this_machine_is_spoken_to_as_the_address_says() {
        for host in ["127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.", "db.localhost"]
        {
            let address = format!("postgres://user@{host}/directory");
            assert!(matches!(mode(&address, false), Ok(PgSslMode::Prefer)), "{host}");
            assert!(matches!(mode(&format!("{address}?sslmode=disable"), false), Ok(PgSslMode::Disable)), "{host}");
        }
        for socket in ["postgres:///directory?host=/run/postgresql", "postgres://%2Frun%2Fpostgresql/directory"] {
            assert!(matches!(mode(socket, false), Ok(PgSslMode::Prefer)), "{socket}");
        }
    }

    #[test]
    fn plain_text_to_another_machine_needs_a_setting() {
        for named in ["disable", "allow", "prefer"] {
            for key in ["sslmode", "ssl-mode"] {
                let address = format!("postgres://user@db.example/directory?{key}={named}");
                let refused = mode(&address, false).unwrap_err();
                assert!(
                    refused.contains(&format!("`sslmode={named}`")) && refused.contains("database_insecure"),
                    "{refused}"
                );
                assert!(mode(&address, true).is_ok());
            }
        }
        for named in ["require", "verify-ca", "verify-full"] {
            assert!(mode(&format!("postgres://user@db.example/directory?sslmode={named}"), false).is_ok(), "{named}");
        }
    }

    #[test]
    fn what_is_no_address_is_said_without_its_password() {
        for wrong in ["postgres://user:pa/ss@db.example/x?sslmode=sometimes", "postgres://user:s3cret@[::/x"] {
            let refused = mode(wrong, false).unwrap_err();
            assert!(refused.contains("`database` is no address") && !refused.contains("s3cret"), "{refused}");
        }
    }
}
