package app.ayka.jobs.console;

import app.ayka.jobs.NodeName;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes who takes up a part, and marks what is logged meanwhile. */
@Component
public class PartWork {

    private final JdbcClient jdbc;
    private final NodeName node;

    PartWork(@Qualifier("systemJdbcClient") JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** @param part as in the name of the step execution, such as {@code run-…-span-3} */
    public LogScope begin(StepExecution execution, Object run, String part) {
        jdbc.sql("insert into part_work (step_execution_id, node) values (?, ?)")
                .params(execution.getId(), node.toString())
                .update();
        return LogScope.part(
                run,
                execution.getJobExecutionId(),
                execution.getStepName().replaceFirst("-part:.*", "") + " " + part,
                node);
    }
}
