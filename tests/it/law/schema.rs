//! The published schema of a pack: ours fit, broken ones do not, and it names every word that the reader knows.

use duewise::law::{Packs, Rule};
use serde_json::{Value, json};

use super::packs;
use crate::schema::misfit;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../public/schema/law-pack.json")).expect("the schema is JSON")
}

fn fit(pack: &Value) -> Option<String> {
    misfit(&schema(), &schema(), pack, "pack")
}

fn files() -> Vec<(&'static str, Value)> {
    let files = [
        ("cn", include_str!("../../../src/law/packs/cn.json")),
        ("uk", include_str!("../../../src/law/packs/uk.json")),
        ("us", include_str!("../../../src/law/packs/us.json")),
        ("eu", include_str!("../../../src/law/packs/eu.json")),
        ("in", include_str!("../../../src/law/packs/in.json")),
        ("others", include_str!("../../../src/law/packs/others.json")),
    ];
    files.map(|(name, text)| (name, serde_json::from_str(text).expect("a pack is JSON"))).to_vec()
}

#[test]
fn our_packs_fit_the_schema_and_what_is_written_back_fits_too() {
    for (name, pack) in files() {
        assert_eq!(fit(&pack), None, "{name}");
    }
    let rules: Vec<Value> = packs().rules().iter().map(|rule| serde_json::to_value(rule).expect("written")).collect();
    assert_eq!(fit(&json!({ "reviewed": "2026-11-23", "rules": rules })), None);
}

#[test]
fn a_broken_pack_fits_neither_the_schema_nor_the_reader() {
    let (_, whole) = files().swap_remove(0);
    let breaks: [fn(&mut Value); 12] = [
        |rule| rule["confirmed"] = json!("memory"),
        |rule| rule["effect"] = json!("advice"),
        |rule| rule["trigger"] = json!("someday"),
        |rule| rule["cite"] = json!(""),
        |rule| rule["jurisdiction"] = json!("China"),
        |rule| rule["from"] = json!("1 September"),
        |rule| rule["shape"] = json!({ "rate_cap": { "rate": { "lpr": { "tenor": "two_years", "times": "4" } } } }),
        |rule| rule["shape"] = json!({ "unknown": {} }),
        |rule| rule["shape"] = json!("anything"),
        |rule| rule["lenders"] = json!(["shark"]),
        |rule| rule["says"] = json!({ "zh": "只有中文" }),
        |rule| rule["note"] = json!("a word that nobody knows"),
    ];
    for (number, change) in breaks.into_iter().enumerate() {
        let mut pack = whole.clone();
        change(&mut pack["rules"][1]);
        assert!(fit(&pack).is_some(), "break {number} fits the schema");
        assert!(Packs::read_files(&[("broken", &pack.to_string())]).is_err(), "break {number} reads");
    }
    for field in ["id", "series", "cite", "source", "confirmed", "effect", "shape", "title", "says", "can_do"] {
        let mut pack = whole.clone();
        pack["rules"][1].as_object_mut().expect("an object").remove(field);
        assert!(fit(&pack).is_some(), "{field}");
        assert!(serde_json::from_value::<Rule>(pack["rules"][1].clone()).is_err(), "{field}");
    }
}

#[test]
fn every_shape_of_the_schema_is_one_that_the_reader_knows() {
    let schema = schema();
    let shapes = schema.pointer("/$defs/rule/properties/shape/oneOf").and_then(Value::as_array).expect("a list");
    let mut rule = serde_json::to_value(&packs().rules()[0]).expect("written");
    for shape in shapes {
        let name = match shape.pointer("/enum/0") {
            Some(name) => name.as_str(),
            None => shape.get("required").and_then(|names| names.pointer("/0")).and_then(Value::as_str),
        };
        let name = name.expect("a name");
        // A shape without its content is refused for that, and not because its name is unknown.
        rule["shape"] = if shape.get("enum").is_some() { json!(name) } else { json!({ name: null }) };
        let read = serde_json::from_value::<Rule>(rule.clone()).map_err(|error| error.to_string());
        assert!(read.as_ref().map_or_else(|why| !why.contains("unknown variant"), |_| true), "{name}: {read:?}");
    }
    assert_eq!(shapes.len(), 25, "a new shape stands in the schema, too");
}
