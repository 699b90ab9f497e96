package app.ayka.speech.cli;

import app.ayka.base.cli.Command;
import app.ayka.base.cli.ExitCode;
import app.ayka.speech.cli.SpeechOptions.Format;
import java.util.EnumSet;
import java.util.List;

/** {@code ayka diarize}: who speaks when, without text. Needs no Whisper model. */
public final class DiarizeCommand implements Command {

    @Override
    public String verb() {
        return "diarize";
    }

    @Override
    public String help() {
        return """
                tells the voices in sound files apart
                ayka diarize FILE... --out DIR [--format rttm,json] [--speakers MIN-MAX]
                Takes any sound or video file. Results are named after their file. Needs no Whisper model.""";
    }

    @Override
    public ExitCode run(List<String> arguments) {
        EnumSet<Format> formats = EnumSet.of(Format.RTTM, Format.JSON);
        return new SpeechVerb(SpeechOptions.parse(arguments, formats, formats), false).run();
    }
}
