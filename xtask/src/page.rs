//! Just enough HTML reading to finish the page that Trunk writes: its tags are our own.

/// One `<link …>` or `<script …>` tag: where it stands and what it says.
pub struct Tag<'a> {
    pub start: usize,
    pub end: usize,
    text: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; a bare attribute has the value "".
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.text;
        while let Some(at) = rest.find(name) {
            let before = rest[..at].chars().next_back();
            let after = &rest[at + name.len()..];
            if before.is_some_and(char::is_whitespace) {
                if let Some(value) = after.strip_prefix("=\"") {
                    return value.split('"').next();
                }
                if after.starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/') {
                    return Some("");
                }
            }
            rest = after;
        }
        None
    }
}

/// Every tag of this name, in order, ignoring comments.
pub fn tags<'a>(html: &'a str, name: &str) -> Vec<Tag<'a>> {
    let open = format!("<{name}");
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = html[from..].find(&open).map(|at| at + from) {
        let Some(end) = html[at..].find('>').map(|end| at + end + 1) else {
            break;
        };
        if html[at + open.len()..].starts_with(|next: char| next.is_whitespace() || next == '>') {
            found.push(Tag { start: at, end, text: &html[at..end] });
        }
        from = end;
    }
    found
}

/// The page without its comments and without blank lines.
pub fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find("-->").map_or("", |end| &rest[at + end + 3..]);
    }
    kept.push_str(rest);
    let lines: Vec<&str> = kept.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// The page with the tags at these places taken out, the first one replaced.
pub fn replace(html: &str, places: &[(usize, usize)], with: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (index, (start, end)) in places.iter().enumerate() {
        out.push_str(&html[from..*start]);
        if index == 0 {
            out.push_str(with);
        }
        from = *end;
    }
    out.push_str(&html[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{replace, tags, without_comments};

    const PAGE: &str = "<head><link rel=\"stylesheet\" href=\"/a.css\"/><!-- no <b> -->\n\n<link data-trunk rel=\"rust\" data-bin=\"portal\"></head>";

    #[test]
    fn attributes_are_read_by_their_whole_name() {
        let links = tags(PAGE, "link");
        assert_eq!(links.len(), 2);
        assert_eq!(links[0].attribute("href"), Some("/a.css"));
        assert_eq!(links[0].attribute("ref"), None);
        assert_eq!(links[1].attribute("data-trunk"), Some(""));
        assert_eq!(links[1].attribute("data-bin"), Some("portal"));
    }

    #[test]
    fn tags_are_replaced_in_place() {
        let places: Vec<_> = tags(PAGE, "link").iter().map(|tag| (tag.start, tag.end)).collect();
        assert_eq!(without_comments(&replace(PAGE, &places, "<x>")), "<head><x>\n</head>\n");
    }
}
