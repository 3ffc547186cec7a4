//! Where the page may send requests to: the list of lenders, as the desk hands it out, and the policy made of it.

use super::headers::Policy;
use crate::case::{Lenders, LendersError};
use std::fmt;
use std::path::{Path, PathBuf};

/// The list of lenders in the folder that the build wrote.
const BUILT: &str = "lenders.json";

/// The list and its policy.
#[derive(Debug, Clone)]
pub struct Destinations {
    pub(super) policy: Policy,
    pub(super) list: Option<String>,
}

/// Why a list of lenders is refused.
#[derive(Debug)]
pub enum DestinationsError {
    /// The file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// It is no list of lenders.
    Refused(PathBuf, LendersError),
    /// An origin that cannot stand in a header.
    Origin(PathBuf),
}

impl fmt::Display for DestinationsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(file, error) => write!(out, "{}: {error}", file.display()),
            Self::Refused(file, error) => write!(out, "{} is no list of lenders: {error}", file.display()),
            Self::Origin(file) => write!(out, "{}: an origin cannot stand in a header", file.display()),
        }
    }
}

impl std::error::Error for DestinationsError {}

impl Destinations {
    /// Reads the list that is named, or else the one of the build. A build without a list sends nothing anywhere.
    ///
    /// # Errors
    /// Why the list is refused. `allow_loopback` lets it name addresses of this machine, for trying things out.
    pub fn read(named: Option<&Path>, dist: &Path, allow_loopback: bool) -> Result<Self, DestinationsError> {
        let built = dist.join(BUILT);
        let file = match named {
            Some(file) => file.to_owned(),
            None if built.is_file() => built,
            None => {
                let policy = Policy::of(&[]).ok_or(DestinationsError::Origin(built))?;
                return Ok(Self { policy, list: None });
            }
        };
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => return Err(DestinationsError::Unreadable(file, error)),
        };
        let lenders = match Lenders::parse(&text, allow_loopback) {
            Ok(lenders) => lenders,
            Err(error) => return Err(DestinationsError::Refused(file, error)),
        };
        let policy = Policy::of(&lenders.origins()).ok_or(DestinationsError::Origin(file))?;
        Ok(Self { policy, list: Some(text) })
    }
}
