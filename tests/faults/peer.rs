//! The mail server: a real one, which says what it has taken.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// A running mail server.
pub struct Peer {
    process: Child,
    pub port: u16,
    received: Arc<Mutex<HashMap<String, u64>>>,
}

impl Peer {
    pub fn start(script: &Path) -> Peer {
        let mut process =
            Command::new("node").arg(script).arg("serve").stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        let port = u16::try_from(first["port"].as_u64().unwrap()).unwrap();
        let received = Arc::<Mutex<HashMap<String, u64>>>::default();
        let counted = Arc::clone(&received);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let said: Value = serde_json::from_str(&line).unwrap();
                let id = said["received"]["message_id"].as_str().unwrap().to_owned();
                *counted.lock().unwrap().entry(id).or_default() += 1;
            }
        });
        Peer { process, port, received }
    }

    /// How often each message was taken, by the part of its Message-ID before the `@`.
    pub fn received(&self) -> HashMap<String, u64> {
        let received = self.received.lock().unwrap();
        let id = |id: &String| id.trim_matches(['<', '>']).split('@').next().unwrap_or_default().to_owned();
        received.iter().map(|(message_id, count)| (id(message_id), *count)).collect()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
