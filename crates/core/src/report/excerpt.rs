//! A line of a text, and a caret under the place that is meant.

/// So many columns of a long line are shown on either side.
const SHOWN: usize = 60;

/// The line, and a caret under the column, which is counted in characters from 0.
pub(crate) fn excerpt(line: &str, column: usize) -> String {
    let chars: Vec<char> = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let column = column.min(chars.len());
    let from = column.saturating_sub(SHOWN);
    let to = (column + SHOWN).min(chars.len());
    let start = if from > 0 { "…" } else { "" };
    let end = if to < chars.len() { "…" } else { "" };
    let shown: String = chars[from..to].iter().collect();
    let lead: String = chars[from..column].iter().collect();
    let width = crate::table::width(&lead) + crate::table::width(start);
    format!("  {start}{shown}{end}\n  {}^", " ".repeat(width))
}
