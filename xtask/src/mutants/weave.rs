//! Weaves all mutations of a file into one source: each asks at run time whether it is on.

use std::collections::BTreeSet;
use std::ops::Range;

use super::collect::{Site, Weave};

/// One file with its sites; the forms of a site are numbered from its first number on.
pub struct File {
    pub name: String,
    pub source: String,
    pub sites: Vec<(usize, Site)>,
    pub constants: Vec<Range<usize>>,
}

/// The woven source, and which mutants lie where in it.
pub struct Woven {
    pub text: String,
    places: Vec<(Range<usize>, Vec<usize>)>,
}

impl Woven {
    /// The mutants of the narrowest woven place around a byte of the text.
    pub fn at(&self, byte: usize) -> Option<&[usize]> {
        let around = self.places.iter().filter(|(range, _)| range.contains(&byte));
        around.min_by_key(|(range, _)| range.len()).map(|(_, mutants)| mutants.as_slice())
    }
}

impl File {
    /// Every mutant that is not in `dropped` (because it does not compile) woven into the source.
    pub fn weave(&self, dropped: &BTreeSet<usize>) -> Woven {
        let mut edits: Vec<Edit<'_>> = Vec::new();
        for (first, site) in &self.sites {
            let forms: Vec<(usize, &str)> = (*first..)
                .zip(&site.forms)
                .filter(|(number, _)| !dropped.contains(number))
                .map(|(number, (form, _))| (number, form.as_str()))
                .collect();
            if !forms.is_empty() {
                edits.push(Edit { range: site.range.clone(), weave: Some(site.weave), forms });
            }
        }
        // A function that asks is no longer constant.
        edits.extend(self.constants.iter().map(|range| Edit { range: range.clone(), weave: None, forms: Vec::new() }));
        edits
            .sort_by_key(|edit| (edit.range.start, edit.weave != Some(Weave::Body), std::cmp::Reverse(edit.range.end)));
        let mut loom = Loom { source: &self.source, woven: Woven { text: String::new(), places: Vec::new() } };
        loom.stretch(0..self.source.len(), &edits);
        loom.woven
    }
}

struct Edit<'a> {
    range: Range<usize>,
    /// Nothing for a `const` that is left out.
    weave: Option<Weave>,
    forms: Vec<(usize, &'a str)>,
}

struct Loom<'a> {
    source: &'a str,
    woven: Woven,
}

impl Loom<'_> {
    fn stretch(&mut self, range: Range<usize>, edits: &[Edit<'_>]) {
        let mut reached = range.start;
        let mut rest = edits;
        while let Some((edit, after)) = rest.split_first() {
            self.copy(reached..edit.range.start);
            let inner = after.iter().take_while(|other| other.range.start < edit.range.end).count();
            let (inside, after) = after.split_at(inner);
            self.edit(edit, inside);
            reached = edit.range.end;
            rest = after;
        }
        self.copy(reached..range.end);
    }

    fn copy(&mut self, range: Range<usize>) {
        self.woven.text.push_str(self.source.get(range).unwrap_or_default());
    }

    fn edit(&mut self, edit: &Edit<'_>, inside: &[Edit<'_>]) {
        let Some(weave) = edit.weave else { return };
        let start = self.woven.text.len();
        if weave == Weave::Expression {
            self.woven.text.push('(');
        }
        for (number, form) in &edit.forms {
            let from = self.woven.text.len();
            self.woven.text.push_str(&format!("if crate::mutation::on({number}) {{ {form} }}"));
            self.woven.places.push((from..self.woven.text.len(), vec![*number]));
            self.woven.text.push_str(if weave == Weave::Body { " " } else { " else " });
        }
        if weave != Weave::Body {
            self.woven.text.push_str("{ ");
            self.stretch(edit.range.clone(), inside);
            self.woven.text.push_str(" }");
        }
        if weave == Weave::Expression {
            self.woven.text.push(')');
        }
        let mutants = edit.forms.iter().map(|(number, _)| *number).collect();
        self.woven.places.push((start..self.woven.text.len(), mutants));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::collect::collect;
    use super::File;

    fn woven(source: &str, dropped: &[usize]) -> String {
        let (sites, constants) = collect(source).expect("it parses");
        let mut first = 1;
        let sites = sites
            .into_iter()
            .map(|site| {
                let number = first;
                first += site.forms.len();
                (number, site)
            })
            .collect();
        let file = File { name: "a.rs".to_owned(), source: source.to_owned(), sites, constants };
        file.weave(&dropped.iter().copied().collect::<BTreeSet<_>>()).text
    }

    #[test]
    fn a_comparison_asks_for_its_border_and_for_the_one_turned_round() {
        assert_eq!(
            woven("fn f(a: T, b: T) -> T { a < b }", &[]),
            "fn f(a: T, b: T) -> T { (if crate::mutation::on(1) { (a) <= (b) } else if crate::mutation::on(2) \
             { (a) > (b) } else { a < b }) }"
        );
    }

    #[test]
    fn inner_mutants_live_in_the_original_of_the_outer_one() {
        let text = woven("fn f(a: T) -> T { a + 0 }", &[]);
        assert_eq!(
            text,
            "fn f(a: T) -> T { (if crate::mutation::on(1) { (a) - (0) } else { a + (if crate::mutation::on(2) { 1 } \
             else { 0 }) }) }"
        );
    }

    #[test]
    fn what_does_not_compile_is_left_out() {
        assert_eq!(woven("fn f(a: T) -> T { !a }", &[1]), "fn f(a: T) -> T { !a }");
    }

    #[test]
    fn a_body_is_left_before_it_begins_and_tests_are_left_alone() {
        assert_eq!(
            woven("const fn f() -> bool { g() }\n#[cfg(test)]\nmod tests { fn h() -> bool { !true } }", &[]),
            " fn f() -> bool {if crate::mutation::on(1) { return true; } if crate::mutation::on(2) { return false; }  \
             g() }\n#[cfg(test)]\nmod tests { fn h() -> bool { !true } }"
        );
    }
}
