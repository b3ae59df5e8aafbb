"""What tests share."""

import pytest

from rawabit import Graph


@pytest.fixture
def graph() -> Graph:
    """Two countries and a summit."""
    graph = Graph()
    graph.country("QA")
    graph.country("AE")
    graph.add("Summit", "World Police Summit", id="wps-2024")
    return graph
