package app.ayka.recordings.capture;

import app.ayka.base.ActingUser;
import app.ayka.recordings.Mark;
import app.ayka.recordings.MarkId;
import app.ayka.recordings.Marks;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Tags;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a device says about its recording beside the sound; also when that is sealed. What it leaves out stays as it is. */
@RestController
@RequestMapping(CaptureConfiguration.BASE + "/recordings/{recording}")
class DescribeController {

    private static final int LONGEST_PEOPLE = 500;

    private final CaptureGrants grants;

    DescribeController(CaptureGrants grants) {
        this.grants = grants;
    }

    record ConsentBody(@Nullable Boolean agreed, @Nullable String people) {}

    record MarkBody(
            @Nullable String id,
            @Nullable Long atMs,
            @Nullable String at,
            @Nullable String label) {}

    record DescribeBody(
            @Nullable String title,
            @Nullable ConsentBody consent,
            @Nullable List<@Nullable MarkBody> marks,
            @Nullable List<@Nullable String> tags) {}

    @PatchMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void describe(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant, @RequestBody DescribeBody body) {
        var description = description(body);
        ActingUser.run(grant.owner(), () -> grants.describe(grant, description));
    }

    private static Description description(DescribeBody body) {
        var named = body.title() != null || body.consent() != null;
        if (!named && body.marks() == null && body.tags() == null) {
            throw CaptureRefusedException.invalid("Something has to be said: title with consent, marks, or tags.");
        }
        return new Description(
                named ? name(body) : null,
                body.marks() == null ? null : marks(body.marks()),
                body.tags() == null ? null : tags(body.tags()));
    }

    private static Description.Name name(DescribeBody body) {
        var title = Input.words(body.title(), "title", Recordings.MAX_TITLE);
        var said = Input.required(body.consent(), "consent");
        return new Description.Name(
                title,
                new ConsentNote(
                        Input.required(said.agreed(), "agreed"), Input.words(said.people(), "people", LONGEST_PEOPLE)));
    }

    private static List<Mark> marks(List<@Nullable MarkBody> said) {
        Input.between(said.size(), 0, Marks.MAX_MARKS, "marks");
        var marks = said.stream().map(one -> mark(Input.required(one, "marks"))).toList();
        var ids = new HashSet<MarkId>();
        if (!marks.stream().allMatch(mark -> ids.add(mark.id()))) {
            throw CaptureRefusedException.invalid("The id of a mark may appear once in a request.");
        }
        return marks;
    }

    private static Mark mark(MarkBody body) {
        return new Mark(
                new MarkId(Input.uuid(body.id(), "id")),
                Input.milliseconds(body.atMs(), "atMs"),
                Input.instant(body.at(), "at"),
                body.label() == null ? "" : Input.words(body.label(), "label", Marks.MAX_LABEL));
    }

    private static List<String> tags(List<@Nullable String> said) {
        if (said.size() > Tags.MAX_TAGS) {
            throw CaptureRefusedException.invalid("A recording may have " + Tags.MAX_TAGS + " tags.");
        }
        return said.stream().map(tag -> tag(Input.required(tag, "tags"))).toList();
    }

    private static String tag(String said) {
        if (!Tags.fits(said)) {
            throw CaptureRefusedException.invalid("A tag may have " + Tags.MAX_TAG + " characters.");
        }
        return said;
    }
}
