//! What a flood is made of. Each keeps a server busy that lets it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use api::directory::DirectoryQuery;
use api::path;
use tests::client::Client;
use tests::frames::Http2;

use crate::server_process::Server;

/// What is done in masses.
#[derive(Clone, Copy, Debug)]
pub enum Weapon {
    /// One person's requests, on 64 connections.
    Requests,
    /// Requests by many addresses of one person's own, from one network.
    Aliases,
    /// Exports by the same.
    Exports,
    /// Connections that ask for nothing, from some networks, as many as these get.
    Pings,
    /// Codes for ever new addresses, from as many networks.
    Codes,
}

impl Weapon {
    pub const ALL: [Weapon; 5] = [Weapon::Requests, Weapon::Aliases, Weapon::Exports, Weapon::Pings, Weapon::Codes];
}

/// The network of the people who flood.
pub const OWN: &str = "127.0.1.1";
const CONNECTIONS: usize = 64;
/// Networks without a person, and connections of each.
const NETWORKS: usize = 20;
const CONNECTIONS_EACH: usize = 50;

/// A flood that is under way.
pub struct Flood {
    ends: Arc<AtomicBool>,
    counts: Arc<[AtomicUsize; 2]>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

/// Lets these people loose, who are signed in.
pub fn start(weapon: Weapon, server: &Server, people: &[Client]) -> Flood {
    let mut flood = Flood { ends: Arc::default(), counts: Arc::default(), tasks: Vec::new() };
    match weapon {
        Weapon::Requests => {
            (0..CONNECTIONS).for_each(|_| flood.ask(people[0].clone(), path::DIRECTORY.to_owned()));
        }
        Weapon::Aliases => {
            for person in people {
                (0..4).for_each(|_| flood.ask(person.clone(), path::DIRECTORY.to_owned()));
            }
        }
        Weapon::Exports => {
            let address = path::directory_export(&DirectoryQuery::default());
            for person in people {
                (0..2).for_each(|_| flood.ask(person.clone(), address.clone()));
            }
        }
        Weapon::Pings => {
            for number in 0..NETWORKS * CONNECTIONS_EACH {
                flood.ping(server.address, network(number / CONNECTIONS_EACH));
            }
        }
        Weapon::Codes => (0..NETWORKS).for_each(|number| flood.claim(server.base.clone(), number)),
    }
    flood
}

fn network(number: usize) -> std::net::IpAddr {
    format!("127.0.2.{}", number + 1).parse().unwrap()
}

impl Flood {
    /// A connection that asks again as soon as it is answered.
    fn ask(&mut self, person: Client, address: String) {
        let (ends, counts) = (Arc::clone(&self.ends), Arc::clone(&self.counts));
        self.tasks.push(tokio::spawn(async move {
            while !ends.load(Ordering::Relaxed) {
                // An export that is cut off by the end of the run is none of its business.
                let Ok(answer) = person.call(reqwest::Method::GET, &address).try_send().await else { continue };
                assert!(matches!(answer.status, 200 | 408 | 429), "{}", answer.status);
                counts[usize::from(answer.status != 200)].fetch_add(1, Ordering::Relaxed);
            }
        }));
    }

    /// A connection that does nothing but to ping, and that is made anew when it is ended.
    fn ping(&mut self, address: std::net::SocketAddr, from: std::net::IpAddr) {
        let (ends, counts) = (Arc::clone(&self.ends), Arc::clone(&self.counts));
        self.tasks.push(tokio::spawn(async move {
            while !ends.load(Ordering::Relaxed) {
                match Http2::connect(address, Some(from), 65_535).await {
                    Ok(mut http2) => {
                        http2.ping_until_end(Duration::from_secs(2)).await;
                        counts[0].fetch_add(1, Ordering::Relaxed);
                    }
                    Err(_) => {
                        counts[1].fetch_add(1, Ordering::Relaxed);
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            }
        }));
    }

    fn claim(&mut self, base: String, number: usize) {
        let (ends, counts) = (Arc::clone(&self.ends), Arc::clone(&self.counts));
        self.tasks.push(tokio::spawn(async move {
            let browser = Client::over(reqwest::Client::builder().local_address(network(number)), base);
            let mut next = 0;
            while !ends.load(Ordering::Relaxed) {
                next += 1;
                let email = format!("flood{number}.{next}@everywhere.example");
                // Where it is asked for from a network whose connections are all taken, there is no answer.
                let answer = browser.call_form("/sign-in/code", "email", &email).try_send().await;
                let is_sent = answer.is_ok_and(|answer| answer.status == 303);
                counts[usize::from(!is_sent)].fetch_add(1, Ordering::Relaxed);
            }
        }));
    }

    /// How many requests were answered, or connections made, and how many were not.
    pub async fn end(self) -> (usize, usize) {
        self.ends.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.unwrap();
        }
        (self.counts[0].load(Ordering::Relaxed), self.counts[1].load(Ordering::Relaxed))
    }
}
