package app.ayka.journey;

import app.ayka.Ayka;
import app.ayka.testing.EmbeddedObjects;
import app.ayka.testing.OwnDatabase;
import app.ayka.testing.TestUsers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A program of its own on a database of its own, so that no other test's worker takes its recordings, with the embedded
 * object store that most people have.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Ayka.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"vaadin.productionMode=true", "ayka.accounts.sign-up=open"})
@ContextConfiguration(initializers = {OwnDatabase.class, EmbeddedObjects.class})
@Import(TestUsers.class)
@DirtiesContext
@interface JourneyTest {}
