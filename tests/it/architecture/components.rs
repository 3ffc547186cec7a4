//! The budget of a component: about 80 lines, a `view!` of about 50, six props. "About" is the slack below.

use super::Violation;
use super::source::{Source, closing, line_of};

const LINES: usize = 100;
const VIEW: usize = 60;
const PROPS: usize = 6;

/// How many components there are, and those beyond the budget.
pub fn over_budget(sources: &[Source]) -> (usize, Vec<Violation>) {
    let mut count = 0;
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.name.starts_with("ui/") || source.name.starts_with("widget/")) {
        let code = &source.code;
        for (at, _) in code.match_indices("#[component]") {
            count += 1;
            found.extend(component(source, at));
        }
        for (at, _) in code.match_indices("view!") {
            let Some(open) = code[at..].find(['{', '(', '[']).map(|offset| at + offset) else {
                continue;
            };
            let lines = span(code, open, closing(code, open));
            if lines > VIEW {
                found.push(Violation::new(
                    source,
                    line_of(code, at),
                    format!("a view! of {lines} lines; at most {VIEW}"),
                ));
            }
        }
    }
    (count, found)
}

fn component(source: &Source, at: usize) -> Vec<Violation> {
    let code = &source.code;
    let Some(start) = code[at..].find("fn ").map(|offset| at + offset) else {
        return Vec::new();
    };
    let Some(open) = code[start..].find('(').map(|offset| start + offset) else {
        return Vec::new();
    };
    let after = closing(code, open);
    let Some(body) = code[after..].find('{').map(|offset| after + offset) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let props = props(&code[open + 1..after - 1]);
    let lines = span(code, start, closing(code, body));
    if props > PROPS {
        found.push(Violation::new(source, line_of(code, start), format!("{props} props; at most {PROPS}")));
    }
    if lines > LINES {
        found.push(Violation::new(source, line_of(code, start), format!("{lines} lines; at most {LINES}")));
    }
    found
}

/// Parameters: the commas that stand in no bracket, and the last one if nothing follows it.
fn props(parameters: &str) -> usize {
    let mut depth = 0_i32;
    let mut count = 0;
    let mut something = false;
    let mut before = ' ';
    for letter in parameters.chars() {
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if before == '-' || before == '=' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 0 => {
                count += usize::from(something);
                something = false;
            }
            letter if !letter.is_whitespace() => something = true,
            _ => {}
        }
        before = letter;
    }
    count + usize::from(something)
}

fn span(code: &str, from: usize, to: usize) -> usize {
    line_of(code, to) - line_of(code, from) + 1
}

#[test]
fn props_are_counted_by_their_own_commas() {
    assert_eq!(props(""), 0);
    assert_eq!(
        props("a: (u8, u8), #[prop(into, optional)] b: Signal<Option<(A, B)>>, c: impl Fn(A, B) -> C + 'static,"),
        3
    );
}
