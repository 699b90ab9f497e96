package app.ayka.journey;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recordings as a browser has them on its disk when it recorded without a network, and sounds as recorders write them. */
final class QueuedRecordings {

    /** Pieces of a file and how long they are; one of null bytes is not there any more. */
    record Piece(byte @Nullable [] bytes, long startMs, long durationMs) {}

    record QueuedTake(String mimeType, long startOffsetMs, List<Piece> pieces) {}

    private QueuedRecordings() {}

    /** Writes one ended recording into the page's store. */
    static void put(Page page, String id, String recordedAt, String title, List<QueuedTake> takes) {
        var told = takes.stream()
                .map(take -> Map.of(
                        "mimeType",
                        take.mimeType(),
                        "startOffsetMs",
                        (double) take.startOffsetMs(),
                        "pieces",
                        take.pieces().stream()
                                .map(piece -> Map.of(
                                        "sound",
                                        piece.bytes() == null
                                                ? ""
                                                : Base64.getEncoder().encodeToString(piece.bytes()),
                                        "startMs",
                                        (double) piece.startMs(),
                                        "durationMs",
                                        (double) piece.durationMs()))
                                .toList()))
                .toList();
        page.evaluate("""
                async ({ id, recordedAt, title, takes }) => {
                  const owner = document.querySelector('ayka-recorder').owner;
                  const database = await new Promise((resolve, reject) => {
                    const opening = indexedDB.open('ayka-capture');
                    opening.onsuccess = () => resolve(opening.result);
                    opening.onerror = () => reject(opening.error);
                  });
                  const chunks = [], sounds = [], rows = [];
                  for (const [take, { mimeType, startOffsetMs, pieces }] of takes.entries()) {
                    const last = pieces.at(-1);
                    rows.push({ recording: id, take, mimeType, startOffsetMs, deviceClock: recordedAt, opened: false,
                      paused: false, ended: { chunks: pieces.length, capturedMs: last.startMs + last.durationMs },
                      ...(take > 0 ? { lostBefore: { lengthMs: 2500, cause: 'page closed while recording' } } : {}) });
                    for (const [number, { sound, startMs, durationMs }] of pieces.entries()) {
                      if (!sound) continue;
                      const bytes = Uint8Array.from(atob(sound), (letter) => letter.charCodeAt(0)).buffer;
                      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
                      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
                      chunks.push({ recording: id, take, number, startMs, durationMs, heardAt: recordedAt,
                        bytes: bytes.byteLength, sha256, state: 'captured', here: true });
                      sounds.push([bytes, [id, take, number]]);
                    }
                  }
                  const all = database.transaction(['recordings', 'takes', 'chunks', 'sound'], 'readwrite');
                  const store = (name) => all.objectStore(name);
                  store('recordings').add({ id, owner, title, consent: { agreed: true, people: 'Ben' }, recordedAt,
                    phase: 'ended', described: false });
                  rows.forEach((row) => store('takes').add(row));
                  chunks.forEach((row) => store('chunks').add(row));
                  sounds.forEach(([bytes, key]) => store('sound').add(bytes, key));
                  await new Promise((resolve, reject) => {
                    all.oncomplete = resolve;
                    all.onabort = () => reject(all.error);
                  });
                  database.close();
                }""", Map.of("id", id, "recordedAt", recordedAt, "title", title, "takes", told));
    }

    /** Runs the ffmpeg that the build carries. */
    static void ffmpeg(String... options) throws IOException, InterruptedException {
        var program = org.bytedeco.javacpp.Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
        var command = new ArrayList<>(List.of(program, "-v", "error", "-y"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("LD_LIBRARY_PATH", String.valueOf(Path.of(program).getParent()));
        var process = builder.start();
        String words;
        try (InputStream output = process.getInputStream()) {
            words = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(words);
        }
    }

    /** Where the bytes of a mark begin, in order. */
    static List<Integer> find(byte[] file, byte[] mark, int back) {
        var found = new ArrayList<Integer>();
        for (int at = 0; at + mark.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + mark.length, mark, 0, mark.length)) {
                found.add(at - back);
            }
        }
        return found;
    }

    /** Cuts a file of the given length at these places; time passes with the bytes. */
    static List<Piece> cut(byte[] file, List<Integer> places, long lengthMs) {
        var ends = new ArrayList<>(places);
        ends.add(file.length);
        var pieces = new ArrayList<Piece>();
        var from = 0;
        for (var to : ends) {
            if (to > from) {
                var startMs = lengthMs * from / file.length;
                pieces.add(
                        new Piece(Arrays.copyOfRange(file, from, to), startMs, lengthMs * to / file.length - startMs));
                from = to;
            }
        }
        return pieces;
    }

    static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
