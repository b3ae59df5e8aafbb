"""A real Arabic article as a knowledge graph: loaded, checked, asked, written as RDF.

`python examples/summit.py`. The same story in Rust: `examples/summit.rs`.
"""

from pathlib import Path

import rawabit

DATA = Path(__file__).parent / "data"


def isolate(text: str) -> str:
    """Arabic keeps its direction inside a line of English: first-strong isolates around it."""
    return f"\u2068{text}\u2069"


def both(entity: rawabit.Entity) -> str:
    """A thing's name in both languages."""
    names = entity.names
    if "en" in names and "ar" in names:
        return f"{names['en'][0]} ({isolate(names['ar'][0])})"
    return entity.name


def main() -> None:
    """Tell the story."""
    # Every quote in the document is checked against the article, at its place.
    graph = rawabit.Graph()
    graph.read(DATA / "summit.json")

    claims = list(graph.claims())
    on_values = [c for c in claims if not isinstance(c.object, rawabit.Entity)]
    statements = {(c.subject, c.relation, c.object) for c in claims}
    article = graph["article"]
    print(isolate(article.names["ar"][0]))
    print(article.name, end="\n\n")
    print(
        f"{len(graph)} entities; {len(claims)} claims, {len(claims) - len(on_values)} between entities "
        f"and {len(on_values)} on values, resting on {len(statements)} distinct statements"
    )

    print("\nWhat Qatar presented, who says so, and on what words:")
    for claim in graph.claims("qatar", "showcases"):
        by = ", ".join(entity.name for entity in claim.attributed_to)
        print(f"  {both(claim.object)}")
        for words in claim.evidence:
            print(f"      {claim.modality}, after {by}: {isolate(words.quote)}")

    print("\n... and to whom: those who come together at the summit")
    for claim in graph.claims(relation="participatesIn", object="wps"):
        print(f"  {both(claim.subject)}")

    print("\nQatar takes part in the 2024 summit: one statement, and every claim on it")
    for claim in graph.claims("qatar", "participatesIn", "wps-2024"):
        period = f"{claim.start} to {claim.end}" if claim.start and claim.end else "at no stated time"
        print(f"  {claim.id} ({claim.modality}, confidence {claim.confidence}, {period})")
        for words in claim.evidence:
            print(f"      code points {words.start}..{words.end}: {isolate(words.quote)}")

    print("\nWhich technologies did Qatar use or show, and what is each for? (SPARQL)")
    print(
        graph.query("""
        SELECT ?technology ?purpose WHERE {
            VALUES ?how { rb:uses rb:showcases }
            ex:qatar ?how ?thing . ?thing rdfs:label ?technology FILTER(LANG(?technology) = 'ar')
            OPTIONAL { ?thing rb:usedFor/rdfs:label ?purpose FILTER(LANG(?purpose) = 'ar') }
        } ORDER BY ?technology""")
    )

    print("\nWhat is predicted, and by whom? Quoted, never held to be so. (SPARQL)")
    print(
        graph.query("""
        SELECT ?who ?words WHERE {
            ?claim rb:modality rb:modality-predicted ; rb:attributedTo/rdfs:label ?who ;
                   rb:evidence/oa:exact ?words FILTER(LANG(?who) = 'ar')
        }""")
    )
    held = graph.ask("ASK { ex:wps rb:contributesTo ex:cooperation-networks }")
    print(f"Does the graph hold that the summit contributes to cooperation networks? {held}")

    graph.write("summit.ttl")
    print("\nWrote summit.ttl: RDF 1.2, every claim with its source and its words.")


if __name__ == "__main__":
    main()
