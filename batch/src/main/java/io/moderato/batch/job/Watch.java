package io.moderato.batch.job;

/** Is told how far a job is. */
public interface Watch {
    /**
     * A job begins.
     *
     * @param pieces how many pieces the archive has
     * @param done   how many of them an earlier run has done
     */
    void begins(int pieces, int done);

    /**
     * A job goes on.
     *
     * @param pieces how many pieces this run has done
     * @param rows   how many rows this process has judged in this run; 0 where other processes do it
     */
    void goesOn(int pieces, long rows);
}
