package app.ayka;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modulesUseEachOtherOnlyAsTheDesignAllows() {
        ApplicationModules.of(Ayka.class).verify();
    }
}
