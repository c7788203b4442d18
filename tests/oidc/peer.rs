//! The real provider: `peer.mjs`, run by Node, and a person who signs in on its pages.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use reqwest::{Client, Url, redirect};
use serde_json::Value;

pub const CLIENT: &str = "access-directory";
pub const SECRET: &str = "p%33r + s&cret";

/// A running provider.
pub struct Peer {
    process: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    pub port: u16,
}

impl Peer {
    /// On this port, or on a free one where it is 0; sends people back to this address.
    pub fn start(redirect_uri: &str, port: u16) -> Peer {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("oidc/peer.mjs");
        let mut node = Command::new("node");
        node.arg(script).args([CLIENT, SECRET, redirect_uri, &port.to_string()]);
        let mut process = node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let input = process.stdin.take().unwrap();
        let mut peer = Peer { process, input, lines, port };
        peer.port = peer.said()["port"].as_u64().unwrap().try_into().unwrap();
        peer
    }

    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Gives it a new key, and takes the old one away.
    pub fn rotate(&mut self) {
        writeln!(self.input, "rotate").unwrap();
        assert_eq!(self.said()["done"], "rotate");
    }

    fn said(&mut self) -> Value {
        let Some(line) = self.lines.next() else {
            panic!("the provider ended: `cargo xtask test api` installs what it needs");
        };
        serde_json::from_str(&line.unwrap()).unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Signs in on the provider's own pages, as far as they lead; gives the query with which they lead back.
pub async fn sign_in_there(address: &Url, login: &str) -> String {
    let http = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
    let mut cookies: BTreeMap<String, String> = BTreeMap::new();
    let mut page = address.clone();
    let mut form: Option<String> = None;
    for _ in 0..12 {
        let kept: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let call = match form.take() {
            Some(form) => {
                http.post(page.clone()).header("content-type", "application/x-www-form-urlencoded").body(form)
            }
            None => http.get(page.clone()),
        };
        let answer = call.header("cookie", kept.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(location) = answer.headers().get("location") {
            page = page.join(location.to_str().unwrap()).unwrap();
            if page.path().starts_with("/sign-in/") {
                return page.query().unwrap().to_owned();
            }
            continue;
        }
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        let prompt = ["login", "consent"].into_iter().find(|prompt| text.contains(&format!("value=\"{prompt}\"")));
        let prompt = prompt.unwrap_or_else(|| panic!("{status} of {page}: {text}"));
        form = Some(format!("prompt={prompt}&login={}&password=any", api::path::segment(login)));
    }
    panic!("the provider leads nowhere: {page}");
}
