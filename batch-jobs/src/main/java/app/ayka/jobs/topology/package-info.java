/**
 * Several nodes as processes of their own on one machine, joined by the settings of database and storage alone, and what
 * can be done to them: for measurements and for proving that nothing is lost whatever happens.
 */
@NullMarked
package app.ayka.jobs.topology;

import org.jspecify.annotations.NullMarked;
