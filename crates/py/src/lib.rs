//! The Python binding of rawabit.
