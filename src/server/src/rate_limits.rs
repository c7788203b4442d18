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
use crate::store::key::PersonKey;
use concurrency::ConcurrencyLimit;
pub use concurrency::Permit;

/// How long a refusal waits before it is sent. A client that asks again at once would otherwise keep the server busy.
const REFUSAL_DELAY: Duration = Duration::from_millis(250);

/// When to ask again where too many requests are under way, in seconds.
const RETRY_AFTER: i64 = 1;

/// What requests are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKey {
    /// A signed-in person.
    Person(PersonKey),
    /// Everybody at this address who is not signed in, see `net::peer`.
    Peer(IpAddr),
    /// Requests from there while it is still unknown which person sends them.
    Unidentified(IpAddr),
}

/// The counts of this process.
pub struct Limits {
    people: DefaultKeyedRateLimiter<PersonKey>,
    peers: DefaultKeyedRateLimiter<IpAddr>,
    concurrency: ConcurrencyLimit,
}

impl Limits {
    pub fn new(settings: &LimitSettings) -> Limits {
        Limits {
            people: RateLimiter::keyed(quota(settings.person_per_second, settings.person_burst)),
            peers: RateLimiter::keyed(quota(settings.peer_per_second, settings.peer_burst)),
            concurrency: ConcurrencyLimit::new(settings),
        }
    }

    /// Waits until the session of a request from this peer may be looked up: a few at once, so that a flood of requests
    /// leaves the database to others. It counts until the permit is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn acquire_lookup(&self, peer: IpAddr) -> Result<Permit, Error> {
        match self.concurrency.acquire(LimitKey::Unidentified(peer)).await {
            Some(permit) => Ok(permit),
            None => Err(refuse(RETRY_AFTER).await),
        }
    }

    /// Counts a request, and waits until it may begin. It is under way until the permit is dropped.
    ///
    /// # Errors
    /// Too many, over time or at once.
    pub async fn acquire(&self, key: LimitKey) -> Result<Permit, Error> {
        let refused = match self.retry_after(key) {
            Some(seconds) => seconds,
            None => match self.concurrency.acquire(key).await {
                Some(permit) => return Ok(permit),
                None => RETRY_AFTER,
            },
        };
        Err(refuse(refused).await)
    }

    /// Forgets everybody who has sent no request of late.
    pub fn prune(&self) {
        self.people.retain_recent();
        self.peers.retain_recent();
    }

    /// In how many seconds there may be another request; nothing where that is now.
    fn retry_after(&self, key: LimitKey) -> Option<i64> {
        let checked = match key {
            LimitKey::Person(key) => self.people.check_key(&key),
            LimitKey::Peer(address) | LimitKey::Unidentified(address) => self.peers.check_key(&address),
        };
        let wait = checked.err()?.wait_time_from(DefaultClock::default().now());
        Some(i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX).max(1))
    }
}

async fn refuse(seconds: i64) -> Error {
    tokio::time::sleep(REFUSAL_DELAY).await;
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
            limits.acquire(LimitKey::Person(PersonKey(1))).await.unwrap();
        }
        let refused = limits.acquire(LimitKey::Person(PersonKey(1))).await.err().unwrap();
        assert!(matches!(refused, Error::TooManyRequests(1)), "{refused:?}");
        limits.acquire(LimitKey::Person(PersonKey(2))).await.unwrap();
        limits.acquire(LimitKey::Peer("192.0.2.1".parse().unwrap())).await.unwrap();
    }

    #[tokio::test]
    async fn whose_requests_are_is_looked_up_for_some_of_a_peers_at_once() {
        let few = LimitSettings { person_at_once: 2, peer_connections: 0, ..LimitSettings::default() };
        let (limits, peer, other) = (Limits::new(&few), "192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let permits = [limits.acquire_lookup(peer).await.unwrap(), limits.acquire_lookup(peer).await.unwrap()];
        assert!(matches!(limits.acquire_lookup(peer).await, Err(Error::TooManyRequests(RETRY_AFTER))));
        limits.acquire_lookup(other).await.unwrap();
        drop(permits);
        limits.acquire_lookup(peer).await.unwrap();
    }

    #[tokio::test]
    async fn who_asked_long_ago_is_forgotten() {
        let quick = LimitSettings { person_per_second: u32::MAX, person_burst: 1, ..LimitSettings::default() };
        let limits = Limits::new(&quick);
        for key in 0..100 {
            limits.acquire(LimitKey::Person(PersonKey(key))).await.unwrap();
        }
        assert_eq!(limits.people.len(), 100);
        limits.prune();
        assert_eq!(limits.people.len(), 0);
    }
}
