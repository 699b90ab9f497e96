package app.ayka.speech.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeechPlanTest {

    @Test
    void everyMillisecondOfSpeechLiesInExactlyOneWindow() {
        for (int seed = 0; seed < 300; seed++) {
            SpeechMap map = randomMap(new Random(seed));
            long windowMs = 5_000 + seed % 26 * 1_000L;
            List<Span> spans = SpeechPlan.of(map, windowMs, 60_000);
            List<TimeRange> inWindows = spans.stream()
                    .flatMap(span -> span.windows().stream())
                    .flatMap(window -> window.speech().stream())
                    .toList();
            assertThat(TimeRange.totalMs(inWindows)).as("seed %d", seed).isEqualTo(map.speechMs());
            assertThat(TimeRange.union(inWindows, 0)).as("seed %d", seed).isEqualTo(TimeRange.union(map.regions(), 0));
        }
    }

    @Test
    void windowsAreOrderedShortEnoughAndInsideTheirSpan() {
        for (int seed = 0; seed < 300; seed++) {
            List<Span> spans = SpeechPlan.of(randomMap(new Random(seed)), 15_000, 60_000);
            long last = 0;
            int index = 0;
            for (Span span : spans) {
                for (Window window : span.windows()) {
                    assertThat(window.index()).isEqualTo(index++);
                    assertThat(window.range().lengthMs()).isBetween(1L, 15_000L);
                    assertThat(window.range().startMs()).isGreaterThanOrEqualTo(last);
                    assertThat(span.range().overlapMs(window.range()))
                            .isEqualTo(window.range().lengthMs());
                    last = window.range().endMs();
                }
            }
        }
    }

    @Test
    void spansCoverTheRecordingWithoutGapsAndAreOfTheLengthAskedFor() {
        for (int seed = 0; seed < 100; seed++) {
            SpeechMap map = randomMap(new Random(seed));
            List<Span> spans = SpeechPlan.of(map, 15_000, 60_000);
            assertThat(spans.getFirst().range().startMs()).isZero();
            assertThat(spans.getLast().range().endMs()).isEqualTo(map.durationMs());
            for (int i = 1; i < spans.size(); i++) {
                assertThat(spans.get(i).range().startMs())
                        .isEqualTo(spans.get(i - 1).range().endMs());
                assertThat(spans.get(i - 1).range().lengthMs()).isGreaterThanOrEqualTo(48_000);
            }
        }
    }

    @Test
    void aWindowIsCutWhereThereIsSilence() {
        List<TimeRange> regions =
                List.of(new TimeRange(0, 6_000), new TimeRange(6_200, 12_000), new TimeRange(14_000, 18_000));
        SpeechMap map = new SpeechMap(20_000, regions, new byte[20_000 / 32]);
        List<Window> windows = SpeechPlan.of(map, 15_000, 60_000).getFirst().windows();
        assertThat(windows)
                .extracting(Window::range)
                .containsExactly(new TimeRange(0, 12_000), new TimeRange(14_000, 18_000));
    }

    @Test
    void aRecordingWithoutSpeechIsOneSpanWithoutWindows() {
        List<Span> spans = SpeechPlan.of(new SpeechMap(5_000, List.of(), new byte[156]), 30_000, 600_000);
        assertThat(spans).hasSize(1);
        assertThat(spans.getFirst().windows()).isEmpty();
    }

    private static SpeechMap randomMap(Random random) {
        List<TimeRange> regions = new ArrayList<>();
        long at = random.nextInt(3_000);
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            long length = 100 + (random.nextInt(10) == 0 ? random.nextInt(90_000) : random.nextInt(6_000));
            regions.add(new TimeRange(at, at + length));
            at += length + (random.nextInt(5) == 0 ? 0 : random.nextInt(8_000));
        }
        long durationMs = at + 1 + random.nextInt(4_000);
        byte[] probabilities = new byte[(int) (durationMs / 32) + 1];
        random.nextBytes(probabilities);
        return new SpeechMap(durationMs, regions, probabilities);
    }
}
