/** The pipelines: Spring Batch jobs, the durable queue that feeds them and the news of their progress. */
@NullMarked
@ApplicationModule(displayName = "Jobs")
package app.ayka.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
