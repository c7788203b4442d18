//! How many connections there may be: in all, from one peer, and from one site. Where there are as many, the one on which
//! nothing has happened for longest makes room, so that nobody keeps others out by connections that ask for nothing.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::timeout;

use crate::net::connection::Times;
use crate::net::connection::activity::Activity;
use crate::net::peer::{counted_network, site};
use crate::settings::Settings;
use crate::settings::net::Proxies;

/// When to look again for a connection that can make room, where all are in use.
const NEXT_LOOK: Duration = Duration::from_millis(200);

/// One of so many connections makes room at once where there are as many as there may be: looking for them takes time.
const SHARE: usize = 64;

/// How many connections there are, and how many there may be.
pub struct ConnectionLimits {
    all: usize,
    per_peer: usize,
    per_site: usize,
    /// The connections of everybody come through them, so their number is not limited by peer.
    proxies: Proxies,
    times: Times,
    slots: Arc<Slots>,
}

#[derive(Default)]
struct Slots {
    taken: Mutex<Taken>,
    freed: Notify,
}

/// The connections that there are, by number. One that was told to make room is no longer among them.
#[derive(Default)]
struct Taken {
    last_number: u64,
    connections: HashMap<u64, Connection>,
    networks: HashMap<Network, BTreeSet<u64>>,
}

struct Connection {
    activity: Arc<Activity>,
    /// None for a proxy.
    networks: Option<[Network; 2]>,
}

/// What a connection is counted under.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Network {
    Peer(IpAddr),
    Site(IpAddr),
}

/// One connection among those that there may be, until it is dropped.
pub struct Slot {
    /// Its number in this process.
    pub number: u64,
    pub activity: Arc<Activity>,
    slots: Arc<Slots>,
}

/// Where there are as many connections as there may be, all of them in use.
enum Full {
    Network,
    All,
}

impl ConnectionLimits {
    pub fn new(settings: &Settings) -> ConnectionLimits {
        ConnectionLimits {
            all: settings.limits.connections as usize,
            per_peer: settings.limits.peer_connections as usize,
            per_site: settings.limits.site_connections as usize,
            proxies: settings.proxies.clone(),
            times: Times::new(&settings.limits),
            slots: Arc::default(),
        }
    }

    /// The slot of a connection from this address: waits until there is one, and gives nothing where its peer or its site
    /// has as many as it may, all of them in use.
    pub async fn slot(&self, address: IpAddr) -> Option<Slot> {
        loop {
            match self.take(address) {
                Ok(slot) => return Some(slot),
                Err(Full::Network) => return None,
                Err(Full::All) => {
                    let _ = timeout(NEXT_LOOK, self.slots.freed.notified()).await;
                }
            }
        }
    }

    fn take(&self, address: IpAddr) -> Result<Slot, Full> {
        let address = address.to_canonical();
        let networks = [Network::Peer(counted_network(address)), Network::Site(site(address))];
        let networks = (!self.proxies.contain(address)).then_some(networks);
        let mut taken = self.slots.taken();
        for (network, most) in networks.into_iter().flatten().zip([self.per_peer, self.per_site]) {
            let numbers = taken.networks.get(&network).filter(|numbers| numbers.len() >= most);
            if let Some(longest) = numbers.map(|numbers| taken.quiet_longest(numbers.iter(), 1))
                && taken.end(longest) == 0
            {
                return Err(Full::Network);
            }
        }
        if taken.connections.len() >= self.all {
            let longest = taken.quiet_longest(taken.connections.keys(), self.all.div_ceil(SHARE));
            if taken.end(longest) == 0 {
                return Err(Full::All);
            }
        }
        taken.last_number += 1;
        let (number, activity) = (taken.last_number, Arc::new(Activity::new(self.times)));
        for network in networks.into_iter().flatten() {
            taken.networks.entry(network).or_default().insert(number);
        }
        taken.connections.insert(number, Connection { activity: Arc::clone(&activity), networks });
        Ok(Slot { number, activity, slots: Arc::clone(&self.slots) })
    }
}

