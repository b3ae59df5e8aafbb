//! Tables as text, for terminals: columns in line, whatever the script.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthStr;

/// The columns of a terminal that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// So many rows are shown.
const ROWS: usize = 50;
/// So many columns of a terminal a value takes at most.
const WIDTH: usize = 60;

/// Writes rows under their names; `cell` gives the text of a row and column, and whether it is a number.
pub(crate) fn render(
    f: &mut fmt::Formatter<'_>,
    names: &[&str],
    rows: usize,
    cell: impl Fn(usize, usize) -> (String, bool),
) -> fmt::Result {
    if names.is_empty() {
        let s = if rows == 1 { "" } else { "s" };
        return write!(f, "({rows} row{s} without columns)");
    }
    let shown: Vec<Vec<(String, bool)>> = (0..rows.min(ROWS))
        .map(|row| {
            (0..names.len())
                .map(|column| {
                    let (text, number) = cell(row, column);
                    (shortened(&text), number)
                })
                .collect()
        })
        .collect();
    let widths: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let cells = shown.iter().map(|row| width(&row[column].0));
            cells.max().unwrap_or(0).max(width(name))
        })
        .collect();
    let lines = std::iter::once(line(
        names.iter().map(|n| ((*n).to_owned(), false)),
        &widths,
    ))
    .chain([line(
        widths.iter().map(|w| ("─".repeat(*w), false)),
        &widths,
    )])
    .chain(shown.into_iter().map(|row| line(row.into_iter(), &widths)));
    for (n, line) in lines.enumerate() {
        let start = if n == 0 { "" } else { "\n" };
        write!(f, "{start}{line}")?;
    }
    if rows == 0 {
        f.write_str("\n(no rows)")?;
    } else if rows > ROWS {
        let more = rows - ROWS;
        let s = if more == 1 { "" } else { "s" };
        write!(f, "\n… and {more} more row{s}")?;
    }
    Ok(())
}

fn line(cells: impl Iterator<Item = (String, bool)>, widths: &[usize]) -> String {
    let cells: Vec<String> = cells
        .zip(widths)
        .map(|((text, number), &w)| {
            let gap = " ".repeat(w.saturating_sub(width(&text)));
            let text = isolate(&text);
            if number { gap + &text } else { text + &gap }
        })
        .collect();
    cells.join("  ").trim_end().to_owned()
}

/// Text on one line, cut where it is too long.
fn shortened(text: &str) -> String {
    let text = printable(text);
    if width(&text) <= WIDTH {
        return text.into_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut) >= WIDTH - 1 {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

/// The text with blanks for what moves a terminal's cursor, changes its colours or turns a line round:
/// control characters, and the embeddings, overrides and isolates of bidirectional text (U+202A to U+202E,
/// U+2066 to U+2069). Letters, joiners and the marks of direction U+200E and U+200F stay.
///
/// # Example
/// ```
/// assert_eq!(rawabit::printable("Qa\u{1b}[2Jtar\u{202e}"), "Qa [2Jtar ");
/// assert_eq!(rawabit::printable("می\u{200c}خواهم"), "می\u{200c}خواهم");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let moves =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(moves) {
        Cow::Owned(text.replace(moves, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it is [`printable`], between first-strong isolates (U+2068, U+2069) where any of it runs from
/// right to left, so that it keeps its direction in a line of another and does not turn its neighbours round.
///
/// # Example
/// ```
/// assert_eq!(rawabit::isolate("قطر"), "\u{2068}قطر\u{2069}");
/// assert_eq!(rawabit::isolate("Qatar"), "Qatar");
/// ```
#[must_use]
pub fn isolate(text: &str) -> String {
    let right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{200f}' | '\u{1e900}'..='\u{1eeff}');
    let text = printable(text);
    if text.contains(right_to_left) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.into_owned()
    }
}
