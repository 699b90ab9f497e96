package app.ayka.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Several who do the same in the same moment. */
public final class Together {

    private Together() {}

    /** What each came to; the first failure of any is thrown. */
    public static <T> List<T> all(int many, IntFunction<T> deed) throws Exception {
        var start = new CyclicBarrier(many);
        try (var threads = Executors.newFixedThreadPool(many)) {
            var all = IntStream.range(0, many)
                    .<Callable<T>>mapToObj(i -> () -> {
                        start.await();
                        return deed.apply(i);
                    })
                    .toList();
            var results = new ArrayList<T>();
            for (var one : threads.invokeAll(all)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
