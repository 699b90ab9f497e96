package app.ayka.jobs.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Measures, in a node of this process, how long the statements take by which a worker claims work from the queue. */
final class ClaimTimes implements BeanPostProcessor {

    /** What tells a claim of parts from every other statement, and from the claims of runs and errands. */
    private static final List<String> CLAIM = List.of("skip locked", "_partitions");

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return name.equals("systemDataSource") ? measured((DataSource) bean) : bean;
    }

    DataSource measured(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(super.getConnection());
            }
        };
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            var result = method.invoke(real, arguments);
            return result instanceof PreparedStatement statement
                            && arguments != null
                            && CLAIM.stream().allMatch(arguments[0].toString().toLowerCase(Locale.ROOT)::contains)
                    ? statement(statement)
                    : result;
        });
    }

    private PreparedStatement statement(PreparedStatement real) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return method.invoke(real, arguments);
            }
            var began = System.nanoTime();
            var result = method.invoke(real, arguments);
            nanos.add(System.nanoTime() - began);
            return result;
        });
    }

    private interface Call {
        @org.jspecify.annotations.Nullable
        Object of(java.lang.reflect.Method method, Object @org.jspecify.annotations.Nullable [] arguments)
                throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    void forget() {
        nanos.clear();
    }

    int count() {
        return nanos.size();
    }

    /** @param part 0.5 for the median; 0 when nothing was claimed */
    double millis(double part) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
    }
}
