//! Classes that are written in Python, looked up once.

/// A function for each class of a module of Python.
macro_rules! classes {
    ($module:literal: $($vis:vis $function:ident = $name:literal,)*) => {$(
        $vis fn $function(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
            static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
            CLASS.import(py, $module, $name)
        }
    )*};
}

pub(crate) use classes;
