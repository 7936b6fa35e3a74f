package dev.nn.bench.adopt;

/** What a ranking library asks of its models: a score for a document, called once for each. */
@FunctionalInterface
public interface DocumentScorer {
    /** The score of a document with these features. */
    double score(float[] features);
}
