package app.ayka.speech.whisper;

import app.ayka.speech.Word;
import app.ayka.speech.engine.Recognition;
import app.ayka.speech.engine.Segment;
import app.ayka.speech.engine.TimeRange;
import app.ayka.speech.process.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What the parent asks of Whisper and what comes back, as bytes. */
final class WhisperWire {

    private WhisperWire() {}

    /**
     * One window to transcribe.
     *
     * @param beam 1 for greedy decoding, else the width of the search
     */
    record Order(Path model, int threads, int beam, String language, String prompt, float[] samples) {

        byte[] bytes() {
            return Wire.bytes(out -> {
                Wire.text(out, model.toString());
                out.writeInt(threads);
                out.writeInt(beam);
                Wire.text(out, language);
                Wire.text(out, prompt);
                Wire.samples(out, samples);
            });
        }

        static Order of(byte[] bytes) {
            return Wire.value(
                    bytes,
                    in -> new Order(
                            Path.of(Wire.text(in)),
                            in.readInt(),
                            in.readInt(),
                            Wire.text(in),
                            Wire.text(in),
                            Wire.samples(in)));
        }
    }

    static byte[] bytes(Recognition recognition) {
        return Wire.bytes(out -> {
            Wire.text(out, recognition.language());
            Wire.list(out, recognition.segments(), WhisperWire::write);
        });
    }

    static Recognition recognition(byte[] bytes) {
        return Wire.value(bytes, in -> new Recognition(Wire.text(in), Wire.list(in, WhisperWire::segment)));
    }

    private static void write(DataOutputStream out, Segment segment) throws IOException {
        out.writeLong(segment.range().startMs());
        out.writeLong(segment.range().endMs());
        Wire.text(out, segment.text());
        Wire.list(out, segment.words(), (o, word) -> {
            Wire.text(o, word.text());
            o.writeLong(word.startMs());
            o.writeLong(word.endMs());
            o.writeFloat(word.probability());
        });
        out.writeFloat(segment.averageLogProbability());
        out.writeFloat(segment.noSpeechProbability());
    }

    private static Segment segment(DataInputStream in) throws IOException {
        return new Segment(
                new TimeRange(in.readLong(), in.readLong()),
                Wire.text(in),
                Wire.list(in, i -> new Word(Wire.text(i), i.readLong(), i.readLong(), i.readFloat())),
                in.readFloat(),
                in.readFloat());
    }
}
