//! Promises to those who write: who waits for whom, and what a call that fails leaves behind.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rawabit::{
    Claim, Describe, Entity, Error, Format, Graph, ReadOptions, Relate, TransactionError, View,
};

const fn is_shared_by_threads<T: Send + Sync>() {}

const _: () = {
    is_shared_by_threads::<Graph>();
    is_shared_by_threads::<View>();
    is_shared_by_threads::<Entity>();
    is_shared_by_threads::<Claim>();
};

#[test]
fn writing_on_a_graph_beside_ones_own_transaction_is_an_error_and_no_wait() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let nested = |error: Error| matches!(error, Error::Transaction(TransactionError::Nested));
    assert!(nested(graph.country("AE").unwrap_err()));
    assert!(nested(graph.remove("qatar").unwrap_err()));
    assert!(nested(graph.compact().unwrap_err()));
    assert!(nested(
        graph
            .relate("qatar", "meetsWith", "qatar", Relate::new())
            .unwrap_err()
    ));
    assert_eq!(graph.transaction().unwrap_err(), TransactionError::Nested);
    let tried = graph.try_transaction(Duration::MAX);
    assert_eq!(tried.unwrap_err(), TransactionError::Nested);
    tx.commit().unwrap();
    graph.country("AE").unwrap();
    assert_eq!(graph.len(), 2, "the transaction is as it was");
}

#[test]
fn one_can_wait_for_a_transaction_as_long_as_it_takes() {
    let graph = Graph::new();
    assert!(graph.try_transaction(Duration::MAX).unwrap().is_some());
    let tx = graph.transaction().unwrap();
    thread::scope(|scope| {
        let waits = scope.spawn(|| graph.try_transaction(Duration::MAX).unwrap().is_some());
        let gives_up = scope.spawn(|| graph.try_transaction(Duration::ZERO).unwrap().is_none());
        assert!(gives_up.join().unwrap());
        drop(tx);
        assert!(waits.join().unwrap());
    });
}

/// Gives some lines, and then panics.
struct Panics<'a>(&'a [u8]);

impl Read for Panics<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        assert!(!self.0.is_empty(), "a reader that panics");
        self.0.read(into)
    }
}

#[test]
fn a_transaction_in_which_a_call_panicked_cannot_be_committed() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let options = ReadOptions::new().format(Format::NTriples);
    // More than is looked at to see what it is.
    let lines = "<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n".repeat(10_000);
    let lines = Panics(lines.as_bytes());
    let read = catch_unwind(AssertUnwindSafe(|| tx.read_from(lines, options)));
    assert!(read.is_err());
    let error = tx.commit().unwrap_err();
    assert!(matches!(
        error,
        Error::Transaction(TransactionError::Panicked)
    ));
    assert!(error.to_string().contains("drop the transaction"));
    assert!(graph.is_empty(), "nothing of it was committed");
    graph.country("AE").unwrap();
    assert_eq!(graph.len(), 1, "and the graph goes on");
}

#[test]
fn a_call_that_fails_leaves_its_transaction_whole() {
    let graph = Graph::new();
    let mut tx = graph.transaction().unwrap();
    tx.country("QA").unwrap();
    let unknown = Describe::new().property("noSuchProperty", "x");
    tx.add("Summit", unknown).unwrap_err();
    tx.commit().unwrap();
    assert_eq!(graph.len(), 1);
}

#[test]
fn a_merge_gives_its_entity_whatever_other_threads_do_next() {
    for _ in 0..30 {
        let graph = Graph::new();
        for id in ["a", "b"] {
            graph
                .add("Organization", Describe::new().id(id).name(id))
                .unwrap();
        }
        let is_done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while graph.contains("b").unwrap() && graph.len() == 2 {
                    if is_done.load(Ordering::Relaxed) {
                        break;
                    }
                }
                graph.remove_cascade("a").unwrap();
            });
            let merged = graph.merge("a", ["b"]);
            is_done.store(true, Ordering::Relaxed);
            assert_eq!(merged.unwrap().id(), "a");
        });
        assert!(graph.is_empty());
    }
}
