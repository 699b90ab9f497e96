/** Recognition by a server that speaks OpenAI's protocol. */
@NullMarked
package app.ayka.speech.server;

import org.jspecify.annotations.NullMarked;
