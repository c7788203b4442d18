//! Connections to the relay that are open and have nothing to do: the next mail takes one, and need not be encrypted and
//! signed in anew. The library has a pool of its own, which does not tell the command that was refused; what becomes of a
//! mail depends on it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::transport::smtp::client::AsyncSmtpConnection;

/// How long a connection is kept. Relays end those that say nothing for some minutes.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// How many mails go over one connection: some relays take no more than a hundred.
const MOST_MAILS: u32 = 50;

/// How long the relay may take to say good-bye to somebody who is done.
const GOOD_BYE: Duration = Duration::from_secs(5);

/// A connection to the relay.
pub struct Connection {
    pub smtp: AsyncSmtpConnection,
    mails: u32,
    idle_since: Instant,
}

/// Those that have nothing to do, the one that had something last at the end.
#[derive(Default)]
pub struct IdleConnections(Mutex<Vec<Connection>>);

impl Connection {
    /// One that was just made.
    pub fn new(smtp: AsyncSmtpConnection) -> Connection {
        Connection { smtp, mails: 0, idle_since: Instant::now() }
    }

    /// Whether a mail went over it before, so that the relay may have ended it since.
    pub fn was_used(&self) -> bool {
        self.mails > 0
    }

    /// Says good-bye; nothing waits for it.
    pub fn end(mut self) {
        tokio::spawn(async move { tokio::time::timeout(GOOD_BYE, self.smtp.quit()).await });
    }
}

impl IdleConnections {
    /// The one that had something to do last. Those that had nothing for too long are ended.
    pub fn take(&self) -> Option<Connection> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stale = kept.iter().take_while(|connection| connection.idle_since.elapsed() >= KEPT_FOR).count();
        kept.drain(..stale).for_each(Connection::end);
        kept.pop()
    }

    /// Keeps one over which a mail was sent, or ends it where it had its number of them.
    pub fn keep(&self, mut connection: Connection) {
        connection.mails += 1;
        if connection.mails >= MOST_MAILS {
            return connection.end();
        }
        connection.idle_since = Instant::now();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }

    /// Ends all.
    pub fn end(&self) {
        let kept = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        kept.into_iter().for_each(Connection::end);
    }
}
