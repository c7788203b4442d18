//! What requesters hold already where they ask for more, for whoever decides: on pages and in mail.

use std::collections::HashMap;

use api::account::Grant;

use crate::db::Conn;
use crate::directory::account_view::grant_body;
use crate::store::access_request::AccessRequest;
use crate::store::grant::{self, HeldRole};
use crate::store::key::{AccountKey, PersonKey};

/// What the requesters of some requests hold.
pub struct HeldByRequesters(HashMap<(PersonKey, AccountKey), Vec<HeldRole>>);

impl HeldByRequesters {
    /// One query, however many requests they are.
    ///
    /// # Errors
    /// The database's.
    pub async fn load(conn: impl Into<Conn<'_>>, requests: &[AccessRequest]) -> sqlx::Result<HeldByRequesters> {
        let mut people: Vec<_> = requests.iter().map(|request| request.requester.key).collect();
        people.sort_unstable();
        people.dedup();
        let mut accounts: Vec<_> = requests.iter().map(|request| request.account_key).collect();
        accounts.sort_unstable();
        accounts.dedup();
        Ok(HeldByRequesters(grant::roles_of_people(conn, &people, &accounts).await?))
    }

    /// What this request's requester holds in its account, as it is sent: the entire account first, then by path.
    pub fn in_account_of(&self, request: &AccessRequest) -> Vec<Grant> {
        let held = self.0.get(&(request.requester.key, request.account_key));
        held.into_iter().flatten().map(grant_body).collect()
    }
}
