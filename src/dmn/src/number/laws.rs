//! Tests of what holds for all numbers, and of the ends of their range.

use proptest::prelude::*;

use super::{Number, Rounding};

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn scales_end_where_exponents_end() {
    assert_eq!(number("1.5").round(6176, Rounding::Up), Some(number("1.5")));
    assert_eq!(number("1.5").round(-6111, Rounding::Down), Some(Number::ZERO));
    for scale in [6177, -6112, i32::MAX, i32::MIN] {
        assert_eq!(number("1.5").round(scale, Rounding::Up), None, "{scale}");
    }
}

#[test]
fn floor_and_ceiling_are_the_integers_around() {
    for (text, floor, ceiling) in [("1.5", 1, 2), ("-1.5", -2, -1), ("0.01", 0, 1), ("-0.01", -1, 0), ("7", 7, 7)] {
        assert_eq!((number(text).floor(), number(text).ceiling()), (floor.into(), ceiling.into()), "{text}");
    }
    assert_eq!(number("1E+6144").floor(), number("1E+6144"));
}

#[test]
fn only_numbers_from_zero_on_have_a_square_root() {
    assert_eq!(number("-1").sqrt(), None);
    assert_eq!(Number::ZERO.sqrt(), Some(Number::ZERO));
    assert_eq!(number("152415787501905210").sqrt(), Some(number("390404645.8508213116625483485484923")));
    assert_eq!(number("1E-6176").sqrt(), Some(number("1E-3088")));
    assert_eq!(number("0.999999999999999999999").sqrt(), Some(number("0.9999999999999999999995")));
}

#[test]
fn integers_of_64_bits_go_in_and_out() {
    for integer in [0, 1, -1, 100, i64::MAX, i64::MIN] {
        assert_eq!(Number::from(integer).as_integer(), Some(integer));
        assert_eq!(Number::from(integer).to_string(), integer.to_string());
    }
    for text in ["0.5", "9223372036854775808", "-9223372036854775809", "10000000000000000000", "1E+40"] {
        assert_eq!(number(text).as_integer(), None, "{text}");
    }
    assert!(number("1E+40").is_integer() && number("-7.0").is_integer() && !number("7.5").is_integer());
}

#[test]
fn a_scale_divides_by_powers_of_ten() {
    assert_eq!(Number::new(-1500, 3), Some(number("-1.5")));
    assert_eq!(Number::new(i64::MIN, 255), Some(number("-9.223372036854775808E-237")));
    assert_eq!(Number::new(0, 7), Some(Number::ZERO));
}

#[test]
fn order_is_that_of_the_values() {
    let ascending = [
        "-1E+6144",
        "-1.000000000000000000000000000000001E+34",
        "-1E+34",
        "-9007199254740993",
        "-1.5",
        "-1",
        "-1E-6176",
        "0",
        "1E-6176",
        "0.09999999999999999",
        "0.1",
        "1",
        "18",
        "9007199254740992",
        "9007199254740992.000000000000000001",
        "9007199254740993",
        "9999999999999999999999999999999999",
        "1E+34",
        "9.999999999999999999999999999999999E+6144",
    ];
    for (index, low) in ascending.iter().enumerate() {
        for (other, high) in ascending.iter().enumerate() {
            assert_eq!(number(low).cmp(&number(high)), index.cmp(&other), "{low} and {high}");
        }
    }
}

prop_compose! {
    /// Numbers of all lengths, most of them near enough to each other to meet.
    fn any_number()(
        digits in prop_oneof![0..100_u128, 0..10_u128.pow(12), 0..10_u128.pow(34)],
        exponent in prop_oneof![-20..20, -6176..6111],
        negative: bool,
    ) -> Number {
        number(&format!("{}{digits}e{exponent}", if negative { "-" } else { "" }))
    }
}

