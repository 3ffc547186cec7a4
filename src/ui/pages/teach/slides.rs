//! What is projected: one idea a screen, the working line by line.

use crate::present::Lang;
use crate::present::teach::{SheetId, StepText, letter, preset, sheet};
use crate::present::words::teach as words;

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slide {
    /// A code and a title, and what it is about.
    Title(String, String, String),
    /// What is given.
    Given(Vec<(String, String)>),
    /// A question, with what can be chosen from.
    Ask(String, Vec<String>),
    /// The working up to a step, the last one being new.
    Steps(Vec<StepText>),
    /// The answer.
    Answer(String),
    /// What to talk about.
    Talk(String),
}

/// The screens of what a fragment names: a scenario (`LF-03`), or a task of a sheet (`CLASS7-1/4`); the whole sheet without a
/// number.
pub fn slides(fragment: &str, lang: Lang) -> Option<Vec<Slide>> {
    if let Some(preset) = preset(fragment) {
        let mut all =
            vec![Slide::Title(preset.code.to_owned(), preset.title(lang).to_owned(), preset.story(lang).to_owned())];
        all.extend(revealed(&preset.steps(lang).ok()?));
        all.extend(preset.discuss(lang).into_iter().map(|line| Slide::Talk(line.to_owned())));
        return Some(all);
    }
    let (code, wanted) =
        fragment.rsplit_once('/').map_or((fragment, None), |(code, number)| (code, number.parse().ok()));
    let sheet = sheet(&SheetId::from_code(code).ok()?).ok()?;
    let mut all = Vec::new();
    for (number, task) in (1_usize..).zip(&sheet.tasks) {
        if wanted.is_some_and(|wanted: usize| wanted != number) {
            continue;
        }
        let text = task.text(lang);
        let head = words::task_head(lang, &number.to_string(), &text.title);
        all.push(Slide::Title(sheet.id.to_code(), head, String::new()));
        all.push(Slide::Given(text.given));
        let choices = text.choices.iter().enumerate().map(|(at, choice)| format!("{}. {choice}", letter(at)));
        all.push(Slide::Ask(text.ask, choices.collect()));
        all.extend(revealed(&task.steps(lang)));
        all.push(Slide::Answer(task.answer.text(lang)));
    }
    (!all.is_empty()).then_some(all)
}

/// The working, one line more on each screen.
fn revealed(steps: &[StepText]) -> impl Iterator<Item = Slide> {
    (1..=steps.len()).map(|count| Slide::Steps(steps.iter().take(count).cloned().collect()))
}
