//! What Learn shows beside its texts. The texts themselves are content and are read elsewhere.

pub mod figure;
