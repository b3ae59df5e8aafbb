//! What a name that leads nowhere may have meant. To search a large graph for that takes long, and who only asks whether
//! something is there never reads it; so it is done when the error is first shown.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How to mend what is wrong: the end of an error, which is made when it is first shown.
///
/// # Example
/// ```
/// use rawabit::{EntityError, Error, Graph};
/// let graph = Graph::new();
/// graph.country("QA")?;
/// let Err(Error::Entity(EntityError::Unknown { hint, .. })) = graph.entity("qatr") else { panic!() };
/// assert_eq!(hint.as_str(), "; did you mean \"qatar\"?");
/// # Ok::<(), rawabit::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Hint(Arc<Inner>);

#[derive(Default)]
struct Inner {
    text: OnceLock<String>,
    make: Mutex<Option<Box<dyn FnOnce() -> String + Send>>>,
}

impl Hint {
    /// One that is made when it is first shown.
    pub(crate) fn later(make: impl FnOnce() -> String + Send + 'static) -> Self {
        Self(Arc::new(Inner {
            make: Mutex::new(Some(Box::new(make))),
            ..Inner::default()
        }))
    }

    /// This one where it names what may have been meant, else the other where that does.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let is_near = |hint: &Self| hint.as_str().contains("did you mean");
        Self::later(move || {
            let hint = if is_near(&self) || !is_near(&other) {
                &self
            } else {
                &other
            };
            hint.as_str().to_owned()
        })
    }

    /// The text, beginning with `; `; it may be empty.
    ///
    /// # Complexity
    /// O(n) in the names of the graph the first time, then O(1).
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.text.get_or_init(|| {
            let mut make = self.0.make.lock().unwrap_or_else(PoisonError::into_inner);
            make.take().map(|make| make()).unwrap_or_default()
        })
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Self(Arc::new(Inner {
            text: text.into(),
            ..Inner::default()
        }))
    }
}

impl From<&str> for Hint {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq for Hint {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Hint {}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
