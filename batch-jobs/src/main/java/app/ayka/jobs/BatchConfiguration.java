package app.ayka.jobs;

import javax.sql.DataSource;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.scope.StepScope;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch over the system role's tables; a job runs in the thread that launches it, which is the queue's. */
@Configuration(proxyBeanMethods = false)
class BatchConfiguration {

    @Bean
    static StepScope stepScope() {
        var scope = new StepScope();
        scope.setAutoProxy(false);
        return scope;
    }

    @Bean
    JobRepository jobRepository(
            @Qualifier("systemDataSource") DataSource dataSource,
            @Qualifier("systemTransactionManager") PlatformTransactionManager transactions)
            throws Exception {
        var factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setDatabaseType("POSTGRES");
        factory.setTransactionManager(transactions);
        factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED"); // instances are unique by constraint
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    @Bean
    JobRegistry jobRegistry() {
        return new MapJobRegistry();
    }

    @Bean
    JobOperator jobOperator(JobRepository repository, JobRegistry registry) throws Exception {
        var operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(registry);
        operator.setTaskExecutor(new SyncTaskExecutor());
        operator.afterPropertiesSet();
        return operator;
    }
}
