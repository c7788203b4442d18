//! Whatever is given as a model: it is read or refused with findings; what is read can be checked and asked.

#![no_main]

use dmn::{Context, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &str| {
    let Ok(program) = dmn::read(xml) else {
        return;
    };
    for table in program.all_tables() {
        dmn::check(table);
    }
    let some = [Value::Null, true.into(), 18.into(), "a".into(), Value::List(vec![1.into(), Value::Null])];
    for shift in 0..some.len() {
        // Each input has another value each time, so that some have the right kind.
        let given = program.inputs().iter().zip(some.iter().cycle().skip(shift));
        let facts: Context = given.map(|(input, value)| (input.name.clone(), value.clone())).collect();
        for decision in program.decisions() {
            let evaluation = program.evaluate(&decision.name, &facts);
            let (explained, _) = program.explain(&decision.name, &facts);
            assert_eq!(explained, evaluation);
        }
    }
});
