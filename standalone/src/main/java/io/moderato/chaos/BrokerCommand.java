package io.moderato.chaos;

import com.sun.net.httpserver.HttpServer;
import io.moderato.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kafka alone in a process that can be killed. */
@Command(name = "chaos-broker", hidden = true, description = "Runs Kafka alone, for ./moderato chaos.")
public final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "The folder for its data")
    private Path data = Path.of("kafka");

    @Option(names = "--advertise", required = true, description = "The host and port that clients are told")
    private String advertise = "";

    @Option(names = "--ready", required = true, description = "A port that answers when it is ready")
    private int ready;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EmbeddedKafka broker = EmbeddedKafka.start(data, advertise);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        HttpServer answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ready), 0);
        answering.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        answering.start();
        Thread.currentThread().join();
        return 0;
    }
}
