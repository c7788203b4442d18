//! What holds for all dates, times and durations.

use std::cmp::Ordering;

use proptest::option;
use proptest::prelude::*;

use super::date::Date;
use super::date_time::DateTime;
use super::days_duration::DaysDuration;
use super::months_duration::MonthsDuration;
use super::time::Time;

/// Days of the whole calendar, and oftener of years that are in use.
fn dates() -> impl Strategy<Value = Date> {
    let (first, last) = (Date::new(-999_999_999, 1, 1).unwrap(), Date::new(999_999_999, 12, 31).unwrap());
    prop_oneof![3 => -1_000_000..1_000_000_i64, 1 => first.to_days()..=last.to_days()]
        .prop_map(|days| Date::from_days(days).unwrap())
}

fn nanoseconds() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), (0..1_000_u32).prop_map(|milliseconds| milliseconds * 1_000_000), 0..1_000_000_000_u32]
}

fn times() -> impl Strategy<Value = Time> {
    let offset = prop_oneof![(-72..=72_i32).prop_map(|quarters| quarters * 900), -64_800..=64_800_i32];
    (0..24_u8, 0..60_u8, 0..60_u8, nanoseconds(), option::of(offset)).prop_map(
        |(hour, minute, second, nanosecond, offset)| Time::new(hour, minute, second, nanosecond, offset).unwrap(),
    )
}

fn date_times() -> impl Strategy<Value = DateTime> {
    (dates(), times()).prop_map(|(date, time)| DateTime::new(date, time))
}

fn days_durations() -> impl Strategy<Value = DaysDuration> {
    (prop_oneof![3 => -100_000_000..100_000_000_i64, 1 => -i64::MAX..=i64::MAX], nanoseconds()).prop_map(
        |(seconds, rest)| {
            DaysDuration::from_total_nanoseconds(i128::from(seconds) * 1_000_000_000 + i128::from(rest)).unwrap()
        },
    )
}

fn months_durations() -> impl Strategy<Value = MonthsDuration> {
    prop_oneof![3 => -5_000..5_000_i64, 1 => -i64::MAX..=i64::MAX]
        .prop_map(|months| MonthsDuration::from_months(months).unwrap())
}

proptest! {
    #[test]
    fn printed_and_read_again_it_is_the_same(
        date in dates(),
        time in times(),
        date_time in date_times(),
        days in days_durations(),
        months in months_durations(),
    ) {
        prop_assert_eq!(date.to_string().parse(), Ok(date));
        prop_assert_eq!(time.to_string().parse(), Ok(time));
        prop_assert_eq!(date_time.to_string().parse(), Ok(date_time));
        prop_assert_eq!(days.to_string().parse(), Ok(days));
        prop_assert_eq!(months.to_string().parse(), Ok(months));
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in "[-+PTZ:.@0-9DHMSYé]{0,30}") {
        let _ = (text.parse::<Date>(), text.parse::<Time>(), text.parse::<DateTime>());
        let _ = (text.parse::<DaysDuration>(), text.parse::<MonthsDuration>());
    }

    #[test]
    fn the_next_number_is_the_next_day(date in dates()) {
        prop_assert_eq!(Date::from_days(date.to_days()), Some(date));
        if let Some(next) = Date::from_days(date.to_days() + 1) {
            prop_assert!(date < next);
            prop_assert_eq!(date.weekday() % 7 + 1, next.weekday());
        }
    }

    #[test]
    fn days_are_ordered_as_their_numbers(left in dates(), right in dates()) {
        prop_assert_eq!(left.cmp(&right), left.to_days().cmp(&right.to_days()));
    }

    #[test]
    fn a_difference_leads_back(left in date_times(), right in date_times(), low in times(), high in times()) {
        if let Some(length) = left.since(right) {
            prop_assert_eq!(left.order(&right), Some(length.cmp(&DaysDuration::default())));
            if let Some(moved) = right.plus(length) {
                prop_assert_eq!(moved.order(&left), Some(Ordering::Equal));
            }
        }
        let (left, right) = (left.date(), right.date());
        prop_assert_eq!(left.since(right).and_then(|length| right.plus(length)), Some(left));
        if let Some(length) = high.since(low) {
            prop_assert_eq!(high.order(&low), Some(length.cmp(&DaysDuration::default())));
            if high.offset() == low.offset() {
                prop_assert_eq!(low.plus(length), high);
            }
        }
    }

    #[test]
    fn what_is_added_can_be_subtracted(
        date_time in date_times(),
        days in days_durations(),
        months in months_durations(),
    ) {
        if let Some(moved) = date_time.plus(days) {
            prop_assert_eq!(moved.minus(days), Some(date_time));
        }
        prop_assert_eq!(date_time.time().plus(days).minus(days), date_time.time());
        // Days to the 28th are in every month.
        let date = date_time.date();
        if let Some(moved) = date.plus_months(months) && date.day() <= 28 {
            prop_assert_eq!(moved.minus_months(months), Some(date));
            prop_assert_eq!(MonthsDuration::between(date, moved), months);
        }
    }

    #[test]
    fn durations_add_as_their_totals(left in days_durations(), right in days_durations()) {
        let sum = left.total_nanoseconds() + right.total_nanoseconds();
        prop_assert_eq!(left.checked_add(right), DaysDuration::from_total_nanoseconds(sum));
        prop_assert_eq!((-left).total_nanoseconds(), -left.total_nanoseconds());
        prop_assert_eq!(left.cmp(&right), left.total_nanoseconds().cmp(&right.total_nanoseconds()));
        let seconds = ((left.days() * 24 + left.hours()) * 60 + left.minutes()) * 60 + left.seconds();
        prop_assert_eq!(i128::from(seconds) * 1_000_000_000 + i128::from(left.nanoseconds()), left.total_nanoseconds());
    }

    #[test]
    fn so_many_whole_months_do_not_go_too_far(from in dates(), to in dates()) {
        let whole = MonthsDuration::between(from, to);
        let reached = from.plus_months(whole).unwrap();
        let (low, high) = if from <= to { (reached, to) } else { (to, reached) };
        prop_assert!(low <= high);
        let further = if from <= to { whole.months() + 1 } else { whole.months() - 1 };
        if let Some(beyond) = from.plus_months(MonthsDuration::from_months(further).unwrap()) {
            // A month that ends early is reached without being whole.
            let clamped = beyond.day() < from.day();
            let too_far = if from <= to { beyond > to } else { beyond < to };
            prop_assert!(clamped || too_far);
        }
    }
}

