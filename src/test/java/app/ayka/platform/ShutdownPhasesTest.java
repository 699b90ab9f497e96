package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.WorkerTest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;

/** In which order an end takes down what runs. */
@WorkerTest
class ShutdownPhasesTest {

    @Autowired
    ConfigurableListableBeanFactory beans;

    /**
     * Spring stops whoever depends on a bean together with it, whatever their phases say, and then takes the end of one
     * for the end of the other (spring-framework#28277).
     */
    @Test
    void nothingIsStoppedBeforeItsPhase() {
        var all = beans.getBeansOfType(Lifecycle.class, false, false);
        assertThat(all).hasSizeGreaterThan(8);
        assertThat(all)
                .allSatisfy((name, bean) -> assertThat(dependents(name, all))
                        .as("stopped together with %s, phase %d", name, phase(bean))
                        .allSatisfy((dependent, other) ->
                                assertThat(phase(other)).as(dependent).isGreaterThanOrEqualTo(phase(bean))));
    }

    @Test
    void anEndIsAnnouncedThenWorkEndsThenPagesThenWhatBothNeed() {
        assertThat(phases("announcedEnd", "drainAtShutdown")).containsOnly(Integer.MAX_VALUE);
        assertThat(phases("queues"))
                .allMatch(phase -> phase < Integer.MAX_VALUE)
                .allMatch(phase -> phase > WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        assertThat(phases("databaseNews", "clusterHeartbeat", "jobLog"))
                .allMatch(phase -> phase < WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }

    private Stream<Integer> phases(String... names) {
        return Arrays.stream(names).map(name -> phase(beans.getBean(name, Lifecycle.class)));
    }

    private Map<String, Lifecycle> dependents(String name, Map<String, Lifecycle> all) {
        var found = new TreeMap<String, Lifecycle>();
        for (var dependent : beans.getDependentBeans(name)) {
            var bean = all.get(dependent);
            if (bean != null) {
                found.put(dependent, bean);
            }
        }
        return found;
    }

    private static int phase(Lifecycle bean) {
        return bean instanceof Phased phased ? phased.getPhase() : 0;
    }
}
