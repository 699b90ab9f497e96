package app.ayka.recordings.capture;

import app.ayka.accounts.Profiles;
import app.ayka.accounts.devices.ConnectedDevices;
import app.ayka.accounts.devices.DeviceAccess;
import app.ayka.base.ActingUser;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a connected device may do: ask whose it is, obtain grants, see where the latest recordings stand. */
@RestController
@RequestMapping(CaptureConfiguration.BASE)
@OpenTo(OpenTo.Bearer.DEVICE)
class DeviceController {

    private static final int LATEST = 50;
    private static final int OFFERED_TAGS = 50;
    private static final int LONGEST_PEOPLE = 500;

    private final CaptureGrants grants;
    private final Recordings recordings;
    private final Tags tags;
    private final Profiles profiles;
    private final ConnectedDevices devices;
    private final CaptureSettings settings;

    DeviceController(
            CaptureGrants grants,
            Recordings recordings,
            Tags tags,
            Profiles profiles,
            ConnectedDevices devices,
            CaptureSettings settings) {
        this.grants = grants;
        this.recordings = recordings;
        this.tags = tags;
        this.profiles = profiles;
        this.devices = devices;
        this.settings = settings;
    }

    record Me(String owner, String name, String timeZone, String device, long maxUploadBytes, List<String> tags) {}

    record ConsentBody(@Nullable Boolean agreed, @Nullable String people) {}

    record GrantBody(
            @Nullable String recording,
            @Nullable String source,
            @Nullable String title,
            @Nullable String recordedAt,
            @Nullable ConsentBody consent) {}

    record Grant(String recording, String token, String base) {}

    @GetMapping("/me")
    Me me(@RequestAttribute(CaptureGate.DEVICE) DeviceAccess access) {
        var profile = ActingUser.call(access.owner(), profiles::mine);
        var known = ActingUser.call(access.owner(), () -> tags.known(OFFERED_TAGS));
        return new Me(
                access.owner().toString(),
                profile.name(),
                profile.timeZone().getId(),
                access.device().toString(),
                settings.maxUpload().toBytes(),
                known);
    }

    @PostMapping("/grants")
    Grant grant(@RequestAttribute(CaptureGate.DEVICE) DeviceAccess access, @RequestBody GrantBody body) {
        var said = Input.required(body.consent(), "consent");
        var draft = new CaptureDraft(
                new RecordingId(Input.uuid(body.recording(), "recording")),
                source(body.source()),
                Input.words(body.title(), "title", Recordings.MAX_TITLE),
                Input.instant(body.recordedAt(), "recordedAt"),
                new ConsentNote(
                        Input.required(said.agreed(), "agreed"),
                        Input.words(said.people() == null ? "" : said.people(), "people", LONGEST_PEOPLE)));
        var granted = ActingUser.call(access.owner(), () -> grants.open(draft, access.device()))
                .orElseThrow(() -> new CaptureRefusedException(
                        HttpStatus.GONE, "deleted", "This recording was deleted, or the number is taken."));
        return new Grant(granted.recording().toString(), granted.token(), granted.base());
    }

    @GetMapping("/recordings")
    Map<String, List<ListedRecording>> latest(@RequestAttribute(CaptureGate.DEVICE) DeviceAccess access) {
        var latest = ActingUser.call(access.owner(), () -> recordings.list("", LATEST));
        return Map.of("recordings", latest.stream().map(ListedRecording::of).toList());
    }

    /** The device lets go of its own token. */
    @DeleteMapping("/devices/this")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(@RequestAttribute(CaptureGate.DEVICE) DeviceAccess access) {
        ActingUser.run(access.owner(), () -> devices.disconnect(access.device()));
    }

    private static RecordingSource source(@Nullable String text) {
        return switch (text == null ? "CAPTURE" : text) {
            case "CAPTURE" -> RecordingSource.CAPTURE;
            case "UPLOAD" -> RecordingSource.UPLOAD;
            default -> throw CaptureRefusedException.invalid("\"source\" has to be CAPTURE or UPLOAD.");
        };
    }
}
