/**
 * What administrators see of jobs and do with them: found, understood, mended. Ids and states only, never what was said.
 */
@NullMarked
@NamedInterface("console")
package app.ayka.jobs.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
