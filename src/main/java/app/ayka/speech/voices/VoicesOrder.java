package app.ayka.speech.voices;

import app.ayka.speech.engine.TimeRange;
import app.ayka.speech.process.Wire;
import java.util.List;

/**
 * What the parent asks of the speech process about the voices of a span.
 *
 * @param segmentation path of the segmentation model; empty for none
 * @param embedding path of the embedding model; empty for the one inside the program
 * @param speech in the span, from the start of the recording
 */
public record VoicesOrder(
        String segmentation,
        String embedding,
        int threads,
        int span,
        TimeRange range,
        List<TimeRange> speech,
        float[] samples) {

    public byte[] bytes() {
        return Wire.bytes(out -> {
            Wire.text(out, segmentation);
            Wire.text(out, embedding);
            out.writeInt(threads);
            out.writeInt(span);
            out.writeLong(range.startMs());
            out.writeLong(range.endMs());
            Wire.list(out, speech, (o, part) -> {
                o.writeLong(part.startMs());
                o.writeLong(part.endMs());
            });
            Wire.samples(out, samples);
        });
    }

    static VoicesOrder of(byte[] bytes) {
        return Wire.value(
                bytes,
                in -> new VoicesOrder(
                        Wire.text(in),
                        Wire.text(in),
                        in.readInt(),
                        in.readInt(),
                        new TimeRange(in.readLong(), in.readLong()),
                        Wire.list(in, i -> new TimeRange(i.readLong(), i.readLong())),
                        Wire.samples(in)));
    }
}
