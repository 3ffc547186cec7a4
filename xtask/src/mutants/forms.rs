//! The mutations themselves: which operator, literal or name becomes which, as text.

use syn::{BinOp, GenericArgument, PathArguments, ReturnType, Type};

/// The other operators that stand in for one: the neighbour at the border and the one turned round.
pub fn operators(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["<=", ">"],
        BinOp::Le(_) => &["<", ">="],
        BinOp::Gt(_) => &[">=", "<"],
        BinOp::Ge(_) => &[">", "<="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-"],
        BinOp::Sub(_) => &["+"],
        BinOp::Mul(_) => &["/"],
        BinOp::Div(_) | BinOp::Rem(_) => &["*"],
        BinOp::BitAnd(_) => &["|"],
        BinOp::BitOr(_) => &["&"],
        BinOp::AddAssign(_) => &["-="],
        BinOp::SubAssign(_) => &["+="],
        BinOp::MulAssign(_) => &["/="],
        BinOp::DivAssign(_) => &["*="],
        _ => &[],
    }
}

/// The method that stands in for another of the same shape.
pub fn method(name: &str) -> Option<&'static str> {
    Some(match name {
        "plus" | "minus_to_zero" => "minus",
        "minus" => "plus",
        "least" => "greatest",
        "greatest" => "least",
        "min" => "max",
        "max" => "min",
        "checked_add" => "checked_sub",
        "checked_sub" => "checked_add",
        "saturating_add" => "saturating_sub",
        "saturating_sub" => "saturating_add",
        "checked_mul" => "checked_div",
        "checked_div" => "checked_mul",
        "saturating_mul" => "saturating_div",
        "any" => "all",
        "all" => "any",
        "first" => "last",
        "last" => "first",
        "succ_opt" => "pred_opt",
        "pred_opt" => "succ_opt",
        "floor" => "ceil",
        "ceil" => "floor",
        _ => return None,
    })
}

/// Whether a method answers yes or no by its name, so that `!` may stand before it.
pub fn asks(name: &str) -> bool {
    name.starts_with("is_") || matches!(name, "contains" | "contains_key" | "starts_with")
}

/// The exact operation (of `engine::number`) that stands in for another.
pub fn function(name: &str) -> Option<&'static str> {
    Some(match name {
        "add" => "crate::engine::number::sub",
        "sub" => "crate::engine::number::add",
        "mul" => "crate::engine::number::div",
        "div" => "crate::engine::number::mul",
        _ => return None,
    })
}

/// What a whole body may be replaced by, where the type of the result says so; `by_value` is a method that takes `self`.
pub fn bodies(output: &ReturnType, by_value: bool) -> Vec<String> {
    match output {
        ReturnType::Default => vec![String::new()],
        ReturnType::Type(_, result) => values(result, by_value),
    }
}

fn values(result: &Type, by_value: bool) -> Vec<String> {
    let all = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    match result {
        Type::Tuple(tuple) if tuple.elems.is_empty() => all(&["()"]),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Vec::new() };
            match last.ident.to_string().as_str() {
                "bool" => all(&["true", "false"]),
                "Option" => all(&["None"]),
                "Vec" => all(&["Vec::new()"]),
                "i64" | "i32" | "u64" | "u32" | "u16" | "u8" | "usize" => all(&["0", "1"]),
                "Decimal" => all(&["rust_decimal::Decimal::ZERO", "rust_decimal::Decimal::ONE"]),
                "Self" if by_value => all(&["self"]),
                "Result" => match &last.arguments {
                    PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
                        Some(GenericArgument::Type(inner)) => {
                            values(inner, by_value).into_iter().map(|value| format!("Ok({value})")).collect()
                        }
                        _ => Vec::new(),
                    },
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}
