package io.moderato.batch.input;

/** The kinds of files that archives are made of. */
public enum Format {
    /** A JSON object a line, also compressed by gzip. */
    JSON_LINES(".jsonl"),
    /** Apache Parquet. */
    PARQUET(".parquet");

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    /** How the names of files end that are written in it. */
    public String ending() {
        return ending;
    }
}
