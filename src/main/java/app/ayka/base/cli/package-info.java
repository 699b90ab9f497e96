/** The command line: verbs that run without a server or a database. */
@NullMarked
@NamedInterface("cli")
package app.ayka.base.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
