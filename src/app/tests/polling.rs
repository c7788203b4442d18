//! When the app asks the server what has changed.

use std::time::Duration;

use app::net::polling::pause;

#[test]
fn it_asks_every_four_seconds_while_somebody_looks() {
    assert_eq!(pause(true, 0), Some(Duration::from_secs(4)));
}

#[test]
fn nobody_looks_so_it_does_not_ask() {
    assert_eq!([pause(false, 0), pause(false, 3)], [None, None]);
}

#[test]
fn after_failures_it_asks_less_and_less_but_never_stops() {
    let seconds = [1, 2, 3, 4, 40, u32::MAX].map(|failures| pause(true, failures).map(|pause| pause.as_secs()));
    assert_eq!(seconds, [8, 16, 30, 30, 30, 30].map(Some));
}
