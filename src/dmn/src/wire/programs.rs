//! Programs, decisions, functions and tables.

use super::{Reader, Wire, enum_chars, fields};
use crate::{
    Aggregation, Column, Decision, Function, HitPolicy, InputData, Logic, OutputColumn, Parts, Program, Rule, Source,
    Table,
};

fields! {
    InputData { name, ty }
    Function { name, parameters, logic, ty }
    Decision { id, name, scope, logic, ty }
    Parts { name, hit_policy, inputs, outputs, annotations, rules }
    Column { name, expression, ty, allowed }
    OutputColumn { column, default }
    Rule { label, cells, outputs, annotations }
}

enum_chars! {
    Aggregation { Sum = '+', Min = '<', Max = '>', Count = '#' }
}

impl Wire for Program {
    fn write(&self, to: &mut String) {
        self.inputs.write(to);
        self.functions.write(to);
        self.decisions.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Program> {
        Some(Program {
            inputs: Wire::read(from)?,
            functions: Wire::read(from)?,
            decisions: Wire::read(from)?,
            #[cfg(feature = "xml")]
            findings: Vec::new(),
        })
    }
}

impl Wire for Table {
    fn write(&self, to: &mut String) {
        self.parts().write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Table> {
        Parts::read(from).map(Table::from)
    }
}

impl Wire for Logic {
    fn write(&self, to: &mut String) {
        match self {
            Logic::Expression(expression) => {
                to.push('e');
                expression.write(to);
            }
            Logic::Table(table) => {
                to.push('t');
                table.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Logic> {
        match from.choice()? {
            'e' => Wire::read(from).map(Logic::Expression),
            't' => Table::read(from).map(|table| Logic::Table(Box::new(table))),
            _ => None,
        }
    }
}

impl Wire for Source {
    fn write(&self, to: &mut String) {
        let (sign, position) = match self {
            Source::Input(position) => ('i', position),
            Source::Decision(position) => ('d', position),
        };
        to.push(sign);
        position.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Source> {
        match from.choice()? {
            'i' => u32::read(from).map(Source::Input),
            'd' => u32::read(from).map(Source::Decision),
            _ => None,
        }
    }
}

impl Wire for HitPolicy {
    fn write(&self, to: &mut String) {
        to.push(match self {
            HitPolicy::Unique => 'U',
            HitPolicy::Any => 'A',
            HitPolicy::Priority => 'P',
            HitPolicy::First => 'F',
            HitPolicy::RuleOrder => 'R',
            HitPolicy::OutputOrder => 'O',
            HitPolicy::Collect(_) => 'C',
        });
        if let HitPolicy::Collect(aggregation) = self {
            aggregation.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<HitPolicy> {
        Some(match from.choice()? {
            'U' => HitPolicy::Unique,
            'A' => HitPolicy::Any,
            'P' => HitPolicy::Priority,
            'F' => HitPolicy::First,
            'R' => HitPolicy::RuleOrder,
            'O' => HitPolicy::OutputOrder,
            'C' => HitPolicy::Collect(Wire::read(from)?),
            _ => return None,
        })
    }
}
