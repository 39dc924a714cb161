package io.moderato.batch.similar;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** Finds texts to leave out, so that of texts that are nearly the same one is kept, the first. */
public final class SimilarTexts {
    private SimilarTexts() {}

    /**
     * A text.
     *
     * @param pieces its {@link Shingles}
     * @param label  what it is labelled as; the same for the same labels
     */
    public record Text(long[] pieces, int label) implements Serializable {}

    /**
     * What to leave out.
     *
     * @param rows      by the number of the piece, the rows in it
     * @param count     how many
     * @param conflicts how many of them are labelled otherwise than the text that is kept
     */
    public record Duplicates(Map<Integer, BitSet> rows, long count, long conflicts) implements Serializable {
        /** Whether that row is left out. */
        public boolean has(int piece, int row) {
            BitSet found = rows.get(piece);
            return found != null && found.get(row);
        }
    }

    /** The key of a row. Keys sort as rows do. */
    public static long key(int piece, int row) {
        return (long) piece << Integer.SIZE | row;
    }

    /**
     * The texts to leave out. Each of them is at least as alike as asked to an earlier one that is kept.
     *
     * @param texts by their {@link #key}
     * @param alike from which likeness on two texts are nearly the same
     */
    public static Duplicates find(JavaPairRDD<Long, Text> texts, double alike) {
        JavaPairRDD<Long, Long> candidates = texts.flatMapToPair(
                        text -> Arrays.stream(MinHash.buckets(text._2().pieces()))
                                .mapToObj(bucket -> new Tuple2<>(bucket, text._1()))
                                .iterator())
                .groupByKey()
                .flatMapToPair(bucket -> neighbours(bucket._2()).iterator())
                .distinct();
        // later, with earlier: whether they are labelled otherwise
        List<Tuple2<Tuple2<Long, Long>, Boolean>> pairs = candidates
                .join(texts)
                .mapToPair(found -> new Tuple2<>(
                        found._2()._1(), new Tuple2<>(found._1(), found._2()._2())))
                .join(texts)
                .filter(found -> Shingles.likeness(
                                found._2()._1()._2().pieces(), found._2()._2().pieces())
                        >= alike)
                .map(found -> new Tuple2<>(
                        new Tuple2<>(found._2()._1()._1(), found._1()),
                        found._2()._1()._2().label() != found._2()._2().label()))
                .collect();
        return keepTheFirst(pairs);
    }

    /** Each row of a bucket with the first and with the one before it: as many pairs as rows, however many are the same. */
    private static List<Tuple2<Long, Long>> neighbours(Iterable<Long> bucket) {
        List<Long> rows = new ArrayList<>();
        bucket.forEach(rows::add);
        rows.sort(null);
        List<Tuple2<Long, Long>> pairs = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            pairs.add(new Tuple2<>(rows.get(i), rows.getFirst()));
            if (i > 1) {
                pairs.add(new Tuple2<>(rows.get(i), rows.get(i - 1)));
            }
        }
        return pairs;
    }

    /** Goes through the rows in their order and leaves out each that is nearly the same as one that is kept. */
    private static Duplicates keepTheFirst(List<Tuple2<Tuple2<Long, Long>, Boolean>> pairs) {
        Set<Long> out = new HashSet<>();
        Map<Integer, BitSet> rows = new HashMap<>();
        long conflicts = 0;
        List<Tuple2<Tuple2<Long, Long>, Boolean>> ordered = new ArrayList<>(pairs);
        ordered.sort((one, other) -> Long.compare(one._1()._1(), other._1()._1()));
        for (Tuple2<Tuple2<Long, Long>, Boolean> pair : ordered) {
            long later = pair._1()._1();
            if (!out.contains(pair._1()._2()) && out.add(later)) {
                rows.computeIfAbsent((int) (later >>> Integer.SIZE), piece -> new BitSet())
                        .set((int) later);
                conflicts += pair._2() ? 1 : 0;
            }
        }
        return new Duplicates(rows, out.size(), conflicts);
    }
}
