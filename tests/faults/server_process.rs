//! The server as a process of its own, which can be killed.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::setting::Setting;

/// A running server.
pub struct ServerProcess(Child);

impl ServerProcess {
    /// Starts it and waits until it answers.
    pub async fn start(setting: &Setting) -> ServerProcess {
        let mut command = Command::new(&setting.binary);
        command.arg("serve").args(["--listen", &format!("127.0.0.1:{}", setting.port)]);
        command.arg("--data").arg(setting.data.path());
        if let Some(database) = &setting.database {
            command.args(["--database", &database.url()]);
        }
        // The crowds ask more often than people do.
        for limit in ["PERSON_PER_SECOND", "PERSON_BURST", "PEER_PER_SECOND", "PEER_BURST"] {
            command.env(format!("ACCESS_DIRECTORY_LIMITS__{limit}"), "1000000");
        }
        command.envs(setting.environment()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = ServerProcess(command.spawn().unwrap());
        let ready = format!("http://127.0.0.1:{}/readyz", setting.port);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        while !http.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if let Some(ended) = process.0.try_wait().unwrap() {
                panic!("the server ended with {ended} instead of serving");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        process
    }

    /// Kills it as a power cut would.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
