package app.ayka.speech.engine;

/** A recogniser with its model. Obtained from {@link SpeechEngines}; safe for use by several threads. */
public interface SpeechToText {

    /** As in settings and on the command line, such as {@code whisper}. */
    String engine();

    /** The model's name, as it is shown and stored with a run. */
    String model();

    /** The longest sound that it takes at once, in milliseconds. */
    long windowMs();

    /**
     * Recognises one window. Takes seconds to minutes; never call it inside a database transaction.
     *
     * @param samples −1..1 at 16 kHz, at most {@link #windowMs} long
     * @throws SpeechException when there is no answer; its kind tells what to do
     */
    Recognition recognise(float[] samples, RecognitionHints hints);
}
