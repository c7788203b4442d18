//! The rows of a file, some at a time: the next ones are read while these are looked up and written.

use tokio::sync::mpsc;

use super::Incoming;
use crate::import_export::csv_files::RowError;

/// How many rows go into one batch.
pub(super) const BATCH: usize = 1000;

/// How many batches are read ahead.
const AHEAD: usize = 2;

/// Rows, with what is wrong with some in their places.
type Batch<T> = Vec<Result<T, RowError>>;

pub(super) struct Batches<T>(mpsc::Receiver<Batch<T>>);

impl<T: Send + 'static> Batches<T> {
    pub(super) fn read(mut rows: Incoming<T>) -> Batches<T> {
        let (sender, receiver) = mpsc::channel(AHEAD);
        tokio::task::spawn_blocking(move || {
            loop {
                let batch: Batch<T> = rows.by_ref().take(BATCH).collect();
                // Nobody waits for more where the import has failed.
                if batch.is_empty() || sender.blocking_send(batch).is_err() {
                    break;
                }
            }
        });
        Batches(receiver)
    }

    /// The next rows, if there are any.
    pub(super) async fn next(&mut self) -> Option<Batch<T>> {
        self.0.recv().await
    }
}

/// Those that could be read.
pub(super) fn rows<T>(batch: &[Result<T, RowError>]) -> impl Iterator<Item = &T> {
    batch.iter().filter_map(|row| row.as_ref().ok())
}
