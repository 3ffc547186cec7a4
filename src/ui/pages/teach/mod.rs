//! Teach: where a class begins, the sheets of a class, a student's sheet, the marks, the presenter, the plans.

mod class;
mod export;
mod home;
mod marks;
mod plans;
mod present;
mod slides;
mod worksheet;

pub use class::ClassPage;
pub use home::TeachPage;
pub use marks::MarksPage;
pub use plans::PlansPage;
pub use present::PresentPage;
pub use worksheet::WorksheetPage;
