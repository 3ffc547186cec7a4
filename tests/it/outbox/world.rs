//! The world around an outbox: a disk that keeps what was committed, tabs that forget, a network, a wall clock; and what must
//! hold after every step.

use super::desk::{Back, Desk, FATES, Fate};
use duewise::case::RequestKey;
use duewise::store::outbox::{Answer, Clock, DAY, Draft, Lease, Millis, Next, Now, Permit, Row, SECOND, State, next};
use std::collections::BTreeMap;

const LIFETIME: Millis = 400 * DAY;
const PATIENCE: Millis = 15 * SECOND;
const TERM: Millis = 20 * SECOND;
const STEPS: u64 = 40;

/// The program under test, and builds of it with one fault each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    Sound,
    /// A retry goes out under a fresh key.
    NewKeyAtRetry,
    /// The borrower hears of a state before the transaction is complete.
    TellsBeforeCommit,
    /// The bytes leave before the attempt is committed.
    SendsBeforeCommit,
    /// The document is serialised again at each attempt.
    WritesAnew,
}

/// What was committed.
#[derive(Clone, Default)]
struct Disk {
    rows: BTreeMap<RequestKey, Row>,
    lease: Lease,
    clock: Clock,
}

/// A request on the wire, or its answer.
#[derive(Clone)]
struct Flight {
    holder: u64,
    /// The row that waits for it.
    row: RequestKey,
    /// The key that is sent.
    key: RequestKey,
    body: Vec<u8>,
    attempt: u32,
    back: Option<Back>,
}

/// How often each kind of thing happened.
#[derive(Debug, Default)]
pub struct Seen {
    acked: u64,
    rejected: u64,
    cancelled: u64,
    expired: u64,
    withdrawn: u64,
    replayed: u64,
    recovered: u64,
    crashes: u64,
    lost_commits: u64,
    new_keys: u64,
}

impl Seen {
    fn counts(&self) -> [u64; 10] {
        [
            self.acked,
            self.rejected,
            self.cancelled,
            self.expired,
            self.withdrawn,
            self.replayed,
            self.recovered,
            self.crashes,
            self.lost_commits,
            self.new_keys,
        ]
    }

    pub fn add(&mut self, one: &Self) {
        self.acked += one.acked;
        self.rejected += one.rejected;
        self.cancelled += one.cancelled;
        self.expired += one.expired;
        self.withdrawn += one.withdrawn;
        self.replayed += one.replayed;
        self.recovered += one.recovered;
        self.crashes += one.crashes;
        self.lost_commits += one.lost_commits;
        self.new_keys += one.new_keys;
    }

    pub fn every_kind_happened(&self) -> bool {
        self.counts().iter().all(|count| *count > 100)
    }
}

/// splitmix64: small, seeded, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound.max(1) as u64) as usize
    }

    fn key(&mut self) -> RequestKey {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.roll().to_le_bytes());
        bytes[8..].copy_from_slice(&self.roll().to_le_bytes());
        RequestKey::of_random(bytes)
    }
}

pub struct World {
    build: Build,
    dice: Dice,
    wall: Millis,
    disk: Disk,
    /// The numbers of the tabs that live; a tab that comes back has a new one.
    tabs: Vec<u64>,
    tabs_ever: u64,
    wire: Vec<Flight>,
    desk: Desk,
    /// The text of each request as it was frozen, and what the borrower was told of it.
    texts: BTreeMap<RequestKey, Vec<u8>>,
    told: BTreeMap<RequestKey, u8>,
    /// How many effects the borrower has allowed for a text: one, and one for each new key that was confirmed.
    allowed: BTreeMap<Vec<u8>, u32>,
    /// Whether a crash strikes before the next commit.
    doomed: bool,
    seen: Seen,
}

impl World {
    /// One schedule: a stormy part of random steps, then a quiet one in which the network stays up.
    pub fn run(build: Build, seed: u64) -> Result<Seen, String> {
        let mut world = Self {
            build,
            dice: Dice(seed),
            wall: 1_795_500_000_000,
            disk: Disk::default(),
            tabs: vec![1],
            tabs_ever: 1,
            wire: Vec::new(),
            desk: Desk::default(),
            texts: BTreeMap::new(),
            told: BTreeMap::new(),
            allowed: BTreeMap::new(),
            doomed: false,
            seen: Seen::default(),
        };
        world.enqueue(1);
        for step in 0..STEPS {
            let before = world.disk.rows.clone();
            world.step();
            world.check(&before).map_err(|broken| format!("step {step}: {broken}"))?;
        }
        world.quiet()?;
        world.settled()?;
        Ok(world.seen)
    }

