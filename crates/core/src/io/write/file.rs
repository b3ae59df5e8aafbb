//! Files that are replaced as a whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::Packing;
use super::failure::Failure;

/// Has a file written by `write`: into a new one beside it, which takes its place at the end. What is
/// no plain file, a pipe or a device, is written to as it is.
pub(super) fn write_file(
    path: &Path,
    packing: Packing,
    write: impl FnOnce(&mut (dyn Write + '_)) -> Result<(), Failure> + Send,
) -> Result<(), Failure> {
    // A link stays a link: what it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut file = OpenOptions::new().write(true).open(path)?;
        return packing.write(&mut file, write);
    }
    let (unfinished, mut file) = Unfinished::beside(path)?;
    if let Some(old) = old {
        // Where the system does not let the rights be set, the new file has the usual ones.
        let _ = file.set_permissions(old.permissions());
    }
    packing.write(&mut file, write)?;
    file.sync_all()?;
    drop(file);
    Ok(unfinished.rename(path)?)
}

/// A file that is taken away again unless it is renamed.
struct Unfinished(Option<PathBuf>);

impl Unfinished {
    fn beside(path: &Path) -> io::Result<(Self, File)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(name) = path.file_name() else {
            return Err(io::ErrorKind::IsADirectory.into());
        };
        loop {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            hidden.push(format!(".{}-{number}.tmp", std::process::id()));
            let beside = path.with_file_name(hidden);
            match OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&beside)
            {
                Ok(file) => return Ok((Self(Some(beside)), file)),
                // Left behind by a process that had this number before.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        if let Some(path) = &self.0 {
            fs::rename(path, to)?;
        }
        self.0 = None;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Another error is on its way to the user already.
            let _ = fs::remove_file(path);
        }
    }
}
