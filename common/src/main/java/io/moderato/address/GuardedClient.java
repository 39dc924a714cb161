package io.moderato.address;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that users name, and no others than the {@link AddressGuard} lets pass. A name is looked up once for each connection,
 * all its addresses are checked, and the connection is made to one of those that were checked: what the name leads to a moment later does
 * not matter. Each redirect is checked anew. What an answer may take is limited; how many calls run at once is up to the caller.
 */
public final class GuardedClient implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> KEEPING_THE_METHOD = Set.of(307, 308);

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_HEADER = 16 * 1024;

    /** A connection that waits for another call is closed after that time, and its host looked up anew. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final AddressGuard guard;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A client that calls what the guard lets pass.
     *
     * @param calls at once, to all hosts and to one; more of them wait, within their time
     */
    public GuardedClient(AddressGuard guard, int calls) {
        this(guard, calls, HostLookup.OF_THE_MACHINE, null);
    }

    /**
     * A client with another look-up of names and other certificates.
     *
     * @param trust null for the machine's own
     */
    GuardedClient(AddressGuard guard, int calls, HostLookup lookup, @Nullable SSLContext trust) {
        this.guard = guard;
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(guard, lookup))
                        .setTlsSocketStrategy(
                                trust == null
                                        ? DefaultClientTlsStrategy.createDefault()
                                        : new DefaultClientTlsStrategy(trust))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_HEADER)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.of(IDLE))
                                .build())
                        .setMaxConnTotal(calls)
                        .setMaxConnPerRoute(calls)
                        .build())
                .setKeepAliveStrategy((response, context) -> TimeValue.of(IDLE))
                .setUserAgent("Moderato")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * Sends the call and returns the answer, whatever its status.
     *
     * @throws RefusedAddressException if the address, one that its name leads to, or one that it redirects to may not be called
     * @throws SocketTimeoutException if it takes longer than it may
     * @throws IOException if nobody answers there, or not as HTTP says
     * @throws InterruptedException if the thread is interrupted; the call is then broken off
     */
    public Answer send(Call call, CallLimits limits) throws IOException, InterruptedException {
        AtomicReference<@Nullable HttpUriRequestBase> running = new AtomicReference<>();
        Future<Answer> answer = threads.submit(() -> following(call, limits, running));
        try {
            return answer.get(limits.time().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw tookLonger(call, limits, late);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RefusedAddressException refused -> throw refused;
                case InterruptedIOException late -> throw tookLonger(call, limits, late);
                case IOException network ->
                    throw new IOException("%s: %s".formatted(call, network.getMessage()), network);
                case RuntimeException ours -> throw ours;
                case null, default -> throw new IllegalStateException("A call failed", failed);
            }
        } finally {
            answer.cancel(true);
            HttpUriRequestBase last = running.getAndSet(null);
            if (last != null) {
                last.cancel();
            }
        }
    }

    private static SocketTimeoutException tookLonger(Call call, CallLimits limits, Exception late) {
        SocketTimeoutException timeout =
                new SocketTimeoutException("%s took longer than %s".formatted(call, limits.time()));
        timeout.initCause(late);
        return timeout;
    }

    private Answer following(Call first, CallLimits limits, AtomicReference<@Nullable HttpUriRequestBase> running)
            throws IOException {
        Call call = first;
        for (int redirects = 0; ; redirects++) {
            guard.check(call.address());
            Answer answer = sent(call, limits, running);
            URI target = redirects < limits.redirects() ? target(answer) : null;
            if (target == null) {
                return answer;
            }
            call = call.redirected(target, KEEPING_THE_METHOD.contains(answer.status()));
        }
    }

    private static @Nullable URI target(Answer answer) {
        if (!REDIRECTS.contains(answer.status())) {
            return null;
        }
        try {
            return answer.header("location").map(answer.address()::resolve).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new RefusedAddressException("%s redirects to something that is not an address."
                    .formatted(answer.address().getHost()));
        }
    }

    private Answer sent(Call call, CallLimits limits, AtomicReference<@Nullable HttpUriRequestBase> running)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.address());
        Timeout time = Timeout.of(limits.time());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(time)
                .setResponseTimeout(time)
                .setProtocolUpgradeEnabled(false)
                .build());
        call.headers().forEach(request::setHeader);
        byte[] body = call.body();
        if (body != null) {
            String type = call.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            request.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(type)));
        }
        running.set(request);
        // Not client.execute(request, handler): it reads an answer to its end before it gives the connection back.
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean whole = false;
        try {
            Answer answer = read(call, response, limits.bytes());
            whole = !answer.cut();
            return answer;
        } finally {
            if (whole) {
                response.close();
            } else {
                request.cancel();
            }
            running.compareAndSet(request, null);
        }
    }

    private static Answer read(Call call, ClassicHttpResponse response, int most) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(String.valueOf(header.getValue()));
        }
        HttpEntity entity = response.getEntity();
        byte[] body = new byte[0];
        boolean cut = false;
        if (entity != null) {
            // One more than is wanted tells whether there is more. Closing the stream would read the rest.
            byte[] read = entity.getContent().readNBytes(most == Integer.MAX_VALUE ? most : most + 1);
            cut = read.length > most;
            body = cut ? Arrays.copyOf(read, most) : read;
        }
        return new Answer(response.getCode(), call.address(), headers, body, cut);
    }

    /** Breaks off what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** Gives the connection the addresses that were checked, and nothing to look up again. */
    private record CheckedAddresses(AddressGuard guard, HostLookup lookup) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            InetAddress[] addresses = lookup.addresses(host);
            if (addresses.length == 0) {
                throw new UnknownHostException(host);
            }
            for (InetAddress address : addresses) {
                guard.check(name.toLowerCase(Locale.ROOT), address);
            }
            return addresses;
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return Stream.of(resolve(host))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
