//! The files that the site serves of `content/`: each is read as the program reads it, and nothing in them leads nowhere.

use std::collections::BTreeSet;
use std::path::Path;

use duewise::content::{Glossary, LESSONS, Lesson, PartKind, Plans, glossary_file, plans_file};
use duewise::present::learn::{Block, Piece, Reading, Terms};
use duewise::present::teach::preset;
use duewise::ui::route::Route;

#[path = "../../xtask/src/content.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests read the files, not all that is known of them")]
mod files;

fn all() -> files::All {
    files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).expect("the folder")
}

fn lessons(all: &files::All, language: usize) -> Vec<Lesson> {
    let read = |lesson: &files::Lesson| {
        serde_json::from_str(&lesson.files[language].text).unwrap_or_else(|error| panic!("{}: {error}", lesson.id))
    };
    all.lessons.iter().map(read).collect()
}

#[test]
fn the_program_knows_every_file_by_its_name() {
    let all = all();
    assert_eq!(all.lessons.len(), LESSONS.len());
    for (file, known) in all.lessons.iter().zip(LESSONS) {
        for (place, english) in [(0, false), (1, true)] {
            assert_eq!(format!("/content/{}", file.files[place].name), known.file(english));
        }
    }
    for (place, english) in [(0, false), (1, true)] {
        assert_eq!(format!("/content/{}", all.glossary[place].name), glossary_file(english));
        assert_eq!(format!("/content/{}", all.plans[place].name), plans_file(english));
    }
}

#[test]
fn both_languages_of_a_lesson_have_the_same_parts_figures_and_answers() {
    let all = all();
    for (chinese, english) in lessons(&all, 0).iter().zip(lessons(&all, 1)) {
        let kinds = |lesson: &Lesson| lesson.part.iter().map(|part| part.kind).collect::<Vec<_>>();
        assert_eq!(kinds(chinese), kinds(&english), "{}", chinese.id);
        let right = |lesson: &Lesson| {
            lesson.check.iter().map(|check| check.option.iter().position(|option| option.right)).collect::<Vec<_>>()
        };
        assert_eq!(right(chinese), right(&english), "{}", chinese.id);
        let starts = |lesson: &Lesson| lesson.figure.input.iter().map(|input| input.start).collect::<Vec<_>>();
        assert_eq!(starts(chinese), starts(&english), "{}", chinese.id);
        let slots = |lesson: &Lesson| {
            let none = Terms::default();
            let pieces = Reading::new(lesson, &none).pieces(&lesson.figure.says);
            let slots =
                pieces.into_iter().filter_map(|piece| if let Piece::Slot(name) = piece { Some(name) } else { None });
            slots.collect::<BTreeSet<_>>()
        };
        assert_eq!(slots(chinese), slots(&english), "{}", chinese.id);
    }
}

#[test]
fn every_lesson_links_terms_and_sources_and_leads_to_a_screen() {
    let all = all();
    for language in [0, 1] {
        let glossary: Glossary = serde_json::from_str(&all.glossary[language].text).expect("a glossary");
        for lesson in lessons(&all, language) {
            let terms = Terms::among(glossary.term.iter().filter(|term| lesson.terms.contains(&term.id)));
            let mut reading = Reading::new(&lesson, &terms);
            let (mut linked, mut marks) = (0, BTreeSet::new());
            for part in &lesson.part {
                let pieces = match reading.block(part) {
                    Block::Paragraph(pieces) => pieces,
                    Block::List(lines) => lines.concat(),
                    Block::Dialogue(lines) => {
                        assert!(lines.iter().all(|(who, _)| !who.is_empty()), "{}: somebody speaks", lesson.id);
                        lines.into_iter().flat_map(|(_, pieces)| pieces).collect()
                    }
                    Block::Figure | Block::Picture => Vec::new(),
                };
                for piece in pieces {
                    match piece {
                        Piece::Term { .. } => linked += 1,
                        Piece::Mark(place) => _ = marks.insert(place),
                        Piece::Text(text) => assert!(!text.contains(['[', '{']), "{}: {text}", lesson.id),
                        Piece::Slot(_) => {}
                    }
                }
            }
            assert!(linked > 0, "{}: no term is linked", lesson.id);
            assert!(marks.iter().all(|place| *place <= lesson.source.len()), "{}", lesson.id);
            assert!(lesson.part.iter().any(|part| part.kind == PartKind::Picture), "{}: a picture", lesson.id);
            assert_ne!(Route::parse(&lesson.deed.route), Route::NotFound, "{}", lesson.id);
        }
    }
}

#[test]
fn every_term_leads_to_terms_that_exist() {
    for file in &all().glossary {
        let glossary: Glossary = serde_json::from_str(&file.text).expect("a glossary");
        let ids: BTreeSet<&str> = glossary.term.iter().map(|term| term.id.as_str()).collect();
        assert!(ids.len() >= 80 && ids.len() == glossary.term.len());
        for term in &glossary.term {
            assert!(term.see.iter().all(|id| ids.contains(id.as_str())), "{}", term.id);
            assert!(!term.text.is_empty() && !term.other.is_empty() && !term.says.is_empty(), "{}", term.id);
        }
    }
}

#[test]
fn every_plan_adds_up_and_leads_to_lessons_and_scenarios_that_exist() {
    for file in &all().plans {
        let plans: Plans = serde_json::from_str(&file.text).expect("plans");
        assert!(plans.plan.len() >= 8 && !plans.rule.text.is_empty());
        let mut taught = BTreeSet::new();
        for plan in &plans.plan {
            assert_eq!(plan.step.iter().map(|step| step.minutes).sum::<u16>(), plan.minutes, "{}", plan.id);
            let lists = [&plan.objective, &plan.discuss, &plan.assess, &plan.need];
            assert!(lists.iter().all(|list| !list.is_empty()), "{}", plan.id);
            taught.extend(plan.lessons.iter().cloned());
            for code in &plan.presets {
                assert!(preset(code).is_some_and(|preset| preset.code == code), "{}: {code}", plan.id);
            }
        }
        let ids: BTreeSet<String> = LESSONS.iter().map(|lesson| lesson.id.to_owned()).collect();
        assert_eq!(taught, ids, "every lesson is in a plan, and no plan has another one");
        for row in &plans.row {
            assert!(ids.contains(&row.lesson), "{}", row.lesson);
            let read = plans.framework.iter().find(|one| one.id == row.framework).expect("a framework");
            assert_ne!(read.confirmed, "unread", "{}: nothing is matched with what was not read", read.id);
        }
        assert!(ids.iter().all(|id| plans.row.iter().any(|row| row.lesson == *id)), "every lesson has a row");
    }
}
