//! How large a value may grow: what doubles with every step must end before the memory does.

use crate::Value;

/// The most that a value may hold: bytes of text, and items.
pub(super) const MOST: usize = 1_000_000;
/// The deepest that lists and contexts may stand in each other: whoever goes through them goes as deep.
const DEEPEST: usize = 100;

/// Whether the value is small enough to go on with.
pub(crate) fn is_bounded(value: &Value) -> bool {
    is_within(value, MOST)
}

/// Whether the value holds at most so much.
pub(super) fn is_within(value: &Value, most: usize) -> bool {
    left(value, most, DEEPEST).is_some()
}

/// What is left of some room when the value has taken its part as an item of a list; nothing where it does not fit.
pub(super) fn room_beside(value: &Value, room: usize) -> Option<usize> {
    left(value, room, DEEPEST - 1)
}

fn left(value: &Value, room: usize, depth: usize) -> Option<usize> {
    let room = room.checked_sub(1)?;
    match value {
        Value::String(text) => room.checked_sub(text.len().saturating_sub(1)),
        Value::List(items) => {
            let depth = depth.checked_sub(1)?;
            items.iter().try_fold(room, |room, item| left(item, room, depth))
        }
        Value::Context(context) => {
            let depth = depth.checked_sub(1)?;
            context.iter().try_fold(room, |room, (name, item)| left(item, room.checked_sub(name.len())?, depth))
        }
        _ => Some(room),
    }
}
