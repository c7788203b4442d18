//! Those who only do their work: one reads the directory, others want to sign in, each from a network of their own.

use std::time::{Duration, Instant};

use api::path;
use tests::client::Client;

use crate::server_process::{HONEST, Server};

/// Between two reads: a person who is quick, and well within their own limit.
const PAUSE: Duration = Duration::from_millis(100);
/// After so many reads somebody asks for a code.
const READS_TO_A_SIGN_IN: usize = 10;

const READER_AT: &str = "127.0.9.1";
/// Beside it, a network for each who signs in: an office may ask for fewer codes while they are scarce.
fn signing_in_at(number: usize) -> std::net::IpAddr {
    let [high, low] = u16::try_from(number).unwrap().to_be_bytes();
    [127, 0, 10 + high, low].into()
}

/// The reader, and how those fared who wanted to sign in.
pub struct Honest {
    reader: Client,
    base: String,
    number: usize,
    refused: usize,
}

impl Honest {
    pub async fn sign_in(server: &Server) -> Honest {
        let reader = server.sign_in(HONEST, READER_AT).await;
        Honest { reader, base: server.base.clone(), number: 0, refused: 0 }
    }

    /// How long a read takes, half of the time.
    pub async fn read(&mut self, reads: usize) -> Duration {
        let mut took = Vec::new();
        for number in 0..reads {
            let start = Instant::now();
            let answer = self.reader.get(&format!("{}?q=account", path::DIRECTORY)).await;
            took.push(start.elapsed());
            assert_eq!(answer.status, 200, "{}", answer.text());
            if number % READS_TO_A_SIGN_IN == 0 {
                self.ask_for_a_code().await;
            }
            tokio::time::sleep(PAUSE).await;
        }
        took.sort();
        took[reads / 2]
    }

    /// How many were refused since this was asked last.
    pub fn refused_sign_ins(&mut self) -> usize {
        std::mem::take(&mut self.refused)
    }

    async fn ask_for_a_code(&mut self) {
        self.number += 1;
        let connections = reqwest::Client::builder().local_address(signing_in_at(self.number));
        let browser = Client::over(connections, self.base.clone());
        let email = format!("honest{}@elsewhere.example", self.number);
        let answer = browser.form("/sign-in/code", "email", &email).await;
        self.refused += usize::from(answer.status != 303);
    }
}
