package io.moderato.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What can go wrong with services on their own, and how it is brought about. */
enum Fault {
    KILL_INFERENCE("both instances of the inference service are killed and started again", rig -> {
        killAll(rig.inferences());
        return startAll(rig.inferences());
    }),
    KILL_ONE_INFERENCE(
            "one of two instances of the inference service is killed and not started again for a while", rig -> {
                rig.inferences().getFirst().kill();
                Instant killed = Instant.now();
                pause(Duration.ofSeconds(20));
                rig.inferences().getFirst().startAgain();
                rig.inferences().getFirst().awaitReady();
                return killed;
            }),
    KILL_API("one of two instances of the API is killed and started again", rig -> {
        rig.apis().getFirst().kill();
        return startAll(rig.apis().subList(0, 1));
    }),
    KILL_CONSOLE("the console is killed and started again", rig -> {
        rig.console().kill();
        return startAll(List.of(rig.console()));
    }),
    KILL_KAFKA("Kafka is killed and started again", rig -> {
        rig.broker().kill();
        return startAll(List.of(rig.broker()));
    }),
    KILL_POSTGRESQL("PostgreSQL is killed and started again", rig -> {
        rig.killDatabase();
        return Instant.now();
    }),
    SLOW_POSTGRESQL("each packet to and from PostgreSQL takes 50 ms longer, for 20 s", rig -> {
        rig.databaseWire().slow(Duration.ofMillis(50));
        pause(Duration.ofSeconds(20));
        rig.databaseWire().heal();
        return Instant.now();
    }),
    SLOW_KAFKA("each packet to and from Kafka takes 200 ms longer, for 20 s", rig -> {
        rig.kafkaWire().slow(Duration.ofMillis(200));
        pause(Duration.ofSeconds(20));
        rig.kafkaWire().heal();
        return Instant.now();
    }),
    PARTITION_KAFKA("nothing reaches Kafka, and nobody is told, for 30 s", rig -> {
        rig.kafkaWire().cut();
        pause(Duration.ofSeconds(30));
        rig.kafkaWire().heal();
        return Instant.now();
    }),
    PARTITION_ALL("nothing reaches PostgreSQL or Kafka, and nobody is told, for 30 s", rig -> {
        rig.kafkaWire().cut();
        rig.databaseWire().cut();
        pause(Duration.ofSeconds(30));
        rig.databaseWire().heal();
        rig.kafkaWire().heal();
        return Instant.now();
    }),
    PARTITION_NAMESPACES(
            "the link between the services and PostgreSQL and Kafka is down for 30 s",
            rig -> rig.network().isApart(),
            rig -> {
                rig.network().cut();
                pause(Duration.ofSeconds(30));
                rig.network().heal();
                return Instant.now();
            }),
    DISK_FULL(
            "no byte is free on the disk of PostgreSQL and Kafka for 20 s",
            rig -> rig.disk().canBeFilled(),
            rig -> {
                rig.disk().fill();
                pause(Duration.ofSeconds(20));
                rig.disk().free();
                Instant freed = Instant.now();
                if (!rig.broker().isAlive()) {
                    System.out.println("    Kafka had ended, and is started again");
                    rig.broker().startAgain();
                    rig.broker().awaitReady();
                }
                return freed;
            }),
    ROLLING_RESTART("all services are stopped and started again, one instance after the other", rig -> {
        for (List<Child> service : List.of(rig.inferences(), rig.apis(), List.of(rig.console()))) {
            for (Child each : service) {
                Duration stopped = rig.restart(each);
                System.out.printf("    %s stopped in %.1f s%n", each.name(), stopped.toMillis() / 1e3);
            }
        }
        return Instant.now();
    });

    private final String words;
    private final Predicate<Rig> possible;
    private final Deed deed;

    Fault(String words, Deed deed) {
        this(words, rig -> true, deed);
    }

    Fault(String words, Predicate<Rig> possible, Deed deed) {
        this.words = words;
        this.possible = possible;
        this.deed = deed;
    }

    /** Whether it can be brought about there; some need root on Linux. */
    boolean isPossible(Rig rig) {
        return possible.test(rig);
    }

    String words() {
        return words;
    }

    /** Brings it about and returns the time from which on a recovery is possible. */
    Instant happen(Rig rig) throws Exception {
        return deed.on(rig);
    }

    @FunctionalInterface
    private interface Deed {
        Instant on(Rig rig) throws Exception;
    }

    private static void killAll(List<Child> children) throws InterruptedException {
        for (Child each : children) {
            each.kill();
        }
    }

    private static Instant startAll(List<Child> children) throws Exception {
        Instant killed = Instant.now();
        for (Child each : children) {
            each.startAgain();
        }
        for (Child each : children) {
            each.awaitReady();
        }
        return killed;
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