#[cfg(feature = "check")]
mod neighbours {
    use std::cmp::Ordering;

    use super::super::neighbours::Neighbours;
    use super::*;

    /// Whether the neighbours of the two lie where they should; `adjacent` tells whether nothing can be between them.
    fn lie_right<T: Neighbours + Copy>(
        left: T,
        right: T,
        order: impl Fn(T, T) -> Option<Ordering>,
        adjacent: impl Fn(T, T) -> bool,
    ) -> bool {
        let beside = left.before().is_none_or(|before| order(before, left) == Some(Ordering::Less))
            && left.after().is_none_or(|after| order(left, after) == Some(Ordering::Less));
        let between = match (T::between(left, right), order(left, right)) {
            (Some(found), Some(Ordering::Less)) => {
                order(left, found) == Some(Ordering::Less) && order(found, right) == Some(Ordering::Less)
            }
            (None, Some(Ordering::Less)) => adjacent(left, right),
            (found, _) => found.is_none(),
        };
        beside && between
    }

    proptest! {
        #[test]
        fn neighbours_lie_where_they_should(
            dates in (dates(), dates()),
            times in (times(), times()),
            date_times in (date_times(), date_times()),
            days in (days_durations(), days_durations()),
            months in (months_durations(), months_durations()),
        ) {
            let nanosecond = |length: Option<DaysDuration>| length.unwrap().total_nanoseconds() == 1;
            let date_adjacent = |low: Date, high: Date| high.to_days() - low.to_days() == 1;
            prop_assert!(lie_right(dates.0, dates.1, |a, b| Some(a.cmp(&b)), date_adjacent));
            prop_assert!(lie_right(times.0, times.1, |a, b| a.order(&b), |a, b| nanosecond(b.since(a))));
            prop_assert!(lie_right(date_times.0, date_times.1, |a, b| a.order(&b), |a, b| nanosecond(b.since(a))));
            prop_assert!(lie_right(days.0, days.1, |a, b| Some(a.cmp(&b)), |a, b| nanosecond(b.checked_sub(a))));
            let month = |low: MonthsDuration, high: MonthsDuration| high.months() - low.months() == 1;
            prop_assert!(lie_right(months.0, months.1, |a, b| Some(a.cmp(&b)), month));
        }
    }
}
