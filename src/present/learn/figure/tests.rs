//! Each figure against numbers worked by hand.
