package app.ayka.speech.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One message between the parent and the speech process: {@code AYSP}, type, number of the request it belongs to, length
 * and payload, big-endian.
 *
 * @param request 0 in beats
 */
record Frame(Type type, long request, byte[] payload) {

    private static final int MAGIC = 0x41595350;
    private static final int LONGEST = 256 << 20;

    enum Type {
        /** Parent to child: a window to transcribe. */
        TRANSCRIBE,
        /** Parent to child: a stretch of sound whose voices are to be separated. */
        VOICES,
        /** Child to parent, every second: the process lives; payload: its resident memory in bytes, or -1. */
        BEAT,
        /** Child to parent: the result. */
        DONE,
        /** Child to parent: it cannot be done; payload: kind and words of a {@code SpeechException}. */
        FAILED
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(type.ordinal());
        out.writeLong(request);
        out.writeInt(payload.length);
        out.write(payload);
        out.flush();
    }

    /** @throws IOException at the end of the stream and when what arrives is no frame */
    static Frame read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("out of step");
        }
        int type = in.readUnsignedByte();
        long request = in.readLong();
        int length = in.readInt();
        if (type >= Type.values().length || length < 0 || length > LONGEST) {
            throw new IOException("out of step");
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new IOException("cut off");
        }
        return new Frame(Type.values()[type], request, payload);
    }
}
