/** Transactions that carry the acting user to row-level security. */
@NullMarked
@NamedInterface("tx")
package app.ayka.base.tx;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
