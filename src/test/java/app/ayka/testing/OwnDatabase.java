package app.ayka.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points a test context at the {@link TestPlatform}, with a fresh database of its own. */
public final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var shared = TestPlatform.running().databaseUrl();
        var name = "own_" + UUID.randomUUID().toString().replace('-', '_');
        try (var connection = DriverManager.getConnection(shared, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database of its own for a test", e);
        }
        TestPropertyValues.of(TestPlatform.running().settings()).applyTo(context);
        TestPropertyValues.of("ayka.database.url=" + shared.replaceFirst("/postgres$", "/" + name))
                .applyTo(context);
    }
}
