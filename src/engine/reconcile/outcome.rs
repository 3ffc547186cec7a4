//! What a search found: matches by how common they are, or what comes nearest, and what does not matter.

use super::super::money::Money;
use super::search::Figure;
use super::space::{Choice, Combination, Dimension, Space, digit};

/// Combinations that give the lender's figure and differ only in ways that make no difference here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The commonest of them. Dimensions that do not matter have the contract's own choice.
    pub combination: Combination,
    /// The sum of its priors: 0 is the contract as it stands.
    pub rarity: u32,
    /// Other choices, by dimension, that together or apart give the same figure; those of a dimension that makes no
    /// difference are named only where others of it are refused.
    pub also: Vec<(Dimension, Vec<Choice>)>,
}

/// What comes nearest to a figure that nothing reproduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    /// The commonest combination that comes so near.
    pub combination: Combination,
    /// Its figure.
    pub figure: Money,
    /// The lender's figure less this one: above zero where the lender asks for more.
    pub difference: Money,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The commonest first; none when nothing reproduces the figure.
    pub matches: Vec<Match>,
    /// When there are none.
    pub nearest: Option<Nearest>,
    /// Dimensions that make no difference to this figure of this debt in any combination, but that the engine may refuse some
    /// of their choices together with others.
    pub idle: Vec<Dimension>,
    /// How many combinations were tried.
    pub tried: usize,
    /// How many of them give the figure, not counting those that differ only in what does not matter.
    pub reproducing: usize,
    /// The figure under the contract as it stands.
    pub agreed: Money,
}

impl Outcome {
    pub(super) fn of(space: &Space, figures: &[Figure], target: Money, agreed: Money) -> Self {
        let strides = space.strides();
        let is_idle: Vec<bool> = strides.iter().map(|&axis| is_idle(figures, axis)).collect();
        let lively: Vec<(usize, usize)> =
            strides.iter().zip(&is_idle).filter(|(_, idle)| !**idle).map(|(axis, _)| *axis).collect();
        let agrees = |number: usize| figures.get(number).copied().flatten() == Some(target.minor());
        let stands_for_itself = |number: usize| {
            let idle = strides.iter().zip(&is_idle).filter(|(_, idle)| **idle);
            idle.into_iter().all(|(&(stride, of), _)| digit(number, stride, of) == 0)
        };
        let mut found: Vec<(u32, usize)> = (0..figures.len())
            .filter(|&number| agrees(number) && stands_for_itself(number))
            .map(|number| (space.rarity(Combination(number)), number))
            .collect();
        found.sort_unstable();
        let reproducing = found.len();
        let mut covered = vec![false; figures.len()];
        let mut matches = Vec::new();
        for (rarity, number) in found {
            if covered.get(number).copied().unwrap_or(true) {
                continue;
            }
            let sides = widest(number, &lively, &agrees);
            for cell in cells(number, &sides) {
                if let Some(seen) = covered.get_mut(cell) {
                    *seen = true;
                }
            }
            matches.push(Match { combination: Combination(number), rarity, also: named(space, number, &sides) });
        }
        let nearest = if matches.is_empty() { nearest(space, figures, target) } else { None };
        let axes = space.axes().iter().zip(&strides);
        let idle = axes.filter(|(_, axis)| matters_not(figures, **axis)).map(|(axis, _)| axis.dimension).collect();
        Self { matches, nearest, idle, tried: figures.len(), reproducing, agreed }
    }
}

/// Whether all figures that there are along this axis are the same; a contract that is refused has none.
fn matters_not(figures: &[Figure], (stride, of): (usize, usize)) -> bool {
    let along = |first: usize| (0..of).map(move |place| first.saturating_add(place.saturating_mul(stride)));
    (0..figures.len()).filter(|&number| digit(number, stride, of) == 0).all(|first| {
        let mut known = along(first).filter_map(|number| figures.get(number).copied().flatten());
        known.next().is_none_or(|figure| known.all(|other| other == figure))
    })
}

/// Whether no combination's figure changes with this axis, and none is refused for it.
fn is_idle(figures: &[Figure], (stride, of): (usize, usize)) -> bool {
    (0..figures.len()).all(|number| {
        digit(number, stride, of) == 0
            || figures.get(number) == number.checked_sub(stride).and_then(|before| figures.get(before))
    })
}

/// One side of a box of combinations: the axis's stride, how many choices it has, and the choices in the box.
type Side = ((usize, usize), Vec<usize>);

/// The combinations around one that agree whatever is chosen on the sides: grown side by side while all of them agree.
fn widest(number: usize, axes: &[(usize, usize)], agrees: &dyn Fn(usize) -> bool) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for &(stride, of) in axes {
        let own = digit(number, stride, of);
        let inside = cells(number, &sides);
        let moved = |cell: usize, place: usize| {
            cell.checked_sub(own.saturating_mul(stride)).map(|cell| cell.saturating_add(place.saturating_mul(stride)))
        };
        let fits = |place: usize| inside.iter().all(|&cell| place == own || moved(cell, place).is_some_and(agrees));
        sides.push(((stride, of), (0..of).filter(|&place| fits(place)).collect()));
    }
    sides
}

/// All combinations of a box.
fn cells(number: usize, sides: &[Side]) -> Vec<usize> {
    let mut cells = vec![number];
    for ((stride, of), places) in sides {
        let base = digit(number, *stride, *of).saturating_mul(*stride);
        cells = cells
            .into_iter()
            .flat_map(|cell| {
                places.iter().map(move |place| cell.saturating_sub(base).saturating_add(place.saturating_mul(*stride)))
            })
            .collect();
    }
    cells
}

/// The other choices of a box, by dimension.
fn named(space: &Space, number: usize, sides: &[Side]) -> Vec<(Dimension, Vec<Choice>)> {
    let strides = space.strides();
    let mut list = Vec::new();
    for ((stride, of), places) in sides {
        let Some(axis) = strides.iter().position(|axis| axis == &(*stride, *of)).and_then(|at| space.axes().get(at))
        else {
            continue;
        };
        let own = digit(number, *stride, *of);
        let others = places.iter().filter(|place| **place != own);
        let choices: Vec<Choice> = others.filter_map(|place| axis.choices.get(*place)).map(|(c, _)| *c).collect();
        if !choices.is_empty() {
            list.push((axis.dimension, choices));
        }
    }
    list
}

fn nearest(space: &Space, figures: &[Figure], target: Money) -> Option<Nearest> {
    let far = |figure: i64| figure.saturating_sub(target.minor()).saturating_abs();
    let all = || figures.iter().enumerate().filter_map(|(number, figure)| figure.map(|figure| (number, figure)));
    let least = all().map(|(_, figure)| far(figure)).min()?;
    let (number, figure) = all()
        .filter(|(_, figure)| far(*figure) == least)
        .min_by_key(|(number, _)| (space.rarity(Combination(*number)), *number))?;
    let figure = Money::try_new(figure, target.currency()).ok()?;
    Some(Nearest { combination: Combination(number), figure, difference: target.minus(figure).ok()? })
}
