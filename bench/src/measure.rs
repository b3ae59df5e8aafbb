//! Timing two engines on the same work, and asking first whether they give the same answer.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// Longer than this, and a piece of work is timed once instead of ten times.
const LONG: Duration = Duration::from_millis(1_500);

/// One line of the table.
pub struct Line {
    pub name: String,
    /// Nanoseconds.
    pub ours: f64,
    pub theirs: f64,
    /// Whether either was timed only once.
    pub once: bool,
}

impl Line {
    /// How many times as long they take.
    pub fn ratio(&self) -> f64 {
        self.theirs / self.ours
    }
}

/// Runs criterion and collects what it finds.
pub struct Measure {
    criterion: Criterion,
    output: PathBuf,
    group: String,
    pub lines: Vec<Line>,
}

impl Measure {
    pub fn new(group: &str) -> Self {
        let output = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/criterion");
        Self {
            criterion: Criterion::default()
                .output_directory(&output)
                .without_plots()
                .sample_size(10)
                .warm_up_time(Duration::from_millis(200)),
            output,
            group: group.into(),
            lines: Vec::new(),
        }
    }

    /// Times the same work of both; `answer` is what must be equal.
    ///
    /// # Panics
    /// Where the answers differ: then no time counts.
    pub fn beside<A: PartialEq + std::fmt::Debug>(
        &mut self,
        name: &str,
        mut ours: impl FnMut() -> A,
        mut theirs: impl FnMut() -> A,
    ) {
        let (our_answer, our_first) = first(&mut ours);
        let (their_answer, their_first) = first(&mut theirs);
        assert!(
            our_answer == their_answer,
            "{name}: rawabit says {our_answer:?}, oxigraph {their_answer:?}"
        );
        let ours_time = self.time(name, "rawabit", our_first, &mut ours);
        let theirs_time = self.time(name, "oxigraph", their_first, &mut theirs);
        let line = Line {
            name: name.into(),
            ours: ours_time,
            theirs: theirs_time,
            once: our_first.max(their_first) > LONG,
        };
        println!("{:36} {}", line.name, shown(&line));
        self.lines.push(line);
    }

    fn time<A>(
        &mut self,
        name: &str,
        engine: &str,
        first: Duration,
        work: &mut impl FnMut() -> A,
    ) -> f64 {
        if first > LONG {
            return first.as_secs_f64() * 1e9;
        }
        let mut group = self
            .criterion
            .benchmark_group(format!("{} {name}", self.group));
        group.measurement_time(
            (first * 12).clamp(Duration::from_millis(500), Duration::from_secs(10)),
        );
        group.bench_function(engine, |bencher| bencher.iter(&mut *work));
        group.finish();
        let file = self
            .output
            .join(format!("{} {name}", self.group).replace('/', "_"))
            .join(engine)
            .join("new/estimates.json");
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("criterion wrote no {}: {error}", file.display()));
        let estimates: serde_json::Value =
            serde_json::from_str(&text).expect("criterion writes JSON");
        estimates["median"]["point_estimate"]
            .as_f64()
            .expect("a median")
    }
}

fn first<A>(work: &mut impl FnMut() -> A) -> (A, Duration) {
    let begun = Instant::now();
    let answer = work();
    (answer, begun.elapsed())
}

/// A time with a fitting unit.
pub fn duration(nanos: f64) -> String {
    match nanos {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.1} µs", n / 1e3),
        n if n < 1e9 => format!("{:.1} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

fn shown(line: &Line) -> String {
    let once = if line.once { " (timed once)" } else { "" };
    format!(
        "{:>10} {:>10} {:>7.2}x{once}",
        duration(line.ours),
        duration(line.theirs),
        line.ratio()
    )
}

/// The lines as a Markdown table.
pub fn table(title: &str, lines: &[Line]) -> String {
    let mut text = format!("| {title} | rawabit | oxigraph | ratio |\n|---|---:|---:|---:|\n");
    for line in lines {
        let once = if line.once { " *" } else { "" };
        text.push_str(&format!(
            "| {}{once} | {} | {} | {:.1}x |\n",
            line.name,
            duration(line.ours),
            duration(line.theirs),
            line.ratio()
        ));
    }
    text
}

/// The geometric mean of ratios.
pub fn geomean<'a>(lines: impl Iterator<Item = &'a Line>) -> f64 {
    let (sum, n) = lines.fold((0.0, 0), |(sum, n), line| (sum + line.ratio().ln(), n + 1));
    (sum / f64::from(n)).exp()
}

/// What work gives, and how many nanoseconds it took.
pub fn time<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed().as_secs_f64() * 1e9)
}

/// The one in the middle.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
