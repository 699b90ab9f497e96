package app.ayka.speech;

import app.ayka.base.UserId;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.WorkFolders;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.Runs;
import app.ayka.recordings.SameSounds;
import app.ayka.recordings.Take;
import app.ayka.speech.engine.AudioDecoding;
import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.DecodedAudio;
import app.ayka.speech.engine.Span;
import app.ayka.speech.engine.SpeechMap;
import app.ayka.speech.engine.SpeechPlan;
import app.ayka.speech.engine.TakeFile;
import app.ayka.speech.engine.VoiceActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a recording readable and finds where in it somebody speaks: decoded sound, a copy for the player and the wave
 * form as objects; spans, windows and the receipt as rows. Objects have the same names at each attempt, and the rows are
 * written in one transaction at the end, so it may be killed and repeated at any point.
 */
@Service
public class PrepareRecording {

    private final Runs runs;
    private final Recordings recordings;
    private final ObjectStore store;
    private final AudioDecoding decoding;
    private final ObjectProvider<VoiceActivity> activity;
    private final Recognisers recognisers;
    private final WorkFolders folders;
    private final LocalSound sounds;
    private final SpeechRows rows;
    private final Receipts receipts;
    private final SameSounds sameSounds;
    private final TransactionTemplate transaction;

    PrepareRecording(
            Runs runs,
            Recordings recordings,
            ObjectStore store,
            AudioDecoding decoding,
            ObjectProvider<VoiceActivity> activity,
            Recognisers recognisers,
            WorkFolders folders,
            LocalSound sounds,
            SpeechRows rows,
            Receipts receipts,
            SameSounds sameSounds,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.recordings = recordings;
        this.store = store;
        this.decoding = decoding;
        this.activity = activity;
        this.recognisers = recognisers;
        this.folders = folders;
        this.sounds = sounds;
        this.rows = rows;
        this.receipts = receipts;
        this.sameSounds = sameSounds;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Prepares a run's recording. Its takes are one object each by now.
     *
     * @throws AudioException when its sound cannot be decoded
     * @return false when the recording has no sound at all
     */
    public boolean prepare(Run run) {
        var recording = recordings.details(run.recording()).orElse(null);
        if (recording == null) {
            return false;
        }
        var takes = recording.takes().stream()
                .filter(take -> !isLost(take))
                .sorted(Comparator.comparingLong(Take::startOffsetMs))
                .toList();
        if (takes.isEmpty()) {
            return false;
        }
        folders.with(folder -> {
            var audio = decoding.decode(download(run.owner(), recording, takes, folder), folder.resolve("decoded"));
            var map = activity.getObject().detect(audio.samples(), audio.durationMs());
            put(run, audio);
            sounds.keep(run.recording(), audio.samples());
            store(run, recording, takes, audio, map);
            return audio;
        });
        return true;
    }

    /** No sound of it was stored, and whoever sealed the recording knows: it is a gap. */
    private static boolean isLost(Take take) {
        var storedMs = take.storedMs();
        return take.objectKey() == null && storedMs != null && storedMs == 0;
    }

    private List<TakeFile> download(UserId owner, RecordingDetails recording, List<Take> takes, Path folder) {
        var files = new ArrayList<TakeFile>();
        for (var take : takes) {
            var key = take.objectKey();
            var file = folder.resolve("take-" + take.number());
            if (key == null || !download(key, file, recording, take)) {
                throw new MissingSoundException(recording.id(), take.number());
            }
            files.add(new TakeFile(file, take.startOffsetMs()));
        }
        return files;
    }

    /** What came as a file is known again by what is in it; read on the way, that costs no second look. */
    private boolean download(String key, Path file, RecordingDetails recording, Take take) {
        if (recording.source() != RecordingSource.UPLOAD) {
            return store.download(key, file);
        }
        var content = store.open(key);
        if (content.isEmpty()) {
            return false;
        }
        try (var stream = new DigestInputStream(content.get(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            sameSounds.arrived(
                    recording.id(),
                    take.number(),
                    HexFormat.of().formatHex(stream.getMessageDigest().digest()));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("download of " + key + " broke off", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void put(Run run, DecodedAudio audio) {
        var recording = run.recording().value();
        store.put(ObjectKeys.pcm(run.owner(), recording), audio.flac(), "audio/flac");
        store.put(ObjectKeys.play(run.owner(), recording, "m4a"), audio.play(), "audio/mp4");
        store.put(ObjectKeys.peaks(run.owner(), recording), audio.peaks(), "application/octet-stream");
    }

    private void store(Run run, RecordingDetails recording, List<Take> takes, DecodedAudio audio, SpeechMap map) {
        var there = transaction.execute(status -> {
            if (!runs.lock(run.id())) {
                return false;
            }
            for (int i = 0; i < takes.size(); i++) {
                recordings.decoded(
                        recording.id(),
                        takes.get(i).number(),
                        audio.takes().get(i).durationMs());
            }
            recordings.setDuration(recording.id(), audio.durationMs());
            rows.plan(run.id(), plan(map, recognisers.windowMs(run)));
            receipts.decoded(
                    run.id(),
                    sum(takes, true),
                    sum(takes, false),
                    audio.takes().stream()
                            .mapToLong(DecodedAudio.DecodedTake::durationMs)
                            .sum(),
                    map.speechMs());
            return true;
        });
        if (!Boolean.TRUE.equals(there)) { // erased while it was being decoded
            store.deleteBelow(ObjectKeys.recording(run.owner(), run.recording().value()));
        }
    }

    static List<Span> plan(SpeechMap map, long windowMs) {
        return SpeechPlan.of(map, windowMs, SpeechPlan.SPAN_MS);
    }

    private static long sum(List<Take> takes, boolean captured) {
        return takes.stream()
                .map(take -> captured ? take.capturedMs() : take.storedMs())
                .mapToLong(ms -> ms == null ? 0 : ms)
                .sum();
    }
}
