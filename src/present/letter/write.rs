//! A letter written out: as plain text, and as one HTML file that asks nothing of a browser but to show it.

use super::{Block, Letter, Table};
use crate::present::lang::Lang;

impl Letter {
    /// The letter as plain text, with lines of any length.
    #[must_use]
    pub fn text(&self) -> String {
        let colon = self.colon();
        let mut lines = vec![self.title.clone(), String::new()];
        lines.extend(self.parties.iter().map(|(label, value)| format!("{label}{colon}{value}")));
        lines.push(String::new());
        for block in &self.blocks {
            match block {
                Block::Heading(text) => lines.push(text.clone()),
                Block::Paragraph(text) | Block::Quote(text) => {
                    lines.push(text.clone());
                    lines.push(String::new());
                }
                Block::List(points) => {
                    lines.extend(points.iter().map(|point| format!("- {point}")));
                    lines.push(String::new());
                }
                Block::Table(table) => {
                    lines.push(table.caption.clone());
                    lines.push(table.head.join(" | "));
                    lines.extend(table.rows.iter().map(|row| one_line(row)));
                    lines.push(String::new());
                }
            }
        }
        lines.extend(self.signature.iter().map(|(label, value)| format!("{label}{colon}{value}")));
        lines.push(String::new());
        lines.push(self.note.clone());
        lines.join("\n") + "\n"
    }

    /// The letter as an HTML file of its own: no script, nothing loaded, every text escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
            self.lang.tag()
        );
        out.push_str(&self.pairs(&self.parties));
        for block in &self.blocks {
            out.push_str(&of_block(block));
        }
        out.push_str(&self.pairs(&self.signature));
        out.push_str(&format!("<footer><p>{}</p></footer>\n</body>\n</html>\n", escaped(&self.note)));
        out
    }

    fn pairs(&self, pairs: &[(String, String)]) -> String {
        let colon = self.colon();
        let lines: Vec<String> =
            pairs.iter().map(|(label, value)| format!("{}{colon}{}", escaped(label), escaped(value))).collect();
        format!("<p>{}</p>\n", lines.join("<br>\n"))
    }

    const fn colon(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "：",
            Lang::En => ": ",
        }
    }
}

/// The cells of a row that hold something.
fn one_line(row: &[String]) -> String {
    let cells: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    cells.join(" | ")
}

const STYLE: &str = "body{font:16px/1.7 system-ui,\"PingFang SC\",\"Noto Sans SC\",\"Microsoft YaHei\",sans-serif;\
    max-width:42em;margin:2em auto;padding:0 1em;color:#1b2430;background:#fff}h1{font-size:1.4em}h2{font-size:1.1em}\
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}caption{text-align:left}\
    th,td{border-bottom:1px solid #d9d6ce;padding:.25em .5em;text-align:left}blockquote{margin:0 0 1em;padding-left:1em;\
    border-left:2px solid #d9d6ce;overflow-wrap:anywhere}footer{color:#4a5563;font-size:.9em}";

fn of_block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escaped(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::Quote(text) => format!("<blockquote>{}</blockquote>\n", escaped(text)),
        Block::List(points) => {
            let points: String = points.iter().map(|point| format!("<li>{}</li>\n", escaped(point))).collect();
            format!("<ul>\n{points}</ul>\n")
        }
        Block::Table(table) => of_table(table),
    }
}

fn of_table(table: &Table) -> String {
    let row = |cells: &[String], tag: &str| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = table.rows.iter().map(|cells| row(cells, "td")).collect();
    let head = row(&table.head, "th scope=\"col\"").replace("</th scope=\"col\">", "</th>");
    format!(
        "<table>\n<caption>{}</caption>\n<thead>{head}</thead>\n<tbody>{rows}</tbody>\n</table>\n",
        escaped(&table.caption)
    )
}

/// A text with what HTML would read as its own replaced.
pub(in crate::present) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
