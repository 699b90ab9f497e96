/** The gateway to models that others serve: chat, embeddings, transcription, their cost. Knows no domain. */
@NullMarked
@ApplicationModule(displayName = "AI")
package app.ayka.ai;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
