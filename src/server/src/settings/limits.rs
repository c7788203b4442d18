//! Settings of the limits: how much one person, one peer and all together may ask for. The defaults leave room for a person
//! with many open pages, and for an office of hundreds behind one address.

use serde::{Deserialize, Serialize};

/// What can be limited. A peer is an address, or of IPv6 the network that it lies in: /64, and /48 for what is counted within
/// an hour or a day.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitSettings {
    /// Requests of one signed-in person in a second, over time.
    pub person_per_second: u32,
    /// How many of a person's requests may come at once before `person_per_second` holds.
    pub person_burst: u32,
    /// How many of a person's requests are answered at the same time.
    pub person_at_once: u32,
    /// How many more of a person's requests wait for that.
    pub person_waiting: u32,
    /// How many of a person's searches read from the database at the same time; their next ones wait. Fewer than it has
    /// readers, eight, so that nobody keeps others from theirs.
    pub person_searches: u32,
    /// Requests from one peer in a second, over time: by people who are not signed in, and for the app's files.
    pub peer_per_second: u32,
    /// How many of a peer's requests may come at once before `peer_per_second` holds.
    pub peer_burst: u32,
    /// How many of a peer's requests are answered at the same time.
    pub peer_at_once: u32,
    /// How many more of a peer's requests wait for that.
    pub peer_waiting: u32,
    /// Requests in a second, over time, of one browser in which somebody proved an address before, where those of its peer
    /// are used up: enough to sign in.
    pub browser_per_second: u32,
    /// How many of these requests may come at once before `browser_per_second` holds.
    pub browser_burst: u32,
    /// How many of these requests are answered at the same time.
    pub browser_at_once: u32,
    /// Requests of all signed-in people from one peer together in a second, over time. Beyond it they wait, one of each
    /// person after one of each other.
    pub peer_people_per_second: u32,
    /// How many of these requests may come at once before `peer_people_per_second` holds.
    pub peer_people_burst: u32,
    /// How many of these requests are answered at the same time.
    pub peer_people_at_once: u32,
    /// Exports that one person may have under way, to the last byte that is read of them.
    pub person_exports: u32,
    /// How many exports read from the database at the same time. The others wait, each in turn.
    pub exports_at_once: u32,
    /// Open connections in all. The process's limit of open files must allow them, and as many that are refused. Where
    /// there are as many, the longest idle one of the site that has most is closed for the next.
    pub connections: u32,
    /// Open connections from one peer that is no named proxy. Where there are as many, its longest idle one is closed for
    /// the next, once nothing has happened on it for a second.
    pub peer_connections: u32,
    /// The same for one site, which is a /48 network of IPv6 and an address of IPv4.
    pub site_connections: u32,
    /// How many requests on one connection may have a body under way; the next wait. Behind a proxy each peer on a
    /// connection has as many.
    pub connection_bodies: u32,
    /// How long a connection may take to become encrypted, and then to send the head of a request, in seconds.
    pub header_seconds: u32,
    /// How long a request's body may take, in seconds.
    pub body_seconds: u32,
    /// How long one request may take until its answer begins, its body included, in seconds.
    pub request_seconds: u32,
    /// How long an answer may take from its beginning to its last byte, in seconds: enough for a long list over a slow
    /// connection.
    pub answer_seconds: u32,
    /// How long an unused connection is kept, and an answer of which nothing is read, in seconds. Let it be longer than the
    /// proxy keeps its connections.
    pub idle_seconds: u32,
    /// How often people from one peer may ask for a code by e-mail in an hour.
    pub peer_codes_per_hour: u32,
    /// How often people from one peer may ask for a code by e-mail in a day.
    pub peer_codes_per_day: u32,
    /// Codes by e-mail in an hour, of all processes on one database together, besides those of known browsers.
    pub codes_per_hour: u32,
    /// Codes by e-mail that people from one peer get of the second half of `codes_per_hour`.
    pub peer_scarce_codes_per_hour: u32,
    /// Codes by e-mail in an hour that people with addresses of one mailbox domain get in browsers in which they proved
    /// their address before. They count in none of the numbers above.
    pub domain_reserved_codes_per_hour: u32,
    /// Wrong codes that may be entered from one peer in an hour.
    pub peer_wrong_codes_per_hour: u32,
    /// How often people from one peer may go to a provider to sign in within an hour.
    pub peer_attempts_per_hour: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        LimitSettings {
            person_per_second: 20,
            person_burst: 200,
            person_at_once: 8,
            person_waiting: 32,
            person_searches: 2,
            peer_per_second: 100,
            peer_burst: 1_000,
            peer_at_once: 64,
            peer_waiting: 256,
            browser_per_second: 2,
            browser_burst: 100,
            browser_at_once: 4,
            peer_people_per_second: 200,
            peer_people_burst: 1_000,
            peer_people_at_once: 64,
            person_exports: 1,
            exports_at_once: 4,
            connections: 4_000,
            peer_connections: 400,
            site_connections: 1_000,
            connection_bodies: 4,
            header_seconds: 10,
            body_seconds: 10,
            request_seconds: 30,
            answer_seconds: 1_800,
            idle_seconds: 120,
            peer_codes_per_hour: 300,
            peer_codes_per_day: 1_000,
            codes_per_hour: 2_000,
            peer_scarce_codes_per_hour: 10,
            domain_reserved_codes_per_hour: 300,
            peer_wrong_codes_per_hour: 100,
            peer_attempts_per_hour: 1_000,
        }
    }
}

