/** {@code ayka jobs}: what administrators see of jobs and do with them, from a terminal. */
@NullMarked
package app.ayka.jobs.console.cli;

import org.jspecify.annotations.NullMarked;
