package app.ayka.testing;

import app.ayka.Ayka;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A program that people reach at {@code https://ayka.example.org} through a proxy, with the embedded object store. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Ayka.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = HttpsInstallation.Settings.class)
@Import(TestUsers.class)
public @interface HttpsInstallation {

    String ADDRESS = "https://ayka.example.org";

    /** On top of a database of its own. */
    final class Settings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            new OwnDatabase().initialize(context);
            new EmbeddedObjects().initialize(context);
            TestPropertyValues.of("ayka.public-url=" + ADDRESS).applyTo(context);
        }
    }
}
