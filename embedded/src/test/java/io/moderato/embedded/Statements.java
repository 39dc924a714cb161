package io.moderato.embedded;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Hears every statement that is sent through a data source, so that tests can say how many one act needs. */
public final class Statements {
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

    private record Sent(String thread, String sql) {}

    /** The data source, heard from now on. */
    public DataSource heard(DataSource source) {
        return proxy(
                DataSource.class,
                source,
                (call, result) -> result instanceof Connection connection ? heard(connection) : result);
    }

    /** Forgets what was sent until now. */
    public void forget() {
        sent.clear();
    }

    /** What was sent since by threads of such a name, in order. */
    public List<String> by(Predicate<String> thread) {
        return sent.stream()
                .filter(each -> thread.test(each.thread()))
                .map(Sent::sql)
                .toList();
    }

    private Connection heard(Connection connection) {
        return proxy(Connection.class, connection, (call, result) -> {
            if (call.name().equals("prepareStatement")) {
                sent.add(new Sent(Thread.currentThread().getName(), (String) call.arguments()[0]));
            }
            return result;
        });
    }

    private record Call(String name, Object[] arguments) {}

    private interface Hearing {
        Object of(Call call, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Hearing hearing) {
        return type.cast(Proxy.newProxyInstance(
                Statements.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return hearing.of(new Call(method.getName(), arguments), method.invoke(target, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
