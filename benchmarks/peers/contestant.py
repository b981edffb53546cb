"""One contestant answers one task, in its own process and with its own packages.

    PYTHON benchmarks/peers/contestant.py NAME TASK.json ANSWERS.json [SECONDS]

The task has ``entities`` (id, schema, names) and ``queries`` (schema, name). The answers hold,
for each query, the best entity and its score at a threshold low enough for any comparison, and
the milliseconds that a query took at the contestant's usual threshold. Nothing here imports
Vedette but Vedette's own contestant, so that peers run where it is not installed.
"""

import itertools
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

LOW, USUAL, TOP = 0.3, 0.7, 5


def vedette(entities):
    from vedette.find.names import Screener

    built = Screener.build(
        {
            "id": one["id"],
            "schema": one["schema"],
            "properties": {"name": one["names"][:1], "alias": one["names"][1:]},
        }
        for one in entities
    )
    folder = Path(tempfile.mkdtemp())
    built.save(folder)
    started = time.perf_counter()
    screener = Screener.open(folder)
    opened = time.perf_counter() - started
    screener.match({"schema": "Person", "properties": {"name": ["Warm Up"]}})

    def ask(schema, name, threshold):
        query = {"schema": schema, "properties": {"name": [name]}}
        return [(hit.entity.id, hit.score) for hit in screener.match(query, TOP, threshold)]

    return ask, opened


def rapidfuzz(entities):
    """token_sort_ratio over every name of the whole list."""
    from rapidfuzz import fuzz, process, utils

    names = [utils.default_process(name) for one in entities for name in one["names"]]
    owners = [one["id"] for one in entities for _ in one["names"]]

    def ask(schema, name, threshold):
        query = utils.default_process(name)
        found = process.extract(
            query, names, scorer=fuzz.token_sort_ratio, limit=TOP, score_cutoff=threshold * 100
        )
        return [(owners[at], score / 100) for _, score, at in found]

    return ask, None


def _logic(entities):
    """nomenklatura's logic-v2 as a function of a query and candidate ids."""
    from followthemoney import EntityProxy, model
    from nomenklatura.matching.logic_v2.model import LogicV2

    def proxy(identity, schema, names):
        made = EntityProxy(model.get(schema), {"id": identity})
        for name in names:
            made.add("name", name)
        return made

    numbers = itertools.count()
    proxies = {one["id"]: proxy(one["id"], one["schema"], one["names"]) for one in entities}
    config = LogicV2.default_config()

    def best(schema, name, candidates, threshold):
        # Analyses are cached by id, so every query needs an id of its own.
        query = proxy(f"query-{next(numbers)}", schema, [name])
        comparable = (
            proxies[one] for one in candidates if query.schema.can_match(proxies[one].schema)
        )
        found = [(one.id, LogicV2.compare(query, one, config).score) for one in comparable]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [pair for pair in found[:TOP] if pair[1] >= threshold]

    return best


def logic_v2_ngrams(entities):
    """logic-v2 on the 50 best of a search by character 2- and 3-grams (tf-idf)."""
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = [name for one in entities for name in one["names"]]
    owners = [one["id"] for one in entities for _ in one["names"]]
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), dtype=numpy.float32)
    listed = grams.fit_transform(names).T.tocsr()
    best = _logic(entities)

    def ask(schema, name, threshold):
        likeness = (grams.transform([name]) @ listed).toarray()[0]
        near = numpy.argpartition(-likeness, min(50, len(likeness) - 1))[:50]
        candidates = dict.fromkeys(owners[at] for at in near if likeness[at] > 0)
        return best(schema, name, candidates, threshold)

    return ask, None


def logic_v2_blocker(entities):
    """logic-v2 on the candidates of nomenklatura's own blocker, which works by the batch."""
    from followthemoney import Dataset, StatementEntity, model
    from nomenklatura.blocker.index import Index

    dataset = Dataset.make({"name": "bench", "title": "bench"})

    def statement(identity, schema, names):
        made = StatementEntity(dataset, {"schema": schema, "id": identity})
        for name in names:
            made.add("name", name)
        return made

    class View:
        def entities(self, **_):
            return (statement(one["id"], one["schema"], one["names"]) for one in entities)

    assert model.get("Person") is not None
    index = Index(View(), Path(tempfile.mkdtemp()))
    index.build()
    best = _logic(entities)

    def ask_all(queries, threshold):
        asked = (statement(f"q-{n}", q["schema"], [q["name"]]) for n, q in enumerate(queries))
        blocks = {
            str(query): [str(one) for one, _ in found]
            for query, found in index.match_entities(asked)
        }
        for n, q in enumerate(queries):
            yield best(q["schema"], q["name"], blocks.get(f"q-{n}", []), threshold)

    return ask_all, None


def baseline(entities):
    """The reference matcher of sanctions-screening-benchmark: Jaro-Winkler over token sets."""
    from ssb.matching import BaselineMatcher

    matcher = BaselineMatcher()

    def ask(schema, name, threshold):
        scored = (
            (one["id"], max(matcher(name, listed) for listed in one["names"])) for one in entities
        )
        found = sorted(scored, key=lambda pair: -pair[1])[:TOP]
        return [pair for pair in found if pair[1] >= threshold]

    return ask, None


CONTESTANTS = {
    "vedette": vedette,
    "logic-v2, n-grams": logic_v2_ngrams,
    "logic-v2, blocker": logic_v2_blocker,
    "rapidfuzz": rapidfuzz,
    "baseline": baseline,
}


def main():
    name, task, target = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 20.0
    data = json.loads(Path(task).read_text())
    entities, queries = data["entities"], data["queries"]
    started = time.perf_counter()
    ask, opened = CONTESTANTS[name](entities)
    built = time.perf_counter() - started
    if name == "logic-v2, blocker":
        started = time.process_time()
        answers = list(ask(queries, LOW))
        spent = time.process_time() - started
        times = [spent / len(queries) * 1000] * len(queries)
    else:
        answers = [ask(one["schema"], one["name"], LOW) for one in queries]
        times, began = [], time.perf_counter()
        for one in queries:
            started = time.perf_counter()
            ask(one["schema"], one["name"], USUAL)
            times.append((time.perf_counter() - started) * 1000)
            if time.perf_counter() - began > seconds:
                break
    result = {
        "answers": answers,
        "milliseconds": times,
        "build_seconds": built,
        "open_seconds": opened,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    Path(target).write_text(json.dumps(result))


if __name__ == "__main__":
    main()
