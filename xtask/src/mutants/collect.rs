//! Walks one source file and lists every place that can be mutated, with the forms it may take.

use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Block, Expr, Lit, Meta, Signature, Stmt, UnOp};

use super::forms;
use crate::run::Result;

/// How the forms of a site are woven into the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weave {
    /// An expression: `(if on(1) { form } else { original })`.
    Expression,
    /// A statement that may be left out: `if on(1) { form } else { original }`.
    Statement,
    /// The start of a function: `if on(1) { return form; }`.
    Body,
}

/// A place and the forms that it may take instead of its own.
#[derive(Clone, Debug)]
pub struct Site {
    pub range: Range<usize>,
    pub line: usize,
    pub function: String,
    pub weave: Weave,
    /// What the report shows for the original.
    pub original: String,
    /// The replacement text and what the report shows for it.
    pub forms: Vec<(String, String)>,
}

/// The sites of a file, in the order of the source, and where `const` stands before a function.
pub fn collect(source: &str) -> Result<(Vec<Site>, Vec<Range<usize>>)> {
    let file = syn::parse_file(source).map_err(|error| format!("line {}: {error}", error.span().start().line))?;
    let mut walk = Walk { source, function: String::new(), sites: Vec::new(), constants: Vec::new() };
    walk.visit_file(&file);
    // Outer before inner; the start of a body before whatever begins there.
    walk.sites.sort_by_key(|site| (site.range.start, site.weave != Weave::Body, std::cmp::Reverse(site.range.end)));
    Ok((walk.sites, walk.constants))
}

struct Walk<'a> {
    source: &'a str,
    function: String,
    sites: Vec<Site>,
    constants: Vec<Range<usize>>,
}

