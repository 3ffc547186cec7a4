//! Learn: the lessons, one lesson, the glossary, the questions that are due again, what was learned.

mod certificate;
mod glossary;
mod lesson;
mod list;
mod review;

pub use certificate::CertificatePage;
pub use glossary::GlossaryPage;
pub use lesson::LessonPage;
pub use list::LearnPage;
pub use review::ReviewPage;