proptest! {
    #[test]
    fn order_does_not_matter(one in any_number(), two in any_number()) {
        prop_assert_eq!(one.checked_add(two), two.checked_add(one));
        prop_assert_eq!(one.checked_mul(two), two.checked_mul(one));
        prop_assert_eq!(one.checked_sub(two), two.checked_sub(one).map(Number::neg));
        prop_assert_eq!(one.cmp(&two), two.cmp(&one).reverse());
        prop_assert_eq!(one == two, one.cmp(&two).is_eq());
    }

    #[test]
    fn the_sign_of_a_difference_is_the_order(one in any_number(), two in any_number()) {
        // Subnormal differences are exact, so none of them is lost.
        if let Some(difference) = one.checked_sub(two) {
            prop_assert_eq!(difference.cmp(&Number::ZERO), one.cmp(&two));
        }
    }

    #[test]
    fn zero_and_one_change_nothing(one in any_number()) {
        prop_assert_eq!(one.checked_add(Number::ZERO), Some(one));
        prop_assert_eq!(one.checked_mul(Number::ONE), Some(one));
        prop_assert_eq!(one.checked_div(Number::ONE), Some(one));
        prop_assert_eq!(one.checked_pow(Number::ONE), Some(one));
        prop_assert_eq!(one.checked_sub(one), Some(Number::ZERO));
        prop_assert_eq!(one.neg().neg(), one);
    }

    #[test]
    fn integers_calculate_as_integers_do(one: i32, two: i32) {
        let (wide, other) = (i64::from(one), i64::from(two));
        let (one, two) = (Number::from(one), Number::from(two));
        prop_assert_eq!(one.checked_add(two), Some((wide + other).into()));
        prop_assert_eq!(one.checked_mul(two), Some((wide * other).into()));
        if let Some(rest) = wide.checked_rem_euclid(other) {
            let rest = if other < 0 && rest > 0 { rest + other } else { rest };
            prop_assert_eq!(one.checked_rem(two), Some(rest.into()));
        }
    }

    #[test]
    fn a_quotient_times_the_divisor_is_back(one in any_number(), two in any_number()) {
        if let Some(product) = one.checked_div(two).and_then(|quotient| quotient.checked_mul(two)) {
            let error = product.checked_sub(one).unwrap().abs();
            // Two roundings, and whatever underflow takes from the quotient.
            let ulps = one.abs().checked_mul(number("2E-33")).unwrap();
            let underflow = two.abs().checked_mul(number("1E-6176")).unwrap();
            prop_assert!(error <= ulps.checked_add(underflow).unwrap().max(number("1E-6176")), "{} / {}", one, two);
        }
    }

    #[test]
    fn modulo_stays_within_its_divisor(one in any_number(), two in any_number()) {
        if let Some(rest) = one.checked_rem(two) {
            prop_assert!(rest.is_zero() || rest.is_negative() == two.is_negative());
            prop_assert!(rest.abs() <= two.abs());
        }
    }

    #[test]
    fn roundings_agree_with_each_other(one in any_number(), scale in -40..40) {
        let round = |rounding| one.round(scale, rounding);
        if let (Some(floor), Some(ceiling)) = (round(Rounding::Floor), round(Rounding::Ceiling)) {
            prop_assert!(floor <= one && one <= ceiling);
            let ends = if one.is_negative() { (ceiling, floor) } else { (floor, ceiling) };
            prop_assert_eq!((round(Rounding::Down), round(Rounding::Up)), (Some(ends.0), Some(ends.1)));
            for rounding in [Rounding::HalfEven, Rounding::HalfUp, Rounding::HalfDown] {
                prop_assert!([floor, ceiling].map(Some).contains(&round(rounding)), "{:?}", rounding);
            }
        }
    }

    #[test]
    fn a_square_root_squared_is_back(one in any_number()) {
        let one = one.abs();
        let root = one.sqrt().unwrap();
        let error = root.checked_mul(root).and_then(|square| square.checked_sub(one)).unwrap().abs();
        prop_assert!(error <= one.checked_mul(number("2E-33")).unwrap().max(number("1E-6176")));
        prop_assert_eq!(one.checked_pow(number("0.5")), Some(root));
    }

    #[test]
    fn powers_of_sums_are_products(base in 1..1000_u32, one in -300..300_i32, two in -300..300_i32) {
        let power = |exponent: i32| Number::new(base.into(), 2).unwrap().checked_pow(exponent.into()).unwrap();
        let (product, whole) = (power(one).checked_mul(power(two)).unwrap(), power(one + two));
        prop_assert!(product.checked_sub(whole).unwrap().abs() <= whole.checked_mul(number("2E-33")).unwrap());
    }

    #[test]
    fn a_root_raised_is_back(base in 1..100_000_u32, degree in 2..50_u32) {
        let degree = Number::from(degree);
        let base = Number::new(base.into(), 2).unwrap();
        let root = base.checked_pow(Number::ONE.checked_div(degree).unwrap()).unwrap();
        let error = root.checked_pow(degree).unwrap().checked_sub(base).unwrap().abs();
        prop_assert!(error <= base.checked_mul(degree).unwrap().checked_mul(number("1E-32")).unwrap());
    }
}
