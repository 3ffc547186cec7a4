//! `imsmanifest.xml`: IMS content packaging 1.1.2 as SCORM 1.2 has it. One organization, one item, one resource.
//!
//! The schemas are not named by a location: the standard wants those files inside the package then, and no platform reads them.

use std::fmt::Write as _;

use super::{MANIFEST, PAGE};
use crate::present::Lang;
use crate::present::letter::escaped;

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// What it is in a word (`lesson-the-minimum-payment`, `sheet-CLASS7-12`): the identifiers are made of it.
    pub id: String,
    /// The language of the package: the same lesson in two languages is two packages.
    pub lang: Lang,
    /// What the platform shows in its list.
    pub title: String,
    /// From which score in percent it is passed; none where it is only completed.
    pub mastery: Option<u8>,
    /// Every file but the manifest itself.
    pub files: Vec<String>,
}

/// The manifest as XML.
#[must_use]
pub fn manifest(package: &Package) -> String {
    let id = identifier(package);
    let title = escaped(&plain(&package.title));
    let mastery = package.mastery.map_or_else(String::new, |percent| {
        format!("\n        <adlcp:masteryscore>{}</adlcp:masteryscore>", percent.min(100))
    });
    let mut files = String::new();
    for name in package.files.iter().filter(|name| *name != MANIFEST) {
        let _ = write!(files, "\n      <file href=\"{}\"/>", address(name));
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="{id}-course">
    <organization identifier="{id}-course">
      <title>{title}</title>
      <item identifier="{id}-item" identifierref="{id}-page" isvisible="true">
        <title>{title}</title>{mastery}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="{id}-page" type="webcontent" adlcp:scormtype="sco" href="{PAGE}">{files}
    </resource>
  </resources>
</manifest>
"#
    )
}

/// An XML name: it begins with a letter and holds letters, digits and hyphens of ASCII only.
fn identifier(package: &Package) -> String {
    let word: String = package.id.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    format!("duewise-{word}-{}", package.lang.tag())
}

/// The text without what XML 1.0 cannot hold, on one line.
fn plain(text: &str) -> String {
    let held = text.chars().filter(|sign| !matches!(sign, '\u{fffe}' | '\u{ffff}'));
    held.map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// A file's name as a relative address.
fn address(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMSCP: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
    const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";

    fn package(title: &str, files: &[&str]) -> Package {
        Package {
            id: "sheet-CLASS7-12".to_owned(),
            lang: Lang::Zh,
            title: title.to_owned(),
            mastery: Some(60),
            files: files.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn a_platform_finds_one_page_with_all_its_files() {
        let files = ["index.html", "scorm.js", "app.css", "content.json"];
        let xml = manifest(&package("工作纸 <一> & \"二\"", &files));
        let tree = roxmltree::Document::parse(&xml).expect("it is XML");
        let find =
            |name: &str| -> Vec<_> { tree.descendants().filter(|node| node.has_tag_name((IMSCP, name))).collect() };
        let one = |name: &str| {
            let found = find(name);
            assert_eq!(found.len(), 1, "{name}");
            found.into_iter().next().expect("one")
        };
        assert_eq!((one("schema").text(), one("schemaversion").text()), (Some("ADL SCORM"), Some("1.2")));
        let (item, resource) = (one("item"), one("resource"));
        assert_eq!(one("organizations").attribute("default"), one("organization").attribute("identifier"));
        assert_eq!(item.attribute("identifierref"), resource.attribute("identifier"));
        assert_eq!(resource.attribute((ADLCP, "scormtype")), Some("sco"));
        assert_eq!((resource.attribute("type"), resource.attribute("href")), (Some("webcontent"), Some("index.html")));
        let listed: Vec<_> = find("file").iter().filter_map(|node| node.attribute("href")).collect();
        assert_eq!(listed, files, "each file once");
        for title in find("title") {
            assert_eq!(title.text(), Some("工作纸 <一> & \"二\""));
        }
        let mastery = item.children().find(|node| node.has_tag_name((ADLCP, "masteryscore")));
        assert_eq!(mastery.and_then(|node| node.text()), Some("60"));
    }

    #[test]
    fn the_identifiers_are_xml_names_and_no_two_are_the_same() {
        let mut odd = package("x", &["index.html"]);
        odd.id = "9 课/堂:\"'<".to_owned();
        let xml = manifest(&odd);
        let tree = roxmltree::Document::parse(&xml).expect("it is XML");
        let mut ids: Vec<_> = tree.descendants().filter_map(|node| node.attribute("identifier")).collect();
        assert!(
            ids.iter()
                .all(|id| id.starts_with("duewise-") && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        );
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), all), (4, 4));
    }

    #[test]
    fn the_same_lesson_in_two_languages_is_two_packages() {
        let zh = package("x", &["index.html"]);
        let en = Package { lang: Lang::En, ..zh.clone() };
        assert_eq!(manifest(&zh), manifest(&zh.clone()));
        assert_ne!(identifier(&zh), identifier(&en));
    }

    #[test]
    fn a_title_cannot_break_the_file() {
        let xml = manifest(&package("a\u{0}b\u{8}\n]]></title><item>\u{ffff}\u{85}", &["index.html"]));
        let tree = roxmltree::Document::parse(&xml).expect("it is XML");
        assert_eq!(tree.descendants().filter(|node| node.has_tag_name((IMSCP, "item"))).count(), 1);
    }

    #[test]
    fn no_address_in_it_is_absolute() {
        let xml = manifest(&package("x", &["index.html", "课 7.js"]));
        let tree = roxmltree::Document::parse(&xml).expect("it is XML");
        let addresses: Vec<_> = tree.descendants().filter_map(|node| node.attribute("href")).collect();
        assert_eq!(addresses, ["index.html", "index.html", "%E8%AF%BE%207.js"]);
        assert!(!xml.contains("schemaLocation"));
    }

    #[test]
    fn without_a_mark_to_pass_there_is_none() {
        let mut lesson = package("x", &["index.html"]);
        lesson.mastery = None;
        assert!(!manifest(&lesson).contains("masteryscore"));
    }
}
