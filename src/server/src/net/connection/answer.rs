//! An answer on its way: what it holds until its last byte was taken, and by when that has to be.
//!
//! A handler is done when an answer's head is there; what it reads for the rest, and what it counts as, is not. Whatever the
//! client does meanwhile, PINGs included, an answer ends of which nothing is taken for long, and one that takes too long
//! altogether.

use std::any::Any;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::body::{Frame, SizeHint};
use hyper::rt::Executor;
use tokio::sync::Notify;
use tokio::time::sleep_until;

use super::Times;
use super::activity::UnderWay;

/// How much of an answer is handed over at once, in bytes. Whoever opens the window for one byte gets no more into the
/// server's buffers; and less than this within `limits.idle_seconds` counts as nothing.
const CHUNK: usize = 4 * 1024;

/// What an answer holds until its last byte was taken, as one of its extensions.
#[derive(Clone)]
pub struct HeldUntilSent {
    _held: Arc<dyn Any + Send + Sync>,
}

impl HeldUntilSent {
    pub fn new(held: impl Any + Send + Sync) -> HeldUntilSent {
        HeldUntilSent { _held: Arc::new(held) }
    }
}

/// How far an answer is.
pub struct Progress {
    times: Times,
    state: Mutex<Option<State>>,
    begun: Notify,
}

#[derive(Clone, Copy)]
struct State {
    begun_at: Instant,
    taken_at: Instant,
}

impl Progress {
    pub fn new(times: Times) -> Progress {
        Progress { times, state: Mutex::default(), begun: Notify::new() }
    }

    fn begin(&self) {
        let now = Instant::now();
        *self.state() = Some(State { begun_at: now, taken_at: now });
        self.begun.notify_one();
    }

    /// Some of it was taken.
    pub fn note_taken(&self) {
        if let Some(state) = self.state().as_mut() {
            state.taken_at = Instant::now();
        }
    }

    /// By when some of it has to be taken, or all of it; nothing before its head is there.
    pub fn due(&self) -> Option<Instant> {
        let state = (*self.state())?;
        Some((state.taken_at + self.times.idle).min(state.begun_at + self.times.answer))
    }

    /// Waits until it is overdue.
    async fn overdue(&self) {
        loop {
            match self.due() {
                None => self.begun.notified().await,
                Some(due) if due <= Instant::now() => return,
                Some(due) => sleep_until(due.into()).await,
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

tokio::task_local! {
    /// How far the answer on this task's stream is.
    static STREAM: Arc<Progress>;
}

/// Runs the streams of an HTTP/2 connection, and resets one whose answer is overdue: the connection asks for no more of
/// a body while its client's window is closed, so nothing within the body would notice.
#[derive(Clone)]
pub struct Streams {
    pub times: Times,
}

impl<F> Executor<F> for Streams
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn execute(&self, stream: F) {
        let progress = Arc::new(Progress::new(self.times));
        tokio::spawn(async move {
            tokio::select! {
                _ = STREAM.scope(Arc::clone(&progress), stream) => {}
                () = progress.overdue() => tracing::debug!("an answer that nobody takes is ended"),
            }
        });
    }
}

/// The one body that every answer has.
pub struct AnswerBody {
    body: Body,
    /// What was read and not handed over yet.
    rest: Bytes,
    progress: Arc<Progress>,
    under_way: UnderWay,
    _held: Option<HeldUntilSent>,
}

/// Puts the body on. Must run where the answer was waited for, so that it is known which stream it is on.
pub fn watch(answer: Response<Body>, times: Times, under_way: UnderWay) -> Response<AnswerBody> {
    let (mut head, body) = answer.into_parts();
    // Without a task of its own it is the only one on its connection (HTTP/1).
    let progress = STREAM.try_with(Arc::clone).unwrap_or_else(|_| under_way.watch(Arc::new(Progress::new(times))));
    progress.begin();
    let held = head.extensions.remove::<HeldUntilSent>();
    Response::from_parts(head, AnswerBody { body, rest: Bytes::new(), progress, under_way, _held: held })
}

impl hyper::body::Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                ended => return Poll::Ready(ended),
            }
        }
        this.progress.note_taken();
        this.under_way.note_progress();
        let chunk = this.rest.split_to(this.rest.len().min(CHUNK));
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, body) = (self.rest.len() as u64, self.body.size_hint());
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower() + rest);
        if let Some(upper) = body.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::{StreamExt, stream};

    use super::super::activity::Activity;
    use super::*;

    const TIMES: Times =
        Times { header: Duration::from_secs(1), idle: Duration::from_secs(10), answer: Duration::from_secs(60) };

    fn answer(body: Body) -> Response<AnswerBody> {
        let under_way = Arc::new(Activity::new(TIMES)).begin(axum::http::Version::HTTP_11);
        watch(Response::new(body), TIMES, under_way)
    }

    #[tokio::test]
    async fn what_is_handed_over_at_once_is_little_and_nothing_is_copied() {
        static FILE: [u8; 3 * CHUNK + 1] = [7; 3 * CHUNK + 1];
        let answer = answer(Body::from(Bytes::from_static(&FILE))).into_body();
        assert_eq!(hyper::body::Body::size_hint(&answer).exact(), Some(FILE.len() as u64));
        let chunks: Vec<Bytes> = Body::new(answer).into_data_stream().map(Result::unwrap).collect().await;
        assert_eq!(chunks.iter().map(Bytes::len).collect::<Vec<_>>(), [CHUNK, CHUNK, CHUNK, 1]);
        assert_eq!(chunks[0].as_ptr(), FILE.as_ptr());
    }

    #[tokio::test]
    async fn what_is_held_is_let_go_of_with_the_last_byte() {
        let held = Arc::new(());
        let pages = stream::iter(["a", "b"].map(|page| Ok::<_, axum::Error>(Bytes::from_static(page.as_bytes()))));
        let mut response = Response::new(Body::from_stream(pages));
        response.extensions_mut().insert(HeldUntilSent::new(Arc::clone(&held)));
        let under_way = Arc::new(Activity::new(TIMES)).begin(axum::http::Version::HTTP_11);
        let mut body = Body::new(watch(response, TIMES, under_way).into_body()).into_data_stream();
        assert_eq!((body.next().await.unwrap().unwrap().len(), Arc::strong_count(&held)), (1, 2));
        body.next().await;
        assert!(body.next().await.is_none());
        drop(body);
        assert_eq!(Arc::strong_count(&held), 1);
    }

    #[test]
    fn an_answer_is_due_by_what_was_taken_last_and_altogether() {
        let progress = Progress::new(TIMES);
        assert_eq!(progress.due(), None);
        progress.begin();
        let now = Instant::now();
        let due = |begun: u64, taken: u64| {
            let at = |seconds| now - Duration::from_secs(seconds);
            *progress.state() = Some(State { begun_at: at(begun), taken_at: at(taken) });
            progress.due().unwrap()
        };
        assert_eq!(due(20, 3), now + Duration::from_secs(7));
        assert_eq!(due(59, 1), now + Duration::from_secs(1));
        assert!(due(20, 11) < now);
    }
}
