//! How much a check may do. It counts steps and reads no clock, so that the same table always has the same findings.

/// What is left, in cells that may be looked at.
pub(super) struct Work(u64);

impl Work {
    pub(super) fn new(budget: u64) -> Work {
        Work(budget)
    }

    /// Takes so much away, and says whether something is left.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        !self.is_spent()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }
}
