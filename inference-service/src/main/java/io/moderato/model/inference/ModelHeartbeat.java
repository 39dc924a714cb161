package io.moderato.model.inference;

import io.moderato.decision.Category;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Says every few seconds which model this instance runs. */
@Component
final class ModelHeartbeat implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ModelHeartbeat.class);

    private final TextClassifier model;
    private final ModelSettings settings;
    private final RunningModels running;
    private final Instant loadedAt = Instant.now();
    private final String instance;
    private @Nullable ScheduledExecutorService clock;
    private boolean failing;

    ModelHeartbeat(
            TextClassifier model, ModelSettings settings, RunningModels running, @Value("${server.port}") int port) {
        this.model = model;
        this.settings = settings;
        this.running = running;
        this.instance = instance(settings, port);
    }

    @Override
    public synchronized void start() {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("model-heartbeat").factory());
        clock.scheduleWithFixedDelay(this::beat, 0, settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    private void beat() {
        ModelInfo info = model.info();
        try {
            running.running(new RunningModel(
                    instance,
                    info.version(),
                    info.name(),
                    info.card(),
                    info.metrics().toString(),
                    info.categories().stream().map(Category::key).toList(),
                    info.languages(),
                    loadedAt,
                    Instant.now()));
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                LOG.warn("Cannot say which model runs here, trying on: {}", failed.getMessage());
            }
            failing = true;
        }
    }

    /** Several instances on one host have one port each, and each has it again after it was started anew. */
    private static String instance(ModelSettings settings, int port) {
        if (settings.instance() != null && !settings.instance().isBlank()) {
            return settings.instance();
        }
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + port;
        } catch (UnknownHostException nameless) {
            return "localhost:" + port;
        }
    }
}
