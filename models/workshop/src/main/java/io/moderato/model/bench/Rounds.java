package io.moderato.model.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures several kinds of work against each other. They take turns of a short time each, for several rounds, so that a machine that is
 * slower for a while is slower for all of them. Each kind is done by as many threads as there are workers. It is measured by the clock, and
 * by the time for which its threads had a processor; other programs on the machine disturb this second figure less.
 *
 * @param workers the number of threads that work side by side
 * @param slice the least time of one turn
 * @param rounds the number of turns of each kind of work, in addition to one turn to warm up
 */
record Rounds(int workers, Duration slice, int rounds) {
    /** A piece of work that is done again and again. */
    interface Work {
        void once();
    }

    /** The rates of a kind of work, one for each round, in pieces a second. */
    record Rates(List<Double> byClock, List<Double> byProcessor) {
        /** The median of the pieces per second of all workers together, if each worker had its own processor. */
        double median() {
            return quantile(byProcessor, 0.5);
        }

        double medianByClock() {
            return quantile(byClock, 0.5);
        }

        /** The distance between the quartiles, as a share of the median. */
        double spread() {
            return (quantile(byProcessor, 0.75) - quantile(byProcessor, 0.25)) / median();
        }
    }

    private record Turn(long pieces, long processorNanos) {}

    /** Measures each kind of work and returns the rates by its name. */
    Map<String, Rates> measure(Map<String, Work> works) {
        Map<String, Rates> rates = new LinkedHashMap<>();
        works.keySet().forEach(name -> rates.put(name, new Rates(new ArrayList<>(), new ArrayList<>())));
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (int round = -1; round < rounds; round++) {
                for (Map.Entry<String, Work> work : works.entrySet()) {
                    turn(threads, work.getValue(), round < 0 ? null : rates.get(work.getKey()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The work that is measured failed", e.getCause());
        }
        return rates;
    }

    private void turn(ExecutorService threads, Work work, @org.jspecify.annotations.Nullable Rates rates)
            throws InterruptedException, ExecutionException {
        ThreadMXBean processor = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        Callable<Turn> worker = () -> {
            long before = processor.getCurrentThreadCpuTime();
            long pieces = 0;
            do {
                work.once();
                pieces++;
            } while (System.nanoTime() - start < slice.toNanos());
            return new Turn(pieces, processor.getCurrentThreadCpuTime() - before);
        };
        List<Future<Turn>> turns = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            turns.add(threads.submit(worker));
        }
        long pieces = 0;
        long nanos = 0;
        for (Future<Turn> each : turns) {
            pieces += each.get().pieces;
            nanos += each.get().processorNanos;
        }
        double elapsed = System.nanoTime() - start;
        if (rates != null) {
            rates.byClock.add(pieces * 1e9 / elapsed);
            rates.byProcessor.add(pieces * 1e9 * workers / nanos);
        }
    }

    /** The value below which that share of the values lies; between two values it is interpolated. */
    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = share * (sorted.size() - 1);
        int below = (int) at;
        double next = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return sorted.get(below) + (at - below) * (next - sorted.get(below));
    }
}
