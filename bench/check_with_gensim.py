#!/usr/bin/python3
"""Checks Cohort's exports, nearest words and evaluation against gensim (Debian: python3-gensim) on random vectors.

usage: check_with_gensim.py COHORT... [--questions FILE] [--similarity FILE] [--words N] [--dimension D]
COHORT is the command that starts Cohort, such as ./cohort. Exits 1 at the first difference.
The vectors have a common part by topic and offsets by relation, so that neighbours and answers are not all noise.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy
from gensim.models import KeyedVectors


def words_of(file):
    with open(file, encoding="utf-8") as lines:
        return {w.lower() for line in lines if not line.startswith(":") for w in line.split() if w[0].isalpha()}


def relate(file, ids, values, random):
    """Puts b of each pair near a + the section's offset, so that part of the questions can be answered."""
    done = set()
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(":"):
                offset = random.normal(size=values.shape[1])
                continue
            a, b = (ids.get(word) for word in line.lower().split()[:2])
            if a is not None and b is not None and b not in done:
                done.update((a, b))
                values[b] = values[a] + offset + random.normal(size=values.shape[1]) * 0.7


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cohort", nargs="+")
    parser.add_argument("--questions")
    parser.add_argument("--similarity")
    parser.add_argument("--words", type=int, default=30000)
    parser.add_argument("--dimension", type=int, default=100)
    options = parser.parse_args()

    def cohort(*arguments):
        start = time.time()
        out = subprocess.run([*options.cohort, *arguments, "--json"], stdout=subprocess.PIPE, check=True).stdout
        print(f"  cohort {arguments[0]}: {time.time() - start:.1f} s")
        return json.loads(out)

    wanted = set()
    for file in (options.questions, options.similarity):
        wanted |= words_of(file) if file else set()
    words = (sorted(wanted) + [f"mot{i}é" for i in range(options.words)])[: options.words]
    random = numpy.random.default_rng(1)
    topics = random.normal(size=(200, options.dimension))
    values = random.normal(size=(len(words), options.dimension)) * 0.7 + topics[random.integers(0, 200, len(words))]
    if options.questions:
        relate(options.questions, {word: i for i, word in enumerate(words)}, values, random)
    original = KeyedVectors(options.dimension)
    original.add_vectors(words, values.astype(numpy.float32))

    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "gensim.bin")
        original.save_word2vec_format(source, binary=True)
        loaded = None
        for kind, binary in (("word2vec-text", False), ("word2vec-binary", True)):
            target = os.path.join(folder, kind)
            cohort("export", source, "--format", kind, "--to", target)
            loaded = KeyedVectors.load_word2vec_format(target, binary=binary)
            assert loaded.index_to_key == words, kind + ": other words"
            assert numpy.array_equal(loaded.vectors, original.vectors), kind + ": other vectors"
            print(f"  gensim reads {kind}: same words, same bits")
        asked = [words[i] for i in random.integers(0, len(words), 20)]
        for found in cohort("nearest", source, *asked):
            expected = loaded.most_similar(found["query"], topn=10)
            assert [n["word"] for n in found["neighbours"]] == [w for w, _ in expected], found
            worst = max(abs(n["cosine"] - c) for n, (_, c) in zip(found["neighbours"], expected))
            assert worst < 1e-6, worst
        print("  20 words: the same ten neighbours, cosines within 1e-6")
        if options.questions:
            restrict = str(options.words)
            found = cohort("evaluate", source, "--analogies", options.questions, "--restrict", restrict)["analogies"]
            start = time.time()
            _, sections = loaded.evaluate_word_analogies(options.questions, restrict_vocab=options.words)
            print(f"  gensim analogies: {time.time() - start:.1f} s")
            for mine, theirs in zip(found["sections"], sections):
                asked = len(theirs["correct"]) + len(theirs["incorrect"])
                assert mine["name"] == theirs["section"] and mine["questions"] == asked, (mine, asked)
                assert abs(mine["correct"] - len(theirs["correct"])) <= 1, (mine, len(theirs["correct"]))
            print(f"  analogies: {found['correct']} of {found['questions']}, as gensim by section (within one)")
        if options.similarity:
            found = cohort("evaluate", source, "--similarity", options.similarity)["similarity"][0]
            _, spearman, _ = loaded.evaluate_word_pairs(options.similarity)
            assert abs(found["spearman"] - spearman[0]) < 1e-5, (found, spearman)
            print(f"  similarity: {found['spearman']:.6f}, as gensim")


if __name__ == "__main__":
    sys.exit(main())
