package app.ayka.platform;

import app.ayka.base.CurrentUser;
import app.ayka.base.tx.DirectConnections;
import app.ayka.base.tx.OwnerTransactionManager;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The embedded or the operator's PostgreSQL, and the three ways into it: owner (migrations), application, system. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AykaSettings.class)
class DatabaseConfiguration {

    @Bean
    @Conditional(WhenSomethingIsEmbedded.class)
    DataFolder dataFolder(AykaSettings settings) {
        return DataFolder.hold(settings.data());
    }

    @Bean
    @Conditional(WhenNoDatabaseUrl.class)
    EmbeddedDatabase embeddedDatabase(DataFolder folder) {
        return EmbeddedDatabase.start(folder);
    }

    @Bean
    DatabaseAccess databaseAccess(AykaSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
        var database = settings.database();
        var local = embedded.getIfAvailable();
        var access = new DatabaseAccess(
                local == null ? database.url() : local.jdbcUrl(),
                local == null ? database.username() : "postgres",
                local == null ? database.password() : local.password(),
                database.appRole(),
                database.appPassword(),
                database.systemRole(),
                database.systemPassword());
        DatabaseRoles.ensure(access);
        return access;
    }

    @Bean
    @FlywayDataSource
    DataSource ownerDataSource(DatabaseAccess access) {
        var pool = pool(access, access.owner(), access.ownerPassword(), 3, "owner");
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        return pool;
    }

    @Bean
    @Primary
    DataSource dataSource(DatabaseAccess access, AykaSettings settings) {
        var role = access.appRole();
        return pool(access, role, access.passwordOf(role), settings.database().appConnections(), "app");
    }

    @Bean
    DataSource systemDataSource(DatabaseAccess access, AykaSettings settings) {
        var role = access.systemRole();
        var pool =
                pool(access, role, access.passwordOf(role), settings.database().systemConnections(), "system");
        // Job data and picks of the queue need not wait for the disk: commits keep their order, so a crash of the
        // database can only take the last moments, and work whose end was forgotten is done again with the same
        // result. What people are told, and the SENDING and SENT of a mail, is written by the application role, which
        // waits; so do the rows that the program could not miss (V9).
        pool.setConnectionInitSql("set synchronous_commit = off");
        return pool;
    }

    @Bean
    DirectConnections directConnections(DatabaseAccess access) {
        var role = access.systemRole();
        var login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", access.passwordOf(role));
        login.setProperty("connectTimeout", "5");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("socketTimeout", "20"); // a server that vanished without a word is noticed
        login.setProperty("ApplicationName", "ayka-direct");
        return () -> DriverManager.getConnection(access.url(), login);
    }

    @Bean
    @Primary
    PlatformTransactionManager transactionManager(
            EntityManagerFactory factory, DataSource dataSource, CurrentUser currentUser) {
        return new OwnerTransactionManager(factory, dataSource, currentUser);
    }

    @Bean
    PlatformTransactionManager systemTransactionManager(@Qualifier("systemDataSource") DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    @Primary
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    JdbcClient systemJdbcClient(@Qualifier("systemDataSource") DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    FlywayConfigurationCustomizer rolesInMigrations(DatabaseAccess access) {
        return flyway -> flyway.placeholders(Map.of("app_role", access.appRole(), "system_role", access.systemRole()));
    }

    private static HikariDataSource pool(
            DatabaseAccess access, String user, String password, int connections, String name) {
        var pool = new HikariDataSource();
        pool.setPoolName("ayka-" + name);
        pool.setJdbcUrl(access.url());
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(Math.min(2, connections));
        pool.setConnectionTimeout(10_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        return pool;
    }
}
