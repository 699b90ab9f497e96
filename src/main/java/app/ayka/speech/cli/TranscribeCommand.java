package app.ayka.speech.cli;

import app.ayka.base.cli.Command;
import app.ayka.base.cli.ExitCode;
import app.ayka.speech.cli.SpeechOptions.Format;
import java.util.EnumSet;
import java.util.List;

/** {@code ayka transcribe}: what was said, by whom and when. */
public final class TranscribeCommand implements Command {

    @Override
    public String verb() {
        return "transcribe";
    }

    @Override
    public String help() {
        return """
                writes down what is said in sound files, by whom and when
                ayka transcribe FILE... --out DIR [--format json,rttm,txt,srt,vtt,md] [--engine whisper|openai|none]
                    [--model NAME] [--language en|auto] [--threads N] [--speakers MIN-MAX]
                Takes any sound or video file. Results are named after their file; json is written unless --format says
                otherwise. Models are looked for in the folders of AYKA_MODELS_PATH and in data/models. The openai engine
                asks the server of AYKA_AI_BASE_URL with the key of AYKA_AI_API_KEY.""";
    }

    @Override
    public ExitCode run(List<String> arguments) {
        return new SpeechVerb(
                        SpeechOptions.parse(arguments, EnumSet.of(Format.JSON), EnumSet.allOf(Format.class)), true)
                .run();
    }
}
