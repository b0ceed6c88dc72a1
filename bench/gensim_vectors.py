#!/usr/bin/python3
"""Trains skip-gram vectors with gensim (Debian: python3-gensim) as Cohort's benchmarks do; started by bench/quality.sh.

Writes the vectors in word2vec's binary format and prints one JSON document: gensim, words, vocabulary, seconds_train.
"""
import argparse
import json
import time

import gensim
from gensim.models.word2vec import LineSentence, Word2Vec


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", help="plain or .gz, a line a sentence")
    parser.add_argument("vectors", help="the file to write")
    parser.add_argument("--dimension", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    sentences = LineSentence(options.text, max_sentence_length=1000)
    model = Word2Vec(sg=1, hs=0, vector_size=options.dimension, window=5, negative=5, sample=1e-4, min_count=5,
                     alpha=0.025, seed=options.seed, workers=options.workers)
    model.build_vocab(sentences)
    start = time.monotonic()
    model.train(sentences, total_examples=model.corpus_count, epochs=options.epochs)
    seconds = time.monotonic() - start
    model.wv.save_word2vec_format(options.vectors, binary=True)
    words = sum(model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key)
    print(json.dumps({"gensim": gensim.__version__, "words": int(words), "vocabulary": len(model.wv),
                      "seconds_train": round(seconds, 3)}))


if __name__ == "__main__":
    main()
