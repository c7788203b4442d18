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
use super::answer::Progress;

/// What happened so far.
pub struct Activity {
    pub times: Times,
    state: Mutex<State>,
    /// Notified when the deadline moves nearer.
    pub nearer: Notify,
    /// Notified when the connection has to make room for another one.
    pub leaving: Notify,
}

struct State {
    /// How many requests are being answered, to the last byte that is taken.
    under_way: u32,
    /// When the connection began, or the last request did, or some of an answer was last taken. What else is sent to and
    /// fro (the frames that only keep HTTP/2 going) is no activity.
    since: Instant,
    /// How far the answer is, on HTTP/1, where there is one at a time.
    answer: Option<Arc<Progress>>,
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
        let state = State { under_way: 0, since: Instant::now(), answer: None, head_since: None, version: None };
        Activity { times, state: Mutex::new(state), nearer: Notify::new(), leaving: Notify::new() }
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

    /// Since when nothing has happened, where that is long enough to end it in favour of another one: nothing is being
    /// answered, or nothing has come or was taken for as long as a head may take.
    pub fn quiet_since(&self) -> Option<Instant> {
        let state = self.state();
        let is_quiet = state.under_way == 0 || state.since.elapsed() >= self.times.header;
        is_quiet.then_some(state.since)
    }

    /// Whether a request is being answered.
    pub fn is_answering(&self) -> bool {
        self.state().under_way > 0
    }

    fn due(&self) -> (Instant, Option<End>) {
        let state = self.state();
        let header = |since: Instant| since + self.times.header;
        match (state.version, state.head_since) {
            (None, _) => (header(state.since), Some(End::AtOnce)),
            _ if state.under_way > 0 => match state.answer.as_ref().and_then(|answer| answer.due()) {
                // On HTTP/1 a connection goes with its answer.
                Some(due) => (due, Some(End::AtOnce)),
                None => (header(Instant::now()), None),
            },
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

    /// Bytes were written. On HTTP/1 these are an answer's; on HTTP/2 they may be anything.
    fn written(&self) {
        let mut state = self.state();
        if state.version.is_some_and(|version| version < Version::HTTP_2) {
            state.since = Instant::now();
            if let Some(answer) = &state.answer {
                answer.note_taken();
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay {
    /// Some of the answer was taken.
    pub fn note_progress(&self) {
        self.0.state().since = Instant::now();
    }

    /// Lets the connection end with this answer, which is the only one on it.
    pub fn watch(&self, answer: Arc<Progress>) -> Arc<Progress> {
        self.0.state().answer = Some(Arc::clone(&answer));
        self.0.nearer.notify_one();
        answer
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.under_way -= 1;
        state.since = Instant::now();
        if state.under_way == 0 {
            state.answer = None;
        }
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

    const TIMES: Times =
        Times { header: Duration::from_secs(10), idle: Duration::from_secs(120), answer: Duration::from_secs(1_800) };

    #[tokio::test]
    async fn a_connection_on_which_an_answer_is_being_read_is_not_idle() {
        let activity = Arc::new(Activity::new(TIMES));
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

    #[tokio::test]
    async fn what_keeps_http_2_going_is_no_activity() {
        for requests in [0, 1] {
            let activity = Arc::new(Activity::new(TIMES));
            (0..requests).for_each(|_| drop(activity.begin(Version::HTTP_2)));
            let (here, _there) = duplex(4);
            activity.state().since -= Duration::from_secs(3_600);
            Watched::new(here, Arc::clone(&activity)).write_all(b"pong").await.unwrap();
            assert!(activity.end().is_some(), "{requests}");
        }
    }

    #[test]
    fn whoever_is_answered_makes_no_room_unless_nothing_happens() {
        let activity = Arc::new(Activity::new(TIMES));
        assert!(activity.quiet_since().is_some(), "nothing was asked yet");
        let under_way = activity.begin(Version::HTTP_2);
        assert!(activity.quiet_since().is_none());
        activity.state().since -= TIMES.header;
        assert!(activity.quiet_since().is_some());
        under_way.note_progress();
        assert!(activity.quiet_since().is_none());
        drop(under_way);
        assert!(activity.quiet_since().is_some());
    }
}
