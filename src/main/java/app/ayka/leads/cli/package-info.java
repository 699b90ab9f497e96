/** The {@code extract} verb: findings from conversation files, without a server or a database. */
@NullMarked
package app.ayka.leads.cli;

import org.jspecify.annotations.NullMarked;
