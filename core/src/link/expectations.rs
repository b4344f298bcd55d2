//! Expectations.

use super::coder::{Coder, Field, TEXT};
use super::document::{Known, each};
use super::model::hash;
use crate::scenario::{Expectation, Scenario};

/// Describes the expectations.
pub(super) fn describe(
    coder: &mut Coder<'_>,
    known: &Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut connector: Option<usize> = None;
    let mut ends: [Option<usize>; 3] = [None; 3];
    each(
        coder,
        Field::Expect,
        &given.expectations,
        |coder, one: &Expectation| {
            let expect = coder.recent(Field::Expect, 0, &one.expect);
            let kind = expect
                .bytes()
                .fold(0, |kind, byte| hash(&[kind, byte.into()]));
            let mut has = |number: u32, given: bool| {
                coder.step(Field::ExpectFields, hash(&[kind, number]), number, given)
            };
            let has = [
                has(0, one.name.is_some()),
                has(1, one.connector.is_some()),
                has(2, one.from.is_some()),
                has(3, one.to.is_some()),
                has(4, one.family.is_some()),
                has(5, one.is.is_some()),
                has(6, one.are.is_some()),
                has(7, one.path.is_some()),
                has(8, one.code.is_some()),
                has(9, one.subject.is_some()),
                has(10, one.present.is_some()),
            ];
            let [
                name,
                on_connector,
                from,
                to,
                family,
                is,
                are,
                path,
                code,
                subject,
                present,
            ] = has;
            let next = |last: Option<usize>| last.map_or(0, |last| last + 1);
            let on_connector = on_connector.then(|| {
                let guesses = [Some(next(connector)), connector];
                let given = one.connector.as_deref().unwrap_or_default();
                let pointer = coder.pointer(
                    Field::ExpectConnector,
                    0,
                    &known.connectors,
                    &guesses,
                    given,
                );
                connector = pointer.place.or(connector);
                pointer.id
            });
            let mut end = |coder: &mut Coder<'_>, side: usize, given: &Option<String>| {
                let last = ends.get_mut(side)?;
                let guesses = [*last, Some(next(*last))];
                let given = given.as_deref().unwrap_or_default();
                let context = u32::try_from(side).unwrap_or(0);
                let pointer = coder.pointer(Field::ExpectEnd, context, &known.all, &guesses, given);
                *last = pointer.place.or(*last);
                Some(pointer.id)
            };
            let from = from.then(|| end(coder, 0, &one.from)).flatten();
            let to = to.then(|| end(coder, 1, &one.to)).flatten();
            let subject = subject.then(|| end(coder, 2, &one.subject)).flatten();
            let is_given = one.is.as_deref().unwrap_or_default();
            let mut text = |is: bool, field, context, given: &Option<String>| {
                is.then(|| coder.recent(field, context, given.as_deref().unwrap_or_default()))
            };
            let family = text(family, Field::ExpectFamily, 0, &one.family);
            let is = text(is, Field::ExpectIs, kind, &Some(is_given.to_owned()));
            let code = text(code, Field::ExpectCode, 0, &one.code);
            let name = text(name, Field::ExpectName, 0, &one.name);
            let are = are.then(|| pairs(coder, one.are.as_deref().unwrap_or_default()));
            let path = path.then(|| passed(coder, known, one.path.as_deref().unwrap_or_default()));
            let present =
                present.then(|| coder.flag(Field::ExpectPresent, 0, one.present == Some(true)));
            made.expectations.push(Expectation {
                expect,
                name,
                connector: on_connector,
                from,
                to,
                family,
                is,
                are,
                path,
                code,
                subject,
                present,
            });
        },
    );
}

fn pairs(coder: &mut Coder<'_>, given: &[(String, String)]) -> Vec<(String, String)> {
    let blank = Default::default();
    let mut made = Vec::new();
    for place in 0..coder.count(Field::ExpectPairs, given.len(), TEXT) {
        if coder.is_stopped() {
            break;
        }
        let (one, other) = given.get(place).unwrap_or(&blank);
        let mut prefix = |given: &str| {
            let near = super::prefix::Near::default();
            coder.prefix(Field::ExpectPairs, &near, given)
        };
        made.push((prefix(one), prefix(other)));
    }
    made
}

fn passed(coder: &mut Coder<'_>, known: &Known, given: &[String]) -> Vec<String> {
    let mut made = Vec::new();
    let mut last: Option<usize> = None;
    for place in 0..coder.count(Field::ExpectPath, given.len(), TEXT) {
        if coder.is_stopped() {
            break;
        }
        let given = given.get(place).map_or("", String::as_str);
        let next = last.map_or(0, |last| last + 1);
        let vpc = coder.pointer(Field::ExpectPath, 0, &known.vpcs, &[Some(next)], given);
        last = vpc.place.or(last);
        made.push(vpc.id);
    }
    made
}
