//! Three truth values, as the tables have them (DMN 1.5, 10.3.2.14, tables 50 and 51).

/// True, false, or null.
pub type Truth = Option<bool>;

const T: Truth = Some(true);
const F: Truth = Some(false);
const N: Truth = None;

pub fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (T, T) => T,
        (T, F) => F,
        (T, N) => N,
        (F, T) => F,
        (F, F) => F,
        (F, N) => F,
        (N, T) => N,
        (N, F) => F,
        (N, N) => N,
    }
}

pub fn or(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (T, T) => T,
        (T, F) => T,
        (T, N) => T,
        (F, T) => T,
        (F, F) => F,
        (F, N) => N,
        (N, T) => T,
        (N, F) => N,
        (N, N) => N,
    }
}

pub fn not(negand: Truth) -> Truth {
    match negand {
        T => F,
        F => T,
        N => N,
    }
}