impl Slots {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    /// So many of these connections on which nothing has happened for longest.
    fn quiet_longest<'a>(&self, numbers: impl Iterator<Item = &'a u64>, most: usize) -> Vec<u64> {
        let quiet_since = |number: &u64| self.connections.get(number)?.activity.quiet_since();
        let mut quiet: Vec<(Instant, u64)> =
            numbers.filter_map(|number| Some((quiet_since(number)?, *number))).collect();
        quiet.sort_unstable();
        quiet.into_iter().take(most).map(|(_, number)| number).collect()
    }

    /// Ends these, and gives how many they are.
    fn end(&mut self, numbers: Vec<u64>) -> usize {
        let ended = numbers.into_iter().filter_map(|number| self.remove(number));
        ended.inspect(|connection| connection.activity.leaving.notify_one()).count()
    }

    fn remove(&mut self, number: u64) -> Option<Connection> {
        let connection = self.connections.remove(&number)?;
        for network in connection.networks.iter().flatten() {
            if let Some(numbers) = self.networks.get_mut(network) {
                numbers.remove(&number);
                if numbers.is_empty() {
                    self.networks.remove(network);
                }
            }
        }
        Some(connection)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.taken().remove(self.number);
        self.slots.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Version;

    use super::*;
    use crate::net::connection::activity::UnderWay;
    use crate::settings::limits::LimitSettings;

    fn limits() -> ConnectionLimits {
        let limits = LimitSettings { peer_connections: 2, site_connections: 3, connections: 6, ..Default::default() };
        ConnectionLimits::new(&Settings { limits, proxies: "10.0.0.1".parse().unwrap(), ..Settings::default() })
    }

    async fn slot(limits: &ConnectionLimits, address: &str) -> Option<Slot> {
        limits.slot(address.parse().unwrap()).await
    }

    /// A connection on which a request is being answered.
    async fn busy(limits: &ConnectionLimits, address: &str) -> Option<(UnderWay, Slot)> {
        let slot = slot(limits, address).await?;
        Some((slot.activity.begin(Version::HTTP_2), slot))
    }

    async fn is_leaving(slot: &Slot) -> bool {
        timeout(Duration::from_millis(1), slot.activity.leaving.notified()).await.is_ok()
    }

    #[tokio::test]
    async fn a_peer_has_its_number_of_connections_and_gets_them_back() {
        let limits = limits();
        let (first, _second) =
            (busy(&limits, "192.0.2.1").await.unwrap(), busy(&limits, "::ffff:192.0.2.1").await.unwrap());
        assert!(slot(&limits, "192.0.2.1").await.is_none());
        assert!(slot(&limits, "192.0.2.2").await.is_some(), "somebody else has not taken any");
        drop(first);
        let _third = busy(&limits, "192.0.2.1").await.unwrap();
        assert!(slot(&limits, "192.0.2.1").await.is_none());
    }

    #[tokio::test]
    async fn a_site_has_its_number_too() {
        let limits = limits();
        let mut kept = Vec::new();
        for network in 0..3 {
            kept.push(busy(&limits, &format!("2001:db8:7:{network}::1")).await.unwrap());
        }
        assert!(slot(&limits, "2001:db8:7:9::1").await.is_none());
        assert!(slot(&limits, "2001:db8:8:9::1").await.is_some());
    }

    #[tokio::test]
    async fn of_a_peer_and_of_all_the_longest_idle_one_makes_room() {
        let limits = limits();
        let (first, second) = (slot(&limits, "192.0.2.1").await.unwrap(), slot(&limits, "192.0.2.1").await.unwrap());
        let third = slot(&limits, "192.0.2.1").await.unwrap();
        assert!(is_leaving(&first).await && !is_leaving(&second).await && !is_leaving(&third).await);
        let mut others = Vec::new();
        for address in 2..6 {
            others.push(slot(&limits, &format!("192.0.2.{address}")).await.unwrap());
        }
        assert!(!is_leaving(&second).await, "there is room for six, and the first is not counted any more");
        let under_way = second.activity.begin(Version::HTTP_2);
        others.push(slot(&limits, "192.0.2.9").await.unwrap());
        assert!(!is_leaving(&second).await && is_leaving(&third).await, "one that is answered does not");
        drop((under_way, first, second, third, others));
        assert!(limits.slots.taken().connections.is_empty());
    }

    #[tokio::test]
    async fn where_all_are_in_use_the_next_waits() {
        let limits = limits();
        let mut kept = Vec::new();
        for address in 1..7 {
            kept.push(busy(&limits, &format!("192.0.2.{address}")).await.unwrap());
        }
        let (waited, ()) = tokio::join!(slot(&limits, "192.0.2.9"), async {
            tokio::task::yield_now().await;
            kept.pop();
        });
        assert!(waited.is_some());
    }

    #[tokio::test]
    async fn nothing_is_kept_of_a_peer_that_is_gone() {
        let limits = limits();
        drop(slot(&limits, "2001:db8::1").await.unwrap());
        assert!(limits.slots.taken().networks.is_empty() && limits.slots.taken().connections.is_empty());
    }

    #[tokio::test]
    async fn a_proxy_may_have_as_many_as_there_are() {
        let limits = limits();
        for _ in 0..6 {
            std::mem::forget(busy(&limits, "10.0.0.1").await.unwrap());
        }
        assert_eq!(limits.slots.taken().connections.len(), 6);
    }
}
