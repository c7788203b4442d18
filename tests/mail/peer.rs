//! The mail server that the sender talks to, and the parser of what it sends: `peer.mjs`, run by Node.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde::Deserialize;
use server::settings::mail::{MailSettings, Security, SmtpSettings};

/// A running mail server, whose behaviour the recipient's local part chooses: `refuse`, `gone`, `greylist`, `spam`, `full`,
/// `stall` and `drop`, with `-` and anything after them. Everybody else gets their mail.
pub struct Peer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    pub port: u16,
}

/// A message as the parser understood it.
#[derive(Debug, Deserialize)]
pub struct Parsed {
    /// The names of its headers, in lower case and in order.
    pub headers: Vec<String>,
    pub from: Option<String>,
    #[serde(default)]
    pub to: Vec<String>,
    pub subject: Option<String>,
    pub message_id: Option<String>,
    pub date: Option<String>,
    pub attachments: usize,
    pub text: Option<String>,
    /// The elements of its HTML, in order.
    pub elements: Vec<String>,
    /// What its HTML refers to: `href=…`.
    pub addresses: Vec<String>,
    pub longest_line: usize,
    pub bare_line_ends: usize,
    pub lines_with_dot: usize,
    pub ascii: bool,
}

/// A message that the mail server read to its end.
#[derive(Debug, Deserialize)]
pub struct Received {
    /// Whether it said so to the sender.
    pub answered: bool,
    pub envelope: Envelope,
    /// Another for each connection.
    pub connection: String,
    /// Whether the connection was encrypted.
    pub secure: bool,
    #[serde(flatten)]
    pub message: Parsed,
}

#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub from: String,
    pub to: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Port(u16),
    Received(Box<Received>),
}

impl Peer {
    /// Unencrypted and without a password.
    pub fn start() -> Peer {
        Peer::serve(&[])
    }

    /// The same, for addresses of ASCII letters only.
    pub fn start_ascii_only() -> Peer {
        Peer::serve(&[Path::new("ascii")])
    }

    /// With STARTTLS, and for user `relay` with the password `0123` only.
    pub fn start_secure(key: &Path, certificate: &Path) -> Peer {
        Peer::serve(&[key, certificate])
    }

    /// The same, encrypted from the start.
    pub fn start_encrypted(key: &Path, certificate: &Path) -> Peer {
        Peer::serve(&[key, certificate, Path::new("tls")])
    }

    fn serve(files: &[&Path]) -> Peer {
        let mut process = node("serve").args(files).stdin(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut peer = Peer { process, lines, port: 0 };
        let Said::Port(port) = peer.said() else { panic!("no port") };
        peer.port = port;
        peer
    }

    /// Waits for the next message.
    pub fn received(&mut self) -> Received {
        match self.said() {
            Said::Received(received) => *received,
            Said::Port(port) => panic!("another port: {port}"),
        }
    }

    /// Settings with this as the relay.
    pub fn settings(&self) -> MailSettings {
        settings(self.port)
    }

    fn said(&mut self) -> Said {
        let Some(line) = self.lines.next() else {
            panic!("the mail server ended: `cargo xtask test api` installs what it needs");
        };
        let line = line.unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Settings with a relay at this port of this machine.
pub fn settings(port: u16) -> MailSettings {
    let smtp = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Security::None,
        username: None,
        password: None,
        ca_file: None,
    };
    let from = Some("Access Directory <access@directory.example>".to_owned());
    MailSettings { smtp: Some(smtp), from, ..MailSettings::default() }
}

/// Has all of these messages parsed by one process.
pub fn parse(messages: Vec<Vec<u8>>) -> Vec<Parsed> {
    let mut process = node("parse").stdin(Stdio::piped()).spawn().unwrap();
    let mut input = process.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for message in messages {
            writeln!(input, "{}", message.len()).unwrap();
            input.write_all(&message).unwrap();
        }
    });
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let parsed = lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    writer.join().unwrap();
    assert!(process.wait().unwrap().success());
    parsed
}

fn node(mode: &str) -> Command {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("mail/peer.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(mode).stdout(Stdio::piped());
    node
}