    fn step(&mut self) {
        let tab = if self.tabs.is_empty() { 0 } else { self.tabs[self.dice.below(self.tabs.len())] };
        self.doomed = self.dice.below(12) == 0;
        match self.dice.below(20) {
            0 | 1 if self.disk.rows.len() < 4 => self.enqueue(tab),
            2..=6 => {
                self.act(tab);
            }
            7..=9 => self.arrive(None),
            10 | 11 => self.come_back(),
            12 => self.twice(),
            13 => self.cancel(tab),
            14 => self.confirm_new_key(tab),
            15 => self.crash(tab),
            16 => self.open(),
            17 => self.wall += [10, SECOND, 5 * SECOND, 30 * SECOND, 3_600 * SECOND][self.dice.below(5)],
            18 if self.dice.below(4) == 0 => self.jump(),
            _ => self.wall += SECOND + self.dice.roll() % (20 * SECOND),
        }
        // A crash that found no commit to strike at strikes nothing.
        self.doomed = false;
    }

    /// One transaction of a tab: all of it is committed or, when the browser is killed before, none; then the tab is gone.
    fn commit(&mut self, tab: u64, disk: Disk) -> bool {
        if std::mem::take(&mut self.doomed) {
            self.seen.lost_commits += 1;
            self.crash(tab);
            return false;
        }
        self.disk = disk;
        true
    }

    /// Commits a move of a row and then tells the borrower.
    fn move_row(&mut self, tab: u64, mut disk: Disk, row: Row) -> bool {
        let (key, rank) = (row.key().clone(), row.state().rank());
        if self.build == Build::TellsBeforeCommit {
            self.told.insert(key.clone(), rank);
        }
        disk.rows.insert(key.clone(), row);
        let committed = self.commit(tab, disk);
        if committed {
            self.told.insert(key, rank);
        }
        committed
    }

    fn enqueue(&mut self, tab: u64) {
        if tab == 0 {
            return;
        }
        let mut disk = self.disk.clone();
        let now = disk.clock.tick(self.wall);
        let body = format!("{{\"n\": {}, \"why\": \"失业\"}}", self.texts.len());
        let key = self.dice.key();
        let draft = Draft { lender: "example".to_owned(), body: body.clone() };
        let row = draft.queue(key.clone(), now, LIFETIME).expect("a short text");
        if self.move_row(tab, disk, row) {
            self.allowed.insert(body.clone().into_bytes(), 1);
            self.texts.insert(key, body.into_bytes());
        }
    }

    /// The state of the disk in a transaction of this tab, and its right to move rows: taken if it is free. The look at the
    /// clock is committed either way.
    fn transaction(&mut self, tab: u64) -> Option<(Disk, Now, Permit)> {
        if !self.tabs.contains(&tab) {
            return None;
        }
        let mut disk = self.disk.clone();
        let now = disk.clock.tick(self.wall);
        self.disk.clock = disk.clock;
        disk.lease = disk.lease.take(tab, now, TERM)?;
        let permit = disk.lease.permit(tab, now)?;
        Some((disk, now, permit))
    }

    /// A tab does the next thing; how long it would wait if there is nothing to do now.
    fn act(&mut self, tab: u64) -> Option<Millis> {
        let (disk, now, permit) = self.transaction(tab)?;
        let random = self.dice.roll();
        match next(disk.rows.values(), permit, now) {
            Next::Expire(row) => {
                let row = row.expire(permit, now).expect("it is stale");
                self.move_row(tab, disk.clone(), row);
            }
            Next::Recover(row) => {
                let row = row.recover(permit, now, random).expect("nobody waits for it");
                self.seen.recovered += 1;
                self.move_row(tab, disk.clone(), row);
            }
            Next::Send(row) => {
                let row = row.begin(permit, now, PATIENCE).expect("it is due");
                let flight = self.flight(tab, &row);
                if self.build == Build::SendsBeforeCommit {
                    self.wire.push(flight);
                    self.move_row(tab, disk.clone(), row);
                } else if self.move_row(tab, disk.clone(), row) {
                    self.wire.push(flight);
                }
            }
            Next::Wait(time) => {
                self.commit(tab, disk.clone());
                return Some(time);
            }
            Next::Nothing => {}
        }
        None
    }

