//! What is kept beside debts, as a Copy handle in the context: the household, requests, contacts, sketches.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::household::Household;
use crate::case::record::Sketch;
use crate::case::{Contact, Held, Record, RequestRecord};

/// The id of the one household.
pub const HOUSEHOLD: &str = "household";

/// All records, in the order in which they were made.
#[derive(Debug, Clone, Copy)]
pub struct Records(pub RwSignal<Vec<Arc<Record>>>);

impl Records {
    /// One record; tracked.
    #[must_use]
    pub fn find(self, id: &str) -> Option<Arc<Record>> {
        self.0.with(|records| records.iter().find(|record| record.id == id).cloned())
    }

    /// One record; not tracked.
    #[must_use]
    pub fn find_untracked(self, id: &str) -> Option<Arc<Record>> {
        self.0.with_untracked(|records| records.iter().find(|record| record.id == id).cloned())
    }

    /// The household; tracked.
    #[must_use]
    pub fn household(self) -> Option<Household> {
        self.find(HOUSEHOLD).and_then(|record| match &record.held {
            Held::Household(household) => Some((**household).clone()),
            _ => None,
        })
    }

    /// The household as a record to save: what it holds now becomes `household`, under the revision that is known.
    #[must_use]
    pub fn with_household(self, household: Household) -> Record {
        let rev = self.find_untracked(HOUSEHOLD).map_or(0, |record| record.rev);
        Record { id: HOUSEHOLD.to_owned(), rev, held: Held::Household(Box::new(household)) }
    }

    /// All requests with their ids; tracked.
    #[must_use]
    pub fn requests(self) -> Vec<(String, RequestRecord)> {
        self.of(|held| if let Held::Request(request) = held { Some((**request).clone()) } else { None })
    }

    /// All contacts with their ids; tracked.
    #[must_use]
    pub fn contacts(self) -> Vec<(String, Contact)> {
        self.of(|held| if let Held::Contact(contact) = held { Some((**contact).clone()) } else { None })
    }

    /// All sketches with their ids; tracked.
    #[must_use]
    pub fn sketches(self) -> Vec<(String, Sketch)> {
        self.of(|held| if let Held::Sketch(sketch) = held { Some((**sketch).clone()) } else { None })
    }

    fn of<T>(self, pick: impl Fn(&Held) -> Option<T>) -> Vec<(String, T)> {
        self.0.with(|records| {
            records.iter().filter_map(|record| pick(&record.held).map(|held| (record.id.clone(), held))).collect()
        })
    }
}

/// The records.
#[must_use]
pub fn use_records() -> Records {
    use_context().unwrap_or_else(|| Records(RwSignal::new(Vec::new())))
}
