//! The competency questions, asked of the documents as they stand there: `tests/data/competency.md` of the seed, and
//! `examples/data/harbour-questions.md` of what the seed lacks.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::path::Path;

use rawabit::{Graph, QueryOptions, Term};

/// A question with the rows that it must give, as they are written down.
struct Question {
    name: String,
    sparql: String,
    infer: bool,
    expected: Expected,
}

#[derive(PartialEq, Debug)]
enum Expected {
    Truth(bool),
    Rows {
        variables: Vec<String>,
        rows: Vec<Vec<String>>,
        ordered: bool,
    },
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A document with its questions: how many, and how many of them need inference.
struct Asked {
    data: &'static str,
    questions: &'static str,
    number: usize,
    inferring: usize,
}

const ASKED: [Asked; 2] = [
    Asked {
        data: "examples/data/summit.json",
        questions: "tests/data/competency.md",
        number: 36,
        inferring: 3,
    },
    Asked {
        data: "examples/data/harbour.json",
        questions: "examples/data/harbour-questions.md",
        number: 15,
        inferring: 4,
    },
];

fn questions(asked: &Asked) -> Vec<Question> {
    let text = std::fs::read_to_string(root().join(asked.questions)).unwrap();
    text.split("\n## ").skip(1).map(question).collect()
}

fn question(section: &str) -> Question {
    let name = section.lines().next().unwrap().to_owned();
    let sparql = section.split("```").nth(1).unwrap();
    let expected = section
        .lines()
        .skip_while(|line| !line.starts_with("Expected"))
        .collect::<Vec<_>>();
    let head = expected[0];
    let expected = if let Some(truth) = head.strip_prefix("Expected: `") {
        Expected::Truth(truth.starts_with("true"))
    } else {
        let mut lines = expected
            .iter()
            .filter(|line| line.starts_with('|'))
            .map(|line| {
                let cells = line.trim_matches('|').split('|');
                cells.map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
            });
        let variables = lines.next().unwrap();
        let rows: Vec<_> = lines.skip(1).collect();
        let said: usize = head
            .split(['(', ' '])
            .find_map(|word| word.parse().ok())
            .unwrap();
        assert_eq!(
            rows.len(),
            said,
            "{name}: the table has as many rows as it says"
        );
        Expected::Rows {
            variables,
            rows,
            ordered: head.contains("order as given"),
        }
    };
    Question {
        infer: name.contains("[inference on]"),
        sparql: sparql.strip_prefix("sparql").unwrap().trim().to_owned(),
        name,
        expected,
    }
}

/// A term as the tables write it.
fn shown(term: Option<&Term>, prefixes: &[(String, String)]) -> String {
    match term {
        None => "—".into(),
        Some(Term::Iri(iri)) => prefixes
            .iter()
            .filter_map(|(p, n)| Some((p, iri.as_str().strip_prefix(n.as_str())?)))
            .map(|(p, local)| format!("{p}:{local}"))
            .min_by_key(String::len)
            .unwrap(),
        Some(Term::Literal(literal)) if literal.language().is_some() => literal.to_string(),
        Some(Term::Literal(literal)) => literal.lexical().to_owned(),
        Some(other) => other.to_string(),
    }
}

fn answer(graph: &Graph, question: &Question, infer: bool) -> Expected {
    let options = QueryOptions::new().ontology(true).infer(infer);
    let Expected::Rows { ordered, .. } = question.expected else {
        return Expected::Truth(graph.ask_with(&question.sparql, options).unwrap());
    };
    let solutions = graph.query_with(&question.sparql, options).unwrap();
    let prefixes = graph.prefixes();
    let rows = solutions.rows().map(|row| {
        let terms = row.terms();
        terms
            .iter()
            .map(|term| shown(term.as_ref(), &prefixes))
            .collect()
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    if !ordered {
        rows.sort();
    }
    Expected::Rows {
        variables: solutions.variables().to_vec(),
        rows,
        ordered,
    }
}

fn graph(asked: &Asked) -> Graph {
    let graph = Graph::new();
    graph.read(root().join(asked.data)).unwrap();
    graph
}

#[test]
fn every_question_gets_its_answer() {
    let mut wrong = Vec::new();
    for asked in &ASKED {
        let graph = graph(asked);
        let questions = questions(asked);
        assert_eq!(questions.len(), asked.number, "{}", asked.questions);
        for mut question in questions {
            if let Expected::Rows {
                rows,
                ordered: false,
                ..
            } = &mut question.expected
            {
                rows.sort();
            }
            let answer = answer(&graph, &question, question.infer);
            if answer != question.expected {
                wrong.push(format!(
                    "{}: {answer:?} where {:?} is expected",
                    question.name, question.expected
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_needs_inference_gives_less_without() {
    let rows = |answer| match answer {
        Expected::Rows { rows, .. } => rows,
        Expected::Truth(_) => unreachable!("these give rows"),
    };
    for asked in &ASKED {
        let graph = graph(asked);
        let mut inferring = 0;
        for question in questions(asked).into_iter().filter(|q| q.infer) {
            inferring += 1;
            let with = rows(answer(&graph, &question, true));
            let without = rows(answer(&graph, &question, false));
            assert!(
                without.len() < with.len() || without < with,
                "{}: {without:?} without, {with:?} with",
                question.name
            );
        }
        assert_eq!(inferring, asked.inferring, "{}", asked.questions);
    }
}
