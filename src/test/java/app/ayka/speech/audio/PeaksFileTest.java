package app.ayka.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeaksFileTest {

    private static final int HEADER = 12;

    @TempDir
    Path folder;

    @Test
    void threeHoursFitIntoFiftyKilobytesAndLoudPlacesStayWhereTheyAre() throws IOException {
        var loud = Duration.ofMinutes(100).toMillis();
        var file = write(Duration.ofHours(3), ms -> ms == loud ? 20_000 : ms == loud + 60_000 ? -30_000 : 100);
        assertThat(file.capacity()).isLessThan(50_000);
        assertThat(bucketMs(file) * (long) buckets(file))
                .isBetween(Duration.ofHours(3).toMillis(), Duration.ofHours(3).toMillis() + bucketMs(file));
        assertThat((int) high(file, loud)).isEqualTo(20_000 * 127 / 32767);
        assertThat((int) low(file, loud + 60_000)).isEqualTo(-30_000 * 127 / 32768);
        assertThat((int) high(file, loud - 10_000)).isLessThan(2);
    }

    @Test
    void aShortTalkIsKeptInFullDetail() throws IOException {
        var file = write(Duration.ofMinutes(5), ms -> 5);
        assertThat(bucketMs(file)).isEqualTo(20);
        assertThat(buckets(file)).isEqualTo(15_000);
    }

    private interface Loudness {
        int at(long ms);
    }

    private ByteBuffer write(Duration length, Loudness loudness) throws IOException {
        var peaks = new PeaksFile();
        for (long ms = 0; ms < length.toMillis(); ms++) {
            for (int i = 0; i < Sound.SAMPLES_PER_MS; i++) {
                peaks.add((short) loudness.at(ms));
            }
        }
        var file = folder.resolve("peaks.bin");
        peaks.write(file);
        assertThat(peaks.peak()).isGreaterThan(0);
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int bucketMs(ByteBuffer file) {
        return file.getShort(6);
    }

    private static int buckets(ByteBuffer file) {
        return file.getInt(8);
    }

    private static byte low(ByteBuffer file, long ms) {
        return file.get(HEADER + 2 * (int) (ms / bucketMs(file)));
    }

    private static byte high(ByteBuffer file, long ms) {
        return file.get(HEADER + 2 * (int) (ms / bucketMs(file)) + 1);
    }
}
