//! Takes times: batches of decisions, contender after contender in slices, so that whatever else the machine does
//! meets them all.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::contender::Contender;

/// Decisions between two looks at the clock: one look costs as much as a decision.
pub const BATCH: usize = 1000;

/// Decisions before a slice that are not timed: they bring a contender's data back into the caches.
const WARM_UP: usize = 100;

/// How often each contender has its turn, and for how long; a batch that has begun is finished.
#[derive(Clone, Copy)]
pub struct Plan {
    pub rounds: usize,
    pub slice: Duration,
}

/// Nanoseconds a decision, one number for each batch, sorted.
pub struct Times(Vec<f64>);

/// Measures this thread's processor time. On a busy machine the clock on the wall would count other programs as
/// well, and nearly always in a slow engine's long batches, hardly ever in a quick engine's short ones.
pub struct Stopwatch(Duration);

/// Times all contenders in the same run. The result has their order.
pub fn side_by_side(contenders: &mut [Box<dyn Contender + '_>], plan: Plan) -> Vec<Times> {
    let mut all: Vec<Vec<f64>> = contenders.iter().map(|_| Vec::new()).collect();
    for _ in 0..plan.rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut all) {
            contender.decide(WARM_UP);
            let turn = Stopwatch::start();
            while turn.elapsed() < plan.slice {
                let batch = Stopwatch::start();
                contender.decide(BATCH);
                times.push(batch.elapsed().as_secs_f64() * 1e9 / BATCH as f64);
            }
        }
    }
    all.into_iter().map(Times::new).collect()
}

impl Stopwatch {
    pub fn start() -> Stopwatch {
        Stopwatch(processor_time())
    }

    pub fn elapsed(&self) -> Duration {
        processor_time().saturating_sub(self.0)
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

impl Times {
    pub fn new(mut times: Vec<f64>) -> Times {
        times.sort_by(f64::total_cmp);
        Times(times)
    }

    pub fn median(&self) -> f64 {
        self.percentile(50)
    }

    /// The smallest time that this share of the batches, in per cent, did not exceed.
    pub fn percentile(&self, share: usize) -> f64 {
        let rank = (self.0.len() * share).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or(f64::NAN)
    }

    pub fn batches(&self) -> usize {
        self.0.len()
    }

    pub fn decisions_per_second(&self) -> f64 {
        1e9 / self.median()
    }
}

/// A whole number with commas between the thousands.
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_taken() {
        let times = Times::new((1..=200).rev().map(f64::from).collect());
        assert_eq!((times.median(), times.percentile(99)), (100.0, 198.0));
        let one = Times::new(vec![7.0]);
        assert_eq!((one.median(), one.percentile(99)), (7.0, 7.0));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            ["0", "999", "1,000", "12,345,678"],
            [0.0, 999.0, 999.6, 12_345_678.0].map(grouped).each_ref().map(String::as_str)
        );
    }
}
