//! What happens on a connection, and by when something has to.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::http::Version;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

use super::Times;

/// What happened so far.
pub struct Activity {
    times: Times,
    state: Mutex<State>,
    /// Notified when the deadline moves nearer.
    pub nearer: Notify,
}

struct State {
    /// How many requests are being answered.
    under_way: u32,
    /// When the connection began, or the last request did, or bytes were last written: an answer takes as long as it is read.
    since: Instant,
    /// When the first bytes were read of a head whose rest is still missing.
    head_since: Option<Instant>,
    /// The version of the last request; none before the first.
    version: Option<Version>,
}

/// How a connection is to be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Half a head has come, or nothing at all.
    AtOnce,
    /// It is idle; the browser may be told.
    Gracefully,
}

/// A request that is being answered.
pub struct UnderWay(Arc<Activity>);

impl Activity {
    pub fn new(times: Times) -> Activity {
        let state = State { under_way: 0, since: Instant::now(), head_since: None, version: None };
        Activity { times, state: Mutex::new(state), nearer: Notify::new() }
    }

    /// A request begins: its head is here.
    pub fn begin(self: &Arc<Self>, version: Version) -> UnderWay {
        let mut state = self.state();
        state.under_way += 1;
        state.version = Some(version);
        state.since = Instant::now();
        state.head_since = None;
        UnderWay(Arc::clone(self))
    }

    /// When to look whether it has to [`Activity::end`].
    pub fn deadline(&self) -> Instant {
        let (deadline, _) = self.due();
        // Never at once, or looking would be all that is done.
        deadline.max(Instant::now() + Duration::from_millis(1))
    }

    /// Whether it has to end now.
    pub fn end(&self) -> Option<End> {
        let (deadline, end) = self.due();
        end.filter(|_| Instant::now() >= deadline)
    }

    fn due(&self) -> (Instant, Option<End>) {
        let state = self.state();
        let header = |since: Instant| since + self.times.header;
        match (state.version, state.head_since) {
            (None, _) => (header(state.since), Some(End::AtOnce)),
            _ if state.under_way > 0 => (header(Instant::now()), None),
            (_, Some(since)) => (header(since), Some(End::AtOnce)),
            (_, None) => (state.since + self.times.idle, Some(End::Gracefully)),
        }
    }

    /// Bytes were read. Where nothing is under way, a head begins with them; on HTTP/2 they may be anything.
    fn read(&self) {
        let mut state = self.state();
        let is_head = state.under_way == 0 && state.version.is_some_and(|version| version < Version::HTTP_2);
        if is_head && state.head_since.is_none() {
            state.head_since = Some(Instant::now());
            self.nearer.notify_one();
        }
    }

    /// Bytes were written.
    fn written(&self) {
        self.state().since = Instant::now();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.under_way -= 1;
        state.since = Instant::now();
    }
}

/// A stream that tells its activity when bytes are read and written.
pub struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
}

impl<S> Watched<S> {
    pub fn new(stream: S, activity: Arc<Activity>) -> Watched<S> {
        Watched { stream, activity }
    }

    fn count_written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.activity.written();
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.activity.read();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.count_written(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.count_written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn a_connection_on_which_an_answer_is_being_read_is_not_idle() {
        let times = Times { header: Duration::from_secs(10), idle: Duration::from_secs(120) };
        let activity = Arc::new(Activity::new(times));
        drop(activity.begin(Version::HTTP_11));
        let (here, mut there) = duplex(4);
        let mut watched = Watched::new(here, Arc::clone(&activity));
        for _ in 0..2 {
            activity.state().since -= Duration::from_secs(3_600);
            assert_eq!(activity.end(), Some(End::Gracefully));
            watched.write_all(b"some").await.unwrap();
            assert_eq!(activity.end(), None);
            there.read_exact(&mut [0; 4]).await.unwrap();
        }
    }
}
