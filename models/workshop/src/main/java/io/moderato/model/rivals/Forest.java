package io.moderato.model.rivals;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decision trees for one category. The mean of their answers is the category's probability. Thread-safe. */
final class Forest {
    private final List<Tree> trees;

    Forest(List<Tree> trees) {
        this.trees = List.copyOf(trees);
    }

    /**
     * A tree, stored in arrays.
     *
     * @param features the feature that each node asks about; -1 in a leaf
     * @param levels for each node, the level above which a text goes to the right
     * @param right the node to the right; the node to the left is the next one in the arrays
     * @param answers the share of positives in each node
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Tree(short[] features, byte[] levels, int[] right, float[] answers) {
        float answer(byte[] text) {
            int node = 0;
            while (features[node] >= 0) {
                node = text[features[node]] > levels[node] ? right[node] : node + 1;
            }
            return answers[node];
        }
    }

    /**
     * The mean answer of the trees.
     *
     * @param text the level of each feature
     */
    double probability(byte[] text) {
        double sum = 0;
        for (Tree tree : trees) {
            sum += tree.answer(text);
        }
        return sum / trees.size();
    }

    int nodes() {
        return trees.stream().mapToInt(tree -> tree.features.length).sum();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(trees.size());
        for (Tree tree : trees) {
            out.writeInt(tree.features.length);
            for (int node = 0; node < tree.features.length; node++) {
                out.writeShort(tree.features[node]);
                if (tree.features[node] >= 0) {
                    out.writeByte(tree.levels[node]);
                    out.writeInt(tree.right[node]);
                } else {
                    out.writeFloat(tree.answers[node]);
                }
            }
        }
    }

    /**
     * Reads a forest over that many features.
     *
     * @throws IllegalArgumentException if a node points outside the tree
     */
    static Forest read(DataInputStream in, int width) throws IOException {
        int count = in.readInt();
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = in.readInt();
            if (size < 1 || size > TreeGrowth.MOST_NODES) {
                throw new IllegalArgumentException("claims a tree of %d nodes".formatted(size));
            }
            Tree tree = new Tree(new short[size], new byte[size], new int[size], new float[size]);
            for (int node = 0; node < size; node++) {
                tree.features[node] = in.readShort();
                if (tree.features[node] >= 0) {
                    tree.levels[node] = in.readByte();
                    tree.right[node] = in.readInt();
                    if (tree.features[node] >= width || tree.right[node] <= node + 1 || tree.right[node] >= size) {
                        throw new IllegalArgumentException("has a tree that leads nowhere");
                    }
                } else {
                    tree.answers[node] = in.readFloat();
                    if (!(tree.answers[node] >= 0 && tree.answers[node] <= 1)) {
                        throw new IllegalArgumentException("has an answer that is not a probability");
                    }
                }
            }
            trees.add(tree);
        }
        if (trees.isEmpty()) {
            throw new IllegalArgumentException("has no trees");
        }
        return new Forest(trees);
    }
}
