"""MinHash signatures of text-dedup, datatrove and rensa over the documents of bench/dedupe.ts, one JSON line a measurement.

Every tool gets the tokens of our lexer, separated by blanks, and makes 5-grams of them: the same shingles, 256 slots,
32 bands of 8. Only their signatures are timed, on both cores, without reading, writing or clustering; the fastest of
several rounds where one takes less than seconds.
Usage: python bench_dedupe.py <documents.jsonl> <hashes.bin> <offsets.bin>
"""

import json
import multiprocessing
import os
import re
import resource
import sys
import time

import numpy as np

SLOTS, BANDS, NGRAM = 256, 32, 5
CORES = os.cpu_count() or 1


def cpu_seconds():
    """CPU of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def timed(tool, work, documents, rounds):
    work(documents[: len(documents) // 20 or 1])
    seconds, cpu = [], []
    for _ in range(rounds):
        started, used = time.perf_counter(), cpu_seconds()
        work(documents)
        seconds.append(time.perf_counter() - started)
        cpu.append(cpu_seconds() - used)
    print(json.dumps({"tool": tool, "seconds": min(seconds), "cpu": min(cpu)}), flush=True)


FUNCTIONS = []


class Call:
    """A function by its number, which forked processes know: a closure cannot be pickled."""

    def __init__(self, number):
        self.number = number

    def __call__(self, text):
        FUNCTIONS[self.number](text)


def in_processes(closure):
    FUNCTIONS.append(closure)
    function = Call(len(FUNCTIONS) - 1)

    def work(documents):
        chunk = max(1, len(documents) // (CORES * 8))
        with multiprocessing.get_context("fork").Pool(CORES) as pool:
            for _ in pool.imap_unordered(function, documents, chunksize=chunk):
                pass

    return work


def text_dedup():
    from text_dedup import minhash

    # Its own pattern splits at every character that is no letter; here tokens are given.
    minhash.NON_ALPHA = re.compile(" ")
    prime, most = np.uint64((1 << 61) - 1), np.uint32((1 << 32) - 1)
    random = np.random.RandomState(42)
    arguments = {
        "num_perm": SLOTS,
        "ngram_size": NGRAM,
        "min_length": 1,
        "hashranges": [(start, start + SLOTS // BANDS) for start in range(0, SLOTS, SLOTS // BANDS)],
        "permutations": (
            random.randint(1, prime, size=(SLOTS,), dtype=np.uint64),
            random.randint(0, prime, size=(SLOTS,), dtype=np.uint64),
        ),
        "hash_func": minhash.xxh3_32hash,
        "dtype": np.uint64,
        "max_hash": most,
        "modulo_prime": prime,
    }
    return in_processes(lambda text: minhash.embed_func(text, 0, **arguments))


def datatrove():
    from datatrove.pipeline.dedup import minhash
    from datatrove.utils.hashing import HashConfig

    class Tokens:
        def word_tokenize(self, text):
            return text.split(" ")

    minhash.load_word_tokenizer = lambda language: Tokens()
    minhash.simplify_text = lambda text, config: text
    config = minhash.MinhashConfig(
        n_grams=NGRAM, num_buckets=BANDS, hashes_per_bucket=SLOTS // BANDS, hash_config=HashConfig(precision=64)
    )
    step = minhash.MinhashDedupSignature(output_folder=os.path.dirname(sys.argv[1]), config=config)
    return in_processes(lambda text: step.get_signature(step.get_shingles(text)))


def shingle_lists(documents):
    sets = []
    for text in documents:
        tokens = text.split(" ")
        sets.append([" ".join(tokens[at : at + NGRAM]) for at in range(max(1, len(tokens) - NGRAM + 1))])
    return sets


def rensa(sets):
    from rensa import RMinHash

    return RMinHash.digest_matrix_from_token_sets(sets, SLOTS, 42)


def rensa_hashes():
    """Signatures alone, from hashes in one flat buffer: the fastest way in that rensa offers."""
    from rensa import RMinHash

    hashes = np.fromfile(sys.argv[2], dtype=np.uint64)
    offsets = np.fromfile(sys.argv[3], dtype=np.uint64)
    return lambda _: RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, SLOTS, 42)


def main():
    with open(sys.argv[1], encoding="utf8") as lines:
        documents = [json.loads(line) for line in lines]
    timed("text-dedup", text_dedup(), documents, 1)
    timed("datatrove", datatrove(), documents, 1)
    timed("rensa", lambda texts: rensa(shingle_lists(texts)), documents, 2)
    sets = shingle_lists(documents)
    timed("rensa shingles", lambda texts: rensa(sets[: len(texts)]), documents, 5)
    timed("rensa hashes", rensa_hashes(), documents, 5)


if __name__ == "__main__":
    main()
