//! The program that the page starts.

fn main() {
    app::start();
}