impl LimitSettings {
    /// Whether anything can be done at all.
    ///
    /// # Errors
    /// The key that must be at least 1.
    pub fn check(&self) -> anyhow::Result<()> {
        let needed = [
            ("person_per_second", self.person_per_second),
            ("person_burst", self.person_burst),
            ("person_at_once", self.person_at_once),
            ("person_searches", self.person_searches),
            ("peer_per_second", self.peer_per_second),
            ("peer_burst", self.peer_burst),
            ("peer_at_once", self.peer_at_once),
            ("browser_per_second", self.browser_per_second),
            ("browser_burst", self.browser_burst),
            ("browser_at_once", self.browser_at_once),
            ("peer_people_per_second", self.peer_people_per_second),
            ("peer_people_burst", self.peer_people_burst),
            ("peer_people_at_once", self.peer_people_at_once),
            ("person_exports", self.person_exports),
            ("exports_at_once", self.exports_at_once),
            ("connections", self.connections),
            ("peer_connections", self.peer_connections),
            ("site_connections", self.site_connections),
            ("connection_bodies", self.connection_bodies),
            ("header_seconds", self.header_seconds),
            ("body_seconds", self.body_seconds),
            ("request_seconds", self.request_seconds),
            ("answer_seconds", self.answer_seconds),
            ("idle_seconds", self.idle_seconds),
            ("peer_codes_per_hour", self.peer_codes_per_hour),
            ("peer_codes_per_day", self.peer_codes_per_day),
            ("codes_per_hour", self.codes_per_hour),
            ("peer_scarce_codes_per_hour", self.peer_scarce_codes_per_hour),
            ("domain_reserved_codes_per_hour", self.domain_reserved_codes_per_hour),
            ("peer_wrong_codes_per_hour", self.peer_wrong_codes_per_hour),
            ("peer_attempts_per_hour", self.peer_attempts_per_hour),
        ];
        match needed.iter().find(|(_, value)| *value == 0) {
            Some((key, _)) => anyhow::bail!("`limits.{key}` is 0, which lets nobody in; set it to 1 or more"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_let_nobody_in_is_refused() {
        LimitSettings::default().check().unwrap();
        let error = LimitSettings { peer_burst: 0, ..LimitSettings::default() }.check().unwrap_err().to_string();
        assert!(error.starts_with("`limits.peer_burst` is 0"), "{error}");
        LimitSettings { person_waiting: 0, peer_waiting: 0, ..LimitSettings::default() }.check().unwrap();
    }
}
