/** What was heard: transcripts, speakers and the corrections people make to them; the engines that hear. */
@NullMarked
@ApplicationModule(displayName = "Speech")
package app.ayka.speech;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
