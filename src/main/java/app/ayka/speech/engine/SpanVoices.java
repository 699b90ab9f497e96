package app.ayka.speech.engine;

import app.ayka.speech.process.Wire;
import java.util.List;

/**
 * The voices of one span before anybody knows who is who: what {@link Diarization#separate} finds and
 * {@link Diarization#cluster} joins. {@link #toBytes} is how it is stored in between.
 *
 * @param span its index
 * @param range of the span in the recording
 * @param speech in the span, from the start of the recording, tight
 * @param windows that were analysed: their first frames, ascending; a frame is 16.875 ms from the start of the span
 * @param windowFrames length of a window
 * @param pieces by window and time
 */
public record SpanVoices(
        int span,
        TimeRange range,
        List<TimeRange> speech,
        List<Integer> windows,
        int windowFrames,
        List<Piece> pieces) {

    public SpanVoices {
        speech = List.copyOf(speech);
        windows = List.copyOf(windows);
        pieces = List.copyOf(pieces);
    }

    /**
     * A turn of one voice inside one window.
     *
     * @param window index into {@code windows}
     * @param voice the same for pieces of one window that the segmentation takes for one voice; -1 without segmentation
     * @param firstFrame from the start of the span
     * @param activity how likely the voice speaks, frame by frame, 0..255
     * @param cleanMs speech in it with nobody else at the same time
     * @param embedding of unit length; empty when there is too little clean speech
     */
    public record Piece(int window, int voice, int firstFrame, byte[] activity, int cleanMs, float[] embedding) {

        /** The same where no segmentation told voices apart: nothing is known about which voice it is. */
        public Piece withoutVoice() {
            return new Piece(window, -1, firstFrame, activity, cleanMs, embedding);
        }

        /** Behind the last frame. */
        public int endFrame() {
            return firstFrame + activity.length;
        }
    }

    /** In a form that {@link #of} reads. */
    public byte[] toBytes() {
        return Wire.bytes(out -> {
            out.writeInt(span);
            out.writeLong(range.startMs());
            out.writeLong(range.endMs());
            Wire.list(out, speech, (o, part) -> {
                o.writeLong(part.startMs());
                o.writeLong(part.endMs());
            });
            Wire.list(out, windows, (o, first) -> o.writeInt(first));
            out.writeInt(windowFrames);
            Wire.list(out, pieces, (o, piece) -> {
                o.writeInt(piece.window);
                o.writeInt(piece.voice);
                o.writeInt(piece.firstFrame);
                o.writeInt(piece.activity.length);
                o.write(piece.activity);
                o.writeInt(piece.cleanMs);
                o.writeInt(piece.embedding.length);
                for (float value : piece.embedding) {
                    o.writeFloat(value);
                }
            });
        });
    }

    /** Reads what {@link #toBytes} wrote. */
    public static SpanVoices of(byte[] bytes) {
        return Wire.value(
                bytes,
                in -> new SpanVoices(
                        in.readInt(),
                        new TimeRange(in.readLong(), in.readLong()),
                        Wire.list(in, i -> new TimeRange(i.readLong(), i.readLong())),
                        Wire.list(in, java.io.DataInputStream::readInt),
                        in.readInt(),
                        Wire.list(in, SpanVoices::piece)));
    }

    private static Piece piece(java.io.DataInputStream in) throws java.io.IOException {
        int window = in.readInt();
        int voice = in.readInt();
        int firstFrame = in.readInt();
        byte[] activity = in.readNBytes(in.readInt());
        int cleanMs = in.readInt();
        float[] embedding = new float[in.readInt()];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = in.readFloat();
        }
        return new Piece(window, voice, firstFrame, activity, cleanMs, embedding);
    }
}
