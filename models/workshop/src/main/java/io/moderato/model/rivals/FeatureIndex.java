package io.moderato.model.rivals;

/** Numbers features from 0 on, in the order in which they are first added. Not thread-safe while features are added. */
final class FeatureIndex {
    private int[] keys;
    /** The number plus 1 of the key in the same slot; 0 marks a free slot. */
    private int[] numbers;

    private int size;

    FeatureIndex(int expected) {
        int slots = Integer.highestOneBit(Math.max(16, expected)) * 4;
        keys = new int[slots];
        numbers = new int[slots];
    }

    /** The number of that feature, or -1 if the feature has no number. */
    int number(int feature) {
        int mask = keys.length - 1;
        int slot = feature & mask;
        while (numbers[slot] != 0) {
            if (keys[slot] == feature) {
                return numbers[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** The number of that feature; a new number if the feature had none. */
    int add(int feature) {
        int known = number(feature);
        if (known >= 0) {
            return known;
        }
        if (2L * (size + 1) > keys.length) {
            grow();
        }
        put(feature, ++size);
        return size - 1;
    }

    int size() {
        return size;
    }

    /** The features in the order of their numbers. */
    int[] features() {
        int[] features = new int[size];
        for (int slot = 0; slot < keys.length; slot++) {
            if (numbers[slot] != 0) {
                features[numbers[slot] - 1] = keys[slot];
            }
        }
        return features;
    }

    private void put(int feature, int number) {
        int mask = keys.length - 1;
        int slot = feature & mask;
        while (numbers[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = feature;
        numbers[slot] = number;
    }

    private void grow() {
        int[] old = features();
        keys = new int[2 * keys.length];
        numbers = new int[keys.length];
        for (int i = 0; i < old.length; i++) {
            put(old[i], i + 1);
        }
    }
}
