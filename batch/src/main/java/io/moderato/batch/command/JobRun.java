package io.moderato.batch.command;

import io.moderato.batch.BatchException;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Watch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs a job of a command: starts Spark, tells how far the job is, and says what follows when somebody stops it. */
final class JobRun {
    private static final int STOPPED = 130;

    private JobRun() {}

    /** A job, and what is said about its report. */
    interface Job {
        /** Does it. */
        Report run(JavaSparkContext spark, Watch watch);

        /** Tells the result. */
        void tell(Report report);
    }

    /**
     * Does the job, and returns the exit code.
     *
     * @throws BatchException if it cannot be done
     */
    static int of(String name, int cores, Job job) {
        Terminal terminal = new Terminal();
        AtomicBoolean stopping = new AtomicBoolean();
        Thread stopped = new Thread(() -> {
            stopping.set(true);
            terminal.ends();
            System.err.println("Stopped. The same command goes on where it was.");
        });
        Runtime.getRuntime().addShutdownHook(stopped);
        try (JavaSparkContext spark = SparkStart.start("moderato " + name, cores)) {
            Report report = job.run(spark, terminal);
            terminal.ends();
            job.tell(report);
            return 0;
        } catch (BatchException failed) {
            if (stopping.get()) {
                // who stopped it has been told what follows
                return STOPPED;
            }
            throw failed;
        } finally {
            terminal.ends();
            leave(stopped);
        }
    }

    /** The first line about every job. */
    static void tellRows(String what, Report report, String output) {
        System.out.printf(
                "%,d %s in %s, %,.0f a second%s%n",
                report.rows(),
                what,
                output,
                report.rowsOfLastRun() / report.seconds(),
                report.malformed() == 0
                        ? ""
                        : "; %,d rows could not be read, %s/_malformed says why".formatted(report.malformed(), output));
    }

    /** The process ends by itself, and not because somebody stopped it. */
    private static void leave(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // then it tells what it has to tell
        }
    }
}
