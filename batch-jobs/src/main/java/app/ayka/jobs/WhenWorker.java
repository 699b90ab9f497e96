package app.ayka.jobs;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds on nodes that work off the queue: every role but {@code web}. */
final class WhenWorker implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !"web".equals(context.getEnvironment().getProperty("ayka.role", "all"));
    }
}
