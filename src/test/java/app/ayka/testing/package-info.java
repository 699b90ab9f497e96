/** The harness of the tests: one real PostgreSQL, object store and mail server for all of them. */
@NullMarked
package app.ayka.testing;

import org.jspecify.annotations.NullMarked;
