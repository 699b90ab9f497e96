package app.ayka.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.testing.WorkerTest;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/** Spring stops a bean's dependents before the bean, whatever their phases: none may pull the queues to the front. */
@WorkerTest
class ShutdownOrderTest {

    @Autowired
    ConfigurableListableBeanFactory beans;

    @Test
    void theQueuesStopAfterTheDrainHasBegun() {
        var drain = beans.getBean(DrainAtShutdown.class).getPhase();
        var queues = Set.of(beans.getBeanNamesForType(Queues.class));
        assertThat(queues).isNotEmpty();
        var before = beans.getBeansOfType(SmartLifecycle.class).entrySet().stream()
                .filter(bean -> bean.getValue().getPhase() >= drain)
                .map(Map.Entry::getKey)
                .toList();

        assertThat(before).contains("drainAtShutdown");
        before.forEach(
                bean -> assertThat(dependents(bean)).as("stopped with %s", bean).doesNotContainAnyElementsOf(queues));
    }

    private Set<String> dependents(String bean) {
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(List.of(bean));
        while (!open.isEmpty()) {
            for (var dependent : beans.getDependentBeans(open.removeFirst())) {
                if (found.add(dependent)) {
                    open.add(dependent);
                }
            }
        }
        return found;
    }
}
