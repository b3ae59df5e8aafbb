//! Threads that queries run on: one that is done with a query stays for the next, as making a thread takes
//! longer than most queries do.

use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread;
use std::time::Duration;

/// The stack of such a thread.
const STACK: usize = 8 << 20;

/// So many wait for work at most, and so long.
const WAITING: usize = 4;
const PATIENCE: Duration = Duration::from_secs(5);

type Work = Box<dyn FnOnce() + Send>;

/// Those that wait for work, of one process: a fork has the list, but not the threads.
struct Waiting {
    process: u32,
    /// How many there have been.
    made: u64,
    workers: Vec<(u64, SyncSender<Work>)>,
}

static WAITING_ONES: Mutex<Waiting> = Mutex::new(Waiting {
    process: 0,
    made: 0,
    workers: Vec::new(),
});

/// Looks at those that wait; nothing while another thread does, which may be one that a fork left behind.
fn with_waiting<T>(look: impl FnOnce(&mut Waiting) -> T) -> Option<T> {
    let mut waiting = WAITING_ONES.try_lock().ok()?;
    let process = std::process::id();
    if waiting.process != process {
        waiting.process = process;
        waiting.workers.clear();
    }
    Some(look(&mut waiting))
}

/// How a thread for queries is made.
pub(super) fn builder(stack: usize) -> thread::Builder {
    thread::Builder::new()
        .name("rawabit query".into())
        .stack_size(stack)
}

/// Does the work on another thread, at once; where a larger stack than usual is asked for, on one of its own.
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn start(
    stack: Option<usize>,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<()> {
    if let Some(stack) = stack {
        return builder(stack).spawn(work).map(drop);
    }
    let mut work: Work = Box::new(work);
    while let Some((_, worker)) = with_waiting(|waiting| waiting.workers.pop()).flatten() {
        match worker.try_send(work) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => work = back,
        }
    }
    builder(STACK).spawn(move || serve(work)).map(drop)
}

/// Does one piece of work after another, until none comes for a while.
fn serve(mut work: Work) {
    let (send, receive) = mpsc::sync_channel(1);
    loop {
        work();
        let listed = with_waiting(|waiting| {
            waiting.made += 1;
            let name = waiting.made;
            let room = waiting.workers.len() < WAITING;
            room.then(|| {
                waiting.workers.push((name, send.clone()));
                name
            })
        });
        let Some(name) = listed.flatten() else { return };
        work = loop {
            if let Ok(next) = receive.recv_timeout(PATIENCE) {
                break next;
            }
            let left = with_waiting(|waiting| {
                let before = waiting.workers.len();
                waiting.workers.retain(|(other, _)| *other != name);
                waiting.workers.len() < before
            });
            // Where it is no longer listed, work is on its way.
            if left == Some(true) {
                return;
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_by_whoever_waits_and_by_as_many_as_there_is_work_for() {
        let (send, receive) = mpsc::channel();
        for n in 0..100 {
            let send = send.clone();
            start(None, move || send.send(n).unwrap()).unwrap();
        }
        let mut done: Vec<u32> = (0..100).map(|_| receive.recv().unwrap()).collect();
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());

        // Work that waits for other work does not keep it from being done.
        let (go, wait) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let first = tell.clone();
        start(None, move || {
            wait.recv().unwrap();
            first.send(1).unwrap();
        })
        .unwrap();
        start(None, move || {
            tell.send(2).unwrap();
            go.send(()).unwrap();
        })
        .unwrap();
        assert_eq!([told.recv().unwrap(), told.recv().unwrap()], [2, 1]);
    }
}
