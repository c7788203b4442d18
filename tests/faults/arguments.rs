//! What was asked for on the command line.

use std::path::PathBuf;

/// All of it is needed.
pub struct Arguments {
    /// The server's binary.
    pub server: PathBuf,
    /// The script of the mail server.
    pub peer: PathBuf,
    pub kills: u32,
    pub rounds: u32,
}

impl Arguments {
    /// Reads pairs of names and values.
    ///
    /// # Errors
    /// What is missing or unknown.
    pub fn parse(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let (mut server, mut peer, mut kills, mut rounds) = (None, None, None, None);
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("`{name}` has no value"))?;
            let number = || value.parse::<u32>().map_err(|_| format!("`{value}` is no number for `{name}`"));
            match name.as_str() {
                "--server" => server = Some(PathBuf::from(value)),
                "--peer" => peer = Some(PathBuf::from(value)),
                "--kills" => kills = Some(number()?),
                "--rounds" => rounds = Some(number()?),
                _ => return Err(format!("`{name}` is none of --server, --peer, --kills and --rounds")),
            }
        }
        let missing = |name: &str| format!("{name} is missing");
        Ok(Arguments {
            server: server.ok_or_else(|| missing("--server"))?,
            peer: peer.ok_or_else(|| missing("--peer"))?,
            kills: kills.ok_or_else(|| missing("--kills"))?,
            rounds: rounds.ok_or_else(|| missing("--rounds"))?,
        })
    }
}
