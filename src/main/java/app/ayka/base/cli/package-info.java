/** The command line: verbs that run without a server or a database. */
@NullMarked
package app.ayka.base.cli;

import org.jspecify.annotations.NullMarked;
