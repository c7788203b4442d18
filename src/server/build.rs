//! Rebuilds the server when the app that it embeds, or a migration, changed.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=../../dist");
}
