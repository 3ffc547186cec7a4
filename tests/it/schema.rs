//! A small reader of JSON Schema, as far as our own schemas go. What it does not know fails the test that uses it.

use serde_json::Value;

/// Why `value` does not fit `schema`; none if it does. `root` holds the definitions.
pub fn misfit(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let Some(rules) = schema.as_object() else { return Some(format!("{at}: not a schema")) };
    rules.iter().find_map(|(rule, wanted)| one(root, (rule, wanted), value, at))
}

fn one(root: &Value, (rule, wanted): (&str, &Value), value: &Value, at: &str) -> Option<String> {
    let fail = |why: String| Some(format!("{at}: {why}"));
    let fits = match rule {
        "$schema" | "$id" | "$defs" | "title" | "description" | "format" | "prefixItems" => true,
        "required" => {
            let missing = wanted.as_array().into_iter().flatten().filter_map(Value::as_str);
            let missing: Vec<_> = missing.filter(|name| value.is_object() && value.get(name).is_none()).collect();
            if !missing.is_empty() {
                return fail(format!("{missing:?} missing"));
            }
            true
        }
        "$ref" => {
            let path = wanted.as_str().unwrap_or_default().trim_start_matches('#');
            return misfit(root, root.pointer(path)?, value, at);
        }
        "type" => match wanted.as_str().unwrap_or_default() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            other => return fail(format!("unknown type {other}")),
        },
        "const" => value == wanted,
        "enum" => wanted.as_array().is_some_and(|all| all.contains(value)),
        "oneOf" => {
            let all = wanted.as_array().cloned().unwrap_or_default();
            let fitting = all.iter().filter(|each| misfit(root, each, value, at).is_none()).count();
            if fitting != 1 {
                let why: Vec<_> = all.iter().filter_map(|each| misfit(root, each, value, at)).collect();
                return fail(format!("{fitting} of {} fit {value}: {why:?}", all.len()));
            }
            true
        }
        "properties" => return properties(root, wanted, value, at),
        "additionalProperties" => wanted == &Value::Bool(false),
        "items" => {
            let all = value.as_array().cloned().unwrap_or_default();
            return all.iter().enumerate().find_map(|(n, each)| misfit(root, wanted, each, &format!("{at}[{n}]")));
        }
        "minItems" => value.as_array().is_some_and(|all| all.len() as u64 >= wanted.as_u64().unwrap_or(u64::MAX)),
        "maxItems" => value.as_array().is_some_and(|all| all.len() as u64 <= wanted.as_u64().unwrap_or(0)),
        "minLength" => {
            value.as_str().is_some_and(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap_or(u64::MAX))
        }
        "maxLength" => value.as_str().is_some_and(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap_or(0)),
        "minimum" => value.as_i64() >= wanted.as_i64(),
        "maximum" => value.as_i64() <= wanted.as_i64(),
        "pattern" => return pattern(wanted.as_str().unwrap_or_default(), value.as_str().unwrap_or_default(), at),
        other => return fail(format!("unknown rule {other}")),
    };
    if fits { None } else { fail(format!("{value} is not {rule} {wanted}")) }
}

/// Our objects allow no property that they do not list.
fn properties(root: &Value, wanted: &Value, value: &Value, at: &str) -> Option<String> {
    let (Some(wanted), Some(found)) = (wanted.as_object(), value.as_object()) else { return None };
    if let Some(extra) = found.keys().find(|name| !wanted.contains_key(*name)) {
        return Some(format!("{at}: {extra} is not in the schema"));
    }
    wanted.iter().find_map(|(name, schema)| match found.get(name) {
        None => None,
        Some(value) => misfit(root, schema, value, &format!("{at}.{name}")),
    })
}

/// The patterns of our schemas, by what they mean.
fn pattern(pattern: &str, text: &str, at: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match pattern {
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^[A-Z]{2}$" => text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^-?[0-9]+(\\.[0-9]+)?$" => {
            let text = text.strip_prefix('-').unwrap_or(text);
            text.split_once('.').map_or(digits(text), |(whole, rest)| digits(whole) && digits(rest))
        }
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            text.len() == 10 && text.split('-').map(str::len).eq([4, 2, 2]) && text.split('-').all(digits)
        }
        "^[A-Za-z0-9_-]{1,64}$" => duewise::case::text::is_id(text),
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        other => return Some(format!("{at}: unknown pattern {other}")),
    };
    if fits { None } else { Some(format!("{at}: {text} does not match {pattern}")) }
}