impl Walk<'_> {
    fn text(&self, span: Span) -> String {
        self.source.get(span.byte_range()).unwrap_or_default().to_owned()
    }

    fn push(&mut self, span: Span, weave: Weave, forms: Vec<String>) {
        let original = self.text(span);
        let shown = forms.into_iter().map(|form| (form.clone(), one_line(&form)));
        let forms: Vec<_> = shown.filter(|(form, _)| *form != original).collect();
        if !forms.is_empty() {
            let function = self.function.clone();
            let (range, line) = (span.byte_range(), span.start().line);
            self.sites.push(Site { range, line, function, weave, original: one_line(&original), forms });
        }
    }

    /// A condition becomes true and false. In a chain of `let`s only the plain parts can.
    fn condition(&mut self, condition: &Expr, may_hang: bool) {
        match condition {
            Expr::Let(_) => {}
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) && has_let(condition) => {
                self.condition(&binary.left, may_hang);
                self.condition(&binary.right, may_hang);
            }
            _ if may_hang => self.push(condition.span(), Weave::Expression, vec!["false".to_owned()]),
            _ => self.push(condition.span(), Weave::Expression, vec!["true".to_owned(), "false".to_owned()]),
        }
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        let by_value = signature.receiver().is_some_and(|receiver| receiver.reference.is_none());
        let body = self.source.get(inside(block)).unwrap_or_default().trim().to_owned();
        let forms: Vec<(String, String)> = forms::bodies(&signature.output, by_value)
            .into_iter()
            .filter(|form| *form != body)
            .map(|form| (format!("return {form};"), format!("{{ {form} }}")))
            .collect();
        if !forms.is_empty() && !body.is_empty() {
            let (line, start) = (signature.span().start().line, inside(block).start);
            let (original, function) = (format!("body of {}", self.function), self.function.clone());
            self.sites.push(Site { range: start..start, line, function, weave: Weave::Body, original, forms });
        }
        self.visit_block(block);
        if let Some(constant) = signature.constness {
            self.constants.push(constant.span().byte_range());
        }
        self.function = outer;
    }

    fn literal(&mut self, literal: &syn::LitInt) {
        let Ok(value) = literal.base10_parse::<u64>() else { return };
        let near = [value.checked_add(1), value.checked_sub(1)];
        let forms = near.into_iter().flatten().map(|value| format!("{value}{}", literal.suffix())).collect();
        self.push(literal.span(), Weave::Expression, forms);
    }

    fn binary(&mut self, binary: &syn::ExprBinary) {
        if has_let(&binary.left) || has_let(&binary.right) {
            return;
        }
        let assigns =
            matches!(binary.op, BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::MulAssign(_) | BinOp::DivAssign(_));
        let (left, right) = (self.text(binary.left.span()), self.text(binary.right.span()));
        let own = self.text(binary.op.span());
        let (range, line, function) = (binary.span().byte_range(), binary.span().start().line, self.function.clone());
        let forms: Vec<_> = forms::operators(&binary.op)
            .iter()
            .map(|other| {
                let shown = one_line(&format!("{left} {other} {right}"));
                // Brackets keep what binds tighter together; a place that is assigned to takes none.
                let form =
                    if assigns { format!("{left} {other} {right}") } else { format!("({left}) {other} ({right})") };
                (form, shown)
            })
            .collect();
        if !forms.is_empty() {
            let original = one_line(&format!("{left} {own} {right}"));
            self.sites.push(Site { range, line, function, weave: Weave::Expression, original, forms });
        }
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let (whole, at) = (call.span().byte_range(), call.method.span().byte_range());
        if forms::asks(&name) {
            let form = format!("!{}", self.text(call.span()));
            self.push(call.span(), Weave::Expression, vec![form]);
        }
        if let Some(other) = forms::method(&name) {
            let (head, tail) = (self.source.get(whole.start..at.start), self.source.get(at.end..whole.end));
            let form = format!("{}{other}{}", head.unwrap_or_default(), tail.unwrap_or_default());
            self.push(call.span(), Weave::Expression, vec![form]);
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !for_tests(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !for_tests(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !for_tests(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Binary(binary) => self.binary(binary),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let form = self.text(unary.expr.span());
                self.push(unary.span(), Weave::Expression, vec![form]);
            }
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(number) => self.literal(number),
                Lit::Bool(value) => {
                    self.push(value.span, Weave::Expression, vec![(!value.value).to_string()]);
                }
                _ => {}
            },
            Expr::If(branch) => self.condition(&branch.cond, false),
            Expr::While(repeat) => self.condition(&repeat.cond, true),
            Expr::MethodCall(call) => self.method(call),
            Expr::Macro(call) if call.mac.path.is_ident("matches") => {
                let form = format!("!{}", self.text(call.span()));
                self.push(call.span(), Weave::Expression, vec![form]);
            }
            Expr::Call(call) => {
                if let Expr::Path(path) = &*call.func
                    && let Some(other) =
                        path.path.segments.last().and_then(|last| forms::function(&last.ident.to_string()))
                {
                    let (whole, after) = (call.span().byte_range(), call.func.span().byte_range().end);
                    let form = format!("{other}{}", self.source.get(after..whole.end).unwrap_or_default());
                    self.push(call.span(), Weave::Expression, vec![form]);
                }
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let Some((_, guard)) = &arm.guard {
            self.condition(guard, false);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(expr, Some(_)) = statement
            && can_be_left_out(expr)
        {
            self.push(statement.span(), Weave::Statement, vec![String::new()]);
        }
        visit::visit_stmt(self, statement);
    }

    // Patterns, types, constants and attributes are not mutated.
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }
}

fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// A call or an assignment for its effect.
fn can_be_left_out(expr: &Expr) -> bool {
    match expr {
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Assign(_) => true,
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::MulAssign(_) | BinOp::DivAssign(_))
        }
        Expr::Try(inner) => can_be_left_out(&inner.expr),
        _ => false,
    }
}

fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string() == "test")
    })
}

fn inside(block: &Block) -> Range<usize> {
    let braces = &block.brace_token.span;
    braces.open().byte_range().end..braces.close().byte_range().start
}

/// Text as one line without runs of spaces, not longer than a line of a report.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 120 { line } else { line.chars().take(117).collect::<String>() + "…" }
}
