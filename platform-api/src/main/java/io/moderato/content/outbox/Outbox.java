package io.moderato.content.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentSubmitted;
import io.moderato.content.store.DueRevision;
import io.moderato.operations.answer.RequestIdFilter;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings stored content to Kafka with a bounded queue and one thread, so that a request never waits for Kafka. A content that does not fit
 * or does not get through stays QUEUED in the database, from where the sweeper sends it.
 */
@Component
public class Outbox implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private final ContentProducer producer;
    private final JsonMapper json;
    private final BlockingQueue<Waiting> queue;
    private final long maxChars;
    private final AtomicLong waitingChars = new AtomicLong();
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final Undelivered undelivered;
    private final Acknowledged acknowledged;
    private final Lanes lanes;
    private final Traces traces;
    private final Counter left;
    private volatile @Nullable Thread sender;

    Outbox(
            ContentProducer producer,
            JsonMapper json,
            Undelivered undelivered,
            Acknowledged acknowledged,
            Lanes lanes,
            Traces traces,
            OutboxSettings settings,
            MeterRegistry metrics) {
        this.producer = producer;
        this.json = json;
        this.undelivered = undelivered;
        this.acknowledged = acknowledged;
        this.lanes = lanes;
        this.traces = traces;
        this.queue = new ArrayBlockingQueue<>(settings.queueRecords());
        this.maxChars = settings.queueSize().toBytes();
        this.left = Counter.builder("moderato.outbox.left")
                .description("Records left to the sweeper because Kafka did not take them at once")
                .register(metrics);
        Gauge.builder("moderato.outbox.queue", queue, BlockingQueue::size)
                .description("Records that wait in memory for Kafka")
                .register(metrics);
    }

    /**
     * Sends those revisions as soon as Kafka accepts them. Returns at once; or after a moment if the queue is full although Kafka accepts
     * records, so that the caller slows down.
     */
    public void sendSoon(List<Content> contents) {
        String requestId = MDC.get(RequestIdFilter.KEY);
        TraceParent trace = traces.current();
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        for (Content content : contents) {
            offer(new Waiting(new ContentSubmitted(content, requestId), trace, size(content)), deadline);
        }
    }

    /** Lets those of the contents that wait in memory never be sent. */
    void drop(Collection<ContentId> erased) {
        Set<ContentId> gone = Set.copyOf(erased);
        queue.removeIf(waiting -> {
            boolean drop = gone.contains(waiting.event().content().id());
            if (drop) {
                waitingChars.addAndGet(-waiting.size());
            }
            return drop;
        });
    }

    /** The record that says that a revision was submitted. Its trace goes on from the request, without a span for each try. */
    ProducerRecord<String, String> again(DueRevision due) {
        ProducerRecord<String, String> posted = posted(new ContentSubmitted(due.content(), null));
        SendSpan.continueFrom(due.trace(), posted);
        return posted;
    }

    private ProducerRecord<String, String> posted(ContentSubmitted event) {
        Content content = event.content();
        return new ProducerRecord<>(lanes.of(content).topic(), content.id().toString(), json.writeValueAsString(event));
    }

    private void offer(Waiting waiting, long deadline) {
        if (waitingChars.addAndGet(waiting.size()) > maxChars || !hasRoom(waiting, deadline)) {
            waitingChars.addAndGet(-waiting.size());
            leave(waiting);
        }
    }

    private boolean hasRoom(Waiting waiting, long deadline) {
        if (!reachable.get()) {
            return queue.offer(waiting);
        }
        try {
            return queue.offer(waiting, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sendUntilStopped() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Waiting next = queue.take();
                waitingChars.addAndGet(-next.size());
                send(next);
            }
        } catch (InterruptedException stopping) {
            log.debug("Stopped with {} records waiting", queue.size());
        }
    }

    private void send(Waiting waiting) {
        ProducerRecord<String, String> posted = posted(waiting.event());
        Span span = SendSpan.begin(traces, waiting.trace(), waiting.event().content(), posted);
        CompletableFuture<Void> sent = producer.send(posted);
        sent.whenComplete((_, failure) -> {
            SendSpan.end(span, failure);
            if (failure == null) {
                acknowledged.add(waiting.event().content());
                reachable.set(true);
            } else {
                leave(waiting);
                if (!ContentProducer.isTooLarge(failure)) {
                    missed(failure);
                }
            }
        });
        if (sent.isCompletedExceptionally() && !ContentProducer.isTooLarge(sent.exceptionNow())) {
            leaveRest();
        }
    }

    /** Leaves all waiting records to the sweeper, because each would wait for the same timeout. */
    private void leaveRest() {
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            waitingChars.addAndGet(-next.size());
            leave(next);
        }
    }

    /** Leaves a record to the sweeper. */
    private void leave(Waiting waiting) {
        left.increment();
        undelivered.add(waiting.event().content());
    }

    private void missed(Throwable failure) {
        if (reachable.getAndSet(false)) {
            log.warn(
                    "Kafka does not take records ({}). Accepted content waits in the database and is sent again.",
                    failure.getClass().getSimpleName());
        }
    }

    private static long size(Content content) {
        String parent = content.parentText();
        return content.text().length()
                + (parent == null ? 0 : parent.length())
                + content.images().stream().mapToInt(String::length).sum();
    }

    @Override
    public void start() {
        sender = Thread.ofPlatform().name("outbox").daemon().start(this::sendUntilStopped);
    }

    @Override
    public void stop() {
        Thread running = sender;
        if (running != null) {
            running.interrupt();
            sender = null;
        }
    }

    @Override
    public boolean isRunning() {
        return sender != null;
    }

    private record Waiting(ContentSubmitted event, @Nullable TraceParent trace, long size) {}
}
