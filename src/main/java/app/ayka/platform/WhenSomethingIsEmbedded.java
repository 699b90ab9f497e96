package app.ayka.platform;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.context.annotation.Conditional;

/** The data folder holds a server of its own, so it can serve one process only. */
final class WhenSomethingIsEmbedded extends AnyNestedCondition {

    WhenSomethingIsEmbedded() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @Conditional(WhenNoDatabaseUrl.class)
    static final class Database {}

    @Conditional(WhenNoStorageUrl.class)
    static final class Storage {}
}
