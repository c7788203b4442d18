//! One test body as two tests, one for each database.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use server::db::Engine;

/// What a test is given, and what is left of it afterwards is taken away.
pub trait Stop {
    /// Ends the servers and drops their databases.
    fn stop(self) -> impl Future<Output = ()>;
}

/// Names the tests of a module, each an `async fn` that takes what `start` makes. They run as `sqlite::name` and
/// `postgres::name`; one that is not named here is dead code, which the compiler tells.
#[macro_export]
macro_rules! on_both_databases {
    (in $world:ident::$start:ident: $($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                $crate::run::run(::server::db::Engine::Sqlite, super::$world::$start, super::$name);
            })+
        }

        mod postgres {
            $(#[test]
            fn $name() {
                $crate::run::run(::server::db::Engine::Postgres, super::$world::$start, super::$name);
            })+
        }
    };
}

/// Starts, tests, and stops, whether or not the test panicked.
pub fn run<W: Stop>(engine: Engine, start: impl AsyncFnOnce(Engine) -> W, test: impl AsyncFnOnce(&W)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = runtime.block_on(start(engine));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&world))));
    runtime.block_on(world.stop());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}
