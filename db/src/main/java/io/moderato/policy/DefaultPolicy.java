package io.moderato.policy;

import io.moderato.decision.Category;
import java.util.Map;

/** The thresholds that a community starts with: where the shipped model rejects about one harmless text in a hundred. */
public interface DefaultPolicy {
    /** The thresholds by category. */
    Map<Category, Threshold> thresholds();
}
