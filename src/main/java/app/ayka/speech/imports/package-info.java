/** Brings in conversations that were written down elsewhere: WebVTT, SubRip, plain text and AYKA's own JSON. */
@NullMarked
@NamedInterface("imports")
package app.ayka.speech.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
