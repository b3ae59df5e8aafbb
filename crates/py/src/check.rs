//! Checking: the graph against its ontology, and against itself.

use pyo3::prelude::*;

use crate::report::PyReport;
use crate::table::PyTable;
use crate::view::PyView;

#[pymethods]
impl PyView {
    /// Holds the graph against its ontology, closed-world: what is not said is not so.
    ///
    /// Errors are ends of relations outside domain or range, types that exclude each other, values that are none of
    /// their datatype, counts that are marked as violations, ends before starts, cycles in acyclic relations, and
    /// quotes that are not what the text says. Warnings are the other counts, bounds and patterns, claims without a
    /// source, two preferred names in one language, identifiers that two entities have. Types and relations of other
    /// vocabularies are notices. What a view hides does not count as missing.
    ///
    /// Returns:
    ///     What was looked at and found: of each kind of problem the first hundred, and how many there are in all.
    ///     `Report.to_rdf` gives it as a validation report of SHACL, `Report.table` as a table.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> report = graph.read(b'''
    ///     ...     PREFIX rb: <https://w3id.org/rawabit/ns#>
    ///     ...     <https://example.org/id/wps> a rb:Summit ; rb:startDate "soon" .
    ///     ... ''', format="turtle")
    ///     >>> report = graph.validate()
    ///     >>> report.ok
    ///     False
    ///     >>> print(report.problems[0].message)
    ///     "startDate" does not take "soon": it takes a date, not text without a language
    fn validate(&self, py: Python<'_>) -> PyResult<PyReport> {
        let view = self.now(py)?;
        Ok(py.detach(|| view.validate()).into())
    }

    /// The claims that cannot all hold, each conflict with who says what. Nothing is resolved.
    ///
    /// The rules are `functional` (two values, at one time, of a property that takes one), `count` (more values than
    /// a rule allows: a bilateral meeting of three), `period` (an end before a start, of an event or a claim),
    /// `disjoint` (types that exclude each other), `denied` (affirmed and denied at one time) and `cycle` (a way round
    /// in an acyclic relation). What is only quoted, a prediction or a wish, is in no conflict.
    ///
    /// Returns:
    ///     A row a conflict: `rule`, `subject`, `relation`, `claims` and `sources` (lists of ids), `message`.
    ///
    /// Example:
    ///     >>> graph = Graph()
    ///     >>> summit = graph.add("Summit", "World Police Summit", id="wps")
    ///     >>> said = [graph.relate("wps", "startDate", day, source=f"https://news.example/{day}", id=f"c{day}")
    ///     ...         for day in ("2024-03-05", "2024-03-06")]
    ///     >>> conflict = graph.conflicts()[0]
    ///     >>> conflict["rule"], conflict["subject"], conflict["relation"], len(conflict["claims"])
    ///     ('functional', 'wps', 'startDate', 2)
    fn conflicts(&self, py: Python<'_>) -> PyResult<PyTable> {
        let view = self.now(py)?;
        Ok(py.detach(|| view.conflicts()).into())
    }
}
