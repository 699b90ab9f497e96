package app.ayka.jobs;

import com.github.kagkarlsson.scheduler.task.Task;

/** Work beside the pipelines: something delivered, something cleaned up. */
public interface Errand {

    Task<?> task();
}
