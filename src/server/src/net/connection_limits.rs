//! How many connections there may be: in all, and from one peer.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::net::peer::counted_network;
use crate::settings::Settings;
use crate::settings::net::Proxies;

/// How many connections there are, and how many there may be.
pub struct ConnectionLimits {
    all: Arc<Semaphore>,
    per_peer: u32,
    /// The connections of everybody come through them, so their number is not limited by peer.
    proxies: Proxies,
    taken: Taken,
}

/// How many connections each peer has.
type Taken = Arc<Mutex<HashMap<IpAddr, u32>>>;

/// One connection among those that there may be, until it is dropped.
pub struct Slot {
    _permit: Option<OwnedSemaphorePermit>,
    peer: Option<(IpAddr, Taken)>,
}

impl ConnectionLimits {
    pub fn new(settings: &Settings) -> ConnectionLimits {
        ConnectionLimits {
            all: Arc::new(Semaphore::new(settings.limits.connections as usize)),
            per_peer: settings.limits.peer_connections,
            proxies: settings.proxies.clone(),
            taken: Arc::default(),
        }
    }

    /// Waits until there may be one more connection from any peer.
    pub async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        // Never closed.
        Arc::clone(&self.all).acquire_owned().await.ok()
    }

    /// The slot of a connection from this address; nothing where its peer has as many as it may.
    pub fn slot(&self, permit: Option<OwnedSemaphorePermit>, address: IpAddr) -> Option<Slot> {
        let address = address.to_canonical();
        if self.proxies.contain(address) {
            return Some(Slot { _permit: permit, peer: None });
        }
        let peer = counted_network(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(peer).or_default();
        if *count >= self.per_peer {
            return None;
        }
        *count += 1;
        Some(Slot { _permit: permit, peer: Some((peer, Arc::clone(&self.taken))) })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let Some((peer, taken)) = &self.peer else { return };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(peer) {
            *count -= 1;
            if *count == 0 {
                taken.remove(peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::limits::LimitSettings;

    fn limits() -> ConnectionLimits {
        let limits = LimitSettings { peer_connections: 2, ..LimitSettings::default() };
        ConnectionLimits::new(&Settings { limits, proxies: "10.0.0.1".parse().unwrap(), ..Settings::default() })
    }

    #[test]
    fn a_peer_has_its_number_of_connections_and_gets_them_back() {
        let limits = limits();
        let slot = |address: &str| limits.slot(None, address.parse().unwrap());
        let (first, _second) = (slot("192.0.2.1").unwrap(), slot("::ffff:192.0.2.1").unwrap());
        assert!(slot("192.0.2.1").is_none());
        assert!(slot("192.0.2.2").is_some(), "somebody else has not taken any");
        drop(first);
        let _third = slot("192.0.2.1").unwrap();
        assert!(slot("192.0.2.1").is_none());
    }

    #[test]
    fn nothing_is_kept_of_a_peer_that_is_gone() {
        let limits = limits();
        drop(limits.slot(None, "2001:db8::1".parse().unwrap()).unwrap());
        assert!(limits.taken.lock().unwrap().is_empty());
    }

    #[test]
    fn a_proxy_may_have_as_many_as_there_are() {
        let limits = limits();
        let slots: Vec<_> = (0..10).map(|_| limits.slot(None, "10.0.0.1".parse().unwrap())).collect();
        assert!(slots.iter().all(Option::is_some));
    }
}