    fn flight(&mut self, holder: u64, row: &Row) -> Flight {
        let again = row.attempts() > 1;
        let key = if again && self.build == Build::NewKeyAtRetry { self.dice.key() } else { row.key().clone() };
        let mut body = row.body().to_vec();
        if again && self.build == Build::WritesAnew {
            body.retain(|byte| *byte != b' ');
        }
        Flight { holder, row: row.key().clone(), key, body, attempt: row.attempts(), back: None }
    }

    /// A request on the wire reaches the desk, or does not.
    fn arrive(&mut self, fate: Option<Fate>) {
        let waiting: Vec<usize> = (0..self.wire.len()).filter(|at| self.wire[*at].back.is_none()).collect();
        if waiting.is_empty() {
            return;
        }
        let at = waiting[self.dice.below(waiting.len())];
        let fate = fate.unwrap_or(FATES[self.dice.below(FATES.len())]);
        let flight = &mut self.wire[at];
        self.seen.replayed += u64::from(self.desk.has(&flight.key));
        flight.back = Some(self.desk.receive(&flight.key, &flight.body, fate));
    }

    /// An answer on the wire reaches its tab, if that still lives.
    fn come_back(&mut self) {
        let answered: Vec<usize> = (0..self.wire.len()).filter(|at| self.wire[*at].back.is_some()).collect();
        if answered.is_empty() {
            return;
        }
        let flight = self.wire.swap_remove(answered[self.dice.below(answered.len())]);
        let tab = flight.holder;
        let Some((disk, now, permit)) = self.transaction(tab) else { return };
        let answer = match flight.back.as_ref().expect("only answered ones were taken") {
            Back::Nothing => Answer::Nothing,
            Back::Endless => Answer::Endless,
            Back::Whole(status, retry_after, body) => {
                Answer::Whole { status: *status, retry_after: *retry_after, body }
            }
        };
        let random = self.dice.roll();
        let moved =
            disk.rows.get(&flight.row).and_then(|row| row.answered(permit, flight.attempt, answer, now, random));
        if let Some(row) = moved {
            self.move_row(tab, disk, row);
        }
    }

    /// The network delivers something twice: a request that was sent, or an answer.
    fn twice(&mut self) {
        if !self.wire.is_empty() && self.wire.len() < 12 {
            let copy = self.wire[self.dice.below(self.wire.len())].clone();
            self.wire.push(copy);
        }
    }

    fn any_row(&mut self) -> Option<Row> {
        let at = self.dice.below(self.disk.rows.len());
        self.disk.rows.values().nth(at).cloned()
    }

    fn cancel(&mut self, tab: u64) {
        let Some((disk, _, permit)) = self.transaction(tab) else { return };
        if let Some(row) = self.any_row().and_then(|row| row.cancel(permit)) {
            self.move_row(tab, disk, row);
        }
    }

    /// The borrower agrees to a new key for what was refused because of its key.
    fn confirm_new_key(&mut self, tab: u64) {
        let Some((disk, now, _)) = self.transaction(tab) else { return };
        let key = self.dice.key();
        let Some(row) = self.any_row().and_then(|row| row.under_new_key(key.clone(), now)) else { return };
        let text = row.body().to_vec();
        if self.move_row(tab, disk, row) {
            self.seen.new_keys += 1;
            *self.allowed.entry(text.clone()).or_default() += 1;
            self.texts.insert(key, text);
        }
    }

    /// Everything that the tab knew is gone; what it sent is still on the wire, its answers reach nobody.
    fn crash(&mut self, tab: u64) {
        self.seen.crashes += u64::from(self.tabs.contains(&tab));
        self.tabs.retain(|each| *each != tab);
    }

    fn open(&mut self) {
        if self.tabs.len() < 2 {
            self.tabs_ever += 1;
            self.tabs.push(self.tabs_ever);
        }
    }

    fn jump(&mut self) {
        self.wall = match self.dice.below(4) {
            0 => self.wall.saturating_sub(3_650 * DAY),
            1 => self.wall + 2 * DAY,
            2 => self.wall + 401 * DAY,
            _ => self.wall.saturating_sub(3_600 * SECOND),
        };
    }

