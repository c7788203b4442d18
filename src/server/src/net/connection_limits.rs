//! How many connections there may be: in all, and from one peer.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::net::peer::keyed;
use crate::settings::Settings;
use crate::settings::net::Proxies;

/// Room for connections.
pub struct Room {
    seats: Arc<Semaphore>,
    most_of_one: u32,
    /// Everybody comes through them: they are not limited one by one.
    proxies: Proxies,
    taken: Taken,
}

/// How many connections each peer has.
type Taken = Arc<Mutex<HashMap<IpAddr, u32>>>;

/// One connection's room, until it is dropped.
pub struct Place {
    _seat: Option<OwnedSemaphorePermit>,
    peer: Option<(IpAddr, Taken)>,
}

impl Room {
    pub fn of(settings: &Settings) -> Room {
        Room {
            seats: Arc::new(Semaphore::new(settings.limits.connections as usize)),
            most_of_one: settings.limits.peer_connections,
            proxies: settings.proxies.clone(),
            taken: Arc::default(),
        }
    }

    /// Waits for room for one more connection, whoever's it is.
    pub async fn seat(&self) -> Option<OwnedSemaphorePermit> {
        // Never closed.
        Arc::clone(&self.seats).acquire_owned().await.ok()
    }

    /// The room of a connection from this address; nothing where its peer has taken all it may.
    pub fn place(&self, seat: Option<OwnedSemaphorePermit>, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if self.proxies.contain(address) {
            return Some(Place { _seat: seat, peer: None });
        }
        let peer = keyed(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(peer).or_default();
        if *count >= self.most_of_one {
            return None;
        }
        *count += 1;
        Some(Place { _seat: seat, peer: Some((peer, Arc::clone(&self.taken))) })
    }
}

impl Drop for Place {
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

    fn room() -> Room {
        let limits = LimitSettings { peer_connections: 2, ..LimitSettings::default() };
        Room::of(&Settings { limits, proxies: "10.0.0.1".parse().unwrap(), ..Settings::default() })
    }

    #[test]
    fn a_peer_has_its_number_of_connections_and_gets_them_back() {
        let room = room();
        let place = |address: &str| room.place(None, address.parse().unwrap());
        let (first, _second) = (place("192.0.2.1").unwrap(), place("::ffff:192.0.2.1").unwrap());
        assert!(place("192.0.2.1").is_none());
        assert!(place("192.0.2.2").is_some(), "somebody else has not taken any");
        drop(first);
        let _third = place("192.0.2.1").unwrap();
        assert!(place("192.0.2.1").is_none());
    }

    #[test]
    fn nothing_is_kept_of_a_peer_that_is_gone() {
        let room = room();
        drop(room.place(None, "2001:db8::1".parse().unwrap()).unwrap());
        assert!(room.taken.lock().unwrap().is_empty());
    }

    #[test]
    fn a_proxy_may_have_as_many_as_there_are() {
        let room = room();
        let places: Vec<_> = (0..10).map(|_| room.place(None, "10.0.0.1".parse().unwrap())).collect();
        assert!(places.iter().all(Option::is_some));
    }
}
