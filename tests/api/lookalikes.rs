//! Addresses, domains and names as they are: what could be taken for another, or reach another, is refused or shown as what it
//! is (domain: 2, Lookalikes).

mod addresses;
mod domains;
mod names;
mod staff;
mod telecom;