    /// What holds after every step.
    fn check(&mut self, before: &BTreeMap<RequestKey, Row>) -> Result<(), String> {
        for (key, old) in before {
            let new = self.disk.rows.get(key).ok_or("a committed row is gone")?;
            if new.state().rank() < old.state().rank() || old.state().rank() == 3 && new.state() != old.state() {
                return Err(format!("{:?} became {:?}", old.state(), new.state()));
            }
        }
        let mut under_way = 0;
        let passed = { self.disk.clock }.tick(self.wall).passed;
        for (key, row) in &self.disk.rows {
            if self.texts.get(key).map(Vec::as_slice) != Some(row.body()) || !row.is_whole() {
                return Err("the bytes of a row changed".to_owned());
            }
            under_way += u32::from(matches!(row.state(), State::Sending { .. }));
            // A retry waits a second at least; a change of holder, which needs no wait, takes a term or a new tab.
            let most = 1 + self.tabs_ever * 2 + (passed - row.queued().passed) / SECOND;
            if u64::from(row.attempts()) > most {
                return Err(format!("a storm: {} attempts", row.attempts()));
            }
        }
        if under_way > 1 {
            return Err(format!("{under_way} attempts under way"));
        }
        for (key, rank) in &self.told {
            let kept = self.disk.rows.get(key).map(|row| row.state().rank());
            if kept < Some(*rank) {
                return Err(format!("told of state {rank}, but {kept:?} is kept"));
            }
        }
        for flight in &self.wire {
            if !self.texts.values().any(|text| *text == flight.body) {
                return Err("other bytes were sent than were frozen".to_owned());
            }
        }
        self.effects()
    }

    fn effects(&self) -> Result<(), String> {
        for (text, allowed) in &self.allowed {
            let effects = self.desk.effects(text);
            if effects > *allowed {
                return Err(format!("{effects} effects of one request"));
            }
        }
        for (key, row) in &self.disk.rows {
            let never_sent = row.attempts() == 0;
            if (never_sent || *row.state() == State::Cancelled) && self.desk.has(key) {
                return Err("the lender has what was never sent".to_owned());
            }
            if matches!(row.state(), State::Acked { .. }) && !self.desk.has(key) {
                return Err("received, but the lender has nothing".to_owned());
            }
        }
        Ok(())
    }

    /// The network stays up, the clock runs, one tab lives: everything must come to an end in bounded time.
    fn quiet(&mut self) -> Result<(), String> {
        self.wire.retain(|flight| flight.back.is_none());
        self.tabs.clear();
        self.open();
        let tab = self.tabs[0];
        for _ in 0..200 {
            if self.disk.rows.values().all(|row| row.state().is_settled()) {
                return Ok(());
            }
            let before = self.disk.rows.clone();
            // While another tab's tenure runs, this one waits for its end.
            self.wall += self.act(tab).unwrap_or(SECOND).max(1);
            self.check(&before).map_err(|broken| format!("in the quiet: {broken}"))?;
            self.arrive(Some(Fate::Served));
            self.come_back();
            self.check(&before).map_err(|broken| format!("in the quiet: {broken}"))?;
        }
        let stuck: Vec<_> = self.disk.rows.values().map(Row::state).collect();
        Err(format!("not settled though the network stays up: {stuck:?}"))
    }

    /// How it ended; withdrawals are carried out.
    fn settled(&mut self) -> Result<(), String> {
        let tab = self.tabs[0];
        for row in self.disk.rows.clone().into_values() {
            match row.state() {
                State::Acked { .. } => self.seen.acked += 1,
                State::Rejected { .. } => self.seen.rejected += 1,
                State::Cancelled => self.seen.cancelled += 1,
                State::Expired => self.seen.expired += 1,
                State::Queued { .. } | State::Sending { .. } => return Err("not settled".to_owned()),
            }
            let Some(id) = row.to_withdraw() else { continue };
            let status = self.desk.withdraw(id).ok_or("withdrawn, but the lender has nothing")?;
            // A tenure of another tab ends after a term; the first look may only find that the wall clock was set back.
            if self.transaction(tab).is_none() {
                self.wall += TERM;
            }
            let (disk, _, permit) = self.transaction(tab).ok_or("the lease is free by now")?;
            let row = row.withdrawn(permit, &status).ok_or("a confirmed withdrawal changes the row")?;
            self.seen.withdrawn += 1;
            self.move_row(tab, disk, row);
        }
        self.effects()
    }
}
