package app.ayka.notices;

import app.ayka.recordings.RecordingId;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a user.
 *
 * @param occasion with the kind what makes it one: told twice of the same, a user gets one notice
 * @param title what it is about, in the user's words; hidden on a lock screen when they chose so
 * @param words a plain sentence that goes with it, or empty
 * @param quantity what is counted, such as leads
 */
public record NoticeDraft(
        NoticeKind kind, String occasion, @Nullable RecordingId recording, String title, String words, int quantity) {}
