package app.ayka.testing;

import app.ayka.Ayka;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of a web node against the {@link TestPlatform}; its context is shared by all such tests. What a test puts in
 * the queue stays there: {@link WorkerTest} has a worker.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "ayka.role=web")
@ContextConfiguration(initializers = TestPlatformInitializer.class)
@Import(TestUsers.class)
public @interface AykaTest {}
