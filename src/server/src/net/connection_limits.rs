//! How many connections there may be: in all, from one peer, and from one site. Where there are as many, one on which
//! nothing happens makes room, so that nobody keeps others out by connections that ask for nothing: of a peer or a site
//! its own longest idle one, of all that of the site that has most. Whoever makes connections anew as fast as they end
//! gets no more of them by that.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, Semaphore};
use tokio::time::{sleep, timeout};

use crate::net::connection::Times;
use crate::net::connection::activity::Activity;
use crate::net::peer::{counted_network, site};
use crate::settings::Settings;
use crate::settings::net::Proxies;

/// When to look again for a connection that can make room, where all are in use.
const NEXT_LOOK: Duration = Duration::from_millis(200);

/// How long nothing has happened on a connection before it makes room for another one of its own site.
const SETTLED: Duration = Duration::from_secs(1);

/// How long a refused connection is kept before it is ended, unread: whoever tries again as soon as one ends tries less often.
const KEPT_REFUSED: Duration = Duration::from_secs(1);

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
    /// How many refused ones may be kept for a moment.
    refused: Arc<Semaphore>,
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
#[derive(Debug)]
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
            refused: Arc::new(Semaphore::new(settings.limits.connections as usize)),
        }
    }

    /// Ends a connection that got no slot, in a moment where not too many wait for that already.
    pub fn refuse(&self, connection: impl Send + 'static) {
        if let Ok(place) = Arc::clone(&self.refused).try_acquire_owned() {
            tokio::spawn(async move {
                sleep(KEPT_REFUSED).await;
                drop((connection, place));
            });
        }
    }

    /// The slot of a connection from this address: waits until there is one, and gives nothing where its peer or its site
    /// has as many as it may, all of them in use.
    pub async fn slot(&self, address: IpAddr) -> Option<Slot> {
        loop {
            match self.take(address, Instant::now()) {
                Ok(slot) => return Some(slot),
                Err(Full::Network) => return None,
                Err(Full::All) => {
                    let _ = timeout(NEXT_LOOK, self.slots.freed.notified()).await;
                }
            }
        }
    }

    fn take(&self, address: IpAddr, now: Instant) -> Result<Slot, Full> {
        let address = address.to_canonical();
        let networks = [Network::Peer(counted_network(address)), Network::Site(site(address))];
        let networks = (!self.proxies.contain(address)).then_some(networks);
        let mut taken = self.slots.taken();
        for (network, most) in networks.into_iter().flatten().zip([self.per_peer, self.per_site]) {
            if taken.numbers(network).len() >= most && !taken.replace_one(network, now) {
                return Err(Full::Network);
            }
        }
        if taken.connections.len() >= self.all {
            taken.make_room(networks.map(|[_, site]| site), self.all.div_ceil(SHARE), now)?;
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
    fn numbers(&self, network: Network) -> &BTreeSet<u64> {
        static NONE: BTreeSet<u64> = BTreeSet::new();
        self.networks.get(&network).unwrap_or(&NONE)
    }

    /// Whether one of this network's connections makes room for another one of it.
    fn replace_one(&mut self, network: Network, now: Instant) -> bool {
        let longest = self.quiet_longest(self.numbers(network).iter(), now - SETTLED, 1);
        self.end(longest) > 0
    }

    /// Ends at most so many for a connection of this site, or of a proxy: those of the site that has most, while it has
    /// more than that of the newcomer. A site that has as many as any other has to do with its own.
    fn make_room(&mut self, newcomer: Option<Network>, most: usize, now: Instant) -> Result<(), Full> {
        let own = newcomer.map_or(0, |site| self.numbers(site).len());
        let sites = self.networks.iter().filter(|(network, _)| matches!(network, Network::Site(_)));
        let largest = sites.map(|(_, numbers)| numbers).max_by_key(|numbers| numbers.len());
        if let Some(numbers) = largest.filter(|numbers| numbers.len() > own + 1) {
            let longest = self.quiet_longest(numbers.iter(), now, most.min(numbers.len() - own - 1));
            if self.end(longest) > 0 {
                return Ok(());
            }
        }
        if own > 0 {
            let replaced = newcomer.is_some_and(|site| self.replace_one(site, now));
            return if replaced { Ok(()) } else { Err(Full::Network) };
        }
        let longest = self.quiet_longest(self.connections.keys(), now - SETTLED, most);
        if self.end(longest) > 0 { Ok(()) } else { Err(Full::All) }
    }

    /// So many of these connections on which nothing has happened for longest, and not since this time.
    fn quiet_longest<'a>(&self, numbers: impl Iterator<Item = &'a u64>, since: Instant, most: usize) -> Vec<u64> {
        let quiet_since = |number: &u64| self.connections.get(number)?.activity.quiet_since();
        let mut quiet: Vec<(Instant, u64)> = numbers
            .filter_map(|number| Some((quiet_since(number)?, *number)))
            .filter(|(quiet_since, _)| *quiet_since <= since)
            .collect();
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
    use tokio::sync::oneshot::error::TryRecvError;

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
    async fn the_longest_idle_one_of_a_peer_makes_room_once_it_was_idle_for_a_second() {
        let limits = limits();
        let (first, second) = (slot(&limits, "192.0.2.1").await.unwrap(), slot(&limits, "192.0.2.1").await.unwrap());
        let (address, quiet_since) = ("192.0.2.1".parse().unwrap(), first.activity.quiet_since().unwrap());
        assert!(limits.take(address, quiet_since + SETTLED - Duration::from_nanos(1)).is_err());
        assert!(!is_leaving(&first).await);
        let _third = limits.take(address, quiet_since + SETTLED).unwrap();
        assert!(is_leaving(&first).await && !is_leaving(&second).await);
    }

    #[tokio::test]
    async fn of_all_the_longest_idle_one_of_the_site_that_has_most_makes_room() {
        let limits = limits();
        let idle = slot(&limits, "192.0.2.9").await.unwrap();
        let mut site = Vec::new();
        for network in 0..3 {
            site.push(slot(&limits, &format!("2001:db8:7:{network}::1")).await.unwrap());
        }
        let _busy = [busy(&limits, "192.0.2.8").await.unwrap(), busy(&limits, "192.0.2.7").await.unwrap()];
        let under_way = site[0].activity.begin(Version::HTTP_2);
        let _newcomer = slot(&limits, "192.0.2.6").await.unwrap();
        assert!(is_leaving(&site[1]).await && !is_leaving(&site[0]).await, "one that is answered does not");
        assert!(!is_leaving(&idle).await, "and the one of a site that has no other does not");
        drop(under_way);
    }

    #[tokio::test]
    async fn a_site_that_has_as_many_as_any_other_has_to_do_with_its_own() {
        let limits = limits();
        let mut slots = Vec::new();
        for address in ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.3", "192.0.2.4"] {
            slots.push(slot(&limits, address).await.unwrap());
        }
        let (one_more, now) = ("192.0.2.3".parse().unwrap(), Instant::now());
        assert!(matches!(limits.take(one_more, now), Err(Full::Network)), "else connections took turns without an end");
        let settled = slots[4].activity.quiet_since().unwrap() + SETTLED;
        let _replaced = limits.take(one_more, settled).unwrap();
        assert!(is_leaving(&slots[4]).await && !is_leaving(&slots[0]).await);
    }

    #[tokio::test]
    async fn where_every_site_has_one_the_longest_idle_one_of_all_makes_room() {
        let limits = limits();
        let mut slots = Vec::new();
        for address in 1..7 {
            slots.push(slot(&limits, &format!("192.0.2.{address}")).await.unwrap());
        }
        let (newcomer, quiet_since) = ("192.0.2.9".parse().unwrap(), slots[0].activity.quiet_since().unwrap());
        assert!(matches!(limits.take(newcomer, quiet_since), Err(Full::All)));
        let _newcomer = limits.take(newcomer, quiet_since + SETTLED).unwrap();
        assert!(is_leaving(&slots[0]).await && !is_leaving(&slots[1]).await);
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
    async fn a_refused_connection_is_kept_for_a_moment_if_there_are_not_too_many() {
        let limits = limits();
        let (connections, mut ended): (Vec<_>, Vec<_>) = (0..7).map(|_| tokio::sync::oneshot::channel::<()>()).unzip();
        connections.into_iter().for_each(|connection| limits.refuse(connection));
        assert!(ended.pop().unwrap().await.is_err(), "of the seventh nothing is kept");
        assert!(ended.iter_mut().all(|kept| kept.try_recv() == Err(TryRecvError::Empty)));
        for kept in ended {
            assert!(kept.await.is_err(), "it is ended in the end");
        }
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
