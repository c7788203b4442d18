//! The addresses of the people whom entries name: they stand outside the trail, so that they can be erased.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::content::people;
use super::proof::OutsideAddress;
use crate::store::trail::commitment;
use crate::store::trail::reading::{Reading, Stored, StoredAddress};

/// The addresses beside a page of entries.
pub struct Addresses(HashMap<String, Vec<StoredAddress>>);

impl Addresses {
    /// Reads them for the entries of format 2 in the page.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(reading: &mut Reading, page: &[Stored]) -> sqlx::Result<Addresses> {
        let named = page.iter().filter(|stored| stored.format > 1).flat_map(|stored| people(&stored.content));
        let ids: BTreeSet<String> = named.map(|(id, _)| id).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        Ok(Addresses(reading.addresses(&ids).await?))
    }

    /// What stands beside an entry: for each of its people the address of when it was made. Nothing for somebody who was
    /// erased; any other address, where none is the one that the entry commits to.
    pub fn beside(&self, content: &str) -> Vec<OutsideAddress> {
        let people: BTreeMap<String, String> = people(content);
        let of_person = |(id, committed): (String, String)| {
            let known = self.0.get(&id)?;
            let meant = known.iter().find(|beside| commitment(&beside.salt, &beside.address) == committed);
            Some(OutsideAddress { beside: meant.or(known.first())?.clone(), id })
        };
        people.into_iter().filter_map(of_person).collect()
    }
}
