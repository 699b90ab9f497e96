/** Nobody sees or changes what is somebody else's: rows, services, addresses, objects. */
@NullMarked
package app.ayka.security;

import org.jspecify.annotations.NullMarked;
