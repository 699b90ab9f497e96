package app.ayka.speech.engine;

import java.nio.file.Path;

/**
 * The sound of one take as a local file, in whatever format its recorder wrote.
 *
 * @param file the chunks of one take, concatenated, or an uploaded file
 * @param startMs where the take begins in the recording
 */
public record TakeFile(Path file, long startMs) {}
