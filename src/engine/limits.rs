//! Every bound of the domain, in one place: the forms, links, files and the engine itself read them here.

/// The greatest amount, in minor units: a thousand of them still add up within `i64`.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;
/// The most instalments of a contract.
pub const MAX_INSTALMENTS: u16 = 600;
/// The most payments more that a smallest request is searched over: thirty years of months.
pub const MAX_MORE: u16 = 360;
/// The most days of grace that a smallest request is searched over.
pub const MAX_GRACE_DAYS: u16 = 366;
/// The most days that lateness is computed for: a hundred years.
pub const MAX_DAYS: i64 = 36_600;
/// The first year of a date.
pub const MIN_YEAR: i32 = 1970;
/// The last year of a date.
pub const MAX_YEAR: i32 = 2199;
/// The greatest rate, as a fraction per year: 10,000 %.
pub const MAX_ANNUAL_RATE: i64 = 100;
/// The most events of one debt.
pub const MAX_EVENTS: usize = 50_000;
/// The most late charges of one contract.
pub const MAX_CHARGES: usize = 16;
/// The most debts of one borrower's file.
pub const MAX_DEBTS: usize = 1_000;
/// The longest name, in characters.
pub const MAX_NAME_CHARS: usize = 120;
/// The longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 2_000;
/// The longest share link fragment, in bytes.
pub const MAX_FRAGMENT_BYTES: usize = 4 * 1024;
/// The largest JSON file that is read, in bytes.
pub const MAX_JSON_BYTES: usize = 5 * 1024 * 1024;
/// The largest CSV file that is read, in bytes.
pub const MAX_CSV_BYTES: usize = 10 * 1024 * 1024;
/// The most rows of a CSV file.
pub const MAX_CSV_ROWS: usize = 50_000;
/// The most columns of a CSV file.
pub const MAX_CSV_COLUMNS: usize = 64;
/// The longest field of a CSV file, in bytes.
pub const MAX_CSV_FIELD: usize = 4_000;
/// The most significant digits an intermediate result may be cut to.
pub const MAX_PRECISION: u8 = 28;
/// The most lines of a household's budget.
pub const MAX_BUDGET_LINES: usize = 100;
/// The most months of a budget that a request looks at.
pub const MAX_STATEMENT_MONTHS: u16 = 120;
/// The most other debts that a hardship statement lists.
pub const MAX_OTHER_DEBTS: usize = 50;
/// The most pieces of evidence of a statement or a contact.
pub const MAX_EVIDENCE: usize = 50;
/// The most charges that one request disputes.
pub const MAX_DISPUTED: usize = 20;
/// The most lines of one derivation.
pub const MAX_STEPS: usize = 200;
/// The most payments more of a claim that an offer is the smallest: the search looks at each.
pub const MAX_CLAIM_MORE: u16 = 60;
/// The most days of grace of such a claim.
pub const MAX_CLAIM_GRACE: u16 = 90;
/// The most records of one borrower's file: requests, contacts, sketches, the household.
pub const MAX_RECORDS: usize = 5_000;
