@NullMarked
package app.ayka.speech.imports;

import org.jspecify.annotations.NullMarked;
