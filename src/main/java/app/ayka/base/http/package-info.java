/** The one way to addresses that people, devices or pages of others gave. */
@NullMarked
@NamedInterface("http")
package app.ayka.base.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
