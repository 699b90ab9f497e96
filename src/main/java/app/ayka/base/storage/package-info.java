/** The object store: sound and derived files, by key, over the S3 protocol. */
@NullMarked
@NamedInterface("storage")
package app.ayka.base.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
