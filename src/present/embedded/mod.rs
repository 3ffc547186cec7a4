//! The embedded late-fee simulator: what the host page sets, what the borrower types, and what both come to.
//!
//! Pure, and small on purpose: the widget's whole frame has a budget of 90 KB, so what is read here is computed by
//! [`crate::engine::overdue`] and [`crate::law::ceiling`], without documents, replay and rule packs. The portal's
//! simulator says the same of the same terms; a test compares them.

mod form;
mod picture;
mod reading;
mod shown;

#[cfg(test)]
mod tests;

pub use form::{Form, Knob, Refused};
pub use picture::Picture;
pub use shown::{Row, Shown, message, show};
