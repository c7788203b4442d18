//! How much somebody may ask for: so many requests over time, and so many at once. A signed-in person is counted as that
//! person, wherever they are; everybody else by the peer. Each process counts for itself. What all processes count
//! together is in `store::tally`.

mod concurrency;

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::Error;
use crate::settings::limits::LimitSettings;
use concurrency::Gate;
pub use concurrency::Pass;

/// How long a refusal is held back. Whoever asks again at once would otherwise keep the server busy with refusing.
const HELD_BACK: Duration = Duration::from_millis(250);

/// Where there are too many at once, the next second has room.
const NEXT: i64 = 1;

/// For whom is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A signed-in person, by key.
    Person(i64),
    /// Everybody else there, see `net::peer`.
    Peer(IpAddr),
    /// Requests from there of which is not known yet whose they are.
    Unknown(IpAddr),
}

/// The counts of this process.
pub struct Limits {
    people: DefaultKeyedRateLimiter<i64>,
    peers: DefaultKeyedRateLimiter<IpAddr>,
    gate: Gate,
}

impl Limits {
    pub fn new(settings: &LimitSettings) -> Limits {
        Limits {
            people: RateLimiter::keyed(quota(settings.person_per_second, settings.person_burst)),
            peers: RateLimiter::keyed(quota(settings.peer_per_second, settings.peer_burst)),
            gate: Gate::new(settings),
        }
    }

    /// Waits until it may be looked up whose a request from there is: some at once, so that the look-ups of a flood leave
    /// the database to others. It is being looked up until the pass is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn look(&self, peer: IpAddr) -> Result<Pass, Error> {
        match self.gate.enter(Who::Unknown(peer)).await {
            Some(pass) => Ok(pass),
            None => Err(refuse(NEXT).await),
        }
    }

    /// Counts a request, and waits until it may begin. It is under way until the pass is dropped.
    ///
    /// # Errors
    /// Too many, over time or at once.
    pub async fn enter(&self, who: Who) -> Result<Pass, Error> {
        let refused = match self.over_time(who) {
            Some(seconds) => seconds,
            None => match self.gate.enter(who).await {
                Some(pass) => return Ok(pass),
                None => NEXT,
            },
        };
        Err(refuse(refused).await)
    }

    /// Forgets whoever has asked for nothing of late.
    pub fn prune(&self) {
        self.people.retain_recent();
        self.peers.retain_recent();
    }

    /// In how many seconds there may be another request; nothing where that is now.
    fn over_time(&self, who: Who) -> Option<i64> {
        let checked = match who {
            Who::Person(key) => self.people.check_key(&key),
            Who::Peer(address) | Who::Unknown(address) => self.peers.check_key(&address),
        };
        let wait = checked.err()?.wait_time_from(DefaultClock::default().now());
        Some(i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX).max(1))
    }
}

async fn refuse(seconds: i64) -> Error {
    tokio::time::sleep(HELD_BACK).await;
    Error::TooManyRequests(seconds)
}

fn quota(per_second: u32, burst: u32) -> Quota {
    // The settings are checked: none is zero.
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        // One within many seconds, so that none comes back while this runs.
        Limits::new(&LimitSettings { person_burst: 3, peer_burst: 2, person_per_second: 1, ..LimitSettings::default() })
    }

    #[tokio::test]
    async fn a_burst_is_let_in_and_the_next_is_told_when() {
        let limits = limits();
        for _ in 0..3 {
            limits.enter(Who::Person(1)).await.unwrap();
        }
        let refused = limits.enter(Who::Person(1)).await.err().unwrap();
        assert!(matches!(refused, Error::TooManyRequests(1)), "{refused:?}");
        limits.enter(Who::Person(2)).await.unwrap();
        limits.enter(Who::Peer("192.0.2.1".parse().unwrap())).await.unwrap();
    }

    #[tokio::test]
    async fn whose_requests_are_is_looked_up_for_some_of_a_peers_at_once() {
        let few = LimitSettings { person_at_once: 2, peer_connections: 0, ..LimitSettings::default() };
        let (limits, peer, other) = (Limits::new(&few), "192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let passes = [limits.look(peer).await.unwrap(), limits.look(peer).await.unwrap()];
        assert!(matches!(limits.look(peer).await, Err(Error::TooManyRequests(NEXT))));
        limits.look(other).await.unwrap();
        drop(passes);
        limits.look(peer).await.unwrap();
    }

    #[tokio::test]
    async fn who_asked_long_ago_is_forgotten() {
        let quick = LimitSettings { person_per_second: u32::MAX, person_burst: 1, ..LimitSettings::default() };
        let limits = Limits::new(&quick);
        for key in 0..100 {
            limits.enter(Who::Person(key)).await.unwrap();
        }
        assert_eq!(limits.people.len(), 100);
        limits.prune();
        assert_eq!(limits.people.len(), 0);
    }
}
