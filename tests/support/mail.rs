//! Sending what is in an outbox, all at once.

use std::sync::Arc;

use server::app::Shared;
use server::mail::sender::{Round, Sender};
use server::mail::transport::Transport;

/// Takes up what is due and what there is room for, sends it, and says what became of it.
pub async fn deliver_due(app: &Shared, transport: &Arc<Transport>) -> sqlx::Result<Round> {
    let mut sender = Sender::new(app, Arc::clone(transport));
    sender.take_up().await?;
    sender.finish().await
}
