//! Backups that the server makes by itself.

use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use server::app::App;
use server::jobs::backups::make_if_due;
use server::jobs::metrics;
use server::settings::Settings;
use tests::world::World;
use tower::ServiceExt;

tests::on_both_databases! {
    in World::empty:
    one_process_makes_it_when_it_is_due_and_the_last_ones_are_kept,
    one_that_failed_is_tried_again_later,
    one_at_an_hour_is_made_once_after_it_each_day,
}

fn scheduled(world: &World, folder: &Path) -> Settings {
    let mut settings = world.app.settings.clone();
    settings.backup.directory = Some(folder.to_owned());
    settings.backup.every_hours = 2;
    settings.backup.keep = 2;
    settings
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn age(world: &World) -> Option<i64> {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = metrics::router(world.app.clone()).oneshot(request).await.unwrap();
    let text = axum::body::to_bytes(answer.into_body(), 100_000).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("access_directory_backup_age_seconds "));
    line.map(|age| age.parse().unwrap())
}

async fn one_process_makes_it_when_it_is_due_and_the_last_ones_are_kept(world: &World) {
    let folder = tempfile::tempdir().unwrap();
    let settings = scheduled(world, folder.path());
    let one = App::open(settings.clone()).await.unwrap();
    let other = App::open(settings).await.unwrap();
    assert_eq!(age(world).await, None);
    std::fs::write(folder.path().join("access-directory-notes.txt"), "").unwrap();
    let start = world.app.clock.now();
    let mut made = Vec::new();
    for minutes in [0, 1, 119, 120, 121, 240, 360] {
        for app in [&one, &other, &world.app] {
            app.clock.stand_at(start + TimeDelta::minutes(minutes));
        }
        let (first, second) = tokio::join!(make_if_due(&one), make_if_due(&other));
        let both = [first.unwrap(), second.unwrap()];
        assert!(both.iter().flatten().count() <= 1, "{both:?}");
        made.extend(both.into_iter().flatten().map(|file| (minutes, file)));
        let newest = made.last().map_or(0, |(minutes, _)| *minutes);
        assert_eq!(age(world).await, Some((minutes - newest) * 60), "after {minutes} minutes");
    }
    assert_eq!(made.iter().map(|(minutes, _)| *minutes).collect::<Vec<_>>(), [0, 120, 240, 360]);
    let mut kept: Vec<String> =
        made[2..].iter().map(|(_, file)| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    kept.push("access-directory-notes.txt".to_owned());
    assert_eq!(names(folder.path()), kept);
    one.db.close().await;
    other.db.close().await;
}

async fn one_that_failed_is_tried_again_later(world: &World) {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("backups");
    std::fs::write(&in_the_way, "a file").unwrap();
    let app = App::open(scheduled(world, &in_the_way)).await.unwrap();
    let start = world.app.clock.now();
    app.clock.stand_at(start);
    let error = format!("{:#}", make_if_due(&app).await.unwrap_err());
    assert!(error.contains("set another `backup.directory`"), "{error}");
    assert_eq!(age(world).await, None);
    std::fs::remove_file(&in_the_way).unwrap();
    app.clock.stand_at(start + TimeDelta::minutes(9));
    assert_eq!(make_if_due(&app).await.unwrap(), None);
    app.clock.stand_at(start + TimeDelta::minutes(10));
    assert!(make_if_due(&app).await.unwrap().is_some());
    assert_eq!(names(&in_the_way).len(), 1);
    app.db.close().await;
}

async fn one_at_an_hour_is_made_once_after_it_each_day(world: &World) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = scheduled(world, folder.path());
    (settings.backup.every_hours, settings.backup.hour) = (24, Some(2));
    let app = App::open(settings).await.unwrap();
    let midnight = (world.app.clock.now() + TimeDelta::days(1)).date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc();
    let mut made = Vec::new();
    for minutes in [-60, 0, 119, 120, 121, 24 * 60, 26 * 60 - 1, 26 * 60 + 30, 49 * 60, 51 * 60] {
        app.clock.stand_at(midnight + TimeDelta::minutes(minutes));
        if make_if_due(&app).await.unwrap().is_some() {
            made.push(minutes);
        }
    }
    // The first one at once; then at two, or as soon after it as a process runs.
    assert_eq!(made, [-60, 120, 26 * 60 + 30, 51 * 60]);
    app.db.close().await;
}
